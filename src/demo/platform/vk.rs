//! A community's side of VK: what happens is numbered and can be read again from any place; what the community says
//! is kept, and recognised when it is said twice.

mod amended;

use std::{
    collections::HashMap,
    io,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Notify;

use self::amended::attached;
use super::{Call, Log, Manners, Platform, fields};

/// The number of the community.
pub const COMMUNITY: i64 = 42;

/// Somebody who uses the platform.
#[derive(Debug, Clone)]
pub struct User {
    /// Their number.
    pub id: i64,
    /// The number that the platform has for their language.
    pub lang_id: i64,
}

/// What the community has said.
#[derive(Debug, Clone)]
pub struct Said {
    /// To whom.
    pub to: i64,
    /// Within the dialog.
    pub number: i64,
    /// Its fields.
    pub fields: HashMap<String, String>,
}

impl Said {
    /// Its words.
    #[must_use]
    pub fn text(&self) -> &str {
        self.field("message")
    }

    /// One of its fields; empty when it has none.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

#[derive(Default)]
struct State {
    /// Each one's place is its number from 1 on.
    updates: Vec<Value>,
    /// Up to here they are forgotten.
    forgotten: usize,
    /// Messages of a dialog, oldest first.
    dialogs: HashMap<i64, Vec<Value>>,
    /// What was said under a mark.
    marks: HashMap<(i64, String), Value>,
    files: HashMap<String, Bytes>,
    names: HashMap<i64, String>,
    faces: HashMap<i64, String>,
    calls: HashMap<String, usize>,
    key: usize,
}

/// The platform, for one community.
pub struct Vk {
    token: String,
    base: OnceLock<String>,
    state: Mutex<State>,
    news: Notify,
    /// What the community has said.
    pub said: Log<Said>,
}

/// A platform on which one community has this token, on a free port or on this one.
pub async fn open(token: &str, port: u16) -> io::Result<Platform<Vk>> {
    let vk = Vk {
        token: token.to_owned(),
        base: OnceLock::new(),
        state: Mutex::default(),
        news: Notify::new(),
        said: Log::default(),
    };
    let platform = Platform::open(vk, port).await?;
    let _ = platform.manners.base.set(platform.base());
    Ok(platform)
}

impl Vk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn base(&self) -> &str {
        self.base.get().map_or("", String::as_str)
    }

    /// A user is called so from now on.
    pub fn is_called(&self, id: i64, name: &str) {
        self.state().names.insert(id, name.to_owned());
    }

    /// A user shows the file at this address as their picture.
    pub fn shows(&self, id: i64, address: &str) {
        self.state().faces.insert(id, address.to_owned());
    }

    /// A user writes words; answers the number within the dialog.
    pub fn write(&self, user: &User, text: &str) -> i64 {
        self.send(user, json!({ "text": text }))
    }

    /// A user sends a message with these fields.
    pub fn send(&self, user: &User, content: Value) -> i64 {
        let message = self.keep(user.id, user.id, content);
        let device = json!({ "lang_id": user.lang_id, "keyboard": true, "inline_keyboard": true });
        let number = message["conversation_message_id"].as_i64().unwrap_or(0);
        let object = json!({ "message": message, "client_info": device });
        self.update("message_new", object);
        number
    }

    /// A user writes, and the platform forgets to tell.
    pub fn write_untold(&self, user: &User, text: &str) {
        self.keep(user.id, user.id, json!({ "text": text }));
    }

    /// A user writes so much that the platform cuts it short when it tells.
    pub fn write_cropped(&self, user: &User, text: &str) {
        let mut message = self.keep(user.id, user.id, json!({ "text": text }));
        message["text"] = "…".into();
        message["is_cropped"] = true.into();
        self.update("message_new", json!({ "message": message }));
    }

    /// A user changes what they had written.
    pub fn edit(&self, user: &User, number: i64, text: &str) {
        let changed = {
            let mut state = self.state();
            let dialog = state.dialogs.entry(user.id).or_default();
            let found = dialog
                .iter_mut()
                .find(|message| message["conversation_message_id"] == number);
            found.map(|message| {
                message["text"] = text.into();
                message["update_time"] = now().into();
                message.clone()
            })
        };
        if let Some(changed) = changed {
            self.update("message_edit", changed);
        }
    }

    /// A colleague answers on the platform itself.
    pub fn answer_there(&self, user: &User, text: &str) {
        let content =
            json!({ "text": text, "out": 1, "admin_author_id": 1, "random_id": 1_894_271 });
        let message = self.keep(user.id, -COMMUNITY, content);
        self.update("message_reply", message);
    }

    /// A user reads everything up to this number.
    pub fn read(&self, user: &User, number: i64) {
        let read = json!({
            "from_id": user.id, "peer_id": user.id, "read_message_id": 1, "conversation_message_id": number,
        });
        self.update("message_read", read);
    }

    /// A user presses a button that came with this payload.
    pub fn press(&self, user: &User, payload: &str) {
        let payload: Value = serde_json::from_str(payload).unwrap_or_default();
        let pressed = json!({
            "user_id": user.id, "peer_id": user.id, "event_id": "press-1", "payload": payload,
        });
        self.update("message_event", pressed);
    }

    /// Something happens, in the platform's own form.
    pub fn update(&self, kind: &str, object: Value) {
        {
            let mut state = self.state();
            let event = format!("{:040x}", state.updates.len());
            state.updates.push(json!({
                "type": kind, "event_id": event, "v": "5.199", "group_id": COMMUNITY, "object": object,
            }));
        }
        self.news.notify_waiters();
    }

    /// Tells what happened once more, all of it, as if for the first time.
    pub fn repeat_all(&self) {
        {
            let mut state = self.state();
            let again = state.updates.clone();
            state.updates.extend(again);
        }
        self.news.notify_waiters();
    }

    /// Forgets what has not been asked for yet: whoever asks for it is told that it is gone.
    pub fn forget(&self) {
        {
            let mut state = self.state();
            state.updates.push(Value::Null);
            state.forgotten = state.updates.len();
        }
        self.news.notify_waiters();
    }

    /// The key that was given no longer opens.
    pub fn change_key(&self) {
        self.state().key += 1;
        self.news.notify_waiters();
    }

    /// Keeps a file, and answers its address.
    pub fn store(&self, name: &str, bytes: Bytes) -> String {
        let mut state = self.state();
        let path = format!("/file/{}/{name}", state.files.len() + 1);
        state.files.insert(path.clone(), bytes);
        format!("{}{path}", self.base())
    }

    /// How often a method was called.
    #[must_use]
    pub fn calls(&self, method: &str) -> usize {
        self.state().calls.get(method).copied().unwrap_or(0)
    }

    /// The bytes of a file that a message points to.
    #[must_use]
    pub fn uploaded(&self, attachment: &str) -> Option<Bytes> {
        self.state().files.get(attachment).cloned()
    }

    /// Puts a message into a dialog.
    fn keep(&self, peer: i64, from: i64, content: Value) -> Value {
        let mut state = self.state();
        let id = 900 + state.dialogs.values().map(Vec::len).sum::<usize>();
        let dialog = state.dialogs.entry(peer).or_default();
        let mut message = json!({
            "id": id, "date": now(), "peer_id": peer, "from_id": from, "text": "", "out": 0,
            "conversation_message_id": dialog.len() + 15, "random_id": 0,
        });
        if let (Some(message), Value::Object(content)) = (message.as_object_mut(), content) {
            message.extend(content);
        }
        dialog.push(message.clone());
        message
    }

    async fn poll(&self, query: &HashMap<String, String>) -> Value {
        let field = |name: &str| query.get(name).map_or("", String::as_str);
        let from: usize = field("ts").parse().unwrap_or(0);
        let wait = Duration::from_secs(field("wait").parse().unwrap_or(0));
        let until = tokio::time::Instant::now() + wait;
        loop {
            let news = self.news.notified();
            {
                let state = self.state();
                let ts = state.updates.len();
                if field("key") != format!("key-{}", state.key) {
                    return json!({ "failed": 2 });
                }
                if from < state.forgotten {
                    return json!({ "failed": 1, "ts": ts });
                }
                if ts > from {
                    return json!({ "ts": ts.to_string(), "updates": &state.updates[from..] });
                }
            }
            if tokio::time::timeout_at(until, news).await.is_err() {
                return json!({ "ts": from.to_string(), "updates": [] });
            }
        }
    }

    fn say(&self, fields: HashMap<String, String>) -> Result<Value, (i64, &'static str)> {
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let to = field("peer_ids").parse().unwrap_or(0);
        let mark = (to, field("random_id"));
        if mark.1.parse::<i32>().is_ok_and(|mark| mark == 0) || mark.1.parse::<i32>().is_err() {
            return Err((
                100,
                "One of the parameters specified was missing or invalid: random_id",
            ));
        }
        if field("message").encode_utf16().count() > 4096 {
            return Err((914, "Message is too long"));
        }
        if field("message").is_empty() && field("attachment").is_empty() {
            return Err((
                100,
                "One of the parameters specified was missing or invalid: message is empty",
            ));
        }
        if let Some(known) = self.state().marks.get(&mark) {
            return Ok(json!([known]));
        }
        let random: i64 = mark.1.parse().unwrap_or(0);
        let content = json!({
            "text": field("message"), "out": 1, "random_id": random, "attachments": attached(&field("attachment")),
        });
        let message = self.keep(to, -COMMUNITY, content);
        let number = message["conversation_message_id"].as_i64().unwrap_or(0);
        let answer = json!({
            "peer_id": to, "message_id": message["id"], "conversation_message_id": number,
        });
        self.state().marks.insert(mark, answer.clone());
        // Everybody who listens hears of it before whoever said it has the answer.
        self.update("message_reply", message);
        self.said.push(Said { to, number, fields });
        Ok(json!([answer]))
    }

    fn page(fields: &HashMap<String, String>, all: Vec<Value>) -> Value {
        let number = |name: &str| fields.get(name).and_then(|value| value.parse().ok());
        let items: Vec<Value> = all
            .iter()
            .skip(number("offset").unwrap_or(0))
            .take(number("count").unwrap_or(20))
            .cloned()
            .collect();
        json!({ "count": all.len(), "items": items })
    }

    fn method(
        &self,
        method: &str,
        fields: HashMap<String, String>,
    ) -> Result<Value, (i64, &'static str)> {
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        *self.state().calls.entry(method.to_owned()).or_default() += 1;
        let upload = |sort: &str| json!({ "upload_url": format!("{}/upload/{sort}", self.base()) });
        Ok(match method {
            "groups.getById" => json!({ "groups": [
                { "id": COMMUNITY, "name": "Kettle", "screen_name": "kettle_shop" },
            ] }),
            "groups.setLongPollSettings"
            | "messages.setActivity"
            | "messages.sendMessageEventAnswer" => 1.into(),
            "groups.getLongPollServer" => {
                let state = self.state();
                json!({
                    "key": format!("key-{}", state.key), "server": format!("{}/poll", self.base()),
                    "ts": state.updates.len().to_string(),
                })
            }
            "users.get" => {
                let people: Vec<Value> = field("user_ids")
                    .split(',')
                    .filter_map(|id| id.parse::<i64>().ok())
                    .map(|id| {
                        let state = self.state();
                        let face = state.faces.get(&id);
                        let name = state.names.get(&id).map_or("Дмитрий Орлов", String::as_str);
                        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
                        json!({
                            "id": id, "first_name": first, "last_name": last, "screen_name": format!("id{id}"),
                            "has_photo": i32::from(face.is_some()), "photo_200": face,
                        })
                    })
                    .collect();
                people.into()
            }
            "messages.send" => return self.say(fields),
            "messages.edit" => return self.reword(&fields),
            "messages.delete" => self.remove(&fields),
            "messages.getConversations" => {
                let state = self.state();
                let mut dialogs: Vec<Value> = state
                    .dialogs
                    .iter()
                    .filter_map(|(peer, dialog)| {
                        let peer = json!({ "peer": { "id": peer, "type": "user" } });
                        Some(json!({ "conversation": peer, "last_message": dialog.last()? }))
                    })
                    .collect();
                dialogs.sort_by_key(|one| std::cmp::Reverse(one["last_message"]["id"].as_i64()));
                Self::page(&fields, dialogs)
            }
            "messages.getHistory" => {
                let peer = field("peer_id").parse().unwrap_or(0);
                let dialog = self.state().dialogs.get(&peer).cloned();
                Self::page(&fields, dialog.into_iter().flatten().rev().collect())
            }
            "messages.getByConversationMessageId" => {
                let peer = field("peer_id").parse().unwrap_or(0);
                let dialog = self.state().dialogs.get(&peer).cloned();
                let is_it = |message: &Value| {
                    let number = message["conversation_message_id"].as_i64();
                    number.is_some() && number == field("conversation_message_ids").parse().ok()
                };
                Self::page(
                    &fields,
                    dialog.into_iter().flatten().filter(is_it).collect(),
                )
            }
            "photos.getMessagesUploadServer" => upload("photo"),
            "docs.getMessagesUploadServer" => upload(field("type")),
            "photos.saveMessagesPhoto" => {
                let id: i64 = field("photo").parse().unwrap_or(0);
                json!([{ "id": id, "owner_id": -COMMUNITY, "access_key": "k" }])
            }
            "docs.save" => {
                let (sort, id) = field("file").split_once('-').unwrap_or_default();
                let saved = json!({ "id": id.parse::<i64>().unwrap_or(0), "owner_id": -COMMUNITY, "access_key": "k" });
                json!({ "type": sort, sort: saved })
            }
            _ => return Err((3, "Unknown method passed")),
        })
    }

    fn upload(&self, sort: &str, call: &Call) -> Value {
        let form = fields(&call.media_type, &call.body);
        let file = form.into_iter().find(|field| field.file_name.is_some());
        let Some(file) = file else {
            return json!({ "error": "no file" });
        };
        let mut state = self.state();
        let id = state.files.len() + 1;
        let called = format!("{sort}-{COMMUNITY}_{id}_k");
        match (sort, file.name.as_str()) {
            // One that is no picture is answered as if all were well.
            ("photo", "photo") if !file.bytes.starts_with(b"\xff\xd8") => {
                json!({ "server": 1, "photo": "[]", "hash": "h" })
            }
            ("photo", "photo") => {
                state.files.insert(called, file.bytes);
                json!({ "server": 1, "photo": id.to_string(), "hash": "h" })
            }
            ("audio_message", "file") if !file.bytes.starts_with(b"OggS") => {
                json!({ "error": "unknown error" })
            }
            (_, "file") => {
                state.files.insert(called, file.bytes);
                json!({ "file": format!("{sort}-{id}") })
            }
            _ => json!({ "error": "wrong field" }),
        }
    }
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| now.as_secs().cast_signed())
}

