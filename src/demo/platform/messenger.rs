//! Messenger's side of a page: what people write becomes calls for somebody to hand to the house, and conversations
//! that the house can ask for; what the house says is kept.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use serde_json::{Value, json};

pub use super::meta::Signed;
use super::{Call, Log, Manners, fields, meta};
use crate::base::time::Timestamp;

/// Id of the page.
pub const PAGE: &str = "104958162837";

/// Somebody who writes to the page.
#[derive(Debug, Clone)]
pub struct User {
    /// The page's id for them.
    pub id: &'static str,
    /// Their name.
    pub name: &'static str,
}

/// What the house has said.
#[derive(Debug, Clone)]
pub struct Said {
    /// What the platform called it.
    pub id: String,
    /// The call as it came.
    pub body: Value,
    /// The file that came along: its name and bytes.
    pub file: Option<(String, Bytes)>,
}

impl Said {
    /// Its words.
    #[must_use]
    pub fn text(&self) -> &str {
        self.body["message"]["text"].as_str().unwrap_or_default()
    }
}

#[derive(Default)]
struct State {
    base: String,
    last: usize,
    files: HashMap<String, Bytes>,
    /// Messages of each conversation, newest first.
    conversations: HashMap<String, Vec<Value>>,
    names: HashMap<String, String>,
    faces: HashMap<String, String>,
    typed: usize,
    asked: usize,
}

/// The platform, for one page.
pub struct Messenger {
    token: String,
    app_secret: String,
    state: Mutex<State>,
    /// What the house has said.
    pub said: Log<Said>,
}

