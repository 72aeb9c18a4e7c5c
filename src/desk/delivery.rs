//! What a platform said of a message after it was sent.

use crate::{
    base::id::MessageId,
    db::{DbError, Tx},
    desk::{
        amend,
        conversation::{self, Cause},
        waiting_clock,
        waitlist::give,
    },
};

/// It was not delivered, and that is certain: the log shows it so, and it counts no longer among what the
/// customer may be sent (BEHAVIOUR 13), nor among the answers: who waited before it waits still. That something
/// after it, or a part of it, was received says nothing of it. Answers whether anything changed.
pub fn failed(tx: &mut Tx<'_>, id: MessageId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update message set delivery = 'failed'
         where id = ?1 and internal = 0 and (author = 'agent' or author = 'bot') and delivery <> 'failed'",
        [id],
    )?;
    if changed > 0 {
        amend::tell(tx, id)?;
        reckon(tx, id)?;
    }
    Ok(changed > 0)
}

/// It is on its way once more, because an agent says so.
pub(super) fn again(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    tx.execute("update message set delivery = 'queued' where id = ?1", [id])?;
    amend::tell(tx, id)?;
    reckon(tx, id)
}

/// An answer counts, or counts no longer: the customer waits since when their chat says (BEHAVIOUR 2).
fn reckon(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    let Some(chat) = amend::chat_of(tx, id)? else {
        return Ok(());
    };
    let since = waiting_clock::reckoned(tx, chat)?;
    let changed = tx.execute(
        "update conversation set waiting_since = ?2
         where id = ?1 and (state = 'active' or state = 'waiting') and waiting_since is not ?2",
        (chat, since),
    )?;
    if changed == 0 {
        return Ok(());
    }
    // Somebody who has gone meanwhile will not try again.
    if tx.exists(
        "select 1 from conversation where id = ?1 and owner_gone = 1 and waiting_since is not null",
        [chat],
    )? {
        return give::pass_on(tx, chat);
    }
    conversation::tell(tx, chat, Cause::Changed)?;
    Ok(())
}
