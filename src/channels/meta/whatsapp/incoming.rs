//! What WhatsApp's calls say. Pure.

use serde_json::Value;

use super::super::{graph::Refused, pick};
use crate::{
    base::time::Timestamp,
    channels::{Batch, Fault},
    desk::{
        aftermath::Tag,
        attachment::AttachmentKind,
        closing::survey,
        fetch::Stub,
        intake::{Letter, News, Sender, Spot, What},
    },
};

/// Reads what came for a number. One message that cannot be read keeps none of the others.
pub(super) fn read(told: &Value, number: &str) -> Batch {
    let mut batch = Batch::default();
    for entry in pick::list(&told["entry"]) {
        for change in pick::list(&entry["changes"]) {
            let value = &change["value"];
            if change["field"] != "messages" {
                continue;
            }
            let is_ours = pick::words(&value["metadata"]["phone_number_id"]) == number;
            if !is_ours {
                // Of another number of the same app, whose calls should go elsewhere: the admin sees them.
                let theirs = pick::list(&value["messages"]).iter();
                batch.unread.extend(theirs.map(Value::to_string));
                continue;
            }
            for message in pick::list(&value["messages"]) {
                if !message["group_id"].is_null() {
                    continue;
                }
                match written(message, &value["contacts"]) {
                    Some(news) => batch.news.extend(news),
                    None => batch.unread.push(message.to_string()),
                }
            }
            for status in pick::list(&value["statuses"]) {
                batch.news.extend(receipt(status));
            }
        }
    }
    // After an outage they come late, and in no order.
    batch.news.sort_by_key(|news| news.at.map(|at| at.0));
    batch
}

fn moment(value: &Value) -> Option<Timestamp> {
    pick::number(value).map(Timestamp::of_seconds)
}

/// Whoever has an id of the platform's own is known by that: the number can be hidden.
fn called(user: &Value, number: &Value) -> (String, String) {
    let (user, number) = (pick::words(user), pick::words(number));
    if user.is_empty() {
        (number, String::new())
    } else {
        (user, number)
    }
}

fn sender(message: &Value, contacts: &Value) -> Option<Sender> {
    let (external_id, formerly) = called(&message["from_user_id"], &message["from"]);
    if external_id.is_empty() {
        return None;
    }
    let number = pick::words(&message["from"]);
    let profile = pick::list(contacts)
        .iter()
        .find(|contact| {
            let (id, other) = called(&contact["user_id"], &contact["wa_id"]);
            id == external_id || other == external_id || (!number.is_empty() && id == number)
        })
        .map_or(&Value::Null, |contact| &contact["profile"]);
    Some(Sender {
        external_id,
        formerly,
        name: pick::words(&profile["name"]),
        username: match pick::words(&profile["username"]) {
            name if name.is_empty() => name,
            name => format!("@{name}"),
        },
        phone: match number.as_str() {
            "" => String::new(),
            number => format!("+{number}"),
        },
        ..Sender::default()
    })
}

/// A message of a customer's; `None` for one that cannot be read, and an empty list for one that says nothing to us.
fn written(message: &Value, contacts: &Value) -> Option<Vec<News>> {
    let mut sender = sender(message, contacts)?;
    let id = pick::words(&message["id"]);
    if id.is_empty() {
        return None;
    }
    let at = moment(&message["timestamp"]);
    let kind = message["type"].as_str().unwrap_or_default();
    let what = match kind {
        "edit" => {
            let edit = &message["edit"];
            let original = pick::words(&edit["original_message_id"]);
            if original.is_empty() {
                return None;
            }
            What::Changed(letter(original, &edit["message"]))
        }
        "revoke" => What::Withdrawn(pick::words(&message["revoke"]["original_message_id"])),
        "reaction" => {
            let to = pick::words(&message["reaction"]["message_id"]);
            let name = pick::reaction(&to, &sender.external_id);
            match pick::words(&message["reaction"]["emoji"]) {
                emoji if emoji.is_empty() => What::Withdrawn(name),
                emoji => What::Reacted(Letter {
                    id: name,
                    text: emoji,
                    answers: Some(to),
                    ..Letter::default()
                }),
            }
        }
        // They have another number or another id; they have said nothing.
        "system" => {
            let system = &message["system"];
            let new = pick::words(&system["user_id"]);
            let previous = pick::words(&system["previous_user_id"]);
            let number = pick::words(&system["new_wa_id"]);
            sender.formerly = match previous.as_str() {
                "" => sender.external_id.clone(),
                previous => previous.to_owned(),
            };
            sender.external_id = match (new.as_str(), number.as_str()) {
                ("", "") => return Some(Vec::new()),
                ("", number) => number.to_owned(),
                (new, _) => new.to_owned(),
            };
            What::Renamed
        }
        _ => {
            let pressed = pressed(message);
            match pressed.filter(|id| id.starts_with(survey::BUTTON)) {
                Some(data) => What::Pressed(data.to_owned()),
                None => What::Said(letter(id, message)),
            }
        }
    };
    Some(vec![News { sender, at, what }])
}

