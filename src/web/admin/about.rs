//! What runs here, and how it does against its budget.

use std::time::Duration;

use maud::{Markup, html};

use super::{Room, heading, show};
use crate::{
    base::{lang::Lang, meter::Reading},
    ops::vitals::{self, Vitals, Whose},
    t,
    web::{
        House,
        answer::Reply,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/admin/about", admin(page))]
}

/// Memory that a house may take with nobody there, in bytes; ten times what a bare server takes.
const MEMORY: u64 = 50 * 1000 * 1000;
/// And for each live stream that is open (R26).
const MEMORY_OF_STREAM: u64 = 40 * 1000;
/// The share of one processor core that it may take on average, in per cent (R18).
const CPU_PERCENT: f64 = 5.0;
/// The log beside the file, in bytes (R05).
const LOG: u64 = 64 * 1024 * 1024;
/// A message is on the disk within this (R06) …
const COMMIT: f64 = 0.05;
/// … and a page is there within this (R25), …
const PAGE: f64 = 1.0;
/// … of a hundred so many at least.
const MOSTLY: f64 = 99.0;

/// One figure beside what it may be.
struct Line {
    name: String,
    now: String,
    budget: String,
    is_met: bool,
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let (house, lang) = (&ask.house, admin.lang);
    let vitals = vitals::look(Whose::Own);
    let inside = html! {
        (heading(&t!(lang, "room-about"), &t!(lang, "about-lead"), &html! {}))
        (facts(lang, house))
        section.card.clip {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "about-budget")) } p.small.muted { (t!(lang, "about-budget-more")) } } }
            table.table {
                thead { tr {
                    th { (t!(lang, "figures-figure")) }
                    th.r { (t!(lang, "about-now")) }
                    th.r { (t!(lang, "about-allowed")) }
                } }
                tbody { @for line in lines(lang, house, &vitals) { tr {
                    td {
                        span.medium.blockline { (line.name) }
                        @if line.is_met { span."sr-only" { (t!(lang, "about-met")) } }
                        @else { span.pill."pill--new" { (t!(lang, "about-missed")) } }
                    }
                    td.r { (line.now) }
                    td.r { (line.budget) }
                } } }
            }
        }
    };
    show(&ask, &admin, Room::About, &inside).await
}

fn facts(lang: Lang, house: &House) -> Markup {
    let (file, log) = house.db.size();
    let (agents, visitors) = house.hub.count();
    let uptime = house.db.clock().now().since(house.opened_at);
    let fact = |name: &str, value: &Markup| {
        html! { dt { (name) } dd { (value) } }
    };
    html! {
        dl.card."card--pad".health {
            (fact(&t!(lang, "about-version"), &html! { "Shopbell " (env!("CARGO_PKG_VERSION")) }))
            (fact(&t!(lang, "about-open-since"), &html! { (moment(house.opened_at, Style::Due)) " · " (lasted(lang, uptime)) }))
            (fact(&t!(lang, "about-database"), &html! { (megabytes(file + log)) }))
            @if let Ok(space) = house.db.space() {
                (fact(&t!(lang, "about-disk"), &html! { (megabytes(space.available)) " / " (megabytes(space.total)) }))
            }
            (fact(&t!(lang, "about-streams"), &html! { (t!(lang, "about-streams-of", agents = agents, visitors = visitors)) }))
            (fact(&t!(lang, "about-data"), &html! { code dir="ltr" { (house.config.data.display()) } }))
        }
    }
}

