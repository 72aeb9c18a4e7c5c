//! What is answered while the office is dark. Nobody is told anything that the office would have to say: who may read a
//! chat, the relay does not know.

use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use serde::Deserialize;

use super::{Relay, cache, pages, store::StoreError};
use crate::{
    base::secret::{Secret, hex, random_hex},
    channels::hook,
    desk::conversation::say::Draft,
    link::kept::Kept,
    web::{
        answer::{self, Answer, Refusal, Reply},
        assets,
        body::Body,
        limits::{Act, Whose},
        request::bearer,
        widget::open_to_all,
    },
};

/// Largest body of a session's beginning or a message.
const MOST_WORDS: usize = 256 * 1024;

/// Characters of a token.
const TOKEN: usize = 43;

/// Whoever asks what only the office can answer comes again after so many seconds.
const AGAIN_S: u64 = 5;
/// Whoever brings something that there is no room for.
const FULL_S: u64 = 120;

/// What may wait for the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keepable {
    /// A visitor begins.
    Session,
    /// A visitor writes.
    Message,
    /// A visitor sends a file; it goes through in parts.
    File,
    /// A platform calls in.
    Call,
}

impl Keepable {
    pub(super) fn most_bytes(self) -> usize {
        match self {
            Self::Session | Self::Message | Self::File => MOST_WORDS,
            Self::Call => hook::MOST_BYTES,
        }
    }
}

/// Whether a request may wait.
pub(super) fn keepable(method: &Method, path: &str) -> Option<Keepable> {
    if *method != Method::POST {
        return None;
    }
    match path {
        "/api/v1/visitor/sessions" => Some(Keepable::Session),
        "/api/v1/visitor/messages" => Some(Keepable::Message),
        "/api/v1/visitor/files" => Some(Keepable::File),
        _ if path.starts_with("/hooks/") => Some(Keepable::Call),
        _ => None,
    }
}

/// The office cannot be asked.
pub(super) fn dark() -> Refusal {
    let mut refusal = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "office-dark");
    refusal.retry_after = Some(AGAIN_S);
    refusal
}

/// The office is there and has not answered in time.
pub(super) fn slow() -> Refusal {
    let mut refusal = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy");
    refusal.retry_after = Some(AGAIN_S);
    refusal
}

/// There is no room. Platforms come again, and the widget keeps what was written itself.
pub(super) fn full(why: &StoreError) -> Refusal {
    tracing::warn!(%why, "something could not be kept");
    let mut refusal = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "relay-full");
    refusal.retry_after = Some(FULL_S);
    refusal
}

/// The asset at a path such as `/a/0f/widget/frame.js`.
pub(super) fn asset(path: &str, headers: &HeaderMap) -> Reply {
    let (hash, name) = path
        .strip_prefix("/a/")
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(Refusal::not_found)?;
    assets::hashed(headers, hash, name)
}

#[derive(Deserialize)]
struct Begin {
    site: Option<String>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    attachments: Vec<String>,
}

impl Relay {
    /// What there is of a page or asset without the office.
    pub(super) fn show_in_the_dark(&self, uri: &Uri, headers: &HeaderMap) -> Reply {
        let path = uri.path();
        if path == "/w.js" {
            let mut answer = assets::packed(headers, "widget/loader.js")?;
            open_to_all(answer.headers_mut());
            return Ok(answer);
        }
        if path.starts_with("/a/") {
            return asset(path, headers);
        }
        let now = self.clock.now();
        let known = cache::key(uri, headers).and_then(|key| self.cache.show(&key, headers, now));
        if let Some(answer) = known {
            return Ok(answer);
        }
        if path == "/help" {
            let wanted = headers.get(header::ACCEPT_LANGUAGE);
            let wanted = wanted.and_then(|wanted| wanted.to_str().ok());
            let door = self.cache.door(wanted.unwrap_or("")).ok_or_else(dark)?;
            return answer::see_other(&door);
        }
        let page =
            pages::wanted(uri, headers).and_then(|(path, lang)| self.pages.show(&path, lang));
        let (of_page, body) = page.ok_or_else(dark)?;
        let mut answer = Answer::new(Body::from(body));
        *answer.headers_mut() = of_page;
        // The office may be back before that.
        let fresh = HeaderValue::from_static("no-store");
        answer.headers_mut().insert(header::CACHE_CONTROL, fresh);
        Ok(answer)
    }

