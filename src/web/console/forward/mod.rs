//! Handing the open chat on: the question for whom, when and why, and one click to a supervisor.

mod dialog;
pub(super) mod hand_over;
pub(super) mod shown;

use http::StatusCode;

use super::screen;
use crate::{
    base::id::ConversationId,
    db::DbError,
    desk::{
        conversation::State,
        forward::{self, Choices, ForwardError},
    },
    web::{
        answer::{self, Refusal, Reply, see_other},
        forwarding::Typed,
        layout::chat_path,
        request::{AsAgent, Ask},
        router::{Route, agent, get, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/console/{id}/forward", agent(ask_whom)),
        post("/console/{id}/forward", agent(hand_on)),
        post("/console/{id}/escalate", agent(escalate)),
        get("/console/hand-over", agent(hand_over::sheet)),
        post("/console/hand-over", agent(hand_over::go_offline)),
    ]
}

async fn choices(ask: &Ask, agent: &AsAgent, id: ConversationId) -> Result<Choices, Refusal> {
    let who = agent.agent.clone();
    Ok(ask
        .house
        .db
        .read::<_, DbError>(move |reader| forward::choices(reader, &who, id))
        .await?)
}

/// The question. Without our script it stands on a page, with the zones to choose from.
async fn ask_whom(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    if !ask.is_fragment() {
        return on_page(&ask, &agent, id, StatusCode::OK, None).await;
    }
    let chat = screen::read_chat(&ask, &agent, id).await?;
    let choices = choices(&ask, &agent, id).await?;
    answer::page(dialog::dialog(&chat, &choices, false, None))
}

async fn on_page(
    ask: &Ask,
    agent: &AsAgent,
    id: ConversationId,
    status: StatusCode,
    wrong: Option<&str>,
) -> Reply {
    let chat = screen::read_chat(ask, agent, id).await?;
    let choices = choices(ask, agent, id).await?;
    let dialog = dialog::dialog(&chat, &choices, true, wrong);
    screen::show(ask, agent, Some(id), status, Some(dialog)).await
}

async fn hand_on(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let outcome = match typed.wish(ask.house.db.clock().now()) {
        Ok(wish) => {
            let who = agent.agent.clone();
            ask.house
                .db
                .write::<_, Refusal>(move |tx| {
                    let chat = crate::desk::conversation::by_id(tx, id)?;
                    let was_open =
                        chat.is_some_and(|chat| matches!(chat.state, State::Active { .. }));
                    forward::forward(tx, &who, id, &wish)?;
                    Ok(was_open)
                })
                .await
        }
        Err(refusal) => Err(refusal),
    };
    match outcome {
        // Whoever had it has done with it; who looked on goes on looking.
        Ok(true) => see_other("/console"),
        Ok(false) => see_other(&chat_path(id)),
        Err(refusal) if ask.is_fragment() || refusal.status != StatusCode::BAD_REQUEST => {
            Err(refusal)
        }
        Err(refusal) => {
            let sentence = refusal.sentence(agent.lang);
            on_page(&ask, &agent, id, refusal.status, Some(&sentence)).await
        }
    }
}

/// Brings the chat before a supervisor.
async fn escalate(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, ForwardError>(move |tx| forward::escalate(tx, &who, id))
        .await?;
    see_other("/console")
}
