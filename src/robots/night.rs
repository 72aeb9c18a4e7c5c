//! What is done in the quiet hour of the night: the house backs itself up, and looks at itself (O7, R59).
//!
//! Whether it is due is told by what is remembered of the last time, so that a night in the dark is made up soon after
//! the start, and a house in which nothing is due is not written to.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::anyhow;
use tokio::sync::Notify;

use crate::{
    base::{id::ContentId, time::Timestamp},
    db::{Db, DbError, Reader},
    desk::{
        audit::Origin,
        backup::{self, Plan},
        self_check::{self, Difference, Part},
    },
    ops::{
        self,
        ledger::{self, Checked, Failed},
        works::Works,
    },
};

/// A house that has just opened has other things to do first.
const AFTER_START: Duration = Duration::from_secs(120);

/// How often it looks whether something is due.
const ROUND: Duration = Duration::from_secs(60);

/// A backup that came to nothing is tried again after so long: the disk may be plugged in by then.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// Bytes of files that are read in one night …
const FILES_A_NIGHT: u64 = 256 * 1024 * 1024;
/// … and in one question.
const FILES_AT_ONCE: u64 = 8 * 1024 * 1024;

/// What the night goes by.
pub struct Night {
    /// The folder that holds everything.
    pub data: PathBuf,
    /// What pages see of it.
    pub works: Arc<Works>,
}

/// Works for ever. `poke` rouses it: somebody asked, or a clock held by hand was moved.
pub async fn run(db: Db, night: Night, poke: Arc<Notify>) {
    rest(&db, AFTER_START, &poke).await;
    loop {
        match look(&db, &night).await {
            // The writer has told why, once.
            Ok(()) | Err(DbError::Storage(_)) => {}
            Err(error) => tracing::error!(%error, "the work of the night could not be done"),
        }
        rest(&db, ROUND, &poke).await;
    }
}

async fn rest(db: &Db, time: Duration, poke: &Notify) {
    tokio::select! {
        () = tokio::time::sleep(time), if !db.clock().is_by_hand() => {}
        () = poke.notified() => {}
    }
}

async fn look(db: &Db, night: &Night) -> Result<(), DbError> {
    let plan = db.read::<_, DbError>(backup::plan).await?;
    let now = db.clock().now();
    let made = ledger::newest_backup(&night.data);
    let failed = ledger::read::<Failed>(&night.data).map(|failed| failed.at);
    let asked = night.works.asked();
    if asked.is_some() || is_due(&plan, made, failed, now) {
        let outcome = back_up(db, night, &plan, now, asked.unwrap_or_default()).await;
        night.works.end();
        outcome?;
    }
    let checked: Option<Checked> = ledger::read(&night.data);
    if plan.is_due(checked.as_ref().map(|checked| checked.at), now) {
        let checked = check(db, checked.unwrap_or_default(), now).await?;
        ledger::write(&night.data, &checked);
    }
    Ok(())
}

fn is_due(plan: &Plan, made: Option<Timestamp>, failed: Option<Timestamp>, now: Timestamp) -> bool {
    if !plan.schedule.on {
        return false;
    }
    // What failed in the future failed by a clock that has been set back.
    match failed.filter(|failed| *failed <= now) {
        Some(failed) if made.is_none_or(|made| made < failed) => now.since(failed) >= AGAIN,
        _ => plan.is_due(made, now),
    }
}

async fn back_up(
    db: &Db,
    night: &Night,
    plan: &Plan,
    now: Timestamp,
    who: Origin,
) -> Result<(), DbError> {
    let Some(pace) = night.works.begin() else {
        return Ok(());
    };
    let (file, data, by) = (db.clone(), night.data.clone(), plan.clone());
    let watched = pace.clone();
    let outcome = tokio::task::spawn_blocking(move || {
        ops::backup::make_own(&file, &data, &by, now, &watched)
    })
    .await
    .unwrap_or_else(|failure| Err(anyhow!("it ended in the middle: {failure}")));
    match outcome {
        Ok(made) => {
            tracing::info!(path = %made.path.display(), size = made.size, "a backup was made");
            let name = made.path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            db.write::<_, DbError>(move |tx| backup::was_made(tx, &who, &name))
                .await
        }
        // The next start makes it up.
        Err(_) if pace.is_stopped() => Ok(()),
        Err(error) => {
            let why = format!("{error:#}");
            tracing::warn!(%why, "a backup came to nothing");
            let failed = Failed {
                at: now,
                why: why.clone(),
            };
            ledger::write(&night.data, &failed);
            db.write::<_, DbError>(move |tx| backup::has_failed(tx, &why))
                .await
        }
    }
}

/// How far a round through something has come that takes more than one night.
#[derive(Debug, Default)]
struct Round {
    found: Vec<String>,
}

impl Round {
    /// What is to be told after some more was looked at: what this round found, or what is told already while it has found
    /// nothing and is not at its end.
    fn tell(
        &mut self,
        part: Part,
        more: Vec<String>,
        is_over: bool,
        known: Option<Difference>,
    ) -> Option<Difference> {
        self.found.extend(more);
        let told = match Difference::of(part, &self.found) {
            None if !is_over => known,
            found => found,
        };
        if is_over {
            self.found.clear();
        }
        told
    }
}

