//! What a silent customer is told: the team's own words, else those that Shopbell comes with.

use std::collections::HashMap;

use crate::{
    base::{id::QueueId, lang::Lang, text},
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        content::language::{self, Content},
        conversation::{Conversation, silence::Deed},
        setting,
    },
};

/// Most characters of a text.
pub const LONGEST: usize = 1_000;

/// What Shopbell comes with.
#[must_use]
pub fn shipped(deed: Deed, lang: Lang) -> String {
    let name = match deed {
        Deed::Remind => "silence-reminder",
        Deed::Close => "silence-goodbye",
    };
    lang.text(name).into_owned()
}

/// The team's own words for a queue.
pub fn own(
    reader: &Reader<'_>,
    queue: QueueId,
) -> Result<HashMap<(Deed, String), String>, DbError> {
    let rows = reader.list(
        "select deed, language, text from silence_text where queue_id = ?1",
        [queue],
        |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// The words for the customer of a chat, in their language.
pub(super) fn words(
    reader: &Reader<'_>,
    chat: &Conversation,
    deed: Deed,
) -> Result<String, DbError> {
    let wanted = language::of(reader, chat)?.code;
    let default = setting::get::<Content>(reader)?.language;
    let lang = language::of_house(&wanted, &default);
    let own = own(reader, chat.queue)?.remove(&(deed, lang.code().to_owned()));
    Ok(own.unwrap_or_else(|| shipped(deed, lang)))
}

/// Sets the team's own words for a queue. Empty ones are those that Shopbell comes with.
pub fn set(
    tx: &mut Tx<'_>,
    origin: &Origin,
    queue: QueueId,
    texts: &[(Deed, Lang, String)],
) -> Result<(), DbError> {
    tx.execute("delete from silence_text where queue_id = ?1", [queue])?;
    for (deed, lang, words) in texts {
        let words = text::clean(words);
        if words.is_empty() || words == shipped(*deed, *lang) {
            continue;
        }
        tx.execute(
            "insert into silence_text (queue_id, deed, language, text) values (?1, ?2, ?3, ?4)",
            (queue, *deed, lang.code(), words),
        )?;
    }
    let name: String = tx.get("select name from queue where id = ?1", [queue], |row| {
        row.get(0)
    })?;
    audit::log(tx, origin, "queue_changed", &name)
}
