//! Whether a shop is open at an instant, by the clock on its own wall.
//!
//! Plain functions of values: nothing here reads the file or the machine's clock. On the days on which
//! the clocks change, a time that is skipped is the moment of the change, and one that comes twice is
//! meant the first time.

use std::{collections::BTreeMap, time::Duration};

use jiff::{
    civil::Date,
    tz::{AmbiguousOffset, TimeZone},
};

use super::week::{DAY, Span, Week};
use crate::base::time::Timestamp;

/// How many days are looked ahead for the next opening: shops that close for the winter open again.
const AHEAD: usize = 400;

/// Whoever is open for longer does not close.
const FAR: Duration = Duration::from_secs(390 * 86_400);

/// A week in a time zone, and the days that differ.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Where its clock hangs.
    pub zone: TimeZone,
    /// The days as they usually are.
    pub week: Week,
    /// Those that differ, with their own spans; none: closed. What began the evening before goes on.
    pub exceptions: BTreeMap<Date, Vec<Span>>,
}

impl Calendar {
    /// Whether it is open at this instant; at the minute it closes it is closed.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        // What lasts past midnight began the day before.
        self.days(at)
            .take(2)
            .flatten()
            .any(|(from, to)| from <= at && at < to)
    }

    /// When it opens next; `None` while it is open, and when it does not open again.
    #[must_use]
    pub fn opens(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return None;
        }
        self.days(at)
            .flatten()
            .map(|(from, _)| from)
            .find(|from| *from > at)
    }

    /// When it closes; `None` while it is closed, and when it does not close.
    #[must_use]
    pub fn closes(&self, at: Timestamp) -> Option<Timestamp> {
        let mut end = None;
        for (from, to) in self.days(at).flatten() {
            match end {
                None if from <= at && at < to => end = Some(to),
                None => {}
                Some(until) if from <= until => end = Some(to.max(until)),
                Some(until) => return Some(until),
            }
        }
        // Open for as far as one can see is open for ever.
        end.filter(|until| until.since(at) < FAR)
    }

    /// How long it was open between two instants.
    #[must_use]
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> Duration {
        let mut sum = Duration::ZERO;
        let mut counted = from;
        for (begins, ends) in self.spans_from(from).take_while(|(begins, _)| *begins < to) {
            let (begins, ends) = (begins.max(counted), ends.min(to));
            sum += ends.since(begins);
            counted = counted.max(ends);
        }
        sum
    }

    /// When it is open between two instants, in order; the first may have begun and the last may end beyond them.
    #[must_use]
    pub fn open_spans(&self, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        self.spans_from(from)
            .take_while(|(begins, _)| *begins < to)
            .collect()
    }

    /// The instant at which it has been open for so long since `at`; `None` when it is not open for so
    /// long within a year.
    #[must_use]
    pub fn after(&self, at: Timestamp, open: Duration) -> Option<Timestamp> {
        let mut left = open;
        let mut counted = at;
        for (begins, ends) in self.spans_from(at).take(AHEAD * super::week::MOST_SPANS) {
            let begins = begins.max(counted);
            let lasts = ends.since(begins);
            if left <= lasts {
                return Some(begins.plus(left));
            }
            left -= lasts;
            counted = counted.max(ends);
        }
        None
    }

    /// Every span from the day before an instant on, in order, without end.
    fn spans_from(&self, at: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        // A century is more than anybody asks for, and an end where nothing is ever open.
        self.dates(at)
            .take(36_525)
            .flat_map(|date| self.on(date))
            .skip_while(move |(_, to)| *to <= at)
    }

    /// The days from the one before an instant on, with what they have.
    fn days(&self, at: Timestamp) -> impl Iterator<Item = Vec<(Timestamp, Timestamp)>> + '_ {
        self.dates(at).take(AHEAD).map(|date| self.on(date))
    }

    fn dates(&self, at: Timestamp) -> impl Iterator<Item = Date> + use<> {
        let first = self.date(at).and_then(|date| date.yesterday().ok());
        std::iter::successors(first, |date| date.tomorrow().ok())
    }

    /// The date on its wall.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> Option<Date> {
        let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
        Some(self.zone.to_datetime(at).date())
    }

    /// The time on its wall in minutes of the day.
    #[must_use]
    pub fn minute(&self, at: Timestamp) -> u16 {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let time = self.zone.to_datetime(at).time();
        u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
    }

    /// What begins on a day.
    fn on(&self, date: Date) -> Vec<(Timestamp, Timestamp)> {
        let usual = || {
            let day = date.weekday().to_monday_zero_offset().unsigned_abs();
            &self.week.0[usize::from(day)]
        };
        let spans = self.exceptions.get(&date).unwrap_or_else(usual);
        let instants = spans.iter().filter_map(|span| {
            let (from, to) = (self.instant(date, span.from)?, self.instant(date, span.to)?);
            (from < to).then_some((from, to))
        });
        instants.collect()
    }

    /// When the clock on the wall first shows this time, or has passed it.
    fn instant(&self, date: Date, minutes: u16) -> Option<Timestamp> {
        let mut date = date;
        for _ in 0..minutes / DAY {
            date = date.tomorrow().ok()?;
        }
        let of_day = minutes % DAY;
        let (hour, minute) = (of_day / 60, of_day % 60);
        let shown = date.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
        let instant = match self.zone.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(shown).ok()?,
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(shown).ok()?,
            AmbiguousOffset::Gap { after, .. } => {
                let before_it = after.to_timestamp(shown).ok()?;
                self.zone.following(before_it).next()?.timestamp()
            }
        };
        Some(Timestamp(instant.as_millisecond()))
    }
}
