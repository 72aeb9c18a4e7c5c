//! What counts in a chat: facts, each with the instant at which it counts and the agent whose it is.

use std::collections::HashMap;

use super::{
    open::Openings,
    step::{self, Deed},
    uncertain::Uncertain,
};
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, QueueId, ReasonId},
        time::Timestamp,
    },
    db::Row,
};

/// One thing that counts. Times are in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    New,
    GivenUp,
    Incoming,
    Outgoing,
    First(u32),
    Wait(u32),
    /// No first answer came within any target.
    Unanswered,
    Response(u32),
    /// After so many seconds, as far as anybody knows.
    Closed(Option<u32>),
    Asked(bool),
    Rated(u8),
}

impl Fact {
    /// Whether it may be another one, or none, where only open time counts.
    #[must_use]
    pub(super) fn is_of_time(self) -> bool {
        match self {
            Self::First(_)
            | Self::Wait(_)
            | Self::Unanswered
            | Self::Response(_)
            | Self::Closed(_) => true,
            Self::New
            | Self::GivenUp
            | Self::Incoming
            | Self::Outgoing
            | Self::Asked(_)
            | Self::Rated(_) => false,
        }
    }
}

/// What chats are told apart by, their agents aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Class {
    pub(super) channel: ChannelId,
    pub(super) queue: QueueId,
    pub(super) chat_type: Option<ChatTypeId>,
    pub(super) reason: Option<ReasonId>,
}

/// A chat as it is read.
#[derive(Debug, Clone)]
pub(super) struct Chat {
    pub(super) began: Timestamp,
    steps: Vec<u8>,
    closed: Option<Timestamp>,
    replied: Option<Timestamp>,
    pub(super) class: Class,
    agent: Option<AgentId>,
    offline: bool,
    was_asked: bool,
    rating: Option<u8>,
    gave_up: bool,
}

impl Chat {
    /// Of `course` its beginning and its steps; then as the columns of `counted`, from its end on.
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            began: row.get(0)?,
            steps: row.get(1)?,
            closed: row.get(2)?,
            replied: row.get(3)?,
            class: Class {
                channel: row.get(4)?,
                queue: row.get(5)?,
                chat_type: row.get(7)?,
                reason: row.get(8)?,
            },
            agent: row.get(6)?,
            offline: row.get(9)?,
            was_asked: row.get(10)?,
            rating: row.get(11)?,
            gave_up: row.get(12)?,
        })
    }
}

/// A fact, when it was and whose it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) at: Timestamp,
    pub(super) agent: Option<AgentId>,
    pub(super) fact: Fact,
}

/// By what times are told.
pub(super) struct Reckoner {
    pub(super) now: Timestamp,
    /// Within so many seconds a customer shall have a first answer.
    pub(super) target: u32,
    /// Of the queues that go by hours, when those only count.
    pub(super) openings: HashMap<QueueId, Openings>,
    /// What the clock of the house did.
    pub(super) uncertain: Uncertain,
}

impl Reckoner {
    /// Seconds from one instant to another, as they count in this queue; `None`: the clock jumped in between.
    fn seconds(&self, queue: QueueId, from: Timestamp, to: Timestamp) -> Option<u32> {
        if self.uncertain.spans(from, to) {
            return None;
        }
        let millis = match self.openings.get(&queue) {
            Some(openings) => openings.between(from, to),
            None => (to.0 - from.0).max(0),
        };
        Some(u32::try_from(millis / 1_000).unwrap_or(u32::MAX))
    }

    /// Everything that counts in a chat, whenever it was.
    pub(super) fn facts(&self, chat: &Chat, found: &mut Vec<Found>) {
        let began = chat.began;
        let queue = chat.class.queue;
        let mut tell = |at, agent, fact| found.push(Found { at, agent, fact });
        let seconds = |from, to| self.seconds(queue, from, to);
        // A night is no wait, unless it is subtracted.
        let counts = !chat.offline || self.openings.contains_key(&queue);

        tell(began, chat.agent, Fact::New);
        if chat.gave_up {
            tell(began, chat.agent, Fact::GivenUp);
        }
        if counts {
            if let Some(replied) = chat.replied {
                if let Some(first) = seconds(began, replied) {
                    tell(began, chat.agent, Fact::First(first));
                }
            } else if chat.gave_up
                || (chat.closed.is_none()
                    && seconds(began, self.now).is_some_and(|waited| waited > self.target))
            {
                tell(began, chat.agent, Fact::Unanswered);
            }
        }
        if let Some(closed) = chat.closed {
            tell(closed, chat.agent, Fact::Closed(seconds(began, closed)));
            if chat.was_asked {
                tell(closed, chat.agent, Fact::Asked(chat.rating.is_some()));
            }
            if let Some(rating) = chat.rating {
                tell(closed, chat.agent, Fact::Rated(rating));
            }
        }

        let (mut asked, mut has_ended, mut was_taken) = (None, false, false);
        for step in step::unpack(&chat.steps) {
            match step.deed {
                Deed::Customer => {
                    tell(step.at, chat.agent, Fact::Incoming);
                    if !has_ended {
                        asked = asked.or(Some(step.at));
                    }
                }
                Deed::Agent(agent) => {
                    tell(step.at, Some(agent), Fact::Outgoing);
                    if let Some(since) = asked.take()
                        && (since != began || counts)
                        && let Some(took) = seconds(since, step.at)
                    {
                        tell(since, Some(agent), Fact::Response(took));
                    }
                }
                Deed::Taken => {
                    if counts
                        && !was_taken
                        && let Some(waited) = seconds(began, step.at)
                    {
                        tell(began, chat.agent, Fact::Wait(waited));
                    }
                    was_taken = true;
                }
                Deed::PutOff => asked = None,
                Deed::Ended => (asked, has_ended) = (None, true),
                Deed::WentOn => has_ended = false,
            }
        }
    }
}
