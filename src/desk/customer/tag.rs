//! A label for customers: made by writing it, in a colour that follows from its name.

use serde::{Deserialize, Serialize};

use super::{by_id, changed, merge};
use crate::{
    base::{
        id::{CustomerId, TagId},
        text,
    },
    db::{DbError, Reader, Row, Tx},
    desk::audit::{self, Origin},
};

/// Colours in the palette.
pub const COLOURS: u8 = 8;

/// A label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// Its name, as first written.
    pub name: String,
    /// 1 to [`COLOURS`].
    pub colour: u8,
}

const COLUMNS: &str = "tag.id, tag.name, tag.colour";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Tag> {
    Ok(Tag {
        id: row.get(0)?,
        name: row.get(1)?,
        colour: row.get(2)?,
    })
}

/// Why a tag or a customer stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// A tag needs a name.
    #[error("a name is needed")]
    NoName,
    /// Another tag has this name.
    #[error("another tag has this name")]
    NameTaken,
    /// The palette has no such colour.
    #[error("a colour is a number from 1 to {COLOURS}")]
    BadColour,
    /// A tag cannot be merged into itself.
    #[error("a tag cannot be merged into itself")]
    Itself,
    /// There is no such tag or customer.
    #[error("there is no such tag or customer")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The colour that a name has until somebody chooses another. FNV-1a: small, and the same for ever.
fn colour_of(name: &str) -> u8 {
    let hash = name
        .to_lowercase()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    // Each byte stirs the lowest bits and those from the fortieth on; the ones between lag behind.
    u8::try_from((hash ^ hash >> 40) % u64::from(COLOURS)).unwrap_or(0) + 1
}

/// Puts a tag on a customer, making it if there is none of this name. One they have is left alone.
pub fn add(tx: &mut Tx<'_>, customer: CustomerId, name: &str) -> Result<Tag, TagError> {
    let customer = merge::who_is(tx, customer)?;
    by_id(tx, customer)?.ok_or(TagError::NotFound)?;
    let name = checked(name)?;
    let (tag, is_new) = put(tx, customer, &name)?;
    if is_new {
        changed(tx, customer)?;
    }
    Ok(tag)
}

/// The same without a word to anybody, with a name that was checked: the tag, and whether they had it not.
pub(super) fn put(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    name: &str,
) -> Result<(Tag, bool), DbError> {
    let tag = match find(tx, name)? {
        Some(tag) => tag,
        None => create(tx, name)?,
    };
    let added = tx.execute(
        "insert into customer_tag (customer_id, tag_id) values (?1, ?2)
         on conflict (customer_id, tag_id) do nothing",
        (customer, tag.id),
    )?;
    Ok((tag, added > 0))
}

/// Makes a tag that nobody has yet.
pub fn define(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<Tag, TagError> {
    let name = checked(name)?;
    if find(tx, &name)?.is_some() {
        return Err(TagError::NameTaken);
    }
    let tag = create(tx, &name)?;
    audit::log(tx, origin, "tag_added", &name)?;
    Ok(tag)
}

fn create(tx: &mut Tx<'_>, name: &str) -> Result<Tag, DbError> {
    let colour = colour_of(name);
    tx.execute(
        "insert into tag (name, colour) values (?1, ?2)",
        (name, colour),
    )?;
    Ok(Tag {
        id: TagId(tx.last_insert_id()),
        name: name.to_owned(),
        colour,
    })
}

/// Takes a tag off a customer; one they do not have is no error.
pub fn remove(tx: &mut Tx<'_>, customer: CustomerId, tag: TagId) -> Result<(), DbError> {
    let customer = merge::who_is(tx, customer)?;
    let removed = tx.execute(
        "delete from customer_tag where customer_id = ?1 and tag_id = ?2",
        (customer, tag),
    )?;
    if removed > 0 {
        changed(tx, customer)?;
    }
    Ok(())
}

/// The tags of a customer, by name.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Tag>, DbError> {
    let sql = format!(
        "select {COLUMNS} from customer_tag join tag on tag.id = customer_tag.tag_id
         where customer_tag.customer_id = ?1 order by tag.name"
    );
    reader.list(&sql, [customer], from_row)
}

/// A tag and how many customers have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The tag.
    pub tag: Tag,
    /// Customers who have it.
    pub customers: i64,
}

/// All tags, by name.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Used>, DbError> {
    let sql = format!(
        "select {COLUMNS}, (select count(*) from customer_tag where customer_tag.tag_id = tag.id)
         from tag order by tag.name"
    );
    reader.list(&sql, [], |row| {
        Ok(Used {
            tag: from_row(row)?,
            customers: row.get(3)?,
        })
    })
}

/// Tags that begin with what somebody typed, in any script and whatever the capitals; most used first.
pub fn suggest(reader: &Reader<'_>, prefix: &str, limit: usize) -> Result<Vec<Tag>, DbError> {
    let prefix = prefix.trim().to_lowercase();
    let mut tags = all(reader)?;
    tags.retain(|used| used.tag.name.to_lowercase().starts_with(&prefix));
    // The sort is stable, so equals stay in alphabetical order.
    tags.sort_by_key(|used| std::cmp::Reverse(used.customers));
    Ok(tags.into_iter().take(limit).map(|used| used.tag).collect())
}

