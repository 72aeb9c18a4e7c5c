//! How long a shop was open between two instants, for many pairs of them: its openings are laid out once and
//! added up.

use crate::{base::time::Timestamp, desk::hours::Calendar};

/// The openings of a calendar over some time.
#[derive(Debug, Clone, Default)]
pub(super) struct Openings {
    /// Beginning, end, and how long it was open before, in milliseconds.
    spans: Vec<(i64, i64, i64)>,
}

impl Openings {
    /// Those between two instants; outside of them nothing is known.
    #[must_use]
    pub(super) fn of(calendar: &Calendar, from: Timestamp, to: Timestamp) -> Self {
        let mut spans: Vec<(i64, i64, i64)> = Vec::new();
        for (begins, ends) in calendar.open_spans(from, to) {
            let (mut begins, mut before) = (begins.0, 0);
            if let Some((_, end, sum)) = spans.last() {
                let begun = spans.last().map_or(0, |(begun, ..)| *begun);
                before = sum + end - begun;
                // Hours that overlap are counted once.
                begins = begins.max(*end);
            }
            if begins < ends.0 {
                spans.push((begins, ends.0, before));
            }
        }
        Self { spans }
    }

    fn until(&self, at: i64) -> i64 {
        let next = self.spans.partition_point(|(begins, ..)| *begins <= at);
        match next.checked_sub(1).and_then(|last| self.spans.get(last)) {
            Some((begins, ends, before)) => before + at.min(*ends) - begins,
            None => 0,
        }
    }

    /// Milliseconds that it was open between two instants.
    #[must_use]
    pub(super) fn between(&self, from: Timestamp, to: Timestamp) -> i64 {
        (self.until(to.0) - self.until(from.0)).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::chance::Chance,
        desk::hours::{Span, Week, day, zone},
    };

    #[test]
    fn closed_time_does_not_count() {
        // Monday to Friday from nine to six in Berlin, half a day before Christmas.
        let mut week = Week::usual();
        week.0[5].push(Span::from((22 * 60, 26 * 60)));
        let calendar = Calendar {
            zone: zone::find("Europe/Berlin").unwrap(),
            week,
            exceptions: [(
                day::read("2026-12-24").unwrap(),
                vec![Span::from((540, 720))],
            )]
            .into(),
        };
        let day = |text: &str, minutes: i64| {
            Timestamp(Timestamp::of_date(text).unwrap().0 + minutes * 60_000)
        };
        let openings = Openings::of(&calendar, day("2026-01-01", 0), day("2027-01-01", 0));
        for (from, to, minutes) in [
            // Thursday, within the hours: UTC is an hour behind.
            (day("2026-11-26", 600), day("2026-11-26", 607), 7),
            // From before opening, and until after closing.
            (day("2026-11-26", 300), day("2026-11-26", 485), 5),
            (day("2026-11-26", 1_015), day("2026-11-26", 1_200), 5),
            // Over a night, and over a weekend with its late Saturday.
            (day("2026-11-26", 1_015), day("2026-11-27", 485), 10),
            (day("2026-11-27", 1_015), day("2026-11-30", 485), 10 + 240),
            // Wholly closed.
            (day("2026-11-28", 600), day("2026-11-28", 700), 0),
            // Christmas.
            (day("2026-12-24", 0), day("2026-12-25", 0), 180),
            // Nothing, and backwards.
            (day("2026-11-26", 600), day("2026-11-26", 600), 0),
            (day("2026-11-26", 607), day("2026-11-26", 600), 0),
        ] {
            assert_eq!(
                openings.between(from, to),
                minutes * 60_000,
                "{} {}",
                from.rfc3339(),
                to.rfc3339()
            );
        }
        // Over the days on which the clocks change, and anywhere else: as the calendar itself says.
        let mut chance = Chance::new(3);
        let mut some = || {
            let minute = i64::try_from(chance.below(360 * 1_440)).unwrap();
            day("2026-01-02", minute)
        };
        for _ in 0..500 {
            let (one, two) = (some(), some());
            let (from, to) = (one.min(two), one.max(two));
            let expected = calendar.open_between(from, to).as_millis();
            assert_eq!(
                u128::try_from(openings.between(from, to)).unwrap(),
                expected
            );
        }
        assert_eq!(
            Openings::default().between(day("2026-01-02", 0), day("2026-12-02", 0)),
            0
        );
    }
}
