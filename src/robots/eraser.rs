//! Erases what the house was told to erase: rows in steps, then what is left of them, then the bytes in the file.
//!
//! Where it stands is in the file, so that a house that was killed goes on when it is open again. An idle house has
//! nothing to erase and is not written to.

use std::{fs, sync::Arc, time::Duration};

use tokio::sync::Notify;

use crate::{
    base::id::EventId,
    db::{Db, DbError, Follower},
    desk::{
        event,
        privacy::{
            erasure::{self, Begun, Erasure, Step},
            retention, traces,
        },
    },
};

/// A file up to this size is written anew at once: it takes about a second.
const AT_ONCE: u64 = 128 * 1024 * 1024;
/// A larger one when nothing has happened for so long …
const QUIET: Duration = Duration::from_secs(5 * 60);
/// … or when it has waited for that for so long.
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);
/// How often is looked for that, and what failed is tried again.
const LOOK: Duration = Duration::from_secs(60);
/// Between two steps of what is removed by its age.
const BREATH: Duration = Duration::from_millis(20);
/// While somebody reads old pages of the log.
const SOON: Duration = Duration::from_millis(500);

/// Pokes the eraser when there is something to erase, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        if announcements
            .iter()
            .any(|announced| announced.is::<Begun>())
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Erases for ever; looks once at the start, because the last process may have ended in the middle.
pub async fn run(db: Db, poke: Arc<Notify>) {
    loop {
        let pause = match once(&db).await {
            Ok(pause) => pause,
            // The writer has told why, once.
            Err(DbError::Storage(_) | DbError::Stopping) => Some(LOOK),
            Err(error) => {
                tracing::error!(%error, "something could not be erased; it is tried again");
                Some(LOOK)
            }
        };
        match pause {
            None => poke.notified().await,
            Some(pause) => {
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    () = poke.notified() => {}
                }
            }
        }
    }
}

/// Does what can be done now; answers after which pause to look again, `None` when nothing is left to do.
async fn once(db: &Db) -> Result<Option<Duration>, DbError> {
    while db.read::<_, DbError>(retention::is_running).await?
        && db.write::<_, DbError>(retention::step).await?
    {
        // Night or not, somebody may wait for an answer.
        tokio::time::sleep(BREATH).await;
    }
    let all = db.read::<_, DbError>(erasure::under_way).await?;
    if all.is_empty() {
        return Ok(None);
    }
    for erasure in &all {
        if erasure.emptied_at.is_none() {
            remove_rows(db, erasure).await?;
        }
        remove_traces(db, erasure).await?;
    }
    for index in traces::INDEXES {
        let steps = db
            .read::<_, DbError>(move |reader| traces::steps(reader, index))
            .await?;
        for _ in 0..steps {
            if !db
                .write::<_, DbError>(move |tx| traces::rewrite_index(tx, index))
                .await?
            {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    // Chats that are too old may be overwritten page by page; a customer who was erased has a right to all of it.
    let is_person = all.iter().any(|erasure| erasure.customer.is_some());
    let is_time = is_person && is_time(db, &all).await?;
    if !db.scour(is_time).await? {
        return Ok(Some(SOON));
    }
    for erasure in &all {
        if erasure.customer.is_some() && !is_time {
            continue;
        }
        let id = erasure.id;
        db.write::<_, DbError>(move |tx| erasure::finish(tx, id))
            .await?;
    }
    Ok(Some(if is_person && !is_time {
        LOOK
    } else {
        // More may have been begun meanwhile.
        Duration::ZERO
    }))
}

async fn remove_rows(db: &Db, erasure: &Erasure) -> Result<(), DbError> {
    loop {
        let erasure = erasure.clone();
        let step = db
            .write::<_, DbError>(move |tx| erasure::step(tx, &erasure))
            .await?;
        if step == Step::Empty {
            return Ok(());
        }
        // Between two steps the writer belongs to those who wait for an answer.
        tokio::task::yield_now().await;
    }
}

async fn remove_traces(db: &Db, erasure: &Erasure) -> Result<(), DbError> {
    let mut next = Some(EventId(0));
    while let Some(after) = next {
        let wanted = erasure.clone();
        let (found, further) = db
            .read::<_, DbError>(move |reader| traces::events(reader, &wanted, after))
            .await?;
        for some in found.chunks(traces::AT_ONCE) {
            let some = some.to_vec();
            db.write::<_, DbError>(move |tx| traces::remove_events(tx, &some))
                .await?;
        }
        next = further;
    }
    loop {
        let wanted = erasure.clone();
        if !db
            .write::<_, DbError>(move |tx| traces::remove_told(tx, &wanted))
            .await?
        {
            return Ok(());
        }
    }
}

/// Whether the file may be written anew now: it holds up whoever wants to write meanwhile.
async fn is_time(db: &Db, all: &[Erasure]) -> Result<bool, DbError> {
    let Ok(size) = fs::metadata(db.path()).map(|file| file.len()) else {
        return Ok(false);
    };
    // The log and SQLite's own copy.
    let has_room = db
        .space()
        .is_ok_and(|space| space.available > size.saturating_mul(2));
    if !has_room {
        tracing::warn!("the disk has no room to write the file anew after something was erased");
        return Ok(false);
    }
    if size <= AT_ONCE {
        return Ok(true);
    }
    let now = db.clock().now();
    if all.iter().any(|erasure| now.since(erasure.at) > PATIENCE) {
        return Ok(true);
    }
    let last = db.read::<_, DbError>(event::newest_at).await?;
    Ok(last.is_none_or(|last| now.since(last) > QUIET))
}
