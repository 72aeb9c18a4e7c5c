//! What admins do with rules.

use super::{COLUMNS, Conditions, Deeds, Occasion, Rule, from_row};
use crate::{
    base::{id::RuleId, text},
    db::{DbError, Reader, Tx, named_params},
    desk::audit::{self, Origin},
};

/// Most characters of a name.
pub const LONGEST_NAME: usize = 60;
/// Most characters of a reply.
pub const LONGEST_REPLY: usize = 2_000;
/// Most words or phrases of one rule.
pub const MOST_WORDS: usize = 50;

/// Why the rules stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// A rule needs a name.
    #[error("a name is needed")]
    NoName,
    /// It would do nothing.
    #[error("the rule would do nothing")]
    NoDeed,
    /// Too many words or too long a reply.
    #[error("this is too long")]
    TooLong,
    /// There is no such rule.
    #[error("there is no such rule")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How a rule is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The team's name for it.
    pub name: String,
    /// When it is looked at.
    pub occasion: Occasion,
    /// What it asks for.
    pub conditions: Conditions,
    /// What it does.
    pub deeds: Deeds,
}

/// Every rule, in their order.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Rule>, DbError> {
    let sql = format!("select {COLUMNS} from rule order by position, id");
    reader.list(&sql, [], from_row)
}

/// One of them.
pub fn one(reader: &Reader<'_>, id: RuleId) -> Result<Option<Rule>, DbError> {
    let sql = format!("select {COLUMNS} from rule where id = ?1");
    reader.find(&sql, [id], from_row)
}

fn checked(change: &Change) -> Result<Change, RuleError> {
    let mut change = change.clone();
    change.name = text::clean_line(&change.name, LONGEST_NAME);
    change.deeds.reply = text::clean(&change.deeds.reply);
    if change.name.is_empty() {
        return Err(RuleError::NoName);
    }
    if change.deeds.reply.chars().count() > LONGEST_REPLY
        || change.conditions.words.len() > MOST_WORDS
    {
        return Err(RuleError::TooLong);
    }
    if change.deeds.are_none() {
        return Err(RuleError::NoDeed);
    }
    Ok(change)
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("a rule is plain data")
}

/// Adds a rule below the others.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, new: &Change) -> Result<RuleId, RuleError> {
    let new = checked(new)?;
    tx.execute(
        "insert into rule (name, position, occasion, conditions, deeds)
         values (:name, (select coalesce(max(position), 0) + 1 from rule), :occasion, :conditions, :deeds)",
        named_params! {
            ":name": new.name, ":occasion": new.occasion, ":conditions": as_json(&new.conditions),
            ":deeds": as_json(&new.deeds),
        },
    )?;
    let id = RuleId(tx.last_insert_id());
    audit::log(tx, origin, "rule_added", &new.name)?;
    Ok(id)
}

/// Makes a rule as it is to be.
pub fn change(tx: &mut Tx<'_>, origin: &Origin, id: RuleId, new: &Change) -> Result<(), RuleError> {
    let new = checked(new)?;
    one(tx, id)?.ok_or(RuleError::NotFound)?;
    tx.execute(
        "update rule set name = :name, occasion = :occasion, conditions = :conditions, deeds = :deeds where id = :id",
        named_params! {
            ":name": new.name, ":occasion": new.occasion, ":conditions": as_json(&new.conditions),
            ":deeds": as_json(&new.deeds), ":id": id,
        },
    )?;
    Ok(audit::log(tx, origin, "rule_changed", &new.name)?)
}

/// Switches a rule on or off.
pub fn switch(tx: &mut Tx<'_>, origin: &Origin, id: RuleId, is_on: bool) -> Result<(), RuleError> {
    let rule = one(tx, id)?.ok_or(RuleError::NotFound)?;
    let off_at = (!is_on).then_some(tx.now);
    tx.execute("update rule set off_at = ?2 where id = ?1", (id, off_at))?;
    Ok(audit::log(tx, origin, "rule_changed", &rule.name)?)
}

/// Moves a rule one place up or down.
pub fn shift(tx: &mut Tx<'_>, id: RuleId, is_up: bool) -> Result<(), RuleError> {
    let mut ids: Vec<RuleId> = all(tx)?.into_iter().map(|rule| rule.id).collect();
    let here = ids
        .iter()
        .position(|other| *other == id)
        .ok_or(RuleError::NotFound)?;
    let there = if is_up {
        here.checked_sub(1)
    } else {
        Some(here + 1)
    };
    if let Some(there) = there.filter(|there| *there < ids.len()) {
        ids.swap(here, there);
    }
    for (position, id) in (1_i64..).zip(ids) {
        tx.execute(
            "update rule set position = ?2 where id = ?1",
            (id, position),
        )?;
    }
    Ok(())
}

/// Removes a rule. What it did stays done.
pub fn remove(tx: &mut Tx<'_>, origin: &Origin, id: RuleId) -> Result<(), RuleError> {
    let rule = one(tx, id)?.ok_or(RuleError::NotFound)?;
    tx.execute("delete from rule where id = ?1", [id])?;
    Ok(audit::log(tx, origin, "rule_removed", &rule.name)?)
}
