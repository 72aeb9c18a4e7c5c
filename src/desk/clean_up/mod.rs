//! Clean-up: pasted text without what came along unseen.
//!
//! Letters, line breaks and links stay, whatever is removed around them. Like the guard it runs here
//! alone, since the admin's own patterns shall mean one thing.

mod links;
mod markup;
mod signature;
mod unseen;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        expression::{self, ExpressionError},
        text,
    },
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        setting::{self, Setting},
    },
};

/// Most patterns of the admin's own.
pub const MOST: usize = 30;

/// Most characters that cleaning may leave: a replacement must not make a text that cannot be sent.
const LONGEST: usize = 10_000;

/// What the admin has chosen to be removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick")]
pub struct CleanUp {
    /// Tags, styles and escaped characters of web pages.
    pub markup: bool,
    /// Letters that only look like letters in another type.
    pub letters: bool,
    /// Characters that cannot be seen.
    pub invisible: bool,
    /// Parts of links that tell where a reader came from.
    pub tracking: bool,
    /// Signatures of mail programs and telephones.
    pub signatures: bool,
    /// Blanks at line ends, several blanks, several empty lines.
    pub blanks: bool,
    /// More names of such parts; one that ends in `*` is a beginning.
    pub tracking_names: Vec<String>,
    /// More first lines of signatures.
    pub signature_lines: Vec<String>,
    /// The admin's own patterns, in their order.
    pub own: Vec<Own>,
}

impl Default for CleanUp {
    fn default() -> Self {
        Self {
            markup: true,
            letters: true,
            invisible: true,
            tracking: true,
            signatures: true,
            blanks: true,
            tracking_names: Vec::new(),
            signature_lines: Vec::new(),
            own: Vec::new(),
        }
    }
}

impl Setting for CleanUp {
    const KEY: &'static str = "clean_up";
}

/// Something the admin wants replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// An expression.
    pub find: String,
    /// What takes its place; `$1` is what the first bracket found.
    pub replace: String,
}

/// Why the choice was not stored.
#[derive(Debug, thiserror::Error)]
pub enum CleanUpError {
    /// The pattern on this line, counted from 1, cannot be used.
    #[error("line {0}: {1}")]
    Own(usize, ExpressionError),
    /// More than [`MOST`] patterns.
    #[error("{0} patterns are too many, {MOST} fit")]
    TooMany(usize),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Stores what is to be removed.
pub fn choose(tx: &mut Tx<'_>, origin: &Origin, wanted: &CleanUp) -> Result<(), CleanUpError> {
    let wanted = wanted.checked()?;
    if setting::get::<CleanUp>(tx)? == wanted {
        return Ok(());
    }
    setting::put(tx, &wanted)?;
    Ok(audit::log(tx, origin, "clean_up_changed", "")?)
}

/// What was removed, by how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Removed {
    /// Tags and escapes.
    pub markup: usize,
    /// Letters in another type.
    pub letters: usize,
    /// Unseen characters.
    pub invisible: usize,
    /// Links that lost a part.
    pub tracking: usize,
    /// Signatures.
    pub signatures: usize,
    /// Blanks and empty lines.
    pub blanks: usize,
    /// Finds of the admin's own patterns.
    pub own: usize,
}

impl CleanUp {
    /// Without empty lines, each pattern tried.
    pub fn checked(&self) -> Result<Self, CleanUpError> {
        let lines = |list: &[String], longest| -> Vec<String> {
            list.iter()
                .map(|line| text::clean_line(line, longest))
                .filter(|line| !line.is_empty())
                .take(200)
                .collect()
        };
        if self.own.len() > MOST {
            return Err(CleanUpError::TooMany(self.own.len()));
        }
        for (place, own) in self.own.iter().enumerate() {
            expression::compile(&own.find).map_err(|error| CleanUpError::Own(place + 1, error))?;
        }
        Ok(Self {
            tracking_names: lines(&self.tracking_names, 60),
            signature_lines: lines(&self.signature_lines, 120),
            ..self.clone()
        })
    }

    /// A text without all that, and what went.
    #[must_use]
    pub fn clean(&self, text: &str) -> (String, Removed) {
        let mut removed = Removed::default();
        let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
        if self.markup {
            text = markup::strip(&text, &mut removed.markup);
        }
        if self.letters {
            text = unseen::plain_letters(&text, &mut removed.letters);
        }
        if self.invisible {
            text = unseen::strip(&text, &mut removed.invisible);
        }
        if self.tracking {
            text = links::strip(&text, &self.tracking_names, &mut removed.tracking);
        }
        if self.signatures {
            text = signature::strip(&text, &self.signature_lines, &mut removed.signatures);
        }
        for own in &self.own {
            // What another version took and this one cannot read replaces nothing.
            let Ok(find) = expression::compile(&own.find) else {
                continue;
            };
            let count = find.find_iter(&text).take(LONGEST).count();
            let replaced = find.replace_all(&text, own.replace.as_str());
            if count > 0 && replaced.chars().count() <= LONGEST {
                removed.own += count;
                text = replaced.into_owned();
            }
        }
        if self.blanks {
            text = unseen::tidy_blanks(&text, &mut removed.blanks);
        }
        (text, removed)
    }
}

#[cfg(test)]
mod tests;
