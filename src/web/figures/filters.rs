//! Over which days, compared with what, and of which chats: links and one form whose answer is an address.

use maud::{Markup, html};

use super::{load::Screen, wish::Wish, words};
use crate::{
    base::lang::Lang,
    desk::{
        figures::period::{Against, Choice},
        hours::day,
    },
    t,
    web::console::chats::choices::Choice as Chip,
};

fn words_of(lang: Lang, choice: Choice) -> std::borrow::Cow<'static, str> {
    match choice {
        Choice::Today => t!(lang, "figures-today"),
        Choice::Yesterday => t!(lang, "figures-yesterday"),
        Choice::Week => t!(lang, "figures-last-days", days = 7_i64),
        Choice::Thirty => t!(lang, "figures-last-days", days = 30_i64),
        Choice::Ninety => t!(lang, "figures-last-days", days = 90_i64),
        Choice::ThisMonth => t!(lang, "figures-this-month"),
        Choice::LastMonth => t!(lang, "figures-last-month"),
        Choice::Own => t!(lang, "figures-own-days"),
    }
}

/// The same over other days; one's own choice begins with those that are shown.
fn over(screen: &Screen, choice: Choice) -> Wish {
    let there = screen.wish.over(choice);
    if choice == Choice::Own && screen.wish.choice != choice {
        let (from, to) = (
            day::write(screen.period.first),
            day::write(screen.period.last),
        );
        return Wish { from, to, ..there };
    }
    there
}

pub(super) fn filters(screen: &Screen) -> Markup {
    let (lang, wish) = (screen.viewer.lang, &screen.wish);
    let is_own = wish.choice == Choice::Own;
    html! {
        nav.figperiods aria-label=(t!(lang, "figures-period")) {
            div.seg { @for choice in Choice::ALL {
                a href=(over(screen, choice).address()) aria-current=[(choice == wish.choice).then_some("true")] { (words_of(lang, choice)) }
            } }
        }
        search {
            form.filters #figures-form action="/figures" {
                input type="hidden" name="period" value=(wish.choice.word());
                @if is_own {
                    label.figday { span { (t!(lang, "chats-from")) } input.input."input--sm" type="date" name="from" value=(wish.from); }
                    label.figday { span { (t!(lang, "chats-to")) } input.input."input--sm" type="date" name="to" value=(wish.to); }
                }
                (against(screen))
                @if screen.names.channels.len() > 1 || wish.channel.is_some() {
                    (chip(lang, "channel", "chats-channel", "chats-channel-any", "message-circle", wish.channel.map(|id| id.0), &screen.names.channels))
                }
                @if screen.names.queues.len() > 1 || wish.queue.is_some() {
                    (chip(lang, "queue", "chats-queue", "chats-queue-any", "layers", wish.queue.map(|id| id.0), &screen.names.queues))
                }
                @if !screen.is_own() {
                    (chip(lang, "agent", "chats-agent", "chats-agent-any", "user-round", wish.agent.map(|id| id.0), &screen.names.agents))
                }
                (chip(lang, "type", "chats-type", "chats-type-any", "tag", wish.chat_type.map(|id| id.0), &screen.names.types))
                @if screen.has_hours || wish.open_only {
                    label.check.small { input type="checkbox" name="open" value="1" checked[wish.open_only]; span { (t!(lang, "figures-open-only")) } }
                }
                button.btn."btn--sm" type="submit" data-submit[!is_own] { (t!(lang, "chats-apply")) }
                @if screen.is_narrowed() {
                    a.linkbtn.xs.nowrap href=(wish.cleared().address()) { (t!(lang, "chats-clear")) }
                }
            }
        }
        p.figspan {
            b { (words::days(lang, screen.period, screen.today)) }
            " · "
            @let before = words::days(lang, screen.before, screen.today);
            @if screen.is_cut { (t!(lang, "figures-compared-so-far", days = &before)) } @else { (t!(lang, "figures-compared", days = &before)) }
        }
    }
}

fn against(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    Chip {
        name: "against",
        label: &t!(lang, "figures-against"),
        symbol: Some("history"),
        chosen: screen.wish.against.word().to_owned(),
        any: "",
        options: vec![
            (
                Against::Before.word().to_owned(),
                t!(lang, "figures-against-before").into_owned(),
            ),
            (
                Against::Year.word().to_owned(),
                t!(lang, "figures-against-year").into_owned(),
            ),
        ],
    }
    .chip_in("figures")
}

fn chip(
    lang: Lang,
    name: &'static str,
    label: &str,
    any: &str,
    symbol: &str,
    chosen: Option<i64>,
    names: &[(i64, String)],
) -> Markup {
    Chip {
        name,
        label: &lang.text(label),
        symbol: Some(symbol),
        chosen: chosen.map(|id| id.to_string()).unwrap_or_default(),
        any: &lang.text(any),
        options: names
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
    }
    .chip_in("figures")
}