/// What a button brings back that was pressed.
fn pressed(message: &Value) -> Option<&str> {
    let chosen = &message["interactive"];
    [&chosen["button_reply"], &chosen["list_reply"]]
        .into_iter()
        .find_map(|reply| reply["id"].as_str())
}

fn letter(id: String, message: &Value) -> Letter {
    let kind = message["type"].as_str().unwrap_or("?");
    let content = &message[kind];
    let mut letter = Letter {
        id,
        answers: message["context"]["id"].as_str().map(str::to_owned),
        ..Letter::default()
    };
    match kind {
        "text" => letter.text = pick::words(&content["body"]),
        "image" | "sticker" | "audio" | "video" | "document" => {
            letter.text = pick::words(&content["caption"]);
            letter.files.push(Stub {
                source: pick::words(&content["id"]),
                kind: match kind {
                    "image" | "sticker" => AttachmentKind::Image,
                    "audio" if content["voice"] == true => AttachmentKind::Voice,
                    _ => AttachmentKind::File,
                },
                name: pick::words(&content["filename"]),
                size: None,
            });
        }
        "location" => {
            let place = pick::figure(&content["latitude"]).zip(pick::figure(&content["longitude"]));
            letter.spot = place.map(|(latitude, longitude)| Spot {
                latitude,
                longitude,
                label: pick::joined(
                    [&content["name"], &content["address"]].map(|part| part.as_str().unwrap_or("")),
                    ", ",
                ),
            });
        }
        "contacts" => {
            let lines: Vec<String> = pick::list(content).iter().map(person).collect();
            letter.text = lines.join("\n");
        }
        "interactive" => {
            let reply = &content[content["type"].as_str().unwrap_or("?")];
            letter.text = pick::joined(
                [&reply["title"], &reply["description"], &reply["body"]]
                    .map(|part| part.as_str().unwrap_or("")),
                "\n",
            );
        }
        "button" => letter.text = pick::words(&content["text"]),
        _ => {}
    }
    let referral = &message["referral"];
    if referral.is_object() {
        let from = pick::joined(
            [&referral["headline"], &referral["source_url"]]
                .map(|part| part.as_str().unwrap_or("")),
            " ",
        );
        letter.text = pick::joined([letter.text.as_str(), &format!("↗ {from}")], "\n");
    }
    if letter.text.is_empty() && letter.files.is_empty() && letter.spot.is_none() {
        // What sort it is that we cannot show, as closely as the platform says.
        let closer = message["unsupported"]["type"].as_str().unwrap_or(kind);
        letter.text = format!("[{closer}]");
    }
    letter
}

fn person(contact: &Value) -> String {
    let name = pick::words(&contact["name"]["formatted_name"]);
    let of = |list: &str, field: &str| -> Vec<String> {
        pick::list(&contact[list])
            .iter()
            .map(|one| pick::words(&one[field]))
            .collect()
    };
    let (phones, emails) = (of("phones", "phone"), of("emails", "email"));
    let parts = ["👤", name.as_str()]
        .into_iter()
        .chain(phones.iter().chain(&emails).map(String::as_str));
    pick::joined(parts, " ")
}

