//! The log of what webhooks were told: looked through, told once more, and forgotten after some days.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    Moved, Topic, Webhook, by_id,
    delivery::{Answered, LONGEST, Stage, Try, kept, signed},
};
use crate::{
    base::{
        id::{ConversationId, DeliveryId, EventId, WebhookId},
        signed_post, text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        setting::{self, Setting},
        timer::{self, Due},
    },
};

/// How long the log is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keeping {
    /// Days.
    pub days: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { days: 14 }
    }
}

impl Setting for Keeping {
    const KEY: &'static str = "webhook_log";
}

/// For how many days the log may be kept. At least as long as something is tried again.
pub const DAYS: [u32; 4] = [4, 14, 30, 90];

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: DeliveryId,
    /// Which webhook.
    pub webhook: WebhookId,
    /// Its `webhook-id`.
    pub message_id: String,
    /// The event it tells of; `None`: a test.
    pub event: Option<EventId>,
    /// The chat, if it is about one.
    pub conversation: Option<ConversationId>,
    /// What sort.
    pub topic: Topic,
    /// What is posted.
    pub body: String,
    /// When it was taken in.
    pub at: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Tries so far.
    pub attempts: u32,
    /// Not before.
    pub due_at: Timestamp,
    /// The last try.
    pub tried_at: Option<Timestamp>,
    /// What that was answered.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// Why there was no answer.
    pub words: String,
    /// The beginning of the answer.
    pub response: String,
}

const COLUMNS: &str = "id, webhook_id, message_id, event_id, conversation_id, topic, body, at, state, attempts, due_at,
    tried_at, status, took_ms, words, response";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        id: row.get(0)?,
        webhook: row.get(1)?,
        message_id: row.get(2)?,
        event: row.get(3)?,
        conversation: row.get(4)?,
        topic: row.get(5)?,
        body: row.get(6)?,
        at: row.get(7)?,
        stage: row.get(8)?,
        attempts: row.get(9)?,
        due_at: row.get(10)?,
        tried_at: row.get(11)?,
        status: row.get(12)?,
        took_ms: row.get(13)?,
        words: row.get(14)?,
        response: row.get(15)?,
    })
}

/// What of a log is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    All,
    /// What did not get there yet.
    Waiting,
    /// What did.
    Delivered,
    /// What was given up.
    Failed,
}

crate::stored_as_word!(Part {
    All = "all",
    Waiting = "waiting",
    Delivered = "delivered",
    Failed = "failed",
});

impl Part {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::All, Self::Waiting, Self::Delivered, Self::Failed];

    fn condition(self) -> &'static str {
        match self {
            Self::All => "true",
            Self::Waiting => "state in ('behind', 'queued', 'sending')",
            Self::Delivered => "state = 'delivered'",
            Self::Failed => "state = 'failed'",
        }
    }
}

/// Lines of a webhook's log before a line, newest first. `topic`: of this sort alone.
pub fn older(
    reader: &Reader<'_>,
    hook: WebhookId,
    part: Part,
    topic: Option<Topic>,
    than: DeliveryId,
    limit: usize,
) -> Result<Vec<Delivery>, DbError> {
    let sql = format!(
        "select {COLUMNS} from webhook_delivery
         where webhook_id = :hook and id < :than and {} and (:topic is null or topic = :topic)
         order by id desc limit :limit",
        part.condition()
    );
    let given = named_params! { ":hook": hook, ":than": than, ":topic": topic, ":limit": limit };
    reader.list(&sql, given, from_row)
}

/// One line of a webhook's log.
pub fn one(
    reader: &Reader<'_>,
    hook: WebhookId,
    id: DeliveryId,
) -> Result<Option<Delivery>, DbError> {
    let sql = format!("select {COLUMNS} from webhook_delivery where id = ?1 and webhook_id = ?2");
    reader.find(&sql, (id, hook), from_row)
}

/// How a webhook does, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// What waits for it.
    pub waiting: i64,
    /// What was given up and is still in the log, tests aside.
    pub failed: i64,
    /// When it took something last.
    pub delivered_at: Option<Timestamp>,
}

