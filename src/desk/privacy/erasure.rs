//! Erasing a customer for good (O9, R33).
//!
//! The act that begins it makes them unknown at once: their browsers are signed out, their accounts are nobody's, name
//! and contact are gone, open chats have ended. Whoever writes again after that is somebody new. Chats, messages and
//! files go in steps behind it, and at the end what is left of them in the file's free room, see [`super::traces`].

use serde::Serialize;

use super::erase::{self, Count, EraseError};
use crate::{
    base::{
        id::{ChannelId, ConversationId, CustomerId, ErasureId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        attachment::sweep,
        audit::{self, Origin},
        conversation::{
            self, Cause, Conversation, Record, Status,
            handed::{self, End},
            watch,
        },
        customer::{self, folded},
        event::{self, About, Kind},
        invite, outgoing,
        team::session::{self, Revoked},
        timer::Due,
    },
};

/// Tables whose rows belong to one account, by their column `identity_id`.
const OF_IDENTITY: &[&str] = &[
    "visitor_token",
    "page_view",
    "position",
    "portrait",
    "window_refusal",
    "early_receipt",
];

/// Tables whose rows belong to one customer, by their column `customer_id`.
const OF_CUSTOMER: &[&str] = &["customer_tag", "field_value", "note", "block"];

/// Something that is to be erased, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Its id.
    pub id: ErasureId,
    /// Who; `None`: chats whose time was up.
    pub customer: Option<CustomerId>,
    /// All customers they were found to be, themselves among them.
    pub customers: Vec<CustomerId>,
    /// Their accounts.
    pub identities: Vec<IdentityId>,
    /// Since when.
    pub at: Timestamp,
    /// When the last row was gone.
    pub emptied_at: Option<Timestamp>,
    /// When its bytes were overwritten, too.
    pub done_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, customer_id, customers, identities, at, emptied_at, done_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Erasure> {
    fn listed(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<i64>> {
        let text: String = row.get(column)?;
        serde_json::from_str(&text).map_err(|error| {
            let kind = rusqlite::types::Type::Text;
            rusqlite::Error::FromSqlConversionFailure(column, kind, error.into())
        })
    }
    Ok(Erasure {
        id: row.get(0)?,
        customer: row.get(1)?,
        customers: listed(row, 2)?.into_iter().map(CustomerId).collect(),
        identities: listed(row, 3)?.into_iter().map(IdentityId).collect(),
        at: row.get(4)?,
        emptied_at: row.get(5)?,
        done_at: row.get(6)?,
    })
}

/// Announced when there is something to erase.
#[derive(Debug, Clone, Copy)]
pub struct Begun;

/// All customers that somebody was found to be, themselves first.
pub fn all_of(reader: &Reader<'_>, id: CustomerId) -> Result<Vec<CustomerId>, DbError> {
    reader.list(
        "with recursive one (id) as (
           select ?1 union select customer.id from customer join one on customer.merged_into = one.id)
         select id from one order by id <> ?1, id",
        [id],
        |row| row.get(0),
    )
}

fn as_json<T: Serialize>(ids: &[T]) -> String {
    serde_json::to_string(ids).expect("numbers are plain data")
}

/// The accounts of these customers.
pub(super) fn accounts_of(
    reader: &Reader<'_>,
    customers: &[CustomerId],
) -> Result<Vec<IdentityId>, DbError> {
    reader.list(
        "select id from identity where customer_id in (select value from json_each(?1)) order by id",
        [as_json(customers)],
        |row| row.get(0),
    )
}

/// What erasing a customer would take away.
pub fn count(reader: &Reader<'_>, id: CustomerId) -> Result<Count, DbError> {
    let who = as_json(&all_of(reader, id)?);
    reader.get(
        "with who as (select value as id from json_each(?1)),
           chat as (select id from conversation where customer_id in (select id from who)),
           account as (select id from identity where customer_id in (select id from who))
         select (select count(*) from chat),
           (select count(*) from chat join message on message.conversation_id = chat.id
              where internal = 0 and author <> 'system'),
           (select count(*) from chat join message on message.conversation_id = chat.id where internal = 1),
           (select count(*) from chat join message on message.conversation_id = chat.id
              join attachment on attachment.message_id = message.id and attachment.kind <> 'card'),
           (select count(*) from note where customer_id in (select id from who) and deleted_at is null),
           (select count(*) from account join page_view on page_view.identity_id = account.id),
           (select count(*) from account)",
        [who],
        |row| {
            Ok(Count {
                chats: row.get(0)?,
                messages: row.get(1)?,
                comments: row.get(2)?,
                files: row.get(3)?,
                notes: row.get(4)?,
                pages: row.get(5)?,
                accounts: row.get(6)?,
            })
        },
    )
}

/// Whether this is what has to be typed to erase a customer: their name, or their number where they have none.
#[must_use]
pub fn confirms(typed: &str, customer: &customer::Customer) -> bool {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let asked = to_type(customer);
    !typed.is_empty() && typed.to_lowercase() == asked.to_lowercase()
}

/// What has to be typed to erase a customer.
#[must_use]
pub fn to_type(customer: &customer::Customer) -> String {
    let name = customer
        .name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    match name.is_empty() {
        true => customer.id.to_string(),
        false => name,
    }
}

/// Begins to erase a customer and everybody they were found to be. Nothing of it can be taken back.
pub fn begin(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: CustomerId,
    typed: &str,
) -> Result<ErasureId, EraseError> {
    let known = customer::by_id(tx, id)?.ok_or(EraseError::NotFound)?;
    if customer::merge::merged_into(tx, id)?.is_some() || is_under_way(tx, id)? {
        return Err(EraseError::NotFound);
    }
    if !confirms(typed, &known) {
        return Err(EraseError::NotConfirmed);
    }
    let count = count(tx, id)?;
    let customers = all_of(tx, id)?;
    let identities = accounts_of(tx, &customers)?;
    let now = tx.now;
    tx.execute(
        "insert into erasure (customer_id, customers, identities, agent_id, at)
         values (:customer, :customers, :identities, :agent, :now)",
        named_params! {
            ":customer": id, ":customers": as_json(&customers), ":identities": as_json(&identities),
            ":agent": origin.agent, ":now": now,
        },
    )?;
    let erasure = ErasureId(tx.last_insert_id());
    for customer in &customers {
        for chat in unfinished(tx, *customer)? {
            end(tx, &chat)?;
        }
        forget_customer(tx, *customer)?;
    }
    for identity in &identities {
        forget_account(tx, *identity)?;
    }
    // From here on, what is told of them has no word of theirs.
    customer::changed(tx, id)?;
    let detail = format!(
        "{} chats, {} messages, {} files",
        count.chats, count.messages, count.files
    );
    audit::log_with(tx, origin, "customer_erased", &format!("#{id}"), &detail)?;
    tx.announce(Begun);
    Ok(erasure)
}

/// Whether a customer is being erased.
pub fn is_under_way(reader: &Reader<'_>, id: CustomerId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from erasure indexed by erasure_under_way
         where done_at is null and exists (select 1 from json_each(customers) where value = ?1)",
        [id],
    )
}

