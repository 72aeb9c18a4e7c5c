//! Customers who write from other platforms: small servers in the demo that answer as those do, and people who use
//! them. The house reaches them by the same code and over the same connections as the real ones.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use serde_json::json;
use tokio::time::{Instant, timeout};

use super::{
    chance::Chance,
    crowd::Arrivals,
    customer::rating,
    platform::{
        Platform,
        telegram::{Telegram, User},
    },
    reply::{Line, Talk},
    script::{Person, Story, enclosure, script},
    shop::Shop,
};
use crate::{
    db::{Db, DbError, Reader},
    desk::{
        account::{self, ConnectError, Introduction, Keys},
        attachment::AttachmentKind,
        channel::ChannelKind,
    },
};

/// What the shop's bot connects with. It opens nothing anywhere.
const TOKEN: &str = "100200300:demo-of-a-teapot";

/// How often it is looked whether one still waits, in life.
const LOOK: Duration = Duration::from_secs(30);

/// Somebody goes away who heard nothing for so long, in life.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// Opens the platforms and connects the shop's accounts with them: an account that an earlier demo connected is
/// told where its platform is now.
pub(super) async fn open(db: &Db) -> anyhow::Result<Platform<Telegram>> {
    let telegram = Platform::open(Telegram::new(TOKEN), 0)
        .await
        .context("a platform of the demo cannot be opened")?;
    let mut keys = Keys::default();
    keys.set("token", TOKEN);
    keys.set("api_base", &telegram.base());
    let who = Introduction {
        own_id: "42".to_owned(),
        username: "@kettle_bot".to_owned(),
    };
    db.write::<_, ConnectError>(move |tx| {
        let known = account::all(tx)?
            .into_iter()
            .find(|account| account.channel.kind == ChannelKind::Telegram);
        match known {
            Some(account) => account::rekey(tx, account.channel.id, &keys, &who),
            None => account::connect(tx, ChannelKind::Telegram, "Telegram", &keys, &who).map(drop),
        }
    })
    .await?;
    Ok(telegram)
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

/// Lets people write on the platforms until it is dropped, one after the other; nobody comes while one waits.
pub(super) async fn run(shop: Shop, seed: u64, db: Db, telegram: Platform<Telegram>) {
    // Half as many as come to the shop's own pages, and others.
    for arrival in Arrivals::new(seed ^ 0x7e1e, 1) {
        tokio::time::sleep(shop.pace.time(arrival.gap)).await;
        if arrival.person.name.is_empty() {
            continue;
        }
        while db.read(waiting).await.is_ok_and(|waiting| waiting > 0) {
            tokio::time::sleep(shop.pace.patience(LOOK)).await;
        }
        let mut guest = Guest {
            user: user(arrival.index, arrival.person),
            talk: Talk::new(script(), arrival.person, arrival.story),
            person: arrival.person,
            chance: arrival.chance,
            heard: 0,
        };
        guest.come(&shop, &telegram.manners, arrival.story).await;
    }
}

fn user(index: usize, person: &'static Person) -> User {
    User {
        id: 5_000 + i64::try_from(index).unwrap_or_default(),
        name: &person.name,
        username: "",
        language: &person.language,
    }
}

/// Somebody who writes.
struct Guest {
    user: User,
    talk: Talk<'static>,
    person: &'static Person,
    chance: Chance,
    /// How much of what the bot said to everybody was looked at.
    heard: usize,
}

impl Guest {
    async fn come(&mut self, shop: &Shop, telegram: &Telegram, story: &'static Story) {
        self.heard = telegram.said().len();
        for (text, shows) in story.opening() {
            tokio::time::sleep(shop.pace.typing(text)).await;
            self.write(telegram, text, shows);
        }
        let mut until = Instant::now() + shop.pace.patience(PATIENCE);
        while let Some((words, is_asked)) = self.listen(telegram, until).await {
            if is_asked {
                let best = if self.talk.is_content() { 5 } else { 4 };
                let score = rating(self.person.mood, best, 0, &mut self.chance);
                tokio::time::sleep(shop.pace.reading(&words.join(" "))).await;
                telegram.write(&self.user, &score.to_string());
                return;
            }
            tokio::time::sleep(shop.pace.reading(&words.join(" "))).await;
            for Line { text, photo } in self.talk.answer(&words, &mut self.chance) {
                tokio::time::sleep(shop.pace.typing(&text)).await;
                self.write(telegram, &text, photo.as_deref());
            }
            until = Instant::now() + shop.pace.patience(PATIENCE);
        }
    }

    /// The next words to this one, and whether they ask for a rating; `None` when none come.
    async fn listen(&mut self, telegram: &Telegram, until: Instant) -> Option<(Vec<String>, bool)> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let said = timeout(left, telegram.has_said(self.heard + 1))
                .await
                .ok()?;
            let new: Vec<_> = said[self.heard..]
                .iter()
                .filter(|one| one.to == self.user.id)
                .collect();
            let words: Vec<String> = new.iter().map(|one| one.text().to_owned()).collect();
            let is_asked = new.iter().any(|one| {
                one.fields
                    .get("reply_markup")
                    .is_some_and(|buttons| buttons.contains("rate:"))
            });
            self.heard = said.len();
            if !words.is_empty() {
                return Some((words, is_asked));
            }
        }
    }

    fn write(&self, telegram: &Telegram, text: &str, shows: Option<&str>) {
        let Some(shown) = shows.and_then(enclosure) else {
            telegram.write(&self.user, text);
            return;
        };
        let file = telegram.keep(&shown.name, Bytes::from_static(shown.bytes));
        let content = match shown.kind {
            AttachmentKind::Image => json!({ "photo": [{ "file_id": file }], "caption": text }),
            AttachmentKind::Voice => json!({ "voice": { "file_id": file }, "caption": text }),
            AttachmentKind::File | AttachmentKind::Card => json!({
                "document": { "file_id": file, "file_name": shown.name }, "caption": text,
            }),
        };
        telegram.send(&self.user, content);
    }
}
