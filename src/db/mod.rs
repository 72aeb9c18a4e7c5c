//! SQLite: one writer, many readers, one file. Knows no table by name.
//!
//! Every change is an act on a [`Tx`](crate::db::Tx). The writer thread takes the acts that have gathered, gives
//! each a savepoint, and commits them together with one sync of the disk; only then does anybody
//! hear of them. Readers are short and can change nothing.

pub mod disk;
pub mod memory;

mod blank;
mod check;
mod checkpointer;
mod condition;
mod connection;
mod header;
mod inspector;
mod keeper;
mod load;
mod log;
mod migration;
mod pace;
mod page;
mod readers;
mod schema;
mod snapshot;
mod tx;
mod values;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

pub use blank::Blank;
pub use condition::Trouble;
pub use load::Load;
pub use migration::Look;
pub use pace::{Pace, Stride};
pub use page::Page;
pub use readers::{Pool, Reader};
pub use rusqlite::{OptionalExtension, Row, named_params, params};
pub use schema::{Opening, SCHEMA, SCHEMA_VERSION, SchemaError};
pub use snapshot::Snapshot;
pub use tx::{Announcement, Tx};
pub use writer::Writer;

use self::{
    condition::Condition,
    keeper::Keeper,
    writer::{Kept, unpack},
};
use crate::base::time::Clock;

/// Why the file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The disk is full, read-only or failing: nothing was stored, reading goes on.
    #[error("the storage refuses writes: {0}")]
    Storage(rusqlite::Error),
    /// A statement failed, which is a defect of ours or damage to the file.
    #[error(transparent)]
    Sql(rusqlite::Error),
    /// No connection came free in time.
    #[error("the database is busy")]
    Busy,
    /// The house is closing; the act was not done.
    #[error("stopping")]
    Stopping,
    /// An act panicked and was taken back.
    #[error("an internal act failed: {0}")]
    Panicked(String),
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull | Code::ReadOnly | Code::SystemIoFailure | Code::CannotOpen) => {
                Self::Storage(error)
            }
            Some(Code::DatabaseBusy | Code::DatabaseLocked | Code::OperationInterrupted) => {
                Self::Busy
            }
            _ => Self::Sql(error),
        }
    }
}

/// A query that takes longer is ended: as long as it reads, the log cannot begin anew.
const LONGEST_READ: Duration = Duration::from_secs(10);

/// Does work that needs much memory for a moment on a thread that ends with it: what the allocator
/// has kept of that memory goes to the next thread that starts, instead of lying idle in this one.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(work).join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// Told of committed announcements, in the order of commits, on the writer's thread: hand them on at once.
pub type Follower = Box<dyn FnMut(Vec<Announcement>) + Send>;

/// The open file: cheap to clone, shared by the whole house.
#[derive(Clone)]
pub struct Db {
    writer: Writer,
    readers: Arc<Pool>,
    clock: Clock,
    path: PathBuf,
    condition: Condition,
}

impl Db {
    /// Opens or makes the file, brings its schema up to date, and starts the writer.
    pub fn open(path: &Path, clock: Clock, follower: Follower) -> Result<Self, SchemaError> {
        Self::open_so(path, clock, follower, &Opening::default())
    }

    /// As [`Db::open`], with more said about how.
    pub fn open_so(
        path: &Path,
        clock: Clock,
        follower: Follower,
        opening: &Opening,
    ) -> Result<Self, SchemaError> {
        let (connection, left) = apart(|| schema::open(path, opening))?;
        let readers = Arc::new(Pool::new(path, LONGEST_READ, opening.vault.clone()));
        let condition = Condition::default();
        let keeper = Keeper::new(path, left, opening.is_replicated, &clock, &condition);
        let writer = Writer::start(
            connection,
            opening.vault.clone(),
            keeper,
            clock.clone(),
            follower,
        );
        Ok(Self {
            writer,
            readers,
            clock,
            path: path.to_owned(),
            condition,
        })
    }

    /// Why nothing is stored at the moment; `None` in a sound house.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.condition.trouble()
    }

    /// How busy the writer is.
    #[must_use]
    pub fn load(&self) -> &Load {
        self.writer.load()
    }

    /// Bytes of the file, and of the log beside it.
    #[must_use]
    pub fn size(&self) -> (u64, u64) {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        (size(&self.path), size(&log::log_of(&self.path)))
    }

    /// Room on the disk that holds the file.
    pub fn space(&self) -> std::io::Result<disk::Space> {
        disk::Space::around(&self.path)
    }

    /// The file as it is at this moment, for long work beside everybody else's.
    pub fn snapshot(&self) -> Result<Snapshot, SchemaError> {
        Snapshot::of_open(&self.path)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The clock that gives each act its `now`.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Does an act and answers when it is on the disk. An act that returns an error changes nothing.
    /// It may be run twice, after the first time was taken back, so it must touch the file alone.
    pub async fn write<T, E>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.writer.submit(act).await
    }

    /// As [`Db::write`], for threads that may wait.
    pub fn write_blocking<T, E>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.writer.submit_blocking(act)
    }

    /// Overwrites in the file and cuts off from its log what was deleted before this: nobody finds it there afterwards.
    /// With `anew` every page is written anew, which holds all other acts up meanwhile (about a second for each 100 MB)
    /// and needs as much room on the disk again; without it, copies of rows that once moved within the file may be
    /// left. Answers `false` when the log could not be emptied, because somebody reads from it.
    pub async fn scour(&self, anew: bool) -> Result<bool, DbError> {
        self.writer.scour(anew).await
    }

    /// Runs a query on a thread that may wait for the disk.
    pub async fn read<T, E>(
        &self,
        query: impl FnOnce(&Reader<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (readers, now) = (self.readers.clone(), self.clock.now());
        let job: Box<dyn FnOnce() -> Kept + Send> =
            Box::new(move || Box::new(readers.with(now, query)));
        let answer = tokio::task::spawn_blocking(job).await;
        unpack(answer.map_err(|failure| DbError::Panicked(failure.to_string())))
    }

    /// Runs a query right here. Only for lookups of single rows by key, which take microseconds:
    /// handing them to another thread would cost more than they do.
    pub fn peek<T, E>(&self, query: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DbError>,
    {
        self.readers.with(self.clock.now(), query)
    }

    /// Finishes what was submitted, checkpoints, and closes the file. Later acts answer [`DbError::Stopping`].
    pub fn close(&self) {
        self.writer.stop();
    }
}
