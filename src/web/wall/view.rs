//! How the wallboard looks.

use std::time::Duration;

use maud::{Markup, html};

use crate::{
    base::{lang::Lang, time::Timestamp},
    desk::figures::{
        Board,
        hands::{Doing, Hand},
        today::Today,
        waiting,
    },
    t,
    web::{
        layout::{Document, icon, mark},
        moment::{Style, moment},
    },
};

/// Waits that grow worth a look, and that are too long (`assets/console/wall.js` knows the same).
const NOTICED: Duration = Duration::from_secs(60);
const LONG: Duration = Duration::from_secs(180);

/// For whom a board is drawn.
pub(super) struct Wall {
    pub(super) lang: Lang,
    /// `system`, `light` or `dark`.
    pub(super) theme: String,
    /// Where it is found.
    pub(super) path: String,
    /// Whether it is shown by a link, to nobody who is signed in.
    pub(super) is_link: bool,
}

impl Wall {
    /// The whole page.
    pub(super) fn page(&self, team: &str, now: &Board) -> Markup {
        let lang = self.lang;
        let body = html! {
            div.wall {
                header."wall__head" {
                    span."wall__bell" { (mark("bell")) }
                    h1 dir="auto" { (team) span."sr-only" { " · " (t!(lang, "wall")) } }
                    div."wall__deeds" {
                        button.iconbtn type="button" data-wall="theme" aria-label=(t!(lang, "theme-toggle")) title=(t!(lang, "theme-toggle")) { (icon("sun-moon")) }
                        button.iconbtn type="button" data-wall="full" aria-label=(t!(lang, "wall-full")) title=(t!(lang, "wall-full")) hidden { (icon("maximize")) }
                        @if !self.is_link {
                            a.iconbtn href="/console" aria-label=(t!(lang, "wall-back")) title=(t!(lang, "wall-back")) { (icon("x")) }
                        }
                    }
                }
                div.banner."banner--warn" #stale role="status" hidden {
                    (icon("loader-circle"))
                    span.grow { b.semi { (t!(lang, "wall-lost")) } " " (t!(lang, "wall-as-of")) " " b data-as-of {} }
                }
                main #main data-wall-path=(self.path) { (board(lang, now)) }
            }
        };
        Document {
            lang,
            theme: &self.theme,
            title: &t!(lang, "wall"),
            sheet: "wall",
            scripts: &["wall"],
            page: "wall",
        }
        .wrap(&body)
    }
}

/// What changes on it.
pub(super) fn board(lang: Lang, board: &Board) -> Markup {
    let waiting = waiting::count(&board.queues);
    html! {
        div."wall__board" #board data-now=(board.now.0) {
            section."wall__now" aria-labelledby="wall-now" {
                div.wt."wt--big" data-level=[(waiting > 0).then_some("1")] {
                    h2."wt__label" #wall-now { (t!(lang, "wall-waiting")) }
                    p."wt__number" { (waiting) }
                    (definition(&t!(lang, "wall-waiting-def")))
                }
                div.wt."wt--big" {
                    h2."wt__label" { (t!(lang, "wall-longest")) }
                    p."wt__number" {
                        @match waiting::longest(&board.queues) {
                            Some(since) => (ticking(since, board.now)),
                            None => span."wt__none" { (t!(lang, "wall-nobody")) },
                        }
                    }
                    (definition(&t!(lang, "wall-longest-def")))
                }
                (queues(lang, board))
            }
            section aria-labelledby="wall-today" {
                h2."wall__title" #wall-today { (t!(lang, "wall-today")) " " small { (t!(lang, "wall-since")) " " (moment(board.day.from, Style::Clock)) } }
                div."wall__today" { (today(lang, &board.today)) }
            }
            section aria-labelledby="wall-team" {
                h2."wall__title" #wall-team { (t!(lang, "wall-team")) }
                div."wall__team" { (hands(lang, &board.hands)) }
            }
        }
    }
}

fn queues(lang: Lang, board: &Board) -> Markup {
    html! {
        div.wt."wt--list" {
            h2."wt__label" { (t!(lang, "wall-queues")) }
            ul {
                @for queue in &board.queues {
                    li {
                        bdi.grow { (queue.name) }
                        @if let Some(since) = queue.since { (ticking(since, board.now)) }
                        b.num { (queue.waiting) }
                    }
                }
            }
        }
    }
}