/// What became of a message of ours.
fn receipt(status: &Value) -> Vec<News> {
    let id = pick::words(&status["id"]);
    let (external_id, formerly) = called(&status["recipient_user_id"], &status["recipient_id"]);
    let tag = status["biz_opaque_callback_data"]
        .as_str()
        .and_then(Tag::read);
    let mut told = Vec::new();
    if tag.is_some() {
        told.push(What::Echoed {
            id: id.clone(),
            tag,
            text: String::new(),
        });
    }
    match status["status"].as_str().unwrap_or_default() {
        "delivered" => told.push(What::Receipt {
            upto: id,
            is_read: false,
        }),
        "read" | "played" => told.push(What::Receipt {
            upto: id,
            is_read: true,
        }),
        "failed" => {
            let refused = Refused::read(&status["errors"][0]);
            told.push(What::Undelivered {
                is_shut: matches!(super::judge(&refused), Fault::Shut(..)),
                code: refused.name(),
                words: refused.words,
                id,
            });
        }
        _ => {}
    }
    let sender = Sender {
        external_id,
        formerly,
        ..Sender::default()
    };
    let at = moment(&status["timestamp"]);
    told.into_iter()
        .map(|what| News {
            sender: sender.clone(),
            at,
            what,
        })
        .collect()
}

