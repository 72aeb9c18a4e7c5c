//! Instants on screen. The house knows nobody's time zone: it writes the instant, and `times.js` in the
//! browser the words, in the reader's language and by the reader's clock.

use maud::{Markup, html};

use crate::base::time::Timestamp;

/// How an instant is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The hour and minute: 14:02.
    Clock,
    /// The hour today, then "yesterday", then the date.
    Day,
    /// The date, whatever the hour: "today", "yesterday", 19 November.
    Date,
    /// The date as the calendar has it, for the middle of a sentence: 19 November.
    Calendar,
    /// The hour today, otherwise the date and the hour: 27 Nov, 09:00.
    Due,
    /// How long ago: "2 min".
    Ago,
    /// Date and time in full.
    Full,
}

/// An instant; pointing at it tells date and time in full.
#[must_use]
pub fn moment(at: Timestamp, style: Style) -> Markup {
    let written = at.rfc3339();
    let word = match style {
        Style::Clock => "clock",
        Style::Day => "day",
        Style::Date => "date",
        Style::Calendar => "calendar",
        Style::Due => "due",
        Style::Ago => "ago",
        Style::Full => "full",
    };
    html! { time datetime=(written) data-time=(word) { (written.replace('T', " ").replace('Z', " UTC")) } }
}
