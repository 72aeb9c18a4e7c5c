//! Which chats are shown. Every field narrows the list further.

use std::fmt;

use rusqlite::types::ToSql;

use super::UNREAD;
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, QueueId, TagId},
        time::Timestamp,
    },
    desk::figures::count::Behind,
    stored_as_word,
};

/// The tabs above the list. What each means in terms of rows is said here and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// Everything that was written.
    #[default]
    All,
    /// Not closed.
    Open,
    /// In the wait list.
    New,
    /// With an agent, who is to answer.
    Active,
    /// With an agent, and we wait for the customer.
    AwaitingResponse,
    /// The customer waits for a person's answer, whoever has the chat.
    NeedsReply,
    /// Put off to a later time.
    Transferred,
    /// In the bot's hands: it has not joined the line.
    Bot,
    /// Ended for the customer; its agent finishes the paperwork.
    WrapUp,
    /// Ended.
    Closed,
    /// Put away for good.
    Archived,
}

stored_as_word!(Tab {
    All = "all",
    Open = "open",
    New = "new",
    Active = "active",
    AwaitingResponse = "awaiting_response",
    NeedsReply = "needs_reply",
    Transferred = "transferred",
    Bot = "bot",
    WrapUp = "wrap_up",
    Closed = "closed",
    Archived = "archived",
});

impl Tab {
    /// Every tab, in the order of the screen.
    pub const ALL: [Self; 11] = [
        Self::All,
        Self::Open,
        Self::New,
        Self::Active,
        Self::AwaitingResponse,
        Self::NeedsReply,
        Self::Transferred,
        Self::Bot,
        Self::WrapUp,
        Self::Closed,
        Self::Archived,
    ];

    /// What is so of every chat in the tab; agrees with `Conversation::status`.
    pub(super) fn condition(self) -> &'static str {
        match self {
            // A chat is begun before anything is written in it.
            Self::All => {
                "(conversation.state <> 'fresh' or conversation.id in
                   (select conversation_id from bot_chat where ended_at is null))"
            }
            Self::Open => "conversation.state in ('waiting', 'scheduled', 'active')",
            Self::New => "conversation.state = 'waiting'",
            Self::Active => {
                "(conversation.state = 'active' and (conversation.waiting_since is not null
                   or conversation.first_reply_at is null))"
            }
            Self::AwaitingResponse => {
                "(conversation.state = 'active' and conversation.waiting_since is null
                   and conversation.first_reply_at is not null)"
            }
            Self::NeedsReply => {
                "(conversation.state in ('waiting', 'active')
                   and conversation.waiting_since is not null)"
            }
            Self::Transferred => "conversation.state = 'scheduled'",
            // Where they are comes first: few are, and many are only begun.
            Self::Bot => {
                "(conversation.id in (select conversation_id from bot_chat where ended_at is null)
                   and +conversation.state = 'fresh')"
            }
            Self::WrapUp => "conversation.wrapping_up = 1",
            Self::Closed => {
                "(conversation.closed_at is not null and conversation.archived_at is null)"
            }
            Self::Archived => "conversation.archived_at is not null",
        }
    }
}

/// Whose chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Assignee {
    /// Everybody's and nobody's.
    #[default]
    Any,
    /// Nobody's.
    None,
    /// One agent's: theirs now, or at the end.
    Agent(AgentId),
}

impl Assignee {
    /// What an address says: `any`, `none`, `me` or an agent's id.
    #[must_use]
    pub fn from_word(word: &str, me: AgentId) -> Option<Self> {
        match word {
            "any" => Some(Self::Any),
            "none" => Some(Self::None),
            "me" => Some(Self::Agent(me)),
            id => id.parse().ok().map(Self::Agent),
        }
    }
}

