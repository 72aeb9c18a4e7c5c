//! What a community's news says. Pure. Read from plain values, since numbers come as words at times, and back.

use serde_json::Value;

use super::{Fields, content::letter, outgoing::Marks};
use crate::{
    base::time::Timestamp,
    channels::Batch,
    desk::intake::{Letter, News, Sender, What},
};

/// Dialogs of several begin here.
const CHATS: i64 = 2_000_000_000;

/// A number, however it came; 0 when it is none.
pub(super) fn number(value: &Value) -> i64 {
    value
        .as_i64()
        .or_else(|| value.as_str()?.parse().ok())
        .unwrap_or(0)
}

/// Words; empty when there are none.
pub(super) fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The members of a list; none when it is none.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Whether a dialog is with one person.
pub(super) fn is_private(peer: i64) -> bool {
    (1..CHATS).contains(&peer)
}

/// What the platform calls a message: its number within its dialog. Others may be missing.
pub(super) fn name_of(message: &Value) -> Option<String> {
    name(number(&message["peer_id"]), message)
}

pub(super) fn name(peer: i64, message: &Value) -> Option<String> {
    let number = number(&message["conversation_message_id"]);
    (peer != 0 && number > 0).then(|| format!("{peer}:{number}"))
}

/// Reads what came. One that cannot be read keeps none of the others.
pub(super) fn read(updates: &[Value], marks: &Marks) -> Batch {
    let mut batch = Batch::default();
    for update in updates {
        match one(update, marks) {
            Ok(news) => batch.news.extend(news),
            Err(Unreadable) => batch.unread.push(update.to_string()),
        }
    }
    batch
}

struct Unreadable;

fn one(update: &Value, marks: &Marks) -> Result<Option<News>, Unreadable> {
    let object = &update["object"];
    let whose = |field: &str| match number(&object[field]) {
        0 => Err(Unreadable),
        id => Ok(id),
    };
    let told = |id: i64, what: What| {
        let sender = Sender {
            external_id: id.to_string(),
            ..Sender::default()
        };
        is_private(id).then_some(News {
            sender,
            at: None,
            what,
        })
    };
    Ok(match words(&update["type"]) {
        "message_new" => {
            let language = language(&object["client_info"]);
            written(body(object), language, What::Said, marks)?
        }
        "message_reply" => written(object, "", What::Said, marks)?,
        "message_edit" => written(object, "", What::Changed, marks)?
            // Only what customers change is followed.
            .filter(|news| matches!(news.what, What::Changed(_))),
        "message_allow" => told(whose("user_id")?, What::Reachable(true)),
        "message_deny" => told(whose("user_id")?, What::Reachable(false)),
        "message_read" => {
            let reader = whose("from_id")?;
            let peer = match number(&object["peer_id"]) {
                0 => reader,
                peer => peer,
            };
            let upto = name(peer, object).filter(|_| reader == peer);
            upto.and_then(|upto| {
                let is_read = true;
                told(reader, What::Receipt { upto, is_read })
            })
        }
        "message_typing_state" => told(whose("from_id")?, What::Typing),
        "message_event" => {
            let payload = &object["payload"];
            let data = match payload.as_str() {
                Some(payload) => serde_json::from_str(payload).unwrap_or_default(),
                None => payload.clone(),
            };
            let data = words(&data["data"]).to_owned();
            told(whose("user_id")?, What::Pressed(data))
        }
        _ => None,
    })
}

/// A message that was found in a dialog, afterwards.
pub(super) fn found(message: &Value, marks: &Marks) -> Option<News> {
    let was_changed = number(&message["update_time"]) > 0;
    let what = if was_changed {
        What::Changed
    } else {
        What::Said
    };
    written(message, "", what, marks).ok().flatten()
}

/// Buttons that wait for an answer.
pub(super) fn pressed(updates: &[Value]) -> impl Iterator<Item = Fields> {
    updates
        .iter()
        .filter(|update| update["type"] == "message_event")
        .map(|update| {
            let object = &update["object"];
            vec![
                ("event_id", words(&object["event_id"]).to_owned()),
                ("user_id", number(&object["user_id"]).to_string()),
                ("peer_id", number(&object["peer_id"]).to_string()),
            ]
        })
}