/// Gives a tag another name, on every customer who has it.
pub fn rename(tx: &mut Tx<'_>, origin: &Origin, id: TagId, name: &str) -> Result<(), TagError> {
    let name = checked(name)?;
    let old = load(tx, id)?;
    if find(tx, &name)?.is_some_and(|other| other.id != id) {
        return Err(TagError::NameTaken);
    }
    tx.execute("update tag set name = ?2 where id = ?1", (id, &name))?;
    audit::log_with(tx, origin, "tag_renamed", &name, &old.name)?;
    let customers = with_open_chat(tx, id)?;
    Ok(tell(tx, &customers)?)
}

/// Gives a tag another colour.
pub fn recolour(tx: &mut Tx<'_>, id: TagId, colour: u8) -> Result<(), TagError> {
    if !(1..=COLOURS).contains(&colour) {
        return Err(TagError::BadColour);
    }
    load(tx, id)?;
    tx.execute("update tag set colour = ?2 where id = ?1", (id, colour))?;
    let customers = with_open_chat(tx, id)?;
    Ok(tell(tx, &customers)?)
}

/// Deletes a tag and takes it off every customer.
pub fn delete(tx: &mut Tx<'_>, origin: &Origin, id: TagId) -> Result<(), TagError> {
    let tag = load(tx, id)?;
    let customers = with_open_chat(tx, id)?;
    tx.execute("delete from customer_tag where tag_id = ?1", [id])?;
    tx.execute("delete from tag where id = ?1", [id])?;
    audit::log(tx, origin, "tag_deleted", &tag.name)?;
    Ok(tell(tx, &customers)?)
}

/// Makes one tag of two: whoever has `from` has `into` afterwards, and `from` is gone. Answers how many
/// customers that were.
pub fn merge(
    tx: &mut Tx<'_>,
    origin: &Origin,
    from: TagId,
    into: TagId,
) -> Result<usize, TagError> {
    if from == into {
        return Err(TagError::Itself);
    }
    let (gone, stays) = (load(tx, from)?, load(tx, into)?);
    let customers = with_open_chat(tx, from)?;
    tx.execute(
        "insert into customer_tag (customer_id, tag_id)
         select customer_id, ?2 from customer_tag where tag_id = ?1
         on conflict (customer_id, tag_id) do nothing",
        (from, into),
    )?;
    let moved = tx.execute("delete from customer_tag where tag_id = ?1", [from])?;
    tx.execute("delete from tag where id = ?1", [from])?;
    audit::log_with(tx, origin, "tag_merged", &stays.name, &gone.name)?;
    tell(tx, &customers)?;
    Ok(moved)
}

/// Customers on agents' screens. The others, perhaps thousands, are read afresh when looked at.
fn with_open_chat(reader: &Reader<'_>, tag: TagId) -> Result<Vec<CustomerId>, DbError> {
    reader.list(
        "select distinct conversation.customer_id from conversation
         join customer_tag on customer_tag.customer_id = conversation.customer_id
         where conversation.state in ('waiting', 'scheduled', 'active') and customer_tag.tag_id = ?1",
        [tag],
        |row| row.get(0),
    )
}

