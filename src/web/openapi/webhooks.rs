//! What webhooks are posted, for whoever writes a receiver.

use serde_json::{Map, Value, json};

use super::shapes;
use crate::desk::webhook::Topic;

/// Every post by its name.
pub(super) fn all() -> Value {
    let all: Map<String, Value> = Topic::ALL
        .into_iter()
        .map(|topic| (topic.word().to_owned(), json!({ "post": post(topic) })))
        .collect();
    all.into()
}

/// What is told, and the shape of its data.
fn told(topic: Topic) -> (&'static str, &'static str) {
    match topic {
        Topic::MessageCreated => ("Customer, agent or bot wrote a message", "Message"),
        Topic::MessageUpdated => (
            "A message was edited or taken back; told as it stands now",
            "Message",
        ),
        Topic::ConversationCreated => (
            "A customer's first message put a chat into the wait list",
            "Conversation",
        ),
        Topic::ConversationAssigned => ("An agent took a chat, or was given it", "Conversation"),
        Topic::ConversationUpdated => ("Something else about a chat changed", "Conversation"),
        Topic::ConversationClosed => ("A chat ended", "Conversation"),
        Topic::ConversationRated => ("A customer rated a chat", "Conversation"),
        Topic::CustomerUpdated => (
            "A customer's name, contact, tags or fields changed",
            "Customer",
        ),
        Topic::CommentCreated => (
            "An agent wrote a comment, for the team alone; sent only where it is asked for",
            "Message",
        ),
        Topic::RuleMatched => ("A rule acted that names the webhook", "RuleMatched"),
        Topic::Ping => ("An admin tries the webhook out", "Pinged"),
    }
}

fn post(topic: Topic) -> Value {
    let (summary, data) = told(topic);
    let name = topic.word();
    let mut required = vec!["type", "timestamp", "data"];
    if topic != Topic::Ping {
        required.push("event_id");
    }
    json!({
        "summary": summary,
        "operationId": format!("on_{}", name.replace('.', "_")),
        "security": [],
        "parameters": headers(),
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
            "type": "object",
            "required": required,
            "properties": {
                "type": { "type": "string", "enum": [name] },
                "timestamp": { "type": "string", "format": "date-time", "description": "When it happened" },
                "event_id": { "type": "integer", "format": "int64",
                    "description": "Orders everything that happens in the house" },
                "data": shapes::schema(data),
            },
        } } } },
        "responses": {
            "2XX": { "description": "Taken. Anything else is tried again for three days, within a chat in order" },
            "410": { "description": "Never again: the webhook is switched off" },
            "429": { "description": "Later: Retry-After, in seconds, is honoured" },
        },
    })
}

fn headers() -> Value {
    let header = |name: &str, meaning: &str| {
        json!({ "name": name, "in": "header", "required": true, "description": meaning,
            "schema": { "type": "string" } })
    };
    json!([
        header(
            "webhook-id",
            "The same at every try: a repeat is known by it"
        ),
        header(
            "webhook-timestamp",
            "When this try was signed, in seconds since 1970-01-01 UTC"
        ),
        header(
            "webhook-signature",
            "v1, and the base64 of the HMAC-SHA256 of id.timestamp.body under the secret's bytes (base64 behind whsec_); \
                two of them, divided by a space, for a day after a new secret was made"
        ),
    ])
}
