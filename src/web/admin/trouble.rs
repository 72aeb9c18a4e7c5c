//! What is wrong with the house, in a banner on every screen of an admin's, and when it was closed.

use std::time::Duration;

use maud::{Markup, html};

use super::{Room, heading, show};
use crate::{
    base::{id::EventId, lang::Lang},
    db::{self, DbError},
    desk::{
        backup,
        missed::{self, Gap},
        outage::{self, Cause, Outage},
        self_check::{Difference, Part},
        trouble::{self, Kind, Trouble},
    },
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
        post("/admin/house/{id}/dismiss", admin(dismiss)),
    ]
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
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
        (heading(&t!(lang, "room-house"), &t!(lang, "house-lead"), &html! {}))
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
                        span."setrow__t" { (words(lang, one)) }
                        p."setrow__d" { (next_step(lang, one)) }
                        @if let Some(detail) = detail(one) { p."setrow__d" { code dir="auto" { (detail) } } }
                    }
                    span.muted.small { (moment(one.since, Style::Due)) }
                    @if matches!(one.kind, Kind::Channel | Kind::Webhook | Kind::Backup | Kind::Https) { a.btn."btn--sm" href=(place(one)) { (t!(lang, "trouble-more")) } }
                }
            }
        }
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
    show(&ask, &admin, Room::House, &inside).await
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
                    span.grow { b.semi { (words(lang, one)) } " " (next_step(lang, one)) }
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

/// What is wrong.
fn words(lang: Lang, one: &Trouble) -> String {
    match one.kind {
        Kind::Disk if one.detail == "refusing" => t!(lang, "trouble-disk-refusing"),
        Kind::Disk => t!(lang, "trouble-disk"),
        Kind::Backup if one.subject == backup::FAILED => t!(lang, "trouble-backup-failed"),
        Kind::Backup if one.detail.is_empty() => t!(lang, "trouble-backup-none"),
        Kind::Backup => t!(lang, "trouble-backup"),
        Kind::Check => return difference(lang, one),
        Kind::Bell if one.subject == "sound" => t!(lang, "trouble-bell-sound"),
        Kind::Bell => t!(lang, "trouble-bell-command"),
        Kind::Clock => {
            let seconds: i64 = one.detail.parse().unwrap_or(0);
            let minutes = (seconds.abs() + 30) / 60;
            match seconds < 0 {
                true => t!(lang, "trouble-clock-back", minutes = minutes),
                false => t!(lang, "trouble-clock-ahead", minutes = minutes),
            }
        }
        Kind::Channel => t!(lang, "trouble-channel", name = &one.name),
        Kind::Webhook if one.detail == "gone" => t!(lang, "trouble-webhook-gone", name = &one.name),
        Kind::Webhook => t!(lang, "trouble-webhook", name = &one.name),
        Kind::Https => t!(lang, "trouble-https"),
    }
    .into_owned()
}

/// In what the house does not agree with itself.
fn difference(lang: Lang, one: &Trouble) -> String {
    let Some(found) = Difference::read(&one.subject, &one.detail) else {
        return one.detail.clone();
    };
    let (count, example) = (
        i64::try_from(found.count).unwrap_or(i64::MAX),
        found.example.as_str(),
    );
    match found.part {
        Part::Waiting => t!(
            lang,
            "trouble-check-waiting",
            count = count,
            example = example
        ),
        Part::Index => t!(
            lang,
            "trouble-check-index",
            count = count,
            example = example
        ),
        Part::Sums => t!(lang, "trouble-check-sums", count = count, example = example),
        Part::Files => t!(
            lang,
            "trouble-check-files",
            count = count,
            example = example
        ),
    }
    .into_owned()
}

/// What to do.
fn next_step(lang: Lang, one: &Trouble) -> String {
    match one.kind {
        Kind::Disk => t!(lang, "trouble-disk-next"),
        Kind::Backup => t!(lang, "trouble-backup-next"),
        Kind::Check => t!(lang, "trouble-check-next"),
        Kind::Bell => t!(lang, "trouble-bell-next"),
        Kind::Clock => t!(lang, "trouble-clock-next"),
        Kind::Channel => t!(lang, "trouble-channel-next"),
        Kind::Webhook if one.detail == "gone" => t!(lang, "trouble-webhook-gone-next"),
        Kind::Webhook => t!(lang, "trouble-webhook-next"),
        Kind::Https => t!(lang, "trouble-https-next"),
    }
    .into_owned()
}

/// Where it is mended, or else described.
fn place(one: &Trouble) -> String {
    match one.kind {
        Kind::Channel => format!("/admin/channels/{}", one.subject),
        Kind::Webhook => format!("/admin/webhooks/{}/log", one.subject),
        Kind::Https => super::network::HERE.to_owned(),
        Kind::Backup => "/admin/backups".to_owned(),
        Kind::Disk | Kind::Check | Kind::Bell | Kind::Clock => HERE.to_owned(),
    }
}

/// More that was said by somebody else, as they said it.
fn detail(one: &Trouble) -> Option<&str> {
    match one.kind {
        Kind::Bell | Kind::Channel | Kind::Https => {
            Some(one.detail.as_str()).filter(|said| !said.is_empty())
        }
        Kind::Webhook => Some(one.detail.as_str()).filter(|said| *said != "gone"),
        Kind::Backup => Some(one.detail.as_str()).filter(|_| one.subject == backup::FAILED),
        Kind::Disk | Kind::Check | Kind::Clock => None,
    }
}
