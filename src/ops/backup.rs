//! A backup: the whole house as one file, at one moment, opened and looked through before it gets its name.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use super::{
    folder,
    ledger::{self, Failed, Made},
    shelf::{Kept, Shelf},
    verify::{self, Holding},
};
use crate::{
    base::time::Timestamp,
    db::{
        Db, Pace, Snapshot,
        disk::{self, Space},
    },
    desk::backup::Plan,
};

/// Where backups go unless another place is named.
pub(super) const FOLDER: &str = "backups";

/// With which the name of each begins.
pub(super) const PREFIX: &str = "shopbell-";

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
    let begun = Instant::now();
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
    let source = folder::file(data);
    if to.is_none() {
        let (needed, space) = (fs::metadata(&source)?.len(), Space::around(&source)?);
        leaves_room(needed, space, &folder, ELSEWHERE)?;
    }
    let made = copy(snapshot, &source, &folder, now)?;
    remember(data, &made, now, begun);
    Ok(made)
}

/// Copies a house's file into a folder that is there.
fn copy(
    snapshot: Snapshot,
    source: &Path,
    folder: &Path,
    now: Timestamp,
) -> anyhow::Result<Backup> {
    remove_stale_parts(folder);
    let path = free_name(folder, now);
    let part = part_of(&path);
    has_room(source, &path)?;
    let pace = snapshot.pace().clone();
    let made = snapshot
        .copy_to(&part)
        .map_err(anyhow::Error::from)
        // The house need not keep its log for the look.
        .and_then(|()| {
            drop(snapshot);
            finish(&part, &path, &pace)
        });
    if made.is_err() {
        let _ = fs::remove_file(&part);
    }
    made.with_context(|| format!("no backup was made in {}", folder.display()))
}

fn remember(data: &Path, made: &Backup, now: Timestamp, begun: Instant) {
    let made = Made {
        at: now,
        path: std::path::absolute(&made.path).unwrap_or_else(|_| made.path.clone()),
        size: made.size,
        holding: made.holding,
        took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
    };
    ledger::write(data, &made);
}

/// A file that was brought to a newer schema keeps what it was before beside it; so long it is the way back.
const WAY_BACK: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Makes the house's own backup, in the folder that was chosen, and removes those that are not to stay. For the process
/// that has the house open.
pub fn make_own(
    db: &Db,
    data: &Path,
    plan: &Plan,
    now: Timestamp,
    pace: &Arc<Pace>,
) -> anyhow::Result<Backup> {
    let begun = Instant::now();
    let shelf = Shelf::of(&plan.schedule, data);
    shelf.is_there()?;
    if plan.schedule.folder.is_empty() {
        let needed = fs::metadata(db.path())?.len();
        leaves_room(needed, db.space()?, shelf.folder(), ELSEWHERE)?;
    }
    let made = copy(
        db.snapshot()?.at_pace(pace)?,
        db.path(),
        shelf.folder(),
        now,
    )?;
    remember(data, &made, now, begun);
    ledger::forget::<Failed>(data);
    let kept = Kept {
        name: made
            .path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        at: now,
        size: made.size,
        holding: made.holding,
    };
    match shelf.put(kept, plan) {
        Ok(removed) if removed.is_empty() => {}
        Ok(removed) => tracing::info!(?removed, "older backups were removed"),
        // The new one is there and sound; too many old ones are no reason to say otherwise.
        Err(error) => tracing::warn!(%error, "older backups could not be removed"),
    }
    remove_way_back(db.path());
    Ok(made)
}

/// On the disk of the house itself a copy must leave what is kept for messages. `next`: what to do.
pub(super) fn leaves_room(
    needed: u64,
    space: Space,
    folder: &Path,
    next: &str,
) -> anyhow::Result<()> {
    if !space.has_room_for(needed) {
        bail!(
            "{:.1} MB in {} would leave too little room for messages: {:.1} MB are free. {next}",
            needed as f64 / 1e6,
            folder.display(),
            space.available as f64 / 1e6
        );
    }
    Ok(())
}

/// What to do where a backup would take the room of messages.
const ELSEWHERE: &str = "Make room, or choose a folder on another disk";

fn remove_way_back(file: &Path) {
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    let beginning = format!("{name}-schema-");
    remove_old(file.parent().unwrap_or(file), WAY_BACK, |name| {
        name.starts_with(&beginning)
    });
}

/// Gives a part its good name once it proved sound.
pub(super) fn finish(part: &Path, path: &Path, pace: &Arc<Pace>) -> anyhow::Result<Backup> {
    let holding = verify::backup_at(part, pace).context("the copy is not sound")?;
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

/// Removes a file that was not finished, with what SQLite has beside it.
pub(super) fn remove_part(part: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", ".new"] {
        let mut name = part.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(PathBuf::from(name));
    }
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
            1 => folder.join(format!("{PREFIX}{moment}.db")),
            number => folder.join(format!("{PREFIX}{moment}-{number}.db")),
        })
        .find(|path| !path.exists() && !part_of(path).exists())
        .expect("numbers do not end")
}

fn remove_stale_parts(folder: &Path) {
    remove_old(folder, STALE, |name| {
        name.starts_with(PREFIX)
            && Path::new(name)
                .extension()
                .is_some_and(|ending| ending == PART)
    });
}

/// Removes files that have not changed for so long.
fn remove_old(folder: &Path, age: Duration, is_meant: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let is_old = entry
            .metadata()
            .and_then(|file| file.modified())
            .is_ok_and(|at| at.elapsed().is_ok_and(|passed| passed > age));
        if is_old && is_meant(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
