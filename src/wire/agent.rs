//! What agents' programs and consoles are sent.

use serde::Serialize;

use super::File;
use crate::{
    base::{
        id::{AgentId, ChannelId, ConversationId, CustomerId, MessageId, QueueId},
        time::Timestamp,
    },
    desk::{
        amendment::Amending,
        channel::ChannelKind,
        conversation::{
            Cause, Priority, Record, Status, Survey,
            message::{Author, Comment, Delivery, Entry, Message},
        },
    },
};

/// Where agents fetch files.
pub const FILES: &str = "/api/v1/agent/files";

/// Who wrote a message.
#[derive(Debug, Serialize)]
pub struct AuthorShape<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    /// As whom the customer sees them, where that is not themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<&'a str>,
}

impl<'a> AuthorShape<'a> {
    fn new(author: &'a Author) -> Self {
        Self {
            // The API calls the customer's side "visitor" on every channel.
            kind: match author {
                Author::Customer => "visitor",
                other => other.word(),
            },
            id: author.face().map(|face| face.id),
            name: author.face().map(|face| face.name.as_str()),
            identity: author
                .face()
                .and_then(|face| face.mask.as_ref())
                .map(|mask| mask.name.as_str()),
        }
    }
}

/// A message or comment. Comments travel as events of their own kind and carry `"comment": true`.
#[derive(Debug, Serialize)]
pub struct MessageShape<'a> {
    id: MessageId,
    conversation_id: ConversationId,
    author: AuthorShape<'a>,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<File<'a>>,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<Delivery>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    comment: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edited_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unsent_at: Option<Timestamp>,
    /// How far a change is that the customer's app does not show yet: `queued`, or `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'static str>,
    /// Colleagues whom a comment names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    struck: Option<StruckShape<'a>>,
}

/// The message that another one answers.
#[derive(Debug, Serialize)]
pub struct QuoteShape<'a> {
    id: MessageId,
    author: AuthorShape<'a>,
    text: &'a str,
}

/// Who struck a comment through, and when.
#[derive(Debug, Serialize)]
pub struct StruckShape<'a> {
    id: AgentId,
    name: &'a str,
    at: Timestamp,
}

impl<'a> MessageShape<'a> {
    /// The shape of an entry.
    #[must_use]
    pub fn new(entry: &'a Entry) -> Self {
        match entry {
            Entry::Message(message) => Self::of_message(message),
            Entry::Comment(comment) => Self::of_comment(comment),
        }
    }

    /// The shape of a message.
    #[must_use]
    pub fn of_message(message: &'a Message) -> Self {
        Self {
            id: message.id,
            conversation_id: message.conversation,
            author: AuthorShape::new(&message.author),
            text: &message.text,
            attachments: files(&message.attachments),
            created_at: message.created_at,
            delivery: matches!(message.author, Author::Agent(_) | Author::Bot)
                .then_some(message.delivery),
            comment: false,
            quote: message.quote.as_ref().map(|quote| QuoteShape {
                id: quote.id,
                author: AuthorShape::new(&quote.author),
                text: &quote.text,
            }),
            edited_at: message.edited_at,
            unsent_at: message.unsent_at,
            change: message.amending.as_deref().map(|amending| match amending {
                Amending::UnderWay => "queued",
                Amending::Failed { .. } => "failed",
            }),
            mentions: Vec::new(),
            struck: None,
        }
    }

    fn of_comment(comment: &'a Comment) -> Self {
        Self {
            id: comment.id,
            conversation_id: comment.conversation,
            author: AuthorShape {
                kind: "agent",
                id: Some(comment.author.id),
                name: Some(&comment.author.name),
                identity: None,
            },
            text: &comment.text,
            attachments: comment
                .enclosures
                .iter()
                .map(|file| File::new(file.for_team(), FILES))
                .collect(),
            created_at: comment.created_at,
            delivery: None,
            comment: true,
            quote: None,
            edited_at: None,
            unsent_at: None,
            change: None,
            mentions: comment.mentions.iter().map(|(id, _)| *id).collect(),
            struck: comment.struck.as_ref().map(|struck| StruckShape {
                id: struck.agent,
                name: &struck.by,
                at: struck.at,
            }),
        }
    }
}

fn files(attachments: &[crate::desk::attachment::Attachment]) -> Vec<File<'_>> {
    attachments
        .iter()
        .map(|attachment| File::new(attachment, FILES))
        .collect()
}

/// An id with the name beside it.
#[derive(Debug, Serialize)]
pub struct Named<'a, I> {
    id: I,
    name: &'a str,
}

/// A channel with its sort.
#[derive(Debug, Serialize)]
pub struct ChannelShape<'a> {
    id: ChannelId,
    kind: ChannelKind,
    name: &'a str,
}

/// The newest message of a conversation, as lists show it.
#[derive(Debug, Serialize)]
pub struct LastMessage<'a> {
    id: MessageId,
    author: &'a str,
    preview: &'a str,
}

/// The whole small record of a conversation.
#[derive(Debug, Serialize)]
pub struct ConversationShape<'a> {
    id: ConversationId,
    status: Status,
    customer: Named<'a, CustomerId>,
    channel: ChannelShape<'a>,
    queue: Named<'a, QueueId>,
    assignee: Option<Named<'a, AgentId>>,
    participants: Vec<Named<'a, AgentId>>,
    tags: &'a [String],
    priority: Priority,
    created_at: Timestamp,
    waiting_since: Option<Timestamp>,
    last_activity_at: Timestamp,
    last_message: Option<LastMessage<'a>>,
    delivered_id: MessageId,
    read_id: MessageId,
    survey: Survey,
    rating: Option<i64>,
    /// Why it is told; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause>,
    /// Customer messages the asking agent has not seen; absent in events, which everybody gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<i64>,
}

impl<'a> ConversationShape<'a> {
    /// The shape of a record as an event carries it.
    #[must_use]
    pub fn of_event(record: &'a Record) -> Self {
        let mut shape = Self::new(record);
        shape.cause = Some(record.cause);
        shape
    }

    /// The shape of a record in a list for one agent.
    #[must_use]
    pub fn of_list(record: &'a Record, unread: i64) -> Self {
        let mut shape = Self::new(record);
        shape.unread = Some(unread);
        shape
    }

    /// The shape of a record by itself.
    #[must_use]
    pub fn new(record: &'a Record) -> Self {
        Self {
            id: record.id,
            status: record.status,
            customer: Named {
                id: record.customer,
                name: &record.customer_name,
            },
            channel: ChannelShape {
                id: record.channel,
                kind: record.channel_kind,
                name: &record.channel_name,
            },
            queue: Named {
                id: record.queue,
                name: &record.queue_name,
            },
            assignee: record.agent.as_ref().map(|agent| Named {
                id: agent.id,
                name: &agent.name,
            }),
            participants: record
                .participants
                .iter()
                .map(|agent| Named {
                    id: agent.id,
                    name: &agent.name,
                })
                .collect(),
            tags: &record.tags,
            priority: record.priority,
            created_at: record.created_at,
            waiting_since: record.waiting_since,
            last_activity_at: record.last_activity_at,
            last_message: (record.last_message.0 > 0).then_some(LastMessage {
                id: record.last_message,
                author: &record.preview_author,
                preview: &record.preview,
            }),
            delivered_id: record.delivered,
            read_id: record.read,
            survey: record.survey,
            rating: record.rating,
            cause: None,
            unread: None,
        }
    }
}
