//! One service episode with a customer on one channel, from first message to close.

pub mod consent;
pub mod draft;
pub mod handed;
pub mod mailed;
pub mod mention;
pub mod message;
pub mod original;
pub mod participant;
pub mod priority;
pub mod receipt;
pub mod say;
pub mod shared;
pub mod silence;
pub mod strike;
mod telling;
pub mod watch;
pub mod wear;
pub mod window;

use serde::{Deserialize, Serialize};

pub use self::{
    priority::Priority,
    telling::{tags_of, tell, tell_team},
};

use crate::{
    base::{
        id::{
            AgentId, ChannelId, ConversationId, CustomerId, ForwardId, IdentityId, MessageId,
            QueueId,
        },
        time::Timestamp,
    },
    db::{DbError, Reader, Row},
    desk::{channel::ChannelKind, event::About, team::Face},
    stored_as_word,
};

/// Where an episode stands, with what only that state has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Begun by opening the widget; nothing is written yet, nothing rings.
    Fresh,
    /// In the wait list.
    Waiting {
        /// Entered the queue this time.
        queued_at: Timestamp,
    },
    /// Forwarded to a later time, when it comes back to the wait list.
    Scheduled,
    /// With an agent.
    Active {
        /// Who owns it.
        agent: Face,
        /// Taken when.
        claimed_at: Timestamp,
    },
    /// Ended for the customer; its agent still finishes the paperwork.
    WrappingUp {
        /// Who had it.
        agent: Face,
        /// When it ended.
        at: Timestamp,
        /// When wrap-up ends by itself; `None`: only by hand.
        until: Option<Timestamp>,
    },
    /// Ended.
    Closed {
        /// Who closed it, if an agent did.
        agent: Option<Face>,
        /// When.
        at: Timestamp,
    },
}

/// Why one agent alone may take a waiting chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reserved {
    /// They had the customer's last chat.
    Previous,
    /// It is being offered to them.
    Offer,
    /// A colleague forwarded it to them.
    Forward,
}

stored_as_word!(Reserved {
    Previous = "previous",
    Offer = "offer",
    Forward = "forward",
});

/// Who comes first in a waiting chat. A timer ends it: what stands in the file holds, whatever the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    /// Who alone may take it.
    pub agent: AgentId,
    /// Why.
    pub how: Reserved,
    /// Until when.
    pub until: Timestamp,
}

/// Which automatic greeting the customer got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Greeted {
    /// None.
    Not,
    /// The one for when somebody is there.
    Online,
    /// The one for when nobody is.
    Offline,
}

stored_as_word!(Greeted {
    Not = "",
    Online = "online",
    Offline = "offline",
});

/// The status that lists, filters and the API show (BEHAVIOUR 32).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nothing written yet.
    Fresh,
    /// In the wait list.
    New,
    /// With an agent, who is to answer.
    Active,
    /// With an agent, and we wait for the customer.
    AwaitingResponse,
    /// Forwarded to a later time.
    Transferred,
    /// Ended for the customer; its agent still finishes the paperwork.
    WrapUp,
    /// Ended.
    Closed,
    /// Ended and put away: read and found, no more answered.
    Archived,
}

stored_as_word!(Status {
    Fresh = "fresh",
    New = "new",
    Active = "active",
    AwaitingResponse = "awaiting_response",
    Transferred = "transferred",
    WrapUp = "wrap_up",
    Closed = "closed",
    Archived = "archived",
});

/// Where the survey of an episode stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Survey {
    /// Not asked.
    None,
    /// Asked at close.
    Asked,
    /// Answered.
    Answered,
}

stored_as_word!(Survey {
    None = "none",
    Asked = "asked",
    Answered = "answered"
});

