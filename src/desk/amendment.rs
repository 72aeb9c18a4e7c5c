//! Changes of what was sent, on their way to the platform where it stands, and those that did not get there (M15).

use crate::{
    base::{
        id::{ChannelId, ConversationId, EventId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::outbox::Queued,
    stored_as_word,
};

/// Where a change stands that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Waits for its turn.
    Queued,
    /// Is being made. After a crash it is made again: twice is as once.
    Changing,
    /// The customer still sees what stood there before.
    Failed,
}

stored_as_word!(Stage {
    Queued = "queued",
    Changing = "changing",
    Failed = "failed",
});

/// One change. What it changes the message to is what the message says when its turn comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The message.
    pub message: MessageId,
    /// Its chat.
    pub conversation: ConversationId,
    /// The account it went through.
    pub channel: ChannelId,
    /// The words that the customer still sees.
    pub shown: String,
    /// Where it stands.
    pub stage: Stage,
    /// Tries.
    pub attempts: u32,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Why it failed, as the platform has it.
    pub code: String,
    /// What the platform said.
    pub words: String,
}

/// How far a change is, as the team sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amending {
    /// The customer will see it soon.
    UnderWay,
    /// The customer sees what they saw before.
    Failed {
        /// Why, as the platform has it.
        code: String,
        /// What the platform said; may be empty.
        words: String,
    },
}

/// Notes that a message, which stands on its platform as `shown`, says something else now, or nothing. `place` is the
/// event of the change, by which it has its turn among what is said in the chat. One that waits already keeps its turn, and
/// what the customer sees meanwhile is what they saw before it. Web chats, which show it at once, have none.
pub fn ask(
    tx: &mut Tx<'_>,
    message: MessageId,
    conversation: ConversationId,
    place: EventId,
    shown: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    let asked = tx.execute(
        "insert into amendment (message_id, conversation_id, channel_id, place, shown, asked_at, due_at)
         select :message, conversation.id, conversation.channel_id, :place, :shown, :now, :now
         from conversation join account on account.channel_id = conversation.channel_id
         where conversation.id = :conversation
         on conflict (message_id) do update set
           place = iif(state = 'failed', excluded.place, place), state = iif(state = 'changing', state, 'queued'),
           attempts = 0, asked_at = excluded.asked_at, due_at = excluded.due_at, code = '', words = ''",
        named_params! {
            ":message": message, ":conversation": conversation, ":place": place, ":shown": shown, ":now": now,
        },
    )?;
    if asked > 0 {
        tx.announce(Queued);
    }
    Ok(())
}

const SELECT: &str =
    "select message_id, conversation_id, channel_id, shown, state, attempts, asked_at, code, words
    from amendment";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Amendment> {
    Ok(Amendment {
        message: row.get(0)?,
        conversation: row.get(1)?,
        channel: row.get(2)?,
        shown: row.get(3)?,
        stage: row.get(4)?,
        attempts: row.get(5)?,
        asked_at: row.get(6)?,
        code: row.get(7)?,
        words: row.get(8)?,
    })
}

/// The change of a message that is not there yet.
pub fn by_message(reader: &Reader<'_>, id: MessageId) -> Result<Option<Amendment>, DbError> {
    reader.find(&format!("{SELECT} where message_id = ?1"), [id], from_row)
}

/// How far the change of a message is; `None` when its platform shows what it says.
pub fn standing(reader: &Reader<'_>, id: MessageId) -> Result<Option<Amending>, DbError> {
    let found = by_message(reader, id)?;
    Ok(found.map(|amendment| match amendment.stage {
        Stage::Queued | Stage::Changing => Amending::UnderWay,
        Stage::Failed => Amending::Failed {
            code: amendment.code,
            words: amendment.words,
        },
    }))
}

/// What is to be changed now: of each chat the change that is first, unless something that was said before it is still on
/// its way. Chats of accounts that are paused or held wait.
pub fn due(reader: &Reader<'_>) -> Result<Vec<Amendment>, DbError> {
    let sql = format!(
        "{SELECT} where state = 'queued' and due_at <= ?1
           and not exists (select 1 from amendment as other where other.conversation_id = amendment.conversation_id
             and other.state <> 'failed' and other.place < amendment.place)
           and not exists (select 1 from outbox where outbox.conversation_id = amendment.conversation_id
             and (outbox.state = 'queued' or outbox.state = 'sending') and outbox.message_id < amendment.place)
           and not exists (select 1 from channel where channel.id = amendment.channel_id and channel.paused_at is not null)
           and not exists (select 1 from account where account.channel_id = amendment.channel_id and account.held_until > ?1)
         order by place limit 200"
    );
    reader.list(&sql, [reader.now], from_row)
}
