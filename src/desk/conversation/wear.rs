//! An agent chooses as whom they write in a chat; it holds until they choose again.

use crate::{
    base::id::{AgentIdentityId, ConversationId},
    db::{DbError, Tx},
    desk::{
        agent_identity,
        conversation::{self, Cause, participant},
        team::Agent,
    },
};

/// Why an agent goes on as before.
#[derive(Debug, thiserror::Error)]
pub enum WearError {
    /// There is no such chat, or it is not theirs to answer.
    #[error("this chat is not yours to answer")]
    NotFound,
    /// They may not use it here.
    #[error("this identity is not for you on this channel")]
    NotYours,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// From now on an agent writes here under this identity; `None`: as themselves.
pub fn wear(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    identity: Option<AgentIdentityId>,
) -> Result<(), WearError> {
    let chat = conversation::by_id(tx, id)?.ok_or(WearError::NotFound)?;
    if !participant::may_answer(tx, &chat, agent.id)? {
        return Err(WearError::NotFound);
    }
    let choices = agent_identity::choices(tx, agent.id, chat.channel)?;
    let may = match identity {
        None => choices.own,
        Some(id) => choices.masks.iter().any(|mask| mask.id == id),
    };
    if !may {
        return Err(WearError::NotYours);
    }
    tx.execute(
        "insert into worn_identity (conversation_id, agent_id, agent_identity_id) values (?1, ?2, ?3)
         on conflict (conversation_id, agent_id) do update set agent_identity_id = excluded.agent_identity_id",
        (id, agent.id, identity),
    )?;
    conversation::tell(tx, id, Cause::Changed)?;
    Ok(())
}
