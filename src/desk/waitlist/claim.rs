//! Taking a waiting conversation: of any number who try, exactly one wins.
//!
//! The single writer is the referee: an act reads the state and changes it before the next act runs.

use std::time::Duration;

use super::{capacity, first, is_wrapping_up, reserve};
use crate::{
    base::{id::ConversationId, time::Timestamp},
    db::{DbError, Tx, named_params},
    desk::{
        conversation::{
            self, Cause, Conversation, Reservation, Reserved, State,
            handed::{self, End},
            participant, say,
        },
        queue::{self, Policy},
        team::{self, Agent, Face, Role, availability},
    },
};

/// A repeated request with the same key is answered with the same chat for this long.
const KEY_LIVES: Duration = Duration::from_secs(60);

/// Why a chat was not claimed.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// A colleague was quicker.
    #[error("{} was quicker", .0.name)]
    TakenBy(Face, Timestamp),
    /// It is held for a colleague for a while.
    #[error("this chat is held for {} just now", .0.name)]
    HeldFor(Face),
    /// It waits in a queue that the agent does not belong to.
    #[error("this chat waits in a queue that is not yours")]
    OtherQueue,
    /// The agent's paperwork comes first.
    #[error("finish your wrap-up first")]
    WrappingUp,
    /// It has ended.
    #[error("this chat is closed")]
    Closed,
    /// The agent has as many chats as they may.
    #[error("you have {0} open chats, which is your limit")]
    AtLimit(i64),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Takes this conversation. Who already has it is told so as a success.
pub fn claim(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    key: Option<&str>,
) -> Result<Conversation, ClaimError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(ClaimError::NotFound)?;
    match &conversation.state {
        // Whoever takes a chat that was put off takes it now.
        State::Waiting { .. } | State::Scheduled => take(tx, agent, &conversation, key),
        State::Active { agent: owner, .. } if owner.id == agent.id => Ok(conversation),
        State::Active {
            agent: owner,
            claimed_at,
        } => Err(ClaimError::TakenBy(owner.clone(), *claimed_at)),
        // Nothing is written yet, so nobody waits.
        State::Fresh => Err(ClaimError::NotFound),
        State::WrappingUp { .. } | State::Closed { .. } => Err(ClaimError::Closed),
    }
}

/// Takes the first in the agent's line; `None` when nobody waits. Never answers that somebody was quicker.
pub fn claim_next(
    tx: &mut Tx<'_>,
    agent: &Agent,
    key: Option<&str>,
) -> Result<Option<Conversation>, ClaimError> {
    if let Some(key) = key
        && let Some(conversation) = claimed_with(tx, agent, key)?
    {
        return Ok(Some(conversation));
    }
    let Some(conversation) = first(tx, agent)? else {
        return Ok(None);
    };
    take(tx, agent, &conversation, key).map(Some)
}

fn take(
    tx: &mut Tx<'_>,
    agent: &Agent,
    conversation: &Conversation,
    key: Option<&str>,
) -> Result<Conversation, ClaimError> {
    may_take(tx, agent, conversation)?;
    handed::end(tx, conversation, End::Taken)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'active', agent_id = :agent, claimed_at = :now, claim_key = :key,
           owner_gone = 0, last_activity_at = :now
         where id = :id and state in ('waiting', 'scheduled')",
        named_params! { ":agent": agent.id, ":now": now, ":key": key, ":id": conversation.id },
    )?;
    // It begins anew, whichever way it came back to the line.
    participant::clear(tx, conversation.id)?;
    reserve::taken(tx, conversation.id, agent.id)?;
    availability::noticed(tx, agent.id)?;
    availability::was_busy(tx, agent.id)?;
    say::by_house(tx, &say::Place::of(conversation), "claimed", Some(agent))?;
    conversation::tell(tx, conversation.id, Cause::Claimed)?;
    conversation::by_id(tx, conversation.id)?.ok_or(ClaimError::NotFound)
}

/// Whether others may pick a chat while it is held so for a colleague.
#[must_use]
pub fn may_pick_meanwhile(policy: &Policy, held: Reservation) -> bool {
    held.how == Reserved::Previous && policy.others_may_pick
}

/// Whether this agent may take this chat out of the line now.
fn may_take(tx: &Tx<'_>, agent: &Agent, chat: &Conversation) -> Result<(), ClaimError> {
    let policy = queue::policy(tx, chat.queue)?;
    let held_for = chat.reservation.filter(|held| held.agent != agent.id);
    if let Some(held) = held_for
        && !may_pick_meanwhile(&policy, held)
        && let Some(colleague) = team::by_id(tx, held.agent)?
    {
        return Err(ClaimError::HeldFor(colleague.face()));
    }
    let own = chat.reservation.filter(|held| held.agent == agent.id);
    // Whoever put a chat off to another queue may call it back.
    let put_it_off = chat.state == State::Scheduled
        && handed::of(tx, chat)?.is_some_and(|handed| handed.by == Some(agent.id));
    if own.is_none()
        && !put_it_off
        && !chat.open_to_all
        && !agent.may_act_as(Role::Supervisor)
        && !queue::has_member(tx, chat.queue, agent.id)?
        && !queue::is_deserted(tx, chat.queue)?
    {
        return Err(ClaimError::OtherQueue);
    }
    // Whoever is named in person may take it though they are full, or finish the paperwork of another.
    if own.is_some_and(|held| held.how == Reserved::Forward) {
        return Ok(());
    }
    if policy.limits_picking && capacity::load(tx, agent.id)? >= agent.chat_limit {
        return Err(ClaimError::AtLimit(agent.chat_limit));
    }
    if !policy.picks_in_wrap_up && is_wrapping_up(tx, agent.id)? {
        return Err(ClaimError::WrappingUp);
    }
    Ok(())
}

/// The chat that this key claimed a moment ago: a double click or a retry after a lost answer.
fn claimed_with(tx: &Tx<'_>, agent: &Agent, key: &str) -> Result<Option<Conversation>, DbError> {
    let since = tx.now.minus(KEY_LIVES);
    let sql = format!(
        "select {} from {} where conversation.agent_id = ?1 and conversation.state = 'active'
           and conversation.claim_key = ?2 and conversation.claimed_at >= ?3",
        conversation::COLUMNS,
        conversation::FROM,
    );
    tx.find(&sql, (agent.id, key, since), conversation::from_row)
}
