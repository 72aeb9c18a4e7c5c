//! Whether an agent can be given a chat now, and why not.

use std::time::Duration;

use super::capacity::{Capacity, wrap_ups_of};
use crate::{
    base::{
        id::{AgentId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, named_params},
    desk::{
        setting,
        team::{
            Availability, Face,
            availability::{GRACE, PRESENT},
        },
    },
};

/// What decides whether an agent can be given a chat of one queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub face: Face,
    /// Whether a console of theirs is open, or they can be reached otherwise.
    pub is_present: bool,
    /// What they say of themselves.
    pub availability: Availability,
    /// Whether they serve the queue at the moment.
    pub serves: bool,
    /// Chats they have that count.
    pub load: i64,
    /// Chats whose paperwork they are finishing, where that keeps them from being given another.
    pub wrapping: i64,
    /// Most chats they may have.
    pub limit: i64,
    /// Since when they have had nothing new to do.
    pub idle_since: Timestamp,
    /// Whether a chat is held out to them already.
    pub has_offer: bool,
    /// Whether a chat that is held out to them is theirs at once: they want that, and somebody moves at their console.
    pub accepts_at_once: bool,
}

/// Why an agent is not given a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// No console of theirs is open.
    Gone,
    /// They are away or not at work.
    NotAvailable,
    /// They do not serve the queue.
    NotServing,
    /// They have as many chats as they may.
    Full,
    /// They are finishing the paperwork of another.
    WrappingUp,
}

impl Standing {
    /// Who.
    #[must_use]
    pub fn agent(&self) -> AgentId {
        self.face.id
    }

    /// Why they are not given a chat; `None`: they may be.
    #[must_use]
    pub fn why_not(&self) -> Option<WhyNot> {
        if !self.is_present {
            Some(WhyNot::Gone)
        } else if self.availability != Availability::Available {
            Some(WhyNot::NotAvailable)
        } else if !self.serves {
            Some(WhyNot::NotServing)
        } else if self.wrapping > 0 {
            Some(WhyNot::WrappingUp)
        } else if self.load >= self.limit {
            Some(WhyNot::Full)
        } else {
            None
        }
    }
}

/// For so long after a console was used somebody is taken to sit there (BEHAVIOUR 9).
const AWAKE: Duration = Duration::from_secs(60);

fn sql(reader: &Reader<'_>) -> Result<String, DbError> {
    let capacity: Capacity = setting::get(reader)?;
    let load = capacity.count_of("agent.id", reader.now);
    let wrap_ups = wrap_ups_of("agent.id");
    let Timestamp(awake) = reader.now.minus(AWAKE);
    let hinders = i32::from(!capacity.offers_in_wrap_up);
    Ok(format!(
        "select {}, agent.availability,
           {PRESENT},
           coalesce(queue_agent.serving, 0),
           {load},
           {wrap_ups} * {hinders},
           agent.chat_limit, agent.idle_since,
           exists (select 1 from offer where offer.agent_id = agent.id and ended_at is null),
           coalesce(agent.preferences ->> 'accepts_at_once', 0) and agent.moved_at >= {awake}
         from agent left join queue_agent
           on queue_agent.agent_id = agent.id and queue_agent.queue_id = :queue
         where agent.deactivated_at is null",
        Face::COLUMNS
    ))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<Standing>> {
    let Some(face) = Face::from_row(row, 0)? else {
        return Ok(None);
    };
    Ok(Some(Standing {
        face,
        availability: row.get(5)?,
        is_present: row.get(6)?,
        serves: row.get(7)?,
        load: row.get(8)?,
        wrapping: row.get(9)?,
        limit: row.get(10)?,
        idle_since: row.get(11)?,
        has_offer: row.get(12)?,
        accepts_at_once: row.get(13)?,
    }))
}

/// How everybody of the team stands with a queue, in the order in which they joined.
pub fn all(reader: &Reader<'_>, queue: QueueId) -> Result<Vec<Standing>, DbError> {
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    let rows = reader.list(
        &format!("{} order by agent.id", sql(reader)?),
        named_params! { ":since": since, ":now": now, ":queue": queue },
        from_row,
    )?;
    Ok(rows.into_iter().flatten().collect())
}

/// How one of them stands; `None` if they have left the team.
pub fn one(
    reader: &Reader<'_>,
    agent: AgentId,
    queue: QueueId,
) -> Result<Option<Standing>, DbError> {
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    let found = reader.find(
        &format!("{} and agent.id = :agent", sql(reader)?),
        named_params! { ":since": since, ":now": now, ":queue": queue, ":agent": agent },
        from_row,
    )?;
    Ok(found.flatten())
}
