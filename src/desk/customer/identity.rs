//! A customer's account on one channel.

use crate::{
    base::{
        id::{ChannelId, CustomerId, IdentityId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
};

/// An account on a channel.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its id.
    pub id: IdentityId,
    /// Whose it is.
    pub customer: CustomerId,
    /// On which channel.
    pub channel: ChannelId,
    /// The platform's or site's own id; `None` for an anonymous visitor.
    pub external_id: Option<String>,
    /// Name on the channel, kept when the customer's name is edited.
    pub username: String,
    /// Address given on the channel.
    pub email: String,
    /// Of the browser or account.
    pub language: String,
    /// Whether the site proved who this is.
    pub verified: bool,
    /// Browser and system in words.
    pub user_agent: String,
    /// Network address last come from.
    pub address: String,
    /// Where the visitor came to the site from.
    pub referrer: String,
    /// Whether the visitor agreed that their pages are followed; `None`: their browser said nothing of it.
    pub page_consent: Option<bool>,
    /// First contact.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, customer_id, channel_id, external_id, username, email, language, verified,
    user_agent, address, referrer, page_consent, created_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Identity> {
    Ok(Identity {
        id: row.get(0)?,
        customer: row.get(1)?,
        channel: row.get(2)?,
        external_id: row.get(3)?,
        username: row.get(4)?,
        email: row.get(5)?,
        language: row.get(6)?,
        verified: row.get(7)?,
        user_agent: row.get(8)?,
        address: row.get(9)?,
        referrer: row.get(10)?,
        page_consent: row.get(11)?,
        created_at: row.get(12)?,
    })
}

/// What a channel knows of an account when it first writes.
#[derive(Debug, Clone, Default)]
pub struct NewIdentity {
    /// The platform's or the site's own id, the latter if it proved it.
    pub external_id: Option<String>,
    /// Whether the site proved who this is.
    pub verified: bool,
    /// Name as given.
    pub username: String,
    /// Address as given.
    pub email: String,
    /// Of the browser.
    pub language: String,
    /// Browser and system in words.
    pub user_agent: String,
    /// Network address.
    pub address: String,
    /// Where from.
    pub referrer: String,
    /// Whether their pages may be followed, if said.
    pub page_consent: Option<bool>,
}

/// Adds an account of a customer.
pub fn create(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    channel: ChannelId,
    new: &NewIdentity,
) -> Result<IdentityId, DbError> {
    let now = tx.now;
    tx.execute(
        "insert into identity (customer_id, channel_id, external_id, username, email, language, verified,
           user_agent, address, referrer, page_consent, created_at)
         values (:customer, :channel, :external, :username, :email, :language, :verified,
           :user_agent, :address, :referrer, :consent, :now)",
        named_params! {
            ":customer": customer, ":channel": channel, ":external": new.external_id,
            ":username": text::clean_line(&new.username, 120), ":email": new.email.trim(),
            ":language": text::clean_line(&new.language, 35), ":verified": new.verified,
            ":user_agent": text::clean_line(&new.user_agent, 200), ":address": new.address,
            ":referrer": text::clean_line(&new.referrer, 500), ":consent": new.page_consent,
            ":now": now,
        },
    )?;
    Ok(IdentityId(tx.last_insert_id()))
}

/// The account with this id.
pub fn by_id(reader: &Reader<'_>, id: IdentityId) -> Result<Option<Identity>, DbError> {
    reader.find(
        &format!("select {COLUMNS} from identity where id = ?1"),
        [id],
        from_row,
    )
}

/// The account the platform or site calls `external_id`.
pub fn by_external_id(
    reader: &Reader<'_>,
    channel: ChannelId,
    external_id: &str,
) -> Result<Option<Identity>, DbError> {
    let sql = format!("select {COLUMNS} from identity where channel_id = ?1 and external_id = ?2");
    reader.find(&sql, (channel, external_id), from_row)
}

/// All accounts of a customer.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Identity>, DbError> {
    let sql = format!("select {COLUMNS} from identity where customer_id = ?1 order by id");
    reader.list(&sql, [customer], from_row)
}
