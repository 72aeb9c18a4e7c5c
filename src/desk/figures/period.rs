//! Which days figures are of, and with which others they are compared.
//!
//! Plain arithmetic of dates: what instants they are depends on the clock of the house alone.

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use crate::{base::time::Timestamp, stored_as_word};

/// Days on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Choice {
    /// The present day.
    Today,
    /// The day before.
    Yesterday,
    /// Seven days, the last of them today.
    #[default]
    Week,
    /// Thirty of them.
    Thirty,
    /// Ninety.
    Ninety,
    /// From the first of the month until today.
    ThisMonth,
    /// The month before, whole.
    LastMonth,
    /// Days that somebody names.
    Own,
}

stored_as_word!(Choice {
    Today = "today",
    Yesterday = "yesterday",
    Week = "7",
    Thirty = "30",
    Ninety = "90",
    ThisMonth = "month",
    LastMonth = "last-month",
    Own = "own",
});

impl Choice {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 8] = [
        Self::Today,
        Self::Yesterday,
        Self::Week,
        Self::Thirty,
        Self::Ninety,
        Self::ThisMonth,
        Self::LastMonth,
        Self::Own,
    ];
}

/// With what a period is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Against {
    /// As many days right before; of a month the same days of the month before.
    #[default]
    Before,
    /// The same days a year before.
    Year,
}

stored_as_word!(Against {
    Before = "before",
    Year = "year",
});

/// Most days: ten years.
pub const MOST_DAYS: i64 = 3_660;

/// From one day to another, both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last.
    pub last: Date,
}

/// Days since 1970.
#[must_use]
pub fn number_of(day: Date) -> i64 {
    day.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

impl Period {
    /// The days of a choice. Those somebody names may be given in either order; one alone is a day of its own.
    #[must_use]
    pub fn of(choice: Choice, named: (Option<Date>, Option<Date>), today: Date) -> Self {
        let since = |first: Date| Self { first, last: today };
        let back = |days: i64| since(today.saturating_sub(days.days()));
        match choice {
            Choice::Today => since(today),
            Choice::Yesterday => {
                let day = today.saturating_sub(1.day());
                Self {
                    first: day,
                    last: day,
                }
            }
            Choice::Week => back(6),
            Choice::Thirty => back(29),
            Choice::Ninety => back(89),
            Choice::ThisMonth => since(today.first_of_month()),
            Choice::LastMonth => {
                let last = today.first_of_month().saturating_sub(1.day());
                Self {
                    first: last.first_of_month(),
                    last,
                }
            }
            Choice::Own => {
                let (first, last) = match named {
                    (Some(first), Some(last)) => (first.min(last), first.max(last)),
                    (Some(only), None) | (None, Some(only)) => (only, only),
                    (None, None) => return back(6),
                };
                Self { first, last }
            }
        }
    }

    /// The days it is compared with.
    #[must_use]
    pub fn compared(self, choice: Choice, against: Against) -> Self {
        let move_by = |day: Date| match against {
            Against::Year => day.saturating_sub(1.year()),
            Against::Before => day.saturating_sub(1.month()),
        };
        match (against, choice) {
            (Against::Year, _) => Self {
                first: move_by(self.first),
                last: move_by(self.last),
            },
            (Against::Before, Choice::ThisMonth) => Self {
                first: move_by(self.first),
                last: move_by(self.last),
            },
            (Against::Before, Choice::LastMonth) => {
                let first = move_by(self.first);
                Self {
                    first,
                    last: first.last_of_month(),
                }
            }
            (Against::Before, _) => Self {
                first: self.first.saturating_sub(self.days().days()),
                last: self.first.saturating_sub(1.day()),
            },
        }
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        number_of(self.last) - number_of(self.first) + 1
    }

    /// From which instant on, and before which.
    #[must_use]
    pub fn bounds(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let end = self.last.saturating_add(1.day());
        (begins(self.first, zone), begins(end, zone))
    }
}

/// The first instant of a day.
pub(super) fn begins(day: Date, zone: &TimeZone) -> Timestamp {
    let fallback = number_of(day) * 86_400_000;
    Timestamp(
        day.to_zoned(zone.clone())
            .map_or(fallback, |start| start.timestamp().as_millisecond()),
    )
}

/// The present day on the calendar of a zone.
#[must_use]
pub fn today(zone: &TimeZone, now: Timestamp) -> Date {
    let now = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    zone.to_datetime(now).date()
}

/// A part of a period that is counted by itself: an hour of its only day, or some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its first day.
    pub first: Date,
    /// Its last.
    pub last: Date,
    /// The hour, where it is one.
    pub hour: Option<u8>,
}

