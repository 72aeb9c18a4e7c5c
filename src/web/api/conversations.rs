//! Agents' conversations: read, claim, write, hand on, close.

use serde::Deserialize;

use super::{
    streams,
    visitor::{Range, Write, said},
};
use crate::{
    base::{
        id::{AgentId, ChatTypeId, ConversationId, MessageId, ReasonId},
        text,
    },
    db::{DbError, Reader},
    desk::{
        agent_identity,
        amend::{self, AmendError},
        bot,
        channel::ChannelKind,
        closing::{close, reopen},
        conversation::{
            self, Cause, Conversation, Priority, Record, message, participant,
            priority::{self, PriorityError},
            receipt::{self, Eyes},
            say,
        },
        dispatch,
        oversight::LONGEST_REASON,
        routing::offer,
        search,
        waitlist::{claim, give},
    },
    live::{Owner, Typist},
    web::{
        answer::{Refusal, Reply, done, ok},
        fresh,
        request::{AsAgent, AsSupervisor, Ask, Via},
        router::{Route, agent, get, post, supervisor},
    },
    wire,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/agent/conversations/{id}", agent(one)),
        get("/api/v1/agent/conversations/{id}/messages", agent(messages)),
        post("/api/v1/agent/conversations/{id}/messages", agent(write)),
        post("/api/v1/agent/conversations/{id}/comments", agent(comment)),
        post("/api/v1/agent/messages/{id}/edit", agent(edit)),
        post("/api/v1/agent/messages/{id}/unsend", agent(unsend)),
        post("/api/v1/agent/messages/{id}/retry", agent(retry)),
        post("/api/v1/agent/conversations/{id}/claim", agent(take)),
        post("/api/v1/agent/conversations/{id}/decline", agent(decline)),
        post("/api/v1/agent/conversations/{id}/release", agent(release)),
        post("/api/v1/agent/conversations/{id}/assign", agent(assign)),
        post(
            "/api/v1/agent/conversations/{id}/priority",
            agent(set_priority),
        ),
        post("/api/v1/agent/conversations/{id}/close", agent(end)),
        post("/api/v1/agent/conversations/{id}/reopen", agent(go_on)),
        post("/api/v1/agent/conversations/{id}/typing", agent(typing)),
        post("/api/v1/agent/conversations/{id}/read", agent(read)),
        post("/api/v1/agent/next", agent(next)),
        get("/api/v1/agent/messages", supervisor(export)),
        get("/api/v1/agent/search", agent(find)),
        get("/api/v1/agent/events", agent(events)),
    ]
}

/// A conversation by itself, as its acts answer it.
pub(super) fn shown(record: &Record) -> Reply {
    ok(&wire::agent::ConversationShape::new(record))
}

/// What an act left behind, read in its own transaction.
pub(super) fn record(reader: &Reader<'_>, conversation: &Conversation) -> Result<Record, DbError> {
    let tags = conversation::tags_of(reader, conversation.customer)?;
    Ok(Record {
        participants: participant::of(reader, conversation.id)?,
        ..conversation.record(Cause::Changed, tags)
    })
}

async fn one(ask: Ask, _agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let found = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let conversation = conversation::by_id(reader, id)?.ok_or_else(Refusal::not_found)?;
            Ok(record(reader, &conversation)?)
        })
        .await?;
    shown(&found)
}

async fn messages(ask: Ask, _agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let range: Range = ask.query()?;
    let (after, limit) = (range.after.unwrap_or(MessageId(0)), range.limit());
    let rows = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            conversation::by_id(reader, id)?.ok_or_else(Refusal::not_found)?;
            Ok(message::of_conversation(reader, id, after, limit + 1)?)
        })
        .await?;
    page_of(rows, limit)
}

fn page_of(mut rows: Vec<message::Entry>, limit: usize) -> Reply {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_after = more.then(|| rows.last().map(message::Entry::id)).flatten();
    let messages: Vec<_> = rows.iter().map(wire::agent::MessageShape::new).collect();
    ok(&serde_json::json!({ "messages": messages, "next_after": next_after }))
}

