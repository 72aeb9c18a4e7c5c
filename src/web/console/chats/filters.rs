//! What narrows the list: the search, lists to choose from, and the rest behind one button.
//!
//! All of it is one form whose answer is an address, so it works and can be kept without any script.

use maud::{Markup, html};

use super::{choices, load::List, wish::Wish};
use crate::{
    t,
    web::layout::{icon_sm, icon_xs},
};

pub(super) fn filters(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    html! {
        search {
            form.filters #chat-filters action="/chats" data-keep {
                label.search {
                    (icon_sm("search"))
                    input.input #chat-search type="search" name="q" value=(wish.text) maxlength="200" autocomplete="off" spellcheck="false"
                        placeholder=(t!(lang, "chats-search-hint")) aria-label=(t!(lang, "chats-search")) aria-keyshortcuts="/" data-keep;
                }
                @if list.choices.channels.len() > 1 || wish.channel.is_some() { (choices::channel(list)) }
                (choices::agent(list))
                @if !list.choices.tags.is_empty() || wish.tag.is_some() { (choices::tag(list)) }
                (choices::period(list))
                (more(list))
                (chosen(list))
                @for (name, value) in carried(wish) { input type="hidden" name=(name) value=(value); }
                input type="hidden" name="zone" value=(if wish.zone == 0 { String::new() } else { wish.zone.to_string() });
                button.btn."btn--sm" type="submit" data-submit { (t!(lang, "chats-apply")) }
                @if wish.narrows() {
                    a.linkbtn.xs.nowrap #chat-clear href=(wish.cleared().address()) data-go { (t!(lang, "chats-clear")) }
                }
            }
        }
    }
}

/// What stays as it is when the form is sent.
fn carried(wish: &Wish) -> Vec<(&'static str, String)> {
    let mut pairs = wish.first_page().pairs();
    pairs.retain(|(name, _)| {
        matches!(
            *name,
            "tab" | "sort" | "dir" | "chat" | "figure" | "weekday" | "hour" | "untyped" | "reason"
        )
    });
    pairs
}

fn more(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    html! {
        details.morefilters #chat-more {
            summary."chip chip--add" { (icon_xs("plus")) (t!(lang, "chats-more-filters")) }
            div.popover {
                (choices::queue(list)) (choices::chat_type(list)) (choices::rating(list))
                (day("from", &t!(lang, "chats-from"), &wish.from))
                (day("to", &t!(lang, "chats-to"), &wish.to))
                (flag("unread", &t!(lang, "chats-unread"), wish.unread))
                (flag("reply", &t!(lang, "chats-needs-reply"), wish.needs_reply))
                (flag("bookmarked", &t!(lang, "chats-bookmarked"), wish.bookmarked))
            }
        }
    }
}

fn day(name: &str, label: &str, value: &str) -> Markup {
    let id = format!("chat-{name}");
    html! {
        div.field {
            label.field__label for=(id) { (label) }
            input.input."input--sm" type="date" id=(id) name=(name) value=(value);
        }
    }
}

fn flag(name: &str, label: &str, is_on: bool) -> Markup {
    html! {
        label.check.small {
            input type="checkbox" id={ "chat-" (name) } name=(name) value="1" checked[is_on];
            span { (label) }
        }
    }
}

/// What is set behind the button, each with a way to drop it.
fn chosen(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    let plain = wish.first_page();
    let mut chips: Vec<(String, Wish)> = Vec::new();
    if let Some(behind) = wish.behind {
        let reasons = &list.choices.reasons;
        let reason = reasons
            .iter()
            .find(|reason| behind.reason == Some(Some(reason.id)));
        let without = Wish {
            behind: None,
            ..plain.clone()
        };
        chips.push((
            behind.words(lang, reason.map(|reason| &*reason.name)),
            without,
        ));
    }
    if let Some(id) = wish.queue {
        let queue = list.choices.queues.iter().find(|queue| queue.id == id);
        let name = queue.map_or_else(|| format!("#{id}"), |queue| queue.name.clone());
        chips.push((
            format!("{}: {name}", t!(lang, "chats-queue")),
            Wish {
                queue: None,
                ..plain.clone()
            },
        ));
    }
    if let Some(id) = wish.chat_type {
        let kind = list.choices.types.iter().find(|kind| kind.id == id);
        let name = kind.map_or_else(|| format!("#{id}"), |kind| kind.name.clone());
        chips.push((
            format!("{}: {name}", t!(lang, "chats-type")),
            Wish {
                chat_type: None,
                ..plain.clone()
            },
        ));
    }
    if let Some(score) = wish.rating {
        let words = t!(lang, "chats-rating-of", rating = score);
        chips.push((
            format!("{}: {words}", t!(lang, "chats-rating")),
            Wish {
                rating: None,
                ..plain.clone()
            },
        ));
    }
    if !wish.from.is_empty() {
        let words = t!(lang, "chats-from-day", day = &wish.from).into_owned();
        chips.push((
            words,
            Wish {
                from: String::new(),
                ..plain.clone()
            },
        ));
    }
    if !wish.to.is_empty() {
        let words = t!(lang, "chats-to-day", day = &wish.to).into_owned();
        chips.push((
            words,
            Wish {
                to: String::new(),
                ..plain.clone()
            },
        ));
    }
    if wish.unread {
        let words = t!(lang, "chats-unread").into_owned();
        chips.push((
            words,
            Wish {
                unread: false,
                ..plain.clone()
            },
        ));
    }
    if wish.needs_reply {
        let words = t!(lang, "chats-needs-reply").into_owned();
        chips.push((
            words,
            Wish {
                needs_reply: false,
                ..plain.clone()
            },
        ));
    }
    if wish.bookmarked {
        let words = t!(lang, "chats-bookmarked").into_owned();
        chips.push((
            words,
            Wish {
                bookmarked: false,
                ..plain.clone()
            },
        ));
    }
    html! {
        @for (words, without) in chips {
            a."chip is-on" href=(without.address()) data-go title=(t!(lang, "chats-drop")) {
                bdi { (words) } (icon_xs("x")) span."sr-only" { (t!(lang, "chats-drop")) }
            }
        }
    }
}
