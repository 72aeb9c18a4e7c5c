//! Looks every few seconds who is at the counter.

use std::{sync::Arc, time::Duration};

use crate::{
    db::{Db, DbError},
    live::{Hub, Presence},
};

/// A visitor with the page open learns within ten seconds that the counter emptied.
const LOOK: Duration = Duration::from_secs(5);

/// Looks for ever.
pub async fn run(db: Db, hub: Hub, presence: Arc<Presence>) {
    loop {
        if hub.count() != (0, 0) {
            match presence.look(&hub, &db).await {
                // The writer has told why, once.
                Ok(()) | Err(DbError::Storage(_)) => {}
                Err(error) => tracing::warn!(%error, "presence could not be written down"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