fn tell(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<(), DbError> {
    customers
        .iter()
        .try_for_each(|customer| changed(tx, *customer))
}

fn checked(name: &str) -> Result<String, TagError> {
    let name = text::clean_line(name, 40);
    if name.is_empty() {
        return Err(TagError::NoName);
    }
    Ok(name)
}

fn load(reader: &Reader<'_>, id: TagId) -> Result<Tag, TagError> {
    let sql = format!("select {COLUMNS} from tag where id = ?1");
    reader.find(&sql, [id], from_row)?.ok_or(TagError::NotFound)
}

/// The tag of this name, whatever its capitals: SQLite's own comparison knows only Latin ones.
fn find(reader: &Reader<'_>, name: &str) -> Result<Option<Tag>, DbError> {
    let name = name.to_lowercase();
    let tags = reader.list(&format!("select {COLUMNS} from tag"), [], from_row)?;
    Ok(tags.into_iter().find(|tag| tag.name.to_lowercase() == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast, customer,
            event::{Event, Kind},
        },
    };

    fn names(tags: Vec<Tag>) -> Vec<String> {
        tags.into_iter().map(|tag| tag.name).collect()
    }

    fn told(memory: &mut Memory) -> Vec<Kind> {
        memory
            .announced
            .drain(..)
            .filter_map(|announcement| Some(announcement.downcast_ref::<Event>()?.kind))
            .collect()
    }

    #[test]
    fn a_tag_is_made_by_writing_it() {
        let mut memory = Memory::new();
        let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        let dmitri = memory
            .act(|tx| customer::create(tx, "Дмитрий", ""))
            .unwrap();
        let vip = memory.act(|tx| add(tx, hannah, " VIP ")).unwrap();
        assert_eq!(memory.act(|tx| add(tx, dmitri, "vip")).unwrap(), vip);
        let bulk = memory.act(|tx| add(tx, dmitri, "Опт")).unwrap();
        assert_eq!(memory.act(|tx| add(tx, hannah, "опт")).unwrap(), bulk);
        assert_eq!(told(&mut memory), [Kind::Customer; 4]);
        memory.act(|tx| add(tx, hannah, "vip")).unwrap();
        assert!(told(&mut memory).is_empty(), "nothing changed");
        memory.act(|tx| remove(tx, hannah, bulk.id)).unwrap();
        let left = memory.act(|tx| of_customer(tx, hannah)).unwrap();
        assert_eq!(names(left), ["VIP"]);
        assert!(matches!(
            memory.act(|tx| add(tx, hannah, " \n ")),
            Err(TagError::NoName)
        ));
        assert!(matches!(
            memory.act(|tx| add(tx, CustomerId(99), "x")),
            Err(TagError::NotFound)
        ));
    }

    #[test]
    fn a_name_s_colour_is_stable_and_in_the_palette() {
        assert_eq!(colour_of("VIP"), colour_of("vip"));
        let colours: std::collections::HashSet<u8> =
            (0..100).map(|n| colour_of(&format!("tag {n}"))).collect();
        assert_eq!(colours.len(), usize::from(COLOURS));
        assert!(colours.iter().all(|colour| (1..=COLOURS).contains(colour)));
    }

    #[test]
    fn suggestions_begin_with_what_is_typed() {
        let mut memory = Memory::new();
        let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        let grace = memory.act(|tx| customer::create(tx, "Grace", "")).unwrap();
        for (customer, tag) in [
            (hannah, "Return"),
            (hannah, "Retail"),
            (grace, "Return"),
            (hannah, "Оптом"),
        ] {
            memory.act(|tx| add(tx, customer, tag)).unwrap();
        }
        for (prefix, expected) in [
            ("RE", &["Return", "Retail"][..]),
            ("опт", &["Оптом"]),
            ("%", &[]),
        ] {
            let tags = memory.act(|tx| suggest(tx, prefix, 5)).unwrap();
            assert_eq!(names(tags), expected, "{prefix:?}");
        }
        assert_eq!(memory.act(|tx| suggest(tx, "", 2)).unwrap().len(), 2);
    }

    #[test]
    fn two_tags_that_mean_the_same_become_one() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        let grace = memory.act(|tx| customer::create(tx, "Grace", "")).unwrap();
        let retour = memory.act(|tx| add(tx, hannah, "Retour")).unwrap().id;
        let back = memory.act(|tx| add(tx, hannah, "Return")).unwrap().id;
        memory.act(|tx| add(tx, grace, "Retour")).unwrap();
        let itself = memory.act(|tx| merge(tx, &origin, back, back));
        assert!(matches!(itself, Err(TagError::Itself)));
        let moved = memory.act(|tx| merge(tx, &origin, retour, back)).unwrap();
        assert_eq!(moved, 2);
        for customer in [hannah, grace] {
            let tags = memory.act(|tx| of_customer(tx, customer)).unwrap();
            assert_eq!(names(tags), ["Return"]);
        }
        assert!(matches!(
            memory.act(|tx| define(tx, &origin, "return")),
            Err(TagError::NameTaken)
        ));
    }

    #[test]
    fn admins_tidy_up_and_open_chats_hear_of_it() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
        let sleeping = memory.act(|tx| customer::create(tx, "Grace", "")).unwrap();
        let tag = memory
            .act(|tx| add(tx, visitor.customer, "Retrun"))
            .unwrap();
        memory.act(|tx| add(tx, sleeping, "Retrun")).unwrap();
        memory.act(|tx| add(tx, sleeping, "VIP")).unwrap();
        told(&mut memory);
        memory
            .act(|tx| rename(tx, &origin, tag.id, "Return"))
            .unwrap();
        assert_eq!(told(&mut memory), [Kind::Customer, Kind::Conversation]);
        assert!(matches!(
            memory.act(|tx| rename(tx, &origin, tag.id, "vip")),
            Err(TagError::NameTaken)
        ));
        for (colour, good) in [(0, false), (1, true), (8, true), (9, false)] {
            let done = memory.act(|tx| recolour(tx, tag.id, colour));
            assert_eq!(done.is_ok(), good, "{colour}");
        }
        let used = memory.act(|tx| all(tx)).unwrap();
        assert_eq!((used[0].tag.colour, used[0].customers), (8, 2));
        memory.act(|tx| delete(tx, &origin, tag.id)).unwrap();
        let left = memory.act(|tx| of_customer(tx, visitor.customer)).unwrap();
        assert!(left.is_empty());
        assert!(matches!(
            memory.act(|tx| delete(tx, &origin, tag.id)),
            Err(TagError::NotFound)
        ));
    }
}
