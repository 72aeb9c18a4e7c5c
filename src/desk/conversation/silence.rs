//! That a customer says nothing while we wait for them: what the file knows of it. What follows from it is decided
//! in [`silence`](crate::desk::silence).
//!
//! A customer's message costs nothing here: the timer that an agent's message has set finds, when it falls due,
//! that somebody wrote meanwhile.

use std::time::Duration;

use crate::{
    base::{id::ConversationId, time::Timestamp},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        queue::policy::{Policy, Silence},
        timer::{self, Due},
    },
    stored_as_word,
};

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// The customer is reminded.
    Remind,
    /// The chat is closed.
    Close,
}

stored_as_word!(Deed {
    Remind = "remind",
    Close = "close",
});

/// What its agent was told comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// What.
    pub deed: Deed,
    /// When it happens by itself; `None`: only by hand.
    pub due: Option<Timestamp>,
}

/// How far it is with a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// Since when the customer says nothing, but for the time in which a reply was still to leave.
    pub since: Timestamp,
    /// When they were reminded.
    pub reminded_at: Option<Timestamp>,
    /// What its agent was told comes next.
    pub told: Option<Told>,
    /// Whether its agent said to leave them in peace.
    pub is_skipped: bool,
}

/// Minutes as a time.
#[must_use]
pub fn minutes(number: u32) -> Duration {
    Duration::from_secs(60 * u64::from(number))
}

/// We wait for the customer from now on. `is_new`: they had said something that was not answered yet, so
/// everything begins anew.
pub(super) fn begin(tx: &mut Tx<'_>, id: ConversationId, is_new: bool) -> Result<(), DbError> {
    let policy: String = tx.get(
        "select queue.policy from conversation join queue on queue.id = conversation.queue_id
         where conversation.id = ?1",
        [id],
        |row| row.get(0),
    )?;
    let policy: Policy = serde_json::from_str(&policy).unwrap_or_default();
    if policy.silence == Silence::Nothing {
        return Ok(());
    }
    let now = tx.now;
    tx.execute(
        "insert into silence (conversation_id, since) values (:id, :now)
         on conflict (conversation_id) do update set since = excluded.since, told = null, due_at = null,
           reminded_at = iif(:new, null, reminded_at), skipped_at = iif(:new, null, skipped_at)",
        named_params! { ":id": id, ":now": now, ":new": is_new },
    )?;
    // Nothing is due before this; what is then is the rule's to say.
    let first = minutes(policy.reminder_min.min(policy.close_min).saturating_sub(1));
    timer::set(tx, Due::Silence, id.0, now.plus(first))
}

/// How far it is with a chat, if it began.
pub fn of(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Quiet>, DbError> {
    reader.find(
        "select since, reminded_at, told, due_at, skipped_at is not null from silence where conversation_id = ?1",
        [id],
        |row| {
            let due = row.get(3)?;
            let told: Option<Deed> = row.get(2)?;
            Ok(Quiet {
                since: row.get(0)?,
                reminded_at: row.get(1)?,
                told: told.map(|deed| Told { deed, due }),
                is_skipped: row.get(4)?,
            })
        },
    )
}

/// Nobody waits for this customer any more.
pub fn end(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tx.execute("delete from silence where conversation_id = ?1", [id])?;
    timer::cancel(tx, Due::Silence, id.0)
}