async fn write(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let key = ask.idempotency_key()?;
    let body: Write = ask.json().await?;
    let seen = body.seen;
    let anyway = body.send_anyway.then(|| agent.origin(&ask));
    let draft = body.draft(key)?;
    let outcome = ask
        .house
        .db
        .write::<_, say::SayError>(move |tx| match &anyway {
            Some(origin) => say::by_agent_anyway(tx, &agent, id, &draft, seen, origin),
            None => say::by_agent(tx, &agent, id, &draft, seen),
        })
        .await?;
    said(outcome)
}

async fn comment(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let key = ask.idempotency_key()?;
    let body: Write = ask.json().await?;
    let draft = body.draft(key)?;
    let outcome = ask
        .house
        .db
        .write::<_, say::SayError>(move |tx| say::comment(tx, &agent, id, &draft))
        .await?;
    said(outcome)
}

#[derive(Deserialize)]
struct Edit {
    text: String,
    #[serde(default)]
    send_anyway: bool,
}

async fn edit(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let Edit { text, send_anyway } = ask.json().await?;
    let origin = send_anyway.then(|| agent.origin(&ask));
    let message = ask
        .house
        .db
        .write::<_, AmendError>(move |tx| {
            amend::edit(tx, &agent, id, &text, say::Clearance::of(origin.as_ref()))
        })
        .await?;
    ok(&wire::agent::MessageShape::of_message(&message))
}

async fn unsend(ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let message = ask
        .house
        .db
        .write::<_, AmendError>(move |tx| amend::unsend(tx, &agent, id))
        .await?;
    ok(&wire::agent::MessageShape::of_message(&message))
}

async fn retry(ask: Ask, _: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let message = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            dispatch::retry(tx, id)?;
            match message::by_id(tx, id)? {
                Some(message::Entry::Message(message)) => Ok(message),
                Some(message::Entry::Comment(_)) | None => Err(Refusal::not_found()),
            }
        })
        .await?;
    ok(&wire::agent::MessageShape::of_message(&message))
}

