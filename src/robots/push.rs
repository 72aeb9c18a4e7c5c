//! Tells agents by their browsers' push services what the bell would ring for, while no window of theirs is open.

mod words;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use tokio::{
    sync::{Notify, Semaphore},
    task::JoinSet,
};

use super::again;
use crate::{
    base::{
        id::{AgentId, ConversationId, EventId, PushDeviceId},
        network::Neighbours,
    },
    call::{
        Http,
        push::{Address, HouseKey, Outcome, Push, push},
    },
    db::{Db, DbError, Follower},
    desk::{
        conversation::message::Written,
        event::{Event, Kind},
        push::{self as devices, Device, news},
        setting,
    },
    live::Hub,
};

/// Handed over at the same time: a push service that is slow keeps few others waiting.
const AT_ONCE: usize = 8;
/// How often one thing is tried: what comes late helps nobody.
const TRIES: u32 = 3;
/// The pause after the first try in vain; each further one is four times as long.
const PAUSE: Duration = Duration::from_secs(5);
/// Whoever asks for a longer pause than this is not asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// After a restart consoles get so long to come back before anybody is taken to have none open.
const BACK: Duration = Duration::from_secs(10);

/// Wakes whoever tells when something happened that may be told, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        let concerns = |event: &Event| {
            matches!(
                event.kind,
                Kind::Conversation | Kind::Comment | Kind::Invite
            )
        };
        if announcements
            .iter()
            .any(|one| one.is::<Written>() || one.downcast_ref::<Event>().is_some_and(concerns))
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Tells for ever; first what the last process left untold, unless it is late.
pub async fn run(db: Db, http: Http, hub: Hub, poke: Arc<Notify>) {
    let mut teller = Teller {
        db,
        http,
        hub,
        seen: None,
        told: BTreeSet::new(),
        turns: Arc::new(Semaphore::new(AT_ONCE)),
        under_way: JoinSet::new(),
    };
    match teller.db.read::<_, DbError>(devices::any).await {
        Ok(false) => {}
        Ok(true) | Err(_) => tokio::time::sleep(BACK).await,
    }
    loop {
        let looked = teller.look().await;
        while teller.under_way.try_join_next().is_some() {}
        again::rest(&poke, looked, "nothing could be pushed").await;
    }
}

/// Who tells.
struct Teller {
    db: Db,
    http: Http,
    hub: Hub,
    /// Everything up to this event was looked at.
    seen: Option<EventId>,
    /// Who was told that which chat waits. Forgotten at a restart: what is told then is told again, in the same place.
    told: BTreeSet<(AgentId, ConversationId)>,
    turns: Arc<Semaphore>,
    under_way: JoinSet<()>,
}

impl Teller {
    async fn look(&mut self) -> Result<(), DbError> {
        loop {
            let seen = self.seen;
            let page = self
                .db
                .read::<_, DbError>(move |reader| {
                    if !devices::any(reader)? {
                        return Ok(None);
                    }
                    let seen = match seen {
                        Some(seen) => seen,
                        None => news::beginning(reader)?,
                    };
                    news::page(reader, seen).map(Some)
                })
                .await?;
            let Some(page) = page else {
                // Nobody is told. Whoever allows it later is told what happens from then on, and at most what just did.
                self.seen = None;
                self.told.clear();
                return Ok(());
            };
            let Some(until) = page.until else {
                return Ok(());
            };
            let present = self.hub.present();
            for one in page.news {
                let (agent, chat) = (one.agent.id, one.chat.id);
                let is_wait = one.what == news::What::Waits;
                // A console that is open rings by itself.
                if present.contains(&agent) || is_wait && !self.told.insert((agent, chat)) {
                    continue;
                }
                self.tell(&one).await?;
            }
            self.take_back(&page.touched, &present).await?;
            self.seen = Some(until);
        }
    }

    /// Whoever was told that a chat waits is told that it does no more: browsers let nothing be pushed that is not shown,
    /// so that the notice is replaced and does not just go.
    async fn take_back(
        &mut self,
        touched: &[ConversationId],
        present: &[AgentId],
    ) -> Result<(), DbError> {
        let told: Vec<_> = self
            .told
            .iter()
            .copied()
            .filter(|(_, chat)| touched.contains(chat))
            .collect();
        for (agent, chat) in told {
            let over = self
                .db
                .read::<_, DbError>(move |reader| news::over(reader, agent, chat))
                .await?;
            let Some((news, is_own)) = over else {
                continue;
            };
            self.told.remove(&(agent, chat));
            if let Some(news) = news.filter(|_| !is_own && !present.contains(&agent)) {
                self.tell(&news).await?;
            }
        }
        Ok(())
    }

    async fn tell(&mut self, news: &news::News) -> Result<(), DbError> {
        let agent = news.agent.id;
        let devices = self
            .db
            .read::<_, DbError>(move |reader| devices::of_agent(reader, agent))
            .await?;
        for device in devices {
            let (db, http, turns) = (self.db.clone(), self.http.clone(), self.turns.clone());
            let what = words::of(news);
            self.under_way.spawn(async move {
                let Ok(_turn) = turns.acquire().await else {
                    return;
                };
                if let Err(error) = deliver(&db, &http, device.id, &what).await {
                    tracing::warn!(%error, "what became of a push could not be stored");
                }
            });
        }
        Ok(())
    }
}

/// Tells one browser, a few times if need be. It is looked at anew before each try: whoever has signed out meanwhile is
/// told nothing.
async fn deliver(db: &Db, http: &Http, id: PushDeviceId, what: &Push) -> Result<(), DbError> {
    let mut pause = PAUSE;
    for try_ in 1..=TRIES {
        let passing = http.gate().pass().await;
        let found = db
            .read::<_, DbError>(move |reader| {
                let neighbours: Neighbours = setting::get(reader)?;
                let key = devices::key(reader)?;
                Ok((devices::by_id(reader, id)?.zip(key), neighbours, reader.now))
            })
            .await?;
        let (Some((device, key)), neighbours, now) = found else {
            return Ok(());
        };
        let Some(key) = HouseKey::read(&key) else {
            return note(db, id, Err("the house's key cannot be read".to_owned())).await;
        };
        let to = address(&device);
        match push(http, &neighbours, &key, &to, what, now).await {
            Outcome::Taken => return note(db, id, Ok(())).await,
            Outcome::Gone => return db.write(move |tx| devices::forget(tx, id)).await,
            Outcome::Refused(why) => return note(db, id, Err(why)).await,
            Outcome::Later(asked, why) => {
                let wait = asked.unwrap_or(pause);
                if try_ == TRIES || wait > LONGEST_PAUSE {
                    return note(db, id, Err(why)).await;
                }
                drop(passing);
                tokio::time::sleep(wait).await;
                pause *= 4;
            }
        }
    }
    Ok(())
}

fn address(device: &Device) -> Address<'_> {
    Address {
        endpoint: &device.subscription.endpoint,
        key: &device.subscription.p256dh,
        auth: &device.subscription.auth,
    }
}

async fn note(db: &Db, id: PushDeviceId, outcome: Result<(), String>) -> Result<(), DbError> {
    db.write(move |tx| {
        let outcome = match &outcome {
            Ok(()) => Ok(()),
            Err(why) => Err(why.as_str()),
        };
        devices::note(tx, id, outcome)
    })
    .await
}
