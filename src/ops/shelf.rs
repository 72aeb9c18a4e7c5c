//! The folder in which the house keeps its backups, with the list of those that it made there. Nothing else in it is ever
//! touched: another program's files, or a backup that somebody made by hand.

use std::{
    fs,
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    backup::{self, FOLDER},
    ledger,
    verify::Holding,
};
use crate::{
    base::{secret, time::Timestamp},
    db::disk::{self, Space},
    desk::backup::{self as rule, Plan, Schedule},
};

/// A backup that the house made and may remove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Name of its file.
    pub name: String,
    /// When it was begun.
    pub at: Timestamp,
    /// In bytes.
    pub size: u64,
    /// What it holds, as it was found when it was opened and looked through.
    pub holding: Holding,
}

/// A backup that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Name of its file.
    pub name: String,
    /// When it was made.
    pub at: Timestamp,
    /// In bytes.
    pub size: u64,
    /// What it holds; `None`: the house did not make it.
    pub holding: Option<Holding>,
}

/// Why a folder cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// A path must say where it begins.
    #[error("{} does not begin at the root of a disk", .0.display())]
    Relative(PathBuf),
    /// The folder that it would lie in is not there.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// It is something else.
    #[error("{} is no folder", .0.display())]
    NoFolder(PathBuf),
    /// The system refuses to write or to read there.
    #[error("{}: {reason}", .path.display())]
    Refused {
        /// Where.
        path: PathBuf,
        /// In the system's words.
        reason: String,
    },
    /// What was written there did not come back as it was.
    #[error("what was written to {} did not come back as it was", .0.display())]
    Unfaithful(PathBuf),
    /// It has no room for a single backup.
    #[error("{} needs {:.1} MB, and {:.1} MB are free there", .path.display(), *.needed as f64 / 1e6, *.available as f64 / 1e6)]
    Full {
        /// Where.
        path: PathBuf,
        /// Bytes.
        needed: u64,
        /// Bytes.
        available: u64,
    },
    /// The folder is there, and it is not the one that was chosen: its disk is not mounted.
    #[error("{} is not the folder that was chosen: is its disk plugged in and mounted?", .0.display())]
    Gone(PathBuf),
}

/// The folder.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
    mark: String,
}

impl Shelf {
    /// The one that is scheduled, whether or not it is there.
    #[must_use]
    pub fn of(schedule: &Schedule, data: &Path) -> Self {
        let folder = match schedule.folder.as_str() {
            "" => data.join(FOLDER),
            folder => PathBuf::from(folder),
        };
        Self {
            folder,
            mark: schedule.mark.clone(),
        }
    }

    /// Tries a folder out by writing and reading, and takes it into use: makes it if it is not there, and leaves its list.
    /// `needed`: bytes of a backup. Answers the mark by which it is known again.
    pub fn choose(folder: &Path, needed: u64) -> Result<String, PlaceError> {
        if !folder.is_absolute() {
            return Err(PlaceError::Relative(folder.to_owned()));
        }
        if !folder.exists() {
            // A folder that has to be made within one that is not there is most often a disk that is not.
            let parent = folder.parent().unwrap_or(folder);
            if !parent.is_dir() {
                return Err(PlaceError::Missing(parent.to_owned()));
            }
            make_folder(folder).map_err(|error| refused(folder, &error))?;
        }
        if !folder.is_dir() {
            return Err(PlaceError::NoFolder(folder.to_owned()));
        }
        try_out(folder)?;
        let space =
            Space::around(&folder.join("backup")).map_err(|error| refused(folder, &error))?;
        if space.available < needed {
            return Err(PlaceError::Full {
                path: folder.to_owned(),
                needed,
                available: space.available,
            });
        }
        let shelf = Self {
            folder: folder.to_owned(),
            mark: secret::random_hex().chars().take(12).collect(),
        };
        shelf.write(&[]).map_err(|error| refused(folder, &error))?;
        Ok(shelf.mark)
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Refuses a folder that is not the one that was chosen. The usual one is made.
    pub fn is_there(&self) -> Result<(), PlaceError> {
        if !self.mark.is_empty() {
            return match self.list_file().is_file() {
                true => Ok(()),
                false => Err(PlaceError::Gone(self.folder.clone())),
            };
        }
        match self.folder.is_dir() {
            true => Ok(()),
            false => make_folder(&self.folder).map_err(|error| refused(&self.folder, &error)),
        }
    }

    fn list_file(&self) -> PathBuf {
        self.folder.join(match self.mark.as_str() {
            "" => "shopbell-backups.json".to_owned(),
            mark => format!("shopbell-backups-{mark}.json"),
        })
    }

    /// What the house made here and is still here, the oldest first.
    #[must_use]
    pub fn kept(&self) -> Vec<Kept> {
        let text = fs::read_to_string(self.list_file()).unwrap_or_default();
        let mut kept: Vec<Kept> = serde_json::from_str(&text).unwrap_or_default();
        // A list that was tampered with names nothing outside of its folder.
        kept.retain(|one| is_name(&one.name) && self.folder.join(&one.name).is_file());
        kept.sort_by_key(|one| one.at);
        kept
    }

    fn write(&self, kept: &[Kept]) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(kept).expect("our own shapes are plain data");
        ledger::replace(&self.list_file(), &text)
    }

