//! WhatsApp's side of a number: what its customers do becomes calls for somebody to hand to the house; what the house
//! says is kept.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use serde_json::{Value, json};

pub use super::meta::Signed;
use super::{Call, Log, Manners, fields, meta};

/// Id of the number.
pub const NUMBER: &str = "106540352242922";

/// Id of the business that has the number.
pub const BUSINESS: &str = "102290129340398";

/// Somebody who uses the platform.
#[derive(Debug, Clone)]
pub struct User {
    /// Their number; empty: hidden.
    pub number: &'static str,
    /// The platform's own id for them; empty: none yet.
    pub id: &'static str,
    /// Name on their profile.
    pub name: &'static str,
}

/// What the house has said.
#[derive(Debug, Clone)]
pub struct Said {
    /// What the platform called it.
    pub id: String,
    /// The call as it came.
    pub body: Value,
    /// The file in it: its type and bytes.
    pub file: Option<(String, Bytes)>,
}

impl Said {
    /// Its words.
    #[must_use]
    pub fn text(&self) -> &str {
        let kind = self.body["type"].as_str().unwrap_or_default();
        let content = &self.body[kind];
        [
            &content["body"]["text"],
            &content["body"],
            &content["caption"],
        ]
        .into_iter()
        .find_map(Value::as_str)
        .unwrap_or_default()
    }

    /// The mark that comes back with its receipts.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.body["biz_opaque_callback_data"]
            .as_str()
            .unwrap_or_default()
    }
}

#[derive(Default)]
struct State {
    base: String,
    last: usize,
    files: HashMap<String, (String, Bytes)>,
    typed: Vec<String>,
    templates: Vec<Value>,
    asked: usize,
}

/// The platform, for one number.
pub struct WhatsApp {
    token: String,
    app_secret: String,
    state: Mutex<State>,
    /// What the house has said.
    pub said: Log<Said>,
}

impl WhatsApp {
    /// A platform on which one number has this token, and its app this secret.
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

    /// A user sends a message with these fields; its name is among them or given.
    pub fn send(&self, user: &User, content: &Value) -> Signed {
        self.send_at(user, content, now())
    }

    /// The same, at this second by the platform's clock.
    pub fn send_at(&self, user: &User, content: &Value, date: i64) -> Signed {
        let mut message = json!({ "id": self.name("IN"), "timestamp": date.to_string() });
        let mut contact = json!({ "profile": { "name": user.name } });
        if !user.number.is_empty() {
            message["from"] = user.number.into();
            contact["wa_id"] = user.number.into();
        }
        if !user.id.is_empty() {
            message["from_user_id"] = user.id.into();
            contact["user_id"] = user.id.into();
        }
        for (name, value) in content.as_object().into_iter().flatten() {
            message[name] = value.clone();
        }
        self.call(&json!({ "contacts": [contact], "messages": [message] }))
    }

    /// A user writes.
    pub fn write(&self, user: &User, text: &str) -> Signed {
        self.send(user, &json!({ "type": "text", "text": { "body": text } }))
    }

    /// Something became of a message to a user.
    pub fn status(&self, user: &User, status: &Value) -> Signed {
        let mut whole = json!({ "timestamp": now().to_string(), "recipient_id": user.number });
        for (name, value) in status.as_object().into_iter().flatten() {
            whole[name] = value.clone();
        }
        self.call(&json!({ "statuses": [whole] }))
    }

