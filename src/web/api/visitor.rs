//! The visitor's side: what the widget calls.

use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{own_copy, streams, visit::Page};
use crate::{
    base::{
        id::{ConversationId, MessageId},
        lang::Lang,
        text::is_email,
    },
    db::{DbError, Reader},
    desk::{
        agent_identity,
        arrival::{self, Greeting},
        attachment::{self, Uploader},
        channel,
        closing::{close, survey},
        conversation::{self, Cause, consent, message, receipt, say},
        customer::{
            self,
            proof::{Claim, Unproven},
            visitor,
        },
        intake, opening,
        privacy::withdrawal::{self, WithdrawError},
    },
    live::Owner,
    t,
    web::{
        answer::{Refusal, Reply, done, json, ok},
        limits::{Act, strangers},
        request::{Ask, Visitor},
        router::{Route, anybody, get, post, ticket_holder, visitor},
        tickets,
    },
    wire,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/visitor/sessions", anybody(begin)),
        get("/api/v1/visitor/me", visitor(me)),
        post("/api/v1/visitor/messages", visitor(write)),
        get("/api/v1/visitor/messages", visitor(history)),
        get("/api/v1/visitor/transcript", visitor(own_copy::give)),
        post("/api/v1/visitor/transcript", visitor(own_copy::mail)),
        get("/api/v1/visitor/events", ticket_holder(events)),
        post("/api/v1/visitor/ticket", visitor(ticket)),
        post("/api/v1/visitor/receipts", visitor(receipts)),
        post("/api/v1/visitor/close", visitor(leave)),
        post("/api/v1/visitor/consent/withdrawal", visitor(withdraw)),
        post("/api/v1/visitor/rating", visitor(rate)),
    ]
}

#[derive(Deserialize)]
struct Begin {
    site: Option<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    referrer: String,
    /// The way taken through the site before, oldest first.
    #[serde(default)]
    pages: Vec<Page>,
    /// Whether the visitor agreed that these are told.
    consent: Option<bool>,
    #[serde(default)]
    language: String,
    identity: Option<IdentityClaim>,
}

#[derive(Deserialize)]
struct IdentityClaim {
    #[serde(default)]
    id: String,
    #[serde(default)]
    hash: String,
    /// Until when the word is good, in seconds.
    until: Option<i64>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

#[derive(Serialize)]
struct Begun<'a> {
    token: &'a str,
    visitor_id: crate::base::id::CustomerId,
    conversation_id: ConversationId,
    verified: bool,
    /// Why the site's word for who this is was not believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_refused: Option<String>,
}

async fn begin(mut ask: Ask) -> Reply {
    strangers::count_coming(&ask)?;
    let body: Begin = ask.json().await?;
    let channel = ask
        .house
        .db
        .read::<_, DbError>(move |reader| match body.site.as_deref() {
            Some(site) => channel::by_site_key(reader, site),
            // A house with one site need not be told which.
            None => Ok(channel::all(reader)?.into_iter().next()),
        })
        .await?
        .filter(|channel| channel.paused_at.is_none())
        .ok_or_else(Refusal::not_found)?;
    strangers::count_begun(&ask, channel.id)?;
    let known = body.identity.as_ref();
    let first = |own: String, claimed: Option<&String>| {
        if own.is_empty() {
            claimed.cloned().unwrap_or_default()
        } else {
            own
        }
    };
    let email = first(body.email, known.map(|known| &known.email));
    if !email.is_empty() && !is_email(&email) {
        return Err(Refusal::bad("bad-email"));
    }
    // Where they came to the site from is told by the first page; later ones came from each other.
    let referrer = match body.pages.first() {
        Some(page) if !page.referrer.is_empty() => page.referrer.clone(),
        _ => body.referrer,
    };
    let greeting = Greeting {
        name: first(body.name, known.map(|known| &known.name)),
        email,
        page: body.page,
        pages: body.pages.into_iter().map(Page::step).collect(),
        referrer,
        consent: body.consent,
        language: body.language,
        user_agent: ask.device(),
        address: ask.address.to_string(),
        claim: body.identity.map(|claim| Claim {
            id: claim.id,
            hash: claim.hash,
            until: claim.until,
        }),
        token: ask.late.as_ref().and_then(|late| late.token.clone()),
    };
    let begun = ask
        .house
        .db
        .write::<_, DbError>(move |tx| match &greeting.token {
            // The relay says it again where the house was cut off before it could say that it knows.
            Some(token) if visitor::resolve(tx, token.hash())?.is_some() => Ok(None),
            Some(_) | None => arrival::begin(tx, &channel, &greeting).map(Some),
        })
        .await?;
    let Some(begun) = begun else { return done() };
    json(
        StatusCode::CREATED,
        &Begun {
            token: begun.token.expose(),
            visitor_id: begun.customer,
            conversation_id: begun.conversation,
            verified: begun.verified,
            identity_refused: begun.unproven.map(|why| refused(ask.lang(), why)),
        },
    )
}

