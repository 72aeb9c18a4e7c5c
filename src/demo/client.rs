//! A small HTTP client: what a browser does for the widget, over real loopback connections.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, bail};
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// A request that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(30);
/// A stream that says nothing for longer has failed; the house says something every 15 s.
const SILENCE: Duration = Duration::from_secs(35);
/// How often a request is sent when the house does not answer.
const TRIES: u32 = 4;

/// Somebody's browser.
#[derive(Debug, Clone)]
pub(super) struct Client {
    house: SocketAddr,
    user_agent: &'static str,
    language: String,
    token: Option<String>,
}

/// An answer that has arrived.
#[derive(Debug)]
pub(super) struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// JSON; null when there was none.
    pub body: Value,
}

impl Client {
    /// A browser that has not been here yet.
    #[must_use]
    pub(super) fn new(house: SocketAddr, user_agent: &'static str, language: &str) -> Self {
        // A house that listens everywhere is reached here, too.
        let ip = if house.ip().is_unspecified() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            house.ip()
        };
        Self {
            house: SocketAddr::new(ip, house.port()),
            user_agent,
            language: language.to_owned(),
            token: None,
        }
    }

    /// Where the house answers.
    pub(super) fn house(&self) -> SocketAddr {
        self.house
    }

    /// Goes on as whoever has this token.
    pub(super) fn set_token(&mut self, token: &str) {
        self.token = Some(token.to_owned());
    }

    /// The token, if there is one.
    #[must_use]
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Sends JSON and answers what came back, whatever its status. `key` makes a message that may be
    /// repeated. A house that is out of reach or busy is asked again after a pause.
    pub(super) async fn post(
        &self,
        path: &str,
        body: &Value,
        key: Option<&str>,
    ) -> anyhow::Result<Answer> {
        let bytes = Bytes::from(body.to_string());
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(key.map(|key| ("idempotency-key", key)));
        self.call(Method::POST, path, &headers, &bytes).await
    }

    /// Sends a file.
    pub(super) async fn upload(
        &self,
        path: &str,
        media_type: &str,
        bytes: &'static [u8],
    ) -> anyhow::Result<Answer> {
        let bytes = Bytes::from_static(bytes);
        self.call(Method::POST, path, &[("content-type", media_type)], &bytes)
            .await
    }

    /// Brings a body with these headers, as the server of a platform does.
    pub(super) async fn bring(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: &Bytes,
    ) -> anyhow::Result<()> {
        let answer = self.call(Method::POST, path, headers, body).await?;
        anyhow::ensure!(answer.status.is_success(), "{path}: {}", answer.status);
        Ok(())
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &Bytes,
    ) -> anyhow::Result<Answer> {
        let mut pause = Duration::from_millis(200);
        for attempt in 1.. {
            let outcome =
                tokio::time::timeout(LONGEST, self.try_once(&method, path, headers, body))
                    .await
                    .unwrap_or_else(|_| bail!("the house did not answer"));
            let is_last = attempt == TRIES;
            match outcome {
                Ok(answer) if !is_last && is_temporary(answer.status) => {}
                Err(_) if !is_last => {}
                outcome => return outcome.with_context(|| path.to_owned()),
            }
            tokio::time::sleep(pause).await;
            pause *= 3;
        }
        unreachable!("the last try returns")
    }

    async fn try_once(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &Bytes,
    ) -> anyhow::Result<Answer> {
        let response = self.send(method, path, headers, body.clone()).await?;
        let status = response.status();
        let bytes = response.into_body().collect().await?.to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Answer { status, body })
    }

    async fn send(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> anyhow::Result<http::Response<Incoming>> {
        let stream = TcpStream::connect(self.house).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // It ends when the answer was read or dropped; errors reach whoever reads.
            let _ = connection.await;
        });
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.house.to_string())
            .header(header::USER_AGENT, self.user_agent)
            .header(header::ACCEPT_LANGUAGE, &self.language);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Ok(sender.send_request(request.body(Full::new(body))?).await?)
    }

    /// Opens a live stream at this path.
    #[must_use]
    pub(super) fn events(&self, path: &'static str) -> Events {
        Events {
            client: self.clone(),
            path,
            body: None,
            buffer: String::new(),
            last_id: None,
        }
    }
}

fn is_temporary(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
}

/// A live stream that comes back by itself and misses nothing.
pub(super) struct Events {
    client: Client,
    path: &'static str,
    body: Option<Incoming>,
    buffer: String,
    last_id: Option<String>,
}

/// Something that happened.
#[derive(Debug)]
pub(super) struct Event {
    /// What sort.
    pub kind: String,
    /// What is told of it.
    pub data: Value,
}

impl Events {
    /// Opens the stream, so that nothing that happens from here on is missed.
    pub(super) async fn open(&mut self) -> anyhow::Result<()> {
        let last_id = self.last_id.clone().unwrap_or_default();
        let mut headers = vec![("accept", "text/event-stream")];
        if !last_id.is_empty() {
            headers.push(("last-event-id", &last_id));
        }
        let opening = self
            .client
            .send(&Method::GET, self.path, &headers, Bytes::new());
        let response = tokio::time::timeout(LONGEST, opening).await??;
        if !response.status().is_success() {
            bail!("{}: {}", self.path, response.status());
        }
        self.body = Some(response.into_body());
        self.buffer.clear();
        Ok(())
    }

    /// The next event. May be given up and called again at any time. An error says that the stream is
    /// refused, for instance because its owner may no longer be here.
    pub(super) async fn next(&mut self) -> anyhow::Result<Event> {
        loop {
            if let Some(event) = self.take() {
                return Ok(event);
            }
            let Some(body) = &mut self.body else {
                self.open().await?;
                continue;
            };
            match tokio::time::timeout(SILENCE, body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    if let Some(bytes) = frame.data_ref() {
                        // Frames end between events, so no character is ever cut in two.
                        self.buffer.push_str(&String::from_utf8_lossy(bytes));
                    }
                }
                Ok(Some(Err(_)) | None) | Err(_) => {
                    self.body = None;
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            }
        }
    }

    /// The first whole event in the buffer. Comments and events without data are passed over.
    fn take(&mut self) -> Option<Event> {
        while let Some(end) = self.buffer.find("\n\n") {
            let block: String = self.buffer.drain(..end + 2).collect();
            let field = |name: &str| {
                block
                    .lines()
                    .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            };
            if let Some(id) = field("id") {
                self.last_id = Some(id.to_owned());
            }
            let data = field("data").and_then(|data| serde_json::from_str(data).ok());
            if let (Some(kind), Some(data)) = (field("event"), data) {
                return Some(Event {
                    kind: kind.to_owned(),
                    data,
                });
            }
        }
        None
    }
}
