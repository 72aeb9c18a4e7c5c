//! The figures of the whole period: each with what it means, and how it was before.

use maud::{Markup, html};

use super::{
    load::Screen,
    tables::{Cell, Table},
    words,
};
use crate::{
    base::lang::Lang,
    desk::{
        figures::{count::Count, report::Numbers, spread::Spread, target::LONGEST_S},
        team::Role,
    },
    t,
    web::{
        field::{Field, Wrong},
        layout::icon_xs,
    },
};

/// Whether it is good when a figure rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    More,
    Less,
    /// Neither is better.
    Either,
}

/// One figure.
struct Figure {
    /// Its text; what it means is the text of the same name with `-def`.
    name: &'static str,
    now: Cell,
    before: Cell,
    /// How it is in nine cases of ten, now and before.
    ninety: Option<(Cell, Cell)>,
    /// More about it, in words.
    more: Option<String>,
    wanted: Wanted,
    way: Option<String>,
}

impl Figure {
    fn new(name: &'static str, now: Cell, before: Cell, wanted: Wanted) -> Self {
        Self {
            name,
            now,
            before,
            ninety: None,
            more: None,
            wanted,
            way: None,
        }
    }

    /// How long something took.
    fn times(name: &'static str, now: Spread, before: Spread) -> Self {
        let cells = (Cell::Time(now.ninety), Cell::Time(before.ninety));
        Self {
            ninety: Some(cells),
            ..Self::new(
                name,
                Cell::Time(now.median),
                Cell::Time(before.median),
                Wanted::Less,
            )
        }
    }

    fn counts(
        screen: &Screen,
        name: &'static str,
        count: Count,
        wanted: Wanted,
        of: fn(&Numbers) -> u64,
    ) -> Self {
        let (now, before) = (of(&screen.report.total), of(&screen.earlier));
        Self {
            way: (now > 0).then(|| screen.way(count).address()),
            ..Self::new(
                name,
                Cell::Count(now, None),
                Cell::Count(before, None),
                wanted,
            )
        }
    }
}

fn figures(screen: &Screen) -> Vec<Figure> {
    let lang = screen.viewer.lang;
    let (now, before) = (&screen.report.total, &screen.earlier);
    let count = |number: u64| Cell::Count(number, None);
    let of = |part: u64, of: u64| {
        let (part, of) = (words::count(lang, part), words::count(lang, of));
        (of != "0").then(|| t!(lang, "figures-of", part = &part, of = &of).into_owned())
    };
    let given_up = Figure::counts(
        screen,
        "figures-given-up",
        Count::GivenUp,
        Wanted::Less,
        |one| one.given_up,
    );
    let lost = (now.new > 0).then(|| (now.given_up * 2_000 + now.new) / (now.new * 2));
    let happy = now.stars.happy();
    vec![
        Figure::counts(screen, "figures-new", Count::New, Wanted::Either, |one| {
            one.new
        }),
        Figure::counts(
            screen,
            "figures-closed",
            Count::Closed,
            Wanted::Either,
            |one| one.closed,
        ),
        Figure::new(
            "figures-incoming",
            count(now.incoming),
            count(before.incoming),
            Wanted::Either,
        ),
        Figure::new(
            "figures-outgoing",
            count(now.outgoing),
            count(before.outgoing),
            Wanted::Either,
        ),
        Figure::times("figures-first", now.first, before.first),
        Figure::times("figures-response", now.response, before.response),
        Figure::times("figures-wait", now.wait, before.wait),
        Figure::times("figures-resolution", now.resolution, before.resolution),
        Figure {
            more: lost.map(|lost| {
                let share = words::percent(lang, Some(lost));
                t!(lang, "figures-of-new", share = &share).into_owned()
            }),
            ..given_up
        },
        Figure {
            more: of(now.in_target.part, now.in_target.of),
            ..Figure::new(
                "figures-target",
                Cell::Share(now.in_target.per_mille()),
                Cell::Share(before.in_target.per_mille()),
                Wanted::More,
            )
        },
        Figure {
            more: happy.per_mille().map(|share| {
                let share = words::percent(lang, Some(share));
                t!(lang, "figures-happy", share = &share).into_owned()
            }),
            ..Figure::new(
                "figures-stars",
                Cell::Stars(now.stars.hundredths()),
                Cell::Stars(before.stars.hundredths()),
                Wanted::More,
            )
        },
        Figure {
            more: of(now.answered.part, now.answered.of),
            ..Figure::new(
                "figures-answered",
                Cell::Share(now.answered.per_mille()),
                Cell::Share(before.answered.per_mille()),
                Wanted::Either,
            )
        },
    ]
}