fn refused(lang: Lang, why: Unproven) -> String {
    match why {
        Unproven::Wrong => t!(lang, "identity-refused-wrong"),
        Unproven::Undated => t!(lang, "identity-refused-undated"),
        Unproven::Expired => t!(lang, "identity-refused-expired"),
        Unproven::TooLong => t!(lang, "identity-refused-early"),
        Unproven::Used => t!(lang, "identity-refused-used"),
    }
    .into_owned()
}

async fn me(ask: Ask, visitor: Visitor) -> Reply {
    let lines = ask.house.lines.clone();
    ask.house
        .db
        .read(move |reader| {
            let conversation = conversation::latest_of(reader, visitor.identity)?;
            let agent_read_id = match &conversation {
                Some(conversation) => receipt::owner_read(reader, conversation.id)?,
                None => MessageId(0),
            };
            let line = match &conversation {
                Some(conversation) => lines.of(reader, conversation)?,
                None => None,
            };
            let mut record =
                conversation.map(|conversation| conversation.record(Cause::Changed, Vec::new()));
            if let Some(record) = &mut record
                && let Some(agent) = &mut record.agent
            {
                agent.mask = agent_identity::worn(reader, agent.id, record.id)?.map(Box::new);
            }
            let mut shape =
                serde_json::json!(record.as_ref().map(wire::visitor::ConversationShape::from));
            if shape.is_object() {
                shape["agent_read_id"] = serde_json::json!(agent_read_id);
                shape["line"] = serde_json::json!(line);
            }
            let customer = customer::by_id(reader, visitor.customer)?;
            let channel =
                channel::by_id(reader, visitor.channel)?.ok_or_else(Refusal::not_found)?;
            let opening = opening::of_queue(reader, channel.queue)?;
            let answer = serde_json::json!({
                "visitor_id": visitor.customer,
                "name": customer.map(|customer| customer.name).unwrap_or_default(),
                "conversation": shape,
                "online": opening.is_open,
                "opens": opening.opens,
            });
            Ok::<_, Refusal>(answer)
        })
        .await
        .and_then(|answer| ok(&answer))
}

#[derive(Deserialize)]
pub(super) struct Write {
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) attachments: Vec<String>,
    /// Newest message the sender's screen showed.
    pub(super) seen: Option<MessageId>,
    /// Of a visitor's message: what they were shown before the chat.
    #[serde(default)]
    consent: String,
    /// The message that is answered.
    pub(super) quotes: Option<MessageId>,
    /// Of an agent's message: that it shall be sent although a pattern that warns was found in it.
    #[serde(default)]
    pub(super) send_anyway: bool,
}

impl Write {
    pub(super) fn draft(self, key: Option<String>) -> Result<say::Draft, Refusal> {
        Ok(say::Draft {
            text: self.text,
            attachments: self.attachments,
            key,
            quotes: self.quotes,
            is_automatic: false,
            template: None,
        }
        .check()?)
    }
}

#[derive(Serialize)]
struct Said {
    id: MessageId,
    conversation_id: ConversationId,
    created_at: crate::base::time::Timestamp,
}

