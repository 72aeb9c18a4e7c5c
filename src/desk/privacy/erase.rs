//! Removing the rows of one chat, step by step: the same for a customer who is erased and for a chat whose time is up.
//!
//! What figures had of it is taken out of them, so that figures and lists still agree. Of what colleagues know beyond
//! that (an agent's own words in other chats, what a webhook's receiver keeps) the house knows nothing.

use crate::{
    base::id::{ContentId, ConversationId, MessageId},
    db::{DbError, Reader, Tx},
    desk::{
        attachment::sweep,
        figures::course,
        prompter::past,
        search,
        timer::{self, Due},
    },
};

/// Messages removed in one act at most: the writer belongs to everybody.
const STEP: usize = 50;

/// Tables whose rows belong to one message, by their column `message_id`.
pub(super) const OF_MESSAGE: &[&str] = &[
    "translation",
    "message_version",
    "mention",
    "struck",
    "shared",
    "outbox",
    "amendment",
    "sent_template",
    "foreign_message",
    "mail",
    "fetch",
    "bookmark",
];

/// Tables whose rows belong to one chat, by their column `conversation_id`, in the order in which they go.
pub(super) const OF_CHAT: &[&str] = &[
    "bot_chat",
    "consent",
    "silence",
    "worn_identity",
    "offer",
    "forward",
    "invite",
    "participant",
    "watch",
    "score",
    "bookmark",
    "together_chat",
    "watermark",
    "draft",
    "shared",
    "outgoing",
    "post",
    "proposal",
];

/// Timers that a chat may have.
const TIMERS: [Due; 7] = [
    Due::ForwardDue,
    Due::OpenToAll,
    Due::EndReservation,
    Due::EndWrapUp,
    Due::AskSurvey,
    Due::Silence,
    Due::BotIdle,
];

/// What an erasure takes away, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Chats.
    pub chats: i64,
    /// Messages of either side.
    pub messages: i64,
    /// Comments of the team's.
    pub comments: i64,
    /// Files that were sent or are about to be.
    pub files: i64,
    /// Notes about the customer.
    pub notes: i64,
    /// Pages they looked at.
    pub pages: i64,
    /// Accounts through which they wrote.
    pub accounts: i64,
}

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// There is no such customer, or they are being erased already.
    #[error("there is no such customer")]
    NotFound,
    /// What was typed is not what was asked for.
    #[error("what was typed is not the customer's name")]
    NotConfirmed,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Removes some of a chat that has ended; `true` when there is more to remove.
pub(super) fn chat(tx: &mut Tx<'_>, id: ConversationId) -> Result<bool, DbError> {
    course::erase(tx, id)?;
    let messages: Vec<MessageId> = tx.list(
        "select id from message where conversation_id = ?1 order by id desc limit ?2",
        (id, STEP),
        |row| row.get(0),
    )?;
    for message in &messages {
        remove_message(tx, *message)?;
    }
    if messages.len() == STEP {
        return Ok(true);
    }
    for due in TIMERS {
        timer::cancel(tx, due, id.0)?;
    }
    let kept = newest_event(tx)?;
    tx.execute(
        "delete from event indexed by event_by_conversation
         where conversation_id = ?1 and kind not in ('message', 'comment') and id < ?2",
        (id, kept),
    )?;
    for table in ["score_mark", "score_version"] {
        let sql = format!(
            "delete from {table} where score_id in (select id from score where conversation_id = ?1)"
        );
        tx.execute(&sql, [id])?;
    }
    for (kind, table) in [(Due::Leave, "outgoing"), (Due::InviteExpires, "invite")] {
        tx.execute(
            &format!(
                "delete from timer where kind = ?2
                   and subject_id in (select id from {table} where conversation_id = ?1)"
            ),
            (id, kind),
        )?;
    }
    release_files(
        tx,
        "outgoing_id in (select id from outgoing where conversation_id = ?1)",
        id.0,
    )?;
    for table in OF_CHAT {
        tx.execute(
            &format!("delete from {table} where conversation_id = ?1"),
            [id],
        )?;
    }
    tx.execute("delete from conversation where id = ?1", [id])?;
    Ok(false)
}

