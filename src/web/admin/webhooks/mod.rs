//! Webhooks: their list, how long their log is kept, and which private addresses may be called.

mod form;
mod log;
mod view;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{lang::Lang, network::Neighbours},
    db::DbError,
    desk::{
        audit, neighbours, setting,
        webhook::{
            self, Webhook,
            log::{DAYS, Keeping, Tally},
        },
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

const HERE: &str = "/admin/webhooks";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(form::add)),
        get("/admin/webhooks/new", admin(form::new)),
        post("/admin/webhooks/neighbours", admin(list_neighbours)),
        post("/admin/webhooks/keeping", admin(keep)),
        get("/admin/webhooks/{id}", admin(form::one)),
        post("/admin/webhooks/{id}", admin(form::change)),
        post("/admin/webhooks/{id}/switch", admin(form::switch)),
        post("/admin/webhooks/{id}/roll", admin(form::roll)),
        post("/admin/webhooks/{id}/test", admin(form::test)),
        post("/admin/webhooks/{id}/remove", admin(form::remove)),
        get("/admin/webhooks/{id}/log", admin(log::page)),
        get("/admin/webhooks/{id}/log/{delivery}", admin(log::one)),
        post(
            "/admin/webhooks/{id}/log/{delivery}/replay",
            admin(log::replay),
        ),
    ]
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, None, &Wrong::default(), &wish).await?;
    show(&ask, &admin, Room::Webhooks, &inside).await
}

/// The room; `typed` are neighbours that were not accepted.
async fn view(
    ask: &Ask,
    lang: Lang,
    typed: Option<&str>,
    wrong: &Wrong,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let (hooks, keeping, listed) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            let mut hooks = Vec::new();
            for hook in webhook::all(reader)? {
                let tally = webhook::log::tally(reader, hook.id)?;
                hooks.push((hook, tally));
            }
            let keeping: Keeping = setting::get(reader)?;
            let listed: Neighbours = setting::get(reader)?;
            Ok((hooks, keeping, listed.to_string()))
        })
        .await?;
    Ok(html! {
        (heading(&t!(lang, "room-webhooks"), &t!(lang, "webhooks-lead"), &html! {
            a.btn."btn--primary" href="/admin/webhooks/new" { (icon_sm("plus")) (t!(lang, "webhook-new")) }
        }))
        (saved::notice(lang, wish.saved == "webhook"))
        @if hooks.is_empty() {
            div.card.empty { p."empty__t" { (t!(lang, "webhooks-none")) } p."empty__p" { (t!(lang, "webhooks-none-more")) } }
        } @else {
            div.card { @for (hook, tally) in &hooks { (row(lang, hook, tally)) } }
        }
        form.card."card--pad".stack."stack--4" method="post" action="/admin/webhooks/neighbours" {
            div { h3."card__title" { (t!(lang, "neighbours-title")) } p.small.muted { (t!(lang, "neighbours-lead")) } }
            (Field::new("neighbours", "listed", t!(lang, "neighbours-label")).lines(3).value(typed.unwrap_or(&listed))
                .hint(t!(lang, "neighbours-hint")).judged(wrong))
            div.row { button.btn { (t!(lang, "save")) } }
        }
        form.card."card--pad".stack."stack--4" method="post" action="/admin/webhooks/keeping" {
            h3."card__title" { (t!(lang, "webhook-keep-title")) }
            (kept_for(lang, keeping))
            div.row { button.btn { (t!(lang, "save")) } }
        }
    })
}

fn kept_for(lang: Lang, keeping: Keeping) -> Markup {
    let days = DAYS.map(|days| days.to_string());
    let choices: Vec<_> = days
        .iter()
        .map(|days| (days.as_str(), t!(lang, "webhook-keep-days", count = days)))
        .collect();
    let chosen = keeping.days.to_string();
    choice::select(
        "keeping",
        "days",
        &t!(lang, "webhook-keep"),
        &chosen,
        &choices,
    )
}

/// How a webhook is, in a pill; nothing while all is well.
fn state(lang: Lang, hook: &Webhook) -> Markup {
    html! {
        @if hook.is_gone { span.pill."pill--new" { (t!(lang, "webhook-gone")) } }
        @else if hook.off_at.is_some() { span.pill."pill--archived" { (t!(lang, "webhook-off")) } }
    }
}

fn row(lang: Lang, hook: &Webhook, tally: &Tally) -> Markup {
    let path = format!("{HERE}/{}", hook.id);
    let is_on = hook.off_at.is_none();
    html! {
        div.setrow id={ "webhook-" (hook.id) } {
            (icon("plug"))
            div.grow {
                p."setrow__t" { a href=(path) dir="auto" { (hook.name) } " " (state(lang, hook)) }
                p."setrow__d".anywhere { code dir="ltr" { (hook.url) } }
                p."setrow__d" {
                    @if let Some(at) = tally.delivered_at { (t!(lang, "webhook-last")) " " (moment(at, Style::Due)) }
                    @else { (t!(lang, "webhook-never")) }
                    @if tally.waiting > 0 { " · " a href={ (path) "/log?show=waiting" } { (t!(lang, "webhook-waiting", count = tally.waiting)) } }
                    @if tally.failed > 0 { " · " a href={ (path) "/log?show=failed" } { (t!(lang, "webhook-failed", count = tally.failed)) } }
                }
            }
            form.row method="post" action={ (path) "/switch" } {
                button.btn."btn--sm" name="on" value=(!is_on) aria-label=(if is_on { t!(lang, "webhook-switch-off", name = &hook.name) } else { t!(lang, "webhook-switch-on", name = &hook.name) }) {
                    @if is_on { (t!(lang, "webhook-turn-off")) } @else { (t!(lang, "webhook-turn-on")) }
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    listed: String,
}

async fn list_neighbours(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Listed { listed } = ask.form().await?;
    let lang = admin.lang;
    match Neighbours::read(&listed) {
        Ok(read) => {
            let origin = admin.origin(&ask);
            ask.house
                .db
                .write::<_, DbError>(move |tx| neighbours::change(tx, &origin, &read))
                .await?;
            see_other("/admin/webhooks?saved=webhook")
        }
        Err(wrong) => {
            let wrong = Wrong::at("listed", t!(lang, "neighbours-wrong", word = &wrong.0));
            let inside = view(&ask, lang, Some(&listed), &wrong, &Wish::default()).await?;
            show_with(
                StatusCode::BAD_REQUEST,
                &ask,
                &admin,
                Room::Webhooks,
                &inside,
            )
            .await
        }
    }
}

#[derive(Deserialize)]
struct Kept {
    days: u32,
}

async fn keep(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Kept { days } = ask.form().await?;
    if !DAYS.contains(&days) {
        return Err(Refusal::bad("bad-form"));
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &Keeping { days })?;
            audit::log(tx, &origin, "webhook_log_changed", &days.to_string())
        })
        .await?;
    see_other("/admin/webhooks?saved=webhook")
}
