//! Looks each night whether what the house keeps beside its messages agrees with them (R59), and tells the admins where it does
//! not. What is found is told and left alone: a counter that is wrong is the sign of something that went wrong.

use std::time::Duration;

use crate::{
    base::time::Timestamp,
    db::{Db, DbError},
    desk::{
        hours::{self, day},
        recount::{self, Differences},
        trouble::{self, Kind},
    },
};

/// It is looked at the clock this often; a house that was just opened has other things to do first.
const LOOK: Duration = Duration::from_secs(600);
/// The night, by the clock on the house's wall.
const NIGHT: std::ops::Range<i8> = 2..6;
/// After a night that was slept through it does not wait for the next.
const LATE: Duration = Duration::from_secs(36 * 3_600);

/// Looks for ever.
pub async fn run(db: Db) {
    let mut last = db.clock().now();
    loop {
        tokio::time::sleep(LOOK).await;
        if db.clock().is_by_hand() {
            continue;
        }
        let now = db.clock().now();
        let hour = db.read::<_, DbError>(move |reader| {
            let zone = hours::house_zone(reader)?;
            Ok(day::hour(now, &zone))
        });
        let is_time = hour.await.is_ok_and(|hour| is_time(hour, last, now));
        if !is_time {
            continue;
        }
        last = now;
        match look(&db).await {
            // The writer has told why, once.
            Ok(()) | Err(DbError::Storage(_)) => {}
            Err(error) => tracing::warn!(%error, "the file could not be looked through tonight"),
        }
    }
}

/// Whether it is night and the last look was another's, or was missed.
fn is_time(hour: i8, last: Timestamp, now: Timestamp) -> bool {
    let passed = now.since(last);
    NIGHT.contains(&hour) && passed > Duration::from_secs(12 * 3_600) || passed > LATE
}

/// Looks once. Nothing is written unless it is news.
pub async fn look(db: &Db) -> Result<(), DbError> {
    let mut found = Differences::default();
    for part in recount::PARTS {
        // One by one, so that none keeps a reader for long.
        found = db
            .read::<_, DbError>(move |reader| {
                let mut more = found;
                part(reader, &mut more)?;
                Ok(more)
            })
            .await?;
    }
    let words = found.words();
    let known = db
        .read::<_, DbError>(|reader| trouble::find(reader, Kind::Check, ""))
        .await?;
    match known {
        None if words.is_empty() => Ok(()),
        Some(known) if known == words => Ok(()),
        _ => {
            if !words.is_empty() {
                tracing::warn!(%words, "what stands beside the messages does not agree with them");
            }
            db.write::<_, DbError>(move |tx| match words.as_str() {
                "" => trouble::clear(tx, Kind::Check, ""),
                words => trouble::raise(tx, Kind::Check, "", words),
            })
            .await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_once_a_night() {
        let hours = |hours: u64| Timestamp(0).plus(Duration::from_secs(hours * 3_600));
        for (hour, passed, expected) in [
            (3, 24, true),
            (3, 1, false),
            (12, 24, false),
            // The computer slept all night.
            (9, 37, true),
        ] {
            assert_eq!(
                is_time(hour, hours(0), hours(passed)),
                expected,
                "{hour} {passed}"
            );
        }
    }
}
