//! A live shop with simulated customers and colleagues, offline.
//!
//! The past is written by the desk's acts with the clock in the hand; the present is lived over the
//! public API on real loopback connections, so that everything at the counter happens as it would.
//! Knows no HTML and nothing of how the house answers.

mod pace;
mod device;
mod script;
mod deck;
mod ear;
mod hours;
mod reply;
mod shop;
mod client;
mod visit;
mod counter;
mod crowd;
mod customer;
mod people;
mod plan;
mod week;
mod year;
mod writing;
mod handing;
mod past;
mod places;
mod turn;
mod colleague;
pub mod platform;
mod abroad;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use tokio::task::JoinHandle;

use self::{colleague::Colleague, crowd::Mishaps, pace::Pace, past::Past, shop::Shop, year::Year};
pub use self::{
    counter::{Member, TEAM},
    crowd::{Arrival, Arrivals},
};
use crate::{
    app::App,
    base::{
        chance::{self, Chance},
        secret::{Secret, random_hex},
        time::Clock,
    },
    config::{Config, DEFAULT_PORT},
    db::DbError,
    desk::{channel, customer::position::Places, setting, team::password},
    ops::folder,
};

/// What everybody of the team signs in with. The house answers on this machine alone.
pub const PASSWORD: &str = "water-well-boiled";

/// Says that a folder holds a demo and nothing that anybody would miss.
const MARK: &str = "demo";

/// How the demo is wanted.
#[derive(Debug, Clone)]
pub struct Options {
    /// Times as fast as in life.
    pub speed: f64,
    /// What decides who comes and what they do.
    pub seed: u64,
    /// Most customers who wait at once; 0: nobody comes.
    pub customers: usize,
    /// Whether colleagues are simulated.
    pub colleagues: bool,
    /// Messages of the year before the week; 0: the shop is a week old.
    pub history: usize,
}

/// A demo that is open.
pub struct Demo {
    /// The house.
    pub app: App,
    mishaps: Mishaps,
    people: Vec<JoinHandle<()>>,
    /// Removed at the end.
    folder: Option<PathBuf>,
}

/// A folder of its own for a demo that leaves nothing behind.
#[must_use]
pub fn throw_away_folder() -> PathBuf {
    std::env::temp_dir().join(format!("shopbell-demo-{}", random_hex()))
}

impl Demo {
    /// Opens the shop in the folder that `config` names; `is_throw_away` removes it at the end.
    pub async fn open(
        mut config: Config,
        is_throw_away: bool,
        options: &Options,
    ) -> anyhow::Result<Self> {
        config.demo = true;
        // Two dozen customers and their colleagues come from one address.
        config.limits = 0;
        let folder = is_throw_away.then(|| config.data.clone());
        let outcome = Self::open_in(config, options).await;
        match outcome {
            Ok((app, mishaps, people)) => Ok(Self {
                app,
                mishaps,
                people,
                folder,
            }),
            Err(error) => {
                remove(folder.as_deref());
                Err(error)
            }
        }
    }

    async fn open_in(
        config: Config,
        options: &Options,
    ) -> anyhow::Result<(App, Mishaps, Vec<JoinHandle<()>>)> {
        let tokens = furnish(&config, options).await?;
        let app = App::start(config, Clock::machine()).await?;
        let site = app.house.db.peek::<_, DbError>(channel::all)?;
        let shop = Shop {
            house: app.address,
            base_url: app.house.base_url(),
            site: site
                .first()
                .context("the shop has a web chat")?
                .site_key
                .clone(),
            pace: Pace::new(options.speed),
            clock: app.house.db.clock().clone(),
        };
        let mishaps = Mishaps::default();
        // Of several who may wait, one writes from elsewhere.
        let abroad = usize::from(options.customers > 1);
        let crowd = crowd::run(
            shop.clone(),
            options.seed,
            options.customers - abroad,
            tokens,
            mishaps.clone(),
        );
        let mut people = vec![tokio::spawn(crowd)];
        if abroad > 0 {
            let db = app.house.db.clone();
            let places = abroad::open(&shop, &db).await?;
            people.push(tokio::spawn(abroad::run(
                shop.clone(),
                options.seed,
                db,
                places,
            )));
        }
        let mut chance = Chance::new(options.seed);
        // Whoever tries the demo is the first of the team.
        for member in TEAM.into_iter().skip(1).filter(|_| options.colleagues) {
            let colleague = Colleague {
                member,
                password: PASSWORD,
                db: app.house.db.clone(),
                shop: shop.clone(),
                chance: chance.fork(),
            };
            people.push(tokio::spawn(colleague.work(mishaps.clone())));
        }
        Ok((app, mishaps, people))
    }

