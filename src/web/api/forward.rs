//! Handing conversations on, by programs.

use serde::{Deserialize, Serialize};

use super::conversations::{record, shown};
use crate::{
    base::id::{AgentId, ConversationId, ForwardTypeId, QueueId},
    db::DbError,
    desk::forward::{self, ForwardError, To, Wall, Wish, kind},
    web::{
        answer::{Refusal, Reply, ok},
        request::{AsAgent, Ask},
        router::{Route, agent, get, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/agent/conversations/{id}/forward", agent(hand_on)),
        post("/api/v1/agent/conversations/{id}/escalate", agent(escalate)),
        get("/api/v1/agent/forward-types", agent(types)),
    ]
}

#[derive(Serialize)]
struct Type {
    id: ForwardTypeId,
    name: String,
    icon: String,
}

/// What a conversation can be handed on for.
async fn types(ask: Ask, _: AsAgent) -> Reply {
    let kinds = ask.house.db.read::<_, DbError>(kind::offered).await?;
    let types: Vec<Type> = kinds
        .into_iter()
        .map(|kind::Kind { id, name, icon }| Type { id, name, icon })
        .collect();
    ok(&serde_json::json!({ "forward_types": types }))
}

/// All fields may be absent: then it waits for everybody.
#[derive(Deserialize)]
pub(super) struct Body {
    queue_id: Option<QueueId>,
    agent_id: Option<AgentId>,
    /// Date and time on the wall, with `due_zone`.
    due_local: Option<String>,
    due_zone: Option<String>,
    type_id: Option<ForwardTypeId>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    keeps_date: bool,
    #[serde(default)]
    at_opening: bool,
}

impl Body {
    pub(super) fn wish(self) -> Result<Wish, Refusal> {
        let to = match (self.queue_id, self.agent_id) {
            (None, None) => To::Everybody,
            (Some(queue), None) => To::Queue(queue),
            (None, Some(agent)) => To::Agent(agent),
            (Some(_), Some(_)) => return Err(Refusal::bad("forward-two-ways")),
        };
        let later = match (self.due_local, self.due_zone) {
            (None, None) => None,
            (Some(local), Some(zone)) => Some(Wall { local, zone }),
            (Some(_), None) => return Err(Refusal::bad("forward-no-zone")),
            (None, Some(_)) => return Err(Refusal::bad("forward-no-time")),
        };
        Ok(Wish {
            to,
            later,
            kind: self.type_id,
            note: self.note,
            keeps_date: self.keeps_date,
            at_opening: self.at_opening,
        })
    }
}

async fn hand_on(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let body: Body = ask.json().await?;
    let wish = body.wish()?;
    let left = ask
        .house
        .db
        .write::<_, ForwardError>(move |tx| {
            let conversation = forward::forward(tx, &agent, id, &wish)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

async fn escalate(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let left = ask
        .house
        .db
        .write::<_, ForwardError>(move |tx| {
            let conversation = forward::escalate(tx, &agent, id)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}
