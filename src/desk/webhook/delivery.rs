//! What a webhook is told: taken in from the event table, posted in order within a chat, and tried again until it got there.

use std::time::Duration;

use super::{Moved, Topic, Webhook, by_id, edit, retry};
use crate::{
    base::{
        id::{ConversationId, DeliveryId, EventId, WebhookId},
        signed_post, text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        timer::{self, Due},
        trouble,
    },
    stored_as_word,
};

/// Where something stands that a webhook is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Another one of its lane comes first.
    Behind,
    /// Waits for its turn.
    Queued,
    /// Is being posted. After a crash it goes again, under the same id.
    Sending,
    /// The receiver has it.
    Delivered,
    /// It was given up.
    Failed,
}

stored_as_word!(Stage {
    Behind = "behind",
    Queued = "queued",
    Sending = "sending",
    Delivered = "delivered",
    Failed = "failed",
});

/// Something to tell, as it is to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The event it tells of.
    pub event: EventId,
    /// What sort.
    pub topic: Topic,
    /// What goes in order with it, such as a chat's other news.
    pub lane: String,
    /// The chat, if it is about one.
    pub conversation: Option<ConversationId>,
    /// The post's body.
    pub body: String,
}

/// A try that has begun, with all that is needed to post it.
#[derive(Debug, Clone)]
pub struct Try {
    /// Where to.
    pub url: String,
    /// Its `webhook-id`.
    pub message_id: String,
    /// Its `webhook-timestamp`: this try, in seconds since 1970.
    pub timestamp: i64,
    /// Its `webhook-signature`.
    pub signature: String,
    /// What is posted.
    pub body: String,
    /// How long an answer is waited for.
    pub patience: Duration,
}

/// What came of a try.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// The status; `None`: there was no answer.
    pub status: Option<u16>,
    /// How long it took.
    pub took: Duration,
    /// Why there was none.
    pub words: String,
    /// The beginning of the answer's body.
    pub response: String,
    /// For how long the receiver wants to be left in peace.
    pub retry_after: Option<Duration>,
}

/// The status that says: never again.
const GONE: u16 = 410;

/// Longest answer and longest reason that are kept, in characters.
pub(super) const LONGEST: usize = 1_024;

impl Answered {
    /// Whether it got there: any 2xx, and nothing else.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }

    /// In a few words, for a person.
    fn as_words(&self) -> String {
        match self.status {
            Some(status) => format!("HTTP {status}"),
            None => self.words.clone(),
        }
    }
}

/// Takes in what happened after the event `from` and up to `until`. `false`: somebody else did, or it was switched off.
pub fn take_in(
    tx: &mut Tx<'_>,
    id: WebhookId,
    from: EventId,
    until: EventId,
    news: &[News],
) -> Result<bool, DbError> {
    let moved = tx.execute(
        "update webhook set event_id = ?3 where id = ?1 and event_id = ?2 and off_at is null",
        (id, from, until),
    )?;
    if moved == 0 {
        return Ok(false);
    }
    let now = tx.now;
    for one in news {
        tx.execute(
            "insert into webhook_delivery
               (webhook_id, message_id, event_id, lane, conversation_id, topic, body, at, state, due_at)
             select :hook, :message, :event, :lane, :chat, :topic, :body, :now,
               iif(exists (select 1 from webhook_delivery as other where other.webhook_id = :hook and other.lane = :lane
                 and (other.state = 'behind' or other.state = 'queued' or other.state = 'sending')), 'behind', 'queued'), :now",
            named_params! {
                ":hook": id, ":message": signed_post::new_id(), ":event": one.event, ":lane": one.lane,
                ":chat": one.conversation, ":topic": one.topic, ":body": one.body, ":now": now,
            },
        )?;
    }
    Ok(true)
}

/// What may be posted to a webhook now: of each lane the first, unless its time has not come.
pub fn due(reader: &Reader<'_>, hook: WebhookId, most: usize) -> Result<Vec<DeliveryId>, DbError> {
    reader.list(
        "select id from webhook_delivery
         where webhook_id = ?1 and state = 'queued' and due_at <= ?2 order by due_at, id limit ?3",
        (hook, reader.now, most),
        |row| row.get(0),
    )
}

/// Its turn has come. `None` when it is no more to be posted, or its webhook rests.
pub fn begin(tx: &mut Tx<'_>, id: DeliveryId) -> Result<Option<Try>, DbError> {
    let now = tx.now;
    let began = tx.execute(
        "update webhook_delivery set state = 'sending', attempts = attempts + 1, tried_at = ?2
         where id = ?1 and state = 'queued'
           and exists (select 1 from webhook where webhook.id = webhook_id and off_at is null)",
        (id, now),
    )?;
    if began == 0 {
        return Ok(None);
    }
    let (hook, message_id, body): (WebhookId, String, String) = tx.get(
        "select webhook_id, message_id, body from webhook_delivery where id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some(hook) = by_id(tx, hook)? else {
        return Ok(None);
    };
    if edit::secrets(tx, hook.id)?.is_empty() {
        // Nothing goes out that nobody can believe. That is no fault of the receiver's, and no try in vain.
        tx.execute(
            "update webhook_delivery set state = 'queued', attempts = attempts - 1, due_at = ?2 where id = ?1",
            (id, now.plus(UNSIGNED)),
        )?;
        trouble::raise(tx, trouble::Kind::Webhook, &hook.id.to_string(), LOCKED)?;
        fall_due(tx)?;
        return Ok(None);
    }
    Ok(Some(signed(tx, &hook, message_id, body)?))
}

