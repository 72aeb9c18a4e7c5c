//! Supervisors and the chats of others (L10): they follow one, whisper to whoever has it, come in beside them, or take
//! it over and say why. A whisper is a comment; see `conversation::say::comment`.

use crate::{
    base::{id::ConversationId, text},
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        conversation::{
            self, Cause, Conversation, State, participant,
            say::{self, Draft, SayError},
            watch,
        },
        invite::join,
        team::{Agent, Role},
        waitlist::give,
    },
};

/// Most characters of why a chat was taken over.
pub const LONGEST_REASON: usize = 300;

/// Why a supervisor's act changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum OversightError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// Only supervisors do that.
    #[error("only supervisors do that")]
    SupervisorsOnly,
    /// It has ended.
    #[error("this chat is closed")]
    Closed,
    /// It is not with anybody.
    #[error("nobody has this chat")]
    NotActive,
    /// Whoever loses a chat is told why.
    #[error("say why")]
    NoReason,
    /// It could not be said why.
    #[error(transparent)]
    Say(#[from] SayError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

fn open_chat(
    tx: &Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, OversightError> {
    if !agent.may_act_as(Role::Supervisor) {
        return Err(OversightError::SupervisorsOnly);
    }
    let chat = conversation::by_id(tx, id)?.ok_or(OversightError::NotFound)?;
    match &chat.state {
        State::Fresh => Err(OversightError::NotFound),
        State::Waiting { .. } | State::Scheduled | State::Active { .. } => Ok(chat),
        State::WrappingUp { .. } | State::Closed { .. } => Err(OversightError::Closed),
    }
}

/// A supervisor follows an open chat. Whoever is in it sees that, the customer does not; whoever follows it already,
/// or is in it, is told so as a success.
pub fn watch(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, OversightError> {
    let chat = open_chat(tx, agent, id)?;
    if !participant::may_answer(tx, &chat, agent.id)? && watch::add(tx, id, agent.id)? {
        conversation::tell_team(tx, id, Cause::Changed)?;
    }
    Ok(chat)
}

/// They follow it no longer.
pub fn unwatch(tx: &mut Tx<'_>, agent: &Agent, id: ConversationId) -> Result<(), DbError> {
    if watch::remove(tx, id, agent.id)? {
        conversation::tell_team(tx, id, Cause::Changed)?;
    }
    Ok(())
}

/// A supervisor comes into a colleague's chat beside them.
pub fn join(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, OversightError> {
    let chat = open_chat(tx, agent, id)?;
    if !matches!(chat.state, State::Active { .. }) {
        return Err(OversightError::NotActive);
    }
    if !participant::may_answer(tx, &chat, agent.id)? {
        join::come_in(tx, &chat, agent)?;
    }
    conversation::by_id(tx, id)?.ok_or(OversightError::NotFound)
}

/// A supervisor takes a colleague's chat over. The colleague reads why, and so does whoever reads the chat later.
pub fn take_over(
    tx: &mut Tx<'_>,
    agent: &Agent,
    origin: &Origin,
    id: ConversationId,
    reason: &str,
) -> Result<Conversation, OversightError> {
    let chat = open_chat(tx, agent, id)?;
    let State::Active { agent: owner, .. } = &chat.state else {
        return Err(OversightError::NotActive);
    };
    if owner.id == agent.id {
        return Ok(chat);
    }
    let reason = text::clean_line(reason, LONGEST_REASON);
    if reason.is_empty() {
        return Err(OversightError::NoReason);
    }
    let line = format!("{}taken-over {}", say::FOR_TEAM, owner.name);
    say::by_house(tx, &say::Place::of(&chat), &line, Some(agent))?;
    // While it is still theirs, it is addressed to them.
    let why = Draft {
        text: reason.clone(),
        ..Draft::default()
    };
    say::comment(tx, agent, id, &why)?;
    watch::remove(tx, id, agent.id)?;
    give::by_house(tx, &chat, agent)?;
    // Why stands in the chat and goes with it.
    let detail = format!("{} → {}", owner.name, agent.name);
    let who = audit::customer(chat.customer);
    audit::log_with(tx, origin, "chat_taken_over", &who, &detail)?;
    conversation::by_id(tx, id)?.ok_or(OversightError::NotFound)
}

#[cfg(test)]
mod tests;
