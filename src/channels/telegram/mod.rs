//! A Telegram bot: news by long polling, so that no public address is needed.
//!
//! Source: Telegram Bot API 10, <https://core.telegram.org/bots/api>, and its server,
//! <https://github.com/tdlib/telegram-bot-api>.

mod incoming;
mod outgoing;

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    Answer, AsFault, Asked, Batch, Fault, Found, Part, Platform,
    part::{self, Change},
};
use crate::{
    call::{self, FormPart, Http, MOST_WORDS, PATIENCE, Reply},
    desk::{
        account::{Introduction, Keys, Trouble},
        conversation::message::Message,
        customer::portrait::SIDE,
        dispatch::{
            Parcel,
            changing::{self, Revision},
        },
    },
};

/// What connecting a bot asks for.
pub(super) const ASKED: &[Asked] = &[
    Asked {
        name: "token",
        is_secret: true,
        is_optional: false,
        example: "123456789:AAH…",
    },
    Asked {
        name: "api_base",
        is_secret: false,
        is_optional: true,
        example: PUBLIC,
    },
];

/// Where the public service answers; a bot server of one's own answers elsewhere.
const PUBLIC: &str = "https://api.telegram.org";

/// How long the platform lets a question for news stand open, in seconds. Boxes that translate addresses forget
/// quiet connections after thirty.
const WAIT: u64 = 25;

/// The largest file a bot may fetch.
const MOST_FILE: usize = 20 * 1024 * 1024;

/// A connected bot.
pub(super) struct Telegram {
    token: String,
    base: String,
    http: Http,
}

#[derive(Deserialize)]
struct Envelope<T> {
    ok: bool,
    result: Option<T>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

#[derive(Deserialize)]
struct Me {
    id: i64,
    #[serde(default)]
    username: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Photos {
    photos: Vec<Vec<PhotoSize>>,
}

#[derive(Deserialize)]
struct PhotoSize {
    file_id: String,
    #[serde(default)]
    width: u32,
}

#[derive(Deserialize)]
struct FilePlace {
    #[serde(default)]
    file_path: String,
}

impl Telegram {
    pub(super) fn new(keys: &Keys, http: Http) -> Self {
        let base = match keys.get("api_base").trim_end_matches('/') {
            "" => PUBLIC,
            own => own,
        };
        Self {
            token: keys.get("token").to_owned(),
            base: base.to_owned(),
            http,
        }
    }

    fn address(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.base, self.token)
    }

    /// Asks something that may be asked again.
    async fn ask<T: DeserializeOwned>(
        &self,
        method: &str,
        body: &Value,
        patience: Duration,
    ) -> Result<T, Fault> {
        let request = call::json(&self.address(method), body).ok_or_else(bad_token)?;
        let reply = self.http.call(request, MOST_WORDS, patience).await;
        read(reply.map_err(call::Untrue::of_question)?)
    }