fn form(words: &[u8]) -> HashMap<String, String> {
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(words).unwrap_or_default();
    pairs.into_iter().collect()
}

fn refused(code: i64, words: &str) -> Response<Bytes> {
    // Whatever goes wrong, it is a success of HTTP.
    let error = json!({ "error_code": code, "error_msg": words });
    super::json(StatusCode::OK, &json!({ "error": error }))
}

impl Manners for Vk {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
        if path == "/poll" {
            return super::json(StatusCode::OK, &self.poll(&form(query.as_bytes())).await);
        }
        if let Some(sort) = path.strip_prefix("/upload/") {
            return super::json(StatusCode::OK, &self.upload(sort, &call));
        }
        if path.starts_with("/file/") {
            return match self.uploaded(path) {
                Some(bytes) => Response::new(bytes),
                None => super::json(StatusCode::NOT_FOUND, &Value::Null),
            };
        }
        let Some(method) = path.strip_prefix("/method/") else {
            return super::json(StatusCode::NOT_FOUND, &Value::Null);
        };
        if call.authorization != format!("Bearer {}", self.token) {
            return refused(5, "User authorization failed: invalid access_token (4).");
        }
        match self.method(method, form(&call.body)) {
            Ok(response) => super::json(StatusCode::OK, &json!({ "response": response })),
            Err((code, words)) => refused(code, words),
        }
    }

    /// `words` are the platform's code and what it says, as in `901 No permission`; of the poll, `failed 3`.
    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        if status.is_server_error() {
            let mut page = Response::new(Bytes::from_static(b"<html>Bad Gateway</html>"));
            *page.status_mut() = status;
            return page;
        }
        if retry_after.is_some() {
            return refused(6, "Too many requests per second");
        }
        let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
        match (first, rest.parse::<i64>()) {
            ("failed", Ok(number)) => {
                let ts = self.state().updates.len();
                super::json(StatusCode::OK, &json!({ "failed": number, "ts": ts }))
            }
            _ => refused(first.parse().unwrap_or(1), rest),
        }
    }
}