async fn take(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let key = ask.idempotency_key()?;
    let left = ask
        .house
        .db
        .write::<_, claim::ClaimError>(move |tx| {
            let conversation = bot::claim(tx, &agent, id, key.as_deref())?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

/// Claims the first in line; `{"conversation": null}` when nobody waits.
async fn next(ask: Ask, agent: AsAgent) -> Reply {
    let key = ask.idempotency_key()?;
    let left = ask
        .house
        .db
        .write::<_, claim::ClaimError>(move |tx| {
            let conversation = claim::claim_next(tx, &agent, key.as_deref())?;
            Ok(conversation
                .map(|conversation| record(tx, &conversation))
                .transpose()?)
        })
        .await?;
    let shape = left.as_ref().map(wire::agent::ConversationShape::new);
    ok(&serde_json::json!({ "conversation": shape }))
}

/// Passes by what is held for the caller: it goes on to the next.
async fn decline(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let left = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            offer::decline(tx, &agent, id)?;
            let conversation = conversation::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

async fn release(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let left = ask
        .house
        .db
        .write::<_, give::GiveError>(move |tx| {
            let conversation = give::release(tx, &agent, id)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

#[derive(Deserialize)]
struct Assign {
    agent_id: AgentId,
    /// Why; it stands in the chat, for the team alone.
    reason: Option<String>,
}

async fn assign(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let body: Assign = ask.json().await?;
    let reason = text::clean_line(&body.reason.unwrap_or_default(), LONGEST_REASON);
    let left = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            if !reason.is_empty() && !give::is_served_by(tx, id, body.agent_id)? {
                // While the chat is still theirs, it is addressed to them.
                let why = say::Draft {
                    text: reason.clone(),
                    ..say::Draft::default()
                };
                say::comment(tx, &agent, id, &why)?;
            }
            let conversation = give::assign(tx, &agent, id, body.agent_id)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

#[derive(Deserialize)]
struct SetPriority {
    priority: Priority,
}

async fn set_priority(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let body: SetPriority = ask.json().await?;
    let left = ask
        .house
        .db
        .write::<_, PriorityError>(move |tx| {
            let conversation = priority::set(tx, &agent, id, body.priority)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

/// All fields may be absent. A program that closes without a reason is not asked for one.
#[derive(Deserialize)]
struct Close {
    chat_type_id: Option<ChatTypeId>,
    reason_id: Option<ReasonId>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    survey: bool,
}

async fn end(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let body: Close = ask.json().await?;
    let answers = close::Answers {
        chat_type: body.chat_type_id,
        reason: body.reason_id,
        note: body.note,
        survey: body.survey,
        ..close::Answers::default()
    };
    let left = ask
        .house
        .db
        .write::<_, close::CloseError>(move |tx| {
            let conversation = close::by_agent(tx, &agent, id, &answers)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

async fn go_on(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let left = ask
        .house
        .db
        .write::<_, reopen::ReopenError>(move |tx| {
            let conversation = reopen::reopen(tx, &agent, id)?;
            Ok(record(tx, &conversation)?)
        })
        .await?;
    shown(&left)
}

async fn typing(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let conversation = ask
        .house
        .db
        .peek::<_, DbError>(|reader| conversation::by_id(reader, id))?
        .ok_or_else(Refusal::not_found)?;
    let face = ask
        .house
        .db
        .peek::<_, DbError>(|reader| agent_identity::face(reader, &agent, id))?;
    let who = Typist::Agent(face.id, face.shown_name());
    let now = ask.house.db.clock().now();
    ask.house.hub.typing(id, conversation.identity, who, now);
    if conversation.channel_kind != ChannelKind::WebChat {
        let office = ask.house.office.clone();
        tokio::spawn(async move { office.typing(id).await });
    }
    done()
}

#[derive(Deserialize)]
struct Seen {
    message_id: MessageId,
    /// Not in the chat itself, but beside a list.
    #[serde(default)]
    preview: bool,
}

async fn read(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let body: Seen = ask.json().await?;
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            conversation::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            let eyes = if body.preview {
                Eyes::Preview
            } else {
                Eyes::Chat
            };
            Ok(receipt::agent_looked(
                tx,
                agent.id,
                id,
                body.message_id,
                eyes,
            )?)
        })
        .await?;
    done()
}

async fn export(ask: Ask, supervisor: AsSupervisor) -> Reply {
    // A program has its token from a password, and names it itself; a browser that was left open sends its cookie unasked.
    if ask.bearer().is_none() {
        fresh::check(&ask, &supervisor)?;
    }
    let range: Range = ask.query()?;
    let (after, limit) = (range.after.unwrap_or(MessageId(0)), range.limit());
    let rows = ask
        .house
        .db
        .read::<_, DbError>(move |reader| message::all(reader, after, limit + 1))
        .await?;
    page_of(rows, limit)
}

#[derive(Deserialize)]
struct Find {
    #[serde(default)]
    q: String,
    sort: Option<String>,
    /// The last hit of the page before this one.
    after: Option<MessageId>,
    limit: Option<usize>,
}

/// Characters of a search that count.
const MOST_SOUGHT: usize = 200;

async fn find(ask: Ask, _agent: AsAgent) -> Reply {
    let query: Find = ask.query()?;
    let limit = query.limit.unwrap_or(20).clamp(1, 100);
    let order = match query.sort.as_deref() {
        None | Some("newest") => search::Order::Newest,
        Some("rank") => search::Order::Rank,
        Some(_) => return Err(Refusal::bad("bad-query")),
    };
    // Hundreds of words at once would keep a reader busy for minutes; the Chats page asks for no more, either.
    let words: String = query.q.chars().take(MOST_SOUGHT).collect();
    ask.house.complete_index().await?;
    let mut hits = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            search::search(reader, &words, order, query.after, limit + 1)
        })
        .await?;
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next_after = more
        .then(|| hits.last().map(|hit| hit.entry.id()))
        .flatten();
    let messages: Vec<_> = hits
        .iter()
        .map(|hit| wire::agent::MessageShape::new(&hit.entry))
        .collect();
    ok(&serde_json::json!({ "messages": messages, "next_after": next_after }))
}

async fn events(ask: Ask, agent: AsAgent) -> Reply {
    let owner = Owner::Agent {
        agent: agent.id,
        session: agent.session(),
        key: match agent.via {
            Via::Key(key, _) => Some(key),
            Via::Session(_) => None,
        },
    };
    let answer = streams::open(&ask, owner, None).await?;
    ask.house.look_who_is_here();
    Ok(answer)
}
