//! What a program of the shop's own tells. Pure.
//!
//! The body of a call is `{"events": [...]}`, in the order in which it happened. The answer is 200 with
//! `{"taken": 1, "unread": 0}` once everything is stored; 400 with `{"error": "..."}` when the body is no such thing.
//! An event that cannot be read is kept for the admin, and holds up none of the others.
//!
//! | `type` | besides `customer` |
//! | --- | --- |
//! | `message` | `id`, and one at least of `text`, `files`, `place`; `at`, `answers` |
//! | `edited` | the same: what the message with this id says now |
//! | `withdrawn` | `id` of the customer's message |
//! | `pressed` | `data` of one of the `choices` that were sent |
//! | `delivered`, `read` | `id` of a message that was sent; all before it are meant as well |
//! | `undelivered` | the same, and `code`, `words`: it was taken, and did not arrive after all |
//! | `reachable`, `unreachable` | whether the customer can be written to |
//!
//! ```json
//! {"events": [{
//!   "type": "message", "id": "m-1", "at": 1790000000000,
//!   "customer": {"id": "u-1", "name": "Ana Li", "username": "@ana", "language": "de", "email": "", "phone": ""},
//!   "text": "Where is my order?",
//!   "files": [{"url": "https://shop.example/u/1.jpg", "name": "box.jpg", "kind": "image"}],
//!   "place": {"latitude": 52.52, "longitude": 13.4, "label": "At the door"}
//! }]}
//! ```
//!
//! `at` is in milliseconds since 1970. Of a customer `id` is needed: unique for this channel, never another's. Files
//! are fetched afterwards, up to 20 MB each, from addresses of the public net by HTTPS; `kind` is `image`, `voice` or
//! `file`. Ids have 200 bytes at most, and do not begin with `shopbell-`, as those of the messages that are sent do.

use serde::Deserialize;
use serde_json::Value;

use super::outgoing::{self, OURS};
use crate::{
    base::time::Timestamp,
    channels::Batch,
    desk::{
        attachment::AttachmentKind,
        fetch::Stub,
        intake::{Letter, News, Sender, Spot, What},
    },
};

/// Events of one call at most.
const MOST: usize = 200;

/// Bytes of an id at most.
const LONGEST_ID: usize = 200;

/// Nothing is told of what was before this, in milliseconds: September 2001.
const EARLIEST: i64 = 1_000_000_000_000;

/// Files of a message at most.
const MOST_FILES: usize = 10;

#[derive(Deserialize)]
struct Told {
    events: Vec<Value>,
}

#[derive(Deserialize)]
struct Event {
    r#type: String,
    customer: Customer,
    #[serde(default)]
    id: String,
    at: Option<i64>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    files: Vec<File>,
    place: Option<Place>,
    answers: Option<String>,
    #[serde(default)]
    data: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize)]
struct Customer {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
}

#[derive(Deserialize)]
struct File {
    url: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    size: Option<u64>,
}

#[derive(Deserialize)]
struct Place {
    latitude: f64,
    longitude: f64,
    #[serde(default)]
    label: String,
}

/// Reads a body, or says why it cannot be read.
pub(super) fn read(body: &[u8]) -> Result<Batch, String> {
    let told: Told = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    if told.events.len() > MOST {
        return Err(format!("more than {MOST} events"));
    }
    let mut batch = Batch::default();
    for raw in told.events {
        match Event::deserialize(&raw).ok().and_then(news) {
            Some(news) => batch.news.push(news),
            None => batch.unread.push(raw.to_string()),
        }
    }
    Ok(batch)
}

fn is_id(id: &str) -> bool {
    !id.trim().is_empty() && id.len() <= LONGEST_ID
}

