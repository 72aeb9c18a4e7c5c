//! A fact about customers that the team itself defined: its name, what may be written there, and
//! what is known of whom.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{by_id, changed, merge};
use crate::{
    base::{
        id::{CustomerId, FieldId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::audit::{self, Origin},
    stored_as_word,
};

/// Most fields a team may define: more than this nobody fills in.
pub const MOST: usize = 40;
/// Most choices of one field.
const MOST_CHOICES: usize = 60;
/// Most characters of what is written in a field.
pub const LONGEST: usize = 500;

/// What may be written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Any line.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of the team's own choices.
    Choice,
    /// Yes or no.
    Boolean,
    /// An address on the web.
    Link,
}

stored_as_word!(FieldKind {
    Text = "text",
    Number = "number",
    Date = "date",
    Choice = "choice",
    Boolean = "boolean",
    Link = "link",
});

impl FieldKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Choice,
        Self::Boolean,
        Self::Link,
    ];
}

/// A fact that the team wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// What it is called.
    pub name: String,
    /// What may be written there.
    pub kind: FieldKind,
    /// What the team should write there; may be empty.
    pub help: String,
    /// Of a choice: what one may choose.
    pub choices: Vec<String>,
}

const COLUMNS: &str = "field.id, field.name, field.kind, field.help, field.choices";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Field> {
    let choices: String = row.get(4)?;
    Ok(Field {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        help: row.get(3)?,
        choices: serde_json::from_str(&choices).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(
                4,
                rusqlite::types::Type::Text,
                Box::new(error),
            )
        })?,
    })
}

/// Why the fields stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum FieldError {
    /// A field needs a name.
    #[error("a name is needed")]
    NoName,
    /// Another field has this name.
    #[error("another field has this name")]
    NameTaken,
    /// A choice needs two things to choose from at least.
    #[error("at least two choices are needed")]
    FewChoices,
    /// More than can be chosen from with sense.
    #[error("at most {MOST_CHOICES} choices fit")]
    ManyChoices,
    /// The team has as many as fit.
    #[error("at most {MOST} fields fit")]
    ManyFields,
    /// There is no such field.
    #[error("there is no such field")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A field as an admin describes it.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What it is called.
    pub name: String,
    /// What the team should write there.
    pub help: String,
    /// Of a choice: what one may choose, empty lines and repetitions left out.
    pub choices: Vec<String>,
}

impl Wanted {
    fn check(&self, kind: FieldKind) -> Result<Self, FieldError> {
        let name = text::clean_line(&self.name, 60);
        if name.is_empty() {
            return Err(FieldError::NoName);
        }
        let mut choices: Vec<String> = Vec::new();
        if kind == FieldKind::Choice {
            for choice in &self.choices {
                let choice = text::clean_line(choice, 60);
                if !choice.is_empty() && !choices.contains(&choice) {
                    choices.push(choice);
                }
            }
            match choices.len() {
                0..2 => return Err(FieldError::FewChoices),
                2..=MOST_CHOICES => {}
                _ => return Err(FieldError::ManyChoices),
            }
        }
        Ok(Self {
            name,
            help: text::clean_line(&self.help, 200),
            choices,
        })
    }
}

/// All fields, in the team's order.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Field>, DbError> {
    let sql = format!("select {COLUMNS} from field order by position, id");
    reader.list(&sql, [], from_row)
}

