//! That a visitor types, and where the site has it on, what: to the agents who have the chat in front of
//! them (BEHAVIOUR 14). Nothing of it is written anywhere.

use serde::Deserialize;

use crate::{
    base::id::ConversationId,
    db::DbError,
    desk::{
        conversation::{self, State},
        preview,
    },
    live::Typist,
    web::{
        answer::{Refusal, Reply, done, ok},
        limits::{Act, strangers},
        request::{AsAgent, Ask, Visitor},
        router::{Route, agent, post, visitor},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/visitor/typing", visitor(type_)),
        post("/api/v1/agent/conversations/{id}/look", agent(look)),
    ]
}

#[derive(Default, Deserialize)]
struct Typed {
    /// What is being typed; empty when it was sent or deleted. Absent: that somebody types, and no more.
    text: Option<String>,
}

async fn type_(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let typed: Option<Typed> = ask.json().await?;
    let Typed { text } = typed.unwrap_or_default();
    if let Some(text) = &text
        && text.len() > preview::MOST_BYTES
    {
        return Err(Refusal::bad("preview-too-long").with("length", text.len()));
    }
    let open = ask
        .house
        .db
        .peek::<_, DbError>(|reader| conversation::open_of(reader, visitor.identity))?;
    let Some(conversation) = open.filter(|open| open.state != State::Fresh) else {
        return done();
    };
    let now = ask.house.db.clock().now();
    let hub = &ask.house.hub;
    match text {
        Some(text) if hub.is_looked_at(conversation.id, now) => {
            let (agents, text) = ask.house.db.peek::<_, DbError>(|reader| {
                Ok((
                    preview::onlookers(reader, &conversation)?,
                    preview::shown(reader, &text)?,
                ))
            })?;
            hub.preview(conversation.id, &agents, &text, now);
        }
        Some(text) if text.is_empty() => {}
        Some(_) | None => {
            hub.typing(conversation.id, visitor.identity, Typist::Customer, now);
        }
    }
    done()
}

#[derive(Deserialize)]
struct Looks {
    /// `false` when the chat is no longer in front of them.
    #[serde(default = "yes")]
    open: bool,
}

fn yes() -> bool {
    true
}

/// An agent has a chat in front of them. Answers whether they see what its customer is typing; to be said
/// again within twenty seconds as long as that is so.
async fn look(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let looks: Option<Looks> = ask.json().await?;
    let open = looks.is_none_or(|looks| looks.open);
    let (identity, agents) = ask.house.db.peek::<_, Refusal>(|reader| {
        let conversation = conversation::by_id(reader, id)?.ok_or_else(Refusal::not_found)?;
        let agents = preview::onlookers(reader, &conversation)?;
        Ok((conversation.identity, agents))
    })?;
    let sees = agents.contains(&agent.id);
    let now = ask.house.db.clock().now();
    ask.house
        .hub
        .look(id, identity, agent.id, open && sees, now);
    ok(&serde_json::json!({ "preview": sees }))
}
