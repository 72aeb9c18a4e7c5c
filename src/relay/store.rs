//! What is kept while the office is dark: a file for each piece, on the disk before it is said to be kept, under names
//! that go up. A piece is gone once the office has it.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{base::time::Timestamp, db::disk};

/// Ending of a piece that is being written.
const PART: &str = "part";
/// Ending of a piece that the office could not take.
const ASIDE: &str = "aside";

/// How much is kept at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Bytes.
    pub(super) bytes: u64,
    /// Pieces.
    pub(super) pieces: usize,
    /// For how long.
    pub(super) time: Duration,
}

/// Why nothing is kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    /// There is as much as may be.
    #[error("the relay keeps as much as it may")]
    Full,
    /// The disk does not take it.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    bytes: u64,
    at: Timestamp,
}

#[derive(Debug, Default)]
struct Index {
    pieces: BTreeMap<u64, Piece>,
    /// Bytes of these, and of those that are being written.
    bytes: u64,
    writing: usize,
    next: u64,
}

/// The folder with the pieces.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    bounds: Bounds,
    index: Mutex<Index>,
}

impl Store {
    /// Opens the folder. What was being written when the last process ended was never said to be kept, and goes.
    pub(super) fn open(folder: &Path, bounds: &Bounds, now: Timestamp) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        disk::restrict(folder)?;
        let mut index = Index::default();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == PART) {
                fs::remove_file(&path)?;
            } else if let Some((number, at)) = read_name(&path) {
                let bytes = fs::metadata(&path)?.len();
                index.bytes += bytes;
                index.pieces.insert(number, Piece { bytes, at });
                index.next = index.next.max(number + 1);
            }
        }
        let store = Self {
            folder: folder.to_owned(),
            bounds: *bounds,
            index: Mutex::new(index),
        };
        store.forget_old(now)?;
        Ok(store)
    }

    fn lock(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, number: u64, at: Timestamp) -> PathBuf {
        self.folder.join(format!("{number:016x}-{:x}", at.0))
    }

    /// Keeps a piece. When this answers, the piece is on the disk.
    pub(super) fn put(&self, sealed: &[u8], now: Timestamp) -> Result<(), StoreError> {
        self.forget_old(now)?;
        let bytes = sealed.len() as u64;
        let number = {
            let mut index = self.lock();
            let is_full = index.bytes + bytes > self.bounds.bytes
                || index.pieces.len() + index.writing >= self.bounds.pieces;
            if is_full {
                return Err(StoreError::Full);
            }
            index.bytes += bytes;
            index.writing += 1;
            index.next += 1;
            index.next - 1
        };
        let path = self.path(number, now);
        let part = path.with_extension(PART);
        let write = || {
            let mut file = disk::private(&part)?;
            file.write_all(sealed)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            disk::sync_folder(&path)
        };
        let written = write();
        let mut index = self.lock();
        index.writing -= 1;
        match written {
            Ok(()) => {
                index.pieces.insert(number, Piece { bytes, at: now });
                Ok(())
            }
            Err(error) => {
                index.bytes -= bytes;
                drop(index);
                let _ = fs::remove_file(&part);
                // It was not said to be kept.
                let _ = fs::remove_file(&path);
                Err(error.into())
            }
        }
    }

    /// The oldest piece, by its number.
    pub(super) fn first(&self) -> io::Result<Option<(u64, Vec<u8>)>> {
        let first = self.lock().pieces.first_key_value().map(|(n, p)| (*n, *p));
        let Some((number, piece)) = first else {
            return Ok(None);
        };
        Ok(Some((number, fs::read(self.path(number, piece.at))?)))
    }

    /// The office has it.
    pub(super) fn settle(&self, number: u64) -> io::Result<()> {
        self.drop_piece(number, |path| fs::remove_file(path))
    }

    /// The office can never take it. It stays beside the others, for whoever wants to find out why.
    pub(super) fn put_aside(&self, number: u64) -> io::Result<()> {
        self.drop_piece(number, |path| fs::rename(path, path.with_extension(ASIDE)))
    }

    fn drop_piece(&self, number: u64, act: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let Some(piece) = self.lock().pieces.get(&number).copied() else {
            return Ok(());
        };
        let path = self.path(number, piece.at);
        match act(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
        // A piece that came back after a cut would be handed over again, which does no harm: nobody waits for the disk.
        let mut index = self.lock();
        index.pieces.remove(&number);
        index.bytes -= piece.bytes;
        Ok(())
    }

    /// Everything is for nobody any more.
    pub(super) fn clear(&self) -> io::Result<()> {
        let numbers: Vec<u64> = self.lock().pieces.keys().copied().collect();
        for number in numbers {
            self.settle(number)?;
        }
        Ok(())
    }

    /// What nobody has fetched for so long is not kept any longer.
    fn forget_old(&self, now: Timestamp) -> io::Result<()> {
        loop {
            let first = self.lock().pieces.first_key_value().map(|(n, p)| (*n, *p));
            match first {
                Some((number, piece)) if now.since(piece.at) > self.bounds.time => {
                    tracing::warn!(since = %piece.at.rfc3339(), "a piece that the office has not fetched is kept no longer");
                    self.settle(number)?;
                }
                _ => return Ok(()),
            }
        }
    }

    /// How many wait.
    pub(super) fn count(&self) -> usize {
        self.lock().pieces.len()
    }
}

