//! What the house holds about a customer (O9): handed out whole, and erased for good; and chats whose time is up.
//!
//! Erasing is begun by one act, which cuts the customer off and makes them unknown at once, and gone on with in steps
//! until nothing is left: rows, files, the search index, what was learned from them, what others were told. Where it
//! stands is told by the rows themselves, so that a house that was killed goes on where it was.

pub mod erase;
pub mod erasure;
pub mod house;
pub mod kept;
pub mod person;
pub mod record;
pub mod retention;
pub mod traces;
pub mod withdrawal;

pub use erase::{Count, EraseError};

/// Tables that point to another one, and by which column.
#[cfg(test)]
fn pointing_to(memory: &mut crate::db::memory::Memory, parent: &str) -> Vec<(String, String)> {
    memory
        .act::<_, crate::db::DbError>(|tx| {
            tx.list(
                "select child.name, reference.\"from\" from sqlite_schema as child
                   join pragma_foreign_key_list(child.name) as reference
                 where child.type = 'table' and reference.\"table\" = ?1",
                [parent],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        })
        .unwrap()
}
