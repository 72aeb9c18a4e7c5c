//! Files by API: sent before the message that carries them, fetched by whoever may see it.

use http::StatusCode;
use serde::Deserialize;

use crate::{
    base::id::ConversationId,
    db::DbError,
    desk::{
        agent_identity,
        allowance::Allowance,
        attachment::{Uploader, read, rule},
        block,
    },
    web::{
        answer::{Refusal, Reply, done, json},
        files::{arrive, leave},
        limits::{Act, strangers},
        request::{AsAgent, Ask, Visitor},
        router::{Route, agent, anybody, get, post, visitor},
    },
    wire::{self, File},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/visitor/files", visitor(upload_by_visitor)),
        get("/api/v1/visitor/files/{id}", visitor(download_by_visitor)),
        get("/api/v1/faces/{id}", anybody(face)),
        post("/api/v1/agent/files", agent(upload_by_agent)),
        get("/api/v1/agent/files/{id}", agent(download_by_agent)),
    ]
}

async fn upload_by_visitor(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Upload, visitor)?;
    let (allowance, is_blocked) = ask.house.db.peek::<_, DbError>(|reader| {
        let allowance = rule::for_customers(reader, visitor.channel)?;
        Ok((allowance, block::holds(reader, visitor.customer)?))
    })?;
    if is_blocked {
        return Err(Refusal::new(StatusCode::FORBIDDEN, "blocked"));
    }
    let allowance = allowance.ok_or_else(Refusal::not_found)?;
    // One that does not say how large it is may be as large as any.
    let size = match ask.announced() {
        0 => allowance.largest(),
        announced => announced.min(allowance.largest()),
    };
    strangers::count_together(&ask, &[(Act::Bytes, size)], visitor)?;
    let uploader = Uploader::Customer(visitor.identity);
    // The relay says it again where the house was cut off before it could say that it has it.
    if let Some(id) = ask.late.as_ref().and_then(|late| late.file.clone())
        && ask
            .house
            .db
            .peek::<_, DbError>(|reader| read::for_customer(reader, visitor.identity, &id))?
            .is_some()
    {
        arrive::pass_over(&mut ask).await?;
        return done();
    }
    let attachment = arrive::take(&mut ask, uploader, &allowance).await?;
    json(
        StatusCode::CREATED,
        &File::new(&attachment, wire::visitor::FILES),
    )
}

async fn download_by_visitor(ask: Ask, visitor: Visitor) -> Reply {
    let id: String = ask.place("id")?;
    let attachment = ask
        .house
        .db
        .peek::<_, DbError>(|reader| read::for_customer(reader, visitor.identity, &id))?
        .ok_or_else(Refusal::not_found)?;
    leave::send(&ask, &attachment).await
}

/// A picture that customers see of the team: every visitor may, and whoever guesses 128 bits.
async fn face(ask: Ask) -> Reply {
    let id: String = ask.place("id")?;
    let picture = ask
        .house
        .db
        .peek::<_, DbError>(|reader| match agent_identity::shows(reader, &id)? {
            true => read::for_team(reader, &id),
            false => Ok(None),
        })?
        .ok_or_else(Refusal::not_found)?;
    leave::send(&ask, &picture).await
}

/// Where a file is going to be sent, so that what its channel refuses is refused at once.
#[derive(Deserialize)]
struct For {
    conversation_id: Option<ConversationId>,
}

async fn upload_by_agent(mut ask: Ask, agent: AsAgent) -> Reply {
    let allowance = match ask.query::<For>()?.conversation_id {
        Some(id) => ask
            .house
            .db
            .peek::<_, DbError>(|reader| rule::for_team(reader, id))?
            .ok_or_else(Refusal::not_found)?,
        None => Allowance::default(),
    };
    let uploader = Uploader::Agent(agent.id);
    let attachment = arrive::take(&mut ask, uploader, &allowance).await?;
    json(
        StatusCode::CREATED,
        &File::new(&attachment, wire::agent::FILES),
    )
}

async fn download_by_agent(ask: Ask, _agent: AsAgent) -> Reply {
    let id: String = ask.place("id")?;
    let attachment = ask
        .house
        .db
        .peek::<_, DbError>(|reader| read::for_team(reader, &id))?
        .ok_or_else(Refusal::not_found)?;
    leave::send(&ask, &attachment).await
}
