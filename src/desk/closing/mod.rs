//! How an episode ends, and what the customer thought of it.

pub mod archive;
pub mod choice;
pub mod close;
mod company;
pub mod courtesy;
pub mod follow_up;
pub mod reopen;
pub mod survey;
pub mod wrap_up;

use serde::Serialize;

use crate::{
    base::id::{ChatTypeId, ReasonId},
    db::{DbError, Reader},
};

/// What a chat can be about, from the team's own list.
#[derive(Debug, Clone, Serialize)]
pub struct ChatType {
    /// Its id.
    pub id: ChatTypeId,
    /// Its name.
    pub name: String,
}

/// How a chat can end.
#[derive(Debug, Clone, Serialize)]
pub struct Reason {
    /// Its id.
    pub id: ReasonId,
    /// Its name.
    pub name: String,
}

/// The types on offer, in the team's order.
pub fn chat_types(reader: &Reader<'_>) -> Result<Vec<ChatType>, DbError> {
    reader.list(
        "select id, name from chat_type where retired_at is null order by position, id",
        [],
        |row| {
            Ok(ChatType {
                id: row.get(0)?,
                name: row.get(1)?,
            })
        },
    )
}

/// The reasons on offer, in the team's order.
pub fn reasons(reader: &Reader<'_>) -> Result<Vec<Reason>, DbError> {
    reader.list(
        "select id, name from closing_reason where retired_at is null order by position, id",
        [],
        |row| {
            Ok(Reason {
                id: row.get(0)?,
                name: row.get(1)?,
            })
        },
    )
}
