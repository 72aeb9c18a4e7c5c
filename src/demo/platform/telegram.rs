//! A bot's side of Telegram: what it was told by its users waits until the bot says that it has it; what the bot
//! says is kept.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{Call, Field, Log, Manners, fields};

/// Somebody who uses the platform.
#[derive(Debug, Clone)]
pub struct User {
    /// Their number.
    pub id: i64,
    /// First name.
    pub name: &'static str,
    /// Without the sign in front.
    pub username: &'static str,
    /// Language of their device.
    pub language: &'static str,
}

/// What the bot has said.
#[derive(Debug, Clone)]
pub struct Said {
    /// The call, such as `sendMessage`.
    pub method: String,
    /// To whom.
    pub to: i64,
    /// What the platform called it.
    pub message_id: i64,
    /// Its fields.
    pub fields: HashMap<String, String>,
    /// The file that came along: its name and bytes.
    pub file: Option<(String, Bytes)>,
}

impl Said {
    /// Its words.
    #[must_use]
    pub fn text(&self) -> &str {
        let words = self.fields.get("text").or(self.fields.get("caption"));
        words.map_or("", String::as_str)
    }
}

/// What the bot has done to what it had said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amended {
    /// The call, such as `editMessageText`.
    pub method: String,
    /// Which message.
    pub message_id: i64,
    /// What it says since; empty when it is gone.
    pub text: String,
}

#[derive(Default)]
struct State {
    /// What stands in chats that the bot has said, by the number of the message.
    standing: HashMap<i64, String>,
    updates: Vec<Value>,
    last_update: i64,
    last_message: i64,
    files: HashMap<String, (String, Bytes)>,
    faces: HashMap<i64, String>,
    pressed: Vec<String>,
    typed: usize,
}

/// The platform, for one bot.
pub struct Telegram {
    token: String,
    state: Mutex<State>,
    news: Notify,
    /// What the bot has said.
    pub said: Log<Said>,
    /// And what it has changed of it, or taken back.
    pub amended: Log<Amended>,
}

impl Telegram {
    /// A platform on which one bot has this token.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self {
            token: token.to_owned(),
            state: Mutex::new(State {
                last_update: 700_000,
                last_message: 10,
                ..State::default()
            }),
            news: Notify::new(),
            said: Log::default(),
            amended: Log::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A user writes words to the bot; answers the number of the message.
    pub fn write(&self, user: &User, text: &str) -> i64 {
        self.send(user, json!({ "text": text }))
    }

    /// A user sends a message with these fields.
    pub fn send(&self, user: &User, content: Value) -> i64 {
        self.send_at(user, content, None)
    }

    /// The same, at this second by the platform's clock.
    pub fn send_at(&self, user: &User, content: Value, date: Option<i64>) -> i64 {
        let number = {
            let mut state = self.state();
            state.last_message += 1;
            state.last_message
        };
        self.update("message", message(user, number, content, date));
        number
    }

    /// A user changes what they had written.
    pub fn edit(&self, user: &User, number: i64, text: &str) {
        let content = json!({ "text": text, "edit_date": 1 });
        self.update("edited_message", message(user, number, content, None));
    }

    /// A user presses a button.
    pub fn press(&self, user: &User, data: &str) {
        let pressed = json!({ "id": format!("press-{data}"), "from": person(user), "data": data });
        self.update("callback_query", pressed);
    }

    /// A user blocks the bot, or lets it write again.
    pub fn block(&self, user: &User, is_blocked: bool) {
        let status = if is_blocked { "kicked" } else { "member" };
        let member = json!({
            "chat": { "id": user.id, "type": "private" }, "from": person(user),
            "new_chat_member": { "status": status },
        });
        self.update("my_chat_member", member);
    }

    /// Something happens, in the platform's own form.
    pub fn update(&self, kind: &str, what: Value) {
        {
            let mut state = self.state();
            state.last_update += 1;
            let id = state.last_update;
            state.updates.push(json!({ "update_id": id, kind: what }));
        }
        self.news.notify_waiters();
    }

    /// The last thing that happened is told once more, as after a lost answer.
    pub fn repeat_last(&self, update: Value) {
        self.state().updates.push(update);
        self.news.notify_waiters();
    }

    /// Numbers of what happens begin anew, as after a quiet week.
    pub fn jump_to(&self, update: i64) {
        self.state().last_update = update;
    }

