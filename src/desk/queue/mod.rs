//! Where conversations wait, and which agents serve them.

pub mod edit;
pub mod policy;

use serde::{Deserialize, Serialize};

pub use self::policy::Policy;
use crate::{
    base::id::{AgentId, QueueId},
    db::{DbError, Reader, Row, Tx},
    desk::event::{self, About, Kind},
};

/// A queue and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Its id.
    pub id: QueueId,
    /// Its name, shown to agents.
    pub name: String,
}

/// The queue every house has; made when first asked for.
pub fn first(tx: &mut Tx<'_>) -> Result<QueueId, DbError> {
    if let Some(id) = tx.find("select id from queue order by id limit 1", [], |row| {
        row.get(0)
    })? {
        return Ok(id);
    }
    tx.execute("insert into queue (name) values (?1)", ["Counter"])?;
    Ok(QueueId(tx.last_insert_id()))
}

/// Makes the first queue under this name, unless there is one.
pub fn begin(tx: &mut Tx<'_>, name: &str) -> Result<(), DbError> {
    tx.execute(
        "insert into queue (name) select ?1 where not exists (select 1 from queue)",
        [name],
    )?;
    Ok(())
}

/// Every agent may serve every queue until the team says otherwise.
pub fn enrol(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    first(tx)?;
    tx.execute(
        "insert into queue_agent (queue_id, agent_id) select id, ?1 from queue where true
         on conflict (queue_id, agent_id) do nothing",
        [agent],
    )?;
    Ok(())
}

/// Every queue, in the order in which they were made.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Queue>, DbError> {
    reader.list("select id, name from queue order by id", [], from_row)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Queue> {
    Ok(Queue {
        id: row.get(0)?,
        name: row.get(1)?,
    })
}

/// Whether an agent belongs to a queue, whether or not they serve it at the moment.
pub fn has_member(reader: &Reader<'_>, queue: QueueId, agent: AgentId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from queue_agent where queue_id = ?1 and agent_id = ?2",
        (queue, agent),
    )
}

/// The queues to which somebody of the team belongs, in SQL.
pub(in crate::desk) const WITH_MEMBERS: &str = "select queue_agent.queue_id from queue_agent
    join agent on agent.id = queue_agent.agent_id where agent.deactivated_at is null";

/// The queues that somebody of the team serves at the moment, in SQL.
pub(in crate::desk) const SERVED: &str = "select queue_agent.queue_id from queue_agent
    join agent on agent.id = queue_agent.agent_id
    where queue_agent.serving = 1 and agent.deactivated_at is null";

/// Whether nobody of the team belongs to a queue. Its chats are everybody's: they would wait for ever.
pub fn is_deserted(reader: &Reader<'_>, queue: QueueId) -> Result<bool, DbError> {
    reader.get(
        &format!("select ?1 not in ({WITH_MEMBERS})"),
        [queue],
        |row| row.get(0),
    )
}

/// The queues an agent belongs to, and whether they serve each now.
pub fn of_member(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<(Queue, bool)>, DbError> {
    reader.list(
        "select queue.id, queue.name, queue_agent.serving from queue
         join queue_agent on queue_agent.queue_id = queue.id
         where queue_agent.agent_id = ?1 and queue.retired_at is null order by queue.id",
        [agent],
        |row| Ok((from_row(row)?, row.get(2)?)),
    )
}

/// From now on an agent serves these of the queues they belong to, and no others.
pub fn serve(tx: &mut Tx<'_>, agent: AgentId, queues: &[QueueId]) -> Result<(), DbError> {
    for (queue, is_served) in of_member(tx, agent)? {
        let serves = queues.contains(&queue.id);
        if serves != is_served {
            tx.execute(
                "update queue_agent set serving = ?3 where queue_id = ?1 and agent_id = ?2",
                (queue.id, agent, serves),
            )?;
        }
    }
    let data = serde_json::json!({ "agent_id": agent });
    event::record(tx, Kind::Queue, About::default(), &data)?;
    Ok(())
}

/// How a queue is served; as usual, if nobody said otherwise.
pub fn policy(reader: &Reader<'_>, queue: QueueId) -> Result<Policy, DbError> {
    let text: Option<String> =
        reader.find("select policy from queue where id = ?1", [queue], |row| {
            row.get(0)
        })?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// Sets how a queue is served.
pub fn set_policy(tx: &mut Tx<'_>, queue: QueueId, policy: &Policy) -> Result<(), DbError> {
    let text = serde_json::to_string(policy).expect("a policy is plain data");
    tx.execute("update queue set policy = ?2 where id = ?1", (queue, text))?;
    Ok(())
}
