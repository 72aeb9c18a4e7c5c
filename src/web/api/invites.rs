//! Asking colleagues into a chat, their answer, and leaving it again.

use serde::Deserialize;

use super::conversations::{record, shown};
use crate::{
    base::id::{AgentId, ConversationId, InviteId},
    desk::invite::{
        self, AnswerError, AskError,
        leave::{self, LeaveError},
    },
    web::{
        answer::{Reply, ok},
        request::{AsAgent, Ask},
        router::{Route, agent, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/agent/conversations/{id}/invite", agent(ask_in)),
        post("/api/v1/agent/conversations/{id}/leave", agent(go)),
        post("/api/v1/agent/invites/{id}/accept", agent(accept)),
        post("/api/v1/agent/invites/{id}/reject", agent(reject)),
    ]
}

#[derive(Deserialize)]
struct Whom {
    agent_id: AgentId,
    #[serde(default)]
    note: String,
}

/// Asks a colleague in. A repeat answers the request that is open.
async fn ask_in(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Whom { agent_id, note } = ask.json().await?;
    let invite = ask
        .house
        .db
        .write::<_, AskError>(move |tx| invite::ask(tx, &agent, id, agent_id, &note))
        .await?;
    ok(&invite.told())
}

async fn accept(ask: Ask, agent: AsAgent) -> Reply {
    let id: InviteId = ask.place("id")?;
    let left = ask
        .house
        .db
        .write::<_, AnswerError>(move |tx| {
            let conversation = invite::accept(tx, &agent, id)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

#[derive(Default, Deserialize)]
struct Why {
    #[serde(default)]
    reason: String,
}

async fn reject(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: InviteId = ask.place("id")?;
    let Why { reason } = ask.json::<Option<Why>>().await?.unwrap_or_default();
    let invite = ask
        .house
        .db
        .write::<_, AnswerError>(move |tx| invite::reject(tx, &agent, id, &reason))
        .await?;
    ok(&invite.told())
}

#[derive(Default, Deserialize)]
struct Successor {
    successor_id: Option<AgentId>,
}

async fn go(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Successor { successor_id } = ask.json::<Option<Successor>>().await?.unwrap_or_default();
    let left = ask
        .house
        .db
        .write::<_, LeaveError>(move |tx| {
            let conversation = leave::leave(tx, &agent, id, successor_id)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}