    /// Keeps a file, and answers the name under which a message tells of it.
    pub fn keep(&self, name: &str, bytes: Bytes) -> String {
        let mut state = self.state();
        let id = format!("file-{}", state.files.len() + 1);
        state.files.insert(id.clone(), (name.to_owned(), bytes));
        id
    }

    /// A user shows this file, kept before, as their picture.
    pub fn shows(&self, user: &User, file: &str) {
        self.state().faces.insert(user.id, file.to_owned());
    }

    /// What waits for the bot to say that it has it.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.state().updates.len()
    }

    /// Buttons whose press was answered, and how often it was shown that somebody types.
    #[must_use]
    pub fn signs(&self) -> (Vec<String>, usize) {
        let state = self.state();
        (state.pressed.clone(), state.typed)
    }

    async fn news(&self, question: &Value) -> Value {
        let offset = question["offset"].as_i64().unwrap_or(0);
        let patience = Duration::from_secs(question["timeout"].as_u64().unwrap_or(0));
        let until = tokio::time::Instant::now() + patience;
        loop {
            let news = self.news.notified();
            let waiting = {
                let mut state = self.state();
                // An offset that its queue does not know is no error: it goes on from its head.
                if state
                    .updates
                    .iter()
                    .any(|update| id_of(update) == offset - 1)
                {
                    let known = state
                        .updates
                        .iter()
                        .position(|update| id_of(update) == offset - 1);
                    state.updates.drain(..=known.unwrap_or(0));
                }
                state.updates.iter().take(100).cloned().collect::<Vec<_>>()
            };
            if !waiting.is_empty() {
                return waiting.into();
            }
            if tokio::time::timeout_at(until, news).await.is_err() {
                return json!([]);
            }
        }
    }

    fn keep_said(
        &self,
        method: &str,
        fields: HashMap<String, String>,
        file: Option<(String, Bytes)>,
    ) -> Value {
        let to = fields
            .get("chat_id")
            .and_then(|to| to.parse().ok())
            .unwrap_or_default();
        let number = {
            let mut state = self.state();
            state.last_message += 1;
            let number = state.last_message;
            let words = fields.get("text").or(fields.get("caption")).cloned();
            state.standing.insert(number, words.unwrap_or_default());
            number
        };
        self.said.push(Said {
            method: method.to_owned(),
            to,
            message_id: number,
            fields,
            file,
        });
        json!({ "message_id": number, "date": 1, "chat": { "id": to, "type": "private" } })
    }
}

impl Telegram {
    /// Changes what stands there, or takes it away, as far as it is there and would be another.
    fn amend(&self, method: &str, body: &Value) -> Response<Bytes> {
        let bad = |words: &str| self.refusal(StatusCode::BAD_REQUEST, words, None);
        let number = body["message_id"].as_i64().unwrap_or_default();
        let text = match method {
            "editMessageCaption" => &body["caption"],
            _ => &body["text"],
        };
        let text = text.as_str().unwrap_or_default().to_owned();
        {
            let mut state = self.state();
            let is_gone = method == "deleteMessage";
            match state.standing.get_mut(&number) {
                None if is_gone => return bad("Bad Request: message to delete not found"),
                None => return bad("Bad Request: message to edit not found"),
                Some(_) if is_gone => drop(state.standing.remove(&number)),
                Some(stands) if *stands == text => {
                    return bad(
                        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
                    );
                }
                Some(stands) => stands.clone_from(&text),
            }
        }
        self.amended.push(Amended {
            method: method.to_owned(),
            message_id: number,
            text,
        });
        match method {
            "deleteMessage" => done(&true.into()),
            _ => done(
                &json!({ "message_id": number, "date": 1, "edit_date": 2, "chat": { "id": body["chat_id"], "type": "private" } }),
            ),
        }
    }
}

fn id_of(update: &Value) -> i64 {
    update["update_id"].as_i64().unwrap_or_default()
}

fn person(user: &User) -> Value {
    json!({
        "id": user.id, "is_bot": false, "first_name": user.name, "username": user.username,
        "language_code": user.language,
    })
}

