//! Brings an older file to the present schema, or leaves it as it was.
//!
//! A copy is kept beside the file before anything is touched. Each step is a transaction that also raises the
//! version, so that a process that is killed leaves whole steps, and the next start goes on from there. If a step or the
//! look afterwards fails, the copy is brought back, again in one transaction.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, backup::Backup};

use super::{
    DbError, Reader, check,
    connection::{connect_immutable, in_passing},
    disk::{self, Space},
    pace::Pace,
    schema::{SchemaError, sign, version, written_by},
    snapshot,
};
use crate::base::{time::Timestamp, vault::Vault};

/// Asks something of a file that was brought to the present schema: whether it can be served from.
pub type Look = fn(&Reader<'_>) -> Result<(), DbError>;

/// How an older file becomes one of the present schema.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    /// What makes a new file.
    pub(super) schema: &'a str,
    /// `steps[n]` takes a file from version `n + 1` to `n + 2`.
    pub(super) steps: &'a [&'a str],
    /// Asked at the end.
    pub(super) look: Look,
}

impl Plan<'_> {
    /// The version that it ends with.
    pub(super) fn version(&self) -> i32 {
        i32::try_from(self.steps.len()).map_or(i32::MAX, |steps| steps + 1)
    }
}

/// The copy of a file while steps are taken: of this version, unless an earlier start did not come to the end.
fn unfinished(path: &Path, version: i32) -> PathBuf {
    beside(path, &format!("-migrating-{version}"))
}

/// The same once it came to the end: the way back for whoever puts the older program in place again.
pub(super) fn kept(path: &Path, version: i32) -> PathBuf {
    beside(path, &format!("-schema-{version}"))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Takes the steps that are missing, and looks at what comes of them. `true`: there was something to be done.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    plan: &Plan<'_>,
) -> Result<bool, SchemaError> {
    let found = version(connection)?;
    // Whoever was killed after the last step has not looked at what came of it.
    let is_begun = (1..found).any(|earlier| unfinished(path, earlier).exists());
    if found >= plan.version() && !is_begun {
        return Ok(false);
    }
    let (from, copy) = keep(connection, path, found)?;
    let before = connect_immutable(&copy)?;
    let (program, filled) = (written_by(&before), filled_tables(&before)?);
    drop(before);
    tracing::info!(
        from,
        to = plan.version(),
        copy = %copy.display(),
        "the file is brought to the present schema"
    );
    let outcome = in_passing(connection, |connection| {
        climb(connection, found, plan)?;
        look(connection, plan, &filled)
    });
    if let Err(cause) = outcome {
        let reason = match cause {
            SchemaError::Damaged(words) => words,
            other => other.to_string(),
        };
        return Err(match put_back(connection, from, &copy) {
            Ok(()) => {
                let _ = fs::remove_file(&copy);
                SchemaError::NotMigrated {
                    from,
                    to: plan.version(),
                    reason,
                    program,
                }
            }
            Err(error) => SchemaError::NotPutBack {
                reason: format!("{reason}; then {error}"),
                copy,
            },
        });
    }
    fs::rename(&copy, kept(path, from))?;
    disk::sync_folder(path)?;
    Ok(true)
}

/// A copy of the file as it was before the first step, and its version.
fn keep(connection: &Connection, path: &Path, found: i32) -> Result<(i32, PathBuf), SchemaError> {
    for earlier in 1..found {
        let copy = unfinished(path, earlier);
        // It has this name only when it is whole.
        if copy.exists() {
            return Ok((earlier, copy));
        }
    }
    let (needed, space) = (2 * fs::metadata(path)?.len(), Space::around(path)?);
    if space.available < needed {
        return Err(SchemaError::NoRoom {
            needed,
            available: space.available,
        });
    }
    let copy = unfinished(path, found);
    let part = beside(&copy, ".part");
    let made = snapshot::copy(connection, &part, &Pace::full());
    if made.is_err() {
        let _ = fs::remove_file(&part);
    }
    made?;
    fs::rename(&part, &copy)?;
    disk::sync_folder(path)?;
    Ok((found, copy))
}

fn climb(connection: &mut Connection, found: i32, plan: &Plan<'_>) -> Result<(), SchemaError> {
    // A table that is built anew is referred to meanwhile; what is referred to is looked at in the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    let climbed = (2..).zip(plan.steps).try_for_each(|(to, step)| {
        if to <= found {
            return Ok(());
        }
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", to)?;
        sign(&transaction)?;
        transaction.commit()
    });
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(climbed?)
}

/// Whether what came of it can be served from.
fn look(
    connection: &Connection,
    plan: &Plan<'_>,
    filled: &BTreeSet<String>,
) -> Result<(), SchemaError> {
    check::glance(connection)?;
    check::references(connection)?;
    let new = Connection::open_in_memory()?;
    new.execute_batch(plan.schema)?;
    let (expected, found) = (shape(&new)?, shape(connection)?);
    if let Some(missing) = expected.difference(&found).next() {
        return Err(SchemaError::Damaged(format!("{missing} is missing")));
    }
    // Programs that copy the log keep tables of their own, which begin so.
    let surplus = |part: &&String| !part.split(' ').any(|word| word.starts_with('_'));
    if let Some(surplus) = found.difference(&expected).find(surplus) {
        return Err(SchemaError::Damaged(format!("{surplus} is left over")));
    }
    let now_filled = filled_tables(connection)?;
    let tables: BTreeSet<String> = expected
        .iter()
        .filter_map(|part| part.strip_prefix("table ").map(ToOwned::to_owned))
        .collect();
    if let Some(lost) = filled
        .difference(&now_filled)
        .find(|table| tables.contains(*table))
    {
        return Err(SchemaError::Damaged(format!("the rows of {lost} are lost")));
    }
    // What is looked at is no secret.
    (plan.look)(&Reader::new(connection, &Vault::random(), Timestamp(0)))?;
    Ok(())
}

/// Every table, column and index, a line each. In which order columns stand, and how they were written, is no matter.
fn shape(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare(
            "select type || ' ' || name from sqlite_schema where name not like 'sqlite_%'
             union all
             select 'column ' || sqlite_schema.name || '.' || it.name || ' ' || it.type || iif(it.\"notnull\", ' not null', '')
             from sqlite_schema join pragma_table_info (sqlite_schema.name) it
             where sqlite_schema.type = 'table' and sqlite_schema.name not like 'sqlite_%'",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The tables that hold anything.
fn filled_tables(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let tables: Vec<String> = connection
        .prepare("select name from pragma_table_list where type = 'table' and schema = 'main' and name not like 'sqlite_%'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut filled = BTreeSet::new();
    for table in tables {
        let sql = format!("select exists (select 1 from {})", check::quoted(&table));
        if connection.query_row(&sql, [], |row| row.get(0))? {
            filled.insert(table);
        }
    }
    Ok(filled)
}

/// Brings the copy back, in one transaction of the file itself: a log beside it is no hindrance, and whoever is killed
/// over it leaves one or the other.
fn put_back(connection: &mut Connection, from: i32, copy: &Path) -> Result<(), SchemaError> {
    // The first step failed, and was taken back with its transaction.
    if version(connection)? == from {
        return Ok(());
    }
    let before = connect_immutable(copy)?;
    let backup = Backup::new(&before, connection)?;
    backup.run_to_completion(1024, std::time::Duration::from_millis(10), None)?;
    Ok(())
}

#[cfg(test)]
mod tests;
