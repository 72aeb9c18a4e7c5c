//! As whom the agent writes in a chat, where there is a choice.

use maud::{Markup, html};
use serde::Deserialize;

use super::chat::Chat;
use crate::{
    base::id::{AgentIdentityId, ConversationId},
    desk::conversation::wear,
    t,
    web::{
        answer::{Refusal, Reply, done, see_other},
        layout::{chat_path, icon_xs},
        request::{AsAgent, Ask},
    },
};

/// The choice, above the editor. A form of its own: what is being written is not touched by it.
pub(super) fn choice(chat: &Chat) -> Markup {
    let (choices, worn) = &chat.wearing;
    let lang = chat.agent.lang;
    let id = worn.as_ref().map(|mask| mask.id);
    let own = chat.agent.face();
    html! {
        @if choices.is_a_choice() {
            form.wearing #wearing method="post" action={ (chat_path(chat.conversation.id)) "/identity" } {
                label.xs for="wearing-as" { (icon_xs("id-card")) (t!(lang, "wearing-as")) }
                select.select."select--sm" #wearing-as name="identity" data-worn=(id.map_or(String::new(), |id| id.to_string())) dir="auto" {
                    @if choices.own { option value="" selected[id.is_none()] { (own.public_name) } }
                    @for mask in &choices.masks { option value=(mask.id) selected[id == Some(mask.id)] { (mask.name) } }
                }
                noscript { button."btn btn--sm" { (t!(lang, "save")) } }
            }
        } @else if let Some(mask) = worn {
            p.wearing.xs.muted { (icon_xs("id-card")) (t!(lang, "wearing-as")) " " bdi { (mask.name) } }
        }
    }
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    identity: String,
}

pub(super) async fn choose(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Chosen { identity } = ask.form().await?;
    let identity = match identity.as_str() {
        "" => None,
        number => {
            let number = number.parse().map_err(|_| Refusal::bad("bad-form"))?;
            Some(AgentIdentityId(number))
        }
    };
    let who = agent.agent.clone();
    ask.house
        .db
        .write(move |tx| wear::wear(tx, &who, id, identity))
        .await?;
    if ask.is_fragment() {
        return done();
    }
    see_other(&chat_path(id))
}
