//! What Telegram's updates say. Pure.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    base::time::Timestamp,
    channels::Batch,
    desk::{
        attachment::AttachmentKind,
        fetch::Stub,
        intake::{Letter, News, Sender, Spot, What},
    },
};

#[derive(Deserialize)]
struct Update {
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<Pressed>,
    my_chat_member: Option<Member>,
}

/// A message that was sent, as far as it is remembered.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    message_id: i64,
    chat: Chat,
}

impl Sent {
    /// What the platform calls it.
    pub(super) fn name(&self) -> String {
        name(&self.chat, self.message_id)
    }
}

#[derive(Debug, Deserialize)]
struct Chat {
    id: i64,
    #[serde(default)]
    r#type: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct User {
    id: i64,
    first_name: String,
    last_name: String,
    username: String,
    language_code: String,
}

#[derive(Deserialize)]
struct Pressed {
    id: String,
    from: User,
    #[serde(default)]
    data: String,
}

#[derive(Deserialize)]
struct Member {
    chat: Chat,
    from: User,
    new_chat_member: Status,
}

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    status: String,
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
    #[serde(default)]
    from: User,
    chat: Chat,
    #[serde(default)]
    date: i64,
    #[serde(default)]
    text: String,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    caption_entities: Vec<Entity>,
    reply_to_message: Option<Answered>,
    #[serde(default)]
    photo: Vec<File>,
    voice: Option<File>,
    audio: Option<File>,
    video: Option<File>,
    video_note: Option<File>,
    animation: Option<File>,
    document: Option<File>,
    sticker: Option<Sticker>,
    location: Option<Location>,
    venue: Option<Venue>,
    contact: Option<Contact>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

/// How a piece of the words is shown there; where it is counts UTF-16 code units.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entity {
    r#type: String,
    offset: usize,
    length: usize,
    url: String,
}

#[derive(Deserialize)]
struct Answered {
    message_id: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    file_id: String,
    file_name: String,
    file_size: Option<u64>,
}

#[derive(Deserialize)]
struct Sticker {
    #[serde(default)]
    emoji: String,
}

