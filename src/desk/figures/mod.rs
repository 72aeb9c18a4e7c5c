//! What a house's work comes to in numbers. Each figure has one definition, which stands beside it here; every
//! screen that shows it means the same.

pub mod today;
pub mod waiting;
pub mod hands;
pub mod period;
pub mod report;
pub mod spread;
pub mod count;
pub mod target;
pub mod daily;
mod basis;
pub mod course;
pub mod sheet;
mod step;
mod uncertain;
mod local;
mod open;
mod fact;
mod cell;

pub use local::LocalTime;

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader},
    desk::hours,
};

/// The present day, as the shop counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// When it began.
    pub from: Timestamp,
}

impl Day {
    /// The day in a time zone. Where a day has no midnight it begins with its first instant.
    #[must_use]
    pub fn of(zone: &jiff::tz::TimeZone, now: Timestamp) -> Self {
        let begun = jiff::Timestamp::from_millisecond(now.0)
            .ok()
            .and_then(|at| at.to_zoned(zone.clone()).start_of_day().ok())
            .map_or(now.0 - now.0.rem_euclid(86_400_000), |start| {
                start.timestamp().as_millisecond()
            });
        Self {
            from: Timestamp(begun),
        }
    }

    /// The day at this moment, in the zone of the house.
    pub fn present(reader: &Reader<'_>) -> Result<Self, DbError> {
        Ok(Self::of(&hours::house_zone(reader)?, reader.now))
    }
}

/// Everything that the wallboard shows, from one moment.
#[derive(Debug, Clone)]
pub struct Board {
    /// When that was.
    pub now: Timestamp,
    /// The day it counts.
    pub day: Day,
    /// Who waits, by queue.
    pub queues: Vec<waiting::Queue>,
    /// Who is at work, and at what.
    pub hands: Vec<hands::Hand>,
    /// How the day went so far.
    pub today: today::Today,
}

/// Reads all of it.
pub fn board(reader: &Reader<'_>) -> Result<Board, DbError> {
    let day = Day::present(reader)?;
    Ok(Board {
        now: reader.now,
        day,
        queues: waiting::by_queue(reader)?,
        hands: hands::all(reader)?,
        today: today::of(reader, day)?,
    })
}

#[cfg(test)]
mod daily_tests;
#[cfg(test)]
mod report_tests;
#[cfg(test)]
mod tests;