fn news(event: Event) -> Option<News> {
    if !is_id(&event.customer.id) {
        return None;
    }
    let is_ours = is_id(&event.id) && event.id.starts_with(OURS);
    let is_theirs = is_id(&event.id) && !is_ours;
    let sender = Sender {
        external_id: event.customer.id.clone(),
        name: event.customer.name.clone(),
        username: event.customer.username.clone(),
        language: event.customer.language.clone(),
        email: event.customer.email.clone(),
        phone: event.customer.phone.clone(),
        ..Sender::default()
    };
    // Seconds instead of milliseconds would be a day in 1970.
    if event.at.is_some_and(|at| at < EARLIEST) {
        return None;
    }
    let at = event.at.map(Timestamp);
    let what = match event.r#type.as_str() {
        "message" if is_theirs => What::Said(letter(event)?),
        "edited" if is_theirs => What::Changed(letter(event)?),
        "withdrawn" if is_theirs => What::Withdrawn(event.id),
        "pressed" if !event.data.is_empty() => What::Pressed(event.data),
        "delivered" | "read" if is_ours => What::Receipt {
            upto: event.id,
            is_read: event.r#type == "read",
        },
        "undelivered" if is_ours => What::Undelivered {
            id: event.id,
            code: event.code,
            words: event.words,
            is_shut: false,
        },
        "reachable" | "unreachable" => What::Reachable(event.r#type == "reachable"),
        _ => return None,
    };
    Some(News { sender, at, what })
}

/// A program may tell of a message of ours before it has answered that it took it: then nobody has noted yet how it is
/// called there. Its name says which one it is, and that is told first.
pub(super) fn named(batch: Batch) -> Batch {
    let told = |one: News| {
        let id = match &one.what {
            What::Receipt { upto: id, .. } | What::Undelivered { id, .. } => id,
            _ => return vec![one],
        };
        let Some(tag) = outgoing::tag(id) else {
            return vec![one];
        };
        let named = News {
            sender: one.sender.clone(),
            at: one.at,
            what: What::Echoed {
                id: id.clone(),
                tag: Some(tag),
                text: String::new(),
            },
        };
        vec![named, one]
    };
    Batch {
        news: batch.news.into_iter().flat_map(told).collect(),
        ..batch
    }
}

