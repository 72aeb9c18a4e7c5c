//! When a robot that is poked looks again. After a failure it does so by itself: once the disk has room again, nobody may
//! come by to poke it.

use std::time::Duration;

use tokio::sync::Notify;

use crate::db::DbError;

/// After a failure a robot rests, so that a disk in trouble is not asked a hundred times a second.
pub(super) const REST: Duration = Duration::from_secs(5);

/// Waits until it is time to look again, after it has looked. `what`: for the log, what has come to nothing.
pub(super) async fn rest(poke: &Notify, looked: Result<(), DbError>, what: &str) {
    match looked {
        Ok(()) => poke.notified().await,
        // The writer has told why, once.
        Err(DbError::Storage(_)) => tokio::time::sleep(REST).await,
        Err(error) => {
            tracing::error!(%error, "{what}");
            tokio::time::sleep(REST).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_has_failed_looks_again_without_being_poked() {
        let (poke, long) = (Notify::new(), Duration::from_secs(600));
        let has_looked_again = async |looked: Result<(), DbError>| {
            timeout(long, rest(&poke, looked, "nothing")).await.is_ok()
        };
        assert!(has_looked_again(Err(DbError::Busy)).await);
        assert!(!has_looked_again(Ok(())).await, "it is left to be poked");
        poke.notify_one();
        assert!(has_looked_again(Ok(())).await);
    }
}
