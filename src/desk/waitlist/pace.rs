//! How fast a line moves, and what that means for those who wait in it (W13).
//!
//! A promise that is broken is worse than none. So it is reckoned from what really happened, rounded up, counts
//! a standstill as it grows, is given in steps that do not jump with each event, and is not given at all when
//! there is too little to go by.
//!
//! The measure is the time one step took: of each chat that was taken lately, its wait divided by the place it
//! began with. Unlike "so many in an hour" it does not take a quiet hour for a slow one.

use std::time::Duration;

use super::{
    able::{self, WhyNot},
    line::InLine,
};
use crate::{
    base::{
        id::{AgentId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, named_params},
};

/// What happened within this time counts first.
const RECENT: Duration = Duration::from_secs(3_600);
/// Else the same hour of so many weeks before.
const WEEKS: u32 = 4;
const WEEK: Duration = Duration::from_secs(7 * 24 * 3_600);
/// Chats that last longer than this are not looked for there.
const LONGEST: Duration = Duration::from_secs(4 * 3_600);
/// Fewer chats than this say nothing about the present …
const FEWEST_RECENT: usize = 3;
/// … and fewer than this nothing about such hours.
const FEWEST_EARLIER: usize = 5;
/// Most chats of one time that are looked at, the newest.
const MOST: usize = 60;

/// A chat that was taken out of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// When it joined the line.
    pub queued_at: Timestamp,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// By whom.
    pub agent: Option<AgentId>,
}

/// How long one step of the line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(pub Duration);

/// What the customer is told, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimate {
    /// About so many.
    About(u32),
    /// More than so many.
    Over(u32),
}

/// What a pace is reckoned from.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Taken within the last hour.
    pub recent: Vec<Taken>,
    /// Taken in the same hour of the weeks before.
    pub earlier: Vec<Taken>,
    /// Agents who serve the queue now.
    pub hands: usize,
    /// For how long nobody has moved, although somebody waits.
    pub standstill: Duration,
}

/// Minutes as they are told.
const RUNGS: [u32; 10] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15];
/// Beyond the last of them, no more than this is said.
const BEYOND: [u32; 3] = [60, 30, 15];

impl Pace {
    /// How fast the line moves; `None` when too little is known, or nobody serves it.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Option<Self> {
        if evidence.hands == 0 {
            return None;
        }
        let sample = if evidence.recent.len() >= FEWEST_RECENT {
            &evidence.recent
        } else if evidence.earlier.len() >= FEWEST_EARLIER {
            &evidence.earlier
        } else {
            return None;
        };
        let step = median(sample.iter().map(|one| step(sample, one)).collect())?;
        // Fewer hands than took those chats take longer; more of them are no promise yet.
        let step = step * u32_of(hands(sample).max(evidence.hands)) / u32_of(evidence.hands);
        Some(Self(step.max(evidence.standstill)))
    }

    /// The pace to go on with: a measure that differs little changes nothing for those who wait.
    #[must_use]
    pub fn settle(before: Option<Self>, measured: Option<Self>) -> Option<Self> {
        match (before, measured) {
            (Some(Self(before)), Some(Self(now)))
                if now * 4 >= before * 3 && now * 4 <= before * 5 =>
            {
                Some(Self(before))
            }
            (_, measured) => measured,
        }
    }

    /// What somebody at this place is told, rounded up.
    #[must_use]
    pub fn estimate(self, place: usize) -> Estimate {
        let wait = self.0.saturating_mul(u32_of(place));
        let minutes = u32::try_from(wait.as_millis().div_ceil(60_000)).unwrap_or(u32::MAX);
        let rung = RUNGS.into_iter().find(|rung| *rung >= minutes);
        let beyond = || BEYOND.into_iter().find(|beyond| minutes > *beyond);
        match rung {
            Some(rung) => Estimate::About(rung),
            None => Estimate::Over(beyond().unwrap_or(RUNGS[RUNGS.len() - 1])),
        }
    }
}

/// The time one step took a chat: its wait, shared by those who stood before it when it came, and itself.
fn step(sample: &[Taken], one: &Taken) -> Duration {
    let before = sample
        .iter()
        .filter(|other| other.queued_at < one.queued_at && other.taken_at > one.queued_at);
    one.taken_at.since(one.queued_at) / u32_of(before.count() + 1)
}

fn median(mut values: Vec<Duration>) -> Option<Duration> {
    values.sort_unstable();
    // Of two in the middle the longer one.
    values.get(values.len() / 2).copied()
}

/// How many agents took these chats.
fn hands(sample: &[Taken]) -> usize {
    let mut agents: Vec<_> = sample.iter().filter_map(|one| one.agent).collect();
    agents.sort_unstable();
    agents.dedup();
    agents.len()
}

fn u32_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Reads what the pace of a queue is reckoned from. `line` is who waits in it now.
pub fn evidence(reader: &Reader<'_>, queue: QueueId, line: &[InLine]) -> Result<Evidence, DbError> {
    let now = reader.now;
    let recent = taken(reader, queue, now.minus(RECENT), now)?;
    let mut earlier = Vec::new();
    if recent.len() < FEWEST_RECENT {
        for week in 1..=WEEKS {
            let then = now.minus(WEEK * week);
            earlier.extend(taken(
                reader,
                queue,
                then.minus(RECENT / 2),
                then.plus(RECENT / 2),
            )?);
        }
    }
    let hands = able::all(reader, queue)?
        .iter()
        .filter(|standing| {
            matches!(
                standing.why_not(),
                None | Some(WhyNot::Full | WhyNot::WrappingUp)
            )
        })
        .count();
    // Whoever came while the shop was closed has not seen it stand still.
    let front = line.iter().find(|one| !one.offline);
    let last = recent.iter().map(|one| one.taken_at).max();
    let standstill = front.map_or(Duration::ZERO, |front| {
        now.since(last.map_or(front.queued_at, |last| last.max(front.queued_at)))
    });
    Ok(Evidence {
        recent,
        earlier,
        hands,
        standstill,
    })
}

/// Chats of a queue that were taken within a time. A chat was active no earlier than it was taken, which finds it
/// by the index; those that came out of hours waited for the morning and say nothing.
fn taken(
    reader: &Reader<'_>,
    queue: QueueId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Taken>, DbError> {
    reader.list(
        "select queued_at, claimed_at, agent_id from conversation
         where last_activity_at between :from and :active and state <> 'fresh' and queue_id = :queue
           and claimed_at between :from and :to and queued_at <= claimed_at and offline = 0
         order by claimed_at desc limit :most",
        named_params! {
            ":from": from, ":to": to, ":active": to.plus(LONGEST), ":queue": queue, ":most": MOST,
        },
        |row| {
            Ok(Taken {
                queued_at: row.get(0)?,
                taken_at: row.get(1)?,
                agent: row.get(2)?,
            })
        },
    )
}

#[cfg(test)]
mod tests;
