//! What Messenger's calls say. Pure.

use serde_json::Value;

use super::super::pick;
use crate::{
    base::time::Timestamp,
    channels::Batch,
    desk::{
        aftermath::Tag,
        attachment::AttachmentKind,
        closing::survey,
        fetch::Stub,
        intake::{Letter, News, Sender, Spot, What},
    },
};

/// The sticker that is a raised thumb, in its three sizes.
const THUMBS: [i64; 3] = [
    369_239_263_222_822,
    369_239_343_222_814,
    369_239_383_222_810,
];

/// Reads what came for a page. One thing that cannot be read keeps none of the others.
pub(super) fn read(told: &Value, page: &str) -> Batch {
    let mut batch = Batch::default();
    for entry in pick::list(&told["entry"]) {
        let is_ours = pick::words(&entry["id"]) == page;
        for event in pick::list(&entry["messaging"]) {
            // Of another page of the same app, whose calls should go elsewhere: the admin sees them.
            match is_ours.then(|| news(event, page)).flatten() {
                Some(news) => batch.news.extend(news),
                None => batch.unread.push(event.to_string()),
            }
        }
    }
    batch.news.sort_by_key(|news| news.at.map(|at| at.0));
    batch
}

/// One event; `None` when it cannot be read, an empty list when it says nothing to us.
fn news(event: &Value, page: &str) -> Option<Vec<News>> {
    let from = pick::words(&event["sender"]["id"]);
    let to = pick::words(&event["recipient"]["id"]);
    // What we have said ourselves is told from our side.
    let customer = if from == page { to } else { from };
    if customer.is_empty() {
        return None;
    }
    let at = pick::number(&event["timestamp"]).map(Timestamp);
    let all = what(event, &customer)?;
    Some(
        all.into_iter()
            .map(|what| News {
                sender: Sender {
                    external_id: customer.clone(),
                    ..Sender::default()
                },
                // A receipt of something old is news of now.
                at,
                what,
            })
            .collect(),
    )
}

fn what(event: &Value, customer: &str) -> Option<Vec<What>> {
    let message = &event["message"];
    if message.is_object() {
        let id = pick::words(&message["mid"]);
        if id.is_empty() {
            return None;
        }
        if message["is_echo"] == true {
            return Some(vec![What::Echoed {
                tag: message["metadata"].as_str().and_then(Tag::read),
                text: letter(id.clone(), message).text,
                id,
            }]);
        }
        if message["is_deleted"] == true {
            return Some(vec![What::Withdrawn(id)]);
        }
        if let Some(data) = rating(&message["quick_reply"]["payload"]) {
            return Some(vec![What::Pressed(data)]);
        }
        return Some(vec![What::Said(letter(id, message))]);
    }
    let edit = &event["message_edit"];
    if edit.is_object() {
        let id = pick::words(&edit["mid"]);
        return (!id.is_empty()).then(|| vec![What::Changed(letter(id, edit))]);
    }
    let postback = &event["postback"];
    if postback.is_object() {
        return Some(vec![pressed(event, postback, customer)]);
    }
    let reaction = &event["reaction"];
    if reaction.is_object() {
        let to = pick::words(&reaction["mid"]);
        let name = pick::reaction(&to, customer);
        return Some(vec![if reaction["action"] == "unreact" {
            What::Withdrawn(name)
        } else {
            What::Reacted(Letter {
                id: name,
                text: match pick::words(&reaction["emoji"]) {
                    emoji if emoji.is_empty() => pick::words(&reaction["reaction"]),
                    emoji => emoji,
                },
                answers: Some(to),
                ..Letter::default()
            })
        }]);
    }
    for (name, is_read) in [("delivery", false), ("read", true)] {
        let told = &event[name];
        if told.is_object() {
            let named = pick::list(&told["mids"]).iter().map(|mid| What::Receipt {
                upto: pick::words(mid),
                is_read,
            });
            let until = pick::number(&told["watermark"]).map(|at| What::ReceivedUntil {
                at: Timestamp(at),
                is_read,
            });
            return Some(named.chain(until).collect());
        }
    }
    // Kinds that were not asked for.
    Some(Vec::new())
}

