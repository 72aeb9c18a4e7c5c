//! Cutting a message of ours into the messages of a platform. Pure.

use super::Fault;
use crate::desk::{
    attachment::{Attachment, AttachmentKind, card::Face},
    conversation::message::Message,
    dispatch::changing::{self, Revision},
};

/// One message of a platform's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// A file, with words under it where they fit.
    File(Attachment, String),
    /// A card: its picture if it has one, and what it says.
    Card(Attachment, Face),
}

impl Part {
    /// The file whose bytes it carries.
    #[must_use]
    pub fn file(&self) -> Option<&Attachment> {
        match self {
            Self::Text(_) => None,
            Self::File(file, _) => Some(file),
            // A card without a picture has no bytes.
            Self::Card(file, _) => (file.size > 0 && file.width.is_some()).then_some(file),
        }
    }
}

/// What fits into one message of a platform's, in the units that it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fits {
    /// Of words.
    pub text: usize,
    /// Of words under a file; 0: none.
    pub caption: usize,
    /// How it counts.
    pub unit: Unit,
}

/// How a platform counts the length of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// UTF-16 code units.
    Utf16,
    /// Unicode characters.
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

impl Unit {
    fn of(self, c: char) -> usize {
        match self {
            Self::Utf16 => c.len_utf16(),
            Self::Characters => 1,
            Self::Bytes => c.len_utf8(),
        }
    }

    fn length(self, text: &str) -> usize {
        text.chars().map(|c| self.of(c)).sum()
    }
}

/// Cuts a message: its words first, unless they fit under its only file; then its files in their order.
#[must_use]
pub(super) fn cut(message: &Message, fits: Fits) -> Vec<Part> {
    let files = &message.attachments;
    let goes_under = files.len() == 1
        && !message.text.is_empty()
        && files[0].kind != AttachmentKind::Card
        && fits.unit.length(&message.text) <= fits.caption;
    let mut parts = Vec::new();
    if !goes_under {
        parts.extend(pieces(&message.text, fits).into_iter().map(Part::Text));
    }
    for file in files {
        let caption = if goes_under {
            message.text.as_str()
        } else {
            ""
        };
        parts.push(match &file.card {
            Some(card) => Part::Card(file.clone(), card.clone()),
            None => Part::File(file.clone(), caption.to_owned()),
        });
    }
    parts
}

/// What becomes of one message of a platform's that is part of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It says something else.
    Text(String),
    /// Something else stands under its file.
    Caption(String),
    /// It goes.
    Gone,
}

/// What has to be done so that a message which stands there in these parts stands there in those, by the place of each.
/// `None` when the words need more messages than there are: one more would stand in the wrong place.
#[must_use]
pub(super) fn changes(before: &[Part], after: &[Part]) -> Option<Vec<(usize, Change)>> {
    let mut then = after.iter().filter(|part| matches!(part, Part::Text(_)));
    let mut files = after.iter().filter(|part| !matches!(part, Part::Text(_)));
    let mut changes = Vec::new();
    for (place, part) in before.iter().enumerate() {
        let now = match part {
            Part::Text(_) => then.next(),
            Part::File(..) | Part::Card(..) => files.next(),
        };
        match now {
            None => changes.push((place, Change::Gone)),
            Some(now) if now == part => {}
            Some(Part::Text(words)) => changes.push((place, Change::Text(words.clone()))),
            Some(Part::File(_, words)) => {
                changes.push((place, Change::Caption(words.clone())));
            }
            // What a card says is not the message's to change.
            Some(Part::Card(..)) => {}
        }
    }
    (then.next().is_none() && files.next().is_none()).then_some(changes)
}

/// What has to be done with which messages of a platform's, by what it calls them, so that a message stands there as it is
/// now. `cut` is how the platform's messages are made.
pub(super) fn plan(
    revision: &Revision,
    cut: impl Fn(&Message) -> Vec<Part>,
) -> Result<Vec<(&str, Change)>, Fault> {
    let refused = |code: &str| Fault::Message(code.to_owned(), String::new());
    let names = revision.names.iter().map(String::as_str);
    let Some(after) = &revision.after else {
        return Ok(names.map(|name| (name, Change::Gone)).collect());
    };
    let before = cut(&revision.before);
    if before.len() != revision.names.len() {
        return Err(refused(changing::NOWHERE));
    }
    let changes = changes(&before, &cut(after)).ok_or_else(|| refused(changing::LONGER))?;
    let name = |place: usize| revision.names[place].as_str();
    Ok(changes
        .into_iter()
        .map(|(place, change)| (name(place), change))
        .collect())
}

