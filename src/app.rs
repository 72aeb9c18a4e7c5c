//! Builds the parts, starts them in order, stops them in reverse.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use anyhow::Context;
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use crate::{
    base::time::Clock,
    config::Config,
    db::{Db, DbError},
    desk::{
        attachment::sweep,
        event,
        team::{self, expiry},
    },
    live::{Hub, Presence},
    robots,
    web::{
        House, entrance::Door, files::Turns, limits::Limits, server, tickets::Tickets,
        visits::Visits,
    },
};

/// Name of the file that holds everything.
const FILE: &str = "shopbell.db";

/// A house that is open.
pub struct App {
    /// What handlers see; tests look in through it.
    pub house: Arc<House>,
    /// Where it answers.
    pub address: SocketAddr,
    /// Wakes the clockwork when a clock held by hand was moved.
    pub poke: Arc<Notify>,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    robots: Vec<JoinHandle<()>>,
    // Held for the whole life of the process; the system frees it however the process ends.
    _lock: File,
}

/// Why the house could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another process has the folder.
    #[error("Shopbell is already running with the data in {0}")]
    Running(PathBuf),
}

/// Makes the folder for this user alone and locks it.
pub fn lock(data: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(data, fs::Permissions::from_mode(0o700))
            .with_context(|| format!("{} cannot be kept private", data.display()))?;
    }
    let path = data.join("lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::Running(data.to_owned()).into()),
        Err(TryLockError::Error(error)) => Err(error).context("the data folder cannot be locked"),
    }
}

/// Whether a folder holds a house already.
#[must_use]
pub fn has_file(data: &Path) -> bool {
    data.join(FILE).exists()
}

/// Opens the file in a locked folder without serving, for commands.
pub fn open_file(data: &Path, clock: Clock) -> anyhow::Result<Db> {
    Ok(Db::open(&data.join(FILE), clock, Box::new(|_| {}))?)
}

impl App {
    /// Opens the house.
    pub async fn start(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let lock = lock(&config.data)?;
        let path = config.data.join(FILE);
        let (hub, follower, hand_out) = Hub::new();
        let db = Db::open(&path, clock, follower)?;
        restrict(&path);
        hub.begin_after(db.peek::<_, DbError>(event::newest)?);
        let setup_code = db
            .peek::<_, DbError>(team::is_empty)?
            .then(crate::base::secret::random_hex);
        let presence = Arc::new(Presence::default());
        let house = Arc::new(House {
            db: db.clone(),
            hub: hub.clone(),
            presence: presence.clone(),
            limits: Limits::new(config.limits),
            tickets: Tickets::default(),
            turns: Turns::default(),
            door: Door::new(config.limits),
            hasher: OnceLock::new(),
            setup_code: setup_code.into(),
            visits: Visits::default(),
            config,
            listening: OnceLock::new(),
        });
        let listener =
            server::bind(house.config.listen)
                .await
                .with_context(|| match house.config.listen {
                    Some(address) => format!("{address} cannot be opened"),
                    None => "no port can be opened".to_owned(),
                })?;
        let address = listener.local_addr()?;
        let _ = house.listening.set(address);
        fs::write(house.config.data.join("address"), house.base_url())
            .context("the data folder cannot be written")?;
        let poke = Arc::new(Notify::new());
        let (stop, stopped) = watch::channel(false);
        db.write::<_, DbError>(|tx| {
            sweep::watch(tx)?;
            expiry::watch(tx)
        })
        .await?;
        let robots = vec![
            tokio::spawn(hand_out),
            tokio::spawn(hub.clone().beat()),
            tokio::spawn(robots::clockwork::run(db.clone(), poke.clone())),
            tokio::spawn(robots::indexer::run(db.clone(), hub.clone())),
            tokio::spawn(robots::lookout::run(db, hub, presence)),
        ];
        let server = tokio::spawn(server::serve(house.clone(), listener, stopped));
        Ok(Self {
            house,
            address,
            poke,
            stop,
            server,
            robots,
            _lock: lock,
        })
    }

    /// Closes the house: streams are told to come back, running requests finish, the log is written into the file.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.house.hub.stop();
        let _ = self.server.await;
        for robot in &self.robots {
            robot.abort();
        }
        let db = self.house.db.clone();
        let _ = tokio::task::spawn_blocking(move || db.close()).await;
        let _ = fs::remove_file(self.house.config.data.join("address"));
    }
}

/// The file and its log are for this user alone.
fn restrict(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for ending in ["", "-wal", "-shm"] {
            let file = PathBuf::from(format!("{}{ending}", path.display()));
            if file.exists()
                && let Err(error) = fs::set_permissions(&file, fs::Permissions::from_mode(0o600))
            {
                tracing::warn!(%error, file = %file.display(), "a file cannot be kept private");
            }
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}
