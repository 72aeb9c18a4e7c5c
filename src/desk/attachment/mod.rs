//! A file somebody sent with a message.
//!
//! Its bytes are rows beside everything else: an upload arrives in pieces, becomes an attachment once
//! length and hash were checked, and is stored once however often it is sent. How long it stays
//! without being sent is the rule of [`sweep`].

pub mod card;
pub mod digest;
pub mod proof;
pub mod read;
pub mod rule;
pub mod store;
pub mod sweep;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    base::id::{AgentId, ContentId, IdentityId, MessageId, OutgoingId},
    db::{DbError, Reader, Row, Tx, named_params},
    stored_as_word,
};

/// How an attachment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttachmentKind {
    /// A picture.
    Image,
    /// A voice message.
    Voice,
    /// Anything else that was allowed.
    File,
    /// A picture with words and a link, from what the team keeps ready.
    Card,
}

stored_as_word!(AttachmentKind {
    Image = "image",
    Voice = "voice",
    File = "file",
    Card = "card",
});

/// A file and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Random, 128 bits in hex.
    pub id: String,
    /// Its bytes.
    #[serde(skip, default = "no_content")]
    pub content: ContentId,
    /// How it is shown.
    pub kind: AttachmentKind,
    /// File name as given, cleaned.
    pub name: String,
    /// By content, not by name.
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// Of an image, in pixels.
    pub width: Option<u32>,
    /// Of an image, in pixels.
    pub height: Option<u32>,
    /// Of a voice message, in milliseconds.
    pub duration_ms: Option<u32>,
    /// Of a voice message, its waveform: heights from `0` to `z`; empty when nobody measured it.
    #[serde(default)]
    pub levels: String,
    /// Of a card: what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<card::Face>,
}

fn no_content() -> ContentId {
    ContentId(0)
}

/// Who uploaded a file, and so may send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uploader {
    /// A customer.
    Customer(IdentityId),
    /// An agent.
    Agent(AgentId),
}

impl Uploader {
    /// The pair of columns that say so.
    #[must_use]
    pub fn columns(self) -> (Option<IdentityId>, Option<AgentId>) {
        match self {
            Self::Customer(identity) => (Some(identity), None),
            Self::Agent(agent) => (None, Some(agent)),
        }
    }
}

pub(in crate::desk) const COLUMNS: &str = "attachment.id, attachment.content_id, attachment.kind, attachment.name,
    attachment.media_type, content.size, attachment.width, attachment.height, attachment.duration_ms,
    attachment.levels, attachment.card";

pub(in crate::desk) fn from_row(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let words: Option<String> = row.get(10)?;
    let card = words
        .map(|words| serde_json::from_str(&words))
        .transpose()
        .map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(10, rusqlite::types::Type::Text, error.into())
        })?;
    Ok(Attachment {
        id: row.get(0)?,
        content: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        media_type: row.get(4)?,
        size: row.get(5)?,
        width: row.get(6)?,
        height: row.get(7)?,
        duration_ms: row.get(8)?,
        levels: row.get(9)?,
        card,
    })
}

/// A finished file.
pub fn by_id(reader: &Reader<'_>, id: &str) -> Result<Option<Attachment>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attachment join content on content.id = attachment.content_id
         where attachment.id = ?1 and content.sha256 is not null"
    );
    reader.find(&sql, [id], from_row)
}

/// Files that go with one message at most.
pub const MOST_PER_MESSAGE: usize = 10;

/// Binds uploaded files to a message. Answers `None` when one is not the uploader's, unfinished, already sent
/// or kept for a reply that has not left, or for something the team has ready, which would go with the message.
pub fn send_with(
    tx: &mut Tx<'_>,
    message: MessageId,
    uploader: Uploader,
    ids: &[String],
) -> Result<Option<Vec<Attachment>>, DbError> {
    let (identity, agent) = uploader.columns();
    for (position, id) in ids.iter().enumerate() {
        let bound = tx.execute(
            "update attachment set message_id = :message, position = :position
             where id = :id and message_id is null and outgoing_id is null and kept = 0
               and identity_id is :identity and agent_id is :agent
               and exists (select 1 from content where content.id = content_id and sha256 is not null)",
            named_params! {
                ":message": message, ":position": position, ":id": id,
                ":identity": identity, ":agent": agent,
            },
        )?;
        if bound == 0 {
            return Ok(None);
        }
    }
    of_message(tx, message).map(Some)
}

/// Which of these files are there and the uploader's, sent or not.
pub fn present(
    reader: &Reader<'_>,
    uploader: Uploader,
    ids: &[String],
) -> Result<Vec<String>, DbError> {
    let (identity, agent) = uploader.columns();
    let mut present = Vec::with_capacity(ids.len());
    for id in ids {
        let is_there = reader.exists(
            "select 1 from attachment join content on content.id = attachment.content_id
             where attachment.id = ?1 and attachment.identity_id is ?2 and attachment.agent_id is ?3
               and content.sha256 is not null",
            (id, identity, agent),
        )?;
        if is_there {
            present.push(id.clone());
        }
    }
    Ok(present)
}

/// Keeps uploaded files for a reply that has not left yet. `false` when one is not the uploader's,
/// unfinished, already sent or kept for another.
pub fn keep_for(
    tx: &mut Tx<'_>,
    outgoing: OutgoingId,
    uploader: Uploader,
    ids: &[String],
) -> Result<bool, DbError> {
    let (identity, agent) = uploader.columns();
    for (position, id) in ids.iter().enumerate() {
        let kept = tx.execute(
            "update attachment set outgoing_id = :outgoing, position = :position
             where id = :id and message_id is null and outgoing_id is null and kept = 0
               and identity_id is :identity and agent_id is :agent
               and exists (select 1 from content where content.id = content_id and sha256 is not null)",
            named_params! {
                ":outgoing": outgoing, ":position": position, ":id": id,
                ":identity": identity, ":agent": agent,
            },
        )?;
        if kept == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The files that will leave with a reply, in order.
pub fn kept_for(reader: &Reader<'_>, outgoing: OutgoingId) -> Result<Vec<Attachment>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attachment join content on content.id = attachment.content_id
         where attachment.outgoing_id = ?1 order by attachment.position"
    );
    reader.list(&sql, [outgoing], from_row)
}

/// Keeps files no longer: they were sent, or are their uploader's again for a day.
pub fn let_go(tx: &mut Tx<'_>, outgoing: OutgoingId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update attachment set outgoing_id = null,
           created_at = case when message_id is null then ?2 else created_at end
         where outgoing_id = ?1",
        (outgoing, now),
    )?;
    Ok(())
}

/// The names of files that wait to be sent.
pub fn names(reader: &Reader<'_>, ids: &[String]) -> Result<Vec<String>, DbError> {
    let mut names = Vec::with_capacity(ids.len());
    for id in ids {
        names.extend(
            reader.find("select name from attachment where id = ?1", [id], |row| {
                row.get::<_, String>(0)
            })?,
        );
    }
    Ok(names)
}

/// The files of one message, in order.
pub fn of_message(reader: &Reader<'_>, message: MessageId) -> Result<Vec<Attachment>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attachment join content on content.id = attachment.content_id
         where attachment.message_id = ?1 order by attachment.position"
    );
    reader.list(&sql, [message], from_row)
}
