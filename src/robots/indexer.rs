//! Keeps the search index close behind the event table, beside the answer's path.

use std::time::Duration;

use crate::{
    base::id::EventId,
    db::{Db, DbError},
    desk::search,
    live::Hub,
};

/// Messages gather this long before they are indexed together.
const GATHER: Duration = Duration::from_secs(2);

/// Indexes for ever.
pub async fn run(db: Db, hub: Hub) {
    let mut done = EventId(-1);
    loop {
        tokio::time::sleep(GATHER).await;
        let newest = hub.last();
        if newest == done {
            continue;
        }
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
    Ok(())
}
