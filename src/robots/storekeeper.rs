//! Looks how much room the disk has left, and says so before it is too late.

use std::time::Duration;

use crate::db::Db;

/// Files come in pieces of a quarter of a megabyte: a minute fills no disk unseen.
const LOOK: Duration = Duration::from_secs(60);

/// What was said last about the room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Low,
    Refusing,
}

/// Looks for ever.
pub async fn run(db: Db) {
    let mut said = Said::Nothing;
    loop {
        said = look(&db, said);
        tokio::time::sleep(LOOK).await;
    }
}

fn look(db: &Db, said: Said) -> Said {
    let space = match db.space() {
        Ok(space) => space,
        Err(error) => {
            tracing::warn!(%error, "the room on the disk is not known");
            return said;
        }
    };
    let now = match (space.has_room_for(0), space.is_low()) {
        (false, _) => Said::Refusing,
        (true, true) => Said::Low,
        (true, false) => Said::Nothing,
    };
    let megabytes = space.available / 1_000_000;
    match now {
        same if same == said => {}
        Said::Refusing => tracing::error!(
            megabytes,
            "the disk is nearly full: files are refused, messages are still taken. Make room"
        ),
        Said::Low => tracing::warn!(megabytes, "the disk is filling up: make room"),
        Said::Nothing => tracing::info!(megabytes, "there is room on the disk again"),
    }
    now
}
