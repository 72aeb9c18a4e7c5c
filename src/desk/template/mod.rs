//! Templates: messages that a platform has approved beforehand, and that it delivers at any time. The list is the
//! platform's, kept here; an agent fills the blanks.

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{ChannelId, MessageId, TemplateId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
};

/// Most characters that fill a blank. A platform that takes fewer says so.
pub const LONGEST: usize = 1_024;

/// A template, as the platform has approved it. Blanks stand in its texts as `{{1}}` or `{{name}}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// Its name there.
    pub name: String,
    /// The language that it is written in, by the platform's code.
    pub language: String,
    /// What it is for, by the platform's word.
    pub category: String,
    /// Its head; may be empty.
    pub header: String,
    /// Its words.
    pub body: String,
    /// What stands below them; may be empty.
    pub footer: String,
    /// Buttons under it.
    pub buttons: Vec<Button>,
}

/// A button under a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// Where it leads, if it leads anywhere; may have a blank.
    pub link: Option<String>,
}

/// In which of a template's texts a blank stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The head.
    Header,
    /// The words.
    Body,
    /// The link of the button with this number, from 0.
    Link(usize),
}

/// Where something is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// In which text.
    pub place: Place,
    /// What stands between the braces: a number, or a name.
    pub name: String,
}

impl Blank {
    /// Its number, where it has one and no name.
    fn number(&self) -> Option<u32> {
        self.name.parse().ok()
    }

    /// Whether it has a name.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.number().is_none()
    }

    fn whole(&self) -> String {
        format!("{{{{{}}}}}", self.name)
    }
}

/// A stretch of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What stands there.
    Words(&'a str),
    /// The blank with this place among [`Template::blanks`].
    Blank(usize),
}

/// A template with its blanks filled, as the platform is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// Its name there.
    pub name: String,
    /// The language.
    pub language: String,
    /// What stands where, in the platform's order.
    pub values: Vec<(Blank, String)>,
}

/// Why a template was not filled.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FillError {
    /// It has other blanks than those that were filled: the list was fetched anew meanwhile.
    #[error("this template has changed")]
    Changed,
    /// Nothing was filled in.
    #[error("“{0}” is empty")]
    Empty(String),
    /// More than [`LONGEST`] characters were.
    #[error("“{0}” has more than {LONGEST} characters")]
    TooLong(String),
}

impl Template {
    /// Its texts that may have blanks, in order.
    fn texts(&self) -> Vec<(Place, &str)> {
        let mut texts = vec![(Place::Header, &*self.header), (Place::Body, &*self.body)];
        let links = self.buttons.iter().enumerate();
        texts.extend(links.filter_map(|(at, one)| Some((Place::Link(at), one.link.as_deref()?))));
        texts
    }

    /// All its blanks, once each: text by text, numbers in their order and names as they stand.
    #[must_use]
    pub fn blanks(&self) -> Vec<Blank> {
        let mut all = Vec::new();
        for (place, text) in self.texts() {
            let mut blanks: Vec<Blank> = Vec::new();
            for name in names(text) {
                if !blanks.iter().any(|known| known.name == name) {
                    let name = name.to_owned();
                    blanks.push(Blank { place, name });
                }
            }
            blanks.sort_by_key(Blank::number);
            all.extend(blanks);
        }
        all
    }

    /// Fills its blanks, in their order; answers what the customer reads, and what the platform is told.
    pub fn fill(&self, values: &[String]) -> Result<(String, Filled), FillError> {
        let blanks = self.blanks();
        if blanks.len() != values.len() {
            return Err(FillError::Changed);
        }
        let mut filled = Vec::new();
        for (blank, value) in blanks.into_iter().zip(values) {
            // Platforms take neither lines nor rows of spaces in a blank.
            let value = text::clean_line(value, LONGEST + 1);
            if value.is_empty() {
                return Err(FillError::Empty(blank.name));
            }
            if value.chars().count() > LONGEST {
                return Err(FillError::TooLong(blank.name));
            }
            filled.push((blank, value));
        }
        let shown = self.shown(&filled);
        let filled = Filled {
            name: self.name.clone(),
            language: self.language.clone(),
            values: filled,
        };
        Ok((shown, filled))
    }

