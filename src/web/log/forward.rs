//! What the house wrote into a chat that was handed on, in words. Behind the line's word stands whom or when it
//! names.

use std::borrow::Cow;

use crate::{base::lang::Lang, t};

/// Symbol and sentence of such a line; `None` for every other.
pub(super) fn words(lang: Lang, line: &str, name: &str) -> Option<(&'static str, String)> {
    let (word, named) = line.split_once(' ').unwrap_or((line, ""));
    let (symbol, words): (_, Cow<'_, str>) = match word {
        "forwarded" => ("forward", t!(lang, "line-forwarded", name = name)),
        "forwarded-queue" => (
            "forward",
            t!(lang, "line-forwarded-queue", name = name, queue = named),
        ),
        "forwarded-agent" => (
            "forward",
            t!(lang, "line-forwarded-agent", name = name, colleague = named),
        ),
        "forwarded-later" => (
            "alarm-clock",
            t!(
                lang,
                "line-forwarded-later",
                name = name,
                time = &wall(named)
            ),
        ),
        "escalated" => (
            "siren",
            t!(lang, "line-escalated", name = name, queue = named),
        ),
        "forward-open" => ("users-round", t!(lang, "line-forward-open", queue = named)),
        "forward-not-taken" => (
            "undo-2",
            t!(lang, "line-forward-not-taken", colleague = named),
        ),
        "forward-back" => ("alarm-clock", t!(lang, "line-forward-back")),
        "forward-back-late" => (
            "alarm-clock",
            t!(lang, "line-forward-back-late", late = &late(lang, named)),
        ),
        "forward-early" => ("message-circle", t!(lang, "line-forward-early")),
        "forward-reminded" => ("alarm-clock", t!(lang, "line-forward-reminded")),
        "forward-cancelled" => (
            "alarm-clock",
            t!(lang, "line-forward-cancelled", time = &wall(named)),
        ),
        _ => return None,
    };
    Some((symbol, words.into_owned()))
}

/// A time as it was chosen, on the clock of whoever chose it.
fn wall(local: &str) -> String {
    local.replace('T', " ")
}

/// Seconds as hours and minutes: 2 h 10 min.
fn late(lang: Lang, seconds: &str) -> String {
    let minutes = seconds.parse::<i64>().unwrap_or(0) / 60;
    let (hours, rest) = ((minutes / 60).to_string(), format!("{:02}", minutes % 60));
    let words = match minutes {
        0..60 => t!(lang, "late-minutes", minutes = &minutes.to_string()),
        _ => t!(lang, "late-hours", hours = &hours, minutes = &rest),
    };
    words.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_whom_and_when() {
        for (line, expected) in [
            ("forwarded", "Ana forwarded this chat to everyone"),
            (
                "forwarded-queue Bikes & more",
                "Ana forwarded this chat to Bikes & more",
            ),
            (
                "forwarded-later 2026-03-29T09:00",
                "Ana put this chat off until 2026-03-29 09:00",
            ),
            ("forward-back-late 7800", "Back in line, late by 2 h 10 min"),
            ("forward-back-late 90", "Back in line, late by 1 min"),
        ] {
            let (_, words) = words(Lang::En, line, "Ana").unwrap();
            assert_eq!(words.replace(['\u{2068}', '\u{2069}'], ""), expected);
        }
        assert_eq!(words(Lang::En, "claimed", "Ana"), None);
    }
}
