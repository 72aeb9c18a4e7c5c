//! The guard at the door: patterns of what should not leave in a reply, and what of it comes in.
//!
//! There is one set of rules and it runs here alone. The browser asks for it while somebody types and
//! every text that is bound for a customer passes it again before it is stored, so that a pattern
//! means the same in both places: the notation of expressions differs between this program and any
//! browser, and a word's ends in Chinese or the check digit of a tax number would have to be written
//! twice and kept alike.

pub mod edit;
mod national;
mod numbers;

use std::{
    borrow::Cow,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::{
    base::{expression, lang::Lang},
    db::{DbError, Reader},
    desk::setting::Setting,
};

/// Hits of one pattern in one text at most: more would not be read, and a pattern that is found at
/// every letter costs time for each.
const MOST_HITS: usize = 50;

/// What a pattern looks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "rule")]
pub enum Look {
    /// Numbers of payment cards.
    Card,
    /// International account numbers.
    Iban,
    /// Numbers by which states know people.
    NationalId,
    /// Words and phrases, one a line.
    Words(String),
    /// An expression.
    Expression(String),
}

impl Look {
    /// Its word in forms.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Iban => "iban",
            Self::NationalId => "national_id",
            Self::Words(_) => "words",
            Self::Expression(_) => "expression",
        }
    }

    /// Whether it comes with the program: it can be switched off, and neither written nor removed.
    #[must_use]
    pub fn is_shipped(&self) -> bool {
        matches!(self, Self::Card | Self::Iban | Self::NationalId)
    }

    /// What the admin wrote.
    #[must_use]
    pub fn rule(&self) -> &str {
        match self {
            Self::Card | Self::Iban | Self::NationalId => "",
            Self::Words(rule) | Self::Expression(rule) => rule,
        }
    }
}

/// What happens when a pattern is found in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The writer is warned and may send it anyway.
    Warn,
    /// It cannot be sent.
    Block,
}

/// One pattern of the admin's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Names it in addresses.
    pub id: u32,
    /// What it looks for.
    #[serde(flatten)]
    pub look: Look,
    /// Its name; empty for one that comes with the program and was not named.
    #[serde(default)]
    pub name: String,
    /// What a writer is told; empty as well.
    #[serde(default)]
    pub advice: String,
    /// What happens.
    pub deed: Deed,
    /// Whether it is looked for.
    pub is_on: bool,
    /// Whether it is made unreadable in what customers write, before that is stored. Only numbers
    /// that come with the program can be: a customer's own words are never changed.
    #[serde(default)]
    pub masks: bool,
}

impl Pattern {
    /// Its name in the reader's language.
    #[must_use]
    pub fn title(&self, lang: Lang) -> Cow<'_, str> {
        self.or_shipped(&self.name, lang, "")
    }

    /// What a writer is told, in the reader's language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Cow<'_, str> {
        self.or_shipped(&self.advice, lang, "-advice")
    }

    fn or_shipped<'a>(&self, own: &'a str, lang: Lang, ending: &str) -> Cow<'a, str> {
        if own.is_empty() && self.look.is_shipped() {
            let word = self.look.word().replace('_', "-");
            lang.text(&format!("pattern-{word}{ending}"))
        } else {
            Cow::Borrowed(own)
        }
    }
}

/// All patterns, as the setting keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patterns {
    /// In the order of the admin's list.
    pub list: Vec<Pattern>,
}

impl Default for Patterns {
    fn default() -> Self {
        let shipped = [Look::Card, Look::Iban, Look::NationalId];
        let list = shipped
            .into_iter()
            .zip(1..)
            .map(|(look, id)| Pattern {
                id,
                look,
                name: String::new(),
                advice: String::new(),
                deed: Deed::Warn,
                is_on: true,
                masks: false,
            })
            .collect();
        Self { list }
    }
}

impl Setting for Patterns {
    const KEY: &'static str = "patterns";
}

/// Where in what somebody wants to send a pattern was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In the text.
    Text,
    /// In the name of a file.
    File(String),
}

/// A pattern that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// Which pattern.
    pub pattern: u32,
    /// Its name, for the writer.
    pub name: String,
    /// What they are told.
    pub advice: String,
    /// Whether it cannot be sent.
    pub blocks: bool,
    /// Where.
    pub spot: Spot,
    /// Which bytes of the text or the file's name.
    pub range: Range<usize>,
    /// The same made unreadable, where that leaves something of use.
    pub masked: Option<String>,
}

enum Finder {
    Cards,
    Ibans,
    NationalIds,
    Expression(Regex),
}

impl Finder {
    /// An expression that this program cannot read, though another version could, finds nothing.
    fn of(look: &Look) -> Option<Self> {
        match look {
            Look::Card => Some(Self::Cards),
            Look::Iban => Some(Self::Ibans),
            Look::NationalId => Some(Self::NationalIds),
            Look::Words(words) => expression::compile_words(words.lines())
                .ok()
                .map(Self::Expression),
            Look::Expression(rule) => expression::compile(rule).ok().map(Self::Expression),
        }
    }

