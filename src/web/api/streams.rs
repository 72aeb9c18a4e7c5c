//! Opening live streams: who listens, and from where on.

use serde::Deserialize;

use crate::{
    base::id::EventId,
    live::{Listener, Owner, Resume},
    web::{
        answer::{Refusal, Reply, stream},
        limits::Listening,
        request::Ask,
    },
};

#[derive(Deserialize)]
struct Query {
    last_event_id: Option<i64>,
    /// A screen that loads itself anew rather than replay more than this.
    reset_beyond: Option<i64>,
    /// A reader behind something that keeps back whatever is not complete: the stream ends with the
    /// first news, or after a heartbeat, and is asked for again.
    #[serde(default)]
    once: bool,
}

/// A stream for its owner, from `Last-Event-ID` (header or query) on; a stranger's is counted.
pub(super) async fn open(ask: &Ask, owner: Owner, counted: Option<Listening>) -> Reply {
    let query: Query = ask.query()?;
    let header = match ask.header("last-event-id") {
        Some(id) if !id.is_empty() => Some(id.parse().map_err(|_| Refusal::bad("bad-query"))?),
        _ => None,
    };
    let resume = Resume {
        seen: header
            .or(query.last_event_id)
            .map(|id: i64| EventId(id.max(0))),
        reset_beyond: query.reset_beyond,
        once: query.once,
    };
    let listener = Listener::open(&ask.house.hub, &ask.house.db, owner, resume).await?;
    stream(listener, counted)
}
