//! A platform calls in: what it brings and what it is answered.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use super::Batch;
use crate::base::time::Timestamp;

/// The largest body that is read.
pub const MOST_BYTES: usize = 3 * 1024 * 1024;

/// A call, as it came.
#[derive(Debug, Clone)]
pub struct HookCall {
    /// GET or POST.
    pub method: Method,
    /// What stands behind the question mark; may be empty.
    pub query: String,
    /// The whole address as the platform sees it.
    pub url: String,
    /// Headers.
    pub headers: HeaderMap,
    /// The body, not read yet: signatures are over its bytes.
    pub body: Bytes,
    /// When it came.
    pub now: Timestamp,
}

impl HookCall {
    /// A header as text; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }
}

/// What a platform that called in is answered, once everything is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookReply {
    /// HTTP status.
    pub status: StatusCode,
    /// Type of the body.
    pub media_type: &'static str,
    /// The body.
    pub body: String,
}

impl HookReply {
    /// Plain words.
    #[must_use]
    pub fn words(body: impl Into<String>) -> Self {
        Self {
            status: StatusCode::OK,
            media_type: "text/plain; charset=utf-8",
            body: body.into(),
        }
    }
}

/// What a call has brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// What happened.
    pub batch: Batch,
    /// The answer.
    pub reply: HookReply,
}

/// Why a call is not listened to. The caller is told no more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHeard;
