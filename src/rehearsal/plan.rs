//! What happens from outside: who writes when, who is at work when.

use std::time::Duration;

use anyhow::Context;

use crate::{
    base::{chance::Chance, id::QueueId, time::Timestamp},
    db::Reader,
    desk::{
        queue::{Policy, edit},
        team,
    },
};

/// A queue and how it is served.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// Its rules.
    pub policy: Policy,
}

/// A time at which an agent's console is open.
#[derive(Debug, Clone)]
pub struct Shift {
    /// The agent's place in the plan.
    pub agent: usize,
    /// When it opens.
    pub from: Timestamp,
    /// When it goes.
    pub to: Timestamp,
    /// Whether the agent says good-bye; else the line breaks.
    pub signs_out: bool,
}

/// A customer who writes for the first time in a chat.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// When.
    pub at: Timestamp,
    /// Who; the same number comes back as the same customer.
    pub customer: usize,
    /// To which queue, by its place in the plan.
    pub queue: usize,
    /// How often they write in all.
    pub turns: usize,
}

/// All of it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where chats wait.
    pub queues: Vec<Queue>,
    /// Names of the agents, and the places of the queues they serve.
    pub agents: Vec<(String, Vec<usize>)>,
    /// When they are at work, in the order of their beginnings.
    pub shifts: Vec<Shift>,
    /// Who writes, in the order of time.
    pub arrivals: Vec<Arrival>,
    /// When the house is closed and opened again: from, for how long.
    pub restarts: Vec<(Timestamp, Duration)>,
    /// Chats an agent has at most.
    pub chat_limit: i64,
    /// What decides how people behave.
    pub seed: u64,
}

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

impl Plan {
    /// A made-up week from `begin`, a midnight: so many chats, spread over the day as in a shop, agents with lunch
    /// breaks and lines that break, two restarts.
    #[must_use]
    pub fn week(
        begin: Timestamp,
        queues: Vec<Queue>,
        agents: usize,
        chats: usize,
        seed: u64,
    ) -> Self {
        let mut chance = Chance::new(seed);
        let mut shifts = Vec::new();
        for day in 0..7 {
            let morning = begin.plus(DAY * day + HOUR * 8);
            for agent in 0..agents {
                // A day off each, and lunch at different times.
                if agent as u32 == day {
                    continue;
                }
                let start = morning.plus(chance.between(Duration::ZERO, HOUR));
                let lunch = morning.plus(HOUR * 3 + chance.between(Duration::ZERO, HOUR * 2));
                let back = lunch.plus(chance.between(HOUR / 2, HOUR));
                let drops = back.plus(chance.between(HOUR / 2, HOUR * 2));
                let again = drops.plus(chance.between(Duration::from_secs(20), HOUR / 4));
                let evening = morning.plus(HOUR * 10 + chance.between(Duration::ZERO, HOUR));
                for (from, to, signs_out) in [
                    (start, lunch, true),
                    (back, drops, false),
                    (again, evening, true),
                ] {
                    shifts.push(Shift {
                        agent,
                        from,
                        to,
                        signs_out,
                    });
                }
            }
        }
        shifts.sort_by_key(|shift| shift.from);
        let customers = chats / 2;
        let mut arrivals: Vec<Arrival> = (0..chats)
            .map(|_| {
                let day = chance.below(7) as u32;
                // Two humps, one before and one after noon; a few write at night.
                let hour = if chance.in_hundred(8) {
                    chance.between(Duration::ZERO, HOUR * 24)
                } else {
                    chance.between(HOUR * 9, HOUR * 14) + chance.between(Duration::ZERO, HOUR * 4)
                };
                Arrival {
                    at: begin.plus(DAY * day + hour),
                    customer: chance.below(customers),
                    queue: chance.below(queues.len()),
                    turns: 1 + chance.below(4),
                }
            })
            .collect();
        arrivals.sort_by_key(|arrival| arrival.at);
        // The week ends with everybody served who came in time.
        let end = shifts.iter().map(|shift| shift.to).max().unwrap_or(begin);
        arrivals.retain(|arrival| arrival.at < end.minus(HOUR * 2));
        Self {
            agents: (0..agents)
                .map(|agent| {
                    let served = (0..queues.len())
                        .filter(|queue| (queue + agent) % 4 != 3)
                        .collect();
                    (format!("Agent {}", agent + 1), served)
                })
                .collect(),
            queues,
            shifts,
            arrivals,
            restarts: vec![
                (begin.plus(DAY + HOUR * 11), Duration::from_secs(40)),
                (begin.plus(DAY * 3 + HOUR * 15), Duration::from_secs(900)),
            ],
            chat_limit: 4,
            seed,
        }
    }

