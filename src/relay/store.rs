//! What is kept while the office is dark: a file for each piece, on the disk before it is said to be kept, under names
//! that go up. A piece is gone once the office has it.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    base::time::Timestamp,
    db::disk::{self, Space},
};

/// Ending of a piece that is being written.
const PART: &str = "part";
/// Ending of a piece that the office could not take.
const ASIDE: &str = "aside";
/// What stands at the end of the name of a piece that is a file.
const FILE: &str = "-file";
/// Bytes of pieces that were put aside, at most: the oldest go.
const MOST_ASIDE: u64 = 64_000_000;
/// What passes between two looks at the clock counts as so much at most, see [`Index::pass`].
const STEP: Duration = Duration::from_secs(86_400);
/// The relay looks at it this often.
pub(super) const ROUND: Duration = Duration::from_secs(3_600);

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// What was written or brought: small.
    Words,
    /// A visitor's file, which must leave room for words.
    File,
}

/// How much is kept at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Bytes.
    pub(super) bytes: u64,
    /// Bytes of those, by files.
    pub(super) file_bytes: u64,
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
    /// By the store's own time, see [`Index::pass`].
    at: Timestamp,
    sort: Sort,
}

#[derive(Debug, Default)]
struct Index {
    pieces: BTreeMap<u64, Piece>,
    /// Bytes of these, and of those that are being written.
    bytes: u64,
    /// Those of files.
    file_bytes: u64,
    writing: usize,
    /// What the clock said at the last look.
    seen: Timestamp,
    /// The store's own time.
    time: Timestamp,
    next: u64,
    /// Tells what is being written from each other.
    parts: u64,
}

impl Index {
    /// Lets time pass. A small machine's clock may be wrong when it starts, and jump by years when it is told the time: what
    /// was kept a minute ago is not years old by that, and is not lost. So pieces are aged by a time of the store's own,
    /// which follows the clock and never jumps with it.
    fn pass(&mut self, now: Timestamp) {
        self.time = match self.pieces.is_empty() {
            // There is nothing that could grow old.
            true => now,
            false => self.time.plus(now.since(self.seen).min(STEP)),
        };
        self.seen = now;
    }

    fn grow(&mut self, sort: Sort, bytes: u64) {
        self.bytes += bytes;
        if sort == Sort::File {
            self.file_bytes += bytes;
        }
    }

