//! What stories about access need of a house: members with roles and keys, requests exactly as
//! written, streams.

use std::{net::SocketAddr, time::Duration};

use bytes::{Bytes, BytesMut};
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};
use serde_json::Value;
use shopbell::{
    base::id::ApiKeyId,
    db::{DbError, Tx},
    desk::{
        audit::Origin,
        team::{
            self, Agent, Role,
            api_key::{self, NewKey},
            session::{self, SignIn},
        },
    },
};
use tokio::{net::TcpStream, task::JoinHandle};

use crate::house::{Answer, House, Person};

/// A picture of one grey.
pub(crate) fn picture() -> Bytes {
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes)
        .write_image(&[90; 4 * 3 * 3], 4, 3, ExtendedColorType::Rgb8)
        .unwrap();
    bytes.into()
}

/// Nothing may take longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

impl House {
    /// Does an act of the desk directly.
    pub(crate) async fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.app.house.db.write(act).await.unwrap()
    }

    /// A member of the team, without a password so far.
    pub(crate) async fn colleague(&self, name: &'static str, role: Role) -> Agent {
        let id = self.join(name, role, String::new()).await;
        self.act(move |tx| Ok(team::by_id(tx, id)?.unwrap())).await
    }

    /// A member, signed in once more.
    pub(crate) async fn signed_in(&self, agent: &Agent) -> Person {
        let id = agent.id;
        let token = self
            .act(move |tx| session::open(tx, id, &SignIn::default()))
            .await;
        Person {
            side: "agent",
            token: token.expose().to_owned(),
        }
    }

    /// A program with a key in a member's name.
    pub(crate) async fn program(&self, agent: &Agent, scopes: &'static str) -> (ApiKeyId, Person) {
        let agent = agent.clone();
        let (id, key) = self
            .act(move |tx| {
                let new = NewKey {
                    name: scopes.to_owned(),
                    scopes: scopes.parse().unwrap(),
                    expires_at: None,
                };
                Ok(api_key::create(tx, &Origin::default(), &agent, &new).unwrap())
            })
            .await;
        let token = key.expose().to_owned();
        (
            id,
            Person {
                side: "agent",
                token,
            },
        )
    }

    /// Uploads a picture of this name, to be sent with a message; answers what the house says of it.
    pub(crate) async fn picture_of(&self, who: &Person, name: &str) -> Value {
        let path = format!("files?name={name}.jpg&kind=image");
        let sent = self.post(who, &path, "image/jpeg", picture()).await;
        assert_eq!(sent.status, 201, "{}", sent.text());
        sent.json()
    }

    /// Sends a request with these headers and no others, `host` aside, which is the house's own
    /// unless one is given; an empty one is left out. Of a stream, only the head is waited for.
    pub(crate) async fn call(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Answer {
        call(self.address(), method, path, headers, body).await
    }

    /// Opens a person's stream.
    pub(crate) async fn listen(
        &self,
        who: &Person,
        query: &str,
        headers: &[(&str, &str)],
    ) -> Stream {
        let path = format!("/api/v1/{}/events{query}", who.side);
        let token = format!("Bearer {}", who.token);
        let mut all = vec![("authorization", token.as_str())];
        all.extend(headers);
        self.listen_at(&path, &all).await
    }

    /// Opens a stream with these headers only.
    pub(crate) async fn listen_at(&self, path: &str, headers: &[(&str, &str)]) -> Stream {
        listen_at(self.address(), path, headers).await
    }
}

/// As [`House::call`], to whatever answers there.
pub(crate) async fn call(
    address: SocketAddr,
    method: &Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Answer {
    let (answer, connection) = ask(address, method, path, headers, body.into()).await;
    let (parts, body) = answer.into_parts();
    let is_stream = parts
        .headers
        .get("content-type")
        .is_some_and(|kind| kind == "text/event-stream");
    let body = if is_stream {
        Bytes::new()
    } else {
        body.collect().await.unwrap().to_bytes()
    };
    connection.abort();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body,
    }
}

