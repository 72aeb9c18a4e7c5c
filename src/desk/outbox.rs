//! Messages on their way to a platform, and those that did not get there.

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{ChannelId, ConversationId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::template::Filled,
    stored_as_word,
};

/// Where a message stands that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Waits for its turn.
    Queued,
    /// Is being handed over: after a crash, nobody knows whether it arrived.
    Sending,
    /// The platform refused it.
    Failed,
    /// It may have arrived.
    Unknown,
}

stored_as_word!(Stage {
    Queued = "queued",
    Sending = "sending",
    Failed = "failed",
    Unknown = "unknown",
});

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// What comes back when it is pressed; at most 64 bytes.
    pub data: String,
}

/// One message in the outbox.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The message.
    pub message: MessageId,
    /// Its chat.
    pub conversation: ConversationId,
    /// The account it goes through.
    pub channel: ChannelId,
    /// Where it stands.
    pub stage: Stage,
    /// How many of its parts have arrived.
    pub parts_done: usize,
    /// Tries of the next part.
    pub attempts: u32,
    /// Not before.
    pub due_at: Timestamp,
    /// Buttons under it.
    pub choices: Vec<Choice>,
    /// As which template it goes out, if it is one.
    pub template: Option<Filled>,
    /// Why it failed, as the platform has it.
    pub code: String,
    /// What the platform said.
    pub words: String,
}

/// Announced when there is something to hand over.
#[derive(Debug, Clone, Copy)]
pub struct Queued;

/// Puts a message into the outbox, if its channel has one: what is said on a web chat is there at once.
pub fn enqueue(
    tx: &mut Tx<'_>,
    message: MessageId,
    conversation: ConversationId,
    choices: &[Choice],
) -> Result<bool, DbError> {
    let now = tx.now;
    let choices = (!choices.is_empty())
        .then(|| serde_json::to_string(choices).expect("buttons are plain data"));
    let queued = tx.execute(
        "insert into outbox (message_id, conversation_id, channel_id, due_at, choices)
         select :message, conversation.id, conversation.channel_id, :now, :choices
         from conversation join account on account.channel_id = conversation.channel_id
         where conversation.id = :conversation",
        named_params! { ":message": message, ":conversation": conversation, ":now": now, ":choices": choices },
    )?;
    if queued == 0 {
        return Ok(false);
    }
    tx.execute(
        "update message set delivery = 'queued' where id = ?1",
        [message],
    )?;
    tx.announce(Queued);
    Ok(true)
}

const SELECT: &str = "select message_id, conversation_id, channel_id, state, parts_done, attempts, due_at, choices, code, words,
    (select filled from sent_template where sent_template.message_id = outbox.message_id)
    from outbox";

fn from_row(row: &crate::db::Row<'_>) -> rusqlite::Result<Waiting> {
    let choices: Option<String> = row.get(7)?;
    let template: Option<String> = row.get(10)?;
    Ok(Waiting {
        message: row.get(0)?,
        conversation: row.get(1)?,
        channel: row.get(2)?,
        stage: row.get(3)?,
        parts_done: row.get(4)?,
        attempts: row.get(5)?,
        due_at: row.get(6)?,
        choices: choices
            .and_then(|choices| serde_json::from_str(&choices).ok())
            .unwrap_or_default(),
        template: template.and_then(|filled| serde_json::from_str(&filled).ok()),
        code: row.get(8)?,
        words: row.get(9)?,
    })
}

/// What is to be handed over now: of each chat the message that is first, unless it is under way or its time has
/// not come, and changes of messages said before it are through. Chats of accounts that are paused or held wait.
pub fn due(reader: &Reader<'_>) -> Result<Vec<Waiting>, DbError> {
    let sql = format!(
        "{SELECT} where state = 'queued' and due_at <= ?1
           and not exists (select 1 from outbox as other where other.conversation_id = outbox.conversation_id
             and (other.state = 'queued' or other.state = 'sending') and other.message_id < outbox.message_id)
           and not exists (select 1 from amendment where amendment.conversation_id = outbox.conversation_id
             and amendment.state <> 'failed' and amendment.place < outbox.message_id)
           and not exists (select 1 from channel where channel.id = outbox.channel_id and channel.paused_at is not null)
           and not exists (select 1 from account where account.channel_id = outbox.channel_id and account.held_until > ?1)
         order by message_id limit 200"
    );
    reader.list(&sql, [reader.now], from_row)
}

/// When the next message, or change of one, that was put off comes due, or an account that is held speaks again.
pub fn next_due(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    reader.get(
        "select min(at) from (
           select due_at as at from outbox where state = 'queued'
           union all select due_at from amendment where state = 'queued'
           union all select held_until from account
         ) where at > ?1",
        [reader.now],
        |row| row.get(0),
    )
}

/// A message that is in the outbox.
pub fn by_message(reader: &Reader<'_>, message: MessageId) -> Result<Option<Waiting>, DbError> {
    reader.find(
        &format!("{SELECT} where message_id = ?1"),
        [message],
        from_row,
    )
}

/// What was being handed over when the last process ended.
pub fn interrupted(reader: &Reader<'_>) -> Result<Vec<Waiting>, DbError> {
    reader.list(
        &format!("{SELECT} where state = 'sending' order by message_id"),
        [],
        from_row,
    )
}

/// How many messages, and changes of some, wait on an account.
pub fn count(reader: &Reader<'_>, channel: ChannelId) -> Result<u32, DbError> {
    reader.get(
        "select (select count(*) from outbox where channel_id = ?1 and (state = 'queued' or state = 'sending'))
           + (select count(*) from amendment where channel_id = ?1 and state <> 'failed')",
        [channel],
        |row| row.get(0),
    )
}
