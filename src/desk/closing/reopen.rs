//! Going on with a chat that had ended.

use crate::{
    base::{
        id::{AgentId, ConversationId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Tx, named_params},
    desk::{
        block,
        conversation::{self, Cause, Conversation, State, say, silence},
        team::{Agent, Role, availability},
        timer::{self, Due},
        waitlist::give::{self, GiveError},
    },
};

/// Why a chat stayed closed.
#[derive(Debug, thiserror::Error)]
pub enum ReopenError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// The customer has another chat open, which is the one to go on with.
    #[error("this customer has another chat open")]
    OtherOpen(ConversationId),
    /// The team no longer serves this customer.
    #[error("this customer is blocked")]
    Blocked,
    /// It is put away, and the agent is no supervisor.
    #[error("this chat is archived")]
    Archived,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The open chat of an account in which something was written. One in which nothing was, because the customer
/// only opened the widget again, gives way.
pub(super) fn make_room(
    tx: &mut Tx<'_>,
    identity: IdentityId,
) -> Result<Option<Conversation>, DbError> {
    match conversation::open_of(tx, identity)? {
        Some(open) if open.state == State::Fresh => {
            tx.execute("delete from conversation where id = ?1", [open.id])?;
            Ok(None)
        }
        written => Ok(written),
    }
}

/// Takes a closed chat up again; it is then the agent's. One that is open stays as it is.
pub fn reopen(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ReopenError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)?;
    if !conversation.has_ended() {
        return Ok(conversation);
    }
    if conversation.archived_at.is_some() && !agent.may_act_as(Role::Supervisor) {
        return Err(ReopenError::Archived);
    }
    may_go_on(tx, &conversation)?;
    take_up(tx, id, agent.id)?;
    say::by_house(tx, &say::Place::of(&conversation), "reopened", Some(agent))?;
    conversation::tell(tx, id, Cause::Reopened)?;
    conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)
}

fn may_go_on(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), ReopenError> {
    if block::holds(tx, conversation.customer)? {
        return Err(ReopenError::Blocked);
    }
    match make_room(tx, conversation.identity)? {
        Some(other) => Err(ReopenError::OtherOpen(other.id)),
        None => Ok(()),
    }
}

/// Takes back an end of a moment ago: the chat is its agent's again, or in the line if it was nobody's, and its
/// customer waits as long as before.
pub(in crate::desk) fn undo(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    owner: Option<AgentId>,
    waiting_since: Option<Timestamp>,
) -> Result<(), ReopenError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)?;
    may_go_on(tx, &conversation)?;
    take_up(tx, id, owner.unwrap_or(agent.id))?;
    let place = say::Place::of(&conversation);
    say::by_house(tx, &place, "reopened", Some(agent))?;
    if let Some(since) = waiting_since {
        tx.execute(
            "update conversation set waiting_since = ?2 where id = ?1",
            (id, since),
        )?;
        let late = tx.now.since(since).as_secs();
        let line = format!("{}end-undone {late}", say::FOR_TEAM);
        say::by_house(tx, &place, &line, Some(agent))?;
    }
    conversation::tell(tx, id, Cause::Reopened)?;
    if owner.is_none() {
        give::release(tx, agent, id).map_err(|error| match error {
            GiveError::Db(error) => ReopenError::Db(error),
            other => ReopenError::Db(DbError::Panicked(format!("not put back: {other}"))),
        })?;
    }
    Ok(())
}

/// A chat that had ended is an agent's again.
pub(super) fn take_up(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'active', agent_id = :agent, claimed_at = :now, claim_key = null, owner_gone = 0,
           closed_at = null, archived_at = null, wrapping_up = 0, wrap_up_until = null, handled_at = null, survey = case survey when 'answered' then survey else 'none' end,
           last_activity_at = :now
         where id = :id",
        named_params! { ":agent": agent, ":now": now, ":id": id },
    )?;
    timer::cancel(tx, Due::EndWrapUp, id.0)?;
    availability::given(tx, agent)?;
    // Whatever was said to a silent customer before the end, their silence begins anew.
    silence::end(tx, id)
}
