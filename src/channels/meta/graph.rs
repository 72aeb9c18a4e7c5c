//! The Graph API: one client for both platforms, what its refusals look like, and how much of an account's allowance
//! is used up.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use serde_json::Value;

use super::pick;
use crate::{
    base::secret,
    call::{self, FormPart, Http, MOST_WORDS, PATIENCE, Reply, Untrue},
    channels::{AsFault, Fault},
    desk::account::{Keys, Trouble},
};

/// Where the public service answers. A version lives for about two years.
pub(super) const PUBLIC: &str = "https://graph.facebook.com/v24.0";

/// A message with a file may take so long.
const LONG: Duration = Duration::from_secs(120);

/// Hosts that are the maker's own, beside the one that is spoken to: what they are shown stays in the house.
const OWN: [&str; 4] = [".facebook.com", ".fbsbx.com", ".fbcdn.net", ".whatsapp.net"];

/// A refusal, as the maker words it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) code: i64,
    pub(super) subcode: i64,
    pub(super) words: String,
    /// Whether it says itself that it is over soon.
    pub(super) is_transient: bool,
    /// When to come back, if it says so.
    pub(super) pause: Option<Duration>,
}

impl Refused {
    /// Reads the object that describes it.
    pub(super) fn read(error: &Value) -> Self {
        let details = pick::words(&error["error_data"]["details"]);
        let message = match pick::words(&error["message"]) {
            message if message.is_empty() => pick::words(&error["title"]),
            message => message,
        };
        Self {
            code: pick::number(&error["code"]).unwrap_or_default(),
            subcode: pick::number(&error["error_subcode"]).unwrap_or_default(),
            words: if details.is_empty() { message } else { details },
            is_transient: error["is_transient"] == true,
            pause: None,
        }
    }

    /// Its code as the team sees it.
    pub(super) fn name(&self) -> String {
        self.code.to_string()
    }
}

/// What a refusal means on a platform.
pub(super) type Judge = fn(&Refused) -> Fault;

/// The client of one account.
pub(super) struct Graph {
    base: String,
    token: String,
    proof: String,
    judge: Judge,
    http: Http,
    /// How much of the allowance is used up, in per cent.
    used: AtomicU32,
}

impl Graph {
    pub(super) fn new(keys: &Keys, token: &str, http: Http, judge: Judge) -> Self {
        let base = match keys.get("api_base").trim_end_matches('/') {
            "" => PUBLIC,
            own => own,
        };
        let (token, app_secret) = (keys.get(token), keys.get("app_secret"));
        Self {
            base: base.to_owned(),
            token: token.to_owned(),
            // Shows that whoever has the token has the secret of its app as well: a wrong one is found out at once.
            proof: secret::proof(app_secret, &[token.as_ref()]),
            judge,
            http,
            used: AtomicU32::new(0),
        }
    }

    /// How much of the allowance was used up when the platform last said so, in per cent.
    pub(super) fn used(&self) -> u32 {
        self.used.load(Ordering::Relaxed)
    }

    fn address(&self, path: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{}/{path}{sign}appsecret_proof={}", self.base, &self.proof)
    }

    fn let_in(&self, request: Option<Request<Bytes>>) -> Result<Request<Bytes>, Fault> {
        let bearer = HeaderValue::from_str(&format!("Bearer {}", self.token));
        let (Some(mut request), Ok(mut bearer)) = (request, bearer) else {
            let words = "a key holds what no key has".to_owned();
            return Err(Fault::Account(Trouble::Setup, words));
        };
        bearer.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        Ok(request)
    }

    /// Asks something that may be asked again.
    pub(super) async fn ask(&self, path: &str) -> Result<Value, Fault> {
        let request = Request::builder()
            .method(Method::GET)
            .uri(self.address(path))
            .body(Bytes::new());
        self.question(request.ok(), PATIENCE).await
    }

    /// Does something that may be done again.
    pub(super) async fn tell(&self, path: &str, body: &Value) -> Result<Value, Fault> {
        self.question(call::json(&self.address(path), body), PATIENCE)
            .await
    }

