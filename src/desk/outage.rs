//! When the house was closed (O11), and what its clock did (BEHAVIOUR 2).

use std::time::Duration;

use serde::Serialize;

use crate::{
    base::{id::EventId, time::Timestamp},
    db::{DbError, Reader, Tx},
    desk::{
        event::{self, About, Kind},
        trouble,
    },
    stored_as_word,
};

/// Why it was dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It was closed properly.
    Closed,
    /// It ended without being closed: a power cut, a crash, a kill.
    Crash,
    /// The machine slept.
    Asleep,
}

stored_as_word!(Cause {
    Closed = "closed",
    Crash = "crash",
    Asleep = "asleep",
});

/// A stretch in which nobody could write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub cause: Cause,
}

/// More than this between two clocks is told (BEHAVIOUR 2).
pub const TOLERANCE: Duration = Duration::from_secs(60);

/// A jumped clock is shown for so long.
const SHOWN: Duration = Duration::from_secs(24 * 60 * 60);

/// The last sign of life, as it is kept beside the file: `1763700000000` or `1763700000000 closed`.
#[must_use]
pub fn read_sign(text: &str) -> Option<(Timestamp, Cause)> {
    let mut words = text.split_whitespace();
    let at = Timestamp(words.next()?.parse().ok()?);
    let cause = match words.next() {
        Some(_) => Cause::Closed,
        None => Cause::Crash,
    };
    Some((at, cause))
}

/// What happened between two looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passed {
    /// By how many seconds the clock was set forward, or back.
    pub jump_s: Option<i64>,
    /// How long the machine slept.
    pub slept: Option<Duration>,
}

/// By what three clocks say has passed: the one on the wall in milliseconds, which may go back; one that runs
/// on while the machine sleeps, where there is such a one; one that stands still then.
#[must_use]
pub fn judge(wall_ms: i64, running: Option<Duration>, awake: Duration) -> Passed {
    let millis = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    let limit = millis(TOLERANCE);
    // Without the second clock, time that is missing was slept: that happens every day.
    let running = running.unwrap_or_else(|| {
        let wall = u64::try_from(wall_ms).map_or(Duration::ZERO, Duration::from_millis);
        wall.max(awake)
    });
    let jump = wall_ms.saturating_sub(millis(running));
    let slept = running.saturating_sub(awake);
    Passed {
        jump_s: (jump.abs() > limit).then_some(jump / 1000),
        slept: (slept > TOLERANCE).then_some(slept),
    }
}

/// Writes down a stretch in the dark, and answers its number. One that ends before it begins tells of a clock and not
/// of an outage.
pub(super) fn record(tx: &mut Tx<'_>, outage: Outage) -> Result<Option<i64>, DbError> {
    if outage.until <= outage.from {
        return Ok(None);
    }
    tx.execute(
        "insert into outage (from_at, until_at, cause) values (?1, ?2, ?3)",
        (outage.from, outage.until, outage.cause),
    )?;
    Ok(Some(tx.last_insert_id()))
}

#[derive(Serialize)]
struct Jumped {
    what: &'static str,
    seconds: i64,
}

/// The clock jumped: an event, and a trouble for a day.
pub fn jumped(tx: &mut Tx<'_>, seconds: i64) -> Result<(), DbError> {
    let told = Jumped {
        what: "clock_jumped",
        seconds,
    };
    event::record(tx, Kind::House, About::default(), &told)?;
    trouble::raise(tx, trouble::Kind::Clock, "", &seconds.to_string())
}

/// When the clock jumped, by the clock after it, and by how many seconds it went forward, or back; as they came to be known.
pub fn jumps(reader: &Reader<'_>) -> Result<Vec<(Timestamp, i64)>, DbError> {
    reader.list(
        "select at, data ->> '$.seconds' from event indexed by event_house
         where kind = 'house' and data ->> '$.what' = 'clock_jumped' order by id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// By how many seconds the clock jumped since an event, as far as the house came to know.
pub fn jumps_since(reader: &Reader<'_>, seen: EventId) -> Result<Vec<i64>, DbError> {
    reader.list(
        "select data ->> '$.seconds' from event indexed by event_house
         where kind = 'house' and data ->> '$.what' = 'clock_jumped' and id > ?1 order by id",
        [seen],
        |row| row.get(0),
    )
}

/// Whether a jump was long enough ago.
pub fn forgets_jump(reader: &Reader<'_>) -> Result<bool, DbError> {
    let before = reader.now.minus(SHOWN);
    reader.exists(
        "select 1 from trouble where kind = ?1 and (since < ?2 or since > ?3)",
        (trouble::Kind::Clock, before, reader.now),
    )
}

/// The newest stretches first.
pub fn newest(reader: &Reader<'_>, limit: usize) -> Result<Vec<Outage>, DbError> {
    reader.list(
        "select from_at, until_at, cause from outage order by id desc limit ?1",
        [limit],
        |row| {
            Ok(Outage {
                from: row.get(0)?,
                until: row.get(1)?,
                cause: row.get(2)?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_disagree_tell_of_a_jump_or_of_sleep() {
        let secs = Duration::from_secs;
        for (wall_s, running, awake, jump_s, slept) in [
            (60, Some(60), 60, None, None),
            (100, Some(60), 60, None, None),
            (3660, Some(60), 60, Some(3600), None),
            (-3540, Some(60), 60, Some(-3600), None),
            (3660, Some(3660), 60, None, Some(3600)),
            // Slept an hour, and was set back by two meanwhile.
            (-3540, Some(3660), 60, Some(-7200), Some(3600)),
            (3660, None, 60, None, Some(3600)),
            (-3540, None, 60, Some(-3600), None),
            (60, None, 60, None, None),
        ] {
            let passed = judge(wall_s * 1000, running.map(secs), secs(awake));
            let slept = slept.map(secs);
            assert_eq!(
                passed,
                Passed { jump_s, slept },
                "{wall_s} {running:?} {awake}"
            );
        }
    }

    #[test]
    fn the_last_sign_of_life_says_how_it_ended() {
        let at = Timestamp(17);
        for (text, expected) in [
            ("17", Some((at, Cause::Crash))),
            ("17 closed\n", Some((at, Cause::Closed))),
            ("", None),
            ("\0\0\0", None),
        ] {
            assert_eq!(read_sign(text), expected, "{text:?}");
        }
    }
}