fn read_name(path: &Path) -> Option<(u64, Timestamp)> {
    let (number, at) = path.file_name()?.to_str()?.split_once('-')?;
    Some((
        u64::from_str_radix(number, 16).ok()?,
        Timestamp(i64::from_str_radix(at, 16).ok()?),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        bytes: 100,
        pieces: 4,
        time: Duration::from_secs(60),
    };

    fn open(folder: &Path, now: i64) -> Store {
        Store::open(folder, &BOUNDS, Timestamp(now)).unwrap()
    }

    #[test]
    fn pieces_come_out_in_the_order_in_which_they_went_in() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), 0);
        for word in ["one", "two", "three"] {
            store.put(word.as_bytes(), Timestamp(0)).unwrap();
        }
        fs::write(folder.path().join("00000000000000ff-0.part"), "half").unwrap();
        // As after a cut.
        drop(store);
        let store = open(folder.path(), 0);
        assert_eq!(store.count(), 3);
        store.put(b"four", Timestamp(0)).unwrap();
        for word in ["one", "two", "three", "four"] {
            let (number, bytes) = store.first().unwrap().unwrap();
            assert_eq!(bytes, word.as_bytes());
            assert_eq!(
                store.first().unwrap().unwrap().0,
                number,
                "until it is settled"
            );
            match word {
                "two" => store.put_aside(number).unwrap(),
                _ => store.settle(number).unwrap(),
            }
            store.settle(number).unwrap();
        }
        assert!(store.first().unwrap().is_none());
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "what was put aside");
        assert_eq!(open(folder.path(), 0).count(), 0);
    }

    #[test]
    fn it_is_full_by_bytes_and_pieces_and_forgets_what_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), 0);
        let full = |store: &Store, bytes: usize, now| {
            matches!(
                store.put(&vec![0; bytes], Timestamp(now)),
                Err(StoreError::Full)
            )
        };
        assert!(full(&store, 101, 0));
        assert!(!full(&store, 90, 0));
        assert!(full(&store, 11, 0));
        for _ in 0..3 {
            assert!(!full(&store, 1, 0));
        }
        assert!(full(&store, 1, 0), "four pieces");
        assert!(full(&store, 1, 60_000));
        assert!(!full(&store, 50, 60_001), "the old ones are gone");
        assert_eq!(store.count(), 1);
        drop(store);
        assert_eq!(open(folder.path(), 200_000).count(), 0);
    }

    #[test]
    fn what_the_disk_does_not_take_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), 0);
        fs::remove_dir(folder.path()).unwrap();
        assert!(matches!(
            store.put(b"one", Timestamp(0)),
            Err(StoreError::Disk(_))
        ));
        fs::create_dir(folder.path()).unwrap();
        store.put(&[0; 100], Timestamp(0)).unwrap();
        assert_eq!(store.count(), 1);
    }
}
