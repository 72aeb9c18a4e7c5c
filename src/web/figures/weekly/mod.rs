//! The report of a week by mail: who gets it and when, and what it would say.

mod letter;

use std::borrow::Cow;

use http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

pub use self::letter::{follow, run};
use self::letter::{lead, screen, table, write};
use super::{framed, words};
use crate::{
    base::{
        id::{AgentId, ChannelId},
        lang::Lang,
        time::Timestamp,
    },
    db::DbError,
    desk::{
        account::Account,
        figures::period::today,
        hours, post,
        setting::{self, Team},
        team::{self, Agent},
        waitlist,
        weekly::{self, Report, Weekly},
    },
    t,
    web::{
        answer::{Refusal, Reply, page as answer, page_with, see_other},
        field::{Wrong, choice},
        layout::{icon_sm, icon_xs},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved,
    },
};

/// What the page shows.
struct Room {
    viewer: Agent,
    team: Team,
    waiting: i64,
    rules: Weekly,
    members: Vec<Agent>,
    mailboxes: Vec<Account>,
    newest: Option<Report>,
    next: Option<Timestamp>,
    zone: String,
    preview: Markup,
    now: Date,
}

async fn room(ask: &Ask, admin: &AsAdmin, typed: Option<Weekly>) -> Result<Room, Refusal> {
    ask.house.complete_courses().await?;
    let viewer = admin.agent.clone();
    Ok(ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let rules = match &typed {
                Some(typed) => typed.clone(),
                None => setting::get(reader)?,
            };
            let zone = hours::house_zone(reader)?;
            let now = today(&zone, reader.now);
            let shown = screen(reader, viewer.clone(), now)?;
            Ok(Room {
                team: setting::get(reader)?,
                waiting: waitlist::count(reader, viewer.id)?,
                members: team::active(reader)?,
                mailboxes: post::mailboxes(reader)?,
                newest: weekly::newest(reader)?,
                next: rules.next(&zone, reader.now).filter(|_| rules.on),
                zone: zone.iana_name().unwrap_or("UTC").to_owned(),
                preview: html! {
                    p.small { (lead(&shown)) }
                    @if shown.is_empty() { p.muted { (t!(viewer.lang, "figures-empty")) } } @else { (table(&shown)) }
                },
                viewer: viewer.clone(),
                rules,
                now,
            })
        })
        .await?)
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = saved::Wish::of(&ask)?;
    let room = room(&ask, &admin, None).await?;
    answer(whole(&room, &wish.saved, &Wrong::default()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    on: Option<String>,
    weekday: i8,
    hour: i8,
    to: Vec<AgentId>,
    from: String,
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    if !(1..=7).contains(&typed.weekday) || !(0..24).contains(&typed.hour) {
        return Err(Refusal::bad("bad-form"));
    }
    let rules = Weekly {
        on: typed.on.is_some(),
        weekday: typed.weekday,
        hour: typed.hour,
        to: typed.to,
        from: typed.from.parse().ok().map(ChannelId),
    };
    let lang = admin.lang;
    let wrong = if rules.on && rules.to.is_empty() {
        Wrong::at("to", t!(lang, "weekly-nobody"))
    } else {
        Wrong::default()
    };
    if !wrong.is_empty() {
        let room = room(&ask, &admin, Some(rules)).await?;
        return Ok(page_with(StatusCode::BAD_REQUEST, whole(&room, "", &wrong)));
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| weekly::set(tx, &origin, &rules))
        .await?;
    see_other("/figures/weekly?saved=rules")
}

/// One to the admin alone, at once: of the seven days before today.
pub(super) async fn send(ask: Ask, admin: AsAdmin) -> Reply {
    ask.house.complete_courses().await?;
    let (viewer, base) = (admin.agent.clone(), ask.house.base_url());
    let written = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let due = today(&hours::house_zone(reader)?, reader.now);
            write(reader, viewer.clone(), due, &base)
        })
        .await?;
    let sent = ask
        .house
        .db
        .write::<_, DbError>(move |tx| weekly::send_now(tx, &written))
        .await?;
    if !sent {
        return Err(Refusal::conflict("weekly-no-mailbox"));
    }
    see_other("/figures/weekly?saved=sent")
}

fn whole(room: &Room, saved: &str, wrong: &Wrong) -> Markup {
    let (viewer, lang) = (&room.viewer, room.viewer.lang);
    let title = t!(lang, "weekly");
    let main = html! {
        main."main figures scroll" #main tabindex="-1" {
            header."page__head" { h1."page__title".grow { (title) } a.btn."btn--sm" href="/figures" { (t!(lang, "scores-to-figures")) } }
            div."figbody weekly" {
                @if saved == "sent" { p.notice."notice--ok".small role="status" { (icon_sm("circle-check")) span { (t!(lang, "weekly-sent", address = &viewer.email)) } } }
                @else { (saved::notice(lang, !saved.is_empty())) }
                @if room.mailboxes.is_empty() { (no_mailbox(lang)) }
                (form(room, wrong))
                (preview(room))
            }
        }
    };
    framed(viewer, (&room.team.name, room.waiting), &title, &main)
}

