//! A file at one moment, only read: a backup, or the file of a house, which may be in service meanwhile.

use std::{fs::OpenOptions, path::Path, time::Duration};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{
    Reader, SchemaError, check,
    connection::{Use, connect, connect_immutable},
    disk, header, log, schema,
};
use crate::base::time::Timestamp;

/// Pages copied at a time.
const STEP: i32 = 1024;

/// What the file held when this was opened, however much is written to it since.
pub struct Snapshot(Connection);

impl Snapshot {
    /// Of a file that belongs to nobody, such as a backup. Leaves no trace beside it, unless it lies
    /// there with a log of its own.
    pub fn of_backup(path: &Path) -> Result<Self, SchemaError> {
        schema::inspect(path)?;
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
            schema::inspect(path)?;
        } else if let Some(header) = header::read(path)? {
            header.check_version(path)?;
        }
        Self::begin(connect(path, Use::Read)?)
    }

    fn begin(connection: Connection) -> Result<Self, SchemaError> {
        // The moment is that of the first question.
        connection.execute_batch("begin; select count(*) from sqlite_schema")?;
        Ok(Self(connection))
    }

    /// Asks something. There is no limit on how long it may take.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        self.reader_at(Timestamp(0))
    }

    /// The same, for what goes by the clock.
    #[must_use]
    pub fn reader_at(&self, now: Timestamp) -> Reader<'_> {
        Reader::new(&self.0, now)
    }

    /// A glance: the schema and the newest row of every table can be read; a small file is looked through.
    pub fn glance(&self) -> Result<(), SchemaError> {
        check::glance(&self.0)
    }

    /// Looks at every page, index, constraint and reference.
    pub fn check(&self) -> Result<(), SchemaError> {
        check::everything(&self.0)
    }

    /// Copies it into a new file that this user alone can read, and waits until it is on the disk.
    pub fn copy_to(&self, path: &Path) -> Result<(), SchemaError> {
        disk::private(path)?;
        let mut copy = Connection::open(path)?;
        // Nobody reads it before it is whole, and it is synced at the end.
        copy.pragma_update(None, "journal_mode", "off")?;
        copy.pragma_update(None, "synchronous", "off")?;
        let backup = Backup::new(&self.0, &mut copy)?;
        loop {
            match backup.step(STEP)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(10)),
            }
        }
        drop(backup);
        copy.close().map_err(|(_, error)| error)?;
        OpenOptions::new().write(true).open(path)?.sync_all()?;
        Ok(())
    }
}
