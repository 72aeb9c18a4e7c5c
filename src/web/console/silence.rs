//! What an agent is told of a customer who does not answer, and their say in it.

use maud::{Markup, html};
use serde::Deserialize;

use super::chat::Chat;
use crate::{
    base::{id::ConversationId, lang::Lang},
    desk::{
        conversation::silence::{Deed, Told},
        silence::{self, SilenceError},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        layout::{chat_path, icon, icon_xs},
        request::{AsAgent, Ask},
    },
};

/// What stands above a chat whose customer does not answer.
pub(super) fn banner(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let Some(told) = chat.silence else {
        return html! {};
    };
    let path = format!("{}/silence", chat_path(chat.conversation.id));
    let words = match (told.deed, told.due) {
        (Deed::Remind, Some(_)) => t!(lang, "silence-reminder-soon"),
        (Deed::Remind, None) => t!(lang, "silence-reminder-suggested"),
        (Deed::Close, Some(_)) => t!(lang, "silence-close-soon"),
        (Deed::Close, None) => t!(lang, "silence-close-suggested"),
    };
    let now = match (told.deed, told.due) {
        (Deed::Remind, Some(_)) => t!(lang, "silence-send-now"),
        (Deed::Remind, None) => t!(lang, "silence-send"),
        (Deed::Close, Some(_)) => t!(lang, "silence-close-now"),
        (Deed::Close, None) => t!(lang, "silence-close"),
    };
    html! {
        div."banner banner--warn" #silence role="status" {
            (icon("clock-alert"))
            span.grow { (words) }
            @if let Some(due) = told.due { time.num.semi datetime=(due.rfc3339()) data-left=(due.0) {} }
            @if silence::may_decide(&chat.agent, &chat.conversation) {
                form method="post" action={ (path) "/skip" } data-list-form {
                    button."btn btn--sm" title=(t!(lang, "silence-skip-more")) { (t!(lang, "silence-skip")) }
                }
                form method="post" action={ (path) "/now" } data-list-form {
                    input type="hidden" name="deed" value=(told.deed.word());
                    button."btn btn--sm btn--primary" { (now) }
                }
            }
        }
    }
}

/// The mark of such a chat in the list.
pub(super) fn mark(lang: Lang, told: Told) -> Markup {
    let words = match told.deed {
        Deed::Remind => t!(lang, "silence-mark-remind"),
        Deed::Close => t!(lang, "silence-mark-close"),
    };
    html! {
        span."row row--1 xs silent" title=(words) {
            (icon_xs("clock-alert"))
            span."sr-only" { (words) }
            @if let Some(due) = told.due { time.num datetime=(due.rfc3339()) data-left=(due.0) {} }
        }
    }
}

#[derive(Deserialize)]
struct Chosen {
    deed: String,
}

/// The agent does it at once.
pub(super) async fn now(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Chosen { deed } = ask.form().await?;
    let deed = Deed::from_word(&deed).ok_or_else(|| Refusal::bad("bad-form"))?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, SilenceError>(move |tx| silence::do_now(tx, &who, id, deed))
        .await?;
    see_other(&chat_path(id))
}

/// The agent leaves the customer in peace.
pub(super) async fn skip(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, SilenceError>(move |tx| silence::skip(tx, &who, id))
        .await?;
    see_other(&chat_path(id))
}
