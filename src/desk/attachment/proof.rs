//! Whether every stored file is what was sent: nothing missing, nothing short, nothing changed.

use super::read;
use crate::{
    base::id::ContentId,
    db::{DbError, Reader},
};

/// How many files are stored, each once, and their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stored {
    /// Contents.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What is wrong with a stored file.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// Its bytes are not those that were sent.
    #[error("the file “{name}” is not what was sent: {found} of {expected} bytes are there{}",
        if .found == .expected { ", and they have changed" } else { "" })]
    Changed {
        /// A name under which it was sent; empty when nobody sent it yet.
        name: String,
        /// Bytes that are stored.
        found: u64,
        /// Bytes that were sent.
        expected: u64,
    },
    /// A message names a file that never arrived as a whole.
    #[error("message {message} names the file “{name}”, which is incomplete")]
    Incomplete {
        /// The message.
        message: i64,
        /// The file's name.
        name: String,
    },
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Reads every stored file and compares it with the hash of what was sent.
pub fn prove(reader: &Reader<'_>) -> Result<Stored, Flaw> {
    if let Some((message, name)) = reader.find(
        "select attachment.message_id, attachment.name
         from attachment left join content on content.id = attachment.content_id
         where attachment.message_id is not null and content.sha256 is null",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )? {
        return Err(Flaw::Incomplete { message, name });
    }
    let contents: Vec<(ContentId, u64, [u8; 32])> = reader.list(
        "select id, size, sha256 from content where sha256 is not null order by id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut stored = Stored::default();
    for (content, expected, sha256) in contents {
        let digest = read::digest(reader, content)?;
        if digest.size != expected || digest.sha256 != sha256 {
            let name = reader.find(
                "select name from attachment where content_id = ?1",
                [content],
                |row| row.get(0),
            )?;
            return Err(Flaw::Changed {
                name: name.unwrap_or_default(),
                found: digest.size,
                expected,
            });
        }
        stored.files += 1;
        stored.bytes += expected;
    }
    Ok(stored)
}
