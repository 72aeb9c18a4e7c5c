//! Colleagues in a chat beside its owner: they write, comment and read as the owner does. Closing it and
//! passing it on stay the owner's.

use super::{Conversation, State};
use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx},
    desk::team::Face,
};

/// Who is in a chat beside its owner, in the order in which they came.
pub fn of(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<Face>, DbError> {
    let sql = format!(
        "select {} from participant join agent on agent.id = participant.agent_id
         join conversation on conversation.id = participant.conversation_id and conversation.state = 'active'
         where participant.conversation_id = ?1 order by participant.joined_at, agent.id",
        Face::COLUMNS,
    );
    let faces = reader.list(&sql, [id], |row| Face::from_row(row, 0))?;
    Ok(faces.into_iter().flatten().collect())
}

/// The chats that an agent is in beside their owners.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<ConversationId>, DbError> {
    reader.list(
        "select conversation_id from participant join conversation on conversation.id = participant.conversation_id
         where participant.agent_id = ?1 and conversation.state = 'active' order by conversation_id",
        [agent],
        |row| row.get(0),
    )
}

/// Whether an agent was let into a chat beside its owner.
pub fn is_in(reader: &Reader<'_>, id: ConversationId, agent: AgentId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from participant join conversation on conversation.id = participant.conversation_id
         where conversation_id = ?1 and participant.agent_id = ?2 and conversation.state = 'active'",
        (id, agent),
    )
}

/// Whether an agent answers in this chat: as its owner, or beside them.
pub fn may_answer(
    reader: &Reader<'_>,
    chat: &Conversation,
    agent: AgentId,
) -> Result<bool, DbError> {
    match &chat.state {
        State::Active { agent: owner, .. } if owner.id == agent => Ok(true),
        State::Active { .. } => is_in(reader, chat.id, agent),
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::WrappingUp { .. }
        | State::Closed { .. } => Ok(false),
    }
}

/// Lets a colleague in. The caller tells.
pub fn add(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into participant (conversation_id, agent_id, joined_at) values (?1, ?2, ?3)
         on conflict (conversation_id, agent_id) do nothing",
        (id, agent, now),
    )?;
    Ok(())
}

/// They are in it no longer. The caller tells.
pub fn remove(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<(), DbError> {
    tx.execute(
        "delete from participant where conversation_id = ?1 and agent_id = ?2",
        (id, agent),
    )?;
    Ok(())
}

/// Nobody is in it beside its owner any more. The caller tells.
pub fn clear(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tx.execute("delete from participant where conversation_id = ?1", [id])?;
    Ok(())
}