fn lines(lang: Lang, house: &House, vitals: &Vitals) -> Vec<Line> {
    let (agents, visitors) = house.hub.count();
    let streams = (agents + visitors) as u64;
    let uptime = house.db.clock().now().since(house.opened_at);
    let mut lines = Vec::new();
    if let Some(memory) = vitals.memory {
        lines.push(at_most(
            &t!(lang, "about-memory"),
            (memory, MEMORY + streams * MEMORY_OF_STREAM),
            megabytes,
        ));
    }
    if let Some(cpu) = vitals.cpu.filter(|_| uptime > Duration::from_secs(60)) {
        let percent = cpu.as_secs_f64() * 100.0 / uptime.as_secs_f64();
        lines.push(Line {
            name: t!(lang, "about-cpu").into_owned(),
            now: format!("{percent:.1}\u{a0}%"),
            budget: format!("≤\u{a0}{CPU_PERCENT:.0}\u{a0}%"),
            is_met: percent <= CPU_PERCENT,
        });
    }
    let (_, log) = house.db.size();
    lines.push(at_most(&t!(lang, "about-log"), (log, LOG), megabytes));
    let commits = house.db.load().commits.read();
    lines.extend(within(&t!(lang, "about-commits"), &commits, COMMIT));
    let pages = house.counts.pages();
    lines.extend(within(&t!(lang, "about-pages"), &pages, PAGE));
    let most = house.config.connections as u64;
    lines.push(at_most(
        &t!(lang, "about-lines"),
        (streams, most),
        |count| count.to_string(),
    ));
    if let (Some(open), Some(most)) = (vitals.descriptors, vitals.most_descriptors) {
        let shown = |count: u64| count.to_string();
        lines.push(at_most(
            &t!(lang, "about-descriptors"),
            (open, most / 10 * 9),
            shown,
        ));
    }
    lines
}

fn at_most(name: &str, (now, most): (u64, u64), shown: impl Fn(u64) -> String) -> Line {
    Line {
        name: name.to_owned(),
        now: shown(now),
        budget: format!("≤\u{a0}{}", shown(most)),
        is_met: now <= most,
    }
}

/// How many of a hundred took no longer than this; nothing where nothing was counted.
fn within(name: &str, reading: &Reading, seconds: f64) -> Option<Line> {
    let percent = share(reading, seconds)?;
    Some(Line {
        name: name.to_owned(),
        now: format!("{percent:.1}\u{a0}%"),
        budget: format!("≥\u{a0}{MOSTLY:.0}\u{a0}%"),
        is_met: percent >= MOSTLY,
    })
}

fn share(reading: &Reading, seconds: f64) -> Option<f64> {
    let quick: u64 = reading
        .classes
        .iter()
        .filter(|(end, _)| *end <= seconds)
        .map(|(_, count)| count)
        .sum();
    (reading.count > 0).then(|| quick as f64 * 100.0 / reading.count as f64)
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..100_000_000 => format!("{:.1}\u{a0}MB", bytes as f64 / 1e6),
        100_000_000..10_000_000_000 => format!("{:.0}\u{a0}MB", bytes as f64 / 1e6),
        more => format!("{:.0}\u{a0}GB", more as f64 / 1e9),
    }
}

fn lasted(lang: Lang, time: Duration) -> String {
    let (days, hours, minutes) = (
        time.as_secs() / 86_400,
        time.as_secs() / 3_600 % 24,
        time.as_secs() / 60 % 60,
    );
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    match days {
        0 => t!(
            lang,
            "about-hours",
            hours = number(hours),
            minutes = number(minutes)
        ),
        days => t!(
            lang,
            "about-days",
            count = number(days),
            hours = number(hours)
        ),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_met_or_missed() {
        let reading = Reading {
            count: 200,
            seconds: 3.0,
            classes: vec![(0.01, 150), (0.05, 49), (1.0, 1), (f64::MAX, 0)],
        };
        assert_eq!(share(&reading, 0.05), Some(99.5));
        assert_eq!(share(&Reading::default(), 0.05), None);
        let line = at_most("", (11, 10), |count| count.to_string());
        assert!(!line.is_met && line.budget == "≤\u{a0}10");
        assert!(within("", &reading, 0.05).is_some_and(|line| line.is_met));
        assert!(within("", &reading, 0.01).is_some_and(|line| !line.is_met));
    }
}
