//! The platforms of the demo, each as the people see it who write there.

use anyhow::Context;
use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    hand::{Hook, Signature},
    mail::{self, Mail},
};
use crate::{
    base::time::Clock,
    channels::{self, Http},
    demo::{
        platform::{
            Platform,
            custom::Custom,
            messenger::{self, Messenger, PAGE},
            sms::Sms,
            telegram::{self, Telegram},
            vk::{self, Vk},
            wechat::WeChat,
            whatsapp::{self, NUMBER, WhatsApp},
        },
        script::{Enclosure, Person, enclosure, script},
    },
    desk::{
        account::{Account, Introduction, OUR_SECRET},
        attachment::AttachmentKind,
        channel::ChannelKind,
    },
};

/// What everything here connects with. It opens nothing anywhere.
const KEY: &str = "100200300:demo-of-a-teapot";

/// The shop's Mini-Program.
const MINI: &str = "wx-demo-teapot";

/// The shop's number for text messages.
const SMS: &str = "+15550001111";

/// Somebody who writes on a platform: what they are called there follows from their place in the cast.
#[derive(Clone, Copy)]
pub(super) struct Guest {
    pub(super) index: usize,
    pub(super) person: &'static Person,
}

/// What a platform has for one of its people.
pub(super) struct Told {
    /// Whose it is, as the platform calls them.
    pub(super) to: String,
    pub(super) words: String,
    /// Whether it asks how it was.
    pub(super) asks: bool,
}

/// A platform.
pub(super) enum Shore {
    Telegram(Platform<Telegram>),
    Vk(Platform<Vk>),
    Sms(Platform<Sms>),
    Custom(Platform<Custom>),
    WhatsApp(Platform<WhatsApp>),
    Messenger(Platform<Messenger>, Clock),
    WeChat(Platform<WeChat>),
    Mini(Platform<WeChat>),
    Mail(Mail),
}

/// Opens all of them, each on a free port.
pub(super) async fn open(clock: &Clock) -> anyhow::Result<Vec<Shore>> {
    let failed = "a platform of the demo cannot be opened";
    let whatsapp = Platform::open(WhatsApp::new(KEY, KEY), 0)
        .await
        .context(failed)?;
    whatsapp.manners.is_at(&whatsapp.base());
    let messenger = Platform::open(Messenger::new(KEY, KEY), 0)
        .await
        .context(failed)?;
    messenger.manners.is_at(&messenger.base());
    let telegram = Platform::open(Telegram::new(KEY), 0)
        .await
        .context(failed)?;
    let sms = Platform::open(Sms::new("AC1", KEY, SMS), 0)
        .await
        .context(failed)?;
    let custom = Platform::open(Custom::default(), 0).await.context(failed)?;
    let vk = vk::open(KEY, 0).await.context(failed)?;
    let official = wechat(WeChat::official(KEY, KEY)).await.context(failed)?;
    let mini = wechat(WeChat::mini(MINI, KEY)).await.context(failed)?;
    Ok(vec![
        Shore::Mail(Mail::open(clock).await.context(failed)?),
        Shore::WeChat(official),
        Shore::Mini(mini),
        Shore::Telegram(telegram),
        Shore::WhatsApp(whatsapp),
        Shore::Vk(vk),
        Shore::Messenger(messenger, clock.clone()),
        Shore::Sms(sms),
        Shore::Custom(custom),
    ])
}

async fn wechat(manners: WeChat) -> std::io::Result<Platform<WeChat>> {
    let there = Platform::open(manners, 0).await?;
    there.manners.is_at(&there.base());
    Ok(there)
}

impl Shore {
    pub(super) fn kind(&self) -> ChannelKind {
        match self {
            Shore::Telegram(_) => ChannelKind::Telegram,
            Shore::Vk(_) => ChannelKind::Vk,
            Shore::Sms(_) => ChannelKind::Sms,
            Shore::Custom(_) => ChannelKind::Custom,
            Shore::WhatsApp(_) => ChannelKind::WhatsApp,
            Shore::Messenger(..) => ChannelKind::Messenger,
            Shore::WeChat(_) => ChannelKind::WeChat,
            Shore::Mini(_) => ChannelKind::MiniProgram,
            Shore::Mail(_) => ChannelKind::Email,
        }
    }