/// What cannot be signed is looked at again after this long.
const UNSIGNED: Duration = Duration::from_secs(600);

/// What waited for secrets that can be read again goes now.
pub fn sign_what_waits(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let locked: Vec<WebhookId> = tx.list(
        "select cast(subject as integer) from trouble where kind = ?1 and detail = ?2",
        (trouble::Kind::Webhook, LOCKED),
        |row| row.get(0),
    )?;
    for hook in locked {
        if edit::secrets(tx, hook)?.is_empty() {
            continue;
        }
        let now = tx.now;
        tx.execute(
            "update webhook_delivery set due_at = ?2 where webhook_id = ?1 and state = 'queued' and due_at > ?2",
            (hook, now),
        )?;
        trouble::clear(tx, trouble::Kind::Webhook, &hook.to_string())?;
    }
    fall_due(tx)
}

/// The detail of a webhook's trouble whose secret cannot be read.
pub(crate) const LOCKED: &str = "locked";

/// A post as it is signed now.
pub(super) fn signed(
    tx: &Tx<'_>,
    hook: &Webhook,
    message_id: String,
    body: String,
) -> Result<Try, DbError> {
    let timestamp = tx.now.0.div_euclid(1_000);
    let signatures: Vec<String> = edit::secrets(tx, hook.id)?
        .iter()
        .map(|secret| signed_post::sign(secret.expose(), &message_id, timestamp, body.as_bytes()))
        .collect();
    Ok(Try {
        url: hook.url.clone(),
        message_id,
        timestamp,
        signature: signatures.join(" "),
        body,
        patience: Duration::from_secs(hook.patience_s.into()),
    })
}

/// What was being posted when the last process ended goes again. That is no fault of the receiver's, and no try in vain.
pub fn recover(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute(
        "update webhook_delivery set state = 'queued', attempts = attempts - 1 where state = 'sending'",
        [],
    )?;
    Ok(())
}

/// What came of a try: the next of its lane has its turn, or it is tried again later, up to `luck` (0 to 1) later than
/// the schedule says.
pub fn finish(
    tx: &mut Tx<'_>,
    id: DeliveryId,
    answered: &Answered,
    luck: f64,
) -> Result<(), DbError> {
    let known = tx.find(
        "select webhook_id, attempts from webhook_delivery where id = ?1 and state = 'sending'",
        [id],
        |row| Ok((row.get::<_, WebhookId>(0)?, row.get::<_, u32>(1)?)),
    )?;
    // Removed meanwhile.
    let Some((hook, attempts)) = known else {
        return Ok(());
    };
    let Some(hook) = by_id(tx, hook)? else {
        return Ok(());
    };
    let pause = match answered {
        answered if answered.is_success() || answered.status == Some(GONE) => None,
        answered => retry::pause(attempts, answered.retry_after, luck),
    };
    let stage = match pause {
        _ if answered.is_success() => Stage::Delivered,
        Some(_) => Stage::Queued,
        None => Stage::Failed,
    };
    let due_at = tx.now.plus(pause.unwrap_or_default());
    tx.execute(
        "update webhook_delivery set state = :state, due_at = :due, status = :status, took_ms = :took, words = :words,
           response = :response where id = :id",
        named_params! {
            ":state": stage, ":due": due_at, ":status": answered.status,
            ":took": i64::try_from(answered.took.as_millis()).unwrap_or(i64::MAX),
            ":words": text::clean_line(&answered.words, LONGEST), ":response": kept(&answered.response), ":id": id,
        },
    )?;
    match stage {
        Stage::Queued => {
            timer::set_no_later(tx, Due::Webhooks, 0, due_at)?;
            tx.announce(timer::Moved);
        }
        _ => let_next_go(tx, id)?,
    }
    let subject = hook.id.to_string();
    if answered.is_success() {
        trouble::clear(tx, trouble::Kind::Webhook, &subject)?;
    } else if answered.status == Some(GONE) {
        edit::is_gone(tx, &hook)?;
    } else if hook.off_at.is_none() && (attempts >= retry::WORRYING || stage == Stage::Failed) {
        let words = answered.as_words();
        trouble::raise(tx, trouble::Kind::Webhook, &subject, &words)?;
    }
    tx.announce(Moved);
    Ok(())
}

/// The part of an answer that is kept. A database's text holds no NUL.
pub(super) fn kept(response: &str) -> String {
    response
        .chars()
        .filter(|c| *c != '\0')
        .take(LONGEST)
        .collect()
}

/// The next of a lane has its turn.
fn let_next_go(tx: &mut Tx<'_>, done: DeliveryId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update webhook_delivery set state = 'queued', due_at = ?2 where id =
           (select next.id from webhook_delivery as done join webhook_delivery as next
              on next.webhook_id = done.webhook_id and next.lane = done.lane and next.state = 'behind'
            where done.id = ?1 order by next.id limit 1)",
        (done, now),
    )?;
    Ok(())
}

/// Some that were put off may go now.
pub fn fall_due(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now;
    let next: Option<Timestamp> = tx.get(
        "select min(due_at) from webhook_delivery where state = 'queued' and due_at > ?1
           and webhook_id in (select id from webhook where off_at is null)",
        [now],
        |row| row.get(0),
    )?;
    if let Some(next) = next {
        timer::set(tx, Due::Webhooks, 0, next)?;
    }
    tx.announce(Moved);
    Ok(())
}