/// How a webhook does.
pub fn tally(reader: &Reader<'_>, hook: WebhookId) -> Result<Tally, DbError> {
    reader.get(
        "select count(*) filter (where state in ('behind', 'queued', 'sending')), count(*) filter (where state = 'failed' and topic <> 'ping'),
           max(tried_at) filter (where state = 'delivered')
         from webhook_delivery where webhook_id = ?1",
        [hook],
        |row| {
            Ok(Tally {
                waiting: row.get(0)?,
                failed: row.get(1)?,
                delivered_at: row.get(2)?,
            })
        },
    )
}

/// Tells something once more, under the same `webhook-id`. It goes by itself: nothing waits for it. `false`: there is no
/// such thing, or it is still on its way.
pub fn replay(tx: &mut Tx<'_>, hook: WebhookId, id: DeliveryId) -> Result<bool, DbError> {
    let now = tx.now;
    let begun = tx.execute(
        "update webhook_delivery set state = 'queued', attempts = 0, due_at = :now, lane = 'again ' || id
         where id = :id and webhook_id = :hook and (state = 'delivered' or state = 'failed')",
        named_params! { ":now": now, ":id": id, ":hook": hook },
    )?;
    if begun > 0 {
        tx.announce(Moved);
    }
    Ok(begun > 0)
}

/// A test, signed as everything is. `None`: there is no such webhook.
pub fn test(
    tx: &mut Tx<'_>,
    hook: WebhookId,
    body: &str,
) -> Result<Option<(Webhook, Try)>, DbError> {
    let Some(hook) = by_id(tx, hook)? else {
        return Ok(None);
    };
    let signed = signed(tx, &hook, signed_post::new_id(), body.to_owned())?;
    Ok(Some((hook, signed)))
}

/// Notes what came of a test, which is tried once.
pub fn tested(
    tx: &mut Tx<'_>,
    hook: WebhookId,
    tried: &Try,
    answered: &Answered,
) -> Result<(), DbError> {
    let now = tx.now;
    let stage = if answered.is_success() {
        Stage::Delivered
    } else {
        Stage::Failed
    };
    tx.execute(
        "insert into webhook_delivery (webhook_id, message_id, lane, topic, body, at, state, attempts, due_at, tried_at,
           status, took_ms, words, response)
         select id, :message, 'test', :topic, :body, :now, :state, 1, :now, :now, :status, :took, :words, :response
         from webhook where id = :hook",
        named_params! {
            ":hook": hook, ":message": tried.message_id, ":topic": Topic::Ping, ":body": tried.body, ":now": now,
            ":state": stage, ":status": answered.status,
            ":took": i64::try_from(answered.took.as_millis()).unwrap_or(i64::MAX),
            ":words": text::clean_line(&answered.words, LONGEST), ":response": kept(&answered.response),
        },
    )?;
    Ok(())
}

/// How often old lines are forgotten.
const SWEEP: Duration = Duration::from_secs(3_600);
/// Lines forgotten in one act at most: the writer belongs to everybody.
const AT_ONCE: usize = 2_000;

/// Lines are forgotten from time to time.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now;
    timer::set_if_none(tx, Due::ForgetDeliveries, 0, now.plus(SWEEP))
}

/// Forgets lines that are too old, and what waits for a webhook that was switched off for as long.
pub fn forget(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let keeping: Keeping = setting::get(tx)?;
    let kept_for = Duration::from_secs(u64::from(keeping.days) * 24 * 3_600);
    let (now, before) = (tx.now, tx.now.minus(kept_for));
    let gone = tx.execute(
        "delete from webhook_delivery where id in (select webhook_delivery.id from webhook_delivery
           join webhook on webhook.id = webhook_delivery.webhook_id
           where webhook_delivery.at < ?1 and (state = 'delivered' or state = 'failed' or webhook.off_at < ?1)
           order by webhook_delivery.at limit ?2)",
        (before, AT_ONCE),
    )?;
    let pause = if gone == AT_ONCE {
        Duration::from_secs(1)
    } else {
        SWEEP
    };
    timer::set(tx, Due::ForgetDeliveries, 0, now.plus(pause))
}
