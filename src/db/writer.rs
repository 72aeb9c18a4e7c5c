//! The one writer: a thread that commits acts in batches.
//!
//! Acts that arrive while the disk is syncing gather in a queue and share the next COMMIT, so the
//! busier the house, the fewer syncs a message costs. One that fails or panics takes back only itself:
//! most fail before they change anything, and where one has, the batch is done anew with a savepoint
//! for each, which costs a copy of every page that each of them touches. After the COMMIT that holds
//! them followers are told, then answers leave: whoever has an answer finds the house in step with it.
//!
//! Weighed and left: a pool of writing connections (they would only queue for SQLite's one write
//! lock and sync separately), and answering before the sync (a tick must mean durable).

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{DbError, Follower, Load, SchemaError, Tx, condition::Trouble, keeper::Keeper};
use crate::base::{time::Clock, vault::Vault};

/// Most acts in one commit: bounds how long the first of them waits for the last.
const BATCH: usize = 512;

/// A batch of so many shows that the house is busy: then acts gather before the next commit, so that
/// they share its pages and its sync instead of each paying for their own. In a quiet house nobody waits.
const BUSY_BATCH: usize = 4;
/// After each such moment the writer goes on if as many acts are there as last time, or hardly any came.
const GATHER: Duration = Duration::from_micros(100);
/// It waits for so many moments at most.
const GATHER_MOST: usize = 20;

/// How often a disk that failed is tried again.
const RETRY: Duration = Duration::from_millis(500);

/// What an act or a query answered, whatever its type. All of them share one machinery this way, where each would
/// have one of its own in the binary.
pub(super) type Kept = Box<dyn Any + Send>;

/// Does an act, or does it anew after all of the first time was taken back; `false` means that it failed by its own
/// judgement and is to be taken back.
type Job = Box<dyn FnMut(&mut Tx<'_>) -> (bool, Kept) + Send>;

/// An act on its way to the writer. It keeps its own result until it may be answered.
struct Act {
    job: Job,
    result: Option<Kept>,
    submitter: oneshot::Sender<Result<Kept, DbError>>,
}

impl Act {
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let (is_done, result) = (self.job)(tx);
        self.result = Some(result);
        is_done
    }

    /// Answers the submitter. An `Err` replaces whatever the act itself said.
    fn answer(self, outcome: Result<(), DbError>) {
        let result = outcome.and_then(|()| self.result.ok_or(DbError::Stopping));
        // A submitter that hung up has lost only the answer, not the act.
        let _ = self.submitter.send(result);
    }
}

/// An act without its types.
fn pack<T, E>(act: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Job
where
    T: Send + 'static,
    E: Send + 'static,
{
    Box::new(move |tx| {
        let result = act(tx);
        (result.is_ok(), Box::new(result))
    })
}

/// What was kept, with its types again.
pub(super) fn unpack<T, E>(kept: Result<Kept, DbError>) -> Result<T, E>
where
    T: 'static,
    E: From<DbError> + 'static,
{
    match kept?.downcast() {
        Ok(result) => *result,
        Err(_) => unreachable!("it answers with the types that it was handed in with"),
    }
}

/// Whether every page is to be written anew, and where the outcome goes.
struct Scour {
    anew: bool,
    submitter: oneshot::Sender<Result<bool, DbError>>,
}

enum Order {
    Work(Act),
    Scour(Scour),
    Stop,
}

/// What came between the acts of a batch.
enum Interruption {
    None,
    Scour(Scour),
    Stop,
}

/// Where acts are handed in.
#[derive(Clone)]
pub struct Writer {
    orders: Sender<Order>,
    load: Arc<Load>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        vault: Vault,
        keeper: Keeper,
        clock: Clock,
        follower: Follower,
    ) -> Self {
        let (orders, inbox) = mpsc::channel();
        let load = Arc::<Load>::default();
        let desk = Desk {
            connection: Some(connection),
            vault,
            keeper,
            clock,
            follower,
            load: load.clone(),
            tried: Instant::now(),
        };
        let thread = thread::Builder::new()
            .name("writer".to_owned())
            .stack_size(1024 * 1024)
            .spawn(move || desk.serve(&inbox))
            .expect("a thread can be started");
        Self {
            orders,
            load,
            thread: Arc::new(Mutex::new(Some(thread))),
        }
    }

    pub(super) async fn submit<T, E>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        unpack(
            self.hand_in(pack(act))
                .await
                .unwrap_or(Err(DbError::Stopping)),
        )
    }

    pub(super) fn submit_blocking<T, E>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let answer = self.hand_in(pack(act)).blocking_recv();
        unpack(answer.unwrap_or(Err(DbError::Stopping)))
    }

    fn hand_in(&self, job: Job) -> oneshot::Receiver<Result<Kept, DbError>> {
        let (submitter, answer) = oneshot::channel();
        let act = Act {
            job,
            result: None,
            submitter,
        };
        self.load.handed_in();
        // When the writer has gone, the dropped sender answers for it.
        let _ = self.orders.send(Order::Work(act));
        answer
    }

    /// As [`super::Db::scour`].
    pub(super) async fn scour(&self, anew: bool) -> Result<bool, DbError> {
        let (submitter, answer) = oneshot::channel();
        let _ = self.orders.send(Order::Scour(Scour { anew, submitter }));
        answer.await.unwrap_or(Err(DbError::Stopping))
    }

    pub(super) fn load(&self) -> &Load {
        &self.load
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
    /// `None` while the disk is in trouble: nothing is acknowledged before the file was opened anew.
    connection: Option<Connection>,
    vault: Vault,
    keeper: Keeper,
    clock: Clock,
    follower: Follower,
    load: Arc<Load>,
    /// When opening it was last tried.
    tried: Instant,
}

