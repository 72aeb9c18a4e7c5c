//! Tells those who stand in line how it moves: soon after something happened, and seldom enough.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Notify, time};

use crate::{
    db::{Db, DbError},
    live::{Hub, Lines},
};

/// Between two looks at the lines, however much happens.
const AT_MOST: Duration = Duration::from_millis(700);
/// And without anything happening: estimates change with the time, and with the hours.
const AT_LEAST: Duration = Duration::from_secs(15);

/// Looks for ever; `poke` says that a chat, an agent or a queue has changed.
pub async fn run(db: Db, hub: Hub, lines: Lines, poke: Arc<Notify>) {
    loop {
        let _ = time::timeout(AT_LEAST, poke.notified()).await;
        match lines.look(&hub, &db).await {
            // The writer has told why, once.
            Ok(()) | Err(DbError::Storage(_)) => {}
            Err(error) => tracing::warn!(%error, "the lines could not be read"),
        }
        time::sleep(AT_MOST).await;
    }
}
