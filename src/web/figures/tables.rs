//! Figures as tables: on the page, where each count of chats leads to them, and as files for other programs.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{
    load::{self, Screen},
    words,
};
use crate::{
    base::{
        id::{ChannelId, ChatTypeId, QueueId, ReasonId},
        lang::Lang,
    },
    desk::figures::{
        count::Count,
        report::{Group, Numbers},
    },
    t,
    web::{
        console::chats::behind::{Behind, Way},
        layout::icon_sm,
    },
};

/// What stands in a cell.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    /// Words.
    Name(String),
    /// A count, and the way to what was counted.
    Count(u64, Option<String>),
    /// A time in seconds.
    Time(Option<u32>),
    /// A share in tenths of a per cent.
    Share(Option<u64>),
    /// Stars in hundredths.
    Stars(Option<u64>),
}

impl Cell {
    /// For people.
    pub(super) fn told(&self, lang: Lang) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Count(number, _) => words::count(lang, *number),
            Self::Time(seconds) => words::time(lang, *seconds),
            Self::Share(share) => words::percent(lang, *share),
            Self::Stars(stars) => stars.map_or_else(
                || words::NOTHING.to_owned(),
                |stars| words::decimal(lang, stars),
            ),
        }
    }

    /// For programs: plain numbers, times in seconds, shares in per cent, nothing for nothing.
    pub(super) fn plain(&self) -> String {
        let point = |number: u64, by: u64, places: usize| {
            format!("{}.{:0places$}", number / by, number % by)
        };
        match self {
            Self::Name(name) => name.clone(),
            Self::Count(number, _) => number.to_string(),
            Self::Time(seconds) => seconds
                .map(|seconds| seconds.to_string())
                .unwrap_or_default(),
            Self::Share(share) => share.map(|share| point(share, 10, 1)).unwrap_or_default(),
            Self::Stars(stars) => stars.map(|stars| point(stars, 100, 2)).unwrap_or_default(),
        }
    }

    /// The unit that a file's head names.
    fn unit(&self) -> &'static str {
        match self {
            Self::Time(_) => " (s)",
            Self::Share(_) => " (%)",
            Self::Name(_) | Self::Count(..) | Self::Stars(_) => "",
        }
    }
}

/// A table.
pub(super) struct Table {
    /// Its name in addresses and files.
    pub(super) word: &'static str,
    pub(super) title: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// As it is read on the page; on a phone each row is a card.
    pub(super) fn show(&self, lang: Lang) -> Markup {
        html! {
            table."table figtable" aria-label=(self.title) {
                thead { tr { @for (place, head) in self.heads.iter().enumerate() { th scope="col" class=[(place > 0).then_some("r")] { (head) } } } }
                tbody { @for row in &self.rows { tr {
                    @for (head, cell) in self.heads.iter().zip(row) {
                        @match cell {
                            Cell::Name(name) => th scope="row" { bdi { (name) } },
                            Cell::Count(_, Some(way)) => td.r data-label=(head) { a.figway href=(way) { (cell.told(lang)) } },
                            _ => td.r data-label=(head) { (cell.told(lang)) },
                        }
                    }
                } } }
            }
        }
    }

    /// A card with the table, and the way to its file.
    pub(super) fn card(&self, screen: &Screen) -> Markup {
        let lang = screen.viewer.lang;
        html! {
            section.card.figcard aria-label=(self.title) {
                header."card__head" { h2."card__title".grow { (self.title) } (file(screen, self.word, &self.title)) }
                (self.show(lang))
            }
        }
    }

    /// As a file: its head, and its rows.
    pub(super) fn plain(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let unit = |place: usize| {
            let cell = self.rows.first().and_then(|row| row.get(place));
            cell.map_or("", Cell::unit)
        };
        let heads = self.heads.iter().enumerate();
        (
            heads
                .map(|(place, head)| format!("{head}{}", unit(place)))
                .collect(),
            self.rows
                .iter()
                .map(|row| row.iter().map(Cell::plain).collect())
                .collect(),
        )
    }
}

/// A link to a table's file.
pub(super) fn file(screen: &Screen, table: &'static str, title: &str) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        a.btn."btn--sm" href=(screen.wish.file(table)) download aria-label=(t!(lang, "figures-csv-of", table = title)) { (icon_sm("download")) "CSV" }
    }
}

fn texts(lang: Lang, names: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| lang.text(name).into_owned())
        .collect()
}

/// The columns that every table of chats has, behind its first.
const COLUMNS: [&str; 9] = [
    "figures-new",
    "figures-closed",
    "figures-given-up",
    "figures-incoming",
    "figures-outgoing",
    "figures-first",
    "figures-response",
    "figures-resolution",
    "figures-stars",
];

fn cells(numbers: &Numbers, way: &Way) -> Vec<Cell> {
    let to = |number: u64, count: Count| {
        let behind = Behind {
            count,
            ..way.behind
        };
        let way = Way { behind, ..*way };
        Cell::Count(number, (number > 0).then(|| way.address()))
    };
    vec![
        to(numbers.new, Count::New),
        to(numbers.closed, Count::Closed),
        to(numbers.given_up, Count::GivenUp),
        Cell::Count(numbers.incoming, None),
        Cell::Count(numbers.outgoing, None),
        Cell::Time(numbers.first.median),
        Cell::Time(numbers.response.median),
        Cell::Time(numbers.resolution.median),
        Cell::Stars(numbers.stars.hundredths()),
    ]
}

/// What chats are put together by.
struct By<'a> {
    word: &'static str,
    title: &'static str,
    head: &'static str,
    groups: &'a [Group],
    names: &'a [(i64, String)],
    /// What stands for those that have none.
    none: &'static str,
    narrow: fn(&mut Way, Option<i64>),
}

