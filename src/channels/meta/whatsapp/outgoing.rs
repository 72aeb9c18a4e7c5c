//! What is said on WhatsApp. Pure.

use serde_json::{Value, json};

use super::super::pick;
use crate::{
    channels::part::{Fits, Part, Unit},
    desk::{
        aftermath::Tag,
        attachment::{Attachment, AttachmentKind},
        conversation::message::Message,
        dispatch::Parcel,
        outbox::Choice,
        template::{Filled, Place},
    },
};

const MEGABYTE: u64 = 1024 * 1024;
/// The largest picture it shows as one.
const MOST_PICTURE: u64 = 5 * MEGABYTE;
/// The largest sound and film.
const MOST_SOUND: u64 = 16 * MEGABYTE;
/// Most characters of a message with buttons or a link.
const MOST_BODY: usize = 1024;
/// Most buttons; more are a list.
const MOST_BUTTONS: usize = 3;
/// Most rows of a list.
const MOST_ROWS: usize = 10;

/// Lengths that the platform takes. Sound carries no words.
pub(super) fn fits(message: &Message) -> Fits {
    let is_sound = message
        .attachments
        .iter()
        .any(|file| manner(file) == "audio");
    Fits {
        text: 4096,
        caption: if is_sound { 0 } else { 1024 },
        unit: Unit::Characters,
    }
}

/// As what a file is sent.
fn manner(file: &Attachment) -> &'static str {
    match file.media_type.as_str() {
        "image/jpeg" | "image/png" if file.size <= MOST_PICTURE => "image",
        "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" | "audio/webm"
            if file.size <= MOST_SOUND =>
        {
            "audio"
        }
        "video/mp4" | "video/3gpp" if file.size <= MOST_SOUND => "video",
        _ => "document",
    }
}

/// Name and type of the file that is handed over before a part is said.
pub(super) fn upload(part: &Part) -> Option<(String, String)> {
    let (file, name) = match part {
        Part::Text(_) => return None,
        Part::File(file, _) if file.kind == AttachmentKind::Voice => (file, "voice"),
        Part::File(file, _) => (file, file.name.as_str()),
        // A picture that it would not show leaves the card without one.
        Part::Card(file, _) if manner(file) == "image" => (file, "card"),
        Part::Card(..) => return None,
    };
    Some((name.to_owned(), file.media_type.clone()))
}

/// The call that says a part, of so many. `media` is what its file is called there.
pub(super) fn body(parcel: &Parcel, part: &Part, of: usize, media: Option<&str>) -> Value {
    let tag = Tag {
        message: parcel.message.id,
        part: parcel.waiting.parts_done,
        of,
    };
    let mut body = json!({
        "messaging_product": "whatsapp", "recipient_type": "individual",
        "biz_opaque_callback_data": tag.to_string(),
    });
    // A number has digits only; what the platform itself calls somebody begins with a country.
    let is_number = parcel.to.bytes().all(|byte| byte.is_ascii_digit());
    body[if is_number { "to" } else { "recipient" }] = parcel.to.as_str().into();
    let answered = pick::known_there(parcel.quotes.as_deref());
    if let Some(id) = answered.filter(|_| parcel.waiting.parts_done == 0) {
        body["context"] = json!({ "message_id": id });
    }
    let (kind, content) = match part {
        Part::Text(_) if let Some(filled) = &parcel.waiting.template => {
            ("template", template(filled))
        }
        Part::Text(words) => said(words, &parcel.waiting.choices),
        Part::File(file, caption) => {
            let kind = manner(file);
            let mut content = json!({ "id": media });
            if !caption.is_empty() && kind != "audio" {
                content["caption"] = caption.as_str().into();
            }
            if kind == "document" {
                content["filename"] = file.name.as_str().into();
            }
            if file.kind == AttachmentKind::Voice && file.media_type == "audio/ogg" {
                content["voice"] = true.into();
            }
            (kind, content)
        }
        Part::Card(_, card) => {
            let words = pick::joined([card.title.as_str(), &card.teaser], "\n");
            let mut content = json!({
                "type": "cta_url",
                "body": { "text": pick::cut_to(&words, MOST_BODY) },
                "action": { "name": "cta_url", "parameters": {
                    "display_text": pick::cut_to(&card.title, 20), "url": card.link } },
            });
            if let Some(media) = media {
                content["header"] = json!({ "type": "image", "image": { "id": media } });
            }
            ("interactive", content)
        }
    };
    body["type"] = kind.into();
    body[kind] = content;
    body
}

/// A template as the platform is told of it.
fn template(filled: &Filled) -> Value {
    let of = |place: Place| -> Vec<Value> {
        let here = filled
            .values
            .iter()
            .filter(|(blank, _)| blank.place == place);
        here.map(|(blank, value)| {
            let mut parameter = json!({ "type": "text", "text": value });
            if blank.is_named() && !matches!(place, Place::Link(_)) {
                parameter["parameter_name"] = blank.name.as_str().into();
            }
            parameter
        })
        .collect()
    };
    let mut components = Vec::new();
    let mut places: Vec<Place> = filled.values.iter().map(|(blank, _)| blank.place).collect();
    places.dedup();
    for place in places {
        let mut component = json!({ "parameters": of(place) });
        match place {
            Place::Header => component["type"] = "header".into(),
            Place::Body => component["type"] = "body".into(),
            Place::Link(at) => {
                component["type"] = "button".into();
                component["sub_type"] = "url".into();
                component["index"] = at.to_string().into();
            }
        }
        components.push(component);
    }
    json!({ "name": filled.name, "language": { "code": filled.language }, "components": components })
}

