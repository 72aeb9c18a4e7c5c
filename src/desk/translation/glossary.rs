//! The team's own words: what a thing is called in another language, whatever a machine thinks.

use serde::{Deserialize, Serialize};

use super::{Shield, base};
use crate::{base::expression, desk::content::language};

/// Most words.
const MOST: usize = 300;
/// Most characters of one.
const LONGEST: usize = 80;

/// Pairs of words of two languages; each is used in both directions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Glossary(Vec<Pair>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Pair {
    languages: (String, String),
    words: (String, String),
}

/// Why it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GlossaryError {
    /// A line is none, counted from one.
    #[error("line {0} is none")]
    Line(usize),
    /// There are too many.
    #[error("there are more than {MOST} words")]
    TooMany,
}

impl Glossary {
    /// Reads what an admin wrote, a pair a line: `de en: Deckel = lid`.
    pub fn read(text: &str) -> Result<Self, GlossaryError> {
        let mut pairs = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            pairs.push(pair(line).ok_or(GlossaryError::Line(number))?);
        }
        match pairs.len() > MOST {
            true => Err(GlossaryError::TooMany),
            false => Ok(Self(pairs)),
        }
    }

    /// As an admin writes it.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |pair: &Pair| {
            let (from, to) = &pair.languages;
            format!("{from} {to}: {} = {}", pair.words.0, pair.words.1)
        };
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Words with marks for those of the glossary, which stand translated behind the shield.
    #[must_use]
    pub fn over(&self, text: &str, from: &str, to: &str, shield: &mut Shield) -> String {
        let mut pairs: Vec<(&str, &str)> =
            self.0.iter().filter_map(|pair| pair.of(from, to)).collect();
        // “Lid of the kettle” before “lid”.
        pairs.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        let mut text = text.to_owned();
        for (word, instead) in pairs {
            if let Ok(found) = expression::compile_words(std::iter::once(word)) {
                text = found
                    .replace_all(&text, |_: &regex::Captures<'_>| shield.keep(instead))
                    .into_owned();
            }
        }
        text
    }
}

impl Pair {
    /// The word and what stands for it, from one language into another.
    fn of(&self, from: &str, to: &str) -> Option<(&str, &str)> {
        let (one, two) = (self.languages.0.as_str(), self.languages.1.as_str());
        let words = (self.words.0.as_str(), self.words.1.as_str());
        if (one, two) == (from, to) {
            Some(words)
        } else if (two, one) == (from, to) {
            Some((words.1, words.0))
        } else {
            None
        }
    }
}

fn pair(line: &str) -> Option<Pair> {
    let (languages, words) = line.split_once([':', '：'])?;
    let mut codes = languages.split_whitespace();
    let mut code = || Some(base(&language::code(codes.next()?)?).to_owned());
    let languages = (code()?, code()?);
    let (one, two) = words.split_once('=')?;
    let words = (one.trim().to_owned(), two.trim().to_owned());
    let fits = |word: &String| (1..=LONGEST).contains(&word.chars().count());
    (codes.next().is_none() && languages.0 != languages.1 && fits(&words.0) && fits(&words.1))
        .then_some(Pair { languages, words })
}
