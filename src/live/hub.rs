//! Who listens, and handing them what was committed.

mod beat;
mod hand_out;
mod preview;
mod wall;

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use serde::Serialize;
use tokio::sync::mpsc::unbounded_channel;

use self::{
    hand_out::{News, follower},
    preview::Previews,
};
use super::{
    frame::{Frame, sse},
    mailbox::{self, Mailbox, Owner, Watcher},
};
use crate::{
    base::{
        id::{AgentId, ConversationId, EventId, IdentityId},
        time::Timestamp,
    },
    db::Follower,
    desk::team::session::Revoked,
};

/// Events kept ready for readers that come back soon.
const RING: usize = 1024;

/// The hub: cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    /// Whoever hands out has it, and whoever does so after them.
    news: tokio::sync::Mutex<News>,
}

struct State {
    /// The newest event that was handed out.
    last: EventId,
    /// The newest event that is no longer in the ring: who saw it can resume from memory.
    floor: EventId,
    ring: VecDeque<Arc<Frame>>,
    agents: Vec<Arc<Mailbox>>,
    visitors: HashMap<IdentityId, Vec<Arc<Mailbox>>>,
    walls: Vec<Arc<Mailbox>>,
    previews: Previews,
    /// Whether something is being handed out, or was when whoever did it fell.
    in_hand: bool,
    stopping: bool,
}

/// Who types.
#[derive(Debug, Clone, Copy)]
pub enum Typist<'a> {
    /// The customer.
    Customer,
    /// An agent, by the name customers see and their id.
    Agent(AgentId, &'a str),
}

#[derive(Serialize)]
struct Typing<'a> {
    conversation_id: ConversationId,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    /// What a customer is typing, for the agents who look.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    until: Timestamp,
}

/// A sign of typing is shown for this long unless it is renewed.
const TYPING: Duration = Duration::from_secs(6);

impl Hub {
    /// A hub, and the follower that feeds it; [`Hub::hand_out`] does the handing out.
    #[must_use]
    pub fn new() -> (Self, Follower) {
        let state = Mutex::new(State {
            last: EventId(0),
            floor: EventId(0),
            ring: VecDeque::with_capacity(64),
            agents: Vec::new(),
            visitors: HashMap::new(),
            walls: Vec::new(),
            previews: Previews::default(),
            in_hand: false,
            stopping: false,
        });
        let (sender, receiver) = unbounded_channel();
        let news = tokio::sync::Mutex::new(receiver);
        (Self(Arc::new(Inner { state, news })), follower(sender))
    }

    /// Everything up to `newest` happened before this house was opened: it is read from the file.
    pub fn begin_after(&self, newest: EventId) {
        let mut state = self.lock();
        state.last = newest;
        state.floor = newest;
    }

    // Held while pointers are pushed into queues, never across an await.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a reader who has seen everything up to `seen` listen from there; `false` when the ring
    /// does not reach back so far, or holds more than fits into a queue that somebody may be slow to
    /// empty: then the reader must fetch more from the file first.
    pub(super) fn attach(&self, mailbox: &Arc<Mailbox>, seen: EventId) -> bool {
        let mut state = self.lock();
        if seen < state.floor {
            return false;
        }
        let missed: Vec<_> = state
            .ring
            .iter()
            .rev()
            .take_while(|frame| frame.id > seen)
            .filter_map(|frame| Some((frame.id, bytes_for(mailbox.owner, frame)?)))
            .take(mailbox::ROOM_AT_START + 1)
            .collect();
        let size: usize = missed.iter().map(|(_, bytes)| bytes.len()).sum();
        if missed.len() > mailbox::ROOM_AT_START || size > mailbox::BYTES_AT_START {
            return false;
        }
        mailbox.start_after(seen);
        for (id, bytes) in missed.into_iter().rev() {
            mailbox.give(id, bytes);
        }
        if state.stopping {
            mailbox.close(None);
            return true;
        }
        match mailbox.owner {
            Owner::Agent { .. } => state.agents.push(mailbox.clone()),
            Owner::Wall(_) => state.walls.push(mailbox.clone()),
            Owner::Visitor(identity) => state
                .visitors
                .entry(identity)
                .or_insert_with(|| Vec::with_capacity(1))
                .push(mailbox.clone()),
        }
        true
    }

