//! A time as the clock on the wall shows it somewhere, and which instant that is. Pure.
//!
//! A chat put off to nine o'clock comes back at nine, also when the clocks were changed in between: what is
//! kept is the time on the wall and its zone, resolved when it falls due.

use std::time::Duration;

use jiff::{
    SignedDuration, ToSpan, Zoned,
    civil::{DateTime, Weekday},
    tz::{AmbiguousOffset, TimeZone},
};

use crate::{base::time::Timestamp, desk::hours};

/// Nobody puts a chat off for longer.
const LONGEST: Duration = Duration::from_secs(2 * 366 * 24 * 3600);

/// A time on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    /// Date and time, to the minute: `2026-03-29T09:00`.
    pub local: String,
    /// IANA time zone, such as `Europe/Berlin`.
    pub zone: String,
}

/// Why a time is none that a chat could be put off to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTime {
    /// It is not written as a date and time.
    Unreadable,
    /// There is no such zone.
    NoSuchZone,
    /// It has passed.
    Past,
    /// It is more than two years away.
    TooFar,
}

/// Times that are chosen by one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// In thirty minutes.
    HalfHour,
    /// Tomorrow at nine.
    Tomorrow,
    /// At nine on the next Monday that is not today.
    Monday,
}

impl Wall {
    /// What the clock shows at an instant, to the minute, and the seconds dropped.
    pub fn of(at: Timestamp, zone: &str) -> Result<Self, NoTime> {
        Ok(Self::written(zoned(at, zone)?.datetime(), zone))
    }

    /// A time chosen by one click.
    pub fn preset(preset: Preset, now: Timestamp, zone: &str) -> Result<Self, NoTime> {
        let here = zoned(now, zone)?.datetime();
        let nine = |days: i64| {
            let day = here.date().checked_add(days.days()).ok()?;
            Some(day.at(9, 0, 0, 0))
        };
        let chosen = match preset {
            // The clock may be changed within the half hour.
            Preset::HalfHour => return Self::of(now.plus(Duration::from_secs(30 * 60)), zone),
            Preset::Tomorrow => nine(1),
            Preset::Monday => match here.date().weekday().until(Weekday::Monday) {
                0 => nine(7),
                days => nine(i64::from(days)),
            },
        };
        Ok(Self::written(chosen.ok_or(NoTime::TooFar)?, zone))
    }

    /// The next time that a clock on the wall shows `time`, such as `18:00`: today or tomorrow.
    pub fn next(time: &str, now: Timestamp, zone: &str) -> Result<Self, NoTime> {
        let time: jiff::civil::Time = time.parse().map_err(|_| NoTime::Unreadable)?;
        let here = zoned(now, zone)?.datetime();
        let days = i64::from(time <= here.time());
        let day = here.date().checked_add(days.days());
        let day = day.map_err(|_| NoTime::TooFar)?;
        Ok(Self::written(day.to_datetime(time), zone))
    }

    fn written(local: DateTime, zone: &str) -> Self {
        Self {
            local: local.strftime("%Y-%m-%dT%H:%M").to_string(),
            zone: zone.to_owned(),
        }
    }

    /// The instant that it is. An hour that comes twice is meant the first time; of one that is left out, the
    /// first minute after it.
    pub fn instant(&self) -> Result<Timestamp, NoTime> {
        let local: DateTime = self.local.parse().map_err(|_| NoTime::Unreadable)?;
        let zone = zone(&self.zone)?;
        let at = match zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset }
            | AmbiguousOffset::Fold { before: offset, .. } => offset.to_timestamp(local),
            // Read by the old offset it lies at the change or behind it, which is the newest one up to there.
            AmbiguousOffset::Gap { before, .. } => before.to_timestamp(local).map(|beyond| {
                let up_to = beyond
                    .checked_add(SignedDuration::from_nanos(1))
                    .unwrap_or(beyond);
                let change = zone.preceding(up_to).next();
                change.map_or(beyond, |change| change.timestamp())
            }),
        };
        at.map(|at| Timestamp(at.as_millisecond()))
            .map_err(|_| NoTime::TooFar)
    }

    /// The instant, if a chat can be put off to it now.
    pub fn ahead_of(&self, now: Timestamp) -> Result<Timestamp, NoTime> {
        let at = self.instant()?;
        if at <= now {
            Err(NoTime::Past)
        } else if at > now.plus(LONGEST) {
            Err(NoTime::TooFar)
        } else {
            Ok(at)
        }
    }
}

fn zone(name: &str) -> Result<TimeZone, NoTime> {
    hours::zone::find(name).ok_or(NoTime::NoSuchZone)
}