    /// One of its texts, with its blanks by their place among all.
    #[must_use]
    pub fn pieces(&self, place: Place) -> Vec<Piece<'_>> {
        let blanks = self.blanks();
        let texts = self.texts();
        let text = texts.iter().find(|(own, _)| *own == place);
        let mut rest = text.map_or("", |(_, text)| *text);
        let mut pieces = Vec::new();
        while let Some((before, after)) = rest.split_once("{{")
            && let Some((name, after)) = after.split_once("}}")
        {
            let at = blanks
                .iter()
                .position(|blank| blank.place == place && blank.name == name);
            pieces.push(Piece::Words(before));
            pieces.extend(at.map(Piece::Blank));
            rest = after;
        }
        pieces.push(Piece::Words(rest));
        pieces
    }

    /// As it reads with these values.
    fn shown(&self, values: &[(Blank, String)]) -> String {
        let with = |place: Place| -> String {
            let pieces = self.pieces(place).into_iter();
            pieces
                .map(|piece| match piece {
                    Piece::Words(words) => words,
                    Piece::Blank(at) => values.get(at).map_or("", |(_, value)| value),
                })
                .collect()
        };
        let buttons: Vec<String> = (0..)
            .zip(&self.buttons)
            .map(|(at, one)| match with(Place::Link(at)) {
                link if link.is_empty() => format!("[{}]", one.label),
                link => format!("[{}] {link}", one.label),
            })
            .collect();
        let parts = [
            with(Place::Header),
            with(Place::Body),
            self.footer.clone(),
            buttons.join("\n"),
        ];
        let shown: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        shown.join("\n\n")
    }

    /// Whether all that looks like a blank is one.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let blanks = self.blanks();
        !self.body.is_empty()
            && self.texts().iter().all(|(place, text)| {
                let rest = blanks
                    .iter()
                    .filter(|blank| blank.place == *place)
                    .fold((*text).to_owned(), |text, blank| {
                        text.replace(&blank.whole(), "")
                    });
                !rest.contains("{{")
            })
    }
}

/// What stands between double braces.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|after| {
        let (name, _) = after.split_once("}}")?;
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_name.then_some(name)
    })
}

/// Keeps what a platform has approved for an account, in place of what was kept. One that stays keeps its id.
pub fn keep(tx: &mut Tx<'_>, channel: ChannelId, all: &[Template]) -> Result<(), DbError> {
    let now = tx.now;
    let known = self::all(tx, channel)?;
    for (id, old) in &known {
        let stays = all
            .iter()
            .any(|new| new.name == old.name && new.language == old.language);
        if !stays {
            tx.execute("delete from template where id = ?1", [*id])?;
        }
    }
    for one in all {
        let buttons = serde_json::to_string(&one.buttons).expect("buttons are plain data");
        tx.execute(
            "insert into template (channel_id, name, language, category, header, body, footer, buttons)
             values (:channel, :name, :language, :category, :header, :body, :footer, :buttons)
             on conflict (channel_id, name, language) do update set category = excluded.category,
               header = excluded.header, body = excluded.body, footer = excluded.footer, buttons = excluded.buttons",
            named_params! {
                ":channel": channel, ":name": one.name, ":language": one.language, ":category": one.category,
                ":header": one.header, ":body": one.body, ":footer": one.footer, ":buttons": buttons,
            },
        )?;
    }
    tx.execute(
        "update account set templates_at = ?2 where channel_id = ?1",
        (channel, now),
    )?;
    Ok(())
}

/// When the list of an account was fetched last.
pub fn fetched_at(reader: &Reader<'_>, channel: ChannelId) -> Result<Option<Timestamp>, DbError> {
    let found: Option<Option<Timestamp>> = reader.find(
        "select templates_at from account where channel_id = ?1",
        [channel],
        |row| row.get(0),
    )?;
    Ok(found.flatten())
}

const SELECT: &str =
    "select name, language, category, header, body, footer, buttons, id from template";

fn from_row(row: &Row<'_>) -> rusqlite::Result<(TemplateId, Template)> {
    let buttons: String = row.get(6)?;
    let template = Template {
        name: row.get(0)?,
        language: row.get(1)?,
        category: row.get(2)?,
        header: row.get(3)?,
        body: row.get(4)?,
        footer: row.get(5)?,
        buttons: serde_json::from_str(&buttons).unwrap_or_default(),
    };
    Ok((row.get(7)?, template))
}

/// What a platform has approved for an account, by name and language.
pub fn all(
    reader: &Reader<'_>,
    channel: ChannelId,
) -> Result<Vec<(TemplateId, Template)>, DbError> {
    let sql = format!("{SELECT} where channel_id = ?1 order by name, language");
    reader.list(&sql, [channel], from_row)
}

/// A template of an account.
pub fn by_id(
    reader: &Reader<'_>,
    channel: ChannelId,
    id: TemplateId,
) -> Result<Option<Template>, DbError> {
    let sql = format!("{SELECT} where channel_id = ?1 and id = ?2");
    let found = reader.find(&sql, (channel, id), from_row)?;
    Ok(found.map(|(_, template)| template))
}

/// Notes that a message is a template, for whenever it is handed over.
pub fn note(tx: &mut Tx<'_>, message: MessageId, filled: &Filled) -> Result<(), DbError> {
    let filled = serde_json::to_string(filled).expect("words are plain data");
    tx.execute(
        "insert into sent_template (message_id, filled) values (?1, ?2)",
        (message, filled),
    )?;
    Ok(())
}

/// Which template a message is, if it is one.
pub fn of_message(reader: &Reader<'_>, message: MessageId) -> Result<Option<Filled>, DbError> {
    let found: Option<String> = reader.find(
        "select filled from sent_template where message_id = ?1",
        [message],
        |row| row.get(0),
    )?;
    Ok(found.and_then(|filled| serde_json::from_str(&filled).ok()))
}

#[cfg(test)]
mod tests;
