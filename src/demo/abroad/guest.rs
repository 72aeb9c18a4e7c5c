//! Somebody who writes on the platforms of the demo: what they are called on each, and how they write there.

use bytes::Bytes;
use serde_json::{Value, json};

use super::hand::{Hook, Signature};
use crate::{
    base::time::Clock,
    demo::{
        platform::{
            Platform,
            custom::Custom,
            messenger::{self, Messenger},
            telegram::{self, Telegram},
            vk::{self, Vk},
            wechat::WeChat,
            whatsapp::{self, WhatsApp},
        },
        script::{Enclosure, Person, script},
    },
    desk::attachment::AttachmentKind,
};

/// Somebody who writes on a platform: what they are called there follows from their place in the cast.
#[derive(Clone, Copy)]
pub(super) struct Guest {
    pub(super) index: usize,
    pub(super) person: &'static Person,
}

pub(super) fn number(guest: Guest) -> i64 {
    5_000 + i64::try_from(guest.index).unwrap_or_default()
}

/// Their telephones and what a page calls them, once for the whole cast.
fn names(guest: Guest) -> &'static (String, String) {
    static NAMES: std::sync::OnceLock<Vec<(String, String)>> = std::sync::OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let numbers = 0..script().cast.len();
        numbers
            .map(|n| (format!("155501{n:05}"), format!("59110{n:05}")))
            .collect()
    });
    &names[guest.index]
}

pub(super) fn telephone(guest: Guest) -> &'static str {
    &names(guest).0
}

pub(super) fn scoped(guest: Guest) -> &'static str {
    &names(guest).1
}

/// What an account on WeChat calls them.
pub(super) fn open_id(guest: Guest) -> String {
    format!("oKETTLE-{}", scoped(guest))
}

pub(super) fn on_telegram(there: &Telegram, guest: Guest, text: &str, shown: Option<Enclosure>) {
    let user = telegram::User {
        id: number(guest),
        name: &guest.person.name,
        username: "",
        language: &guest.person.language,
    };
    let Some(shown) = shown else {
        there.write(&user, text);
        return;
    };
    let file = there.keep(&shown.name, Bytes::from_static(shown.bytes));
    let content = match shown.kind {
        AttachmentKind::Image => json!({ "photo": [{ "file_id": file }], "caption": text }),
        AttachmentKind::Voice => json!({ "voice": { "file_id": file }, "caption": text }),
        AttachmentKind::File | AttachmentKind::Card => json!({
            "document": { "file_id": file, "file_name": shown.name }, "caption": text,
        }),
    };
    there.send(&user, content);
}

pub(super) fn on_vk(there: &Vk, guest: Guest, text: &str, shown: Option<Enclosure>) {
    // Numbers of languages that the platform has: Russian, English, Spanish, German, French, Chinese.
    let lang_id = match guest.person.language.as_str() {
        "ru" => 0,
        "es" => 4,
        "de" => 6,
        "fr" => 16,
        "zh" => 18,
        _ => 3,
    };
    let user = vk::User {
        id: number(guest),
        lang_id,
    };
    there.is_called(user.id, &guest.person.name);
    let Some(shown) = shown else {
        there.write(&user, text);
        return;
    };
    let url = there.store(&shown.name, Bytes::from_static(shown.bytes));
    let attachment = match (shown.kind, shown.pixels) {
        (AttachmentKind::Image, Some((width, height))) => json!({
            "type": "photo", "photo": { "sizes": [{ "url": url, "width": width, "height": height }] },
        }),
        _ => {
            let ending = shown.name.rsplit('.').next().unwrap_or_default();
            json!({ "type": "doc", "doc": {
                "url": url, "title": shown.name, "ext": ending, "size": shown.bytes.len() } })
        }
    };
    there.send(&user, json!({ "text": text, "attachments": [attachment] }));
}

