//! Since when a customer waits for a person: a plain function of what stands in their chat (BEHAVIOUR 2).
//!
//! The acts keep the instant as they go, because lists are ordered by it. Here it is reckoned from the beginning,
//! to prove that they keep it right: after any history, with restarts anywhere, both must be the same.

use std::time::Duration;

use crate::{
    base::{id::ConversationId, time::Timestamp},
    db::{DbError, Reader},
};

/// What happened in a chat, as far as it moves the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The customer wrote.
    CustomerWrote,
    /// A person of the team answered.
    Answered,
    /// It went back to the line: put back, passed on, forwarded.
    BackInLine,
    /// The bot handed it over: what was said to that waited for nobody.
    HandedOver,
    /// It came back from a later time, so long after that time.
    CameBack(Duration),
    /// It was put off to a later time.
    PutOff,
    /// It ended.
    Ended,
    /// It goes on.
    WentOn,
    /// A greeting, a reminder, a claim, a comment, whatever else.
    Other,
}

/// Since when the customer waits, after these happenings in their order.
#[must_use]
pub fn waiting_since(happenings: &[(Timestamp, Happening)]) -> Option<Timestamp> {
    let mut since = None;
    let mut has_ended = false;
    for (at, happening) in happenings {
        match happening {
            // Thanks after the end wait for nobody.
            Happening::CustomerWrote if has_ended => {}
            Happening::CustomerWrote | Happening::BackInLine => since = since.or(Some(*at)),
            Happening::HandedOver => since = Some(*at),
            Happening::CameBack(late) => since = since.or(Some(at.minus(*late))),
            Happening::Answered | Happening::PutOff => since = None,
            Happening::Ended => (since, has_ended) = (None, true),
            Happening::WentOn => has_ended = false,
            Happening::Other => {}
        }
    }
    since
}

/// Since when the customer of a chat waits, as its log says.
pub fn reckoned(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Timestamp>, DbError> {
    Ok(waiting_since(&of_chat(reader, id)?))
}

/// Since when the customer waited when a chat ended last, as its log says; `None` also when it has not ended.
pub fn at_the_end(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Timestamp>, DbError> {
    let happenings = of_chat(reader, id)?;
    let end = happenings
        .iter()
        .rposition(|(_, happening)| *happening == Happening::Ended);
    Ok(end.and_then(|end| waiting_since(happenings.get(..end)?)))
}

/// What one entry of a log means for the clock.
pub(super) fn meaning(author: &str, internal: bool, text: &str) -> Happening {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match (author, internal, word) {
        (_, true, _) => Happening::Other,
        ("customer", ..) => Happening::CustomerWrote,
        ("agent", ..) | ("system", _, "team:no-answer-needed") => Happening::Answered,
        ("system", _, "forwarded-later") => Happening::PutOff,
        (
            "system",
            _,
            "released" | "passed-on" | "forwarded" | "forwarded-queue" | "forwarded-agent"
            | "escalated",
        ) => Happening::BackInLine,
        ("system", _, "team:bot-handed") => Happening::HandedOver,
        ("system", _, "forward-back" | "forward-back-late" | "team:end-undone") => {
            Happening::CameBack(Duration::from_secs(rest.parse().unwrap_or(0)))
        }
        (
            "system",
            _,
            "closed"
            | "left"
            | "bot-done"
            | "blocked"
            | "silence-closed"
            | "silence-closed-unnamed",
        ) => Happening::Ended,
        ("system", _, "reopened" | "went-on") => Happening::WentOn,
        _ => Happening::Other,
    }
}

/// A chat whose clock does not stand where its log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub conversation: ConversationId,
    /// As it stands in the file.
    pub stored: Option<Timestamp>,
    /// As its log says.
    pub reckoned: Option<Timestamp>,
}

/// Lateness is written down in whole seconds.
const TOLERANCE: Duration = Duration::from_secs(1);

/// Every open chat whose clock stands wrong.
pub fn differences(reader: &Reader<'_>) -> Result<Vec<Difference>, DbError> {
    let open = reader.list(
        "select id, waiting_since from conversation where state in ('waiting', 'scheduled', 'active') order by id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut wrong = Vec::new();
    for (conversation, stored) in open {
        let reckoned = reckoned(reader, conversation)?;
        let is_right = match (stored, reckoned) {
            (Some(stored), Some(reckoned)) => near(stored, reckoned),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_right {
            wrong.push(Difference {
                conversation,
                stored,
                reckoned,
            });
        }
    }
    Ok(wrong)
}

fn near(one: Timestamp, other: Timestamp) -> bool {
    one.max(other).since(one.min(other)) <= TOLERANCE
}

fn of_chat(
    reader: &Reader<'_>,
    id: ConversationId,
) -> Result<Vec<(Timestamp, Happening)>, DbError> {
    reader.list(
        // What certainly never arrived has answered nobody, and no machine waits for an answer.
        "select created_at, iif(delivery = 'failed' or automatic = 1, '', author), internal, iif(author = 'system', text, '')
         from message where conversation_id = ?1 order by id",
        [id],
        |row| {
            let (author, text): (String, String) = (row.get(1)?, row.get(3)?);
            Ok((row.get(0)?, meaning(&author, row.get(2)?, &text)))
        },
    )
}

#[cfg(test)]
mod history_tests;

#[cfg(test)]
mod tests {
    use super::{Happening::*, *};

    #[test]
    fn the_clock_follows_what_happened() {
        let late = CameBack(Duration::from_millis(20));
        let cases: &[(&str, &[Happening], Option<i64>)] = &[
            ("nothing", &[], None),
            ("one message", &[CustomerWrote], Some(0)),
            ("more leave it", &[CustomerWrote, CustomerWrote], Some(0)),
            ("a greeting leaves it", &[CustomerWrote, Other], Some(0)),
            ("an answer ends it", &[CustomerWrote, Answered], None),
            (
                "the next begins it",
                &[CustomerWrote, Answered, CustomerWrote],
                Some(200),
            ),
            (
                "forwarded unanswered",
                &[CustomerWrote, BackInLine],
                Some(0),
            ),
            (
                "forwarded answered",
                &[CustomerWrote, Answered, BackInLine],
                Some(200),
            ),
            ("put off", &[CustomerWrote, PutOff], None),
            (
                "put off, due, noticed late",
                &[CustomerWrote, PutOff, late],
                Some(180),
            ),
            (
                "put off, the customer wrote",
                &[PutOff, CustomerWrote, BackInLine],
                Some(100),
            ),
            (
                "handed over by the bot",
                &[CustomerWrote, CustomerWrote, HandedOver, CustomerWrote],
                Some(200),
            ),
            ("ended", &[CustomerWrote, Ended], None),
            (
                "thanks after the end",
                &[CustomerWrote, Ended, CustomerWrote],
                None,
            ),
            (
                "it goes on",
                &[CustomerWrote, Ended, WentOn, CustomerWrote],
                Some(300),
            ),
        ];
        for (what, happenings, expected) in cases {
            let history: Vec<_> = (0..)
                .map(|step| Timestamp(step * 100))
                .zip(happenings.iter().copied())
                .collect();
            assert_eq!(waiting_since(&history), expected.map(Timestamp), "{what}");
        }
    }
}
