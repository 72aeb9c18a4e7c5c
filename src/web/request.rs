//! What came in, and who asks. Who may call a handler is the type of its argument, so that a
//! handler for admins cannot be reached by anybody else and forgetting the check does not compile.

use std::{net::IpAddr, ops::Deref, str::FromStr, sync::Arc};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, Uri, header};
use hyper::body::Incoming;
use serde::de::DeserializeOwned;

use super::{
    House, answer::Refusal, cookie, cookie::Jar, files::arriving::Arriving, public::Entrance,
};
use crate::{
    base::{
        id::{ApiKeyId, SessionId},
        lang::Lang,
        secret::Secret,
        time::Timestamp,
    },
    desk::{
        audit::Origin,
        team::{
            Agent, Role,
            api_key::{Scope, Scopes},
        },
    },
};

pub use crate::desk::customer::visitor::Visitor;

/// Most bytes of a JSON body or form.
pub(super) const MOST_BYTES: usize = 256 * 1024;

/// How a request came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By plain HTTP.
    Plain,
    /// By HTTPS.
    Secured,
    /// By plain HTTP at the door for HTTPS.
    Astray,
    /// Through the relay.
    Relayed,
}

/// What the relay says of a request that it has kept while the house was dark.
#[derive(Debug, Clone)]
pub struct Late {
    /// When it came, by the relay's clock.
    pub at: Timestamp,
    /// The token that the relay gave a visitor who began meanwhile.
    pub token: Option<Secret>,
    /// The id that the relay gave a file.
    pub file: Option<String>,
}

/// A request with the house it was made to.
pub struct Ask {
    /// Everything a handler may need.
    pub house: Arc<House>,
    /// GET, POST …
    pub method: Method,
    /// Path and query.
    pub uri: Uri,
    /// Headers.
    pub headers: HeaderMap,
    /// Where it came from, behind trusted proxies.
    pub address: IpAddr,
    /// By which door.
    pub way: Way,
    /// Whether the whole house is behind it.
    pub entrance: Entrance,
    /// Whether it had to wait for the house to open.
    pub late: Option<Late>,
    /// Values of the route's places.
    pub(super) places: Vec<(String, String)>,
    body: Option<Incoming>,
}

impl Ask {
    pub(super) fn new(
        house: Arc<House>,
        request: http::Request<Incoming>,
        peer: IpAddr,
        way: Way,
        entrance: Entrance,
    ) -> Self {
        let (mut parts, body) = request.into_parts();
        let address = house.true_address(peer, &parts.headers);
        Self {
            house,
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            address,
            way,
            entrance,
            late: parts.extensions.remove(),
            places: Vec::new(),
            body: Some(body),
        }
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// How many bytes its body says it has; 0 where it does not say.
    #[must_use]
    pub fn announced(&self) -> u64 {
        announced(&self.headers)
    }

    /// A place of the route, such as the id in `/chats/{id}`. What does not parse is not found.
    pub fn place<T: FromStr>(&self, name: &str) -> Result<T, Refusal> {
        self.places
            .iter()
            .find(|(place, _)| place == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or_else(Refusal::not_found)
    }

    /// The query as a type.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_html_form::from_str(self.uri.query().unwrap_or(""))
            .map_err(|_| Refusal::bad("bad-query"))
    }

    /// The body, to be read in pieces.
    pub fn take_body(&mut self) -> Option<Incoming> {
        self.body.take()
    }

    /// The whole body, if it is not larger than `most` bytes and keeps coming.
    pub async fn bytes(&mut self, most: usize) -> Result<Bytes, Refusal> {
        let announced = self.announced().min(most as u64);
        match self.body.take() {
            Some(body) if self.late.is_some() => whole(Arriving::kept(body), most).await,
            Some(body) => whole(Arriving::new(body, announced), most).await,
            None => Ok(Bytes::new()),
        }
    }

    /// The body as JSON of a type. Another content type is refused, since forms of other sites cannot
    /// send JSON; a program that shows its token may call it what it likes.
    pub async fn json<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        let is_json = self.headers.contains_key(header::AUTHORIZATION)
            || self
                .header(header::CONTENT_TYPE)
                .is_none_or(|kind| kind.starts_with("application/json"));
        let bytes = self.bytes(MOST_BYTES).await?;
        if !is_json {
            return Err(Refusal::bad("not-json"));
        }
        let bytes = if bytes.is_empty() {
            Bytes::from_static(b"{}")
        } else {
            bytes
        };
        serde_json::from_slice(&bytes)
            .map_err(|error| Refusal::bad("not-json").with("reason", error))
    }

