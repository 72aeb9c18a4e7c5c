//! What quick replies are about: the console's bar, in the team's own order.

use serde::Serialize;

use super::changed;
use crate::{
    base::{id::TopicId, text},
    db::{DbError, Reader, Tx},
    desk::audit::{self, Origin},
};

/// Most characters of a topic's name.
pub const LONGEST_NAME: usize = 40;

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its name, for the team alone.
    pub name: String,
}

/// Why the topics stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum TopicError {
    /// A topic needs a name.
    #[error("a name is needed")]
    NoName,
    /// There is a topic of this name.
    #[error("there is a topic of this name")]
    NameTaken,
    /// There is no such topic.
    #[error("there is no such topic")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All topics in their order.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Topic>, DbError> {
    reader.list(
        "select id, name from topic order by position, id",
        [],
        |row| {
            Ok(Topic {
                id: row.get(0)?,
                name: row.get(1)?,
            })
        },
    )
}

/// The topic of this name, whatever its capitals: SQLite's own comparison knows only Latin ones.
pub fn by_name(reader: &Reader<'_>, name: &str) -> Result<Option<Topic>, DbError> {
    let name = name.to_lowercase();
    Ok(all(reader)?
        .into_iter()
        .find(|topic| topic.name.to_lowercase() == name))
}

fn by_id(reader: &Reader<'_>, id: TopicId) -> Result<Topic, TopicError> {
    all(reader)?
        .into_iter()
        .find(|topic| topic.id == id)
        .ok_or(TopicError::NotFound)
}

/// Adds a topic at the end.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<TopicId, TopicError> {
    let name = checked(name)?;
    if by_name(tx, &name)?.is_some() {
        return Err(TopicError::NameTaken);
    }
    tx.execute(
        "insert into topic (name, position)
         values (?1, (select coalesce(max(position), 0) + 1 from topic))",
        [&name],
    )?;
    let id = TopicId(tx.last_insert_id());
    audit::log(tx, origin, "topic_added", &name)?;
    changed(tx, "quick_replies")?;
    Ok(id)
}

/// Gives a topic another name.
pub fn rename(tx: &mut Tx<'_>, origin: &Origin, id: TopicId, name: &str) -> Result<(), TopicError> {
    let name = checked(name)?;
    let old = by_id(tx, id)?;
    if by_name(tx, &name)?.is_some_and(|other| other.id != id) {
        return Err(TopicError::NameTaken);
    }
    if old.name == name {
        return Ok(());
    }
    tx.execute("update topic set name = ?2 where id = ?1", (id, &name))?;
    audit::log_with(tx, origin, "topic_renamed", &name, &old.name)?;
    Ok(changed(tx, "quick_replies")?)
}

/// Puts a topic at another place, counted from 0; beyond the end is the end.
pub fn move_to(tx: &mut Tx<'_>, id: TopicId, place: usize) -> Result<(), TopicError> {
    let mut order: Vec<TopicId> = all(tx)?.into_iter().map(|topic| topic.id).collect();
    let from = order
        .iter()
        .position(|other| *other == id)
        .ok_or(TopicError::NotFound)?;
    order.remove(from);
    order.insert(place.min(order.len()), id);
    put_in_order(tx, &order)?;
    Ok(changed(tx, "quick_replies")?)
}

pub(super) fn put_in_order(tx: &mut Tx<'_>, order: &[TopicId]) -> Result<(), DbError> {
    for (position, id) in order.iter().enumerate() {
        tx.execute(
            "update topic set position = ?2 where id = ?1",
            (id, position + 1),
        )?;
    }
    Ok(())
}

/// Removes a topic with its replies.
pub fn delete(tx: &mut Tx<'_>, origin: &Origin, id: TopicId) -> Result<(), TopicError> {
    let topic = by_id(tx, id)?;
    tx.execute(
        "delete from quick_reply_text
         where quick_reply_id in (select id from quick_reply where topic_id = ?1)",
        [id],
    )?;
    tx.execute("delete from quick_reply where topic_id = ?1", [id])?;
    tx.execute("delete from topic where id = ?1", [id])?;
    audit::log(tx, origin, "topic_deleted", &topic.name)?;
    Ok(changed(tx, "quick_replies")?)
}

fn checked(name: &str) -> Result<String, TopicError> {
    let name = text::clean_line(name, LONGEST_NAME);
    if name.is_empty() {
        return Err(TopicError::NoName);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    #[test]
    fn topics_are_named_ordered_and_removed() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let add = |memory: &mut Memory, name: &str| memory.act(|tx| add(tx, &origin, name));
        let returns = add(&mut memory, " Returns ").unwrap();
        let delivery = add(&mut memory, "Доставка").unwrap();
        assert!(matches!(
            add(&mut memory, "ДОСТАВКА"),
            Err(TopicError::NameTaken)
        ));
        assert!(matches!(add(&mut memory, "  "), Err(TopicError::NoName)));
        let names = |memory: &mut Memory| -> Vec<String> {
            let topics = memory.act(|tx| all(tx)).unwrap();
            topics.into_iter().map(|topic| topic.name).collect()
        };
        memory.act(|tx| move_to(tx, delivery, 0)).unwrap();
        assert_eq!(names(&mut memory), ["Доставка", "Returns"]);
        memory
            .act(|tx| rename(tx, &origin, returns, "Refunds"))
            .unwrap();
        let taken = memory.act(|tx| rename(tx, &origin, returns, "доставка"));
        assert!(matches!(taken, Err(TopicError::NameTaken)));
        memory.act(|tx| delete(tx, &origin, delivery)).unwrap();
        assert_eq!(names(&mut memory), ["Refunds"]);
        let gone = memory.act(|tx| delete(tx, &origin, delivery));
        assert!(matches!(gone, Err(TopicError::NotFound)));
    }
}
