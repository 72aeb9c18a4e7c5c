//! Putting a chat back into the wait list, and giving it to a colleague.

use super::reserve;
use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{
            self, Cause, Conversation, State,
            handed::{self, End},
            participant, say,
        },
        invite::{self, leave},
        outgoing,
        team::{self, Agent, Face, Role, availability},
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

/// Puts a chat back into the wait list, where its waiting time goes on. Where chats are held out or given, whoever had
/// it is not the one to get it.
pub fn release(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, GiveError> {
    let conversation = own(tx, agent, id)?;
    back_to_the_line(tx, &conversation, "released", Some(agent))?;
    if let Some(owner) = conversation.agent() {
        reserve::passed_by(tx, id, owner.id, "declined")?;
    }
    conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)
}

/// The agent of a chat has gone. Somebody who is in it beside them has it from now on; else it waits for everybody,
/// now if its customer waits, or with the customer's next word.
pub fn pass_on(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let Some(chat) = conversation::by_id(tx, id)? else {
        return Ok(());
    };
    if leave::succeed(tx, &chat)? {
        return Ok(());
    }
    if chat.needs_reply() {
        return back_to_the_line(tx, &chat, "passed-on", None);
    }
    tx.execute(
        "update conversation set owner_gone = 1 where id = ?1 and state = 'active'",
        [id],
    )?;
    Ok(())
}

fn back_to_the_line(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    line: &str,
    agent: Option<&Agent>,
) -> Result<(), DbError> {
    outgoing::hurry(tx, chat.id)?;
    invite::disband(tx, chat.id)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'waiting', agent_id = null, claimed_at = null, claim_key = null,
           owner_gone = 0, queued_at = :now, waiting_since = coalesce(waiting_since, :now), last_activity_at = :now
         where id = :id",
        named_params! { ":now": now, ":id": chat.id },
    )?;
    say::by_house(tx, &say::Place::of(chat), line, agent)?;
    conversation::tell(tx, chat.id, Cause::Released)?;
    Ok(())
}

/// Whether an agent has a chat, and is there to serve it.
pub fn is_served_by(
    reader: &Reader<'_>,
    id: ConversationId,
    agent: AgentId,
) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from conversation where id = ?1 and state = 'active' and agent_id = ?2 and owner_gone = 0",
        (id, agent),
    )
}

/// Gives a chat to a colleague. A waiting one may be given by anybody, a colleague's only by a supervisor. One that is
/// theirs already stays as it is: whoever asks again over a line that broke is answered as before.
pub fn assign(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    to: AgentId,
) -> Result<Conversation, GiveError> {
    let to = team::by_id(tx, to)?
        .filter(|to| to.deactivated_at.is_none())
        .ok_or(GiveError::NoSuchAgent)?;
    if is_served_by(tx, id, to.id)? {
        return conversation::by_id(tx, id)?.ok_or(GiveError::NotFound);
    }
    let conversation = match own(tx, agent, id) {
        Err(GiveError::NotActive) => conversation::by_id(tx, id)?
            .filter(|conversation| {
                matches!(conversation.state, State::Waiting { .. } | State::Scheduled)
            })
            .ok_or(GiveError::NotActive)?,
        other => other?,
    };
    by_house(tx, &conversation, &to)?;
    conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)
}

/// Gives a chat to an agent, whoever had it.
pub fn by_house(tx: &mut Tx<'_>, chat: &Conversation, to: &Agent) -> Result<(), DbError> {
    outgoing::hurry(tx, chat.id)?;
    handed::end(tx, chat, End::Taken)?;
    invite::call_off(tx, chat.id)?;
    participant::remove(tx, chat.id, to.id)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'active', agent_id = :to, claimed_at = :now, claim_key = null,
           owner_gone = 0, last_activity_at = :now
         where id = :id",
        named_params! { ":to": to.id, ":now": now, ":id": chat.id },
    )?;
    reserve::taken(tx, chat.id, to.id)?;
    availability::was_busy(tx, to.id)?;
    availability::given(tx, to.id)?;
    say::by_house(tx, &say::Place::of(chat), "assigned", Some(to))?;
    conversation::tell(tx, chat.id, Cause::Assigned)?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::id::MessageId,
        db::memory::Memory,
        desk::{cast, conversation::message, waitlist::claim},
    };

    #[test]
    fn whoever_gives_a_chat_twice_has_given_it_once() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let said = memory.act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"));
        let chat = said.unwrap().conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let mut give = || {
            memory.act(|tx| {
                let given = assign(tx, &ana, chat, bo.id)?;
                let log = message::of_conversation(tx, chat, MessageId(0), 100)?;
                Ok::<_, GiveError>((given.agent().map(|owner| owner.id), log.len()))
            })
        };
        let (owner, lines) = give().unwrap();
        assert_eq!(owner, Some(bo.id));
        // The first answer was lost: it is no longer Ana’s, and it is where she wanted it.
        assert_eq!(give().unwrap(), (Some(bo.id), lines));
    }
}
