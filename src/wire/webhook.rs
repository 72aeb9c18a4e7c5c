//! What webhooks are posted: one envelope around the shapes that agents' programs are sent.

use serde::Serialize;

use super::agent::ConversationShape;
use crate::{
    base::{
        id::{EventId, RuleId},
        time::Timestamp,
    },
    desk::webhook::Topic,
};

/// A post's body: `{"type":"message.created","timestamp":"2026-11-21T14:02:00Z","event_id":4711,"data":{…}}`.
#[derive(Debug, Serialize)]
pub struct Envelope<T> {
    r#type: Topic,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_id: Option<EventId>,
    data: T,
}

impl<T: Serialize> Envelope<T> {
    /// Around what happened at an instant.
    pub fn new(topic: Topic, at: Timestamp, event: Option<EventId>, data: T) -> Self {
        Self {
            r#type: topic,
            timestamp: at.rfc3339(),
            event_id: event,
            data,
        }
    }

    /// As it is posted.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("our own shapes are plain data")
    }
}

/// What a test carries.
#[derive(Debug, Serialize)]
pub struct PingShape<'a> {
    /// The webhook's name.
    pub name: &'a str,
}

/// A rule that has acted, and on what.
#[derive(Debug, Serialize)]
pub struct RuleShape<'a> {
    /// The rule.
    pub rule: NamedRule<'a>,
    /// The chat, as it stands now.
    pub conversation: ConversationShape<'a>,
}

/// A rule with its name.
#[derive(Debug, Serialize)]
pub struct NamedRule<'a> {
    /// Its id.
    pub id: RuleId,
    /// The team's name for it.
    pub name: &'a str,
}
