//! The stories as a deck of cards: all are told before any is told again, so that customers who wait
//! side by side ask different things.

use std::collections::HashMap;

use super::{
    chance::Chance,
    script::{Person, Story, script},
};

/// A deck for each language.
pub(super) struct Deck {
    chance: Chance,
    left: HashMap<String, Vec<&'static Story>>,
}

impl Deck {
    /// Full decks, in the order that chance gives them.
    pub(super) fn new(chance: Chance) -> Self {
        Self {
            chance,
            left: HashMap::new(),
        }
    }

    /// What this person comes for; `None` when their language has no stories.
    pub(super) fn deal(&mut self, person: &Person) -> Option<&'static Story> {
        let left = self.left.entry(person.language.clone()).or_default();
        if left.is_empty() {
            left.extend(&script().tongue(&person.language).stories);
            self.chance.shuffle(left);
        }
        left.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stories_are_told_before_any_is_told_again() {
        let mut deck = Deck::new(Chance::new(1));
        let person = &script().cast[0];
        let count = script().tongue(&person.language).stories.len();
        let mut told: Vec<&str> = (0..count)
            .filter_map(|_| deck.deal(person))
            .map(|story| story.open[0].as_str())
            .collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), count);
    }
}
