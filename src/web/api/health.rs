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

/// The process answers. It touches no disk: a slow disk is not a dead process.
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
        Ok(Ok(_)) => ok(&serde_json::json!({ "ready": true, "storage": storage(&ask) })),
        Ok(Err(error)) => {
            let refusal = Refusal::from(error);
            let reason = ask.house.db.trouble().map(|trouble| trouble.reason);
            Err(refusal.detail(serde_json::json!({
                "ready": false, "reason": reason, "storage": storage(&ask),
            })))
        }
        Err(_) => {
            let mut refusal = Refusal::new(http::StatusCode::SERVICE_UNAVAILABLE, "busy");
            refusal.retry_after = Some(5);
            Err(refusal)
        }
    }
}

/// The room that is left, so that whoever watches makes some in time: `low` when a tenth or 500 MB is
/// left, `takes_files` as long as enough is kept for messages.
fn storage(ask: &Ask) -> serde_json::Value {
    match ask.house.db.space() {
        Ok(space) => serde_json::json!({
            "available_bytes": space.available, "total_bytes": space.total,
            "low": space.is_low(), "takes_files": space.has_room_for(0),
        }),
        Err(_) => serde_json::Value::Null,
    }
}
