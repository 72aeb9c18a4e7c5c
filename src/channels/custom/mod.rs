//! A program of the shop's own: it calls in with what its customers write, and is called with what the team answers.
//! Both sides sign with one secret.
//!
//! Every call, in both directions, is a POST with a JSON body and two headers:
//!
//! - `X-Shopbell-Timestamp`: seconds since 1970,
//! - `X-Shopbell-Signature`: hex HMAC-SHA256, under the secret, of the timestamp, a full stop and the body.
//!
//! A call is refused with 403 when the signature is wrong or the timestamp is more than five minutes off. A message
//! that comes again is recognised by its id. What comes in is described in [`incoming`], what goes out in
//! [`outgoing`].

pub mod incoming;
pub mod outgoing;

use std::time::Duration;

use bytes::Bytes;
use http::{StatusCode, Uri};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Answer, AsFault, Asked, Batch, Brought, Fault, Found, HookCall, HookReply, NotHeard, Part,
    Platform,
};
use crate::{
    base::{
        secret, text,
        time::{Clock, Timestamp},
    },
    call::{self, Http, MOST_WORDS, PATIENCE, Reply},
    desk::{
        account::{Introduction, Keys, OUR_SECRET, Trouble},
        dispatch::{Parcel, Remedy},
    },
};

/// What connecting it asks for. The secret is ours, and shown once it is connected.
pub(super) const ASKED: &[Asked] = &[Asked {
    name: "url",
    is_secret: false,
    is_optional: false,
    example: "https://shop.example/shopbell",
}];

/// The header that says when a call was made.
pub const TIMESTAMP: &str = "x-shopbell-timestamp";

/// The header that shows who made it.
pub const SIGNATURE: &str = "x-shopbell-signature";

/// How far a caller's clock may be off.
const SKEW: Duration = Duration::from_secs(5 * 60);

/// The largest file that is fetched.
const MOST_FILE: usize = 20 * 1024 * 1024;

/// A connected program.
pub(super) struct Custom {
    url: String,
    secret: String,
    http: Http,
}

/// Who it says it is, when it is greeted; both may be left out.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Me {
    id: String,
    name: String,
}

impl Custom {
    pub(super) fn new(keys: &Keys, http: Http) -> Self {
        Self {
            url: keys.get("url").to_owned(),
            secret: keys.get(OUR_SECRET).to_owned(),
            http,
        }
    }

    async fn post(&self, body: &Value, patience: Duration) -> Result<Reply, Fault> {
        let bad = || Fault::Account(Trouble::Setup, self.url.clone());
        let mut request = call::json(&self.url, body).ok_or_else(bad)?;
        let timestamp = (Clock::machine().now().0 / 1000).to_string();
        let signature = signature(&self.secret, &timestamp, request.body());
        let headers = request.headers_mut();
        headers.insert(TIMESTAMP, timestamp.parse().map_err(|_| bad())?);
        headers.insert(SIGNATURE, signature.parse().map_err(|_| bad())?);
        if let Some(id) = body["id"].as_str() {
            headers.insert("idempotency-key", id.parse().map_err(|_| bad())?);
        }
        let reply = self.http.call(request, MOST_WORDS, patience).await;
        reply.map_err(call::Untrue::of_message)
    }
}

/// What is shown with a body that was sent at this second.
#[must_use]
pub fn signature(secret: &str, timestamp: &str, body: &[u8]) -> String {
    secret::proof(secret, &[timestamp.as_bytes(), b".", body])
}

/// Whether a call is signed, and lately.
fn is_genuine(secret: &str, timestamp: &str, shown: &str, body: &[u8], now: Timestamp) -> bool {
    let Ok(seconds) = timestamp.parse::<i64>() else {
        return false;
    };
    let at = Timestamp::of_seconds(seconds);
    // The time that has passed of one that lies ahead is none.
    let is_fresh = now.since(at) <= SKEW && at.since(now) <= SKEW;
    let pieces: [&[u8]; 3] = [timestamp.as_bytes(), b".", body];
    is_fresh && !secret.is_empty() && secret::proves_all(secret, &pieces, shown)
}

/// What an answer means.
fn judge(reply: &Reply) -> Result<(), Fault> {
    let status = reply.status;
    if status.is_success() {
        return Ok(());
    }
    let told: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    let words = match told["error"].as_str() {
        Some(words) => text::clean_line(words, 200),
        None => format!("HTTP {status}"),
    };
    Err(match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Fault::Account(Trouble::Refused, words),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            Fault::Account(Trouble::Setup, words)
        }
        StatusCode::GONE => Fault::Shut("410".to_owned(), words),
        StatusCode::TOO_MANY_REQUESTS => {
            let pause = call::retry_after(&reply.headers);
            Fault::Later(Some(pause.unwrap_or(Duration::from_secs(5))), words)
        }
        StatusCode::REQUEST_TIMEOUT => Fault::Later(None, words),
        // It is recognised when it comes again, so that a pointer elsewhere is the one thing nobody may follow.
        _ if status.is_server_error() => Fault::Later(call::retry_after(&reply.headers), words),
        _ => Fault::Message(status.as_u16().to_string(), words),
    })
}