    fn shrink(&mut self, sort: Sort, bytes: u64) {
        self.bytes -= bytes;
        if sort == Sort::File {
            self.file_bytes -= bytes;
        }
    }
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
            } else if let Some((number, at, sort)) = read_name(&path) {
                let bytes = fs::metadata(&path)?.len();
                index.grow(sort, bytes);
                index.pieces.insert(number, Piece { bytes, at, sort });
                index.next = index.next.max(number + 1);
            }
        }
        let newest = index.pieces.values().map(|piece| piece.at).max();
        index.time = newest.unwrap_or(now);
        index.seen = index.time;
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

    fn path(&self, number: u64, piece: &Piece) -> PathBuf {
        let sort = match piece.sort {
            Sort::Words => "",
            Sort::File => FILE,
        };
        self.folder
            .join(format!("{number:016x}-{:x}{sort}", piece.at.0))
    }

    /// Keeps a piece. When this answers, the piece is on the disk.
    pub(super) fn put(self: &Arc<Self>, sealed: &[u8], now: Timestamp) -> Result<(), StoreError> {
        let mut writing = self.begin(Sort::Words, sealed.len() as u64, now)?;
        writing.add(sealed)?;
        writing.sync()?;
        writing.keep(now)
    }

    /// Begins a piece that will have about so many bytes.
    pub(super) fn begin(
        self: &Arc<Self>,
        sort: Sort,
        announced: u64,
        now: Timestamp,
    ) -> Result<Writing, StoreError> {
        self.forget_old(now)?;
        let part = {
            let mut index = self.lock();
            let is_full = index.pieces.len() + index.writing >= self.bounds.pieces;
            if is_full || !self.has_room(&index, sort, announced) {
                return Err(StoreError::Full);
            }
            index.writing += 1;
            index.parts += 1;
            self.folder
                .join(format!("{:016x}", index.parts))
                .with_extension(PART)
        };
        let mut writing = Writing {
            store: self.clone(),
            sort,
            bytes: 0,
            file: None,
            part,
            is_kept: false,
        };
        writing.file = Some(disk::private(&writing.part)?);
        Ok(writing)
    }

    fn has_room(&self, index: &Index, sort: Sort, bytes: u64) -> bool {
        index.bytes.saturating_add(bytes) <= self.bounds.bytes
            && (sort == Sort::Words
                || index.file_bytes.saturating_add(bytes) <= self.bounds.file_bytes)
    }

    /// Whether it is a machine that would run out of room for words by a file.
    pub(super) fn is_disk_low(&self, bytes: u64) -> bool {
        Space::around(&self.folder).is_ok_and(|space| !space.has_room_for(bytes))
    }

    /// The oldest piece, by its number, with its length. One that somebody has removed keeps nothing behind it from coming.
    pub(super) fn first(&self) -> io::Result<Option<(u64, fs::File, u64)>> {
        loop {
            let first = self.lock().pieces.first_key_value().map(|(n, p)| (*n, *p));
            let Some((number, piece)) = first else {
                return Ok(None);
            };
            match fs::File::open(self.path(number, &piece)) {
                Ok(file) => {
                    let length = file.metadata()?.len();
                    return Ok(Some((number, file, length)));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    tracing::error!(number, "a piece that was kept is not there any more");
                    self.settle(number)?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The office has it.
    pub(super) fn settle(&self, number: u64) -> io::Result<()> {
        self.drop_piece(number, |path| fs::remove_file(path))
    }

    /// The office can never take it. It stays beside the others, for whoever wants to find out why.
    pub(super) fn put_aside(&self, number: u64) -> io::Result<()> {
        self.drop_piece(number, |path| fs::rename(path, path.with_extension(ASIDE)))?;
        self.limit_aside()
    }

    fn limit_aside(&self) -> io::Result<()> {
        let mut aside = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == ASIDE) {
                aside.push((path.clone(), fs::metadata(&path)?.len()));
            }
        }
        aside.sort();
        let mut bytes: u64 = aside.iter().map(|(_, bytes)| bytes).sum();
        for (path, length) in aside {
            if bytes <= MOST_ASIDE {
                break;
            }
            fs::remove_file(path)?;
            bytes -= length;
        }
        Ok(())
    }

    fn drop_piece(&self, number: u64, act: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let Some(piece) = self.lock().pieces.get(&number).copied() else {
            return Ok(());
        };
        let path = self.path(number, &piece);
        match act(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
        // A piece that came back after a cut would be handed over again, which does no harm: nobody waits for the disk.
        let mut index = self.lock();
        if index.pieces.remove(&number).is_some() {
            index.shrink(piece.sort, piece.bytes);
        }
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
    pub(super) fn forget_old(&self, now: Timestamp) -> io::Result<()> {
        loop {
            let (first, time) = {
                let mut index = self.lock();
                index.pass(now);
                let first = index.pieces.first_key_value();
                (first.map(|(n, p)| (*n, *p)), index.time)
            };
            match first {
                Some((number, piece)) if time.since(piece.at) > self.bounds.time => {
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

/// A piece that is being written. Dropped before it is kept, nothing of it stays.
#[derive(Debug)]
pub(super) struct Writing {
    store: Arc<Store>,
    sort: Sort,
    bytes: u64,
    file: Option<fs::File>,
    part: PathBuf,
    is_kept: bool,
}

impl Writing {
    /// Takes the next bytes.
    pub(super) fn add(&mut self, sealed: &[u8]) -> Result<(), StoreError> {
        let bytes = sealed.len() as u64;
        {
            let mut index = self.store.lock();
            if !self.store.has_room(&index, self.sort, bytes) {
                return Err(StoreError::Full);
            }
            index.grow(self.sort, bytes);
            self.bytes += bytes;
        }
        if let Some(file) = &mut self.file {
            file.write_all(sealed)?;
        }
        Ok(())
    }

    /// Waits until all of it is on the disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.file.as_ref().map_or(Ok(()), fs::File::sync_all)?;
        Ok(())
    }

    /// Keeps it behind all that is kept. What was synced is on the disk under its name when this answers.
    pub(super) fn keep(mut self, now: Timestamp) -> Result<(), StoreError> {
        let (number, piece) = {
            let mut index = self.store.lock();
            index.pass(now);
            index.next += 1;
            let piece = Piece {
                bytes: self.bytes,
                at: index.time,
                sort: self.sort,
            };
            (index.next - 1, piece)
        };
        let path = self.store.path(number, &piece);
        let named = fs::rename(&self.part, &path).and_then(|()| disk::sync_folder(&path));
        if let Err(error) = named {
            // It was not said to be kept.
            let _ = fs::remove_file(&path);
            return Err(error.into());
        }
        self.is_kept = true;
        let mut index = self.store.lock();
        index.writing -= 1;
        index.pieces.insert(number, piece);
        drop(index);
        Ok(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        // Some systems remove no file that is open.
        self.file = None;
        let _ = fs::remove_file(&self.part);
        let mut index = self.store.lock();
        index.writing -= 1;
        index.shrink(self.sort, self.bytes);
    }
}

fn read_name(path: &Path) -> Option<(u64, Timestamp, Sort)> {
    let name = path.file_name()?.to_str()?;
    let (name, sort) = match name.strip_suffix(FILE) {
        Some(name) => (name, Sort::File),
        None => (name, Sort::Words),
    };
    let (number, at) = name.split_once('-')?;
    Some((
        u64::from_str_radix(number, 16).ok()?,
        Timestamp(i64::from_str_radix(at, 16).ok()?),
        sort,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        bytes: 100,
        file_bytes: 60,
        pieces: 4,
        time: Duration::from_secs(60),
    };

    fn open(folder: &Path, now: i64) -> Arc<Store> {
        Arc::new(Store::open(folder, &BOUNDS, Timestamp(now)).unwrap())
    }

    fn first(store: &Store) -> Option<(u64, Vec<u8>)> {
        let (number, mut file, length) = store.first().unwrap()?;
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        assert_eq!(bytes.len() as u64, length);
        Some((number, bytes))
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
            let (number, bytes) = first(&store).unwrap();
            assert_eq!(bytes, word.as_bytes());
            assert_eq!(first(&store).unwrap().0, number, "until it is settled");
            match word {
                "two" => store.put_aside(number).unwrap(),
                _ => store.settle(number).unwrap(),
            }
            store.settle(number).unwrap();
        }
        assert!(first(&store).is_none());
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "what was put aside");
        assert_eq!(open(folder.path(), 0).count(), 0);
    }

    #[test]
    fn it_is_full_by_bytes_and_pieces_and_forgets_what_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), 0);
        let full = |store: &Arc<Store>, bytes: usize, now| {
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
    fn a_clock_that_jumps_loses_nothing() {
        const DAY: i64 = 86_400_000;
        let bounds = Bounds {
            time: Duration::from_secs(30 * 86_400),
            ..BOUNDS
        };
        let folder = tempfile::tempdir().unwrap();
        let open = |now| Arc::new(Store::open(folder.path(), &bounds, Timestamp(now)).unwrap());
        // The machine starts with no idea of the time, and is told it a minute later.
        let store = open(0);
        store.put(b"one", Timestamp(60_000)).unwrap();
        let today = 20_000 * DAY;
        store.put(b"two", Timestamp(today)).unwrap();
        assert_eq!(store.count(), 2);
        // The next start has no idea either, and neither has one that is years ahead.
        drop(store);
        let store = open(0);
        store.put(b"three", Timestamp(5 * today)).unwrap();
        drop(store);
        let store = open(today);
        assert_eq!(store.count(), 3);
        // Days that pass are days.
        for day in 0..=26 {
            store.forget_old(Timestamp(today + day * DAY)).unwrap();
            assert_eq!(store.count(), 3, "{day}");
        }
        for day in 27..=32 {
            store.forget_old(Timestamp(today + day * DAY)).unwrap();
        }
        assert_eq!(store.count(), 0);
    }

    #[test]
    fn a_file_comes_in_parts_and_leaves_room_for_words() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), 0);
        let begin = |announced| store.begin(Sort::File, announced, Timestamp(0));
        assert!(matches!(begin(61), Err(StoreError::Full)));
        let mut one = begin(0).unwrap();
        let mut other = begin(0).unwrap();
        one.add(&[1; 30]).unwrap();
        store.put(b"between", Timestamp(0)).unwrap();
        other.add(&[2; 20]).unwrap();
        assert!(matches!(other.add(&[2; 11]), Err(StoreError::Full)));
        one.add(&[1; 10]).unwrap();
        one.sync().unwrap();
        one.keep(Timestamp(0)).unwrap();
        assert_eq!(store.count(), 2, "what is not whole is none");
        drop(other);
        // The room of what was given up is free again, and files are known for what they are after a start.
        assert!(matches!(begin(21), Err(StoreError::Full)));
        begin(20).unwrap();
        drop(store);
        let store = open(folder.path(), 0);
        let begin = |announced| store.begin(Sort::File, announced, Timestamp(0));
        assert!(matches!(begin(21), Err(StoreError::Full)));
        drop(begin(20).unwrap());
        assert_eq!(first(&store).unwrap().1, b"between");
        store.settle(0).unwrap();
        let (number, bytes) = first(&store).unwrap();
        assert_eq!(bytes, [1; 40]);
        fs::remove_file(
            fs::read_dir(folder.path())
                .unwrap()
                .next()
                .unwrap()
                .unwrap()
                .path(),
        )
        .unwrap();
        assert!(number > 0 && first(&store).is_none(), "somebody removed it");
        drop(begin(60).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
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
