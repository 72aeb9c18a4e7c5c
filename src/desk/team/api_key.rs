//! A key with which a program uses the API in an agent's name, and never beyond that agent's rights.

use std::{fmt, str::FromStr, time::Duration};

use super::{Agent, Role};
use crate::{
    base::{
        id::{AgentId, ApiKeyId},
        secret::{Secret, TokenHash},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        team::{
            self,
            session::{self, Revoked},
        },
        timer::{self, Due},
    },
};

/// Begins every key, so that it is recognised where it should not be, such as in a repository.
pub const PREFIX: &str = "sbk_";

/// Use is written down at most this often, so that a request does not cost a disk sync.
const USED_STEP: Duration = Duration::from_secs(60);

/// One thing that a key may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Reads chats and customers.
    Read,
    /// Answers, claims, closes, edits.
    Write,
    /// Reads every message of the house.
    Export,
    /// Runs the house.
    Admin,
    /// Reads the numbers of `/metrics`, and nothing else.
    Metrics,
}

impl Scope {
    /// Every scope there is.
    pub const ALL: [Self; 5] = [
        Self::Read,
        Self::Write,
        Self::Export,
        Self::Admin,
        Self::Metrics,
    ];

    /// The word in the file and the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Export => "export",
            Self::Admin => "admin",
            Self::Metrics => "metrics",
        }
    }

    /// What the agent must be, in whose name the key acts.
    #[must_use]
    pub fn needs(self) -> Role {
        match self {
            Self::Read | Self::Write => Role::Agent,
            Self::Export => Role::Supervisor,
            Self::Admin | Self::Metrics => Role::Admin,
        }
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    /// With this scope as well.
    #[must_use]
    pub fn with(self, scope: Scope) -> Self {
        Self(self.0 | 1 << scope as u8)
    }

    /// Whether it is among them.
    #[must_use]
    pub fn allow(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u8) != 0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that an agent of this role may have.
    #[must_use]
    pub fn within(self, role: Role) -> Self {
        self.iter()
            .filter(|scope| scope.needs() <= role)
            .fold(Self::default(), Self::with)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL
            .into_iter()
            .filter(move |scope| self.allow(*scope))
    }
}

impl fmt::Display for Scopes {
    /// Words divided by spaces, as stored.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.iter().map(Scope::word).collect();
        f.write_str(&words.join(" "))
    }
}

/// A word that is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scope {0:?}")]
pub struct NoSuchScope(pub String);

impl FromStr for Scopes {
    type Err = NoSuchScope;

    fn from_str(words: &str) -> Result<Self, NoSuchScope> {
        words
            .split_whitespace()
            .try_fold(Self::default(), |scopes, word| {
                Scope::ALL
                    .into_iter()
                    .find(|scope| scope.word() == word)
                    .map(|scope| scopes.with(scope))
                    .ok_or_else(|| NoSuchScope(word.to_owned()))
            })
    }
}

impl rusqlite::types::FromSql for Scopes {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|error: NoSuchScope| rusqlite::types::FromSqlError::Other(error.into()))
    }
}

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It is not said what it is for.
    #[error("say what the key is for")]
    NoName,
    /// It could do nothing.
    #[error("choose what the key may do")]
    NoScope,
    /// It could do more than the agent.
    #[error("a key cannot do more than the agent in whose name it acts")]
    BeyondRights,
    /// It would end before it begins.
    #[error("the key would end in the past")]
    EndsInPast,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What a key is to be.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// When it ends, if ever.
    pub expires_at: Option<Timestamp>,
}

/// Makes a key in an agent's name and answers it, to be shown once.
pub fn create(
    tx: &mut Tx<'_>,
    origin: &Origin,
    agent: &Agent,
    new: &NewKey,
) -> Result<(ApiKeyId, Secret), KeyError> {
    let name = text::clean_line(&new.name, 80);
    if name.is_empty() {
        return Err(KeyError::NoName);
    }
    if new.scopes.is_empty() {
        return Err(KeyError::NoScope);
    }
    if new.scopes.within(agent.role) != new.scopes {
        return Err(KeyError::BeyondRights);
    }
    if new.expires_at.is_some_and(|at| at <= tx.now) {
        return Err(KeyError::EndsInPast);
    }
    let key = Secret::new(format!("{PREFIX}{}", Secret::random().expose()));
    let hint = &key.expose()[key.expose().len() - 4..];
    let now = tx.now;
    tx.execute(
        "insert into api_key (key_hash, name, hint, scopes, agent_id, created_at, expires_at)
         values (:hash, :name, :hint, :scopes, :agent, :now, :expires)",
        named_params! {
            ":hash": key.hash(), ":name": name, ":hint": hint, ":scopes": new.scopes.to_string(),
            ":agent": agent.id, ":now": now, ":expires": new.expires_at,
        },
    )?;
    let id = ApiKeyId(tx.last_insert_id());
    if let Some(at) = new.expires_at {
        timer::set_no_later(tx, Due::EndAccess, 0, at)?;
    }
    audit::log_with(tx, origin, "key_created", &name, &new.scopes.to_string())?;
    Ok((id, key))
}

