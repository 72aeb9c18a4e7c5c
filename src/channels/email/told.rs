//! What a mailbox's server tells, in our words: refusals, days and instants.

use std::{future::Future, time::Duration};

use async_imap::error::Error;
use tokio::time::timeout;

use crate::{
    base::{text, time::Timestamp},
    channels::Fault,
    desk::account::Trouble,
};

/// An answer takes no longer than this.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// Whether a refusal says that it will pass.
pub(super) fn is_for_now(words: &str) -> bool {
    let words = words.to_uppercase();
    [
        "[UNAVAILABLE]",
        "[INUSE]",
        "[LIMIT]",
        "[SERVERBUG]",
        "[THROTTLED]",
    ]
    .iter()
    .any(|code| words.contains(code))
}

pub(super) async fn within<T>(
    patience: Duration,
    doing: impl Future<Output = Result<T, Error>>,
) -> Result<T, Fault> {
    match timeout(patience, doing).await {
        Ok(done) => done.map_err(fault),
        Err(_) => Err(late()),
    }
}

pub(super) fn late() -> Fault {
    Fault::Later(None, "IMAP: no answer in time".to_owned())
}

pub(super) fn setup(told: &str) -> Fault {
    Fault::Account(Trouble::Setup, words(told))
}

/// Whatever goes wrong with a mailbox that is signed in to may be over soon.
pub(super) fn fault(error: Error) -> Fault {
    let told = match &error {
        Error::No(words) | Error::Bad(words) => return Fault::Later(None, said(words)),
        other => other.to_string(),
    };
    Fault::Later(None, words(&told))
}

/// Most characters of a server's words that are repeated.
const LONGEST: usize = 300;

pub(super) fn words(told: &str) -> String {
    format!("IMAP: {}", text::clean_line(told, LONGEST))
}

/// The server's own sentence, out of how the library tells of it.
pub(super) fn said(told: &str) -> String {
    let own = told
        .split_once("info: Some(\"")
        .or_else(|| told.split_once("information: Some(\""))
        .and_then(|(_, rest)| rest.rsplit_once("\")"))
        .map_or(told, |(own, _)| own);
    words(own)
}

/// An instant as mailboxes write it: `26-Nov-2026 10:00:00 +0200`.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let mut parts = text.split_whitespace();
    let (date, time, zone) = (parts.next()?, parts.next()?, parts.next()?);
    let mut date = date.splitn(3, '-');
    let (day, month, year) = (date.next()?, date.next()?, date.next()?);
    let month = 1 + MONTHS
        .iter()
        .position(|name| name.eq_ignore_ascii_case(month))?;
    let midnight = Timestamp::of_date(&format!("{year}-{month:02}-{day:0>2}"))?;
    let mut seconds = 0;
    for part in time.splitn(3, ':') {
        seconds = seconds * 60 + i64::from(part.parse::<u8>().ok()?);
    }
    let zone = i64::from(zone.parse::<i16>().ok()?);
    seconds -= zone / 100 * 3600 + zone % 100 * 60;
    Some(Timestamp(midnight.0 + seconds * 1000))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day as searches have it: `24-Nov-2026`. The one before, for the server's day may have begun earlier.
pub(super) fn day(from: Timestamp) -> String {
    let date = from.minus(Duration::from_secs(24 * 3600)).rfc3339();
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, rest) = (next(), next(), next());
    let month = month.parse::<usize>().unwrap_or(1).clamp(1, 12);
    let day = rest.get(..2).unwrap_or("1");
    format!("{day}-{}-{year}", MONTHS[month - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_begins_a_day_early() {
        let from = Timestamp::of_date("2026-11-26").unwrap();
        assert_eq!(day(from), "25-Nov-2026");
        let from = Timestamp::of_date("2027-01-01").unwrap();
        assert_eq!(day(from), "31-Dec-2026");
    }

    #[test]
    fn an_instant_is_read_with_its_zone() {
        let ten = Timestamp::of_date("2026-11-26").map(|day| day.0 + 10 * 3_600_000);
        for text in [
            "26-Nov-2026 10:00:00 +0000",
            "26-Nov-2026 12:30:00 +0230",
            "26-nov-2026 04:30:00 -0530",
        ] {
            assert_eq!(instant(text).map(|at| at.0), ten, "{text}");
        }
        assert!(instant(" 6-Nov-2026 10:00:00 +0000").is_some());
        for text in [
            "",
            "26-Nov-2026",
            "32-Nov-2026 10:00:00 +0000",
            "26-Mon-2026 10:00:00 +0000",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_servers_sentence_is_taken_out() {
        let told =
            "code: Some(AuthenticationFailed), info: Some(\"Invalid credentials (Failure)\")";
        assert_eq!(said(told), "IMAP: Invalid credentials (Failure)");
        let told = "outcome: Outcome { code: None, information: Some(\"No such mailbox\") }";
        assert_eq!(said(told), "IMAP: No such mailbox");
        assert_eq!(said("no"), "IMAP: no");
    }

    #[test]
    fn some_refusals_pass() {
        for (words, expected) in [
            (
                "code: None, info: Some(\"[UNAVAILABLE] Temporary failure\")",
                true,
            ),
            (
                "code: Some(Other(\"AUTHENTICATIONFAILED\")), info: Some(\"no\")",
                false,
            ),
            ("code: None, info: Some(\"LOGIN failed.\")", false),
        ] {
            assert_eq!(is_for_now(words), expected, "{words}");
        }
    }
}
