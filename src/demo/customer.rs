//! A simulated customer: comes, writes, answers, shows pictures, loses patience, rates, and leaves.
//! Does only what a browser could do, over the public API.

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::{
    chance::Chance,
    client::Event,
    crowd::Place,
    reply::{Line, Talk},
    script::{Mood, Person, Story, script},
    shop::Shop,
    visit::{Page, Visit},
};
use crate::base::secret::Secret;

/// Somebody on the way to the shop.
pub(super) struct Customer {
    /// Who.
    pub person: &'static Person,
    /// What they come for.
    pub story: &'static Story,
    /// What their browser kept from an earlier chat.
    pub token: Option<Secret>,
    /// What decides the rest.
    pub chance: Chance,
}

/// What somebody does next if nothing happens before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Asks whether anybody is there, or gives up.
    Nudge,
    /// Answers what was heard.
    Answer,
    /// Ends the chat, or just closes the page.
    Leave,
    /// Rates and is gone.
    Rate,
    /// Is gone: the house did not ask anything.
    Go,
}

struct Stay<'a> {
    visit: Visit,
    shop: &'a Shop,
    place: Place,
    person: &'static Person,
    talk: Talk<'static>,
    chance: Chance,
    heard: Vec<String>,
    nudges: u32,
    conversation: i64,
    next: Next,
    at: Instant,
}

