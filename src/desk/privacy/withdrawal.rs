//! A visitor takes back what they agreed to before the chat (O9). Their chat ends, their pages are followed no more, and
//! whoever serves them reads it in the chat's history; before they write again they are asked anew. What they wrote until
//! then stays until its time is up, or until an admin erases it, which they may ask for in the same breath.

use crate::{
    base::id::ConversationId,
    db::{DbError, Tx, named_params},
    desk::{
        closing::close,
        conversation::{self, Cause, Conversation, say},
        customer::{self, page_consent, visitor::Visitor},
    },
};

/// The line in the chat, for the team; with [`ERASE`] behind it if they want to be erased as well.
pub const LINE: &str = "consent-withdrawn";
/// See [`LINE`].
pub const ERASE: &str = "-erase";

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// They have agreed to nothing, or took it back already and ask for no more.
    #[error("there is nothing to take back")]
    Nothing,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Takes it back, in all chats of the visitor's account. With `wants_erasure` they ask to be erased, too, which may be said
/// later as well. From then on nothing of ours goes out to them by any way ([`conversation::consent::silent_since`]); their chats on
/// other accounts stay open, for the team to see to, and say so.
pub fn withdraw(
    tx: &mut Tx<'_>,
    visitor: Visitor,
    wants_erasure: bool,
) -> Result<(), WithdrawError> {
    let now = tx.now;
    let taken = tx.execute(
        "update consent set withdrawn_at = coalesce(withdrawn_at, :now), wants_erasure = max(wants_erasure, :erase)
         where is_notice = 0 and (withdrawn_at is null or wants_erasure < :erase)
           and conversation_id in (select id from conversation where identity_id = :identity)",
        named_params! { ":now": now, ":erase": wants_erasure, ":identity": visitor.identity },
    )?;
    if taken == 0 {
        return Err(WithdrawError::Nothing);
    }
    if let Some(chat) = conversation::latest_of(tx, visitor.identity)? {
        close::by_customer(tx, &chat)?;
        tell(tx, &chat, wants_erasure)?;
    }
    let elsewhere: Vec<ConversationId> = tx.list(
        "select id from conversation where customer_id = ?1 and identity_id <> ?2 and state <> 'closed' and state <> 'fresh'",
        (visitor.customer, visitor.identity),
        |row| row.get(0),
    )?;
    for id in elsewhere {
        if let Some(chat) = conversation::by_id(tx, id)? {
            tell(tx, &chat, wants_erasure)?;
        }
    }
    page_consent::note(tx, visitor, Some(false))?;
    Ok(customer::changed(tx, visitor.customer)?)
}

/// Whoever looks at a chat of theirs reads it there.
fn tell(tx: &mut Tx<'_>, chat: &Conversation, wants_erasure: bool) -> Result<(), DbError> {
    let more = if wants_erasure { ERASE } else { "" };
    let line = format!("{}{LINE}{more}", say::FOR_TEAM);
    say::by_house(tx, &say::Place::of(chat), &line, None)?;
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}

#[cfg(test)]
mod tests;
