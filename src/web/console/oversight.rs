//! A supervisor and a colleague's chat: following it, coming in beside them, taking it over.

use maud::{Markup, html};
use serde::Deserialize;

use super::{chat::Chat, list::List, row};
use crate::{
    base::{id::ConversationId, lang::Lang},
    desk::{
        oversight::{self, LONGEST_REASON, OversightError},
        team::Face,
    },
    t,
    web::{
        answer::{Reply, see_other},
        layout::{chat_path, icon, icon_sm},
        request::{AsSupervisor, Ask},
    },
};

/// What the supervisor follows, below their own chats.
pub(super) fn section(list: &List) -> Markup {
    html! {
        @if !list.counter.watched.is_empty() {
            h2."list__sec".eyebrow { (t!(list.agent.lang, "watching-list")) }
            ul #watched { @for watched in &list.counter.watched { (row::watched(list, watched)) } }
        }
    }
}

/// What stands above a chat that a colleague has.
pub(super) fn banner(chat: &Chat, owner: &Face) -> Markup {
    let lang = chat.agent.lang;
    html! {
        div."banner banner--brand" #theirs role="status" {
            @if chat.is_watching() { (icon("eye")) } @else { (icon("users-round")) }
            span.grow {
                b.semi { (t!(lang, "theirs", name = &owner.name)) } " "
                @if chat.is_watching() { (t!(lang, "watching-more", name = &owner.name)) } @else { (t!(lang, "theirs-more")) }
            }
            @if chat.may_take_over() {
                div.deeds { (watch(chat)) (join(chat)) (take_over(chat, owner)) }
            }
        }
    }
}

/// The switch for following a chat.
pub(super) fn watch(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    html! {
        @if chat.is_watching() {
            form method="post" action={ (path) "/unwatch" } data-act-form { button."btn btn--sm" { (icon_sm("eye-off")) (t!(lang, "watch-end")) } }
        } @else {
            form method="post" action={ (path) "/watch" } data-act-form {
                button."btn btn--sm" title=(t!(lang, "watch-more")) { (icon_sm("eye")) (t!(lang, "watch")) }
            }
        }
    }
}

fn join(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    html! {
        form method="post" action={ (chat_path(chat.conversation.id)) "/join" } data-act-form {
            button."btn btn--sm" title=(t!(lang, "join-more")) { (icon_sm("users-round")) (t!(lang, "join")) }
        }
    }
}

/// Whoever has the chat is told why they lose it.
fn take_over(chat: &Chat, owner: &Face) -> Markup {
    let lang = chat.agent.lang;
    html! {
        details."menubox menubox--end" #take-over data-menu {
            summary."btn btn--sm" { (icon_sm("hand")) (t!(lang, "take-over")) }
            form."popover popover--ask" method="post" action={ (chat_path(chat.conversation.id)) "/take-over" } data-act-form {
                p.small { (t!(lang, "take-over-told", name = &owner.name)) }
                input.input."input--sm" name="reason" maxlength=(LONGEST_REASON) required autocomplete="off" dir="auto" data-keep
                    aria-label=(t!(lang, "take-over-why")) placeholder=(t!(lang, "take-over-why"));
                button."btn btn--primary btn--sm w-full" { (t!(lang, "take-over-do", name = &owner.name)) }
            }
        }
    }
}

/// Who follows the chat, for those who are in it.
pub(super) fn onlookers(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let names: Vec<&str> = chat
        .watchers
        .iter()
        .map(|face| face.name.as_str())
        .collect();
    html! {
        @if !names.is_empty() {
            div."banner banner--quiet" #onlookers role="status" {
                (icon("eye"))
                span.grow { b.semi { (t!(lang, "watched", names = &list_of(lang, &names))) } " " (t!(lang, "watched-more")) }
            }
        }
    }
}

/// Names one after another.
pub(super) fn list_of(lang: Lang, names: &[&str]) -> String {
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// The supervisor follows the chat.
pub(super) async fn begin(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    follow(&ask, &supervisor, id, true).await?;
    see_other(&chat_path(id))
}

/// They follow it no longer.
pub(super) async fn end(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    follow(&ask, &supervisor, id, false).await?;
    see_other(&chat_path(id))
}

/// The switch itself, wherever it stands.
pub(super) async fn follow(
    ask: &Ask,
    supervisor: &AsSupervisor,
    id: ConversationId,
    on: bool,
) -> Result<(), OversightError> {
    let who = supervisor.agent.clone();
    ask.house
        .db
        .write::<_, OversightError>(move |tx| {
            if on {
                oversight::watch(tx, &who, id).map(drop)
            } else {
                Ok(oversight::unwatch(tx, &who, id)?)
            }
        })
        .await
}

/// They come in beside whoever has it.
pub(super) async fn come_in(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = supervisor.agent.clone();
    ask.house
        .db
        .write::<_, OversightError>(move |tx| oversight::join(tx, &who, id))
        .await?;
    see_other(&chat_path(id))
}

#[derive(Deserialize)]
struct Why {
    #[serde(default)]
    reason: String,
}

/// They take it over.
pub(super) async fn take(mut ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Why { reason } = ask.form().await?;
    let (who, origin) = (supervisor.agent.clone(), supervisor.origin(&ask));
    ask.house
        .db
        .write::<_, OversightError>(move |tx| oversight::take_over(tx, &who, &origin, id, &reason))
        .await?;
    see_other(&chat_path(id))
}
