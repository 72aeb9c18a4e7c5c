//! Whether the file is there, ours, of a version that this program knows, and sound.

use std::path::Path;

use super::{Finding, judge};
use crate::{
    db::{Reader, SchemaError, Snapshot},
    desk::attachment::proof,
    ops::folder,
};

/// Opens the file and looks at it. Also answers what it held at that moment, if it can be read.
pub(super) fn open(
    data: &Path,
    in_service: bool,
    thorough: bool,
) -> (Vec<Finding>, Option<Snapshot>) {
    let path = folder::file(data);
    if !path.exists() {
        return (vec![Finding::look("file", "none")], None);
    }
    let opened = Snapshot::of_house(&path, in_service).or_else(|error| match error {
        // A folder that takes no writes takes no log either; the file alone can be read where there is none.
        SchemaError::Db(_) | SchemaError::Io(_) if !in_service => Snapshot::of_backup(&path),
        error => Err(error),
    });
    let snapshot = match opened {
        Ok(snapshot) => snapshot,
        Err(error) => return (vec![judge::file(Err(&error), thorough)], None),
    };
    let looked = if thorough {
        snapshot.check()
    } else {
        snapshot.glance()
    };
    let mut findings = vec![judge::file(looked.as_ref().map(|_| ()), thorough)];
    if looked.is_err() {
        return (findings, None);
    }
    if thorough {
        findings.push(judge::stored(&proof::prove(&snapshot.reader(), || false)));
    }
    (findings, Some(snapshot))
}

/// A glance from within.
pub(super) fn glance(reader: &Reader<'_>) -> Finding {
    judge::file(reader.glance().as_ref().map(|_| ()), false)
}
