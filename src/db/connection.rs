//! Every connection to the file is made here, so that none lacks a setting.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

/// How long a connection waits for another one's lock.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Pages of 4 KiB that a connection keeps in memory: small machines first.
const CACHED: u32 = 512;

/// Enough for work that sees each page once.
const CACHED_ONCE: u32 = 16;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The one that changes the file.
    Write,
    /// One of those that answer questions.
    Read,
    /// The one that copies the log into the file.
    Checkpoint,
}

/// Opens a file that exists. Nothing is created, recovered or tidied that was not asked for.
pub(super) fn connect(path: &Path, purpose: Use) -> rusqlite::Result<Connection> {
    // A reader needs the right to write as well: the index of the log is shared memory.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // The last one to go would copy the log into the file and delete it, also when the file was just
    // found to be damaged. Only the writer ends a log, and only one that it knows.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    set_pragmas(&connection)?;
    if purpose == Use::Read {
        // A change through this connection would be a second writer.
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(connection)
}

/// A file that nobody writes, such as a backup: no log, no lock, no trace beside it.
pub(super) fn connect_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let address = address(path.as_os_str().as_encoded_bytes(), cfg!(windows));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(address + "?immutable=1", flags)?;
    set_pragmas(&connection)?;
    Ok(connection)
}

/// The address of an absolute path, as SQLite reads it (<https://www.sqlite.org/uri.html>).
fn address(path: &[u8], is_windows: bool) -> String {
    let mut address = String::from("file://");
    // A drive needs a slash before it; other paths begin with one or, on another machine, with two.
    if !path.starts_with(b"/") && !path.starts_with(b"\\") {
        address.push('/');
    }
    for byte in path {
        match byte {
            b'\\' if is_windows => address.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// Does work that sees each page once, and would only fill the cache for nobody.
pub(super) fn in_passing<T, E: From<rusqlite::Error>>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    cache_pages(connection, CACHED_ONCE)?;
    let done = work(connection);
    cache_pages(connection, CACHED)?;
    done
}

fn cache_pages(connection: &Connection, pages: u32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", pages)
}

/// Settings of every connection, also of one in memory.
pub(super) fn set_pragmas(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A crafted file must not run functions through its views and triggers.
    connection.pragma_update(None, "trusted_schema", false)?;
    // What is deleted or replaced is overwritten: nobody finds it in the file afterwards (R33).
    connection.pragma_update(None, "secure_delete", true)?;
    // Mapped files turn a failing disk into a crash.
    connection.pragma_update(None, "mmap_size", 0)?;
    cache_pages(connection, CACHED)?;
    // A commit is on the disk before it is acknowledged, also through a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    // Copying the log into the file is done beside the answer's path, see `checkpointer`.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    // The log is cut back to this after a checkpoint: a burst does not keep its disk for ever.
    connection.pragma_update(None, "journal_size_limit", 32 * 1024 * 1024)?;
    // Otherwise a statement is parsed and planned again whenever other values are bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_every_platform_have_an_address() {
        for (path, is_windows, expected) in [
            ("/srv/shop/a.db", false, "file:///srv/shop/a.db"),
            (
                "/srv/a shop?#%\\.db",
                false,
                "file:///srv/a%20shop%3F%23%25%5C.db",
            ),
            (
                "/srv/Ladenglöckchen",
                false,
                "file:///srv/Ladengl%C3%B6ckchen",
            ),
            // Two slashes would otherwise begin the name of a machine.
            ("//srv/a.db", false, "file:////srv/a.db"),
            (r"C:\Shop\a.db", true, "file:///C:/Shop/a.db"),
            (r"\\till\shop\a.db", true, "file:////till/shop/a.db"),
        ] {
            assert_eq!(address(path.as_bytes(), is_windows), expected, "{path}");
        }
    }

    #[test]
    fn backups_open_whatever_their_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plain.db", "a shop?mode=memory#1 50%.db", "茶.db"] {
            let path = folder.path().join(name);
            super::super::schema::create(&path).unwrap();
            let connection = connect_immutable(&path).unwrap();
            let tables: i64 = connection
                .query_row("select count(*) from sqlite_schema", [], |row| row.get(0))
                .unwrap();
            assert!(tables > 10, "{name}");
        }
    }

    #[test]
    fn every_connection_is_set_up_alike() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.db");
        super::super::schema::create(&path).unwrap();
        let live = [Use::Write, Use::Read, Use::Checkpoint]
            .map(|purpose| (purpose, connect(&path, purpose).unwrap()));
        for (purpose, connection) in &live {
            let number = |name: &str| -> i64 {
                connection
                    .pragma_query_value(None, name, |row| row.get(0))
                    .unwrap()
            };
            assert_eq!(number("synchronous"), 2, "{purpose:?}");
            assert_eq!(number("foreign_keys"), 1, "{purpose:?}");
            assert_eq!(number("trusted_schema"), 0, "{purpose:?}");
            assert_eq!(number("mmap_size"), 0, "{purpose:?}");
            assert_eq!(number("secure_delete"), 1, "{purpose:?}");
            assert_eq!(number("busy_timeout"), 5_000, "{purpose:?}");
            assert_eq!(number("wal_autocheckpoint"), 0, "{purpose:?}");
            assert_eq!(
                number("query_only"),
                i64::from(*purpose == Use::Read),
                "{purpose:?}"
            );
            let mode: String = connection
                .pragma_query_value(None, "journal_mode", |row| row.get(0))
                .unwrap();
            assert_eq!(mode, "wal", "{purpose:?}");
        }
    }

    #[test]
    fn live_connections_are_set_up_so() {
        use crate::{
            base::time::{Clock, Timestamp},
            db::{Db, DbError, Reader},
        };
        fn number(reader: &Reader<'_>, pragma: &str) -> Result<i64, DbError> {
            reader.get(&format!("pragma {pragma}"), [], |row| row.get(0))
        }
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::by_hand(Timestamp(0));
        let db = Db::open(&folder.path().join("file.db"), clock, Box::new(|_| {})).unwrap();
        for (pragma, expected) in [
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("mmap_size", 0),
            ("busy_timeout", 5_000),
            ("wal_autocheckpoint", 0),
        ] {
            let writer = db.write_blocking(move |tx| number(tx, pragma)).unwrap();
            let reader = db.peek(|reader| number(reader, pragma)).unwrap();
            assert_eq!((writer, reader), (expected, expected), "{pragma}");
        }
        assert_eq!(db.peek(|reader| number(reader, "query_only")).unwrap(), 1);
        db.close();
    }

    #[test]
    fn file_that_nobody_writes_is_read_without_a_trace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("what? 50% #1 чай.db");
        super::super::schema::create(&path).unwrap();
        let connection = connect_immutable(&path).unwrap();
        let tables: i64 = connection
            .query_row("select count(*) from sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert!(tables > 20);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
