//! What a platform said of a message after it was sent.

use crate::{
    base::id::MessageId,
    db::{DbError, Tx},
    desk::amend,
};

/// It was not delivered, and that is certain: the log shows it so, and it counts no longer among what the
/// customer may be sent (BEHAVIOUR 13). What the customer has received already stays received; answers
/// whether anything changed.
pub fn failed(tx: &mut Tx<'_>, id: MessageId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update message set delivery = 'failed'
         where id = ?1 and internal = 0 and (author = 'agent' or author = 'bot') and delivery <> 'failed'
           and id > (select delivered_id from conversation where conversation.id = message.conversation_id)",
        [id],
    )?;
    if changed > 0 {
        amend::tell(tx, id)?;
    }
    Ok(changed > 0)
}