    /// Hands over a file, which may be done again.
    pub(super) async fn upload(&self, path: &str, parts: &[FormPart<'_>]) -> Result<Value, Fault> {
        self.question(call::form(&self.address(path), parts), LONG)
            .await
    }

    async fn question(
        &self,
        request: Option<Request<Bytes>>,
        patience: Duration,
    ) -> Result<Value, Fault> {
        let request = self.let_in(request)?;
        let reply = self.http.call(request, MOST_WORDS, patience).await;
        let reply = reply.map_err(Untrue::of_question)?;
        let status = reply.status;
        self.read(&reply)
            .unwrap_or_else(|| Err(Fault::Later(None, format!("HTTP {status}"))))
    }

    /// Says something that must not be said twice.
    pub(super) async fn say(&self, path: &str, body: &Value) -> Result<Value, Fault> {
        self.message(call::json(&self.address(path), body)).await
    }

    /// The same, with a file.
    pub(super) async fn say_with(
        &self,
        path: &str,
        parts: &[FormPart<'_>],
    ) -> Result<Value, Fault> {
        self.message(call::form(&self.address(path), parts)).await
    }

    async fn message(&self, request: Option<Request<Bytes>>) -> Result<Value, Fault> {
        let request = self.let_in(request)?;
        let reply = self.http.call(request, MOST_WORDS, LONG).await;
        let reply = reply.map_err(Untrue::of_message)?;
        let status = reply.status;
        // What stands between us and the platform has spoken: what became of the message, nobody says.
        self.read(&reply)
            .unwrap_or_else(|| Err(Fault::Lost(format!("HTTP {status}"))))
    }

    /// What an answer says, or what it means that it says no; `None` when it cannot be read.
    fn read(&self, reply: &Reply) -> Option<Result<Value, Fault>> {
        let usage = Usage::read(&reply.headers);
        if let Some(used) = usage.used {
            self.used.store(used, Ordering::Relaxed);
        }
        let answer: Value = match serde_json::from_slice(&reply.body) {
            Ok(answer) => answer,
            Err(_) if reply.status.as_u16() == 429 => {
                let pause = usage.pause.unwrap_or(Duration::from_secs(60));
                return Some(Err(Fault::Busy(pause, "HTTP 429".to_owned())));
            }
            Err(_) => return None,
        };
        if answer["error"].is_object() {
            let refused = Refused {
                pause: usage.pause,
                ..Refused::read(&answer["error"])
            };
            return Some(Err((self.judge)(&refused)));
        }
        reply.status.is_success().then_some(Ok(answer))
    }

    /// Fetches a file from where the platform says it is. The token is shown to the maker's own hosts alone.
    pub(super) async fn fetch(
        &self,
        address: &str,
        with_token: bool,
        most: usize,
    ) -> Result<Reply, Fault> {
        let gone = |words: &str| Fault::Message("file-gone".to_owned(), words.to_owned());
        let uri: Uri = address.parse().map_err(|_| gone("no address"))?;
        let base: Uri = self.base.parse().map_err(|_| gone("no address"))?;
        // A platform on the net points to nothing on this machine.
        if call::is_loopback(&uri) && !call::is_loopback(&base) {
            return Err(gone("an address of this machine"));
        }
        let is_own = is_own(&uri, &base);
        if with_token && !is_own {
            return Err(gone("an address that is not the platform's own"));
        }
        let bearer = with_token.then_some(self.token.as_str());
        let reply = self.http.fetch(address, &self.base, bearer, most).await;
        let reply = reply.map_err(|error| match error {
            Untrue::TooLarge(_) => Fault::Message("too-large".to_owned(), error.to_string()),
            Untrue::BadAddress(_) | Untrue::Private(_) => gone(&error.to_string()),
            other => other.of_question(),
        })?;
        let status = reply.status.as_u16();
        match status {
            200..=299 => Ok(reply),
            // Addresses of files are good for a while only.
            400 | 403 | 404 | 410 if !with_token => Err(gone(&format!("HTTP {status}"))),
            _ => Err(Fault::Later(None, format!("HTTP {status}"))),
        }
    }
}

fn is_own(address: &Uri, base: &Uri) -> bool {
    let is_there = address.authority() == base.authority() && address.scheme() == base.scheme();
    let host = address.host().unwrap_or_default();
    is_there
        || (address.scheme_str() == Some("https")
            && OWN
                .iter()
                .any(|own| host.ends_with(own) || host == &own[1..]))
}

/// What the headers of an answer say of the account's allowance.
#[derive(Debug, Default, PartialEq, Eq)]
struct Usage {
    used: Option<u32>,
    pause: Option<Duration>,
}

impl Usage {
    fn read(headers: &HeaderMap) -> Self {
        let word = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let mut usage = Self::default();
        for name in ["x-app-usage", "x-business-use-case-usage"] {
            if let Some(told) = word(name).and_then(|told| serde_json::from_str(told).ok()) {
                usage.look(&told);
            }
        }
        if let Some(seconds) = word("retry-after").and_then(|seconds| seconds.parse().ok()) {
            usage.pause = Some(Duration::from_secs(seconds));
        }
        usage
    }

    fn look(&mut self, told: &Value) {
        match told {
            Value::Array(list) => list.iter().for_each(|one| self.look(one)),
            Value::Object(named) => {
                for (name, value) in named {
                    let number = pick::number(value).and_then(|number| u32::try_from(number).ok());
                    match (name.as_str(), number) {
                        ("call_count" | "total_time" | "total_cputime", Some(used)) => {
                            self.used = Some(used.max(self.used.unwrap_or(0)));
                        }
                        ("estimated_time_to_regain_access", Some(minutes)) if minutes > 0 => {
                            self.pause = Some(Duration::from_secs(u64::from(minutes) * 60));
                        }
                        _ => self.look(value),
                    }
                }
            }
            _ => {}
        }
    }
}

/// An id as it may stand in a path.
pub(super) fn plain(id: &str) -> Result<&str, Fault> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    if !id.is_empty() && id.chars().all(is_plain) {
        return Ok(id);
    }
    Err(Fault::Message("id".to_owned(), "no id".to_owned()))
}

/// What is said no to while an account is connected is said of the account.
pub(super) fn of_account(fault: Fault) -> Fault {
    match fault {
        Fault::Message(_, words) | Fault::Shut(_, words) => Fault::Account(Trouble::Setup, words),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_token_is_shown_to_the_maker_s_hosts_alone() {
        let public: Uri = PUBLIC.parse().unwrap();
        let near: Uri = "http://127.0.0.1:8081/v24.0".parse().unwrap();
        for (address, base, is_so) in [
            (
                "https://lookaside.fbsbx.com/whatsapp_business/1",
                &public,
                true,
            ),
            ("https://graph.facebook.com/1", &public, true),
            ("https://scontent.whatsapp.net/1", &public, true),
            ("http://lookaside.fbsbx.com/1", &public, false),
            ("https://fbsbx.com.example/1", &public, false),
            ("https://notfbsbx.com/1", &public, false),
            ("http://127.0.0.1:8081/file", &near, true),
            ("http://127.0.0.1:8082/file", &near, false),
        ] {
            assert_eq!(is_own(&address.parse().unwrap(), base), is_so, "{address}");
        }
    }

    #[test]
    fn the_allowance_is_read_from_the_headers() {
        let mut headers = HeaderMap::new();
        let business = json!({ "PAGE1": [{ "type": "messenger", "call_count": 81, "total_time": 12,
            "estimated_time_to_regain_access": 3 }] });
        for (name, told) in [
            (
                "x-app-usage",
                r#"{"call_count":28,"total_time":25,"total_cputime":25}"#.to_owned(),
            ),
            ("x-business-use-case-usage", business.to_string()),
        ] {
            let name = http::HeaderName::from_static(name);
            headers.insert(name, told.parse().unwrap());
        }
        let usage = Usage::read(&headers);
        assert_eq!(usage.used, Some(81));
        assert_eq!(usage.pause, Some(Duration::from_secs(180)));
        headers.insert("retry-after", HeaderValue::from_static("7"));
        assert_eq!(Usage::read(&headers).pause, Some(Duration::from_secs(7)));
    }

    #[test]
    fn a_refusal_is_read_with_what_explains_it() {
        let error = json!({ "message": "(#131047) Re-engagement message", "code": 131_047,
            "error_data": { "details": "More than 24 hours have passed" } });
        let refused = Refused::read(&error);
        assert_eq!(
            (refused.code, refused.words.as_str()),
            (131_047, "More than 24 hours have passed")
        );
        let error = json!({ "message": "gone", "code": "10", "error_subcode": 2_018_278 });
        let refused = Refused::read(&error);
        assert_eq!((refused.code, refused.subcode), (10, 2_018_278));
    }

    #[test]
    fn ids_are_no_paths() {
        for (id, is_so) in [
            ("t_10:a-b.c", true),
            ("", false),
            ("../me", false),
            ("a?b", false),
        ] {
            assert_eq!(plain(id).is_ok(), is_so, "{id}");
        }
    }
}
