//! Leaving a chat that several are in. Its owner is asked who has it from now on.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{chat::Chat, pane::name_of, screen};
use crate::{
    base::id::{AgentId, ConversationId},
    desk::{
        invite::leave::{self, LeaveError},
        team::{Availability, availability},
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        layout::{agent_avatar, chat_path, icon, icon_sm},
        request::{AsAgent, Ask},
    },
};

/// The question. Without any script it stands on a page.
pub(super) async fn ask(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let chat = screen::read_chat(&ask, &agent, id).await?;
    if !chat.is_owner() || chat.participants.is_empty() {
        return Err(LeaveError::LastInside.into());
    }
    if ask.is_fragment() {
        return answer::page(dialog(&chat, false, None));
    }
    let dialog = dialog(&chat, true, None);
    screen::with_on_top(&ask, &agent, id, StatusCode::OK, dialog).await
}

#[derive(Deserialize)]
struct Typed {
    successor: Option<AgentId>,
}

/// The agent leaves.
pub(super) async fn go(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Typed { successor } = ask.form().await?;
    let who = agent.agent.clone();
    let outcome = ask
        .house
        .db
        .write::<_, LeaveError>(move |tx| leave::leave(tx, &who, id, successor))
        .await;
    match outcome {
        Ok(_) => see_other(&chat_path(id)),
        Err(error) => {
            let is_about_whom = matches!(error, LeaveError::NoSuccessor | LeaveError::NotAmongThem);
            let refusal = Refusal::from(error);
            let chat = screen::read_chat(&ask, &agent, id).await?;
            if ask.is_fragment() || !is_about_whom || chat.participants.is_empty() {
                return Err(refusal);
            }
            let sentence = refusal.sentence(agent.lang);
            let dialog = dialog(&chat, true, Some(&sentence));
            screen::with_on_top(&ask, &agent, id, refusal.status, dialog).await
        }
    }
}

fn dialog(chat: &Chat, is_open: bool, wrong: Option<&str>) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    let shown = |id: AgentId| {
        let known = chat.colleagues.iter().find(|one| one.agent.id == id);
        known
            .filter(|one| availability::is_present(&one.agent, chat.now))
            .map_or(Availability::Offline, |one| one.agent.availability)
    };
    // Who is there is the better choice.
    let first = chat
        .participants
        .iter()
        .find(|face| shown(face.id) != Availability::Offline)
        .or(chat.participants.first())
        .map(|face| face.id);
    html! {
        dialog."dialog dialog--sm" #leave-dialog open[is_open] aria-labelledby="leave-title" {
            form.contents method="post" action={ (path) "/leave" } data-leave-form {
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #leave-title { (t!(lang, "leave-title", name = &name_of(chat))) }
                        p."dialog__sub" { (t!(lang, "leave-sub")) }
                    }
                    a.iconbtn href=(path) data-close aria-label=(t!(lang, "leave-stay")) { (icon("x")) }
                }
                div."dialog__body" {
                    fieldset.field {
                        legend."field__label" { (t!(lang, "leave-to")) }
                        div.tiles {
                            @for face in &chat.participants {
                                label.tile {
                                    input type="radio" name="successor" value=(face.id) checked[first == Some(face.id)] autofocus[first == Some(face.id)];
                                    (agent_avatar(face.id, &face.name, "sm", Some(shown(face.id)))) bdi { (face.name) }
                                }
                            }
                        }
                    }
                    p.small.muted { (t!(lang, "leave-else")) }
                    p."field__error" #leave-wrong role="alert" hidden[wrong.is_none()] { (icon_sm("circle-alert")) span { (wrong.unwrap_or_default()) } }
                }
                footer."dialog__foot" {
                    span.push {
                        a.btn href=(path) data-close { (t!(lang, "leave-stay")) }
                        button."btn btn--primary" { (t!(lang, "leave-do")) }
                    }
                }
            }
        }
    }
}
