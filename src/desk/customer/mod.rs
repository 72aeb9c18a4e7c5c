//! The people who write to the team: one customer, one or more identities.

pub mod identity;
pub mod portrait;
pub mod visitor;
pub mod tag;
pub mod field;
pub mod edit;
pub mod profile;
pub mod note;
pub mod page_view;
pub mod page_consent;
pub mod position;
pub mod proof;
pub mod history;
pub mod folded;
pub mod directory;
pub mod merge;
pub mod exchange;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{ConversationId, CustomerId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        conversation::{self, Cause},
        event::{self, About, Kind},
    },
};

/// A person who writes to the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// As the team calls them; may be empty and need not be unique.
    pub name: String,
    /// Address, if known.
    pub email: String,
    /// Number, if known.
    pub phone: String,
    /// Firm, if known.
    pub company: String,
    /// Their language, if the team set one.
    pub language: String,
    /// Rises with each edit.
    pub revision: i64,
    /// First contact.
    pub created_at: Timestamp,
}

pub(crate) const COLUMNS: &str =
    "customer.id, customer.name, customer.email, customer.phone, customer.company,
    customer.language, customer.revision, customer.created_at";

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        phone: row.get(3)?,
        company: row.get(4)?,
        language: row.get(5)?,
        revision: row.get(6)?,
        created_at: row.get(7)?,
    })
}

/// A new customer with what is known from the start.
pub fn create(tx: &mut Tx<'_>, name: &str, email: &str) -> Result<CustomerId, DbError> {
    let now = tx.now;
    let (name, email) = (text::clean_line(name, 120), email.trim());
    let folded = folded::of([name.as_str(), email, "", ""]);
    tx.execute(
        "insert into customer (name, email, folded, created_at) values (:name, :email, :folded, :now)",
        named_params! { ":name": name, ":email": email, ":folded": folded, ":now": now },
    )?;
    let id = CustomerId(tx.last_insert_id());
    folded::index(tx, id, &folded)?;
    Ok(id)
}

/// Notes the number of a new customer, which their platform vouches for.
pub fn set_phone(tx: &mut Tx<'_>, id: CustomerId, phone: &str) -> Result<(), DbError> {
    tx.execute(
        "update customer set phone = ?2, phone_key = ?3 where id = ?1 and phone = ''",
        (id, text::clean_line(phone, 40), folded::phone_key(phone)),
    )?;
    if let Some(customer) = by_id(tx, id)? {
        folded::keep_up(tx, &customer)?;
    }
    Ok(())
}

/// What is told when a customer changes: the whole small record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The customer as they are now.
    #[serde(flatten)]
    pub customer: Customer,
    /// Their tags, by name.
    pub tags: Vec<tag::Tag>,
    /// What is known in the team's own fields.
    #[serde(default)]
    pub fields: Vec<field::Told>,
}

/// Tells the house that something about a customer changed; their open chats, in whose records name
/// and tags stand, are told of as well.
pub fn changed(tx: &mut Tx<'_>, id: CustomerId) -> Result<(), DbError> {
    let customer = by_id(tx, id)?.ok_or(DbError::Panicked(format!("customer {id} is gone")))?;
    folded::keep_up(tx, &customer)?;
    let tags = tag::of_customer(tx, id)?;
    let fields = field::told(tx, id)?;
    // About no account: a visitor is not told what the team wrote down about them.
    event::record(
        tx,
        Kind::Customer,
        About::default(),
        &Record {
            customer,
            tags,
            fields,
        },
    )?;
    let open: Vec<ConversationId> = tx.list(
        "select id from conversation where customer_id = ?1 and state in ('waiting', 'scheduled', 'active')",
        [id],
        |row| row.get(0),
    )?;
    for conversation in open {
        conversation::tell(tx, conversation, Cause::Changed)?;
    }
    Ok(())
}

/// The customer with this id.
pub fn by_id(reader: &Reader<'_>, id: CustomerId) -> Result<Option<Customer>, DbError> {
    reader.find(
        &format!("select {COLUMNS} from customer where id = ?1"),
        [id],
        from_row,
    )
}
