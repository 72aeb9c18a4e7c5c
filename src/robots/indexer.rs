//! Keeps the search index, the courses that figures are reckoned from, and what the prompter knows of earlier answers
//! close behind the event table, beside the answer's path.

use std::time::Duration;

use crate::{
    base::id::EventId,
    db::{Db, DbError},
    desk::{figures::course, prompter::past, search},
    live::Hub,
};

/// Messages gather this long before they are indexed together.
const GATHER: Duration = Duration::from_secs(2);

/// So many events within [`GATHER`] make a busy house: there the writer belongs to those who write. Who
/// searches meanwhile brings the index up to date first …
const BUSY: i64 = 1_000;
/// … so it need not wait for a quiet moment longer than this many times.
const PATIENCE: u32 = 30;

/// Indexes for ever.
pub async fn run(db: Db, hub: Hub) {
    let (mut done, mut seen, mut waited) = (EventId(-1), hub.last(), 0);
    loop {
        tokio::time::sleep(GATHER).await;
        let newest = hub.last();
        let is_busy = newest.0 - seen.0 >= BUSY;
        seen = newest;
        if newest == done {
            continue;
        }
        if is_busy && waited < PATIENCE {
            waited += 1;
            continue;
        }
        waited = 0;
        match catch_up(&db).await {
            Ok(()) => done = newest,
            // The writer has told why, once.
            Err(DbError::Storage(_)) => {}
            Err(error) => tracing::error!(%error, "messages could not be indexed"),
        }
    }
}

async fn catch_up(db: &Db) -> Result<(), DbError> {
    while !db.read(search::is_current).await? {
        if !db.write(search::catch_up).await? {
            break;
        }
        // Between two batches the writer belongs to those who wait for an answer.
        tokio::task::yield_now().await;
    }
    while !db.read(course::is_current).await? {
        if !db.write(course::catch_up).await? {
            break;
        }
        tokio::task::yield_now().await;
    }
    while !db.read(past::is_current).await? {
        if !db.write(past::catch_up).await? {
            break;
        }
        tokio::task::yield_now().await;
    }
    Ok(())
}