fn zoned(at: Timestamp, name: &str) -> Result<Zoned, NoTime> {
    let at = jiff::Timestamp::from_millisecond(at.0).map_err(|_| NoTime::TooFar)?;
    Ok(at.to_zoned(zone(name)?))
}

/// Every zone there is, for a list to choose from.
#[must_use]
pub fn zones() -> Vec<String> {
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| name.contains('/') || name == "UTC")
        .filter(|name| !name.starts_with("Etc/"))
        .collect();
    names.sort_unstable();
    names
}

/// Whether there is a zone of this name.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    zone(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(local: &str, zone: &str) -> Wall {
        Wall {
            local: local.to_owned(),
            zone: zone.to_owned(),
        }
    }

    #[test]
    fn nine_stays_nine_over_a_change_of_clocks() {
        for (local, zone, expected) in [
            ("2026-03-28T09:00", "Europe/Berlin", "2026-03-28T08:00:00Z"),
            ("2026-03-29T09:00", "Europe/Berlin", "2026-03-29T07:00:00Z"),
            ("2026-10-24T09:00", "Europe/Berlin", "2026-10-24T07:00:00Z"),
            ("2026-10-25T09:00", "Europe/Berlin", "2026-10-25T08:00:00Z"),
            (
                "2026-03-08T09:00",
                "America/New_York",
                "2026-03-08T13:00:00Z",
            ),
            ("2026-06-01T09:00", "Asia/Shanghai", "2026-06-01T01:00:00Z"),
            ("2026-06-01T09:00", "UTC", "2026-06-01T09:00:00Z"),
            // Left out: the next minute that there is.
            ("2026-03-29T02:00", "Europe/Berlin", "2026-03-29T01:00:00Z"),
            ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00:00Z"),
            ("2026-03-29T02:59", "Europe/Berlin", "2026-03-29T01:00:00Z"),
            ("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00Z"),
            (
                "2026-10-04T02:15",
                "Australia/Lord_Howe",
                "2026-10-03T15:30:00Z",
            ),
            // Twice there: the first time.
            ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"),
        ] {
            let at = wall(local, zone).instant().map(Timestamp::rfc3339);
            assert_eq!(at.as_deref(), Ok(expected), "{local} {zone}");
        }
    }

    #[test]
    fn times_that_are_none_are_refused() {
        let now = wall("2026-11-26T12:00", "UTC").instant().unwrap();
        for (local, zone, expected) in [
            ("", "UTC", NoTime::Unreadable),
            ("tomorrow", "UTC", NoTime::Unreadable),
            ("2026-02-30T09:00", "UTC", NoTime::Unreadable),
            ("2026-12-01T09:00", "", NoTime::NoSuchZone),
            ("2026-12-01T09:00", "Europe/Atlantis", NoTime::NoSuchZone),
            ("2026-11-26T12:00", "UTC", NoTime::Past),
            ("2026-11-26T12:30", "Europe/Berlin", NoTime::Past),
            ("2099-01-01T09:00", "UTC", NoTime::TooFar),
        ] {
            let found = wall(local, zone).ahead_of(now);
            assert_eq!(found, Err(expected), "{local:?} {zone:?}");
        }
    }

    #[test]
    fn one_click_chooses_by_the_clock_on_the_wall() {
        // A Friday evening in Berlin, on which it is Saturday already in Shanghai.
        let friday = wall("2026-03-27T21:40", "Europe/Berlin").instant().unwrap();
        let monday = wall("2026-03-30T08:00", "Europe/Berlin").instant().unwrap();
        let change = wall("2026-03-29T01:45", "Europe/Berlin").instant().unwrap();
        for (preset, now, zone, expected) in [
            (
                Preset::HalfHour,
                friday,
                "Europe/Berlin",
                "2026-03-27T22:10",
            ),
            (
                Preset::Tomorrow,
                friday,
                "Europe/Berlin",
                "2026-03-28T09:00",
            ),
            (
                Preset::Tomorrow,
                friday,
                "Asia/Shanghai",
                "2026-03-29T09:00",
            ),
            (Preset::Monday, friday, "Europe/Berlin", "2026-03-30T09:00"),
            (Preset::Monday, monday, "Europe/Berlin", "2026-04-06T09:00"),
            (
                Preset::HalfHour,
                change,
                "Europe/Berlin",
                "2026-03-29T03:15",
            ),
        ] {
            let chosen = Wall::preset(preset, now, zone).unwrap();
            assert_eq!(chosen.local, expected, "{preset:?} {zone}");
        }
    }

    #[test]
    fn the_list_of_zones_has_those_that_people_live_in() {
        let zones = zones();
        for name in ["Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC"] {
            assert!(zones.iter().any(|zone| zone == name), "{name}");
        }
    }
}