    /// Moves everything so that what began at `begin` begins at `now`.
    pub(super) fn shift_by(&mut self, now: Timestamp, begin: Timestamp) {
        let moved = |at: Timestamp| Timestamp(at.0 - begin.0 + now.0);
        for arrival in &mut self.arrivals {
            arrival.at = moved(arrival.at);
        }
        for shift in &mut self.shifts {
            shift.from = moved(shift.from);
            shift.to = moved(shift.to);
        }
        for (at, _) in &mut self.restarts {
            *at = moved(*at);
        }
    }

    /// What came to this house between two instants: its queues, its team, and every chat when it came. How long
    /// each took is not repeated, but how often its customer wrote is. Everybody of the team counts as at work from
    /// their first to their last message of each day.
    pub fn of_house(reader: &Reader<'_>, from: Timestamp, to: Timestamp) -> anyhow::Result<Self> {
        let queues = edit::all(reader)?;
        let place_of = |id: QueueId| queues.iter().position(|queue| queue.id == id);
        let team = team::active(reader)?;
        let mut agents = Vec::new();
        for agent in &team {
            let served = crate::desk::queue::of_member(reader, agent.id)?
                .into_iter()
                .filter_map(|(queue, _)| place_of(queue.id))
                .collect();
            agents.push((agent.name.clone(), served));
        }
        let arrivals = reader.list(
            "select conversation.queued_at, conversation.customer_id, conversation.queue_id,
               (select count(*) from message where message.conversation_id = conversation.id and author = 'customer')
             from conversation where queued_at >= ?1 and queued_at < ?2 order by queued_at",
            (from, to),
            |row| {
                let turns: i64 = row.get(3)?;
                let customer: i64 = row.get(1)?;
                Ok((row.get(0)?, customer, row.get::<_, QueueId>(2)?, turns))
            },
        )?;
        let arrivals = arrivals
            .into_iter()
            .map(|(at, customer, queue, turns)| {
                Ok(Arrival {
                    at,
                    customer: usize::try_from(customer)?,
                    queue: place_of(queue).context("a chat waits in a queue that is not there")?,
                    turns: usize::try_from(turns)?.clamp(1, 20),
                })
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        let days = reader.list(
            "select agent_id, min(created_at), max(created_at) from message
             where author = 'agent' and created_at >= ?1 and created_at < ?2
             group by agent_id, created_at / 86400000 order by min(created_at)",
            (from, to),
            |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Timestamp>(2)?)),
        )?;
        let shifts = days
            .into_iter()
            .filter_map(|(agent, first, last)| {
                Some(Shift {
                    agent: team.iter().position(|one| one.id == agent)?,
                    from: first,
                    to: last.plus(Duration::from_secs(600)),
                    signs_out: true,
                })
            })
            .collect();
        Ok(Self {
            queues: queues
                .into_iter()
                .map(|queue| Queue {
                    name: queue.name,
                    policy: queue.policy,
                })
                .collect(),
            chat_limit: team
                .iter()
                .map(|agent| agent.chat_limit)
                .max()
                .unwrap_or(10),
            agents,
            shifts,
            arrivals,
            restarts: Vec::new(),
            seed: 1,
        })
    }
}
