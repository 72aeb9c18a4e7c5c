//! Who could be handed a chat: the queues, and who of the team is at the counter for them.

use crate::{
    base::id::{AgentId, QueueId},
    db::{DbError, Reader, named_params},
    desk::team::availability::{GRACE, PRESENT},
};

/// At the counter: takes chats, and has a console open or is reachable all the same.
fn is_there_sql() -> String {
    format!("agent.availability = 'available' and agent.deactivated_at is null and {PRESENT}")
}

/// A queue that a chat may be handed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: QueueId,
    /// Its name.
    pub name: String,
    /// Who serves it and is there, by name.
    pub there: Vec<String>,
}

/// A colleague who may be handed a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mate {
    /// Their id.
    pub id: AgentId,
    /// Their name.
    pub name: String,
    /// Whether they are at the counter.
    pub is_there: bool,
    /// Chats they have.
    pub load: i64,
    /// Chats they may have.
    pub limit: i64,
}

/// Whether any agent who serves a queue is there.
pub fn is_anybody_there(reader: &Reader<'_>, queue: QueueId) -> Result<bool, DbError> {
    let sql = format!(
        "select 1 from queue_agent join agent on agent.id = queue_agent.agent_id
         where queue_agent.queue_id = :queue and queue_agent.serving = 1 and {} limit 1",
        is_there_sql()
    );
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    reader.exists(
        &sql,
        named_params! { ":queue": queue, ":since": since, ":now": now },
    )
}

/// Whether one agent is there.
pub fn is_there(reader: &Reader<'_>, agent: AgentId) -> Result<bool, DbError> {
    let sql = format!(
        "select 1 from agent where agent.id = :agent and {}",
        is_there_sql()
    );
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    reader.exists(
        &sql,
        named_params! { ":agent": agent, ":since": since, ":now": now },
    )
}

/// The queues in use, with who is there for each; where it is so ruled, those alone that the agent is one of.
pub fn groups(reader: &Reader<'_>, only_of: Option<AgentId>) -> Result<Vec<Group>, DbError> {
    let queues: Vec<(QueueId, String)> = reader.list(
        "select queue.id, queue.name from queue
         where queue.retired_at is null and (?1 is null or exists (
           select 1 from queue_agent where queue_agent.queue_id = queue.id and queue_agent.agent_id = ?1))
         order by queue.id",
        [only_of],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let sql = format!(
        "select agent.name from queue_agent join agent on agent.id = queue_agent.agent_id
         where queue_agent.queue_id = :queue and queue_agent.serving = 1 and {}
         order by agent.name",
        is_there_sql()
    );
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    queues
        .into_iter()
        .map(|(id, name)| {
            let there = reader.list(
                &sql,
                named_params! { ":queue": id, ":since": since, ":now": now },
                |row| row.get(0),
            )?;
            Ok(Group { id, name, there })
        })
        .collect()
}

/// The rest of the team; where it is so ruled, those alone with whom the agent shares a queue.
pub fn mates(reader: &Reader<'_>, agent: AgentId, only_shared: bool) -> Result<Vec<Mate>, DbError> {
    let sql = format!(
        "select agent.id, agent.name, {}, agent.chat_limit,
           (select count(*) from conversation
            where conversation.agent_id = agent.id and conversation.state = 'active')
         from agent
         where agent.id <> :agent and agent.deactivated_at is null and (not :shared or exists (
           select 1 from queue_agent as own join queue_agent as theirs on theirs.queue_id = own.queue_id
           where own.agent_id = :agent and theirs.agent_id = agent.id))
         order by agent.name, agent.id",
        is_there_sql()
    );
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    reader.list(
        &sql,
        named_params! { ":agent": agent, ":since": since, ":now": now, ":shared": only_shared },
        |row| {
            Ok(Mate {
                id: row.get(0)?,
                name: row.get(1)?,
                is_there: row.get(2)?,
                limit: row.get(3)?,
                load: row.get(4)?,
            })
        },
    )
}

/// How many of the team are there.
pub fn count(reader: &Reader<'_>) -> Result<i64, DbError> {
    let sql = format!("select count(*) from agent where {}", is_there_sql());
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    reader.get(
        &sql,
        named_params! { ":since": since, ":now": now },
        |row| row.get(0),
    )
}

/// The queue in which a chat for this agent waits, should they not take it: one they serve now, or else one they may
/// serve, and of these its own before the first.
pub fn queue_of(
    reader: &Reader<'_>,
    agent: AgentId,
    own: QueueId,
) -> Result<Option<QueueId>, DbError> {
    reader.find(
        "select queue.id from queue_agent join queue on queue.id = queue_agent.queue_id
         where queue_agent.agent_id = ?1 and queue.retired_at is null
         order by queue_agent.serving desc, queue.id <> ?2, queue.id limit 1",
        (agent, own),
        |row| row.get(0),
    )
}
