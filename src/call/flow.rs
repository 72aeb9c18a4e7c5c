//! An answer that is read as it comes.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
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
        self.reach(request, &Reach::Own).await
    }

    /// The same, as far as this reaches.
    pub(super) async fn reach(
        &self,
        request: Request<Bytes>,
        reach: &Reach,
    ) -> Result<Flow, Untrue> {
        check(request.uri(), reach)?;
        let answer = self
            .client(reach)
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

    /// All of it, unless it is larger than this.
    pub(super) async fn whole(&mut self, most: usize) -> Result<Bytes, Untrue> {
        let mut gathered = BytesMut::new();
        while let Some(bytes) = self.next().await? {
            if gathered.len() + bytes.len() > most {
                return Err(Untrue::TooLarge(most));
            }
            gathered.extend_from_slice(&bytes);
        }
        Ok(gathered.freeze())
    }

    /// Its beginning, as far as it comes within this time.
    pub(super) async fn beginning(&mut self, most: usize, pause: Duration) -> Bytes {
        let mut gathered = BytesMut::new();
        let read = async {
            while gathered.len() < most
                && let Ok(Some(bytes)) = self.next().await
            {
                gathered.extend_from_slice(&bytes[..bytes.len().min(most - gathered.len())]);
            }
        };
        let _ = tokio::time::timeout(pause, read).await;
        gathered.freeze()
    }
}
