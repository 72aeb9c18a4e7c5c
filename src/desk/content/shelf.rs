//! Shelves on which content stands in the team's own order: topics of quick replies, folders of cards,
//! categories of articles.

use rusqlite::types::{FromSql, ToSql};
use serde::Serialize;

use super::changed;
use crate::{
    base::{
        id::{ArticleId, CardId, CategoryId, FolderId, QuickReplyId, TopicId},
        text,
    },
    db::{DbError, Reader, Tx},
    desk::audit::{self, Origin},
};

/// Most characters of a shelf's name.
pub const LONGEST_NAME: usize = 40;

/// The id of a shelf, which says what stands on it.
pub trait ShelfId: ToSql + FromSql + Copy + PartialEq {
    /// The shelves' table; also begins the words in the audit log.
    const TABLE: &'static str;
    /// What consoles are told has changed.
    const WHAT: &'static str;

    /// Removes what stands on it.
    fn clear(self, tx: &mut Tx<'_>) -> Result<(), DbError>;
}

impl ShelfId for TopicId {
    const TABLE: &'static str = "topic";
    const WHAT: &'static str = "quick_replies";

    fn clear(self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        super::quick_reply::clear(tx, self)
    }
}

impl ShelfId for FolderId {
    const TABLE: &'static str = "card_folder";
    const WHAT: &'static str = "cards";

    fn clear(self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        super::card::clear(tx, self)
    }
}

impl ShelfId for CategoryId {
    const TABLE: &'static str = "article_category";
    const WHAT: &'static str = "articles";

    fn clear(self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        super::article::clear(tx, self)
    }
}

/// A shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shelf<S> {
    /// Its id.
    pub id: S,
    /// Its name, for the team alone.
    pub name: String,
}

/// What quick replies are about.
pub type Topic = Shelf<TopicId>;

/// Where cards are found.
pub type Folder = Shelf<FolderId>;

/// Under which heading articles stand.
pub type Category = Shelf<CategoryId>;

/// Why the shelves stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// A shelf needs a name.
    #[error("a name is needed")]
    NoName,
    /// There is one of this name.
    #[error("there is one of this name")]
    NameTaken,
    /// There is no such shelf.
    #[error("there is no such shelf")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All shelves in their order.
pub fn all<S: ShelfId>(reader: &Reader<'_>) -> Result<Vec<Shelf<S>>, DbError> {
    let sql = format!("select id, name from {} order by position, id", S::TABLE);
    reader.list(&sql, [], |row| {
        Ok(Shelf {
            id: row.get(0)?,
            name: row.get(1)?,
        })
    })
}

/// The shelf of this name, whatever its capitals: SQLite's own comparison knows only Latin ones.
pub fn by_name<S: ShelfId>(reader: &Reader<'_>, name: &str) -> Result<Option<Shelf<S>>, DbError> {
    let name = name.to_lowercase();
    Ok(all(reader)?
        .into_iter()
        .find(|shelf: &Shelf<S>| shelf.name.to_lowercase() == name))
}

fn by_id<S: ShelfId>(reader: &Reader<'_>, id: S) -> Result<Shelf<S>, ShelfError> {
    all(reader)?
        .into_iter()
        .find(|shelf: &Shelf<S>| shelf.id == id)
        .ok_or(ShelfError::NotFound)
}

