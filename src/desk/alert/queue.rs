//! What admins are told, on its way: kept until the door has taken it, over restarts, and then as a log.
//!
//! A mail is a post and waits among those. What is pushed, or said in a chat, and was being handed over when the process ended
//! is handed over again: to be told twice of trouble is better than never.

use std::time::Duration;

pub use crate::desk::post::Stage;

use super::{
    link::Chat,
    segment,
    words::{self, Letter},
};
use crate::{
    base::{
        id::{AgentId, AlertChatId, AlertId, ChannelId, ConversationId, MessageId, PostId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        account::{self, Account},
        channel::ChannelKind,
        conversation::message::{Author, Delivery, Message},
        dispatch::Parcel,
        outbox,
    },
    stored_as_word,
};

/// By which sort of door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A mailbox of the house.
    Mail,
    /// Their browsers' push services.
    Push,
    /// Their own chat with an account of the shop's.
    Chat,
}

stored_as_word!(Way {
    Mail = "mail",
    Push = "push",
    Chat = "chat",
});

/// Announced when there is something to hand over, with the way that it goes.
#[derive(Debug, Clone, Copy)]
pub struct Queued(pub Way);

/// Given up after this long.
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);
/// How long one that was not taken is put off, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);
/// By SMS an admin is told this often, at most: each costs, and a telephone that rings all night is switched off.
pub const SMS_GAP: Duration = Duration::from_secs(180);
/// So many are kept.
const KEPT: i64 = 200;
/// Most that is kept of why one was not taken, in characters.
const LONGEST: usize = 300;

/// One that is to be handed over.
#[derive(Debug)]
pub(super) struct New<'a> {
    agent: AgentId,
    way: Way,
    door: &'a str,
    post: Option<PostId>,
    chat: Option<AlertChatId>,
    letter: &'a Letter,
}

impl<'a> New<'a> {
    pub(super) fn of(way: Way, agent: AgentId, letter: &'a Letter) -> Self {
        Self {
            agent,
            way,
            door: "",
            post: None,
            chat: None,
            letter,
        }
    }

    pub(super) fn mail(agent: AgentId, post: PostId, door: &'a str, letter: &'a Letter) -> Self {
        Self {
            post: Some(post),
            door,
            ..Self::of(Way::Mail, agent, letter)
        }
    }

    pub(super) fn chat(agent: AgentId, chat: &'a Chat, letter: &'a Letter) -> Self {
        Self {
            chat: Some(chat.id),
            door: &chat.channel_name,
            ..Self::of(Way::Chat, agent, letter)
        }
    }
}

/// Puts one into the queue.
pub(super) fn put(tx: &mut Tx<'_>, new: &New<'_>) -> Result<(), DbError> {
    let now = tx.now;
    let stage = match new.way {
        Way::Mail => Stage::Sent,
        Way::Push | Way::Chat => Stage::Queued,
    };
    let due = match new.chat {
        Some(chat) => earliest(tx, chat)?,
        None => now,
    };
    tx.execute(
        "insert into alert (agent_id, way, door, post_id, alert_chat_id, title, text, at, state, due_at)
         values (:agent, :way, :door, :post, :chat, :title, :text, :now, :stage, :due)",
        named_params! {
            ":agent": new.agent, ":way": new.way, ":door": new.door, ":post": new.post, ":chat": new.chat,
            ":title": new.letter.title, ":text": new.letter.plain(), ":now": now, ":stage": stage, ":due": due,
        },
    )?;
    let oldest = tx.last_insert_id() - KEPT;
    tx.execute("delete from alert where id <= ?1", [oldest])?;
    tx.announce(Queued(new.way));
    Ok(())
}