    /// The body as a form of a type.
    pub async fn form<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        self.form_within(MOST_BYTES).await
    }

    /// As [`Ask::form`], for forms that may have a whole file in a field.
    pub async fn form_within<T: DeserializeOwned>(&mut self, most: usize) -> Result<T, Refusal> {
        let bytes = self.bytes(most).await?;
        serde_html_form::from_bytes(&bytes)
            .map_err(|error| Refusal::bad("bad-form").with("reason", error))
    }

    /// The key of a message that may be repeated (api.md, principle 2).
    pub fn idempotency_key(&self) -> Result<Option<String>, Refusal> {
        let Some(key) = self.headers.get("idempotency-key") else {
            return Ok(None);
        };
        match std::str::from_utf8(key.as_bytes()) {
            Ok(key) if !key.is_empty() && key.len() <= 200 => Ok(Some(key.to_owned())),
            _ => Err(Refusal::bad("bad-key")),
        }
    }

    /// The token in the `Authorization` header.
    #[must_use]
    pub fn bearer(&self) -> Option<Secret> {
        bearer(&self.headers)
    }

    /// Whether it came by HTTPS: to the house itself, or to a proxy in front of it.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        match self.way {
            Way::Secured => true,
            Way::Plain => self.house.is_behind_https(),
            Way::Relayed => self
                .house
                .relayed
                .url()
                .is_some_and(|url| url.starts_with("https://")),
            Way::Astray => false,
        }
    }

    /// When it came: now, unless it had to wait.
    #[must_use]
    pub fn came_at(&self) -> Timestamp {
        let late = self.late.as_ref().map(|late| late.at);
        late.unwrap_or_else(|| self.house.db.clock().now())
    }

    /// The session token in the console's cookie.
    #[must_use]
    pub fn session_cookie(&self) -> Option<Secret> {
        cookie::session(&self.headers, self.jar())
    }

    /// Where the browser keeps the console's session.
    #[must_use]
    pub fn jar(&self) -> Jar {
        Jar {
            secure: self.is_secure(),
            demo: self.house.config.demo,
        }
    }

    /// The language the browser asks for, or the one chosen before signing in.
    #[must_use]
    pub fn lang(&self) -> Lang {
        cookie::lang(&self.headers)
            .or_else(|| {
                self.header(header::ACCEPT_LANGUAGE)
                    .and_then(Lang::from_header)
            })
            .unwrap_or_default()
    }

    /// Browser and system in words.
    #[must_use]
    pub fn device(&self) -> String {
        self.header(header::USER_AGENT)
            .map_or_else(String::new, super::device::words)
    }

    /// Whether a program asks, and not a person who looks at pages.
    #[must_use]
    pub fn is_api(&self) -> bool {
        super::openapi::is_api(self.uri.path())
    }

    /// Whether the console's own code asks for part of a page.
    #[must_use]
    pub fn is_fragment(&self) -> bool {
        self.headers.contains_key("x-fragment")
    }
}

