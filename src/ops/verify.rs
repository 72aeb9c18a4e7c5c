//! Whether a file is sound, through and through, and what it holds.

use std::{fmt, path::Path};

use anyhow::Context;

use super::folder;
use crate::{
    db::{DbError, Snapshot},
    desk::attachment::proof::{self, Stored},
};

/// What a sound file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    anyhow::ensure!(path.exists(), "{} does not exist", path.display());
    Snapshot::of_backup(path)
        .map_err(anyhow::Error::from)
        .and_then(|snapshot| look_through(&snapshot))
        .with_context(|| path.display().to_string())
}

/// Looks through a house's own file, also while the house is in service.
pub fn house(data: &Path) -> anyhow::Result<Holding> {
    let path = folder::file(data);
    open(data)
        .and_then(|snapshot| look_through(&snapshot))
        .with_context(|| path.display().to_string())
}

/// A house's file as it is now. The lock is held for a moment only: a house that is started
/// meanwhile is not kept out, since SQLite lets one process read what another one writes.
/// The house's file as it is at this moment, whether or not it is in service.
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
    let stored = proof::prove(&reader).context("it is damaged")?;
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