    pub(super) fn detach(&self, mailbox: &Arc<Mailbox>) {
        let mut state = self.lock();
        match mailbox.owner {
            Owner::Agent { .. } => state.agents.retain(|other| !Arc::ptr_eq(other, mailbox)),
            Owner::Wall(_) => state.walls.retain(|other| !Arc::ptr_eq(other, mailbox)),
            Owner::Visitor(identity) => {
                if let Some(mailboxes) = state.visitors.get_mut(&identity) {
                    mailboxes.retain(|other| !Arc::ptr_eq(other, mailbox));
                    if mailboxes.is_empty() {
                        state.visitors.remove(&identity);
                    }
                }
            }
        }
    }

    /// The newest event that was handed out.
    #[must_use]
    pub fn last(&self) -> EventId {
        self.lock().last
    }

    fn publish(&self, frames: Vec<Arc<Frame>>) {
        let (Some(first), Some(last)) = (frames.first(), frames.last()) else {
            return;
        };
        let (first, last) = (first.id, last.id);
        let mut state = self.lock();
        if !state.agents.is_empty() {
            let run = join(&frames);
            state.agents.retain(|mailbox| {
                mailbox.give_run(first, last, &run).unwrap_or_else(|| {
                    frames
                        .iter()
                        .all(|frame| mailbox.give(frame.id, frame.for_agents()))
                })
            });
        }
        if frames.iter().any(|frame| frame.moves_the_board()) {
            state.tell_walls();
        }
        for frame in &frames {
            if let Some(identity) = frame.identity
                && let Some(mailboxes) = state.visitors.get_mut(&identity)
                && let Some(bytes) = frame.for_visitor()
            {
                mailboxes.retain(|mailbox| mailbox.give(frame.id, bytes));
            }
            if let Some(conversation) = frame.said_by_customer() {
                state.previews.end(conversation);
            }
            if let Some(revoked) = frame.revoked() {
                state.close(revoked);
            }
        }
        // After a fall it was looked up in the file, and what waited here meanwhile is older.
        state.last = state.last.max(last);
        for frame in frames {
            if state.ring.len() == RING
                && let Some(old) = state.ring.pop_front()
            {
                state.floor = old.id;
            }
            state.ring.push_back(frame);
        }
    }

    /// Shows that somebody types, to the other side and to the team. A customer whose own typing is being
    /// read is not shown that an agent types: each would wait for the other.
    pub fn typing(
        &self,
        conversation: ConversationId,
        identity: IdentityId,
        who: Typist<'_>,
        now: Timestamp,
    ) {
        let shape = |for_visitor: bool| Typing {
            conversation_id: conversation,
            kind: match who {
                Typist::Customer => "visitor",
                Typist::Agent(..) => "agent",
            },
            agent_id: match who {
                Typist::Agent(id, _) if !for_visitor => Some(id),
                Typist::Agent(..) | Typist::Customer => None,
            },
            name: match who {
                Typist::Agent(_, name) => Some(name),
                Typist::Customer => None,
            },
            text: None,
            until: now.plus(TYPING),
        };
        let for_agents = sse(None, "typing", &shape(false));
        let mut state = self.lock();
        state.agents.retain(|mailbox| mailbox.whisper(&for_agents));
        let is_read = state.previews.flows(conversation, now);
        if let (Typist::Agent(..), false, Some(mailboxes)) =
            (who, is_read, state.visitors.get_mut(&identity))
        {
            let for_visitor = sse(None, "typing", &shape(true));
            mailboxes.retain(|mailbox| mailbox.whisper(&for_visitor));
        }
    }

    /// Tells every agent something that is not kept.
    pub(super) fn tell_agents(&self, bytes: &Bytes) {
        let mut state = self.lock();
        state.agents.retain(|mailbox| mailbox.whisper(bytes));
        state.tell_walls();
    }

    /// Tells these visitors, each what is theirs, something that is not kept.
    pub(super) fn tell_visitors(&self, visitors: &[(IdentityId, Bytes)]) {
        let mut state = self.lock();
        for (identity, bytes) in visitors {
            if let Some(mailboxes) = state.visitors.get_mut(identity) {
                mailboxes.retain(|mailbox| mailbox.whisper(bytes));
            }
        }
    }

    /// The visitors who have a stream open now.
    pub(super) fn visitors(&self) -> Vec<IdentityId> {
        self.lock().visitors.keys().copied().collect()
    }

