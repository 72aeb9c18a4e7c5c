//! A house from a backup, in a folder that holds nothing yet.

use std::{fs, path::Path};

use anyhow::{Context, bail};

use super::{
    backup::{self, Backup},
    folder,
};
use crate::db::{Pace, Snapshot};

/// Copies a backup into an empty folder and looks it through there: what is served from is what was
/// proved sound. A file that lies in the folder already is never replaced.
pub fn restore(file: &Path, data: &Path) -> anyhow::Result<Backup> {
    anyhow::ensure!(file.exists(), "{} does not exist", file.display());
    let _lock = folder::lock(data)?;
    let path = folder::file(data);
    let part = backup::part_of(&path);
    // Left by one that was broken off.
    backup::remove_part(&part);
    if !folder::is_empty(data)? {
        bail!(
            "{} is not empty, and a backup never replaces anything: name another folder with --data",
            data.display()
        );
    }
    backup::has_room(file, &path)?;
    let restored = Snapshot::of_backup(file)
        .and_then(|snapshot| snapshot.copy_to(&part))
        .map_err(anyhow::Error::from)
        .and_then(|()| backup::finish(&part, &path, &Pace::full()));
    if restored.is_err() {
        let _ = fs::remove_file(&part);
    }
    restored.with_context(|| format!("{} was not restored", file.display()))
}
