//! Builds the parts, starts them in order, stops them in reverse.

use std::{
    fs::File,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::Context;
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use crate::{
    atlas::Atlas,
    base::time::Clock,
    channels::{Office, Roster, roster},
    config::Config,
    db::{Db, DbError, Opening},
    desk::{event, sealed, team},
    live::{Alike, Hub, KnownVisitors, Lines, Presence},
    ops::{folder, key, ledger, works::Works},
    ringer::Ringer,
    robots::{self, night::Night, watchman::Watchman},
    web::{
        House,
        entrance::Door,
        figures,
        files::Turns,
        fresh::Fresh,
        https::{Fault, Https},
        limits::{Limits, Streams},
        metrics::Counts,
        pulse::Pulse,
        relayed::Relayed,
        seats::Seats,
        server,
        tickets::Tickets,
        visits::Visits,
    },
};

/// Name of the file with the last sign of life, by which the next start knows how long the house was dark.
const SIGN: &str = "alive";

/// The door for HTTPS is waited for so long.
const SETTLED: Duration = Duration::from_secs(10);

/// What is being handed over when the house closes may take so long.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// Sets a robot to work with parts of the house, and again should it fail. Where it takes just these, they are named once.
macro_rules! kept {
    ($staff:ident, $name:literal, $($robot:ident)::+($($part:ident),+)) => {
        kept!($staff, $name, [$($part),+], $($robot)::+($($part),+))
    };
    ($staff:ident, $name:literal, [$($part:ident),+], $work:expr) => {{
        $(let $part = $part.clone();)+
        tokio::spawn($staff.clone().keep($name, move || {
            $(let $part = $part.clone();)+
            $work
        }))
    }};
}

/// A house that is open.
pub struct App {
    /// What handlers see; tests look in through it.
    pub house: Arc<House>,
    /// Where it answers.
    pub address: SocketAddr,
    /// Wakes the clockwork when a clock held by hand was moved or a timer was set.
    pub poke: Arc<Notify>,
    /// Rouses whoever does the work of the night, likewise.
    pub nights: Arc<Notify>,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    robots: Vec<JoinHandle<()>>,
    // Held for the whole life of the process; the system frees it however the process ends.
    _lock: File,
}

impl App {
    /// Opens the house.
    pub async fn start(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let lock = folder::lock(&config.data)?;
        // One that was killed said where it was; nobody shall look for this one there.
        folder::take_word_back(&config.data);
        let path = folder::file(&config.data);
        let (hub, follower) = Hub::new();
        let visitors = KnownVisitors::default();
        let poke = Arc::new(Notify::new());
        let ushers = Arc::new(Notify::new());
        let moved = Arc::new(Notify::new());
        let lines = Lines::default();
        let follower = robots::usher::follow(moved.clone(), visitors.follow(follower));
        let weekly = Arc::new(Notify::new());
        let follower = figures::weekly::follow(weekly.clone(), follower);
        let bell = Arc::new(Notify::new());
        let follower = robots::bell::follow(bell.clone(), follower);
        let follower = robots::usher::follow(ushers.clone(), follower);
        let bots = Arc::new(Notify::new());
        let follower = robots::bot::follow(bots.clone(), follower);
        let follower = robots::clockwork::follow(poke.clone(), follower);
        let hooks = Arc::new(Notify::new());
        let follower = robots::webhooks::follow(hooks.clone(), follower);
        let pushes = Arc::new(Notify::new());
        let follower = robots::push::follow(pushes.clone(), follower);
        let erasing = Arc::new(Notify::new());
        let follower = robots::eraser::follow(erasing.clone(), follower);
        let alerts = Arc::new(Notify::new());
        let follower = robots::alerts::follow(alerts.clone(), follower);

        let pokes = Arc::default();
        let follower = roster::follow(Arc::clone(&pokes), follower);
        let opening = Opening {
            is_replicated: config.replicated,
            look: folder::can_be_served_from,
            vault: key::take(&config.key_file)?,
        };
        let db = Db::open_so(&path, clock, follower, &opening)
            .with_context(|| path.display().to_string())?;
        seal_what_is_clear(&db).await?;
        hub.begin_after(db.peek::<_, DbError>(event::newest)?);
        let setup_code = db
            .peek::<_, DbError>(team::is_empty)?
            .then(crate::base::secret::random_hex);
        let presence = Arc::new(Presence::default());
        let office = Office::new(db.clone(), pokes, config.world_url());
        let ringer = Arc::new(Ringer::new(config.bell_command.clone(), &config.data));
        let nights = Arc::new(Notify::new());
        let rouse = nights.clone();
        let works = Arc::new(Works::new(move || rouse.notify_one()));
        let house = Arc::new(House {
            office: office.clone(),
            db: db.clone(),
            hub: hub.clone(),
            visitors,
            presence: presence.clone(),
            lines: lines.clone(),
            alike: Alike::default(),
            limits: Limits::new(config.limits),
            streams: Streams::new(&config),
            seats: Seats::new(&config),
            tickets: Tickets::default(),
            pulse: Pulse::default(),
            turns: Turns::default(),
            fresh: Fresh::default(),
            door: Door::new(config.limits),
            hasher: OnceLock::new(),
            setup_code: setup_code.into(),
            atlas: Atlas::default(),
            visits: Visits::default(),
            ringer: ringer.clone(),
            counts: Counts::default(),
            opened_at: db.clock().now(),
            works,
            config,
            listening: OnceLock::new(),
            public_listening: OnceLock::new(),
            https: Https::default(),
            relayed: Relayed::default(),
        });
        let listener =
            server::bind(house.config.listen)
                .await
                .with_context(|| match house.config.listen {
                    Some(address) => format!("{address} cannot be opened"),
                    None => "no port can be opened".to_owned(),
                })?;
        let public = match house.config.public_listen {
            Some(address) => Some(
                server::bind(Some(address))
                    .await
                    .with_context(|| format!("{address} cannot be opened"))?,
            ),
            None => None,
        };
        if let Some(public) = &public {
            let _ = house.public_listening.set(public.local_addr()?);
        }
        let address = listener.local_addr()?;
        let _ = house.listening.set(address);
        folder::leave_word(&house.config.data, &house.base_url(), address, None)
            .context("the data folder cannot be written")?;
        let (stop, stopped) = watch::channel(false);
        let http = office.http().clone();
        let staff = office.staff().clone();
        let mut robots = vec![
            kept!(staff, "hub", [hub, db], hub.hand_out(db)),
            kept!(staff, "beat", [hub], hub.beat()),
            kept!(
                staff,
                "clockwork",
                robots::clockwork::run(db, poke, hub, presence)
            ),
            kept!(staff, "usher", robots::usher::run(db, ushers)),
            kept!(staff, "bot", robots::bot::run(db, http, bots)),
            kept!(staff, "webhooks", robots::webhooks::run(db, http, hooks)),
            kept!(staff, "push", robots::push::run(db, http, hub, pushes)),
            kept!(staff, "alerts", robots::alerts::run(db, http, alerts)),
            kept!(
                staff,
                "line keeper",
                robots::line_keeper::run(db, hub, lines, moved)
            ),
            kept!(staff, "bell", robots::bell::run(db, ringer, bell)),
            kept!(
                staff,
                "watchman",
                [db, house],
                robots::watchman::run(db, watchman(&house.config))
            ),
            kept!(staff, "storekeeper", robots::storekeeper::run(db)),
            kept!(staff, "eraser", robots::eraser::run(db, erasing)),
            kept!(staff, "indexer", robots::indexer::run(db, hub)),
            kept!(staff, "weekly letter", figures::weekly::run(house, weekly)),
            kept!(staff, "lookout", robots::lookout::run(db, hub, presence)),
            kept!(staff, "roster", [office], Roster::new(office).run()),
        ];
        // The demo has nothing to lose.
        if !house.config.demo {
            robots.push(kept!(
                staff,
                "night",
                [db, house, nights],
                robots::night::run(db, night(&house), nights)
            ));
        }
        let server = tokio::spawn(server::serve(house.clone(), listener, public, stopped));
        house.https.until(|stand| stand.is_settled, SETTLED).await;
        let fault = house.https.stand().fault;
        let app = Self {
            house,
            address,
            poke,
            nights,
            stop,
            server,
            robots,
            _lock: lock,
        };
        match fault {
            // Whoever named the address waits for it to answer. Other faults may mend, and are told meanwhile.
            Some(fault @ Fault::Port(..)) if app.house.config.https.is_some() => {
                app.stop().await;
                Err(anyhow::Error::new(fault))
            }
            _ => Ok(app),
        }
    }

    /// Closes the house: streams are told to come back, running requests finish, what is being handed over arrives, the log is
    /// written into the file.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.house.hub.stop();
        let gate = self.house.office.http().gate().clone();
        let (_, _shut) = tokio::join!(self.server, gate.shut(LAST_WORDS));
        let works = self.house.works.clone();
        let _ = tokio::task::spawn_blocking(move || works.close()).await;
        for robot in &self.robots {
            robot.abort();
        }
        // What rings ends with the house.
        self.house.ringer.hush();
        let db = self.house.db.clone();
        robots::watchman::leave_sign(
            &self.house.config.data.join(SIGN),
            db.clock().now(),
            "closed",
        );
        let _ = tokio::task::spawn_blocking(move || db.close()).await;
        folder::take_word_back(&self.house.config.data);
    }
}

/// A file of an earlier Shopbell, and one that was imported, has secrets in clear. What is sealed now is overwritten where it
/// stood; backups of before still have it.
async fn seal_what_is_clear(db: &Db) -> Result<(), DbError> {
    if db.read::<_, DbError>(sealed::has_clear).await? {
        let count = db.write::<_, DbError>(sealed::seal_all).await?;
        tracing::info!(count, "secrets that stood in clear were sealed");
        // Pages that rows have left may hold them yet.
        if let Err(error) = db.scour(true).await {
            tracing::warn!(%error, "copies of secrets may still lie in pages of the file that are not in use");
        }
    }
    db.write::<_, DbError>(|tx| {
        sealed::welcome_back(tx)?;
        sealed::judge_accounts(tx)
    })
    .await
}

fn night(house: &House) -> Night {
    Night {
        data: house.config.data.clone(),
        works: house.works.clone(),
    }
}

/// The demo's house keeps no backups.
fn watchman(config: &Config) -> Watchman {
    let data = config.data.clone();
    Watchman {
        sign: config.data.join(SIGN),
        newest_backup: (!config.demo).then(|| {
            Box::new(move || ledger::newest_backup(&data)) as Box<dyn Fn() -> _ + Send + Sync>
        }),
    }
}