fn by(screen: &Screen, by: &By<'_>) -> Table {
    let lang = screen.viewer.lang;
    let names: HashMap<i64, &str> = by.names.iter().map(|(id, name)| (*id, &**name)).collect();
    let mut heads = vec![lang.text(by.head).into_owned()];
    heads.extend(texts(lang, &COLUMNS));
    let rows = by.groups.iter().map(|group| {
        let name = match group.key {
            Some(id) => load::name(&names, id),
            None => lang.text(by.none).into_owned(),
        };
        let mut way = screen.way(Count::New);
        (by.narrow)(&mut way, group.key);
        let mut row = vec![Cell::Name(name)];
        row.extend(cells(&group.numbers, &way));
        row
    });
    Table {
        word: by.word,
        title: lang.text(by.title).into_owned(),
        heads,
        rows: rows.collect(),
    }
}

/// Every part of the period.
pub(super) fn parts(screen: &Screen) -> Table {
    let lang = screen.viewer.lang;
    let is_hours = screen.parts.iter().any(|part| part.hour.is_some());
    let head = if is_hours {
        "figures-hour"
    } else {
        "figures-days"
    };
    let mut heads = vec![lang.text(head).into_owned()];
    heads.extend(texts(lang, &COLUMNS));
    let rows = screen
        .parts
        .iter()
        .zip(&screen.report.parts)
        .map(|(part, numbers)| {
            let mut way = screen.way(Count::New);
            (way.first, way.last, way.behind.hour) = (part.first, part.last, part.hour);
            let mut row = vec![Cell::Name(words::part(lang, *part, screen.today))];
            row.extend(cells(numbers, &way));
            row
        });
    Table {
        word: "days",
        title: t!(lang, "figures-over-time").into_owned(),
        heads,
        rows: rows.collect(),
    }
}

/// The tables at the foot of the page.
pub(super) fn groups(screen: &Screen) -> Vec<Table> {
    let (report, names) = (&screen.report, &screen.names);
    let mut tables = vec![
        by(
            screen,
            &By {
                word: "channels",
                title: "figures-by-channel",
                head: "chats-channel",
                groups: &report.channels,
                names: &names.channels,
                none: "chats-not-said",
                narrow: |way, key| way.channel = key.map(ChannelId),
            },
        ),
        by(
            screen,
            &By {
                word: "queues",
                title: "figures-by-queue",
                head: "chats-queue",
                groups: &report.queues,
                names: &names.queues,
                none: "chats-not-said",
                narrow: |way, key| way.queue = key.map(QueueId),
            },
        ),
    ];
    if !screen.is_own() {
        let mut agents = by(
            screen,
            &By {
                word: "agents",
                title: "figures-by-agent",
                head: "chats-agent",
                groups: &report.agents,
                names: &names.agents,
                none: "chats-agent-none",
                narrow: |way, key| way.agent = Some(load::agent(key)),
            },
        );
        // By their names: these are numbers to plan by, and no ranking.
        agents
            .rows
            .sort_by_cached_key(|row| row.first().map(Cell::plain));
        tables.push(agents);
    }
    tables.push(by(
        screen,
        &By {
            word: "types",
            title: "figures-by-type",
            head: "chats-type",
            groups: &report.types,
            names: &names.types,
            none: "chats-not-said",
            narrow: |way, key| match key {
                Some(id) => way.chat_type = Some(ChatTypeId(id)),
                None => way.behind.untyped = true,
            },
        },
    ));
    tables.push(reasons(screen));
    tables
}

/// How chats ended: only those that did are counted.
fn reasons(screen: &Screen) -> Table {
    let lang = screen.viewer.lang;
    let names: HashMap<i64, &str> = screen
        .names
        .reasons
        .iter()
        .map(|(id, name)| (*id, &**name))
        .collect();
    let rows = screen.report.reasons.iter().map(|group| {
        let name = match group.key {
            Some(id) => load::name(&names, id),
            None => t!(lang, "chats-not-said").into_owned(),
        };
        let mut way = screen.way(Count::Closed);
        way.behind.reason = Some(group.key.map(ReasonId));
        let numbers = &group.numbers;
        vec![
            Cell::Name(name),
            Cell::Count(numbers.closed, (numbers.closed > 0).then(|| way.address())),
            Cell::Time(numbers.resolution.median),
            Cell::Stars(numbers.stars.hundredths()),
            Cell::Share(numbers.answered.per_mille()),
        ]
    });
    Table {
        word: "reasons",
        title: t!(lang, "figures-by-reason").into_owned(),
        heads: texts(
            lang,
            &[
                "chats-reason",
                "figures-closed",
                "figures-resolution",
                "figures-stars",
                "figures-answered",
            ],
        ),
        rows: rows.collect(),
    }
}

/// Weekdays and hours.
pub(super) fn hours(screen: &Screen) -> Table {
    let lang = screen.viewer.lang;
    let mut rows = Vec::new();
    for (weekday, (begun, written)) in screen
        .report
        .begun
        .iter()
        .zip(&screen.report.written)
        .enumerate()
    {
        for (hour, (begun, written)) in begun.iter().zip(written).enumerate() {
            rows.push(vec![
                Cell::Name(words::weekday(lang, weekday)),
                Cell::Name(words::hour(hour)),
                Cell::Count(*begun, None),
                Cell::Count(*written, None),
            ]);
        }
    }
    Table {
        word: "hours",
        title: t!(lang, "figures-when").into_owned(),
        heads: texts(
            lang,
            &[
                "figures-weekday",
                "figures-hour",
                "figures-new",
                "figures-incoming",
            ],
        ),
        rows,
    }
}
