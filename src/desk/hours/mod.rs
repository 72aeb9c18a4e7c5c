//! When the shop is open: a week in a time zone, days that differ, and the queues that go by them.

pub mod calendar;
pub mod day;
pub mod edit;
pub mod week;
pub mod zone;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use self::{
    calendar::Calendar,
    week::{Span, Week},
};
use crate::{
    base::id::{HoursId, QueueId},
    db::{DbError, Reader, Row},
    desk::queue::{self, Queue},
};

/// A day that differs, or the first of some that differ alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Its date.
    pub day: Date,
    /// Why, such as `Christmas`; may be empty.
    pub name: String,
    /// When it is open all the same; none: closed.
    pub spans: Vec<Span>,
}

/// Hours that queues may go by.
#[derive(Debug, Clone)]
pub struct Hours {
    /// Their id.
    pub id: HoursId,
    /// The team's name for them.
    pub name: String,
    /// IANA name of the zone in which they are meant.
    pub zone: String,
    /// The usual days.
    pub week: Week,
    /// The others, by date.
    pub exceptions: Vec<Exception>,
    /// Rises with each edit.
    pub revision: i64,
    /// No longer offered.
    pub is_retired: bool,
}

impl Hours {
    /// To reckon with. A zone that there is no more is read as UTC: a shop whose clock is off is still served.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        let zone = zone::find(&self.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let exceptions: BTreeMap<Date, Vec<Span>> = self
            .exceptions
            .iter()
            .map(|exception| (exception.day, exception.spans.clone()))
            .collect();
        Calendar {
            zone,
            week: self.week.clone(),
            exceptions,
        }
    }
}

const COLUMNS: &str = "id, name, zone, week, revision, retired_at is not null";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Hours> {
    Ok(Hours {
        id: row.get(0)?,
        name: row.get(1)?,
        zone: row.get(2)?,
        week: json(row, 3)?,
        exceptions: Vec::new(),
        revision: row.get(4)?,
        is_retired: row.get(5)?,
    })
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| corrupt(column, error))
}

fn corrupt(column: usize, error: impl std::fmt::Display) -> rusqlite::Error {
    let error = error.to_string().into();
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error)
}

fn exceptions(reader: &Reader<'_>, hours: HoursId) -> Result<Vec<Exception>, DbError> {
    reader.list(
        "select day, name, spans from hours_exception where hours_id = ?1 order by day",
        [hours],
        |row| {
            let day: String = row.get(0)?;
            Ok(Exception {
                day: day::read(&day).ok_or_else(|| corrupt(0, "no date"))?,
                name: row.get(1)?,
                spans: json(row, 2)?,
            })
        },
    )
}

/// Hours by id, retired or not.
pub fn by_id(reader: &Reader<'_>, id: HoursId) -> Result<Option<Hours>, DbError> {
    let sql = format!("select {COLUMNS} from hours where id = ?1");
    let Some(mut hours) = reader.find(&sql, [id], from_row)? else {
        return Ok(None);
    };
    hours.exceptions = exceptions(reader, id)?;
    Ok(Some(hours))
}

/// All hours by name, the retired ones behind the others.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Hours>, DbError> {
    let sql = format!("select {COLUMNS} from hours order by retired_at is not null, name, id");
    let mut all = reader.list(&sql, [], from_row)?;
    for hours in &mut all {
        hours.exceptions = exceptions(reader, hours.id)?;
    }
    Ok(all)
}

/// The time zone in which the house counts its days: that of the oldest opening hours in use, else UTC. What they are
/// called, and that others are added, does not matter.
pub fn house_zone(reader: &Reader<'_>) -> Result<jiff::tz::TimeZone, DbError> {
    let name: Option<String> = reader.find(
        "select zone from hours where retired_at is null order by id limit 1",
        [],
        |row| row.get(0),
    )?;
    let zone = name.and_then(|name| zone::find(&name));
    Ok(zone.unwrap_or(jiff::tz::TimeZone::UTC))
}

/// What a queue may go by: id and name, by name.
pub fn choices(reader: &Reader<'_>) -> Result<Vec<(HoursId, String)>, DbError> {
    reader.list(
        "select id, name from hours where retired_at is null order by name, id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The hours a queue goes by; `None`: it is open whenever somebody is at the counter.
pub fn of_queue(reader: &Reader<'_>, queue: QueueId) -> Result<Option<Hours>, DbError> {
    match queue::policy(reader, queue)?.hours {
        Some(id) => by_id(reader, id),
        None => Ok(None),
    }
}

/// The queues, each with the hours it goes by.
pub fn queues(reader: &Reader<'_>) -> Result<Vec<(Queue, Option<HoursId>)>, DbError> {
    let mut queues = Vec::new();
    for queue in queue::all(reader)? {
        let hours = queue::policy(reader, queue.id)?.hours;
        queues.push((queue, hours));
    }
    Ok(queues)
}