async fn check(db: &Db, before: Checked, now: Timestamp) -> Result<Checked, DbError> {
    let night = now.0 / 86_400_000;
    let mut checked = Checked { at: now, ..before };
    let mut found = Vec::new();
    let waiting = gently(db, self_check::waiting).await?;
    found.push((Part::Waiting, waiting));
    let index = gently(db, move |reader| self_check::index(reader, night)).await?;
    found.push((Part::Index, index));

    // The newest days each night, and some of the older ones.
    let (newest, older) = gently(db, |reader| self_check::sums(reader, None)).await?;
    let mut days = newest;
    let last = checked.days_left.or(older);
    checked.days_left = None;
    if let Some(last) = last {
        let (more, left) = gently(db, move |reader| self_check::sums(reader, Some(last))).await?;
        days.extend(more);
        checked.days_left = left;
    }
    let told = known(db, Part::Sums).await?;
    let mut round = Round {
        found: std::mem::take(&mut checked.days_found),
    };
    let sums = round.tell(Part::Sums, days, checked.days_left.is_none(), told);
    checked.days_found = round.found;
    found.push((Part::Sums, sums));

    let (mut names, mut read) = (Vec::new(), 0);
    loop {
        let after = checked.files_after;
        let (more, last) = gently(db, move |reader| {
            self_check::files(reader, ContentId(after), FILES_AT_ONCE)
        })
        .await?;
        names.extend(more);
        read += FILES_AT_ONCE;
        checked.files_after = last.map_or(0, |last| last.0);
        if checked.files_after == 0 || read >= FILES_A_NIGHT {
            break;
        }
    }
    let told = known(db, Part::Files).await?;
    let mut round = Round {
        found: std::mem::take(&mut checked.files_found),
    };
    let files = round.tell(Part::Files, names, checked.files_after == 0, told);
    checked.files_found = round.found;
    found.push((Part::Files, files));

    checked.differences = found.iter().flat_map(|(_, one)| one).count();
    for (part, difference) in found {
        if let Some(difference) = &difference {
            tracing::warn!(%difference, "the house does not agree with itself");
        }
        // A house that is well is not written to.
        if known(db, part).await? != difference {
            db.write::<_, DbError>(move |tx| self_check::tell(tx, part, difference.as_ref()))
                .await?;
        }
    }
    Ok(checked)
}

async fn known(db: &Db, part: Part) -> Result<Option<Difference>, DbError> {
    db.read::<_, DbError>(move |reader| self_check::told(reader, part))
        .await
}

/// Asks, and then rests as long as the answer took.
async fn gently<T: Send + 'static>(
    db: &Db,
    question: impl FnOnce(&Reader<'_>) -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    let begun = Instant::now();
    let answer = db.read(question).await;
    tokio::time::sleep(begun.elapsed()).await;
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{backup::Schedule, hours::zone};

    #[test]
    fn what_came_to_nothing_is_tried_again_within_the_hour() {
        let hour = 60 * 60 * 1000;
        let at = |hours: i64| Timestamp(hours * hour);
        let plan = |on: bool| Plan {
            schedule: Schedule {
                on,
                ..Schedule::default()
            },
            zone: zone::find("UTC").unwrap(),
            since: Some(at(0)),
        };
        // The quiet hour is at three: hour 27 is that of the second day.
        for (on, made, failed, now, expected) in [
            (true, None, None, 4, true),
            (false, None, None, 4, false),
            (true, Some(4), None, 5, false),
            (true, Some(4), Some(27), 27, false),
            (true, Some(4), Some(27), 28, true),
            (true, Some(28), Some(27), 29, false),
            (true, None, Some(27), 28, true),
            (false, None, Some(27), 28, false),
            // By a clock that was ahead by years.
            (true, Some(4), Some(90_000), 28, true),
            (true, None, Some(90_000), 28, true),
            (true, Some(28), Some(90_000), 29, false),
        ] {
            let due = is_due(&plan(on), made.map(at), failed.map(at), at(now));
            assert_eq!(due, expected, "{made:?} {failed:?} {now}");
        }
    }

    #[test]
    fn what_was_found_is_told_until_a_whole_round_finds_nothing() {
        let mut round = Round::default();
        let known = |count: usize| {
            Some(Difference {
                part: Part::Files,
                count,
                example: "plan.pdf".to_owned(),
            })
        };
        let mut tell = |more: &[&str], is_over, known| {
            let more = more.iter().map(|name| (*name).to_owned()).collect();
            round.tell(Part::Files, more, is_over, known)
        };
        assert_eq!(tell(&["plan.pdf"], false, None), known(1));
        assert_eq!(tell(&["photo.jpg"], true, known(1)), known(2));
        assert_eq!(tell(&[], false, known(2)), known(2));
        assert_eq!(tell(&[], true, known(2)), None);
    }
}
