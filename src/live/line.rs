//! How the line moves, told to those who stand in it (W13).
//!
//! A line of a hundred moves a hundred places with every chat that is taken. So nobody is told by the event: at
//! most once a second the lines are read, one query each however many wait there, and of those with a stream open
//! each is told whose place or estimate has become another.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{frame::sse, hub::Hub};
use crate::{
    base::{
        id::{ConversationId, IdentityId, QueueId},
        time::Timestamp,
    },
    db::{Db, DbError, Reader},
    desk::{
        conversation::{Conversation, State},
        opening,
        queue::{self, policy::LineShown},
        waitlist::{
            line::{self, InLine},
            pace::{self, Pace},
        },
    },
    wire::visitor::{LineShape, LineToldShape},
};

/// A pace is measured anew after this long, so that what is promised does not change with each event.
const RENEW: Duration = Duration::from_secs(60);

/// The lines: cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Lines(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    paces: HashMap<QueueId, Measured>,
    /// What those who listen were told last.
    told: HashMap<IdentityId, Told>,
}

#[derive(Debug, Clone, Copy)]
struct Measured {
    at: Timestamp,
    pace: Option<Pace>,
}

type Told = (ConversationId, Option<LineShape>);

/// A line and how fast it moves, as those see it who stand in it.
struct View {
    line: Vec<InLine>,
    /// Whether anything of it is shown.
    is_shown: bool,
    pace: Option<Pace>,
}

impl View {
    fn shape(&self, place: usize) -> Option<LineShape> {
        let estimate = self.pace.map(|pace| pace.estimate(place));
        self.is_shown.then(|| LineShape::new(place, estimate))
    }
}

impl Lines {
    // Held for a few instructions, never across an await or a query.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a customer stands; `None` when they do not wait, or are not to be told.
    pub fn of(
        &self,
        reader: &Reader<'_>,
        chat: &Conversation,
    ) -> Result<Option<LineShape>, DbError> {
        if !matches!(chat.state, State::Waiting { .. }) {
            return Ok(None);
        }
        let view = self.view(reader, chat.queue)?;
        Ok(line::place(&view.line, chat.id).and_then(|place| view.shape(place)))
    }

    fn view(&self, reader: &Reader<'_>, queue: QueueId) -> Result<View, DbError> {
        let shown = queue::policy(reader, queue)?.line_shown;
        let line = line::of_queue(reader, queue)?;
        // While nobody serves it, what the shop says for that time stands.
        let is_shown = shown != LineShown::Off && opening::is_served(reader, queue)?;
        let pace = if is_shown && shown == LineShown::Estimate {
            self.pace(reader, queue, &line)?
        } else {
            None
        };
        Ok(View {
            line,
            is_shown,
            pace,
        })
    }

    fn pace(
        &self,
        reader: &Reader<'_>,
        queue: QueueId,
        line: &[InLine],
    ) -> Result<Option<Pace>, DbError> {
        let now = reader.now;
        let before = self.lock().paces.get(&queue).copied();
        if let Some(before) = before
            && now.since(before.at) < RENEW
            && now >= before.at
        {
            return Ok(before.pace);
        }
        let measured = Pace::of(&pace::evidence(reader, queue, line)?);
        let pace = Pace::settle(before.and_then(|before| before.pace), measured);
        let measured = Measured { at: now, pace };
        self.lock().paces.insert(queue, measured);
        Ok(pace)
    }

    /// Tells those who listen what has become another for them since they were told last.
    pub async fn look(&self, hub: &Hub, db: &Db) -> Result<(), DbError> {
        let listening: HashSet<IdentityId> = hub.visitors().into_iter().collect();
        if listening.is_empty() {
            self.lock().told.clear();
            return Ok(());
        }
        let lines = self.clone();
        let now = db
            .read::<_, DbError>(move |reader| {
                let mut now: HashMap<IdentityId, Told> = HashMap::new();
                for queue in line::queues(reader)? {
                    let view = lines.view(reader, queue)?;
                    let stand = (1..).zip(&view.line);
                    now.extend(
                        stand
                            .filter(|(_, one)| listening.contains(&one.identity))
                            .map(|(place, one)| {
                                (one.identity, (one.conversation, view.shape(place)))
                            }),
                    );
                }
                Ok(now)
            })
            .await?;
        let news: Vec<_> = {
            let mut inner = self.lock();
            let news = now
                .iter()
                // Whoever was told of no place needs not be told that there is none.
                .filter(|(identity, told)| match inner.told.get(identity) {
                    Some(before) => before != *told,
                    None => told.1.is_some(),
                })
                .map(|(identity, (conversation, line))| {
                    let shape = LineToldShape {
                        conversation_id: *conversation,
                        line: *line,
                    };
                    (*identity, sse(None, "line", &shape))
                })
                .collect();
            inner.told = now;
            news
        };
        hub.tell_visitors(&news);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast, conversation,
            queue::Policy,
            team::{Availability, availability},
        },
    };

    #[test]
    fn what_a_customer_is_told_follows_the_switch_the_hours_and_the_counter() {
        let mut memory = Memory::new();
        let lines = Lines::default();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
        let chat = memory
            .act(|tx| {
                cast::waiting_chat(tx, "Hannah", "Hello")?;
                cast::waiting_chat(tx, "Omar", "Hello")
            })
            .unwrap()
            .conversation;
        let told = |memory: &mut Memory| {
            memory
                .act(|tx| {
                    let chat = conversation::by_id(tx, chat)?.expect("it is there");
                    lines.of(tx, &chat)
                })
                .unwrap()
                .map(|line| serde_json::to_string(&line).unwrap())
        };
        let place = Some(r#"{"place":2}"#.to_owned());
        assert_eq!(told(&mut memory), place, "too little is known for more");
        // A pace that is known holds for a minute, whatever happens meanwhile.
        lines.lock().paces.insert(
            QueueId(1),
            Measured {
                at: memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap(),
                pace: Some(Pace(Duration::from_secs(100))),
            },
        );
        let whole = Some(r#"{"place":2,"about_min":4}"#.to_owned());
        memory.advance(RENEW / 2);
        assert_eq!(told(&mut memory), whole);
        let set = |memory: &mut Memory, line_shown| {
            let policy = Policy {
                line_shown,
                ..Policy::default()
            };
            memory
                .act(|tx| queue::set_policy(tx, QueueId(1), &policy))
                .unwrap();
        };
        set(&mut memory, LineShown::Place);
        assert_eq!(told(&mut memory), place);
        set(&mut memory, LineShown::Off);
        assert_eq!(told(&mut memory), None);
        set(&mut memory, LineShown::Estimate);
        assert_eq!(told(&mut memory), whole);
        memory
            .act(|tx| availability::set(tx, ana.id, Availability::Away, ""))
            .unwrap();
        assert_eq!(told(&mut memory), None, "nobody is at the counter");
        memory
            .act(|tx| availability::set(tx, ana.id, Availability::Available, ""))
            .unwrap();
        memory.advance(RENEW);
        memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
        assert_eq!(told(&mut memory), place, "measured anew");
    }
}