/// All of a body. Nobody keeps a place among the connections by sending a letter now and then.
async fn whole(mut arriving: Arriving, most: usize) -> Result<Bytes, Refusal> {
    let first = arriving.next().await?.unwrap_or_default();
    // Most bodies come in one piece, which need not be copied.
    let (mut only, mut gathered) = (first, BytesMut::new());
    while let Some(next) = arriving.next().await? {
        gathered.extend_from_slice(&std::mem::take(&mut only));
        gathered.extend_from_slice(&next);
        if gathered.len() > most {
            break;
        }
    }
    let whole = match gathered.is_empty() {
        true => only,
        false => gathered.freeze(),
    };
    if whole.len() > most {
        let status = http::StatusCode::PAYLOAD_TOO_LARGE;
        return Err(Refusal::new(status, "too-large"));
    }
    Ok(whole)
}

/// How many bytes a body says it has; 0 where it does not say.
#[must_use]
pub fn announced(headers: &HeaderMap) -> u64 {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok())
        .unwrap_or(0)
}

/// The token in the `Authorization` header.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| Secret::new(token.trim()))
}

/// How a caller proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// By signing in.
    Session(SessionId),
    /// By a program's key, which may do so much.
    Key(ApiKeyId, Scopes),
}

/// Somebody of the team.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub agent: Agent,
    /// How they proved it.
    pub via: Via,
}

impl Deref for Caller {
    type Target = Agent;

    fn deref(&self) -> &Agent {
        &self.agent
    }
}

impl Caller {
    /// The session, when signed in by one.
    #[must_use]
    pub fn session(&self) -> Option<SessionId> {
        match self.via {
            Via::Session(session) => Some(session),
            Via::Key(..) => None,
        }
    }

    /// Refuses a key that lacks a scope; somebody who signed in has all that their role has.
    pub(super) fn needs(&self, scope: Scope) -> Result<(), Refusal> {
        match self.via {
            Via::Key(_, scopes) if !scopes.allow(scope) => Err(Refusal::forbidden()),
            Via::Key(..) | Via::Session(_) => Ok(()),
        }
    }

    /// Who acts, for the audit log.
    #[must_use]
    pub fn origin(&self, ask: &Ask) -> Origin {
        Origin {
            agent: Some(self.agent.id),
            address: ask.address.to_string(),
        }
    }
}