    /// Sends something that must not be sent twice.
    async fn send<T: DeserializeOwned>(&self, request: Request<Bytes>) -> Result<T, Fault> {
        let patience = Duration::from_secs(120);
        let reply = self.http.call(request, MOST_WORDS, patience).await;
        read(reply.map_err(call::Untrue::of_message)?).map_err(|fault| match fault {
            // Its own server failed: what became of the message, it does not say.
            Fault::Later(None, words) => Fault::Lost(words),
            other => other,
        })
    }
}

fn bad_token() -> Fault {
    Fault::Account(
        Trouble::Refused,
        "the token holds what no token has".to_owned(),
    )
}

/// What an answer says, or what it means that it says no.
fn read<T: DeserializeOwned>(reply: Reply) -> Result<T, Fault> {
    let status = reply.status.as_u16();
    let retry_after = call::retry_after(&reply.headers);
    let envelope: Envelope<T> = match serde_json::from_slice(&reply.body) {
        Ok(envelope) => envelope,
        Err(_) if status == 429 => return Err(fault(429, "", retry_after)),
        Err(error) => return Err(Fault::Later(None, format!("HTTP {status}: {error}"))),
    };
    if let (true, Some(result)) = (envelope.ok, envelope.result) {
        return Ok(result);
    }
    let code = if envelope.error_code == 0 {
        status
    } else {
        envelope.error_code
    };
    let said = envelope.parameters.retry_after.map(Duration::from_secs);
    Err(fault(code, &envelope.description, said.or(retry_after)))
}

/// What a refusal means.
fn fault(code: u16, words: &str, retry_after: Option<Duration>) -> Fault {
    let words = words.to_owned();
    let is = |part: &str| words.contains(part);
    match code {
        // The limit is the bot's, whichever chat has met it.
        429 => Fault::Busy(retry_after.unwrap_or(Duration::from_secs(5)), words),
        500..=599 => Fault::Later(None, words),
        401 | 404 | 421 => Fault::Account(Trouble::Refused, words),
        409 if is("webhook") => Fault::Account(Trouble::Setup, words),
        409 => Fault::Account(Trouble::Rival, words),
        403 => Fault::Shut("403".to_owned(), words),
        _ => Fault::Message(code.to_string(), words),
    }
}

impl Platform for Telegram {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let me: Me = self.ask("getMe", &json!({}), PATIENCE).await?;
            // With an address to call, the platform would not let us ask. What waits for us stays.
            let keep = json!({ "drop_pending_updates": false });
            let _: bool = self.ask("deleteWebhook", &keep, PATIENCE).await?;
            Ok(Introduction {
                own_id: me.id.to_string(),
                username: match me.username.as_str() {
                    "" => String::new(),
                    name => format!("@{name}"),
                },
            })
        })
    }

    fn hear<'a>(&'a self, cursor: Option<&'a str>) -> Answer<'a, Batch> {
        Box::pin(async move {
            let mut question = json!({
                "timeout": WAIT,
                "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
            });
            if let Some(offset) = cursor.and_then(|cursor| cursor.parse::<i64>().ok()) {
                question["offset"] = offset.into();
            }
            let patience = Duration::from_secs(WAIT + 15);
            let updates: Vec<Value> = self.ask("getUpdates", &question, patience).await?;
            let batch = incoming::read(&updates);
            for pressed in incoming::pressed(&updates) {
                // Else the customer's button goes on spinning. Too late is no matter.
                let answer = json!({ "callback_query_id": pressed });
                let _ = self
                    .ask::<bool>("answerCallbackQuery", &answer, PATIENCE)
                    .await;
            }
            Ok(batch)
        })
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        part::cut(&parcel.message, outgoing::FITS)
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let said = outgoing::Said::new(parcel, part);
            let sent: incoming::Sent = match &file {
                Some(bytes) => {
                    let mut parts: Vec<FormPart<'_>> = said
                        .fields
                        .iter()
                        .map(|(name, value)| FormPart {
                            name,
                            bytes: value.as_bytes(),
                            file: None,
                        })
                        .collect();
                    parts.push(FormPart {
                        name: said.file_field,
                        bytes,
                        file: Some((&said.file_name, &said.media_type)),
                    });
                    let address = self.address(said.method);
                    let request = call::form(&address, &parts).ok_or_else(bad_token)?;
                    match self.send(request).await {
                        // A picture that it will not show as one is a file; so is a voice nobody wants to hear.
                        Err(Fault::Message(_, words)) if said.may_be_document(&words) => {
                            for (part, (_, value)) in parts.iter_mut().zip(&said.fields) {
                                part.bytes = value.as_bytes();
                            }
                            if let Some(last) = parts.last_mut() {
                                last.name = "document";
                            }
                            let address = self.address("sendDocument");
                            let request = call::form(&address, &parts).ok_or_else(bad_token)?;
                            self.send(request).await?
                        }
                        outcome => outcome?,
                    }
                }
                None => {
                    let body: Value = said
                        .fields
                        .iter()
                        .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
                        .collect::<serde_json::Map<_, _>>()
                        .into();
                    let request =
                        call::json(&self.address(said.method), &body).ok_or_else(bad_token)?;
                    self.send(request).await?
                }
            };
            Ok(Some(sent.name()))
        })
    }

    fn amend<'a>(&'a self, revision: &'a Revision) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let cut = |message: &Message| part::cut(message, outgoing::FITS);
            let mut gone = Vec::new();
            for (name, change) in part::plan(revision, cut)? {
                let (method, body) = outgoing::change(name, &change)
                    .ok_or_else(|| Fault::Message(changing::NOWHERE.to_owned(), String::new()))?;
                match self.ask::<Value>(method, &body, PATIENCE).await {
                    Err(Fault::Message(_, words)) if outgoing::is_done(&change, &words) => {}
                    outcome => drop(outcome?),
                }
                if change == Change::Gone {
                    gone.push(name.to_owned());
                }
            }
            Ok(gone)
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let place: FilePlace = self
                .ask("getFile", &json!({ "file_id": source }), PATIENCE)
                .await?;
            let address = format!("{}/file/bot{}/{}", self.base, self.token, place.file_path);
            let reply = self
                .http
                .fetch(&address, &self.base, None, MOST_FILE)
                .await
                .map_err(|error| match error {
                    call::Untrue::TooLarge(_) => {
                        Fault::Message("too-large".to_owned(), error.to_string())
                    }
                    other => other.of_question(),
                })?;
            if !reply.status.is_success() {
                return Err(Fault::Later(None, format!("HTTP {}", reply.status)));
            }
            let name = place.file_path.rsplit('/').next().unwrap_or_default();
            Ok(Found {
                bytes: reply.body,
                name: name.to_owned(),
                media_type: String::new(),
            })
        })
    }

    fn face<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let asked = json!({ "user_id": external_id.parse::<i64>().unwrap_or(0), "limit": 1 });
            let told: Photos = self.ask("getUserProfilePhotos", &asked, PATIENCE).await?;
            // The smallest that is large enough comes first.
            let sizes = told.photos.into_iter().next().unwrap_or_default();
            let fits = sizes.iter().position(|size| size.width >= SIDE);
            let size = fits.or(sizes.len().checked_sub(1)).map(|at| &sizes[at]);
            Ok(size.map(|size| size.file_id.clone()))
        })
    }

    fn typing<'a>(&'a self, to: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            let what = json!({ "chat_id": to, "action": "typing" });
            let _: bool = self.ask("sendChatAction", &what, PATIENCE).await?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_means_what_the_platform_says() {
        let second = Duration::from_secs(1);
        for (code, words, pause, expected) in [
            (
                429,
                "Too Many Requests: retry after 7",
                Some(7),
                Fault::Busy(7 * second, String::new()),
            ),
            (502, "Bad Gateway", None, Fault::Later(None, String::new())),
            (
                401,
                "Unauthorized",
                None,
                Fault::Account(Trouble::Refused, String::new()),
            ),
            (
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                None,
                Fault::Account(Trouble::Rival, String::new()),
            ),
            (
                409,
                "Conflict: can't use getUpdates method while webhook is active",
                None,
                Fault::Account(Trouble::Setup, String::new()),
            ),
            (
                403,
                "Forbidden: bot was blocked by the user",
                None,
                Fault::Shut("403".to_owned(), String::new()),
            ),
            (
                400,
                "Bad Request: message is too long",
                None,
                Fault::Message("400".to_owned(), String::new()),
            ),
        ] {
            let told = match fault(code, words, pause.map(Duration::from_secs)) {
                Fault::Later(pause, said) => {
                    assert_eq!(said, words);
                    Fault::Later(pause, String::new())
                }
                Fault::Busy(pause, _) => Fault::Busy(pause, String::new()),
                Fault::Account(trouble, _) => Fault::Account(trouble, String::new()),
                Fault::Shut(code, _) => Fault::Shut(code, String::new()),
                Fault::Message(code, _) => Fault::Message(code, String::new()),
                Fault::Lost(_) => Fault::Lost(String::new()),
            };
            assert_eq!(told, expected, "{words}");
        }
    }
}