    /// Looks at what may be kept: whether it is what it should be, and what whoever brought it is told once it is kept.
    pub(super) fn weigh(
        &self,
        keepable: Keepable,
        head: &Parts,
        body: &Bytes,
        from: IpAddr,
    ) -> Result<(Kept, Reply), Refusal> {
        let mut kept = Kept {
            at: self.clock.now(),
            address: from,
            token: None,
            file: None,
            method: head.method.clone(),
            uri: head.uri.clone(),
            headers: head.headers.clone(),
            body: body.clone(),
        };
        let answer = match keepable {
            Keepable::Session => self.begin(&mut kept)?,
            Keepable::Message => self.write(&mut kept)?,
            Keepable::File => return Err(dark()),
            Keepable::Call => self.called(&kept)?,
        };
        Ok((kept, answer))
    }

    pub(super) fn count(&self, act: Act, from: IpAddr) -> Result<(), Refusal> {
        self.limits
            .count(act, Whose::address(from))
            .map_err(Refusal::too_fast)
    }

    /// A visitor begins: the token that they are given, the house will take as its own.
    fn begin(&self, kept: &mut Kept) -> Result<Reply, Refusal> {
        self.count(Act::Begin, kept.address)?;
        let is_foreign = kept
            .headers
            .get(header::ORIGIN)
            .is_some_and(|origin| origin.as_bytes() != self.url.as_bytes());
        if is_foreign {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "foreign-origin"));
        }
        let begin: Begin = read(&kept.body)?;
        let site = begin.site.ok_or_else(Refusal::not_found)?;
        if !self.state.brief().sites.contains(&site) {
            return Err(Refusal::not_found());
        }
        let token = Secret::random();
        let told = serde_json::json!({
            "token": token.expose(), "visitor_id": null, "conversation_id": null, "kept": true,
        });
        kept.token = Some(token.expose().to_owned());
        Ok(answer::json(StatusCode::CREATED, &told))
    }

    /// A visitor writes: whoever has no token of ours is found out by the house.
    fn write(&self, kept: &mut Kept) -> Result<Reply, Refusal> {
        self.count(Act::Write, kept.address)?;
        check_token(&kept.headers)?;
        let written: Written = read(&kept.body)?;
        Draft {
            text: written.text,
            attachments: written.attachments,
            key: None,
            quotes: None,
            is_automatic: false,
            template: None,
        }
        .check()?;
        // Handed over twice, it shall be there once.
        if !kept.headers.contains_key("idempotency-key")
            && let Ok(key) = HeaderValue::from_str(&random_hex())
        {
            kept.headers.insert("idempotency-key", key);
        }
        let told = serde_json::json!({ "kept": true });
        Ok(answer::json(StatusCode::ACCEPTED, &told))
    }

    /// Whether a platform calls in at this path, as far as the office has told.
    pub(super) fn is_called_at(&self, path: &str) -> bool {
        self.state.brief().hooks.contains_key(&named_by(path))
    }

    /// A platform calls in: what it shows of who it is, the house looks at.
    fn called(&self, kept: &Kept) -> Result<Reply, Refusal> {
        let brief = self.state.brief();
        let taken = brief.hooks.get(&named_by(kept.uri.path()));
        let taken = taken.ok_or_else(Refusal::not_found)?;
        let mut answer = Answer::new(Body::from(taken.body.clone()));
        if let Ok(kind) = HeaderValue::from_str(&taken.media_type) {
            answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        Ok(Ok(answer))
    }
}

/// By what the office names the path at which a platform calls in.
fn named_by(path: &str) -> String {
    let key = path.strip_prefix("/hooks/").unwrap_or_default();
    hex(&Secret::new(key).hash().0)
}

/// Whether a visitor shows something that may be a token.
pub(super) fn check_token(headers: &HeaderMap) -> Result<(), Refusal> {
    let is_one = bearer(headers).is_some_and(|token| {
        let token = token.expose();
        let is_of_one = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
        token.len() == TOKEN && token.bytes().all(is_of_one)
    });
    if is_one {
        Ok(())
    } else {
        Err(Refusal::unknown_caller())
    }
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::bad("not-json").with("reason", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_files_and_calls_may_wait_and_nothing_else() {
        for (method, path, expected) in [
            (
                Method::POST,
                "/api/v1/visitor/sessions",
                Some(Keepable::Session),
            ),
            (
                Method::POST,
                "/api/v1/visitor/messages",
                Some(Keepable::Message),
            ),
            (Method::POST, "/hooks/k1", Some(Keepable::Call)),
            (Method::GET, "/hooks/k1", None),
            (Method::GET, "/api/v1/visitor/messages", None),
            (Method::POST, "/api/v1/visitor/files", Some(Keepable::File)),
            (Method::GET, "/api/v1/visitor/files/9", None),
            (Method::POST, "/api/v1/visitor/rating", None),
            (Method::POST, "/api/v1/visitor/close", None),
            (Method::GET, "/api/v1/visitor/events", None),
        ] {
            assert_eq!(keepable(&method, path), expected, "{method} {path}");
        }
    }
}