fn no_mailbox(lang: Lang) -> Markup {
    html! {
        p.notice."notice--warn".small role="status" {
            (icon_sm("circle-alert"))
            span { (t!(lang, "weekly-no-mailbox")) " " a href="/admin/channels/connect/email" { (t!(lang, "transcript-mail-connect")) } }
        }
    }
}

fn form(room: &Room, wrong: &Wrong) -> Markup {
    let (lang, rules) = (room.viewer.lang, &room.rules);
    let days: Vec<(String, String)> = (1_usize..=7)
        .map(|day| {
            (
                day.to_string(),
                t!(lang, "hours-weekday", day = day).into_owned(),
            )
        })
        .collect();
    let hours: Vec<(String, String)> = (0..24)
        .map(|hour| (hour.to_string(), words::hour(hour)))
        .collect();
    let boxes: Vec<(String, String)> = room
        .mailboxes
        .iter()
        .map(|account| {
            let words = format!("{} ({})", account.channel.name, account.username);
            (account.channel.id.to_string(), words)
        })
        .collect();
    let select = |name: &str, label: &str, chosen: &str, list: &[(String, String)]| {
        let list: Vec<(&str, Cow<'_, str>)> = list
            .iter()
            .map(|(value, words)| (value.as_str(), words.as_str().into()))
            .collect();
        choice::select("weekly", name, label, chosen, &list)
    };
    let from = rules.from.map(|id| id.to_string()).unwrap_or_default();
    html! {
        form.card #weekly-form method="post" action="/figures/weekly" {
            header."card__head" { div.grow { h2."card__title" { (t!(lang, "weekly-when")) } p.small.muted { (t!(lang, "weekly-more")) } } }
            (choice::switch_row("on", "mail", &t!(lang, "weekly-on"), &t!(lang, "weekly-zone", zone = &room.zone), rules.on))
            div.setrow { div."grow formgrid" {
                (select("weekday", &t!(lang, "figures-weekday"), &rules.weekday.to_string(), &days))
                (select("hour", &t!(lang, "figures-hour"), &rules.hour.to_string(), &hours))
                @if boxes.len() > 1 { (select("from", &t!(lang, "transcript-mail-from"), &from, &boxes)) }
            } }
            div.setrow { fieldset."field grow" aria-describedby=[wrong.beside("to").map(|_| "weekly-to-error")] {
                legend."field__label" { (t!(lang, "weekly-to")) }
                @for member in &room.members {
                    label.check.small {
                        input type="checkbox" name="to" value=(member.id) checked[rules.to.contains(&member.id)];
                        span { bdi { (member.name) } " " span.muted { (member.email) } }
                    }
                }
                @if let Some(why) = wrong.beside("to") { p."field__error" #weekly-to-error role="alert" { (icon_xs("circle-alert")) span { (why) } } }
            } }
            div.setrow {
                button.btn."btn--primary" { (t!(lang, "save")) }
                p."small muted push" {
                    @if let Some(next) = room.next { (t!(lang, "weekly-next")) " " (moment(next, Style::Full)) }
                    @if let Some(newest) = &room.newest { br; (newest_words(lang, newest, room.now)) }
                }
            }
        }
    }
}

fn newest_words(lang: Lang, newest: &Report, today: Date) -> Cow<'static, str> {
    let day = words::day(lang, newest.day, today);
    match (newest.done_at, newest.mails) {
        (None, _) => t!(lang, "weekly-under-way", day = &day),
        (Some(_), 0) => t!(lang, "weekly-lost", day = &day),
        (Some(_), mails) => t!(lang, "weekly-went", day = &day, count = i64::from(mails)),
    }
}

fn preview(room: &Room) -> Markup {
    let lang = room.viewer.lang;
    html! {
        section.card #weekly-preview aria-label=(t!(lang, "weekly-preview")) {
            header."card__head" {
                h2."card__title".grow { (t!(lang, "weekly-preview")) }
                @if !room.mailboxes.is_empty() {
                    form method="post" action="/figures/weekly/send" {
                        button.btn."btn--sm" title=(room.viewer.email) { (icon_sm("send-horizontal")) (t!(lang, "weekly-send")) }
                    }
                }
            }
            div."setrow weekly__preview" { div.grow { (room.preview) } }
        }
    }
}
