//! The second step of signing in: a code of one's telephone after the password (RFC 6238), or one of ten
//! codes that were written down for the day on which the telephone is lost.
//!
//! A code works once, also within its half minute; the neighbouring half minutes count too, for no clock
//! is right. How often one may guess is the door's affair, see [`super::throttle`].

use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use super::{Agent, by_id};
use crate::{
    base::{
        id::AgentId,
        one_time,
        secret::{Secret, TokenHash, random_bytes},
        time::Timestamp,
        vault::Place,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        setting::{self, Setting},
    },
};

/// Half minutes before and after the present one whose code is taken as well.
const DRIFT: i64 = 1;

/// Recovery codes that one is given.
pub const CODES: usize = 10;

/// How long one has for the second step after the password.
pub const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// What the house asks of its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SecondStepRule {
    /// Whether nobody signs in without: who has none sets it up when they come next.
    pub required: bool,
}

impl Setting for SecondStepRule {
    const KEY: &'static str = "second_step";
}

/// What an agent has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolled {
    /// Since when.
    pub since: Timestamp,
    /// Recovery codes not used yet.
    pub codes_left: i64,
}

/// Why a code, or what one wanted with it, was refused.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// It is not the present one, or was used already.
    #[error("this code is wrong, or was used before")]
    Wrong,
    /// Codes of telephones cannot be told right from wrong, because the key to their secrets is not here, and it is no
    /// recovery code.
    #[error("the house’s key is missing: only a recovery code helps")]
    Locked,
    /// Nothing was set up, or set up already.
    #[error("there is nothing to confirm")]
    NotNow,
    /// The house asks it of everybody.
    #[error("the shop asks everybody for a second step")]
    Required,
    /// The password was right too long ago.
    #[error("this took too long: sign in again")]
    TooLate,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What an agent has; `None`: their password alone.
pub fn of(reader: &Reader<'_>, agent: AgentId) -> Result<Option<Enrolled>, DbError> {
    reader.find(
        "select confirmed_at, (select count(*) from recovery_code
           where recovery_code.agent_id = second_step.agent_id and used_at is null)
         from second_step where agent_id = ?1 and confirmed_at is not null",
        [agent],
        |row| {
            Ok(Enrolled {
                since: row.get(0)?,
                codes_left: row.get(1)?,
            })
        },
    )
}

fn seal(tx: &Tx<'_>, agent: AgentId, secret: &[u8]) -> Vec<u8> {
    let place = Place::new("second_step", "secret", agent.0);
    tx.seal(place, &BASE64_STANDARD.encode(secret)).into_bytes()
}

/// `None` where the key to it is not here.
fn open(reader: &Reader<'_>, agent: AgentId, kept: &[u8]) -> Option<Vec<u8>> {
    let place = Place::new("second_step", "secret", agent.0);
    let kept = std::str::from_utf8(kept).ok()?;
    let opened = reader.vault().open(place, kept).ok()?;
    BASE64_STANDARD.decode(opened.expose()).ok()
}

/// The secret that an agent has been shown and not confirmed yet.
pub fn pending(reader: &Reader<'_>, agent: AgentId) -> Result<Option<Vec<u8>>, DbError> {
    let kept: Option<Vec<u8>> = reader.find(
        "select secret from second_step where agent_id = ?1 and confirmed_at is null",
        [agent],
        |row| row.get(0),
    )?;
    Ok(kept.and_then(|kept| open(reader, agent, &kept)))
}

/// Begins: makes the secret to be shown, or answers the one that was shown before, so that a page loaded
/// anew is no other than the one that a telephone has just read.
pub fn begin(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<u8>, CodeError> {
    if of(tx, agent)?.is_some() {
        return Err(CodeError::NotNow);
    }
    if let Some(secret) = pending(tx, agent)? {
        return Ok(secret);
    }
    let secret = random_bytes::<20>().to_vec();
    let (sealed, now) = (seal(tx, agent, &secret), tx.now);
    // One that cannot be read any more is begun anew.
    tx.execute(
        "insert into second_step (agent_id, secret, begun_at) values (?1, ?2, ?3)
         on conflict (agent_id) do update set secret = excluded.secret, begun_at = excluded.begun_at",
        (agent, sealed, now),
    )?;
    Ok(secret)
}

/// A code of the telephone proves that it has the secret: from now on it is asked for. Answers the
/// recovery codes, which nobody sees again.
pub fn confirm(
    tx: &mut Tx<'_>,
    origin: &Origin,
    agent: AgentId,
    typed: &str,
) -> Result<Vec<Secret>, CodeError> {
    let secret = pending(tx, agent)?.ok_or(CodeError::NotNow)?;
    let step = step_for(&secret, typed, tx.now, 0).ok_or(CodeError::Wrong)?;
    let now = tx.now;
    tx.execute(
        "update second_step set confirmed_at = ?2, used_step = ?3 where agent_id = ?1",
        (agent, now, step),
    )?;
    tx.execute("delete from recovery_code where agent_id = ?1", [agent])?;
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let code = one_time::base32(&random_bytes::<10>());
        tx.execute(
            "insert into recovery_code (agent_id, code_hash) values (?1, ?2)",
            (agent, Secret::new(code.as_str()).hash()),
        )?;
        codes.push(Secret::new(one_time::grouped(&code)));
    }
    log(tx, origin, "second_step_on", agent)?;
    Ok(codes)
}

