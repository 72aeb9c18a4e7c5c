//! What the machine says: the folder, its disk, the process that has it.

use std::{fs, io, path::Path};

use super::{Finding, judge};
use crate::{
    db::disk::{self, Space},
    ops::{
        folder::{self, Holder},
        vitals::{self, Whose},
    },
};

/// Who may read the folder, whether it can be written, and how much room it has.
pub(super) fn folder(data: &Path) -> Vec<Finding> {
    let looked = fs::metadata(data);
    let modes = looked.as_ref().ok().map(|_| modes(data));
    let is_there = looked.is_ok();
    let mut findings = vec![judge::permissions(
        is_there,
        &modes.unwrap_or_default(),
        is_writable(data),
    )];
    if is_there {
        findings.push(judge::disk(Space::around(&folder::file(data)).ok()));
    }
    findings
}

/// The rights on the folder and on the files in it that hold anything, by name.
#[cfg(unix)]
fn modes(data: &Path) -> Vec<(String, u32)> {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).map_or(0, |file| file.permissions().mode() & 0o777);
    let mut modes = vec![(String::from("."), mode(data))];
    for entry in fs::read_dir(data).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        modes.push((name, mode(&entry.path())));
    }
    modes.sort();
    modes
}

#[cfg(not(unix))]
fn modes(_data: &Path) -> Vec<(String, u32)> {
    Vec::new()
}

/// Whether files can be made there, by making one that goes again at once: rights, a disk that is mounted for reading and a
/// quota all show so. The house's own file is not opened: closing it again would give up SQLite's locks on it.
fn is_writable(data: &Path) -> io::Result<()> {
    for path in [data.to_owned(), folder::file(data)] {
        // Whoever may do everything is not kept out by rights, but the house may run as somebody else.
        if fs::metadata(&path).is_ok_and(|found| found.permissions().readonly()) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
    }
    let probe = data.join(PROBE);
    disk::private(&probe)?;
    fs::remove_file(&probe)
}

/// The name of the file that goes again.
const PROBE: &str = "doctor";

/// Where a house answers, and what its process takes.
pub(super) fn process(data: &Path, holder: &io::Result<Holder>) -> Vec<Finding> {
    let whose = match holder {
        Ok(Holder::Somebody(number)) => number.map(Whose::Of),
        Ok(Holder::Nobody) | Err(_) => None,
    };
    let is_open = matches!(holder, Ok(Holder::Somebody(_)));
    let near = folder::whereabouts(data).filter(|_| is_open);
    let mut findings = vec![judge::address(is_open, near.as_ref())];
    if let Some(whose) = whose {
        let vitals = vitals::look(whose);
        findings.push(judge::descriptors(&vitals));
        findings.push(judge::memory(&vitals));
    } else if !is_open {
        // What this command was given is what the house would be given here.
        findings.push(judge::descriptors(&vitals::look(Whose::Own)));
    }
    findings
}

/// The same of the process that asks.
pub(super) fn own(data: &Path) -> Vec<Finding> {
    let vitals = vitals::look(Whose::Own);
    vec![
        judge::address(true, folder::whereabouts(data).as_ref()),
        judge::descriptors(&vitals),
        judge::memory(&vitals),
    ]
}
