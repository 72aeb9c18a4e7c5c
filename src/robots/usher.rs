//! Hands waiting chats out to agents, whenever something has happened that may let it.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Notify, time};

use super::again;
use crate::{
    db::{Db, DbError, Follower},
    desk::{
        event::{Event, Kind},
        routing,
    },
};

/// Looks again at least this often: a chat that falls silent makes room, and nobody says so.
const AT_LEAST: Duration = Duration::from_secs(60);

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
    run_every(db, poke, AT_LEAST).await;
}

async fn run_every(db: Db, poke: Arc<Notify>, at_least: Duration) {
    loop {
        let looked = once(&db).await;
        let rest = again::rest(&poke, looked, "waiting chats could not be handed out");
        let _ = time::timeout(at_least, rest).await;
    }
}

async fn once(db: &Db) -> Result<(), DbError> {
    if db.read::<_, DbError>(routing::is_due).await? {
        db.write::<_, DbError>(routing::look).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{
        base::{
            id::{ConversationId, QueueId},
            time::{Clock, Timestamp},
        },
        desk::{
            cast,
            conversation::{
                self, State,
                say::{self, Draft},
            },
            queue::{
                self,
                policy::{Mode, Policy},
            },
            setting,
            team::availability,
            waitlist::capacity::Capacity,
        },
    };

    async fn is_given(db: &Db, id: ConversationId) {
        let given = async {
            loop {
                let chat = db.read::<_, DbError>(move |reader| conversation::by_id(reader, id));
                let chat = chat.await.unwrap().expect("it is there");
                if matches!(chat.state, State::Active { .. }) {
                    break;
                }
                time::sleep(Duration::from_millis(5)).await;
            }
        };
        let found = time::timeout(Duration::from_secs(20), given).await;
        found.expect("it finds its agent");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_the_time_alone_changes_is_noticed() {
        let folder = TempDir::new().unwrap();
        let clock = Clock::by_hand(Timestamp(1_763_700_000_000));
        let path = folder.path().join("shopbell.db");
        // Nobody pokes the usher here.
        let db = Db::open(&path, clock.clone(), Box::new(|_| ())).unwrap();
        let (ana, first) = db
            .write::<_, DbError>(|tx| {
                let ana = cast::agent(tx, "Ana")?;
                let policy = Policy {
                    mode: Mode::Assign,
                    ..Policy::default()
                };
                queue::set_policy(tx, QueueId(1), &policy)?;
                let capacity = Capacity {
                    silent_minutes: 10,
                    ..Capacity::default()
                };
                setting::put(tx, &capacity)?;
                tx.execute("update agent set chat_limit = 1", [])?;
                availability::seen(tx, &[ana.id])?;
                let first = cast::waiting_chat(tx, "Hannah", "Hello")?.conversation;
                Ok((ana, first))
            })
            .await
            .unwrap();
        let often = Duration::from_millis(10);
        let usher = tokio::spawn(run_every(db.clone(), Arc::default(), often));
        is_given(&db, first).await;
        // She has no room for the next until the first has been silent for a while.
        let second = db
            .write::<_, DbError>(move |tx| {
                let words = Draft {
                    text: "It is on its way".to_owned(),
                    ..Draft::default()
                };
                say::by_agent(tx, &ana, first, &words, None).expect("it is hers");
                Ok(cast::waiting_chat(tx, "Omar", "Hello")?.conversation)
            })
            .await
            .unwrap();
        clock.advance(Duration::from_secs(11 * 60));
        db.write::<_, DbError>(|tx| {
            let now = tx.now;
            tx.execute("update agent set seen_at = ?1", [now])
        })
        .await
        .unwrap();
        is_given(&db, second).await;
        usher.abort();
        db.close();
    }
}
