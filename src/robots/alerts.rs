//! Tells admins of trouble by their browsers' push services (O13). What the last process left untold is told first.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;

use super::again;
use crate::{
    base::{id::AlertId, network::Neighbours},
    call::{
        Http,
        push::{Address, HouseKey, Outcome, Push, Urgency, push},
    },
    db::{Db, DbError, Follower, Tx},
    desk::{
        alert::queue::{self, Alert, Queued, Way},
        push::{self as devices, Device},
        setting,
    },
};

/// A push service keeps it so long for a device that is out of reach: trouble stays news for a day.
const TTL: Duration = Duration::from_secs(24 * 3_600);

/// Wakes whoever pushes when there is something for them, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        if announcements
            .iter()
            .any(|one| matches!(one.downcast_ref(), Some(Queued(Way::Push))))
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Tells for ever.
pub async fn run(db: Db, http: Http, poke: Arc<Notify>) {
    let stuck = db.write::<_, DbError>(|tx| queue::recover(tx, Way::Push));
    if let Err(error) = stuck.await {
        tracing::error!(%error, "what admins were being told could not be looked through");
    }
    loop {
        let wait = match once(&db, &http).await {
            Ok(wait) => wait,
            // The writer has told why, once.
            Err(DbError::Storage(_)) => Some(again::REST),
            Err(error) => {
                tracing::error!(%error, "admins could not be told of trouble");
                Some(again::REST)
            }
        };
        tokio::select! {
            () = poke.notified() => {}
            () = tokio::time::sleep(wait.unwrap_or_default()), if wait.is_some() => {}
        }
    }
}

/// Tells what may be told; answers after how long there is more, if there is.
async fn once(db: &Db, http: &Http) -> Result<Option<Duration>, DbError> {
    loop {
        let (due, next) = db
            .read::<_, DbError>(|reader| queue::due(reader, Way::Push))
            .await?;
        if due.is_empty() {
            let now = db.clock().now();
            return Ok(next.map(|next| next.since(now).max(Duration::from_millis(10))));
        }
        for id in due {
            tell(db, http, id).await?;
        }
    }
}

async fn tell(db: &Db, http: &Http, id: AlertId) -> Result<(), DbError> {
    let _passing = http.gate().pass().await;
    let begun = db
        .write::<_, DbError>(move |tx| queue::begin(tx, id))
        .await?;
    let Some(alert) = begun else {
        return Ok(());
    };
    let agent = alert.agent;
    let (devices, key, neighbours, now) = db
        .read::<_, DbError>(move |reader| {
            let neighbours: Neighbours = setting::get(reader)?;
            let devices = devices::of_agent(reader, agent)?;
            Ok((devices, devices::key(reader)?, neighbours, reader.now))
        })
        .await?;
    let mut went = Vec::new();
    if let Some(key) = key.as_deref().and_then(HouseKey::read) {
        let what = words(&alert);
        for device in devices {
            let outcome = push(http, &neighbours, &key, &address(&device), &what, now).await;
            went.push((device.id, outcome));
        }
    }
    db.write::<_, DbError>(move |tx| settle(tx, &alert, &went))
        .await
}

/// One browser that has it is enough: it is the same person.
fn settle(
    tx: &mut Tx<'_>,
    alert: &Alert,
    went: &[(crate::base::id::PushDeviceId, Outcome)],
) -> Result<(), DbError> {
    let (mut is_taken, mut later, mut why) = (false, None, "");
    for (device, outcome) in went {
        match outcome {
            Outcome::Taken => {
                is_taken = true;
                devices::note(tx, *device, Ok(()))?;
            }
            Outcome::Gone => devices::forget(tx, *device)?,
            Outcome::Refused(words) => {
                why = words;
                devices::note(tx, *device, Err(words))?;
            }
            Outcome::Later(pause, words) => {
                (later, why) = (Some(*pause), words);
                devices::note(tx, *device, Err(words))?;
            }
        }
    }
    match later {
        _ if is_taken => queue::sent(tx, alert.id),
        Some(pause) => queue::put_off(tx, alert, pause, why),
        None => queue::failed(tx, alert.id, why),
    }
}

fn words(alert: &Alert) -> Push {
    // The second paragraph of a long story is read at the console.
    let body = alert.text.split("\n\n").next().unwrap_or_default();
    let words = serde_json::json!({
        "title": alert.title, "body": body, "tag": "shopbell-trouble", "trouble": true,
    });
    Push {
        words: words.to_string(),
        urgency: Urgency::High,
        ttl: TTL,
        topic: format!("trouble {}", alert.id),
    }
}

fn address(device: &Device) -> Address<'_> {
    Address {
        endpoint: &device.subscription.endpoint,
        key: &device.subscription.p256dh,
        auth: &device.subscription.auth,
    }
}