fn rating(payload: &Value) -> Option<String> {
    let payload = payload.as_str()?;
    payload
        .starts_with(survey::BUTTON)
        .then(|| payload.to_owned())
}

/// A button of a card or of the menu is something that they said.
fn pressed(event: &Value, postback: &Value, customer: &str) -> What {
    if let Some(data) = rating(&postback["payload"]) {
        return What::Pressed(data);
    }
    let id = match pick::words(&postback["mid"]) {
        id if id.is_empty() => {
            let when = pick::words(&event["timestamp"]);
            format!("{}{customer}:{when}", pick::POSTBACK)
        }
        id => id,
    };
    let text = match pick::words(&postback["title"]) {
        title if title.is_empty() => pick::words(&postback["payload"]),
        title => title,
    };
    What::Said(Letter {
        id,
        text,
        ..Letter::default()
    })
}

fn letter(id: String, message: &Value) -> Letter {
    let mut letter = Letter {
        id,
        text: pick::words(&message["text"]),
        answers: message["reply_to"]["mid"].as_str().map(str::to_owned),
        ..Letter::default()
    };
    let attachments = pick::list(&message["attachments"]);
    // For a while a sticker came as a picture as well.
    let has_sticker = attachments.iter().any(|one| one["type"] == "sticker");
    for attachment in attachments {
        let kind = attachment["type"].as_str().unwrap_or("?");
        let payload = &attachment["payload"];
        let is_twin = kind == "image" && has_sticker && !payload["sticker_id"].is_null();
        if !is_twin {
            add(&mut letter, kind, attachment);
        }
    }
    if letter.text.is_empty() && letter.files.is_empty() && letter.spot.is_none() {
        letter.text = "[?]".to_owned();
    }
    letter
}

fn add(letter: &mut Letter, kind: &str, attachment: &Value) {
    let payload = &attachment["payload"];
    let address = match pick::words(&payload["url"]) {
        address if address.is_empty() => pick::words(&attachment["url"]),
        address => address,
    };
    let sticker = pick::number(&payload["sticker_id"]);
    let is_thumb = |id: i64| THUMBS.contains(&id);
    match kind {
        "image" | "sticker" if sticker.is_some_and(is_thumb) => line(letter, "👍"),
        "image" | "sticker" | "audio" | "video" | "file" if !address.is_empty() => {
            letter.files.push(Stub {
                name: match kind {
                    "file" => name_of(&address),
                    _ => String::new(),
                },
                source: address,
                kind: match kind {
                    "image" | "sticker" => AttachmentKind::Image,
                    "audio" => AttachmentKind::Voice,
                    _ => AttachmentKind::File,
                },
                size: None,
            });
        }
        "location" => {
            let at = &payload["coordinates"];
            let place = pick::figure(&at["lat"]).zip(pick::figure(&at["long"]));
            letter.spot = place.map(|(latitude, longitude)| Spot {
                latitude,
                longitude,
                label: String::new(),
            });
        }
        // Something shared: what it is called, and where it is.
        _ => {
            let title = match pick::words(&attachment["title"]) {
                title if title.is_empty() => pick::words(&payload["title"]),
                title => title,
            };
            // A link alone stands in the words already.
            let address = if letter.text.contains(&address) {
                ""
            } else {
                &address
            };
            let shared = pick::joined([title.as_str(), address], " ");
            if !shared.is_empty() {
                line(letter, &shared);
            } else if letter.text.is_empty() {
                line(letter, &format!("[{kind}]"));
            }
        }
    }
}

fn line(letter: &mut Letter, words: &str) {
    letter.text = pick::joined([letter.text.as_str(), words], "\n");
}