/// Adds a shelf at the end.
pub fn add<S: ShelfId>(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<S, ShelfError> {
    let name = checked(name)?;
    if by_name::<S>(tx, &name)?.is_some() {
        return Err(ShelfError::NameTaken);
    }
    let sql = format!(
        "insert into {0} (name, position)
         values (?1, (select coalesce(max(position), 0) + 1 from {0})) returning id",
        S::TABLE
    );
    let id = tx.get(&sql, [&name], |row| row.get(0))?;
    audit::log(tx, origin, &format!("{}_added", S::TABLE), &name)?;
    changed(tx, S::WHAT)?;
    Ok(id)
}

/// Gives a shelf another name.
pub fn rename<S: ShelfId>(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: S,
    name: &str,
) -> Result<(), ShelfError> {
    let name = checked(name)?;
    let old = by_id(tx, id)?;
    if by_name::<S>(tx, &name)?.is_some_and(|other| other.id != id) {
        return Err(ShelfError::NameTaken);
    }
    if old.name == name {
        return Ok(());
    }
    let sql = format!("update {} set name = ?2 where id = ?1", S::TABLE);
    tx.execute(&sql, (id, &name))?;
    let act = format!("{}_renamed", S::TABLE);
    audit::log_with(tx, origin, &act, &name, &old.name)?;
    Ok(changed(tx, S::WHAT)?)
}

/// Puts a shelf at another place, counted from 0; beyond the end is the end.
pub fn move_to<S: ShelfId>(tx: &mut Tx<'_>, id: S, place: usize) -> Result<(), ShelfError> {
    let mut order: Vec<S> = all(tx)?.into_iter().map(|shelf| shelf.id).collect();
    let from = order
        .iter()
        .position(|other| *other == id)
        .ok_or(ShelfError::NotFound)?;
    order.remove(from);
    order.insert(place.min(order.len()), id);
    put_in_order(tx, S::TABLE, &order)?;
    Ok(changed(tx, S::WHAT)?)
}

/// Gives the rows of a table this order.
pub(super) fn put_in_order(
    tx: &mut Tx<'_>,
    table: &'static str,
    order: &[impl ToSql],
) -> Result<(), DbError> {
    let sql = format!("update {table} set position = ?2 where id = ?1");
    for (position, id) in order.iter().enumerate() {
        tx.execute(&sql, (id, position + 1))?;
    }
    Ok(())
}

/// Puts what a file has named first on each shelf, in the order of the file, and its shelves before the others; what it
/// does not name follows as it was. `there` is everything that stands on the shelves.
pub(super) fn named_first<I: Item>(
    tx: &mut Tx<'_>,
    named: &[(I::Shelf, I)],
    there: Vec<(I::Shelf, Vec<I>)>,
) -> Result<(), DbError> {
    let mut shelves: Vec<I::Shelf> = Vec::new();
    let all = named.iter().map(|(shelf, _)| *shelf);
    for shelf in all.chain(there.iter().map(|(shelf, _)| *shelf)) {
        if !shelves.contains(&shelf) {
            shelves.push(shelf);
        }
    }
    put_in_order(tx, I::Shelf::TABLE, &shelves)?;
    for (shelf, items) in there {
        let first = named.iter().filter(|(other, _)| *other == shelf);
        let mut order: Vec<I> = first.map(|(_, item)| *item).collect();
        let known = order.len();
        for item in items {
            if !order[..known].contains(&item) {
                order.push(item);
            }
        }
        put_in_order(tx, I::TABLE, &order)?;
    }
    Ok(())
}

/// Something that stands on a shelf.
pub(super) trait Item: ToSql + FromSql + Copy + PartialEq {
    /// What it stands on.
    type Shelf: ShelfId;
    /// Where it is kept.
    const TABLE: &'static str;
    /// The column that names its shelf.
    const ON: &'static str;
}

impl Item for QuickReplyId {
    type Shelf = TopicId;
    const TABLE: &'static str = "quick_reply";
    const ON: &'static str = "topic_id";
}

impl Item for CardId {
    type Shelf = FolderId;
    const TABLE: &'static str = "card";
    const ON: &'static str = "card_folder_id";
}

impl Item for ArticleId {
    type Shelf = CategoryId;
    const TABLE: &'static str = "article";
    const ON: &'static str = "category_id";
}

/// What on a shelf has this name, whatever its capitals.
pub(super) fn item_by_name<I: Item>(
    reader: &Reader<'_>,
    shelf: I::Shelf,
    name: &str,
) -> Result<Option<I>, DbError> {
    let name = name.to_lowercase();
    let sql = format!("select id, name from {} where {} = ?1", I::TABLE, I::ON);
    let all: Vec<(I, String)> = reader.list(&sql, [shelf], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all
        .into_iter()
        .find(|(_, other)| other.to_lowercase() == name)
        .map(|(id, _)| id))
}

/// Puts something at another place on its shelf, counted from 0; beyond the end is the end.
pub(super) fn move_item<I: Item>(
    tx: &mut Tx<'_>,
    shelf: I::Shelf,
    id: I,
    place: usize,
) -> Result<(), DbError> {
    let (table, on) = (I::TABLE, I::ON);
    let sql = format!("select id from {table} where {on} = ?1 order by position, id");
    let mut order: Vec<I> = tx.list(&sql, [shelf], |row| row.get(0))?;
    order.retain(|other| *other != id);
    order.insert(place.min(order.len()), id);
    put_in_order(tx, table, &order)?;
    changed(tx, I::Shelf::WHAT)
}

/// Removes a shelf with what stands on it.
pub fn delete<S: ShelfId>(tx: &mut Tx<'_>, origin: &Origin, id: S) -> Result<(), ShelfError> {
    let shelf = by_id(tx, id)?;
    id.clear(tx)?;
    tx.execute(&format!("delete from {} where id = ?1", S::TABLE), [id])?;
    audit::log(tx, origin, &format!("{}_deleted", S::TABLE), &shelf.name)?;
    Ok(changed(tx, S::WHAT)?)
}

fn checked(name: &str) -> Result<String, ShelfError> {
    let name = text::clean_line(name, LONGEST_NAME);
    if name.is_empty() {
        return Err(ShelfError::NoName);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    #[test]
    fn shelves_are_named_ordered_and_removed() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let add =
            |memory: &mut Memory, name: &str| memory.act(|tx| add::<TopicId>(tx, &origin, name));
        let returns = add(&mut memory, " Returns ").unwrap();
        let delivery = add(&mut memory, "Доставка").unwrap();
        assert!(matches!(
            add(&mut memory, "ДОСТАВКА"),
            Err(ShelfError::NameTaken)
        ));
        assert!(matches!(add(&mut memory, "  "), Err(ShelfError::NoName)));
        let names = |memory: &mut Memory| -> Vec<String> {
            let topics = memory.act(|tx| all::<TopicId>(tx)).unwrap();
            topics.into_iter().map(|topic| topic.name).collect()
        };
        memory.act(|tx| move_to(tx, delivery, 0)).unwrap();
        assert_eq!(names(&mut memory), ["Доставка", "Returns"]);
        memory
            .act(|tx| rename(tx, &origin, returns, "Refunds"))
            .unwrap();
        let taken = memory.act(|tx| rename(tx, &origin, returns, "доставка"));
        assert!(matches!(taken, Err(ShelfError::NameTaken)));
        memory.act(|tx| delete(tx, &origin, delivery)).unwrap();
        assert_eq!(names(&mut memory), ["Refunds"]);
        let gone = memory.act(|tx| delete(tx, &origin, delivery));
        assert!(matches!(gone, Err(ShelfError::NotFound)));
    }
}
