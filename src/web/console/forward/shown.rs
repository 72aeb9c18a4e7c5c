//! How a forward is seen: beside who waits, above its chat, and among what one has put off.

use maud::{Markup, html};

use super::super::{chat::Chat, list::List, row::name_of};
use crate::{
    base::lang::Lang,
    desk::{conversation::handed::Handed, counter::PutOff},
    t,
    web::{
        layout::{chat_path, customer_avatar, icon, icon_sm, icon_xs},
        moment::{Style, moment},
    },
};

/// What a chat in the wait list was forwarded for: its sign, its note, who did it.
pub(in crate::web::console) fn note(lang: Lang, handed: &Handed) -> Markup {
    let sign = handed.sign.as_ref();
    let symbol = sign.map_or("forward", |sign| sign.icon.as_str());
    html! {
        span."wrow__note" {
            (icon_xs(symbol))
            span."wrow__words" {
                @if let Some(sign) = sign { b.semi dir="auto" { (sign.name) } " " }
                @if !handed.note.is_empty() { span dir="auto" { (handed.note) } " " }
                span.faint.nowrap { (said_by(lang, handed)) }
            }
        }
    }
}

fn said_by(lang: Lang, handed: &Handed) -> Markup {
    let name = handed.by_name.as_deref().unwrap_or("Shopbell");
    html! {
        @match (&handed.agent_name, &handed.queue_name) {
            (Some(to), _) => { (t!(lang, "forward-from-to", name = name, whom = to)) }
            (None, Some(to)) => { (t!(lang, "forward-from-to", name = name, whom = to)) }
            (None, None) => { (t!(lang, "forward-from", name = name)) }
        }
    }
}

/// Above a chat that was put off: until when, by whom, and the ways back.
pub(in crate::web::console) fn banner(chat: &Chat, handed: &Handed) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    let symbol = handed
        .sign
        .as_ref()
        .map_or("alarm-clock", |sign| sign.icon.as_str());
    html! {
        div."banner banner--info" role="status" {
            (icon(symbol))
            span.grow {
                b.semi {
                    (t!(lang, "forward-put-off")) " "
                    @if let Some(put_off) = &handed.put_off { (moment(put_off.at, Style::Full)) }
                }
                " " (said_by(lang, handed))
                @if !handed.note.is_empty() { " · " bdi { (handed.note) } }
            }
            a."btn btn--sm" href={ (path) "/forward" } data-open-forward { (t!(lang, "forward-change")) }
            form method="post" action={ (path) "/claim" } data-take=(chat.conversation.id) {
                button."btn btn--sm btn--primary" { (t!(lang, "forward-call-back")) }
            }
        }
    }
}

/// Above a chat whose customer wrote before its time: that a reminder still comes.
pub(in crate::web::console) fn reminder(lang: Lang, handed: &Handed) -> Markup {
    html! {
        @if let Some(put_off) = &handed.put_off {
            div."banner banner--quiet" role="status" {
                (icon("alarm-clock"))
                span.grow {
                    (t!(lang, "forward-reminder-at")) " " (moment(put_off.at, Style::Full))
                    @if !handed.note.is_empty() { " · " bdi { (handed.note) } }
                }
            }
        }
    }
}

/// One's own chats that come back later.
pub(in crate::web::console) fn later(list: &List) -> Markup {
    let lang = list.agent.lang;
    html! {
        @if !list.counter.later.is_empty() {
            h2."list__sec".eyebrow { (t!(lang, "forward-later")) }
            ul #later-chats { @for put_off in &list.counter.later { (row(list, put_off)) } }
        }
    }
}

fn row(list: &List, put_off: &PutOff) -> Markup {
    let lang = list.agent.lang;
    let PutOff {
        conversation: chat,
        handed,
    } = put_off;
    let name = name_of(lang, chat);
    let path = chat_path(chat.id);
    let is_open = list.current == Some(chat.id);
    let symbol = handed
        .sign
        .as_ref()
        .map_or("alarm-clock", |sign| sign.icon.as_str());
    let words = if handed.note.is_empty() {
        &chat.preview
    } else {
        &handed.note
    };
    html! {
        li.later id={ "l-" (chat.id) } {
            a.crow id={ "c-" (chat.id) } href=(path) data-open=(chat.id) aria-current=[is_open.then_some("true")] {
                (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
                span."crow__name" { span.truncate dir="auto" { (name) } }
                span."crow__time" { @if let Some(put_off) = &handed.put_off { (moment(put_off.at, Style::Day)) } }
                span."crow__text later__why" { (icon_xs(symbol)) span.truncate dir="auto" { (words) } }
            }
            span."later__acts" {
                a."iconbtn iconbtn--sm" href={ (path) "/forward" } data-open-forward
                    aria-label=(t!(lang, "forward-change-of", name = &name)) title=(t!(lang, "forward-change-of", name = &name)) { (icon_sm("pencil")) }
                form method="post" action={ (path) "/claim" } data-take=(chat.id) {
                    button."iconbtn iconbtn--sm" aria-label=(t!(lang, "forward-call-back-of", name = &name)) title=(t!(lang, "forward-call-back-of", name = &name)) { (icon_sm("undo-2")) }
                }
            }
        }
    }
}

/// The buttons in a chat's head: before a supervisor with it, or on to others.
pub(in crate::web::console) fn button(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    html! {
        a."btn btn--ghost" href={ (path) "/forward" } data-open-forward title=(t!(lang, "forward-more")) {
            svg.icon.flip aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-forward" } {} }
            span."btn__t-opt" { (t!(lang, "forward-chat")) }
        }
    }
}
