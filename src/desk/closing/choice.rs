//! The team's own lists: what chats are about, how they end, and by what they are judged.
//!
//! All lists work the same way. A choice that is no longer wanted is retired and not deleted: the
//! chats that were closed with it keep their answer.

use crate::{
    base::{
        id::{ChatTypeId, CriterionId, ReasonId},
        lang::Lang,
        text,
    },
    db::{DbError, Reader, Tx},
    desk::audit::{self, Origin},
};

/// The id of a choice, which says on which list it stands.
pub trait Choice: rusqlite::types::ToSql + rusqlite::types::FromSql + Copy + PartialEq {
    /// The list's table; also begins the words in the audit log.
    const TABLE: &'static str;
}

impl Choice for ChatTypeId {
    const TABLE: &'static str = "chat_type";
}

impl Choice for ReasonId {
    const TABLE: &'static str = "closing_reason";
}

impl Choice for CriterionId {
    const TABLE: &'static str = "criterion";
}

/// Why a list stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// A choice needs a name.
    #[error("a name is needed")]
    NoName,
    /// The list has this name already.
    #[error("the list has this name already")]
    NameTaken,
    /// There is no such choice.
    #[error("there is no such choice")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A choice as the admins' list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<C> {
    /// Its id.
    pub id: C,
    /// Its name.
    pub name: String,
    /// Whether it is no longer offered.
    pub is_retired: bool,
}

/// A whole list: what is offered in its order, then what was retired.
pub fn all<C: Choice>(reader: &Reader<'_>) -> Result<Vec<Listed<C>>, DbError> {
    let sql = format!(
        "select id, name, retired_at is not null from {} order by retired_at is not null, position, id",
        C::TABLE
    );
    reader.list(&sql, [], |row| {
        Ok(Listed {
            id: row.get(0)?,
            name: row.get(1)?,
            is_retired: row.get(2)?,
        })
    })
}

/// The reason for chats whose customer did not respond: the one that new houses have, if it is still offered.
pub fn for_silence(reader: &Reader<'_>) -> Result<Option<ReasonId>, DbError> {
    let names = Lang::ALL.map(|lang| lang.text("default-reason-silent"));
    let reasons = all::<ReasonId>(reader)?;
    Ok(reasons
        .into_iter()
        .find(|reason| !reason.is_retired && names.iter().any(|name| *name == reason.name))
        .map(|reason| reason.id))
}

