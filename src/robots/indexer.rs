//! Keeps the search index, the courses that figures are reckoned from and their sums by days, and what the prompter
//! knows of earlier answers close behind the event table, beside the answer's path.

use std::time::{Duration, Instant};

use crate::{
    base::id::EventId,
    db::{Db, DbError, Reader, Tx},
    desk::{
        figures::{course, daily},
        prompter::past,
        search,
    },
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
        let is_patient = waited < PATIENCE;
        if is_busy && is_patient {
            waited += 1;
            continue;
        }
        match catch_up(&db, is_patient.then(|| Pace::of(&hub))).await {
            Ok(true) => (done, waited) = (newest, 0),
            // It has become busy over it; what is left is not forgotten.
            Ok(false) => waited += 1,
            // The writer has told why, once.
            Err(DbError::Storage(_)) => {}
            Err(error) => tracing::error!(%error, "messages could not be indexed"),
        }
    }
}

/// How fast events come.
struct Pace<'a> {
    hub: &'a Hub,
    since: Instant,
    seen: EventId,
}

impl<'a> Pace<'a> {
    fn of(hub: &'a Hub) -> Self {
        Self {
            hub,
            since: Instant::now(),
            seen: hub.last(),
        }
    }

    /// Whether they come as fast as in a busy house, by the last tenth of a second.
    fn is_busy(&mut self) -> bool {
        let took = self.since.elapsed();
        if took < GATHER / 20 {
            return false;
        }
        let came = self.hub.last().0 - self.seen.0;
        *self = Self::of(self.hub);
        came as f64 * GATHER.as_secs_f64() >= BUSY as f64 * took.as_secs_f64()
    }
}

/// Whether it has followed all events, and following some more of them: whether any are left.
type Follower = (
    fn(&Reader<'_>) -> Result<bool, DbError>,
    fn(&mut Tx<'_>) -> Result<bool, DbError>,
);

/// In the order in which they are missed.
const FOLLOWERS: [Follower; 4] = [
    (search::is_current, search::catch_up),
    (course::is_current, course::catch_up),
    (past::is_current, past::catch_up),
    (daily::is_current, daily::catch_up),
];

/// Follows events until none are left; `false`: the house has become busy meanwhile, which counts as long as there is
/// patience.
async fn catch_up(db: &Db, mut pace: Option<Pace<'_>>) -> Result<bool, DbError> {
    for (is_current, follow) in FOLLOWERS {
        while !db.read(is_current).await? && db.write(follow).await? {
            // Between two batches the writer belongs to those who wait for an answer.
            tokio::task::yield_now().await;
            if pace.as_mut().is_some_and(Pace::is_busy) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
