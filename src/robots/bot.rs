//! Thinks for the bot, beside the answer's path, and says what it has thought. Where a prompter elsewhere thinks for it, that
//! is asked here, a few at a time: one that is slow keeps nobody else waiting.

use std::{collections::HashMap, sync::Arc};

use tokio::{
    sync::{Notify, Semaphore},
    task::AbortHandle,
};

use super::again;
use crate::{
    base::id::{ConversationId, MessageId},
    call::Http,
    db::{Db, DbError, Follower},
    desk::{
        bot::{self, Asked, Question, Thought},
        prompter::remote,
    },
    elsewhere,
};

/// Questions that are under way elsewhere at most.
const MOST_AT_ONCE: usize = 8;

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

/// Answers for ever; first what the last process left unanswered.
pub async fn run(db: Db, http: Http, poke: Arc<Notify>) {
    let mut robot = Robot {
        db,
        http,
        poke: poke.clone(),
        seats: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        under_way: HashMap::new(),
    };
    loop {
        let looked = robot.answer_all().await;
        again::rest(&poke, looked, "the bot could not answer").await;
    }
}

struct Robot {
    db: Db,
    http: Http,
    poke: Arc<Notify>,
    seats: Arc<Semaphore>,
    /// What is asked elsewhere, by chat.
    under_way: HashMap<ConversationId, (MessageId, AbortHandle)>,
}

impl Drop for Robot {
    fn drop(&mut self) {
        for (_, task) in self.under_way.values() {
            task.abort();
        }
    }
}

impl Robot {
    async fn answer_all(&mut self) -> Result<(), DbError> {
        self.under_way.retain(|_, (_, task)| !task.is_finished());
        let mut after = ConversationId(0);
        loop {
            let some = self
                .db
                .read::<_, DbError>(move |reader| bot::to_answer(reader, after))
                .await?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = *last;
            for id in some {
                match self.answer(id).await {
                    // One over which it falls keeps nobody else waiting, and is people's.
                    Err(error @ (DbError::Sql(_) | DbError::Panicked(_))) => {
                        tracing::error!(%error, chat = %id, "the bot could not answer");
                        let given = self
                            .db
                            .write::<_, DbError>(move |tx| bot::give_up(tx, id))
                            .await;
                        if let Err(error) = given {
                            tracing::error!(%error, chat = %id, "nor could it pass the chat on");
                        }
                    }
                    done => done?,
                }
            }
        }
    }

    /// Answers in one chat, or asks elsewhere.
    async fn answer(&mut self, id: ConversationId) -> Result<(), DbError> {
        // Where customers read articles.
        let base = self.http.public();
        let thought = self
            .db
            .read::<_, DbError>(move |reader| bot::think(reader, id, base.as_deref()))
            .await?;
        match thought {
            Some(Thought::Said(reply)) => {
                self.db
                    .write::<_, DbError>(move |tx| bot::speak(tx, id, &reply))
                    .await
            }
            Some(Thought::Question(question)) => {
                self.ask(*question);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Asks elsewhere, unless that is under way; a question about an older message is dropped.
    fn ask(&mut self, question: Question) {
        let (id, asked) = (question.conversation, question.asked);
        match self.under_way.remove(&id) {
            Some((about, task)) if about == asked && !task.is_finished() => {
                self.under_way.insert(id, (about, task));
                return;
            }
            Some((_, task)) => task.abort(),
            None => {}
        }
        let errand = Errand {
            db: self.db.clone(),
            http: self.http.clone(),
            seats: self.seats.clone(),
        };
        let poke = self.poke.clone();
        let task = tokio::spawn(async move {
            match errand.run(question).await {
                Ok(()) => return,
                Err(DbError::Storage(_)) => {}
                Err(error) => tracing::error!(%error, "the bot could not say what it heard"),
            }
            // By then this one is over, and it is asked anew.
            tokio::spawn(async move {
                tokio::time::sleep(again::REST).await;
                poke.notify_one();
            });
        });
        self.under_way.insert(id, (asked, task.abort_handle()));
    }
}

/// One question on its way.
struct Errand {
    db: Db,
    http: Http,
    seats: Arc<Semaphore>,
}

impl Errand {
    async fn run(self, question: Question) -> Result<(), DbError> {
        // The semaphore is never closed.
        let Ok(_seat) = self.seats.acquire().await else {
            return Ok(());
        };
        let now = self.db.clock().now();
        let outcome =
            elsewhere::ask_as_bot(&self.http, &question.prompter, &question.brief, now).await;
        let (prompter, fault) = (question.prompter.id, outcome.as_ref().err().copied());
        let known = question.prompter.fault.map(|(fault, _)| fault);
        let (id, base) = (question.conversation, self.http.public());
        let reply = self
            .db
            .read::<_, DbError>(move |reader| {
                bot::heard(reader, &question, &outcome, base.as_deref())
            })
            .await?;
        self.db
            .write::<_, DbError>(move |tx| {
                if known != fault {
                    remote::went(tx, prompter, fault)?;
                }
                match &reply {
                    Some(reply) => bot::speak(tx, id, reply),
                    None => Ok(()),
                }
            })
            .await
    }
}
