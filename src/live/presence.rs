//! Who is at the counter, told to everybody when it changes.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::{frame::sse, hub::Hub};
use crate::{
    base::id::AgentId,
    db::{Db, DbError},
    desk::team::{self, Availability, availability},
};

/// What was last told.
#[derive(Default)]
pub struct Presence {
    told: Mutex<Option<Told>>,
}

#[derive(Clone, PartialEq, Eq)]
struct Told {
    agents: Vec<AgentPresence>,
    online: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize)]
struct AgentPresence {
    id: AgentId,
    availability: Availability,
    connected: bool,
}

impl Presence {
    /// Writes down who is connected, and tells agents and visitors what changed since the last time.
    /// Run every few seconds: a visitor with the page open learns within ten that the counter emptied.
    pub async fn look(&self, hub: &Hub, db: &Db) -> Result<(), DbError> {
        let present = hub.present();
        let connected = present.clone();
        let stale: Vec<AgentId> = db
            .read::<_, DbError>(move |reader| {
                let now = reader.now;
                Ok(team::active(reader)?
                    .into_iter()
                    .filter(|agent| present.contains(&agent.id))
                    .filter(|agent| now.since(agent.seen_at) > availability::GRACE / 3)
                    .map(|agent| agent.id)
                    .collect())
            })
            .await?;
        if !stale.is_empty() {
            db.write::<_, DbError>(move |tx| availability::seen(tx, &stale))
                .await?;
        }
        let now = db
            .read::<_, DbError>(move |reader| {
                let agents = team::active(reader)?
                    .into_iter()
                    .map(|agent| AgentPresence {
                        connected: connected.contains(&agent.id),
                        id: agent.id,
                        availability: agent.availability,
                    })
                    .collect();
                Ok(Told {
                    agents,
                    online: availability::is_anyone_available(reader)?,
                })
            })
            .await?;
        let before = self
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(now.clone());
        let for_agents = (before.as_ref() != Some(&now)).then(|| {
            sse(
                None,
                "presence",
                &serde_json::json!({ "agents": now.agents, "online": now.online }),
            )
        });
        let for_visitors = before
            .is_some_and(|before| before.online != now.online)
            .then(|| {
                sse(
                    None,
                    "presence",
                    &serde_json::json!({ "online": now.online }),
                )
            });
        hub.tell_all(for_agents, for_visitors);
        Ok(())
    }
}
