//! Putting ended chats away (L7): by hand, or by themselves once nothing has happened in them for so many days.
//!
//! What is put away is read and found as before, and no longer written in; a customer who writes begins another
//! chat. Nothing that is counted changes: not when it ended, not what its last word was.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    base::{id::ConversationId, time::Timestamp},
    db::{DbError, Tx},
    desk::{
        conversation::{self, Cause, Conversation, State, say},
        setting::{self, Setting},
        team::{Agent, Face, Role},
        timer::{self, Due},
    },
};

/// Chats that one step of a sweep puts away: the clerk has others to serve.
const STEP: usize = 50;
/// Between two steps.
const BREATH: Duration = Duration::from_secs(1);
/// Between two sweeps, at least and at most.
const SOONEST: Duration = Duration::from_secs(3600);
const LATEST: Duration = Duration::from_secs(24 * 3600);

/// Fewest and most days after which chats are put away.
pub const DAYS: std::ops::RangeInclusive<u32> = 1..=3_650;

/// When ended chats are put away by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Archiving {
    /// Days after the last thing that happened in them; `None`: never.
    pub after_days: Option<u32>,
}

impl Default for Archiving {
    fn default() -> Self {
        Self {
            after_days: Some(90),
        }
    }
}

impl Setting for Archiving {
    const KEY: &'static str = "archiving";
}

impl Archiving {
    /// Chats in which nothing has happened since then are put away at `now`; `None`: none.
    #[must_use]
    pub fn before(&self, now: Timestamp) -> Option<Timestamp> {
        let days = u64::from(self.after_days?);
        Some(now.minus(Duration::from_secs(days * 24 * 3600)))
    }
}

/// Why a chat was not put away, or not taken out again.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// It has not ended.
    #[error("this chat is still open")]
    StillOpen,
    /// Its agent finishes the paperwork.
    #[error("{} is finishing the paperwork of this chat", .0.name)]
    WrappingUp(Face),
    /// It was a colleague's, and the agent is no supervisor.
    #[error("{} had this chat", .0.name)]
    WasOf(Face),
    /// It takes a supervisor.
    #[error("only supervisors take chats out of the archive")]
    SupervisorsOnly,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Puts an ended chat away. Whoever had it may, and a supervisor any. One that is put away stays so.
pub fn archive(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ArchiveError> {
    let chat = conversation::by_id(tx, id)?.ok_or(ArchiveError::NotFound)?;
    match &chat.state {
        State::Closed { .. } if chat.archived_at.is_some() => return Ok(chat),
        State::Closed {
            agent: Some(owner), ..
        } if owner.id != agent.id && !agent.may_act_as(Role::Supervisor) => {
            return Err(ArchiveError::WasOf(owner.clone()));
        }
        State::Closed { .. } => {}
        State::WrappingUp { agent, .. } => return Err(ArchiveError::WrappingUp(agent.clone())),
        State::Waiting { .. } | State::Scheduled | State::Active { .. } => {
            return Err(ArchiveError::StillOpen);
        }
        State::Fresh => return Err(ArchiveError::NotFound),
    }
    put_away(tx, id)?;
    tell(tx, &chat, "archived", agent)?;
    conversation::by_id(tx, id)?.ok_or(ArchiveError::NotFound)
}

/// Takes a chat out of the archive: it is one that has ended, as if that had been now, so that the rule leaves it
/// alone for as long. One that is not in it stays as it is.
pub fn unarchive(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ArchiveError> {
    if !agent.may_act_as(Role::Supervisor) {
        return Err(ArchiveError::SupervisorsOnly);
    }
    let chat = conversation::by_id(tx, id)?.ok_or(ArchiveError::NotFound)?;
    if chat.archived_at.is_none() {
        return Ok(chat);
    }
    let now = tx.now;
    take_out(tx, &chat, agent, now)?;
    conversation::by_id(tx, id)?.ok_or(ArchiveError::NotFound)
}

/// Takes a chat out that the agent put in a moment ago: nothing of it has changed meanwhile.
pub(in crate::desk) fn take_back(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
) -> Result<(), DbError> {
    take_out(tx, chat, agent, chat.last_activity_at)
}

/// Puts a chat back that the agent took out a moment ago.
pub(in crate::desk) fn put_back(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
) -> Result<(), DbError> {
    put_away(tx, chat.id)?;
    tell(tx, chat, "archived", agent)
}

fn take_out(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    agent: &Agent,
    last_activity: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update conversation set archived_at = null, last_activity_at = ?2 where id = ?1",
        (chat.id, last_activity),
    )?;
    tell(tx, chat, "unarchived", agent)
}

fn put_away(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set archived_at = ?2 where id = ?1",
        (id, now),
    )?;
    // Nobody finishes here what they had begun to write.
    tx.execute("delete from draft where conversation_id = ?1", [id])?;
    Ok(())
}

/// The customer is told nothing: for them the chat ended long ago.
fn tell(tx: &mut Tx<'_>, chat: &Conversation, word: &str, agent: &Agent) -> Result<(), DbError> {
    let line = format!("{}{word}", say::FOR_TEAM);
    say::by_house(tx, &say::Place::of(chat), &line, Some(agent))?;
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}

/// Sees to it that a sweep is due.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now;
    timer::set_if_none(tx, Due::Archive, 0, now)
}

/// Changes the rule, which holds from now on.
pub fn set(tx: &mut Tx<'_>, rule: &Archiving) -> Result<(), DbError> {
    setting::put(tx, rule)?;
    let now = tx.now;
    timer::set(tx, Due::Archive, 0, now)
}

/// One step of a sweep: what [`Due::Archive`] does. Sets its own timer for the next.
pub fn sweep(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now;
    let rule: Archiving = setting::get(tx)?;
    let Some(before) = rule.before(now) else {
        return Ok(());
    };
    // Found in the index of closed chats, oldest first. Paperwork that nobody ends keeps a chat out of it.
    let ripe: Vec<ConversationId> = tx.list(
        "select id from conversation
         where closed_at is not null and archived_at is null and last_activity_at <= ?1 and wrapping_up = 0
         order by last_activity_at, id limit ?2",
        (before, STEP),
        |row| row.get(0),
    )?;
    for id in &ripe {
        put_away(tx, *id)?;
        conversation::tell(tx, *id, Cause::Changed)?;
    }
    let next = if ripe.len() == STEP {
        now.plus(BREATH)
    } else {
        let oldest: Option<Timestamp> = tx.get(
            "select min(last_activity_at) from conversation
             where closed_at is not null and archived_at is null and wrapping_up = 0",
            [],
            |row| row.get(0),
        )?;
        let ripens = oldest.map_or(now.plus(LATEST), |at| at.plus(now.since(before)));
        ripens.clamp(now.plus(SOONEST), now.plus(LATEST))
    };
    timer::set(tx, Due::Archive, 0, next)
}

#[cfg(test)]
mod tests;
