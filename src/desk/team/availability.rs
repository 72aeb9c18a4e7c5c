//! Whether anybody is at the counter.

use std::time::Duration;

use super::{Agent, Availability, changed};
use crate::{
    base::{
        id::{AgentId, QueueId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        queue,
        timer::{self, Due},
    },
};

/// A console that has been silent for longer is taken for gone: reloads and short sleeps pass.
pub const GRACE: Duration = Duration::from_secs(90);

/// A console of theirs is open, or they can be reached otherwise; `:since` is [`GRACE`] before `:now`.
pub(crate) const PRESENT: &str =
    "(agent.seen_at >= :since or coalesce(agent.reachable_until, 0) > :now)";

/// Most characters of why somebody is away.
pub const LONGEST_REASON: usize = 60;

/// Sets what an agent says of themselves. A status set by hand is never changed back by the house.
pub fn set(
    tx: &mut Tx<'_>,
    agent: AgentId,
    availability: Availability,
    reason: &str,
) -> Result<(), DbError> {
    let reason = match availability {
        Availability::Away => text::clean_line(reason, LONGEST_REASON),
        Availability::Available | Availability::Offline => String::new(),
    };
    tx.execute(
        "update agent set availability = ?2, away_reason = ?3, away_by = 'agent', missed = 0 where id = ?1",
        (agent, availability, reason),
    )?;
    changed(tx, agent)
}

/// The house takes the chair for empty: two offers in a row were missed. One click returns.
pub fn put_away(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let put = tx.execute(
        "update agent set availability = 'away', away_reason = '', away_by = 'missed', missed = 0
         where id = ?1 and availability = 'available'",
        [agent],
    )?;
    if put > 0 {
        changed(tx, agent)?;
    }
    Ok(())
}

/// The agent did something about an offer, so the chair is not empty.
pub fn noticed(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    tx.execute(
        "update agent set missed = 0 where id = ?1 and missed <> 0",
        [agent],
    )?;
    Ok(())
}

/// Something new has come to them, or something of theirs has ended.
pub fn was_busy(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update agent set idle_since = ?2 where id = ?1",
        (agent, now),
    )?;
    Ok(())
}

/// Writes down a sign of life of an agent's console.
pub fn seen(tx: &mut Tx<'_>, agents: &[AgentId]) -> Result<(), DbError> {
    let now = tx.now;
    for agent in agents {
        let before: Option<Timestamp> =
            tx.find("select seen_at from agent where id = ?1", [agent], |row| {
                row.get(0)
            })?;
        tx.execute("update agent set seen_at = ?2 where id = ?1", (agent, now))?;
        timer::set_if_none(tx, Due::MissAgent, agent.0, now.plus(GRACE))?;
        if before.is_some_and(|before| now.since(before) > GRACE) {
            // Their chats are theirs again, and so is their place in the line.
            tx.execute(
                "update conversation set owner_gone = 0
                 where agent_id = ?1 and state = 'active' and owner_gone = 1",
                [agent],
            )?;
            changed(tx, *agent)?;
        }
    }
    Ok(())
}

/// Moves at a console are written down this often.
const MOVES: Duration = Duration::from_secs(10);

/// Somebody pressed a key or a button at an agent's console.
pub fn moved(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let (now, before) = (tx.now, tx.now.minus(MOVES));
    tx.execute(
        "update agent set moved_at = :now where id = :agent and moved_at < :before",
        named_params! { ":now": now, ":agent": agent, ":before": before },
    )?;
    Ok(())
}

/// The last console of an agent was signed out: nobody waits for them to come back, and no telephone of theirs is told
/// anything any more.
pub fn left(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let gone = tx.now.minus(GRACE + Duration::from_millis(1));
    tx.execute(
        "update agent set seen_at = min(seen_at, :gone), reachable_until = null where id = :agent",
        named_params! { ":gone": gone, ":agent": agent },
    )?;
    let now = tx.now;
    timer::set(tx, Due::MissAgent, agent.0, now)?;
    changed(tx, agent)
}

/// Something has come to an agent that they did not take themselves. Should their console have gone before, it is
/// looked after them anew.
pub fn given(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    if super::by_id(tx, agent)?.is_some_and(|agent| has_gone(&agent, now)) {
        timer::set(tx, Due::MissAgent, agent.0, now)?;
    }
    Ok(())
}

/// Until when an agent can be reached without a console open; `None`: not at all.
pub fn set_reachable(
    tx: &mut Tx<'_>,
    agent: AgentId,
    until: Option<Timestamp>,
) -> Result<(), DbError> {
    tx.execute(
        "update agent set reachable_until = ?2 where id = ?1",
        (agent, until),
    )?;
    // It may have been put off to the end of the time before, which is not the end any more.
    let soon = tx.now.plus(GRACE);
    timer::set(tx, Due::MissAgent, agent.0, soon)?;
    changed(tx, agent)
}

/// Whether an agent keeps their chats though their console has gone.
pub fn set_holding(tx: &mut Tx<'_>, agent: AgentId, holds: bool) -> Result<(), DbError> {
    tx.execute(
        "update agent set holds_chats = ?2 where id = ?1",
        (agent, holds),
    )?;
    Ok(())
}

/// Whether a console of theirs is open, or they can be reached otherwise.
#[must_use]
pub fn is_present(agent: &Agent, now: Timestamp) -> bool {
    now.since(agent.seen_at) <= GRACE || agent.reachable_until.is_some_and(|until| until > now)
}

/// Whether an agent was at a console and is not any more. Whose console was never open works through a program.
#[must_use]
pub fn has_gone(agent: &Agent, now: Timestamp) -> bool {
    agent.seen_at > Timestamp(0) && !is_present(agent, now)
}

/// Whether a customer who writes into a queue now can expect somebody: one who serves it at the moment, or anybody where
/// nobody belongs to it.
pub fn is_anyone_serving(reader: &Reader<'_>, queue: QueueId) -> Result<bool, DbError> {
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    let sql = format!(
        "select 1 from agent
         where availability = 'available' and deactivated_at is null and {PRESENT}
           and (exists (select 1 from queue_agent
               where queue_agent.agent_id = agent.id and queue_agent.queue_id = :queue and serving = 1)
             or :queue not in ({}))",
        queue::WITH_MEMBERS
    );
    reader.exists(
        &sql,
        named_params! { ":since": since, ":now": now, ":queue": queue },
    )
}

/// Whether anybody of the team is at the counter, whomever they serve.
pub fn is_anyone_available(reader: &Reader<'_>) -> Result<bool, DbError> {
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    let sql = format!(
        "select 1 from agent
         where availability = 'available' and deactivated_at is null and {PRESENT}"
    );
    reader.exists(&sql, named_params! { ":since": since, ":now": now })
}
