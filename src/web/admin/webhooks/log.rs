//! What a webhook was told, and what came of it.

use std::borrow::Cow;

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    HERE,
    view::{head, told, topic_name},
};
use crate::{
    base::{
        id::{DeliveryId, WebhookId},
        lang::Lang,
    },
    db::{DbError, Page},
    desk::webhook::{
        self, Topic, Webhook,
        delivery::Stage,
        log::{self, Delivery, Part},
    },
    t,
    web::{
        admin::{Room, show},
        answer::{Refusal, Reply, see_other},
        field::choice,
        layout::icon_sm,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
    },
};

/// Lines on one page.
const LINES: usize = 50;

/// What of the log is looked at, in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    show: String,
    topic: String,
    before: Option<DeliveryId>,
}

impl Wanted {
    fn part(&self) -> Part {
        Part::from_word(&self.show).unwrap_or(Part::All)
    }

    fn topic(&self) -> Option<Topic> {
        Topic::from_word(&self.topic)
    }
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let id: WebhookId = ask.place("id")?;
    let wanted: Wanted = ask.query()?;
    let (part, topic) = (wanted.part(), wanted.topic());
    let before = wanted.before.unwrap_or(DeliveryId(i64::MAX));
    let (hook, lines) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let hook = webhook::by_id(reader, id)?;
            Ok((
                hook,
                log::older(reader, id, part, topic, before, LINES + 1)?,
            ))
        })
        .await?;
    let hook = hook.ok_or_else(Refusal::not_found)?;
    let lines = Page::cut(lines, LINES, |line| line.id);
    let inside = view(admin.lang, &hook, &lines, &wanted);
    show(&ask, &admin, Room::Webhooks, &inside).await
}

/// What a part of the log is called.
fn part_name(lang: Lang, part: Part) -> Cow<'static, str> {
    match part {
        Part::All => t!(lang, "delivery-all"),
        Part::Waiting => t!(lang, "delivery-waiting"),
        Part::Delivered => t!(lang, "delivery-delivered"),
        Part::Failed => t!(lang, "delivery-failed"),
    }
}

fn view(lang: Lang, hook: &Webhook, page: &Page<Delivery, DeliveryId>, wanted: &Wanted) -> Markup {
    let path = format!("{HERE}/{}/log", hook.id);
    let parts = Part::ALL.map(|part| (part.word(), part_name(lang, part)));
    let mut topics = vec![("", t!(lang, "delivery-any"))];
    topics.extend(Topic::ALL.map(|topic| (topic.word(), topic_name(lang, topic))));
    let chosen = wanted.topic().map_or("", Topic::word);
    html! {
        (head(lang, hook, true, &html! {}))
        form.card."card--pad".stack."stack--4" method="get" action=(path) {
            div.formgrid {
                (choice::select("log", "show", &t!(lang, "delivery-state"), wanted.part().word(), &parts))
                (choice::select("log", "topic", &t!(lang, "delivery-topic"), chosen, &topics))
            }
            div.row { button.btn { (icon_sm("list-filter")) (t!(lang, "delivery-filter")) } }
        }
        @if page.rows.is_empty() {
            div.card.empty {
                p."empty__t" { (t!(lang, "delivery-none")) }
                @if wanted.before.is_some() { a href=(path) { (t!(lang, "log-newest")) } } @else { p."empty__p" { (t!(lang, "delivery-none-more")) } }
            }
        } @else {
            div.card.clip {
                table.table.activity {
                    thead { tr {
                        th { (t!(lang, "delivery-at")) }
                        th { (t!(lang, "delivery-topic")) }
                        th { (t!(lang, "delivery-state")) }
                        th."m-hide" { (t!(lang, "delivery-took")) }
                        th."m-hide" { (t!(lang, "delivery-tries")) }
                    } }
                    tbody { @for line in &page.rows { (row(lang, &path, line)) } }
                }
            }
            nav.row.between aria-label=(t!(lang, "log-pages")) {
                @if wanted.before.is_some() { a.btn."btn--sm" href={ (path) "?" (address(wanted, None)) } { (t!(lang, "log-newest")) } } @else { span {} }
                @if let Some(next) = page.next { a.btn."btn--sm" href={ (path) "?" (address(wanted, Some(next))) } { (t!(lang, "log-older")) } }
            }
        }
    }
}

/// The query of another page of the same.
fn address(wanted: &Wanted, before: Option<DeliveryId>) -> String {
    let mut query = vec![
        ("show", wanted.part().word().to_owned()),
        ("topic", wanted.topic().map_or("", Topic::word).to_owned()),
    ];
    query.extend(before.map(|before| ("before", before.to_string())));
    serde_html_form::to_string(query).unwrap_or_default()
}

