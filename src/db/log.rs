//! Whose log lies beside the file.
//!
//! SQLite believes any log that is sound in itself: one that was left by another file, or brought back
//! from yesterday, would be copied over the shop's messages. So a house in service keeps a small file
//! that names its log. A log's name is what stays the same however often it begins anew: the first of
//! its two random numbers rises by one with each beginning, as does the count of beginnings
//! (<https://www.sqlite.org/fileformat2.html#walformat>), so their difference is the log's own.
//!
//! | named? | the log | what it means |
//! | --- | --- | --- |
//! | no | absent or empty | the house was closed properly |
//! | yes | bears the name | it was not; SQLite reads the log and nothing is lost |
//! | yes | absent | another program read the file, copied the log into it and removed it, or somebody lost it |
//! | either | any other | not ours: refused, and nothing is touched |
//!
//! A program that replicates the log, such as Litestream, ends it and begins it anew by itself, also while the house is
//! closed. Nothing can be told by names then, so the house is started with a word for it, and the file says "replicated"
//! in place of a name until the house is opened without that word. What lies there is believed; the whole file is
//! looked through in the background after each start.
//!
//! The first commit of a log repeats the first page and is not answered before the log is named, so
//! a log without a name that holds nothing else was just begun when the process died.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use super::{disk, schema::SchemaError};

/// How the house was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// Everything is in the file.
    Closed,
    /// What was said last is in the log, which is ours.
    InTheMiddle,
    /// In the middle, and the log is gone.
    WithoutItsLog,
}

const HEADER: usize = 32;
const FRAME: usize = 24;

/// The log of a file.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The name of the log, kept while the house is in service.
pub(super) fn name_of(path: &Path) -> PathBuf {
    beside(path, "-open")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// How the house was left; refuses a log that is not its own. Touches nothing.
pub(super) fn inspect(path: &Path, is_replicated: bool) -> Result<Left, SchemaError> {
    let rollback = beside(path, "-journal");
    if length(&rollback)? > 0 {
        // SQLite would undo things by it. Shopbell never leaves one.
        return Err(SchemaError::ForeignLog(rollback));
    }
    let log = log_of(path);
    let named = match is_replicated {
        true => Some(Name::Any),
        false => read_name(path)?,
    };
    let found = match fs::metadata(&log) {
        Ok(log) => Some(log.len()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    match (found, named) {
        (_, Some(Name::Any)) => Ok(Left::InTheMiddle),
        (None, Some(Name::Own(_))) => Ok(Left::WithoutItsLog),
        (None | Some(0), _) => Ok(Left::Closed),
        (Some(_), named) => {
            let is_named = named.is_some() && named == identity(&log)?.map(Name::Own);
            if is_named || only_repeats_first_page(path, &log)? {
                Ok(Left::InTheMiddle)
            } else {
                Err(SchemaError::ForeignLog(log))
            }
        }
    }
}

/// Whether the log is empty, so that the file alone is the whole.
pub(super) fn is_empty(path: &Path) -> io::Result<bool> {
    Ok(length(&log_of(path))? == 0)
}

/// Whether the log bears the name that is written down.
pub(super) fn is_named(path: &Path) -> io::Result<bool> {
    let named = read_name(path)?;
    Ok(named.is_some() && named == identity(&log_of(path))?.map(Name::Own))
}

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    /// This log and no other.
    Own(u32),
    /// Any: another program begins it anew.
    Any,
}

/// In place of a name.
const REPLICATED: &str = "replicated";

/// Writes down the log's name. It is on the disk when this answers.
pub(super) fn write_name(path: &Path) -> io::Result<()> {
    let Some(identity) = identity(&log_of(path))? else {
        return Err(io::Error::other("the log has not begun"));
    };
    write_down(path, &format!("{identity:08x}"))
}

/// Writes down that any log is to be believed. It is on the disk when this answers.
pub(super) fn write_replicated(path: &Path) -> io::Result<()> {
    match read_name(path)? {
        Some(Name::Any) => Ok(()),
        Some(Name::Own(_)) | None => write_down(path, REPLICATED),
    }
}

fn write_down(path: &Path, words: &str) -> io::Result<()> {
    let (name, fresh) = (name_of(path), beside(path, "-open.new"));
    let mut file = disk::private(&fresh)?;
    writeln!(file, "{words}")?;
    file.sync_all()?;
    fs::rename(&fresh, &name)?;
    disk::sync_folder(path)
}

/// The house is closed: everything is in the file.
pub(super) fn remove_name(path: &Path) -> io::Result<()> {
    match fs::remove_file(name_of(path)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => disk::sync_folder(path),
    }
}

fn read_name(path: &Path) -> io::Result<Option<Name>> {
    match fs::read_to_string(name_of(path)) {
        Ok(text) if text.trim() == REPLICATED => Ok(Some(Name::Any)),
        // One that is unreadable names no log.
        Ok(text) => Ok(Some(Name::Own(
            u32::from_str_radix(text.trim(), 16).unwrap_or_default(),
        ))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What stays the same as long as a log begins anew.
fn identity(log: &Path) -> io::Result<Option<u32>> {
    let mut header = [0; HEADER];
    match File::open(log).and_then(|mut log| log.read_exact(&mut header)) {
        Ok(()) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    }
    let long = |at: usize| u32::from_be_bytes([0, 1, 2, 3].map(|n| header[at + n]));
    let (beginnings, random) = (long(12), long(16));
    Ok(Some(random.wrapping_sub(beginnings)))
}

/// Whether a log holds nothing but the file's own first page, as the first commit of a house does.
fn only_repeats_first_page(path: &Path, log: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut size = [0; 18];
    file.read_exact(&mut size)?;
    let page_size = match u16::from_be_bytes([size[16], size[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    let log = match length(log)? {
        // A few frames at most: a large log is not read only to be refused.
        length if length <= 8 * (page_size + FRAME) as u64 + HEADER as u64 => fs::read(log)?,
        _ => return Ok(false),
    };
    let mut first = vec![0; page_size];
    first[..18].copy_from_slice(&size);
    file.read_exact(&mut first[18..])?;
    let same = |frame: &[u8]| {
        let (number, page) = (&frame[..4], &frame[FRAME..]);
        // The rest is whatever was written when the process died, which SQLite does not believe.
        page.len() < page_size
            || number == [0, 0, 0, 1]
                && page
                    .iter()
                    .zip(&first)
                    .enumerate()
                    // The counters of changes differ: bytes 24 to 27 and 92 to 99.
                    .all(|(at, (a, b))| a == b || matches!(at, 24..=27 | 92..=99))
    };
    Ok(log.len() < HEADER
        || log[HEADER..]
            .chunks(page_size + FRAME)
            .all(|frame| frame.len() < FRAME || same(frame)))
}

fn length(path: &Path) -> io::Result<u64> {
    match fs::metadata(path) {
        Ok(file) => Ok(file.len()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}
