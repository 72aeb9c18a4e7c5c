//! The file's schema: `schema.sql` for a new file, numbered steps for an old one, refusal of a newer one.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, OpenFlags};

use super::{
    DbError, check,
    connection::{Use, connect, connect_immutable, in_passing, set_pragmas},
    disk, header,
    log::{self, Left},
    migration::{self, Look, Plan},
};
use crate::base::vault::Vault;

/// The schema this program writes; kept in the file as `user_version`.
pub const SCHEMA_VERSION: i32 = 1;

/// A file is made by this text; older ones are brought to the same shape by numbered steps. A step that
/// ships never changes; `tests/schemas` keeps a file of each schema that did.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// `STEPS[n]` takes a file from version `n + 1` to `n + 2`.
const STEPS: [&str; 0] = [];

/// How a file is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Whether another program copies the log to another place while the house is open, and ends it: see
    /// `src/db/log.rs`.
    pub is_replicated: bool,
    /// What is asked of a file that was brought to the present schema before it is believed.
    pub look: Look,
    /// What seals and opens the secrets in it. A random one serves files whose secrets nobody asks for again.
    pub vault: Vault,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            is_replicated: false,
            look: |_| Ok(()),
            vault: Vault::random(),
        }
    }
}

/// The oldest SQLite whose write-ahead log is free of a rare race that can damage files.
const OLDEST_SOUND_SQLITE: i32 = 3_051_003;

/// Under this key in `setting` a file keeps which program brought it to its schema, so that an older
/// one can say what is needed.
const WRITTEN_BY: &str = "written_by";

/// Why the file cannot be served from. It was left as it was found.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The file was written by a newer program.
    #[error(
        "it was written by a newer Shopbell{} and has schema {found}, of which this one ({}) knows \
         {SCHEMA_VERSION}. Nothing was changed: install {} again",
        .program.as_ref().map_or(String::new(), |version| format!(" ({version})")),
        env!("CARGO_PKG_VERSION"),
        .program.as_ref().map_or("the newer version".to_owned(), |version| format!("Shopbell {version}"))
    )]
    Newer {
        /// Version in the file.
        found: i32,
        /// The program that wrote it, if it says so.
        program: Option<String>,
    },
    /// The file belongs to something else.
    #[error(
        "it is not a file of Shopbell's: {0}. Nothing was changed: choose another folder with --data"
    )]
    Foreign(String),
    /// The log or journal beside the file belongs to something else.
    #[error(
        "{} does not belong to it. Nothing was changed: bring back the log that lay here, or move \
         this one away to go on without it (what was said last may then be missing)",
        .0.display()
    )]
    ForeignLog(PathBuf),
    /// The log is there, but its file is not.
    #[error(
        "the file is gone, though its log {} is here. Nothing was changed: bring the file back, or \
         begin anew in another folder",
        .0.display()
    )]
    Gone(PathBuf),
    /// The file fails SQLite's check.
    #[error(
        "it is damaged: {0}. Nothing was changed: keep a copy of the folder, then bring the newest \
         backup into a new one with “shopbell restore BACKUP --data FOLDER”"
    )]
    Damaged(String),
    /// It is of an older schema, and could not be brought to the present one.
    #[error(
        "it has schema {from}, and could not be brought to schema {to}: {reason}. Everything is as it was before: \
         install {} again, and tell whoever makes Shopbell these words",
        .program.as_ref().map_or("the version before".to_owned(), |version| format!("Shopbell {version}"))
    )]
    NotMigrated {
        /// The version that it has.
        from: i32,
        /// The one that it was to have.
        to: i32,
        /// What went wrong.
        reason: String,
        /// The program that wrote it, if it says so.
        program: Option<String>,
    },
    /// The same, and the file as it was before could not be brought back into its place.
    #[error(
        "it could not be brought to the present schema: {reason}. What it was before is whole in {}: bring it into a new \
         folder with “shopbell restore”, by the version of Shopbell that you had",
        .copy.display()
    )]
    NotPutBack {
        /// What went wrong, and then again.
        reason: String,
        /// The copy.
        copy: PathBuf,
    },
    /// There is no room for the copy that is kept while the file is brought to the present schema.
    #[error(
        "it is of an older schema. To bring it to the present one {:.1} MB have to be free, and {:.1} MB are. Nothing was \
         changed: make room, and start again",
        *.needed as f64 / 1e6,
        *.available as f64 / 1e6
    )]
    NoRoom {
        /// Bytes.
        needed: u64,
        /// Bytes.
        available: u64,
    },
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
            Some(Code::NotADatabase | Code::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Db(error.into()),
        }
    }
}

