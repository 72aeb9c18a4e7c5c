//! Signed-in browsers and programs. Only hashes of tokens are stored.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, SessionId},
        secret::{Secret, TokenHash},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        event::{self, About, Kind},
        team::{self, Agent, availability},
        timer::{self, Due},
    },
};

/// However much it is used, a session ends after this.
pub const ABSOLUTE: Duration = Duration::from_secs(90 * 24 * 3600);
/// Without "stay signed in" it also ends after this long without use.
pub const IDLE: Duration = Duration::from_secs(24 * 3600);
/// Use is written down at most this often, so that a click does not cost a disk sync.
const SEEN_STEP: Duration = Duration::from_secs(60);

/// Where and how somebody signed in.
#[derive(Debug, Clone, Default)]
pub struct SignIn {
    /// Stay signed in on this computer.
    pub persistent: bool,
    /// Network address.
    pub address: String,
    /// Browser and system in words.
    pub device: String,
}

/// Opens a session and answers its token, which is shown to nobody again.
pub fn open(tx: &mut Tx<'_>, agent: AgentId, sign_in: &SignIn) -> Result<Secret, DbError> {
    let token = Secret::random();
    let now = tx.now;
    let random = i64::from_be_bytes(crate::base::secret::random_bytes::<8>());
    tx.execute(
        "insert into session (token_hash, id, agent_id, created_at, seen_at, expires_at, persistent, address, device)
         values (:hash, :id, :agent, :now, :now, :expires, :persistent, :address, :device)",
        named_params! {
            ":hash": token.hash(), ":id": random & 0x1f_ffff_ffff_ffff, ":agent": agent, ":now": now,
            ":expires": now.plus(ABSOLUTE), ":persistent": sign_in.persistent,
            ":address": sign_in.address, ":device": sign_in.device,
        },
    )?;
    let lasts = if sign_in.persistent { ABSOLUTE } else { IDLE };
    timer::set_no_later(tx, Due::EndAccess, 0, now.plus(lasts))?;
    Ok(token)
}

/// A session that was found to be good.
#[derive(Debug, Clone)]
pub struct Known {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub agent: Agent,
    /// Whether its use should be written down again.
    pub is_stale: bool,
}

/// Who carries this token; `None` when it is unknown, expired, or its agent was deactivated.
pub fn resolve(reader: &Reader<'_>, token: TokenHash) -> Result<Option<Known>, DbError> {
    let now = reader.now;
    let sql = format!(
        "select {}, session.id, session.seen_at, session.persistent from session
         join agent on agent.id = session.agent_id
         where session.token_hash = ?1 and session.expires_at > ?2 and agent.deactivated_at is null",
        team::COLUMNS
    );
    let found = reader.find(&sql, (token, now), |row| {
        let seen_at: Timestamp = row.get(team::WIDTH + 1)?;
        let known = Known {
            agent: team::from_row(row)?,
            session: row.get(team::WIDTH)?,
            is_stale: now.since(seen_at) > SEEN_STEP,
        };
        Ok((known, seen_at, row.get::<_, bool>(team::WIDTH + 2)?))
    })?;
    Ok(found
        .filter(|(_, seen_at, persistent)| *persistent || now.since(*seen_at) < IDLE)
        .map(|(known, ..)| known))
}

/// Condition under which a session has ended by itself; `:now` and `:idle_since` are its times.
pub(crate) const OVER: &str =
    "(session.expires_at <= :now or (session.persistent = 0 and session.seen_at <= :idle_since))";

/// Whether this token's session has ended by itself and is not forgotten yet.
pub fn is_over(reader: &Reader<'_>, token: TokenHash) -> Result<bool, DbError> {
    let sql = format!("select 1 from session where token_hash = :token and {OVER}");
    let idle_since = reader.now.minus(IDLE);
    reader.exists(
        &sql,
        named_params! { ":token": token, ":now": reader.now, ":idle_since": idle_since },
    )
}

