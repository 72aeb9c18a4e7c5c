//! What is said on Telegram. Pure.

use serde_json::{Value, json};

use crate::{
    channels::{
        buttons,
        part::{Change, Fits, Part, Unit},
    },
    desk::{
        attachment::{Attachment, AttachmentKind},
        dispatch::Parcel,
        outbox::Choice,
    },
};

/// Buttons in a line, and lines of them: <https://core.telegram.org/bots/api#inlinekeyboardmarkup> names no limit; more than
/// these are no use on a telephone.
const WIDEST: usize = 8;
const MOST_ROWS: usize = 20;

/// Lengths that the platform takes.
pub(super) const FITS: Fits = Fits {
    text: 4096,
    caption: 1024,
    unit: Unit::Utf16,
};

/// The largest picture it shows as one.
const MOST_PHOTO: u64 = 10 * 1024 * 1024;

/// One call that says something.
pub(super) struct Said {
    pub(super) method: &'static str,
    pub(super) fields: Vec<(&'static str, String)>,
    /// The field that carries the file's bytes.
    pub(super) file_field: &'static str,
    pub(super) file_name: String,
    pub(super) media_type: String,
}

impl Said {
    pub(super) fn new(parcel: &Parcel, part: &Part) -> Self {
        let mut fields = vec![("chat_id", parcel.to.clone())];
        let answered = parcel
            .quotes
            .as_deref()
            .filter(|_| parcel.waiting.parts_done == 0)
            .and_then(|name| name.rsplit(':').next()?.parse::<i64>().ok());
        if let Some(id) = answered {
            let answered = json!({ "message_id": id, "allow_sending_without_reply": true });
            fields.push(("reply_parameters", answered.to_string()));
        }
        let button =
            |choice: &Choice| json!({ "text": choice.label, "callback_data": choice.data });
        let rows: Vec<Vec<_>> = buttons::laid_out(&parcel.waiting.choices, WIDEST, MOST_ROWS)
            .into_iter()
            .map(|row| row.iter().map(button).collect())
            .collect();
        if !rows.is_empty() {
            let keyboard = json!({ "inline_keyboard": rows });
            fields.push(("reply_markup", keyboard.to_string()));
        }
        let (method, file_field, file) = match part {
            Part::Text(words) => {
                fields.push(("text", words.clone()));
                ("sendMessage", "", None)
            }
            Part::File(file, caption) => {
                if !caption.is_empty() {
                    fields.push(("caption", caption.clone()));
                }
                let (method, field) = manner(file);
                if method == "sendDocument" {
                    fields.push(("disable_content_type_detection", "true".to_owned()));
                }
                if let (AttachmentKind::Voice, Some(length)) = (file.kind, file.duration_ms) {
                    fields.push(("duration", length.div_ceil(1000).to_string()));
                }
                (method, field, Some(file))
            }
            Part::Card(picture, card) => {
                let mut words = format!("<b>{}</b>", escaped(&card.title));
                if !card.teaser.is_empty() {
                    words.push('\n');
                    words.push_str(&escaped(&card.teaser));
                }
                fields.push(("caption", words));
                fields.push(("parse_mode", "HTML".to_owned()));
                let open =
                    json!({ "inline_keyboard": [[{ "text": card.title, "url": card.link }]] });
                fields.push(("reply_markup", open.to_string()));
                ("sendPhoto", "photo", Some(picture))
            }
        };
        Self {
            method,
            fields,
            file_field,
            file_name: file.map_or_else(String::new, file_name),
            media_type: file.map_or_else(String::new, |file| file.media_type.clone()),
        }
    }

    /// Whether what was refused in these words may be sent as a document instead.
    pub(super) fn may_be_document(&self, words: &str) -> bool {
        matches!(self.method, "sendPhoto" | "sendVoice")
            && ["PHOTO", "IMAGE", "VOICE_MESSAGES_FORBIDDEN"]
                .iter()
                .any(|cause| words.contains(cause))
    }
}

/// The call that changes a message of the bot's, which is called `name`, and its body. `None` for a name that is none.
pub(super) fn change(name: &str, change: &Change) -> Option<(&'static str, Value)> {
    let (chat, number) = name.rsplit_once(':')?;
    let number = number.parse::<i64>().ok()?;
    let mut body = json!({ "chat_id": chat, "message_id": number });
    let method = match change {
        Change::Text(words) => {
            body["text"] = words.as_str().into();
            "editMessageText"
        }
        Change::Caption(words) => {
            body["caption"] = words.as_str().into();
            "editMessageCaption"
        }
        Change::Gone => "deleteMessage",
    };
    Some((method, body))
}

/// Whether what was refused in these words is as it was to be: it was changed so before, or is gone.
pub(super) fn is_done(change: &Change, words: &str) -> bool {
    match change {
        Change::Text(_) | Change::Caption(_) => words.contains("message is not modified"),
        Change::Gone => words.contains("message to delete not found"),
    }
}

/// How a file is sent, and in which field.
fn manner(file: &Attachment) -> (&'static str, &'static str) {
    match file.kind {
        AttachmentKind::Image if file.size <= MOST_PHOTO && is_even(file) => ("sendPhoto", "photo"),
        AttachmentKind::Voice => ("sendVoice", "voice"),
        AttachmentKind::Image | AttachmentKind::File | AttachmentKind::Card => {
            ("sendDocument", "document")
        }
    }
}

/// Its sides are neither too long nor too different.
fn is_even(file: &Attachment) -> bool {
    match (file.width, file.height) {
        (Some(width), Some(height)) => {
            let (short, long) = (width.min(height), width.max(height));
            width + height <= 10_000 && long <= short.saturating_mul(20)
        }
        _ => true,
    }
}

/// A name that ends as the platform expects it of a recording.
fn file_name(file: &Attachment) -> String {
    match (file.kind, file.media_type.as_str()) {
        (AttachmentKind::Voice, "audio/ogg" | "audio/webm") => "voice.ogg".to_owned(),
        (AttachmentKind::Card, "image/jpeg") => "card.jpg".to_owned(),
        (AttachmentKind::Card, _) => "card.png".to_owned(),
        _ => file.name.clone(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
