//! Who waits, and in which order.

pub mod claim;
pub mod give;
pub mod reserve;

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx},
    desk::{
        conversation::{self, Cause, Conversation},
        team::Agent,
    },
};

/// A chat in which the customer has just written for the first time joins the line.
pub fn enter(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'waiting', queued_at = ?2 where id = ?1",
        (id, now),
    )?;
    conversation::tell(tx, id, Cause::Queued)?;
    Ok(())
}

/// The order of an agent's list: urgent ones first, then by how long the customer has waited.
fn order(newest_first: bool) -> &'static str {
    if newest_first {
        "conversation.priority desc, conversation.waiting_since desc, conversation.id desc"
    } else {
        "conversation.priority desc, conversation.waiting_since, conversation.id"
    }
}

/// Conversations that wait in the queues an agent serves, for everybody, or for them alone.
const WAITS_FOR: &str = "conversation.state = 'waiting' and (conversation.open_to_all = 1
    or conversation.reserved_for = ?1 or conversation.queue_id in
    (select queue_id from queue_agent where agent_id = ?1 and serving = 1))";

/// The wait list of an agent, in the order they chose.
pub fn list(
    reader: &Reader<'_>,
    agent: &Agent,
    limit: usize,
) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where {WAITS_FOR} order by {} limit ?2",
        conversation::COLUMNS,
        conversation::FROM,
        order(agent.preferences.newest_first),
    );
    reader.list(&sql, (agent.id, limit), conversation::from_row)
}

/// How many customers an agent could take now.
pub fn count(reader: &Reader<'_>, agent: AgentId) -> Result<i64, DbError> {
    let sql = format!("select count(*) from conversation where {WAITS_FOR}");
    reader.get(&sql, [agent], |row| row.get(0))
}

/// The first in an agent's line.
fn first(reader: &Reader<'_>, agent: &Agent) -> Result<Option<Conversation>, DbError> {
    Ok(list(reader, agent, 1)?.pop())
}

/// How many open chats an agent has.
pub fn load(reader: &Reader<'_>, agent: AgentId) -> Result<i64, DbError> {
    reader.get(
        "select count(*) from conversation where agent_id = ?1 and state = 'active'",
        [agent],
        |row| row.get(0),
    )
}
