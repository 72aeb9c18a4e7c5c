//! Putting a chat back into the wait list, and giving it to a colleague.

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Tx, named_params},
    desk::{
        conversation::{
            self, Cause, Conversation, State,
            handed::{self, End},
            say,
        },
        outgoing,
        team::{self, Agent, Face, Role},
    },
};

/// Why a chat stayed where it was.
#[derive(Debug, thiserror::Error)]
pub enum GiveError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// It is a colleague's, and the agent is no supervisor.
    #[error("{} has this chat", .0.name)]
    TakenBy(Face),
    /// It is not with anybody.
    #[error("nobody has this chat")]
    NotActive,
    /// The colleague is unknown or left.
    #[error("there is no such colleague")]
    NoSuchAgent,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Puts a chat back into the wait list, where its waiting time goes on.
pub fn release(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, GiveError> {
    let conversation = own(tx, agent, id)?;
    outgoing::hurry(tx, id)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'waiting', agent_id = null, claimed_at = null, claim_key = null,
           queued_at = :now, waiting_since = coalesce(waiting_since, :now), last_activity_at = :now
         where id = :id",
        named_params! { ":now": now, ":id": id },
    )?;
    say::by_house(tx, &say::Place::of(&conversation), "released", Some(agent))?;
    conversation::tell(tx, id, Cause::Released)?;
    conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)
}

/// Gives a chat to a colleague. A waiting one may be given by anybody, a colleague's only by a supervisor.
pub fn assign(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    to: AgentId,
) -> Result<Conversation, GiveError> {
    let to = team::by_id(tx, to)?
        .filter(|to| to.deactivated_at.is_none())
        .ok_or(GiveError::NoSuchAgent)?;
    let conversation = match own(tx, agent, id) {
        Err(GiveError::NotActive) => conversation::by_id(tx, id)?
            .filter(|conversation| {
                matches!(conversation.state, State::Waiting { .. } | State::Scheduled)
            })
            .ok_or(GiveError::NotActive)?,
        other => other?,
    };
    outgoing::hurry(tx, id)?;
    handed::end(tx, &conversation, End::Taken)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'active', agent_id = :to, claimed_at = :now, claim_key = null,
           last_activity_at = :now
         where id = :id",
        named_params! { ":to": to.id, ":now": now, ":id": id },
    )?;
    say::by_house(tx, &say::Place::of(&conversation), "assigned", Some(&to))?;
    conversation::tell(tx, id, Cause::Assigned)?;
    conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)
}

/// The chat, if it is the agent's own or they may act for others.
fn own(tx: &Tx<'_>, agent: &Agent, id: ConversationId) -> Result<Conversation, GiveError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)?;
    match &conversation.state {
        State::Active { agent: owner, .. }
            if owner.id == agent.id || agent.may_act_as(Role::Supervisor) =>
        {
            Ok(conversation)
        }
        State::Active { agent: owner, .. } => Err(GiveError::TakenBy(owner.clone())),
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::WrappingUp { .. }
        | State::Closed { .. } => Err(GiveError::NotActive),
    }
}