/// Whether a customer is being erased, or was.
pub fn has_begun(reader: &Reader<'_>, id: CustomerId) -> Result<bool, DbError> {
    reader.exists("select 1 from erasure where customer_id = ?1", [id])
}

/// Chats that have not ended, or whose paperwork is not done.
fn unfinished(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.customer_id = ?1
           and (conversation.state <> 'closed' or conversation.wrapping_up = 1) order by conversation.id",
        conversation::COLUMNS,
        conversation::FROM,
    );
    reader.list(&sql, [customer], conversation::from_row)
}

/// A chat ends without a word to anybody: nobody has it any more.
fn end(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    handed::end(tx, chat, End::Over)?;
    outgoing::drop_all(tx, chat.id)?;
    watch::clear(tx, chat.id)?;
    invite::disband(tx, chat.id)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'closed', closed_at = coalesce(closed_at, :now), waiting_since = null,
           wrapping_up = 0, wrap_up_until = null, reserved_for = null, reserved_as = null, reserved_until = null
         where id = :id",
        named_params! { ":now": now, ":id": chat.id },
    )?;
    tell_of(tx, chat)
}

/// Screens hear that a chat is over; what they hear says nothing of its customer.
fn tell_of(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    let record = Record {
        status: Status::Closed,
        customer_name: String::new(),
        customer_language: String::new(),
        waiting_since: None,
        preview: String::new(),
        preview_author: String::new(),
        ..chat.record(Cause::Closed, Vec::new())
    };
    // About no chat, so that it outlives this one: whoever was away hears of it, too.
    event::record(tx, Kind::Conversation, About::default(), &record)?;
    Ok(())
}

fn forget_customer(tx: &mut Tx<'_>, id: CustomerId) -> Result<(), DbError> {
    tx.execute(
        "delete from timer where kind = ?2 and subject_id in (select id from block where customer_id = ?1)",
        (id, Due::LiftBlock),
    )?;
    for table in OF_CUSTOMER {
        tx.execute(&format!("delete from {table} where customer_id = ?1"), [id])?;
    }
    tx.execute("delete from merge where kept_id = ?1 or gone_id = ?1", [id])?;
    tx.execute(
        "update customer set name = '', email = '', phone = '', company = '', language = '', folded = '', phone_key = '',
           revision = revision + 1
         where id = ?1",
        [id],
    )?;
    folded::forget(tx, id)
}