impl Platform for Custom {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let reply = self.post(&json!({ "type": "hello" }), PATIENCE).await;
            let reply = reply.map_err(|fault| match fault {
                Fault::Lost(words) => Fault::Later(None, words),
                other => other,
            })?;
            match judge(&reply) {
                // Before it is connected nobody there knows the secret.
                Err(Fault::Account(Trouble::Refused, _) | Fault::Message(..))
                    if self.secret.is_empty() => {}
                answer => answer?,
            }
            let me: Me = serde_json::from_slice(&reply.body).unwrap_or_default();
            let address = self.url.split(['?', '#']).next().unwrap_or_default();
            Ok(Introduction {
                own_id: match me.id.trim() {
                    "" => address.to_owned(),
                    id => text::clean_line(id, 200),
                },
                username: text::clean_line(&me.name, 80),
            })
        })
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn called(&self, call: &HookCall) -> Result<Brought, NotHeard> {
        let (timestamp, shown) = (call.header(TIMESTAMP), call.header(SIGNATURE));
        if !is_genuine(&self.secret, timestamp, shown, &call.body, call.now) {
            return Err(NotHeard);
        }
        let (batch, status, body) = match incoming::read(&call.body) {
            Ok(batch) => {
                let counted = json!({ "taken": batch.news.len(), "unread": batch.unread.len() });
                (incoming::named(batch), StatusCode::OK, counted)
            }
            Err(words) => {
                let told = json!({ "error": words });
                (Batch::default(), StatusCode::BAD_REQUEST, told)
            }
        };
        Ok(Brought {
            batch,
            reply: HookReply {
                status,
                media_type: "application/json",
                body: body.to_string(),
            },
        })
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        super::part::cut(&parcel.message, outgoing::FITS)
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let body = outgoing::body(parcel, part, file.as_deref());
            let reply = self.post(&body, Duration::from_secs(120)).await?;
            judge(&reply)?;
            Ok(Some(outgoing::name(parcel)))
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let refused = |words: &str| Fault::Message("not-allowed".to_owned(), words.to_owned());
            let is_near = |address: &str| {
                let address = address.parse::<Uri>().ok()?;
                Some(call::is_loopback(&address))
            };
            let wants_near = is_near(source).ok_or_else(|| refused("no address"))?;
            // Whoever may call in from elsewhere may not look around on this machine.
            if wants_near && is_near(&self.url) != Some(true) {
                return Err(refused("an address of this machine"));
            }
            let reply = self
                .http
                .fetch(source, &self.url, None, MOST_FILE)
                .await
                .map_err(|error| match error {
                    call::Untrue::TooLarge(_) => {
                        Fault::Message("too-large".to_owned(), error.to_string())
                    }
                    call::Untrue::BadAddress(_) | call::Untrue::Private(_) => {
                        refused("an address that may not be called")
                    }
                    other => other.of_question(),
                })?;
            match reply.status {
                status if status.is_success() => {}
                status if status.is_client_error() => {
                    let code = status.as_u16().to_string();
                    return Err(Fault::Message(code, String::new()));
                }
                status => return Err(Fault::Later(None, format!("HTTP {status}"))),
            }
            let media_type = reply.headers.get(http::header::CONTENT_TYPE);
            let media_type = media_type.and_then(|value| value.to_str().ok());
            let path = source.split(['?', '#']).next().unwrap_or_default();
            Ok(Found {
                name: path.rsplit('/').next().unwrap_or_default().to_owned(),
                media_type: media_type.unwrap_or_default().to_owned(),
                bytes: reply.body,
            })
        })
    }

    fn typing<'a>(&'a self, to: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            let shown = json!({ "type": "typing", "customer": { "id": to } });
            judge(&self.post(&shown, PATIENCE).await?)
        })
    }

    fn remedy(&self) -> Remedy {
        Remedy::Repeat
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    #[test]
    fn a_call_is_signed_and_of_these_five_minutes() {
        let now = Timestamp(1_790_000_000_000);
        let body = b"{}";
        let right = signature("secret", "1790000000", body);
        let at = |seconds: i64| {
            let timestamp = (1_790_000_000 + seconds).to_string();
            let shown = signature("secret", &timestamp, body);
            is_genuine("secret", &timestamp, &shown, body, now)
        };
        assert_eq!(
            [-301, -300, 0, 300, 301].map(at),
            [false, true, true, true, false]
        );
        for (key, timestamp, shown, body) in [
            ("other", "1790000000", right.as_str(), "{}"),
            ("", "1790000000", &right, "{}"),
            ("secret", "1790000001", &right, "{}"),
            ("secret", "1790000000", &right, "{ }"),
            ("secret", "1790000000", "", "{}"),
            ("secret", "", &right, "{}"),
            ("secret", "9223372036854775807", &right, "{}"),
        ] {
            let found = is_genuine(key, timestamp, shown, body.as_bytes(), now);
            assert!(!found, "{key} {timestamp} {shown} {body}");
        }
        let empty = signature("", "1790000000", body);
        assert!(!is_genuine("", "1790000000", &empty, body, now));
    }

    #[test]
    fn an_answer_means_what_its_status_says() {
        for (status, body, expected) in [
            (204, "", None),
            (
                401,
                "",
                Some(Fault::Account(
                    Trouble::Refused,
                    "HTTP 401 Unauthorized".to_owned(),
                )),
            ),
            (
                410,
                r#"{"error":"gone home"}"#,
                Some(Fault::Shut("410".to_owned(), "gone home".to_owned())),
            ),
            (
                422,
                r#"{"error":"too long"}"#,
                Some(Fault::Message("422".to_owned(), "too long".to_owned())),
            ),
            (
                302,
                "",
                Some(Fault::Message(
                    "302".to_owned(),
                    "HTTP 302 Found".to_owned(),
                )),
            ),
            (
                503,
                "<html>",
                Some(Fault::Later(
                    None,
                    "HTTP 503 Service Unavailable".to_owned(),
                )),
            ),
        ] {
            let reply = Reply {
                status: StatusCode::from_u16(status).unwrap(),
                headers: HeaderMap::new(),
                body: Bytes::from_static(body.as_bytes()),
            };
            assert_eq!(judge(&reply).err(), expected, "{status}");
        }
    }
}
