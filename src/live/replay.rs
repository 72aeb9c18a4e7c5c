//! A reader's stream: first what it missed, then what happens.

use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};

use super::{
    frame::{Frame, sse},
    hub::Hub,
    mailbox::{Mailbox, Owner, Watcher},
};
use crate::{
    base::id::{EventId, MessageId},
    db::{Db, DbError, Reader},
    desk::{
        amend::{Revised, Which},
        conversation::message::{self, Entry},
        customer::visitor,
        event::{self, Kind},
        team::{api_key, session},
        wall_link,
    },
};

/// Events read from the file at a time …
const PAGE: usize = 500;
/// … and bytes after which no more are added, so that long messages do not pile up for a slow reader.
const PAGE_BYTES: usize = 256 * 1024;

/// Where a reader wants to begin.
#[derive(Debug, Clone, Copy, Default)]
pub struct Resume {
    /// The last event it saw; `None` begins at the present.
    pub seen: Option<EventId>,
    /// A screen that would rather load itself anew than replay more than this many events.
    pub reset_beyond: Option<i64>,
    /// Whether the stream ends with the first news, or a heartbeat: for readers behind something that
    /// keeps back whatever is not complete.
    pub once: bool,
}

type Page = Result<(Bytes, EventId), DbError>;

enum Phase {
    /// Bytes that go out at once.
    Greeting(Bytes, EventId),
    /// Everything up to this event was given; more may lie in the file.
    CatchingUp(EventId),
    Reading(Pin<Box<dyn Future<Output = Page> + Send>>),
    Live,
    Ended,
}

/// A stream of bytes for one reader.
pub struct Listener {
    hub: Hub,
    db: Db,
    mailbox: Arc<Mailbox>,
    phase: Phase,
    /// Ends with the first news.
    once: bool,
}

impl Listener {
    /// Opens a stream. The first bytes ask the browser to come back after a second and make proxies open up.
    pub async fn open(hub: &Hub, db: &Db, owner: Owner, resume: Resume) -> Result<Self, DbError> {
        let newest = db.peek(event::newest)?;
        let greeting = "retry: 1000\n: shopbell\n\n";
        let phase = match resume.seen {
            // What was committed and is still on its way through the hub is not news to this reader.
            None => Phase::Greeting(greeting.into(), newest),
            // From a file that was restored since, or too far behind to be worth it.
            Some(seen)
                if seen > newest
                    || resume
                        .reset_beyond
                        .is_some_and(|most| newest.0 - seen.0 > most) =>
            {
                let reset = sse(Some(newest), "reset", &serde_json::json!({}));
                Phase::Greeting([greeting.as_bytes(), &reset].concat().into(), newest)
            }
            Some(seen) => Phase::Greeting(greeting.into(), seen),
        };
        Ok(Self {
            hub: hub.clone(),
            db: db.clone(),
            mailbox: Arc::new(Mailbox::new(owner)),
            phase,
            once: resume.once,
        })
    }

