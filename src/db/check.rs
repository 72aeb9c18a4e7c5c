//! Whether a file is sound: a glance at every start, a look at every page when there is reason to.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rusqlite::Connection;

use super::{
    connection::{Use, connect},
    schema::SchemaError,
};

/// Up to this size the whole file is looked through at every start: it takes a few milliseconds.
const SMALL: i64 = 2 * 1024 * 1024;

/// A glance: the schema and the newest row of every table can be read, which is where a disk that
/// lost power tears. The whole check reads every page, which on a large file takes longer than people
/// wait for a shop to open; it is made in the background after the house was left in the middle, with
/// every backup, and by `shopbell verify`.
pub(super) fn glance(connection: &Connection) -> Result<(), SchemaError> {
    let tables: Vec<(String, bool)> = connection
        .prepare("select name, wr from pragma_table_list where type = 'table' and schema = 'main'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if tables.len() < 2 {
        return Err(SchemaError::Damaged("it has lost its tables".to_owned()));
    }
    for (table, has_no_rowid) in tables {
        let newest = if has_no_rowid {
            format!(
                "select count(*) from (select 1 from {} limit 1)",
                quoted(&table)
            )
        } else {
            format!("select max(rowid) from {}", quoted(&table))
        };
        connection.query_row(&newest, [], |_| Ok(()))?;
    }
    let size: i64 = connection.query_row(
        "select page_count * page_size from pragma_page_count, pragma_page_size",
        [],
        |row| row.get(0),
    )?;
    if size <= SMALL {
        first_fault(connection, "pragma quick_check(1)")?;
    }
    Ok(())
}

/// Looks at every page, table by table, so that the log can begin anew in between.
/// Given up when `stop` says so.
pub(super) fn look_through(path: &Path, stop: Arc<AtomicBool>) -> Result<(), SchemaError> {
    let mut connection = connect(path, Use::Read)?;
    connection.progress_handler(10_000, Some(move || stop.load(Ordering::Relaxed)))?;
    let tables: Vec<String> = connection
        .prepare("select name from pragma_table_list where type = 'table' and schema = 'main'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in tables {
        first_fault(
            &connection,
            &format!("pragma quick_check({})", quoted(&table)),
        )?;
    }
    Ok(())
}

/// Everything that SQLite can tell: structure, indexes, constraints, references. Reads the whole file
/// in one go.
pub(super) fn everything(connection: &Connection) -> Result<(), SchemaError> {
    first_fault(connection, "pragma integrity_check(1)")?;
    references(connection)
}

/// Whether every row that is named exists.
pub(super) fn references(connection: &Connection) -> Result<(), SchemaError> {
    let mut statement = connection.prepare("pragma foreign_key_check")?;
    let mut rows = statement.query([])?;
    if let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        return Err(SchemaError::Damaged(format!(
            "row {} of {table} names a row of {parent} that does not exist",
            id.unwrap_or_default()
        )));
    }
    Ok(())
}

fn first_fault(connection: &Connection, check: &str) -> Result<(), SchemaError> {
    let words: String = connection.query_row(check, [], |row| row.get(0))?;
    if words == "ok" {
        Ok(())
    } else {
        Err(SchemaError::Damaged(words.replace('\n', " ")))
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
