//! The whole house as files that other programs can read, and a house from such files (O14).
//!
//! Both hold one line or one piece of a file at a time. An export is of one moment, also while the house is open; it
//! gets its good name once it is whole. An import is judged before it begins (form, lengths, sums), fills a file that
//! nobody serves from, and gives that its good name once all references hold: what was broken off is begun anew.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    backup::{self, Backup},
    folder, verify,
};
use crate::{
    base::{id::ContentId, secret::hex, time::Timestamp, vault::Vault},
    db::{Blank, Pace, SCHEMA, SCHEMA_VERSION, SchemaError, disk},
    desk::{
        attachment::{read, store::PIECE},
        privacy::house::{self, Intake, TABLES},
    },
};

const FORMAT: &str = "shopbell-export";
/// Of the form of an export; the schema has a version of its own.
const VERSION: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// Longest line that is read: a mail with pictures in its text is far below.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// What an export holds, so that anybody can tell whether it is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    version: u32,
    schema: i32,
    program: String,
    made_at: String,
    files: Vec<Listed>,
}

/// One file of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Listed {
    path: String,
    bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lines: Option<u64>,
    sha256: String,
}

/// An export that was made.
#[derive(Debug)]
pub struct Export {
    /// Where it lies.
    pub path: PathBuf,
    /// Rows in it.
    pub lines: u64,
    /// Files that were sent.
    pub files: usize,
    /// Bytes of all.
    pub bytes: u64,
}

/// Writes and reckons at once.
struct Sum<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W> Sum<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    fn listed(self, path: String, lines: Option<u64>) -> (W, Listed) {
        let listed = Listed {
            path,
            bytes: self.bytes,
            lines,
            sha256: hex(&self.hash.finalize()),
        };
        (self.inner, listed)
    }
}

impl<W: Write> Write for Sum<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Writes the house in this data folder into `to`, which must not exist. The house may be in service.
pub fn export(data: &Path, to: &Path, now: Timestamp) -> anyhow::Result<Export> {
    ensure!(!to.exists(), "{} exists already", to.display());
    // The folder around it is synced, also where it was named without one.
    let to = &std::path::absolute(to)?;
    let part = backup::part_of(to);
    if part.exists() {
        // Left by one that was broken off.
        fs::remove_dir_all(&part).with_context(|| part.display().to_string())?;
    }
    for folder in [part.clone(), part.join("tables"), part.join("files")] {
        fs::create_dir_all(&folder)
            .and_then(|()| disk::restrict(&folder))
            .with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let made = write_all(data, &part, now).and_then(|(manifest, files)| {
        let text = serde_json::to_string_pretty(&manifest)?;
        disk::private(&part.join(MANIFEST))?.write_all(text.as_bytes())?;
        fs::rename(&part, to)?;
        disk::sync_folder(to)?;
        Ok(Export {
            path: to.to_owned(),
            lines: manifest.files.iter().filter_map(|file| file.lines).sum(),
            files,
            bytes: manifest.files.iter().map(|file| file.bytes).sum(),
        })
    });
    if made.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    made.with_context(|| format!("nothing was exported to {}", to.display()))
}

fn write_all(data: &Path, part: &Path, now: Timestamp) -> anyhow::Result<(Manifest, usize)> {
    let snapshot = verify::open(data)?;
    let reader = snapshot.reader();
    let mut listed = Vec::new();
    let mut readme = begin(part, "README.md")?;
    readme.write_all(house::readme(SCHEMA).as_bytes())?;
    listed.push(end(readme, "README.md".to_owned(), None)?);
    for table in TABLES {
        let path = format!("tables/{}.jsonl", table.name);
        let mut file = begin(part, &path)?;
        let lines = table.export(&reader, |line| file.write_all(line))??;
        listed.push(end(file, path, Some(lines))?);
    }
    let contents = house::contents(&reader)?;
    for (content, name, size) in &contents {
        let path = format!("files/{name}");
        let mut file = begin(part, &path)?;
        for position in read::parts(0..*size).map(|piece| piece.position) {
            let bytes = read::piece(&reader, ContentId(*content), position)?
                .with_context(|| format!("a piece of the file {name} is missing"))?;
            file.write_all(&bytes)?;
        }
        let done = end(file, path, None)?;
        ensure!(done.sha256 == *name, "the file {name} is damaged");
        listed.push(done);
    }
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        schema: SCHEMA_VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.rfc3339(),
        files: listed,
    };
    Ok((manifest, contents.len()))
}

