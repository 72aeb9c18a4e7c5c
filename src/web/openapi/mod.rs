//! `GET /openapi.json`: the API described to programs, <https://spec.openapis.org/oas/v3.1.0>.
//!
//! Paths and who may use them come from the router's own table; what the table cannot know stands in
//! `operations`, and the shapes of bodies in `shapes`. A test holds all three together, and holds
//! what the house answers against the shapes.

mod operations;
mod shapes;
mod webhooks;

use std::sync::OnceLock;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value, json};

use self::operations::{OPERATIONS, Operation};
use super::{
    answer::{Reply, content},
    request::Ask,
    router::{self, Route, anybody, get},
};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/openapi.json", anybody(serve))]
}

async fn serve(_ask: Ask) -> Reply {
    static TEXT: OnceLock<Bytes> = OnceLock::new();
    let text = TEXT.get_or_init(|| document().to_string().into());
    Ok(content(StatusCode::OK, "application/json", text.clone()))
}

/// Whether a path belongs to the API.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || matches!(path, "/healthz" | "/readyz" | "/openapi.json")
}

/// How many operations are described.
#[must_use]
pub fn described() -> usize {
    OPERATIONS.len()
}

/// The whole document.
#[must_use]
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in router::routes() {
        let name = format!("{} {}", route.method, route.path);
        let Some(described) = OPERATIONS.iter().find(|known| known.route == name) else {
            continue;
        };
        let method = route.method.as_str().to_lowercase();
        paths.entry(route.path).or_insert_with(|| json!({}))[method] = operation(&route, described);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Shopbell",
            "version": "1",
            "description": "Visitors, agents and streams of one help desk. Times are milliseconds since \
                1970-01-01 UTC. An answer of 2xx to a message means that it is on the disk. Unknown \
                fields are ignored.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "webhooks": webhooks::all(),
        "components": {
            "schemas": shapes::all(),
            "responses": responses(),
            "securitySchemes": security_schemes(),
        },
    })
}

fn operation(route: &Route, described: &Operation) -> Value {
    let who = route.handler.who();
    let mut shown = json!({
        "summary": described.summary,
        "operationId": operation_id(described.route),
        "responses": answers(route, described),
    });
    let parameters = parameters(route.path, described);
    if !parameters.is_empty() {
        shown["parameters"] = parameters.into();
    }
    if !described.body.is_empty() {
        shown["requestBody"] = json!({ "required": true, "content": media(described.body) });
    }
    shown["security"] = match who {
        "anybody" => json!([]),
        "visitor" => json!([{ "visitorToken": [] }]),
        "visitor or ticket" => json!([{ "visitorToken": [] }, { "visitorTicket": [] }]),
        _ => json!([{ "agentToken": [] }, { "agentCookie": [] }]),
    };
    shown
}

/// `POST /api/v1/visitor/messages` is `post_visitor_messages`.
fn operation_id(route: &str) -> String {
    let words: Vec<_> = route
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "api" | "v1"))
        .collect();
    words.join("_").to_lowercase()
}

fn parameters(path: &str, described: &Operation) -> Vec<Value> {
    let places = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next());
    let places = places.map(|name| {
        let base = if name == "id" && !path.contains("files") {
            "id"
        } else {
            "string"
        };
        json!({ "name": name, "in": "path", "required": true, "schema": shapes::schema(base) })
    });
    let given = |place: &'static str, list: &'static str| {
        shapes::fields(list).map(move |field| {
            json!({ "name": field.name, "in": place, "required": !field.may_be_absent,
                "schema": shapes::schema(field.kind) })
        })
    };
    places
        .chain(given("query", described.query))
        .chain(given("header", described.headers))
        .collect()
}

fn answers(route: &Route, described: &Operation) -> Value {
    let mut answers = json!({});
    for answer in described.answers.split(", ") {
        let (status, shape) = answer.split_once(' ').unwrap_or((answer, ""));
        let mut shown = json!({ "description": if status == "201" { "Stored" } else { "Done" } });
        if !shape.is_empty() {
            shown["content"] = media(shape);
        }
        answers[status] = shown;
    }
    let who = route.handler.who();
    let refusals: &[(&str, bool)] = &[
        (
            "400",
            !described.body.is_empty() || !described.query.is_empty(),
        ),
        ("401", who != "anybody"),
        ("403", matches!(who, "agent" | "supervisor" | "admin")),
        ("404", route.path.contains('{')),
        ("413", !described.body.is_empty()),
        // Whoever shows many tokens that nobody has.
        ("429", matches!(who, "visitor" | "visitor or ticket")),
    ];
    let by_rule = refusals
        .iter()
        .filter(|(_, is_so)| *is_so)
        .map(|(status, _)| *status);
    for status in by_rule.chain(described.refusals.split_whitespace()) {
        answers[status] = json!({ "$ref": format!("#/components/responses/{}", name_of(status)) });
    }
    answers["default"] = json!({ "$ref": "#/components/responses/Refused" });
    answers
}