    fn find(&self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Cards => numbers::cards(text),
            Self::Ibans => numbers::ibans(text),
            Self::NationalIds => national::ids(text),
            Self::Expression(regex) => regex
                .find_iter(text)
                .filter(|found| !found.is_empty())
                .take(MOST_HITS)
                .map(|found| found.range())
                .collect(),
        }
    }
}

/// The patterns that are on, ready to look.
pub struct Guard(Vec<(Pattern, Finder)>);

impl Guard {
    /// Makes them ready.
    #[must_use]
    pub fn new(patterns: &Patterns) -> Self {
        let ready = patterns.list.iter().filter(|pattern| pattern.is_on);
        Self(
            ready
                .filter_map(|pattern| Some((pattern.clone(), Finder::of(&pattern.look)?)))
                .collect(),
        )
    }

    /// What of it stands in a text and in the names of its files, in the order of the text.
    #[must_use]
    pub fn look(&self, lang: Lang, text: &str, files: &[String]) -> Vec<Find> {
        let mut finds = self.look_at(lang, &Spot::Text, text);
        for name in files {
            finds.extend(self.look_at(lang, &Spot::File(name.clone()), name));
        }
        finds
    }

    fn look_at(&self, lang: Lang, spot: &Spot, text: &str) -> Vec<Find> {
        let mut finds = Vec::new();
        for (pattern, finder) in &self.0 {
            for range in finder.find(text).into_iter().take(MOST_HITS) {
                let found = text.get(range.clone()).unwrap_or_default();
                let masked = pattern.look.is_shipped().then(|| unreadable(found));
                finds.push(Find {
                    pattern: pattern.id,
                    name: pattern.title(lang).into_owned(),
                    advice: pattern.words(lang).into_owned(),
                    blocks: pattern.deed == Deed::Block,
                    spot: spot.clone(),
                    range,
                    masked,
                });
            }
        }
        finds.sort_by_key(|find| find.range.start);
        finds
    }

    /// A text in which nothing is left of whatever is found, for what is only glanced at. Not even the last
    /// characters of a number: while it is typed each of its digits is the last one for a moment.
    #[must_use]
    pub fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.replace(text, &mut |found| {
            found
                .chars()
                .map(|c| if c.is_alphanumeric() { '•' } else { c })
                .collect()
        })
    }

    /// A text in which something else stands for whatever is found.
    #[must_use]
    pub fn replace<'a>(
        &self,
        text: &'a str,
        instead: &mut dyn FnMut(&str) -> String,
    ) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for (_, finder) in &self.0 {
            for range in finder.find(&text).into_iter().rev() {
                let other = instead(text.get(range.clone()).unwrap_or_default());
                text.to_mut().replace_range(range, &other);
            }
        }
        text
    }

    /// A customer's words with those numbers made unreadable that shall never be stored.
    fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for (pattern, finder) in &self.0 {
            if !pattern.masks || !pattern.look.is_shipped() {
                continue;
            }
            // From behind, so that what is in front stays where it is.
            for range in finder.find(&text).into_iter().rev() {
                let hidden = unreadable(text.get(range.clone()).unwrap_or_default());
                text.to_mut().replace_range(range, &hidden);
            }
        }
        text
    }
}

/// A number of which the last four characters and the grouping are left.
fn unreadable(number: &str) -> String {
    let length = number.chars().filter(|c| c.is_alphanumeric()).count();
    let mut place = 0;
    number
        .chars()
        .map(|c| {
            let is_part = c.is_alphanumeric();
            place += usize::from(is_part);
            if is_part && place + 4 <= length {
                '•'
            } else {
                c
            }
        })
        .collect()
}

/// The setting's text and the guard that was made of it.
type Made = (Option<String>, Arc<Guard>);

/// The guard as it stands in the file. Compiling expressions takes longer than storing a message, so
/// the last one is kept; it is known by the whole text it was made of, whichever house that is in.
pub fn current(reader: &Reader<'_>) -> Result<Arc<Guard>, DbError> {
    static LAST: Mutex<Option<Made>> = Mutex::new(None);
    let stored: Option<String> = reader.find(
        "select value from setting where key = ?1",
        [Patterns::KEY],
        |row| row.get(0),
    )?;
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((text, guard)) = last.as_ref()
        && *text == stored
    {
        return Ok(guard.clone());
    }
    let patterns = stored
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let guard = Arc::new(Guard::new(&patterns));
    *last = Some((stored, guard.clone()));
    Ok(guard)
}

/// Fewest digits of a number that can be masked: a British insurance number has no more.
const FEWEST_DIGITS: usize = 6;

/// What a customer wrote as it may be stored. Words without a number of some length cost nothing.
pub fn mask_incoming<'a>(reader: &Reader<'_>, text: &'a str) -> Result<Cow<'a, str>, DbError> {
    let digits = text.chars().filter(|c| numbers::digit(*c).is_some());
    if digits.take(FEWEST_DIGITS).count() < FEWEST_DIGITS {
        return Ok(Cow::Borrowed(text));
    }
    Ok(current(reader)?.mask(text))
}

#[cfg(test)]
mod tests;