/// Words in pieces that fit, cut between lines, else between words, never inside a character that people see as
/// one.
#[must_use]
pub(super) fn pieces(text: &str, fits: Fits) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while fits.unit.length(rest) > fits.text {
        let mut used = 0;
        let most = rest
            .char_indices()
            .find(|(_, c)| {
                used += fits.unit.of(*c);
                used > fits.text
            })
            .map_or(rest.len(), |(at, _)| at);
        let head = &rest[..most];
        let least = most / 2;
        let edge = |found: Option<usize>| found.filter(|&at| at > least);
        let at = edge(head.rfind('\n'))
            .or_else(|| edge(head.rfind(char::is_whitespace)))
            .unwrap_or_else(|| whole(rest, most));
        let (piece, after) = rest.split_at(at);
        pieces.push(piece.trim_end().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

/// A place at or before `at` that parts no joined picture and no accent from its letter.
fn whole(text: &str, at: usize) -> usize {
    let joins = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{300}'..='\u{36f}' | '\u{1f3fb}'..='\u{1f3ff}');
    let mut cut = at;
    while cut > 0 {
        let next = text[cut..].chars().next();
        let before = text[..cut].chars().next_back();
        if next.is_some_and(joins) || before == Some('\u{200d}') {
            cut -= before.map_or(1, char::len_utf8);
        } else {
            break;
        }
    }
    if cut == 0 { at } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::ContentId;

    const TEN: Fits = Fits {
        text: 10,
        caption: 5,
        unit: Unit::Utf16,
    };

    #[test]
    fn words_are_cut_where_they_may_be() {
        for (text, expected) in [
            ("", &[][..]),
            ("short", &["short"]),
            ("exactly 10", &["exactly 10"]),
            ("two words more", &["two words", "more"]),
            ("line one\nline two", &["line one", "line two"]),
            ("abcdefghijklm", &["abcdefghij", "klm"]),
            // Two units each.
            ("😀😀😀😀😀😀", &["😀😀😀😀😀", "😀"]),
            // A family is one picture of many characters.
            ("abcdefgh👩\u{200d}👧", &["abcdefgh", "👩\u{200d}👧"]),
        ] {
            assert_eq!(pieces(text, TEN), expected, "{text:?}");
        }
    }

    #[test]
    fn what_stands_there_is_changed_where_it_stands() {
        let text = |words: &str| Part::Text(words.to_owned());
        let file = Attachment {
            id: "a".to_owned(),
            content: ContentId(1),
            kind: AttachmentKind::Image,
            name: "a.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            size: 9,
            width: None,
            height: None,
            duration_ms: None,
            levels: String::new(),
            card: None,
        };
        let picture = |words: &str| Part::File(file.clone(), words.to_owned());
        let is = |words: &str| Change::Text(words.to_owned());
        let under = |words: &str| Change::Caption(words.to_owned());
        for (before, after, expected) in [
            (vec![text("a")], vec![text("b")], Some(vec![(0, is("b"))])),
            (
                vec![text("a"), text("b")],
                vec![text("a"), text("c")],
                Some(vec![(1, is("c"))]),
            ),
            (
                vec![text("a"), text("b")],
                vec![text("a")],
                Some(vec![(1, Change::Gone)]),
            ),
            (vec![text("a")], vec![text("a"), text("b")], None),
            (
                vec![picture("a")],
                vec![picture("b")],
                Some(vec![(0, under("b"))]),
            ),
            (
                vec![picture("")],
                vec![picture("b")],
                Some(vec![(0, under("b"))]),
            ),
            // Words that become so short that they fit under the picture, or too long for that.
            (
                vec![text("long"), picture("")],
                vec![picture("a")],
                Some(vec![(0, Change::Gone), (1, under("a"))]),
            ),
            (vec![picture("a")], vec![text("long"), picture("")], None),
            (
                vec![text("a"), picture(""), picture("")],
                vec![picture(""), picture("")],
                Some(vec![(0, Change::Gone)]),
            ),
        ] {
            assert_eq!(changes(&before, &after), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn every_unit_is_counted_as_its_platform_does() {
        for (unit, length) in [(Unit::Utf16, 3), (Unit::Characters, 2), (Unit::Bytes, 6)] {
            assert_eq!(unit.length("é😀"), length, "{unit:?}");
        }
    }
}
