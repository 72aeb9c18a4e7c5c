//! What an agent wrote of which a message is the translation: the customer got the message, colleagues may read both.

use crate::{
    base::id::MessageId,
    db::{DbError, Tx, named_params},
};

/// An agent's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Code of their language.
    pub language: String,
    /// The words.
    pub text: String,
}

/// Keeps what an agent wrote beside the message that the customer got.
pub fn keep(tx: &mut Tx<'_>, message: MessageId, original: &Original) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into translation (message_id, language, text, is_original, at)
         values (:message, :language, :text, 1, :now)
         on conflict (message_id, language) do nothing",
        named_params! {
            ":message": message, ":language": original.language, ":text": original.text, ":now": now,
        },
    )?;
    Ok(())
}
