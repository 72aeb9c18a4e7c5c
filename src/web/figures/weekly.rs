//! The report of a week by mail: what it says, who gets it and when, and the hand that writes it when it is due.

use std::{borrow::Cow, sync::Arc, time::Duration};

use http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use tokio::sync::Notify;

use super::{
    load::{self, Screen},
    numbers,
    wish::Wish,
    words,
};
use crate::{
    base::{
        id::{AgentId, ChannelId},
        lang::Lang,
        time::Timestamp,
    },
    db::{DbError, Follower, Reader},
    desk::{
        account::Account,
        figures::period::{Choice, today},
        hours::{self, day},
        post,
        setting::{self, Team},
        team::{self, Agent},
        waitlist,
        weekly::{self, Ready, Report, Weekly, Written},
    },
    t,
    web::{
        House,
        answer::{Refusal, Reply, page as answer, page_with, see_other},
        field::{Wrong, choice},
        layout::{self, Document, Place, icon_sm, icon_xs, script_texts},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved,
    },
};

/// After a failure it rests.
const REST: Duration = Duration::from_secs(60);

/// Pokes whoever writes reports when one is due, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        if announcements
            .iter()
            .any(|announced| announced.is::<Ready>())
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Writes reports for ever; once at the start, because the last process may have ended before it did.
pub async fn run(house: Arc<House>, poke: Arc<Notify>) {
    loop {
        match once(&house).await {
            // The writer has told why, once.
            Ok(()) | Err(DbError::Storage(_)) => poke.notified().await,
            Err(error) => {
                tracing::error!(%error, "the weekly report could not be written");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

async fn once(house: &House) -> Result<(), DbError> {
    let Some(day) = house.db.read::<_, DbError>(weekly::to_write).await? else {
        return Ok(());
    };
    house.complete_courses().await?;
    let base = house.base_url();
    let written = house
        .db
        .read::<_, DbError>(move |reader| {
            let rules: Weekly = setting::get(reader)?;
            let to = weekly::recipients(reader, &rules)?;
            to.into_iter()
                .map(|agent| write(reader, agent, day, &base))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    house
        .db
        .write::<_, DbError>(move |tx| weekly::hand_over(tx, day, &written).map(drop))
        .await
}

/// The figures that a member of the team reads in a report that is due on this day.
fn screen(reader: &Reader<'_>, agent: Agent, due: Date) -> Result<Screen, DbError> {
    let week = Report::period(due);
    let wish = Wish {
        choice: Choice::Own,
        from: day::write(week.first),
        to: day::write(week.last),
        ..Wish::default()
    };
    load::screen(reader, agent, wish)
}

/// The report that a member of the team gets: of the whole team, or of their own work, as on the Figures page.
fn write(reader: &Reader<'_>, agent: Agent, due: Date, base: &str) -> Result<Written, DbError> {
    let to = agent.email.clone();
    let screen = screen(reader, agent, due)?;
    let lang = screen.viewer.lang;
    let days = words::days(lang, screen.period, screen.today);
    let subject = t!(
        lang,
        "weekly-subject",
        team = &screen.team.name,
        days = &days
    )
    .into_owned();
    let link = format!("{base}{}", screen.wish.address());
    Ok(Written {
        text: as_text(&screen, &link),
        html: as_html(&screen, &link).into_string(),
        to,
        subject,
    })
}

fn lead(screen: &Screen) -> String {
    let lang = screen.viewer.lang;
    let (week, before) = (
        words::days(lang, screen.period, screen.today),
        words::days(lang, screen.before, screen.today),
    );
    if screen.is_own() {
        t!(lang, "weekly-lead-own", week = &week, before = &before).into_owned()
    } else {
        t!(lang, "weekly-lead", week = &week, before = &before).into_owned()
    }
}

fn as_text(screen: &Screen, link: &str) -> String {
    let lang = screen.viewer.lang;
    let mut text = format!("{}\n{}\n\n", screen.team.name, lead(screen));
    if screen.is_empty() {
        text.push_str(&t!(lang, "figures-empty"));
        text.push('\n');
    } else {
        for line in numbers::lines(screen) {
            let was = t!(lang, "weekly-was", before = &line.before);
            text.push_str(&format!("{}: {} ({was})", line.name, line.now));
            if !line.change.is_empty() {
                text.push_str(&format!(" · {}", line.change));
            }
            text.push('\n');
        }
    }
    text.push_str(&format!("\n{}\n{link}\n", t!(lang, "weekly-see")));
    text
}

/// Mail programs know no style sheets, and few of them grids: a plain table.
fn as_html(screen: &Screen, link: &str) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        p { b { (screen.team.name) } br; (lead(screen)) }
        @if screen.is_empty() { p { (t!(lang, "figures-empty")) } } @else { (table(screen)) }
        p { a href=(link) { (t!(lang, "weekly-see")) } }
    }
}

fn table(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        table."table weektable" {
            thead { tr {
                th align="left" { (t!(lang, "figures-figure")) }
                th align="right" { (words::days(lang, screen.period, screen.today)) }
                th align="right" { (words::days(lang, screen.before, screen.today)) }
                th align="left" { (t!(lang, "weekly-change")) }
            } }
            tbody { @for line in numbers::lines(screen) { tr {
                th scope="row" align="left" { (line.name) }
                td align="right" { (line.now) }
                td align="right" { (line.before) }
                td align="left" { (line.change) }
            } } }
        }
    }
}

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
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &viewer.preferences.theme,
        title: &title,
        styles: &["shell", "admin", "chats", "figures"],
        scripts: &["figures"],
        page: "figures",
    };
    document.wrap(&layout::shell(
        viewer,
        &room.team.name,
        Place::Figures,
        room.waiting,
        &main,
    ))
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