fn message(user: &User, number: i64, content: Value, date: Option<i64>) -> Value {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |now| now.as_secs());
    let mut message = json!({
        "message_id": number, "from": person(user), "date": date.unwrap_or(now as i64),
        "chat": { "id": user.id, "type": "private", "first_name": user.name },
    });
    if let (Some(message), Value::Object(content)) = (message.as_object_mut(), content) {
        message.extend(content);
    }
    message
}

fn done(result: &Value) -> Response<Bytes> {
    super::json(StatusCode::OK, &json!({ "ok": true, "result": result }))
}

impl Manners for Telegram {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        let path = call.path.clone();
        if let Some(place) = path.strip_prefix(&format!("/file/bot{}/", self.token)) {
            let found = self
                .state()
                .files
                .values()
                .find(|(name, _)| place == format!("documents/{name}"))
                .map(|(_, bytes)| bytes.clone());
            return match found {
                Some(bytes) => Response::new(bytes),
                None => self.refusal(StatusCode::NOT_FOUND, "Not Found", None),
            };
        }
        let Some(method) = path.strip_prefix(&format!("/bot{}/", self.token)) else {
            return self.refusal(StatusCode::UNAUTHORIZED, "Unauthorized", None);
        };
        let body = call.json();
        match method {
            "getMe" => done(
                &json!({ "id": 42, "is_bot": true, "first_name": "Kettle", "username": "kettle_bot" }),
            ),
            "deleteWebhook" => done(&true.into()),
            "getUpdates" => done(&self.news(&body).await),
            "answerCallbackQuery" => {
                let id = body["callback_query_id"].as_str().unwrap_or_default();
                self.state().pressed.push(id.to_owned());
                done(&true.into())
            }
            "getUserProfilePhotos" => {
                let face = body["user_id"].as_i64();
                let face = face.and_then(|id| self.state().faces.get(&id).cloned());
                let photos: Vec<Value> = face
                    .into_iter()
                    .map(|file| json!([{ "file_id": file, "width": 160, "height": 160 }]))
                    .collect();
                done(&json!({ "total_count": photos.len(), "photos": photos }))
            }
            "sendChatAction" => {
                self.state().typed += 1;
                done(&true.into())
            }
            "getFile" => {
                let id = body["file_id"].as_str().unwrap_or_default();
                let found = self.state().files.get(id).cloned();
                match found {
                    Some((_, bytes)) if bytes.len() > 20 * 1024 * 1024 => {
                        let words = "Bad Request: file is too big";
                        self.refusal(StatusCode::BAD_REQUEST, words, None)
                    }
                    Some((name, bytes)) => done(&json!({
                        "file_id": id, "file_size": bytes.len(), "file_path": format!("documents/{name}"),
                    })),
                    None => self.refusal(
                        StatusCode::BAD_REQUEST,
                        "Bad Request: wrong file identifier",
                        None,
                    ),
                }
            }
            "editMessageText" | "editMessageCaption" | "deleteMessage" => self.amend(method, &body),
            send if send.starts_with("send") => {
                let form = fields(&call.media_type, &call.body);
                let text = |field: &Field| String::from_utf8_lossy(&field.bytes).into_owned();
                let file = form
                    .iter()
                    .find_map(|field| Some((field.file_name.clone()?, field.bytes.clone())));
                let mut said: HashMap<String, String> = form
                    .iter()
                    .filter(|field| field.file_name.is_none())
                    .map(|field| (field.name.clone(), text(field)))
                    .collect();
                if let Value::Object(body) = body {
                    said.extend(body.into_iter().map(|(name, value)| {
                        let words = value
                            .as_str()
                            .map_or_else(|| value.to_string(), str::to_owned);
                        (name, words)
                    }));
                }
                let length = said
                    .get("text")
                    .map_or(0, |text| text.encode_utf16().count());
                if length > 4096 {
                    let words = "Bad Request: message is too long";
                    return self.refusal(StatusCode::BAD_REQUEST, words, None);
                }
                done(&self.keep_said(send, said, file))
            }
            _ => self.refusal(StatusCode::NOT_FOUND, "Not Found: method not found", None),
        }
    }

    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        let mut body = json!({ "ok": false, "error_code": status.as_u16(), "description": words });
        if let Some(seconds) = retry_after {
            body["parameters"] = json!({ "retry_after": seconds });
        }
        let mut answer = super::json(status, &body);
        if let Some(seconds) = retry_after {
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        answer
    }
}