/// The name of a file in its address; empty when there is none.
pub(super) fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let name = path.rsplit_once('/').map_or("", |(_, name)| name);
    // Their names say what they are; the rest are numbers.
    if name.contains('.') {
        name.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::id::MessageId;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};

    fn event(content: Value) -> Value {
        let mut event = json!({ "sender": { "id": "PSID1" }, "recipient": { "id": "PAGE1" },
            "timestamp": 1_767_225_600_321_i64 });
        for (name, value) in content.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    }

    fn all(content: Value) -> Vec<What> {
        let call = json!({ "object": "page", "entry": [{ "id": "PAGE1", "messaging": [event(content)] }] });
        let batch = read(&call, "PAGE1");
        assert!(batch.unread.is_empty(), "{:?}", batch.unread);
        batch.news.into_iter().map(|news| news.what).collect()
    }

    fn letter_of(message: Value) -> Letter {
        let mut whole = json!({ "mid": "m_1" });
        for (name, value) in message.as_object().unwrap() {
            whole[name] = value.clone();
        }
        match all(json!({ "message": whole })).remove(0) {
            What::Said(letter) => letter,
            other => panic!("{other:?}"),
        }
    }

    fn attached(kind: &str, payload: Value) -> Value {
        json!({ "type": kind, "payload": payload })
    }

    #[test]
    fn every_sort_of_message_is_shown_as_what_it_is() {
        for (message, words) in [
            (json!({ "text": "hello" }), "hello"),
            (
                json!({ "text": "Blue", "quick_reply": { "payload": "blue" } }),
                "Blue",
            ),
            (
                json!({ "attachments": [{ "type": "fallback", "title": "A kettle", "url": "https://x.example/1" }] }),
                "A kettle https://x.example/1",
            ),
            (
                json!({ "text": "https://x.example/1", "attachments": [
                    { "type": "fallback", "payload": { "url": "https://x.example/1", "title": "A kettle" } }] }),
                "https://x.example/1\nA kettle",
            ),
            (
                json!({ "attachments": [attached("sticker", json!({ "url": "u", "sticker_id": 369_239_263_222_822_i64 }))] }),
                "👍",
            ),
            (
                json!({ "attachments": [{ "type": "appointment_booking" }] }),
                "[appointment_booking]",
            ),
            (json!({}), "[?]"),
        ] {
            assert_eq!(letter_of(message.clone()).text, words, "{message}");
        }
        let place = attached(
            "location",
            json!({ "coordinates": { "lat": 1.5, "long": 2.5 } }),
        );
        let spot = letter_of(json!({ "attachments": [place] })).spot.unwrap();
        assert_eq!((spot.latitude, spot.longitude), (1.5, 2.5));
        let answer = letter_of(json!({ "text": "x", "reply_to": { "mid": "m_0" } }));
        assert_eq!(answer.answers.as_deref(), Some("m_0"));
    }

    #[test]
    fn files_are_noted_and_a_sticker_once() {
        let url = "https://cdn.fbsbx.com/v/bill.pdf?oh=1&oe=2";
        for (attachments, expected) in [
            (
                json!([attached("image", json!({ "url": url }))]),
                vec![(AttachmentKind::Image, "")],
            ),
            (
                json!([attached("audio", json!({ "url": url }))]),
                vec![(AttachmentKind::Voice, "")],
            ),
            (
                json!([attached("video", json!({ "url": url }))]),
                vec![(AttachmentKind::File, "")],
            ),
            (
                json!([attached("file", json!({ "url": url }))]),
                vec![(AttachmentKind::File, "bill.pdf")],
            ),
            (
                json!([
                    attached("image", json!({ "url": url, "sticker_id": 1 })),
                    attached("sticker", json!({ "url": url, "sticker_id": 1 }))
                ]),
                vec![(AttachmentKind::Image, "")],
            ),
            (
                json!([attached("image", json!({ "url": url, "sticker_id": 1 }))]),
                vec![(AttachmentKind::Image, "")],
            ),
        ] {
            let letter = letter_of(json!({ "attachments": attachments.clone() }));
            let files: Vec<_> = letter
                .files
                .iter()
                .map(|stub| (stub.kind, stub.name.as_str()))
                .collect();
            assert_eq!(files, expected, "{attachments}");
        }
    }

    #[test]
    fn what_happens_besides_is_what_it_is() {
        let tag = Tag {
            message: MessageId(8),
            part: 0,
            of: 1,
        };
        let receipt = |is_read| What::ReceivedUntil {
            at: Timestamp(5),
            is_read,
        };
        for (content, expected) in [
            (
                json!({ "message": { "mid": "m_2", "is_echo": true, "metadata": "sb:8:0/1", "text": "Hi" } }),
                vec![What::Echoed {
                    id: "m_2".to_owned(),
                    tag: Some(tag),
                    text: "Hi".to_owned(),
                }],
            ),
            (
                json!({ "message": { "mid": "m_2", "is_deleted": true } }),
                vec![What::Withdrawn("m_2".to_owned())],
            ),
            (
                json!({ "message": { "mid": "m_2", "text": "5 ★", "quick_reply": { "payload": "rate:1:5" } } }),
                vec![What::Pressed("rate:1:5".to_owned())],
            ),
            (
                json!({ "reaction": { "mid": "m_0", "action": "unreact" } }),
                vec![What::Withdrawn("reaction:m_0:PSID1".to_owned())],
            ),
            (json!({ "read": { "watermark": 5 } }), vec![receipt(true)]),
            (
                json!({ "delivery": { "mids": ["m_9"], "watermark": "5" } }),
                vec![
                    What::Receipt {
                        upto: "m_9".to_owned(),
                        is_read: false,
                    },
                    receipt(false),
                ],
            ),
            (json!({ "optin": {} }), vec![]),
        ] {
            assert_eq!(all(content.clone()), expected, "{content}");
        }
        let postback = all(json!({ "postback": { "title": "Get started", "payload": "START" } }));
        assert!(
            matches!(&postback[0], What::Said(letter) if letter.text == "Get started"
                && letter.id == "postback:PSID1:1767225600321")
        );
        let edited = all(json!({ "message_edit": { "mid": "m_1", "text": "new", "num_edit": 1 } }));
        assert!(matches!(&edited[0], What::Changed(letter) if letter.text == "new"));
    }

    #[test]
    fn whoever_an_echo_is_told_of_is_the_customer() {
        let echo = json!({ "sender": { "id": "PAGE1" }, "recipient": { "id": "PSID1" }, "timestamp": 1,
            "message": { "mid": "m_1", "is_echo": true, "text": "x" } });
        let nobody = json!({ "message": { "mid": "m_1", "text": "x" } });
        let call = json!({ "entry": [{ "id": "PAGE1", "messaging": [echo, nobody] },
            { "id": "PAGE2", "messaging": [event(json!({ "message": { "mid": "m_3", "text": "y" } }))] }] });
        let batch = read(&call, "PAGE1");
        assert_eq!(batch.news[0].sender.external_id, "PSID1");
        assert_eq!((batch.news.len(), batch.unread.len()), (1, 2));
    }

    #[test]
    fn fuzz_calls_of_messenger() {
        let shop = Shop::open(ChannelKind::Messenger);
        let url = "https://cdn.fbsbx.com/v/bill.pdf?oh=1&oe=2";
        let message = json!({ "mid": "m_1", "text": "Hi", "reply_to": { "mid": "m_0" }, "quick_reply": { "payload": "rate:1:5" },
            "attachments": [
                attached("image", json!({ "url": url })), attached("audio", json!({ "url": url })), attached("file", json!({ "url": url })),
                attached("sticker", json!({ "url": url, "sticker_id": 1 })),
                attached("location", json!({ "coordinates": { "lat": 1.5, "long": 2.5 } })),
                attached("fallback", json!({ "url": url, "title": "A kettle" })),
            ] });
        let events = json!([
            event(json!({ "message": message })),
            event(
                json!({ "message": { "mid": "m_2", "is_echo": true, "app_id": 1, "metadata": "shopbell", "text": "Hello" } })
            ),
            event(json!({ "postback": { "mid": "m_3", "title": "5", "payload": "rate:1:5" } })),
            event(json!({ "message_edit": { "mid": "m_1", "text": "Hello", "num_edit": 1 } })),
            event(json!({ "read": { "watermark": 1_767_225_600_999_i64 } })),
            event(json!({ "delivery": { "mids": ["m_2"], "watermark": 1_767_225_600_999_i64 } })),
        ]);
        let samples = [
            json!({ "object": "page", "entry": [{ "id": "PAGE1", "time": 1, "messaging": events }] }),
        ];
        fuzz::json("messenger", &samples, |told| {
            shop.takes(&read(told, "PAGE1"))
        });
    }
}
