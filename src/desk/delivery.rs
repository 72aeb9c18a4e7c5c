//! What a platform said of a message after it was sent.

use crate::{
    base::id::MessageId,
    db::{DbError, Tx},
    desk::{
        amend::{Revised, Which},
        conversation::{
            self, Cause, Conversation,
            message::{self, Entry},
        },
        event::{self, Kind},
        waiting_clock,
        waitlist::give,
    },
};

/// It was not delivered, and that is certain: the log shows it so, and it counts no longer among what the
/// customer may be sent (BEHAVIOUR 13), nor among the answers: who waited before it waits still. What the
/// customer has received already stays received; answers whether anything changed.
pub fn failed(tx: &mut Tx<'_>, id: MessageId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update message set delivery = 'failed'
         where id = ?1 and internal = 0 and (author = 'agent' or author = 'bot') and delivery <> 'failed'
           and id > (select delivered_id from conversation where conversation.id = message.conversation_id)",
        [id],
    )?;
    let Some(Entry::Message(message)) = message::by_id(tx, id)?.filter(|_| changed > 0) else {
        return Ok(false);
    };
    let Some(chat) = conversation::by_id(tx, message.conversation)? else {
        return Ok(false);
    };
    let which = Which { message_id: id };
    let event = event::record_silently(tx, Kind::Revision, chat.about(), &which)?;
    tx.announce(Revised {
        event,
        identity: chat.identity,
        message,
    });
    wait_again(tx, &chat)?;
    Ok(true)
}

/// The answer did not arrive: the customer waits since when they waited before it (BEHAVIOUR 2).
fn wait_again(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    let since = waiting_clock::reckoned(tx, chat.id)?;
    let changed = tx.execute(
        "update conversation set waiting_since = ?2
         where id = ?1 and (state = 'active' or state = 'waiting') and waiting_since is not ?2",
        (chat.id, since),
    )?;
    if changed == 0 {
        return Ok(());
    }
    // Somebody who has gone meanwhile will not try again.
    if tx.exists(
        "select 1 from conversation where id = ?1 and owner_gone = 1 and waiting_since is not null",
        [chat.id],
    )? {
        return give::pass_on(tx, chat.id);
    }
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}