fn letter(event: Event) -> Option<Letter> {
    let is_empty = event.text.trim().is_empty() && event.files.is_empty() && event.place.is_none();
    if is_empty || event.files.len() > MOST_FILES {
        return None;
    }
    let files = event.files.into_iter().map(|file| Stub {
        source: file.url,
        kind: match file.kind.as_str() {
            "image" => AttachmentKind::Image,
            "voice" => AttachmentKind::Voice,
            _ => AttachmentKind::File,
        },
        name: file.name,
        size: file.size,
    });
    Some(Letter {
        id: event.id,
        text: event.text,
        files: files.collect(),
        spot: event.place.map(|place| Spot {
            latitude: place.latitude,
            longitude: place.longitude,
            label: place.label,
        }),
        answers: event.answers,
        is_automatic: false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};

    fn one(mut event: Value) -> Option<What> {
        event["customer"] = json!({ "id": "u-1", "name": "Ana" });
        let body = json!({ "events": [event] }).to_string();
        let batch = read(body.as_bytes()).unwrap();
        assert_eq!(batch.news.len() + batch.unread.len(), 1);
        batch.news.into_iter().next().map(|news| news.what)
    }

    #[test]
    fn every_sort_of_event_is_what_it_says() {
        let ours = "shopbell-7-0";
        for (event, expected) in [
            (
                json!({ "type": "withdrawn", "id": "m" }),
                What::Withdrawn("m".to_owned()),
            ),
            (
                json!({ "type": "pressed", "data": "rate:1:5" }),
                What::Pressed("rate:1:5".to_owned()),
            ),
            (
                json!({ "type": "read", "id": ours }),
                What::Receipt {
                    upto: ours.to_owned(),
                    is_read: true,
                },
            ),
            (
                json!({ "type": "undelivered", "id": ours, "code": "7", "words": "no" }),
                What::Undelivered {
                    id: ours.to_owned(),
                    code: "7".to_owned(),
                    words: "no".to_owned(),
                    is_shut: false,
                },
            ),
            (json!({ "type": "unreachable" }), What::Reachable(false)),
        ] {
            assert_eq!(one(event.clone()), Some(expected), "{event}");
        }
        // Of one of ours it is told first which one it is; of what only looks like one it is not.
        for (id, expected) in [(ours, true), ("shopbell-7", false), ("shopbell-x-0", false)] {
            let event = json!({ "type": "read", "id": id, "customer": { "id": "u-1" } });
            let body = json!({ "events": [event] }).to_string();
            let news = named(read(body.as_bytes()).unwrap()).news;
            let tags: Vec<_> = news
                .iter()
                .filter_map(|news| match &news.what {
                    What::Echoed { tag, .. } => tag.map(|tag| (tag.message.0, tag.part)),
                    _ => None,
                })
                .collect();
            assert_eq!(tags, Vec::from_iter(expected.then_some((7, 0))), "{id}");
            assert!(matches!(news.last().unwrap().what, What::Receipt { .. }));
        }
        let message = json!({ "type": "message", "id": "m", "files": [{ "url": "https://a.example/v.ogg", "kind": "voice" }] });
        let Some(What::Said(letter)) = one(message) else {
            panic!("no message")
        };
        assert_eq!(letter.files[0].kind, AttachmentKind::Voice);
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_holds_up_nothing() {
        for event in [
            json!({ "type": "message", "text": "no id" }),
            json!({ "type": "message", "id": "m" }),
            json!({ "type": "message", "id": "x".repeat(201), "text": "Hi" }),
            // It would be taken for one of ours.
            json!({ "type": "message", "id": "shopbell-1-0", "text": "Hi" }),
            json!({ "type": "message", "id": 7, "text": "Hi" }),
            json!({ "type": "message", "id": "m", "text": "Hi", "at": 1_790_000_000 }),
            json!({ "type": "read", "id": "m" }),
            json!({ "type": "pressed" }),
            json!({ "type": "dance" }),
            json!({}),
        ] {
            assert_eq!(one(event.clone()), None, "{event}");
        }
        let nobody = json!({ "events": [{ "type": "unreachable", "customer": { "id": " " } }] });
        assert_eq!(read(nobody.to_string().as_bytes()).unwrap().unread.len(), 1);
        for garbage in ["", "{", "[]", "{}", r#"{"events": 1}"#] {
            assert!(read(garbage.as_bytes()).is_err(), "{garbage}");
        }
        let many = json!({ "events": vec![json!({}); MOST + 1] });
        assert!(read(many.to_string().as_bytes()).is_err());
    }

    #[test]
    fn fuzz_calls_of_a_program_of_the_shop_s_own() {
        let shop = Shop::open(ChannelKind::Custom);
        let customer = json!({ "id": "u-1", "name": "Ana Li", "username": "@ana", "language": "de", "email": "a@b.example", "phone": "+491" });
        let full = json!({ "type": "message", "id": "m-1", "at": 1_790_000_000_000_i64, "customer": customer, "text": "Where?",
            "answers": "shopbell-7-0", "place": { "latitude": 52.52, "longitude": 13.4, "label": "At the door" },
            "files": [{ "url": "https://shop.example/u/1.jpg", "name": "box.jpg", "kind": "image", "size": 9 }] });
        let mut events = vec![full.clone()];
        for kind in [
            "edited",
            "withdrawn",
            "pressed",
            "delivered",
            "read",
            "undelivered",
            "reachable",
            "unreachable",
        ] {
            let mut event = full.clone();
            event["type"] = json!(kind);
            event["data"] = json!("rate:1:5");
            events.push(event);
        }
        let samples = [json!({ "events": events })];
        fuzz::json("custom", &samples, |told| {
            if let Ok(batch) = read(told.to_string().as_bytes()) {
                shop.takes(&batch);
            }
        });
        let words = ["{", "}", "[", "null", "\"events\"", "\\ud800"];
        let body = samples[0].to_string();
        fuzz::bytes("custom-bytes", &[body.as_bytes()], &words, |body| {
            if let Ok(batch) = read(body) {
                shop.takes(&batch);
            }
        });
    }
}
