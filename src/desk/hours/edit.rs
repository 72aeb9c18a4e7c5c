//! Adding, changing and retiring hours, and giving them to queues.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Exception, Week, by_id, day, queues,
    week::{self, MOST_SPANS},
    zone,
};
use crate::{
    base::{
        id::{HoursId, QueueId},
        text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        event::{self, About, Kind},
        queue,
    },
};

/// Most days that differ.
pub const MOST_EXCEPTIONS: usize = 400;

/// Most characters of a name.
pub const LONGEST_NAME: usize = 60;

/// Hours as an admin wants them.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The team's name for them.
    pub name: String,
    /// IANA name of the zone.
    pub zone: String,
    /// The usual days.
    pub week: Week,
    /// The others, in any order; several of one day are put together.
    pub exceptions: Vec<Exception>,
    /// The queues that go by them; any other that does so far no longer does.
    pub queues: Vec<QueueId>,
}

/// Why hours stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum HoursError {
    /// A name is needed.
    #[error("a name is needed")]
    NoName,
    /// Others have this name, perhaps retired ones.
    #[error("there are hours of this name already")]
    NameTaken,
    /// There is no such zone.
    #[error("there is no time zone {0:?}")]
    UnknownZone(String),
    /// Spans of this weekday, from Monday as 0, overlap.
    #[error("spans of day {0} of the week overlap")]
    Overlap(usize),
    /// This weekday goes on past midnight into hours of the next.
    #[error("day {0} of the week goes on into the next")]
    RunsIntoNext(usize),
    /// A day has more than [`MOST_SPANS`] spans.
    #[error("a day has more than {MOST_SPANS} spans")]
    TooManySpans,
    /// Spans of this date overlap.
    #[error("spans of {0} overlap")]
    ExceptionOverlap(String),
    /// More than [`MOST_EXCEPTIONS`] days differ.
    #[error("more than {MOST_EXCEPTIONS} days differ")]
    TooManyExceptions,
    /// They were changed since they were shown; their revision now.
    #[error("they were changed meanwhile")]
    Conflict(i64),
    /// Queues of these names go by them.
    #[error("queues go by these hours: {}", .0.join(", "))]
    InUse(Vec<String>),
    /// There are no such hours.
    #[error("there are no such hours")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Adds hours.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, wanted: &Wanted) -> Result<HoursId, HoursError> {
    let checked = checked(tx, None, wanted)?;
    tx.execute(
        "insert into hours (name, zone, week) values (?1, ?2, ?3)",
        (&checked.name, &checked.zone, as_json(&checked.week)),
    )?;
    let id = HoursId(tx.last_insert_id());
    put_exceptions(tx, id, &checked.exceptions)?;
    audit::log_with(tx, origin, "hours_added", &checked.name, &checked.zone)?;
    give(tx, origin, id, &checked.name, &wanted.queues)?;
    Ok(id)
}

/// Changes hours, which were seen in this revision.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: HoursId,
    seen: i64,
    wanted: &Wanted,
) -> Result<(), HoursError> {
    let before = by_id(tx, id)?.ok_or(HoursError::NotFound)?;
    if before.revision != seen {
        return Err(HoursError::Conflict(before.revision));
    }
    let checked = checked(tx, Some(id), wanted)?;
    tx.execute(
        "update hours set name = :name, zone = :zone, week = :week, revision = revision + 1 where id = :id",
        named_params! {
            ":name": checked.name, ":zone": checked.zone, ":week": as_json(&checked.week), ":id": id,
        },
    )?;
    tx.execute("delete from hours_exception where hours_id = ?1", [id])?;
    put_exceptions(tx, id, &checked.exceptions)?;
    let zone = match before.zone == checked.zone {
        true => String::new(),
        false => format!("{} → {}", before.zone, checked.zone),
    };
    audit::log_with(tx, origin, "hours_changed", &checked.name, &zone)?;
    give(tx, origin, id, &checked.name, &wanted.queues)?;
    Ok(())
}

/// Stops offering hours. A queue does not go by hours that nobody sees, so none may go by these.
pub fn retire(tx: &mut Tx<'_>, origin: &Origin, id: HoursId) -> Result<(), HoursError> {
    let hours = by_id(tx, id)?.ok_or(HoursError::NotFound)?;
    let users: Vec<String> = queues(tx)?
        .into_iter()
        .filter(|(_, by)| *by == Some(id))
        .map(|(queue, _)| queue.name)
        .collect();
    if !users.is_empty() {
        return Err(HoursError::InUse(users));
    }
    let now = tx.now;
    let retired = tx.execute(
        "update hours set retired_at = ?2 where id = ?1 and retired_at is null",
        (id, now),
    )?;
    if retired > 0 {
        audit::log(tx, origin, "hours_retired", &hours.name)?;
    }
    Ok(())
}

