//! Quick replies as a table and as JSON, out of the house and into it.
//!
//! A table has one row a reply: `topic,name,tags,default`, then a column for each language, named by
//! its code. JSON says the same:
//!
//! ```json
//! {"quick_replies": [{"topic": "Returns", "name": "Spare part", "tags": ["lid"], "default": true,
//!   "texts": {"en": "No need to send anything back.", "de": "…"}}]}
//! ```
//!
//! What comes in is written over the replies of the same name in the same topic; others stay, and so
//! do their tags and the default where the file does not speak of them. A file in which anything is
//! wrong brings nothing in.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    changed, language,
    quick_reply::{self, Catalogue, Draft, LONGEST_NAME, LONGEST_TAGS, Outcome, ReplyError, Text},
    shaped,
    sheet::{self, Place, Tally, Why, Wrong},
    shelf::{self, ShelfError},
};
use crate::{
    base::{
        id::{QuickReplyId, TopicId},
        text,
    },
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        conversation::message,
    },
};

/// The columns before the languages'.
const COLUMNS: [&str; 4] = ["topic", "name", "tags", "default"];

/// A reply on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands in its file.
    pub place: Place,
    /// Name of its topic.
    pub topic: String,
    /// Its name.
    pub name: String,
    /// Words to find it by; `None`: the file does not speak of them.
    pub tags: Option<Vec<String>>,
    /// Whether it is the team's default.
    pub is_default: bool,
    /// In the order of their codes.
    pub texts: Vec<Text>,
}

/// All replies as CSV.
#[must_use]
pub fn write_csv(catalogue: &Catalogue) -> String {
    let languages: BTreeSet<&str> = catalogue
        .iter()
        .flat_map(|(_, replies)| replies)
        .flat_map(|reply| &reply.texts)
        .map(|text| &*text.language)
        .collect();
    let head = COLUMNS.into_iter().chain(languages.iter().copied());
    let mut rows = vec![head.map(str::to_owned).collect::<Vec<_>>()];
    for (topic, replies) in catalogue {
        for reply in replies {
            let default = if reply.is_default { "yes" } else { "" };
            let mut row = vec![
                topic.name.clone(),
                reply.name.clone(),
                reply.tags.join(", "),
                default.to_owned(),
            ];
            row.extend(languages.iter().map(|code| {
                let text = reply.texts.iter().find(|text| text.language == *code);
                text.map_or_else(String::new, |text| text.text.clone())
            }));
            rows.push(row);
        }
    }
    // Without a language there would be nothing to fill in.
    if languages.is_empty() {
        rows[0].push("en".to_owned());
    }
    sheet::write(rows.into_iter())
}

#[derive(Serialize)]
struct File<E> {
    quick_replies: Vec<E>,
}

#[derive(Serialize, Deserialize)]
struct Shape {
    topic: String,
    name: String,
    #[serde(default)]
    tags: Option<Vec<String>>,
    #[serde(default)]
    default: bool,
    texts: BTreeMap<String, String>,
}

/// All replies as JSON.
#[must_use]
pub fn write_json(catalogue: &Catalogue) -> String {
    let shapes = catalogue.iter().flat_map(|(topic, replies)| {
        replies.iter().map(|reply| Shape {
            topic: topic.name.clone(),
            name: reply.name.clone(),
            tags: Some(reply.tags.clone()),
            default: reply.is_default,
            texts: reply
                .texts
                .iter()
                .map(|text| (text.language.clone(), text.text.clone()))
                .collect(),
        })
    });
    let file = File {
        quick_replies: shapes.collect(),
    };
    serde_json::to_string_pretty(&file).expect("replies are plain data")
}

/// Reads a file of either form, whichever it is.
pub fn read(file: &str) -> Result<Vec<Entry>, Vec<Wrong>> {
    sheet::check_whole(file)?;
    let entries = if sheet::is_json(file) {
        read_json(file)?
    } else {
        read_csv(file)?
    };
    if entries.is_empty() {
        return Err(vec![Wrong::at(Place::File, Why::Empty)]);
    }
    check(entries)
}

