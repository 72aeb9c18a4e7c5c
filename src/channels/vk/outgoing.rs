//! What is said on VK. Pure.

use serde_json::{Value, json};

use super::Fields;
use crate::{
    base::id::MessageId,
    channels::{
        buttons,
        part::{Fits, Part, Unit},
        pick,
    },
    desk::{
        attachment::{Attachment, AttachmentKind},
        dispatch::Parcel,
        outbox::Choice,
    },
};

/// Most characters on a button, buttons under a message, in a line, and lines of them.
const MOST_LABEL: usize = 40;
const MOST_BUTTONS: usize = 10;
const WIDEST: usize = 5;
const MOST_ROWS: usize = 6;

/// Lengths that the platform takes. Nothing is written under speech.
pub(super) fn fits(is_speech: bool) -> Fits {
    Fits {
        text: 4096,
        caption: if is_speech { 0 } else { 4096 },
        unit: Unit::Utf16,
    }
}

/// The largest picture it shows as one.
const MOST_PHOTO: u64 = 50 * 1024 * 1024;

/// The mark of a message by which the platform recognises that it is sent twice (`random_id`, from 1 to
/// 2³¹ − 1). The same for each part of a message, however often it is tried; and read backwards it says which
/// message of ours it is that the platform tells of. Another house on the same community begins elsewhere in
/// the round, since a mark that was used before would keep a message from being delivered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    from: u64,
}

/// Marks there are.
const ROUND: u64 = 0x7fff_ffff;
/// Parts that a message may have; it has far fewer.
const PARTS: u64 = 32;

impl Marks {
    pub(super) fn new(secret: &str) -> Self {
        let digits = secret.get(..15).unwrap_or_default();
        Self {
            from: u64::from_str_radix(digits, 16).unwrap_or(0) % ROUND,
        }
    }

    pub(super) fn of(self, message: MessageId, part: usize) -> u64 {
        let place = message.0.unsigned_abs() * PARTS + part as u64 % PARTS;
        (place % ROUND + self.from) % ROUND + 1
    }

    /// The message of ours that a mark would be of. It may be anybody's.
    pub(super) fn message(self, mark: i64) -> Option<MessageId> {
        let mark = u64::try_from(mark).ok()?.checked_sub(1)?;
        let place = (mark < ROUND).then_some((mark + ROUND - self.from) % ROUND)?;
        i64::try_from(place / PARTS).ok().map(MessageId)
    }
}

/// The message itself, apart from its file.
pub(super) fn fields(parcel: &Parcel, part: &Part, mark: u64) -> Fields {
    let words = match part {
        Part::Text(words) | Part::File(_, words) => words.clone(),
        // The link comes last: the platform shows what is behind it.
        Part::Card(_, card) => [&card.title, &card.teaser, &card.link]
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n"),
    };
    vec![
        ("peer_ids", parcel.to.clone()),
        ("random_id", mark.to_string()),
        ("message", words),
    ]
}

/// What a message can do without: its buttons, and which one it answers.
pub(super) fn extras(parcel: &Parcel) -> Fields {
    let mut extras = Fields::new();
    let answered = parcel
        .quotes
        .as_deref()
        .filter(|_| parcel.waiting.parts_done == 0)
        .and_then(|name| name.split_once(':'))
        .and_then(|(peer, number)| Some((peer.parse::<i64>().ok()?, number.parse::<i64>().ok()?)));
    if let Some((peer, number)) = answered {
        let answered = json!({
            "peer_id": peer, "conversation_message_ids": [number], "is_reply": true,
        });
        extras.push(("forward", answered.to_string()));
    }
    let choices = &parcel.waiting.choices;
    if !choices.is_empty() {
        let button = |choice: &Choice| {
            let payload = json!({ "data": choice.data }).to_string();
            let label = pick::cut_to(&choice.label, MOST_LABEL);
            json!({ "action": { "type": "callback", "label": label, "payload": payload } })
        };
        let most = &choices[..choices.len().min(MOST_BUTTONS)];
        let rows: Vec<Vec<Value>> = buttons::laid_out(most, WIDEST, MOST_ROWS)
            .into_iter()
            .map(|row| row.iter().map(button).collect())
            .collect();
        let keyboard = json!({ "inline": true, "buttons": rows });
        extras.push(("keyboard", keyboard.to_string()));
    }
    extras
}

