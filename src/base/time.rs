//! Instants and the clock that gives them. Nothing else asks the machine for the time of day.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// So many seconds after 1970 began, as near as can be told.
    #[must_use]
    pub fn of_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// The instant that lies `duration` after this one.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }

    /// The instant that lies `duration` before this one.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(millis(duration)))
    }

    /// How long ago `earlier` was; zero when it lies ahead (clocks are set back now and then).
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// As RFC 3339 writes it, in UTC and to the second: `2026-11-21T14:02:00Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let seconds = self.0.div_euclid(1_000);
        let (days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// The beginning of a day in UTC, written `2026-11-21`; `None` for what is no day of the calendar.
    #[must_use]
    pub fn of_date(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| {
            let is_plain = part.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| part.parse::<i64>().ok()).flatten()
        });
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        if !(1..=9999).contains(&year) {
            return None;
        }
        let date = (year, month, day);
        let days = days_of(date);
        // The calendar read backwards finds the 31st of June and the like.
        (civil(days) == date).then_some(Self(days * 86_400_000))
    }
}

/// The number of days since 1970 of a year, month and day; the reverse of [`civil`].
fn days_of((year, month, day): (i64, i64, i64)) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let march_month = (month + 9).rem_euclid(12);
    let of_year = (153 * march_month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days since 1970, counted in years that begin in March, so that
/// the leap day is a year's last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Where instants come from: the machine, or a hand in tests.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    Machine,
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock that stands still until [`Clock::advance`] moves it.
    #[must_use]
    pub fn by_hand(start: Timestamp) -> Self {
        Self(Source::Hand(Arc::new(AtomicI64::new(start.0))))
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            // A clock before 1970 is a machine without a battery; 0 is as good as any wrong date.
            Source::Machine => Timestamp(
                SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .map_or(0, millis),
            ),
            Source::Hand(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a clock held by hand; the machine's clock cannot be moved.
    pub fn advance(&self, duration: Duration) {
        if let Source::Hand(at) = &self.0 {
            at.fetch_add(millis(duration), Ordering::SeqCst);
        }
    }

    /// Sets a clock held by hand, also back; the machine's clock cannot be set.
    pub fn set(&self, to: Timestamp) {
        if let Source::Hand(at) = &self.0 {
            at.store(to.0, Ordering::SeqCst);
        }
    }

    /// Whether time passes by hand only.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        matches!(self.0, Source::Hand(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_as_everybody_reads_them() {
        for (at, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_763_733_723_999, "2025-11-21T14:02:03Z"),
            (4_107_542_399_000, "2100-02-28T23:59:59Z"),
            (-1_000, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp(at).rfc3339(), expected);
        }
    }

    #[test]
    fn days_of_the_calendar_are_read_and_others_refused() {
        for date in [
            "1970-01-01",
            "2000-02-29",
            "2026-11-21",
            "1999-12-31",
            "2024-03-01",
        ] {
            let begins = Timestamp::of_date(date).unwrap();
            assert_eq!(begins.rfc3339(), format!("{date}T00:00:00Z"));
        }
        for wrong in [
            "2026-02-29",
            "2026-06-31",
            "2026-13-01",
            "2026-00-10",
            "2026-1",
            "",
            "today",
            "2026-11-21T10",
            "-1-1-1",
            "99999-01-01",
        ] {
            assert_eq!(Timestamp::of_date(wrong), None, "{wrong:?}");
        }
    }
}
