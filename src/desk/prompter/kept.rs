//! What was proposed and what of it was used, for figures.

use std::time::Duration;

use super::{Proposal, SourceKind};
use crate::{
    base::{
        id::{AgentId, ConversationId, ProposalId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
};

/// So long it is kept.
const KEPT: Duration = Duration::from_secs(365 * 24 * 3600);

/// Writes down what an agent is shown; answers its ids in the same order.
pub fn offer(
    tx: &mut Tx<'_>,
    agent: AgentId,
    chat: ConversationId,
    proposals: &[Proposal],
) -> Result<Vec<ProposalId>, DbError> {
    let now = tx.now;
    tx.execute("delete from proposal where at < ?1", [now.minus(KEPT)])?;
    let mut ids = Vec::with_capacity(proposals.len());
    for (place, proposal) in proposals.iter().enumerate() {
        tx.execute(
            "insert into proposal (agent_id, conversation_id, at, source, subject_id, place)
             values (:agent, :chat, :now, :source, :subject, :place)",
            named_params! {
                ":agent": agent, ":chat": chat, ":now": now, ":source": proposal.source.kind(),
                ":subject": proposal.source.subject(), ":place": place + 1,
            },
        )?;
        ids.push(ProposalId(tx.last_insert_id()));
    }
    Ok(ids)
}

/// An agent put one of theirs into the editor. Anything else changes nothing.
pub fn used(tx: &mut Tx<'_>, agent: AgentId, id: ProposalId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update proposal set used_at = ?3 where id = ?1 and agent_id = ?2 and used_at is null",
        (id, agent, now),
    )?;
    Ok(())
}

/// How much was shown and used of one sort of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Which sort.
    pub source: SourceKind,
    /// How often something of it was shown.
    pub shown: i64,
    /// And used.
    pub used: i64,
}

/// What was shown and used since an instant, by sort.
pub fn tally(reader: &Reader<'_>, since: Timestamp) -> Result<Vec<Tally>, DbError> {
    reader.list(
        "select source, count(*), count(used_at) from proposal where at >= ?1 group by source order by source",
        [since],
        |row| {
            Ok(Tally {
                source: row.get(0)?,
                shown: row.get(1)?,
                used: row.get(2)?,
            })
        },
    )
}
