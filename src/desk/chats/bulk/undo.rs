//! Taking an act on many chats back, where nobody has gone on meanwhile.

use std::collections::BTreeSet;

use super::{Outcome, Step, UNDO_WITHIN, Was, Why};
use crate::{
    base::{
        id::{AgentId, BulkActId, CustomerId, TagId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        closing::{
            archive,
            reopen::{self, ReopenError},
        },
        conversation::{self, Conversation, State},
        customer::tag,
        forward::{self, ForwardError, To, Wish},
        team::{self, Agent},
        waitlist::{give, no_answer},
    },
};

/// Why an act stands.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// It is a colleague's, was taken back before, or is too long ago.
    #[error("this can no longer be taken back")]
    TooLate,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Takes an act back that this agent did a moment ago.
pub fn undo(tx: &mut Tx<'_>, agent: &Agent, id: BulkActId) -> Result<Outcome, UndoError> {
    let found: Option<(Timestamp, String)> = tx.find(
        "select at, steps from bulk_act where id = ?1 and agent_id = ?2",
        (id, agent.id),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let (at, steps) = found.ok_or(UndoError::TooLate)?;
    if tx.now.since(at) > UNDO_WITHIN {
        return Err(UndoError::TooLate);
    }
    let steps: Vec<Step> = serde_json::from_str(&steps).map_err(|_| UndoError::TooLate)?;
    tx.execute("delete from bulk_act where id = ?1", [id])?;
    let mut outcome = Outcome {
        done: Vec::new(),
        stayed: Vec::new(),
        undo: None,
    };
    let mut untagged = BTreeSet::new();
    for step in steps {
        let Some(chat) = conversation::by_id(tx, step.chat)? else {
            outcome.stay(step.chat, None, Why::Gone);
            continue;
        };
        match take_back(tx, agent, at, &chat, step.was, &mut untagged)? {
            None => outcome.done.push(chat.id),
            Some(why) => outcome.stay(chat.id, Some(&chat), why),
        }
    }
    Ok(outcome)
}

/// One chat as it was; `None`: done. From the customers in `untagged` the tag was taken with another chat.
fn take_back(
    tx: &mut Tx<'_>,
    agent: &Agent,
    at: Timestamp,
    chat: &Conversation,
    was: Was,
    untagged: &mut BTreeSet<CustomerId>,
) -> Result<Option<Why>, DbError> {
    let is_put_away = chat.archived_at == Some(at);
    match was {
        Was::Untagged(_) if untagged.contains(&chat.customer) => Ok(None),
        Was::Untagged(tag) => {
            let why = untag(tx, chat.customer, tag)?;
            if why.is_none() {
                untagged.insert(chat.customer);
            }
            Ok(why)
        }
        Was::Open(owner, since) if ended_at(chat) == Some(at) && chat.archived_at.is_none() => {
            let owner = still_here(tx, owner)?;
            match reopen::undo(tx, agent, chat.id, owner, since) {
                Ok(()) => Ok(None),
                Err(ReopenError::Db(error)) => Err(error),
                Err(error) => Ok(Some(Why::Reopen(error))),
            }
        }
        Was::Held(owner, since, queue, forward)
            if matches!(chat.state, State::Waiting { .. }) && chat.forward == Some(forward) =>
        {
            call_back(
                tx,
                agent,
                chat,
                (still_here(tx, owner)?, since),
                To::Queue(queue),
            )
        }
        Was::Ended if is_put_away => {
            archive::take_back(tx, agent, chat)?;
            Ok(None)
        }
        Was::Archived if ended_at(chat).is_some() && chat.archived_at.is_none() => {
            archive::put_back(tx, agent, chat)?;
            Ok(None)
        }
        Was::Open(..) | Was::Held(..) | Was::Ended | Was::Archived => Ok(Some(Why::MovedOn)),
    }
}

fn ended_at(chat: &Conversation) -> Option<Timestamp> {
    match chat.state {
        State::WrappingUp { at, .. } | State::Closed { at, .. } => Some(at),
        State::Fresh | State::Waiting { .. } | State::Scheduled | State::Active { .. } => None,
    }
}

fn still_here(reader: &Reader<'_>, agent: Option<AgentId>) -> Result<Option<AgentId>, DbError> {
    let Some(id) = agent else {
        return Ok(None);
    };
    let known = team::by_id(reader, id)?;
    Ok(known
        .filter(|agent| agent.deactivated_at.is_none())
        .map(|agent| agent.id))
}

fn untag(tx: &mut Tx<'_>, customer: CustomerId, tag: TagId) -> Result<Option<Why>, DbError> {
    let has = tag::of_customer(tx, customer)?;
    if !has.iter().any(|one| one.id == tag) {
        return Ok(Some(Why::MovedOn));
    }
    tag::remove(tx, customer, tag)?;
    Ok(None)
}

/// A chat that still waits where it was handed is its agent's again, or back in its former queue.
fn call_back(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
    (owner, since): (Option<AgentId>, Option<Timestamp>),
    queue: To,
) -> Result<Option<Why>, DbError> {
    let owner = match owner {
        Some(id) => team::by_id(tx, id)?,
        None => None,
    };
    let Some(owner) = owner else {
        let wish = Wish {
            to: queue,
            ..Wish::default()
        };
        return match forward::forward(tx, agent, chat.id, &wish) {
            Ok(_) => Ok(None),
            Err(ForwardError::Db(error)) => Err(error),
            Err(error) => Ok(Some(Why::Forward(error))),
        };
    };
    give::by_house(tx, chat, &owner)?;
    // Whose customer did not wait before waits for nothing now.
    if since.is_none() {
        no_answer::settle(tx, agent, chat)?;
    }
    Ok(None)
}
