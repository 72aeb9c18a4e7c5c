//! The body of an upload, from somebody who may be slow or gone.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::time::{Instant, timeout, timeout_at};

use crate::{upload, web::answer::Refusal};

/// Somebody who sends nothing for so long has gone.
const SILENCE: Duration = Duration::from_secs(30);

/// Everybody gets this long, and a second more for each [`SLOWEST`] bytes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes a second that the slowest line is expected to carry.
const SLOWEST: u64 = 16 * 1024;

/// How long the rest of a refused upload is listened to, so that the refusal is read: a browser
/// that is cut off while it sends shows an error of its own instead.
const LISTEN: Duration = Duration::from_secs(5);

/// What the relay hands over is waited for so long: whether the line is there still, who serves it sees, and what were refused
/// here would be lost.
const LATE: Duration = Duration::from_secs(24 * 60 * 60);

/// A body that must keep coming.
pub struct Arriving {
    body: Incoming,
    silence: Duration,
    until: Instant,
}

impl Arriving {
    /// A body that says it has so many bytes; 0: it does not say.
    #[must_use]
    pub fn new(body: Incoming, announced: u64) -> Self {
        let patience = PATIENCE + Duration::from_secs(announced / SLOWEST);
        Self {
            body,
            silence: SILENCE,
            until: Instant::now() + patience,
        }
    }

    /// A body that was kept while the house was dark.
    #[must_use]
    pub fn kept(body: Incoming) -> Self {
        Self {
            body,
            silence: LATE,
            until: Instant::now() + LATE,
        }
    }

    /// The next bytes; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        let cut_off = || Refusal::bad("cut-off");
        loop {
            let until = self.until.min(Instant::now() + self.silence);
            let frame = timeout_at(until, self.body.frame())
                .await
                .map_err(|_| cut_off())?;
            match frame {
                None => return Ok(None),
                Some(Err(_)) => return Err(cut_off()),
                // Anything else is trailers.
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }

    /// At least so many bytes, or all there are.
    pub async fn gather(&mut self, least: usize) -> Result<BytesMut, Refusal> {
        self.gather_after(BytesMut::new(), least).await
    }

    /// The same, beginning with what was gathered before.
    pub async fn gather_after(
        &mut self,
        mut gathered: BytesMut,
        least: usize,
    ) -> Result<BytesMut, Refusal> {
        while gathered.len() < least {
            match self.next().await? {
                Some(bytes) => gathered.extend_from_slice(&bytes),
                None => break,
            }
        }
        Ok(gathered)
    }

    /// Everything, beginning with what was gathered before.
    pub async fn rest_after(
        &mut self,
        mut gathered: BytesMut,
        most: u64,
    ) -> Result<Bytes, Refusal> {
        loop {
            if gathered.len() as u64 > most {
                return Err(upload::Refusal::TooLarge(most).into());
            }
            match self.next().await? {
                Some(bytes) => gathered.extend_from_slice(&bytes),
                None => return Ok(gathered.freeze()),
            }
        }
    }

    /// Listens to what is left, for a while.
    pub async fn listen_out(&mut self) {
        let _ = timeout(LISTEN, async {
            while let Ok(Some(_)) = self.next().await {}
        })
        .await;
    }
}
