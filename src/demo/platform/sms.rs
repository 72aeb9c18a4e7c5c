//! Twilio, for one account with one number: its list of messages, newest first, and what the account sends.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{Method, Response, StatusCode, header};
use serde_json::{Value, json};
use sha1::Sha1;

use super::{Call, Log, Manners, json};
use crate::base::time::Timestamp;

/// What the account has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What the platform called it.
    pub sid: String,
    /// To whom.
    pub to: String,
    /// Its words.
    pub body: String,
    /// Where the platform is to call when something becomes of it; may be empty.
    pub callback: String,
}

#[derive(Default)]
struct State {
    rows: Vec<Value>,
    media: HashMap<String, Vec<(String, Bytes)>>,
    asked: usize,
    behind: i64,
}

/// The platform.
pub struct Sms {
    sid: String,
    token: String,
    number: String,
    state: Mutex<State>,
    /// What the account has sent.
    pub said: Log<Said>,
}

impl Sms {
    /// A platform on which an account with this token has one number.
    #[must_use]
    pub fn new(sid: &str, token: &str, number: &str) -> Self {
        Self {
            sid: sid.to_owned(),
            token: token.to_owned(),
            number: number.to_owned(),
            state: Mutex::default(),
            said: Log::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its clock shows this instant from now on, and does not run.
    pub fn shows(&self, now: Timestamp) {
        self.state().behind = now.0 / 1000 - machine();
    }

    /// Somebody writes to the number; answers what the message is called.
    pub fn write(&self, from: &str, body: &str) -> String {
        self.receive(from, body, Vec::new())
    }

    /// The same, with pictures of these types.
    pub fn receive(&self, from: &str, body: &str, media: Vec<(String, Bytes)>) -> String {
        let mut state = self.state();
        let sid = format!("SM{:032}", state.rows.len() + 1);
        let row = json!({
            "sid": sid, "direction": "inbound", "from": from, "to": self.number, "body": body,
            "status": "received", "num_media": media.len().to_string(), "num_segments": "1",
            "date_sent": date(machine() + state.behind), "error_code": null, "error_message": null,
        });
        state.rows.push(row);
        state.media.insert(sid.clone(), media);
        sid
    }

    /// A row that nobody can read is in the list.
    pub fn garble(&self) {
        let mut state = self.state();
        let sent = date(machine() + state.behind + 1);
        state
            .rows
            .push(json!({ "sid": 7, "direction": "inbound", "date_sent": sent }));
    }

    /// Something becomes of a message that the account has sent.
    pub fn becomes(&self, sid: &str, status: &str, error: Option<u32>) {
        let mut state = self.state();
        if let Some(row) = state.rows.iter_mut().find(|row| row["sid"] == sid) {
            row["status"] = status.into();
            row["error_code"] = error.into();
        }
    }

    /// How often the list was asked for.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.state().asked
    }

    /// What it shows when it calls this address with these fields.
    #[must_use]
    pub fn signature(&self, url: &str, fields: &[(&str, &str)]) -> String {
        let mut sorted = fields.to_vec();
        sorted.sort_unstable();
        let text = sorted
            .iter()
            .fold(url.to_owned(), |text, (name, value)| text + *name + *value);
        let mut mac = Hmac::<Sha1>::new_from_slice(self.token.as_bytes())
            .expect("HMAC takes keys of any length");
        mac.update(text.as_bytes());
        BASE64_STANDARD.encode(mac.finalize().into_bytes())
    }

    /// A page of ten of the list; without a sign in a name the platform knows no filter.
    fn list(&self, query: &str) -> Value {
        let fields: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        let field = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        let mut state = self.state();
        state.asked += 1;
        let matching: Vec<Value> = state
            .rows
            .iter()
            .rev()
            .filter(|row| field("To").is_none_or(|to| row["to"].is_null() || row["to"] == to))
            .filter(|row| field("From").is_none_or(|from| row["from"] == from))
            .cloned()
            .collect();
        let page: usize = field("Page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(0);
        let rest: Vec<Value> = matching.into_iter().skip(page * 10).collect();
        let next = (rest.len() > 10).then(|| {
            let kept: Vec<&(String, String)> =
                fields.iter().filter(|(name, _)| name != "Page").collect();
            let kept = serde_html_form::to_string(kept).unwrap_or_default();
            format!(
                "/2010-04-01/Accounts/{}/Messages.json?{kept}&Page={}",
                self.sid,
                page + 1
            )
        });
        json!({ "messages": rest.into_iter().take(10).collect::<Vec<_>>(), "next_page_uri": next, "page": page })
    }

    fn send(&self, body: &[u8]) -> Result<Value, &'static str> {
        let fields: HashMap<String, String> = serde_html_form::from_bytes(body).unwrap_or_default();
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let (to, words) = (field("To"), field("Body"));
        if field("From") != self.number {
            return Err("21606 The From phone number is not a valid message-capable number");
        }
        if words.is_empty() {
            return Err("21602 Message body is required");
        }
        if words.chars().count() > 1600 {
            return Err("21617 The concatenated message body exceeds the 1600 character limit");
        }
        if !to.starts_with('+') {
            return Err("21211 Invalid 'To' Phone Number");
        }
        let row = {
            let mut state = self.state();
            let sid = format!("SM{:032}", state.rows.len() + 1);
            let row = json!({
                "sid": sid, "direction": "outbound-api", "from": self.number, "to": to, "body": words,
                "status": "queued", "num_media": "0", "date_sent": date(machine() + state.behind),
                "error_code": null, "error_message": null,
            });
            state.rows.push(row.clone());
            self.said.push(Said {
                sid,
                to,
                body: words,
                callback: field("StatusCallback"),
            });
            row
        };
        Ok(row)
    }

    fn media(&self, rest: &str) -> Option<Response<Bytes>> {
        let (sid, place) = rest.split_once("/Media")?;
        let state = self.state();
        let media = state.media.get(sid)?;
        if place == ".json" {
            let list: Vec<Value> = (0..media.len())
                .map(|number| {
                    let uri = format!(
                        "/2010-04-01/Accounts/{}/Messages/{sid}/Media/{number}.json",
                        self.sid
                    );
                    json!({ "sid": format!("ME{number}"), "content_type": media[number].0, "uri": uri })
                })
                .collect();
            return Some(json(StatusCode::OK, &json!({ "media_list": list })));
        }
        let number: usize = place.strip_prefix('/')?.parse().ok()?;
        media.get(number)?;
        let mut away = Response::new(Bytes::new());
        *away.status_mut() = StatusCode::TEMPORARY_REDIRECT;
        let place = format!("/cdn/{sid}/{number}").parse().ok()?;
        away.headers_mut().insert(header::LOCATION, place);
        Some(away)
    }

    fn content(&self, place: &str) -> Option<Response<Bytes>> {
        let (sid, number) = place.split_once('/')?;
        let number: usize = number.parse().ok()?;
        let state = self.state();
        let (_, bytes) = state.media.get(sid)?.get(number)?;
        Some(Response::new(bytes.clone()))
    }
}

fn machine() -> i64 {
    crate::base::time::Clock::machine().now().0 / 1000
}

/// As mail writes an instant.
fn date(seconds: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let iso = Timestamp(seconds * 1000).rfc3339();
    let month: usize = iso[5..7].parse().unwrap_or(1);
    // Which day of the week it is, nobody reads.
    format!(
        "Mon, {} {} {} {} +0000",
        &iso[8..10],
        MONTHS[month - 1],
        &iso[..4],
        &iso[11..19]
    )
}

impl Manners for Sms {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        let not_found = || {
            let words = "20404 The requested resource was not found";
            self.refusal(StatusCode::NOT_FOUND, words, None)
        };
        if let Some(place) = call.path.strip_prefix("/cdn/") {
            return self.content(place).unwrap_or_else(not_found);
        }
        let both = BASE64_STANDARD.encode(format!("{}:{}", self.sid, self.token));
        if call.authorization != format!("Basic {both}") {
            return self.refusal(StatusCode::UNAUTHORIZED, "20003 Authenticate", None);
        }
        let ours = format!("/2010-04-01/Accounts/{}/", self.sid);
        let Some(rest) = call.path.strip_prefix(&ours) else {
            return not_found();
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        match (&call.method, place) {
            (&Method::GET, "IncomingPhoneNumbers.json") => {
                let asked: HashMap<String, String> =
                    serde_html_form::from_str(query).unwrap_or_default();
                let found = asked.get("PhoneNumber") == Some(&self.number);
                let numbers: Vec<Value> = found
                    .then(|| json!({ "sid": "PN1", "phone_number": self.number }))
                    .into_iter()
                    .collect();
                json(
                    StatusCode::OK,
                    &json!({ "incoming_phone_numbers": numbers }),
                )
            }
            (&Method::GET, "Messages.json") => json(StatusCode::OK, &self.list(query)),
            (&Method::POST, "Messages.json") => match self.send(&call.body) {
                Ok(row) => json(StatusCode::CREATED, &row),
                Err(words) => self.refusal(StatusCode::BAD_REQUEST, words, None),
            },
            (&Method::GET, place) => place
                .strip_prefix("Messages/")
                .and_then(|rest| self.media(rest))
                .unwrap_or_else(not_found),
            _ => not_found(),
        }
    }

    /// The figure in front of the words is the platform's code.
    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        let (code, words) = words.split_once(' ').unwrap_or(("", words));
        let code = code.parse().unwrap_or(match status {
            StatusCode::TOO_MANY_REQUESTS => 20429,
            _ => 20500,
        });
        let body = json!({ "code": code, "message": words, "status": status.as_u16() });
        let mut answer = json(status, &body);
        if let Some(seconds) = retry_after {
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        answer
    }
}