impl Customer {
    /// The whole visit. `place` is theirs in the line until an agent takes the chat; `keep` is where
    /// their browser keeps its token.
    pub(super) async fn come(
        mut self,
        shop: &Shop,
        place: Place,
        keep: impl FnOnce(Secret),
    ) -> anyhow::Result<()> {
        let pages = self.browse(shop).await;
        let token = self.token.as_ref();
        let visit = Visit::begin(shop, self.person, token, &pages).await?;
        keep(visit.token());
        let mut events = visit.events();
        events.open().await?;
        for (text, shows) in self.story.opening() {
            let enclosed = match shows {
                Some(name) => visit.enclosure(name).await?,
                None => None,
            };
            visit.write(text, enclosed.as_deref()).await?;
        }
        let mut stay = Stay {
            talk: Talk::new(script(), self.person, self.story),
            visit,
            shop,
            place,
            person: self.person,
            chance: self.chance,
            heard: Vec::new(),
            nudges: 0,
            conversation: 0,
            next: Next::Nudge,
            at: Instant::now(),
        };
        stay.wait_for_agent();
        loop {
            let at = stay.at;
            let goes_on = tokio::select! {
                event = events.next() => stay.notice(&event?).await?,
                () = tokio::time::sleep_until(at) => stay.act().await?,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Looks around before asking.
    async fn browse(&mut self, shop: &Shop) -> Vec<Page> {
        let mut pages = Vec::new();
        for path in &self.story.pages {
            pages.push(shop.page(path));
            let look = self
                .chance
                .between(Duration::from_secs(5), Duration::from_secs(25));
            tokio::time::sleep(shop.pace.time(look)).await;
        }
        pages
    }
}

impl Stay<'_> {
    fn then(&mut self, next: Next, after: Duration) {
        self.next = next;
        self.at = Instant::now() + after;
    }

    /// Waits for a person, as long as the mood allows.
    fn wait_for_agent(&mut self) {
        let minutes = match self.person.mood {
            Mood::Cheerful => 4,
            Mood::Patient => 5,
            Mood::Gruff => 3,
            Mood::Hurried => 2,
        };
        let patience = self.shop.pace.patience(Duration::from_secs(minutes * 60));
        self.then(Next::Nudge, patience);
    }

    /// Takes note of something that happened; false ends the visit.
    async fn notice(&mut self, event: &Event) -> anyhow::Result<bool> {
        let data = &event.data;
        match event.kind.as_str() {
            "message" if data["author"]["kind"] == "agent" => self.hear(data).await?,
            "typing" if data["kind"] == "agent" => {
                // Who sees that an answer is coming waits for it, and lets the other finish.
                let pause = self.shop.pace.time(Duration::from_secs(8));
                self.at = self.at.max(Instant::now() + pause);
            }
            "watched" => {
                let lasts = data["for_ms"].as_u64().unwrap_or(0);
                self.visit.is_looked_at(Duration::from_millis(lasts));
            }
            "conversation" => {
                self.conversation = data["id"].as_i64().unwrap_or(self.conversation);
                match (data["status"].as_str(), data["survey"].as_str()) {
                    (Some("active"), _) => {
                        self.place.give_up();
                        if self.next == Next::Nudge {
                            self.wait_for_agent();
                        }
                    }
                    (Some("closed"), Some("asked")) if self.next != Next::Rate => {
                        self.place.give_up();
                        let pause = self
                            .chance
                            .between(Duration::from_secs(6), Duration::from_secs(30));
                        self.then(Next::Rate, self.shop.pace.time(pause));
                    }
                    (Some("closed"), Some("none")) => return Ok(false),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(true)
    }

    async fn hear(&mut self, message: &Value) -> anyhow::Result<()> {
        let text = message["text"].as_str().unwrap_or_default().to_owned();
        self.visit
            .has_read(message["id"].as_i64().unwrap_or(0))
            .await?;
        self.place.give_up();
        // More lines may follow; all of them are answered together.
        let pause = self.shop.pace.reading(&text);
        self.heard.push(text);
        self.then(Next::Answer, pause);
        Ok(())
    }

    /// Does what was next; false ends the visit.
    async fn act(&mut self) -> anyhow::Result<bool> {
        match self.next {
            Next::Nudge => self.nudge().await,
            Next::Answer => {
                let heard = std::mem::take(&mut self.heard);
                let lines = self.talk.answer(&heard, &mut self.chance);
                for line in lines {
                    self.say(line).await?;
                }
                if self.talk.is_content() {
                    let pause = self
                        .chance
                        .between(Duration::from_secs(40), Duration::from_secs(120));
                    self.then(Next::Leave, self.shop.pace.patience(pause));
                } else {
                    self.wait_for_agent();
                }
                Ok(true)
            }
            Next::Leave => self.leave().await,
            Next::Rate => {
                self.rate().await?;
                Ok(false)
            }
            Next::Go => Ok(false),
        }
    }

    /// Asks whether anybody is there; after that, gives up.
    async fn nudge(&mut self) -> anyhow::Result<bool> {
        let most = match self.person.mood {
            Mood::Cheerful | Mood::Patient => 2,
            Mood::Hurried | Mood::Gruff => 1,
        };
        if self.nudges < most {
            self.nudges += 1;
            let line = self.talk.line("again", &mut self.chance);
            self.say(line).await?;
            self.wait_for_agent();
            return Ok(true);
        }
        if self.chance.in_hundred(50) {
            let line = self.talk.line("gone", &mut self.chance);
            self.say(line).await?;
        }
        self.leave().await
    }

    async fn say(&mut self, line: Line) -> anyhow::Result<()> {
        let Some(photo) = &line.photo else {
            return self.visit.write(&line.text, None).await;
        };
        match self.visit.enclosure(photo).await? {
            Some(attachment) => self.visit.write(&line.text, Some(&attachment)).await,
            None => {
                let sorry = self.talk.line("no_photo", &mut self.chance);
                self.visit.write(&sorry.text, None).await
            }
        }
    }

    /// Ends the chat themselves, or just closes the page: then nobody is told.
    async fn leave(&mut self) -> anyhow::Result<bool> {
        self.place.give_up();
        if self.talk.is_content() && self.chance.in_hundred(30) {
            return Ok(false);
        }
        // The survey, if there is one, follows by the stream.
        self.then(Next::Go, self.shop.pace.time(Duration::from_secs(120)));
        self.visit.close().await?;
        Ok(true)
    }

    async fn rate(&mut self) -> anyhow::Result<()> {
        let leaves_without_words = match self.person.mood {
            Mood::Cheerful => 5,
            Mood::Patient => 10,
            Mood::Hurried | Mood::Gruff => 25,
        };
        if self.chance.in_hundred(leaves_without_words) {
            return Ok(());
        }
        let best = if self.talk.is_content() { 5 } else { 4 };
        let score = rating(self.person.mood, best, self.nudges, &mut self.chance);
        let tongue = script().tongue(&self.person.language);
        let comment = tongue.rating(score, &mut self.chance);
        let pause = self.shop.pace.typing(&comment);
        tokio::time::sleep(pause).await;
        self.visit.rate(self.conversation, score, &comment).await
    }
}

/// 3 to 5: by mood, less for waiting, and never better than `best`.
pub(super) fn rating(mood: Mood, best: i64, nudges: u32, chance: &mut Chance) -> i64 {
    let usual = match mood {
        Mood::Cheerful => 5,
        Mood::Patient | Mood::Hurried => {
            if chance.in_hundred(60) {
                5
            } else {
                4
            }
        }
        Mood::Gruff => {
            if chance.in_hundred(50) {
                4
            } else {
                3
            }
        }
    };
    (usual.min(best) - i64::from(nudges)).max(3)
}