const STREAM: &str = "Server-Sent Events. What is kept has an id and comes again after Last-Event-ID: \
    message, revision (a message that was edited or taken back, as it stands now), conversation, receipt, and for agents \
    comment, struck, customer, page, note, agent, queue, channel, content, outgoing, invite, house. \
    typing, watched, line, presence, reset and lagged are told once. line tells a visitor who waits where they stand \
    now, at most once a second.";

/// A body: JSON of a shape, a stream, or bytes.
fn media(shape: &str) -> Value {
    match shape {
        "stream" => {
            json!({ "text/event-stream": { "schema": { "type": "string", "description": STREAM } } })
        }
        "bytes" => json!({ "*/*": { "schema": { "type": "string", "format": "binary" } } }),
        shape => json!({ "application/json": { "schema": shapes::schema(shape) } }),
    }
}

/// What a status means here, by the name of its component.
const REFUSALS: [(&str, &str, &str); 11] = [
    (
        "400",
        "BadRequest",
        "The body is not the JSON asked for, or a value in it cannot be taken",
    ),
    (
        "401",
        "Unknown",
        "The token is missing, unknown, ended or revoked",
    ),
    ("403", "NotAllowed", "The token is good, but not for this"),
    (
        "404",
        "NotFound",
        "There is no such thing, or it is not yours",
    ),
    (
        "409",
        "Conflict",
        "Somebody else has it, it is closed, its reply window is closed (`window-closed`, with the reason and \
            the last message of the customer's in the detail), its customer has withdrawn their consent \
            (`consent-withdrawn`), or the key was used for something else",
    ),
    ("413", "TooLarge", "The body is over the limit"),
    ("415", "NotTaken", "Files of this kind are not taken"),
    ("416", "BeyondEnd", "The file ends before the range"),
    (
        "428",
        "PasswordFirst",
        "Nobody has typed a password in this session for ten minutes",
    ),
    ("429", "TooFast", "Too fast"),
    (
        "503",
        "Unavailable",
        "Stopping, busy, or the storage refuses writes: repeat the same request",
    ),
];

fn name_of(status: &str) -> &'static str {
    REFUSALS
        .iter()
        .find(|(known, ..)| *known == status)
        .map_or("Refused", |(_, name, _)| name)
}

fn responses() -> Value {
    let mut responses = json!({
        "Refused": { "description": "Any other refusal", "content": media("Error") },
    });
    for (status, name, meaning) in REFUSALS {
        responses[name] = json!({ "description": meaning, "content": media("Error") });
        if matches!(status, "429" | "503") {
            responses[name]["headers"] = json!({ "Retry-After": {
                "description": "Seconds to wait", "schema": { "type": "integer" } } });
        }
    }
    responses
}

fn security_schemes() -> Value {
    json!({
        "visitorToken": { "type": "http", "scheme": "bearer",
            "description": "The token that starting a session answered" },
        "visitorTicket": { "type": "apiKey", "in": "query", "name": "ticket",
            "description": "For clients that can send no header: one use, valid for 60 seconds" },
        "agentToken": { "type": "http", "scheme": "bearer",
            "description": "The token that signing in answered, or an API key, which may do what its scopes say" },
        "agentCookie": { "type": "apiKey", "in": "cookie", "name": "shopbell",
            "description": "The console's session; over HTTPS its name is __Host-shopbell" },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{channel::ChannelKind, event::Kind};

    #[test]
    fn every_sort_of_channel_and_of_event_is_named() {
        let document = document();
        let channel = &document["components"]["schemas"]["Channel"]["properties"]["kind"]["enum"];
        for kind in [
            ChannelKind::WebChat,
            ChannelKind::Telegram,
            ChannelKind::Vk,
            ChannelKind::Sms,
            ChannelKind::Custom,
            ChannelKind::WhatsApp,
            ChannelKind::Messenger,
            ChannelKind::WeChat,
            ChannelKind::MiniProgram,
            ChannelKind::Email,
        ] {
            let named = channel.as_array().unwrap();
            assert!(named.contains(&json!(kind.word())), "{kind:?}");
        }
        let words = STREAM.split(|c: char| !c.is_ascii_alphabetic());
        let named: Vec<&str> = words.collect();
        for kind in [
            Kind::Message,
            Kind::Revision,
            Kind::Conversation,
            Kind::Receipt,
            Kind::Comment,
            Kind::Struck,
            Kind::Customer,
            Kind::Page,
            Kind::Note,
            Kind::Agent,
            Kind::Queue,
            Kind::Channel,
            Kind::Content,
            Kind::Outgoing,
            Kind::Invite,
            Kind::House,
        ] {
            assert!(named.contains(&kind.word()), "{kind:?}");
        }
    }
}
