//! Whether what is kept secret can be read, and by nobody else.

use std::path::Path;

use super::{Finding, judge};
use crate::{base::vault::Vault, db::Reader, desk::sealed};

/// Holds the sealed values against the key. The reader has it, if it could be read.
pub(super) fn look(
    vault: &anyhow::Result<Option<Vault>>,
    path: &Path,
    reader: &Reader<'_>,
) -> Finding {
    let has_key = match vault {
        Ok(key) => key.is_some(),
        Err(error) => {
            return Finding::wrong("key", "unreadable").words_for("why", format!("{error:#}"));
        }
    };
    match sealed::standing(reader) {
        Ok(standing) => judge::secrets(has_key, mode(path), standing),
        Err(error) => judge::unread(&error),
    }
}

/// Who may read the file besides its owner; nobody where the system does not tell.
#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .map_or(0, |file| file.permissions().mode() & 0o077)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> u32 {
    0
}
