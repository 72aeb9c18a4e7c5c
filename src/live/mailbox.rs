//! One reader's queue: bounded, never waited for.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use bytes::{Bytes, BytesMut};

use crate::base::id::{AgentId, ApiKeyId, EventId, IdentityId, SessionId, WallLinkId};

/// Most events that wait for a reader …
const MOST_EVENTS: usize = 256;
/// … and most bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// Most events that a reader is given at the start, so that there is room for what happens next …
pub(super) const ROOM_AT_START: usize = MOST_EVENTS / 2;
/// … and most bytes.
pub(super) const BYTES_AT_START: usize = MOST_BYTES / 2;

/// Whose stream it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An agent's browser or program.
    Agent {
        /// Who.
        agent: AgentId,
        /// Signed in so, if by session.
        session: Option<SessionId>,
        /// Or by key.
        key: Option<ApiKeyId>,
    },
    /// A visitor.
    Visitor(IdentityId),
    /// A wallboard, which is told that something has changed and not what.
    Wall(Watcher),
}

/// By which right a wallboard is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watcher {
    /// By a link.
    Link(WallLinkId),
    /// By that of a member of the team, who is not at the counter for that.
    Agent {
        /// Who.
        agent: AgentId,
        /// Signed in so, if by session.
        session: Option<SessionId>,
        /// Or by key.
        key: Option<ApiKeyId>,
    },
}

#[derive(Debug)]
pub(super) struct Mailbox {
    pub(super) owner: Owner,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    queue: VecDeque<Bytes>,
    bytes: usize,
    /// Events up to this one were already given from the file.
    seen: EventId,
    closed: bool,
    waker: Option<Waker>,
}

impl Mailbox {
    pub(super) fn new(owner: Owner) -> Self {
        Self {
            owner,
            inner: Mutex::new(Inner {
                queue: VecDeque::new(),
                bytes: 0,
                seen: EventId(0),
                closed: false,
                waker: None,
            }),
        }
    }

    // Held for a few instructions and never across an await; a panic inside leaves plain data.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn start_after(&self, event: EventId) {
        self.lock().seen = event;
    }

    /// Gives one event; answers whether the reader is still there.
    pub(super) fn give(&self, id: EventId, bytes: &Bytes) -> bool {
        let mut inner = self.lock();
        if inner.closed {
            return false;
        }
        if id <= inner.seen {
            return true;
        }
        inner.seen = id;
        inner.put(bytes, 1)
    }

    /// Gives a run of events, first to last, that were joined into one piece.
    /// Answers `None` when the reader has part of them already and needs them one by one.
    pub(super) fn give_run(&self, first: EventId, last: EventId, bytes: &Bytes) -> Option<bool> {
        let mut inner = self.lock();
        if inner.closed {
            return Some(false);
        }
        if first <= inner.seen {
            return None;
        }
        inner.seen = last;
        Some(inner.put(bytes, 1))
    }

    /// Gives something that is not an event of the table: typing, presence, a ping. A reader who is far
    /// behind goes without, for it is out of date by the time they come to it.
    pub(super) fn whisper(&self, bytes: &Bytes) -> bool {
        let mut inner = self.lock();
        !inner.closed && inner.put(bytes, 0)
    }

    /// A ping, unless something else is on its way.
    pub(super) fn ping(&self, bytes: &Bytes) -> bool {
        let mut inner = self.lock();
        if inner.closed {
            return false;
        }
        if inner.queue.is_empty() {
            inner.put(bytes, 0);
        }
        true
    }

    /// Ends the stream after `last`.
    pub(super) fn close(&self, last: Option<Bytes>) {
        let mut inner = self.lock();
        inner.queue.extend(last);
        inner.closed = true;
        inner.wake();
    }

    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<Option<Bytes>> {
        let mut inner = self.lock();
        match inner.queue.len() {
            0 if inner.closed => Poll::Ready(None),
            0 => {
                match &mut inner.waker {
                    Some(waker) => waker.clone_from(cx.waker()),
                    none => *none = Some(cx.waker().clone()),
                }
                Poll::Pending
            }
            1 => {
                inner.bytes = 0;
                Poll::Ready(inner.queue.pop_front())
            }
            // What has gathered leaves in one write. An idle reader keeps no memory for its queue.
            _ => {
                let mut joined = BytesMut::with_capacity(inner.bytes);
                for piece in std::mem::take(&mut inner.queue) {
                    joined.extend_from_slice(&piece);
                }
                inner.bytes = 0;
                Poll::Ready(Some(joined.freeze()))
            }
        }
    }
}

impl Inner {
    fn put(&mut self, bytes: &Bytes, events: usize) -> bool {
        if bytes.is_empty() {
            return true;
        }
        if self.queue.len() >= MOST_EVENTS || self.bytes + bytes.len() > MOST_BYTES {
            if events == 0 {
                return true;
            }
            self.queue.clear();
            self.queue
                .push_back(Bytes::from_static(b"event: lagged\ndata: {}\n\n"));
            self.closed = true;
            self.wake();
            return false;
        }
        self.bytes += bytes.len();
        self.queue.push_back(bytes.clone());
        self.wake();
        true
    }

    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mailbox: &Mailbox) -> Option<String> {
        match mailbox.poll(&Context::from_waker(Waker::noop())) {
            Poll::Ready(bytes) => {
                bytes.map(|bytes| String::from_utf8(bytes.to_vec()).expect("text"))
            }
            Poll::Pending => Some(String::new()),
        }
    }

    #[test]
    fn a_reader_gets_each_event_once() {
        let mailbox = Mailbox::new(Owner::Visitor(IdentityId(1)));
        mailbox.start_after(EventId(5));
        assert!(mailbox.give(EventId(5), &Bytes::from_static(b"old")));
        assert!(mailbox.give(EventId(6), &Bytes::from_static(b"new")));
        assert!(mailbox.give(EventId(6), &Bytes::from_static(b"again")));
        assert_eq!(
            mailbox.give_run(EventId(6), EventId(8), &Bytes::from_static(b"part")),
            None
        );
        assert_eq!(
            mailbox.give_run(EventId(7), EventId(8), &Bytes::from_static(b"+run")),
            Some(true)
        );
        assert_eq!(read(&mailbox).as_deref(), Some("new+run"));
        assert_eq!(read(&mailbox).as_deref(), Some(""));
    }

    #[test]
    fn a_slow_reader_is_cut_off() {
        let mailbox = Mailbox::new(Owner::Visitor(IdentityId(1)));
        for id in 1..=256 {
            assert!(mailbox.give(EventId(id), &Bytes::from_static(b"x")));
        }
        assert!(!mailbox.give(EventId(257), &Bytes::from_static(b"x")));
        assert_eq!(
            read(&mailbox).as_deref(),
            Some("event: lagged\ndata: {}\n\n")
        );
        assert_eq!(read(&mailbox), None);
    }

    #[test]
    fn a_slow_reader_goes_without_what_is_told_once() {
        let mailbox = Mailbox::new(Owner::Visitor(IdentityId(1)));
        for _ in 0..1_000 {
            assert!(mailbox.whisper(&Bytes::from_static(b"x")));
        }
        assert_eq!(read(&mailbox).map(|read| read.len()), Some(MOST_EVENTS));
    }
}
