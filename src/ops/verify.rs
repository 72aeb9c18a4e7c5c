//! Whether a file is sound, through and through, and what it holds.

use std::{fmt, path::Path, sync::Arc};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::folder;
use crate::{
    db::{DbError, Pace, Snapshot, Stride},
    desk::{
        attachment::proof::{self, Stored},
        self_check::{self, Difference},
    },
};

/// What a sound file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Messages of customers and agents, and comments.
    pub messages: u64,
    /// Chats.
    pub chats: u64,
    /// Customers.
    pub customers: u64,
    /// Files that were sent.
    pub stored: Stored,
}

impl fmt::Display for Holding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} messages in {} chats of {} customers, {} files of {:.1} MB",
            self.messages,
            self.chats,
            self.customers,
            self.stored.files,
            self.stored.bytes as f64 / 1e6
        )
    }
}

/// Looks through a backup, or any file that belongs to nobody.
pub fn backup(path: &Path) -> anyhow::Result<Holding> {
    backup_at(path, &Pace::full())
}

/// As [`backup`], at a pace.
pub fn backup_at(path: &Path, pace: &Arc<Pace>) -> anyhow::Result<Holding> {
    anyhow::ensure!(path.exists(), "{} does not exist", path.display());
    Snapshot::of_backup(path)
        .and_then(|snapshot| snapshot.at_pace(pace))
        .map_err(anyhow::Error::from)
        .and_then(|snapshot| look_through(&snapshot))
        .with_context(|| path.display().to_string())
}

/// What a sound file reckons otherwise than it is written down in it; see [`self_check`]. Asked of a backup, or of the
/// house's own file.
pub fn differences(file: Option<&Path>, data: &Path) -> anyhow::Result<Vec<Difference>> {
    let snapshot = match file {
        Some(file) => Snapshot::of_backup(file)?,
        None => open(data)?,
    };
    Ok(self_check::everything(&snapshot.reader())?)
}

/// Looks through a house's own file, also while the house is in service.
pub fn house(data: &Path) -> anyhow::Result<Holding> {
    let path = folder::file(data);
    open(data)
        .and_then(|snapshot| look_through(&snapshot))
        .with_context(|| path.display().to_string())
}

/// Looks through a house's own file, of which the caller holds the lock and which nobody has open.
pub(super) fn house_of_one(data: &Path) -> anyhow::Result<Holding> {
    let snapshot = Snapshot::of_house(&folder::file(data), false)?;
    look_through(&snapshot)
}

/// The house's file as it is at this moment, whether or not it is in service. The lock is held for a moment only: a house that is started
/// meanwhile is not kept out, since SQLite lets one process read what another one writes.
pub fn open(data: &Path) -> anyhow::Result<Snapshot> {
    let path = folder::file(data);
    anyhow::ensure!(path.exists(), "there is no house in {}", data.display());
    let lock = match folder::lock(data) {
        Ok(lock) => Some(lock),
        Err(error) if error.is::<folder::Running>() => None,
        Err(error) => return Err(error),
    };
    Ok(Snapshot::of_house(&path, lock.is_none())?)
}

pub(super) fn look_through(snapshot: &Snapshot) -> anyhow::Result<Holding> {
    snapshot.check()?;
    let reader = snapshot.reader();
    let mut stride = Stride::new(snapshot.pace());
    let stored = proof::prove(&reader, || stride.rest()).context("it is damaged")?;
    let count = |table: &str| {
        reader.get::<u64>(&format!("select count(*) from {table}"), [], |row| {
            row.get(0)
        })
    };
    let holding = || {
        Ok::<_, DbError>(Holding {
            messages: count("message")?,
            chats: count("conversation")?,
            customers: count("customer")?,
            stored,
        })
    };
    Ok(holding()?)
}