    /// The agents who have a stream open now and are signed in by it: a program that listens with a key in somebody's name
    /// puts nobody at the counter.
    #[must_use]
    pub fn present(&self) -> Vec<AgentId> {
        let mut present: Vec<AgentId> = self
            .lock()
            .agents
            .iter()
            .filter_map(|mailbox| match mailbox.owner {
                Owner::Agent {
                    agent,
                    session: Some(_),
                    ..
                } => Some(agent),
                Owner::Agent { .. } | Owner::Visitor(_) | Owner::Wall(_) => None,
            })
            .collect();
        present.sort();
        present.dedup();
        present
    }

    /// Whether a visitor has a stream open now.
    #[must_use]
    pub fn is_listening(&self, identity: IdentityId) -> bool {
        self.lock().visitors.contains_key(&identity)
    }

    /// How many streams are open: of agents, of visitors.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let state = self.lock();
        (
            state.agents.len(),
            state.visitors.values().map(Vec::len).sum(),
        )
    }

    /// Closes every stream: readers are told to come back, agents first.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.stopping = true;
        state.close_all(false);
    }
}

impl State {
    fn close(&mut self, revoked: Revoked) {
        let concerns = |owner: Owner| match (revoked, owner) {
            (
                Revoked::Session(revoked),
                Owner::Agent { session, .. } | Owner::Wall(Watcher::Agent { session, .. }),
            ) => session == Some(revoked),
            (
                Revoked::Agent(revoked),
                Owner::Agent { agent, .. } | Owner::Wall(Watcher::Agent { agent, .. }),
            ) => agent == revoked,
            (
                Revoked::ApiKey(revoked),
                Owner::Agent { key, .. } | Owner::Wall(Watcher::Agent { key, .. }),
            ) => key == Some(revoked),
            (Revoked::Identity(revoked), Owner::Visitor(identity)) => identity == revoked,
            (Revoked::WallLink(revoked), Owner::Wall(Watcher::Link(link))) => link == revoked,
            (
                Revoked::Session(_)
                | Revoked::Agent(_)
                | Revoked::ApiKey(_)
                | Revoked::Identity(_)
                | Revoked::WallLink(_),
                Owner::Agent { .. } | Owner::Visitor(_) | Owner::Wall(_),
            ) => false,
        };
        let shut = |mailbox: &Arc<Mailbox>| {
            let ends = concerns(mailbox.owner);
            if ends {
                mailbox.close(None);
            }
            !ends
        };
        self.agents.retain(shut);
        self.walls.retain(shut);
        if let Revoked::Identity(identity) = revoked
            && let Some(mailboxes) = self.visitors.get_mut(&identity)
        {
            mailboxes.retain(shut);
        }
    }
}

/// What a reader is told of an event, if anything.
fn bytes_for(owner: Owner, frame: &Frame) -> Option<&Bytes> {
    match owner {
        Owner::Agent { .. } => Some(frame.for_agents()),
        Owner::Visitor(identity) if frame.identity == Some(identity) => frame.for_visitor(),
        Owner::Visitor(_) | Owner::Wall(_) => None,
    }
}

/// One piece for all agents, who all hear the same.
fn join(frames: &[Arc<Frame>]) -> Bytes {
    match frames {
        [frame] => frame.for_agents().clone(),
        frames => {
            let mut joined = BytesMut::with_capacity(frames.len() * 256);
            for frame in frames {
                joined.extend_from_slice(frame.for_agents());
            }
            joined.freeze()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::{ApiKeyId, SessionId};

    #[test]
    fn a_program_with_a_key_is_nobody_at_the_counter() {
        let (hub, _follower) = Hub::new();
        let listens = |owner: Owner| {
            let mailbox = Arc::new(Mailbox::new(owner));
            assert!(hub.attach(&mailbox, EventId(0)), "the premise");
        };
        listens(Owner::Agent {
            agent: AgentId(1),
            session: None,
            key: Some(ApiKeyId(1)),
        });
        assert!(hub.present().is_empty());
        assert_eq!(hub.count(), (1, 0), "it hears what happens");
        listens(Owner::Agent {
            agent: AgentId(2),
            session: Some(SessionId(1)),
            key: None,
        });
        assert_eq!(hub.present(), [AgentId(2)]);
    }
}
