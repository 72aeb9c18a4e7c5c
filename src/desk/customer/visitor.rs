//! A customer on web chat, known by a token in their browser.

use crate::{
    base::{
        id::{ChannelId, CustomerId, IdentityId},
        secret::{Secret, TokenHash},
    },
    db::{DbError, Reader, Tx, named_params},
    desk::team::session::{self, Revoked},
};

/// Somebody whose token was found to be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    /// Their account on the site.
    pub identity: IdentityId,
    /// The person behind it.
    pub customer: CustomerId,
    /// The site.
    pub channel: ChannelId,
}

/// Gives a browser a token with which it acts as this account.
pub fn admit(tx: &mut Tx<'_>, identity: IdentityId) -> Result<Secret, DbError> {
    admit_with(tx, identity, Secret::random())
}

/// The same by a token that it has already.
pub fn admit_with(tx: &mut Tx<'_>, identity: IdentityId, token: Secret) -> Result<Secret, DbError> {
    let now = tx.now;
    tx.execute(
        "insert into visitor_token (token_hash, identity_id, created_at) values (:hash, :identity, :now)",
        named_params! { ":hash": token.hash(), ":identity": identity, ":now": now },
    )?;
    Ok(token)
}

/// Who carries this token.
pub fn resolve(reader: &Reader<'_>, token: TokenHash) -> Result<Option<Visitor>, DbError> {
    reader.find(
        "select identity.id, identity.customer_id, identity.channel_id from visitor_token
         join identity on identity.id = visitor_token.identity_id
         where visitor_token.token_hash = ?1 and visitor_token.revoked_at is null",
        [token],
        |row| {
            Ok(Visitor {
                identity: row.get(0)?,
                customer: row.get(1)?,
                channel: row.get(2)?,
            })
        },
    )
}

/// Whether any browser may still act as this account.
pub fn has_token(reader: &Reader<'_>, identity: IdentityId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from visitor_token where identity_id = ?1 and revoked_at is null",
        [identity],
    )
}

/// Ends all tokens of an account; its streams close.
pub fn revoke(tx: &mut Tx<'_>, identity: IdentityId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update visitor_token set revoked_at = ?2 where identity_id = ?1 and revoked_at is null",
        (identity, now),
    )?;
    session::revoke(tx, &Revoked::Identity(identity))
}
