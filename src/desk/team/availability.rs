//! Whether anybody is at the counter.

use std::time::Duration;

use super::{Availability, changed};
use crate::{
    base::{id::AgentId, time::Timestamp},
    db::{DbError, Reader, Tx},
};

/// A console that has been silent for longer is taken for gone: reloads and short sleeps pass.
pub const GRACE: Duration = Duration::from_secs(90);

/// Sets what an agent says of themselves.
pub fn set(tx: &mut Tx<'_>, agent: AgentId, availability: Availability) -> Result<(), DbError> {
    tx.execute(
        "update agent set availability = ?2 where id = ?1",
        (agent, availability),
    )?;
    changed(tx, agent)
}

/// Writes down a sign of life of an agent's console.
pub fn seen(tx: &mut Tx<'_>, agents: &[AgentId]) -> Result<(), DbError> {
    let now = tx.now;
    for agent in agents {
        tx.execute("update agent set seen_at = ?2 where id = ?1", (agent, now))?;
    }
    Ok(())
}

/// Whether a customer who writes now can expect somebody.
pub fn is_anyone_available(reader: &Reader<'_>) -> Result<bool, DbError> {
    let since: Timestamp = reader.now.minus(GRACE);
    reader.exists(
        "select 1 from agent
         where availability = 'available' and seen_at >= ?1 and deactivated_at is null",
        [since],
    )
}