/// As [`House::listen_at`], to whatever answers there.
pub(crate) async fn listen_at(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Stream {
    let (answer, connection) = ask(address, &Method::GET, path, headers, Bytes::new()).await;
    assert_eq!(answer.status(), 200, "{path}");
    Stream {
        body: answer.into_body(),
        unread: BytesMut::new(),
        retry: None,
        comments: 0,
        connection,
    }
}

async fn ask(
    address: SocketAddr,
    method: &Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Bytes,
) -> (http::Response<Incoming>, JoinHandle<hyper::Result<()>>) {
    let io = TokioIo::new(TcpStream::connect(address).await.unwrap());
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
    let connection = tokio::spawn(connection);
    let mut request = Request::builder().method(method.clone()).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", address.to_string());
    }
    for (name, value) in headers {
        if !value.is_empty() {
            request = request.header(*name, *value);
        }
    }
    let request = request.body(Full::new(body)).unwrap();
    let answer = tokio::time::timeout(PATIENCE, sender.send_request(request)).await;
    (answer.expect("an answer").unwrap(), connection)
}

/// An open stream.
pub(crate) struct Stream {
    body: Incoming,
    unread: BytesMut,
    /// What the house last said about coming back, in milliseconds.
    pub(crate) retry: Option<u64>,
    /// Comment lines so far.
    pub(crate) comments: usize,
    connection: JoinHandle<hyper::Result<()>>,
}

/// What a stream told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    pub(crate) id: Option<i64>,
    pub(crate) kind: String,
    pub(crate) data: Value,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

impl Stream {
    /// The next event; `None` when the stream ended.
    pub(crate) async fn next(&mut self) -> Option<Told> {
        tokio::time::timeout(PATIENCE, self.read())
            .await
            .expect("an event or the end in time")
    }

    /// The next event that has an id: others are told in passing, whenever it may be.
    pub(crate) async fn next_kept(&mut self) -> Told {
        loop {
            let told = self.next().await.expect("the stream goes on");
            if told.id.is_some() {
                return told;
            }
        }
    }

    /// The next event of this kind; others are passed over.
    pub(crate) async fn next_of(&mut self, kind: &str) -> Told {
        loop {
            let told = self.next().await.expect("the stream goes on");
            if told.kind == kind {
                return told;
            }
        }
    }

    /// Waits until the first bytes are there.
    pub(crate) async fn begun(mut self) -> Self {
        while self.comments == 0 {
            match self.take_block() {
                Some(greeting) => assert_eq!(self.parse(&greeting), None),
                None => assert!(self.fill().await, "the stream goes on"),
            }
        }
        self
    }

    /// Reads what is left; fails when the stream does not end within two seconds.
    pub(crate) async fn ends(mut self) -> Vec<Told> {
        let rest = async {
            let mut rest = Vec::new();
            while let Some(told) = self.read().await {
                rest.push(told);
            }
            rest
        };
        tokio::time::timeout(Duration::from_secs(2), rest)
            .await
            .expect("the stream ends within two seconds")
    }

    async fn read(&mut self) -> Option<Told> {
        loop {
            if let Some(block) = self.take_block() {
                if let Some(told) = self.parse(&block) {
                    return Some(told);
                }
            } else if !self.fill().await {
                return None;
            }
        }
    }

    async fn fill(&mut self) -> bool {
        match self.body.frame().await {
            Some(Ok(frame)) => {
                self.unread.extend(frame.into_data().unwrap_or_default());
                true
            }
            Some(Err(_)) | None => false,
        }
    }

    fn take_block(&mut self) -> Option<String> {
        let end = self.unread.windows(2).position(|two| two == b"\n\n")?;
        let block = self.unread.split_to(end + 2);
        Some(std::str::from_utf8(&block).unwrap().trim_end().to_owned())
    }

    fn parse(&mut self, block: &str) -> Option<Told> {
        let (mut id, mut kind, mut data) = (None, None, Value::Null);
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("id", value)) => id = Some(value.parse().unwrap()),
                Some(("event", value)) => kind = Some(value.to_owned()),
                Some(("data", value)) => data = serde_json::from_str(value).unwrap(),
                Some(("retry", value)) => self.retry = Some(value.parse().unwrap()),
                _ if line.starts_with(':') => self.comments += 1,
                _ => panic!("{line:?} has no place in a stream"),
            }
        }
        Some(Told {
            id,
            kind: kind?,
            data,
        })
    }
}
