//! The disk below the file: who may read it, what is surely on it, how much room it has.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Room on the disk that holds the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Bytes that may still be written.
    pub available: u64,
    /// Bytes that it has in all.
    pub total: u64,
}

/// Below so much the house warns, however large the disk is.
const WARN_BYTES: u64 = 500 * 1000 * 1000;

/// On a large disk five in a hundred are more than messages need for years.
const MOST_RESERVE: u64 = 1000 * 1000 * 1000;

impl Space {
    /// The room beside `path`.
    pub fn around(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(path);
        let stats = fs4::statvfs(folder)?;
        Ok(Self {
            available: stats.available_space(),
            total: stats.total_space(),
        })
    }

    /// Whether somebody should make room: a tenth or 500 MB is left.
    #[must_use]
    pub fn is_low(self) -> bool {
        self.available <= self.total / 10 || self.available <= WARN_BYTES
    }

    /// What is kept for messages: files are refused when they would use it up.
    #[must_use]
    pub fn reserve(self) -> u64 {
        (self.total / 20).min(MOST_RESERVE)
    }

    /// Whether a file of this size may still come in.
    #[must_use]
    pub fn has_room_for(self, bytes: u64) -> bool {
        self.available >= self.reserve().saturating_add(bytes)
    }
}

/// Makes a file, or empties it, that this user alone can read.
pub fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Lets this user alone read a folder or file that is there already.
pub fn restrict(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Waits until a name that was made, changed or removed beside `path` is on the disk.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Windows has no such thing and needs none.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_refused_before_messages_are() {
        const MB: u64 = 1000 * 1000;
        for (available, total, low, takes_a_megabyte) in [
            (20_000 * MB, 100_000 * MB, false, true),
            (10_000 * MB, 100_000 * MB, true, true),
            (1_001 * MB, 100_000 * MB, true, true),
            (1_000 * MB, 100_000 * MB, true, false),
            // A small disk warns from the beginning and still takes files.
            (300 * MB, 400 * MB, true, true),
            (20 * MB, 400 * MB, true, false),
            (0, 400 * MB, true, false),
            (0, 0, true, false),
        ] {
            let space = Space { available, total };
            assert_eq!(space.is_low(), low, "{space:?}");
            assert_eq!(space.has_room_for(MB), takes_a_megabyte, "{space:?}");
        }
    }

    #[test]
    fn room_is_measured() {
        let folder = tempfile::tempdir().unwrap();
        let space = Space::around(&folder.path().join("file")).unwrap();
        assert!(space.available <= space.total && space.total > 0);
    }
}