/// An episode as the lists need it: its own columns and the names beside them.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// With whom.
    pub customer: CustomerId,
    /// Their name as the team calls them; may be empty.
    pub customer_name: String,
    /// Their address, if known.
    pub customer_email: String,
    /// The language an agent chose for them; empty: none.
    pub customer_language: String,
    /// Through which account of theirs.
    pub identity: IdentityId,
    /// On which channel.
    pub channel: ChannelId,
    /// The sort of channel.
    pub channel_kind: ChannelKind,
    /// The team's name for the channel.
    pub channel_name: String,
    /// In which queue.
    pub queue: QueueId,
    /// That queue's name.
    pub queue_name: String,
    /// Where it stands.
    pub state: State,
    /// First contact of this episode.
    pub created_at: Timestamp,
    /// Oldest customer message that no person has answered.
    pub waiting_since: Option<Timestamp>,
    /// First message by an agent.
    pub first_reply_at: Option<Timestamp>,
    /// How urgent.
    pub priority: Priority,
    /// Newest message.
    pub last_message: MessageId,
    /// Last message or change of state.
    pub last_activity_at: Timestamp,
    /// First characters of the newest message.
    pub preview: String,
    /// Who wrote it: customer, agent, bot, system; empty when nobody did.
    pub preview_author: String,
    /// Newest message the customer's device has.
    pub delivered: MessageId,
    /// Newest message the customer has seen.
    pub read: MessageId,
    /// Where the survey stands.
    pub survey: Survey,
    /// The customer's rating, 1 to 5.
    pub rating: Option<i64>,
    /// The customer's words with the rating.
    pub rating_comment: String,
    /// Began while nobody was at the counter.
    pub offline: bool,
    /// Since when it is put away.
    pub archived_at: Option<Timestamp>,
    /// Who alone may take it for now.
    pub reservation: Option<Reservation>,
    /// Whether also agents who do not serve its queue may take it.
    pub open_to_all: bool,
    /// The forward that put it where it is.
    pub forward: Option<ForwardId>,
    /// Which automatic greeting the customer got.
    pub greeted: Greeted,
}

/// Tables that [`COLUMNS`] are read from.
pub(crate) const FROM: &str = "conversation
    join customer on customer.id = conversation.customer_id
    join channel on channel.id = conversation.channel_id
    join queue on queue.id = conversation.queue_id
    left join agent on agent.id = conversation.agent_id";

/// Columns that [`from_row`] reads, in its order.
pub(crate) const COLUMNS: &str = "conversation.id, conversation.customer_id, customer.name, customer.email,
    conversation.identity_id, conversation.channel_id, channel.kind, channel.name,
    conversation.queue_id, queue.name, conversation.state, conversation.created_at,
    conversation.queued_at, conversation.claimed_at, conversation.closed_at, conversation.waiting_since,
    conversation.first_reply_at, conversation.priority, conversation.last_message_id,
    conversation.last_activity_at, conversation.preview, conversation.preview_author,
    conversation.delivered_id, conversation.read_id, conversation.survey, conversation.rating,
    conversation.rating_comment, conversation.offline,
    agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id, conversation.archived_at,
    customer.language, conversation.wrapping_up, conversation.wrap_up_until, conversation.reserved_for,
    conversation.reserved_as, conversation.reserved_until, conversation.open_to_all, conversation.forward_id,
    conversation.greeted";

