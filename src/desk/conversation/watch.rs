//! Who follows a chat without being in it: it stands in their list, with what they have not read yet, until it ends.
//!
//! Anybody of the team may open a chat and read it. To follow one is more, and so whoever has the chat sees who does:
//! people work worse when they must suppose that somebody may be looking, and in several countries a team may not be
//! watched in secret. The customer is told nothing.

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx},
    desk::team::Face,
};

/// Who follows a chat, in the order in which they began. Whoever is no supervisor any more does not, nor does who has
/// taken it meanwhile or is in it.
pub fn of(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<Face>, DbError> {
    let sql = format!(
        "select {} from watch join agent on agent.id = watch.agent_id
           and agent.role <> 'agent' and agent.deactivated_at is null
         where watch.conversation_id = ?1
           and not exists (select 1 from conversation where id = ?1 and state = 'active' and agent_id = agent.id)
           and not exists (select 1 from participant where conversation_id = ?1 and agent_id = agent.id)
         order by watch.since, agent.id",
        Face::COLUMNS,
    );
    let faces = reader.list(&sql, [id], |row| Face::from_row(row, 0))?;
    Ok(faces.into_iter().flatten().collect())
}

/// An agent follows a chat from now on; whether they did not before. The caller tells.
pub fn add(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<bool, DbError> {
    let now = tx.now;
    let added = tx.execute(
        "insert into watch (conversation_id, agent_id, since) values (?1, ?2, ?3)
         on conflict (conversation_id, agent_id) do nothing",
        (id, agent, now),
    )?;
    Ok(added > 0)
}

/// They follow it no longer; whether they did. The caller tells.
pub fn remove(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<bool, DbError> {
    let removed = tx.execute(
        "delete from watch where conversation_id = ?1 and agent_id = ?2",
        (id, agent),
    )?;
    Ok(removed > 0)
}

/// Nobody follows it any more: it ends. The caller tells.
pub fn clear(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tx.execute("delete from watch where conversation_id = ?1", [id])?;
    Ok(())
}
