//! The relay (O12): on a public machine it carries to one office what the world asks of it, over the line that the office
//! has called in by. While the office is dark it shows the widget, keeps what visitors write and send and what platforms bring,
//! sealed to the office, and hands that over, in order, before anything new goes through.
//!
//! It has no house: no file of one, no team, no sign-in. What it keeps it cannot read.

mod cache;
mod certificate;
mod dark;
mod door;
mod files;
mod front;
mod office;
mod pages;
mod state;
mod store;

use std::{
    fs::File,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use http::uri::Authority;
use tokio::{sync::watch, task::JoinHandle};
use tokio_rustls::rustls::ServerConfig;

use self::{
    cache::Cache,
    office::Offices,
    pages::Pages,
    state::State,
    store::{Bounds, Store},
};
use crate::{
    base::{
        secret::{Secret, hex},
        time::Clock,
    },
    config::{Config, RelayConfig},
    link::{self, pairing::Pairing},
    ops::folder,
    tls::{
        self, Certificates,
        peer::{self, Identity},
    },
    web::{files::Turns, limits::Limits, seats::Seats},
};

/// Folder within the data folder: a house may be looked for there, and finds nothing of its own.
const FOLDER: &str = "relay";

/// What everything in the relay may use.
struct Relay {
    config: Config,
    /// Where the world finds it, without a slash at the end.
    url: String,
    clock: Clock,
    limits: Limits,
    seats: Seats,
    turns: Turns,
    state: State,
    store: Arc<Store>,
    pages: Pages,
    cache: Cache,
    offices: Offices,
    identity: Identity,
    certificates: Arc<Certificates>,
    /// How the world is met at either door, and how the office is: made once, so that whoever comes again is known again.
    for_world: Arc<ServerConfig>,
    for_office: Arc<ServerConfig>,
}

/// A relay that is open.
pub struct App {
    /// Where it answers by plain HTTP.
    pub listening: Option<SocketAddr>,
    /// Where it answers by HTTPS.
    pub secured: Option<SocketAddr>,
    relay: Arc<Relay>,
    office_address: Authority,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    // Held for the whole life of the process; the system frees it however the process ends.
    _lock: File,
}

impl App {
    /// Opens the relay.
    pub async fn start(config: RelayConfig, clock: Clock) -> anyhow::Result<Self> {
        let base = config.base;
        let lock = folder::lock(&base.data)?;
        let home = home(&base.data);
        let state = State::open(&home, config.forgets_office)?;
        let bounds = Bounds {
            bytes: config.keep_bytes,
            file_bytes: config.keep_file_bytes,
            pieces: config.keep_pieces,
            time: config.keep_for,
        };
        let store = Store::open(&home.join("kept"), &bounds, clock.now())
            .context("what was kept cannot be read")?;
        if config.forgets_office {
            store.clear().context("what was kept cannot be removed")?;
        }
        let identity = Identity::open(&base.data, "relay.pem")?;
        let plain = door::bind(base.listen).await?;
        let secured = door::bind(base.https).await?;
        let address_of = |door: &Option<tokio::net::TcpListener>| {
            door.as_ref()
                .map(tokio::net::TcpListener::local_addr)
                .transpose()
        };
        let (listening, secured_at) = (address_of(&plain)?, address_of(&secured)?);
        let near = listening.map(|address| format!("http://{address}"));
        let url = base
            .public_url
            .clone()
            .or(near)
            .or_else(|| secured_at.map(|address| format!("https://{address}")))
            .context("the relay has no door")?;
        let office_address = match config.office_address {
            Some(address) => address,
            None => office_address(&url, secured_at.or(listening))?,
        };
        let certificates = Arc::<Certificates>::default();
        let relay = Arc::new(Relay {
            for_world: tls::server(certificates.clone()),
            for_office: peer::called(&identity, link::ALPN),
            limits: Limits::new(base.limits),
            seats: Seats::new(&base),
            turns: Turns::default(),
            pages: Pages::open(&home.join("pages")),
            cache: Cache::open(&home.join("help")),
            offices: Offices::default(),
            certificates,
            store: Arc::new(store),
            config: base,
            url,
            clock,
            state,
            identity,
        });
        let (stop, stopped) = watch::channel(false);
        let mut tasks = Vec::new();
        for (door, is_secured) in [(plain, false), (secured, true)] {
            let door = door.map(|door| relay.clone().admit(door, is_secured, stopped.clone()));
            tasks.extend(door.map(tokio::spawn));
        }
        tasks.push(tokio::spawn(relay.clone().age(stopped.clone())));
        tasks.push(tokio::spawn(relay.clone().certify(stopped)));
        Ok(Self {
            listening,
            secured: secured_at,
            relay,
            office_address,
            stop,
            tasks,
            _lock: lock,
        })
    }

    /// Where the world finds it, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.relay.url
    }

    /// The words for the office, until one has been paired.
    #[must_use]
    pub fn pairing(&self) -> Option<Pairing> {
        Some(Pairing {
            address: self.office_address.clone(),
            key: self.relay.identity.fingerprint,
            code: Secret::new(self.relay.state.code()?),
        })
    }

    /// The words for the office that it has, should that have parted: it needs no code.
    #[must_use]
    pub fn pairing_again(&self) -> Pairing {
        Pairing {
            address: self.office_address.clone(),
            key: self.relay.identity.fingerprint,
            code: Secret::new(hex(&[0; 16])),
        }
    }

    /// The fingerprint of its office, if it has one.
    #[must_use]
    pub fn office(&self) -> Option<String> {
        Some(self.relay.state.office()?.fingerprint)
    }

    /// How many pieces wait for the office.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.relay.store.count()
    }

    /// Whether it knows of a channel whose platform calls in with this key.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        let key = hex(&Secret::new(key).hash().0);
        self.relay.state.brief().hooks.contains_key(&key)
    }

    /// How many pages of the widget it can show by itself.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.relay.pages.count()
    }

    /// How many pages of the help centre.
    #[must_use]
    pub fn help_pages(&self) -> usize {
        self.relay.cache.keys().len()
    }

    /// Closes it. What is kept is kept.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.relay.offices.end().await;
        for task in self.tasks {
            let _ = task.await;
        }
    }
}

impl Relay {
    /// What nobody has fetched in time goes, also when nobody brings anything, until `stop` says so.
    async fn age(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut rounds = tokio::time::interval(store::ROUND);
        loop {
            tokio::select! {
                _ = rounds.tick() => {}
                _ = stop.changed() => return,
            }
            let (store, now) = (self.store.clone(), self.clock.now());
            let aged = office::off_thread(move || Ok(store.forget_old(now)?)).await;
            if let Err(error) = aged {
                tracing::warn!(%error, "what is kept could not be looked through");
            }
        }
    }
}

/// Where the relay keeps what is its own.
fn home(data: &Path) -> PathBuf {
    data.join(FOLDER)
}

/// Where the office calls: under the name that the world uses, at the door that is secured, else at the one there is.
fn office_address(url: &str, door: Option<SocketAddr>) -> anyhow::Result<Authority> {
    let uri: http::Uri = url.parse()?;
    let host = uri.host().context("the relay's address has no host")?;
    let port = door.map_or(443, |door| door.port());
    Ok(format!("{host}:{port}").parse()?)
}
