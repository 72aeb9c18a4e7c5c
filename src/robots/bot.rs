//! Thinks for the bot, beside the answer's path, and says what it has thought.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::{
    db::{Db, DbError, Follower},
    desk::bot::{self, Asked},
};

/// Pokes the bot whenever it is asked something, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        if announcements
            .iter()
            .any(|announced| announced.is::<Asked>())
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Answers for ever; first what the last process left unanswered. `base`: where customers read articles.
pub async fn run(db: Db, poke: Arc<Notify>, base: Option<String>) {
    loop {
        match answer_all(&db, base.as_deref()).await {
            // The writer has told why, once.
            Ok(()) | Err(DbError::Storage(_)) => {}
            Err(error) => tracing::error!(%error, "the bot could not answer"),
        }
        poke.notified().await;
    }
}

async fn answer_all(db: &Db, base: Option<&str>) -> Result<(), DbError> {
    for id in db.read::<_, DbError>(bot::to_answer).await? {
        let base = base.map(str::to_owned);
        let thought = db
            .read::<_, DbError>(move |reader| bot::think(reader, id, base.as_deref()))
            .await?;
        if let Some(reply) = thought {
            db.write::<_, DbError>(move |tx| bot::speak(tx, id, &reply))
                .await?;
        }
    }
    Ok(())
}