    /// The next bytes; `None` ends the stream.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        loop {
            match &mut self.phase {
                Phase::Greeting(bytes, seen) => {
                    let bytes = std::mem::take(bytes);
                    self.phase = Phase::CatchingUp(*seen);
                    return Poll::Ready(Some(bytes));
                }
                Phase::CatchingUp(seen) => {
                    let seen = *seen;
                    let owner = self.mailbox.owner;
                    self.phase = if self.hub.attach(&self.mailbox, seen) {
                        // Looked at again once the hub knows the reader: whoever is shut out before this
                        // is found here, and whoever is later is told by the hub.
                        match self.db.peek(|reader| is_admitted(reader, owner)) {
                            Ok(true) => Phase::Live,
                            Ok(false) => Phase::Ended,
                            Err(error) => {
                                tracing::warn!(%error, "a reader could not be looked at again");
                                Phase::Ended
                            }
                        }
                    } else {
                        let db = self.db.clone();
                        Phase::Reading(Box::pin(async move {
                            db.read(move |reader| page(reader, owner, seen)).await
                        }))
                    };
                }
                Phase::Reading(page) => match page.as_mut().poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Ok((bytes, seen))) => {
                        let is_enough = self.once && !bytes.is_empty();
                        self.phase = if is_enough {
                            Phase::Ended
                        } else {
                            Phase::CatchingUp(seen)
                        };
                        if !bytes.is_empty() {
                            return Poll::Ready(Some(bytes));
                        }
                    }
                    // The reader comes back with the last event it saw.
                    Poll::Ready(Err(error)) => {
                        tracing::warn!(%error, "a stream could not be resumed");
                        self.phase = Phase::Ended;
                    }
                },
                Phase::Live => {
                    let news = self.mailbox.poll(cx);
                    if self.once && news.is_ready() {
                        self.phase = Phase::Ended;
                    }
                    return news;
                }
                Phase::Ended => return Poll::Ready(None),
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.detach(&self.mailbox);
    }
}

/// Whether a reader may still listen.
fn is_admitted(reader: &Reader<'_>, owner: Owner) -> Result<bool, DbError> {
    match owner {
        Owner::Agent {
            session: Some(session),
            ..
        }
        | Owner::Wall(Watcher::Agent {
            session: Some(session),
            ..
        }) => session::is_good(reader, session),
        Owner::Agent { key: Some(key), .. }
        | Owner::Wall(Watcher::Agent { key: Some(key), .. }) => api_key::is_good(reader, key),
        Owner::Agent { .. } | Owner::Wall(Watcher::Agent { .. }) => Ok(false),
        Owner::Wall(Watcher::Link(link)) => wall_link::is_good(reader, link),
        Owner::Visitor(identity) => visitor::has_token(reader, identity),
    }
}

/// One page of what a reader missed, and the last event it then has.
fn page(reader: &Reader<'_>, owner: Owner, seen: EventId) -> Page {
    // Read before the events, so that nothing between the two is skipped.
    let newest = event::newest(reader)?;
    let events = match owner {
        Owner::Agent { .. } => event::after(reader, seen, PAGE)?,
        Owner::Visitor(identity) => event::of_identity_after(reader, identity, seen, PAGE)?,
        // A board that has been away looks for itself.
        Owner::Wall(_) => Vec::new(),
    };
    let reached = if events.len() == PAGE {
        events.last().map_or(newest, |event| event.id)
    } else {
        events.last().map_or(newest, |event| event.id.max(newest))
    };
    let mut bytes = BytesMut::with_capacity(events.len() * 256);
    for event in events {
        let id = event.id;
        let frame = match (event.kind, event.about.identity) {
            (Kind::Message | Kind::Comment, Some(identity)) => {
                match message::by_id(reader, MessageId::from(event.id))? {
                    Some(entry) => Frame::of_entry(entry, identity),
                    None => continue,
                }
            }
            // As the message stands now: what it said meanwhile is not told again.
            (Kind::Revision, Some(identity)) => {
                let which = event.parse::<Which>().map(|which| which.message_id);
                match which.map(|id| message::by_id(reader, id)).transpose()? {
                    Some(Some(Entry::Message(message))) => Frame::of_revision(Revised {
                        event: event.id,
                        identity,
                        message,
                    }),
                    _ => continue,
                }
            }
            _ => Frame::of_event(event),
        };
        match owner {
            Owner::Agent { .. } => bytes.extend_from_slice(frame.for_agents()),
            Owner::Visitor(_) => {
                bytes.extend_from_slice(frame.for_visitor().map_or(&[], |bytes| &bytes[..]))
            }
            Owner::Wall(_) => {}
        }
        if bytes.len() >= PAGE_BYTES {
            return Ok((bytes.freeze(), id));
        }
    }
    Ok((bytes.freeze(), reached))
}