/// A wait that goes on. The browser counts; how long it is, is told by a sign as well as by a colour.
fn ticking(since: Timestamp, now: Timestamp) -> Markup {
    let wait = now.since(since);
    let level = u8::from(wait >= NOTICED) + u8::from(wait >= LONG);
    html! {
        span.ticking data-since=(since.0) data-level=(level) {
            (icon("clock")) (icon("clock-alert")) span."ticking__t" { (clock(wait)) }
        }
    }
}

/// 4:05, or 1:04:05.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

fn today(lang: Lang, today: &Today) -> Markup {
    let time = |time: Option<Duration>| time.map_or_else(|| "–".to_owned(), clock);
    let happy = today.satisfied.map_or_else(
        || "–".to_owned(),
        |share| t!(lang, "wall-share", share = share).into_owned(),
    );
    let ratings = t!(lang, "wall-ratings", count = today.ratings);
    html! {
        (figure(&today.new.to_string(), &t!(lang, "wall-new"), &t!(lang, "wall-new-def"), None))
        (figure(&today.answered.to_string(), &t!(lang, "wall-answered"), &t!(lang, "wall-answered-def"), None))
        (figure(&today.missed.to_string(), &t!(lang, "wall-missed"), &t!(lang, "wall-missed-def"), None))
        (figure(&time(today.wait), &t!(lang, "wall-wait"), &t!(lang, "wall-wait-def"), None))
        (figure(&time(today.first_reply), &t!(lang, "wall-reply"), &t!(lang, "wall-reply-def"), None))
        (figure(&happy, &t!(lang, "wall-happy"), &t!(lang, "wall-happy-def"), (today.ratings > 0).then_some(&*ratings)))
    }
}

fn figure(number: &str, label: &str, meaning: &str, more: Option<&str>) -> Markup {
    html! {
        div.wt {
            h3."wt__label" { (label) }
            p."wt__number" { (number) @if let Some(more) = more { " " small { (more) } } }
            (definition(meaning))
        }
    }
}

/// What a figure means, for whoever points at it; the keyboard comes to it, too.
fn definition(meaning: &str) -> Markup {
    html! { p."wt__def" tabindex="0" { span { (meaning) } } }
}

fn hands(lang: Lang, hands: &[Hand]) -> Markup {
    let groups = [
        (Doing::Available, "circle-check", t!(lang, "wall-available")),
        (Doing::WrapUp, "notebook-text", t!(lang, "wall-wrap-up")),
        (Doing::Away, "pause", t!(lang, "wall-away")),
        (Doing::Offline, "circle-slash", t!(lang, "wall-offline")),
    ];
    html! {
        @for (doing, symbol, label) in groups {
            @let those = || hands.iter().filter(|hand| hand.doing == doing);
            div.wt."wt--list".{ "wt--" (class(doing)) } {
                h3."wt__label" { (icon(symbol)) (label) " " b.num { (those().count()) } }
                ul {
                    @for hand in those() {
                        li {
                            bdi.grow { (hand.name) }
                            @if doing != Doing::Offline || hand.load > 0 {
                                span.num title=(t!(lang, "wall-load-def")) { (hand.load) "/" (hand.limit) }
                                @if hand.load >= hand.limit { span.full { (t!(lang, "wall-full-load")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn class(doing: Doing) -> &'static str {
    match doing {
        Doing::Available => "on",
        Doing::WrapUp => "wrap",
        Doing::Away => "away",
        Doing::Offline => "off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_on_a_clock() {
        for (seconds, told) in [
            (0, "0:00"),
            (59, "0:59"),
            (245, "4:05"),
            (3_599, "59:59"),
            (3_845, "1:04:05"),
            (90_000, "25:00:00"),
        ] {
            assert_eq!(clock(Duration::from_secs(seconds)), told);
        }
    }

    #[test]
    fn a_long_wait_bears_another_sign() {
        let now = Timestamp(1_763_700_000_000);
        for (seconds, level) in [(0, 0), (59, 0), (60, 1), (179, 1), (180, 2), (9_999, 2)] {
            let shown = ticking(now.minus(Duration::from_secs(seconds)), now).into_string();
            assert!(
                shown.contains(&format!("data-level=\"{level}\"")),
                "{shown}"
            );
        }
    }
}