/// When something may go into a chat: at once, but for SMS, of which one keeps its distance from the one before.
fn earliest(reader: &Reader<'_>, chat: AlertChatId) -> Result<Timestamp, DbError> {
    let before: Option<Timestamp> = reader.get(
        "select max(alert.due_at) from alert
           join alert_chat on alert_chat.id = alert.alert_chat_id
           join channel on channel.id = alert_chat.channel_id
         where alert.alert_chat_id = ?1 and channel.kind = ?2 and alert.state <> 'failed'",
        (chat, ChannelKind::Sms),
        |row| row.get(0),
    )?;
    let now = reader.now;
    // A clock that was set back would make the pause endless.
    let latest = now.plus(LONGEST_PAUSE);
    Ok(before.map_or(now, |before| before.plus(SMS_GAP).clamp(now, latest)))
}

/// One that is on its way.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// Who is told.
    pub agent: AgentId,
    /// The chat, where it goes into one.
    pub chat: Option<AlertChatId>,
    /// In a line.
    pub title: String,
    /// In some.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// Tries so far.
    pub attempts: u32,
}

const SELECT: &str = "select id, agent_id, alert_chat_id, title, text, at, attempts from alert";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Alert> {
    Ok(Alert {
        id: row.get(0)?,
        agent: row.get(1)?,
        chat: row.get(2)?,
        title: row.get(3)?,
        text: row.get(4)?,
        at: row.get(5)?,
        attempts: row.get(6)?,
    })
}

/// What waits by a way, and when each may go: in its own time, and into a chat not before its account may speak.
const QUEUED: &str =
    "select alert.id as id, max(alert.due_at, coalesce(account.held_until, 0)) as goes_at from alert
       left join alert_chat on alert_chat.id = alert.alert_chat_id
       left join account on account.channel_id = alert_chat.channel_id
     where alert.way = ?1 and alert.state = 'queued'";

/// What may go now by a way, and when the next one may that was put off or whose account is held.
pub fn due(reader: &Reader<'_>, way: Way) -> Result<(Vec<AlertId>, Option<Timestamp>), DbError> {
    let due = reader.list(
        &format!("select id from ({QUEUED}) where goes_at <= ?2 order by id"),
        (way, reader.now),
        |row| row.get(0),
    )?;
    let next = reader.get(
        &format!("select min(goes_at) from ({QUEUED}) where goes_at > ?2"),
        (way, reader.now),
        |row| row.get(0),
    )?;
    Ok((due, next))
}

/// What was being handed over by a way when the last process ended goes again. Nothing is written where nothing was.
pub fn recover(tx: &mut Tx<'_>, way: Way) -> Result<(), DbError> {
    tx.execute(
        "update alert set state = 'queued' where way = ?1 and state = 'sending'",
        [way],
    )?;
    Ok(())
}

/// Its turn has come. `None` when it is no more to be sent, or its account is held since: then its turn comes again.
pub fn begin(tx: &mut Tx<'_>, id: AlertId) -> Result<Option<Alert>, DbError> {
    let now = tx.now;
    let began = tx.execute(
        "update alert set state = 'sending' where id = ?1 and state = 'queued'
           and not exists (select 1 from alert_chat join account on account.channel_id = alert_chat.channel_id
             where alert_chat.id = alert.alert_chat_id and account.held_until > ?2)",
        (id, now),
    )?;
    if began == 0 {
        return Ok(None);
    }
    tx.find(&format!("{SELECT} where id = ?1"), [id], from_row)
}

/// The door has taken it.
pub fn sent(tx: &mut Tx<'_>, id: AlertId) -> Result<(), DbError> {
    tx.execute(
        "update alert set state = 'sent', words = '' where id = ?1",
        [id],
    )?;
    Ok(())
}

/// It cannot go for the moment: it is tried again after `pause`, else after one that grows. Given up after a day.
pub fn put_off(
    tx: &mut Tx<'_>,
    alert: &Alert,
    pause: Option<Duration>,
    why: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    if now.since(alert.at) > PATIENCE {
        return failed(tx, alert.id, why);
    }
    let grown = Duration::from_secs(1 << alert.attempts.min(10)).min(LONGEST_PAUSE);
    tx.execute(
        "update alert set state = 'queued', attempts = attempts + 1, due_at = :due, words = :words where id = :id",
        named_params! {
            ":due": now.plus(pause.unwrap_or(grown)), ":words": text::clean_line(why, LONGEST), ":id": alert.id,
        },
    )?;
    Ok(())
}