/// The name of a figure; that of the target says how long it is.
fn name(screen: &Screen, figure: &Figure) -> String {
    let lang = screen.viewer.lang;
    if figure.name == "figures-target" {
        let within = words::time(lang, Some(screen.target.first_answer_s));
        return t!(lang, "figures-target", within = &within).into_owned();
    }
    lang.text(figure.name).into_owned()
}

/// The figures as cards.
pub(super) fn cards(screen: &Screen, typed: &str, wrong: &Wrong) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        section.card.kpis aria-label=(t!(lang, "figures-key")) {
            @for figure in figures(screen) { (card(screen, &figure, typed, wrong)) }
        }
    }
}

fn card(screen: &Screen, figure: &Figure, typed: &str, wrong: &Wrong) -> Markup {
    let lang = screen.viewer.lang;
    let name = name(screen, figure);
    let told = figure.now.told(lang);
    html! {
        div.kpi {
            h2."kpi__l" { (name) }
            p."kpi__n" {
                @match &figure.way {
                    Some(way) => a.figway href=(way) title=(t!(lang, "figures-see")) { (told) },
                    None => (told),
                }
                @if matches!(figure.now, Cell::Stars(Some(_))) { small { (t!(lang, "figures-of-five")) } }
            }
            @if let Some((ninety, _)) = &figure.ninety {
                p."kpi__more" { (t!(lang, "figures-ninety", time = &ninety.told(lang))) }
            }
            @if let Some(more) = &figure.more { p."kpi__more" { (more) } }
            (change(lang, figure))
            details."kpi__help" {
                summary aria-label=(t!(lang, "figures-meaning", figure = &name)) title=(t!(lang, "figures-meaning", figure = &name)) { "?" }
                p { (lang.text(&format!("{}-def", figure.name))) }
            }
            @if figure.name == "figures-target" && screen.viewer.role == Role::Admin { (target(screen, typed, wrong)) }
        }
    }
}

/// Admins set the target where they see what becomes of it.
fn target(screen: &Screen, typed: &str, wrong: &Wrong) -> Markup {
    let lang = screen.viewer.lang;
    let set = screen.target.first_answer_s.to_string();
    let value = if wrong.is_empty() { &set } else { typed };
    html! {
        details."kpi__target" open[!wrong.is_empty()] {
            summary.linkbtn { (t!(lang, "figures-target-set")) }
            form.stack method="post" action="/figures/target" {
                input type="hidden" name="back" value=(screen.wish.address());
                (Field::new("target", "seconds", t!(lang, "figures-target-seconds")).value(value).judged(wrong))
                div.row { button.btn."btn--sm" { (t!(lang, "save")) } }
            }
        }
    }
}

/// What was wrong with a target that was typed.
pub(super) fn wrong_target(lang: Lang) -> Wrong {
    let most = words::count(lang, LONGEST_S.into());
    Wrong::at("seconds", t!(lang, "figures-target-wrong", most = &most))
}

/// How a figure was before.
enum Change {
    /// There is nothing to compare with.
    NoBefore,
    /// It was the same.
    Same,
    /// It rose or fell, in words.
    By(bool, String),
}

