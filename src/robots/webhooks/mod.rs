//! Tells webhooks what happens: follows the event table for each, and posts in order within a chat.

mod news;

use std::{collections::HashMap, sync::Arc};

use tokio::{sync::Notify, task::JoinSet};

use super::again;
use crate::{
    base::{
        id::{DeliveryId, WebhookId},
        network::Neighbours,
        secret,
    },
    call::{Http, webhook as post},
    db::{Db, DbError, Follower},
    desk::{
        amend::Revised,
        conversation::message::Written,
        event::Event,
        setting,
        webhook::{
            self, Moved, Webhook,
            delivery::{self, Answered, Try},
        },
    },
};

/// Posts to one webhook at the same time: one that is slow keeps no other waiting, and is not overrun.
const AT_ONCE: usize = 4;

/// Wakes whoever tells webhooks when something happened, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        let concerns = announcements.iter().any(|one| {
            one.is::<Moved>() || one.is::<Event>() || one.is::<Written>() || one.is::<Revised>()
        });
        if concerns {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Tells for ever; first what the last process left untold.
pub async fn run(db: Db, http: Http, poke: Arc<Notify>) {
    if let Err(error) = db.write::<_, DbError>(delivery::recover).await {
        tracing::error!(%error, "what was being posted to webhooks could not be looked through");
    }
    let mut hand = Hand {
        db,
        http,
        under_way: HashMap::new(),
        posts: JoinSet::new(),
    };
    loop {
        let rests = match hand.look().await {
            Ok(()) => false,
            // The writer has told why, once.
            Err(DbError::Storage(_)) => true,
            Err(error) => {
                tracing::error!(%error, "webhooks could not be told");
                true
            }
        };
        tokio::select! {
            () = poke.notified() => {}
            Some(done) = hand.posts.join_next() => hand.is_done(done.ok()),
            () = tokio::time::sleep(again::REST), if rests => {}
        }
        while let Some(done) = hand.posts.try_join_next() {
            hand.is_done(done.ok());
        }
    }
}

/// Who posts.
struct Hand {
    db: Db,
    http: Http,
    under_way: HashMap<WebhookId, usize>,
    posts: JoinSet<WebhookId>,
}

impl Hand {
    async fn look(&mut self) -> Result<(), DbError> {
        let hooks = self.db.read::<_, DbError>(webhook::in_force).await?;
        for hook in hooks {
            let id = hook.id;
            self.take_in(hook).await?;
            self.begin_due(id).await?;
        }
        Ok(())
    }

    /// Takes in all that happened since.
    async fn take_in(&self, mut hook: Webhook) -> Result<(), DbError> {
        loop {
            let asked = hook.clone();
            let page = self
                .db
                .read::<_, DbError>(move |reader| news::page(reader, &asked))
                .await?;
            let Some((until, news)) = page else {
                return Ok(());
            };
            let (id, from) = (hook.id, hook.seen);
            let taken = self
                .db
                .write::<_, DbError>(move |tx| delivery::take_in(tx, id, from, until, &news))
                .await?;
            if !taken {
                return Ok(());
            }
            hook.seen = until;
        }
    }

    async fn begin_due(&mut self, hook: WebhookId) -> Result<(), DbError> {
        let under_way = self.under_way.get(&hook).copied().unwrap_or_default();
        let free = AT_ONCE.saturating_sub(under_way);
        if free == 0 {
            return Ok(());
        }
        let (due, neighbours) = self
            .db
            .read::<_, DbError>(move |reader| {
                let due = delivery::due(reader, hook, free)?;
                let neighbours: Neighbours = setting::get(reader)?;
                Ok((due, neighbours))
            })
            .await?;
        for id in due {
            let passing = self.http.gate().pass().await;
            let begun = self
                .db
                .write::<_, DbError>(move |tx| delivery::begin(tx, id))
                .await?;
            if let Some(tried) = begun {
                *self.under_way.entry(hook).or_default() += 1;
                let (db, http, neighbours) =
                    (self.db.clone(), self.http.clone(), neighbours.clone());
                self.posts.spawn(async move {
                    let _passing = passing;
                    let answered = send(&http, &neighbours, tried).await;
                    note(&db, id, answered).await;
                    hook
                });
            }
        }
        Ok(())
    }

    /// One post has ended; of one that panicked nobody knows whose it was.
    fn is_done(&mut self, hook: Option<WebhookId>) {
        match hook.and_then(|hook| self.under_way.get_mut(&hook)) {
            Some(count) => *count = count.saturating_sub(1),
            None => self.under_way.clear(),
        }
    }
}

async fn send(http: &Http, neighbours: &Neighbours, tried: Try) -> Answered {
    let signed = post::Signed {
        url: tried.url,
        id: tried.message_id,
        timestamp: tried.timestamp,
        signature: tried.signature,
        body: tried.body,
    };
    let outcome = post::post(http, neighbours, &signed, tried.patience).await;
    Answered {
        status: outcome.status,
        took: outcome.took,
        words: outcome.words,
        response: outcome.response,
        retry_after: outcome.retry_after,
    }
}

/// Stores what came of a post. While the storage refuses, it is under way: after a restart it goes again.
async fn note(db: &Db, id: DeliveryId, answered: Answered) {
    let luck = f64::from(secret::random_bytes::<1>()[0]) / 256.0;
    loop {
        let answered = answered.clone();
        let stored = db
            .write::<_, DbError>(move |tx| delivery::finish(tx, id, &answered, luck))
            .await;
        match stored {
            Ok(()) | Err(DbError::Stopping) => return,
            Err(error) => {
                tracing::warn!(%error, "what became of a webhook could not be stored");
                tokio::time::sleep(again::REST).await;
            }
        }
    }
}
