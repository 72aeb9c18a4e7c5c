//! The folder that holds everything a house writes: for this user alone, and for one process at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::Context;

use crate::{
    base::time::Clock,
    db::{Db, disk},
};

/// Name of the file that holds everything.
const FILE: &str = "shopbell.db";

/// Name of the file whose lock says that a process has the folder.
const LOCK: &str = "lock";

/// The folder is in use.
#[derive(Debug, thiserror::Error)]
#[error("Shopbell is already running with the data in {}", .0.display())]
pub struct Running(pub PathBuf);

/// Makes the folder for this user alone and locks it. The system frees the lock however the process
/// ends, so a killed house never keeps the next one out.
pub fn lock(data: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    disk::restrict(data).with_context(|| format!("{} cannot be kept private", data.display()))?;
    let path = data.join(LOCK);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    disk::restrict(&path).with_context(|| format!("{} cannot be kept private", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Running(data.to_owned()).into()),
        Err(TryLockError::Error(error)) => Err(error).context("the data folder cannot be locked"),
    }
}

/// The file that holds everything.
#[must_use]
pub fn file(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// Whether a folder holds a house already.
#[must_use]
pub fn has_file(data: &Path) -> bool {
    file(data).exists()
}

/// Whether a folder holds nothing but its lock.
pub fn is_empty(data: &Path) -> std::io::Result<bool> {
    for entry in fs::read_dir(data)? {
        if entry?.file_name() != LOCK {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Opens the file in a locked folder without serving, for commands.
pub fn open_file(data: &Path, clock: Clock) -> anyhow::Result<Db> {
    let path = file(data);
    Db::open(&path, clock, Box::new(|_| {})).with_context(|| path.display().to_string())
}