/// How many customers something is known of, by field.
pub fn uses(reader: &Reader<'_>) -> Result<HashMap<FieldId, i64>, DbError> {
    let counts = reader.list(
        "select field_id, count(*) from field_value group by field_id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(counts.into_iter().collect())
}

/// Defines a field, after the others.
pub fn add(
    tx: &mut Tx<'_>,
    origin: &Origin,
    kind: FieldKind,
    wanted: &Wanted,
) -> Result<FieldId, FieldError> {
    let wanted = wanted.check(kind)?;
    let fields = all(tx)?;
    if fields.len() >= MOST {
        return Err(FieldError::ManyFields);
    }
    is_free(&fields, None, &wanted.name)?;
    tx.execute(
        "insert into field (name, kind, help, choices, position)
         values (:name, :kind, :help, :choices, (select coalesce(max(position), 0) + 1 from field))",
        named_params! {
            ":name": wanted.name, ":kind": kind, ":help": wanted.help, ":choices": written(&wanted.choices),
        },
    )?;
    let id = FieldId(tx.last_insert_id());
    audit::log_with(tx, origin, "field_added", &wanted.name, kind.word())?;
    Ok(id)
}

/// Describes a field anew. Its kind stays, and so does what was written in it.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: FieldId,
    wanted: &Wanted,
) -> Result<(), FieldError> {
    let fields = all(tx)?;
    let old = find(&fields, id)?;
    let wanted = wanted.check(old.kind)?;
    is_free(&fields, Some(id), &wanted.name)?;
    tx.execute(
        "update field set name = :name, help = :help, choices = :choices where id = :id",
        named_params! {
            ":name": wanted.name, ":help": wanted.help, ":choices": written(&wanted.choices), ":id": id,
        },
    )?;
    Ok(audit::log_with(
        tx,
        origin,
        "field_changed",
        &wanted.name,
        &old.name,
    )?)
}

/// Puts a field at another place, counted from 0; beyond the end is the end.
pub fn move_to(tx: &mut Tx<'_>, id: FieldId, place: usize) -> Result<(), FieldError> {
    let mut order: Vec<FieldId> = all(tx)?.into_iter().map(|field| field.id).collect();
    let from = order
        .iter()
        .position(|other| *other == id)
        .ok_or(FieldError::NotFound)?;
    order.remove(from);
    order.insert(place.min(order.len()), id);
    for (position, id) in order.iter().enumerate() {
        tx.execute(
            "update field set position = ?2 where id = ?1",
            (id, position + 1),
        )?;
    }
    Ok(())
}

/// Deletes a field and what was written in it. Answers how many customers lost something.
pub fn delete(tx: &mut Tx<'_>, origin: &Origin, id: FieldId) -> Result<usize, FieldError> {
    let fields = all(tx)?;
    let field = find(&fields, id)?;
    let lost = tx.execute("delete from field_value where field_id = ?1", [id])?;
    tx.execute("delete from field where id = ?1", [id])?;
    audit::log_with(tx, origin, "field_deleted", &field.name, &lost.to_string())?;
    Ok(lost)
}

fn written(choices: &[String]) -> String {
    serde_json::to_string(choices).expect("words are plain data")
}

fn find(fields: &[Field], id: FieldId) -> Result<&Field, FieldError> {
    fields
        .iter()
        .find(|field| field.id == id)
        .ok_or(FieldError::NotFound)
}

/// SQLite's own comparison knows only Latin capitals.
fn is_free(fields: &[Field], own: Option<FieldId>, name: &str) -> Result<(), FieldError> {
    let name = name.to_lowercase();
    let is_taken = fields
        .iter()
        .any(|field| Some(field.id) != own && field.name.to_lowercase() == name);
    if is_taken {
        return Err(FieldError::NameTaken);
    }
    Ok(())
}

/// A field and what is known there of one customer; empty when nothing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The field.
    pub field: Field,
    /// What is known.
    pub value: String,
}

/// What is told of a field when a customer changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which field.
    pub id: FieldId,
    /// What it is called.
    pub name: String,
    /// What is known.
    pub value: String,
}

/// Every field with what is known of a customer, in the team's order.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Filled>, DbError> {
    let sql = format!(
        "select {COLUMNS}, coalesce(field_value.value, '') from field
         left join field_value on field_value.field_id = field.id and field_value.customer_id = ?1
         order by field.position, field.id"
    );
    reader.list(&sql, [customer], |row| {
        Ok(Filled {
            field: from_row(row)?,
            value: row.get(5)?,
        })
    })
}