/// Offers retired hours again.
pub fn restore(tx: &mut Tx<'_>, origin: &Origin, id: HoursId) -> Result<(), HoursError> {
    let hours = by_id(tx, id)?.ok_or(HoursError::NotFound)?;
    let restored = tx.execute(
        "update hours set retired_at = null where id = ?1 and retired_at is not null",
        [id],
    )?;
    if restored > 0 {
        audit::log(tx, origin, "hours_restored", &hours.name)?;
    }
    Ok(())
}

/// Makes these queues and no others go by the hours. Of each that does or did it is told: the bell rings by them.
fn give(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: HoursId,
    name: &str,
    wanted: &[QueueId],
) -> Result<(), DbError> {
    for (queue, by) in queues(tx)? {
        let (goes, shall) = (by == Some(id), wanted.contains(&queue.id));
        if goes || shall {
            let data = serde_json::json!({ "queue_id": queue.id });
            event::record(tx, Kind::Queue, About::default(), &data)?;
        }
        if goes == shall {
            continue;
        }
        let mut policy = queue::policy(tx, queue.id)?;
        policy.hours = shall.then_some(id);
        queue::set_policy(tx, queue.id, &policy)?;
        match shall {
            true => audit::log_with(tx, origin, "queue_hours_given", &queue.name, name)?,
            false => audit::log_with(tx, origin, "queue_hours_taken", &queue.name, name)?,
        }
    }
    Ok(())
}

fn put_exceptions(tx: &mut Tx<'_>, id: HoursId, exceptions: &[Exception]) -> Result<(), DbError> {
    for exception in exceptions {
        tx.execute(
            "insert into hours_exception (hours_id, day, name, spans) values (:hours, :day, :name, :spans)",
            named_params! {
                ":hours": id, ":day": day::write(exception.day), ":name": exception.name,
                ":spans": as_json(&exception.spans),
            },
        )?;
    }
    Ok(())
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("spans are plain data")
}

fn checked(
    reader: &Reader<'_>,
    id: Option<HoursId>,
    wanted: &Wanted,
) -> Result<Wanted, HoursError> {
    let name = text::clean_line(&wanted.name, LONGEST_NAME);
    if name.is_empty() {
        return Err(HoursError::NoName);
    }
    let lower = name.to_lowercase();
    let is_taken = super::all(reader)?
        .iter()
        .any(|other| Some(other.id) != id && other.name.to_lowercase() == lower);
    if is_taken {
        return Err(HoursError::NameTaken);
    }
    let unknown = || HoursError::UnknownZone(wanted.zone.clone());
    let zone = zone::find(wanted.zone.trim()).ok_or_else(unknown)?;
    Ok(Wanted {
        name,
        zone: zone::name_of(&zone).to_owned(),
        week: checked_week(&wanted.week)?,
        exceptions: checked_exceptions(&wanted.exceptions)?,
        queues: Vec::new(),
    })
}

fn checked_week(wanted: &Week) -> Result<Week, HoursError> {
    let mut week = Week::default();
    for (day, spans) in wanted.0.iter().enumerate() {
        if spans.len() > MOST_SPANS {
            return Err(HoursError::TooManySpans);
        }
        week.0[day] = week::sorted(spans.clone()).map_err(|_| HoursError::Overlap(day))?;
    }
    match week.runs_into_next() {
        Some(day) => Err(HoursError::RunsIntoNext(day)),
        None => Ok(week),
    }
}

/// One for each day, in their order.
fn checked_exceptions(wanted: &[Exception]) -> Result<Vec<Exception>, HoursError> {
    let mut days: BTreeMap<Date, Exception> = BTreeMap::new();
    for exception in wanted {
        let name = text::clean_line(&exception.name, LONGEST_NAME);
        let day = days.entry(exception.day).or_insert_with(|| Exception {
            name: String::new(),
            spans: Vec::new(),
            day: exception.day,
        });
        if day.name.is_empty() {
            day.name = name;
        }
        day.spans.extend(&exception.spans);
    }
    if days.len() > MOST_EXCEPTIONS {
        return Err(HoursError::TooManyExceptions);
    }
    let mut checked = Vec::with_capacity(days.len());
    for mut day in days.into_values() {
        if day.spans.len() > MOST_SPANS {
            return Err(HoursError::TooManySpans);
        }
        let overlap = |_| HoursError::ExceptionOverlap(day::write(day.day));
        day.spans = week::sorted(day.spans.clone()).map_err(overlap)?;
        checked.push(day);
    }
    Ok(checked)
}