/// Whether a refusal with this code may be of the extras.
pub(super) fn is_of_extras(code: &str) -> bool {
    matches!(code, "100" | "911" | "912")
}

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Photo,
    Voice,
    Document,
}

pub(super) fn manner(file: &Attachment) -> Manner {
    let is_drawn = matches!(
        file.media_type.as_str(),
        "image/jpeg" | "image/png" | "image/gif"
    );
    match file.kind {
        AttachmentKind::Image | AttachmentKind::Card
            if is_drawn && file.size <= MOST_PHOTO && is_even(file) =>
        {
            Manner::Photo
        }
        AttachmentKind::Voice if file.media_type == "audio/ogg" => Manner::Voice,
        AttachmentKind::Image
        | AttachmentKind::Voice
        | AttachmentKind::File
        | AttachmentKind::Card => Manner::Document,
    }
}

/// Its sides are neither too long nor too different.
fn is_even(file: &Attachment) -> bool {
    match (file.width, file.height) {
        (Some(width), Some(height)) => {
            let (short, long) = (width.min(height), width.max(height));
            width.saturating_add(height) <= 14_000 && long <= short.saturating_mul(20)
        }
        _ => true,
    }
}

/// A name that ends as the platform expects it.
pub(super) fn file_name(file: &Attachment) -> String {
    match (file.kind, file.media_type.as_str()) {
        (AttachmentKind::Voice, "audio/ogg") => "voice.ogg".to_owned(),
        (AttachmentKind::Card, "image/jpeg") => "card.jpg".to_owned(),
        (AttachmentKind::Card, "image/gif") => "card.gif".to_owned(),
        (AttachmentKind::Card, _) => "card.png".to_owned(),
        _ => file.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::ContentId;

    #[test]
    fn a_mark_is_of_one_part_and_read_backwards_of_one_message() {
        for secret in ["", "0123456789abcdef0123456789abcdef", &"f".repeat(32)] {
            let marks = Marks::new(secret);
            let mut seen = std::collections::HashSet::new();
            for id in [1, 2, 77, 4_000_000, 60_000_000].map(MessageId) {
                for part in 0..13 {
                    let mark = marks.of(id, part);
                    assert!((1..=ROUND).contains(&mark));
                    assert!(seen.insert(mark), "used twice");
                    assert_eq!(marks.message(mark.cast_signed()), Some(id));
                }
            }
            for nobody in [0, -5, i64::MAX] {
                assert_eq!(marks.message(nobody), None);
            }
        }
        let (one, other) = (Marks::new(&"1".repeat(32)), Marks::new(&"2".repeat(32)));
        assert_ne!(one.of(MessageId(5), 0), other.of(MessageId(5), 0));
    }

    #[test]
    fn a_file_is_shown_as_far_as_the_platform_does() {
        let file = |kind, media_type: &str, width, height| Attachment {
            id: String::new(),
            content: ContentId(1),
            kind,
            name: "a".to_owned(),
            media_type: media_type.to_owned(),
            size: 9,
            width,
            height,
            duration_ms: None,
            levels: String::new(),
            card: None,
        };
        let (image, voice) = (AttachmentKind::Image, AttachmentKind::Voice);
        for (kind, media_type, width, height, expected) in [
            (image, "image/jpeg", 400, 300, Manner::Photo),
            (image, "image/webp", 400, 300, Manner::Document),
            (image, "image/png", 4000, 100, Manner::Document),
            (image, "image/png", 9000, 9000, Manner::Document),
            (voice, "audio/ogg", 0, 0, Manner::Voice),
            (voice, "audio/mpeg", 0, 0, Manner::Document),
            (AttachmentKind::File, "image/png", 1, 1, Manner::Document),
        ] {
            let file = file(kind, media_type, Some(width), Some(height));
            assert_eq!(manner(&file), expected, "{media_type} {width}×{height}");
        }
    }
}
