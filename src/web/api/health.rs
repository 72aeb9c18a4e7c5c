//! Whether the house is up, and whether it can store.

use std::time::Duration;

use crate::{
    db::DbError,
    desk::{setting, team::availability},
    web::{
        answer::{Refusal, Reply, ok},
        request::Ask,
    },
};

/// The house is open: its file took a write before the first request was let in. From then on this
/// touches no disk, since a slow disk is not a dead process; [`ready`] tells how the disk is now.
pub(super) async fn alive(_ask: Ask) -> Reply {
    ok(&serde_json::json!({ "ok": true }))
}

/// The file can be written and read; otherwise 503 with the reason.
pub(super) async fn ready(ask: Ask) -> Reply {
    let db = ask.house.db.clone();
    let probe = async {
        // Writes what is there already, so that the commit is real and nothing changes.
        db.write::<_, DbError>(|tx| {
            let team: setting::Team = setting::get(tx)?;
            setting::put(tx, &team)
        })
        .await?;
        db.read::<_, DbError>(availability::is_anyone_available)
            .await
    };
    match tokio::time::timeout(Duration::from_secs(5), probe).await {
        Ok(Ok(_)) => ok(&serde_json::json!({ "ready": true })),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => {
            let mut refusal = Refusal::new(http::StatusCode::SERVICE_UNAVAILABLE, "busy");
            refusal.retry_after = Some(5);
            Err(refusal)
        }
    }
}
