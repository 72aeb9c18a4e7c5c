//! Holding a waiting chat for one agent, and letting it go.

use crate::{
    base::{
        id::{AgentId, ConversationId},
        time::Timestamp,
    },
    db::{DbError, Tx, named_params},
    desk::{
        conversation::Reserved,
        timer::{self, Due},
    },
};

/// Holds a waiting chat for an agent; a timer ends it. The caller tells.
pub fn hold(
    tx: &mut Tx<'_>,
    id: ConversationId,
    agent: AgentId,
    how: Reserved,
    until: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update conversation set reserved_for = :agent, reserved_as = :how, reserved_until = :until
         where id = :id and state = 'waiting'",
        named_params! { ":agent": agent, ":how": how, ":until": until, ":id": id },
    )?;
    timer::set(tx, Due::EndReservation, id.0, until)
}

/// Somebody has the chat now: what was held out of it is answered.
pub(super) fn taken(tx: &mut Tx<'_>, id: ConversationId, by: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update offer set ended_at = :now,
           outcome = case agent_id when :by then 'accepted' else 'withdrawn' end
         where conversation_id = :id and ended_at is null",
        named_params! { ":now": now, ":by": by, ":id": id },
    )?;
    Ok(())
}

/// An agent would not have a waiting chat, or did not take it while it was held for them: in this round it is held out
/// to them no more. `how`: `declined` or `missed`.
pub fn passed_by(
    tx: &mut Tx<'_>,
    id: ConversationId,
    agent: AgentId,
    how: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into offer (conversation_id, agent_id, queued_at, offered_at, expires_at, ended_at, outcome)
         select id, :agent, queued_at, :now, :now, :now, :how from conversation
         where id = :id and state = 'waiting' and not exists (
           select 1 from offer where offer.conversation_id = conversation.id and offer.agent_id = :agent
             and offer.queued_at = conversation.queued_at and offer.outcome in ('declined', 'missed'))",
        named_params! { ":agent": agent, ":now": now, ":how": how, ":id": id },
    )?;
    Ok(())
}

/// Holds it no longer; answers whether it was held. What was held out of it and is not answered is taken back: it would
/// keep others from being asked, and its agent from being offered another chat. The caller tells.
pub fn release(tx: &mut Tx<'_>, id: ConversationId) -> Result<bool, DbError> {
    let now = tx.now;
    tx.execute(
        "update offer set ended_at = ?2, outcome = 'withdrawn'
         where conversation_id = ?1 and ended_at is null",
        (id, now),
    )?;
    let changed = tx.execute(
        "update conversation set reserved_for = null, reserved_as = null, reserved_until = null
         where id = ?1 and reserved_for is not null",
        [id],
    )?;
    timer::cancel(tx, Due::EndReservation, id.0)?;
    Ok(changed > 0)
}
