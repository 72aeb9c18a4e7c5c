//! What the team wrote down about a customer: no customer ever sees it.

use serde::{Deserialize, Serialize};

use super::{by_id, merge};
use crate::{
    base::{
        id::{CustomerId, NoteId},
        text,
        time::Timestamp,
    },
    db::{DbError, Page, Reader, Row, Tx, named_params},
    desk::{
        event::{self, About, Kind},
        team::{Agent, Face, Role},
    },
};

/// Most characters of a note.
pub const LONGEST: usize = 4_000;

/// A note and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// About whom.
    pub customer: CustomerId,
    /// Who wrote it.
    pub author: Face,
    /// What it says.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
}

/// What is told when a note is written or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// About whom.
    pub customer_id: CustomerId,
    /// Which note.
    pub note_id: NoteId,
    /// The note; `None` once it is removed.
    pub note: Option<Note>,
}

const COLUMNS: &str = "note.id, note.customer_id, note.text, note.created_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Note> {
    let author = Face::from_row(row, 4)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(Note {
        id: row.get(0)?,
        customer: row.get(1)?,
        text: row.get(2)?,
        created_at: row.get(3)?,
        author,
    })
}

/// Why the notes stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// There is nothing to keep.
    #[error("there is nothing to write down")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("the note has {0} characters, {LONGEST} fit")]
    TooLong(usize),
    /// There is no such customer or note.
    #[error("there is no such customer or note")]
    NotFound,
    /// A colleague's note, and the agent is no supervisor.
    #[error("only {} and supervisors may remove this note", .0.name)]
    NotYours(Face),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Writes a note about a customer.
pub fn write(
    tx: &mut Tx<'_>,
    agent: &Agent,
    customer: CustomerId,
    text: &str,
) -> Result<Note, NoteError> {
    let text = text::clean(text);
    let length = text.chars().count();
    if length == 0 {
        return Err(NoteError::Empty);
    }
    if length > LONGEST {
        return Err(NoteError::TooLong(length));
    }
    let customer = merge::who_is(tx, customer)?;
    by_id(tx, customer)?.ok_or(NoteError::NotFound)?;
    let now = tx.now;
    tx.execute(
        "insert into note (customer_id, agent_id, text, created_at)
         values (:customer, :agent, :text, :now)",
        named_params! { ":customer": customer, ":agent": agent.id, ":text": text, ":now": now },
    )?;
    let note = Note {
        id: NoteId(tx.last_insert_id()),
        customer,
        author: agent.face(),
        text,
        created_at: now,
    };
    tell(tx, note.id, customer, Some(&note))?;
    Ok(note)
}

/// Removes a note: one's own, or as a supervisor anybody's. One that is gone stays gone.
pub fn remove(tx: &mut Tx<'_>, agent: &Agent, id: NoteId) -> Result<(), NoteError> {
    let sql = format!(
        "select {COLUMNS}, {} from note join agent on agent.id = note.agent_id where note.id = ?1",
        Face::COLUMNS
    );
    let note = tx.find(&sql, [id], from_row)?.ok_or(NoteError::NotFound)?;
    if note.author.id != agent.id && !agent.may_act_as(Role::Supervisor) {
        return Err(NoteError::NotYours(note.author));
    }
    let now = tx.now;
    let removed = tx.execute(
        "update note set deleted_at = ?2 where id = ?1 and deleted_at is null",
        (id, now),
    )?;
    if removed > 0 {
        tell(tx, id, note.customer, None)?;
    }
    Ok(())
}

fn tell(
    tx: &mut Tx<'_>,
    note_id: NoteId,
    customer_id: CustomerId,
    note: Option<&Note>,
) -> Result<(), DbError> {
    let record = Record {
        customer_id,
        note_id,
        note: note.cloned(),
    };
    // About no account: a visitor is never told.
    event::record(tx, Kind::Note, About::default(), &record)?;
    Ok(())
}

/// The notes about a customer before `before`, newest first.
pub fn of_customer(
    reader: &Reader<'_>,
    customer: CustomerId,
    before: Option<NoteId>,
    limit: usize,
) -> Result<Page<Note, NoteId>, DbError> {
    let sql = format!(
        "select {COLUMNS}, {} from note join agent on agent.id = note.agent_id
         where note.customer_id = ?1 and note.id < ?2 and note.deleted_at is null
         order by note.id desc limit ?3",
        Face::COLUMNS
    );
    let before = before.unwrap_or(NoteId(i64::MAX));
    let notes = reader.list(&sql, (customer, before, limit + 1), from_row)?;
    Ok(Page::cut(notes, limit, |note| note.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, customer, event::Event},
    };

    #[test]
    fn notes_are_read_newest_first_with_their_authors() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        for text in ["likes oolong", "moved to Lisbon", "  calls at noon \n"] {
            memory.act(|tx| write(tx, &ana, hannah, text)).unwrap();
        }
        let page = memory.act(|tx| of_customer(tx, hannah, None, 2)).unwrap();
        let texts: Vec<_> = page.rows.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["calls at noon", "moved to Lisbon"]);
        assert_eq!(page.rows[0].author.name, "Ana");
        let rest = memory
            .act(|tx| of_customer(tx, hannah, page.next, 2))
            .unwrap();
        assert_eq!((rest.rows.len(), rest.next), (1, None));
    }

    #[test]
    fn who_wrote_a_note_may_remove_it_and_so_may_supervisors() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::supervisor(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let cy = memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
        let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        let mut note = || {
            memory
                .act(|tx| write(tx, &bo, hannah, "likes oolong"))
                .unwrap()
        };
        let (first, second) = (note(), note());
        memory.announced.clear();
        let refused = memory.act(|tx| remove(tx, &cy, first.id));
        assert!(matches!(refused, Err(NoteError::NotYours(face)) if face.id == bo.id));
        memory.act(|tx| remove(tx, &bo, first.id)).unwrap();
        memory.act(|tx| remove(tx, &ana, second.id)).unwrap();
        memory.act(|tx| remove(tx, &ana, second.id)).unwrap();
        let left = memory.act(|tx| of_customer(tx, hannah, None, 9)).unwrap();
        assert!(left.rows.is_empty());
        let told: Vec<Record> = memory
            .announced
            .iter()
            .filter_map(|announcement| announcement.downcast_ref::<Event>()?.parse())
            .collect();
        assert_eq!(told.len(), 2);
        assert_eq!((told[0].note_id, told[0].note.as_ref()), (first.id, None));
    }

    #[test]
    fn a_note_says_something() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        let mut refused =
            |customer, text: &str| memory.act(|tx| write(tx, &ana, customer, text)).err();
        assert!(matches!(refused(hannah, " \n"), Some(NoteError::Empty)));
        let long = "x".repeat(LONGEST + 1);
        assert!(matches!(
            refused(hannah, &long),
            Some(NoteError::TooLong(_))
        ));
        assert!(matches!(
            refused(CustomerId(99), "x"),
            Some(NoteError::NotFound)
        ));
        assert!(refused(hannah, &long[1..]).is_none());
    }
}
