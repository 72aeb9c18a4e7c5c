//! What is said to a program of the shop's own. Pure.
//!
//! ```json
//! {
//!   "type": "message", "id": "shopbell-482-0", "at": 1790000000000, "customer": {"id": "u-1"},
//!   "author": "agent", "text": "Here is your label.", "answers": "m-1",
//!   "choices": [{"label": "5 ★", "data": "rate:1:5"}],
//!   "file": {"name": "label.pdf", "kind": "file", "media_type": "application/pdf", "size": 8123, "content": "JVBERi0…"},
//!   "card": {"title": "Gooseneck kettle", "teaser": "0.9 l", "link": "https://shop.example/kettle"}
//! }
//! ```
//!
//! What a message has not is left out. `author` is `agent` or `house`; `answers` is the id of another message, of
//! either side; `kind` is `image`, `voice`, `file` or `card`; `content` is the file in Base64. Of several files each
//! comes as a message of its own. The id stands in the header `Idempotency-Key` as well: the same one comes again
//! when an answer was lost, and is answered with 200 and not done twice. After `undelivered` was told of it, it may
//! come once more and is then to be done.
//!
//! Any answer from 200 to 299 means that it is there. 429 and 5xx: it is tried again, after `Retry-After` if that is
//! said. 401 and 403: the secret is wrong. 404: the address is wrong. 410: this customer can no longer be written to.
//! Others: this message will never be taken. `{"error": "…"}` in the body is shown to the team.
//!
//! Two more are sent: `{"type": "typing", "customer": {"id": "u-1"}}` when somebody writes an answer, whose answer is
//! of no matter, and `{"type": "hello"}` when the channel is connected or tested. To that `{"id": "…", "name": "…"}`
//! may be answered: under the same id the address can be changed later.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::{
    channels::part::{Fits, Part, Unit},
    desk::{
        aftermath::Tag,
        attachment::{Attachment, AttachmentKind},
        conversation::message::Author,
        dispatch::Parcel,
    },
};

/// How names of our messages begin.
pub(super) const OURS: &str = "shopbell-";

/// More than a message of ours ever has: nothing is cut.
pub(super) const FITS: Fits = Fits {
    text: 100_000,
    caption: 100_000,
    unit: Unit::Characters,
};

/// What a part is called there, however often it is sent.
pub(super) fn name(parcel: &Parcel) -> String {
    format!("{OURS}{}-{}", parcel.message.id, parcel.waiting.parts_done)
}

/// Which of ours is called so; of how many parts it is one, the name does not say.
pub(super) fn tag(name: &str) -> Option<Tag> {
    let (message, part) = name.strip_prefix(OURS)?.split_once('-')?;
    Some(Tag {
        message: message.parse().ok()?,
        part: part.parse().ok()?,
        of: usize::MAX,
    })
}

/// A part as it is sent, with the bytes of its file.
pub(super) fn body(parcel: &Parcel, part: &Part, bytes: Option<&[u8]>) -> Value {
    let author = match parcel.message.author {
        Author::Agent(_) => "agent",
        Author::Bot | Author::Customer | Author::System(_) => "house",
    };
    let mut body = json!({
        "type": "message", "id": name(parcel), "at": parcel.message.created_at,
        "customer": { "id": parcel.to }, "author": author,
    });
    let (text, card) = match part {
        Part::Text(words) => (words.as_str(), None),
        Part::File(_, caption) => (caption.as_str(), None),
        Part::Card(_, card) => ("", Some(card)),
    };
    if !text.is_empty() {
        body["text"] = text.into();
    }
    if let Some(card) = card {
        body["card"] = json!({ "title": card.title, "teaser": card.teaser, "link": card.link });
    }
    if let (Some(file), Some(bytes)) = (part.file(), bytes) {
        body["file"] = json!({
            "name": file_name(file), "kind": file.kind.word(), "media_type": file.media_type,
            "size": bytes.len(), "content": BASE64_STANDARD.encode(bytes),
        });
    }
    if let Some(answered) = parcel
        .quotes
        .as_deref()
        .filter(|_| parcel.waiting.parts_done == 0)
    {
        body["answers"] = answered.into();
    }
    if !parcel.waiting.choices.is_empty() {
        body["choices"] = json!(parcel.waiting.choices);
    }
    body
}

/// A name whose ending is that of the bytes: speech may have been wrapped anew.
fn file_name(file: &Attachment) -> String {
    match (file.kind, file.media_type.as_str()) {
        (AttachmentKind::Voice, "audio/ogg") => "voice.ogg".to_owned(),
        (AttachmentKind::Card, "image/jpeg") => "card.jpg".to_owned(),
        (AttachmentKind::Card, _) => "card.png".to_owned(),
        _ => file.name.clone(),
    }
}
