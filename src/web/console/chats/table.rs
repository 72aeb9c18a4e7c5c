//! The list as a table; on a phone its rows become cards.

use maud::{Markup, html};

use super::{
    empty, filters,
    load::List,
    row, tabs, views,
    wish::{self, Wish},
};
use crate::{
    desk::chats::{Order, Sort},
    t,
    web::layout::{icon_sm, icon_xs},
};

/// The left part of the page: what a refresh brings anew.
pub(super) fn section(list: &List) -> Markup {
    let lang = list.viewer.lang;
    html! {
        section.page #chat-list aria-labelledby="chats-title" data-rows=(list.page.rows.len()) {
            header."page__head" { h2."page__title" #chats-title { (t!(lang, "nav-chats")) } (views::chips(list)) }
            (filters::filters(list))
            (tabs::tabs(list))
            div.listwrap {
                // Filled in by the page's own code, which knows what the reader has seen.
                button."chip newrows" #chat-news type="button" hidden { (icon_xs("arrow-up")) span {} }
                div.tablewrap #chat-rows tabindex="0" role="region" aria-label=(t!(lang, "chats-list")) {
                    @if list.page.rows.is_empty() {
                        (empty::empty(list))
                    } @else {
                        (table(list))
                    }
                    (pager(list))
                }
            }
        }
    }
}

fn table(list: &List) -> Markup {
    let lang = list.viewer.lang;
    html! {
        table."table table--cards table--chats" aria-label=(t!(lang, "nav-chats")) {
            thead { tr {
                (first_header(list))
                (header(list, &t!(lang, "chats-last-message"), "", None))
                (header(list, &t!(lang, "chats-agent"), "col-agent", None))
                (header(list, &t!(lang, "chats-status"), "", Some(Sort::Status)))
                (header(list, &t!(lang, "chats-queue"), "col-opt", None))
                (header(list, &t!(lang, "chats-started"), "col-opt", Some(Sort::Created)))
                (header(list, &t!(lang, "chats-last-activity"), "", Some(Sort::Activity)))
            } }
            tbody { @for listed in &list.page.rows { (row::row(list, listed)) } }
        }
    }
}

/// The first column's head has the box that ticks every row.
fn first_header(list: &List) -> Markup {
    let lang = list.viewer.lang;
    html! {
        (header_with(list, &t!(lang, "chats-customer"), "", Some(Sort::Customer), &html! {
            label."check pick" title=(t!(lang, "bulk-all")) {
                input type="checkbox" #pick-all aria-label=(t!(lang, "bulk-all"));
            }
        }))
    }
}

fn header(list: &List, label: &str, class: &str, sort: Option<Sort>) -> Markup {
    header_with(list, label, class, sort, &html! {})
}

/// A column's head; one that can be sorted by is a link that sorts, or turns the order round.
fn header_with(
    list: &List,
    label: &str,
    class: &str,
    sort: Option<Sort>,
    before: &Markup,
) -> Markup {
    let class = (!class.is_empty()).then_some(class);
    let Some(sort) = sort else {
        return html! { th scope="col" class=[class] { (label) } };
    };
    let order = list.wish.order;
    let is_sorted = order.sort == sort;
    let next = Wish {
        order: Order {
            sort,
            descending: if is_sorted {
                !order.descending
            } else {
                wish::falls(sort)
            },
        },
        ..list.wish.first_page()
    };
    let (state, symbol) = if order.descending {
        ("descending", "arrow-down")
    } else {
        ("ascending", "arrow-up")
    };
    html! {
        th scope="col" class=[class] aria-sort=[is_sorted.then_some(state)] {
            (before)
            a."plainlink sort" id={ "sort-" (sort.word()) } href=(next.address()) data-go {
                (label) @if is_sorted { (icon_xs(symbol)) }
            }
        }
    }
}

fn pager(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    html! {
        nav.pager #chat-pager aria-label=(t!(lang, "chats-pages")) hidden[wish.after.is_none() && list.page.next.is_none()] {
            @if wish.after.is_some() {
                a.btn."btn--sm" #chat-newest href=(wish.first_page().address()) data-go { (icon_sm("arrow-up")) (t!(lang, "chats-newest")) }
            }
            @if let Some(next) = &list.page.next {
                @let older = Wish { after: Some(next.clone()), ..wish.first_page() };
                a.btn."btn--sm" #chat-older href=(older.address()) { (icon_sm("arrow-down")) (t!(lang, "chats-older")) }
            }
        }
    }
}
