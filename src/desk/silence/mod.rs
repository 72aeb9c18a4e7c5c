//! A customer who does not answer is reminded, and later their chat is closed (H10, BEHAVIOUR 26).

pub mod steps;
pub mod texts;

use std::time::Duration;

use self::steps::{Facts, Step};
use crate::{
    base::{id::ConversationId, time::Timestamp},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        closing::close,
        conversation::{
            self, Cause, Conversation, State, say,
            silence::{self, Deed, Quiet, Told, minutes},
        },
        hours::{self, Calendar},
        outgoing, queue,
        rule::{self, Occasion},
        team::{Agent, Role},
        timer::{self, Due},
    },
};

/// While the clock stands still, it is looked again after so long.
const PAUSE: Duration = Duration::from_secs(5 * 60);

/// Why nothing was done by hand.
#[derive(Debug, thiserror::Error)]
pub enum SilenceError {
    /// The customer has written, or somebody did it already.
    #[error("this is over")]
    Over,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How long it lasts from `from` on until the shop has been open for so long; where it has no hours, or does not open
/// again, as long by the clock.
fn lasts(hours: Option<&Calendar>, from: Timestamp, open: Duration) -> Duration {
    let ends = hours.and_then(|hours| hours.after(from, open));
    ends.map_or(open, |at| at.since(from))
}

/// Whether we wait for the customer of a chat.
fn is_waited_for(chat: &Conversation) -> bool {
    matches!(chat.state, State::Active { .. })
        && chat.waiting_since.is_none()
        && chat.first_reply_at.is_some()
}

fn facts(reader: &Reader<'_>, chat: &Conversation, quiet: Quiet) -> Result<Facts, DbError> {
    let policy = queue::policy(reader, chat.queue)?;
    let hours = hours::of_queue(reader, chat.queue)?.map(|hours| hours.calendar());
    let reminded = quiet
        .reminded_at
        .map_or(quiet.since, |at| at.max(quiet.since));
    Ok(Facts {
        silence: policy.silence,
        reminder: lasts(hours.as_ref(), quiet.since, minutes(policy.reminder_min)),
        close: lasts(hours.as_ref(), reminded, minutes(policy.close_min)),
        is_waited_for: is_waited_for(chat),
        has_unsent: !outgoing::of_conversation(reader, chat.id)?.is_empty(),
        is_open: hours.is_none_or(|hours| hours.is_open(reader.now)),
        quiet,
    })
}

/// Looks after a chat whose timer has fallen due, however long ago that was.
pub fn time_is_up(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let (Some(chat), Some(quiet)) = (conversation::by_id(tx, id)?, silence::of(tx, id)?) else {
        return Ok(());
    };
    let now = tx.now;
    let known = facts(tx, &chat, quiet)?;
    match steps::step(&known, now) {
        Step::End => silence::end(tx, id),
        Step::Rest => Ok(()),
        Step::Pause => pause(tx, &chat, quiet, known.is_open),
        Step::Look(at) => timer::set(tx, Due::Silence, id.0, at),
        Step::Tell(told) => {
            write(tx, id, Some(told))?;
            if let Some(due) = told.due {
                timer::set(tx, Due::Silence, id.0, due)?;
            }
            conversation::tell(tx, id, Cause::Changed)?;
            Ok(())
        }
        Step::Do(deed) => act(tx, &chat, deed),
    }
}

/// What its agent was told of a chat and is still so.
pub fn told(reader: &Reader<'_>, chat: &Conversation) -> Result<Option<Told>, DbError> {
    if !is_waited_for(chat) {
        return Ok(None);
    }
    Ok(silence::of(reader, chat.id)?
        .filter(|quiet| !quiet.is_skipped)
        .and_then(|quiet| quiet.told))
}

/// Whether an agent may decide about it: whose chat it is, and supervisors.
#[must_use]
pub fn may_decide(agent: &Agent, chat: &Conversation) -> bool {
    match &chat.state {
        State::Active { agent: owner, .. } => {
            owner.id == agent.id || agent.may_act_as(Role::Supervisor)
        }
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::WrappingUp { .. }
        | State::Closed { .. } => false,
    }
}

/// An agent does at once what they were told of. `deed` is what they saw: nobody closes who meant to remind.
pub fn do_now(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    deed: Deed,
) -> Result<(), SilenceError> {
    let chat = decided(tx, agent, id)?;
    if told(tx, &chat)?.is_none_or(|told| told.deed != deed) {
        return Err(SilenceError::Over);
    }
    Ok(act(tx, &chat, deed)?)
}

/// An agent leaves the customer in peace until they write again.
pub fn skip(tx: &mut Tx<'_>, agent: &Agent, id: ConversationId) -> Result<(), SilenceError> {
    let chat = decided(tx, agent, id)?;
    if told(tx, &chat)?.is_none() {
        return Err(SilenceError::Over);
    }
    let now = tx.now;
    tx.execute(
        "update silence set skipped_at = ?2, told = null, due_at = null where conversation_id = ?1",
        (id, now),
    )?;
    timer::cancel(tx, Due::Silence, id.0)?;
    say::by_house(tx, &say::Place::of(&chat), "silence-skipped", Some(agent))?;
    conversation::tell(tx, id, Cause::Changed)?;
    Ok(())
}

fn decided(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, SilenceError> {
    conversation::by_id(reader, id)?
        .filter(|chat| may_decide(agent, chat))
        .ok_or(SilenceError::Over)
}

fn act(tx: &mut Tx<'_>, chat: &Conversation, deed: Deed) -> Result<(), DbError> {
    let words = texts::words(tx, chat, deed)?;
    say::automatically(tx, &say::Place::of(chat), &words)?;
    match deed {
        Deed::Remind => {
            let now = tx.now;
            tx.execute(
                "update silence set reminded_at = ?2, told = null, due_at = null where conversation_id = ?1",
                (chat.id, now),
            )?;
            conversation::tell(tx, chat.id, Cause::Changed)?;
            timer::set(tx, Due::Silence, chat.id.0, now)?;
            rule::happened(tx, Occasion::Silence, chat.id, "")
        }
        Deed::Close => {
            silence::end(tx, chat.id)?;
            close::by_silence(tx, chat)
        }
    }
}

fn write(tx: &mut Tx<'_>, id: ConversationId, told: Option<Told>) -> Result<(), DbError> {
    tx.execute(
        "update silence set told = :deed, due_at = :due where conversation_id = :id",
        named_params! {
            ":deed": told.map(|told| told.deed), ":due": told.and_then(|told| told.due), ":id": id,
        },
    )?;
    Ok(())
}

/// The time until it is looked again does not count. While the shop is closed it does not anyhow, also where the house was
/// dark meanwhile and nobody looked.
fn pause(tx: &mut Tx<'_>, chat: &Conversation, quiet: Quiet, is_open: bool) -> Result<(), DbError> {
    let later = tx.now.plus(PAUSE);
    let lost = if is_open { PAUSE } else { Duration::ZERO };
    tx.execute(
        "update silence set since = ?2, reminded_at = ?3, told = null, due_at = null where conversation_id = ?1",
        (
            chat.id,
            quiet.since.plus(lost),
            quiet.reminded_at.map(|at| at.plus(lost)),
        ),
    )?;
    if quiet.told.is_some() {
        conversation::tell(tx, chat.id, Cause::Changed)?;
    }
    timer::set(tx, Due::Silence, chat.id.0, later)
}

#[cfg(test)]
mod tests;
