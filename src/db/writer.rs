//! The one writer: a thread that commits acts in batches.
//!
//! Acts that arrive while the disk is syncing gather in a queue and share the next COMMIT, so the
//! busier the house, the fewer syncs a message costs. Each act has a savepoint of its own: one that
//! fails or panics takes back only itself. Answers leave after the COMMIT that holds them, then
//! followers are told.
//!
//! Weighed and left: a pool of writing connections (they would only queue for SQLite's one write
//! lock and sync separately), and answering before the sync (a tick must mean durable).

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::{Connection, hooks::Wal};
use tokio::sync::oneshot;

use super::{DbError, Follower, Tx, schema::BUSY};
use crate::base::time::Clock;

/// Most acts in one commit: bounds how long the first of them waits for the last.
const BATCH: usize = 512;

/// A batch of so many shows that the house is busy: then acts gather for a moment before the next
/// commit, so that they share its pages and its sync instead of each paying for their own. In a quiet
/// house nobody waits.
const BUSY_BATCH: usize = 4;
/// How long acts gather in a busy house.
const GATHER: Duration = Duration::from_micros(700);

/// The log is copied into the file when it has grown by this many pages of 4 KiB …
const CHECKPOINT_PAGES: u64 = 1000;
/// … and the writer itself waits for that when steady writing has kept it from ending for so long.
/// Most of the log is copied by then, so that this takes milliseconds …
const CHECKPOINT_WAIT_PAGES: u64 = 8000;
/// … or is given up when somebody is still reading the old pages.
const CHECKPOINT_PATIENCE: Duration = Duration::from_millis(20);

/// An act on its way to the writer. It keeps its own result until it may be answered.
trait Work: Send {
    /// Does the act; `false` means that it failed by its own judgement and is to be taken back.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Answers the submitter. An `Err` replaces whatever the act itself said.
    fn answer(self: Box<Self>, outcome: Result<(), DbError>);
}

struct Act<T, E, F> {
    act: Option<F>,
    result: Option<Result<T, E>>,
    submitter: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Act<T, E, F>
where
    T: Send,
    E: From<DbError> + Send,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(act) = self.act.take() else {
            return false;
        };
        let result = act(tx);
        let done = result.is_ok();
        self.result = Some(result);
        done
    }

    fn answer(self: Box<Self>, outcome: Result<(), DbError>) {
        let result = match (outcome, self.result) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(DbError::Stopping.into()),
        };
        // A submitter that hung up has lost only the answer, not the act.
        let _ = self.submitter.send(result);
    }
}

enum Order {
    Work(Box<dyn Work>),
    Stop,
}

/// Where acts are handed in.
#[derive(Clone)]
pub struct Writer {
    orders: Sender<Order>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub(super) fn start(
        mut connection: Connection,
        path: &Path,
        clock: Clock,
        follower: Follower,
    ) -> Self {
        let (orders, inbox) = mpsc::channel();
        let checkpointer = Checkpointer::start(path.to_owned());
        let log_pages = Arc::new(AtomicU64::new(0));
        let told = log_pages.clone();
        connection
            .wal_hook(Some(move |_: &mut Wal, pages| {
                told.store(u64::try_from(pages).unwrap_or(0), Ordering::Relaxed);
                Ok(())
            }))
            .expect("the connection is open");
        let desk = Desk {
            connection,
            clock,
            follower,
            checkpointer,
            log_pages,
            woken_at: 0,
            waited_at: 0,
        };
        let thread = thread::Builder::new()
            .name("writer".to_owned())
            .stack_size(1024 * 1024)
            .spawn(move || desk.serve(&inbox))
            .expect("a thread can be started");
        Self {
            orders,
            thread: Arc::new(Mutex::new(Some(thread))),
        }
    }

    pub(super) async fn submit<T, E, F>(&self, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.hand_in(act)
            .await
            .unwrap_or_else(|_| Err(DbError::Stopping.into()))
    }

    pub(super) fn submit_blocking<T, E, F>(&self, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.hand_in(act)
            .blocking_recv()
            .unwrap_or_else(|_| Err(DbError::Stopping.into()))
    }

