//! When the house backs itself up, where to, and which backups it keeps (O7). Knows no disk: what was made and what
//! failed is told to it.

use std::collections::BTreeSet;

use jiff::{ToSpan, Zoned, civil::Time, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        hours,
        setting::{self, Setting},
        team,
        trouble::{self, Kind},
    },
};

/// Which backups stay when a new one has proved itself: the newest of so many days, weeks and months in which there is
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keep {
    /// Days.
    pub daily: u32,
    /// Weeks, which begin on Monday.
    pub weekly: u32,
    /// Months.
    pub monthly: u32,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            daily: 7,
            weekly: 4,
            monthly: 3,
        }
    }
}

/// Most of each that may be kept.
pub const MOST_KEPT: u32 = 366;

/// When and where. A shop that never looks here has backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// Whether the house makes them by itself.
    pub on: bool,
    /// At which hour of the house's clock, 0 to 23 …
    pub hour: i8,
    /// … and minute.
    pub minute: i8,
    /// An absolute path; empty: the folder `backups` among the data.
    pub folder: String,
    /// Names the list that lies in that folder; without it, the folder is not the one that was chosen.
    pub mark: String,
    /// Which stay.
    pub keep: Keep,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            on: true,
            hour: 3,
            minute: 0,
            folder: String::new(),
            mark: String::new(),
            keep: Keep::default(),
        }
    }
}

impl Setting for Schedule {
    const KEY: &'static str = "backups";
}

impl Schedule {
    /// The quiet hour's instant on a day. One that a clock change skips is the next that there is.
    fn on_day(&self, date: jiff::civil::Date, zone: &TimeZone) -> Option<Timestamp> {
        let time = Time::new(self.hour.clamp(0, 23), self.minute.clamp(0, 59), 0, 0).ok()?;
        let at = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
        Some(Timestamp(at.timestamp().as_millisecond()))
    }

    /// When the quiet hour is next, after this instant.
    #[must_use]
    pub fn next(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let today = local(now, zone)?.date();
        (0..=2)
            .filter_map(|days| self.on_day(today.saturating_add(days.days()), zone))
            .find(|at| *at > now)
    }

    /// When it was last, this instant included.
    #[must_use]
    pub fn last(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let today = local(now, zone)?.date();
        (0..=2)
            .filter_map(|days| self.on_day(today.saturating_sub(days.days()), zone))
            .find(|at| *at <= now)
    }
}

fn local(at: Timestamp, zone: &TimeZone) -> Option<Zoned> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    Some(at.to_zoned(zone.clone()))
}

/// All that decides what is done in the quiet hour.
#[derive(Debug, Clone)]
pub struct Plan {
    /// When and where.
    pub schedule: Schedule,
    /// By which clock.
    pub zone: TimeZone,
    /// Since when there is anything to lose; `None`: nobody is on the team yet.
    pub since: Option<Timestamp>,
}

impl Plan {
    /// Whether what is done once in each quiet hour has yet to be done, when it was last tried then. One that was missed
    /// while the house was closed is made up once, however many there were.
    #[must_use]
    pub fn is_due(&self, tried: Option<Timestamp>, now: Timestamp) -> bool {
        let (Some(since), Some(last)) = (self.since, self.schedule.last(&self.zone, now)) else {
            return false;
        };
        // What was tried in the future was tried by a clock that has been set back.
        let tried = tried.filter(|tried| *tried <= now);
        last > tried.map_or(since, |tried| tried.max(since))
    }
}

/// Reads it.
pub fn plan(reader: &Reader<'_>) -> Result<Plan, DbError> {
    Ok(Plan {
        schedule: setting::get(reader)?,
        zone: hours::house_zone(reader)?,
        since: team::first_joined(reader)?,
    })
}

