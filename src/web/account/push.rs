//! Being told with no window open (O6): which of one's browsers are, and what is shown there.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use maud::{Markup, html};
use serde::Deserialize;

use super::own_session;
use crate::{
    base::{
        id::{PushDeviceId, SessionId},
        lang::Lang,
        network::Neighbours,
    },
    call::push::{Address, HouseKey, Outcome, Push, Urgency, push},
    db::DbError,
    desk::{
        push::{self as push_device, Device, PushError, Subscription},
        setting,
        team::{Agent, Preferences, account},
    },
    t,
    web::{
        answer::{self, Refusal, Reply, done, see_other},
        field::choice,
        layout::{icon, icon_sm},
        moment::{Style, moment},
        request::{AsAgent, Ask},
        saved::Wish,
    },
};

/// A test is no use later.
const TEST_TTL: Duration = Duration::from_secs(60);

impl From<PushError> for Refusal {
    fn from(error: PushError) -> Self {
        match error {
            PushError::Bad => Self::bad("bad-subscription"),
            PushError::Db(error) => error.into(),
        }
    }
}

/// The house's public key, which a browser binds its subscription to. It is made when somebody first asks for it.
pub(super) async fn key(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let db = &ask.house.db;
    let known = db.read::<_, DbError>(push_device::key).await?;
    let kept = match known {
        Some(known) => known,
        None => {
            let new = HouseKey::generate();
            db.write::<_, DbError>(move |tx| push_device::keep_key(tx, &new))
                .await?
        }
    };
    let key = HouseKey::read(&kept).ok_or_else(|| Refusal::bad("bad-subscription"))?;
    answer::ok(&serde_json::json!({ "key": key.public() }))
}

#[derive(Deserialize)]
struct Given {
    endpoint: String,
    p256dh: String,
    auth: String,
}

/// The browser that asks is told from now on.
pub(super) async fn allow(mut ask: Ask, agent: AsAgent) -> Reply {
    let here = own_session(&agent)?;
    let given: Given = ask.form().await?;
    let bytes = |text: &str| {
        BASE64_URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|_| Refusal::from(PushError::Bad))
    };
    let subscription = Subscription {
        p256dh: bytes(&given.p256dh)?,
        auth: bytes(&given.auth)?,
        endpoint: given.endpoint,
    };
    ask.house
        .db
        .write::<_, PushError>(move |tx| push_device::allow(tx, here, &subscription).map(drop))
        .await?;
    done()
}

/// One of one's browsers is told no more.
pub(super) async fn remove(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let (own, id): (_, PushDeviceId) = (agent.id, ask.place("id")?);
    ask.house
        .db
        .write::<_, DbError>(move |tx| push_device::remove(tx, own, id))
        .await?;
    see_other("/account?saved=push#push")
}

#[derive(Deserialize)]
struct Typed {
    push_previews: Option<String>,
}

/// Whether one's browsers show what a customer wrote.
pub(super) async fn set_previews(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let typed: Typed = ask.form().await?;
    let preferences = Preferences {
        push_previews: typed.push_previews.is_some(),
        ..agent.preferences.clone()
    };
    let id = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| account::set_preferences(tx, id, &preferences))
        .await?;
    see_other("/account?saved=push#push")
}

/// Tells all of one's browsers something, and keeps what came of it.
pub(super) async fn test(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let (id, lang) = (agent.id, agent.lang);
    let db = &ask.house.db;
    let (devices, key, neighbours, now) = db
        .read::<_, DbError>(move |reader| {
            let neighbours: Neighbours = setting::get(reader)?;
            let devices = push_device::of_agent(reader, id)?;
            Ok((devices, push_device::key(reader)?, neighbours, reader.now))
        })
        .await?;
    let Some(key) = key.as_deref().and_then(HouseKey::read) else {
        return see_other("/account#push");
    };
    let words = serde_json::json!({
        "title": t!(lang, "push-test-title"), "body": t!(lang, "push-test-body"), "tag": "shopbell-test",
    });
    let what = Push {
        words: words.to_string(),
        urgency: Urgency::High,
        ttl: TEST_TTL,
        topic: "test".to_owned(),
    };
    let http = ask.house.office.http();
    let tries = devices.iter().map(|device| {
        let (key, what, neighbours) = (&key, &what, &neighbours);
        async move {
            let to = Address {
                endpoint: &device.subscription.endpoint,
                key: &device.subscription.p256dh,
                auth: &device.subscription.auth,
            };
            let outcome = push(http, neighbours, key, &to, what, now).await;
            (device.id, outcome)
        }
    });
    let outcomes = futures_util::future::join_all(tries).await;
    db.write::<_, DbError>(move |tx| {
        for (id, outcome) in &outcomes {
            match outcome {
                Outcome::Taken => push_device::note(tx, *id, Ok(()))?,
                Outcome::Gone => push_device::forget(tx, *id)?,
                Outcome::Later(_, why) | Outcome::Refused(why) => {
                    push_device::note(tx, *id, Err(why))?;
                }
            }
        }
        Ok(())
    })
    .await?;
    see_other("/account?saved=push-test#push")
}

