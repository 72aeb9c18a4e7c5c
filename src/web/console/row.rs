//! One row of the first pane's lists.

use maud::{Markup, html};

use super::{forward, list::List, priority, silence};
use crate::{
    base::lang::Lang,
    desk::{
        conversation::{Conversation, Greeted, Reservation, Reserved, State},
        counter::{Mine, Past, Waiting},
    },
    t,
    web::{
        layout::{channel_kind_name, chat_path, customer_avatar, customer_name, flag_of, icon_xs},
        moment::{Style, moment},
    },
};

/// A customer who waits. The name reads without taking; the button takes.
pub(super) fn waiting(list: &List, waiting: &Waiting) -> Markup {
    let lang = list.agent.lang;
    let chat = &waiting.conversation;
    let name = name_of(lang, chat);
    html! {
        li.wrow id={ "w-" (chat.id) } data-chat=(chat.id) data-priority=[priority::tint(chat.priority)] data-held[waiting.held_for.is_some()] data-quiet[!chat.needs_reply()] {
            (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
            a."crow__name" href=(chat_path(chat.id)) data-open=(chat.id) title=(t!(lang, "wait-preview")) {
                (priority::mark(lang, chat.priority))
                span.truncate dir="auto" { (name) }
                @if let Some(flag) = flag_of(&waiting.language) {
                    span.lang title=(waiting.language) { (flag) span.xs.faint { (waiting.language.split('-').next().unwrap_or_default().to_uppercase()) } }
                }
            }
            (wait_clock(chat))
            @if waiting.may_pick {
                form."wrow__pick" method="post" action={ (chat_path(chat.id)) "/claim" } data-take=(chat.id) {
                    button."btn btn--primary btn--sm" aria-label=(t!(lang, "pick-name", name = &name)) { (t!(lang, "pick")) }
                }
            }
            span."crow__text".truncate dir="auto" { (chat.preview) }
            @if let Some(held) = chat.reservation { (held_line(lang, waiting, held)) }
            span."wrow__more".xs.faint.truncate {
                (channel_kind_name(lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ") · " bdi { (chat.queue_name) }
                @if let Some(previous) = &waiting.previous_agent { " · " (t!(lang, "was-with", name = previous)) }
            }
            (away_line(lang, chat))
            @if let Some(handed) = &waiting.handed { (forward::shown::note(lang, handed)) }
        }
    }
}

/// That nobody was there when it began, and whether its customer was told so.
fn away_line(lang: Lang, chat: &Conversation) -> Markup {
    let is_told = chat.greeted == Greeted::Offline;
    let told = t!(lang, "offline-greeted");
    html! {
        @if chat.offline || is_told {
            span."wrow__more wrow__away".xs.faint title=[is_told.then_some(&told)] {
                (icon_xs("moon-star"))
                @if chat.offline { span.truncate { (t!(lang, "wrote-while-away")) } }
                @if is_told { span.truncate."sr-only"[chat.offline] { (told) } }
            }
        }
    }
}

/// For whom a chat is held, and how much longer.
fn held_line(lang: Lang, waiting: &Waiting, held: Reservation) -> Markup {
    let words = match (&waiting.held_for, held.how) {
        (Some(name), Reserved::Offer) => t!(lang, "held-offered", name = name),
        (Some(name), Reserved::Previous | Reserved::Forward) => t!(lang, "held-for", name = name),
        (None, _) => t!(lang, "held-for-you"),
    };
    html! { span."wrow__more wrow__held".xs.truncate { (words) " " time.num datetime=(held.until.rfc3339()) data-left=(held.until.0) {} } }
}

/// A chat that has ended, whose paperwork the agent is doing.
pub(super) fn wrapping(list: &List, chat: &Conversation) -> Markup {
    let lang = list.agent.lang;
    let is_open = list.current == Some(chat.id);
    let until = match &chat.state {
        State::WrappingUp { until, .. } => *until,
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::Active { .. }
        | State::Closed { .. } => None,
    };
    html! {
        li {
            a.crow id={ "c-" (chat.id) } href=(chat_path(chat.id)) data-open=(chat.id) aria-current=[is_open.then_some("true")] {
                (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
                span."crow__name" { span.truncate dir="auto" { (name_of(lang, chat)) } }
                @if let Some(until) = until {
                    time."crow__time".num datetime=(until.rfc3339()) data-left=(until.0) {}
                }
                span."crow__text".truncate dir="auto" { (chat.preview) }
            }
        }
    }
}

/// One of the agent's own chats.
pub(super) fn mine(list: &List, mine: &Mine) -> Markup {
    let lang = list.agent.lang;
    let owner = mine.conversation.agent();
    let guest = owner.map(|owner| {
        sign(
            "users-round",
            &t!(lang, "company-guest", name = &owner.name),
        )
    });
    ongoing(list, mine, guest)
}

/// One that a supervisor follows.
pub(super) fn watched(list: &List, watched: &Mine) -> Markup {
    let lang = list.agent.lang;
    let words = match watched.conversation.agent() {
        Some(owner) => t!(lang, "theirs", name = &owner.name),
        None => t!(lang, "watching-nobodys"),
    };
    ongoing(list, watched, Some(sign("eye", &words)))
}

fn sign(symbol: &str, words: &str) -> Markup {
    html! { span.guest title=(words) { (icon_xs(symbol)) span."sr-only" { (words) } } }
}

fn ongoing(list: &List, mine: &Mine, guest: Option<Markup>) -> Markup {
    let lang = list.agent.lang;
    let chat = &mine.conversation;
    let is_open = list.current == Some(chat.id);
    html! {
        li {
            a.crow."crow--unread"[mine.unread > 0] id={ "c-" (chat.id) } href=(chat_path(chat.id)) data-open=(chat.id)
                data-priority=[priority::tint(chat.priority)] aria-current=[is_open.then_some("true")] {
                (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
                span."crow__name" {
                    (priority::mark(lang, chat.priority)) span.truncate dir="auto" { (name_of(lang, chat)) }
                    @if let Some(guest) = guest.filter(|_| mine.is_guest) { (guest) }
                }
                @if chat.needs_reply() { (wait_clock(chat)) } @else { span."crow__time" { (moment(chat.last_activity_at, Style::Ago)) } }
                (preview(lang, chat))
                span."crow__side" {
                    @if mine.unread > 0 {
                        span."count count--brand" aria-label=(t!(lang, "unread-count", count = mine.unread)) { (mine.unread) }
                    } @else if chat.needs_reply() {
                        span.dot."dot--busy" title=(t!(lang, "needs-reply")) {}
                    } @else if let Some(told) = mine.silence {
                        (silence::mark(lang, told))
                    }
                }
                span."sr-only" { (channel_kind_name(lang, chat.channel_kind)) }
            }
        }
    }
}

/// A chat the agent had today.
pub(super) fn past(list: &List, past: &Past) -> Markup {
    let lang = list.agent.lang;
    let chat = &past.conversation;
    let is_open = list.current == Some(chat.id);
    html! {
        li {
            a.crow id={ "c-" (chat.id) } href=(chat_path(chat.id)) data-open=(chat.id) aria-current=[is_open.then_some("true")] {
                (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
                span."crow__name" { span.truncate dir="auto" { (name_of(lang, chat)) } }
                span."crow__time" { (moment(chat.last_activity_at, Style::Day)) }
                span."crow__text".truncate {
                    (t!(lang, "past-closed"))
                    @if let Some(chat_type) = &past.chat_type { " · " bdi { (chat_type) } }
                }
                span."crow__side" {
                    @if let Some(rating) = chat.rating {
                        span.row."row--1".xs title=(t!(lang, "rated", rating = rating)) { (icon_xs("star")) (rating) }
                    }
                }
            }
        }
    }
}

/// Where the agent was named and has not looked yet.
pub(super) fn mentions(list: &List) -> Markup {
    let lang = list.agent.lang;
    let mentions = &list.counter.mentions;
    html! {
        @if !mentions.is_empty() {
            section.mentions #mentions aria-label=(t!(lang, "mentions")) {
                h2."list__sec".eyebrow { span { (t!(lang, "mentions")) } span."count count--brand" { (mentions.len()) } }
                ul.scroll {
                    @for one in mentions {
                        li {
                            a.crow."crow--unread" id={ "n-" (one.message) } href={ (chat_path(one.conversation)) "#m-" (one.message) }
                                data-entry=(one.message) data-chat=(one.conversation) {
                                (customer_avatar(one.customer, &one.customer_name, one.channel_kind, ""))
                                span."crow__name" { span.truncate { (t!(lang, "mentioned-by", name = &one.by)) } }
                                span."crow__time" { (moment(one.at, Style::Ago)) }
                                span."crow__text".truncate dir="auto" { (one.preview) }
                                span."sr-only" { (customer_name(lang, one.customer, &one.customer_name)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the agent wrote that could not leave when it was due: it waits for them, wherever they are by now.
pub(super) fn stranded(list: &List) -> Markup {
    let lang = list.agent.lang;
    html! {
        @if !list.stranded.is_empty() {
            section.mentions #stranded aria-label=(t!(lang, "outgoing-stranded")) {
                h2."list__sec".eyebrow { span { (t!(lang, "outgoing-stranded")) } span."count" { (list.stranded.len()) } }
                ul.scroll {
                    @for one in &list.stranded {
                        li {
                            a.crow."crow--unread" id={ "s-" (one.id) } href=(chat_path(one.conversation)) data-open=(one.conversation) {
                                (customer_avatar(one.customer, &one.customer_name, one.channel_kind, ""))
                                span."crow__name" { span.truncate dir="auto" { (customer_name(lang, one.customer, &one.customer_name)) } }
                                span."crow__time" { (moment(one.due_at, Style::Ago)) }
                                span."crow__text".truncate dir="auto" { (one.preview) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn preview(lang: Lang, chat: &Conversation) -> Markup {
    html! {
        span."crow__text".truncate dir="auto" data-preview=(chat.id) {
            @if chat.preview_author == "agent" { span.faint { (t!(lang, "preview-ours")) " " } }
            (chat.preview)
        }
    }
}

/// How long the customer has waited for a person; it ticks in the browser.
fn wait_clock(chat: &Conversation) -> Markup {
    html! {
        @if let Some(since) = chat.waiting_since {
            time."crow__time".num datetime=(since.rfc3339()) data-wait=(since.0) {}
        }
    }
}

pub(super) fn name_of(lang: Lang, chat: &Conversation) -> String {
    customer_name(lang, chat.customer, &chat.customer_name)
}
