//! What stands in the file.

use super::{Finding, judge};
use crate::{
    base::time::Timestamp,
    db::{DbError, Reader},
    desk::{event, recount, setting, team, trouble, watched},
};

/// Looks at all of it. What cannot be read is told instead of what would stand there.
pub(super) fn look(reader: &Reader<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |looked: Result<Vec<Finding>, DbError>| match looked {
        Ok(found) => findings.extend(found),
        Err(error) => findings.push(judge::unread(&error)),
    };
    add(newest(reader).map(|newest| vec![judge::clock(newest, reader.now)]));
    add(recount::differences(reader).map(|found| judge::recount(&found)));
    add(watched::standing(reader).map(|standing| judge::standing(&standing)));
    add(relay(reader));
    findings
}

/// The relay, and what is wrong with the line to it.
fn relay(reader: &Reader<'_>) -> Result<Vec<Finding>, DbError> {
    let relay: setting::Relay = setting::get(reader)?;
    let trouble = trouble::find(reader, trouble::Kind::Relay, "")?;
    Ok(vec![judge::relay(&relay, trouble)])
}

/// When the newest event was committed.
fn newest(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    let newest = event::newest(reader)?;
    reader.find("select at from event where id = ?1", [newest], |row| {
        row.get(0)
    })
}

pub(super) fn first_joined(reader: &Reader<'_>) -> Option<Timestamp> {
    team::first_joined(reader).ok().flatten()
}