/// Forgets a session that has ended by itself.
pub fn forget_if_over(tx: &mut Tx<'_>, token: TokenHash) -> Result<(), DbError> {
    if !is_over(tx, token)? {
        return Ok(());
    }
    let (agent, session) = tx.get(
        "select agent_id, id from session where token_hash = ?1",
        [token],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    end(tx, agent, session).map(|_| ())
}

/// Whether a session may go on: it has not ended and its agent is still a member.
pub fn is_good(reader: &Reader<'_>, session: SessionId) -> Result<bool, DbError> {
    let sql = format!(
        "select 1 from session join agent on agent.id = session.agent_id
         where session.id = :session and agent.deactivated_at is null and not {OVER}"
    );
    let idle_since = reader.now.minus(IDLE);
    reader.exists(
        &sql,
        named_params! { ":session": session, ":now": reader.now, ":idle_since": idle_since },
    )
}

/// Writes down that a session was used.
pub fn touch(tx: &mut Tx<'_>, session: SessionId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update session set seen_at = ?2 where id = ?1",
        (session, now),
    )?;
    Ok(())
}

/// Ends one session of an agent; its streams close.
pub fn end(tx: &mut Tx<'_>, agent: AgentId, session: SessionId) -> Result<bool, DbError> {
    let ended = tx.execute(
        "delete from session where id = ?1 and agent_id = ?2",
        (session, agent),
    )? > 0;
    if ended {
        revoke(tx, &Revoked::Session(session))?;
        if !tx.exists("select 1 from session where agent_id = ?1", [agent])? {
            availability::left(tx, agent)?;
        }
    }
    Ok(ended)
}

/// Whether with this session an agent is signed out altogether. What has ended by itself does not count.
pub fn is_last(reader: &Reader<'_>, agent: AgentId, session: SessionId) -> Result<bool, DbError> {
    let sql =
        format!("select 1 from session where agent_id = :agent and id <> :session and not {OVER}");
    let (now, idle_since) = (reader.now, reader.now.minus(IDLE));
    let has_other = reader.exists(
        &sql,
        named_params! {
            ":agent": agent, ":session": session, ":now": now, ":idle_since": idle_since,
        },
    )?;
    Ok(!has_other)
}

/// Ends all sessions of an agent except `keep`.
pub fn end_others(tx: &mut Tx<'_>, agent: AgentId, keep: Option<SessionId>) -> Result<(), DbError> {
    let ended: Vec<SessionId> = tx.list(
        "select id from session where agent_id = ?1 and id is not ?2",
        (agent, keep),
        |row| row.get(0),
    )?;
    for session in ended {
        end(tx, agent, session)?;
    }
    Ok(())
}

/// Whose right to be here has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revoked {
    /// One signed-in browser.
    Session(SessionId),
    /// A member altogether.
    Agent(AgentId),
    /// A program's key.
    ApiKey(crate::base::id::ApiKeyId),
    /// A visitor.
    Identity(crate::base::id::IdentityId),
    /// A link for a screen on the wall.
    WallLink(crate::base::id::WallLinkId),
}

/// Tells the streams to close.
pub fn revoke(tx: &mut Tx<'_>, whose: &Revoked) -> Result<(), DbError> {
    event::record(tx, Kind::Access, About::default(), whose)?;
    Ok(())
}

/// A session as its agent sees it in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Names it.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// Last use.
    pub seen_at: Timestamp,
    /// Network address at sign-in.
    pub address: String,
    /// Browser and system.
    pub device: String,
}

/// An agent's sessions, last used first.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Listed>, DbError> {
    reader.list(
        "select id, created_at, seen_at, address, device from session
         where agent_id = ?1 and expires_at > ?2 order by seen_at desc",
        (agent, reader.now),
        |row| {
            Ok(Listed {
                id: row.get(0)?,
                created_at: row.get(1)?,
                seen_at: row.get(2)?,
                address: row.get(3)?,
                device: row.get(4)?,
            })
        },
    )
}
