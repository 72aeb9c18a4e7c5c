//! Holding a chat out to one agent, who takes it, declines it or misses it (BEHAVIOUR 9).
//!
//! To accept is to claim: the reservation lets in nobody else.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, ConversationId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{self, Cause, Conversation, Reserved, State, handed},
        team::{Agent, Availability, availability},
        waitlist::{previous, reserve},
    },
    stored_as_word,
};

/// So many offers missed in a row show that nobody sits there.
const MISSED_AT_MOST: i64 = 2;

/// What became of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// They took the chat.
    Accepted,
    /// They would not.
    Declined,
    /// They did nothing.
    Missed,
    /// It was taken back, because it was no longer theirs to take.
    Withdrawn,
}

stored_as_word!(Outcome {
    Accepted = "accepted",
    Declined = "declined",
    Missed = "missed",
    Withdrawn = "withdrawn",
});

/// A chat held out to an agent.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The chat.
    pub conversation: Conversation,
    /// Who forwarded it to them, if a colleague did.
    pub forwarded_by: Option<String>,
    /// The customer's telephone number, if the directory has one; else empty.
    pub phone: String,
    /// When it began.
    pub offered_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Why an agent could not decline.
#[derive(Debug, thiserror::Error)]
pub enum DeclineError {
    /// It is not held for them, or no longer.
    #[error("this chat is not held for you any more")]
    NotHeld,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Holds a waiting chat out to an agent for a while.
pub fn make(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    agent: AgentId,
    how: Reserved,
    lasts: Duration,
) -> Result<(), DbError> {
    let State::Waiting { queued_at } = chat.state else {
        return Ok(());
    };
    let (now, until) = (tx.now, tx.now.plus(lasts));
    tx.execute(
        "insert into offer (conversation_id, agent_id, queued_at, offered_at, expires_at)
         values (:chat, :agent, :queued, :now, :until)",
        named_params! {
            ":chat": chat.id, ":agent": agent, ":queued": queued_at, ":now": now, ":until": until,
        },
    )?;
    reserve::hold(tx, chat.id, agent, how, until)?;
    conversation::tell(tx, chat.id, Cause::Offered)?;
    Ok(())
}

/// The chats held out to an agent now, also because they had the customer's last one; the one that ends
/// first in front.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Offer>, DbError> {
    let sql = format!(
        "select {}, coalesce(offer.offered_at, conversation.queued_at), conversation.reserved_until, customer.phone from {}
         left join offer on offer.conversation_id = conversation.id and offer.ended_at is null
         where conversation.reserved_for = ?1
         order by conversation.reserved_until, conversation.id",
        conversation::COLUMNS,
        conversation::FROM,
    );
    let mut offers = reader.list(&sql, [agent], |row| {
        Ok(Offer {
            conversation: conversation::from_row(row)?,
            forwarded_by: None,
            offered_at: row.get(conversation::WIDTH)?,
            expires_at: row.get(conversation::WIDTH + 1)?,
            phone: row.get(conversation::WIDTH + 2)?,
        })
    })?;
    for offer in &mut offers {
        offer.forwarded_by =
            handed::of(reader, &offer.conversation)?.and_then(|handed| handed.by_name);
    }
    Ok(offers)
}

/// Who has passed a chat by since it joined the line this time.
pub fn passed_by(reader: &Reader<'_>, chat: &Conversation) -> Result<Vec<AgentId>, DbError> {
    let State::Waiting { queued_at } = chat.state else {
        return Ok(Vec::new());
    };
    reader.list(
        "select distinct agent_id from offer where conversation_id = ?1 and queued_at = ?2
           and (outcome = 'declined' or outcome = 'missed')",
        (chat.id, queued_at),
        |row| row.get(0),
    )
}

/// An agent will not take a chat that is held for them; it goes on to the next.
pub fn decline(tx: &mut Tx<'_>, agent: &Agent, id: ConversationId) -> Result<(), DeclineError> {
    let chat = conversation::by_id(tx, id)?.ok_or(DeclineError::NotHeld)?;
    let held = chat
        .reservation
        .filter(|reservation| reservation.agent == agent.id)
        .ok_or(DeclineError::NotHeld)?;
    end(tx, id, Outcome::Declined)?;
    if held.how == Reserved::Previous {
        // That is no offer, and would be followed by one.
        reserve::passed_by(tx, id, agent.id, "declined")?;
    }
    availability::noticed(tx, agent.id)?;
    Ok(previous::let_go(tx, id)?)
}

/// Ends whatever offer of a chat is open. The reservation is the caller's.
pub fn end(tx: &mut Tx<'_>, id: ConversationId, outcome: Outcome) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update offer set ended_at = ?2, outcome = ?3 where conversation_id = ?1 and ended_at is null",
        (id, now, outcome),
    )?;
    Ok(())
}

/// The time of a reservation is over.
pub fn time_is_up(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let Some(chat) = conversation::by_id(tx, id)? else {
        return Ok(());
    };
    let Some(reservation) = chat.reservation.filter(|one| one.until <= tx.now) else {
        return Ok(());
    };
    match reservation.how {
        Reserved::Previous => previous::time_is_up(tx, &chat, reservation.agent),
        Reserved::Offer | Reserved::Forward => {
            end(tx, id, Outcome::Missed)?;
            missed(tx, reservation.agent)?;
            previous::let_go(tx, id)
        }
    }
}

/// One more offer that nobody answered. After a few the house takes the chair for empty, until a click says
/// otherwise.
fn missed(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    tx.execute(
        "update agent set missed = missed + 1 where id = ?1",
        [agent],
    )?;
    let missed: i64 = tx.get("select missed from agent where id = ?1", [agent], |row| {
        row.get(0)
    })?;
    if missed >= MISSED_AT_MOST {
        availability::put_away(tx, agent)?;
    }
    Ok(())
}

/// Takes back what is held for agents who can no longer take it.
pub(super) fn take_back(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    end(tx, chat.id, Outcome::Withdrawn)?;
    previous::let_go(tx, chat.id)
}

impl Offer {
    /// For how long it is held out in all.
    #[must_use]
    pub fn lasts(&self) -> Duration {
        self.expires_at.since(self.offered_at)
    }
}

/// Whether the agent was put away by the house.
#[must_use]
pub fn is_put_away(agent: &Agent) -> bool {
    agent.availability == Availability::Away && agent.away_by_house
}
