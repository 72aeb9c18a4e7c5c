//! What the house remembers of its backups and of its last look at itself: small files among the data, because commands
//! write them, too, while the house is open and its one writer is somebody else.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::verify::Holding;
use crate::{base::time::Timestamp, db::disk};

/// Something that is remembered.
pub trait Entry: Serialize + DeserializeOwned {
    /// Name of its file.
    const FILE: &'static str;
}

/// The last backup that was made, wherever it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// When it was begun.
    pub at: Timestamp,
    /// Where it lies.
    pub path: PathBuf,
    /// In bytes.
    pub size: u64,
    /// What it holds.
    pub holding: Holding,
    /// How long it took, the look through it included, in milliseconds.
    pub took_ms: u64,
}

impl Entry for Made {
    const FILE: &'static str = "backup-made";
}

/// The last one that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When it was begun.
    pub at: Timestamp,
    /// Why, in words.
    pub why: String,
}

impl Entry for Failed {
    const FILE: &'static str = "backup-failed";
}

/// The last time that a backup was restored to see whether it can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drill {
    /// When it was begun.
    pub at: Timestamp,
    /// The backup.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// What was wrong; `None`: a house came of it.
    pub why: Option<String>,
}

impl Drill {
    /// How many seconds a gigabyte took.
    #[must_use]
    pub fn seconds_per_gigabyte(&self) -> f64 {
        self.took_ms as f64 / 1e3 / (self.size.max(1) as f64 / 1e9)
    }
}

impl Entry for Drill {
    const FILE: &'static str = "backup-drill";
}

/// The last time that the house looked at itself, and how far its longer rounds have come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Checked {
    /// When.
    pub at: Timestamp,
    /// In how many things it did not agree with itself.
    pub differences: usize,
    /// The files up to this one were compared in this round; 0: the next night begins a new one.
    pub files_after: i64,
    /// Names of those that were not what was sent.
    pub files_found: Vec<String>,
    /// The days up to this one, in days since 1970, are still to be reckoned in this round.
    pub days_left: Option<i64>,
    /// Those that came to something else.
    pub days_found: Vec<String>,
}

impl Entry for Checked {
    const FILE: &'static str = "self-check";
}

/// Reads an entry; `None` where there is none, or one that an earlier program wrote otherwise.
#[must_use]
pub fn read<E: Entry>(data: &Path) -> Option<E> {
    let text = fs::read_to_string(data.join(E::FILE)).ok()?;
    serde_json::from_str(&text).ok()
}

/// Writes an entry in place of the one before. A house that cannot keep it has another trouble: this one is only told to
/// the log.
pub fn write<E: Entry>(data: &Path, entry: &E) {
    let text = serde_json::to_string(entry).expect("our own shapes are plain data");
    if let Err(error) = replace(&data.join(E::FILE), text.as_bytes()) {
        tracing::warn!(%error, file = E::FILE, "it could not be written down");
    }
}

/// Forgets an entry.
pub fn forget<E: Entry>(data: &Path) {
    let _ = fs::remove_file(data.join(E::FILE));
}

/// Puts a whole file in the place of another: whoever reads it finds one or the other.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    let mut file = disk::private(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}

/// When a backup of this house was last made.
#[must_use]
pub fn newest_backup(data: &Path) -> Option<Timestamp> {
    let text = fs::read_to_string(data.join(Made::FILE)).ok()?;
    // Earlier programs wrote the instant alone.
    text.trim()
        .parse()
        .ok()
        .map(Timestamp)
        .or_else(|| serde_json::from_str::<Made>(&text).ok().map(|made| made.at))
}
