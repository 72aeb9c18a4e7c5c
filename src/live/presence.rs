//! Who is at the counter, told to everybody when it changes.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;

use super::{frame::sse, hub::Hub};
use crate::{
    base::id::{AgentId, ChannelId, IdentityId},
    db::{Db, DbError, Reader},
    desk::{
        customer::identity,
        opening::{self, Opening},
        team::{self, Availability, availability},
    },
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
    /// How the shop stands on each channel, which also the clock changes.
    channels: Vec<(ChannelId, Opening)>,
}

impl Told {
    /// The part of it that agents see.
    fn for_agents(&self) -> (&[AgentPresence], bool) {
        (&self.agents, self.online)
    }

    /// The channels that stand otherwise than before, with what their visitors are told.
    fn news_since(&self, before: &Self) -> Vec<(ChannelId, Bytes)> {
        let changed = self.channels.iter().filter(|one| {
            let was = before.channels.iter().find(|(id, _)| *id == one.0);
            was.is_some_and(|was| was != *one)
        });
        changed
            .map(|(id, opening)| {
                let told = serde_json::json!({ "online": opening.is_open, "opens": opening.opens });
                (*id, sse(None, "presence", &told))
            })
            .collect()
    }
}

#[derive(Clone, PartialEq, Eq, Serialize)]
struct AgentPresence {
    id: AgentId,
    availability: Availability,
    connected: bool,
}

impl Presence {
    /// Writes down who is connected, and tells agents and visitors what changed since the last time.
    /// Run every few seconds: a visitor with the page open learns within ten that the counter emptied, or
    /// that it is closing time.
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
                    channels: opening::of_channels(reader)?,
                })
            })
            .await?;
        let before = self
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(now.clone());
        if before.as_ref().map(Told::for_agents) != Some(now.for_agents()) {
            let told = serde_json::json!({ "agents": now.agents, "online": now.online });
            hub.tell_agents(&sse(None, "presence", &told));
        }
        let news = before.map_or(Vec::new(), |before| now.news_since(&before));
        if !news.is_empty() {
            let visitors = hub.visitors();
            let told = db
                .read::<_, DbError>(move |reader| sort_out(reader, &visitors, &news))
                .await?;
            hub.tell_visitors(&told);
        }
        Ok(())
    }
}

/// What each of these visitors is told, by the channel they are on.
fn sort_out(
    reader: &Reader<'_>,
    visitors: &[IdentityId],
    news: &[(ChannelId, Bytes)],
) -> Result<Vec<(IdentityId, Bytes)>, DbError> {
    let mut told = Vec::new();
    for visitor in visitors {
        let channel = identity::by_id(reader, *visitor)?.map(|identity| identity.channel);
        if let Some((_, bytes)) = news.iter().find(|(id, _)| Some(*id) == channel) {
            told.push((*visitor, bytes.clone()));
        }
    }
    Ok(told)
}
