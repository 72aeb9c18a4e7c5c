//! The key to what a house keeps secret: a small file apart from the database, so that neither a copy of that nor a backup
//! gives anything away (R31). It lies among the data unless another place is named, is made at the first start, and is never
//! part of a backup.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{backup, folder};
use crate::{
    base::vault::Vault,
    config::KEY_FILE,
    db::{DbError, Snapshot, disk},
    desk::sealed::{self, Standing},
};

/// Where the key lies unless another place is named.
#[must_use]
pub fn within(data: &Path) -> PathBuf {
    data.join(KEY_FILE)
}

/// The key that lies there, made if there is none. The caller holds the lock of the house.
pub fn take(path: &Path) -> anyhow::Result<Vault> {
    if let Some(vault) = read(path)? {
        return Ok(vault);
    }
    let vault = Vault::random();
    write(path, &vault).with_context(|| {
        format!(
            "the key to what is secret cannot be made in {}",
            path.display()
        )
    })?;
    Ok(vault)
}

/// The key that lies there, if one does.
pub fn read(path: &Path) -> anyhow::Result<Option<Vault>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", path.display()));
        }
    };
    let vault = Vault::read(&text).with_context(|| {
        format!(
            "{} is no key of Shopbell’s. Nothing was changed: put the copy of it in its place that you kept, or move it \
             away to go on without it",
            path.display()
        )
    })?;
    Ok(Some(vault))
}

/// Takes in a key that was missing, or was another one: it lies there and opens from now on, above the present one, which
/// may have sealed something meanwhile. The caller has seen that it opens something.
pub fn give(path: &Path, present: &Vault, given: &Vault) -> io::Result<()> {
    let both = present.below(given);
    write(path, &both)?;
    present.become_as(&both);
    Ok(())
}

/// One that bears the good name is whole.
fn write(path: &Path, vault: &Vault) -> io::Result<()> {
    let part = backup::part_of(path);
    let mut file = disk::private(&part)?;
    file.write_all(vault.written().expose().as_bytes())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, path)?;
    disk::sync_folder(path)
}

/// How the secrets in the file of a house stand to the key that lies there. Nothing is made, and nobody has the file open.
pub fn standing(data: &Path, path: &Path) -> anyhow::Result<Standing> {
    let snapshot = Snapshot::of_house(&folder::file(data), false)?;
    let vault = read(path)?.unwrap_or_else(Vault::random);
    let found: Result<_, DbError> = sealed::standing(&snapshot.with_vault(vault).reader());
    Ok(found?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_this_user_alone_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = within(folder.path());
        assert!(read(&path).unwrap().is_none());
        let made = take(&path).unwrap();
        let again = take(&path).unwrap();
        assert_eq!(made.name(), again.name());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // One that is given stands above it, and the file is still this user's alone.
        let given = Vault::random();
        give(&path, &made, &given).unwrap();
        let kept = read(&path).unwrap().unwrap();
        assert_eq!((kept.name(), made.name()), (given.name(), given.name()));
        assert_eq!(kept.written().expose(), made.written().expose());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // Where nothing can be written, nothing changes.
        let nowhere = folder.path().join("gone").join("shopbell.key");
        assert!(give(&nowhere, &made, &Vault::random()).is_err());
        assert_eq!(made.name(), given.name());
        // One that was cut short is not taken for none.
        fs::write(&path, "shopbell-key-1 AAAA").unwrap();
        let error = format!("{:#}", take(&path).unwrap_err());
        assert!(error.contains("line 1 is no key"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "shopbell-key-1 AAAA");
    }
}
