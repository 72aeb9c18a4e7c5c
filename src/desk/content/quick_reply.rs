//! A stored answer in several languages, in a topic.

use super::{
    changed, language,
    passage::{self, Kind, Passage},
    shelf::{self, Topic},
};
use crate::{
    base::{
        id::{QuickReplyId, TopicId},
        text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        conversation::message,
    },
};

/// Most characters of a reply's name.
pub const LONGEST_NAME: usize = 80;
/// Most characters of all its tags.
pub const LONGEST_TAGS: usize = 200;

/// A reply in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Code of the language.
    pub language: String,
    /// The words, with placeholders.
    pub text: String,
}

/// A quick reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickReply {
    /// Its id.
    pub id: QuickReplyId,
    /// What it is about.
    pub topic: TopicId,
    /// Its name, for the team alone.
    pub name: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whether it is the team's default reply.
    pub is_default: bool,
    /// Rises with each edit.
    pub revision: i64,
    /// At least one, in the order of their codes.
    pub texts: Vec<Text>,
}

impl QuickReply {
    /// Its text for somebody who wants this language, with why that one was taken.
    #[must_use]
    pub fn text_for(&self, wanted: &str, default: &str) -> Option<(&Text, language::Match)> {
        let there: Vec<&str> = self.texts.iter().map(|text| &*text.language).collect();
        let (code, why) = language::pick(&there, wanted, default)?;
        let text = self.texts.iter().find(|text| text.language == code)?;
        Some((text, why))
    }
}

/// All topics with their replies, in the team's order.
pub type Catalogue = Vec<(Topic, Vec<QuickReply>)>;

const COLUMNS: &str = "id, topic_id, name, tags, is_default, revision";

/// Everything there is.
pub fn catalogue(reader: &Reader<'_>) -> Result<Catalogue, DbError> {
    let sql = format!("select {COLUMNS} from quick_reply order by position, id");
    let mut replies = reader.list(&sql, [], from_row)?;
    let texts: Vec<(QuickReplyId, Text)> = reader.list(
        "select quick_reply_id, language, text from quick_reply_text order by quick_reply_id, language",
        [],
        |row| {
            let text = Text {
                language: row.get(1)?,
                text: row.get(2)?,
            };
            Ok((row.get(0)?, text))
        },
    )?;
    for reply in &mut replies {
        let from = texts.partition_point(|(id, _)| *id < reply.id);
        let own = texts[from..].iter().take_while(|(id, _)| *id == reply.id);
        reply.texts = own.map(|(_, text)| text.clone()).collect();
    }
    let mut catalogue: Catalogue = shelf::all(reader)?
        .into_iter()
        .map(|topic| (topic, Vec::new()))
        .collect();
    for reply in replies {
        if let Some((_, list)) = catalogue
            .iter_mut()
            .find(|(topic, _)| topic.id == reply.topic)
        {
            list.push(reply);
        }
    }
    Ok(catalogue)
}

/// The reply with this id.
pub fn by_id(reader: &Reader<'_>, id: QuickReplyId) -> Result<Option<QuickReply>, DbError> {
    let sql = format!("select {COLUMNS} from quick_reply where id = ?1");
    let Some(mut reply) = reader.find(&sql, [id], from_row)? else {
        return Ok(None);
    };
    reply.texts = reader.list(
        "select language, text from quick_reply_text where quick_reply_id = ?1 order by language",
        [id],
        |row| {
            Ok(Text {
                language: row.get(0)?,
                text: row.get(1)?,
            })
        },
    )?;
    Ok(Some(reply))
}

fn from_row(row: &crate::db::Row<'_>) -> rusqlite::Result<QuickReply> {
    Ok(QuickReply {
        id: row.get(0)?,
        topic: row.get(1)?,
        name: row.get(2)?,
        tags: split_tags(&row.get::<_, String>(3)?),
        is_default: row.get(4)?,
        revision: row.get(5)?,
        texts: Vec::new(),
    })
}

/// Tags as people write them: divided by commas, each once.
#[must_use]
pub fn split_tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '\n', ';', '，', '、']) {
        let tag = text::clean_line(tag.trim().trim_start_matches('#'), 40);
        if !tag.is_empty()
            && !tags
                .iter()
                .any(|known| known.to_lowercase() == tag.to_lowercase())
        {
            tags.push(tag);
        }
    }
    tags
}

/// What somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub topic: TopicId,
    /// Its name.
    pub name: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whether it becomes the team's default; `false` leaves another one alone.
    pub is_default: bool,
    /// Languages without words are left out.
    pub texts: Vec<Text>,
}

