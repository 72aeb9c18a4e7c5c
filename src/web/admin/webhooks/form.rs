//! One webhook: where it goes, of what it is told, its secret, and a test.

use http::StatusCode;
use serde::Deserialize;

use super::{HERE, view::view};
use crate::{
    base::{id::WebhookId, lang::Lang, network::Neighbours, secret::Secret},
    call::{self, Untrue, webhook as post},
    db::DbError,
    desk::{
        setting,
        webhook::{
            self, Topic, Webhook,
            delivery::Answered,
            edit::{self as act, Change, WebhookError},
            log,
        },
    },
    t,
    web::{
        admin::{Room, ranks::Switched, show, show_with},
        answer::{Refusal, Reply, see_other},
        field::Wrong,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
    wire::webhook::{Envelope, PingShape},
};

/// What is chosen at first: the course of chats and what is said in them.
const USUAL: [Topic; 3] = [
    Topic::MessageCreated,
    Topic::ConversationCreated,
    Topic::ConversationClosed,
];

/// How long an answer is waited for at first, in seconds.
const PATIENCE: &str = "10";

/// The form as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) topic: Vec<String>,
    pub(super) patience: String,
}

impl Typed {
    fn fresh() -> Self {
        Self {
            topic: USUAL.map(|topic| topic.word().to_owned()).to_vec(),
            patience: PATIENCE.to_owned(),
            ..Self::default()
        }
    }

    fn of(hook: &Webhook) -> Self {
        Self {
            name: hook.name.clone(),
            url: hook.url.clone(),
            topic: hook
                .topics
                .iter()
                .map(|topic| topic.word().to_owned())
                .collect(),
            patience: hook.patience_s.to_string(),
        }
    }

    fn change(&self) -> Result<Change, Refusal> {
        let topics = self.topic.iter().map(|word| {
            Topic::from_word(word)
                .filter(|topic| Topic::CHOICES.contains(topic))
                .ok_or_else(|| Refusal::bad("bad-form"))
        });
        Ok(Change {
            name: self.name.clone(),
            url: self.url.clone(),
            topics: topics.collect::<Result<_, _>>()?,
            // What is no number is no time that is waited, which is told as such.
            patience_s: self.patience.trim().parse().unwrap_or_default(),
        })
    }
}

/// What the page of a webhook shows beside its form.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) secret: Option<Secret>,
    pub(super) tested: Option<Answered>,
    pub(super) wrong: Wrong,
    pub(super) wish: Wish,
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let inside = view(admin.lang, None, &Typed::fresh(), &Outcome::default());
    show(&ask, &admin, Room::Webhooks, &inside).await
}

async fn load(ask: &Ask, id: WebhookId) -> Result<Webhook, Refusal> {
    let hook = ask
        .house
        .db
        .read::<_, DbError>(move |reader| webhook::by_id(reader, id))
        .await?;
    hook.ok_or_else(Refusal::not_found)
}

pub(super) async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let hook = load(&ask, ask.place("id")?).await?;
    let outcome = Outcome {
        wish: Wish::of(&ask)?,
        ..Outcome::default()
    };
    let inside = view(admin.lang, Some(&hook), &Typed::of(&hook), &outcome);
    show(&ask, &admin, Room::Webhooks, &inside).await
}

/// Whether an address may be called at all, so that it is told now and not by a log of failures.
async fn judge(ask: &Ask, lang: Lang, url: &str) -> Result<Option<Wrong>, Refusal> {
    let neighbours: Neighbours = ask.house.db.read::<_, DbError>(setting::get).await?;
    Ok(match call::may_call_out(url.trim(), &neighbours) {
        Ok(()) => None,
        Err(Untrue::Private(host)) => Some(Wrong::at(
            "url",
            t!(lang, "webhook-url-private", host = &host),
        )),
        Err(_) => Some(Wrong::at("url", t!(lang, "webhook-url-wrong"))),
    })
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let (change, origin, lang) = (typed.change()?, admin.origin(&ask), admin.lang);
    if let Some(wrong) = judge(&ask, lang, &change.url).await? {
        return refused(&ask, &admin, None, &typed, wrong).await;
    }
    let added = ask
        .house
        .db
        .write(move |tx| act::add(tx, &origin, &change))
        .await;
    match added {
        Ok((id, secret)) => {
            let hook = load(&ask, id).await?;
            let outcome = Outcome {
                secret: Some(secret),
                ..Outcome::default()
            };
            let inside = view(lang, Some(&hook), &Typed::of(&hook), &outcome);
            show_with(StatusCode::CREATED, &ask, &admin, Room::Webhooks, &inside).await
        }
        Err(error) => {
            let wrong = misdescribed(lang, error)?;
            refused(&ask, &admin, None, &typed, wrong).await
        }
    }
}

