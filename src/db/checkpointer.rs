//! Copies the log into the file on a thread and connection of its own, off the answer's path.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::{
    DbError, SchemaError,
    condition::{Condition, Trouble},
    connection::{Use, connect},
};
use crate::base::time::Clock;

/// A quiet hour still gets its checkpoint, so that the log does not lie about for days.
const QUIET: Duration = Duration::from_secs(60);

pub(super) enum Errand {
    /// Copy what is in the log.
    Copy,
    /// Let go of the file: it is about to be opened anew.
    LetGo,
    Stop,
}

pub(super) struct Checkpointer {
    errands: Sender<Errand>,
    thread: Option<JoinHandle<()>>,
    /// Held while the log is copied.
    turn: Arc<Mutex<()>>,
}

impl Checkpointer {
    pub(super) fn start(path: PathBuf, clock: Clock, condition: Condition) -> Self {
        let (errands, inbox) = mpsc::channel();
        let turn = Arc::<Mutex<()>>::default();
        let its_turn = turn.clone();
        let thread = thread::Builder::new()
            .name("checkpointer".to_owned())
            .stack_size(256 * 1024)
            .spawn(move || run(&path, &clock, &condition, &its_turn, &inbox))
            .expect("a thread can be started");
        Self {
            errands,
            thread: Some(thread),
            turn,
        }
    }

    /// Waits until nothing is being copied.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Checkpointer::turn`], without waiting.
    pub(super) fn turn_if_free(&self) -> Option<MutexGuard<'_, ()>> {
        self.turn.try_lock().ok()
    }

    pub(super) fn send(&self, errand: Errand) {
        let _ = self.errands.send(errand);
    }

    pub(super) fn stop(&mut self) {
        self.send(Errand::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(
    path: &Path,
    clock: &Clock,
    condition: &Condition,
    turn: &Mutex<()>,
    inbox: &Receiver<Errand>,
) {
    let mut connection = None;
    let mut last = Instant::now();
    loop {
        let errand = match inbox.recv_timeout(QUIET / 2) {
            Ok(errand) => errand,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) if connection.is_some() && last.elapsed() >= QUIET => {
                Errand::Copy
            }
            Err(RecvTimeoutError::Timeout) => continue,
        };
        let outcome = match errand {
            Errand::Stop => return,
            Errand::LetGo => {
                connection = None;
                continue;
            }
            Errand::Copy => {
                let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
                copy(path, &mut connection)
            }
        };
        last = Instant::now();
        if let Err(error) = outcome {
            report(&error, clock, condition);
        }
    }
}

fn copy(path: &Path, connection: &mut Option<Connection>) -> Result<(), SchemaError> {
    let connection = match connection {
        Some(connection) => connection,
        none => none.insert(connect(path, Use::Checkpoint)?),
    };
    // A second wake-up finds nothing to copy, which costs next to nothing.
    Ok(connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()))?)
}

fn report(error: &SchemaError, clock: &Clock, condition: &Condition) {
    match error {
        // A full disk has no room for the copy, but what is acknowledged is safe in the log.
        SchemaError::Db(DbError::Storage(cause))
            if cause.sqlite_error_code() != Some(rusqlite::ErrorCode::DiskFull) =>
        {
            tracing::error!(%error, "nothing is stored until the file was looked at again");
            condition.begin(Trouble {
                reason: error.to_string(),
                since: clock.now(),
                is_damage: false,
            });
        }
        SchemaError::Damaged(words) => condition.begin_damage(words, clock.now()),
        other => tracing::warn!(error = %other, "the log could not be copied into the file"),
    }
}