impl Desk {
    fn serve(mut self, inbox: &Receiver<Order>) {
        self.begin();
        let mut batch = Vec::with_capacity(BATCH);
        let mut last_batch = 0;
        loop {
            let mut interruption = match self.next(inbox) {
                Some(Order::Work(work)) => {
                    batch.push(work);
                    take_what_is_there(inbox, &mut batch)
                }
                Some(Order::Scour(scour)) => Interruption::Scour(scour),
                Some(Order::Stop) => Interruption::Stop,
                None => {
                    self.recover();
                    continue;
                }
            };
            if last_batch >= BUSY_BATCH {
                for _ in 0..GATHER_MOST {
                    let gathered = batch.len();
                    if !matches!(interruption, Interruption::None) || gathered >= last_batch {
                        break;
                    }
                    // Sleeping and not waiting on the inbox: whoever hands in an act then wakes nobody.
                    thread::sleep(GATHER);
                    interruption = take_what_is_there(inbox, &mut batch);
                    if batch.len() - gathered <= gathered / 8 {
                        break;
                    }
                }
            }
            last_batch = batch.len();
            if !batch.is_empty() {
                let acts = batch.len();
                self.commit(&mut batch);
                self.load.done(acts);
            }
            match interruption {
                Interruption::None => {}
                Interruption::Scour(scour) => self.scour(scour),
                Interruption::Stop => break,
            }
        }
        self.keeper.close(self.connection.take());
    }

