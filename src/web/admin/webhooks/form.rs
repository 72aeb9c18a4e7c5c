//! One webhook: where it goes, of what it is told, its secret, and a test.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{HERE, state};
use crate::{
    base::{id::WebhookId, lang::Lang, network::Neighbours, secret::Secret},
    call::{self, Untrue, webhook as post},
    db::DbError,
    desk::{
        setting,
        webhook::{
            self, Topic, Webhook,
            delivery::Answered,
            edit::{self as act, Change, LONGEST_NAME, LONGEST_URL, WebhookError},
            log,
        },
    },
    t,
    web::{
        admin::{Room, ranks::Switched, show, show_with},
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{Field, Wrong},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
        snippet,
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
struct Typed {
    name: String,
    url: String,
    topic: Vec<String>,
    patience: String,
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
struct Outcome {
    secret: Option<Secret>,
    tested: Option<Answered>,
    wrong: Wrong,
    wish: Wish,
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

/// Title, state, and the two pages of a webhook; `deeds` stand beside the title.
pub(super) fn head(lang: Lang, hook: &Webhook, is_log: bool, deeds: &Markup) -> Markup {
    let path = format!("{HERE}/{}", hook.id);
    html! {
        p { a.row.small href=(HERE) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-webhooks")) } }
        header.sechead {
            div.grow { h2 dir="auto" { (hook.name) } @if hook.off_at.is_some() { p.row { (state(lang, hook)) } } }
            (deeds)
        }
        nav.tabs aria-label=(hook.name) {
            a href=(path) aria-current=[(!is_log).then_some("page")] { (t!(lang, "webhook-tab-settings")) }
            a href={ (path) "/log" } aria-current=[is_log.then_some("page")] { (t!(lang, "webhook-tab-log")) }
        }
    }
}

/// What came of a try, in a sentence.
pub(super) fn told(lang: Lang, status: Option<u16>, words: &str, ms: i64) -> String {
    match status {
        Some(status) => t!(
            lang,
            "delivery-answered",
            status = i64::from(status),
            ms = ms
        ),
        None => t!(lang, "delivery-unanswered", words = words, ms = ms),
    }
    .into_owned()
}

fn tested(lang: Lang, answered: &Answered) -> Markup {
    let is_success = answered.is_success();
    let ms = i64::try_from(answered.took.as_millis()).unwrap_or(i64::MAX);
    html! {
        div.notice."notice--ok"[is_success]."notice--warn"[!is_success] role="status" {
            (icon_sm(if is_success { "circle-check" } else { "circle-alert" }))
            div.stack.grow {
                p.semi { (if is_success { t!(lang, "webhook-test-ok") } else { t!(lang, "webhook-test-bad") }) }
                p.small.anywhere { (told(lang, answered.status, &answered.words, ms)) }
                @if !answered.response.is_empty() { div.code."code--wrap" tabindex="0" { (answered.response) } }
            }
        }
    }
}

fn view(lang: Lang, hook: Option<&Webhook>, typed: &Typed, outcome: &Outcome) -> Markup {
    let wrong = &outcome.wrong;
    let path = hook.map_or_else(|| HERE.to_owned(), |hook| format!("{HERE}/{}", hook.id));
    html! {
        @match hook {
            Some(hook) => {
                (head(lang, hook, false, &html! {
                    form method="post" action={ (path) "/test" } { button.btn { (icon_sm("send-horizontal")) (t!(lang, "webhook-test")) } }
                }))
            }
            None => {
                p { a.row.small href=(HERE) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-webhooks")) } }
                header.sechead { div.grow { h2 { (t!(lang, "webhook-new")) } } }
            }
        }
        (saved::notice(lang, outcome.wish.saved == "webhook"))
        @if let Some(secret) = &outcome.secret {
            (snippet::once(lang, "webhook-secret", &t!(lang, "webhook-secret-new"), secret.expose(), &t!(lang, "webhook-secret-new-more")))
        }
        @if let Some(answered) = &outcome.tested { (tested(lang, answered)) }
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            (Field::new("webhook", "name", t!(lang, "webhook-name")).value(&typed.name).longest(LONGEST_NAME).required().judged(wrong))
            (Field::new("webhook", "url", t!(lang, "webhook-url")).kind("url").value(&typed.url).longest(LONGEST_URL)
                .placeholder("https://shop.example/hooks/shopbell").hint(t!(lang, "webhook-url-hint")).required().judged(wrong))
            fieldset.field aria-describedby="webhook-topics-hint" {
                legend."field__label" { (t!(lang, "webhook-topics")) }
                div.stack {
                    @for topic in Topic::CHOICES {
                        label.check.small {
                            input type="checkbox" name="topic" value=(topic.word()) checked[typed.topic.iter().any(|word| word == topic.word())];
                            span { (topic_name(lang, topic)) " " code.xs.muted { (topic.word()) } }
                        }
                    }
                }
                p."field__hint" #webhook-topics-hint { (t!(lang, "webhook-topics-hint")) }
            }
            (Field::new("webhook", "patience", t!(lang, "webhook-patience")).kind("number").value(&typed.patience).longest(2).required().judged(wrong))
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
        @if let Some(hook) = hook { (deeds(lang, hook, &path, &outcome.wish)) }
    }
}

fn deeds(lang: Lang, hook: &Webhook, path: &str, wish: &Wish) -> Markup {
    html! {
        div.card {
            div.setrow {
                (icon("key-round"))
                div.grow {
                    p."setrow__t" { (t!(lang, "webhook-secret")) }
                    p."setrow__d" { (t!(lang, "webhook-secret-more")) }
                    @if let Some(until) = hook.old_until { p."setrow__d" { (t!(lang, "webhook-secret-both")) " " (moment(until, Style::Due)) } }
                }
                (Confirm {
                    lang, id: "roll-webhook", here: path, is_open: wish.sure == "roll-webhook", deed: &t!(lang, "webhook-roll"),
                    symbol: "refresh-cw", title: &t!(lang, "webhook-roll-sure"), meaning: &t!(lang, "webhook-roll-more"),
                    action: &format!("{path}/roll"),
                }.show())
            }
            div.setrow {
                (icon("trash-2"))
                div.grow { p."setrow__t" { (t!(lang, "webhook-remove")) } p."setrow__d" { (t!(lang, "webhook-remove-more")) } }
                (Confirm {
                    lang, id: "remove-webhook", here: path, is_open: wish.sure == "remove-webhook", deed: &t!(lang, "webhook-remove"),
                    symbol: "trash-2", title: &t!(lang, "webhook-remove-sure", name = &hook.name), meaning: &t!(lang, "webhook-remove-more"),
                    action: &format!("{path}/remove"),
                }.show())
            }
        }
    }
}

/// What an event is called.
pub(super) fn topic_name(lang: Lang, topic: Topic) -> std::borrow::Cow<'static, str> {
    lang.text(&format!("topic-{}", topic.word().replace('.', "-")))
}
