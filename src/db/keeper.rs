//! Keeps the log: names it, has it copied into the file in time, and ends it when the house closes.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, hooks::Wal};

use super::{
    SchemaError,
    checkpointer::{Checkpointer, Errand},
    condition::Condition,
    connection::BUSY,
    inspector::Inspector,
    log::{self, Left},
    schema,
};
use crate::base::time::Clock;

/// The log is copied into the file when it has grown by this many pages of 4 KiB …
const CHECKPOINT_PAGES: u64 = 4000;
/// … and the writer itself waits for that when steady writing has kept it from ending for so long.
/// Most of the log is copied by then, so that this takes milliseconds …
const CHECKPOINT_WAIT_PAGES: u64 = 8000;
/// … or is given up when somebody is still reading the old pages, and tried again after so many more.
const CHECKPOINT_AGAIN_PAGES: u64 = 2000;
const CHECKPOINT_PATIENCE: Duration = Duration::from_millis(20);
/// From here on the log must not grow much further: whoever writes so much waits for the disk.
const CHECKPOINT_MUST_PAGES: u64 = 12_000;
const CHECKPOINT_MUST_PATIENCE: Duration = Duration::from_secs(1);
/// A log that another program copies elsewhere is ended by that program. Once it has grown so long, the program is not
/// there, and the disk must not fill up.
const REPLICATED_PAGES: u64 = 64 * 1024;

pub(super) struct Keeper {
    path: PathBuf,
    pub(super) condition: Condition,
    checkpointer: Checkpointer,
    inspector: Option<Inspector>,
    /// Whether another program copies the log to another place and ends it.
    is_replicated: bool,
    /// How long the log was after the last commit.
    pages: Arc<AtomicU64>,
    /// How long it was when the checkpointer was last woken.
    woken_at: u64,
    /// From which length on the writer waits for a checkpoint.
    wait_at: u64,
}

impl Keeper {
    pub(super) fn new(
        path: &Path,
        left: Left,
        is_replicated: bool,
        clock: &Clock,
        condition: &Condition,
    ) -> Self {
        Self {
            is_replicated,
            path: path.to_owned(),
            condition: condition.clone(),
            checkpointer: Checkpointer::start(path.to_owned(), clock.clone(), condition.clone()),
            inspector: (left == Left::InTheMiddle)
                .then(|| Inspector::start(path.to_owned(), clock.clone(), condition.clone())),
            pages: Arc::default(),
            woken_at: 0,
            wait_at: CHECKPOINT_WAIT_PAGES,
        }
    }

    /// Takes a connection into use: nothing may be acknowledged before the log bears a name.
    pub(super) fn take_up(&mut self, connection: &mut Connection) -> Result<(), SchemaError> {
        let told = self.pages.clone();
        connection.wal_hook(Some(move |_: &mut Wal, pages| {
            told.store(u64::try_from(pages).unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        if self.is_replicated {
            log::write_replicated(&self.path)?;
        } else if !log::is_named(&self.path)? {
            // Repeats the first page, so that the log begins.
            connection.pragma_update(None, "user_version", schema::SCHEMA_VERSION)?;
            log::write_name(&self.path)?;
        }
        Ok(())
    }

    /// Opens the file anew after the disk failed. Answers only if everything in the log could be copied
    /// and synced, and the log begun anew: both files take writes again.
    pub(super) fn reopen(&mut self) -> Result<Connection, SchemaError> {
        self.checkpointer.send(Errand::LetGo);
        let mut connection = schema::reopen(&self.path)?;
        checkpoint(&connection, "truncate", CHECKPOINT_PATIENCE)?;
        connection.pragma_update(None, "user_version", schema::SCHEMA_VERSION)?;
        self.take_up(&mut connection)?;
        (self.woken_at, self.wait_at) = (0, CHECKPOINT_WAIT_PAGES);
        Ok(connection)
    }

    /// Why nothing is stored, for those who are refused.
    pub(super) fn reason(&self) -> String {
        self.condition
            .trouble()
            .map_or_else(String::new, |trouble| trouble.reason)
    }

    /// Sees to it that the log does not grow without end.
    pub(super) fn after_commit(&mut self, connection: &Connection) {
        let pages = self.pages.load(Ordering::Relaxed);
        if self.is_replicated && pages < REPLICATED_PAGES {
            return;
        }
        if pages < self.woken_at {
            // The log has begun anew.
            (self.woken_at, self.wait_at) = (0, CHECKPOINT_WAIT_PAGES);
        }
        if pages >= self.woken_at + CHECKPOINT_PAGES {
            self.woken_at = pages;
            self.checkpointer.send(Errand::Copy);
        }
        if pages >= self.wait_at {
            self.wait_at = pages + CHECKPOINT_AGAIN_PAGES;
            // SQLite lets only one copy at a time, and does not wait for the other one's end.
            let (turn, patience) = if pages >= CHECKPOINT_MUST_PAGES {
                (Some(self.checkpointer.turn()), CHECKPOINT_MUST_PATIENCE)
            } else {
                (self.checkpointer.turn_if_free(), CHECKPOINT_PATIENCE)
            };
            if turn.is_some() {
                // If it fails, so does the checkpointer, who tells.
                let _ = checkpoint(connection, "restart", patience);
            }
        }
    }

    /// Ends the log: the file alone is the whole afterwards, unless the disk is in trouble.
    pub(super) fn close(&mut self, connection: Option<Connection>) {
        self.checkpointer.stop();
        if let Some(inspector) = self.inspector.take() {
            inspector.stop();
        }
        let Some(connection) = connection else {
            return;
        };
        if self.is_replicated {
            // What the other program has not copied yet stays in the log.
            return;
        }
        let ended = checkpoint(&connection, "truncate", CHECKPOINT_PATIENCE)
            .map_err(SchemaError::from)
            .and_then(|()| Ok(log::is_empty(&self.path)?))
            .and_then(|is_empty| match is_empty {
                true => Ok(log::remove_name(&self.path)?),
                // Somebody else reads the file; the next start finds the log.
                false => Ok(()),
            });
        if let Err(error) = ended {
            tracing::warn!(%error, "the log could not be copied into the file; the next start does it");
        }
    }
}

/// Copies the log; without an error also when somebody still reads its old pages.
fn checkpoint(connection: &Connection, mode: &str, patience: Duration) -> rusqlite::Result<()> {
    connection.busy_timeout(patience)?;
    let done = connection.query_row(&format!("pragma wal_checkpoint({mode})"), [], |_| Ok(()));
    connection.busy_timeout(BUSY)?;
    done
}
