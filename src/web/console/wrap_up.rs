//! The paperwork after a chat: how long it lasts, and the agent's way to end it.

use maud::{Markup, html};

use super::{chat::Chat, list::List, row};
use crate::{
    base::{id::ConversationId, time::Timestamp},
    desk::{
        closing::wrap_up::{self, WrapUpError},
        team::Face,
    },
    t,
    web::{
        answer::{Reply, see_other},
        layout::{chat_path, icon},
        request::{AsAgent, Ask},
    },
};

/// The agent's chats in wrap-up, for the list.
pub(super) fn section(list: &List) -> Markup {
    let lang = list.agent.lang;
    let chats = &list.counter.wrapping;
    html! {
        @if !chats.is_empty() {
            h2."list__sec".eyebrow { (t!(lang, "wrapping-list")) }
            ul #wrapping { @for chat in chats { (row::wrapping(list, chat)) } }
        }
    }
}

/// What stands above a chat in wrap-up.
pub(super) fn banner(chat: &Chat, owner: &Face, until: Option<Timestamp>) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    let is_own = owner.id == chat.agent.id;
    html! {
        div."banner banner--warn" role="status" {
            (icon("timer"))
            span.grow {
                @if is_own {
                    b.semi { (t!(lang, "wrapping-up")) } " "
                    @if until.is_some() { (t!(lang, "wrapping-until")) } @else { (t!(lang, "wrapping-by-hand")) }
                } @else {
                    (t!(lang, "wrapping-theirs", name = &owner.name))
                }
            }
            @if let Some(until) = until {
                time.num.semi datetime=(until.rfc3339()) data-left=(until.0) {}
            }
            @if is_own || chat.may_take_over() {
                @if until.is_some() {
                    form method="post" action={ (path) "/wrap-up/more" } data-act-form { button."btn btn--sm" { (t!(lang, "wrapping-more")) } }
                }
                form method="post" action={ (path) "/wrap-up/end" } data-act-form { button."btn btn--sm btn--primary" { (t!(lang, "wrapping-done")) } }
            }
        }
    }
}

/// The agent is done.
pub(super) async fn end(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, WrapUpError>(move |tx| wrap_up::end(tx, &who, id))
        .await?;
    see_other(&chat_path(id))
}

/// The agent needs a minute more.
pub(super) async fn more(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, WrapUpError>(move |tx| wrap_up::add_minute(tx, &who, id))
        .await?;
    see_other(&chat_path(id))
}