/// Why a reply stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    /// It needs a name.
    #[error("a name is needed")]
    NoName,
    /// Its topic has a reply of this name.
    #[error("the topic has a reply of this name")]
    NameTaken,
    /// There is no such topic.
    #[error("there is no such topic")]
    NoTopic,
    /// It says nothing in any language.
    #[error("it says nothing")]
    NoText,
    /// It is too long to be sent, in this language; characters.
    #[error("the text in {0} has {1} characters")]
    TooLong(String, usize),
    /// Not the code of a language.
    #[error("{0:?} is not the code of a language")]
    BadLanguage(String),
    /// A language stands there twice.
    #[error("{0} stands there twice")]
    Twice(String),
    /// A colleague changed it since; this is its revision now.
    #[error("a colleague has just changed this reply")]
    Conflict(i64),
    /// There is no such reply.
    #[error("there is no such reply")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Draft {
    /// The draft as it can be kept.
    pub fn checked(&self) -> Result<Self, ReplyError> {
        let name = text::clean_line(&self.name, LONGEST_NAME);
        if name.is_empty() {
            return Err(ReplyError::NoName);
        }
        let mut texts: Vec<Text> = Vec::new();
        for Text { language, text } in &self.texts {
            let text = text::clean(&text.replace("\r\n", "\n"));
            if text.is_empty() {
                continue;
            }
            let code = language::code(language)
                .ok_or_else(|| ReplyError::BadLanguage(language.clone()))?;
            if texts.iter().any(|known| known.language == code) {
                return Err(ReplyError::Twice(code));
            }
            let length = text.chars().count();
            if length > message::LONGEST {
                return Err(ReplyError::TooLong(code, length));
            }
            texts.push(Text {
                language: code,
                text,
            });
        }
        if texts.is_empty() {
            return Err(ReplyError::NoText);
        }
        texts.sort_by(|a, b| a.language.cmp(&b.language));
        let tags = split_tags(&text::clean_line(&self.tags.join(", "), LONGEST_TAGS));
        Ok(Self {
            topic: self.topic,
            name,
            tags,
            is_default: self.is_default,
            texts,
        })
    }

    fn is(&self, reply: &QuickReply) -> bool {
        reply.topic == self.topic
            && reply.name == self.name
            && reply.tags == self.tags
            && reply.is_default == self.is_default
            && reply.texts == self.texts
    }
}

/// What became of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new reply.
    Added,
    /// Another text than before.
    Changed,
    /// As it was.
    Same,
}

/// Adds a reply at the end of its topic.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, draft: &Draft) -> Result<QuickReplyId, ReplyError> {
    let draft = draft.checked()?;
    let id = insert(tx, &draft)?;
    audit::log(tx, origin, "quick_reply_added", &draft.name)?;
    changed(tx, "quick_replies")?;
    Ok(id)
}

/// Changes a reply whose revision the editor saw as `seen`.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: QuickReplyId,
    seen: i64,
    draft: &Draft,
) -> Result<(), ReplyError> {
    let draft = draft.checked()?;
    let reply = by_id(tx, id)?.ok_or(ReplyError::NotFound)?;
    if draft.is(&reply) {
        return Ok(());
    }
    if reply.revision != seen {
        return Err(ReplyError::Conflict(reply.revision));
    }
    write(tx, &reply, &draft)?;
    audit::log(tx, origin, "quick_reply_changed", &draft.name)?;
    Ok(changed(tx, "quick_replies")?)
}

/// Writes a reply over the one of its name in its topic, or adds it: what an import does, which logs
/// and tells of itself once.
pub(super) fn put(tx: &mut Tx<'_>, draft: &Draft) -> Result<(QuickReplyId, Outcome), ReplyError> {
    let mut draft = draft.checked()?;
    let Some(id) = shelf::item_by_name(tx, draft.topic, &draft.name)? else {
        return Ok((insert(tx, &draft)?, Outcome::Added));
    };
    let reply = by_id(tx, id)?.ok_or(ReplyError::NotFound)?;
    // A file that does not speak of the default leaves it where it is.
    draft.is_default |= reply.is_default;
    if draft.is(&reply) {
        return Ok((id, Outcome::Same));
    }
    write(tx, &reply, &draft)?;
    Ok((id, Outcome::Changed))
}

