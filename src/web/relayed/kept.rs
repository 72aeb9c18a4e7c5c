//! What the relay kept while the house was dark: opened, and answered by the house as if it came now. The relay hands it
//! over piece by piece in the order in which it came, and forgets a piece once it is told that it has been taken.

use std::{
    convert::Infallible,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::time::Instant;

use crate::{
    base::secret::Secret,
    channels::hook::MOST_BYTES,
    link::{kept::Kept, seal::OfficeKey},
    web::{
        answer::{self, Refusal, Reply},
        public::Entrance,
        request::{Late, Way},
        server::Hall,
    },
};

/// Largest piece: the largest body, with its head.
const MOST: usize = MOST_BYTES + 64 * 1024;

/// How often a piece is tried by which the house fails.
const TRIES: u32 = 3;

/// The house as the relay's office.
pub(super) struct Office {
    pub(super) hall: Hall,
    key: OfficeKey,
    heard: Mutex<Instant>,
    /// How often in a row the house failed at the piece at hand.
    failures: Mutex<u32>,
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is in the house, or the house will never take it.
    Settled,
    /// The house cannot take it now.
    Later,
    /// The house fails at it.
    Failed,
}

impl Office {
    pub(super) fn new(hall: Hall, key: OfficeKey) -> Self {
        Self {
            hall,
            key,
            heard: Mutex::new(Instant::now()),
            failures: Mutex::default(),
        }
    }

    /// The relay has said something.
    pub(super) fn hears(&self) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Waits until it has said nothing for so long.
    pub(super) async fn is_silent(&self, silence: Duration) {
        loop {
            let heard = *self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            let until = heard + silence;
            if until <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// Takes a piece: 204 once it is stored, 410 for one that can never be, 503 when the relay shall come again with it.
    pub(super) async fn take(&self, request: Request<Incoming>) -> Reply {
        let sealed = Limited::new(request.into_body(), MOST)
            .collect()
            .await
            .map_err(|_| Refusal::bad("cut-off"))?
            .to_bytes();
        let gone = || Refusal::new(StatusCode::GONE, "not-found");
        let kept = self
            .key
            .unseal(&sealed)
            .ok()
            .and_then(Kept::unpack)
            .ok_or_else(|| {
                tracing::warn!("a piece that the relay kept cannot be opened");
                gone()
            })?;
        let (at, path) = (kept.at, kept.uri.path().to_owned());
        let fate = self.replay(kept).await;
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        *failures = match fate {
            Fate::Failed => *failures + 1,
            Fate::Settled | Fate::Later => 0,
        };
        match fate {
            Fate::Settled => answer::done(),
            // It would keep everything behind it from coming.
            Fate::Failed if *failures >= TRIES => {
                *failures = 0;
                let at = at.rfc3339();
                tracing::error!(%at, path, "the house fails at what the relay kept; the relay has put it aside");
                Err(gone())
            }
            Fate::Failed | Fate::Later => {
                Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy"))
            }
        }
    }

    /// The relay has seen to it that the request named it. It may be found elsewhere by now.
    fn name(&self, headers: &mut HeaderMap) {
        let Some(url) = self.hall.house().relayed.url() else {
            return;
        };
        let host = url.split("://").nth(1).unwrap_or_default();
        if let Ok(host) = HeaderValue::from_str(host) {
            headers.insert(header::HOST, host);
        }
        if headers.contains_key(header::ORIGIN)
            && let Ok(origin) = HeaderValue::from_str(&url)
        {
            headers.insert(header::ORIGIN, origin);
        }
    }

    /// Answers a request that was kept, through all that a request goes through.
    async fn replay(&self, kept: Kept) -> Fate {
        let late = Late {
            at: kept.at,
            token: kept.token.map(Secret::new),
        };
        let mut request = Request::new(Full::new(kept.body));
        *request.method_mut() = kept.method;
        *request.uri_mut() = kept.uri;
        *request.headers_mut() = kept.headers;
        self.name(request.headers_mut());
        let hall = self.hall.clone();
        let from = kept.address;
        // A body that comes in is of a kind that only a connection makes.
        let (here, there) = tokio::io::duplex(64 * 1024);
        let service = service_fn(move |mut request: Request<Incoming>| {
            let (hall, late) = (hall.clone(), late.clone());
            request.extensions_mut().insert(late);
            Box::pin(async move {
                let layers = hall.layers();
                let answer = layers
                    .answer(request, from, Way::Relayed, Entrance::World)
                    .await;
                Ok::<_, Infallible>(answer)
            })
        });
        let served = self
            .hall
            .http()
            .serve_connection(TokioIo::new(there), service);
        let asked = ask(here, request);
        let (_, status) = tokio::join!(served, asked);
        match status {
            Some(status) if status.is_success() => Fate::Settled,
            Some(StatusCode::INTERNAL_SERVER_ERROR) | None => Fate::Failed,
            Some(StatusCode::TOO_MANY_REQUESTS) => Fate::Later,
            Some(status) if status.is_server_error() => Fate::Later,
            Some(status) => {
                tracing::info!(%status, "what the relay kept is not taken");
                Fate::Settled
            }
        }
    }
}

async fn ask(
    stream: tokio::io::DuplexStream,
    mut request: Request<Full<Bytes>>,
) -> Option<StatusCode> {
    let headers = request.headers_mut();
    for name in [
        header::TRANSFER_ENCODING,
        header::CONTENT_LENGTH,
        header::EXPECT,
    ] {
        headers.remove(name);
    }
    headers.insert(
        HeaderName::from_static("connection"),
        HeaderValue::from_static("close"),
    );
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .ok()?;
    let asked = async {
        let answer = sender.send_request(request).await.ok()?;
        let status = answer.status();
        let _ = answer.into_body().collect().await;
        Some(status)
    };
    let (_, status) = tokio::join!(connection, asked);
    status
}