    /// What the shop calls its channel there.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Shore::Telegram(_) => "Telegram",
            Shore::Vk(_) => "VK",
            Shore::Sms(_) => "SMS",
            Shore::Custom(_) => "Kettle app",
            Shore::WhatsApp(_) => "WhatsApp",
            Shore::Messenger(..) => "Messenger",
            Shore::WeChat(_) => "WeChat",
            Shore::Mini(_) => "Mini-Program",
            Shore::Mail(_) => mail::OURS,
        }
    }

    /// What the shop's account connects with.
    pub(super) fn keys(&self) -> Vec<(&'static str, String)> {
        let key = || KEY.to_owned();
        match self {
            Shore::Telegram(there) => vec![("token", key()), ("api_base", there.base())],
            Shore::Vk(there) => vec![
                ("token", key()),
                ("api_base", format!("{}/method", there.base())),
            ],
            Shore::Sms(there) => vec![
                ("account_sid", "AC1".to_owned()),
                ("auth_token", key()),
                ("number", SMS.to_owned()),
                ("api_base", there.base()),
            ],
            Shore::Custom(there) => vec![("url", format!("{}/take", there.base()))],
            Shore::WhatsApp(there) => vec![
                ("access_token", key()),
                ("phone_number_id", NUMBER.to_owned()),
                ("app_secret", key()),
                ("api_base", there.base()),
            ],
            Shore::WeChat(there) => vec![
                ("app_id", key()),
                ("app_secret", key()),
                ("mini_app_id", MINI.to_owned()),
                ("api_base", there.base()),
            ],
            Shore::Mini(there) => vec![
                ("app_id", MINI.to_owned()),
                ("app_secret", key()),
                ("api_base", there.base()),
            ],
            Shore::Mail(there) => there.keys(),
            Shore::Messenger(there, _) => vec![
                ("page_token", key()),
                ("page_id", PAGE.to_owned()),
                ("app_secret", key()),
                ("api_base", there.base()),
            ],
        }
    }

    /// Who that account is there.
    pub(super) fn who(&self) -> Introduction {
        let (own_id, username) = match self {
            Shore::Telegram(_) => ("42", "@kettle_bot"),
            Shore::Vk(_) => ("42", "@kettle_shop"),
            Shore::Sms(_) => (SMS, SMS),
            Shore::Custom(_) => ("kettle-app", "Kettle app"),
            Shore::WhatsApp(_) => (NUMBER, "+1 555-000-1111"),
            Shore::Messenger(..) => (PAGE, "Kettle & Co"),
            Shore::WeChat(_) => (KEY, "Kettle"),
            Shore::Mini(_) => (MINI, "Kettle"),
            Shore::Mail(_) => (mail::OURS, mail::OURS),
        };
        Introduction {
            own_id: own_id.to_owned(),
            username: username.to_owned(),
        }
    }

    /// The shop's owner enters there what the house shows.
    pub(super) fn learns(&self, account: &Account) {
        match self {
            Shore::Custom(there) => there.manners.learns(account.keys.get(OUR_SECRET)),
            Shore::WeChat(there) | Shore::Mini(there) => {
                let ours = channels::platform(self.kind(), &account.keys, &Http::default());
                let words = ours.map_or_else(Vec::new, |ours| ours.entered_there());
                if let [(_, token), (_, aes_key)] = &words[..] {
                    there.manners.learns(token, aes_key, true);
                }
            }
            _ => {}
        }
    }

    /// Whether somebody can write there at all.
    pub(super) fn is_for(&self, guest: Guest) -> bool {
        !matches!(self, Shore::Mail(_)) || !guest.person.email.is_empty()
    }

    /// What somebody is called there.
    pub(super) fn id(&self, guest: Guest) -> String {
        match self {
            Shore::Telegram(_) | Shore::Vk(_) => number(guest).to_string(),
            Shore::Sms(_) | Shore::WhatsApp(_) | Shore::Custom(_) => telephone(guest).to_owned(),
            Shore::Messenger(..) => scoped(guest).to_owned(),
            Shore::WeChat(_) | Shore::Mini(_) => open_id(guest),
            Shore::Mail(_) => guest.person.email.clone(),
        }
    }

    /// Somebody writes, and shows something; a platform that calls in does so.
    pub(super) async fn write(&self, hook: &Hook, guest: Guest, text: &str, shows: Option<&str>) {
        let shown = shows.and_then(enclosure);
        match self {
            Shore::Telegram(there) => on_telegram(&there.manners, guest, text, shown),
            Shore::Vk(there) => on_vk(&there.manners, guest, text, shown),
            Shore::Sms(there) => {
                let media = shown
                    .filter(|shown| shown.kind == AttachmentKind::Image)
                    .map(|shown| (shown.media_type.to_owned(), Bytes::from_static(shown.bytes)));
                there.manners.receive(
                    &format!("+{}", telephone(guest)),
                    text,
                    media.into_iter().collect(),
                );
            }
            Shore::Custom(there) => on_custom(there, hook, guest, text, shown).await,
            Shore::WhatsApp(there) => on_whatsapp(&there.manners, hook, guest, text, shown).await,
            Shore::WeChat(there) | Shore::Mini(there) => {
                on_wechat(&there.manners, hook, guest, text, shown).await;
            }
            Shore::Mail(there) => there.write(guest, text, shown),
            Shore::Messenger(there, clock) => {
                on_messenger(&there.manners, clock, hook, guest, text, shown).await;
            }
        }
    }

    /// Waits until so much was said there, to whomever, and answers it all.
    pub(super) async fn has_said(&self, count: usize) -> Vec<Told> {
        match self {
            Shore::Telegram(there) => told(&there.manners.has_said(count).await, |one| {
                let asks = one
                    .fields
                    .get("reply_markup")
                    .is_some_and(|it| it.contains(RATE));
                (one.to.to_string(), one.text(), asks)
            }),
            Shore::Vk(there) => told(&there.manners.has_said(count).await, |one| {
                let asks = one.field("keyboard").contains(RATE);
                (one.to.to_string(), one.text(), asks)
            }),
            Shore::Sms(there) => told(&there.manners.has_said(count).await, |one| {
                (one.to.clone(), &one.body, is_survey(&one.body))
            }),
            Shore::Custom(there) => told(&there.manners.has_taken(count).await, |one| {
                let to = one["customer"]["id"].as_str().unwrap_or_default();
                let words = one["text"].as_str().unwrap_or_default();
                (to.to_owned(), words, one["choices"].is_array())
            }),
            Shore::WhatsApp(there) => told(&there.manners.has_said(count).await, |one| {
                let to = one.body["to"].as_str().unwrap_or_default();
                let to = to.trim_start_matches('+').to_owned();
                (to, one.text(), one.body.to_string().contains(RATE))
            }),
            Shore::WeChat(there) | Shore::Mini(there) => {
                told(&there.manners.has_said(count).await, |one| {
                    let to = one.body["touser"].as_str().unwrap_or_default();
                    (to.to_owned(), one.text(), is_survey(one.text()))
                })
            }
            Shore::Mail(there) => there.has_said(count).await,
            Shore::Messenger(there, _) => told(&there.manners.has_said(count).await, |one| {
                let to = one.body["recipient"]["id"].as_str().unwrap_or_default();
                (
                    to.to_owned(),
                    one.text(),
                    one.body.to_string().contains(RATE),
                )
            }),
        }
    }
}