/// Adds a choice at the end. A retired one of this name is offered again instead.
pub fn add<C: Choice>(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<C, ChoiceError> {
    let name = checked(name)?;
    let known = find::<C>(tx, &name)?;
    if known.as_ref().is_some_and(|known| !known.is_retired) {
        return Err(ChoiceError::NameTaken);
    }
    let id = match known {
        Some(known) => {
            let sql = format!(
                "update {0} set retired_at = null, name = ?2,
                   position = (select coalesce(max(position), 0) + 1 from {0})
                 where id = ?1",
                C::TABLE
            );
            tx.execute(&sql, (known.id, &name))?;
            known.id
        }
        None => insert(tx, &name)?,
    };
    log::<C>(tx, origin, "added", &name, "")?;
    Ok(id)
}

fn insert<C: Choice>(tx: &mut Tx<'_>, name: &str) -> Result<C, DbError> {
    let sql = format!(
        "insert into {0} (name, position)
         values (?1, (select coalesce(max(position), 0) + 1 from {0}))
         returning id",
        C::TABLE
    );
    tx.get(&sql, [name], |row| row.get(0))
}

/// Gives a choice another name, also where it was the answer before.
pub fn rename<C: Choice>(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: C,
    name: &str,
) -> Result<(), ChoiceError> {
    let name = checked(name)?;
    if find::<C>(tx, &name)?.is_some_and(|other| other.id != id) {
        return Err(ChoiceError::NameTaken);
    }
    let old = name_of(tx, id)?;
    let sql = format!("update {} set name = ?2 where id = ?1", C::TABLE);
    tx.execute(&sql, (id, &name))?;
    Ok(log::<C>(tx, origin, "renamed", &name, &old)?)
}

/// Puts an offered choice at another place, counted from 0; beyond the end is the end.
pub fn move_to<C: Choice>(tx: &mut Tx<'_>, id: C, place: usize) -> Result<(), ChoiceError> {
    let sql = format!(
        "select id from {} where retired_at is null order by position, id",
        C::TABLE
    );
    let mut order: Vec<C> = tx.list(&sql, [], |row| row.get(0))?;
    let from = order
        .iter()
        .position(|other| *other == id)
        .ok_or(ChoiceError::NotFound)?;
    order.remove(from);
    order.insert(place.min(order.len()), id);
    let sql = format!("update {} set position = ?2 where id = ?1", C::TABLE);
    for (position, id) in order.iter().enumerate() {
        tx.execute(&sql, (id, position + 1))?;
    }
    Ok(())
}

/// Stops offering a choice; one that is not offered stays so.
pub fn retire<C: Choice>(tx: &mut Tx<'_>, origin: &Origin, id: C) -> Result<(), ChoiceError> {
    let name = name_of(tx, id)?;
    let now = tx.now;
    let sql = format!(
        "update {} set retired_at = ?2 where id = ?1 and retired_at is null",
        C::TABLE
    );
    if tx.execute(&sql, (id, now))? > 0 {
        log::<C>(tx, origin, "retired", &name, "")?;
    }
    Ok(())
}

/// Fills lists that are still empty with what most shops need, in the language of the set-up.
pub fn install_defaults(tx: &mut Tx<'_>, lang: Lang) -> Result<(), DbError> {
    const TYPES: [&str; 6] = [
        "default-type-order",
        "default-type-delivery",
        "default-type-product",
        "default-type-return",
        "default-type-payment",
        "default-type-other",
    ];
    const REASONS: [&str; 3] = [
        "default-reason-solved",
        "default-reason-silent",
        "default-reason-passed-on",
    ];
    const CRITERIA: [&str; 4] = [
        "default-criterion-friendly",
        "default-criterion-right",
        "default-criterion-clear",
        "default-criterion-swift",
    ];
    if all::<CriterionId>(tx)?.is_empty() {
        for name in CRITERIA {
            insert::<CriterionId>(tx, &lang.text(name))?;
        }
    }
    if all::<ChatTypeId>(tx)?.is_empty() {
        for name in TYPES {
            insert::<ChatTypeId>(tx, &lang.text(name))?;
        }
    }
    if all::<ReasonId>(tx)?.is_empty() {
        for name in REASONS {
            insert::<ReasonId>(tx, &lang.text(name))?;
        }
    }
    Ok(())
}

fn checked(name: &str) -> Result<String, ChoiceError> {
    let name = text::clean_line(name, 60);
    if name.is_empty() {
        return Err(ChoiceError::NoName);
    }
    Ok(name)
}

/// The choice of this name, whatever its capitals: SQLite's own comparison knows only Latin ones.
fn find<C: Choice>(reader: &Reader<'_>, name: &str) -> Result<Option<Listed<C>>, DbError> {
    let name = name.to_lowercase();
    let list = all::<C>(reader)?;
    Ok(list
        .into_iter()
        .find(|choice| choice.name.to_lowercase() == name))
}

fn name_of<C: Choice>(reader: &Reader<'_>, id: C) -> Result<String, ChoiceError> {
    let sql = format!("select name from {} where id = ?1", C::TABLE);
    reader
        .find(&sql, [id], |row| row.get(0))?
        .ok_or(ChoiceError::NotFound)
}

fn log<C: Choice>(
    tx: &mut Tx<'_>,
    origin: &Origin,
    act: &str,
    name: &str,
    detail: &str,
) -> Result<(), DbError> {
    audit::log_with(tx, origin, &format!("{}_{act}", C::TABLE), name, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::closing};

    fn house(lang: Lang) -> Memory {
        let mut memory = Memory::new();
        memory.act(|tx| install_defaults(tx, lang)).unwrap();
        memory
    }

    fn offered(memory: &mut Memory) -> Vec<String> {
        let types = memory.act(|tx| closing::chat_types(tx)).unwrap();
        types.into_iter().map(|choice| choice.name).collect()
    }

    fn id_of(memory: &mut Memory, name: &str) -> ChatTypeId {
        let types = memory.act(|tx| all::<ChatTypeId>(tx)).unwrap();
        types.into_iter().find(|t| t.name == name).unwrap().id
    }

    #[test]
    fn a_new_house_has_lists_in_its_language() {
        for (lang, first, reason) in [(Lang::En, "Order", "Solved"), (Lang::Ru, "Заказ", "Решено")]
        {
            let mut memory = house(lang);
            assert_eq!(offered(&mut memory).len(), 6);
            assert_eq!(offered(&mut memory)[0], first);
            let reasons = memory.act(|tx| closing::reasons(tx)).unwrap();
            assert_eq!(reasons[0].name, reason);
            // Lists that have something are left alone.
            memory.act(|tx| install_defaults(tx, Lang::En)).unwrap();
            assert_eq!(offered(&mut memory).len(), 6);
        }
    }

    #[test]
    fn a_list_is_put_in_order() {
        let mut memory = house(Lang::En);
        let other = id_of(&mut memory, "Other");
        memory.act(|tx| move_to(tx, other, 0)).unwrap();
        assert_eq!(offered(&mut memory)[..2], ["Other", "Order"]);
        memory.act(|tx| move_to(tx, other, 99)).unwrap();
        assert_eq!(offered(&mut memory)[5], "Other");
        let unknown = memory.act(|tx| move_to(tx, ChatTypeId(99), 0));
        assert!(matches!(unknown, Err(ChoiceError::NotFound)));
    }

    #[test]
    fn a_retired_choice_comes_back_as_itself() {
        let mut memory = house(Lang::Ru);
        let origin = Origin::default();
        let order = id_of(&mut memory, "Заказ");
        memory.act(|tx| retire(tx, &origin, order)).unwrap();
        assert_eq!(offered(&mut memory)[0], "Доставка");
        let again: ChatTypeId = memory.act(|tx| add(tx, &origin, " заказ ")).unwrap();
        assert_eq!(again, order);
        assert_eq!(offered(&mut memory)[5], "заказ");
        let twice = memory.act(|tx| add::<ChatTypeId>(tx, &origin, "ЗАКАЗ"));
        assert!(matches!(twice, Err(ChoiceError::NameTaken)));
        let acts: Vec<String> = memory
            .act(|tx| audit::newest(tx, 9))
            .unwrap()
            .into_iter()
            .map(|line| line.act)
            .collect();
        assert_eq!(acts, ["chat_type_added", "chat_type_retired"]);
    }

    #[test]
    fn names_are_needed_and_differ() {
        let mut memory = house(Lang::En);
        let origin = Origin::default();
        let order = id_of(&mut memory, "Order");
        let mut renamed = |name: &str| memory.act(|tx| rename(tx, &origin, order, name)).err();
        assert!(matches!(renamed(" "), Some(ChoiceError::NoName)));
        assert!(matches!(renamed("delivery"), Some(ChoiceError::NameTaken)));
        assert!(renamed("order").is_none());
        assert!(renamed("Where is my order?").is_none());
        let reason: Result<ReasonId, _> = memory.act(|tx| add(tx, &origin, "Order"));
        assert!(reason.is_ok(), "the other list is another list");
    }
}
