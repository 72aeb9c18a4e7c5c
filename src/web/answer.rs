//! What goes back: pages, fragments, JSON, streams, and refusals in the words of the act.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use maud::Markup;
use serde::Serialize;

use super::{body::Body, limits::Listening};
use crate::{
    base::lang::{Lang, Place},
    db::DbError,
    live::Listener,
};

/// An answer on its way out.
pub type Answer = http::Response<Body>;

/// What a handler answers.
pub type Reply = Result<Answer, Refusal>;

/// An answer with this type of content.
#[must_use]
pub fn content(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Answer::new(Body::from(body.into()));
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer
}

/// JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Reply {
    let bytes = serde_json::to_vec(value).expect("our own shapes are plain data");
    Ok(content(status, "application/json", bytes))
}

/// 200 with JSON.
pub fn ok(value: &impl Serialize) -> Reply {
    json(StatusCode::OK, value)
}

/// 204.
pub fn done() -> Reply {
    let mut answer = Answer::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    Ok(answer)
}

/// A page or a part of one.
pub fn page(markup: Markup) -> Reply {
    Ok(page_with(StatusCode::OK, markup))
}

/// A page with another status, such as a form that was not accepted.
#[must_use]
pub fn page_with(status: StatusCode, markup: Markup) -> Answer {
    content(status, "text/html; charset=utf-8", markup.into_string())
}

/// Sends a browser on after a form (303: the next request is a GET). `to` is a path of ours.
pub fn see_other(to: &str) -> Reply {
    let mut answer = Answer::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    answer.headers_mut().insert(header::LOCATION, to);
    Ok(answer)
}

/// A path of ours to go on to. What could lead to another site leads home.
#[must_use]
pub fn own_path(next: &str) -> &str {
    // Browsers read a backslash as a slash, and two slashes as another host.
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(|c| c.is_control() || c.is_whitespace());
    if is_ours { next } else { "/" }
}

/// A live stream, counted if a stranger has it. Proxies are told not to buffer it.
pub fn stream(listener: Listener, counted: Option<Listening>) -> Reply {
    let mut answer = Answer::new(Body::stream(listener, counted));
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    );
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(answer)
}

/// Why a request was not carried out: a status, a word for programs, a sentence for people.
///
/// The sentence is the Fluent text `refusal-CODE`, so each has one in every language.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// HTTP status.
    pub status: StatusCode,
    /// Word for programs.
    pub code: &'static str,
    /// What fills the places of the sentence.
    pub places: Vec<(&'static str, String)>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u64>,
    /// More for programs, beside code and sentence.
    pub detail: Option<Box<serde_json::Value>>,
}

impl Refusal {
    /// A refusal with this status and code.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            places: Vec::new(),
            retry_after: None,
            detail: None,
        }
    }

    /// 400.
    #[must_use]
    pub fn bad(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }

    /// 401.
    #[must_use]
    pub fn unknown_caller() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-in-needed")
    }

    /// 403.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "not-allowed")
    }

    /// 404: no such thing, or not yours.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// 409.
    #[must_use]
    pub fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    /// 429, come back after some seconds.
    #[must_use]
    pub fn too_fast(seconds: u64) -> Self {
        let mut refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-fast");
        refusal.retry_after = Some(seconds.max(1));
        refusal
    }

    /// Fills a place of the sentence.
    #[must_use]
    pub fn with(mut self, place: &'static str, value: impl ToString) -> Self {
        self.places.push((place, value.to_string()));
        self
    }

    /// Adds something for programs.
    #[must_use]
    pub fn detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = Some(Box::new(detail));
        self
    }

    /// The sentence for people.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let places: Vec<(&'static str, Place<'_>)> = self
            .places
            .iter()
            .map(|(name, value)| (*name, Place::from(value)))
            .collect();
        lang.fill(&format!("refusal-{}", self.code), &places)
            .into_owned()
    }

    /// The answer for programs.
    #[must_use]
    pub fn to_json(&self, lang: Lang) -> Answer {
        let mut error = serde_json::json!({ "code": self.code, "message": self.sentence(lang) });
        if let Some(detail) = &self.detail {
            error["detail"] = detail.as_ref().clone();
        }
        let body = serde_json::json!({ "error": error }).to_string();
        let mut answer = content(self.status, "application/json", body);
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            answer
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        self.set_retry(&mut answer);
        answer
    }

    /// Sets `Retry-After` where there is something to wait for.
    pub fn set_retry(&self, answer: &mut Answer) {
        if let Some(seconds) = self.retry_after {
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        let unavailable = |code, seconds| {
            let mut refusal = Self::new(StatusCode::SERVICE_UNAVAILABLE, code);
            refusal.retry_after = Some(seconds);
            refusal
        };
        match error {
            // The writer has told why, once: a log that grows with every refusal fills the disk further.
            DbError::Storage(_) => unavailable("storage", 10),
            DbError::Busy => unavailable("busy", 1),
            DbError::Stopping => unavailable("stopping", 2),
            DbError::Sql(_) | DbError::Panicked(_) => {
                tracing::error!(%error, "a request failed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn after_signing_in_one_stays_here() {
        for (next, expected) in [
            ("/console?c=7#m-3", "/console?c=7#m-3"),
            ("/admin/team", "/admin/team"),
            ("", "/"),
            ("console", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/\t/evil.example", "/"),
            ("/a\r\nset-cookie: x", "/"),
        ] {
            assert_eq!(own_path(next), expected, "{next:?}");
        }
    }
}