/// What the buttons of the survey begin with.
const RATE: &str = "rate:";

/// Where there are no buttons, the figures stand in the words.
pub(super) fn is_survey(words: &str) -> bool {
    let figures: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).collect();
    figures.contains(&"1") && figures.contains(&"5")
}

fn told<T>(all: &[T], of: impl for<'a> Fn(&'a T) -> (String, &'a str, bool)) -> Vec<Told> {
    all.iter()
        .map(|one| {
            let (to, words, asks) = of(one);
            Told {
                to,
                words: words.to_owned(),
                asks,
            }
        })
        .collect()
}

fn number(guest: Guest) -> i64 {
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

fn telephone(guest: Guest) -> &'static str {
    &names(guest).0
}

fn scoped(guest: Guest) -> &'static str {
    &names(guest).1
}

/// What an account on WeChat calls them.
fn open_id(guest: Guest) -> String {
    format!("oKETTLE-{}", scoped(guest))
}

fn on_telegram(there: &Telegram, guest: Guest, text: &str, shown: Option<Enclosure>) {
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

fn on_vk(there: &Vk, guest: Guest, text: &str, shown: Option<Enclosure>) {
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

async fn on_custom(
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

async fn on_whatsapp(
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

async fn on_wechat(
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

async fn on_messenger(
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