    /// Everything in the folder that is a backup by its name, the newest first.
    #[must_use]
    pub fn list(&self) -> Vec<Listed> {
        let kept = self.kept();
        let mut listed: Vec<Listed> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let file = entry.metadata().ok()?;
                if !is_name(&name) || !file.is_file() {
                    return None;
                }
                let own = kept.iter().find(|one| one.name == name);
                let changed = || {
                    let since = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH);
                    Some(Timestamp(0).plus(since.ok()?))
                };
                Some(Listed {
                    at: own.map(|one| one.at).or_else(changed)?,
                    size: file.len(),
                    holding: own.map(|one| one.holding),
                    name,
                })
            })
            .collect();
        listed.sort_by(|a, b| (b.at, &b.name).cmp(&(a.at, &a.name)));
        listed
    }

    /// The file of a backup in the folder; `None` where no backup has this name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.join(name);
        (is_name(name) && path.is_file()).then_some(path)
    }

    /// Puts a backup on the list that has just proved itself, and removes those that are not to stay. Answers which.
    pub(super) fn put(&self, fresh: Kept, plan: &Plan) -> io::Result<Vec<String>> {
        let size = fresh.size;
        let mut kept = self.kept();
        kept.retain(|one| one.name != fresh.name);
        kept.push(fresh);
        // First the list: a backup that nobody knows would stay for ever.
        self.write(&kept)?;
        let instants: Vec<Timestamp> = kept.iter().map(|one| one.at).collect();
        let stay = rule::staying(&instants, plan.schedule.keep, &plan.zone);
        let mut removed = Vec::new();
        let spared = kept.len().saturating_sub(SPARED);
        // Not the fresh one, which stands last: by a clock that was set back, or has begun anew, it looks old.
        for (place, one) in kept.iter().enumerate().take(kept.len() - 1) {
            let must_go = place < spared && !self.has_room_for(size);
            if must_go || !stay.contains(&one.at) {
                fs::remove_file(self.folder.join(&one.name))?;
                removed.push(one.name.clone());
            }
        }
        if !removed.is_empty() {
            kept.retain(|one| !removed.contains(&one.name));
            self.write(&kept)?;
        }
        Ok(removed)
    }

    fn has_room_for(&self, size: u64) -> bool {
        Space::around(&self.list_file()).is_ok_and(|space| space.available > size)
    }
}

/// Where the next backup would find no room, older ones go than the rule says; but so many of the newest stay in any case: a
/// disk that something else fills up must not cost the past.
const SPARED: usize = 3;

fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    disk::restrict(folder)
}

fn refused(path: &Path, error: &io::Error) -> PlaceError {
    PlaceError::Refused {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// Whether a file of this name may be a backup.
fn is_name(name: &str) -> bool {
    let inner = name
        .strip_prefix(backup::PREFIX)
        .and_then(|rest| rest.strip_suffix(".db"));
    inner.is_some_and(|inner| {
        !inner.is_empty()
            && inner
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// Writes something and reads it back.
fn try_out(folder: &Path) -> Result<(), PlaceError> {
    let probe = folder.join(format!("shopbell-try-{}.part", secret::random_hex()));
    let written: Vec<u8> = (0..64 * 1024_u32).map(|n| (n % 251) as u8).collect();
    let tried = (|| {
        let mut file = disk::private(&probe)?;
        file.write_all(&written)?;
        file.sync_all()?;
        drop(file);
        let mut read = Vec::new();
        fs::File::open(&probe)?.read_to_end(&mut read)?;
        Ok::<_, io::Error>(read == written)
    })();
    match fs::remove_file(&probe) {
        Err(error) if error.kind() != ErrorKind::NotFound && tried.is_ok() => {
            return Err(refused(folder, &error));
        }
        _ => {}
    }
    match tried {
        Ok(true) => Ok(()),
        Ok(false) => Err(PlaceError::Unfaithful(folder.to_owned())),
        Err(error) => Err(refused(folder, &error)),
    }
}

#[cfg(test)]
mod tests;
