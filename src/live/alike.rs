//! The groups of those who wait and ask about the same, reckoned anew only when somebody comes, goes or writes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    base::{
        id::{ConversationId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::alike::{self, Background, Terms},
};

/// Which words are common in the shop is looked up anew after this long.
const RENEW: Duration = Duration::from_secs(3_600);

/// The groups: cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Alike(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    background: Option<(Timestamp, Arc<Background>)>,
    /// For whom the groups were reckoned.
    standing: Vec<(ConversationId, MessageId)>,
    asked: HashMap<ConversationId, (MessageId, Arc<Terms>)>,
    groups: Arc<Vec<Vec<ConversationId>>>,
}

impl Alike {
    // Held for a few instructions, never across an await or a query.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waiting chats that ask about the same, the oldest first, whoever may take them.
    pub fn groups(&self, reader: &Reader<'_>) -> Result<Arc<Vec<Vec<ConversationId>>>, DbError> {
        let standing = alike::standing(reader)?;
        let (known, background) = {
            let inner = self.lock();
            if inner.standing == standing {
                return Ok(inner.groups.clone());
            }
            (inner.asked.clone(), inner.background.clone())
        };
        let mut asked = HashMap::with_capacity(standing.len());
        for (id, newest) in &standing {
            let terms = match known.get(id).filter(|(read, _)| read == newest) {
                Some((_, terms)) => terms.clone(),
                None => Arc::new(alike::asked_in(reader, *id)?),
            };
            asked.insert(*id, (*newest, terms));
        }
        let background = match background {
            Some((at, background)) if reader.now.since(at) < RENEW && reader.now >= at => {
                (at, background)
            }
            _ => (reader.now, Arc::new(alike::background(reader)?)),
        };
        let in_order: Vec<(ConversationId, &Terms)> = standing
            .iter()
            .filter_map(|(id, _)| Some((*id, asked.get(id)?.1.as_ref())))
            .collect();
        let groups = Arc::new(alike::groups(&in_order, &background.1));
        let mut inner = self.lock();
        inner.background = Some(background);
        inner.standing = standing;
        inner.asked = asked;
        inner.groups = groups.clone();
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    #[test]
    fn groups_follow_who_comes_and_who_is_taken() {
        let mut memory = Memory::new();
        let alike = Alike::default();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let wait = |memory: &mut Memory, name: &str, text: &str| {
            memory
                .act(|tx| cast::waiting_chat(tx, name, text))
                .unwrap()
                .conversation
        };
        let groups = |memory: &mut Memory| memory.act(|tx| alike.groups(tx)).unwrap().to_vec();
        let hannah = wait(&mut memory, "Hannah", "Where is my order?");
        assert_eq!(groups(&mut memory).len(), 0, "she asks alone");
        let omar = wait(&mut memory, "Omar", "Where is my order 48213?");
        wait(&mut memory, "Vera", "Do you ship to Norway?");
        assert_eq!(groups(&mut memory), [vec![hannah, omar]]);
        memory
            .act(|tx| claim::claim(tx, &ana, hannah, None))
            .unwrap();
        assert_eq!(groups(&mut memory).len(), 0);
    }

    #[test]
    fn two_hundred_who_wait_are_put_together_in_a_moment() {
        let mut memory = Memory::new();
        let alike = Alike::default();
        let things = ["kettle", "teapot", "invoice", "voucher", "address"];
        for number in 0..200 {
            let thing = things[number % things.len()];
            let text = format!(
                "Customer {number} says that the {thing} is broken and wants another {thing}"
            );
            memory
                .act(|tx| cast::waiting_chat(tx, &format!("N{number}"), &text))
                .unwrap();
        }
        memory.act(|tx| alike.groups(tx)).unwrap();
        let again = Instant::now();
        for _ in 0..100 {
            memory.act(|tx| alike.groups(tx)).unwrap();
        }
        // Two orders of magnitude above what an optimised build takes: an alarm, and no measurement.
        assert!(
            again.elapsed() < Duration::from_secs(2),
            "{:?}",
            again.elapsed()
        );
    }
}