/// A key that was found to be good.
#[derive(Debug, Clone)]
pub struct Known {
    /// The key.
    pub id: ApiKeyId,
    /// In whose name it acts.
    pub agent: Agent,
    /// What it may do now: no more than the agent may.
    pub scopes: Scopes,
    /// Whether its use should be written down again.
    pub is_stale: bool,
}

/// Whose key this is; `None` when it is unknown, expired or revoked, or its agent was deactivated.
pub fn resolve(reader: &Reader<'_>, key: TokenHash) -> Result<Option<Known>, DbError> {
    let now = reader.now;
    let sql = format!(
        "select {}, api_key.id as key_id, api_key.scopes, api_key.used_at from api_key
         join agent on agent.id = api_key.agent_id
         where api_key.key_hash = ?1 and api_key.revoked_at is null
           and (api_key.expires_at is null or api_key.expires_at > ?2)
           and agent.deactivated_at is null",
        team::COLUMNS
    );
    reader.find(&sql, (key, now), |row| {
        let agent = team::from_row(row)?;
        let used_at: Option<Timestamp> = row.get("used_at")?;
        Ok(Known {
            id: row.get("key_id")?,
            scopes: row.get::<_, Scopes>("scopes")?.within(agent.role),
            agent,
            is_stale: used_at.is_none_or(|at| now.since(at) > USED_STEP),
        })
    })
}

/// Whether a key still works.
pub fn is_good(reader: &Reader<'_>, id: ApiKeyId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from api_key join agent on agent.id = api_key.agent_id
         where api_key.id = ?1 and api_key.revoked_at is null
           and (api_key.expires_at is null or api_key.expires_at > ?2)
           and agent.deactivated_at is null",
        (id, reader.now),
    )
}

/// Keys that ended by themselves at or after one instant and at or before another.
pub(super) fn over_between(
    reader: &Reader<'_>,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<ApiKeyId>, DbError> {
    reader.list(
        "select id from api_key
         where revoked_at is null and expires_at >= ?1 and expires_at <= ?2 order by id",
        (since, until),
        |row| row.get(0),
    )
}

/// Writes down that a key was used.
pub fn touch(tx: &mut Tx<'_>, id: ApiKeyId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute("update api_key set used_at = ?2 where id = ?1", (id, now))?;
    Ok(())
}

/// Ends a key; its streams close. Answers whether it still worked.
pub fn revoke(tx: &mut Tx<'_>, origin: &Origin, id: ApiKeyId) -> Result<bool, DbError> {
    let now = tx.now;
    let revoked = tx.execute(
        "update api_key set revoked_at = ?2 where id = ?1 and revoked_at is null",
        (id, now),
    )? > 0;
    if revoked {
        let name: String = tx.get("select name from api_key where id = ?1", [id], |row| {
            row.get(0)
        })?;
        session::revoke(tx, &Revoked::ApiKey(id))?;
        audit::log(tx, origin, "key_revoked", &name)?;
    }
    Ok(revoked)
}

/// A key as the list shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Names it.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// Its last four characters.
    pub hint: String,
    /// What it may do, if its agent may.
    pub scopes: Scopes,
    /// In whose name it acts.
    pub agent: AgentId,
    /// As colleagues know them.
    pub agent_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last use.
    pub used_at: Option<Timestamp>,
    /// When it ends or ended by itself.
    pub expires_at: Option<Timestamp>,
}

/// Keys that were not revoked, newest first.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Listed>, DbError> {
    reader.list(
        "select api_key.id, api_key.name, api_key.hint, api_key.scopes, agent.id, agent.name,
           api_key.created_at, api_key.used_at, api_key.expires_at
         from api_key join agent on agent.id = api_key.agent_id
         where api_key.revoked_at is null order by api_key.id desc",
        [],
        |row| {
            Ok(Listed {
                id: row.get(0)?,
                name: row.get(1)?,
                hint: row.get(2)?,
                scopes: row.get(3)?,
                agent: row.get(4)?,
                agent_name: row.get(5)?,
                created_at: row.get(6)?,
                used_at: row.get(7)?,
                expires_at: row.get(8)?,
            })
        },
    )
}

#[cfg(test)]
mod tests;