/// Words, with what there is to choose under them where that fits.
fn said(words: &str, choices: &[Choice]) -> (&'static str, Value) {
    if choices.is_empty() || choices.len() > MOST_ROWS || words.chars().count() > MOST_BODY {
        return ("text", json!({ "body": words, "preview_url": true }));
    }
    let action = if choices.len() <= MOST_BUTTONS {
        let buttons: Vec<Value> = choices
            .iter()
            .map(|one| {
                let title = pick::cut_to(&one.label, 20);
                json!({ "type": "reply", "reply": { "id": one.data, "title": title } })
            })
            .collect();
        ("button", json!({ "buttons": buttons }))
    } else {
        let rows: Vec<Value> = choices
            .iter()
            .map(|one| json!({ "id": one.data, "title": pick::cut_to(&one.label, 24) }))
            .collect();
        // What opens the list says from where to where it goes.
        let ends = [choices.first(), choices.last()].map(|one| one.map_or("", |one| &one.label));
        let opens = pick::cut_to(&ends.join(" – "), 20);
        (
            "list",
            json!({ "button": opens, "sections": [{ "rows": rows }] }),
        )
    };
    let content = json!({ "type": action.0, "body": { "text": words }, "action": action.1 });
    ("interactive", content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::template::Blank;

    fn choices(count: usize) -> Vec<Choice> {
        (1..=count)
            .map(|score| Choice {
                label: format!("{score} ★"),
                data: format!("rate:1:{score}"),
            })
            .collect()
    }

    #[test]
    fn a_template_is_told_part_by_part() {
        let blank = |place, name: &str, value: &str| {
            let name = name.to_owned();
            (Blank { place, name }, value.to_owned())
        };
        let filled = |values| Filled {
            name: "order_update".to_owned(),
            language: "en_US".to_owned(),
            values,
        };
        assert_eq!(
            template(&filled(vec![
                blank(Place::Header, "1", "1042"),
                blank(Place::Body, "1", "Ana"),
                blank(Place::Body, "2", "kettle"),
                blank(Place::Link(1), "1", "XY7"),
            ])),
            json!({ "name": "order_update", "language": { "code": "en_US" }, "components": [
                { "type": "header", "parameters": [{ "type": "text", "text": "1042" }] },
                { "type": "body", "parameters": [
                    { "type": "text", "text": "Ana" }, { "type": "text", "text": "kettle" } ] },
                { "type": "button", "sub_type": "url", "index": "1",
                    "parameters": [{ "type": "text", "text": "XY7" }] },
            ] })
        );
        let named = template(&filled(vec![blank(Place::Body, "first_name", "Ana")]));
        let parameter = &named["components"][0]["parameters"][0];
        assert_eq!(parameter["parameter_name"], "first_name");
        assert_eq!(template(&filled(Vec::new()))["components"], json!([]));
    }

    #[test]
    fn few_choices_are_buttons_more_are_a_list() {
        for (count, kind) in [(0, ""), (3, "button"), (5, "list"), (11, "")] {
            let (said_as, content) = said("How was it?", &choices(count));
            let expected = if kind.is_empty() {
                "text"
            } else {
                "interactive"
            };
            assert_eq!(said_as, expected, "{count}");
            assert_eq!(
                content["type"].as_str().unwrap_or_default(),
                kind,
                "{count}"
            );
        }
        let (_, list) = said("How was it?", &choices(5));
        assert_eq!(list["action"]["button"], "1 ★ – 5 ★");
        assert_eq!(list["action"]["sections"][0]["rows"][4]["id"], "rate:1:5");
        let (said_as, _) = said(&"x".repeat(1025), &choices(5));
        assert_eq!(
            said_as, "text",
            "words are never cut for the sake of buttons"
        );
    }

    #[test]
    fn a_file_goes_as_what_the_platform_shows() {
        for (kind, media_type, size, expected) in [
            (AttachmentKind::Image, "image/jpeg", 10, "image"),
            (
                AttachmentKind::Image,
                "image/jpeg",
                6 * MEGABYTE,
                "document",
            ),
            (AttachmentKind::Image, "image/webp", 10, "document"),
            (AttachmentKind::Voice, "audio/ogg", 10, "audio"),
            (AttachmentKind::File, "audio/mpeg", 10, "audio"),
            (AttachmentKind::File, "audio/wav", 10, "document"),
            (AttachmentKind::File, "video/mp4", 17 * MEGABYTE, "document"),
            (AttachmentKind::File, "application/pdf", 10, "document"),
        ] {
            let file: Attachment = serde_json::from_value(json!({
                "id": "1", "kind": kind, "name": "n", "media_type": media_type, "size": size,
                "width": null, "height": null, "duration_ms": null,
            }))
            .unwrap();
            assert_eq!(manner(&file), expected, "{media_type} {size}");
        }
    }
}
