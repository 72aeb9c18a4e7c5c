//! Customers who write from other platforms: small servers in the demo that answer as those do, and people who use
//! them. The house reaches them by the same code and over the same connections as the real ones.

mod guest;
mod hand;
mod mail;
mod shore;

use std::time::Duration;

use tokio::time::{Instant, timeout};

use self::{guest::Guest, hand::Hook, shore::Shore};
use super::{
    chance::Chance,
    client::Client,
    crowd::Arrivals,
    customer::rating,
    reply::{Line, Talk},
    script::{Story, script},
    shop::Shop,
};
use crate::{
    db::{Db, DbError, Reader},
    desk::{
        account::{self, ConnectError, Keys},
        channel::ChannelKind,
    },
};

/// How often it is looked whether one still waits, in life.
const LOOK: Duration = Duration::from_secs(30);

/// Somebody goes away who heard nothing for so long, in life.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// A platform, and where it calls in.
pub(super) struct Place {
    shore: Shore,
    hook: Hook,
}

/// Opens the platforms and connects the shop's accounts with them: an account that an earlier demo connected is
/// told where its platform is now.
pub(super) async fn open(shop: &Shop, db: &Db) -> anyhow::Result<Vec<Place>> {
    let mut places = Vec::new();
    for shore in shore::open(&shop.clock).await? {
        let (kind, name, who) = (shore.kind(), shore.name(), shore.who());
        let given = shore.keys();
        let id = db
            .write::<_, ConnectError>(move |tx| {
                let known = account::all(tx)?
                    .into_iter()
                    .find(|account| account.channel.kind == kind);
                let set = |mut keys: Keys| {
                    for (name, value) in &given {
                        keys.set(name, value);
                    }
                    keys
                };
                match known {
                    Some(account) => {
                        let keys = set(account.keys.clone());
                        account::rekey(tx, account.channel.id, &keys, &who)?;
                        Ok(account.channel.id)
                    }
                    None => account::connect(tx, kind, name, &set(Keys::default()), &who),
                }
            })
            .await?;
        let account = db
            .read::<_, DbError>(move |reader| account::by_id(reader, id))
            .await?;
        let Some(account) = account else { continue };
        shore.learns(&account);
        places.push(Place {
            shore,
            hook: Hook {
                client: Client::new(shop.house, "demo", "en"),
                path: format!("/hooks/{}", account.channel.site_key),
            },
        });
    }
    Ok(places)
}

/// How many who wrote from elsewhere wait.
fn waiting(reader: &Reader<'_>) -> Result<i64, DbError> {
    reader.get(
        "select count(*) from conversation join account on account.channel_id = conversation.channel_id
         where conversation.state = 'waiting'",
        [],
        |row| row.get(0),
    )
}

/// Whether the house has looked into the mailbox: what lay in it before is not taken in.
fn has_mailbox(reader: &Reader<'_>) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from account join channel on channel.id = account.channel_id
         where channel.kind = 'email' and account.cursor is not null",
        [],
    )
}

/// How often it is looked whether it has.
const SOON: Duration = Duration::from_millis(200);

/// Lets people write on the platforms until it is dropped, one after the other; nobody comes while one waits.
pub(super) async fn run(shop: Shop, seed: u64, db: Db, places: Vec<Place>) {
    let mut turn = 0;
    while !db.read(has_mailbox).await.is_ok_and(|has| has) {
        tokio::time::sleep(SOON).await;
    }
    // Half as many as come to the shop's own pages, and others.
    for arrival in Arrivals::new(seed ^ 0x7e1e, 1) {
        tokio::time::sleep(shop.pace.time(arrival.gap)).await;
        if arrival.person.name.is_empty() {
            continue;
        }
        while db.read(waiting).await.is_ok_and(|waiting| waiting > 0) {
            tokio::time::sleep(shop.pace.patience(LOOK)).await;
        }
        // Where people of a language are used to write.
        let usual = match arrival.person.language.as_str() {
            "ru" => Some(ChannelKind::Vk),
            "zh" => Some(ChannelKind::WeChat),
            _ => None,
        };
        let guest = Guest {
            index: arrival.index,
            person: arrival.person,
        };
        let place = places
            .iter()
            .find(|place| usual == Some(place.shore.kind()))
            .unwrap_or(&places[turn % places.len()]);
        turn += 1;
        if !place.shore.is_for(guest) {
            continue;
        }
        let mut visit = Visit {
            guest,
            place,
            talk: Talk::new(script(), arrival.person, arrival.story),
            chance: arrival.chance,
            heard: 0,
        };
        visit.come(&shop, arrival.story).await;
    }
}

/// Somebody who writes.
struct Visit<'a> {
    guest: Guest,
    place: &'a Place,
    talk: Talk<'static>,
    chance: Chance,
    /// How much of what was said there to everybody was looked at.
    heard: usize,
}

impl Visit<'_> {
    async fn come(&mut self, shop: &Shop, story: &'static Story) {
        self.heard = self.place.shore.has_said(0).await.len();
        for (text, shows) in story.opening() {
            tokio::time::sleep(shop.pace.typing(text)).await;
            self.write(text, shows).await;
        }
        let mut until = Instant::now() + shop.pace.patience(PATIENCE);
        while let Some((words, is_asked)) = self.listen(until).await {
            tokio::time::sleep(shop.pace.reading(&words.join(" "))).await;
            if is_asked {
                let best = if self.talk.is_content() { 5 } else { 4 };
                let score = rating(self.guest.person.mood, best, 0, &mut self.chance);
                self.write(&score.to_string(), None).await;
                return;
            }
            for Line { text, photo } in self.talk.answer(&words, &mut self.chance) {
                tokio::time::sleep(shop.pace.typing(&text)).await;
                self.write(&text, photo.as_deref()).await;
            }
            until = Instant::now() + shop.pace.patience(PATIENCE);
        }
    }

    /// The next words to this one, and whether they ask for a rating; `None` when none come.
    async fn listen(&mut self, until: Instant) -> Option<(Vec<String>, bool)> {
        let (shore, id) = (&self.place.shore, self.place.shore.id(self.guest));
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let said = timeout(left, shore.has_said(self.heard + 1)).await.ok()?;
            let new: Vec<_> = said[self.heard..]
                .iter()
                .filter(|one| one.to.trim_start_matches('+') == id)
                .collect();
            let words: Vec<String> = new.iter().map(|one| one.words.clone()).collect();
            let is_asked = new.iter().any(|one| one.asks);
            self.heard = said.len();
            if !words.is_empty() {
                return Some((words, is_asked));
            }
        }
    }

    async fn write(&self, text: &str, shows: Option<&str>) {
        let Place { shore, hook } = self.place;
        shore.write(hook, self.guest, text, shows).await;
    }
}
