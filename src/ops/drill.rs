//! Restoring a backup to see whether it can be restored, and how long that takes: nobody should learn it on the day on
//! which it has to go well.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;

use super::{
    backup, folder, key, ledger,
    ledger::Drill,
    restore,
    shelf::Shelf,
    verify::{self, Holding},
};
use crate::{
    base::{time::Clock, vault::Vault},
    db::{DbError, disk::Space},
    desk::{
        backup::Schedule,
        sealed::{self, Standing},
        setting,
    },
};

/// Name of the folder, among the data, in which a house comes of the backup for a moment.
const FOLDER: &str = "restore-drill";

/// What a drill came to.
#[derive(Debug)]
pub struct Outcome {
    /// As it is remembered.
    pub drill: Drill,
    /// What the restored house holds.
    pub holding: Holding,
    /// How its secrets stand to the key of this house.
    pub secrets: Standing,
}

/// The newest backup that this house or its people made in the folder for them.
pub fn newest(data: &Path) -> anyhow::Result<PathBuf> {
    let snapshot = verify::open(data)?;
    let schedule: Schedule = setting::get(&snapshot.reader())?;
    drop(snapshot);
    let shelf = Shelf::of(&schedule, data);
    let listed = shelf.list();
    let newest = listed
        .first()
        .with_context(|| format!("there is no backup in {}", shelf.folder().display()))?;
    Ok(shelf.folder().join(&newest.name))
}

/// Restores a backup into a folder of its own among the data, opens what came of it as a house, looks through it, and
/// removes it again. What came of it is remembered, also when it went wrong. The house may be open meanwhile; `key` is where
/// its key lies.
pub fn run(file: &Path, data: &Path, key: &Path, clock: &Clock) -> anyhow::Result<Outcome> {
    let at = clock.now();
    let begun = Instant::now();
    let outcome = restored(file, data, key, clock);
    let drill = Drill {
        at,
        path: std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
        size: fs::metadata(file).map_or(0, |file| file.len()),
        took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        why: outcome.as_ref().err().map(|error| format!("{error:#}")),
    };
    if folder::has_file(data) {
        ledger::write(data, &drill);
    }
    let (holding, secrets) = outcome?;
    Ok(Outcome {
        holding,
        secrets,
        drill,
    })
}

fn restored(
    file: &Path,
    data: &Path,
    key: &Path,
    clock: &Clock,
) -> anyhow::Result<(Holding, Standing)> {
    let vault = key::read(key)?.unwrap_or_else(Vault::random);
    let folder = data.join(FOLDER);
    // One that was killed left it behind; one that is under way has it locked.
    if folder.exists() {
        drop(folder::lock(&folder).context("another drill is under way")?);
        fs::remove_dir_all(&folder)?;
    }
    // The house may be open meanwhile.
    if folder::has_file(data) {
        let needed = fs::metadata(file).map_or(0, |file| file.len());
        let next = "Make room, or try it on another machine";
        backup::leaves_room(needed, Space::around(&folder)?, &folder, next)?;
    }
    let opened = restore::restore(file, &folder).and_then(|_| {
        let _lock = folder::lock(&folder)?;
        // As at the start after a loss: an older one is brought to the present schema, and it has to take a change.
        let db = folder::open_file(&folder, &vault, clock.clone())?;
        let written = db
            .write_blocking::<_, DbError>(|tx| tx.execute("update setting set value = value", []));
        let secrets = db.peek::<_, DbError>(sealed::standing);
        db.close();
        written?;
        Ok((verify::house_of_one(&folder)?, secrets?))
    });
    let removed = fs::remove_dir_all(&folder);
    let holding = opened?;
    removed.with_context(|| format!("{} could not be removed", folder.display()))?;
    Ok(holding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_leaves_the_room_that_is_kept_for_messages() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::write(folder::file(&data), "").unwrap();
        // One that would just fit.
        let space = Space::around(&data.join("shopbell.db")).unwrap();
        let file = place.path().join("shopbell-1.db");
        let large = fs::File::create(&file).unwrap();
        large.set_len(space.available.saturating_sub(1)).unwrap();
        let key = key::within(&data);
        let refused = run(&file, &data, &key, &Clock::machine()).unwrap_err();
        let told = format!("{refused:#}");
        assert!(told.contains("too little room for messages"), "{told}");
        assert!(!data.join(FOLDER).exists());
    }
}
