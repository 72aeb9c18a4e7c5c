//! Rings the machine's own bell when somebody waits, and stops it at the claim.

use std::sync::Arc;

use tokio::sync::Notify;

use super::again;
use crate::{
    db::{Db, DbError, Follower},
    desk::{
        bell::{self, Deed, Last, Look, Ring},
        event::{Event, Kind},
    },
    ringer::{Call, Ringer},
};

/// Pokes the bell when a chat or a queue has changed, something is wrong, or its own deadline has come, before `next`
/// hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        let concerns =
            |event: &Event| matches!(event.kind, Kind::Conversation | Kind::Queue | Kind::House);
        if announcements.iter().any(|announced| {
            announced.is::<Look>() || announced.downcast_ref::<Event>().is_some_and(concerns)
        }) {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Rings for ever; looks once at the start, because somebody may have waited through a restart.
pub async fn run(db: Db, ringer: Arc<Ringer>, poke: Arc<Notify>) {
    loop {
        let looked = match once(&db, &ringer, &poke).await {
            Ok(true) => continue,
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        again::rest(&poke, looked, "the bell could not be looked at").await;
    }
}

/// Does what is to be done now; `true` when it did something, so that more may have come meanwhile.
async fn once(db: &Db, ringer: &Arc<Ringer>, poke: &Notify) -> Result<bool, DbError> {
    if !db.read::<_, DbError>(bell::is_due).await? {
        return Ok(false);
    }
    let (settings, deed) = db.write::<_, DbError>(bell::take).await?;
    let call = Call {
        command: settings.command,
        sound: settings.sound,
        volume: settings.volume,
        ..Call::default()
    };
    let call = match deed {
        Deed::Nothing => return Ok(true),
        Deed::Ring(Ring {
            waiting,
            longest_s,
            level,
        }) => Call {
            event: "ring",
            waiting,
            longest_s,
            level,
            ..call
        },
        Deed::Hush => Call {
            event: "silent",
            sound: false,
            ..call
        },
        Deed::Trouble(trouble) => Call {
            event: "trouble",
            trouble,
            level: 1,
            ..call
        },
    };
    if !call.sound && !call.command {
        return Ok(true);
    }
    ring(db, ringer, poke, call).await?;
    Ok(true)
}

/// Rings to the end, or to the moment in which nobody waits any more.
async fn ring(db: &Db, ringer: &Arc<Ringer>, poke: &Notify, call: Call) -> Result<(), DbError> {
    let occasion = call.event;
    let (at_work, moment) = (ringer.clone(), ringer.moment());
    let mut ringing = tokio::task::spawn_blocking(move || at_work.ring(&call, moment));
    let rung = loop {
        tokio::select! {
            rung = &mut ringing => break rung,
            () = poke.notified() => {
                if occasion == "ring" && !db.read::<_, DbError>(bell::still_rings).await? {
                    ringer.hush();
                }
            }
        }
    };
    let rung = rung.map_err(|failure| DbError::Panicked(failure.to_string()))?;
    let last = Last {
        at: None,
        occasion: occasion.to_owned(),
        sound: rung.sound,
        command: rung.command,
    };
    db.write::<_, DbError>(move |tx| bell::ran(tx, &last)).await
}