/// How many columns those are.
pub(crate) const WIDTH: usize = 43;

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    let agent = Face::from_row(row, 28)?;
    let state: String = row.get(10)?;
    let corrupt = |what: String| {
        rusqlite::Error::FromSqlConversionFailure(10, rusqlite::types::Type::Text, what.into())
    };
    let state = match (state.as_str(), agent) {
        ("fresh", _) => State::Fresh,
        ("waiting", _) => State::Waiting {
            queued_at: row.get(12)?,
        },
        ("active", Some(agent)) => State::Active {
            agent,
            claimed_at: row.get(13)?,
        },
        ("scheduled", _) => State::Scheduled,
        ("closed", Some(agent)) if row.get(35)? => State::WrappingUp {
            agent,
            at: row.get(14)?,
            until: row.get(36)?,
        },
        ("closed", agent) => State::Closed {
            agent,
            at: row.get(14)?,
        },
        (state, _) => return Err(corrupt(format!("conversation in state {state:?}"))),
    };
    let priority = row.get(17)?;
    Ok(Conversation {
        id: row.get(0)?,
        customer: row.get(1)?,
        customer_name: row.get(2)?,
        customer_email: row.get(3)?,
        customer_language: row.get(34)?,
        identity: row.get(4)?,
        channel: row.get(5)?,
        channel_kind: row.get(6)?,
        channel_name: row.get(7)?,
        queue: row.get(8)?,
        queue_name: row.get(9)?,
        state,
        created_at: row.get(11)?,
        waiting_since: row.get(15)?,
        first_reply_at: row.get(16)?,
        priority: Priority::from_number(priority)
            .ok_or_else(|| corrupt(format!("conversation with priority {priority}")))?,
        last_message: row.get(18)?,
        last_activity_at: row.get(19)?,
        preview: row.get(20)?,
        preview_author: row.get(21)?,
        delivered: row.get(22)?,
        read: row.get(23)?,
        survey: row.get(24)?,
        rating: row.get(25)?,
        rating_comment: row.get(26)?,
        offline: row.get(27)?,
        archived_at: row.get(33)?,
        reservation: match (row.get(37)?, row.get(38)?, row.get(39)?) {
            (Some(agent), Some(how), Some(until)) => Some(Reservation { agent, how, until }),
            (_, _, _) => None,
        },
        open_to_all: row.get(40)?,
        forward: row.get(41)?,
        greeted: row.get(42)?,
    })
}

impl Conversation {
    /// The status that lists show.
    #[must_use]
    pub fn status(&self) -> Status {
        match (&self.state, self.waiting_since) {
            (State::Fresh, _) => Status::Fresh,
            (State::Waiting { .. }, _) => Status::New,
            // Just claimed and nothing said yet is still ours to answer.
            (State::Active { .. }, None) if self.first_reply_at.is_some() => {
                Status::AwaitingResponse
            }
            (State::Active { .. }, _) => Status::Active,
            (State::Scheduled, _) => Status::Transferred,
            (State::WrappingUp { .. }, _) => Status::WrapUp,
            (State::Closed { .. }, _) if self.archived_at.is_some() => Status::Archived,
            (State::Closed { .. }, _) => Status::Closed,
        }
    }

    /// Whether the customer waits for a person's answer.
    #[must_use]
    pub fn needs_reply(&self) -> bool {
        self.waiting_since.is_some()
    }

    /// The agent who has it, or had it at the end.
    #[must_use]
    pub fn agent(&self) -> Option<&Face> {
        match &self.state {
            State::Active { agent, .. } => Some(agent),
            State::WrappingUp { agent, .. } => Some(agent),
            State::Closed { agent, .. } => agent.as_ref(),
            State::Fresh | State::Waiting { .. } | State::Scheduled => None,
        }
    }

    /// Whether it has ended for its customer.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        match self.state {
            State::WrappingUp { .. } | State::Closed { .. } => true,
            State::Fresh | State::Waiting { .. } | State::Scheduled | State::Active { .. } => false,
        }
    }

    /// Whom its events are about.
    #[must_use]
    pub fn about(&self) -> About {
        About {
            conversation: Some(self.id),
            identity: Some(self.identity),
        }
    }

    /// What is told when it changes.
    #[must_use]
    pub fn record(&self, cause: Cause, tags: Vec<String>) -> Record {
        Record {
            id: self.id,
            tags,
            cause,
            status: self.status(),
            customer: self.customer,
            customer_name: self.customer_name.clone(),
            customer_language: self.customer_language.clone(),
            channel: self.channel,
            channel_kind: self.channel_kind,
            channel_name: self.channel_name.clone(),
            queue: self.queue,
            queue_name: self.queue_name.clone(),
            agent: self.agent().cloned(),
            participants: Vec::new(),
            priority: self.priority,
            created_at: self.created_at,
            waiting_since: self.waiting_since,
            last_activity_at: self.last_activity_at,
            last_message: self.last_message,
            preview: self.preview.clone(),
            preview_author: self.preview_author.clone(),
            delivered: self.delivered,
            read: self.read,
            survey: self.survey,
            rating: self.rating,
        }
    }
}