/// A type without what follows it.
pub(super) fn bare(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// A name for what comes without one.
pub(super) fn name_for(media_type: &str) -> String {
    let (name, ending) = match bare(media_type) {
        "image/jpeg" => ("photo", "jpg"),
        "image/png" => ("photo", "png"),
        "image/webp" => ("sticker", "webp"),
        "audio/ogg" => ("voice", "ogg"),
        "audio/mpeg" => ("audio", "mp3"),
        "audio/mp4" | "audio/aac" => ("audio", "m4a"),
        "audio/amr" => ("audio", "amr"),
        "video/mp4" => ("video", "mp4"),
        "video/3gpp" => ("video", "3gp"),
        "application/pdf" => ("document", "pdf"),
        _ => return "file".to_owned(),
    };
    format!("{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};

    fn call(messages: Value, statuses: Value) -> Value {
        json!({ "object": "whatsapp_business_account", "entry": [{ "id": "WABA1", "changes": [{
            "field": "messages", "value": {
                "messaging_product": "whatsapp",
                "metadata": { "display_phone_number": "15550001111", "phone_number_id": "PN1" },
                "contacts": [{ "profile": { "name": "Ana", "username": "ana.l" }, "wa_id": "34600111222" }],
                "messages": messages, "statuses": statuses,
            } }] }] })
    }

    fn one(content: Value) -> News {
        let mut message =
            json!({ "from": "34600111222", "id": "wamid.1", "timestamp": "1767225600" });
        for (name, value) in content.as_object().unwrap() {
            message[name] = value.clone();
        }
        let batch = read(&call(json!([message]), json!([])), "PN1");
        assert!(batch.unread.is_empty(), "{:?}", batch.unread);
        batch.news.into_iter().next().unwrap()
    }

    fn letter_of(content: Value) -> Letter {
        match one(content).what {
            What::Said(letter) => letter,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_customer_is_who_the_platform_says() {
        let news = one(json!({ "type": "text", "text": { "body": "hola" } }));
        assert_eq!(news.sender.external_id, "34600111222");
        assert_eq!(news.sender.name, "Ana");
        assert_eq!(news.sender.username, "@ana.l");
        assert_eq!(news.sender.phone, "+34600111222");
        assert_eq!(news.at, Some(Timestamp(1_767_225_600_000)));
        // One with an id of the platform's own is known by it, and was by the number.
        let news = one(json!({ "type": "text", "text": { "body": "x" }, "from_user_id": "ES.13" }));
        assert_eq!(
            (
                news.sender.external_id.as_str(),
                news.sender.formerly.as_str()
            ),
            ("ES.13", "34600111222")
        );
        let news = one(json!({ "type": "system", "system": {
            "user_id": "ES.14", "previous_user_id": "ES.13" } }));
        assert_eq!(
            (
                news.sender.external_id.as_str(),
                news.sender.formerly.as_str()
            ),
            ("ES.14", "ES.13")
        );
        assert_eq!(news.what, What::Renamed);
    }

    #[test]
    fn every_sort_of_message_is_shown_as_what_it_is() {
        for (message, words) in [
            (json!({ "type": "text", "text": { "body": "Hi" } }), "Hi"),
            (
                json!({ "type": "image", "image": { "id": "1", "caption": "Look" } }),
                "Look",
            ),
            (
                json!({ "type": "button", "button": { "text": "Yes", "payload": "y" } }),
                "Yes",
            ),
            (
                json!({ "type": "interactive", "interactive": {
                    "type": "list_reply", "list_reply": { "id": "a", "title": "Blue", "description": "1.7 l" } } }),
                "Blue\n1.7 l",
            ),
            (
                json!({ "type": "contacts", "contacts": [{
                    "name": { "formatted_name": "Bo Berg" }, "phones": [{ "phone": "+49 1" }] }] }),
                "👤 Bo Berg +49 1",
            ),
            (
                json!({ "type": "text", "text": { "body": "Hi" }, "referral": {
                    "headline": "New kettles", "source_url": "https://fb.me/1" } }),
                "Hi\n↗ New kettles https://fb.me/1",
            ),
            (
                json!({ "type": "unsupported", "unsupported": { "type": "poll" } }),
                "[poll]",
            ),
            (
                json!({ "type": "unknown", "errors": [{ "code": 131_051 }] }),
                "[unknown]",
            ),
            (
                json!({ "type": "order", "order": { "catalog_id": "c" } }),
                "[order]",
            ),
            (json!({}), "[?]"),
        ] {
            assert_eq!(letter_of(message.clone()).text, words, "{message}");
        }
        let place = json!({ "type": "location", "location": {
            "latitude": "59.93", "longitude": 30.31, "name": "Hermitage" } });
        let spot = letter_of(place).spot.unwrap();
        assert_eq!(
            (spot.latitude, spot.longitude, spot.label.as_str()),
            (59.93, 30.31, "Hermitage")
        );
    }

    #[test]
    fn files_are_noted_as_what_they_are() {
        for (kind, content, expected) in [
            ("image", json!({ "id": "1" }), AttachmentKind::Image),
            ("sticker", json!({ "id": "1" }), AttachmentKind::Image),
            (
                "audio",
                json!({ "id": "1", "voice": true }),
                AttachmentKind::Voice,
            ),
            (
                "audio",
                json!({ "id": "1", "voice": false }),
                AttachmentKind::File,
            ),
            ("video", json!({ "id": "1" }), AttachmentKind::File),
            (
                "document",
                json!({ "id": "1", "filename": "bill.pdf" }),
                AttachmentKind::File,
            ),
        ] {
            let letter = letter_of(json!({ "type": kind, kind: content }));
            assert_eq!(letter.files[0].kind, expected, "{kind}");
            assert_eq!(letter.files[0].source, "1");
            let named = if kind == "document" { "bill.pdf" } else { "" };
            assert_eq!(letter.files[0].name, named);
        }
    }

    #[test]
    fn buttons_changes_and_reactions_are_what_they_are() {
        let rated = one(json!({ "type": "interactive", "interactive": {
            "type": "list_reply", "list_reply": { "id": "rate:1:5", "title": "5 ★" } } }));
        assert_eq!(rated.what, What::Pressed("rate:1:5".to_owned()));
        let taken_back =
            one(json!({ "type": "revoke", "revoke": { "original_message_id": "wamid.0" } }));
        assert_eq!(taken_back.what, What::Withdrawn("wamid.0".to_owned()));
        let edited = one(
            json!({ "type": "edit", "edit": { "original_message_id": "wamid.0",
            "message": { "type": "text", "text": { "body": "new" } } } }),
        );
        assert!(
            matches!(&edited.what, What::Changed(letter) if letter.id == "wamid.0" && letter.text == "new")
        );
        let reaction = |emoji: &str| {
            one(json!({ "type": "reaction", "reaction": { "message_id": "wamid.9", "emoji": emoji } })).what
        };
        let name = "reaction:wamid.9:34600111222".to_owned();
        assert_eq!(reaction(""), What::Withdrawn(name.clone()));
        assert!(
            matches!(reaction("👍"), What::Reacted(letter) if letter.id == name && letter.text == "👍")
        );
    }

    #[test]
    fn what_became_of_ours_is_told() {
        let statuses = json!([
            { "id": "wamid.X", "status": "sent", "timestamp": "1", "recipient_id": "34600111222",
              "biz_opaque_callback_data": "sb:8:0/1" },
            { "id": "wamid.X", "status": "delivered", "timestamp": "2", "recipient_id": "34600111222" },
            { "id": "wamid.X", "status": "played", "timestamp": "3", "recipient_id": "34600111222" },
            { "id": "wamid.Y", "status": "failed", "timestamp": "4", "recipient_id": "34600111222",
              "errors": [{ "code": 131_047, "title": "Re-engagement message" }] },
        ]);
        let told: Vec<What> = read(&call(json!([]), statuses), "PN1")
            .news
            .into_iter()
            .map(|news| news.what)
            .collect();
        let receipt = |is_read| What::Receipt {
            upto: "wamid.X".to_owned(),
            is_read,
        };
        assert!(matches!(&told[0], What::Echoed { id, tag: Some(_), .. } if id == "wamid.X"));
        assert_eq!(told[1..3], [receipt(false), receipt(true)]);
        assert_eq!(
            told[3],
            What::Undelivered {
                id: "wamid.Y".to_owned(),
                code: "131047".to_owned(),
                words: "Re-engagement message".to_owned(),
                is_shut: true,
            }
        );
    }

    #[test]
    fn what_is_not_ours_or_cannot_be_read_keeps_none_of_the_others() {
        let good = json!({ "from": "1", "id": "wamid.2", "timestamp": "20", "type": "text", "text": { "body": "two" } });
        let early = json!({ "from": "1", "id": "wamid.1", "timestamp": "10", "type": "text", "text": { "body": "one" } });
        let group = json!({ "from": "1", "id": "wamid.3", "type": "text", "group_id": "g" });
        let all = call(json!([good, early, group, "nonsense"]), json!([]));
        let batch = read(&all, "PN1");
        assert_eq!((batch.news.len(), batch.unread.len()), (2, 1));
        assert!(batch.news[0].at < batch.news[1].at, "in no order");
        let batch = read(&all, "PN2");
        assert_eq!((batch.news.len(), batch.unread.len()), (0, 4));
        assert_eq!(read(&json!({ "entry": 5 }), "PN1"), Batch::default());
    }

    #[test]
    fn fuzz_calls_of_whatsapp() {
        let shop = Shop::open(ChannelKind::WhatsApp);
        let said = |id: &str, more: Value| {
            let mut message = json!({ "from": "34600111222", "id": id, "timestamp": "1767225600", "context": { "id": "wamid.0" } });
            for (name, value) in more.as_object().unwrap() {
                message[name] = value.clone();
            }
            message
        };
        let messages = json!([
            said(
                "1",
                json!({ "type": "text", "text": { "body": "Hi" }, "referral": { "headline": "New", "source_url": "https://fb.me/1" } })
            ),
            said(
                "2",
                json!({ "type": "image", "image": { "id": "1", "caption": "Look", "mime_type": "image/jpeg" } })
            ),
            said(
                "3",
                json!({ "type": "audio", "audio": { "id": "1", "voice": true, "mime_type": "audio/ogg; codecs=opus" } })
            ),
            said(
                "4",
                json!({ "type": "document", "document": { "id": "1", "filename": "bill.pdf" } })
            ),
            said(
                "5",
                json!({ "type": "location", "location": { "latitude": "59.93", "longitude": 30.31, "name": "Hermitage" } })
            ),
            said(
                "6",
                json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "Bo" }, "phones": [{ "phone": "+49 1" }] }] })
            ),
            said(
                "7",
                json!({ "type": "interactive", "interactive": { "type": "list_reply", "list_reply": { "id": "rate:1:5", "title": "5" } } })
            ),
            said(
                "8",
                json!({ "type": "edit", "edit": { "original_message_id": "1", "message": { "type": "text", "text": { "body": "new" } } } })
            ),
            said(
                "9",
                json!({ "type": "revoke", "revoke": { "original_message_id": "1" } })
            ),
            said(
                "10",
                json!({ "type": "system", "system": { "user_id": "ES.14", "previous_user_id": "ES.13" } })
            ),
        ]);
        let statuses = json!([
            { "id": "wamid.7", "status": "read", "timestamp": "1767225600", "recipient_id": "34600111222" },
            { "id": "wamid.8", "status": "failed", "timestamp": "1767225600", "recipient_id": "34600111222",
              "errors": [{ "code": 131_047, "title": "Re-engagement", "message": "late" }] },
        ]);
        let samples = [call(messages, statuses)];
        fuzz::json("whatsapp", &samples, |told| shop.takes(&read(told, "PN1")));
    }
}
