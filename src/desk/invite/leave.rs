//! Leaving a chat that several are in (H2). There is always one owner: who owns it leaves it to somebody.

use super::{call_off, mention_to_customer, withdraw};
use crate::{
    base::id::{AgentId, ConversationId, InviteId},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{self, Cause, Conversation, State, participant, say},
        outgoing,
        team::{self, Agent, availability},
    },
};

/// Why an agent is still in a chat.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// They are not in it.
    #[error("you are not in this chat")]
    NotInside,
    /// Nobody else is in it: it is closed or put back, but not left.
    #[error("nobody else is in this chat")]
    LastInside,
    /// Its owner has not said who has it from now on.
    #[error("choose who has this chat from now on")]
    NoSuccessor,
    /// Who shall have it is not in it.
    #[error("this colleague is not in the chat")]
    NotAmongThem,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// An agent leaves a chat. Its owner names who of those inside has it from now on.
pub fn leave(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    successor: Option<AgentId>,
) -> Result<Conversation, LeaveError> {
    let chat = conversation::by_id(tx, id)?.ok_or(LeaveError::NotFound)?;
    if !participant::may_answer(tx, &chat, agent.id)? {
        return Err(LeaveError::NotInside);
    }
    if participant::is_in(tx, id, agent.id)? {
        outgoing::hurry(tx, id)?;
        participant::remove(tx, id, agent.id)?;
        call_off_own(tx, id, agent.id)?;
        mention_to_customer(tx, &chat, "stepped-out", agent)?;
        conversation::tell(tx, id, Cause::Changed)?;
    } else {
        let inside = participant::of(tx, id)?;
        if inside.is_empty() {
            return Err(LeaveError::LastInside);
        }
        let to = successor.ok_or(LeaveError::NoSuccessor)?;
        if !inside.iter().any(|face| face.id == to) {
            return Err(LeaveError::NotAmongThem);
        }
        let to = team::by_id(tx, to)?.ok_or(LeaveError::NotAmongThem)?;
        outgoing::hurry(tx, id)?;
        mention_to_customer(tx, &chat, "stepped-out", agent)?;
        availability::was_busy(tx, agent.id)?;
        hand_over(tx, &chat, &to, "has-it")?;
    }
    conversation::by_id(tx, id)?.ok_or(LeaveError::NotFound)
}

/// The owner of a chat has gone. Whoever of those inside is there has it from now on: the first who came.
/// Answers whether there was one.
pub fn succeed(tx: &mut Tx<'_>, chat: &Conversation) -> Result<bool, DbError> {
    let Some(to) = successor(tx, chat)? else {
        return Ok(false);
    };
    outgoing::hurry(tx, chat.id)?;
    hand_over(tx, chat, &to, "took-over")?;
    Ok(true)
}

fn successor(reader: &Reader<'_>, chat: &Conversation) -> Result<Option<Agent>, DbError> {
    if !matches!(chat.state, State::Active { .. }) {
        return Ok(None);
    }
    for face in participant::of(reader, chat.id)? {
        let agent = team::by_id(reader, face.id)?;
        if let Some(agent) = agent.filter(|agent| availability::is_present(agent, reader.now)) {
            return Ok(Some(agent));
        }
    }
    Ok(None)
}

fn hand_over(tx: &mut Tx<'_>, chat: &Conversation, to: &Agent, word: &str) -> Result<(), DbError> {
    call_off(tx, chat.id)?;
    participant::remove(tx, chat.id, to.id)?;
    let now = tx.now;
    tx.execute(
        "update conversation set agent_id = :to, claimed_at = :now, claim_key = null, owner_gone = 0,
           last_activity_at = :now
         where id = :id and state = 'active'",
        named_params! { ":to": to.id, ":now": now, ":id": chat.id },
    )?;
    availability::was_busy(tx, to.id)?;
    availability::given(tx, to.id)?;
    let line = format!("{}{word}", say::FOR_TEAM);
    say::by_house(tx, &say::Place::of(chat), &line, Some(to))?;
    conversation::tell(tx, chat.id, Cause::Assigned)?;
    Ok(())
}

/// Who is not in a chat any more asks nobody into it.
fn call_off_own(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<(), DbError> {
    let open: Vec<InviteId> = tx.list(
        "select id from invite where conversation_id = ?1 and from_id = ?2 and ended_at is null order by id",
        (id, agent),
        |row| row.get(0),
    )?;
    withdraw(tx, open)
}