/// 201 for a message that is now durable, 200 for a repeat.
pub(super) fn said(said: say::Said) -> Reply {
    let status = if said.repeat {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    json(
        status,
        &Said {
            id: said.id,
            conversation_id: said.conversation,
            created_at: said.created_at,
        },
    )
}

async fn write(mut ask: Ask, visitor: Visitor) -> Reply {
    let body: Result<Write, Refusal> = ask.json().await;
    // What cannot be read counts as well.
    let bytes = body.as_ref().map_or(0, |body| body.text.len() as u64);
    let acts = [(Act::Write, 1), (Act::Text, bytes)];
    strangers::count_together(&ask, &acts, visitor)?;
    let key = ask.idempotency_key()?;
    let body = body?;
    let shown = body.consent.clone();
    let draft = body.draft(key)?;
    let late = ask.late.as_ref().map(|late| late.at);
    let outcome = ask
        .house
        .db
        .write::<_, say::SayError>(move |tx| {
            let found = match late {
                Some(_) => without_refused(tx, visitor, &draft)?,
                None => None,
            };
            let said = match arrival::message(tx, visitor, found.as_ref().unwrap_or(&draft)) {
                // A page that was open in the dark asks again for what the relay has handed over since, and names the
                // files that were not taken then.
                Err(say::SayError::KeyReused) => {
                    let taken = without_refused(tx, visitor, &draft)?;
                    let taken = taken.ok_or(say::SayError::KeyReused)?;
                    arrival::message(tx, visitor, &taken)?
                }
                said => said?,
            };
            if !said.repeat {
                intake::written_then(tx, said.id, said.conversation, late)?;
            }
            if !shown.is_empty() {
                let is_notice = channel::by_id(tx, visitor.channel)?
                    .is_some_and(|channel| channel.settings.consent_is_notice);
                consent::note(tx, said.conversation, &shown, is_notice)?;
            }
            Ok(said)
        })
        .await?;
    said(outcome)
}

/// A message that was kept while the house was dark, without those of its files that the house has not taken when they
/// came: what its visitor wrote is not lost with them. `None`: as it is.
fn without_refused(
    reader: &Reader<'_>,
    visitor: Visitor,
    draft: &say::Draft,
) -> Result<Option<say::Draft>, DbError> {
    let uploader = Uploader::Customer(visitor.identity);
    let attachments = attachment::present(reader, uploader, &draft.attachments)?;
    let is_whole = attachments.len() == draft.attachments.len();
    if is_whole || (attachments.is_empty() && draft.text.is_empty()) {
        return Ok(None);
    }
    Ok(Some(say::Draft {
        attachments,
        ..draft.clone()
    }))
}

#[derive(Deserialize)]
pub(super) struct Range {
    pub(super) after: Option<MessageId>,
    before: Option<MessageId>,
    limit: Option<usize>,
}

impl Range {
    pub(super) fn limit(&self) -> usize {
        self.limit.unwrap_or(1_000).clamp(1, 1_000)
    }
}

async fn history(ask: Ask, visitor: Visitor) -> Reply {
    let range: Range = ask.query()?;
    let limit = range.limit();
    let before = range.before;
    let after = range.after.unwrap_or(MessageId(0));
    let mut rows = ask
        .house
        .db
        .read::<_, DbError>(move |reader| match before {
            Some(before) => {
                message::of_identity_before(reader, visitor.identity, before, limit + 1)
            }
            None => message::of_identity(reader, visitor.identity, after, limit + 1),
        })
        .await?;
    let more = rows.len() > limit;
    if before.is_some() {
        // The one too many is the oldest here.
        rows.drain(..rows.len().saturating_sub(limit));
    } else {
        rows.truncate(limit);
    }
    let next_after = (more && before.is_none())
        .then(|| rows.last().map(|message| message.id))
        .flatten();
    let messages: Vec<_> = rows.iter().map(wire::visitor::MessageShape::from).collect();
    ok(&serde_json::json!({
        "messages": messages, "next_after": next_after, "earlier": more && before.is_some(),
    }))
}

async fn events(ask: Ask, visitor: Visitor) -> Reply {
    let counted = strangers::count_stream(&ask, visitor)?;
    streams::open(&ask, Owner::Visitor(visitor.identity), Some(counted)).await
}

/// For a program that can send no header with its stream. The ticket stands for the token shown here.
async fn ticket(ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let token = ask.bearer().ok_or_else(Refusal::unknown_caller)?;
    let ticket = ask.house.tickets.give_out(token.hash());
    json(
        StatusCode::CREATED,
        &serde_json::json!({ "ticket": ticket.expose(), "valid_s": tickets::VALID.as_secs() }),
    )
}

#[derive(Deserialize)]
struct Receipts {
    #[serde(default = "none")]
    delivered: MessageId,
    #[serde(default = "none")]
    read: MessageId,
}

fn none() -> MessageId {
    MessageId(0)
}

async fn receipts(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let body: Receipts = ask.json().await?;
    ask.house
        .db
        .write::<_, DbError>(
            move |tx| match conversation::latest_of(tx, visitor.identity)? {
                Some(conversation) => {
                    receipt::customer_has(tx, conversation.id, body.delivered, body.read)
                }
                None => Ok(()),
            },
        )
        .await?;
    done()
}

async fn leave(ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    ask.house
        .db
        .write::<_, DbError>(
            move |tx| match conversation::open_of(tx, visitor.identity)? {
                Some(conversation) => close::by_customer(tx, &conversation),
                None => Ok(()),
            },
        )
        .await?;
    done()
}

#[derive(Deserialize)]
struct Withdrawal {
    /// Whether they want to be erased as well.
    #[serde(default)]
    erase: bool,
}

async fn withdraw(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let Withdrawal { erase } = ask.json().await?;
    ask.house
        .db
        .write::<_, WithdrawError>(move |tx| withdrawal::withdraw(tx, visitor, erase))
        .await?;
    done()
}

#[derive(Deserialize)]
struct Rating {
    conversation_id: Option<ConversationId>,
    score: i64,
    #[serde(default)]
    comment: String,
}

async fn rate(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let body: Rating = ask.json().await?;
    ask.house
        .db
        .write::<_, survey::RateError>(move |tx| {
            let id = match body.conversation_id {
                Some(id) => id,
                None => conversation::latest_of(tx, visitor.identity)?
                    .map(|conversation| conversation.id)
                    .ok_or(survey::RateError::NotAsked)?,
            };
            survey::rate(tx, visitor.identity, id, body.score, &body.comment)
        })
        .await?;
    done()
}
