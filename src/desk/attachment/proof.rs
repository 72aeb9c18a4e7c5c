//! Whether every stored file is what was sent: nothing missing, nothing short, nothing changed.

use serde::{Deserialize, Serialize};

use super::read;
use crate::{
    base::id::ContentId,
    db::{DbError, Reader},
};

/// How many files are stored, each once, and their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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

/// Reads every stored file and compares it with the hash of what was sent. `rest` is asked between two files, and whether
/// to end.
pub fn prove(reader: &Reader<'_>, mut rest: impl FnMut() -> bool) -> Result<Stored, Flaw> {
    incomplete(reader)?;
    let mut stored = Stored::default();
    let mut after = ContentId(0);
    loop {
        let proved = prove_some(reader, after, STRETCH)?;
        if let Some(flaw) = proved.flaws.into_iter().next() {
            return Err(flaw);
        }
        stored.files += proved.stored.files;
        stored.bytes += proved.stored.bytes;
        match proved.last {
            Some(last) => after = last,
            None => return Ok(stored),
        }
        if rest() {
            return Err(DbError::Stopping.into());
        }
    }
}

/// Bytes between two rests.
const STRETCH: u64 = 2 * 1024 * 1024;

/// A message that names a file which never arrived as a whole.
pub fn incomplete(reader: &Reader<'_>) -> Result<(), Flaw> {
    let found = reader.find(
        "select attachment.message_id, attachment.name
         from attachment left join content on content.id = attachment.content_id
         where attachment.message_id is not null and content.sha256 is null",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    match found {
        Some((message, name)) => Err(Flaw::Incomplete { message, name }),
        None => Ok(()),
    }
}

/// What came of looking at some of the files.
#[derive(Debug, Default)]
pub struct Proved {
    /// How many of them are what was sent.
    pub stored: Stored,
    /// The last one that was looked at; `None`: there are no more.
    pub last: Option<ContentId>,
    /// What is wrong with the others.
    pub flaws: Vec<Flaw>,
}

/// Compares the files after this one, in the order of their ids, until so many bytes were read.
pub fn prove_some(reader: &Reader<'_>, after: ContentId, most: u64) -> Result<Proved, DbError> {
    let mut proved = Proved::default();
    let (mut at, mut read) = (after, 0);
    while let Some((content, expected, sha256)) = reader.find(
        "select id, size, sha256 from content where id > ?1 and sha256 is not null order by id limit 1",
        [at],
        |row| Ok((row.get(0)?, row.get::<_, u64>(1)?, row.get::<_, [u8; 32]>(2)?)),
    )? {
        if read >= most {
            proved.last = Some(at);
            break;
        }
        let digest = read::digest(reader, content)?;
        if digest.size != expected || digest.sha256 != sha256 {
            let name: Option<String> = reader.find(
                "select name from attachment where content_id = ?1",
                [content],
                |row| row.get(0),
            )?;
            proved.flaws.push(Flaw::Changed {
                name: name.unwrap_or_default(),
                found: digest.size,
                expected,
            });
        } else {
            proved.stored.files += 1;
            proved.stored.bytes += expected;
        }
        // An empty file costs a look, too.
        read += expected.max(4096);
        at = content;
    }
    Ok(proved)
}
