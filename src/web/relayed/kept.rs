//! What the relay kept while the house was dark: opened, and answered by the house as if it came now. The relay hands it
//! over piece by piece in the order in which it came, and forgets a piece once it is told that it has been taken.

use std::{
    convert::Infallible,
    io,
    sync::{Mutex, PoisonError},
    task::Poll,
};

use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use http_body::{Body, Frame};
use http_body_util::{BodyExt, StreamBody};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc;

use crate::{
    base::secret::Secret,
    link::{
        kept::Kept,
        seal::{self, OfficeKey, Opening},
        silence::Silence,
    },
    web::{
        answer::{self, Refusal, Reply},
        public::Entrance,
        request::{Late, Way},
        server::Hall,
    },
};

/// Why a piece does not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Broken {
    /// The line was cut.
    Off,
    /// It is sealed to another key, or has changed.
    Unopened,
}

/// A piece on its way in, opened as it comes.
struct Arriving<'a> {
    body: Incoming,
    /// `None` once its end has been opened.
    opening: Option<Opening>,
    office: &'a Office,
}

/// The head of a piece, with as much of its body as came along.
struct Begun {
    kept: Kept,
    /// Bytes that the head took.
    head: usize,
}

impl Arriving<'_> {
    /// What more of it is open; `None` at its end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        loop {
            let Some(opening) = &mut self.opening else {
                return Ok(None);
            };
            match self.body.frame().await {
                Some(Err(_)) => return Err(Broken::Off),
                Some(Ok(frame)) => {
                    self.office.silence.is_broken();
                    let Ok(sealed) = frame.into_data() else {
                        continue;
                    };
                    let plain = opening.add(&sealed).map_err(|_| Broken::Unopened)?;
                    if !plain.is_empty() {
                        return Ok(Some(plain));
                    }
                }
                None => {
                    let end = self.opening.take().map(Opening::end);
                    return end.transpose().map_err(|_| Broken::Unopened);
                }
            }
        }
    }

    async fn head(&mut self) -> Result<Begun, Broken> {
        let mut plain = Vec::new();
        loop {
            let head = Kept::head_length(&plain);
            match head {
                Some(Err(_)) => return Err(Broken::Unopened),
                Some(Ok(head)) if plain.len() >= head => {
                    let kept = Kept::unpack(plain).ok_or(Broken::Unopened)?;
                    return Ok(Begun { kept, head });
                }
                Some(Ok(_)) | None => {}
            }
            plain.extend(self.next().await?.ok_or(Broken::Unopened)?);
        }
    }

    /// Brings all that follows the head. Where nobody wants it any more it is heard out, so that the relay hears the answer.
    async fn rest(mut self, bring: mpsc::Sender<io::Result<Bytes>>) -> Result<(), Broken> {
        loop {
            match self.next().await {
                Ok(Some(plain)) => {
                    let _ = bring.send(Ok(plain.into())).await;
                }
                Ok(None) => return Ok(()),
                Err(broken) => {
                    // By this nobody takes the part that came for the whole.
                    let error = io::Error::from(io::ErrorKind::UnexpectedEof);
                    let _ = bring.send(Err(error)).await;
                    return Err(broken);
                }
            }
        }
    }
}

/// How often a piece is tried by which the house fails.
const TRIES: u32 = 3;

/// The house as the relay's office.
pub(super) struct Office {
    pub(super) hall: Hall,
    key: OfficeKey,
    pub(super) silence: Silence,
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
            silence: Silence::default(),
            failures: Mutex::default(),
        }
    }

    /// Takes a piece: 204 once it is stored, 410 for one that can never be, 503 when the relay shall come again with it.
    pub(super) async fn take(&self, request: Request<Incoming>) -> Reply {
        let sealed = request.body().size_hint().exact();
        let mut arriving = Arriving {
            body: request.into_body(),
            opening: Some(self.key.opening()),
            office: self,
        };
        let gone = || Refusal::new(StatusCode::GONE, "not-found");
        let kept = match arriving.head().await {
            Ok(kept) => kept,
            Err(Broken::Off) => return Err(Refusal::bad("cut-off")),
            Err(Broken::Unopened) => {
                tracing::warn!("a piece that the relay kept cannot be opened");
                return Err(gone());
            }
        };
        let (at, path) = (kept.kept.at, kept.kept.uri.path().to_owned());
        let length = sealed
            .and_then(seal::plain_length)
            .and_then(|plain| plain.checked_sub(kept.head as u64));
        let (bring, body) = mpsc::channel(2);
        let (brought, fate) =
            tokio::join!(arriving.rest(bring), self.replay(kept.kept, length, body));
        match brought {
            Ok(()) => {}
            Err(Broken::Off) => return Err(Refusal::bad("cut-off")),
            Err(Broken::Unopened) => {
                tracing::warn!("a piece that the relay kept cannot be opened to its end");
                return Err(gone());
            }
        }
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

    /// Answers a request that was kept, through all that a request goes through. `length`: of its body, if known.
    async fn replay(
        &self,
        kept: Kept,
        length: Option<u64>,
        mut body: mpsc::Receiver<io::Result<Bytes>>,
    ) -> Fate {
        let is_file = kept.file.is_some();
        let late = Late {
            at: kept.at,
            token: kept.token.map(Secret::new),
            file: kept.file,
        };
        let mut first = Some(kept.body);
        let body = stream::poll_fn(move |cx| match first.take() {
            Some(begin) if !begin.is_empty() => Poll::Ready(Some(Ok(Frame::data(begin)))),
            Some(_) | None => body
                .poll_recv(cx)
                .map(|next| next.map(|next| next.map(Frame::data))),
        });
        let mut request = Request::new(StreamBody::new(body));
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
        let asked = ask(here, request, length);
        let (_, status) = tokio::join!(served, asked);
        match status {
            Some(status) if status.is_success() => Fate::Settled,
            Some(StatusCode::INTERNAL_SERVER_ERROR) | None => Fate::Failed,
            // Words find room where a file does not, and shall not wait behind it.
            Some(StatusCode::SERVICE_UNAVAILABLE) if is_file => Fate::Failed,
            Some(StatusCode::TOO_MANY_REQUESTS) => Fate::Later,
            Some(status) if status.is_server_error() => Fate::Later,
            Some(status) => {
                tracing::info!(%status, "what the relay kept is not taken");
                Fate::Settled
            }
        }
    }
}

async fn ask<B>(
    stream: tokio::io::DuplexStream,
    mut request: Request<B>,
    length: Option<u64>,
) -> Option<StatusCode>
where
    B: http_body::Body<Data = Bytes, Error = io::Error> + Send + Unpin + 'static,
{
    let headers = request.headers_mut();
    for name in [
        header::TRANSFER_ENCODING,
        header::CONTENT_LENGTH,
        header::EXPECT,
    ] {
        headers.remove(name);
    }
    if let Some(length) = length {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
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