    /// The next order; `None` when it is time to try a disk that failed.
    fn next(&self, inbox: &Receiver<Order>) -> Option<Order> {
        if self.connection.is_some() {
            return Some(inbox.recv().unwrap_or(Order::Stop));
        }
        match inbox.recv_timeout(RETRY) {
            Ok(order) => Some(order),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Order::Stop),
        }
    }

    /// Nothing is acknowledged before the log is known by its name.
    fn begin(&mut self) {
        if let Some(connection) = &mut self.connection
            && let Err(error) = self.keeper.take_up(connection)
        {
            self.fail(&error);
        }
    }

    fn commit(&mut self, batch: &mut Vec<Act>) {
        if self.keeper.condition.is_doubtful() {
            self.connection = None;
            if self.tried.elapsed() >= RETRY {
                self.recover();
            }
        }
        let Some(connection) = &self.connection else {
            let reason = self.keeper.reason();
            batch
                .drain(..)
                .for_each(|work| work.answer(Err(refused(&reason))));
            return;
        };
        let began = Instant::now();
        match run(connection, &self.vault, &self.clock, batch) {
            Ok((failures, announcements)) => {
                self.load.commits.note(began.elapsed());
                if !announcements.is_empty() {
                    (self.follower)(announcements);
                }
                for (work, failure) in batch.drain(..).zip(failures) {
                    work.answer(failure.map_or(Ok(()), Err));
                }
                self.keeper.after_commit(connection);
            }
            Err(DbError::Busy) => {
                // Somebody else holds the file; it is as sound as before.
                let _ = connection.execute_batch("rollback");
                batch
                    .drain(..)
                    .for_each(|work| work.answer(Err(DbError::Busy)));
            }
            Err(error) => {
                let reason = error.to_string();
                self.fail(&error.into());
                batch
                    .drain(..)
                    .for_each(|work| work.answer(Err(refused(&reason))));
            }
        }
    }

    fn scour(&mut self, scour: Scour) {
        let outcome = match &self.connection {
            Some(connection) => self
                .keeper
                .scour(connection, scour.anew)
                .map_err(DbError::from),
            None => Err(refused(&self.keeper.reason())),
        };
        let _ = scour.submitter.send(outcome);
    }

    /// After a failed write or sync nobody knows what is on the disk: the connection is given up.
    fn fail(&mut self, error: &SchemaError) {
        self.connection = None;
        self.tried = Instant::now();
        match error {
            SchemaError::Damaged(words) => {
                self.keeper.condition.begin_damage(words, self.clock.now());
            }
            error => {
                let reason = error.to_string();
                if self.keeper.condition.trouble().is_none() {
                    tracing::error!("nothing can be stored: {reason}");
                }
                self.keeper.condition.begin(Trouble {
                    reason,
                    since: self.clock.now(),
                    is_damage: false,
                });
            }
        }
    }

    /// Opens the file anew, looks at it, and writes to it; goes on when all of that works.
    fn recover(&mut self) {
        self.tried = Instant::now();
        if self
            .keeper
            .condition
            .trouble()
            .is_some_and(|trouble| trouble.is_damage)
        {
            return;
        }
        self.connection = None;
        match self.keeper.reopen() {
            Ok(connection) => {
                self.connection = Some(connection);
                self.keeper.condition.end();
                tracing::info!("the file was opened anew and is sound: messages are stored again");
            }
            Err(error) => self.fail(&error),
        }
    }
}

fn refused(reason: &str) -> DbError {
    DbError::Storage(rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR),
        Some(reason.to_owned()),
    ))
}

/// Fills a batch with the acts that were handed in, up to what is none.
fn take_what_is_there(inbox: &Receiver<Order>, batch: &mut Vec<Act>) -> Interruption {
    while batch.len() < BATCH {
        match inbox.try_recv() {
            Ok(Order::Work(work)) => batch.push(work),
            Ok(Order::Scour(scour)) => return Interruption::Scour(scour),
            Ok(Order::Stop) => return Interruption::Stop,
            Err(_) => break,
        }
    }
    Interruption::None
}

/// Which acts of a batch panicked, and what was announced.
type Done = (Vec<Option<DbError>>, Vec<super::Announcement>);

/// Runs a batch in one transaction.
fn run(
    connection: &Connection,
    vault: &Vault,
    clock: &Clock,
    batch: &mut [Act],
) -> Result<Done, DbError> {
    let statement = |sql: &str| -> Result<(), DbError> {
        connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    };
    for with_savepoints in [false, true] {
        let mut failures = Vec::with_capacity(batch.len());
        statement("begin immediate")?;
        let mut tx = Tx::new(connection, vault, clock.now());
        let mut must_begin_anew = false;
        for work in batch.iter_mut() {
            let (announced, changes) = (tx.announced(), connection.total_changes());
            tx.set_now(clock.now());
            if with_savepoints {
                statement("savepoint act")?;
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| work.run(&mut tx)));
            if connection.is_autocommit() {
                // SQLite took the whole transaction back, which it does when the disk is full or fails.
                return Err(refused("the disk is full or failing"));
            }
            if !matches!(outcome, Ok(true)) {
                tx.retract_to(announced);
                if with_savepoints {
                    statement("rollback to act")?;
                } else if connection.total_changes() != changes {
                    must_begin_anew = true;
                    break;
                }
            }
            if with_savepoints {
                statement("release act")?;
            }
            failures.push(
                outcome
                    .err()
                    .map(|panic| DbError::Panicked(words_of(&*panic))),
            );
        }
        if must_begin_anew {
            statement("rollback")?;
            continue;
        }
        let announcements = tx.into_announcements();
        statement("commit")?;
        return Ok((failures, announcements));
    }
    unreachable!("with savepoints nothing is begun anew")
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}