/// Which of these backups stay, by their instants; the newest always does.
#[must_use]
pub fn staying(made: &[Timestamp], keep: Keep, zone: &TimeZone) -> BTreeSet<Timestamp> {
    let mut newest_first = made.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let mut stay: BTreeSet<Timestamp> = newest_first.first().copied().into_iter().collect();
    let day = |at: &Zoned| (at.year(), at.day_of_year());
    let week = |at: &Zoned| {
        let week = at.date().iso_week_date();
        (week.year(), i16::from(week.week()))
    };
    let month = |at: &Zoned| (at.year(), i16::from(at.month()));
    type Span<'a> = (u32, &'a dyn Fn(&Zoned) -> (i16, i16));
    let spans: [Span<'_>; 3] = [
        (keep.daily, &day),
        (keep.weekly, &week),
        (keep.monthly, &month),
    ];
    for (most, span) in spans {
        let mut seen = BTreeSet::new();
        for at in &newest_first {
            let Some(local) = local(*at, zone) else {
                continue;
            };
            if seen.len() < most as usize && seen.insert(span(&local)) {
                stay.insert(*at);
            }
        }
    }
    stay
}

/// Chooses anew. Who did is kept in the log.
pub fn set(tx: &mut Tx<'_>, origin: &Origin, schedule: &Schedule) -> Result<(), DbError> {
    setting::put(tx, schedule)?;
    let subject = match schedule.on {
        true => format!("{:02}:{:02}", schedule.hour, schedule.minute),
        false => "–".to_owned(),
    };
    audit::log_with(tx, origin, "backups_changed", &subject, &schedule.folder)?;
    if !schedule.on {
        trouble::clear(tx, Kind::Backup, trouble::FAILED)?;
    }
    Ok(())
}

