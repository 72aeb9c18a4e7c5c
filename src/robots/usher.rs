//! Hands waiting chats out to agents, whenever something has happened that may let it.

use std::sync::Arc;

use tokio::sync::Notify;

use super::again;
use crate::{
    db::{Db, DbError, Follower},
    desk::{
        event::{Event, Kind},
        routing,
    },
};

/// Pokes the usher, or whoever else cares, when a chat, an agent or a queue has changed, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        let concerns =
            |event: &Event| matches!(event.kind, Kind::Conversation | Kind::Agent | Kind::Queue);
        if announcements
            .iter()
            .any(|announced| announced.downcast_ref::<Event>().is_some_and(concerns))
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Hands out for ever; once at the start, because the last process may have ended between an act and this.
pub async fn run(db: Db, poke: Arc<Notify>) {
    loop {
        let looked = once(&db).await;
        again::rest(&poke, looked, "waiting chats could not be handed out").await;
    }
}

async fn once(db: &Db) -> Result<(), DbError> {
    if db.read::<_, DbError>(routing::is_due).await? {
        db.write::<_, DbError>(routing::look).await?;
    }
    Ok(())
}
