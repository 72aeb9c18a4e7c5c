//! The platforms of the demo, each as the people see it who write there.

use anyhow::Context;
use bytes::Bytes;

use super::{
    guest::{
        Guest, number, on_custom, on_messenger, on_telegram, on_vk, on_wechat, on_whatsapp,
        open_id, scoped, telephone,
    },
    hand::Hook,
    mail::{self, Mail},
};
use crate::{
    base::time::Clock,
    call::Http,
    channels,
    demo::{
        platform::{
            Platform,
            custom::Custom,
            messenger::{Messenger, PAGE},
            sms::Sms,
            telegram::Telegram,
            vk::{self, Vk},
            wechat::WeChat,
            whatsapp::{NUMBER, WhatsApp},
        },
        script::enclosure,
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
            Shore::Telegram(there) => told(&there.manners.said.reaches(count).await, |one| {
                let asks = one
                    .fields
                    .get("reply_markup")
                    .is_some_and(|it| it.contains(RATE));
                (one.to.to_string(), one.text(), asks)
            }),
            Shore::Vk(there) => told(&there.manners.said.reaches(count).await, |one| {
                let asks = one.field("keyboard").contains(RATE);
                (one.to.to_string(), one.text(), asks)
            }),
            Shore::Sms(there) => told(&there.manners.said.reaches(count).await, |one| {
                (one.to.clone(), &one.body, is_survey(&one.body))
            }),
            Shore::Custom(there) => told(&there.manners.taken.reaches(count).await, |one| {
                let to = one["customer"]["id"].as_str().unwrap_or_default();
                let words = one["text"].as_str().unwrap_or_default();
                (to.to_owned(), words, one["choices"].is_array())
            }),
            Shore::WhatsApp(there) => told(&there.manners.said.reaches(count).await, |one| {
                let to = one.body["to"].as_str().unwrap_or_default();
                let to = to.trim_start_matches('+').to_owned();
                (to, one.text(), one.body.to_string().contains(RATE))
            }),
            Shore::WeChat(there) | Shore::Mini(there) => {
                told(&there.manners.said.reaches(count).await, |one| {
                    let to = one.body["touser"].as_str().unwrap_or_default();
                    (to.to_owned(), one.text(), is_survey(one.text()))
                })
            }
            Shore::Mail(there) => there.has_said(count).await,
            Shore::Messenger(there, _) => told(&there.manners.said.reaches(count).await, |one| {
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