/// It will not get there.
pub fn failed(tx: &mut Tx<'_>, id: AlertId, why: &str) -> Result<(), DbError> {
    tx.execute(
        "update alert set state = 'failed', words = ?2 where id = ?1",
        (id, text::clean_line(why, LONGEST)),
    )?;
    Ok(())
}

/// One that goes into a chat, as its platform is handed a message. `None` where the chat is linked no more.
pub fn parcel(reader: &Reader<'_>, alert: &Alert) -> Result<Option<Parcel>, DbError> {
    let place: Option<(ChannelId, String)> = reader.find(
        "select channel_id, external_id from alert_chat where id = ?1",
        [alert.chat],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((channel, to)) = place else {
        return Ok(None);
    };
    let account = account::by_id(reader, channel)?;
    Ok(account.map(|account| in_parcel(alert, account, to)))
}

fn in_parcel(alert: &Alert, account: Account, to: String) -> Parcel {
    let words = if account.channel.kind == ChannelKind::Sms {
        segment::of(&in_short(alert), link_in(&alert.text))
    } else {
        format!("{}\n\n{}", alert.title, alert.text)
    };
    // Platforms tell repeats by this number; those of messages are above zero.
    let (id, conversation) = (MessageId(-alert.id.0), ConversationId(0));
    Parcel {
        waiting: outbox::Waiting {
            message: id,
            conversation,
            channel: account.channel.id,
            stage: outbox::Stage::Sending,
            parts_done: 0,
            attempts: alert.attempts,
            due_at: alert.at,
            choices: Vec::new(),
            template: None,
            code: String::new(),
            words: String::new(),
        },
        message: Message::of_words(
            id,
            conversation,
            Author::Bot,
            words,
            alert.at,
            Delivery::Sending,
        ),
        account,
        to,
        quotes: None,
        since_asked: None,
        left: None,
        mail: None,
        enclosed: Vec::new(),
    }
}

/// The line, and what is wrong or mended where it does not say that.
fn in_short(alert: &Alert) -> String {
    let named: Vec<&str> = alert
        .text
        .lines()
        .filter_map(words::named)
        .filter(|one| !alert.title.contains(one))
        .collect();
    match named.is_empty() {
        true => alert.title.clone(),
        false => format!("{} - {}", alert.title, named.join(" ")),
    }
}

/// The link that ends the words, if one does.
fn link_in(text: &str) -> &str {
    let last = text.lines().next_back().unwrap_or_default();
    match last.starts_with("https://") || last.starts_with("http://") {
        true => last,
        false => "",
    }
}

/// One as the page shows it.
#[derive(Debug, Clone)]
pub struct Told {
    /// When it was written.
    pub at: Timestamp,
    /// Who is told, by name.
    pub agent: String,
    /// By which sort of door.
    pub way: Way,
    /// Which one, in words; may be empty.
    pub door: String,
    /// In a line.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// Why it was not taken; may be empty.
    pub words: String,
}

/// The newest, newest first.
pub fn newest(reader: &Reader<'_>, limit: usize) -> Result<Vec<Told>, DbError> {
    reader.list(
        "select alert.at, agent.name, alert.way, alert.door, alert.title, coalesce(post.state, alert.state),
           coalesce(post.words, alert.words)
         from alert join agent on agent.id = alert.agent_id left join post on post.id = alert.post_id
         order by alert.id desc limit ?1",
        [limit],
        |row| {
            Ok(Told {
                at: row.get(0)?,
                agent: row.get(1)?,
                way: row.get(2)?,
                door: row.get(3)?,
                title: row.get(4)?,
                stage: row.get(5)?,
                words: row.get(6)?,
            })
        },
    )
}
