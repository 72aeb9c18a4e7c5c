//! One try of a webhook: a signed post, and what came of it. Source: the Standard Webhooks specification,
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, header};

use super::{Http, retry_after};
use crate::base::network::Neighbours;

/// So much of an answer is kept, in bytes.
const KEPT: usize = 1024;

/// What is posted.
#[derive(Debug, Clone)]
pub struct Signed {
    /// To whom.
    pub url: String,
    /// The same at each try, so that a repeat is known: `webhook-id`.
    pub id: String,
    /// When this try was signed, in seconds since 1970: `webhook-timestamp`.
    pub timestamp: i64,
    /// One or more signatures, divided by spaces: `webhook-signature`.
    pub signature: String,
    /// JSON.
    pub body: String,
}

/// What came of a try.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The status that was answered; `None`: nothing was.
    pub status: Option<u16>,
    /// How long it took.
    pub took: Duration,
    /// Why there was no answer; empty: there was one.
    pub words: String,
    /// The beginning of the answer's body, as text.
    pub response: String,
    /// How long we are asked to wait.
    pub retry_after: Option<Duration>,
}

impl Outcome {
    /// Whether it was taken: any 2xx, and nothing else.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }
}

/// Posts once. Redirects are answers like others, and no success.
pub async fn post(
    http: &Http,
    neighbours: &Neighbours,
    signed: &Signed,
    patience: Duration,
) -> Outcome {
    let began = Instant::now();
    let request = Request::post(&signed.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "Shopbell")
        .header("webhook-id", &signed.id)
        .header("webhook-timestamp", signed.timestamp)
        .header("webhook-signature", &signed.signature)
        .body(Bytes::from(signed.body.clone()));
    let answered = match request {
        Ok(request) => http.knock(request, neighbours, KEPT, patience).await,
        Err(error) => {
            return Outcome {
                words: error.to_string(),
                ..Outcome::default()
            };
        }
    };
    let took = began.elapsed();
    match answered {
        Ok(reply) => Outcome {
            status: Some(reply.status.as_u16()),
            took,
            words: String::new(),
            response: String::from_utf8_lossy(&reply.body).into_owned(),
            retry_after: retry_after(&reply.headers),
        },
        Err(error) => Outcome {
            took,
            words: error.to_string(),
            ..Outcome::default()
        },
    }
}
