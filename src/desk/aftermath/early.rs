//! What a platform tells of a message before we know what it calls it: its word has overtaken its own answer to the send, or
//! our commit of that. It is kept for a while, and heard as soon as the name is known (BEHAVIOUR 5).

use std::time::Duration;

use super::{Failure, Told, all_until, received, undelivered};
use crate::{
    base::{
        id::{ConversationId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        channel::Channel,
        customer::identity::{self, Identity},
    },
};

/// For so long it is kept.
const KEPT: Duration = Duration::from_secs(600);

/// Which messages it is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    /// What the platform calls so.
    One(&'a str),
    /// All until this instant.
    Until(Timestamp),
}

/// Keeps what was told of a message to somebody, if there is one on its way to them that it may be about.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    to: &Identity,
    of: Of<'_>,
    (told, failure): (Told, &Failure),
) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute("delete from early_receipt where at < ?1", [now.minus(KEPT)])?;
    if !is_under_way(tx, to.id)? {
        return Ok(());
    }
    let (name, until) = match of {
        Of::One(name) => (Some(name), None),
        Of::Until(until) => (None, Some(until)),
    };
    tx.execute(
        "insert into early_receipt (channel_id, identity_id, foreign_id, until, told, code, words, is_shut, at)
         values (:channel, :identity, :name, :until, :told, :code, :words, :shut, :now)",
        named_params! {
            ":channel": to.channel, ":identity": to.id, ":name": name, ":until": until, ":told": told,
            ":code": failure.code, ":words": failure.words, ":shut": failure.is_shut, ":now": now,
        },
    )?;
    Ok(())
}

/// Whether a message to somebody is being handed over, or may have been.
fn is_under_way(reader: &Reader<'_>, to: IdentityId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from outbox join conversation on conversation.id = outbox.conversation_id
         where conversation.identity_id = ?1 and outbox.state <> 'failed'",
        [to],
    )
}

struct Kept {
    id: i64,
    to: IdentityId,
    until: Option<Timestamp>,
    told: Told,
    failure: Failure,
}

const SELECT: &str = "select id, identity_id, until, told, code, words, is_shut from early_receipt";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        id: row.get(0)?,
        to: row.get(1)?,
        until: row.get(2)?,
        told: row.get(3)?,
        failure: Failure {
            code: row.get(4)?,
            words: row.get(5)?,
            is_shut: row.get(6)?,
        },
    })
}

/// A message has got its name: what was told of it is heard, in the order in which it was.
pub(super) fn of_one(tx: &mut Tx<'_>, channel: &Channel, name: &str) -> Result<(), DbError> {
    let kept = tx.list(
        &format!("{SELECT} where channel_id = ?1 and foreign_id = ?2 order by id"),
        (channel.id, name),
        from_row,
    )?;
    for one in kept {
        tx.execute("delete from early_receipt where id = ?1", [one.id])?;
        let Some(to) = identity::by_id(tx, one.to)? else {
            continue;
        };
        match one.told {
            Told::Delivered | Told::Read => received(tx, &to, name, one.told == Told::Read)?,
            Told::Undelivered => undelivered(tx, channel, Some(&to), name, &one.failure)?,
        }
    }
    Ok(())
}

/// A message is there as a whole: what was told of all until an instant may be about it, too.
pub(super) fn of_all(tx: &mut Tx<'_>, chat: ConversationId) -> Result<(), DbError> {
    let kept = tx.list(
        &format!(
            "{SELECT} where identity_id = (select identity_id from conversation where id = ?1)
               and foreign_id is null order by id"
        ),
        [chat],
        from_row,
    )?;
    for one in kept {
        if let Some(until) = one.until {
            all_until(tx, one.to, until, one.told == Told::Read)?;
        }
    }
    Ok(())
}