macro_rules! callers {
    ($($(#[$doc:meta])* $name:ident needs $role:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(Caller);

        impl $name {
            /// Admits a caller whose role and key suffice.
            pub(super) fn admit(caller: Caller, method: &Method) -> Result<Self, Refusal> {
                caller.needs(scope_of(method, Role::$role))?;
                if caller.agent.may_act_as(Role::$role) {
                    Ok(Self(caller))
                } else {
                    Err(Refusal::forbidden())
                }
            }
        }

        impl Deref for $name {
            type Target = Caller;

            fn deref(&self) -> &Caller {
                &self.0
            }
        }
    )+};
}

callers!(
    /// Any member of the team.
    AsAgent needs Agent,
    /// A supervisor or admin.
    AsSupervisor needs Supervisor,
    /// An admin.
    AsAdmin needs Admin,
);

impl AsAdmin {
    /// Every admin is a member of the team.
    #[must_use]
    pub fn as_agent(&self) -> AsAgent {
        AsAgent(self.0.clone())
    }
}

impl AsSupervisor {
    /// Every supervisor is a member of the team.
    #[must_use]
    pub fn as_agent(&self) -> AsAgent {
        AsAgent(self.0.clone())
    }
}

/// What a key must be allowed to do what it asks for.
pub(super) fn scope_of(method: &Method, role: Role) -> Scope {
    match (role, method) {
        (Role::Admin, _) => Scope::Admin,
        (Role::Supervisor, &Method::GET | &Method::HEAD) => Scope::Export,
        (Role::Agent, &Method::GET | &Method::HEAD) => Scope::Read,
        // Whoever may read everything may not therefore change anything.
        (Role::Supervisor | Role::Agent, _) => Scope::Write,
    }
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, time::Duration};

    use http::Response;
    use http_body_util::Empty;
    use hyper::{server::conn::http1, service::service_fn};
    use hyper_util::rt::TokioIo;
    use tokio::{
        io::{AsyncWriteExt, DuplexStream},
        sync::mpsc,
        time::{Instant, sleep, timeout},
    };

    use super::*;

    /// What becomes of a body of which a client says that it has so many bytes, and how long that takes.
    async fn read(
        announced: u64,
        send: impl AsyncFnOnce(&mut DuplexStream),
    ) -> (Result<Bytes, &'static str>, Duration) {
        let arriving = move |body| Arriving::new(body, announced);
        read_as(arriving, announced, send).await
    }

    async fn read_as(
        arriving: impl Fn(Incoming) -> Arriving + Copy + Send + 'static,
        announced: u64,
        send: impl AsyncFnOnce(&mut DuplexStream),
    ) -> (Result<Bytes, &'static str>, Duration) {
        const MOST: usize = 1_000;
        let (mut here, there) = tokio::io::duplex(64 * 1024);
        let (tell, mut told) = mpsc::channel(1);
        let service = service_fn(move |request: http::Request<Incoming>| {
            let tell = tell.clone();
            async move {
                let body = whole(arriving(request.into_body()), MOST).await;
                let _ = tell.send(body.map_err(|refusal| refusal.code)).await;
                Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new()))
            }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(there), service));
        let began = Instant::now();
        let head = format!("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: {announced}\r\n\r\n");
        here.write_all(head.as_bytes()).await.unwrap();
        send(&mut here).await;
        let patience = Duration::from_secs(24 * 60 * 60);
        let found = timeout(patience, told.recv()).await;
        (found.expect("it is given up").unwrap(), began.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_is_not_waited_for_for_ever() {
        let (found, took) = read(10, async |line| {
            line.write_all(b"0123456789").await.unwrap()
        })
        .await;
        assert_eq!((found, took), (Ok("0123456789".into()), Duration::ZERO));
        let (found, _) = read(10, async |line| {
            for part in [&b"0"[..], b"1234", b"56789"] {
                line.write_all(part).await.unwrap();
                sleep(Duration::from_secs(10)).await;
            }
        })
        .await;
        assert_eq!(found, Ok("0123456789".into()), "slow is not gone");
        // Somebody who has gone, and somebody who only holds a place.
        let (found, took) = read(10, async |line| line.write_all(b"012").await.unwrap()).await;
        assert_eq!(found, Err("cut-off"));
        assert!(took < Duration::from_secs(60), "{took:?}");
        let (found, took) = read(900, async |line| {
            for _ in 0..100 {
                if line.write_all(b"0").await.is_err() {
                    break;
                }
                sleep(Duration::from_secs(5)).await;
            }
        })
        .await;
        assert_eq!(found, Err("cut-off"));
        assert!(took < Duration::from_secs(10 * 60), "{took:?}");
        // What the relay hands over by a line that falters is taken when it is there.
        let (found, _) = read_as(Arriving::kept, 10, async |line| {
            line.write_all(b"01234").await.unwrap();
            sleep(Duration::from_secs(10 * 60)).await;
            line.write_all(b"56789").await.unwrap();
        })
        .await;
        assert_eq!(found, Ok("0123456789".into()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_has_its_limit_however_it_comes() {
        for sizes in [&[1_001][..], &[600, 401], &[1_000, 1]] {
            let (found, _) = read(1_001, async |line| {
                for size in sizes {
                    let _ = line.write_all(&vec![b'0'; *size]).await;
                    sleep(Duration::from_secs(1)).await;
                }
            })
            .await;
            assert_eq!(found, Err("too-large"), "{sizes:?}");
        }
        let (found, _) = read(0, async |_| ()).await;
        assert_eq!(found, Ok(Bytes::new()));
    }
}
