//! What is wrong with the house, in a banner on every screen of an admin's, and when it was closed.

use std::time::Duration;

use maud::{Markup, html};

use super::{Room, checkup, heading, show};
use crate::{
    base::{id::EventId, lang::Lang},
    db::{self, DbError},
    desk::{
        missed::{self, Gap},
        outage::{self, Cause, Outage},
        trouble::{self, Kind, Trouble},
    },
    ops::doctor::Finding,
    t,
    web::{
        answer::{self, Reply, see_other},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
    },
};

const HERE: &str = "/admin/house";

/// Banners at once; the page has them all.
const MOST_BANNERS: usize = 3;

/// Stretches in the dark that are listed.
const MOST_OUTAGES: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        get("/admin/house/banner", admin(banner)),
        post("/admin/house/check", admin(check)),
        post("/admin/house/{id}/dismiss", admin(dismiss)),
    ]
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    room(&ask, &admin, None).await
}

/// Looks at everything at once, and says what was found.
async fn check(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: checkup::Typed = ask.form().await?;
    let findings = checkup::look(&ask, &typed).await?;
    room(&ask, &admin, Some(&findings)).await
}

async fn room(ask: &Ask, admin: &AsAdmin, findings: Option<&[Finding]>) -> Reply {
    let (troubles, outages, gaps) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            Ok((
                trouble::all(reader)?,
                outage::newest(reader, MOST_OUTAGES)?,
                missed::gaps(reader)?,
            ))
        })
        .await?;
    let lang = admin.lang;
    let store = ask.house.db.trouble();
    let inside = html! {
        (heading(&t!(lang, "room-house"), &t!(lang, "house-lead"), &html! {
            a.btn href="/admin/house/telling" { (icon_sm("siren")) (t!(lang, "telling")) }
        }))
        section.card {
            header."card__head" { h3."card__title".grow { (t!(lang, "house-troubles")) } }
            @if troubles.is_empty() && store.is_none() {
                div.empty { p."empty__t" { (t!(lang, "house-well")) } p { (t!(lang, "house-well-more")) } }
            }
            @if let Some(store) = &store {
                div.setrow {
                    (icon("circle-alert"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "trouble-store")) }
                        p."setrow__d" { (store_next(lang, store)) }
                        p."setrow__d" { code dir="auto" { (store.reason) } }
                    }
                    span.muted.small { (moment(store.since, Style::Due)) }
                }
            }
            @for one in &troubles {
                div.setrow {
                    (icon("circle-alert"))
                    div.grow {
                        span."setrow__t" { (one.words(lang)) }
                        p."setrow__d" { (one.next_step(lang)) }
                        @if let Some(detail) = one.said() { p."setrow__d" { code dir="auto" { (detail) } } }
                    }
                    span.muted.small { (moment(one.since, Style::Due)) }
                    @if matches!(one.kind, Kind::Channel | Kind::Webhook | Kind::Backup | Kind::Https | Kind::Key | Kind::Relay) { a.btn."btn--sm" href=(place(one)) { (t!(lang, "trouble-more")) } }
                }
            }
        }
        (checkup::card(lang, findings))
        section.card {
            header."card__head" { h3."card__title".grow { (t!(lang, "house-closed")) } }
            @if outages.is_empty() {
                div.empty { p."empty__t" { (t!(lang, "house-never-closed")) } }
            } @else {
                table.table {
                    thead { tr {
                        th { (t!(lang, "house-from")) } th { (t!(lang, "house-until")) }
                        th { (t!(lang, "house-lasted")) } th { (t!(lang, "house-why")) }
                    } }
                    tbody { @for one in &outages { (row(lang, one, &gaps)) } }
                }
            }
        }
    };
    show(ask, admin, Room::House, &inside).await
}

fn row(lang: Lang, outage: &Outage, gaps: &[Gap]) -> Markup {
    let gaps: Vec<&Gap> = gaps
        .iter()
        .filter(|gap| gap.outage == outage.from)
        .collect();
    let why = match outage.cause {
        Cause::Closed => t!(lang, "house-cause-closed"),
        Cause::Crash => t!(lang, "house-cause-crash"),
        Cause::Asleep => t!(lang, "house-cause-asleep"),
    };
    html! {
        tr {
            td.nowrap { (moment(outage.from, Style::Due)) }
            td.nowrap { (moment(outage.until, Style::Due)) }
            td.nowrap { (lasted(outage.until.since(outage.from))) }
            td {
                (why)
                @for gap in &gaps {
                    p.small.muted { (t!(lang, "house-missing", name = &gap.name)) " " (moment(gap.from, Style::Due)) " – " (moment(gap.until, Style::Due)) }
                }
            }
        }
    }
}

/// Hours, minutes and seconds, as a stop watch has them.
fn lasted(time: Duration) -> String {
    let seconds = time.as_secs();
    format!(
        "{}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

async fn banner(ask: Ask, admin: AsAdmin) -> Reply {
    let mut troubles = ask.house.db.read::<_, DbError>(trouble::all).await?;
    troubles.retain(|one| !one.is_dismissed);
    let store = ask.house.db.trouble();
    let lang = admin.lang;
    answer::page(html! {
        div #troubles {
            @if let Some(store) = &store {
                div.banner."banner--bad" role="alert" {
                    (icon("circle-alert"))
                    span.grow { b.semi { (t!(lang, "trouble-store")) } " " (store_next(lang, store)) }
                    a.btn."btn--sm" href=(HERE) { (t!(lang, "trouble-more")) }
                }
            }
            @for one in troubles.iter().take(MOST_BANNERS) {
                div.banner."banner--warn" role="status" data-trouble=(one.event) {
                    (icon("circle-alert"))
                    span.grow { b.semi { (one.words(lang)) } " " (one.next_step(lang)) }
                    a.btn."btn--sm" href=(place(one)) { (t!(lang, "trouble-more")) }
                    form method="post" action={ (HERE) "/" (one.event) "/dismiss" } {
                        button.iconbtn."iconbtn--sm" aria-label=(t!(lang, "trouble-dismiss")) title=(t!(lang, "trouble-dismiss")) { (icon_sm("x")) }
                    }
                }
            }
            @if troubles.len() > MOST_BANNERS {
                div.banner."banner--warn" { a href=(HERE) { (t!(lang, "trouble-others", count = troubles.len() - MOST_BANNERS)) } }
            }
        }
    })
}

async fn dismiss(ask: Ask, _admin: AsAdmin) -> Reply {
    let event: EventId = ask.place("id")?;
    ask.house
        .db
        .write::<_, DbError>(move |tx| trouble::dismiss(tx, event))
        .await?;
    see_other(HERE)
}

fn store_next(lang: Lang, store: &db::Trouble) -> String {
    match store.is_damage {
        true => t!(lang, "trouble-store-damaged"),
        false => t!(lang, "trouble-store-next"),
    }
    .into_owned()
}

/// Where it is mended, or else described.
fn place(one: &Trouble) -> String {
    match one.kind {
        Kind::Channel => format!("/admin/channels/{}", one.subject),
        Kind::Webhook => format!("/admin/webhooks/{}/log", one.subject),
        Kind::Https | Kind::Relay => super::network::HERE.to_owned(),
        Kind::Backup => "/admin/backups".to_owned(),
        Kind::Key => "/admin/backups#key".to_owned(),
        Kind::Disk | Kind::Check | Kind::Bell | Kind::Clock => HERE.to_owned(),
    }
}
