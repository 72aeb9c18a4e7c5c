//! What has arrived and what has been seen. Marks only move forward, and cover everything older.

use serde::{Deserialize, Serialize};

use super::by_id;
use crate::{
    base::id::{AgentId, ConversationId, IdentityId, MessageId},
    db::{DbError, Reader, Tx, named_params},
    desk::event::{self, About, Kind},
};

/// What is told when a mark moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Of which episode.
    pub conversation_id: ConversationId,
    /// Newest message the customer's device has.
    pub delivered_id: MessageId,
    /// Newest message the customer has seen.
    pub read_id: MessageId,
    /// Newest message the owner has seen.
    pub agent_read_id: MessageId,
}

/// The customer's device has everything up to `delivered`, and they have seen everything up to `read`.
pub fn customer_has(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    delivered: MessageId,
    read: MessageId,
) -> Result<(), DbError> {
    let moved = tx.execute(
        "update conversation set
           delivered_id = min(last_message_id, max(delivered_id, :delivered, :read)),
           read_id = min(last_message_id, max(read_id, :read))
         where id = :id and (delivered_id < min(last_message_id, max(:delivered, :read))
           or read_id < min(last_message_id, :read))",
        named_params! { ":id": conversation, ":delivered": delivered, ":read": read },
    )?;
    if moved > 0 {
        tell(tx, conversation)?;
    }
    Ok(())
}

/// A platform says that a customer's device has a message, or that they have seen it.
pub fn by_platform(
    tx: &mut Tx<'_>,
    identity: IdentityId,
    message: MessageId,
    is_read: bool,
) -> Result<(), DbError> {
    let chat: Option<ConversationId> = tx.find(
        "select conversation.id from message join conversation on conversation.id = message.conversation_id
         where message.id = ?1 and conversation.identity_id = ?2",
        (message, identity),
        |row| row.get(0),
    )?;
    let read = if is_read { message } else { MessageId(0) };
    match chat {
        Some(chat) => customer_has(tx, chat, message, read),
        None => Ok(()),
    }
}

/// An agent has seen everything up to `read`. What the owner saw is told to the customer.
pub fn agent_saw(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: ConversationId,
    read: MessageId,
) -> Result<bool, DbError> {
    let moved = tx.execute(
        "insert into watermark (agent_id, conversation_id, read_id) values (:agent, :conversation, :read)
         on conflict (agent_id, conversation_id) do update set read_id = excluded.read_id
         where excluded.read_id > read_id",
        named_params! { ":agent": agent, ":conversation": conversation, ":read": read },
    )?;
    Ok(moved > 0)
}

/// Where an agent looks at a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// In the chat itself, in a window that has the focus.
    Chat,
    /// Beside a list or what was found.
    Preview,
}

/// An agent looked at a chat: their own mark moves, and if they own it the customer is told. What its owner sees in a
/// preview moves nothing, for the owner's mark is the customer's receipt (BEHAVIOUR 15). Nobody has seen what is yet to be
/// written: a mark goes as far as the chat does, whatever a program says.
pub fn agent_looked(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: ConversationId,
    read: MessageId,
    eyes: Eyes,
) -> Result<(), DbError> {
    let owner: Option<AgentId> = tx.get(
        "select agent_id from conversation where id = ?1",
        [conversation],
        |row| row.get(0),
    )?;
    let is_owner = owner == Some(agent);
    if is_owner && eyes == Eyes::Preview {
        return Ok(());
    }
    let last: Option<MessageId> = tx.get(
        "select max(id) from message where conversation_id = ?1",
        [conversation],
        |row| row.get(0),
    )?;
    let Some(last) = last else {
        return Ok(());
    };
    let read = read.min(last);
    if agent_saw(tx, agent, conversation, read)? {
        tell_whom(tx, conversation, is_owner)?;
    }
    Ok(())
}

fn tell(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tell_whom(tx, id, true)
}

/// `also_customer`: not when it was a colleague who looked, whose other screens alone have to know.
fn tell_whom(tx: &mut Tx<'_>, id: ConversationId, also_customer: bool) -> Result<(), DbError> {
    let Some(conversation) = by_id(tx, id)? else {
        return Ok(());
    };
    let receipt = Receipt {
        conversation_id: id,
        delivered_id: conversation.delivered,
        read_id: conversation.read,
        agent_read_id: owner_read(tx, id)?,
    };
    event::record(
        tx,
        Kind::Receipt,
        About {
            identity: Some(conversation.identity).filter(|_| also_customer),
            conversation: Some(id),
        },
        &receipt,
    )?;
    Ok(())
}

/// Newest message that the owner of a chat has seen.
pub fn owner_read(reader: &Reader<'_>, conversation: ConversationId) -> Result<MessageId, DbError> {
    Ok(reader
        .find(
            "select watermark.read_id from watermark
             join conversation on conversation.id = watermark.conversation_id
               and conversation.agent_id = watermark.agent_id
             where conversation.id = ?1",
            [conversation],
            |row| row.get(0),
        )?
        .unwrap_or(MessageId(0)))
}

/// How many customer messages of a chat an agent has not seen.
pub fn unread(
    reader: &Reader<'_>,
    agent: AgentId,
    conversation: ConversationId,
) -> Result<i64, DbError> {
    reader.get(
        "select count(*) from message where conversation_id = ?1 and author = 'customer'
           and id > coalesce((select read_id from watermark where agent_id = ?2 and conversation_id = ?1), 0)",
        (conversation, agent),
        |row| row.get(0),
    )
}
