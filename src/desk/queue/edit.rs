//! What admins do with queues: add, rename, change, retire.

use super::Policy;
use crate::{
    base::{
        id::{AgentId, ChannelId, QueueId},
        text,
    },
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        event::{self, About, Kind},
    },
};

/// Most characters of a name.
pub const LONGEST_NAME: usize = 40;

/// Why a queue stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// A queue needs a name.
    #[error("a name is needed")]
    NoName,
    /// Another queue has this name.
    #[error("another queue has this name")]
    NameTaken,
    /// There is no such queue.
    #[error("there is no such queue")]
    NotFound,
    /// Chats of a channel come here, or some wait here.
    #[error("chats still come here or wait here")]
    InUse,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A queue as the admins' list shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: QueueId,
    /// Its name.
    pub name: String,
    /// How it is served.
    pub policy: Policy,
    /// Who belongs to it.
    pub members: i64,
    /// Chats that wait in it.
    pub waiting: i64,
    /// Whether it takes no new chats any more.
    pub is_retired: bool,
}

/// Who belongs to a queue, and which channels' chats come to it.
#[derive(Debug, Clone, Default)]
pub struct Ends {
    /// Everybody of the team, and whether they belong to it.
    pub members: Vec<(AgentId, String, bool)>,
    /// Every channel, and whether its chats come here.
    pub channels: Vec<(ChannelId, String, bool)>,
}

/// How a queue is to be.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// How it is served.
    pub policy: Policy,
    /// Who belongs to it.
    pub members: Vec<AgentId>,
    /// Channels whose chats come here from now on; those that come here already stay.
    pub channels: Vec<ChannelId>,
}

/// Every queue, retired ones last.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Listed>, DbError> {
    reader.list(
        "select id, name, policy,
           (select count(*) from queue_agent join agent on agent.id = queue_agent.agent_id
             where queue_agent.queue_id = queue.id and agent.deactivated_at is null),
           (select count(*) from conversation where conversation.queue_id = queue.id and state = 'waiting'),
           retired_at is not null
         from queue order by retired_at is not null, id",
        [],
        |row| {
            let policy: String = row.get(2)?;
            Ok(Listed {
                id: row.get(0)?,
                name: row.get(1)?,
                policy: serde_json::from_str(&policy).unwrap_or_default(),
                members: row.get(3)?,
                waiting: row.get(4)?,
                is_retired: row.get(5)?,
            })
        },
    )
}

/// One of them.
pub fn one(reader: &Reader<'_>, id: QueueId) -> Result<Option<Listed>, DbError> {
    Ok(all(reader)?.into_iter().find(|queue| queue.id == id))
}

/// Who and what it is connected with.
pub fn ends(reader: &Reader<'_>, id: QueueId) -> Result<Ends, DbError> {
    Ok(Ends {
        members: reader.list(
            "select agent.id, agent.name, queue_agent.agent_id is not null from agent
             left join queue_agent on queue_agent.agent_id = agent.id and queue_agent.queue_id = ?1
             where agent.deactivated_at is null order by agent.name, agent.id",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?,
        channels: reader.list(
            "select id, name, queue_id = ?1 from channel order by id",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?,
    })
}

/// Adds a queue, to which nobody belongs yet.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<QueueId, QueueError> {
    let name = checked(tx, name, None)?;
    tx.execute("insert into queue (name) values (?1)", [&name])?;
    let id = QueueId(tx.last_insert_id());
    audit::log(tx, origin, "queue_added", &name)?;
    changed(tx, id)?;
    Ok(id)
}

/// Makes a queue as it is to be. Who belonged to it already serves it as before; newcomers serve it at once.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: QueueId,
    change: &Change,
) -> Result<(), QueueError> {
    one(tx, id)?.ok_or(QueueError::NotFound)?;
    let name = checked(tx, &change.name, Some(id))?;
    tx.execute("update queue set name = ?2 where id = ?1", (id, &name))?;
    super::set_policy(tx, id, &change.policy)?;
    for (agent, _, belongs) in ends(tx, id)?.members {
        match (belongs, change.members.contains(&agent)) {
            (false, true) => {
                tx.execute(
                    "insert into queue_agent (queue_id, agent_id) values (?1, ?2)",
                    (id, agent),
                )?;
            }
            (true, false) => {
                tx.execute(
                    "delete from queue_agent where queue_id = ?1 and agent_id = ?2",
                    (id, agent),
                )?;
            }
            (true, true) | (false, false) => {}
        }
    }
    for channel in &change.channels {
        tx.execute(
            "update channel set queue_id = ?2 where id = ?1",
            (channel, id),
        )?;
    }
    audit::log(tx, origin, "queue_changed", &name)?;
    Ok(changed(tx, id)?)
}

/// It takes no new chats any more. Chats that were in it keep its name.
pub fn retire(tx: &mut Tx<'_>, origin: &Origin, id: QueueId) -> Result<(), QueueError> {
    let queue = one(tx, id)?.ok_or(QueueError::NotFound)?;
    let is_used = tx.exists(
        "select 1 from channel where queue_id = ?1
         union all select 1 from conversation where queue_id = ?1 and state in ('waiting', 'scheduled')",
        [id],
    )?;
    if is_used {
        return Err(QueueError::InUse);
    }
    let now = tx.now;
    tx.execute("update queue set retired_at = ?2 where id = ?1", (id, now))?;
    audit::log(tx, origin, "queue_retired", &queue.name)?;
    Ok(changed(tx, id)?)
}

/// It takes chats again.
pub fn restore(tx: &mut Tx<'_>, origin: &Origin, id: QueueId) -> Result<(), QueueError> {
    let queue = one(tx, id)?.ok_or(QueueError::NotFound)?;
    tx.execute("update queue set retired_at = null where id = ?1", [id])?;
    audit::log(tx, origin, "queue_restored", &queue.name)?;
    Ok(changed(tx, id)?)
}

fn checked(reader: &Reader<'_>, name: &str, own: Option<QueueId>) -> Result<String, QueueError> {
    let name = text::clean_line(name, LONGEST_NAME);
    if name.is_empty() {
        return Err(QueueError::NoName);
    }
    let is_taken = all(reader)?
        .into_iter()
        .any(|other| Some(other.id) != own && other.name.to_lowercase() == name.to_lowercase());
    if is_taken {
        return Err(QueueError::NameTaken);
    }
    Ok(name)
}

fn changed(tx: &mut Tx<'_>, id: QueueId) -> Result<(), DbError> {
    let data = serde_json::json!({ "queue_id": id });
    event::record(tx, Kind::Queue, About::default(), &data)?;
    Ok(())
}
