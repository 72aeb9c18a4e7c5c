//! Browsers that tell their agent what happens while no window is open (O6). An agent allows each by hand; it belongs to
//! the sign-in from which that was done, and ends with it.

pub mod news;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentId, PushDeviceId, SessionId},
        time::Timestamp,
        vault::Place,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        setting::{self, Setting},
        team::session::{IDLE, OVER},
        trouble::telling,
    },
};

/// Longest address of a push service, in bytes; those in use have some 200.
const LONGEST_ENDPOINT: usize = 1_000;
/// Most that is kept of why something was not taken, in characters.
const LONGEST_FAILURE: usize = 200;

/// The pair of keys by which push services know the house: PKCS #8 in base64, sealed.
/// Empty: nobody has asked for it yet.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    key: String,
}

impl Setting for Kept {
    const KEY: &'static str = "push_key";
}

const PLACE: Place = Place::setting("push_key");

/// What a browser gives to be told by (Push API, `PushSubscription`).
#[derive(Debug, Clone)]
pub struct Subscription {
    /// Where its push service takes it.
    pub endpoint: String,
    /// Its public key: 65 bytes.
    pub p256dh: Vec<u8>,
    /// What it shares with us alone: 16 bytes.
    pub auth: Vec<u8>,
}

/// Why a browser is not told.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// What it gave is no subscription.
    #[error("this is no subscription of a browser")]
    Bad,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A browser that is told.
#[derive(Debug, Clone)]
pub struct Device {
    /// Its id.
    pub id: PushDeviceId,
    /// Whose it is.
    pub agent: AgentId,
    /// The sign-in it belongs to.
    pub session: SessionId,
    /// Browser and system, as they were at sign-in.
    pub name: String,
    /// How it is reached.
    pub subscription: Subscription,
    /// Since when.
    pub made_at: Timestamp,
    /// When its push service last took something.
    pub told_at: Option<Timestamp>,
    /// When and why it did not take the last thing.
    pub failed: Option<(Timestamp, String)>,
}

/// The house's pair of keys, as it was kept; `None`: nobody has asked for it yet, or it cannot be read, because the key to
/// it is not here.
pub fn key(reader: &Reader<'_>) -> Result<Option<Vec<u8>>, DbError> {
    let kept: Kept = setting::get(reader)?;
    let opened = reader.vault().open(PLACE, &kept.key).ok();
    Ok(opened
        .and_then(|key| BASE64_STANDARD.decode(key.expose()).ok())
        .filter(|key| !key.is_empty()))
}

/// Keeps a pair of keys, unless there is one: browsers that know it would not be reached by another. Answers the one
/// that holds. One that cannot be read gives way to it: an agent who asks for this wants to be told.
pub fn keep_key(tx: &mut Tx<'_>, new: &[u8]) -> Result<Vec<u8>, DbError> {
    if let Some(known) = key(tx)? {
        return Ok(known);
    }
    let kept = Kept {
        key: tx.seal(PLACE, &BASE64_STANDARD.encode(new)),
    };
    setting::put(tx, &kept)?;
    Ok(new.to_vec())
}

/// The browser of a sign-in is told from now on. One that was told before, under this sign-in or another, is told once.
pub fn allow(
    tx: &mut Tx<'_>,
    session: SessionId,
    given: &Subscription,
) -> Result<PushDeviceId, PushError> {
    let is_good = given.endpoint.len() <= LONGEST_ENDPOINT
        && (given.endpoint.starts_with("https://") || given.endpoint.starts_with("http://"))
        && given.p256dh.len() == 65
        && given.p256dh.first() == Some(&4)
        && given.auth.len() == 16;
    if !is_good {
        return Err(PushError::Bad);
    }
    let now = tx.now;
    tx.execute(
        "delete from push_device where session_id = ?1 or endpoint = ?2",
        (session, &given.endpoint),
    )?;
    tx.execute(
        "insert into push_device (session_id, endpoint, p256dh, auth, made_at)
         values (:session, :endpoint, :p256dh, :auth, :now)",
        named_params! {
            ":session": session, ":endpoint": given.endpoint, ":p256dh": given.p256dh,
            ":auth": given.auth, ":now": now,
        },
    )?;
    let id = PushDeviceId(tx.last_insert_id());
    // What stands and nobody could be told may have a door now.
    telling::watch(tx)?;
    Ok(id)
}

/// An agent's own browser is told no more. Answers whether there was such a one.
pub fn remove(tx: &mut Tx<'_>, agent: AgentId, id: PushDeviceId) -> Result<bool, DbError> {
    let removed = tx.execute(
        "delete from push_device where id = ?2
           and session_id in (select id from session where agent_id = ?1)",
        (agent, id),
    )?;
    Ok(removed > 0)
}

/// Forgets a browser that its push service does not know any more.
pub fn forget(tx: &mut Tx<'_>, id: PushDeviceId) -> Result<(), DbError> {
    tx.execute("delete from push_device where id = ?1", [id])?;
    Ok(())
}

/// Notes what came of telling a browser: taken, or why not.
pub fn note(tx: &mut Tx<'_>, id: PushDeviceId, outcome: Result<(), &str>) -> Result<(), DbError> {
    let now = tx.now;
    match outcome {
        Ok(()) => tx.execute(
            "update push_device set told_at = ?2, failed_at = null, failure = '' where id = ?1",
            (id, now),
        )?,
        Err(why) => {
            let why: String = why.chars().take(LONGEST_FAILURE).collect();
            tx.execute(
                "update push_device set failed_at = ?2, failure = ?3 where id = ?1",
                (id, now, why),
            )?
        }
    };
    Ok(())
}

/// Whether any browser is told at all: most houses have none.
pub fn any(reader: &Reader<'_>) -> Result<bool, DbError> {
    reader.exists("select 1 from push_device limit 1", [])
}

const COLUMNS: &str = "push_device.id, session.agent_id, session.id, session.device, push_device.endpoint,
    push_device.p256dh, push_device.auth, push_device.made_at, push_device.told_at, push_device.failed_at,
    push_device.failure";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Device> {
    let failure: String = row.get(10)?;
    Ok(Device {
        id: row.get(0)?,
        agent: row.get(1)?,
        session: row.get(2)?,
        name: row.get(3)?,
        subscription: Subscription {
            endpoint: row.get(4)?,
            p256dh: row.get(5)?,
            auth: row.get(6)?,
        },
        made_at: row.get(7)?,
        told_at: row.get(8)?,
        failed: row.get::<_, Option<Timestamp>>(9)?.map(|at| (at, failure)),
    })
}

/// Browsers whose sign-in holds and whose agent is a member, under a further condition on `:it`.
fn select(reader: &Reader<'_>, condition: &str, it: i64) -> Result<Vec<Device>, DbError> {
    let sql = format!(
        "select {COLUMNS} from push_device
         join session on session.id = push_device.session_id
         join agent on agent.id = session.agent_id
         where {condition} and agent.deactivated_at is null and not {OVER} order by push_device.id"
    );
    let idle_since = reader.now.minus(IDLE);
    reader.list(
        &sql,
        named_params! { ":it": it, ":now": reader.now, ":idle_since": idle_since },
        from_row,
    )
}

/// The browsers an agent is told by, in the order in which they were allowed.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Device>, DbError> {
    select(reader, "session.agent_id = :it", agent.0)
}

/// One of them, while it may be told.
pub fn by_id(reader: &Reader<'_>, id: PushDeviceId) -> Result<Option<Device>, DbError> {
    Ok(select(reader, "push_device.id = :it", id.0)?.pop())
}

#[cfg(test)]
mod tests;