/// A new message is wrapped, together with what its device can do; others are not.
fn body(object: &Value) -> &Value {
    match &object["message"] {
        Value::Null => object,
        message => message,
    }
}

/// A message that was cut short on its way.
pub(super) struct Cropped {
    pub(super) peer: i64,
    /// Within its dialog.
    pub(super) number: i64,
}

impl Cropped {
    pub(super) fn of(update: &Value) -> Option<Self> {
        let message = body(&update["object"]);
        (message["is_cropped"] == true).then(|| Self {
            peer: number(&message["peer_id"]),
            number: number(&message["conversation_message_id"]),
        })
    }

    /// Puts the whole one in its place.
    pub(super) fn replace(&self, update: &mut Value, whole: Value) {
        if !whole.is_object() {
            return;
        }
        let object = &mut update["object"];
        if object["message"].is_null() {
            *object = whole;
        } else {
            object["message"] = whole;
        }
    }
}

/// The language of somebody's device.
fn language(device: &Value) -> &'static str {
    match device["lang_id"].as_i64() {
        Some(0) => "ru",
        Some(1) => "uk",
        Some(2) => "be",
        Some(3) => "en",
        Some(4) => "es",
        Some(5) => "fi",
        Some(6) => "de",
        Some(7) => "it",
        _ => "",
    }
}

