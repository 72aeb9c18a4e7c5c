//! The crowd: who comes when, as the seed decides, and never more in the line than were asked for.

use std::{
    collections::{HashMap, HashSet},
    future::pending,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

use super::{
    chance::Chance,
    customer::Customer,
    deck::Deck,
    script::{Person, Story, script},
    shop::Shop,
};
use crate::base::secret::Secret;

/// So many are in the shop when it opens, if so many may wait.
const FIRST: usize = 3;

/// Somebody who is going to come.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// After the one before, in life.
    pub gap: Duration,
    /// Place in the cast.
    pub index: usize,
    /// Who.
    pub person: &'static Person,
    /// What they come for.
    pub story: &'static Story,
    /// What decides the rest of their visit.
    pub chance: Chance,
}

/// The row of arrivals that follows from a seed. It never ends; everybody comes once before anybody
/// comes again.
pub struct Arrivals {
    chance: Chance,
    deck: Deck,
    mean: Duration,
    round: Vec<usize>,
    come: usize,
}

impl Arrivals {
    /// Arrivals that keep about `waiting` customers in the line of a counter where nobody is slow.
    #[must_use]
    pub fn new(seed: u64, waiting: usize) -> Self {
        let often = u32::try_from(waiting.clamp(1, 1_000)).unwrap_or(1);
        let mut chance = Chance::new(seed);
        Self {
            deck: Deck::new(chance.fork()),
            chance,
            mean: Duration::from_secs(8 * 60) / often,
            round: Vec::new(),
            come: 0,
        }
    }
}

impl Iterator for Arrivals {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        if self.round.is_empty() {
            self.round = (0..script().cast.len()).collect();
            self.chance.shuffle(&mut self.round);
        }
        let index = self.round.pop()?;
        let person = script().cast.get(index)?;
        let chance = self.chance.fork();
        let story = self.deck.deal(person)?;
        // The first ones are there already; the others come independently of each other.
        let gap = if self.come < FIRST {
            Duration::ZERO
        } else {
            self.chance.gap(self.mean)
        };
        self.come += 1;
        Some(Arrival {
            gap,
            index,
            person,
            story,
            chance,
        })
    }
}

/// A customer's place in the line, free for the next one when it is given up.
#[derive(Debug, Default)]
pub(super) struct Place(Option<OwnedSemaphorePermit>);

impl Place {
    /// The customer waits no longer.
    pub(super) fn give_up(&mut self) {
        self.0 = None;
    }
}

/// What went wrong for somebody in the demo: nothing that anybody at the counter should see.
#[derive(Debug, Clone, Default)]
pub(super) struct Mishaps(Arc<Mutex<Vec<String>>>);

impl Mishaps {
    /// Writes one down.
    pub(super) fn note(&self, who: &str, what: impl std::fmt::Display) {
        let line = format!("{who}: {what}");
        tracing::info!("the demo's {line}");
        self.lock().push(line);
    }

    /// All so far.
    #[must_use]
    pub(super) fn all(&self) -> Vec<String> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the customers' browsers have kept, by place in the cast.
pub(super) type Tokens = HashMap<usize, Secret>;

/// Lets customers come until it is dropped. At most `waiting` of them wait at once.
pub(super) async fn run(shop: Shop, seed: u64, waiting: usize, tokens: Tokens, mishaps: Mishaps) {
    if waiting == 0 {
        return pending().await;
    }
    let line = Arc::new(Semaphore::new(waiting));
    let tokens = Arc::new(Mutex::new(tokens));
    let mut present = HashSet::new();
    let mut visits: JoinSet<usize> = JoinSet::new();
    for arrival in Arrivals::new(seed, waiting) {
        tokio::time::sleep(shop.pace.time(arrival.gap)).await;
        let Ok(permit) = line.clone().acquire_owned().await else {
            return;
        };
        while let Some(gone) = visits.try_join_next() {
            match gone {
                Ok(index) => _ = present.remove(&index),
                Err(error) => mishaps.note("customers", error),
            }
        }
        // Somebody who is still here does not come in a second time.
        if !present.insert(arrival.index) {
            continue;
        }
        let (shop, tokens, mishaps) = (shop.clone(), tokens.clone(), mishaps.clone());
        visits.spawn(async move {
            let Arrival {
                index,
                person,
                story,
                chance,
                ..
            } = arrival;
            let token = lock(&tokens).remove(&index);
            let customer = Customer {
                person,
                story,
                token,
                chance,
            };
            let keep = |token| _ = lock(&tokens).insert(index, token);
            if let Err(error) = customer.come(&shop, Place(Some(permit)), keep).await {
                mishaps.note(&person.name, format!("{error:#}"));
            }
            index
        });
    }
}

fn lock(tokens: &Mutex<Tokens>) -> std::sync::MutexGuard<'_, Tokens> {
    tokens.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seed: u64) -> Vec<(usize, Duration, &'static str)> {
        Arrivals::new(seed, 4)
            .take(60)
            .map(|arrival| (arrival.index, arrival.gap, arrival.story.open[0].as_str()))
            .collect()
    }

    #[test]
    fn a_seed_brings_the_same_people() {
        assert_eq!(row(3), row(3));
        assert_ne!(row(3), row(4));
    }

    #[test]
    fn everybody_comes_once_before_anybody_comes_again() {
        let cast = script().cast.len();
        let first: HashSet<usize> = row(5).iter().take(cast).map(|arrival| arrival.0).collect();
        assert_eq!(first.len(), cast);
    }

    #[test]
    fn a_busy_shop_has_shorter_gaps() {
        let sum = |waiting| {
            Arrivals::new(1, waiting)
                .take(500)
                .map(|arrival| arrival.gap)
                .sum::<Duration>()
        };
        assert!(sum(8) < sum(2) / 3);
        assert!(row(1)[..FIRST].iter().all(|arrival| arrival.1.is_zero()));
    }
}
