//! What an agent was about to say: kept on the server, so that it survives reloads and other browsers.

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx, named_params},
};

/// Keeps a draft; an empty one is forgotten.
pub fn keep(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: ConversationId,
    text: &str,
) -> Result<(), DbError> {
    if text.trim().is_empty() {
        tx.execute(
            "delete from draft where agent_id = ?1 and conversation_id = ?2",
            (agent, conversation),
        )?;
        return Ok(());
    }
    let now = tx.now;
    tx.execute(
        "insert into draft (agent_id, conversation_id, text, updated_at)
         values (:agent, :conversation, :text, :now)
         on conflict (agent_id, conversation_id) do update set text = excluded.text, updated_at = excluded.updated_at",
        named_params! { ":agent": agent, ":conversation": conversation, ":text": text, ":now": now },
    )?;
    Ok(())
}

/// An agent's draft in a chat.
pub fn of(
    reader: &Reader<'_>,
    agent: AgentId,
    conversation: ConversationId,
) -> Result<Option<String>, DbError> {
    reader.find(
        "select text from draft where agent_id = ?1 and conversation_id = ?2",
        (agent, conversation),
        |row| row.get(0),
    )
}