/// What has to be so of a chat to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Where it stands.
    pub tab: Tab,
    /// Through which channel it came.
    pub channel: Option<ChannelId>,
    /// In which queue it waits or waited.
    pub queue: Option<QueueId>,
    /// Whose it is.
    pub assignee: Assignee,
    /// Which tag its customer has.
    pub tag: Option<TagId>,
    /// It was in progress at this instant or later …
    pub from: Option<Timestamp>,
    /// … and had begun before this one.
    pub to: Option<Timestamp>,
    /// What it was about.
    pub chat_type: Option<ChatTypeId>,
    /// How its customer rated it, 1 to 5.
    pub rating: Option<i64>,
    /// There is something in it that the viewer has not seen.
    pub unread: bool,
    /// Its customer waits for an answer.
    pub needs_reply: bool,
    /// Somebody has bookmarked it, or something in it.
    pub bookmarked: bool,
    /// They are those behind a figure.
    pub behind: Option<Behind>,
    /// Parts of what the directory knows of the customer, or beginnings of their agent's name, of one of their tags or
    /// of something said in the chat.
    pub text: String,
}

impl Filter {
    /// Whether words are searched for.
    pub(super) fn is_search(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether anything but the tab narrows the list.
    pub(super) fn narrows(&self) -> bool {
        let plain = Self {
            tab: self.tab,
            ..Self::default()
        };
        *self != plain
    }

    /// The conditions of everything but the tab and the words that are searched for, see [`super::found`].
    pub(super) fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.equal(
            "conversation.channel_id = :channel",
            ":channel",
            self.channel,
        );
        conditions.equal("conversation.queue_id = :queue", ":queue", self.queue);
        match self.assignee {
            Assignee::Any => {}
            Assignee::None => conditions.add("conversation.agent_id is null"),
            Assignee::Agent(agent) => {
                conditions.equal("conversation.agent_id = :agent", ":agent", Some(agent));
            }
        }
        conditions.equal(
            "exists (select 1 from customer_tag where customer_tag.tag_id = :tag
               and customer_tag.customer_id = conversation.customer_id)",
            ":tag",
            self.tag,
        );
        conditions.equal("conversation.last_activity_at >= :from", ":from", self.from);
        conditions.equal("conversation.created_at < :to", ":to", self.to);
        conditions.equal("conversation.chat_type_id = :type", ":type", self.chat_type);
        conditions.equal("conversation.rating = :rating", ":rating", self.rating);
        if self.unread {
            conditions.add(&format!("exists (select 1 from message where {UNREAD})"));
        }
        if self.needs_reply {
            conditions.add(Tab::NeedsReply.condition());
        }
        if self.bookmarked {
            conditions.add(
                "conversation.id in (select conversation_id from bookmark where removed_at is null)",
            );
        }
        if let Some(behind) = &self.behind {
            conditions.add(&behind.condition());
            conditions.bind(":since", behind.from);
            conditions.bind(":until", behind.to);
            if let Some(Some(reason)) = behind.reason {
                conditions.bind(":reason", reason);
            }
        }
        conditions
    }
}

/// Conditions that all hold, with the values they speak of.
#[derive(Default)]
pub(super) struct Conditions {
    sql: Vec<String>,
    values: Vec<(&'static str, Box<dyn ToSql>)>,
}

impl Conditions {
    pub(super) fn add(&mut self, condition: &str) {
        self.sql.push(condition.to_owned());
    }

    pub(super) fn bind(&mut self, name: &'static str, value: impl ToSql + 'static) {
        self.values.push((name, Box::new(value)));
    }

    fn equal(&mut self, condition: &str, name: &'static str, value: Option<impl ToSql + 'static>) {
        if let Some(value) = value {
            self.add(condition);
            self.bind(name, value);
        }
    }

    pub(super) fn params(&self) -> Vec<(&str, &dyn ToSql)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, value.as_ref()))
            .collect()
    }
}

impl fmt::Display for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sql.is_empty() {
            return f.write_str("true");
        }
        f.write_str(&self.sql.join(" and "))
    }
}