impl Messenger {
    /// A platform on which one page has this token, and its app this secret.
    #[must_use]
    pub fn new(token: &str, app_secret: &str) -> Self {
        Self {
            token: token.to_owned(),
            app_secret: app_secret.to_owned(),
            state: Mutex::default(),
            said: Log::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Under which address its files are.
    pub fn is_at(&self, base: &str) {
        self.state().base = base.to_owned();
    }

    /// A user sends a message with these fields at this instant; answers the call that tells of it.
    pub fn send(&self, user: &User, content: &Value, at: Timestamp) -> Signed {
        let mid = self.name();
        let text = content["text"].as_str().unwrap_or_default();
        self.note(user, &mid, text, at, true);
        let mut message = json!({ "mid": mid });
        for (name, value) in content.as_object().into_iter().flatten() {
            message[name] = value.clone();
        }
        self.event(user, &json!({ "message": message, "timestamp": at.0 }))
    }

    /// Something else happens with a user.
    pub fn event(&self, user: &User, content: &Value) -> Signed {
        let mut event =
            json!({ "sender": { "id": user.id }, "recipient": { "id": PAGE }, "timestamp": 1 });
        for (name, value) in content.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        let body =
            json!({ "object": "page", "entry": [{ "id": PAGE, "time": 1, "messaging": [event] }] });
        Signed::new(&self.app_secret, &body)
    }

    /// Tells the house of what it has said to a user.
    pub fn echo(&self, user: &User, said: &Said) -> Signed {
        let message = &said.body["message"];
        self.event(
            user,
            &json!({
                "sender": { "id": PAGE }, "recipient": { "id": user.id },
                "message": {
                    "mid": said.id, "is_echo": true, "text": said.text(), "metadata": message["metadata"],
                },
            }),
        )
    }

    /// A colleague answers a user in the page's own inbox.
    pub fn answer_there(&self, user: &User, text: &str, at: Timestamp) {
        let mid = self.name();
        self.note(user, &mid, text, at, false);
    }

    /// What the house said stands in the conversation as well, since this instant.
    pub fn shows(&self, user: &User, said: &Said, at: Timestamp) {
        self.note(user, &said.id, said.text(), at, false);
    }

    fn note(&self, user: &User, mid: &str, text: &str, at: Timestamp, is_theirs: bool) {
        let (they, we) = (
            json!({ "id": user.id, "name": user.name }),
            json!({ "id": PAGE, "name": "Kettle" }),
        );
        let (from, to) = if is_theirs { (they, we) } else { (we, they) };
        let message = json!({ "id": mid, "created_time": written(at), "message": text, "from": from,
            "to": { "data": [to] } });
        let mut state = self.state();
        state.names.insert(user.id.to_owned(), user.name.to_owned());
        state
            .conversations
            .entry(user.id.to_owned())
            .or_default()
            .insert(0, message);
    }

    fn name(&self) -> String {
        let mut state = self.state();
        state.last += 1;
        format!("m_{}", state.last)
    }

    /// A user shows the file at this address as their picture.
    pub fn shows_face(&self, user: &User, address: &str) {
        let mut state = self.state();
        state.faces.insert(user.id.to_owned(), address.to_owned());
    }

    /// Keeps a file, and answers its address.
    pub fn keep(&self, name: &str, bytes: Bytes) -> String {
        let mut state = self.state();
        state.files.insert(name.to_owned(), bytes);
        format!("{}/cdn/{name}?oh=1", state.base)
    }

    /// How often it was shown that somebody types, and how often the list of conversations was asked for.
    #[must_use]
    pub fn signs(&self) -> (usize, usize) {
        let state = self.state();
        (state.typed, state.asked)
    }

    fn list(&self) -> Value {
        let mut state = self.state();
        state.asked += 1;
        let mut all: Vec<(String, Value)> = state
            .conversations
            .iter()
            .map(|(id, messages)| {
                let updated = messages[0]["created_time"].as_str().unwrap_or_default().to_owned();
                let newest: Vec<&Value> = messages.iter().take(10).collect();
                let name = state.names.get(id);
                let conversation = json!({ "id": format!("t_{id}"), "updated_time": updated, "unread_count": 1,
                    "participants": { "data": [{ "id": id, "name": name }, { "id": PAGE }] },
                    "messages": { "data": newest } });
                (updated, conversation)
            })
            .collect();
        all.sort_by(|one, other| other.0.cmp(&one.0));
        let data: Vec<Value> = all
            .into_iter()
            .map(|(_, conversation)| conversation)
            .collect();
        json!({ "data": data, "paging": { "cursors": { "after": "QVFI" } } })
    }

    fn take(&self, body: Value, file: Option<(String, Bytes)>) -> Response<Bytes> {
        if body["sender_action"].is_string() {
            self.state().typed += 1;
            return done(&json!({ "recipient_id": body["recipient"]["id"] }));
        }
        let message = &body["message"];
        let length = message["text"]
            .as_str()
            .map_or(0, |text| text.chars().count());
        let has_content = message["text"].is_string() != message["attachment"].is_object();
        if !has_content || length > 2000 {
            return self.refusal(StatusCode::BAD_REQUEST, "100 Invalid parameter", None);
        }
        let id = self.name();
        let to = body["recipient"]["id"].clone();
        self.said.push(Said {
            id: id.clone(),
            body,
            file,
        });
        done(&json!({ "recipient_id": to, "message_id": id }))
    }
}

/// As the platform writes instants.
fn written(at: Timestamp) -> String {
    at.rfc3339().replace('Z', "+0000")
}

fn done(body: &Value) -> Response<Bytes> {
    super::json(StatusCode::OK, body)
}

impl Manners for Messenger {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        if let Some(name) = call.path.strip_prefix("/cdn/") {
            let name = name.split('?').next().unwrap_or_default();
            return match self.state().files.get(name) {
                // Whoever has the address has the file; nobody's token belongs there.
                Some(bytes) if call.authorization.is_empty() => Response::new(bytes.clone()),
                _ => meta::refusal(StatusCode::FORBIDDEN, "100 URL signature expired", 0, None),
            };
        }
        let Some((path, _)) = meta::parted(&call, &self.token, &self.app_secret) else {
            let words = "190/463 Error validating access token";
            return self.refusal(StatusCode::BAD_REQUEST, words, None);
        };
        let at_page = path.strip_prefix(PAGE).map(|rest| rest.trim_matches('/'));
        match (&call.method, at_page) {
            (&Method::GET, Some("")) => done(&json!({ "id": PAGE, "name": "Kettle & Co" })),
            (&Method::POST, Some("subscribed_apps")) => done(&json!({ "success": true })),
            (&Method::GET, Some("conversations")) => done(&self.list()),
            (&Method::POST, Some("messages")) => {
                let form = fields(&call.media_type, &call.body);
                if form.is_empty() {
                    return self.take(call.json(), None);
                }
                let mut body = json!({});
                for field in form.iter().filter(|field| field.file_name.is_none()) {
                    let words = String::from_utf8_lossy(&field.bytes).into_owned();
                    body[&field.name] =
                        serde_json::from_str(&words).unwrap_or(Value::String(words));
                }
                let file = form
                    .iter()
                    .find_map(|field| Some((field.file_name.clone()?, field.bytes.clone())));
                self.take(body, file)
            }
            (&Method::GET, None) => {
                let state = self.state();
                if let Some(id) = path
                    .strip_prefix("t_")
                    .and_then(|rest| rest.strip_suffix("/messages"))
                {
                    let messages: Vec<&Value> = state
                        .conversations
                        .get(id)
                        .into_iter()
                        .flatten()
                        .take(20)
                        .collect();
                    return done(&json!({ "data": messages }));
                }
                match state.names.get(path) {
                    Some(name) => done(&json!({
                        "id": path, "name": name, "profile_pic": state.faces.get(path),
                    })),
                    None => {
                        meta::refusal(StatusCode::BAD_REQUEST, "100/33 no such object", 0, None)
                    }
                }
            }
            _ => self.refusal(StatusCode::BAD_REQUEST, "100/33 Unsupported request", None),
        }
    }

    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        meta::refusal(status, words, 613, retry_after)
    }
}