pub(super) fn card(agent: &Agent, devices: &[Device], here: SessionId, wish: &Wish) -> Markup {
    let lang = agent.lang;
    let own = devices.iter().find(|device| device.session == here);
    html! {
        section.card #push aria-labelledby="push-title" {
            header."card__head" {
                div.grow { h2."card__title" #push-title { (t!(lang, "push")) } p.small.muted { (t!(lang, "push-more")) } }
            }
            (here_row(lang, own.is_some()))
            @for device in devices { (row(lang, device, here)) }
            form method="post" action="/account/push/previews" {
                (choice::switch_row("push_previews", "eye", &t!(lang, "push-previews"), &t!(lang, "push-previews-more"), agent.preferences.push_previews))
                @if wish.saved == "push-test" {
                    div.setrow { (icon("info")) p."setrow__d" role="status" { (t!(lang, "push-tested")) } }
                }
                div.setrow {
                    div.row {
                        button.btn { (t!(lang, "save")) }
                        @if !devices.is_empty() {
                            button.btn."btn--ghost" formaction="/account/push/test" { (icon_sm("bell-ring")) (t!(lang, "push-test")) }
                        }
                    }
                }
            }
        }
    }
}

/// This browser: what it can do, it says itself.
fn here_row(lang: Lang, is_told: bool) -> Markup {
    html! {
        div.setrow #push-here data-told[is_told]
            data-insecure=(t!(lang, "push-insecure")) data-unable=(t!(lang, "push-unable")) data-denied=(t!(lang, "push-denied"))
            data-failed=(t!(lang, "push-failed")) data-lost=(t!(lang, "push-lost")) {
            (icon("bell-ring"))
            div.grow {
                p."setrow__t" { (t!(lang, "push-here")) }
                p."setrow__d" data-push-state role="status" { @if is_told { (t!(lang, "push-here-on")) } @else { (t!(lang, "push-here-off")) } }
            }
            button.btn."btn--primary" type="button" data-act="push-allow" hidden { (t!(lang, "push-allow")) }
        }
        div.setrow #install-here hidden {
            (icon("smartphone"))
            div.grow {
                p."setrow__t" { (t!(lang, "app-install")) }
                p."setrow__d" { (t!(lang, "app-install-more")) }
            }
            button.btn type="button" data-act="install" { (icon_sm("download")) (t!(lang, "app-install-do")) }
        }
    }
}

fn row(lang: Lang, device: &Device, here: SessionId) -> Markup {
    let name = if device.name.is_empty() {
        t!(lang, "device-unknown")
    } else {
        device.name.as_str().into()
    };
    html! {
        div.setrow {
            (icon("monitor-smartphone"))
            div.grow {
                p."setrow__t" dir="auto" { (name) @if device.session == here { span.pill."pill--active" { (t!(lang, "session-here")) } } }
                p."setrow__d" {
                    (t!(lang, "session-since")) " " (moment(device.made_at, Style::Day))
                    @if let Some(at) = device.told_at { " · " (t!(lang, "push-told")) " " (moment(at, Style::Day)) }
                }
                @if let Some((at, why)) = &device.failed {
                    p."setrow__d" { span.pill."pill--new" { (t!(lang, "push-not-taken")) } " " (moment(*at, Style::Day)) " · " span dir="auto" { (why) } }
                }
            }
            form.row method="post" action={ "/account/push/" (device.id) "/remove" } data-push-remove[device.session == here] {
                button.btn."btn--sm" aria-label=(t!(lang, "push-remove-of", device = name.as_ref())) { (t!(lang, "push-remove")) }
            }
        }
    }
}
