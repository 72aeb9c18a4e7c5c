//! Whether the house is up, and whether it can store.

use crate::{
    db::DbError,
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

/// The file can be written and read, and whoever works in the background is on their feet; otherwise 503 with the reason.
pub(super) async fn ready(ask: Ask) -> Reply {
    let staff = ask.house.office.staff();
    let resting = staff.resting();
    let refusal = match ask.house.pulse.feel(&ask.house.db).await {
        Ok(()) if resting.is_empty() => {
            return ok(&serde_json::json!({
                "ready": true, "storage": storage(&ask), "fallen": staff.fallen(),
            }));
        }
        Ok(()) => Refusal::from(DbError::Busy),
        Err(refusal) => refusal,
    };
    let reason = ask.house.db.trouble().map(|trouble| trouble.reason);
    let reason = reason.or_else(|| {
        let who = resting.join(", ");
        (!resting.is_empty()).then(|| format!("failed, and set to work again soon: {who}"))
    });
    let detail = serde_json::json!({
        "ready": false, "reason": reason, "storage": storage(&ask), "fallen": staff.fallen(),
    });
    // Programs ask, whatever they say they accept.
    Ok(refusal.detail(detail).to_json(ask.lang()))
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