/// What is known of a customer, for those who are told of a change.
pub(super) fn told(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Told>, DbError> {
    let filled = of_customer(reader, customer)?;
    Ok(filled
        .into_iter()
        .filter(|filled| !filled.value.is_empty())
        .map(|filled| Told {
            id: filled.field.id,
            name: filled.field.name,
            value: filled.value,
        })
        .collect())
}

/// Why nothing was written in a field.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// There is no such customer or field.
    #[error("there is no such customer or field")]
    NotFound,
    /// Not a number.
    #[error("this is not a number")]
    BadNumber,
    /// Not a day of the calendar.
    #[error("this is not a date")]
    BadDate,
    /// Not among the choices.
    #[error("this is not among the choices")]
    NotAChoice,
    /// Not an address on the web.
    #[error("this is not an address on the web")]
    BadLink,
    /// A colleague wrote this meanwhile.
    #[error("a colleague has just changed this")]
    Conflict(String),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Writes what is known of a customer in a field in which the writer saw `seen`. What stands there
/// already succeeds whatever was seen, so that a repeated request is answered like the first.
pub fn fill(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    field: FieldId,
    seen: &str,
    typed: &str,
) -> Result<(), FillError> {
    let customer = merge::who_is(tx, customer)?;
    by_id(tx, customer)?.ok_or(FillError::NotFound)?;
    let filled = of_customer(tx, customer)?;
    let Some(now) = filled.into_iter().find(|filled| filled.field.id == field) else {
        return Err(FillError::NotFound);
    };
    // What was chosen before the choices changed may stay.
    if typed == now.value {
        return Ok(());
    }
    let value = now.field.read(typed)?;
    if value == now.value {
        return Ok(());
    }
    if now.value != seen {
        return Err(FillError::Conflict(now.value));
    }
    put(tx, customer, field, &value)?;
    tx.execute(
        "update customer set revision = revision + 1 where id = ?1",
        [customer],
    )?;
    Ok(changed(tx, customer)?)
}

/// Stores a value that was read already.
pub(super) fn put(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    field: FieldId,
    value: &str,
) -> Result<(), DbError> {
    if value.is_empty() {
        tx.execute(
            "delete from field_value where customer_id = ?1 and field_id = ?2",
            (customer, field),
        )?;
    } else {
        tx.execute(
            "insert into field_value (customer_id, field_id, value) values (?1, ?2, ?3)
             on conflict (customer_id, field_id) do update set value = excluded.value",
            (customer, field, value),
        )?;
    }
    Ok(())
}

impl Field {
    /// What somebody typed, as it is kept; empty empties the field.
    pub fn read(&self, typed: &str) -> Result<String, FillError> {
        let line = text::clean_line(typed, LONGEST);
        if line.is_empty() {
            return Ok(line);
        }
        match self.kind {
            FieldKind::Text => Ok(line),
            FieldKind::Number => number(&line).ok_or(FillError::BadNumber),
            FieldKind::Date => Timestamp::of_date(&line)
                .filter(|_| line.len() == 10)
                .map(|_| line)
                .ok_or(FillError::BadDate),
            FieldKind::Choice => match self.choices.contains(&line) {
                true => Ok(line),
                false => Err(FillError::NotAChoice),
            },
            FieldKind::Boolean => match line.as_str() {
                "yes" | "no" => Ok(line),
                _ => Err(FillError::NotAChoice),
            },
            FieldKind::Link => link(&line).ok_or(FillError::BadLink),
        }
    }
}

/// A number as it is kept: `-1234.5`. Both decimal marks are taken; what might be a thousand or a
/// fraction is not guessed at.
fn number(line: &str) -> Option<String> {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, digits) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", bare.as_str()),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let is_ambiguous = digits.contains(',') && fraction.len() == 3 && whole != "0";
    if whole.is_empty()
        || whole.len() > 15
        || !is_digits(whole)
        || !is_digits(fraction)
        || is_ambiguous
        || (fraction.is_empty() && digits.contains(['.', ',']))
    {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    Some(match fraction.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{fraction}"),
    })
}

/// An address on the web as it is kept. Nothing else may be opened by a click.
fn link(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let address = if lower.starts_with("http://") || lower.starts_with("https://") {
        line.to_owned()
    } else if line.contains("://") || lower.starts_with("javascript:") {
        return None;
    } else {
        format!("https://{line}")
    };
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_host = host.contains('.') || host.starts_with("localhost");
    let is_good = is_host
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !address
            .contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '@'));
    is_good.then_some(address)
}

#[cfg(test)]
mod tests;
