//! The machine's own bell (W15): it rings when somebody waits, louder the longer they do, and is silent at the claim.
//!
//! When it rings follows from the stored waiting times alone, so a restart neither forgets a ring nor begins anew.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{EventId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        hours,
        setting::{self, Setting},
        timer::{self, Due},
        trouble,
    },
};

/// How the bell is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bell {
    /// Whether it plays a sound.
    pub sound: bool,
    /// Whether it runs the command that the machine names.
    pub command: bool,
    /// The queues it rings for; none named, or none of them in use any more: all.
    pub queues: Vec<QueueId>,
    /// A customer waits so many seconds before it rings.
    pub first_s: u32,
    /// It rings again after so many.
    pub repeat_s: u32,
    /// After so many it is louder.
    pub louder_s: u32,
    /// After so many it is as loud as it gets.
    pub loudest_s: u32,
    /// In hundredths.
    pub volume: u8,
    /// Whether it also rings while a queue's hours say that it is closed.
    pub out_of_hours: bool,
}

impl Default for Bell {
    fn default() -> Self {
        Self {
            sound: false,
            command: false,
            queues: Vec::new(),
            first_s: 20,
            repeat_s: 60,
            louder_s: 120,
            loudest_s: 300,
            volume: 70,
            out_of_hours: false,
        }
    }
}

impl Setting for Bell {
    const KEY: &'static str = "bell";
}

impl Bell {
    /// Whether it does anything.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.sound || self.command
    }
}

/// Announced when a stored deadline of the bell's has come.
#[derive(Debug, Clone, Copy)]
pub struct Look;

/// What it rings for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ring {
    /// How many wait.
    pub waiting: u32,
    /// How long the longest has waited, in seconds.
    pub longest_s: u64,
    /// 1 to 3.
    pub level: u8,
}

/// What is to be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Nothing.
    Nothing,
    /// Ring.
    Ring(Ring),
    /// Nobody waits any more, or the shop has closed: what rings stops.
    Hush,
    /// Something is wrong with the house: of this sort.
    Trouble(String),
}

/// One who waits, in a queue the bell rings for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Since when.
    pub since: Timestamp,
    /// Whether their queue is open now.
    pub is_open: bool,
}

/// What is to be done now for those who wait, and when it is looked again if nothing happens. `rung_at` is the last
/// ring, `rings` whether one still stands that was not hushed.
#[must_use]
pub fn decide(
    bell: &Bell,
    waiting: &[Waiting],
    rung_at: Option<Timestamp>,
    rings: bool,
    now: Timestamp,
) -> (Deed, Option<Timestamp>) {
    let heard = |one: &&Waiting| bell.is_on() && (one.is_open || bell.out_of_hours);
    let counted: Vec<_> = waiting.iter().filter(heard).collect();
    let Some(since) = counted.iter().map(|one| one.since).min() else {
        return (if rings { Deed::Hush } else { Deed::Nothing }, None);
    };
    let waited_s = now.since(since).as_secs();
    let (first, repeat) = (u64::from(bell.first_s), u64::from(bell.repeat_s.max(1)));
    let at = |seconds: u64| since.plus(Duration::from_secs(seconds));
    if waited_s < first {
        // Whoever it rang for has been taken; whoever is left has come since.
        let deed = if rings { Deed::Hush } else { Deed::Nothing };
        return (deed, Some(at(first)));
    }
    let turn = first + (waited_s - first) / repeat * repeat;
    let next = Some(at(turn + repeat));
    // A clock that was set back must not keep it silent.
    if rung_at.is_some_and(|rung| rung >= at(turn) && rung <= now) {
        return (Deed::Nothing, next);
    }
    let level = match waited_s {
        long if long >= u64::from(bell.loudest_s) => 3,
        long if long >= u64::from(bell.louder_s) => 2,
        _ => 1,
    };
    let ring = Ring {
        waiting: u32::try_from(counted.len()).unwrap_or(u32::MAX),
        longest_s: waited_s,
        level,
    };
    (Deed::Ring(ring), next)
}

