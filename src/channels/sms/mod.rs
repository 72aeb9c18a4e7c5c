//! A telephone number at Twilio: its list is asked for what came, so that no public address is needed; where there
//! is one, Twilio may call in besides.
//!
//! Source: <https://www.twilio.com/docs/messaging/api/message-resource>.

mod incoming;
mod outgoing;
mod signature;

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    Answer, AsFault, Asked, Batch, Brought, Calls, Fault, Found, HookCall, HookReply, NotHeard,
    Part, Platform,
};
use crate::{
    base::time::{Clock, Timestamp},
    call::{self, Http, MOST_WORDS, PATIENCE, Reply},
    desk::{
        account::{Introduction, Keys, Trouble},
        dispatch::{Parcel, Remedy},
    },
};

/// What connecting a number asks for.
pub(super) const ASKED: &[Asked] = &[
    Asked {
        name: "account_sid",
        is_secret: false,
        is_optional: false,
        example: "AC0123456789abcdef…",
    },
    Asked {
        name: "auth_token",
        is_secret: true,
        is_optional: false,
        example: "",
    },
    Asked {
        name: "number",
        is_secret: false,
        is_optional: false,
        example: "+15550001111",
    },
    Asked {
        name: "shared_key",
        is_secret: true,
        is_optional: true,
        example: "",
    },
    Asked {
        name: "api_base",
        is_secret: false,
        is_optional: true,
        example: PUBLIC,
    },
];

/// The answer to a call by which nothing is sent back, see <https://www.twilio.com/docs/messaging/twiml>.
pub(super) fn nothing_to_say() -> HookReply {
    HookReply {
        status: StatusCode::OK,
        media_type: "text/xml; charset=utf-8",
        body: "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>".to_owned(),
    }
}

/// Where the public service answers.
const PUBLIC: &str = "https://api.twilio.com";

/// Its list is asked this often.
const INTERVAL: Duration = Duration::from_secs(12);

/// What stands in for the service on this machine costs nothing to ask.
const NEAR_INTERVAL: Duration = Duration::from_millis(200);

/// Lists lag behind, and their seconds are coarse: every question reaches back over what is known, in seconds.
const OVERLAP: i64 = 600;

/// For so long after it was sent it is asked what became of a message.
const FOLLOWED: Duration = Duration::from_secs(60 * 60);

/// The largest file that is fetched.
const MOST_FILE: usize = 20 * 1024 * 1024;

/// Pages of a hundred that are read at once, at most.
const MOST_PAGES: usize = 20;

/// A connected number.
pub(super) struct Sms {
    sid: String,
    token: String,
    number: String,
    shared_key: String,
    base: String,
    http: Http,
    was_asked: AtomicBool,
    /// When something was last sent; what a process before this one sent is followed, too.
    said_at: Mutex<Instant>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    messages: Vec<Value>,
    next_page_uri: Option<String>,
}

#[derive(Deserialize)]
struct Sent {
    sid: String,
}

#[derive(Deserialize)]
struct Numbers {
    #[serde(default)]
    incoming_phone_numbers: Vec<Number>,
}

#[derive(Deserialize)]
struct Number {
    phone_number: String,
}

#[derive(Deserialize)]
struct MediaList {
    #[serde(default)]
    media_list: Vec<Media>,
}

