//! How urgent a chat is: its mark in every list, and the menu in the chat's head.

use maud::{Markup, html};
use serde::Deserialize;

use super::chat::Chat;
use crate::{
    base::{id::ConversationId, lang::Lang},
    desk::conversation::{
        Priority,
        priority::{self, PriorityError},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        layout::{chat_path, icon_sm, icon_xs},
        request::{AsAgent, Ask},
    },
};

/// Its name.
pub(in crate::web) fn name(lang: Lang, priority: Priority) -> String {
    let words = match priority {
        Priority::Low => t!(lang, "priority-low"),
        Priority::Normal => t!(lang, "priority-normal"),
        Priority::High => t!(lang, "priority-high"),
        Priority::Urgent => t!(lang, "priority-urgent"),
    };
    words.into_owned()
}

/// The flag of a chat in a list; a usual one has none.
pub(super) fn mark(lang: Lang, priority: Priority) -> Markup {
    html! {
        @if priority != Priority::Normal {
            span class={ "prio prio--" (priority.word()) } title=(t!(lang, "priority-is", name = &name(lang, priority))) {
                (icon_xs("flag"))
                span."sr-only" { (t!(lang, "priority-is", name = &name(lang, priority))) }
            }
        }
    }
}

/// The word by which a row's colour is chosen; none for a usual chat.
pub(super) fn tint(priority: Priority) -> Option<&'static str> {
    (priority != Priority::Normal).then(|| priority.word())
}

/// The menu in the chat's head, for who may; the others see the flag.
pub(super) fn menu(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let now = chat.conversation.priority;
    if priority::may_set(&chat.agent, &chat.conversation).is_err() {
        return if chat.conversation.has_ended() {
            html! {}
        } else {
            mark(lang, now)
        };
    }
    let shown = name(lang, now);
    html! {
        details.menubox."menubox--end" #priority data-menu {
            summary.iconbtn.prio.{ "prio--" (now.word()) } aria-label=(t!(lang, "priority-change", name = &shown))
                title=(t!(lang, "priority-is", name = &shown)) { (icon_sm("flag")) }
            form.popover.menu method="post" action={ (chat_path(chat.conversation.id)) "/priority" } data-list-form {
                p."menu__label" { (t!(lang, "priority")) }
                @for one in Priority::ALL {
                    button."menu__item".is-on[one == now] name="priority" value=(one.word()) aria-current=[(one == now).then_some("true")] {
                        span class={ "prio prio--" (one.word()) } { (icon_xs("flag")) } (name(lang, one))
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Chosen {
    priority: String,
}

/// Says how urgent a chat is.
pub(super) async fn set(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Chosen { priority } = ask.form().await?;
    let priority = Priority::from_word(&priority).ok_or_else(|| Refusal::bad("bad-form"))?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, PriorityError>(move |tx| priority::set(tx, &who, id, priority))
        .await?;
    see_other(&chat_path(id))
}
