//! Who is at work, and at what.

use crate::{
    base::id::AgentId,
    db::{DbError, Reader, named_params},
    desk::team::{
        Availability,
        availability::{GRACE, PRESENT},
    },
};

/// What an agent is doing, from the point of view of those who wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    /// At the counter.
    Available,
    /// Finishing the paperwork of a chat that has ended.
    WrapUp,
    /// Back soon, as they say.
    Away,
    /// Not at work, as they say, or no console of theirs is open.
    Offline,
}

/// A member of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub id: AgentId,
    /// As colleagues know them.
    pub name: String,
    /// What they are doing.
    pub doing: Doing,
    /// Chats they have.
    pub load: i64,
    /// Most chats they may have.
    pub limit: i64,
}

/// What an agent is doing, by what they say and what is known of them. Whoever is away while their paperwork is
/// open is away: nobody counts on them.
#[must_use]
pub fn judge(availability: Availability, is_present: bool, wrapping: i64) -> Doing {
    match (availability, is_present) {
        (Availability::Offline, _) | (_, false) => Doing::Offline,
        (Availability::Away, true) => Doing::Away,
        (Availability::Available, true) if wrapping > 0 => Doing::WrapUp,
        (Availability::Available, true) => Doing::Available,
    }
}

/// Everybody of the team, those at the counter first, then by name.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Hand>, DbError> {
    let (now, since) = (reader.now, reader.now.minus(GRACE));
    let sql = format!(
        "select agent.id, agent.name, agent.availability, {PRESENT}, agent.chat_limit,
           (select count(*) from conversation where conversation.agent_id = agent.id and state = 'active'),
           (select count(*) from conversation where conversation.agent_id = agent.id and wrapping_up = 1)
         from agent where agent.deactivated_at is null order by agent.name, agent.id"
    );
    let mut hands = reader.list(
        &sql,
        named_params! { ":since": since, ":now": now },
        |row| {
            Ok(Hand {
                id: row.get(0)?,
                name: row.get(1)?,
                doing: judge(row.get(2)?, row.get(3)?, row.get(6)?),
                load: row.get(5)?,
                limit: row.get(4)?,
            })
        },
    )?;
    hands.sort_by_key(|hand| hand.doing);
    Ok(hands)
}
