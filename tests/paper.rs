//! A house as a browser without scripts meets it: pages, forms, cookies.

use std::{net::SocketAddr, path::Path};

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use shopbell::{
    app::App,
    base::{lang::Lang, secret::Secret, time::Clock},
    config::{Config, DataFlags, ServeFlags},
    db::{DbError, Reader},
    desk::team::{
        self, Agent, NewAgent, Role,
        session::{self, SignIn},
    },
};
use tempfile::TempDir;
use tokio::net::TcpStream;

use crate::address;

/// What everybody in these stories signs in with.
pub(crate) const PASSWORD: &str = "three plain words";

/// A house in which nobody is yet.
pub(crate) struct Shop {
    pub(crate) app: App,
    folder: TempDir,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::open_in(TempDir::new().unwrap()).await
    }

    async fn open_in(folder: TempDir) -> Self {
        let data = DataFlags {
            data: Some(folder.path().join("data")),
            key_file: None,
        };
        let serve = ServeFlags {
            listen: Some(address::fresh()),
            connections: 200,
            limits: 1,
            ..ServeFlags::default()
        };
        let config = Config::new(&data, &serve).unwrap();
        let app = App::start(config, Clock::machine()).await.unwrap();
        Self { app, folder }
    }

    /// Closes the house and opens it again.
    pub(crate) async fn reopen(self) -> Self {
        self.reopen_after(|_| {}).await
    }

    /// Closes the house, lets something be done in its folder, and opens it again.
    pub(crate) async fn reopen_after(self, deed: impl FnOnce(&Path)) -> Self {
        self.app.stop().await;
        deed(&self.folder.path().join("data"));
        Self::open_in(self.folder).await
    }

    pub(crate) async fn close(self) {
        self.app.stop().await;
    }

    /// Somebody at a browser.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            address: self.app.address,
            cookie: String::new(),
        }
    }

    /// A member of the team who knows the password.
    pub(crate) async fn member(&self, name: &'static str, role: Role) -> Agent {
        let db = &self.app.house.db;
        let password = Secret::new(PASSWORD);
        let hash = self.app.house.hasher().hash(password).await;
        let new = NewAgent {
            email: format!("{}@kettle.example", name.to_lowercase()),
            name: name.to_owned(),
            role,
            lang: Lang::En,
            password_hash: hash.unwrap(),
        };
        db.write::<_, DbError>(move |tx| {
            let id = team::join(tx, &new).unwrap();
            Ok(team::by_id(tx, id)?.unwrap())
        })
        .await
        .unwrap()
    }

    /// A member's browser, signed in.
    pub(crate) async fn signed_in(&self, agent: &Agent) -> Browser {
        let id = agent.id;
        let open = move |tx: &mut shopbell::db::Tx<'_>| session::open(tx, id, &SignIn::default());
        let house = &self.app.house;
        let token = house.db.write::<_, DbError>(open).await.unwrap();
        let known = |reader: &Reader<'_>| session::resolve(reader, token.hash());
        let known = house.db.peek::<_, DbError>(known).unwrap().unwrap();
        // As if they had just typed their password.
        house.fresh.note(known.session);
        Browser {
            address: self.app.address,
            cookie: format!("shopbell={}", token.expose()),
        }
    }

    /// Reads from the house's file.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&shopbell::db::Reader<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.app.house.db.read(query).await.unwrap()
    }
}

/// Keeps its cookie and says where its forms come from, as browsers do.
#[derive(Clone)]
pub(crate) struct Browser {
    address: SocketAddr,
    pub(crate) cookie: String,
}

pub(crate) struct Page {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where it leads, if it leads on.
    pub(crate) fn to(&self) -> &str {
        self.header("location")
    }

    /// The first text between two others.
    pub(crate) fn between(&self, before: &str, after: &str) -> String {
        let rest = self.text.split(before).nth(1);
        let found = rest.and_then(|rest| rest.split(after).next());
        found
            .unwrap_or_else(|| panic!("no {before:?} in {}", self.text))
            .to_owned()
    }
}

impl Browser {
    /// The same person at this browser.
    pub(crate) fn with_cookie_of(self, other: &Self) -> Self {
        Self {
            cookie: other.cookie.clone(),
            ..self
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.ask(Method::GET, path, &[], String::new()).await
    }

    /// What a page of another site loads.
    pub(crate) async fn get_from(&self, origin: &str, path: &str) -> Page {
        self.get_with(&[("origin", origin)], path).await
    }

    /// What a program loads.
    pub(crate) async fn get_with(&self, headers: &[(&str, &str)], path: &str) -> Page {
        self.ask(Method::GET, path, headers, String::new()).await
    }

    /// Sends a form from a page of the house, and keeps the cookie that comes back.
    pub(crate) async fn send(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        let origin = format!("http://{}", self.address);
        let page = self.send_from(&origin, path, form).await;
        if let Some(cookie) = page.header("set-cookie").split(';').next()
            && cookie.starts_with("shopbell=")
        {
            cookie.clone_into(&mut self.cookie);
        }
        page
    }

    /// Sends a form from a page of any site.
    pub(crate) async fn send_from(&self, origin: &str, path: &str, form: &[(&str, &str)]) -> Page {
        let headers = [
            ("origin", origin),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let body = form
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.ask(Method::POST, path, &headers, body).await
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Page {
        let io = TokioIo::new(TcpStream::connect(self.address).await.unwrap());
        let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
        let connection = tokio::spawn(connection);
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", self.address.to_string());
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body))).unwrap();
        let (parts, body) = sender.send_request(request).await.unwrap().into_parts();
        let text = body.collect().await.unwrap().to_bytes();
        connection.abort();
        Page {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8_lossy(&text).into_owned(),
        }
    }
}

/// As a form writes it.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