fn forget_account(tx: &mut Tx<'_>, id: IdentityId) -> Result<(), DbError> {
    let known: Option<(ChannelId, Option<String>)> = tx.find(
        "select channel_id, external_id from identity where id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if let Some((channel, Some(external))) = known
        && external.chars().count() >= 5
    {
        // What of theirs nobody could read. Shorter ids stand in everything.
        tx.execute(
            "delete from parked where channel_id = ?1 and instr(raw, ?2) > 0",
            (channel, external),
        )?;
    }
    for table in OF_IDENTITY {
        tx.execute(&format!("delete from {table} where identity_id = ?1"), [id])?;
    }
    tx.execute(
        "update identity set external_id = null, username = '', email = '', language = '', verified = 0, user_agent = '',
           address = '', referrer = '', page_consent = null
         where id = ?1",
        [id],
    )?;
    session::revoke(tx, &Revoked::Identity(id))
}

/// What is not done yet, the oldest first.
pub fn under_way(reader: &Reader<'_>) -> Result<Vec<Erasure>, DbError> {
    let sql = format!(
        "select {COLUMNS} from erasure indexed by erasure_under_way where done_at is null order by id"
    );
    reader.list(&sql, [], from_row)
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to remove.
    More,
    /// The last row is gone.
    Empty,
}

/// Removes some more of a customer's rows.
pub fn step(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<Step, DbError> {
    if sweep::remove_now(tx)? {
        return Ok(Step::More);
    }
    if erasure.customer.is_none() {
        return emptied(tx, erasure.id);
    }
    let customers = as_json(&erasure.customers);
    let next: Option<ConversationId> = tx.find(
        "select id from conversation where customer_id in (select value from json_each(?1)) order by id limit 1",
        [&customers],
        |row| row.get(0),
    )?;
    if let Some(id) = next {
        let chat = conversation::by_id(tx, id)?;
        if let Some(chat) = &chat
            && !chat.has_ended()
        {
            end(tx, chat)?;
        }
        if !erase::chat(tx, id)?
            && let Some(chat) = &chat
        {
            tell_of(tx, chat)?;
        }
        return Ok(Step::More);
    }
    for identity in &erasure.identities {
        if erase::release_files(tx, "identity_id = ?1", identity.0)? > 0 {
            return Ok(Step::More);
        }
    }
    for identity in &erasure.identities {
        forget_account(tx, *identity)?;
        tx.execute("delete from identity where id = ?1", [identity])?;
    }
    for customer in &erasure.customers {
        forget_customer(tx, *customer)?;
        tx.execute(
            "update customer set merged_into = null where merged_into = ?1",
            [customer],
        )?;
    }
    for customer in &erasure.customers {
        tx.execute("delete from customer where id = ?1", [customer])?;
    }
    if let Some(id) = erasure.customer {
        let gone = Gone { id, erased: true };
        event::record(tx, Kind::Customer, About::default(), &gone)?;
    }
    emptied(tx, erasure.id)
}

/// What screens hear of a customer who is gone.
#[derive(Serialize)]
struct Gone {
    id: CustomerId,
    erased: bool,
}

fn emptied(tx: &mut Tx<'_>, id: ErasureId) -> Result<Step, DbError> {
    let now = tx.now;
    tx.execute(
        "update erasure set emptied_at = ?2 where id = ?1",
        (id, now),
    )?;
    Ok(Step::Empty)
}

/// Nothing of it is left anywhere in the file.
pub fn finish(tx: &mut Tx<'_>, id: ErasureId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute("update erasure set done_at = ?2 where id = ?1", (id, now))?;
    Ok(())
}

/// Chats whose time was up have gone: what is left of them in the file is looked after like a customer's.
pub(super) fn begin_for_chats(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now;
    // One that is not done yet does for these, too, if it has not come to the file.
    let is_waiting = tx.exists(
        "select 1 from erasure where done_at is null and emptied_at is null and customer_id is null",
        [],
    )?;
    if !is_waiting {
        tx.execute("insert into erasure (at) values (?1)", [now])?;
    }
    tx.announce(Begun);
    Ok(())
}

/// What was erased, the latest first, and who told the house to; empty: its own rule.
pub fn newest(reader: &Reader<'_>, limit: usize) -> Result<Vec<(Erasure, String)>, DbError> {
    let sql = format!(
        "select {COLUMNS}, coalesce((select name from agent where agent.id = erasure.agent_id), '')
         from erasure order by id desc limit ?1"
    );
    reader.list(&sql, [limit], |row| Ok((from_row(row)?, row.get(7)?)))
}

#[cfg(test)]
mod tests;