fn state(lang: Lang, line: &Delivery) -> Markup {
    let (class, words) = match line.stage {
        Stage::Delivered => ("pill--active", t!(lang, "delivery-stage-delivered")),
        Stage::Failed => ("pill--new", t!(lang, "delivery-stage-failed")),
        Stage::Sending => ("pill--moved", t!(lang, "delivery-stage-sending")),
        Stage::Queued if line.attempts > 0 => ("pill--await", t!(lang, "delivery-stage-again")),
        Stage::Queued => ("pill--closed", t!(lang, "delivery-stage-queued")),
        Stage::Behind => ("pill--closed", t!(lang, "delivery-stage-behind")),
    };
    html! { span.pill.(class) { (words) } }
}

fn row(lang: Lang, path: &str, line: &Delivery) -> Markup {
    html! {
        tr id={ "delivery-" (line.id) } {
            td.nowrap.muted { (moment(line.at, Style::Due)) }
            td {
                a href={ (path) "/" (line.id) } { (topic_name(lang, line.topic)) }
                @if let Some(chat) = line.conversation { " " span.muted.nowrap { "#" (chat) } }
            }
            td {
                span.row."row--wrap"."row--1" {
                    (state(lang, line))
                    @if let Some(status) = line.status { span.muted.nowrap { "HTTP " (status) } }
                }
            }
            td."m-hide".nowrap { @if line.tried_at.is_some() { (t!(lang, "delivery-ms", ms = line.took_ms)) } }
            td."m-hide" { (line.attempts) }
        }
    }
}

pub(super) async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let (hook, line) = load(&ask).await?;
    let lang = admin.lang;
    let path = format!("{HERE}/{}/log", hook.id);
    let is_over = matches!(line.stage, Stage::Delivered | Stage::Failed);
    let inside = html! {
        (head(lang, &hook, true, &html! {}))
        section.card {
            header."card__head" {
                div.grow {
                    h3."card__title" { (topic_name(lang, line.topic)) " " (state(lang, &line)) }
                    p.small.muted { (moment(line.at, Style::Full)) }
                }
                @if is_over && line.topic != Topic::Ping {
                    form method="post" action={ (path) "/" (line.id) "/replay" } {
                        button.btn."btn--sm" { (icon_sm("refresh-cw")) (t!(lang, "delivery-replay")) }
                    }
                }
            }
            div."card--pad".stack."stack--4" {
                dl.health {
                    dt { "webhook-id" } dd { code.anywhere { (line.message_id) } }
                    dt { (t!(lang, "delivery-tries")) } dd { (line.attempts) }
                    @if let Some(at) = line.tried_at {
                        dt { (t!(lang, "delivery-last")) }
                        dd {
                            (moment(at, Style::Full))
                            @if line.stage != Stage::Sending { br; (told(lang, line.status, &line.words, line.took_ms)) }
                        }
                    }
                    @if line.stage == Stage::Queued && line.attempts > 0 {
                        dt { (t!(lang, "delivery-next")) } dd { (moment(line.due_at, Style::Full)) }
                    }
                    @if let Some(chat) = line.conversation {
                        dt { (t!(lang, "delivery-chat")) } dd { a href={ "/chats?chat=" (chat) } { "#" (chat) } }
                    }
                }
                div.stack { h4.small.semi { (t!(lang, "delivery-body")) } div.code."code--wrap" tabindex="0" role="group" aria-label=(t!(lang, "delivery-body")) { (line.body) } }
                @if !line.response.is_empty() {
                    div.stack { h4.small.semi { (t!(lang, "delivery-response")) } div.code."code--wrap" tabindex="0" role="group" aria-label=(t!(lang, "delivery-response")) { (line.response) } }
                }
                @if is_over && line.topic != Topic::Ping { p.small.muted { (t!(lang, "delivery-replay-more")) } }
            }
        }
        p { a.row.small href=(path) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "webhook-tab-log")) } }
    };
    show(&ask, &admin, Room::Webhooks, &inside).await
}

async fn load(ask: &Ask) -> Result<(Webhook, Delivery), Refusal> {
    let (id, line): (WebhookId, DeliveryId) = (ask.place("id")?, ask.place("delivery")?);
    let found = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            Ok(webhook::by_id(reader, id)?.zip(log::one(reader, id, line)?))
        })
        .await?;
    found.ok_or_else(Refusal::not_found)
}

pub(super) async fn replay(ask: Ask, _admin: AsAdmin) -> Reply {
    let (hook, line) = load(&ask).await?;
    if line.topic == Topic::Ping {
        return Err(Refusal::bad("bad-form"));
    }
    let (hook, line) = (hook.id, line.id);
    ask.house
        .db
        .write::<_, DbError>(move |tx| log::replay(tx, hook, line))
        .await?;
    see_other(&format!("{HERE}/{hook}/log"))
}
