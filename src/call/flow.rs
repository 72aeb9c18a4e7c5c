//! An answer that is read as it comes.

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;

use super::{Http, Reach, Untrue, check, misfortune};

/// An answer of which the head is there. Dropping it ends the connection.
#[derive(Debug)]
pub struct Flow {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    body: Incoming,
}

impl Http {
    /// Sends a request to a machine that an admin has named, and answers as soon as the head of the answer is there. How
    /// long to wait, and how much to take, is for the caller to say.
    pub async fn open(&self, request: Request<Bytes>) -> Result<Flow, Untrue> {
        check(request.uri(), &Reach::Own)?;
        let answer = self
            .client(&Reach::Own)
            .request(request.map(Full::new))
            .await
            .map_err(|error| misfortune(&error))?;
        let (head, body) = answer.into_parts();
        Ok(Flow {
            status: head.status,
            headers: head.headers,
            body,
        })
    }
}

impl Flow {
    /// The next bytes, as they come; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Untrue> {
        while let Some(frame) = self.body.frame().await {
            let frame = frame.map_err(|error| Untrue::Lost(error.to_string()))?;
            if let Ok(bytes) = frame.into_data() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }
}