pub(super) async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let hook = load(&ask, ask.place("id")?).await?;
    let typed: Typed = ask.form().await?;
    let (change, origin, id) = (typed.change()?, admin.origin(&ask), hook.id);
    if let Some(wrong) = judge(&ask, admin.lang, &change.url).await? {
        return refused(&ask, &admin, Some(&hook), &typed, wrong).await;
    }
    let changed = ask
        .house
        .db
        .write(move |tx| act::change(tx, &origin, id, &change))
        .await;
    match changed {
        Ok(()) => see_other(&format!("{HERE}/{id}?saved=webhook")),
        Err(error) => {
            let wrong = misdescribed(admin.lang, error)?;
            refused(&ask, &admin, Some(&hook), &typed, wrong).await
        }
    }
}

fn misdescribed(lang: Lang, error: WebhookError) -> Result<Wrong, Refusal> {
    match error {
        WebhookError::NoName => Ok(Wrong::at("name", t!(lang, "webhook-name-needed"))),
        WebhookError::BadUrl => Ok(Wrong::at("url", t!(lang, "webhook-url-wrong"))),
        WebhookError::BadPatience => Ok(Wrong::at("patience", t!(lang, "webhook-patience-wrong"))),
        WebhookError::TooMany => Ok(Wrong::at("name", t!(lang, "webhook-too-many"))),
        WebhookError::NotFound => Err(Refusal::not_found()),
        WebhookError::Db(error) => Err(error.into()),
    }
}

async fn refused(
    ask: &Ask,
    admin: &AsAdmin,
    hook: Option<&Webhook>,
    typed: &Typed,
    wrong: Wrong,
) -> Reply {
    let outcome = Outcome {
        wrong,
        ..Outcome::default()
    };
    let inside = view(admin.lang, hook, typed, &outcome);
    show_with(StatusCode::BAD_REQUEST, ask, admin, Room::Webhooks, &inside).await
}

pub(super) async fn switch(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (WebhookId, _) = (ask.place("id")?, admin.origin(&ask));
    let Switched { on } = ask.form().await?;
    ask.house
        .db
        .write::<_, WebhookError>(move |tx| act::switch(tx, &origin, id, on))
        .await?;
    see_other(HERE)
}

pub(super) async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (WebhookId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write::<_, WebhookError>(move |tx| act::remove(tx, &origin, id))
        .await?;
    see_other("/admin/webhooks?saved=webhook")
}

pub(super) async fn roll(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (WebhookId, _) = (ask.place("id")?, admin.origin(&ask));
    let secret = ask
        .house
        .db
        .write::<_, WebhookError>(move |tx| act::roll(tx, &origin, id))
        .await?;
    let hook = load(&ask, id).await?;
    let outcome = Outcome {
        secret: Some(secret),
        ..Outcome::default()
    };
    let inside = view(admin.lang, Some(&hook), &Typed::of(&hook), &outcome);
    show(&ask, &admin, Room::Webhooks, &inside).await
}

/// Posts a ping while the admin waits, and shows what came of it.
pub(super) async fn test(ask: Ask, admin: AsAdmin) -> Reply {
    let hook = load(&ask, ask.place("id")?).await?;
    let (id, db) = (hook.id, &ask.house.db);
    let data = PingShape { name: &hook.name };
    let body = Envelope::new(Topic::Ping, db.clock().now(), None, data).json();
    let prepared = db
        .write::<_, DbError>(move |tx| {
            let neighbours: Neighbours = setting::get(tx)?;
            Ok(log::test(tx, id, &body)?.map(|(_, tried)| (tried, neighbours)))
        })
        .await?;
    let (tried, neighbours) = prepared.ok_or_else(Refusal::not_found)?;
    let signed = post::Signed {
        url: tried.url.clone(),
        id: tried.message_id.clone(),
        timestamp: tried.timestamp,
        signature: tried.signature.clone(),
        body: tried.body.clone(),
    };
    let outcome = post::post(
        ask.house.office.http(),
        &neighbours,
        &signed,
        tried.patience,
    )
    .await;
    let answered = Answered {
        status: outcome.status,
        took: outcome.took,
        words: outcome.words,
        response: outcome.response,
        retry_after: outcome.retry_after,
    };
    let noted = answered.clone();
    db.write::<_, DbError>(move |tx| log::tested(tx, id, &tried, &noted))
        .await?;
    let outcome = Outcome {
        tested: Some(answered),
        ..Outcome::default()
    };
    let inside = view(admin.lang, Some(&hook), &Typed::of(&hook), &outcome);
    show(&ask, &admin, Room::Webhooks, &inside).await
}
