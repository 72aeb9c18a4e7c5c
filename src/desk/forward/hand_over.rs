//! The end of a shift: each open chat of an agent goes somewhere before they go.

use super::{ForwardError, Forwarding, Wish, forward};
use crate::{
    base::id::{AgentId, ConversationId, SessionId},
    db::{DbError, Reader, Tx},
    desk::{
        conversation::{self, Conversation},
        setting,
        team::{Agent, session},
        waitlist::give::{self, GiveError},
    },
};

/// Where a chat goes.
#[derive(Debug, Clone)]
pub enum Lot {
    /// Back to the wait list, to those who serve its queue.
    Back,
    /// Where it is forwarded to.
    To(Wish),
}

/// Why nothing was handed over.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// For some open chats nobody said where they go: they may have come meanwhile.
    #[error("{0} open chats have nowhere to go")]
    Missing(usize),
    /// One of them could not be forwarded so.
    #[error(transparent)]
    Forward(#[from] ForwardError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The chats an agent has, the one that was written in last first.
pub fn open_chats(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.agent_id = ?1 and conversation.state = 'active'
         order by conversation.last_activity_at desc, conversation.id desc",
        conversation::COLUMNS,
        conversation::FROM,
    );
    reader.list(&sql, [agent], conversation::from_row)
}

/// Hands over every open chat, or none of them. What somebody else took meanwhile is theirs.
pub fn hand_over(
    tx: &mut Tx<'_>,
    agent: &Agent,
    lots: &[(ConversationId, Lot)],
) -> Result<(), HandOverError> {
    let open = open_chats(tx, agent.id)?;
    let lot_of = |id| {
        lots.iter()
            .find(|(chat, _)| *chat == id)
            .map(|(_, lot)| lot)
    };
    let missing = open.iter().filter(|chat| lot_of(chat.id).is_none()).count();
    if missing > 0 {
        return Err(HandOverError::Missing(missing));
    }
    for chat in &open {
        match lot_of(chat.id) {
            Some(Lot::To(wish)) => drop(forward(tx, agent, chat.id, wish)?),
            Some(Lot::Back) | None => match give::release(tx, agent, chat.id) {
                // A reply that left on the way may have changed what can be done with it.
                Ok(_) | Err(GiveError::NotActive | GiveError::NotFound) => {}
                Err(GiveError::Db(error)) => return Err(error.into()),
                Err(GiveError::TakenBy(face)) => {
                    return Err(ForwardError::TakenBy(face).into());
                }
                Err(GiveError::NoSuchAgent) => return Err(ForwardError::NoSuchAgent.into()),
            },
        }
    }
    Ok(())
}

/// Signs an agent out. With their last session every open chat goes where the lots say, unless they `keep` them and the
/// house lets people; who is signed in elsewhere has their chats there, and hands over only what they name.
pub fn sign_out(
    tx: &mut Tx<'_>,
    agent: &Agent,
    session: SessionId,
    lots: &[(ConversationId, Lot)],
    keep: bool,
) -> Result<(), HandOverError> {
    let rules: Forwarding = setting::get(tx)?;
    let asks = !lots.is_empty() || session::is_last(tx, agent.id, session)?;
    if asks && !(keep && rules.may_leave_chats) {
        hand_over(tx, agent, lots)?;
    }
    session::end(tx, agent.id, session)?;
    Ok(())
}