/// How far the bell has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct State {
    rung_at: Option<Timestamp>,
    rings: bool,
    told: Option<EventId>,
}

impl Setting for State {
    const KEY: &'static str = "bell_state";
}

/// The queues it rings for alone; none: all. A choice of which nothing is in use any more is none: it would be silent for
/// ever, and nobody would know.
fn chosen<'bell>(reader: &Reader<'_>, bell: &'bell Bell) -> Result<&'bell [QueueId], DbError> {
    if bell.queues.is_empty() {
        return Ok(&[]);
    }
    let in_use: Vec<QueueId> =
        reader.list("select id from queue where retired_at is null", [], |row| {
            row.get(0)
        })?;
    let is_any_left = bell.queues.iter().any(|queue| in_use.contains(queue));
    Ok(if is_any_left { &bell.queues } else { &[] })
}

/// Everybody who waits in a queue it rings for. Second: when one of the closed queues opens.
fn who_waits(
    reader: &Reader<'_>,
    bell: &Bell,
) -> Result<(Vec<Waiting>, Option<Timestamp>), DbError> {
    let rows: Vec<(QueueId, Timestamp)> = reader.list(
        "select queue_id, waiting_since from conversation
         where state = 'waiting' and waiting_since is not null order by queue_id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let chosen = chosen(reader, bell)?;
    let mut waiting = Vec::new();
    let mut opens: Option<Timestamp> = None;
    let mut last: Option<(QueueId, bool)> = None;
    for (queue, since) in rows {
        if !chosen.is_empty() && !chosen.contains(&queue) {
            continue;
        }
        let is_open = match last {
            Some((same, is_open)) if same == queue => is_open,
            _ => {
                let calendar = hours::of_queue(reader, queue)?.map(|hours| hours.calendar());
                let is_open = calendar
                    .as_ref()
                    .is_none_or(|calendar| calendar.is_open(reader.now));
                if let (false, Some(calendar)) = (is_open, calendar)
                    && let Some(at) = calendar.opens(reader.now)
                {
                    opens = Some(opens.map_or(at, |sooner| sooner.min(at)));
                }
                is_open
            }
        };
        last = Some((queue, is_open));
        waiting.push(Waiting { since, is_open });
    }
    Ok((waiting, opens))
}

/// What is to be done, and by what it was found.
struct Plan {
    bell: Bell,
    state: State,
    deed: Deed,
    next: Option<Timestamp>,
    told: Option<EventId>,
}

fn plan(reader: &Reader<'_>) -> Result<Plan, DbError> {
    let bell: Bell = setting::get(reader)?;
    let state: State = setting::get(reader)?;
    let newest = newest_trouble(reader)?.filter(|(_, event)| Some(*event) > state.told);
    if let Some((kind, event)) = newest {
        let deed = match bell.is_on() {
            true => Deed::Trouble(kind.word().to_owned()),
            false => Deed::Nothing,
        };
        return Ok(Plan {
            bell,
            state,
            deed,
            next: Some(reader.now),
            told: Some(event),
        });
    }
    let (waiting, opens) = match bell.is_on() || state.rings {
        true => who_waits(reader, &bell)?,
        false => (Vec::new(), None),
    };
    let (deed, next) = decide(&bell, &waiting, state.rung_at, state.rings, reader.now);
    let next = match (next, opens) {
        (Some(next), Some(opens)) => Some(next.min(opens)),
        (next, opens) => next.or(opens.filter(|_| bell.is_on())),
    };
    Ok(Plan {
        bell,
        state,
        deed,
        next,
        told: None,
    })
}

/// The bell's own failure is not told by the bell.
fn newest_trouble(reader: &Reader<'_>) -> Result<Option<(trouble::Kind, EventId)>, DbError> {
    reader.find(
        "select kind, event_id from trouble where kind <> ?1 order by event_id desc limit 1",
        [trouble::Kind::Bell],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whether [`take`] would change anything: most events concern no bell.
pub fn is_due(reader: &Reader<'_>) -> Result<bool, DbError> {
    let Plan {
        deed, next, told, ..
    } = plan(reader)?;
    let set: Option<Timestamp> = reader.find(
        "select due_at from timer where kind = ?1",
        [Due::Bell],
        |row| row.get(0),
    )?;
    Ok(deed != Deed::Nothing || told.is_some() || set != next)
}

/// Whether what was rung for still stands: if not, what rings stops at once.
pub fn still_rings(reader: &Reader<'_>) -> Result<bool, DbError> {
    Ok(!matches!(plan(reader)?.deed, Deed::Hush))
}

/// What is to be done now; it counts as done from here on, and the next deadline is stored.
pub fn take(tx: &mut Tx<'_>) -> Result<(Bell, Deed), DbError> {
    let Plan {
        bell,
        state: before,
        deed,
        next,
        told,
    } = plan(tx)?;
    let mut state = before;
    match deed {
        Deed::Ring(_) => {
            state.rung_at = Some(tx.now);
            state.rings = true;
        }
        Deed::Hush => state.rings = false,
        Deed::Nothing | Deed::Trouble(_) => {}
    }
    state.told = told.or(state.told);
    if state != before {
        setting::put(tx, &state)?;
    }
    match next {
        Some(at) => timer::set(tx, Due::Bell, 0, at)?,
        None => timer::cancel(tx, Due::Bell, 0)?,
    }
    Ok((bell, deed))
}

/// How something that the bell did went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Went {
    /// It ended well.
    Well,
    /// It ended with this exit status; none: by a signal.
    Badly(Option<i32>),
    /// There is none: no player on this machine, or no command named.
    Missing,
    /// It could not be started.
    NotStarted,
    /// It took too long and was ended.
    TooLong,
    /// Nobody waited any more, so it was ended.
    Hushed,
}

/// One thing the bell did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How it went.
    pub went: Went,
    /// The program.
    pub program: String,
    /// The last of what it said, or why it could not be started.
    pub said: String,
}

impl Outcome {
    /// Whether somebody must look after it.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        !matches!(self.went, Went::Well | Went::Hushed)
    }
}

