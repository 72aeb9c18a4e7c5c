//! What an admin does to the list of patterns.

use super::{Deed, Look, Pattern, Patterns};
use crate::{
    base::{
        expression::{self, ExpressionError},
        text,
    },
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        setting,
    },
};

/// Most patterns in one house: each is looked for in every reply.
pub const MOST: usize = 100;

/// Most characters of a word list.
pub const LONGEST_LIST: usize = 4_000;

/// What the form says of a pattern.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What it looks for; of one that comes with the program, what it is.
    pub look: Look,
    /// Its name.
    pub name: String,
    /// What a writer is told.
    pub advice: String,
    /// What happens.
    pub deed: Deed,
    /// Whether it is looked for.
    pub is_on: bool,
    /// Whether customers' numbers are made unreadable.
    pub masks: bool,
}

/// Why the list stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    /// A pattern needs a name.
    #[error("a name is needed")]
    NoName,
    /// Another has this name.
    #[error("another pattern has this name")]
    NameTaken,
    /// The expression or list cannot be used.
    #[error(transparent)]
    Rule(#[from] ExpressionError),
    /// The list is full.
    #[error("there are {MOST} patterns already")]
    TooMany,
    /// There is no such pattern.
    #[error("there is no such pattern")]
    NotFound,
    /// It comes with the program.
    #[error("this pattern can be switched off, and not removed")]
    Shipped,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Adds a pattern at the end.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, wanted: &Wanted) -> Result<u32, PatternError> {
    let mut patterns: Patterns = setting::get(tx)?;
    if patterns.list.len() >= MOST {
        return Err(PatternError::TooMany);
    }
    let id = 1 + patterns.list.iter().map(|one| one.id).max().unwrap_or(0);
    let pattern = checked(&patterns, id, wanted)?;
    let name = pattern.name.clone();
    patterns.list.push(pattern);
    setting::put(tx, &patterns)?;
    audit::log(tx, origin, "pattern_added", &name)?;
    Ok(id)
}

/// Changes a pattern.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: u32,
    wanted: &Wanted,
) -> Result<(), PatternError> {
    let mut patterns: Patterns = setting::get(tx)?;
    let place = place_of(&patterns, id)?;
    let mut new = checked(&patterns, id, wanted)?;
    if let Some(old) = patterns.list.get_mut(place) {
        if old.look.is_shipped() {
            new.look = old.look.clone();
        }
        if *old == new {
            return Ok(());
        }
        *old = new.clone();
    }
    setting::put(tx, &patterns)?;
    let title = title(&new);
    Ok(audit::log(tx, origin, "pattern_changed", &title)?)
}

/// Switches a pattern on or off.
pub fn switch(tx: &mut Tx<'_>, origin: &Origin, id: u32, is_on: bool) -> Result<(), PatternError> {
    let mut patterns: Patterns = setting::get(tx)?;
    let place = place_of(&patterns, id)?;
    let Some(pattern) = patterns
        .list
        .get_mut(place)
        .filter(|one| one.is_on != is_on)
    else {
        return Ok(());
    };
    pattern.is_on = is_on;
    let title = title(pattern);
    setting::put(tx, &patterns)?;
    let act = if is_on { "pattern_on" } else { "pattern_off" };
    Ok(audit::log(tx, origin, act, &title)?)
}

/// Removes a pattern of the admin's own.
pub fn remove(tx: &mut Tx<'_>, origin: &Origin, id: u32) -> Result<(), PatternError> {
    let mut patterns: Patterns = setting::get(tx)?;
    let place = place_of(&patterns, id)?;
    if patterns
        .list
        .get(place)
        .is_some_and(|one| one.look.is_shipped())
    {
        return Err(PatternError::Shipped);
    }
    let gone = patterns.list.remove(place);
    setting::put(tx, &patterns)?;
    Ok(audit::log(tx, origin, "pattern_removed", &gone.name)?)
}

fn place_of(patterns: &Patterns, id: u32) -> Result<usize, PatternError> {
    patterns
        .list
        .iter()
        .position(|one| one.id == id)
        .ok_or(PatternError::NotFound)
}

/// The log is read by admins, in whatever language each of them has.
fn title(pattern: &Pattern) -> String {
    pattern.title(crate::base::lang::Lang::En).into_owned()
}

fn checked(patterns: &Patterns, id: u32, wanted: &Wanted) -> Result<Pattern, PatternError> {
    let name = text::clean_line(&wanted.name, 60);
    let others = || patterns.list.iter().filter(|one| one.id != id);
    if name.is_empty() && !wanted.look.is_shipped() {
        return Err(PatternError::NoName);
    }
    let lowered = name.to_lowercase();
    if !name.is_empty() && others().any(|one| one.name.to_lowercase() == lowered) {
        return Err(PatternError::NameTaken);
    }
    let look = match &wanted.look {
        Look::Words(words) => {
            let words: Vec<&str> = words
                .lines()
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .collect();
            let list = words.join("\n");
            if list.chars().count() > LONGEST_LIST {
                return Err(ExpressionError::TooLong(list.chars().count()).into());
            }
            expression::compile_words(list.lines())?;
            Look::Words(list)
        }
        Look::Expression(rule) => {
            let rule = rule.trim().to_owned();
            expression::compile(&rule)?;
            Look::Expression(rule)
        }
        shipped => shipped.clone(),
    };
    Ok(Pattern {
        id,
        masks: wanted.masks && look.is_shipped(),
        look,
        name,
        advice: text::clean_line(&wanted.advice, 200),
        deed: wanted.deed,
        is_on: wanted.is_on,
    })
}
