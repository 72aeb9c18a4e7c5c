//! When, where, and how many.

use std::{borrow::Cow, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{HERE, Open, refused};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        backup::{self, Keep, MOST_KEPT, Schedule},
        setting,
    },
    ops::shelf::{PlaceError, Shelf},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::Wrong,
        log::size,
        meanwhile,
        request::{AsAdmin, Ask},
    },
};

/// Longest path that is taken: longer ones no system knows.
pub(super) const LONGEST_PATH: usize = 1_000;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) on: Option<String>,
    pub(super) time: String,
    pub(super) folder: String,
    pub(super) daily: String,
    pub(super) weekly: String,
    pub(super) monthly: String,
}

impl Typed {
    pub(super) fn of(schedule: &Schedule) -> Self {
        Self {
            on: schedule.on.then(|| "on".to_owned()),
            time: format!("{:02}:{:02}", schedule.hour, schedule.minute),
            folder: schedule.folder.clone(),
            daily: schedule.keep.daily.to_string(),
            weekly: schedule.keep.weekly.to_string(),
            monthly: schedule.keep.monthly.to_string(),
        }
    }

    /// What is meant, but for whether the folder can be used.
    fn read(&self, lang: Lang) -> Result<Schedule, Wrong> {
        let mut wrong = Wrong::default();
        let time = read_time(&self.time);
        if time.is_none() {
            wrong.add("time", t!(lang, "backup-time-wrong"));
        }
        let mut count = |name: &'static str, typed: &str| {
            let count = typed
                .trim()
                .parse()
                .ok()
                .filter(|count| *count <= MOST_KEPT);
            if count.is_none() {
                let most = i64::from(MOST_KEPT);
                wrong.add(name, t!(lang, "backup-keep-wrong", most = most));
            }
            count.unwrap_or_default()
        };
        let keep = Keep {
            daily: count("daily", &self.daily),
            weekly: count("weekly", &self.weekly),
            monthly: count("monthly", &self.monthly),
        };
        let folder = self.folder.trim();
        if folder.chars().count() > LONGEST_PATH || folder.contains(char::is_control) {
            wrong.add("folder", t!(lang, "place-relative", example = EXAMPLE));
        }
        match time {
            Some((hour, minute)) if wrong.is_empty() => Ok(Schedule {
                on: self.on.is_some(),
                hour,
                minute,
                folder: folder.to_owned(),
                mark: String::new(),
                keep,
            }),
            _ => Err(wrong),
        }
    }
}

/// A path as people type it here.
pub(super) const EXAMPLE: &str = if cfg!(windows) {
    r"E:\Shopbell"
} else {
    "/media/usb/shopbell"
};

/// Hour and minute, as browsers send them; some add seconds.
fn read_time(text: &str) -> Option<(i8, i8)> {
    let mut parts = text.trim().split(':').map(str::parse::<i8>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let before: Schedule = ask.house.db.read::<_, DbError>(setting::get).await?;
    // Who changes the time does not bring back the folder that a colleague has just left.
    let typed = meanwhile::form(&mut ask, &Typed::of(&before)).await?;
    let lang = admin.lang;
    let mut wanted = match typed.read(lang) {
        Ok(wanted) => wanted,
        Err(wrong) => return refused(&ask, &admin, Some(&typed), &wrong, Open::Nothing).await,
    };
    match mark_of(&ask, &wanted, before).await? {
        Ok(mark) => wanted.mark = mark,
        Err(why) => {
            let wrong = Wrong::at("folder", why_not(lang, why));
            return refused(&ask, &admin, Some(&typed), &wrong, Open::Nothing).await;
        }
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| backup::set(tx, &origin, &wanted))
        .await?;
    see_other(&format!("{HERE}?saved=backups"))
}

/// By what the folder is known again. One that is new, or is not there, is tried out.
async fn mark_of(
    ask: &Ask,
    wanted: &Schedule,
    before: Schedule,
) -> Result<Result<String, PlaceError>, Refusal> {
    if wanted.folder.is_empty() {
        return Ok(Ok(String::new()));
    }
    let (folder, file) = (
        PathBuf::from(&wanted.folder),
        ask.house.db.path().to_owned(),
    );
    let data = ask.house.config.data.clone();
    let is_the_same = wanted.folder == before.folder;
    tokio::task::spawn_blocking(move || {
        if is_the_same && Shelf::of(&before, &data).is_there().is_ok() {
            return Ok(before.mark);
        }
        let needed = std::fs::metadata(file).map_or(0, |file| file.len());
        Shelf::choose(&folder, needed)
    })
    .await
    .map_err(|_| Refusal::new(http::StatusCode::INTERNAL_SERVER_ERROR, "internal"))
}

fn why_not(lang: Lang, why: PlaceError) -> Cow<'static, str> {
    match why {
        PlaceError::Relative(_) => t!(lang, "place-relative", example = EXAMPLE),
        PlaceError::Missing(path) | PlaceError::Gone(path) => {
            t!(lang, "place-missing", path = &path.display().to_string())
        }
        PlaceError::NoFolder(_) => t!(lang, "place-no-folder"),
        PlaceError::Refused { reason, .. } => t!(lang, "place-refused", reason = &reason),
        PlaceError::Unfaithful(_) => t!(lang, "place-unfaithful"),
        PlaceError::Full {
            needed, available, ..
        } => t!(
            lang,
            "place-full",
            needed = &size(lang, needed),
            available = &size(lang, available)
        ),
    }
    .into_owned()
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_browsers_send_them() {
        for (text, expected) in [
            ("03:00", Some((3, 0))),
            ("23:59", Some((23, 59))),
            ("3:05", Some((3, 5))),
            ("03:00:30", Some((3, 0))),
            ("24:00", None),
            ("03:60", None),
            ("-1:00", None),
            ("03", None),
            ("three", None),
            ("", None),
        ] {
            assert_eq!(read_time(text), expected, "{text:?}");
        }
    }
}
