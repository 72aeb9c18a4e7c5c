//! Changing what was sent, taking it back, and what it said before.

use maud::html;
use serde::Deserialize;

use super::write::show;
use crate::{
    base::id::{ConversationId, FetchId, MessageId},
    desk::{
        amend::{self, AmendError, Version},
        conversation::say::Clearance,
        dispatch::{self, RetryError},
    },
    t,
    web::{
        answer::{Refusal, Reply, page, see_other},
        layout::{chat_path, icon},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    text: String,
    /// Changed although a pattern was found: the writer was told and has said so.
    anyway: Option<String>,
}

pub(super) async fn edit(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let Typed { text, anyway } = ask.form().await?;
    let origin = anyway.is_some().then(|| agent.origin(&ask));
    let who = agent.agent.clone();
    let message = ask
        .house
        .db
        .write::<_, AmendError>(move |tx| {
            amend::edit(tx, &who, id, &text, Clearance::of(origin.as_ref()))
        })
        .await?;
    answer(&ask, &agent, message.conversation, id).await
}

pub(super) async fn unsend(ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let who = agent.agent.clone();
    let message = ask
        .house
        .db
        .write::<_, AmendError>(move |tx| amend::unsend(tx, &who, id))
        .await?;
    answer(&ask, &agent, message.conversation, id).await
}

async fn answer(ask: &Ask, agent: &AsAgent, chat: ConversationId, id: MessageId) -> Reply {
    if ask.is_fragment() {
        show(ask, agent, chat, id).await
    } else {
        see_other(&chat_path(chat))
    }
}

/// Sends a message again that did not get there.
pub(super) async fn retry(ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let chat = ask
        .house
        .db
        .write::<_, RetryError>(move |tx| dispatch::retry(tx, id))
        .await?;
    answer(&ask, &agent, chat, id).await
}

/// Fetches a file again that could not be fetched.
pub(super) async fn fetch_again(ask: Ask, agent: AsAgent) -> Reply {
    let id: FetchId = ask.place("id")?;
    let place = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            let message = dispatch::fetch_again(tx, id)?.ok_or_else(Refusal::not_found)?;
            let chat = amend::chat_of(tx, message)?.ok_or_else(Refusal::not_found)?;
            Ok((chat, message))
        })
        .await?;
    answer(&ask, &agent, place.0, place.1).await
}

/// The entry as it stands now.
pub(super) async fn entry(ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let chat = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            amend::chat_of(reader, id)?.ok_or_else(Refusal::not_found)
        })
        .await?;
    show(&ask, &agent, chat, id).await
}

/// What it said before, for the team.
pub(super) async fn versions(ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let versions = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| Ok(amend::versions(reader, id)?))
        .await?;
    let lang = agent.lang;
    page(html! {
        dialog.dialog #versions aria-labelledby="versions-title" {
            header."dialog__head" {
                h2."dialog__title".grow #versions-title { (t!(lang, "versions")) }
                button.iconbtn type="button" data-close aria-label=(t!(lang, "close")) { (icon("x")) }
            }
            div."dialog__body stack" {
                p."small muted" { (t!(lang, "versions-more")) }
                @for Version { text, until, by } in &versions {
                    div.version {
                        p.pre dir="auto" { (text) }
                        p."xs muted" { (t!(lang, "version-until", name = by)) " " (moment(*until, Style::Day)) }
                    }
                }
            }
        }
    })
}
