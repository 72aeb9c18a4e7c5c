//! Days and hours by the clock on the house's wall, for many instants: the clock is set forward or back a few
//! times in a period at most, so its offset is looked up once for each stretch between.

use jiff::tz::TimeZone;

use crate::base::time::Timestamp;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// How far a clock is ahead of UTC, from when on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalTime {
    zone: TimeZone,
    /// Instant from which on, and offset in milliseconds; the first has always been so.
    stretches: Vec<(i64, i64)>,
}

impl LocalTime {
    /// The clock of a zone between two instants.
    #[must_use]
    pub fn of(zone: &TimeZone, from: Timestamp, to: Timestamp) -> Self {
        let Ok(begin) = jiff::Timestamp::from_millisecond(from.0) else {
            return Self {
                zone: zone.clone(),
                stretches: vec![(i64::MIN, 0)],
            };
        };
        let millis = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1_000;
        let mut stretches = vec![(i64::MIN, millis(zone.to_offset(begin)))];
        for change in zone.following(begin) {
            let at = change.timestamp().as_millisecond();
            if at >= to.0 {
                break;
            }
            stretches.push((at, millis(change.offset())));
        }
        Self {
            zone: zone.clone(),
            stretches,
        }
    }

    /// Of which zone it is.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn shown(&self, at: Timestamp) -> i64 {
        let next = self.stretches.partition_point(|(from, _)| *from <= at.0);
        let offset = self.stretches.get(next.saturating_sub(1));
        at.0 + offset.map_or(0, |(_, offset)| *offset)
    }

    /// Days since 1970 on the calendar of the wall.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> i64 {
        self.shown(at).div_euclid(DAY)
    }

    /// Weekday from Monday on, 0 to 6, and hour of the day, 0 to 23.
    #[must_use]
    pub fn slot(&self, at: Timestamp) -> (usize, usize) {
        let shown = self.shown(at);
        let hour = shown.rem_euclid(DAY) / HOUR;
        (
            Self::weekday(shown.div_euclid(DAY)),
            usize::try_from(hour).unwrap_or(0),
        )
    }

    /// The weekday of a day since 1970, from Monday on, 0 to 6.
    #[must_use]
    pub fn weekday(day: i64) -> usize {
        // 1970 began on a Thursday.
        usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The same for a column of instants after 1970: a condition that holds in this weekday and hour, `None`
    /// where there is none to hold.
    #[must_use]
    pub fn condition(&self, column: &str, weekday: Option<u8>, hour: Option<u8>) -> Option<String> {
        if weekday.is_none() && hour.is_none() {
            return None;
        }
        let stretches = self
            .stretches
            .iter()
            .enumerate()
            .map(|(index, (from, offset))| {
                let mut all = Vec::new();
                if index > 0 {
                    all.push(format!("{column} >= {from}"));
                }
                if let Some((until, _)) = self.stretches.get(index + 1) {
                    all.push(format!("{column} < {until}"));
                }
                if let Some(weekday) = weekday {
                    all.push(format!(
                        "(({column} + {offset}) / {DAY} + 3) % 7 = {weekday}"
                    ));
                }
                if let Some(hour) = hour {
                    all.push(format!("({column} + {offset}) / {HOUR} % 24 = {hour}"));
                }
                format!("({})", all.join(" and "))
            });
        Some(format!("({})", stretches.collect::<Vec<_>>().join(" or ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::chance::Chance, desk::hours::zone};

    #[test]
    fn it_shows_what_the_zone_shows() {
        // 2026-01-01 to 2028-01-01.
        let (from, to) = (Timestamp(1_767_225_600_000), Timestamp(1_830_297_600_000));
        let mut chance = Chance::new(7);
        for name in [
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
        ] {
            let zone = zone::find(name).unwrap();
            let clock = LocalTime::of(&zone, from, to);
            for _ in 0..2_000 {
                let span = usize::try_from(to.0 - from.0).unwrap();
                let at = Timestamp(from.0 + i64::try_from(chance.below(span)).unwrap());
                let instant = jiff::Timestamp::from_millisecond(at.0).unwrap();
                let shown = zone.to_datetime(instant);
                let weekday = usize::from(
                    shown
                        .date()
                        .weekday()
                        .to_monday_zero_offset()
                        .unsigned_abs(),
                );
                let hour = usize::from(shown.time().hour().unsigned_abs());
                assert_eq!(clock.slot(at), (weekday, hour), "{name} {}", at.rfc3339());
                let days = shown.date().duration_since(jiff::civil::date(1970, 1, 1));
                assert_eq!(
                    clock.day(at),
                    days.as_hours() / 24,
                    "{name} {}",
                    at.rfc3339()
                );
            }
        }
    }

    #[test]
    fn the_condition_says_the_same_in_the_file() {
        let mut memory = crate::db::memory::Memory::new();
        // Around the Sunday on which Berlin's clocks go back: 2026-10-25, 01:00 in UTC.
        let change = 1_792_890_000_000;
        let (from, to) = (Timestamp(change - 40 * HOUR), Timestamp(change + 40 * HOUR));
        let clock = LocalTime::of(&zone::find("Europe/Berlin").unwrap(), from, to);
        assert_eq!(clock.condition("at", None, None), None);
        for step in 0..160 {
            let at = Timestamp(from.0 + step * HOUR / 2);
            let (weekday, hour) = clock.slot(at);
            for (wanted, holds) in [
                ((Some(weekday), Some(hour)), true),
                ((Some(weekday), None), true),
                ((None, Some(hour)), true),
                ((Some((weekday + 1) % 7), Some(hour)), false),
                ((None, Some((hour + 23) % 24)), false),
            ] {
                let byte =
                    |number: Option<usize>| number.and_then(|number| u8::try_from(number).ok());
                let condition = clock
                    .condition("at", byte(wanted.0), byte(wanted.1))
                    .unwrap();
                let sql = format!("select {condition} from (select {} as at)", at.0);
                let found: bool = memory.act(|tx| tx.get(&sql, [], |row| row.get(0))).unwrap();
                assert_eq!(found, holds, "{} {wanted:?}", at.rfc3339());
            }
        }
    }
}