fn insert(tx: &mut Tx<'_>, draft: &Draft) -> Result<QuickReplyId, ReplyError> {
    check_place(tx, draft, None)?;
    if draft.is_default {
        clear_default(tx)?;
    }
    tx.execute(
        "insert into quick_reply (topic_id, name, tags, is_default, position)
         values (:topic, :name, :tags, :is_default,
           (select coalesce(max(position), 0) + 1 from quick_reply where topic_id = :topic))",
        named_params! {
            ":topic": draft.topic, ":name": draft.name, ":tags": draft.tags.join(", "),
            ":is_default": draft.is_default,
        },
    )?;
    let id = QuickReplyId(tx.last_insert_id());
    write_texts(tx, id, draft)?;
    Ok(id)
}

fn write(tx: &mut Tx<'_>, reply: &QuickReply, draft: &Draft) -> Result<(), ReplyError> {
    check_place(tx, draft, Some(reply.id))?;
    if draft.is_default {
        clear_default(tx)?;
    }
    tx.execute(
        "update quick_reply set topic_id = :topic, name = :name, tags = :tags, is_default = :is_default,
           revision = revision + 1 where id = :id",
        named_params! {
            ":topic": draft.topic, ":name": draft.name, ":tags": draft.tags.join(", "),
            ":is_default": draft.is_default, ":id": reply.id,
        },
    )?;
    if draft.topic != reply.topic {
        tx.execute(
            "update quick_reply set position = (select coalesce(max(position), 0) + 1
               from quick_reply where topic_id = ?2) where id = ?1",
            (reply.id, draft.topic),
        )?;
    }
    tx.execute(
        "delete from quick_reply_text where quick_reply_id = ?1",
        [reply.id],
    )?;
    Ok(write_texts(tx, reply.id, draft)?)
}

fn write_texts(tx: &mut Tx<'_>, id: QuickReplyId, draft: &Draft) -> Result<(), DbError> {
    let title = format!("{} {}", draft.name, draft.tags.join(" "));
    let passages: Vec<Passage<'_>> = draft
        .texts
        .iter()
        .map(|Text { language, text }| Passage {
            language,
            title: &title,
            text,
        })
        .collect();
    passage::renew(tx, Kind::Reply, id.0, &passages)?;
    for Text { language, text } in &draft.texts {
        tx.execute(
            "insert into quick_reply_text (quick_reply_id, language, text) values (?1, ?2, ?3)",
            (id, language, text),
        )?;
    }
    Ok(())
}

fn clear_default(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute(
        "update quick_reply set is_default = 0 where is_default = 1",
        [],
    )?;
    Ok(())
}

/// Whether the topic is there and has room for this name.
fn check_place(
    reader: &Reader<'_>,
    draft: &Draft,
    own: Option<QuickReplyId>,
) -> Result<(), ReplyError> {
    if !reader.exists("select 1 from topic where id = ?1", [draft.topic])? {
        return Err(ReplyError::NoTopic);
    }
    match shelf::item_by_name(reader, draft.topic, &draft.name)? {
        Some(other) if Some(other) != own => Err(ReplyError::NameTaken),
        _ => Ok(()),
    }
}

/// Puts a reply at another place in its topic, counted from 0; beyond the end is the end.
pub fn move_to(tx: &mut Tx<'_>, id: QuickReplyId, place: usize) -> Result<(), ReplyError> {
    let topic = by_id(tx, id)?.ok_or(ReplyError::NotFound)?.topic;
    Ok(shelf::move_item(tx, topic, id, place)?)
}

/// Removes all replies of a topic.
pub(super) fn clear(tx: &mut Tx<'_>, topic: TopicId) -> Result<(), DbError> {
    let ids: Vec<QuickReplyId> = tx.list(
        "select id from quick_reply where topic_id = ?1",
        [topic],
        |row| row.get(0),
    )?;
    for id in ids {
        passage::forget(tx, Kind::Reply, id.0)?;
    }
    tx.execute(
        "delete from quick_reply_text
         where quick_reply_id in (select id from quick_reply where topic_id = ?1)",
        [topic],
    )?;
    tx.execute("delete from quick_reply where topic_id = ?1", [topic])?;
    Ok(())
}

/// Removes a reply.
pub fn delete(tx: &mut Tx<'_>, origin: &Origin, id: QuickReplyId) -> Result<(), ReplyError> {
    let reply = by_id(tx, id)?.ok_or(ReplyError::NotFound)?;
    passage::forget(tx, Kind::Reply, id.0)?;
    tx.execute(
        "delete from quick_reply_text where quick_reply_id = ?1",
        [id],
    )?;
    tx.execute("delete from quick_reply where id = ?1", [id])?;
    audit::log(tx, origin, "quick_reply_deleted", &reply.name)?;
    Ok(changed(tx, "quick_replies")?)
}

#[cfg(test)]
mod tests;