/// Opens the writer's connection and brings the file up to date. Also answers how the house was left.
pub(super) fn open(path: &Path, opening: &Opening) -> Result<(Connection, Left), SchemaError> {
    if rusqlite::version_number() < OLDEST_SOUND_SQLITE {
        return Err(SchemaError::OldSqlite(rusqlite::version().to_owned()));
    }
    let left = inspect(path, opening.is_replicated)?;
    if !path.exists() {
        create(path)?;
    }
    let mut connection = connect(path, Use::Write)?;
    check_version(&connection, path)?;
    in_passing(&mut connection, |connection| check::glance(connection))?;
    if left == Left::WithoutItsLog {
        // What the log held may have been half copied. This is rare, and worth the wait.
        check::look_through(path, Arc::default())?;
        tracing::warn!(
            log = %log::log_of(path).display(),
            "the house was not closed properly, and its log is gone: unless another program copied \
             it into the file, what was said last is missing"
        );
    }
    let plan = Plan {
        schema: SCHEMA,
        steps: &STEPS,
        look: opening.look,
    };
    if migration::migrate(&mut connection, path, &plan)? && !opening.is_replicated {
        // An older program that is started by mistake reads the version in the file itself.
        connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
    }
    Ok((connection, left))
}

/// Opens the writer's connection anew after the disk failed, and looks at the file again.
pub(super) fn reopen(path: &Path) -> Result<Connection, SchemaError> {
    // Its bytes are not read beside SQLite here: closing the file again would give up the locks that
    // this process's readers hold.
    if !path.exists() {
        return Err(SchemaError::Gone(log::log_of(path)));
    }
    let connection = connect(path, Use::Write)?;
    check_version(&connection, path)?;
    check::glance(&connection)?;
    Ok(connection)
}

/// Tells by their bytes alone whether file and log are ours, whole, and not newer than this program. Where the log is
/// replicated, it is believed to be ours.
pub(super) fn inspect(path: &Path, is_replicated: bool) -> Result<Left, SchemaError> {
    let Some(header) = header::read(path)? else {
        return match log::is_empty(path)? {
            true => Ok(Left::Closed),
            // SQLite would remove a log without a file.
            false => Err(SchemaError::Gone(log::log_of(path))),
        };
    };
    header.check_version(path)?;
    let left = log::inspect(path, is_replicated)?;
    if log::is_empty(path)? {
        header.check_length(path)?;
    }
    Ok(left)
}

pub(super) fn newer(path: &Path, found: i32) -> SchemaError {
    let program = connect_immutable(path)
        .ok()
        .and_then(|connection| written_by(&connection));
    SchemaError::Newer { found, program }
}

/// The program that brought the file to its schema.
pub(super) fn written_by(connection: &Connection) -> Option<String> {
    connection
        .query_row(
            "select value ->> '$' from setting where key = ?1",
            [WRITTEN_BY],
            |row| row.get(0),
        )
        .ok()
}

/// The version as the log has it, which may be ahead of the file.
fn check_version(connection: &Connection, path: &Path) -> Result<(), SchemaError> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != header::APPLICATION_ID {
        return Err(SchemaError::ForeignLog(log::log_of(path)));
    }
    match version(connection)? {
        found if found > SCHEMA_VERSION => Err(newer(path, found)),
        _ => Ok(()),
    }
}

pub(super) fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Makes a file under another name first: one that bears the good name is always whole.
pub(super) fn create(path: &Path) -> Result<(), SchemaError> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    disk::private(&fresh)?;
    let mut connection = Connection::open_with_flags(
        &fresh,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    set_pragmas(&connection)?;
    // Synced once at the end; whatever is lost before that is begun again.
    connection.pragma_update(None, "synchronous", "off")?;
    // Must precede the first table: lets freed pages be given back later without rewriting the file.
    connection.pragma_update(None, "auto_vacuum", "incremental")?;
    in_passing(&mut connection, fill)?;
    // Readers and the writer do not wait for each other.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.close().map_err(|(_, error)| error)?;
    fs::OpenOptions::new()
        .write(true)
        .open(&fresh)?
        .sync_all()?;
    fs::rename(&fresh, path)?;
    disk::sync_folder(path)?;
    Ok(())
}

/// Makes an empty file's tables.
pub(super) fn fill(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", header::APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    sign(&transaction)?;
    transaction.commit()
}

pub(super) fn sign(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute(
            "insert into setting (key, value) values (?1, json_quote(?2))
             on conflict (key) do update set value = excluded.value",
            (WRITTEN_BY, env!("CARGO_PKG_VERSION")),
        )
        .map(|_| ())
}

#[cfg(test)]
mod tests;