/// The parts of a period, no more than one can look at: hours of a single day, days of two months, weeks of a
/// year and a bit, months beyond.
#[must_use]
pub fn parts(period: Period) -> Vec<Part> {
    let days = period.days();
    if days == 1 {
        let hours = (0..24).map(|hour| Part {
            first: period.first,
            last: period.last,
            hour: Some(hour),
        });
        return hours.collect();
    }
    let mut parts = Vec::new();
    let mut first = period.first;
    while first <= period.last {
        let last = match days {
            ..=62 => first,
            63..=400 => first.saturating_add(6.days()),
            _ => first.last_of_month(),
        };
        let last = last.min(period.last);
        parts.push(Part {
            first,
            last,
            hour: None,
        });
        first = last.saturating_add(1.day());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::hours::{day, zone};

    fn date(text: &str) -> Date {
        day::read(text).unwrap()
    }

    fn told(period: Period) -> String {
        format!("{} {}", day::write(period.first), day::write(period.last))
    }

    #[test]
    fn days_on_offer_and_what_they_are_compared_with() {
        use Choice::*;
        for (choice, today, expected, before, year) in [
            (
                Today,
                "2026-03-01",
                "2026-03-01 2026-03-01",
                "2026-02-28 2026-02-28",
                "2025-03-01 2025-03-01",
            ),
            (
                Yesterday,
                "2026-01-01",
                "2025-12-31 2025-12-31",
                "2025-12-30 2025-12-30",
                "2024-12-31 2024-12-31",
            ),
            (
                Week,
                "2026-03-31",
                "2026-03-25 2026-03-31",
                "2026-03-18 2026-03-24",
                "2025-03-25 2025-03-31",
            ),
            (
                Thirty,
                "2026-03-30",
                "2026-03-01 2026-03-30",
                "2026-01-30 2026-02-28",
                "2025-03-01 2025-03-30",
            ),
            (
                Ninety,
                "2024-03-30",
                "2024-01-01 2024-03-30",
                "2023-10-03 2023-12-31",
                "2023-01-01 2023-03-30",
            ),
            (
                ThisMonth,
                "2026-03-31",
                "2026-03-01 2026-03-31",
                "2026-02-01 2026-02-28",
                "2025-03-01 2025-03-31",
            ),
            (
                ThisMonth,
                "2026-11-26",
                "2026-11-01 2026-11-26",
                "2026-10-01 2026-10-26",
                "2025-11-01 2025-11-26",
            ),
            (
                LastMonth,
                "2026-03-31",
                "2026-02-01 2026-02-28",
                "2026-01-01 2026-01-31",
                "2025-02-01 2025-02-28",
            ),
            (
                LastMonth,
                "2024-03-31",
                "2024-02-01 2024-02-29",
                "2024-01-01 2024-01-31",
                "2023-02-01 2023-02-28",
            ),
        ] {
            let period = Period::of(choice, (None, None), date(today));
            assert_eq!(told(period), expected, "{choice:?}");
            assert_eq!(
                told(period.compared(choice, Against::Before)),
                before,
                "{choice:?} before"
            );
            assert_eq!(
                told(period.compared(choice, Against::Year)),
                year,
                "{choice:?} a year before"
            );
        }
    }

    #[test]
    fn named_days_come_in_either_order() {
        let (one, two) = (date("2026-11-02"), date("2026-11-20"));
        let today = date("2026-11-26");
        let of = |named| told(Period::of(Choice::Own, named, today));
        assert_eq!(of((Some(one), Some(two))), "2026-11-02 2026-11-20");
        assert_eq!(of((Some(two), Some(one))), "2026-11-02 2026-11-20");
        assert_eq!(of((Some(one), None)), "2026-11-02 2026-11-02");
        assert_eq!(of((None, Some(two))), "2026-11-20 2026-11-20");
        assert_eq!(of((None, None)), "2026-11-20 2026-11-26");
    }

    #[test]
    fn days_are_as_long_as_the_clock_makes_them() {
        let hours = |day: &str, zone_name: &str| {
            let zone = zone::find(zone_name).unwrap();
            let only = Period::of(Choice::Own, (Some(date(day)), None), date(day));
            let (from, to) = only.bounds(&zone);
            to.since(from).as_secs() / 3_600
        };
        for (day, zone, expected) in [
            ("2026-11-26", "Europe/Berlin", 24),
            ("2026-03-29", "Europe/Berlin", 23),
            ("2026-10-25", "Europe/Berlin", 25),
            // Where midnight is skipped, the day begins at one o'clock.
            ("2026-09-06", "America/Santiago", 23),
            ("2026-11-26", "Asia/Kathmandu", 24),
        ] {
            assert_eq!(hours(day, zone), expected, "{day} {zone}");
        }
        // Days join without a gap.
        let zone = zone::find("America/Santiago").unwrap();
        let mut end = None;
        for day in ["2026-09-04", "2026-09-05", "2026-09-06", "2026-09-07"] {
            let only = Period::of(Choice::Own, (Some(date(day)), None), date(day));
            let (from, to) = only.bounds(&zone);
            assert!(end.is_none_or(|end| end == from), "{day}");
            end = Some(to);
        }
    }

    #[test]
    fn parts_cover_a_period_once() {
        let today = date("2026-11-26");
        for (first, count) in [
            ("2026-11-26", 24),
            ("2026-11-25", 2),
            ("2026-09-26", 62),
            ("2026-09-25", 9),
            ("2025-11-26", 53),
            ("2016-12-01", 120),
        ] {
            let period = Period::of(Choice::Own, (Some(date(first)), Some(today)), today);
            let parts = parts(period);
            assert_eq!(parts.len(), count, "{first}");
            assert_eq!(parts[0].first, period.first);
            assert_eq!(parts[count - 1].last, period.last);
            for two in parts.windows(2).filter(|two| two[0].hour.is_none()) {
                assert_eq!(number_of(two[0].last) + 1, number_of(two[1].first));
            }
        }
    }
}
