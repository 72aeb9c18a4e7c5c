//! What is worth talking about: a chat, or one message of it, with a short note. The list is the whole team's.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, BookmarkId, ConversationId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        bot,
        conversation::{
            self, Cause, State,
            message::{self, Author, Entry},
        },
        team::{Agent, Role},
    },
};

/// Most characters of a note.
pub const LONGEST_NOTE: usize = 200;

/// Most bookmarks of one chat.
pub const MOST: usize = 50;

/// For how long one that was taken away can be put back.
pub const UNDO: Duration = Duration::from_secs(60);

/// Characters of the marked message that the list shows.
const QUOTED: usize = 120;

/// A mark at a chat or a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its id.
    pub id: BookmarkId,
    /// In which chat.
    pub conversation: ConversationId,
    /// At which message; `None`: at the chat as a whole.
    pub message: Option<MessageId>,
    /// What that says, shortened.
    pub quoted: String,
    /// Who put it there.
    pub by: AgentId,
    /// Their name.
    pub by_name: String,
    /// Why; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// When it was taken away.
    pub removed_at: Option<Timestamp>,
}

/// Why a mark was not set or taken away.
#[derive(Debug, thiserror::Error)]
pub enum BookmarkError {
    /// There is no such chat, message or mark.
    #[error("there is no such chat, message or bookmark")]
    NotFound,
    /// The chat has [`MOST`].
    #[error("a chat has {MOST} bookmarks at most")]
    TooMany,
    /// It is somebody else's, and the agent is no supervisor.
    #[error("{0} set this bookmark")]
    NotYours(String),
    /// It was taken away too long ago.
    #[error("it is too late to put this back")]
    TooLate,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Marks a chat, or one message of it. Whoever marks the same again gives their mark another note.
pub fn set(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    message: Option<MessageId>,
    note: &str,
) -> Result<BookmarkId, BookmarkError> {
    let chat = conversation::by_id(tx, id)?.ok_or(BookmarkError::NotFound)?;
    if chat.state == State::Fresh && bot::held(tx, id)?.is_none() {
        return Err(BookmarkError::NotFound);
    }
    if let Some(message) = message
        && !is_of(tx, id, message)?
    {
        return Err(BookmarkError::NotFound);
    }
    let note = text::clean_line(note, LONGEST_NOTE);
    let standing = of_chat(tx, id)?;
    let same = standing
        .iter()
        .find(|mark| mark.removed_at.is_none() && mark.message == message && mark.by == agent.id);
    let now = tx.now;
    let mark = match same {
        Some(mark) => {
            tx.execute(
                "update bookmark set note = ?2, at = ?3 where id = ?1",
                (mark.id, &note, now),
            )?;
            mark.id
        }
        None if standing.len() >= MOST => return Err(BookmarkError::TooMany),
        None => {
            tx.execute(
                "insert into bookmark (conversation_id, message_id, agent_id, note, at)
                 values (:chat, :message, :agent, :note, :now)",
                named_params! {
                    ":chat": id, ":message": message, ":agent": agent.id, ":note": note, ":now": now,
                },
            )?;
            BookmarkId(tx.last_insert_id())
        }
    };
    conversation::tell_team(tx, id, Cause::Changed)?;
    Ok(mark)
}

fn is_of(reader: &Reader<'_>, id: ConversationId, message: MessageId) -> Result<bool, DbError> {
    Ok(match message::by_id(reader, message)? {
        Some(Entry::Message(message)) => {
            message.conversation == id && !matches!(message.author, Author::System(_))
        }
        Some(Entry::Comment(comment)) => comment.conversation == id,
        None => false,
    })
}

/// Takes a mark away: whoever set it, or a supervisor.
pub fn remove(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: BookmarkId,
) -> Result<ConversationId, BookmarkError> {
    let mark = changeable(tx, agent, id)?;
    if mark.removed_at.is_none() {
        let now = tx.now;
        tx.execute(
            "update bookmark set removed_at = ?2 where id = ?1",
            (id, now),
        )?;
        conversation::tell_team(tx, mark.conversation, Cause::Changed)?;
    }
    Ok(mark.conversation)
}

/// Puts back what was taken away a moment ago.
pub fn put_back(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: BookmarkId,
) -> Result<ConversationId, BookmarkError> {
    let mark = changeable(tx, agent, id)?;
    if let Some(removed) = mark.removed_at {
        if tx.now.since(removed) > UNDO {
            return Err(BookmarkError::TooLate);
        }
        tx.execute("update bookmark set removed_at = null where id = ?1", [id])?;
        conversation::tell_team(tx, mark.conversation, Cause::Changed)?;
    }
    Ok(mark.conversation)
}

fn changeable(
    reader: &Reader<'_>,
    agent: &Agent,
    id: BookmarkId,
) -> Result<Bookmark, BookmarkError> {
    let sql = format!("{SELECT} where bookmark.id = ?1");
    let mark = reader
        .find(&sql, [id], from_row)?
        .ok_or(BookmarkError::NotFound)?;
    if mark.by != agent.id && !agent.may_act_as(Role::Supervisor) {
        return Err(BookmarkError::NotYours(mark.by_name));
    }
    Ok(mark)
}

/// The marks of a chat, the first one first, with those that can still be put back.
pub fn of_chat(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<Bookmark>, DbError> {
    let sql = format!(
        "{SELECT} where bookmark.conversation_id = ?1
           and (bookmark.removed_at is null or bookmark.removed_at >= ?2) order by bookmark.id"
    );
    reader.list(&sql, (id, reader.now.minus(UNDO)), from_row)
}

/// What was noted with the newest mark of a chat, perhaps nothing; `None` when it has none.
pub fn newest_note(reader: &Reader<'_>, id: ConversationId) -> Result<Option<String>, DbError> {
    reader.find(
        "select note from bookmark where conversation_id = ?1 and removed_at is null
         order by id desc limit 1",
        [id],
        |row| row.get(0),
    )
}

const SELECT: &str =
    "select bookmark.id, bookmark.conversation_id, bookmark.message_id, coalesce(message.text, ''),
    bookmark.agent_id, agent.name, bookmark.note, bookmark.at, bookmark.removed_at
    from bookmark join agent on agent.id = bookmark.agent_id
      left join message on message.id = bookmark.message_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Bookmark> {
    Ok(Bookmark {
        id: row.get(0)?,
        conversation: row.get(1)?,
        message: row.get(2)?,
        quoted: text::preview(&row.get::<_, String>(3)?, QUOTED),
        by: row.get(4)?,
        by_name: row.get(5)?,
        note: row.get(6)?,
        at: row.get(7)?,
        removed_at: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn a_mark_stands_until_it_is_taken_away_and_comes_back_for_a_moment() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::supervisor(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let cy = memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "My kettle sings"))
            .unwrap();
        let other = memory
            .act(|tx| cast::waiting_chat(tx, "Omar", "Hello"))
            .unwrap();
        let id = said.conversation;
        let strange = memory.act(|tx| set(tx, &bo, id, Some(other.id), "?"));
        assert!(matches!(strange, Err(BookmarkError::NotFound)));
        let whole = memory.act(|tx| set(tx, &bo, id, None, "Odd")).unwrap();
        let again = memory.act(|tx| set(tx, &bo, id, None, "Very odd")).unwrap();
        assert_eq!(whole, again, "one mark by each");
        memory
            .act(|tx| set(tx, &ana, id, Some(said.id), "Read this"))
            .unwrap();
        let marks = memory.act(|tx| of_chat(tx, id)).unwrap();
        let shown: Vec<_> = marks
            .iter()
            .map(|mark| (mark.note.as_str(), mark.quoted.as_str(), &*mark.by_name))
            .collect();
        assert_eq!(
            shown,
            [
                ("Very odd", "", "Bo"),
                ("Read this", "My kettle sings", "Ana")
            ]
        );

        let others = memory.act(|tx| remove(tx, &cy, whole));
        assert!(matches!(others, Err(BookmarkError::NotYours(name)) if name == "Bo"));
        memory.act(|tx| remove(tx, &ana, whole)).unwrap();
        memory.advance(UNDO);
        memory.act(|tx| put_back(tx, &bo, whole)).unwrap();
        memory.act(|tx| remove(tx, &bo, whole)).unwrap();
        memory.advance(UNDO + Duration::from_secs(1));
        let late = memory.act(|tx| put_back(tx, &bo, whole));
        assert!(matches!(late, Err(BookmarkError::TooLate)));
        assert_eq!(memory.act(|tx| of_chat(tx, id)).unwrap().len(), 1);
    }
}