/// The last time it did something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Last {
    /// When; `None`: never.
    pub at: Option<Timestamp>,
    /// `ring`, `silent`, `trouble` or `test`.
    pub occasion: String,
    /// What the sound did, if it was to be played.
    pub sound: Option<Outcome>,
    /// What the command did, if it was to be run.
    pub command: Option<Outcome>,
}

impl Setting for Last {
    const KEY: &'static str = "bell_last";
}

/// Keeps how it went; what failed is a trouble until it goes well again.
pub fn ran(tx: &mut Tx<'_>, last: &Last) -> Result<(), DbError> {
    let last = Last {
        at: Some(tx.now),
        ..last.clone()
    };
    setting::put(tx, &last)?;
    for (subject, outcome) in [("sound", &last.sound), ("command", &last.command)] {
        match outcome {
            // Who tests sees what happens.
            Some(bad) if bad.is_bad() && last.occasion == "test" => {}
            Some(bad) if bad.is_bad() => {
                let how = match bad.went {
                    Went::Badly(Some(status)) => {
                        format!("{} → {status}. {}", bad.program, bad.said)
                    }
                    _ => format!("{} {}", bad.program, bad.said),
                };
                trouble::raise(tx, trouble::Kind::Bell, subject, how.trim())?;
            }
            Some(_) => trouble::clear(tx, trouble::Kind::Bell, subject)?,
            None => {}
        }
    }
    Ok(())
}

/// Changes how it is set. What is switched off has no trouble any more.
pub fn change(tx: &mut Tx<'_>, bell: &Bell) -> Result<(), DbError> {
    setting::put(tx, bell)?;
    for (subject, is_on) in [("sound", bell.sound), ("command", bell.command)] {
        if !is_on {
            trouble::clear(tx, trouble::Kind::Bell, subject)?;
        }
    }
    tx.announce(Look);
    Ok(())
}

#[cfg(test)]
mod tests;
