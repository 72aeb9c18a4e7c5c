//! What is said in Messenger. Pure.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::pick;
use crate::{
    channels::{
        Fault,
        part::{Fits, Part, Unit},
    },
    desk::{
        aftermath::Tag,
        attachment::{Attachment, AttachmentKind},
        conversation::message::Author,
        dispatch::Parcel,
        window::{MARGIN, Policy},
    },
};

/// Lengths that the platform takes: a message has words or a file.
pub(super) const FITS: Fits = Fits {
    text: 2000,
    caption: 0,
    unit: Unit::Characters,
};

/// The largest picture it shows as one.
const MOST_PICTURE: u64 = 8 * 1024 * 1024;
/// Most characters of a line of a card, and of what is on a button.
const MOST_LINE: usize = 80;
const MOST_BUTTON: usize = 20;
/// Most answers to choose from.
const MOST_CHOICES: usize = 13;

/// Whether it is late, and only what a person writes is delivered.
fn is_late(parcel: &Parcel) -> bool {
    let day = Duration::from_secs(u64::from(Policy::MESSENGER.free_minutes) * 60) - MARGIN;
    matches!(parcel.message.author, Author::Agent(_))
        && parcel.since_asked.is_some_and(|since| since >= day)
}

/// The call that says a part, of so many.
pub(super) fn body(parcel: &Parcel, part: &Part, of: usize) -> Value {
    let tag = Tag {
        message: parcel.message.id,
        part: parcel.waiting.parts_done,
        of,
    };
    let mut message = match part {
        Part::Text(words) => json!({ "text": words }),
        Part::File(file, _) => {
            json!({ "attachment": { "type": manner(file), "payload": { "is_reusable": false } } })
        }
        // Its picture would need an address on the net.
        Part::Card(_, card) => {
            let open = json!({ "type": "web_url", "url": card.link });
            let mut button = open.clone();
            button["title"] = pick::cut_to(&card.title, MOST_BUTTON).into();
            let mut element = json!({
                "title": pick::cut_to(&card.title, MOST_LINE), "default_action": open, "buttons": [button],
            });
            if !card.teaser.is_empty() {
                element["subtitle"] = pick::cut_to(&card.teaser, MOST_LINE).into();
            }
            json!({ "attachment": { "type": "template", "payload": {
                "template_type": "generic", "elements": [element] } } })
        }
    };
    message["metadata"] = tag.to_string().into();
    let choices = &parcel.waiting.choices;
    if !choices.is_empty() && choices.len() <= MOST_CHOICES {
        message["quick_replies"] = choices
            .iter()
            .map(|one| {
                json!({ "content_type": "text", "title": pick::cut_to(&one.label, MOST_BUTTON), "payload": one.data })
            })
            .collect();
    }
    let mut body = json!({
        "recipient": { "id": parcel.to }, "messaging_type": "RESPONSE", "message": message,
    });
    if is_late(parcel) {
        body["messaging_type"] = "MESSAGE_TAG".into();
        body["tag"] = "HUMAN_AGENT".into();
    }
    let answered = pick::known_there(parcel.quotes.as_deref());
    if let Some(id) = answered.filter(|_| parcel.waiting.parts_done == 0) {
        body["reply_to"] = json!({ "mid": id });
    }
    body
}

/// The same as the fields of a form, with which a file can come along.
pub(super) fn fields(body: &Value) -> Vec<(String, String)> {
    let named = body.as_object().into_iter().flatten();
    named
        .map(|(name, value)| {
            let words = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), words)
        })
        .collect()
}

/// A message that is late and refused for want of a permission: the page is not allowed to be late, and goes on with
/// everybody else.
pub(super) fn of_late(parcel: &Parcel, fault: Fault) -> Fault {
    match fault {
        Fault::Account(crate::desk::account::Trouble::Setup, words) if is_late(parcel) => {
            Fault::Shut("10".to_owned(), words)
        }
        other => other,
    }
}

/// Name and type of the file that comes along.
pub(super) fn file(part: &Part) -> Option<(String, String)> {
    let Part::File(file, _) = part else {
        return None;
    };
    let name = match (file.kind, file.media_type.as_str()) {
        (AttachmentKind::Voice, "audio/ogg") => "voice.ogg",
        (AttachmentKind::Voice, "audio/mp4") => "voice.m4a",
        (AttachmentKind::Voice, "audio/mpeg") => "voice.mp3",
        _ => file.name.as_str(),
    };
    Some((name.to_owned(), file.media_type.clone()))
}

/// As what a file is sent. Sound in Ogg does not play everywhere there: it goes as the file that it is.
fn manner(file: &Attachment) -> &'static str {
    match file.media_type.as_str() {
        "image/jpeg" | "image/png" | "image/gif" if file.size <= MOST_PICTURE => "image",
        "audio/mpeg" | "audio/mp4" | "audio/aac" | "audio/wav" => "audio",
        "video/mp4" => "video",
        _ => "file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_as_what_the_platform_plays() {
        for (media_type, size, expected) in [
            ("image/jpeg", 10, "image"),
            ("image/jpeg", 9 * 1024 * 1024, "file"),
            ("image/webp", 10, "file"),
            ("audio/mpeg", 10, "audio"),
            ("audio/mp4", 10, "audio"),
            ("audio/ogg", 10, "file"),
            ("video/mp4", 10, "video"),
            ("application/pdf", 10, "file"),
        ] {
            let file: Attachment = serde_json::from_value(json!({
                "id": "1", "kind": "file", "name": "n", "media_type": media_type, "size": size,
                "width": null, "height": null, "duration_ms": null,
            }))
            .unwrap();
            assert_eq!(manner(&file), expected, "{media_type} {size}");
        }
    }

    #[test]
    fn a_form_has_the_fields_of_the_call() {
        let body = json!({ "recipient": { "id": "P" }, "messaging_type": "RESPONSE" });
        let mut fields = fields(&body);
        fields.sort();
        assert_eq!(
            fields,
            [
                ("messaging_type".to_owned(), "RESPONSE".to_owned()),
                ("recipient".to_owned(), r#"{"id":"P"}"#.to_owned()),
            ]
        );
    }
}
