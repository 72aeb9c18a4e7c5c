//! What a customer was shown before they first wrote in a chat, and agreed to or took notice of: with the words of that
//! time, since the team may change them.

use crate::{
    base::{id::ConversationId, text, time::Timestamp},
    db::{DbError, Reader, Tx, named_params},
};

/// Most characters of such a text.
pub const LONGEST: usize = 500;

/// That a customer has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// What they were shown.
    pub text: String,
    /// Whether they were only told; else they agreed.
    pub is_notice: bool,
    /// When they wrote, having seen it.
    pub at: Timestamp,
    /// When they took it back.
    pub withdrawn_at: Option<Timestamp>,
    /// Whether they asked to be erased then.
    pub wants_erasure: bool,
}

/// Notes what stood before a message. The first word in a chat counts, and the first one after that was taken back; an empty
/// one says nothing.
pub fn note(
    tx: &mut Tx<'_>,
    chat: ConversationId,
    shown: &str,
    is_notice: bool,
) -> Result<(), DbError> {
    let shown = text::clean_line(shown, LONGEST);
    if shown.is_empty() {
        return Ok(());
    }
    let now = tx.now;
    tx.execute(
        "insert into consent (conversation_id, text, is_notice, at) values (:chat, :text, :notice, :now)
         on conflict (conversation_id) do update
           set text = excluded.text, is_notice = excluded.is_notice, at = excluded.at, withdrawn_at = null,
             wants_erasure = 0
           where withdrawn_at is not null",
        named_params! { ":chat": chat, ":text": shown, ":notice": is_notice, ":now": now },
    )?;
    Ok(())
}

/// What the customer of a chat has seen; `None`: nothing was shown.
pub fn of(reader: &Reader<'_>, chat: ConversationId) -> Result<Option<Consent>, DbError> {
    reader.find(
        "select text, is_notice, at, withdrawn_at, wants_erasure from consent where conversation_id = ?1",
        [chat],
        |row| {
            Ok(Consent {
                text: row.get(0)?,
                is_notice: row.get(1)?,
                at: row.get(2)?,
                withdrawn_at: row.get(3)?,
                wants_erasure: row.get(4)?,
            })
        },
    )
}

/// Since when nothing of ours goes out to the customer of a chat, because they took back what they agreed to; `None`
/// when it may.
///
/// A yes is taken back by a person and not by an account of theirs: whatever else we know them by, we do not turn there
/// instead. What they write themselves, or agree to anew, opens the account on which they did, and no other. What their
/// machine answers by itself is no word of theirs.
pub fn silent_since(
    reader: &Reader<'_>,
    chat: ConversationId,
) -> Result<Option<Timestamp>, DbError> {
    let withdrawn: Option<Timestamp> = reader.get(
        "select max(consent.withdrawn_at) from conversation
           join conversation as other on other.customer_id = conversation.customer_id
           join consent on consent.conversation_id = other.id
         where conversation.id = ?1",
        [chat],
        |row| row.get(0),
    )?;
    let Some(withdrawn) = withdrawn else {
        return Ok(None);
    };
    let is_open_again = reader.exists(
        "select 1 from conversation
           join conversation as other on other.identity_id = conversation.identity_id
         where conversation.id = :chat
           and (exists (select 1 from message where message.conversation_id = other.id
                  and message.author = 'customer' and message.automatic = 0 and message.created_at > :withdrawn)
             or exists (select 1 from consent where consent.conversation_id = other.id
                  and consent.withdrawn_at is null and consent.is_notice = 0 and consent.at >= :withdrawn))",
        named_params! { ":chat": chat, ":withdrawn": withdrawn },
    )?;
    Ok((!is_open_again).then_some(withdrawn))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn the_words_that_were_shown_first_stay() {
        let mut memory = Memory::new();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        for (shown, is_notice) in [
            ("", false),
            ("We keep this for a year.", false),
            ("Other words", true),
        ] {
            memory.act(|tx| note(tx, chat, shown, is_notice)).unwrap();
        }
        let known = memory.act(|tx| of(tx, chat)).unwrap().unwrap();
        assert_eq!(known.text, "We keep this for a year.");
        assert!(!known.is_notice);
    }
}