fn begin(part: &Path, path: &str) -> anyhow::Result<Sum<BufWriter<File>>> {
    let file = disk::private(&part.join(path)).with_context(|| path.to_owned())?;
    Ok(Sum::new(BufWriter::new(file)))
}

fn end(mut file: Sum<BufWriter<File>>, path: String, lines: Option<u64>) -> anyhow::Result<Listed> {
    file.flush()?;
    let (file, listed) = file.listed(path, lines);
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    Ok(listed)
}

/// Makes a house in this data folder, which must be empty, from an export.
pub fn import(from: &Path, data: &Path) -> anyhow::Result<Backup> {
    let manifest = judge(from)?;
    let _lock = folder::lock(data)?;
    let path = folder::file(data);
    let part = backup::part_of(&path);
    backup::remove_part(&part);
    if !folder::is_empty(data)? {
        bail!(
            "{} is not empty, and an import never replaces anything: name another folder with --data",
            data.display()
        );
    }
    let made =
        fill(from, &manifest, &part).and_then(|()| backup::finish(&part, &path, &Pace::full()));
    if made.is_err() {
        backup::remove_part(&part);
    }
    made.with_context(|| format!("{} was not imported; nothing was changed", from.display()))
}

/// Reads the manifest and looks whether every file is there and as it was written.
fn judge(from: &Path) -> anyhow::Result<Manifest> {
    let path = from.join(MANIFEST);
    let text = fs::read_to_string(&path).with_context(|| {
        format!(
            "{} cannot be read: is this an export of Shopbell’s?",
            path.display()
        )
    })?;
    let manifest: Manifest =
        serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    ensure!(
        manifest.format == FORMAT,
        "{} is of the format “{}”",
        path.display(),
        manifest.format
    );
    ensure!(
        manifest.version == VERSION && manifest.schema == SCHEMA_VERSION,
        "it was made by Shopbell {} in form {} of schema {}, and this one reads form {VERSION} of schema {SCHEMA_VERSION}",
        manifest.program,
        manifest.version,
        manifest.schema
    );
    for listed in &manifest.files {
        let is_plain = listed
            .path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\\'));
        ensure!(is_plain, "“{}” is no path of an export", listed.path);
        let mut file = File::open(from.join(&listed.path))
            .with_context(|| format!("{} cannot be read", listed.path))?;
        let mut sum = Sum::new(io::sink());
        io::copy(&mut file, &mut sum).with_context(|| listed.path.clone())?;
        let (_, found) = sum.listed(listed.path.clone(), listed.lines);
        ensure!(
            found.bytes == listed.bytes && found.sha256 == listed.sha256,
            "{} is not as it was exported: {} bytes of {}",
            listed.path,
            found.bytes,
            listed.bytes
        );
    }
    for table in TABLES {
        let path = format!("tables/{}.jsonl", table.name);
        ensure!(
            manifest.files.iter().any(|listed| listed.path == path),
            "{path} is missing"
        );
    }
    Ok(manifest)
}

fn fill(from: &Path, manifest: &Manifest, part: &Path) -> anyhow::Result<()> {
    // What was secret there is made anew, and sealed when the house is opened.
    let mut blank = Blank::create(part, Vault::random())?;
    blank.fill(Timestamp(0), |tx| -> anyhow::Result<()> {
        for table in TABLES {
            let path = format!("tables/{}.jsonl", table.name);
            let intake = Intake::new(tx, *table).map_err(SchemaError::from)?;
            let mut file = BufReader::new(File::open(from.join(&path))?);
            let mut line = String::new();
            for number in 1_u64.. {
                line.clear();
                let read = (&mut file)
                    .take(LONGEST_LINE)
                    .read_line(&mut line)
                    .with_context(|| format!("{path}, line {number}"))?;
                if read == 0 {
                    break;
                }
                intake
                    .take(tx, line.trim_end_matches('\n'))
                    .with_context(|| format!("{path}, line {number}"))?;
            }
        }
        for (content, name, size) in house::contents(tx)? {
            let path = format!("files/{name}");
            let is_listed = manifest
                .files
                .iter()
                .any(|listed| listed.path == path && listed.bytes == size);
            ensure!(is_listed, "{path} is missing, or not of {size} bytes");
            let mut file = File::open(from.join(&path)).with_context(|| path.clone())?;
            for position in 0.. {
                let mut piece = Vec::with_capacity(PIECE);
                (&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
                if piece.is_empty() {
                    break;
                }
                house::take_piece(tx, content, position, &piece)?;
            }
        }
        house::settle(tx)?;
        Ok(())
    })?;
    Ok(blank.close(part)?)
}