fn read_csv(file: &str) -> Result<Vec<Entry>, Vec<Wrong>> {
    let mut rows = sheet::read(file)?.into_iter();
    let Some((line, head)) = rows.next() else {
        return Err(vec![Wrong::at(Place::File, Why::Empty)]);
    };
    let columns = Columns::read(Place::Line(line), &head)?;
    let mut entries = Vec::new();
    let mut wrong = Vec::new();
    for (line, cells) in rows {
        match columns.entry(Place::Line(line), &cells, head.len()) {
            Ok(entry) => entries.push(entry),
            Err(why) => wrong.push(Wrong::at(Place::Line(line), why)),
        }
    }
    if wrong.is_empty() {
        return Ok(entries);
    }
    // The rows that could be read are looked into as well, so that all is mended in one go.
    wrong.extend(check(entries).err().unwrap_or_default());
    wrong.sort_by_key(|wrong| wrong.place);
    Err(wrong)
}

/// Which cell is which.
struct Columns {
    topic: usize,
    name: usize,
    tags: Option<usize>,
    default: Option<usize>,
    languages: Vec<(usize, String)>,
}

impl Columns {
    fn read(place: Place, head: &[String]) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut languages = Vec::new();
        for (index, cell) in head.iter().enumerate() {
            let word = cell.trim().to_lowercase();
            // Office programs leave empty columns at the end.
            if word.is_empty() {
                continue;
            }
            let column = if COLUMNS.contains(&&*word) {
                word
            } else if let Some(code) = language::code(&word) {
                languages.push((index, code.clone()));
                code
            } else {
                let name = text::clean_line(cell, 40);
                wrong.push(Wrong::at(place, Why::BadColumn(name)));
                continue;
            };
            if known.insert(column.clone(), index).is_some() {
                wrong.push(Wrong::at(place, Why::TwoColumns(column)));
            }
        }
        for needed in ["topic", "name"] {
            if !known.contains_key(needed) {
                wrong.push(Wrong::at(place, Why::NoColumn(needed)));
            }
        }
        if languages.is_empty() {
            wrong.push(Wrong::at(place, Why::NoLanguage));
        }
        match (known.get("topic"), known.get("name")) {
            (Some(topic), Some(name)) if wrong.is_empty() => Ok(Self {
                topic: *topic,
                name: *name,
                tags: known.get("tags").copied(),
                default: known.get("default").copied(),
                languages,
            }),
            _ => Err(wrong),
        }
    }

    fn entry(&self, place: Place, cells: &[String], width: usize) -> Result<Entry, Why> {
        if let Some(why) = shaped::beyond(cells, width) {
            return Err(why);
        }
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let default = self.default.map_or("", cell);
        Ok(Entry {
            place,
            topic: cell(self.topic).to_owned(),
            name: cell(self.name).to_owned(),
            tags: self.tags.map(|index| quick_reply::split_tags(cell(index))),
            is_default: sheet::yes_or_no(default)
                .ok_or_else(|| Why::NotYesNo(text::clean_line(default, 40)))?,
            texts: self
                .languages
                .iter()
                .map(|(index, code)| Text {
                    language: code.clone(),
                    text: cell(*index).to_owned(),
                })
                .collect(),
        })
    }
}

fn read_json(file: &str) -> Result<Vec<Entry>, Vec<Wrong>> {
    let (shapes, mut wrong) = shaped::read_json::<Shape>(file, "quick_replies")?;
    let entries: Vec<Entry> = shapes
        .into_iter()
        .map(|(place, shape)| Entry {
            place,
            topic: shape.topic,
            name: shape.name,
            tags: shape
                .tags
                .map(|tags| quick_reply::split_tags(&tags.join(","))),
            is_default: shape.default,
            texts: shape
                .texts
                .into_iter()
                .map(|(language, text)| Text { language, text })
                .collect(),
        })
        .collect();
    if wrong.is_empty() {
        return Ok(entries);
    }
    wrong.extend(check(entries).err().unwrap_or_default());
    wrong.sort_by_key(|wrong| wrong.place);
    Err(wrong)
}

