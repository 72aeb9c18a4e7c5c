//! What WhatsApp and Messenger share: how they sign their calls, and how they say no.

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::{Value, json};

use super::Call;
use crate::base::secret;

/// A call of the platform's to the house.
#[derive(Debug, Clone)]
pub struct Signed {
    /// What stands in `x-hub-signature-256`.
    pub signature: String,
    /// The body.
    pub body: Bytes,
}

impl Signed {
    /// Signs a body with the secret of the app. Letters beyond ASCII are written as escapes, as the platform does.
    #[must_use]
    pub fn new(app_secret: &str, body: &Value) -> Self {
        use std::fmt::Write;
        let mut escaped = String::new();
        for c in body.to_string().chars() {
            if c.is_ascii() {
                escaped.push(c);
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            }
        }
        Self {
            signature: format!("sha256={}", secret::proof(app_secret, &[escaped.as_ref()])),
            body: escaped.into(),
        }
    }
}

/// Path and query of a call; the proof in the query is checked.
pub(super) fn parted<'a>(
    call: &'a Call,
    token: &str,
    app_secret: &str,
) -> Option<(&'a str, &'a str)> {
    let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
    let proof = format!(
        "appsecret_proof={}",
        secret::proof(app_secret, &[token.as_ref()])
    );
    let is_let_in = call.authorization == format!("Bearer {token}") && query.contains(&proof);
    is_let_in.then_some((path.trim_matches('/'), query))
}

/// A refusal. Words may begin with a code, and a second one below it: `10/2018278 It is too late`.
pub(super) fn refusal(
    status: StatusCode,
    words: &str,
    busy: i64,
    retry_after: Option<u64>,
) -> Response<Bytes> {
    let (codes, rest) = words.split_once(' ').unwrap_or(("", words));
    let mut codes = codes.split('/').map(|code| code.parse::<i64>().ok());
    let mut error = json!({ "type": "OAuthException", "fbtrace_id": "A1", "message": words });
    match codes.next().flatten() {
        Some(code) => {
            error["code"] = code.into();
            error["message"] = format!("(#{code}) {rest}").into();
            if let Some(below) = codes.next().flatten() {
                error["error_subcode"] = below.into();
            }
        }
        None if retry_after.is_some() => error["code"] = busy.into(),
        // What stands before the platform speaks no JSON.
        None => {
            let mut answer = Response::new(Bytes::from(format!("<html>{words}</html>")));
            *answer.status_mut() = status;
            return answer;
        }
    }
    let mut answer = super::json(status, &json!({ "error": error }));
    if let Some(seconds) = retry_after {
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    answer
}
