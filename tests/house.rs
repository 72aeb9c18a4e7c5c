//! A house on a free port, its people, and what they send over real sockets.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt, Either, Full, StreamBody};
use hyper::body::Frame;
use hyper_util::rt::TokioIo;
use shopbell::{
    app::App,
    base::{id::AgentId, lang::Lang, secret::Secret, time::Clock},
    config::{Config, DataFlags, ServeFlags},
    db::DbError,
    desk::{
        channel::{self, Settings},
        closing, forward,
        team::{
            self, JoinError, NewAgent, Preferences, Role, account,
            session::{self, SignIn},
        },
    },
    hashing::Hasher,
    ops::folder::Running,
};
use tempfile::TempDir;
use tokio::{net::TcpStream, sync::OnceCell};

use crate::address;

/// What everybody signs in with.
pub(crate) const PASSWORD: &str = "three plain words";

pub(crate) struct House {
    pub(crate) app: App,
    folder: TempDir,
    clock: Clock,
}

/// Somebody with a token.
pub(crate) struct Person {
    pub(crate) side: &'static str,
    pub(crate) token: String,
}

impl Person {
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self {
            side: self.side,
            token: token.to_owned(),
        }
    }

    pub(crate) fn without_token(&self) -> Self {
        Self {
            side: self.side,
            token: String::new(),
        }
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

type Body = Either<Full<Bytes>, StreamBody<Pieces>>;
type Pieces =
    futures_util::stream::Iter<std::vec::IntoIter<Result<Frame<Bytes>, std::convert::Infallible>>>;

/// How [`PASSWORD`] is stored: hashed once for all houses, because it is made to take its time.
pub(crate) async fn hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = async || Hasher::start().hash(Secret::new(PASSWORD)).await;
    HASH.get_or_init(async || hash().await.unwrap())
        .await
        .clone()
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::open_by(Clock::machine(), 0).await
    }

    /// A house that goes by this clock, with the limits for strangers multiplied; 0 lifts them.
    pub(crate) async fn open_by(clock: Clock, limits: u32) -> Self {
        let serve = ServeFlags {
            limits,
            ..ServeFlags::default()
        };
        Self::open_with(clock, serve).await
    }

    /// A house on a free port that is run so.
    pub(crate) async fn open_with(clock: Clock, serve: ServeFlags) -> Self {
        let house = Self::begin(clock, serve).await;
        house
            .app
            .house
            .db
            .write::<_, DbError>(|tx| {
                closing::choice::install_defaults(tx, Lang::En)?;
                forward::kind::install_defaults(tx, Lang::En)?;
                channel::add_web_chat(tx, "kettle.example", &Settings::default())
            })
            .await
            .unwrap();
        house
    }

    /// A house at addresses of one's own choice that nobody has set up.
    pub(crate) async fn open_at(clock: Clock, serve: ServeFlags) -> Self {
        Self::begin(clock, serve).await
    }

    /// A house that nobody has set up.
    pub(crate) async fn open_empty() -> Self {
        Self::begin(Clock::machine(), ServeFlags::default()).await
    }

    async fn begin(clock: Clock, serve: ServeFlags) -> Self {
        let folder = TempDir::new().unwrap();
        let data = DataFlags {
            data: Some(folder.path().join("data")),
            key_file: None,
        };
        let serve = ServeFlags {
            listen: Some(serve.listen.unwrap_or_else(address::fresh)),
            connections: 100,
            ..serve
        };
        let config = Config::new(&data, &serve).unwrap();
        let app = App::start(config, clock.clone()).await.unwrap();
        Self { app, folder, clock }
    }

    /// Moves the clock by hand: what falls due meanwhile happens.
    pub(crate) fn pass(&self, time: std::time::Duration) {
        self.clock.advance(time);
        self.app.poke.notify_one();
    }

    /// Lets whoever does the work of the night look whether something is due.
    pub(crate) fn rouse_night(&self) {
        self.app.nights.notify_one();
    }

    /// Where everything lies.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Closes the house and opens it again on the same data, as a restart does.
    pub(crate) async fn reopen(self) -> Self {
        self.reopen_after(|| ()).await
    }

    /// The same, with something done while it is closed.
    pub(crate) async fn reopen_after(self, meanwhile: impl FnOnce()) -> Self {
        let Self { app, folder, clock } = self;
        let mut config = app.house.config.clone();
        // Browsers come back to where it was.
        config.listen = Some(app.address);
        app.stop().await;
        meanwhile();
        let mut tries = 0..100;
        let app = loop {
            match App::start(config.clone(), clock.clone()).await {
                Ok(app) => break app,
                // A process that another story starts right now has the lock, too, until it has become itself.
                Err(error) if error.is::<Running>() && tries.next().is_some() => {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                Err(error) => panic!("{error:?}"),
            }
        };
        Self { app, folder, clock }
    }

    pub(crate) async fn close(self) {
        self.app.stop().await;
    }

    /// A page of the house.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.app.address)
    }

    /// What the first run asks for.
    pub(crate) fn setup_code(&self) -> String {
        self.app.house.setup_code().unwrap()
    }

    /// How many streams are open: of agents, of visitors.
    pub(crate) fn streams(&self) -> (usize, usize) {
        self.app.house.hub.count()
    }

    /// A member of the team who signs in with [`PASSWORD`].
    pub(crate) async fn member(&self, name: &'static str, role: Role) {
        self.join(name, role, hash().await).await;
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.app.address
    }

    /// The public key of the one web chat.
    pub(crate) async fn site_key(&self) -> String {
        let channels = self.app.house.db.read::<_, DbError>(channel::all).await;
        channels.unwrap().remove(0).site_key
    }

    /// What stands behind its doors, for what no request can bring about.
    pub(crate) fn inside(&self) -> &shopbell::web::House {
        &self.app.house
    }

    /// Bytes of the log that waits to be copied into the file.
    pub(crate) fn log_size(&self) -> u64 {
        let log = self.folder.path().join("data/shopbell.db-wal");
        std::fs::metadata(log).unwrap().len()
    }

    /// Whether these words stand anywhere in the house's folder.
    pub(crate) fn bytes_hold(&self, words: &str) -> bool {
        let files = std::fs::read_dir(self.folder.path().join("data")).unwrap();
        files
            .map(|file| file.unwrap().path())
            .filter(|path| path.is_file())
            .any(|path| {
                let bytes = std::fs::read(path).unwrap();
                bytes
                    .windows(words.len())
                    .any(|part| part == words.as_bytes())
            })
    }

    pub(crate) async fn line(&self) -> TcpStream {
        TcpStream::connect(self.app.address).await.unwrap()
    }

    pub(crate) async fn visitor(&self, name: &str) -> Person {
        let nobody = Person {
            side: "visitor",
            token: String::new(),
        };
        let body = serde_json::json!({ "name": name }).to_string();
        let begun = self
            .post(&nobody, "sessions", "application/json", body.into())
            .await;
        Person {
            side: "visitor",
            token: begun.json()["token"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) async fn agent(&self, name: &'static str) -> Person {
        self.program_of(name, Role::Agent).await
    }

    pub(crate) async fn supervisor(&self, name: &'static str) -> Person {
        self.program_of(name, Role::Supervisor).await
    }

    /// A member of the team whose program has a token.
    async fn program_of(&self, name: &'static str, role: Role) -> Person {
        let agent = self.join(name, role, String::new()).await;
        let db = &self.app.house.db;
        let token = db
            .write::<_, DbError>(move |tx| session::open(tx, agent, &SignIn::default()))
            .await
            .unwrap();
        Person {
            side: "agent",
            token: token.expose().to_owned(),
        }
    }

    pub(crate) async fn join(
        &self,
        name: &'static str,
        role: Role,
        password_hash: String,
    ) -> AgentId {
        let new = NewAgent {
            email: format!("{}@kettle.example", name.to_lowercase()),
            name: name.to_owned(),
            role,
            lang: Lang::En,
            password_hash,
        };
        let db = &self.app.house.db;
        db.write::<_, JoinError>(move |tx| {
            let id = team::join(tx, &new)?;
            // What they write leaves at once, unless a story is about that.
            let at_once = Preferences {
                undo_seconds: Some(0),
                undo_on_web_chat: Some(false),
                ..Preferences::default()
            };
            account::set_preferences(tx, id, &at_once)?;
            Ok(id)
        })
        .await
        .unwrap()
    }

    /// How many rows a table has.
    pub(crate) async fn count(&self, table: &'static str) -> i64 {
        self.app
            .house
            .db
            .read::<_, DbError>(move |reader| {
                reader.get(&format!("select count(*) from {table}"), [], |row| {
                    row.get(0)
                })
            })
            .await
            .unwrap()
    }

    /// Looks again and again until something is so, for half a minute at most.
    pub(crate) async fn until(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        // Generous, because only a failing test ever waits so long.
        for _ in 0..6_000 {
            if is_so().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("not within a minute: {what}");
    }

    pub(crate) async fn get(&self, who: &Person, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, who, path, headers, whole(Bytes::new()))
            .await
    }

    pub(crate) async fn head(&self, who: &Person, path: &str) -> Answer {
        self.ask(Method::HEAD, who, path, &[], whole(Bytes::new()))
            .await
    }

    pub(crate) async fn post(
        &self,
        who: &Person,
        path: &str,
        media_type: &str,
        body: Bytes,
    ) -> Answer {
        self.upload(who, path, media_type, body, false).await
    }

    /// Posts JSON.
    pub(crate) async fn tell(&self, who: &Person, path: &str, body: serde_json::Value) -> Answer {
        let body = body.to_string().into();
        self.post(who, path, "application/json", body).await
    }

    /// Posts JSON with further headers.
    pub(crate) async fn send(
        &self,
        who: &Person,
        path: &str,
        headers: &[(&str, &str)],
        body: serde_json::Value,
    ) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        let body = whole(body.to_string().into());
        self.ask(Method::POST, who, path, &all, body).await
    }

    /// Posts a form as the console's own code does, which wants part of a page back.
    pub(crate) async fn fill(&self, who: &Person, path: &str, form: &str) -> Answer {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-fragment", "1"),
        ];
        let body = whole(Bytes::copy_from_slice(form.as_bytes()));
        self.ask(Method::POST, who, path, &headers, body).await
    }

    /// A platform posts to this path.
    pub(crate) async fn called(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        media_type: &str,
        body: &str,
    ) -> Answer {
        let nobody = Person {
            side: "",
            token: String::new(),
        };
        let mut all = vec![("content-type", media_type)];
        all.extend(headers);
        let body = whole(Bytes::copy_from_slice(body.as_bytes()));
        self.ask(Method::POST, &nobody, path, &all, body).await
    }

    /// Posts a body whose length is announced, or one in chunks.
    pub(crate) async fn upload(
        &self,
        who: &Person,
        path: &str,
        media_type: &str,
        body: Bytes,
        chunked: bool,
    ) -> Answer {
        let body = if chunked {
            let frames: Vec<_> = body
                .chunks(10_000)
                .map(|chunk| Ok(Frame::data(Bytes::copy_from_slice(chunk))))
                .collect();
            Either::Right(StreamBody::new(futures_util::stream::iter(frames)))
        } else {
            whole(body)
        };
        self.ask(
            Method::POST,
            who,
            path,
            &[("content-type", media_type)],
            body,
        )
        .await
    }

    async fn ask(
        &self,
        method: Method,
        who: &Person,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let io = TokioIo::new(self.line().await);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
        let connection = tokio::spawn(connection);
        // A path by itself is one of the API's; a page is called by its whole address.
        let address = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/api/v1/{}/{path}", who.side)
        };
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", self.app.address.to_string());
        if !who.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", who.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = sender
            .send_request(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        connection.abort();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }
}

fn whole(body: Bytes) -> Body {
    Either::Left(Full::new(body))
}