/// All entries as they can be kept, or everything that is wrong with any of them.
fn check(entries: Vec<Entry>) -> Result<Vec<Entry>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<(String, String), Place> = BTreeMap::new();
    let mut default: Option<Place> = None;
    let mut sound = Vec::with_capacity(entries.len());
    for entry in entries {
        let place = entry.place;
        let mut add = |why| wrong.push(Wrong::at(place, why));
        let (topic, name) = (
            text::clean_line(&entry.topic, usize::MAX),
            text::clean_line(&entry.name, usize::MAX),
        );
        for (field, value, most) in [
            ("topic", &topic, shelf::LONGEST_NAME),
            ("name", &name, LONGEST_NAME),
        ] {
            match value.chars().count() {
                0 => add(Why::NoField(field)),
                length if length > most => add(Why::TooLong(field.to_owned(), length, most)),
                _ => {}
            }
        }
        let tags = entry.tags.clone().unwrap_or_default();
        let length = tags.join(", ").chars().count();
        if length > LONGEST_TAGS {
            add(Why::TooLong("tags".to_owned(), length, LONGEST_TAGS));
        }
        let draft = Draft {
            topic: TopicId(0),
            name: name.clone(),
            tags,
            is_default: entry.is_default,
            texts: entry.texts.clone(),
        };
        let texts = match draft.checked() {
            Ok(draft) => draft.texts,
            Err(error) => {
                match error {
                    ReplyError::NoText => add(Why::NoText),
                    ReplyError::TooLong(code, length) => {
                        add(Why::TooLong(code, length, message::LONGEST));
                    }
                    ReplyError::BadLanguage(code) => add(Why::BadLanguage(code)),
                    ReplyError::Twice(code) => add(Why::TwoColumns(code)),
                    // Said already, or no matter of a file.
                    ReplyError::NoName
                    | ReplyError::NameTaken
                    | ReplyError::NoTopic
                    | ReplyError::Conflict(_)
                    | ReplyError::NotFound
                    | ReplyError::Db(_) => {}
                }
                Vec::new()
            }
        };
        if let Some(earlier) = seen.insert((topic.to_lowercase(), name.to_lowercase()), place)
            && !name.is_empty()
        {
            add(Why::Twice(earlier));
        }
        if entry.is_default
            && let Some(earlier) = default.replace(place)
        {
            add(Why::TwoDefaults(earlier));
        }
        sound.push(Entry {
            topic,
            name,
            texts,
            ..entry
        });
    }
    if wrong.is_empty() {
        Ok(sound)
    } else {
        Err(wrong)
    }
}

/// Why nothing came in.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// A topic.
    #[error(transparent)]
    Topic(#[from] ShelfError),
    /// A reply.
    #[error(transparent)]
    Reply(#[from] ReplyError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Brings entries in. They come first in each topic, in the order of their file; what the file does
/// not name follows them as it was.
pub fn take_in(tx: &mut Tx<'_>, origin: &Origin, entries: &[Entry]) -> Result<Tally, TakeError> {
    let mut tally = Tally::default();
    let mut named: Vec<(TopicId, QuickReplyId)> = Vec::new();
    for entry in entries {
        let topic = match shelf::by_name(tx, &entry.topic)? {
            Some(topic) => topic.id,
            None => shelf::add(tx, origin, &entry.topic)?,
        };
        let tags = match &entry.tags {
            Some(tags) => tags.clone(),
            None => match shelf::item_by_name::<QuickReplyId>(tx, topic, &entry.name)? {
                Some(id) => quick_reply::by_id(tx, id)?.map_or_else(Vec::new, |reply| reply.tags),
                None => Vec::new(),
            },
        };
        let draft = Draft {
            topic,
            name: entry.name.clone(),
            tags,
            is_default: entry.is_default,
            texts: entry.texts.clone(),
        };
        let (id, outcome) = quick_reply::put(tx, &draft)?;
        match outcome {
            Outcome::Added => tally.added += 1,
            Outcome::Changed => tally.changed += 1,
            Outcome::Same => tally.same += 1,
        }
        named.push((topic, id));
    }
    let there = quick_reply::catalogue(tx)?
        .into_iter()
        .map(|(topic, replies)| {
            let replies = replies.into_iter().map(|reply| reply.id);
            (topic.id, replies.collect())
        });
    shelf::named_first(tx, &named, there.collect())?;
    let words = format!("{} + {}", tally.added, tally.changed);
    audit::log_with(tx, origin, "quick_replies_imported", &words, "")?;
    changed(tx, "quick_replies")?;
    Ok(tally)
}

#[cfg(test)]
mod tests;
