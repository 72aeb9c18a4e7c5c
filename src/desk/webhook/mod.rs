//! Addresses that are told of what happens here (O5): which events, in which order, signed so that they can be believed.
//!
//! Manner of names, headers and signatures: the Standard Webhooks specification,
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.

pub mod delivery;
pub mod edit;
pub mod log;
pub mod retry;

use crate::{
    base::{
        id::{EventId, WebhookId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row},
    stored_as_word,
};

/// What a webhook can be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Customer, agent or bot wrote something that both sides see.
    MessageCreated,
    /// Such a message was edited or taken back.
    MessageUpdated,
    /// A customer's first message put a chat into the wait list.
    ConversationCreated,
    /// An agent took it, or was given it.
    ConversationAssigned,
    /// Something else about it changed.
    ConversationUpdated,
    /// It ended.
    ConversationClosed,
    /// Its customer rated it.
    ConversationRated,
    /// A customer's name, contact, tags or fields changed.
    CustomerUpdated,
    /// An agent wrote something that the team alone sees.
    CommentCreated,
    /// A rule acted that names the webhook.
    RuleMatched,
    /// An admin tries it out.
    Ping,
}

stored_as_word!(Topic {
    MessageCreated = "message.created",
    MessageUpdated = "message.updated",
    ConversationCreated = "conversation.created",
    ConversationAssigned = "conversation.assigned",
    ConversationUpdated = "conversation.updated",
    ConversationClosed = "conversation.closed",
    ConversationRated = "conversation.rated",
    CustomerUpdated = "customer.updated",
    CommentCreated = "comment.created",
    RuleMatched = "rule.matched",
    Ping = "ping",
});

impl Topic {
    /// Those that can be chosen. Comments are the last, and nobody's who did not ask for them.
    pub const CHOICES: [Self; 9] = [
        Self::MessageCreated,
        Self::MessageUpdated,
        Self::ConversationCreated,
        Self::ConversationAssigned,
        Self::ConversationUpdated,
        Self::ConversationClosed,
        Self::ConversationRated,
        Self::CustomerUpdated,
        Self::CommentCreated,
    ];

    /// All that are ever sent.
    pub const ALL: [Self; 11] = [
        Self::MessageCreated,
        Self::MessageUpdated,
        Self::ConversationCreated,
        Self::ConversationAssigned,
        Self::ConversationUpdated,
        Self::ConversationClosed,
        Self::ConversationRated,
        Self::CustomerUpdated,
        Self::CommentCreated,
        Self::RuleMatched,
        Self::Ping,
    ];
}

/// An address that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// The team's name for it.
    pub name: String,
    /// Where it is posted to.
    pub url: String,
    /// Of what it is told, beside what rules send.
    pub topics: Vec<Topic>,
    /// How long an answer is waited for, in seconds.
    pub patience_s: u32,
    /// Everything up to this event is taken in.
    pub seen: EventId,
    /// Since when it is switched off.
    pub off_at: Option<Timestamp>,
    /// Whether that is because its receiver answered that it wants no more.
    pub is_gone: bool,
    /// Until when also the secret before the last signs.
    pub old_until: Option<Timestamp>,
}

impl Webhook {
    /// Whether it is told of this.
    #[must_use]
    pub fn wants(&self, topic: Topic) -> bool {
        self.topics.contains(&topic)
    }
}

/// Announced when a webhook was added or changed, or something is to be posted.
#[derive(Debug, Clone, Copy)]
pub struct Moved;

const COLUMNS: &str = "id, name, url, topics, patience_s, event_id, off_at, is_gone, old_until";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Webhook> {
    let topics: String = row.get(3)?;
    Ok(Webhook {
        id: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        topics: topics
            .split_whitespace()
            .filter_map(Topic::from_word)
            .collect(),
        patience_s: row.get(4)?,
        seen: row.get(5)?,
        off_at: row.get(6)?,
        is_gone: row.get(7)?,
        old_until: row.get(8)?,
    })
}

/// All of them, in the order in which they were added.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Webhook>, DbError> {
    let sql = format!("select {COLUMNS} from webhook order by id");
    reader.list(&sql, [], from_row)
}

/// Those that are switched on.
pub fn in_force(reader: &Reader<'_>) -> Result<Vec<Webhook>, DbError> {
    let sql = format!("select {COLUMNS} from webhook where off_at is null order by id");
    reader.list(&sql, [], from_row)
}

/// One of them.
pub fn by_id(reader: &Reader<'_>, id: WebhookId) -> Result<Option<Webhook>, DbError> {
    let sql = format!("select {COLUMNS} from webhook where id = ?1");
    reader.find(&sql, [id], from_row)
}

#[cfg(test)]
mod tests;
