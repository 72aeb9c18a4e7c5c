//! Times of a day at which the shop is open, and the seven days of a week.

use serde::{Deserialize, Serialize};

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// A span that goes on past midnight ends by six in the morning: whoever means more has mixed up the two times.
const LATEST: u16 = 6 * 60;

/// Most spans of one day.
pub const MOST_SPANS: usize = 6;

/// From when to when, in minutes since the day's midnight by the clock on the wall; the end does not
/// belong to it. Past 1440 it is the next day's morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u16, u16)", into = "(u16, u16)")]
pub struct Span {
    /// First minute.
    pub from: u16,
    /// The minute it closes.
    pub to: u16,
}

impl From<(u16, u16)> for Span {
    fn from((from, to): (u16, u16)) -> Self {
        Self { from, to }
    }
}

impl From<Span> for (u16, u16) {
    fn from(span: Span) -> Self {
        (span.from, span.to)
    }
}

/// Why two times are no span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// One of them is not given.
    #[error("a span needs a beginning and an end")]
    Half,
    /// One of them is no time of day.
    #[error("this is no time of day")]
    NoTime,
    /// It ends before it begins, and not by six in the morning of the next day.
    #[error("this span ends before it begins")]
    Backwards,
}

impl Span {
    /// As it is typed, `09:00` and `18:00`; an end before the beginning is on the next day. `None` when
    /// nothing is typed.
    pub fn read(from: &str, to: &str) -> Result<Option<Self>, SpanError> {
        let (from, to) = match (from.trim(), to.trim()) {
            ("", "") => return Ok(None),
            ("", _) | (_, "") => return Err(SpanError::Half),
            (from, to) => (from, to),
        };
        let from = minutes(from)
            .filter(|from| *from < DAY)
            .ok_or(SpanError::NoTime)?;
        let to = minutes(to).ok_or(SpanError::NoTime)?;
        match to {
            to if to > from => Ok(Some(Self { from, to })),
            to if to <= LATEST => Ok(Some(Self { from, to: to + DAY })),
            _ => Err(SpanError::Backwards),
        }
    }

    /// Whether it goes on after midnight.
    #[must_use]
    pub fn is_late(self) -> bool {
        self.to > DAY
    }

    /// When it begins, as the clock shows it.
    #[must_use]
    pub fn begins(self) -> String {
        clock(self.from)
    }

    /// When it ends, as the clock shows it.
    #[must_use]
    pub fn ends(self) -> String {
        clock(self.to)
    }
}

/// A time of day as it is typed, in minutes; `24:00` is the end of the day.
fn minutes(text: &str) -> Option<u16> {
    // Some browsers send seconds, too.
    let text = text
        .strip_suffix(":00")
        .filter(|rest| rest.contains(':'))
        .unwrap_or(text);
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str| -> Option<u16> {
        let is_plain = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_plain.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= DAY).then_some(of_day)
}

fn clock(minutes: u16) -> String {
    let of_day = minutes % DAY;
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

/// Puts a day's spans in their order. Those that overlap are an error: the first of them is told.
pub fn sorted(mut spans: Vec<Span>) -> Result<Vec<Span>, Span> {
    spans.sort_unstable();
    match spans.windows(2).find(|two| two[1].from < two[0].to) {
        Some(two) => Err(two[1]),
        None => Ok(spans),
    }
}

/// The spans of seven days, from Monday on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Week(pub [Vec<Span>; 7]);

impl Week {
    /// Monday to Friday from nine to six.
    #[must_use]
    pub fn usual() -> Self {
        let mut week = Self::default();
        for day in week.0.iter_mut().take(5) {
            day.push(Span {
                from: 9 * 60,
                to: 18 * 60,
            });
        }
        week
    }

    /// Whether it is never open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// The first day that goes on into hours of the next one.
    #[must_use]
    pub fn runs_into_next(&self) -> Option<usize> {
        (0..7).find(|day| {
            let next = self.0[(day + 1) % 7].first();
            let last = self.0[*day].last();
            matches!((last, next), (Some(last), Some(next)) if last.to > next.from + DAY)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_they_are_typed() {
        let span = |from, to| Ok(Some(Span { from, to }));
        for (from, to, expected) in [
            ("09:00", "18:00", span(540, 1080)),
            (" 9:05", "18:00:00 ", span(545, 1080)),
            ("00:00", "24:00", span(0, 1440)),
            ("00:00", "00:00", span(0, 1440)),
            ("22:00", "02:00", span(1320, 1560)),
            ("22:00", "00:00", span(1320, 1440)),
            ("22:00", "06:00", span(1320, 1800)),
            ("", "", Ok(None)),
            ("09:00", "", Err(SpanError::Half)),
            ("", "18:00", Err(SpanError::Half)),
            ("18:00", "09:00", Err(SpanError::Backwards)),
            ("09:00", "09:00", Err(SpanError::Backwards)),
            ("22:00", "06:01", Err(SpanError::Backwards)),
            ("24:00", "06:00", Err(SpanError::NoTime)),
            ("09:60", "18:00", Err(SpanError::NoTime)),
            ("09:00", "24:01", Err(SpanError::NoTime)),
            ("25:00", "26:00", Err(SpanError::NoTime)),
            ("nine", "18:00", Err(SpanError::NoTime)),
            ("-9:00", "18:00", Err(SpanError::NoTime)),
            ("9", "18", Err(SpanError::NoTime)),
        ] {
            assert_eq!(Span::read(from, to), expected, "{from:?} {to:?}");
        }
    }

    #[test]
    fn spans_of_a_day_come_in_order_and_do_not_overlap() {
        let spans = |list: &[(u16, u16)]| list.iter().copied().map(Span::from).collect::<Vec<_>>();
        assert_eq!(
            sorted(spans(&[(780, 1080), (540, 720)])),
            Ok(spans(&[(540, 720), (780, 1080)]))
        );
        assert!(sorted(spans(&[(540, 720), (720, 900)])).is_ok(), "touching");
        assert_eq!(
            sorted(spans(&[(540, 800), (780, 1080)])),
            Err(Span::from((780, 1080)))
        );
    }

    #[test]
    fn a_late_night_does_not_run_into_the_next_morning() {
        let mut week = Week::usual();
        assert_eq!(week.runs_into_next(), None);
        week.0[6] = vec![Span::from((1320, 1440 + 300))];
        assert_eq!(week.runs_into_next(), None, "until five");
        week.0[0] = vec![Span::from((240, 1080))];
        assert_eq!(week.runs_into_next(), Some(6), "Monday opens at four");
    }
}