/// Why a conversation's record changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A customer's first message put it into the wait list.
    Queued,
    /// It is held out to an agent.
    Offered,
    /// An agent took it.
    Claimed,
    /// Its agent put it back.
    Released,
    /// It was given to an agent.
    Assigned,
    /// It was handed on: to the wait list, or to a later time.
    Forwarded,
    /// It is back in the wait list, or open to more of the team.
    Returned,
    /// It ended.
    Closed,
    /// It goes on.
    Reopened,
    /// The customer rated it.
    Rated,
    /// Something else about it changed.
    Changed,
}

stored_as_word!(Cause {
    Queued = "queued",
    Offered = "offered",
    Claimed = "claimed",
    Released = "released",
    Assigned = "assigned",
    Forwarded = "forwarded",
    Returned = "returned",
    Closed = "closed",
    Reopened = "reopened",
    Rated = "rated",
    Changed = "changed",
});

/// The whole small record of a conversation, as its events carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: ConversationId,
    /// Why it is told.
    pub cause: Cause,
    /// The status that lists show.
    pub status: Status,
    /// With whom.
    pub customer: CustomerId,
    /// Their name; may be empty.
    pub customer_name: String,
    /// The language an agent chose for them; empty: none.
    #[serde(default)]
    pub customer_language: String,
    /// On which channel.
    pub channel: ChannelId,
    /// The sort of channel.
    pub channel_kind: ChannelKind,
    /// The team's name for it.
    pub channel_name: String,
    /// In which queue.
    pub queue: QueueId,
    /// That queue's name.
    pub queue_name: String,
    /// Who has it.
    pub agent: Option<Face>,
    /// Who is in it beside them.
    #[serde(default)]
    pub participants: Vec<Face>,
    /// The customer's tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How urgent.
    pub priority: Priority,
    /// First contact of this episode.
    pub created_at: Timestamp,
    /// Oldest unanswered customer message.
    pub waiting_since: Option<Timestamp>,
    /// Last message or change of state.
    pub last_activity_at: Timestamp,
    /// Newest message.
    pub last_message: MessageId,
    /// Its first characters.
    pub preview: String,
    /// Who wrote it.
    pub preview_author: String,
    /// Newest message the customer's device has.
    pub delivered: MessageId,
    /// Newest message the customer has seen.
    pub read: MessageId,
    /// Where the survey stands.
    pub survey: Survey,
    /// The rating, 1 to 5.
    pub rating: Option<i64>,
}

/// The conversation with this id.
pub fn by_id(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Conversation>, DbError> {
    let sql = format!("select {COLUMNS} from {FROM} where conversation.id = ?1");
    reader.find(&sql, [id], from_row)
}

/// The open conversation of an account, if there is one.
pub fn open_of(reader: &Reader<'_>, identity: IdentityId) -> Result<Option<Conversation>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM}
         where conversation.identity_id = ?1 and conversation.state <> 'closed'"
    );
    reader.find(&sql, [identity], from_row)
}

/// The newest conversation of an account, open or closed.
pub fn latest_of(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<Conversation>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where conversation.identity_id = ?1
         order by conversation.id desc limit 1"
    );
    reader.find(&sql, [identity], from_row)
}

/// The newest conversation of an account in which something was written, open or closed.
pub fn latest_written_of(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<Conversation>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where conversation.identity_id = ?1
           and conversation.state <> 'fresh' order by conversation.id desc limit 1"
    );
    reader.find(&sql, [identity], from_row)
}

/// Whether the customer had a chat before this one.
pub fn has_earlier(reader: &Reader<'_>, conversation: &Conversation) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from conversation where customer_id = ?1 and id < ?2 and state <> 'fresh' limit 1",
        (conversation.customer, conversation.id),
    )
}
