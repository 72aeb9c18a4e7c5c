//! A program of the shop's own: it takes what the team says to its customers, and each thing once.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::{Value, json};

use super::{Call, Log, Manners, json};
use crate::base::secret;

#[derive(Default)]
struct State {
    secret: String,
    known: HashSet<String>,
    repeats: usize,
    typed: usize,
    files: Vec<(String, Bytes)>,
}

/// The program.
#[derive(Default)]
pub struct Custom {
    state: Mutex<State>,
    /// The messages that it has taken.
    pub taken: Log<Value>,
}

impl Custom {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It is told the secret.
    pub fn learns(&self, secret: &str) {
        secret.clone_into(&mut self.state().secret);
    }

    /// A customer's file lies at this path.
    pub fn keep(&self, path: &str, bytes: Bytes) {
        self.state().files.push((path.to_owned(), bytes));
    }

    /// What it shows with a body that it sends at this second.
    #[must_use]
    pub fn signature(&self, timestamp: &str, body: &str) -> String {
        let pieces = [timestamp.as_bytes(), b".", body.as_bytes()];
        secret::proof(&self.state().secret, &pieces)
    }

    /// How often something came that it had taken before, and how often it was shown that somebody types.
    #[must_use]
    pub fn signs(&self) -> (usize, usize) {
        let state = self.state();
        (state.repeats, state.typed)
    }
}

impl Manners for Custom {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        if call.method == http::Method::GET {
            let found = self
                .state()
                .files
                .iter()
                .find(|(path, _)| *path == call.path)
                .map(|(_, bytes)| bytes.clone());
            return match found {
                Some(bytes) => Response::new(bytes),
                None => self.refusal(StatusCode::NOT_FOUND, "no such file", None),
            };
        }
        let text = String::from_utf8_lossy(&call.body).into_owned();
        let expected = self.signature(call.header("x-shopbell-timestamp"), &text);
        if call.header("x-shopbell-signature") != expected {
            return self.refusal(StatusCode::UNAUTHORIZED, "wrong signature", None);
        }
        let body = call.json();
        match body["type"].as_str() {
            Some("hello") => json(
                StatusCode::OK,
                &json!({ "id": "kettle-app", "name": "Kettle app" }),
            ),
            Some("typing") => {
                self.state().typed += 1;
                Response::new(Bytes::new())
            }
            Some("message") => {
                let id = body["id"].as_str().unwrap_or_default().to_owned();
                if call.header("idempotency-key") != id {
                    return self.refusal(StatusCode::BAD_REQUEST, "two ids", None);
                }
                {
                    let mut state = self.state();
                    if state.known.insert(id) {
                        self.taken.push(body);
                    } else {
                        state.repeats += 1;
                    }
                }
                json(StatusCode::OK, &json!({}))
            }
            _ => self.refusal(StatusCode::BAD_REQUEST, "unknown type", None),
        }
    }

    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        let mut answer = json(status, &json!({ "error": words }));
        if let Some(seconds) = retry_after {
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        answer
    }
}
