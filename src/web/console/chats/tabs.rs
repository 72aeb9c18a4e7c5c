//! The tabs above the list, each with the number of chats in it.

use maud::{Markup, html};

use super::{load::List, status};
use crate::{desk::chats::Tab, t};

pub(super) fn tabs(list: &List) -> Markup {
    let lang = list.viewer.lang;
    html! {
        nav."tabs statustabs" #chat-tabs aria-label=(t!(lang, "chats-tabs")) {
            @for tab in Tab::ALL.into_iter().filter(|tab| is_shown(list, *tab)) {
                @let count = list.counts.of(tab);
                a id={ "tab-" (tab.word()) } href=(list.wish.in_tab(tab).address()) data-go title=(status::tab_meaning(lang, tab))
                    aria-current=[(tab == list.wish.tab).then_some("page")] {
                    (status::tab_name(lang, tab)) " "
                    span class={ "count" (colour(tab, count)) } {
                        (shown(count, list.counts.most))
                    }
                }
            }
        }
    }
}

/// A house without a bot has no tab for it.
fn is_shown(list: &List, tab: Tab) -> bool {
    tab != Tab::Bot || list.has_bot || list.wish.tab == tab || list.counts.bot > 0
}

/// A number, with a sign that there are more.
fn shown(count: i64, most: Option<i64>) -> String {
    match most {
        // A search ends where enough was found.
        Some(0) if count > 0 => format!("{count}+"),
        Some(most) if most > 0 && count > most => format!("{most}+"),
        _ => count.to_string(),
    }
}

/// Red is for customers whom nobody serves yet.
fn colour(tab: Tab, count: i64) -> &'static str {
    if tab == Tab::New && count > 0 {
        ""
    } else {
        " count--quiet"
    }
}