    /// What went wrong for simulated people so far; tests look at it.
    #[must_use]
    pub fn mishaps(&self) -> Vec<String> {
        self.mishaps.all()
    }

    /// Everybody leaves at once, the house closes, and a throw-away folder is removed.
    pub async fn stop(self) {
        for person in &self.people {
            person.abort();
        }
        self.app.stop().await;
        remove(self.folder.as_deref());
    }
}

fn remove(folder: Option<&Path>) {
    if let Some(folder) = folder
        && let Err(error) = fs::remove_dir_all(folder)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, folder = %folder.display(), "the demo's folder could not be removed");
    }
}

/// Sees to it that the folder holds a shop with a past, and answers what its customers' browsers kept.
async fn furnish(config: &Config, options: &Options) -> anyhow::Result<crowd::Tokens> {
    let _lock = folder::lock(&config.data)?;
    let mark = config.data.join(MARK);
    if folder::has_file(&config.data) {
        if !mark.exists() {
            bail!(
                "{} holds a house that is no demo; simulated customers have no business there",
                config.data.display()
            );
        }
        return Ok(crowd::Tokens::new());
    }
    fs::write(
        &mark,
        "A demo of Shopbell: nothing in this folder is real.\n",
    )
    .with_context(|| format!("{} cannot be written", mark.display()))?;
    let now = Clock::machine().now();
    let wish = year::Wish {
        messages: options.history,
        seed: options.seed,
    };
    let clock = Clock::by_hand(if options.history == 0 {
        week::start(now)
    } else {
        year::start(now)
    });
    let db = folder::open_file(&config.data, clock.clone())?;
    let hash = tokio::task::spawn_blocking(|| password::hash(&Secret::new(PASSWORD))).await?;
    let port = config.listen.map_or(DEFAULT_PORT, |listen| listen.port());
    let base_url = format!("http://127.0.0.1:{port}");
    let past = Past::begin(&db, &clock, hash, base_url, wish.team(TEAM.len())).await?;
    db.write::<_, DbError>(move |tx| hours::write(tx, now))
        .await?;
    if options.history > 0 {
        live_a_year(&past, Year::new(wish, past.names(), now)).await?;
    }
    past.live(week::plan(options.seed, now)).await?;
    past.learn().await?;
    let kept = past.end().await?;
    let file = places::write(&config.data)?;
    db.write::<_, DbError>(move |tx| setting::put(tx, &Places { file: file.clone() }))
        .await?;
    db.write::<_, DbError>(hours::greet).await?;
    tokio::task::spawn_blocking(move || db.close()).await?;
    Ok(kept)
}

/// Lets a year pass, and says how far it has come.
async fn live_a_year(past: &Past<'_>, mut year: Year) -> anyhow::Result<()> {
    let mut told = 0;
    while let Some(day) = year.next() {
        past.live(day).await?;
        let tenths = (year.share() * 10.0) as u32;
        if tenths > told {
            told = tenths;
            past.index().await?;
            tracing::info!("the year before: {} %", told * 10);
        }
    }
    Ok(())
}
