//! The file's schema: `schema.sql` for a new file, numbered steps for an old one, refusal of a newer one.

use std::{fs::File, io::Read, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::DbError;

/// The schema this program writes; kept in the file as `user_version`.
pub const SCHEMA_VERSION: i32 = 1;

/// Marks a file as Shopbell's own ("Bell" in ASCII); kept in the file's header.
const APPLICATION_ID: i32 = 0x4265_6c6c;

/// A file is made by this text; older ones are brought to the same shape by [`STEPS`].
const SCHEMA: &str = include_str!("../../schema.sql");

/// `STEPS[n]` takes a file from version `n + 1` to `n + 2`.
const STEPS: [&str; 0] = [];

/// How long a connection waits for another one's lock.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// The oldest SQLite whose write-ahead log is free of a rare race that can damage files.
const OLDEST_SOUND_SQLITE: i32 = 3_051_003;

/// Why the file cannot be served from. It was left as it was found.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The file was written by a newer program.
    #[error(
        "this file was written by a newer Shopbell (schema {found}, this program knows {known}): install the newer version again, nothing was changed"
    )]
    Newer {
        /// Version in the file.
        found: i32,
        /// Version this program writes.
        known: i32,
    },
    /// The file belongs to something else.
    #[error("this is not a Shopbell file: {0}")]
    Foreign(String),
    /// The file fails SQLite's check.
    #[error(
        "the file is damaged ({0}). It was left untouched: keep a copy, then restore the latest backup"
    )]
    Damaged(String),
    /// The bundled SQLite is too old to be trusted.
    #[error("the bundled SQLite {0} is too old")]
    OldSqlite(String),
    /// A step or statement failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The file could not be read at all.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<rusqlite::Error> for SchemaError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::NotADatabase) => Self::Foreign(error.to_string()),
            Some(Code::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Db(error.into()),
        }
    }
}

/// Opens the writer's connection and brings the file up to date.
pub(super) fn open(path: &Path) -> Result<Connection, SchemaError> {
    if rusqlite::version_number() < OLDEST_SOUND_SQLITE {
        return Err(SchemaError::OldSqlite(rusqlite::version().to_owned()));
    }
    let is_new = check_header(path)?;
    let mut connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    set_common_pragmas(&connection)?;
    if is_new {
        // Must precede the first table: lets freed pages be given back later without rewriting the file.
        connection.pragma_update(None, "auto_vacuum", "incremental")?;
    } else {
        check_identity(&connection)?;
    }
    // Readers and the writer do not wait for each other.
    connection.pragma_update(None, "journal_mode", "wal")?;
    // A commit is on the disk before it is acknowledged, also through a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    // Copying the log into the file is done beside the answer's path, see `writer`.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    // The log is cut back to this after a checkpoint: a burst does not keep its disk for ever.
    connection.pragma_update(None, "journal_size_limit", 32 * 1024 * 1024)?;
    if is_new {
        create(&mut connection)?;
    } else {
        migrate(&mut connection)?;
    }
    Ok(connection)
}

/// Settings that readers and the writer share.
pub(super) fn set_common_pragmas(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A crafted file must not run functions through its views and triggers.
    connection.pragma_update(None, "trusted_schema", false)?;
    // Mapped files turn a failing disk into a crash.
    connection.pragma_update(None, "mmap_size", 0)?;
    // In KiB when negative: small machines first.
    connection.pragma_update(None, "cache_size", -2048)?;
    // Otherwise a statement is parsed and planned again whenever other values are bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Whether the file is absent or empty; a file of another kind is refused before SQLite touches it.
fn check_header(path: &Path) -> Result<bool, SchemaError> {
    let mut header = [0; 16];
    match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error.into()),
        Ok(mut file) => {
            let length = file.metadata()?.len();
            if length == 0 {
                return Ok(true);
            }
            if length < 512 || file.read_exact(&mut header).is_err() {
                return Err(SchemaError::Damaged("it is cut off".to_owned()));
            }
        }
    }
    if &header == b"SQLite format 3\0" {
        Ok(false)
    } else {
        Err(SchemaError::Foreign("it has no SQLite header".to_owned()))
    }
}

fn check_identity(connection: &Connection) -> Result<(), SchemaError> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(SchemaError::Foreign(format!(
            "application id {application:#x}"
        )));
    }
    let found: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(SchemaError::Newer {
            found,
            known: SCHEMA_VERSION,
        });
    }
    // The whole check reads every page and takes minutes on a large file; the schema and the
    // structure of each table's root are read here, the rest nightly.
    let tables: i64 =
        connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Err(SchemaError::Damaged("it has lost its tables".to_owned()));
    }
    Ok(())
}

/// Makes an empty file's tables.
pub(super) fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    transaction.commit()
}

fn migrate(connection: &mut Connection) -> Result<(), SchemaError> {
    let found: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (index, step) in STEPS.iter().enumerate() {
        let version = i32::try_from(index).unwrap_or(i32::MAX).saturating_add(2);
        if version > found {
            let transaction = connection.transaction()?;
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", version)?;
            transaction.commit()?;
        }
    }
    Ok(())
}