fn change_of(lang: Lang, figure: &Figure) -> Change {
    let Some((now, before)) = number(&figure.now).zip(number(&figure.before)) else {
        return Change::NoBefore;
    };
    if now == before {
        return Change::Same;
    }
    let by = now.abs_diff(before);
    let rose = now > before;
    let so = |more: &'static str, less: &'static str, by: &str| {
        lang.fill(if rose { more } else { less }, &[("by", by.into())])
            .into_owned()
    };
    let told = match &figure.now {
        Cell::Time(_) => {
            let by = words::time(lang, u32::try_from(by).ok());
            so("figures-slower", "figures-faster", &by)
        }
        Cell::Share(_) => {
            // Tenths of a per cent become points.
            let points = usize::try_from((by + 5) / 10).unwrap_or(usize::MAX);
            let by = t!(lang, "figures-points", points = points);
            so("figures-higher", "figures-lower", &by)
        }
        Cell::Stars(_) => so("figures-higher", "figures-lower", &words::decimal(lang, by)),
        Cell::Count(..) | Cell::Name(_) if before == 0 => {
            so("figures-more", "figures-fewer", &words::count(lang, by))
        }
        Cell::Count(..) | Cell::Name(_) => {
            let share = by.saturating_mul(1_000) / before.unsigned_abs();
            so(
                "figures-more",
                "figures-fewer",
                &words::percent(lang, Some(share)),
            )
        }
    };
    Change::By(rose, told)
}

/// How a figure was before: an arrow, so much, and the words for it.
fn change(lang: Lang, figure: &Figure) -> Markup {
    let (rose, told) = match change_of(lang, figure) {
        Change::NoBefore => {
            return html! { p.delta."delta--flat" { (t!(lang, "figures-no-before")) } };
        }
        Change::Same => return html! { p.delta."delta--flat" { (t!(lang, "figures-same")) } },
        Change::By(rose, told) => (rose, told),
    };
    let class = match (figure.wanted, rose) {
        (Wanted::Either, _) => "delta delta--flat",
        (Wanted::More, true) | (Wanted::Less, false) => "delta delta--up",
        (Wanted::More, false) | (Wanted::Less, true) => "delta delta--down",
    };
    html! { p class=(class) { (icon_xs(if rose { "arrow-up" } else { "arrow-down" })) (told) } }
}

/// A figure in words, for where there are no cards.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) now: String,
    pub(super) before: String,
    pub(super) change: String,
}

/// Every figure of the period in words.
pub(super) fn lines(screen: &Screen) -> Vec<Line> {
    let lang = screen.viewer.lang;
    let line = |figure: &Figure| Line {
        name: name(screen, figure),
        now: figure.now.told(lang),
        before: figure.before.told(lang),
        change: match change_of(lang, figure) {
            Change::NoBefore => String::new(),
            Change::Same => t!(lang, "figures-same").into_owned(),
            Change::By(_, told) => told,
        },
    };
    figures(screen).iter().map(line).collect()
}

fn number(cell: &Cell) -> Option<i64> {
    let number = match cell {
        Cell::Name(_) => None,
        Cell::Count(number, _) => Some(*number),
        Cell::Time(seconds) => seconds.map(u64::from),
        Cell::Share(number) | Cell::Stars(number) => *number,
    };
    number.and_then(|number| i64::try_from(number).ok())
}

/// The same as a table.
pub(super) fn table(screen: &Screen) -> Table {
    let lang = screen.viewer.lang;
    let mut rows = Vec::new();
    for figure in figures(screen) {
        let name = name(screen, &figure);
        let named = |cell: &Cell, more: &str| {
            let unit = match cell {
                Cell::Time(_) => " (s)",
                Cell::Share(_) => " (%)",
                _ => "",
            };
            Cell::Name(format!("{name}{more}{unit}"))
        };
        let plain = |cell: &Cell| Cell::Name(cell.plain());
        rows.push(vec![
            named(&figure.now, ""),
            plain(&figure.now),
            plain(&figure.before),
        ]);
        if let Some((now, before)) = &figure.ninety {
            rows.push(vec![named(now, ", 90 %"), plain(now), plain(before)]);
        }
    }
    let figure = t!(lang, "figures-figure").into_owned();
    let now = words::days(lang, screen.period, screen.today);
    let before = words::days(lang, screen.before, screen.today);
    Table {
        word: "numbers",
        title: t!(lang, "figures-key").into_owned(),
        heads: vec![figure, now, before],
        rows,
    }
}