/// The newest row of the event table is never deleted: its number would be given again.
fn newest_event(reader: &Reader<'_>) -> Result<i64, DbError> {
    reader.get("select coalesce(max(id), 0) from event", [], |row| {
        row.get(0)
    })
}

fn remove_message(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    search::forget(tx, id)?;
    past::erase(tx, id)?;
    release_files(tx, "message_id = ?1", id.0)?;
    for table in OF_MESSAGE {
        tx.execute(&format!("delete from {table} where message_id = ?1"), [id])?;
    }
    // What points here from elsewhere points nowhere.
    for (table, column) in [
        ("message", "quotes_id"),
        ("outgoing", "quotes_id"),
        ("forward", "comment_id"),
        ("bot_chat", "asked_id"),
    ] {
        tx.execute(
            &format!("update {table} set {column} = null where {column} = ?1"),
            [id],
        )?;
    }
    tx.execute("delete from message where id = ?1", [id])?;
    let kept = newest_event(tx)?;
    tx.execute("delete from event where id = ?1 and id < ?2", (id.0, kept))?;
    Ok(())
}

/// Removes files under a condition on `?1`, and marks the bytes that nobody else uses.
pub(super) fn release_files(
    tx: &mut Tx<'_>,
    condition: &str,
    given: i64,
) -> Result<usize, DbError> {
    let files: Vec<(String, ContentId)> = tx.list(
        &format!("select id, content_id from attachment where {condition} limit 100"),
        [given],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (file, content) in &files {
        tx.execute("delete from attachment where id = ?1", [file])?;
        sweep::release(tx, *content)?;
    }
    Ok(files.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::privacy::pointing_to};

    #[test]
    fn whatever_belongs_to_a_chat_or_a_message_goes_with_it() {
        let mut memory = Memory::new();
        let apart = [
            ("message", "quotes_id"),
            ("outgoing", "quotes_id"),
            ("forward", "comment_id"),
            ("bot_chat", "asked_id"),
            ("attachment", "message_id"),
            ("past_answer", "message_id"),
            ("past_answer", "opening_id"),
            ("past_answer", "question_id"),
        ];
        let of_message = pointing_to(&mut memory, "message");
        assert!(of_message.len() > 15, "the schema was not understood");
        for (table, column) in of_message {
            let is_known = (column == "message_id" && OF_MESSAGE.contains(&table.as_str()))
                || apart.contains(&(table.as_str(), column.as_str()));
            assert!(
                is_known,
                "{table}.{column} would be left, or hold the message"
            );
        }
        let of_chat = pointing_to(&mut memory, "conversation");
        assert!(of_chat.len() > 15, "the schema was not understood");
        for (table, column) in of_chat {
            let is_known = column == "conversation_id"
                && (OF_CHAT.contains(&table.as_str())
                    || matches!(
                        table.as_str(),
                        "message" | "course" | "outbox" | "amendment"
                    ));
            assert!(is_known, "{table}.{column} would be left, or hold the chat");
        }
    }

    #[test]
    fn nothing_is_looked_through_whole_to_erase_a_message() {
        let mut memory = Memory::new();
        for parent in ["message", "conversation"] {
            for (table, column) in pointing_to(&mut memory, parent) {
                // The lists of a whole team, which are short.
                if matches!(
                    table.as_str(),
                    "bookmark" | "outgoing" | "invite" | "counted" | "outbox" | "amendment"
                ) {
                    continue;
                }
                let plan: Vec<String> = memory
                    .act::<_, DbError>(|tx| {
                        tx.list(
                            &format!(
                                "explain query plan select 1 from {table} where {column} = ?1"
                            ),
                            [1_i64],
                            |row| row.get(3),
                        )
                    })
                    .unwrap();
                assert!(
                    plan.iter().all(|step| step.starts_with("SEARCH")),
                    "{table}.{column}: {plan:?}"
                );
            }
        }
    }
}