#[derive(Deserialize)]
struct Media {
    uri: String,
    #[serde(default)]
    content_type: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Refused {
    code: u32,
    message: String,
}

impl Sms {
    pub(super) fn new(keys: &Keys, http: Http) -> Self {
        let base = match keys.get("api_base").trim_end_matches('/') {
            "" => PUBLIC,
            own => own,
        };
        Self {
            sid: keys.get("account_sid").to_owned(),
            token: keys.get("auth_token").to_owned(),
            number: keys.get("number").to_owned(),
            shared_key: keys.get("shared_key").to_owned(),
            base: base.to_owned(),
            http,
            was_asked: AtomicBool::new(false),
            said_at: Mutex::new(Instant::now()),
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/2010-04-01/Accounts/{}/{rest}", self.sid)
    }

    fn shown(&self) -> String {
        let both = format!("{}:{}", self.sid, self.token);
        format!("Basic {}", BASE64_STANDARD.encode(both))
    }

    fn request(&self, method: Method, path: &str, body: String) -> Result<Request<Bytes>, Fault> {
        let mut request = Request::builder()
            .method(&method)
            .uri(format!("{}{path}", self.base))
            .header(header::AUTHORIZATION, self.shown());
        if method == Method::POST {
            let form = "application/x-www-form-urlencoded";
            request = request.header(header::CONTENT_TYPE, form);
        }
        request.body(Bytes::from(body)).map_err(|_| {
            Fault::Account(
                Trouble::Refused,
                "the keys hold what no keys have".to_owned(),
            )
        })
    }

    /// Asks something that may be asked again.
    async fn ask<T: DeserializeOwned>(&self, path: &str) -> Result<T, Fault> {
        let request = self.request(Method::GET, path, String::new())?;
        let reply = self.http.call(request, MOST_WORDS, PATIENCE).await;
        read(&reply.map_err(call::Untrue::of_question)?)
    }

    /// Messages since this second, newest first. `with`: what the list is narrowed to.
    async fn list(&self, with: &[(&str, &str)], since: i64) -> Result<Vec<Value>, Fault> {
        let day = Timestamp::of_seconds(since).rfc3339();
        let mut fields = with.to_vec();
        // The sign is part of the name.
        fields.push(("DateSent>", &day[..10]));
        fields.push(("PageSize", "100"));
        let mut path = self.path(&format!("Messages.json?{}", encoded(&fields)));
        let mut rows = Vec::new();
        for _ in 0..MOST_PAGES {
            let page: Page = self.ask(&path).await?;
            let is_known = page
                .messages
                .last()
                .and_then(incoming::at)
                .is_some_and(|at| at < since);
            rows.extend(page.messages);
            match page.next_page_uri {
                Some(next) if !is_known && next.starts_with('/') => path = next,
                _ => break,
            }
        }
        Ok(rows)
    }

    fn interval(&self) -> Duration {
        let is_near = self.base.parse().is_ok_and(|base| call::is_loopback(&base));
        if is_near { NEAR_INTERVAL } else { INTERVAL }
    }

    fn has_said_lately(&self) -> bool {
        let at = self.said_at.lock().unwrap_or_else(PoisonError::into_inner);
        at.elapsed() < FOLLOWED
    }
}

fn now() -> i64 {
    Clock::machine().now().0 / 1000
}

fn encoded(fields: &[(&str, &str)]) -> String {
    serde_html_form::to_string(fields).unwrap_or_default()
}

/// What an answer says, or what it means that it says no.
fn read<T: DeserializeOwned>(reply: &Reply) -> Result<T, Fault> {
    if reply.status.is_success() {
        return serde_json::from_slice(&reply.body)
            .map_err(|error| Fault::Later(None, format!("HTTP {}: {error}", reply.status)));
    }
    let refused: Refused = serde_json::from_slice(&reply.body).unwrap_or_default();
    Err(fault(
        reply.status,
        &refused,
        call::retry_after(&reply.headers),
    ))
}

/// What a refusal means. Codes are refined over time: one that is unknown is about the message.
fn fault(status: StatusCode, refused: &Refused, retry_after: Option<Duration>) -> Fault {
    let words = refused.message.clone();
    let code = match refused.code {
        0 => u32::from(status.as_u16()),
        code => code,
    };
    match code {
        // The limit is the account's.
        429 | 20429 => Fault::Busy(retry_after.unwrap_or(Duration::from_secs(5)), words),
        30001 | 30008 => Fault::Later(None, words),
        401 | 404 | 20003 | 20005 | 20404 | 30002 => Fault::Account(Trouble::Refused, words),
        21606 | 21659 | 21660 => Fault::Account(Trouble::Setup, words),
        21211 | 21214 | 21604 | 21610 | 21614 => Fault::Shut(code.to_string(), words),
        _ if status.is_server_error() => Fault::Later(None, words),
        _ if status == StatusCode::TOO_MANY_REQUESTS => {
            Fault::Busy(retry_after.unwrap_or(Duration::from_secs(5)), words)
        }
        _ => Fault::Message(code.to_string(), words),
    }
}

impl Platform for Sms {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let asked = encoded(&[("PhoneNumber", &self.number)]);
            let path = self.path(&format!("IncomingPhoneNumbers.json?{asked}"));
            let numbers: Numbers = self.ask(&path).await?;
            let is_ours = numbers
                .incoming_phone_numbers
                .iter()
                .any(|one| one.phone_number == self.number);
            if !is_ours {
                let words = format!("{} is no number of this account", self.number);
                return Err(Fault::Account(Trouble::Setup, words));
            }
            Ok(Introduction {
                own_id: self.number.clone(),
                username: self.number.clone(),
            })
        })
    }

    fn hear<'a>(&'a self, cursor: Option<&'a str>) -> Answer<'a, Batch> {
        Box::pin(async move {
            if self.was_asked.swap(true, Ordering::Relaxed) {
                tokio::time::sleep(self.interval()).await;
            }
            // What came before the number was connected was answered elsewhere, or not at all.
            let known = cursor.and_then(|cursor| cursor.parse().ok());
            let known = known.unwrap_or_else(now);
            let since = known - OVERLAP;
            let came = self.list(&[("To", &self.number)], since).await?;
            let mut batch = incoming::came(&came, &self.number, since, known);
            let newest = came.iter().filter_map(incoming::at).max().unwrap_or(known);
            batch.cursor = Some(newest.max(known).to_string());
            if self.has_said_lately() {
                let since = now() - FOLLOWED.as_secs().cast_signed();
                let went = self.list(&[("From", &self.number)], since).await?;
                batch.news.extend(incoming::went(&went, &self.number));
            }
            Ok(batch)
        })
    }

    fn calls(&self) -> Calls {
        Calls::Besides
    }

    fn called(&self, call: &HookCall) -> Result<Brought, NotHeard> {
        let fields: Vec<(String, String)> = if call.method == Method::POST {
            serde_html_form::from_bytes(&call.body)
        } else {
            serde_html_form::from_str(&call.query)
        }
        .map_err(|_| NotHeard)?;
        let form: &[(String, String)] = if call.method == Method::POST {
            &fields
        } else {
            &[]
        };
        if !signature::is_genuine(call, form, &self.token, &self.shared_key) {
            return Err(NotHeard);
        }
        let news = incoming::called(&fields, &self.sid, &self.number)?;
        Ok(Brought {
            batch: Batch {
                news: news.into_iter().collect(),
                ..Batch::default()
            },
            reply: nothing_to_say(),
        })
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        outgoing::cut(parcel, self.http.public().as_deref())
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        _: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let Part::Text(words) = part else {
                let code = "no-public-address".to_owned();
                return Err(Fault::Message(code, String::new()));
            };
            let mut fields = vec![("To", parcel.to.as_str()), ("From", &self.number)];
            fields.push(("Body", words));
            let hook = self
                .http
                .public()
                .filter(|public| public.starts_with("https://"))
                .map(|public| format!("{public}/hooks/{}", parcel.account.channel.site_key));
            if let Some(hook) = &hook {
                fields.push(("StatusCallback", hook));
            }
            let path = self.path("Messages.json");
            let request = self.request(Method::POST, &path, encoded(&fields))?;
            *self.said_at.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
            let reply = self.http.call(request, MOST_WORDS, PATIENCE).await;
            let sent: Sent =
                read(&reply.map_err(call::Untrue::of_message)?).map_err(|fault| match fault {
                    // What became of the message, a server that failed does not say.
                    Fault::Later(None, words) => Fault::Lost(words),
                    other => other,
                })?;
            Ok(Some(sent.sid))
        })
    }

    fn remedy(&self) -> Remedy {
        Remedy::Look
    }

    fn look<'a>(&'a self, parcel: &'a Parcel, part: &'a Part) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let Part::Text(words) = part else {
                return Ok(Vec::new());
            };
            let since = parcel.message.created_at.0 / 1000 - OVERLAP;
            let narrowed = [("To", parcel.to.as_str()), ("From", &self.number)];
            let rows = self.list(&narrowed, since).await?;
            Ok(incoming::saying(
                &rows,
                &self.number,
                &parcel.to,
                words,
                since,
            ))
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let gone = || Fault::Message("404".to_owned(), String::new());
            let (message, number) = source.split_once('/').ok_or_else(gone)?;
            let path = self.path(&format!("Messages/{message}/Media.json"));
            let list: MediaList = match self.ask(&path).await {
                // Of a message that is gone, not of the account.
                Err(Fault::Account(_, words)) if words.contains("was not found") => {
                    return Err(gone());
                }
                answer => answer?,
            };
            let media = number
                .parse()
                .ok()
                .and_then(|number: usize| list.media_list.get(number))
                .filter(|media| media.uri.starts_with('/'))
                .ok_or_else(gone)?;
            let uri = media.uri.strip_suffix(".json").unwrap_or(&media.uri);
            let address = format!("{}{uri}", self.base);
            let reply = self
                .http
                .fetch_as(&address, &self.base, Some(&self.shown()), MOST_FILE)
                .await
                .map_err(|error| match error {
                    call::Untrue::TooLarge(_) => {
                        Fault::Message("too-large".to_owned(), error.to_string())
                    }
                    other => other.of_question(),
                })?;
            match reply.status {
                status if status.is_success() => Ok(Found {
                    bytes: reply.body,
                    name: String::new(),
                    media_type: media.content_type.clone(),
                }),
                StatusCode::NOT_FOUND | StatusCode::GONE => Err(gone()),
                status => Err(Fault::Later(None, format!("HTTP {status}"))),
            }
        })
    }

    fn typing<'a>(&'a self, _: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_means_what_the_platform_says() {
        let bad = StatusCode::BAD_REQUEST;
        let words = String::new;
        for (status, code, expected) in [
            (bad, 21610, Fault::Shut("21610".to_owned(), words())),
            (bad, 21614, Fault::Shut("21614".to_owned(), words())),
            (bad, 21606, Fault::Account(Trouble::Setup, words())),
            (bad, 21617, Fault::Message("21617".to_owned(), words())),
            (bad, 99999, Fault::Message("99999".to_owned(), words())),
            (
                StatusCode::UNAUTHORIZED,
                20003,
                Fault::Account(Trouble::Refused, words()),
            ),
            (
                StatusCode::NOT_FOUND,
                20404,
                Fault::Account(Trouble::Refused, words()),
            ),
            (
                StatusCode::TOO_MANY_REQUESTS,
                20429,
                Fault::Busy(Duration::from_secs(9), words()),
            ),
            (
                StatusCode::TOO_MANY_REQUESTS,
                0,
                Fault::Busy(Duration::from_secs(9), words()),
            ),
            (
                StatusCode::SERVICE_UNAVAILABLE,
                0,
                Fault::Later(None, words()),
            ),
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                20500,
                Fault::Later(None, words()),
            ),
        ] {
            let refused = Refused {
                code,
                message: String::new(),
            };
            let pause = Some(Duration::from_secs(9));
            assert_eq!(fault(status, &refused, pause), expected, "{status} {code}");
        }
    }

    #[test]
    fn the_sign_in_a_name_is_written_as_the_platform_reads_it() {
        let fields = [("To", "+15550001111"), ("DateSent>", "2026-11-01")];
        let written = "To=%2B15550001111&DateSent%3E=2026-11-01";
        assert_eq!(encoded(&fields), written);
    }
}
