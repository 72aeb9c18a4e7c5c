//! Other platforms, as small servers on loopback that answer as those do: the real code for each channel speaks to
//! them over real connections, in the demo and in the tests.

pub mod custom;
mod form;
mod log;
pub mod mail;
pub mod messenger;
mod meta;
pub mod sms;
pub mod telegram;
pub mod vk;
pub mod wechat;
pub mod whatsapp;

use std::{
    collections::VecDeque,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::JoinHandle};

pub use self::{
    form::{Field, fields},
    log::Log,
};

/// A request that came.
#[derive(Debug, Clone)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Type of the body; may be empty.
    pub media_type: String,
    /// What it shows to be let in; may be empty.
    pub authorization: String,
    /// All its headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Call {
    /// A header as text; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What goes wrong with a call.
#[derive(Debug, Clone)]
pub enum Mishap {
    /// It is not done, and answered so.
    Refused(StatusCode, String),
    /// The same, and when to come back, in seconds.
    Busy(u64),
    /// It is done, and the connection breaks before the answer.
    DoneUnanswered,
    /// It is not done, and the connection breaks.
    Broken,
    /// It is not done, and answered with what nobody can read.
    Garbage,
}

/// What answers calls.
pub trait Manners: Send + Sync + 'static {
    /// Answers a call, when it is time.
    fn answer(&self, call: Call) -> impl Future<Output = Response<Bytes>> + Send;

    /// A refusal in the platform's own words.
    fn refusal(&self, status: StatusCode, words: &str, retry_after: Option<u64>)
    -> Response<Bytes>;
}

type Mishaps = Arc<Mutex<VecDeque<(String, Mishap)>>>;

/// A platform that is there.
pub struct Platform<M> {
    /// Where it answers.
    pub address: SocketAddr,
    /// How it answers.
    pub manners: Arc<M>,
    mishaps: Mishaps,
    server: JoinHandle<()>,
}

impl<M: Manners> Platform<M> {
    /// Opens it on a free port, or on this one.
    pub async fn open(manners: M, port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let manners = Arc::new(manners);
        let mishaps = Mishaps::default();
        let server = tokio::spawn(serve(listener, manners.clone(), mishaps.clone()));
        Ok(Self {
            address,
            manners,
            mishaps,
            server,
        })
    }

    /// Its address as a base for paths.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next call whose method and path, such as `POST /a/b`, hold this goes wrong.
    pub fn spoil(&self, path: &str, mishap: Mishap) {
        let mut mishaps = self.mishaps.lock().unwrap_or_else(PoisonError::into_inner);
        mishaps.push_back((path.to_owned(), mishap));
    }
}

impl<M> Drop for Platform<M> {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve<M: Manners>(listener: TcpListener, manners: Arc<M>, mishaps: Mishaps) {
    let mut guests = tokio::task::JoinSet::new();
    loop {
        while guests.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (manners, mishaps) = (manners.clone(), mishaps.clone());
        guests.spawn(async move {
            let service = service_fn(move |request| {
                let (manners, mishaps) = (manners.clone(), mishaps.clone());
                async move { one(request, &*manners, &mishaps).await }
            });
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// Ends the connection without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection breaks")]
struct Breaks;

async fn one<M: Manners>(
    request: Request<Incoming>,
    manners: &M,
    mishaps: &Mishaps,
) -> Result<Response<Full<Bytes>>, Breaks> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| Breaks)?.to_bytes();
    let word = |name: header::HeaderName| {
        let value = head.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let call = Call {
        method: head.method.clone(),
        path: head
            .uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        media_type: word(header::CONTENT_TYPE),
        authorization: word(header::AUTHORIZATION),
        headers: head.headers.clone(),
        body,
    };
    let mishap = {
        let mut mishaps = mishaps.lock().unwrap_or_else(PoisonError::into_inner);
        let found = mishaps
            .iter()
            .position(|(path, _)| format!("{} {}", call.method, call.path).contains(path.as_str()));
        found.and_then(|at| mishaps.remove(at))
    };
    let answer = match mishap.map(|(_, mishap)| mishap) {
        None => manners.answer(call).await,
        Some(Mishap::Refused(status, words)) => manners.refusal(status, &words, None),
        Some(Mishap::Busy(seconds)) => {
            let busy = StatusCode::TOO_MANY_REQUESTS;
            manners.refusal(busy, "Too Many Requests", Some(seconds))
        }
        Some(Mishap::DoneUnanswered) => {
            manners.answer(call).await;
            return Err(Breaks);
        }
        Some(Mishap::Broken) => return Err(Breaks),
        Some(Mishap::Garbage) => Response::new(Bytes::from_static(b"{\"ok\":tr")),
    };
    Ok(answer.map(Full::new))
}

/// An answer in JSON.
#[must_use]
pub fn json(status: StatusCode, body: &serde_json::Value) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(body.to_string()));
    *answer.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(header::CONTENT_TYPE, json);
    answer
}