    fn hand_in<T, E, F>(&self, act: F) -> oneshot::Receiver<Result<T, E>>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (submitter, answer) = oneshot::channel();
        let work = Act {
            act: Some(act),
            result: None,
            submitter,
        };
        // When the writer has gone, the dropped sender answers for it.
        let _ = self.orders.send(Order::Work(Box::new(work)));
        answer
    }

    pub(super) fn stop(&self) {
        let _ = self.orders.send(Order::Stop);
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

/// The writer thread's own things.
struct Desk {
    connection: Connection,
    clock: Clock,
    follower: Follower,
    checkpointer: Checkpointer,
    /// How long the log was after the last commit.
    log_pages: Arc<AtomicU64>,
    /// How long it was when the checkpointer was last woken.
    woken_at: u64,
    /// How long it was when the writer last waited.
    waited_at: u64,
}

impl Desk {
    fn serve(mut self, inbox: &Receiver<Order>) {
        let mut batch = Vec::with_capacity(BATCH);
        let mut last_batch = 0;
        loop {
            let mut stopping = match inbox.recv() {
                Ok(Order::Work(work)) => {
                    batch.push(work);
                    false
                }
                Ok(Order::Stop) | Err(mpsc::RecvError) => true,
            };
            if !stopping && last_batch >= BUSY_BATCH {
                // Sleeping and not waiting on the inbox: whoever hands in an act then wakes nobody.
                thread::sleep(GATHER);
            }
            while !stopping && batch.len() < BATCH {
                match inbox.try_recv() {
                    Ok(Order::Work(work)) => batch.push(work),
                    Ok(Order::Stop) => stopping = true,
                    Err(_) => break,
                }
            }
            last_batch = batch.len();
            if !batch.is_empty() {
                self.commit(&mut batch);
            }
            if stopping {
                break;
            }
        }
        self.checkpointer.stop();
        // The log is empty after this, so the file can be copied as it lies.
        let _ = self
            .connection
            .query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()));
    }

    fn commit(&mut self, batch: &mut Vec<Box<dyn Work>>) {
        match self.run(batch) {
            Ok((failures, announcements)) => {
                for (work, failure) in batch.drain(..).zip(failures) {
                    work.answer(failure.map_or(Ok(()), Err));
                }
                if !announcements.is_empty() {
                    (self.follower)(announcements);
                }
                self.after_commit();
            }
            Err(error) => {
                tracing::error!(%error, acts = batch.len(), "a batch could not be stored");
                if !self.connection.is_autocommit() {
                    let _ = self.connection.execute_batch("rollback");
                }
                let reason = error.to_string();
                for work in batch.drain(..) {
                    work.answer(Err(DbError::Storage(rusqlite::Error::SqliteFailure(
                        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL),
                        Some(reason.clone()),
                    ))));
                }
            }
        }
    }

    /// Runs a batch in one transaction: which acts panicked, and what was announced.
    #[allow(clippy::type_complexity)]
    fn run(
        &self,
        batch: &mut [Box<dyn Work>],
    ) -> rusqlite::Result<(Vec<Option<DbError>>, Vec<super::Announcement>)> {
        let statement = |sql: &str| self.connection.prepare_cached(sql)?.execute([]).map(|_| ());
        let mut failures = Vec::with_capacity(batch.len());
        statement("begin immediate")?;
        let mut tx = Tx::new(&self.connection, self.clock.now());
        for work in batch {
            let announced = tx.announced();
            tx.set_now(self.clock.now());
            statement("savepoint act")?;
            let outcome = catch_unwind(AssertUnwindSafe(|| work.run(&mut tx)));
            if !matches!(outcome, Ok(true)) {
                statement("rollback to act")?;
                tx.retract_to(announced);
            }
            statement("release act")?;
            failures.push(
                outcome
                    .err()
                    .map(|panic| DbError::Panicked(words_of(&*panic))),
            );
        }
        let announcements = tx.into_announcements();
        statement("commit")?;
        Ok((failures, announcements))
    }

    fn after_commit(&mut self) {
        let pages = self.log_pages.load(Ordering::Relaxed);
        if pages < self.woken_at {
            // The log has begun anew.
            (self.woken_at, self.waited_at) = (0, 0);
        }
        if pages >= self.woken_at + CHECKPOINT_PAGES {
            self.woken_at = pages;
            self.checkpointer.wake();
        }
        if pages >= self.waited_at + CHECKPOINT_WAIT_PAGES {
            self.waited_at = pages;
            let _ = self.connection.busy_timeout(CHECKPOINT_PATIENCE);
            let _ = self
                .connection
                .query_row("pragma wal_checkpoint(restart)", [], |_| Ok(()));
            let _ = self.connection.busy_timeout(BUSY);
        }
    }
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

/// Copies the log into the file on a thread and connection of its own, off the answer's path.
struct Checkpointer {
    wake: Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    fn start(path: PathBuf) -> Self {
        let (wake, woken) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("checkpointer".to_owned())
            .stack_size(256 * 1024)
            .spawn(move || checkpoint_when_woken(&path, &woken))
            .expect("a thread can be started");
        Self {
            wake,
            thread: Some(thread),
        }
    }

    fn wake(&self) {
        let _ = self.wake.send(true);
    }

    fn stop(&mut self) {
        let _ = self.wake.send(false);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn checkpoint_when_woken(path: &Path, woken: &Receiver<bool>) {
    let mut connection = None;
    let mut last = Instant::now();
    loop {
        // Quiet hours still get their checkpoint, so that the log does not lie about for days.
        let go = match woken.recv_timeout(Duration::from_secs(30)) {
            Ok(true) => true,
            Ok(false) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                connection.is_some() && last.elapsed() > Duration::from_secs(60)
            }
        };
        if !go {
            continue;
        }
        let mut go_on = true;
        while let Ok(more) = woken.try_recv() {
            go_on &= more;
        }
        if !go_on {
            return;
        }
        if connection.is_none() {
            connection = Connection::open(path).ok();
        }
        if let Some(connection) = &connection {
            let _ = connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()));
        }
        last = Instant::now();
    }
}
