//! A backup: the whole house as one file, at one moment, opened and looked through before it gets its name.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};

use super::{
    folder,
    verify::{self, Holding},
};
use crate::{
    base::time::Timestamp,
    db::disk::{self, Space},
};

/// Where backups go unless another place is named.
const FOLDER: &str = "backups";

/// A file that is not whole yet.
const PART: &str = "part";

/// Nobody writes on a part that has not grown for so long: it was left by a backup that was killed.
const STALE: Duration = Duration::from_secs(60 * 60);

/// A backup that was made.
#[derive(Debug)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// In bytes.
    pub size: u64,
    /// What it holds.
    pub holding: Holding,
}

/// Makes a backup in `to`, or in the folder `backups` beside the file. The house may be in service.
pub fn make(data: &Path, to: Option<&Path>, now: Timestamp) -> anyhow::Result<Backup> {
    let snapshot = verify::open(data)?;
    let folder = match to {
        Some(folder) => folder.to_owned(),
        None => data.join(FOLDER),
    };
    if !folder.is_dir() {
        fs::create_dir_all(&folder)
            .and_then(|()| disk::restrict(&folder))
            .with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    remove_stale_parts(&folder);
    let path = free_name(&folder, now);
    let part = part_of(&path);
    has_room(&folder::file(data), &path)?;
    let made = snapshot
        .copy_to(&part)
        .map_err(anyhow::Error::from)
        // The house need not keep its log for the look.
        .and_then(|()| {
            drop(snapshot);
            finish(&part, &path)
        });
    if made.is_err() {
        let _ = fs::remove_file(&part);
    }
    if made.is_ok() {
        remember(data, now);
    }
    made.with_context(|| format!("no backup was made in {}", folder.display()))
}

/// Name of the file that says when a backup was made last, wherever it lies now.
const MADE: &str = "backup-made";

/// A house that cannot keep this has another trouble, and the backup is made all the same.
fn remember(data: &Path, now: Timestamp) {
    let written = disk::private(&data.join(MADE))
        .and_then(|mut file| file.write_all(now.0.to_string().as_bytes()));
    if let Err(error) = written {
        tracing::warn!(%error, "that a backup was made could not be written down");
    }
}

/// When a backup of this house was last made.
#[must_use]
pub fn newest(data: &Path) -> Option<Timestamp> {
    let text = fs::read_to_string(data.join(MADE)).ok()?;
    text.trim().parse().ok().map(Timestamp)
}

/// When the backups were made that lie in the folder `backups`, oldest first, by their names. What was taken elsewhere is
/// nobody's business here.
#[must_use]
pub fn made_at(data: &Path) -> Vec<Timestamp> {
    let Ok(entries) = fs::read_dir(data.join(FOLDER)) else {
        return Vec::new();
    };
    let mut made: Vec<Timestamp> = entries
        .flatten()
        .filter_map(|entry| moment_of(entry.file_name().to_str()?))
        .collect();
    made.sort();
    made
}

/// From `shopbell-2026-11-27T03-15-00Z.db`, or with a number behind.
fn moment_of(name: &str) -> Option<Timestamp> {
    let name = name.strip_prefix("shopbell-")?.strip_suffix(".db")?;
    let (day, time) = (name.get(..10)?, name.get(11..19)?);
    let begins = Timestamp::of_date(day)?;
    let mut parts = time.split('-').map(|part| part.parse::<u64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    Some(begins.plus(Duration::from_secs((hour * 60 + minute) * 60 + second)))
}

/// Gives a part its good name once it proved sound.
pub(super) fn finish(part: &Path, path: &Path) -> anyhow::Result<Backup> {
    let holding = verify::backup(part).context("the copy is not sound")?;
    let size = fs::metadata(part)?.len();
    fs::rename(part, path)?;
    disk::sync_folder(path)?;
    Ok(Backup {
        path: path.to_owned(),
        size,
        holding,
    })
}

pub(super) fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(PART);
    name.into()
}

/// Refuses to begin what cannot be ended.
pub(super) fn has_room(source: &Path, target: &Path) -> anyhow::Result<()> {
    let (needed, space) = (fs::metadata(source)?.len(), Space::around(target)?);
    if space.available < needed {
        bail!(
            "{} needs {:.1} MB, and {:.1} MB are free there",
            target.display(),
            needed as f64 / 1e6,
            space.available as f64 / 1e6
        );
    }
    Ok(())
}

/// Named by the moment; a second one within a second gets a number.
fn free_name(folder: &Path, now: Timestamp) -> PathBuf {
    let moment = now.rfc3339().replace(':', "-");
    (1..)
        .map(|number| match number {
            1 => folder.join(format!("shopbell-{moment}.db")),
            number => folder.join(format!("shopbell-{moment}-{number}.db")),
        })
        .find(|path| !path.exists() && !part_of(path).exists())
        .expect("numbers do not end")
}

fn remove_stale_parts(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_ours = path.extension().is_some_and(|ending| ending == PART)
            && entry.file_name().to_string_lossy().starts_with("shopbell-");
        let is_stale = entry
            .metadata()
            .and_then(|file| file.modified())
            .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE));
        if is_ours && is_stale {
            let _ = fs::remove_file(path);
        }
    }
}