/// A backup was made. `origin`: who asked for it, or the house itself.
pub fn was_made(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<(), DbError> {
    trouble::clear(tx, Kind::Backup, trouble::FAILED)?;
    trouble::clear(tx, Kind::Backup, "")?;
    audit::log(tx, origin, "backup_made", name)
}

/// A backup came to nothing, in these words.
pub fn has_failed(tx: &mut Tx<'_>, words: &str) -> Result<(), DbError> {
    trouble::raise(tx, Kind::Backup, trouble::FAILED, words)
}

/// Somebody took a backup away.
pub fn was_taken(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<(), DbError> {
    audit::log(tx, origin, "backup_downloaded", name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    fn zone(name: &str) -> TimeZone {
        hours::zone::find(name).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        let at: jiff::Timestamp = text.parse().unwrap();
        Timestamp(at.as_millisecond())
    }

    #[test]
    fn the_quiet_hour_goes_by_the_clock_of_the_shop() {
        let schedule = Schedule {
            hour: 2,
            minute: 30,
            ..Schedule::default()
        };
        for (name, now, last, next) in [
            (
                "UTC",
                "2026-05-01T02:29:59Z",
                "2026-04-30T02:30:00Z",
                "2026-05-01T02:30:00Z",
            ),
            (
                "UTC",
                "2026-05-01T02:30:00Z",
                "2026-05-01T02:30:00Z",
                "2026-05-02T02:30:00Z",
            ),
            (
                "Asia/Shanghai",
                "2026-05-01T12:00:00Z",
                "2026-04-30T18:30:00Z",
                "2026-05-01T18:30:00Z",
            ),
            // There is no half past two in the night in which clocks go ahead, and two of them in the other.
            (
                "Europe/Berlin",
                "2026-03-29T12:00:00Z",
                "2026-03-29T01:30:00Z",
                "2026-03-30T00:30:00Z",
            ),
            (
                "Europe/Berlin",
                "2026-10-25T12:00:00Z",
                "2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z",
            ),
        ] {
            let zone = zone(name);
            assert_eq!(schedule.last(&zone, at(now)), Some(at(last)), "{now}");
            assert_eq!(schedule.next(&zone, at(now)), Some(at(next)), "{now}");
        }
    }

    #[test]
    fn what_was_missed_is_made_up_once() {
        let plan = |since: Option<&str>| Plan {
            schedule: Schedule::default(),
            zone: TimeZone::UTC,
            since: since.map(at),
        };
        let monday = Some("2026-05-04T09:00:00Z");
        for (since, tried, now, is_due) in [
            // Nobody is there, or came after the last quiet hour.
            (None, None, "2026-05-05T12:00:00Z", false),
            (monday, None, "2026-05-04T12:00:00Z", false),
            (monday, None, "2026-05-05T02:59:59Z", false),
            (monday, None, "2026-05-05T03:00:00Z", true),
            (
                monday,
                Some("2026-05-05T03:00:10Z"),
                "2026-05-05T23:00:00Z",
                false,
            ),
            // One by hand in the evening is not the night's.
            (
                monday,
                Some("2026-05-05T20:00:00Z"),
                "2026-05-06T03:00:00Z",
                true,
            ),
            // A week in the dark.
            (
                monday,
                Some("2026-05-05T03:00:10Z"),
                "2026-05-12T09:00:00Z",
                true,
            ),
            (
                monday,
                Some("2026-05-12T09:02:00Z"),
                "2026-05-12T09:03:00Z",
                false,
            ),
            // The clock was years ahead once.
            (
                monday,
                Some("2031-01-01T00:00:00Z"),
                "2026-05-06T03:00:00Z",
                true,
            ),
        ] {
            let found = plan(since).is_due(tried.map(at), at(now));
            assert_eq!(found, is_due, "{since:?} {tried:?} {now}");
        }
    }

    #[test]
    fn days_weeks_and_months_stay() {
        let night = |date: &str| at(&format!("{date}T03:00:00Z"));
        let nights: Vec<Timestamp> = (0..400)
            .map(|day| night("2026-12-31").minus(std::time::Duration::from_secs(day * 86_400)))
            .collect();
        let keep = Keep {
            daily: 3,
            weekly: 3,
            monthly: 4,
        };
        let stay = staying(&nights, keep, &TimeZone::UTC);
        let expected = [
            "2026-09-30",
            "2026-10-31",
            "2026-11-30",
            "2026-12-20",
            "2026-12-27",
            "2026-12-29",
            "2026-12-30",
            "2026-12-31",
        ]
        .map(night);
        assert_eq!(stay, expected.into_iter().collect());

        // Whatever the rule, the newest stays, and nothing is made up.
        let nothing = Keep {
            daily: 0,
            weekly: 0,
            monthly: 0,
        };
        let only: BTreeSet<_> = [night("2026-12-31")].into();
        assert_eq!(staying(&nights, nothing, &TimeZone::UTC), only);
        assert!(staying(&[], keep, &TimeZone::UTC).is_empty());
        // A shop that is open on Mondays alone has its last seven, not those of the last seven days.
        let mondays: Vec<_> = nights.iter().copied().step_by(7).collect();
        assert_eq!(
            staying(
                &mondays,
                Keep {
                    daily: 7,
                    weekly: 0,
                    monthly: 0
                },
                &TimeZone::UTC
            )
            .len(),
            7
        );
        // Of two on one day the later one stays, by the clock of the shop.
        let two = [at("2026-05-01T17:00:00Z"), at("2026-05-01T15:00:00Z")];
        let one_day = Keep {
            daily: 5,
            weekly: 0,
            monthly: 0,
        };
        assert_eq!(staying(&two, one_day, &TimeZone::UTC).len(), 1);
        assert_eq!(staying(&two, one_day, &zone("Asia/Shanghai")).len(), 2);
    }

    #[test]
    fn a_failure_is_told_until_the_next_one_succeeds() {
        let mut memory = Memory::new();
        let found = |memory: &mut Memory| {
            memory
                .act(|tx| trouble::find(tx, Kind::Backup, trouble::FAILED))
                .unwrap()
        };
        memory.act(|tx| has_failed(tx, "the disk is gone")).unwrap();
        assert_eq!(found(&mut memory).as_deref(), Some("the disk is gone"));
        memory
            .act(|tx| was_made(tx, &Origin::default(), "shopbell-x.db"))
            .unwrap();
        assert_eq!(found(&mut memory), None);
        let line = memory.act(|tx| audit::newest(tx, 1)).unwrap().remove(0);
        assert_eq!(
            (line.act.as_str(), line.subject.as_str()),
            ("backup_made", "shopbell-x.db")
        );
    }
}