#[derive(Deserialize)]
struct Location {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
struct Venue {
    #[serde(default)]
    title: String,
}

#[derive(Deserialize)]
struct Contact {
    #[serde(default)]
    phone_number: String,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    user_id: Option<i64>,
}

fn name(chat: &Chat, message: i64) -> String {
    format!("{}:{message}", chat.id)
}

/// Reads what came. One that cannot be read keeps none of the others.
pub(super) fn read(updates: &[Value]) -> Batch {
    let mut batch = Batch::default();
    for update in updates {
        match Update::deserialize(update) {
            Ok(update) => batch.news.extend(news(update)),
            Err(_) => batch.unread.push(update.to_string()),
        }
    }
    // Never the largest there ever was: after a quiet week the platform begins anew, anywhere.
    batch.cursor = updates
        .last()
        .and_then(|update| update["update_id"].as_i64())
        .map(|last| (last + 1).to_string());
    batch
}

/// Buttons that wait for an answer.
pub(super) fn pressed(updates: &[Value]) -> impl Iterator<Item = &str> {
    updates
        .iter()
        .filter_map(|update| update["callback_query"]["id"].as_str())
}

fn news(update: Update) -> Option<News> {
    if let Some(message) = update.message {
        return written(message, What::Said);
    }
    if let Some(message) = update.edited_message {
        return written(message, What::Changed);
    }
    if let Some(pressed) = update.callback_query {
        // The platform tells its id for the answer only.
        let _ = pressed.id;
        return Some(News {
            sender: sender(&pressed.from),
            at: None,
            what: What::Pressed(pressed.data),
        });
    }
    let member = update
        .my_chat_member
        .filter(|member| member.chat.r#type == "private")?;
    let is_reachable = match member.new_chat_member.status.as_str() {
        "kicked" => false,
        "member" => true,
        _ => return None,
    };
    Some(News {
        sender: sender(&member.from),
        at: None,
        what: What::Reachable(is_reachable),
    })
}

fn sender(user: &User) -> Sender {
    let name = format!("{} {}", user.first_name, user.last_name);
    Sender {
        external_id: user.id.to_string(),
        name: name.trim().to_owned(),
        username: match user.username.as_str() {
            "" => String::new(),
            name => format!("@{name}"),
        },
        language: user.language_code.clone(),
        ..Sender::default()
    }
}

/// A message of a customer's. Groups are no chats with a customer.
fn written(message: Message, what: fn(Letter) -> What) -> Option<News> {
    if message.chat.r#type != "private" {
        return None;
    }
    let mut sender = sender(&message.from);
    // Somebody else's number may be shared, too.
    if let Some(contact) = &message.contact
        && contact.user_id == Some(message.from.id)
    {
        sender.phone = contact.phone_number.clone();
    }
    Some(News {
        at: Some(Timestamp::of_seconds(message.date)),
        what: what(letter(&message)),
        sender,
    })
}

/// Words with the addresses that lie behind some of them, which are seen there by pressing alone.
fn with_links(text: &str, entities: &[Entity]) -> String {
    let mut links: Vec<(usize, &str)> = entities
        .iter()
        .filter(|one| one.r#type == "text_link" && !one.url.is_empty() && !text.contains(&one.url))
        .map(|one| (one.offset.saturating_add(one.length), one.url.as_str()))
        .collect();
    links.sort_unstable();
    let mut links = links.into_iter().peekable();
    let mut told = String::with_capacity(text.len());
    let mut at = 0;
    for c in text.chars() {
        while let Some((_, url)) = links.next_if(|(end, _)| *end <= at) {
            told.push_str(&format!(" ({url})"));
        }
        told.push(c);
        at += c.len_utf16();
    }
    for (_, url) in links {
        told.push_str(&format!(" ({url})"));
    }
    told
}

fn letter(message: &Message) -> Letter {
    let files = files(message);
    // Pressing Start is how a chat begins; a link may bring a word of its own.
    let mut text = match message.text.as_str() {
        "" => with_links(&message.caption, &message.caption_entities),
        text => with_links(text, &message.entities),
    };
    if let Some(sticker) = &message.sticker {
        text = match sticker.emoji.as_str() {
            "" => "🖼".to_owned(),
            emoji => emoji.to_owned(),
        };
    }
    if let Some(contact) = &message.contact {
        let name = format!("{} {}", contact.first_name, contact.last_name);
        text = format!("👤 {} {}", name.trim(), contact.phone_number)
            .trim()
            .to_owned();
    }
    let spot = message.location.as_ref().map(|place| Spot {
        latitude: place.latitude,
        longitude: place.longitude,
        label: message
            .venue
            .as_ref()
            .map_or_else(String::new, |venue| venue.title.clone()),
    });
    if text.is_empty() && files.is_empty() && spot.is_none() {
        text = format!("[{}]", unknown(message));
    }
    Letter {
        id: name(&message.chat, message.message_id),
        text,
        files,
        spot,
        answers: message
            .reply_to_message
            .as_ref()
            .map(|answered| name(&message.chat, answered.message_id)),
        is_automatic: false,
    }
}

/// What sort of message it is that we cannot show.
fn unknown(message: &Message) -> &str {
    message
        .rest
        .iter()
        .find(|(_, value)| value.is_object())
        .map_or("?", |(kind, _)| kind.as_str())
}

fn files(message: &Message) -> Vec<Stub> {
    let mut stubs = Vec::new();
    let mut add = |file: &File, kind: AttachmentKind| {
        stubs.push(Stub {
            source: file.file_id.clone(),
            kind,
            name: file.file_name.clone(),
            size: file.file_size,
        });
    };
    // Sizes of one picture, the largest last.
    if let Some(photo) = message.photo.last() {
        add(photo, AttachmentKind::Image);
    }
    if let Some(voice) = &message.voice {
        add(voice, AttachmentKind::Voice);
    }
    // A moving picture comes as a document as well.
    let other = message.animation.as_ref().or(message.document.as_ref());
    for file in [
        other,
        message.audio.as_ref(),
        message.video.as_ref(),
        message.video_note.as_ref(),
    ]
    .into_iter()
    .flatten()
    {
        add(file, AttachmentKind::File);
    }
    stubs
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};

    fn one(message: Value) -> News {
        let mut whole = json!({
            "message_id": 12, "date": 1_767_225_600, "chat": { "id": 5511, "type": "private" },
            "from": { "id": 5511, "is_bot": false, "first_name": "Ana", "last_name": "Li", "username": "ana_l",
                "language_code": "pt-br" },
        });
        for (name, value) in message.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let batch = read(&[json!({ "update_id": 700_001, "message": whole })]);
        assert_eq!(batch.cursor.as_deref(), Some("700002"));
        batch.news.into_iter().next().unwrap()
    }

    fn letter_of(message: Value) -> Letter {
        match one(message).what {
            What::Said(letter) => letter,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_customer_is_who_the_platform_says() {
        let news = one(json!({ "text": "Hi there" }));
        assert_eq!(news.sender.external_id, "5511");
        assert_eq!(news.sender.name, "Ana Li");
        assert_eq!(news.sender.username, "@ana_l");
        assert_eq!(news.sender.language, "pt-br");
        assert_eq!(news.at, Some(Timestamp(1_767_225_600_000)));
    }

    #[test]
    fn every_sort_of_message_is_shown_as_what_it_is() {
        for (message, words) in [
            (json!({ "text": "Hi" }), "Hi"),
            (json!({ "text": "/start abc" }), "/start abc"),
            (
                json!({ "photo": [{ "file_id": "s" }, { "file_id": "L" }], "caption": "Look" }),
                "Look",
            ),
            (
                json!({ "sticker": { "file_id": "x", "emoji": "😀" } }),
                "😀",
            ),
            (
                json!({ "contact": { "phone_number": "+49 1", "first_name": "Bo" } }),
                "👤 Bo +49 1",
            ),
            (json!({ "poll": { "id": "1" } }), "[poll]"),
            (json!({}), "[?]"),
        ] {
            assert_eq!(letter_of(message.clone()).text, words, "{message}");
        }
    }

    #[test]
    fn an_address_that_lies_behind_words_is_told_after_them() {
        let link = |offset: usize, length: usize, url: &str| json!({ "type": "text_link", "offset": offset, "length": length, "url": url });
        let shop = "https://kettle.example/1";
        for (message, words) in [
            (
                json!({ "text": "😀 This one, please", "entities": [link(3, 8, shop)] }),
                "😀 This one (https://kettle.example/1), please",
            ),
            (
                json!({ "caption": "This", "caption_entities": [link(0, 4, shop)], "photo": [{ "file_id": "L" }] }),
                "This (https://kettle.example/1)",
            ),
            // It stands there already, is none, or lies beyond the end.
            (
                json!({ "text": shop, "entities": [link(0, 24, shop)] }),
                shop,
            ),
            (
                json!({ "text": "Bold", "entities": [{ "type": "bold", "offset": 0, "length": 4 }] }),
                "Bold",
            ),
            (
                json!({ "text": "This", "entities": [link(2, 99, shop)] }),
                "This (https://kettle.example/1)",
            ),
        ] {
            assert_eq!(letter_of(message.clone()).text, words, "{message}");
        }
    }

    #[test]
    fn files_are_noted_the_largest_picture_alone() {
        for (message, expected) in [
            (
                json!({ "photo": [{ "file_id": "s" }, { "file_id": "L", "file_size": 9 }] }),
                vec![("L", AttachmentKind::Image)],
            ),
            (
                json!({ "voice": { "file_id": "v" } }),
                vec![("v", AttachmentKind::Voice)],
            ),
            (
                json!({ "animation": { "file_id": "a" }, "document": { "file_id": "d" } }),
                vec![("a", AttachmentKind::File)],
            ),
            (
                json!({ "document": { "file_id": "d", "file_name": "bill.pdf" } }),
                vec![("d", AttachmentKind::File)],
            ),
        ] {
            let letter = letter_of(message.clone());
            let files: Vec<_> = letter
                .files
                .iter()
                .map(|stub| (stub.source.as_str(), stub.kind))
                .collect();
            assert_eq!(files, expected, "{message}");
        }
    }

    #[test]
    fn a_number_is_believed_of_its_owner_alone() {
        for (whose, phone) in [(5511, "+49 1"), (7, "")] {
            let news = one(json!({
                "contact": { "phone_number": "+49 1", "first_name": "Bo", "user_id": whose }
            }));
            assert_eq!(news.sender.phone, phone);
        }
    }

    #[test]
    fn what_cannot_be_read_keeps_none_of_the_others() {
        let good = json!({ "update_id": 9, "message": {
            "message_id": 1, "date": 1, "chat": { "id": 1, "type": "private" }, "from": { "id": 1 }, "text": "x" } });
        let batch = read(&[json!({ "update_id": 8, "message": "?" }), good]);
        assert_eq!(
            (
                batch.news.len(),
                batch.unread.len(),
                batch.cursor.as_deref()
            ),
            (1, 1, Some("10"))
        );
    }

    #[test]
    fn groups_and_unknown_updates_are_passed_over() {
        let group = json!({ "update_id": 3, "message": {
            "message_id": 1, "date": 1, "chat": { "id": -1, "type": "group" }, "from": { "id": 1 }, "text": "x" } });
        let batch = read(&[group, json!({ "update_id": 4, "poll": {} })]);
        assert!(batch.news.is_empty() && batch.unread.is_empty());
        assert_eq!(batch.cursor.as_deref(), Some("5"));
    }

    #[test]
    fn leaving_and_coming_back_is_news() {
        for (status, is_reachable) in [("kicked", false), ("member", true)] {
            let update = json!({ "update_id": 1, "my_chat_member": {
                "chat": { "id": 5, "type": "private" }, "from": { "id": 5, "first_name": "A" },
                "new_chat_member": { "status": status } } });
            let batch = read(&[update]);
            assert_eq!(batch.news[0].what, What::Reachable(is_reachable));
        }
    }

    #[test]
    fn fuzz_updates_of_telegram() {
        let shop = Shop::open(ChannelKind::Telegram);
        let chat = json!({ "id": 5511, "type": "private" });
        let from = json!({ "id": 5511, "is_bot": false, "first_name": "Ana", "last_name": "Li", "username": "ana_l",
            "language_code": "pt-br" });
        let message = json!({ "message_id": 12, "date": 1_767_225_600, "chat": chat, "from": from, "text": "Hi",
            "entities": [{ "type": "text_link", "offset": 0, "length": 2, "url": "https://a.example" }] });
        let full = json!({
            "message_id": 13, "date": 1_767_225_601, "edit_date": 1_767_225_700, "chat": chat, "from": from,
            "photo": [{ "file_id": "s", "width": 9, "height": 9 }, { "file_id": "L", "file_size": 9 }], "caption": "Look",
            "voice": { "file_id": "v", "duration": 3 }, "document": { "file_id": "d", "file_name": "bill.pdf" },
            "sticker": { "file_id": "x", "emoji": "😀" }, "contact": { "phone_number": "+49 1", "first_name": "Bo", "user_id": 5511 },
            "location": { "latitude": 59.93, "longitude": 30.31 }, "venue": { "title": "Hermitage", "location": { "latitude": 1, "longitude": 2 } },
            "reply_to_message": { "message_id": 11 },
        });
        let pressed = json!({ "id": "q", "from": from, "data": "rate:1:5", "message": message });
        let member =
            json!({ "chat": chat, "from": from, "new_chat_member": { "status": "kicked" } });
        let samples = [json!([
            { "update_id": 1, "message": message }, { "update_id": 2, "edited_message": full },
            { "update_id": 3, "callback_query": pressed }, { "update_id": 4, "my_chat_member": member },
            { "update_id": 5, "message": full },
        ])];
        fuzz::json("telegram", &samples, |updates| {
            let updates = updates.as_array().map_or(&[][..], Vec::as_slice);
            shop.takes(&read(updates));
            pressed_of(updates);
        });
    }

    fn pressed_of(updates: &[Value]) -> usize {
        super::pressed(updates).count()
    }
}
