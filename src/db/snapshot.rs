//! A file at one moment, only read: a backup, or the file of a house, which may be in service meanwhile.

use std::{path::Path, sync::Arc, time::Duration};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{
    DbError, Reader, SchemaError, check,
    connection::{Use, connect, connect_immutable},
    disk, header, log,
    pace::{Pace, Stride},
    schema,
};
use crate::base::{time::Timestamp, vault::Vault};

/// Pages copied at a time.
const STEP: i32 = 1024;

/// Steps of SQLite's machine between two rests: some tens of microseconds.
const OPERATIONS: i32 = 10_000;

/// What the file held when this was opened, however much is written to it since.
pub struct Snapshot {
    connection: Connection,
    pace: Arc<Pace>,
    vault: Vault,
}

impl Snapshot {
    /// Of a file that belongs to nobody, such as a backup. Leaves no trace beside it, unless it lies
    /// there with a log of its own.
    pub fn of_backup(path: &Path) -> Result<Self, SchemaError> {
        schema::inspect(path, false)?;
        let is_alone = log::is_empty(path)? && !log::name_of(path).exists();
        if is_alone {
            Self::begin(connect_immutable(path)?)
        } else {
            Self::begin(connect(path, Use::Read)?)
        }
    }

    /// Of the file of a house. One that is in service has looked at its log itself.
    pub fn of_house(path: &Path, is_in_service: bool) -> Result<Self, SchemaError> {
        if !is_in_service {
            schema::inspect(path, false)?;
        } else if let Some(header) = header::read(path)? {
            header.check_version(path)?;
        }
        Self::begin(connect(path, Use::Read)?)
    }

    /// Of the file that this very process has open. Its bytes are not read beside SQLite: closing the file
    /// again would give up the locks of this process's other connections.
    pub(super) fn of_open(path: &Path) -> Result<Self, SchemaError> {
        Self::begin(connect(path, Use::Read)?)
    }

    fn begin(connection: Connection) -> Result<Self, SchemaError> {
        // The moment is that of the first question.
        connection.execute_batch("begin; select count(*) from sqlite_schema")?;
        Ok(Self {
            connection,
            pace: Pace::full(),
            // It opens nothing: few ask a snapshot for what is secret.
            vault: Vault::random(),
        })
    }

    /// The same at another pace, which also tells how far it is and ends it. Whatever is ended answers
    /// [`DbError::Stopping`].
    pub fn at_pace(mut self, pace: &Arc<Pace>) -> Result<Self, SchemaError> {
        let mut stride = Stride::new(pace);
        self.connection
            .progress_handler(OPERATIONS, Some(move || stride.rest()))?;
        self.pace = pace.clone();
        Ok(self)
    }

    /// The same with the keys to what is sealed in it.
    #[must_use]
    pub fn with_vault(mut self, vault: Vault) -> Self {
        self.vault = vault;
        self
    }

    /// The pace at which it is gone through.
    #[must_use]
    pub fn pace(&self) -> &Arc<Pace> {
        &self.pace
    }

    /// Asks something. There is no limit on how long it may take.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        self.reader_at(Timestamp(0))
    }

    /// The same, for what goes by the clock.
    #[must_use]
    pub fn reader_at(&self, now: Timestamp) -> Reader<'_> {
        Reader::new(&self.connection, &self.vault, now)
    }

    /// A glance: the schema and the newest row of every table can be read; a small file is looked through.
    pub fn glance(&self) -> Result<(), SchemaError> {
        check::glance(&self.connection)
    }

    /// Looks at every page, index, constraint and reference.
    pub fn check(&self) -> Result<(), SchemaError> {
        check::everything(&self.connection).map_err(|error| match self.pace.is_stopped() {
            true => DbError::Stopping.into(),
            false => error,
        })
    }

    /// Copies it into a new file that this user alone can read, and waits until it is on the disk.
    pub fn copy_to(&self, path: &Path) -> Result<(), SchemaError> {
        copy(&self.connection, path, &self.pace)
    }
}

/// Copies what a connection sees into a new file, and waits until it is on the disk.
pub(super) fn copy(from: &Connection, path: &Path, pace: &Arc<Pace>) -> Result<(), SchemaError> {
    let file = disk::private(path)?;
    let mut copy = Connection::open(path)?;
    // Nobody reads it before it is whole, and it is synced at the end.
    copy.pragma_update(None, "journal_mode", "off")?;
    copy.pragma_update(None, "synchronous", "off")?;
    let backup = Backup::new(from, &mut copy)?;
    let mut stride = Stride::new(pace);
    loop {
        if pace.is_stopped() {
            return Err(DbError::Stopping.into());
        }
        match backup.step(STEP)? {
            StepResult::Done => break,
            StepResult::More => {}
            _ => std::thread::sleep(Duration::from_millis(10)),
        }
        let progress = backup.progress();
        let [of, left] =
            [progress.pagecount, progress.remaining].map(|pages| u64::try_from(pages).unwrap_or(0));
        pace.note(of.saturating_sub(left), of);
        if pace.is_gentle() {
            // Gathered until the end, it would keep the disk from everybody else for a long moment.
            file.sync_data()?;
        }
        stride.rest();
    }
    drop(backup);
    copy.close().map_err(|(_, error)| error)?;
    file.sync_all()?;
    Ok(())
}
