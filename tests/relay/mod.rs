//! A relay between the world and the house (O12): what goes through, what is kept while the house is dark, and who may be
//! its office.

mod acme;
mod browser;
mod dark;
mod files;
mod help;
mod kills;
mod live;
mod pairing;

use std::{net::SocketAddr, time::Duration};

use http::Method;
use serde_json::{Value, json};
use shopbell::{
    base::time::Clock,
    config::{DataFlags, RelayConfig, RelayFlags, ServeFlags},
    relay::App,
    web::relayed::{Line, Stand},
};
use tempfile::TempDir;

use crate::{
    address,
    house::{Answer, House, Person},
    office,
    widget::wire::Wire,
};

/// Generous, because only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A relay in its folder, and the wire by which an office reaches it.
struct Relay {
    app: App,
    at: SocketAddr,
    wire: Wire,
    folder: TempDir,
    clock: Clock,
}

impl Relay {
    async fn open() -> Self {
        Self::open_by(Clock::machine()).await
    }

    async fn open_by(clock: Clock) -> Self {
        let at = address::fresh();
        let folder = TempDir::new().unwrap();
        let wire = Wire::to(at).await;
        let app = start(&folder, at, &wire, &RelayFlags::default(), clock.clone()).await;
        Self {
            app,
            at,
            wire,
            folder,
            clock,
        }
    }

    /// Closes it and opens it again on the same folder, run so.
    async fn reopen(self, flags: &RelayFlags) -> Self {
        let Self {
            app,
            at,
            wire,
            folder,
            clock,
        } = self;
        app.stop().await;
        let app = start(&folder, at, &wire, flags, clock.clone()).await;
        Self {
            app,
            at,
            wire,
            folder,
            clock,
        }
    }

    fn words(&self) -> String {
        self.app.pairing().unwrap().words()
    }

    /// The world asks.
    async fn ask(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        office::call(self.at, method, path, headers, body.to_owned()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(&Method::GET, path, &[], "").await
    }

    /// A visitor of this site begins.
    async fn begin(&self, site: &str, name: &str) -> Answer {
        let body = json!({ "site": site, "name": name }).to_string();
        let headers = [("content-type", "application/json")];
        self.ask(&Method::POST, "/api/v1/visitor/sessions", &headers, &body)
            .await
    }

    /// A visitor writes under a key.
    async fn write(&self, token: &str, key: &str, text: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [
            ("content-type", "application/json"),
            ("authorization", bearer.as_str()),
            ("idempotency-key", key),
        ];
        let body = json!({ "text": text }).to_string();
        self.ask(&Method::POST, "/api/v1/visitor/messages", &headers, &body)
            .await
    }

    /// What a visitor's browser reads of their chat.
    async fn log(&self, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str())];
        self.ask(&Method::GET, "/api/v1/visitor/messages", &headers, "")
            .await
    }

    /// Whether these words stand anywhere in its folder.
    fn disk_holds(&self, words: &str) -> bool {
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = std::fs::read(path).unwrap();
                let mut parts = bytes.windows(words.len());
                if parts.any(|part| part == words.as_bytes()) {
                    return true;
                }
            }
        }
        false
    }
}

async fn start(
    folder: &TempDir,
    at: SocketAddr,
    wire: &Wire,
    flags: &RelayFlags,
    clock: Clock,
) -> App {
    let data = DataFlags {
        data: Some(folder.path().join("relay")),
        ..DataFlags::default()
    };
    let flags = RelayFlags {
        listen: Some(at),
        office_address: Some(wire.address.to_string()),
        connections: 200,
        keep_mb: 1,
        keep_files_mb: 1,
        keep_days: 1,
        ..flags.clone()
    };
    let config = RelayConfig::new(&data, &flags).unwrap();
    App::start(config, clock).await.unwrap()
}

/// A house that was told these words when it was started.
async fn office(words: &str) -> House {
    office_by(Clock::machine(), words).await
}

/// The same by this clock.
async fn office_by(clock: Clock, words: &str) -> House {
    let flags = ServeFlags {
        relay: Some(words.to_owned()),
        ..ServeFlags::default()
    };
    House::open_with(clock, flags).await
}

impl House {
    fn relay_stand(&self) -> Stand {
        self.inside().relayed.stand()
    }

    /// Waits until the line stands so.
    async fn has_line(&self, what: &str, is_so: impl Fn(&Line) -> bool) {
        let is_so = |stand: &Stand| is_so(&stand.line);
        let is_so = self.inside().relayed.until(is_so, PATIENCE).await;
        assert!(is_so, "{what}: {:?}", self.relay_stand());
    }

    async fn is_connected(&self) {
        self.has_line("it is connected", |line| matches!(line, Line::Up { .. }))
            .await;
    }

    async fn is_dark(&self) {
        self.has_line("it is dark", |line| matches!(line, Line::Down { .. }))
            .await;
    }

    /// Every text that stands in a customer's name, in order.
    async fn written(&self, supervisor: &Person) -> Vec<String> {
        let brought = self.brought(supervisor).await.into_iter();
        brought.map(|(text, _)| text).collect()
    }

    /// The same, each with its files.
    async fn brought(&self, supervisor: &Person) -> Vec<(String, Vec<Value>)> {
        let all = self
            .get(supervisor, "messages?limit=1000", &[])
            .await
            .json();
        let messages = all["messages"].as_array().cloned().unwrap_or_default();
        messages
            .into_iter()
            .filter(|message| message["author"]["kind"] == "visitor")
            .map(|message| {
                let files = message["attachments"].as_array().cloned();
                let text = message["text"].as_str().unwrap().to_owned();
                (text, files.unwrap_or_default())
            })
            .collect()
    }
}

/// Looks again and again until something is so.
async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..6_000 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not within a minute: {what}");
}

/// Waits until all goes through.
async fn goes_through(relay: &Relay) {
    until("all goes through", async || {
        relay.get("/robots.txt").await.status == 200
    })
    .await;
}

/// Waits until nothing goes through.
async fn is_kept(relay: &Relay) {
    until("all is kept", async || {
        relay.get("/robots.txt").await.status == 503
    })
    .await;
}

fn token_of(begun: &Answer) -> String {
    assert_eq!(begun.status, 201, "{}", begun.text());
    begun.json()["token"].as_str().unwrap().to_owned()
}

fn texts(log: &Value) -> Vec<String> {
    let messages = log["messages"].as_array().unwrap();
    messages
        .iter()
        .map(|message| message["text"].as_str().unwrap().to_owned())
        .collect()
}