/// Whether a code lets this agent in now; it does not a second time.
pub fn spend(
    tx: &mut Tx<'_>,
    origin: &Origin,
    agent: AgentId,
    typed: &str,
) -> Result<(), CodeError> {
    let (kept, used): (Vec<u8>, i64) = tx
        .find(
            "select secret, used_step from second_step where agent_id = ?1 and confirmed_at is not null",
            [agent],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .ok_or(CodeError::NotNow)?;
    let secret = open(tx, agent, &kept);
    let step = secret
        .as_ref()
        .and_then(|secret| step_for(secret, typed, tx.now, used));
    if let Some(step) = step {
        tx.execute(
            "update second_step set used_step = ?2 where agent_id = ?1",
            (agent, step),
        )?;
        return Ok(());
    }
    let now = tx.now;
    let spent = tx.execute(
        "update recovery_code set used_at = :now
         where agent_id = :agent and code_hash = :hash and used_at is null",
        named_params! { ":now": now, ":agent": agent, ":hash": plain(typed).hash() },
    )?;
    if spent == 0 {
        return Err(match secret {
            Some(_) => CodeError::Wrong,
            None => CodeError::Locked,
        });
    }
    Ok(log(tx, origin, "recovery_code_used", agent)?)
}

/// Switches it off, by somebody who has just given password and code.
pub fn switch_off(
    tx: &mut Tx<'_>,
    origin: &Origin,
    agent: AgentId,
    typed: &str,
) -> Result<(), CodeError> {
    if setting::get::<SecondStepRule>(tx)?.required {
        return Err(CodeError::Required);
    }
    spend(tx, origin, agent, typed)?;
    forget(tx, agent)?;
    Ok(log(tx, origin, "second_step_off", agent)?)
}

/// Switches it off for somebody who has lost telephone and codes; answers whether there was any.
pub fn reset(tx: &mut Tx<'_>, origin: &Origin, agent: AgentId) -> Result<bool, DbError> {
    let is_there = tx.exists("select 1 from second_step where agent_id = ?1", [agent])?;
    if !is_there {
        return Ok(false);
    }
    forget(tx, agent)?;
    log(tx, origin, "second_step_reset", agent)?;
    Ok(true)
}

/// Whether everybody needs it from now on.
pub fn require(tx: &mut Tx<'_>, origin: &Origin, required: bool) -> Result<(), DbError> {
    let rule: SecondStepRule = setting::get(tx)?;
    if rule.required == required {
        return Ok(());
    }
    setting::put(tx, &SecondStepRule { required })?;
    let act = if required {
        "second_step_required"
    } else {
        "second_step_optional"
    };
    audit::log(tx, origin, act, "")
}

fn forget(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    tx.execute("delete from recovery_code where agent_id = ?1", [agent])?;
    tx.execute("delete from second_step where agent_id = ?1", [agent])?;
    tx.execute("delete from half_sign_in where agent_id = ?1", [agent])?;
    Ok(())
}

fn log(tx: &mut Tx<'_>, origin: &Origin, act: &str, agent: AgentId) -> Result<(), DbError> {
    let email = by_id(tx, agent)?.map(|agent| agent.email);
    audit::log(tx, origin, act, &email.unwrap_or_default())
}

/// What was typed, as it is compared: people type groups, hyphens and small letters.
fn plain(typed: &str) -> Secret {
    let letters: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    Secret::new(letters)
}

/// The half minute, later than `used`, whose code was typed.
fn step_for(secret: &[u8], typed: &str, now: Timestamp, used: i64) -> Option<i64> {
    let typed = plain(typed);
    let here = one_time::step_of(now);
    // The hash compares whole values, so that no time tells how many digits were right.
    (here - DRIFT..=here + DRIFT)
        .filter(|step| *step > used)
        .find(|step| Secret::new(one_time::code(secret, *step)).hash() == typed.hash())
}

/// Somebody whose password was right.
#[derive(Debug, Clone)]
pub struct Half {
    /// Who.
    pub agent: Agent,
    /// Whether they want to stay signed in.
    pub persistent: bool,
}

/// Keeps in mind that a password was right, and answers the token that says so.
pub fn open_half(tx: &mut Tx<'_>, agent: AgentId, persistent: bool) -> Result<Secret, DbError> {
    let (token, now) = (Secret::random(), tx.now);
    tx.execute("delete from half_sign_in where expires_at <= ?1", [now])?;
    tx.execute(
        "insert into half_sign_in (token_hash, agent_id, persistent, expires_at)
         values (:hash, :agent, :persistent, :expires)",
        named_params! {
            ":hash": token.hash(), ":agent": agent, ":persistent": persistent,
            ":expires": now.plus(PATIENCE),
        },
    )?;
    Ok(token)
}

/// Whose password was right, by the token that says so.
pub fn half(reader: &Reader<'_>, token: TokenHash) -> Result<Option<Half>, DbError> {
    let found: Option<(AgentId, bool)> = reader.find(
        "select agent_id, persistent from half_sign_in where token_hash = ?1 and expires_at > ?2",
        (token, reader.now),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((id, persistent)) = found else {
        return Ok(None);
    };
    let agent = by_id(reader, id)?.filter(|agent| agent.deactivated_at.is_none());
    Ok(agent.map(|agent| Half { agent, persistent }))
}

/// The second step was taken: the token has done its work.
pub fn close_half(tx: &mut Tx<'_>, token: TokenHash) -> Result<(), DbError> {
    tx.execute("delete from half_sign_in where token_hash = ?1", [token])?;
    Ok(())
}

#[cfg(test)]
mod tests;