pub(super) async fn on_custom(
    there: &Platform<Custom>,
    hook: &Hook,
    guest: Guest,
    text: &str,
    shown: Option<Enclosure>,
) {
    let files = shown.map(|shown| {
        let path = format!("/files/{}", shown.name);
        there.manners.keep(&path, Bytes::from_static(shown.bytes));
        let kind = match shown.kind {
            AttachmentKind::Image => "image",
            AttachmentKind::Voice => "voice",
            AttachmentKind::File | AttachmentKind::Card => "file",
        };
        json!([{ "url": format!("{}{path}", there.base()), "name": shown.name, "kind": kind }])
    });
    let event = json!({
        "type": "message", "id": crate::base::secret::random_hex(), "text": text,
        "customer": {
            "id": telephone(guest), "name": guest.person.name, "language": guest.person.language,
            "email": guest.person.email,
        },
        "files": files.unwrap_or_else(|| json!([])),
    });
    let body = json!({ "events": [event] }).to_string();
    let sign = |timestamp: &str| there.manners.signature(timestamp, &body);
    hook.bring(Signature::Timed(&sign), Bytes::from(body.clone()))
        .await;
}

pub(super) async fn on_whatsapp(
    there: &WhatsApp,
    hook: &Hook,
    guest: Guest,
    text: &str,
    shown: Option<Enclosure>,
) {
    let user = whatsapp::User {
        number: telephone(guest),
        id: "",
        name: &guest.person.name,
    };
    let call = match shown {
        None => there.write(&user, text),
        Some(shown) => {
            let id = there.keep(shown.media_type, Bytes::from_static(shown.bytes));
            let (kind, content) = match shown.kind {
                AttachmentKind::Image => ("image", json!({ "id": id, "caption": text })),
                AttachmentKind::Voice => ("audio", json!({ "id": id, "voice": true })),
                AttachmentKind::File | AttachmentKind::Card => (
                    "document",
                    json!({ "id": id, "filename": shown.name, "caption": text }),
                ),
            };
            if shown.kind == AttachmentKind::Voice {
                let words = there.write(&user, text);
                hook.bring(Signature::Whole(&words.signature), words.body)
                    .await;
            }
            there.send(&user, &json!({ "type": kind, kind: content }))
        }
    };
    hook.bring(Signature::Whole(&call.signature), call.body)
        .await;
}

pub(super) async fn on_wechat(
    there: &WeChat,
    hook: &Hook,
    guest: Guest,
    text: &str,
    shown: Option<Enclosure>,
) {
    let user = &open_id(guest);
    there.remark(user, &guest.person.name);
    let mut pushes = vec![there.write(user, text)];
    if let Some(shown) = shown.filter(|shown| shown.kind == AttachmentKind::Image) {
        let id = there.keep(shown.media_type, Bytes::from_static(shown.bytes));
        pushes.push(there.send(user, "image", &[("MediaId", &id)]));
    }
    for push in pushes {
        // It calls by itself as often as the platform does.
        if let Err(status) = there.call(&hook.address(), &push).await {
            tracing::warn!(status, "a platform of the demo could not call in");
        }
    }
}

pub(super) async fn on_messenger(
    there: &Messenger,
    clock: &Clock,
    hook: &Hook,
    guest: Guest,
    text: &str,
    shown: Option<Enclosure>,
) {
    let user = messenger::User {
        id: scoped(guest),
        name: &guest.person.name,
    };
    let mut contents: Vec<Value> = vec![json!({ "text": text })];
    if let Some(shown) = shown {
        let url = there.keep(&shown.name, Bytes::from_static(shown.bytes));
        let kind = match shown.kind {
            AttachmentKind::Image => "image",
            AttachmentKind::Voice => "audio",
            AttachmentKind::File | AttachmentKind::Card => "file",
        };
        contents.push(json!({ "attachments": [{ "type": kind, "payload": { "url": url } }] }));
    }
    for content in contents {
        let call = there.send(&user, &content, clock.now());
        hook.bring(Signature::Whole(&call.signature), call.body)
            .await;
    }
}
