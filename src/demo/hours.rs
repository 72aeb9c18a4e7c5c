//! The shop's hours and greetings. No queue goes by the hours: a demo is to be seen at any time of day.

use crate::{
    base::time::Timestamp,
    db::{DbError, Tx},
    desk::{
        audit::Origin,
        greeting,
        hours::{
            Exception, Span, Week, day,
            edit::{self, Wanted},
        },
    },
};

/// Writes the hours of the year of `now` into a new house: before its past, whose days are told by its clock.
pub(super) fn write(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), DbError> {
    let origin = Origin::default();
    let mut week = Week::usual();
    week.0[5] = vec![Span::from((10 * 60, 14 * 60))];
    let year = now.rfc3339();
    let year = year.get(..4).unwrap_or("2026");
    let day = |date: &str, name: &str, spans: Vec<Span>| {
        let day = day::read(&format!("{year}-{date}"))?;
        let name = name.to_owned();
        Some(Exception { day, name, spans })
    };
    let days = [
        day(
            "12-24",
            "Christmas Eve",
            vec![Span::from((10 * 60, 13 * 60))],
        ),
        day("12-25", "Christmas", Vec::new()),
        day("12-26", "Christmas", Vec::new()),
    ];
    let wanted = Wanted {
        name: "Shop hours".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        week,
        exceptions: days.into_iter().flatten().collect(),
        queues: Vec::new(),
    };
    edit::add(tx, &origin, &wanted)
        .map(drop)
        .map_err(|error| DbError::Panicked(error.to_string()))
}

/// Whoever comes from now on is greeted.
pub(super) fn greet(tx: &mut Tx<'_>) -> Result<(), DbError> {
    greeting::edit::use_shipped(tx, &Origin::default())
        .map_err(|error| DbError::Panicked(error.to_string()))
}