    /// A call with this value.
    #[must_use]
    pub fn call(&self, value: &Value) -> Signed {
        let mut whole = json!({ "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "15550001111", "phone_number_id": NUMBER } });
        for (name, value) in value.as_object().into_iter().flatten() {
            whole[name] = value.clone();
        }
        let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "WABA1",
            "changes": [{ "field": "messages", "value": whole }] }] });
        Signed::new(&self.app_secret, &body)
    }

    fn name(&self, way: &str) -> String {
        let mut state = self.state();
        state.last += 1;
        format!("wamid.{way}{}", state.last)
    }

    /// A template is approved, in the platform's own form, in place of one of the same name and language.
    pub fn approve(&self, template: Value) {
        let mut state = self.state();
        state.templates.retain(|known| !is_same(known, &template));
        state.templates.push(template);
    }

    /// How often the list of templates was asked for.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.state().asked
    }

    /// Two templates, from this one on.
    fn list(&self, query: &str) -> Value {
        let fields: HashMap<String, String> = serde_html_form::from_str(query).unwrap_or_default();
        let from = fields.get("after").and_then(|after| after.parse().ok());
        let from: usize = from.unwrap_or(0);
        let mut state = self.state();
        state.asked += 1;
        let page: Vec<&Value> = state.templates.iter().skip(from).take(2).collect();
        let mut told =
            json!({ "data": page, "paging": { "cursors": { "after": (from + 2).to_string() } } });
        if state.templates.len() > from + 2 {
            told["paging"]["next"] = "https://graph.facebook.com/more".into();
        }
        told
    }

    /// What is wrong with a template that is to be delivered.
    fn misfit(&self, sent: &Value) -> Option<&'static str> {
        let mut wanted = sent.clone();
        wanted["language"] = sent["language"]["code"].clone();
        let state = self.state();
        let Some(known) = state.templates.iter().find(|known| is_same(known, &wanted)) else {
            return Some("132001 Template name does not exist in the translation");
        };
        let parts = known["components"].as_array();
        let blanks: usize = parts.into_iter().flatten().map(blanks).sum();
        let parts = sent["components"].as_array();
        let filled: usize = parts
            .into_iter()
            .flatten()
            .filter_map(|part| part["parameters"].as_array())
            .map(Vec::len)
            .sum();
        (blanks != filled)
            .then_some("132000 Number of parameters does not match the expected number of params")
    }

    /// Keeps a file, and answers the id under which a message tells of it.
    pub fn keep(&self, media_type: &str, bytes: Bytes) -> String {
        let mut state = self.state();
        let id = format!("media{}", state.files.len() + 1);
        state
            .files
            .insert(id.clone(), (media_type.to_owned(), bytes));
        id
    }

    /// Under which messages it was shown that somebody types.
    #[must_use]
    pub fn typed(&self) -> Vec<String> {
        self.state().typed.clone()
    }

    fn take(&self, body: Value) -> Response<Bytes> {
        if body["status"] == "read" {
            let id = body["message_id"].as_str().unwrap_or_default();
            self.state().typed.push(id.to_owned());
            return done(&json!({ "success": true }));
        }
        let kind = body["type"].as_str().unwrap_or_default().to_owned();
        let length = body["text"]["body"]
            .as_str()
            .map_or(0, |text| text.chars().count());
        if kind == "template"
            && let Some(words) = self.misfit(&body["template"])
        {
            return self.refusal(StatusCode::BAD_REQUEST, words, None);
        }
        if body[&kind].is_null() || length > 4096 {
            return self.refusal(
                StatusCode::BAD_REQUEST,
                "131009 Parameter value is not valid",
                None,
            );
        }
        let id = self.name("OUT");
        let file = [&body[&kind]["id"], &body[&kind]["header"]["image"]["id"]]
            .into_iter()
            .find_map(Value::as_str)
            .and_then(|id| self.state().files.get(id).cloned());
        self.said.push(Said {
            id: id.clone(),
            body,
            file,
        });
        done(
            &json!({ "messaging_product": "whatsapp", "messages": [{ "id": id, "message_status": "accepted" }] }),
        )
    }
}

fn is_same(one: &Value, other: &Value) -> bool {
    one["name"] == other["name"] && one["language"] == other["language"]
}

/// How many blanks a part of a template has.
fn blanks(part: &Value) -> usize {
    let links = part["buttons"].as_array().into_iter().flatten();
    let texts = [&part["text"]]
        .into_iter()
        .chain(links.map(|button| &button["url"]));
    texts
        .filter_map(Value::as_str)
        .map(|text| text.matches("{{").count())
        .sum()
}

fn now() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |now| now.as_secs() as i64)
}

fn done(body: &Value) -> Response<Bytes> {
    super::json(StatusCode::OK, body)
}

impl Manners for WhatsApp {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        // A file is fetched with the token, and no proof.
        if let Some(id) = call.path.strip_prefix("/cdn/") {
            let found = self.state().files.get(id).cloned();
            return match found {
                Some((_, bytes)) if call.authorization == format!("Bearer {}", self.token) => {
                    Response::new(bytes)
                }
                _ => self.refusal(StatusCode::NOT_FOUND, "100 no such file", None),
            };
        }
        let Some((path, query)) = meta::parted(&call, &self.token, &self.app_secret) else {
            let words = "190 Invalid OAuth access token";
            return self.refusal(StatusCode::UNAUTHORIZED, words, None);
        };
        let at_number = path.strip_prefix(NUMBER).map(|rest| rest.trim_matches('/'));
        match (&call.method, at_number) {
            (&Method::GET, Some("")) => done(&json!({
                "id": NUMBER, "display_phone_number": "+1 555-000-1111", "verified_name": "Kettle",
            })),
            (&Method::POST, Some("media")) => {
                let form = fields(&call.media_type, &call.body);
                let of = |name: &str| form.iter().find(|field| field.name == name);
                match (of("type"), of("file")) {
                    (Some(kind), Some(file)) => {
                        let kind = String::from_utf8_lossy(&kind.bytes).into_owned();
                        done(&json!({ "id": self.keep(&kind, file.bytes.clone()) }))
                    }
                    _ => self.refusal(StatusCode::BAD_REQUEST, "100 file is missing", None),
                }
            }
            (&Method::POST, Some("messages")) => self.take(call.json()),
            (&Method::GET, None) if path == format!("{BUSINESS}/message_templates") => {
                done(&self.list(query))
            }
            (&Method::GET, None) => {
                let state = self.state();
                match state.files.get(path) {
                    Some((kind, bytes)) => done(&json!({
                        "url": format!("{}/cdn/{path}", state.base), "mime_type": kind, "file_size": bytes.len(),
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
        meta::refusal(status, words, 130_429, retry_after)
    }
}
