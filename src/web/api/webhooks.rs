//! Webhooks, for programs that set a house up.

use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::{
    base::{id::WebhookId, network::Neighbours},
    call::{self, Untrue},
    db::DbError,
    desk::{
        setting,
        webhook::{
            self, Topic, Webhook,
            edit::{self as act, Change, WebhookError},
        },
    },
    web::{
        answer::{Refusal, Reply, done, json, ok},
        request::{AsAdmin, Ask},
        router::{Route, admin, delete, get, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/webhooks", admin(list)),
        post("/api/v1/webhooks", admin(add)),
        post("/api/v1/webhooks/{id}", admin(change)),
        post("/api/v1/webhooks/{id}/secret", admin(roll)),
        delete("/api/v1/webhooks/{id}", admin(remove)),
    ]
}

/// A webhook without its secret.
#[derive(Serialize)]
struct Shape<'a> {
    id: WebhookId,
    name: &'a str,
    url: &'a str,
    topics: &'a [Topic],
    timeout_s: u32,
    on: bool,
}

impl<'a> Shape<'a> {
    fn of(hook: &'a Webhook) -> Self {
        Self {
            id: hook.id,
            name: &hook.name,
            url: &hook.url,
            topics: &hook.topics,
            timeout_s: hook.patience_s,
            on: hook.off_at.is_none(),
        }
    }
}

/// How long an answer is waited for unless it is said, in seconds.
const PATIENCE: u32 = 10;

/// What a webhook is to be; what is left out of a change stays as it is.
#[derive(Deserialize)]
struct Wanted {
    name: Option<String>,
    url: Option<String>,
    topics: Option<Vec<String>>,
    timeout_s: Option<u32>,
    on: Option<bool>,
}

impl Wanted {
    fn change(self, known: Option<&Webhook>) -> Result<Change, Refusal> {
        let topics = match self.topics {
            Some(words) => words
                .iter()
                .map(|word| topic(word))
                .collect::<Result<_, _>>()?,
            None => known.map(|hook| hook.topics.clone()).unwrap_or_default(),
        };
        let or = |given: Option<String>, known: Option<&String>| {
            given.or_else(|| known.cloned()).unwrap_or_default()
        };
        Ok(Change {
            name: or(self.name, known.map(|hook| &hook.name)),
            url: or(self.url, known.map(|hook| &hook.url)),
            topics,
            patience_s: self
                .timeout_s
                .or(known.map(|hook| hook.patience_s))
                .unwrap_or(PATIENCE),
        })
    }
}

fn topic(word: &str) -> Result<Topic, Refusal> {
    Topic::from_word(word)
        .filter(|topic| Topic::CHOICES.contains(topic))
        .ok_or_else(|| Refusal::bad("webhook-topic").with("word", word))
}

async fn load(ask: &Ask, id: WebhookId) -> Result<Webhook, Refusal> {
    let hook = ask
        .house
        .db
        .read::<_, DbError>(move |reader| webhook::by_id(reader, id))
        .await?;
    hook.ok_or_else(Refusal::not_found)
}

/// An address that may not be called is refused at once.
async fn judge(ask: &Ask, url: &str) -> Result<(), Refusal> {
    let neighbours: Neighbours = ask.house.db.read::<_, DbError>(setting::get).await?;
    call::may_call_out(url.trim(), &neighbours).map_err(|error| match error {
        Untrue::Private(host) => Refusal::bad("webhook-private").with("host", host),
        _ => Refusal::bad("webhook-url"),
    })
}

async fn list(ask: Ask, _admin: AsAdmin) -> Reply {
    let hooks = ask.house.db.read::<_, DbError>(webhook::all).await?;
    let shapes: Vec<_> = hooks.iter().map(Shape::of).collect();
    ok(&serde_json::json!({ "webhooks": shapes }))
}

async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let wanted: Wanted = ask.json().await?;
    let (is_on, origin) = (wanted.on.unwrap_or(true), admin.origin(&ask));
    let change = wanted.change(None)?;
    judge(&ask, &change.url).await?;
    let (id, secret) = ask
        .house
        .db
        .write::<_, WebhookError>(move |tx| {
            let (id, secret) = act::add(tx, &origin, &change)?;
            act::switch(tx, &origin, id, is_on)?;
            Ok((id, secret))
        })
        .await?;
    let hook = load(&ask, id).await?;
    let made = serde_json::json!({ "webhook": Shape::of(&hook), "secret": secret.expose() });
    json(StatusCode::CREATED, &made)
}

async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let hook = load(&ask, ask.place("id")?).await?;
    let (id, origin) = (hook.id, admin.origin(&ask));
    let wanted: Wanted = ask.json().await?;
    let is_on = wanted.on;
    let change = wanted.change(Some(&hook))?;
    judge(&ask, &change.url).await?;
    ask.house
        .db
        .write::<_, WebhookError>(move |tx| {
            act::change(tx, &origin, id, &change)?;
            match is_on {
                Some(is_on) => act::switch(tx, &origin, id, is_on),
                None => Ok(()),
            }
        })
        .await?;
    let hook = load(&ask, id).await?;
    ok(&Shape::of(&hook))
}

async fn roll(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (WebhookId, _) = (ask.place("id")?, admin.origin(&ask));
    let secret = ask
        .house
        .db
        .write::<_, WebhookError>(move |tx| act::roll(tx, &origin, id))
        .await?;
    ok(&serde_json::json!({ "secret": secret.expose() }))
}

async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (WebhookId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write::<_, WebhookError>(move |tx| act::remove(tx, &origin, id))
        .await?;
    done()
}
