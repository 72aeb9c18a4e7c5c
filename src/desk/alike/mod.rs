//! Which of those who wait ask about the same (L11): told by the words that their first messages share, in any script,
//! without a model and without the network.
//!
//! A wrong join costs an agent's trust, a missed one costs nothing. So two messages are taken for one question only if
//! they share at least one and a half telling words, and these make up a good part of what each says.

pub mod together;

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{
    base::{
        id::{ConversationId, MessageId},
        text::is_ideograph,
    },
    db::{DbError, Reader},
    desk::customer::folded::fold,
};

/// Words that say little, and those that ask.
static EVERYDAY: LazyLock<(HashSet<&str>, HashSet<&str>)> = LazyLock::new(|| {
    let (mut little, mut asking) = (HashSet::new(), HashSet::new());
    for line in include_str!("everyday.txt").lines() {
        match line.strip_prefix('?') {
            Some(words) => asking.extend(words.split(' ').filter(|word| !word.is_empty())),
            None if line.starts_with('#') => {}
            None => little.extend(line.split(' ').filter(|word| !word.is_empty())),
        }
    }
    (little, asking)
});

/// How many of a customer's first messages are read, and how many characters of each.
const FIRST: usize = 3;
const CHARACTERS: usize = 300;

/// A word is known by its beginning, so that its endings do not matter.
const STEM: usize = 5;

/// Longer numbers are those of orders and telephones: no two customers share them, and who does is nobody's to join.
const DIGITS: usize = 3;

/// How alike two messages are at least: the cosine of their words.
const ALIKE: f32 = 0.45;

/// How much they share at least, where a telling word counts 1.
const SHARED: f32 = 1.5;

/// What a word that everybody uses in this shop counts at least.
const COMMON: f32 = 0.6;

/// How many earlier chats tell which words are common here.
const BACKGROUND: usize = 300;

/// What a message is about: its telling words, each with what it counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms(HashMap<String, f32>);

/// In how many earlier chats each word was.
#[derive(Debug, Clone, Default)]
pub struct Background {
    chats: usize,
    with: HashMap<String, usize>,
}

impl Terms {
    /// The telling words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut terms = Self::default();
        for word in fold(text).split(|c: char| !c.is_alphanumeric()) {
            // A word that is written into others without spaces goes by its neighbours.
            let mut plain = String::new();
            let mut before = None;
            for c in word.chars() {
                if is_ideograph(c) {
                    terms.add_word(&plain);
                    plain.clear();
                    if let Some(before) = before {
                        terms.add_pair(before, c);
                    }
                    before = Some(c);
                } else {
                    plain.push(c);
                    before = None;
                }
            }
            terms.add_word(&plain);
        }
        terms
    }

    fn add(&mut self, term: String, counts: f32) {
        let known = self.0.entry(term).or_default();
        *known = known.max(counts);
    }

    fn add_word(&mut self, word: &str) {
        let (little, asking) = &*EVERYDAY;
        let length = word.chars().count();
        let is_number = word.chars().all(char::is_numeric);
        if length == 0 || little.contains(word) || (is_number && length > DIGITS) {
            return;
        }
        if asking.contains(word) {
            self.add(word.to_owned(), 0.5);
        } else if is_number {
            self.add(word.to_owned(), 0.7);
        } else if length > 1 {
            self.add(word.chars().take(STEM).collect(), 1.0);
        }
    }

    fn add_pair(&mut self, first: char, second: char) {
        let (little, _) = &*EVERYDAY;
        let says_little = |c: char| little.contains(c.encode_utf8(&mut [0; 4]) as &str);
        let counts = match (says_little(first), says_little(second)) {
            (true, true) => return,
            (false, false) => 1.0,
            (_, _) => 0.5,
        };
        self.add([first, second].iter().collect(), counts);
    }

    /// Whether two texts ask about the same, in a shop where these words are common.
    #[must_use]
    pub fn is_like(&self, other: &Self, background: &Background) -> bool {
        let (small, large) = if self.0.len() <= other.0.len() {
            (self, other)
        } else {
            (other, self)
        };
        let (mut both, mut shared) = (0.0, 0.0);
        for (term, counts) in &small.0 {
            if let Some(also) = large.0.get(term) {
                let rare = background.rarity(term);
                both += counts * also * rare * rare;
                shared += counts.min(*also);
            }
        }
        if shared < SHARED {
            return false;
        }
        both >= ALIKE * self.length(background) * other.length(background)
    }

    fn length(&self, background: &Background) -> f32 {
        let squares = self.0.iter().map(|(term, counts)| {
            let counts = counts * background.rarity(term);
            counts * counts
        });
        squares.sum::<f32>().sqrt()
    }
}

impl Background {
    /// The background that these chats are.
    #[must_use]
    pub fn of<'a>(chats: impl Iterator<Item = &'a Terms>) -> Self {
        let mut background = Self::default();
        for terms in chats {
            background.chats += 1;
            for term in terms.0.keys() {
                *background.with.entry(term.clone()).or_default() += 1;
            }
        }
        background
    }

    /// From [`COMMON`] for a word that is in every chat to 1 for one that is in none: inverse document frequency.
    fn rarity(&self, term: &str) -> f32 {
        if self.chats == 0 {
            return 1.0;
        }
        let float = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
        let all = float(self.chats) + 1.0;
        let with = float(self.with.get(term).copied().unwrap_or(0)) + 1.0;
        COMMON + (1.0 - COMMON) * ((all / with).ln() / all.ln())
    }
}

/// Puts chats together that ask about the same, each group and all of them in the order given. Whoever asks alone is in
/// no group. A chat is compared with the first of each group, so that a group cannot drift from question to question.
#[must_use]
pub fn groups(
    asked: &[(ConversationId, &Terms)],
    background: &Background,
) -> Vec<Vec<ConversationId>> {
    let mut groups: Vec<(&Terms, Vec<ConversationId>)> = Vec::new();
    for (id, terms) in asked {
        match groups
            .iter_mut()
            .find(|(first, _)| first.is_like(terms, background))
        {
            Some((_, group)) => group.push(*id),
            None => groups.push((terms, vec![*id])),
        }
    }
    let groups = groups.into_iter().map(|(_, group)| group);
    groups.filter(|group| group.len() > 1).collect()
}

/// Every waiting chat and its newest message: as long as they stay the same, so do the groups.
pub fn standing(reader: &Reader<'_>) -> Result<Vec<(ConversationId, MessageId)>, DbError> {
    reader.list(
        "select id, last_message_id from conversation where state = 'waiting' order by id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// What a customer asked first in a chat.
pub fn asked_in(reader: &Reader<'_>, id: ConversationId) -> Result<Terms, DbError> {
    let words: Vec<String> = reader.list(
        "select substr(text, 1, ?2) from message
         where conversation_id = ?1 and author = 'customer' and internal = 0 and automatic = 0
         order by id limit ?3",
        (id, CHARACTERS, FIRST),
        |row| row.get(0),
    )?;
    Ok(Terms::of(&words.join("\n")))
}

/// Which words are common in this shop: those of the chats that ended last.
pub fn background(reader: &Reader<'_>) -> Result<Background, DbError> {
    let chats: Vec<ConversationId> = reader.list(
        "select id from conversation where closed_at is not null and archived_at is null
         order by last_activity_at desc, id desc limit ?1",
        [BACKGROUND],
        |row| row.get(0),
    )?;
    let mut asked = Vec::with_capacity(chats.len());
    for chat in chats {
        asked.push(asked_in(reader, chat)?);
    }
    Ok(Background::of(asked.iter()))
}

#[cfg(test)]
mod tests;