/// A message in a dialog with one person, by them or by the community.
fn written(
    message: &Value,
    language: &str,
    what: fn(Letter) -> What,
    marks: &Marks,
) -> Result<Option<News>, Unreadable> {
    let peer = number(&message["peer_id"]);
    let id = name_of(message).ok_or(Unreadable)?;
    if !is_private(peer) {
        return Ok(None);
    }
    let letter = letter(message, peer, id);
    let author = number(&message["from_id"]);
    let what = if author == peer {
        what(letter)
    } else if author < 0 || message["out"] == 1 {
        What::Answered {
            letter,
            ours: marks.message(number(&message["random_id"])),
        }
    } else {
        return Ok(None);
    };
    Ok(Some(News {
        sender: Sender {
            external_id: peer.to_string(),
            language: language.to_owned(),
            ..Sender::default()
        },
        at: Some(Timestamp::of_seconds(number(&message["date"]))),
        what,
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};
    use crate::{base::id::MessageId, desk::attachment::AttachmentKind};

    fn marks() -> Marks {
        Marks::new("0123456789abcdef0123456789abcdef")
    }

    fn message(content: &Value) -> Value {
        let mut whole = json!({
            "id": 900, "date": 1_767_225_600, "peer_id": 7001, "from_id": 7001, "text": "",
            "conversation_message_id": 15, "out": 0,
        });
        for (name, value) in content.as_object().unwrap() {
            whole[name] = value.clone();
        }
        whole
    }

    fn news(sort: &str, object: Value) -> Option<News> {
        let batch = read(&[json!({ "type": sort, "object": object })], &marks());
        assert!(batch.unread.is_empty(), "{:?}", batch.unread);
        batch.news.into_iter().next()
    }

    fn letter_of(content: &Value) -> Letter {
        let object = json!({ "message": message(content), "client_info": { "lang_id": 3 } });
        match news("message_new", object).unwrap().what {
            What::Said(letter) => letter,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_customer_is_the_dialog_with_them() {
        let object = json!({ "message": message(&json!({ "text": "Hi" })), "client_info": { "lang_id": 3 } });
        let news = news("message_new", object).unwrap();
        assert_eq!(news.sender.external_id, "7001");
        assert_eq!(news.sender.language, "en");
        assert_eq!(news.at, Some(Timestamp(1_767_225_600_000)));
        let What::Said(letter) = news.what else {
            panic!("{:?}", news.what)
        };
        assert_eq!(
            (letter.id.as_str(), letter.text.as_str()),
            ("7001:15", "Hi")
        );
    }

    #[test]
    fn every_sort_of_message_is_shown_as_what_it_is() {
        let with =
            |sort: &str, thing: Value| json!({ "attachments": [{ "type": sort, sort: thing }] });
        for (content, words) in [
            (
                json!({ "text": "2 &lt; 3 &amp;amp; [id7|Ana], [x|y]" }),
                "2 < 3 &amp; Ana, [x|y]",
            ),
            (
                with("wall", json!({ "to_id": -42, "id": 7 })),
                "[wall] https://vk.com/wall-42_7",
            ),
            (
                with("video", json!({ "owner_id": 5, "id": "8" })),
                "[video] https://vk.com/video5_8",
            ),
            (with("gift", json!({})), "[gift]"),
            (with("photo", json!({})), "[photo]"),
            (
                with("link", json!({ "url": "https://a.example/" })),
                "https://a.example/",
            ),
            (
                with("audio", json!({ "artist": "A", "title": "B" })),
                "🎵 A – B",
            ),
            (
                json!({ "text": "Look", "fwd_messages": [{ "text": "Deep", "fwd_messages": [{ "text": "er" }] }] }),
                "Look\n↪ Deep\n↪ er",
            ),
            (
                json!({ "action": { "type": "chat_create" } }),
                "[chat_create]",
            ),
            (json!({}), "[?]"),
        ] {
            assert_eq!(letter_of(&content).text, words, "{content}");
        }
    }

    #[test]
    fn files_are_noted_the_largest_picture_alone() {
        let size = |url: &str, width: i64| json!({ "url": url, "width": width, "height": width });
        for (sort, thing, source, kind) in [
            (
                "photo",
                json!({ "sizes": [size("s", 75), size("L", 800), size("m", 130)] }),
                "L",
                AttachmentKind::Image,
            ),
            (
                "audio_message",
                json!({ "link_ogg": "o", "link_mp3": "m" }),
                "o",
                AttachmentKind::Voice,
            ),
            (
                "doc",
                json!({ "title": "bill.pdf", "url": "d", "size": 9 }),
                "d",
                AttachmentKind::File,
            ),
            (
                "sticker",
                json!({ "images": [size("a", 64), size("b", 128), size("c", 256)] }),
                "b",
                AttachmentKind::Image,
            ),
        ] {
            let letter = letter_of(&json!({ "attachments": [{ "type": sort, sort: thing }] }));
            let files: Vec<_> = letter
                .files
                .iter()
                .map(|stub| (stub.source.as_str(), stub.kind))
                .collect();
            assert_eq!(files, [(source, kind)], "{sort}");
            assert_eq!(letter.text, "");
        }
    }

    #[test]
    fn a_place_and_what_is_answered_come_along() {
        for coordinates in [
            json!({ "latitude": 59.5, "longitude": 30.25 }),
            json!({ "latitude": "59.5", "longitude": "30.25" }),
        ] {
            let letter = letter_of(&json!({
                "geo": { "coordinates": coordinates, "place": { "title": "Pier" } },
                "reply_message": { "conversation_message_id": 12 },
            }));
            let spot = letter.spot.unwrap();
            assert_eq!((spot.latitude, spot.longitude), (59.5, 30.25));
            assert_eq!(spot.label, "Pier");
            assert_eq!(letter.answers.as_deref(), Some("7001:12"));
        }
    }

    #[test]
    fn everything_else_that_happens_is_news_or_passed_over() {
        let read_by =
            |from: i64| json!({ "from_id": from, "peer_id": 7001, "conversation_message_id": 16 });
        let receipt = What::Receipt {
            upto: "7001:16".to_owned(),
            is_read: true,
        };
        let pressed =
            |payload: Value| json!({ "user_id": 7001, "peer_id": 7001, "payload": payload });
        let data = What::Pressed("rate:1:5".to_owned());
        for (sort, object, expected) in [
            (
                "message_allow",
                json!({ "user_id": 7001 }),
                Some(What::Reachable(true)),
            ),
            (
                "message_deny",
                json!({ "user_id": "7001" }),
                Some(What::Reachable(false)),
            ),
            ("message_read", read_by(7001), Some(receipt)),
            ("message_read", read_by(-42), None),
            (
                "message_typing_state",
                json!({ "from_id": 7001 }),
                Some(What::Typing),
            ),
            (
                "message_event",
                pressed(json!({ "data": "rate:1:5" })),
                Some(data.clone()),
            ),
            (
                "message_event",
                pressed(json!("{\"data\":\"rate:1:5\"}")),
                Some(data),
            ),
            (
                "message_new",
                json!({ "message": message(&json!({ "peer_id": CHATS + 1 })) }),
                None,
            ),
            (
                "message_edit",
                message(&json!({ "from_id": -42, "out": 1 })),
                None,
            ),
            ("wall_post_new", json!({ "id": 1 }), None),
        ] {
            let told = news(sort, object.clone()).map(|news| news.what);
            assert_eq!(told, expected, "{sort} {object}");
        }
    }

    #[test]
    fn what_the_community_said_is_ours_if_its_mark_says_so() {
        let ours = marks().of(MessageId(77), 1);
        let content = json!({ "from_id": -42, "out": 1, "random_id": ours, "text": "Hello" });
        for told in [
            news("message_reply", message(&content)),
            found(&message(&content), &marks()),
        ] {
            let Some(What::Answered { letter, ours }) = told.map(|news| news.what) else {
                panic!("no answer")
            };
            assert_eq!((letter.text.as_str(), ours), ("Hello", Some(MessageId(77))));
        }
    }

    #[test]
    fn what_cannot_be_read_keeps_none_of_the_others() {
        let batch = read(
            &[
                json!({ "type": "message_new", "object": "?" }),
                json!({ "type": "message_allow", "object": {} }),
                json!("nonsense"),
                json!({ "type": "message_new", "object": { "message": message(&json!({ "text": "x" })) } }),
            ],
            &marks(),
        );
        assert_eq!((batch.news.len(), batch.unread.len()), (1, 2));
    }

    #[test]
    fn one_that_was_cut_short_is_replaced() {
        let mut update = json!({ "object": { "message": { "is_cropped": true, "peer_id": 7, "conversation_message_id": 3 } } });
        let cropped = Cropped::of(&update).unwrap();
        assert_eq!((cropped.peer, cropped.number), (7, 3));
        cropped.replace(&mut update, Value::Null);
        assert_eq!(update["object"]["message"]["peer_id"], 7);
        cropped.replace(&mut update, json!({ "text": "whole" }));
        assert_eq!(update["object"]["message"]["text"], "whole");
    }

    #[test]
    fn fuzz_updates_of_vk() {
        let shop = Shop::open(ChannelKind::Vk);
        let size =
            json!({ "url": "https://sun9-1.userapi.com/a.jpg", "width": 800, "height": 600 });
        let message = message(&json!({
            "text": "2 &lt; 3 [id7|Ana]", "payload": "{\"data\":\"rate:1:5\"}", "geo": { "coordinates": { "latitude": 1.5, "longitude": 2.5 } },
            "attachments": [
                { "type": "photo", "photo": { "sizes": [size] } },
                { "type": "audio_message", "audio_message": { "link_ogg": "https://x.example/a.ogg", "duration": 3 } },
                { "type": "doc", "doc": { "url": "https://x.example/b", "title": "b.pdf", "size": 12 } },
                { "type": "wall", "wall": { "to_id": -42, "id": 7 } }, { "type": "link", "link": { "url": "https://a.example/" } },
            ],
            "reply_message": { "conversation_message_id": 14, "text": "x" },
            "fwd_messages": [{ "text": "Deep", "fwd_messages": [{ "text": "er" }] }],
        }));
        let samples = [json!([
            { "type": "message_new", "object": { "message": message, "client_info": { "lang_id": 3 } } },
            { "type": "message_edit", "object": message }, { "type": "message_reply", "object": message },
            { "type": "message_allow", "object": { "user_id": 7001 } }, { "type": "message_deny", "object": { "user_id": 7001 } },
            { "type": "message_typing_state", "object": { "from_id": 7001, "to_id": -1, "state": "typing" } },
            { "type": "message_read", "object": { "from_id": 7001, "peer_id": 7001, "read_message_id": 15 } },
            { "type": "message_event", "object": { "user_id": 7001, "peer_id": 7001, "event_id": "e", "payload": { "data": "rate:1:5" } } },
        ])];
        fuzz::json("vk", &samples, |updates| {
            let updates = updates.as_array().map_or(&[][..], Vec::as_slice);
            shop.takes(&read(updates, &marks()));
            let _ = pressed(updates).count();
        });
    }
}
