//! The time after a chat ends in which its agent finishes the paperwork (H7, BEHAVIOUR 10).
//!
//! For the customer the chat has ended. Its agent is offered nothing new meanwhile; then it reads Handled.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, ConversationId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{self, Cause, Conversation, State, say},
        queue::{
            self,
            policy::{Policy, WrapUp},
        },
        team::{self, Agent, Role, availability},
        timer::{self, Due},
    },
};

/// A customer who writes again so soon after the end is back with the same agent.
const REOPENS: Duration = Duration::from_secs(600);

/// What one more click gives.
const MORE: Duration = Duration::from_secs(60);

/// Why a wrap-up stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum WrapUpError {
    /// There is none in this chat, or it is a colleague's.
    #[error("this chat is not in your wrap-up")]
    NotYours,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// When a wrap-up that begins now ends by itself; `None` in the outer place: there is none.
fn until(policy: &Policy, now: Timestamp) -> Option<Option<Timestamp>> {
    match policy.wrap_up {
        WrapUp::None => None,
        WrapUp::Timed => Some(Some(
            now.plus(Duration::from_secs(u64::from(policy.wrap_up_s))),
        )),
        WrapUp::Manual => Some(None),
    }
}

/// The paperwork of a chat begins, if its queue gives time for it and it was with an agent, who is still there.
/// `chat` is the chat before its end, which the caller tells.
pub(super) fn begin(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    let State::Active { agent: owner, .. } = &chat.state else {
        return Ok(());
    };
    let now = tx.now;
    if team::by_id(tx, owner.id)?.is_some_and(|owner| availability::has_gone(&owner, now)) {
        return Ok(());
    }
    let policy = queue::policy(tx, chat.queue)?;
    let Some(until) = until(&policy, tx.now) else {
        return Ok(());
    };
    tx.execute(
        "update conversation set wrapping_up = 1, wrap_up_until = ?2 where id = ?1",
        (chat.id, until),
    )?;
    if let Some(until) = until {
        timer::set(tx, Due::EndWrapUp, chat.id.0, until)?;
    }
    Ok(())
}

/// The agent is done.
pub fn end(tx: &mut Tx<'_>, agent: &Agent, id: ConversationId) -> Result<(), WrapUpError> {
    own(tx, agent, id)?;
    let now = tx.now;
    Ok(finish(tx, id, now)?)
}

/// The agent needs a minute more.
pub fn add_minute(tx: &mut Tx<'_>, agent: &Agent, id: ConversationId) -> Result<(), WrapUpError> {
    let Some(until) = own(tx, agent, id)? else {
        // What ends only by hand has no end to put off.
        return Ok(());
    };
    let until = until.plus(MORE);
    tx.execute(
        "update conversation set wrap_up_until = ?2 where id = ?1",
        (id, until),
    )?;
    timer::set(tx, Due::EndWrapUp, id.0, until)?;
    conversation::tell(tx, id, Cause::Changed)?;
    Ok(())
}

fn own(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Option<Timestamp>, WrapUpError> {
    let chat = conversation::by_id(reader, id)?.ok_or(WrapUpError::NotYours)?;
    match chat.state {
        State::WrappingUp {
            agent: owner,
            until,
            ..
        } if owner.id == agent.id || agent.may_act_as(Role::Supervisor) => Ok(until),
        State::WrappingUp { .. }
        | State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::Active { .. }
        | State::Closed { .. } => Err(WrapUpError::NotYours),
    }
}

/// Its time is over. However late this is noticed, it was handled then.
pub fn time_is_up(tx: &mut Tx<'_>, id: ConversationId, at: Timestamp) -> Result<(), DbError> {
    finish(tx, id, at)
}

/// The agent has gone: nothing more is to come.
pub fn end_all(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    let chats: Vec<ConversationId> = tx.list(
        "select id from conversation where agent_id = ?1 and wrapping_up = 1 order by id",
        [agent],
        |row| row.get(0),
    )?;
    for chat in chats {
        finish(tx, chat, now)?;
    }
    Ok(())
}

fn finish(tx: &mut Tx<'_>, id: ConversationId, at: Timestamp) -> Result<(), DbError> {
    let changed = tx.execute(
        "update conversation set wrapping_up = 0, wrap_up_until = null, handled_at = ?2
         where id = ?1 and wrapping_up = 1",
        (id, at),
    )?;
    timer::cancel(tx, Due::EndWrapUp, id.0)?;
    if changed > 0 {
        conversation::tell(tx, id, Cause::Changed)?;
    }
    Ok(())
}

/// A customer writes again while the paperwork of their chat is being done: the chat goes on, with the same
/// agent. Answers that chat.
pub fn resume(tx: &mut Tx<'_>, identity: IdentityId) -> Result<Option<Conversation>, DbError> {
    let now = tx.now;
    let Some(chat) = conversation::latest_written_of(tx, identity)? else {
        return Ok(None);
    };
    let State::WrappingUp { agent, at, .. } = &chat.state else {
        return Ok(None);
    };
    if now.since(*at) > REOPENS {
        return Ok(None);
    }
    super::reopen::take_up(tx, chat.id, agent.id)?;
    say::by_house(tx, &say::Place::of(&chat), "went-on", None)?;
    conversation::tell(tx, chat.id, Cause::Reopened)?;
    conversation::by_id(tx, chat.id)
}

/// The chats whose paperwork an agent is doing, the one that ends first in front.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.agent_id = :agent and conversation.wrapping_up = 1
         order by conversation.wrap_up_until is null, conversation.wrap_up_until, conversation.id",
        conversation::COLUMNS,
        conversation::FROM,
    );
    reader.list(
        &sql,
        named_params! { ":agent": agent },
        conversation::from_row,
    )
}

#[cfg(test)]
mod tests;
