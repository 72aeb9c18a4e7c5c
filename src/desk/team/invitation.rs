//! A link that lets a colleague in, or lets an agent set a new password. It works once.

use std::time::Duration;

use super::{Agent, JoinError, NewAgent, Role, account, by_id, join};
use crate::{
    base::{
        id::{AgentId, InvitationId},
        lang::Lang,
        secret::{Secret, TokenHash},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::audit::{self, Origin},
    stored_as_word,
};

/// A colleague has this long to follow their link.
pub const JOIN_LIVES: Duration = Duration::from_secs(72 * 3600);
/// A link to a new password is worth an account, so it lives shortly.
pub const RESET_LIVES: Duration = Duration::from_secs(3600);

/// What a link does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InvitationKind {
    /// Adds a member.
    Join,
    /// Sets a member's password.
    Reset,
}

stored_as_word!(InvitationKind {
    Join = "join",
    Reset = "reset"
});

/// A link as the admins' list shows it.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// What it does.
    pub kind: InvitationKind,
    /// Whose password it sets.
    pub agent: Option<AgentId>,
    /// Address it was made for; empty: anybody with the link.
    pub email: String,
    /// What the new member may do.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used or withdrawn.
    used_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, kind, agent_id, email, role, created_at, expires_at, used_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    Ok(Invitation {
        id: row.get(0)?,
        kind: row.get(1)?,
        agent: row.get(2)?,
        email: row.get(3)?,
        role: row.get(4)?,
        created_at: row.get(5)?,
        expires_at: row.get(6)?,
        used_at: row.get(7)?,
    })
}

/// A link that was just made. Its token is shown once and stored nowhere.
#[derive(Debug)]
pub struct Made {
    /// Names it in the list.
    pub id: InvitationId,
    /// Goes into the link.
    pub token: Secret,
    /// When the link ends.
    pub expires_at: Timestamp,
}

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The address could not be delivered to.
    #[error("this does not look like a mail address")]
    BadEmail,
    /// Another member has this address.
    #[error("a member of the team already has this address")]
    EmailTaken,
    /// There is no such member, or they have left.
    #[error("there is no such member")]
    NoSuchAgent,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Makes a link with which a colleague joins. Without an address, anybody who has the link may;
/// earlier links for the same address stop working.
pub fn invite(
    tx: &mut Tx<'_>,
    origin: &Origin,
    role: Role,
    email: &str,
) -> Result<Made, InviteError> {
    let email = email.trim().to_lowercase();
    if !email.is_empty() {
        if !text::is_email(&email) {
            return Err(InviteError::BadEmail);
        }
        if super::by_email(tx, &email)?.is_some() {
            return Err(InviteError::EmailTaken);
        }
        withdraw_joins(tx, &email)?;
    }
    let expires_at = tx.now.plus(JOIN_LIVES);
    let made = make(
        tx,
        origin,
        InvitationKind::Join,
        None,
        &email,
        role,
        expires_at,
    )?;
    audit::log_with(tx, origin, "invited", &email, role.word())?;
    Ok(made)
}

/// Makes a link with which an agent sets a new password; earlier ones stop working.
pub fn offer_reset(tx: &mut Tx<'_>, origin: &Origin, id: AgentId) -> Result<Made, InviteError> {
    let agent = by_id(tx, id)?
        .filter(|agent| agent.deactivated_at.is_none())
        .ok_or(InviteError::NoSuchAgent)?;
    account::withdraw_resets(tx, id)?;
    let expires_at = tx.now.plus(RESET_LIVES);
    let (kind, role) = (InvitationKind::Reset, agent.role);
    let made = make(tx, origin, kind, Some(id), &agent.email, role, expires_at)?;
    audit::log(tx, origin, "reset_offered", &agent.email)?;
    Ok(made)
}

fn make(
    tx: &mut Tx<'_>,
    origin: &Origin,
    kind: InvitationKind,
    agent: Option<AgentId>,
    email: &str,
    role: Role,
    expires_at: Timestamp,
) -> Result<Made, DbError> {
    let token = Secret::random();
    let now = tx.now;
    tx.execute(
        "insert into invitation (token_hash, kind, agent_id, email, role, created_by, created_at, expires_at)
         values (:hash, :kind, :agent, :email, :role, :by, :now, :expires)",
        named_params! {
            ":hash": token.hash(), ":kind": kind, ":agent": agent, ":email": email, ":role": role,
            ":by": origin.agent, ":now": now, ":expires": expires_at,
        },
    )?;
    Ok(Made {
        id: InvitationId(tx.last_insert_id()),
        token,
        expires_at,
    })
}

/// Join links that still work, newest first.
pub fn pending(reader: &Reader<'_>) -> Result<Vec<Invitation>, DbError> {
    let sql = format!(
        "select {COLUMNS} from invitation
         where kind = 'join' and used_at is null and expires_at > ?1 order by id desc"
    );
    reader.list(&sql, [reader.now], from_row)
}

/// Makes a link stop working; answers whether it still did.
pub fn withdraw(tx: &mut Tx<'_>, origin: &Origin, id: InvitationId) -> Result<bool, DbError> {
    let now = tx.now;
    let email: Option<String> =
        tx.find("select email from invitation where id = ?1", [id], |row| {
            row.get(0)
        })?;
    let withdrawn = tx.execute(
        "update invitation set used_at = ?2 where id = ?1 and used_at is null",
        (id, now),
    )? > 0;
    if withdrawn {
        audit::log(
            tx,
            origin,
            "invitation_withdrawn",
            &email.unwrap_or_default(),
        )?;
    }
    Ok(withdrawn)
}

/// Makes every link stop working that a member has made. Whoever is no admin any more lets nobody in, and neither comes back
/// by a link that they have kept nor signs in as a colleague by one.
pub fn withdraw_made_by(tx: &mut Tx<'_>, origin: &Origin, maker: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    let made: Vec<InvitationId> = tx.list(
        "select id from invitation where created_by = ?1 and used_at is null and expires_at > ?2",
        (maker, now),
        |row| row.get(0),
    )?;
    for id in made {
        withdraw(tx, origin, id)?;
    }
    Ok(())
}

fn withdraw_joins(tx: &mut Tx<'_>, email: &str) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update invitation set used_at = ?2 where email = ?1 and kind = 'join' and used_at is null",
        (email, now),
    )?;
    Ok(())
}

/// Why a link let nobody in.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// There is no such link, or it does something else.
    #[error("this link is not one of ours")]
    Unknown,
    /// It was used or withdrawn.
    #[error("this link was used before, or withdrawn")]
    Used,
    /// Its time is over.
    #[error("this link is too old")]
    Expired,
    /// The new member could not join as they described themselves.
    #[error(transparent)]
    Join(JoinError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What a link is good for, before it is used: the page behind it shows this.
pub fn look_up(reader: &Reader<'_>, token: TokenHash) -> Result<Invitation, LinkError> {
    let sql = format!("select {COLUMNS} from invitation where token_hash = ?1");
    let invitation = reader
        .find(&sql, [token], from_row)?
        .ok_or(LinkError::Unknown)?;
    if invitation.used_at.is_some() {
        return Err(LinkError::Used);
    }
    if invitation.expires_at <= reader.now {
        return Err(LinkError::Expired);
    }
    Ok(invitation)
}

/// How a new member describes themselves.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// Their address, unless the link was made for one.
    pub email: String,
    /// As colleagues will know them.
    pub name: String,
    /// Language of their console.
    pub lang: Lang,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// Joins the team by a link. Of any number who follow it, one joins.
pub fn accept(
    tx: &mut Tx<'_>,
    token: TokenHash,
    newcomer: &Newcomer,
    address: &str,
) -> Result<Agent, LinkError> {
    let invitation = take(tx, token, InvitationKind::Join)?;
    let email = if invitation.email.is_empty() {
        &newcomer.email
    } else {
        &invitation.email
    };
    let new = NewAgent {
        email: email.clone(),
        name: newcomer.name.clone(),
        role: invitation.role,
        lang: newcomer.lang,
        password_hash: newcomer.password_hash.clone(),
    };
    let id = join(tx, &new).map_err(|error| match error {
        JoinError::Db(error) => LinkError::Db(error),
        other => LinkError::Join(other),
    })?;
    let agent = by_id(tx, id)?.ok_or(LinkError::Unknown)?;
    let origin = Origin {
        agent: Some(id),
        address: address.to_owned(),
    };
    audit::log_with(tx, &origin, "joined", &agent.email, agent.role.word())?;
    Ok(agent)
}

/// Sets a password by a link; every session of the agent ends.
pub fn reset(
    tx: &mut Tx<'_>,
    token: TokenHash,
    password_hash: &str,
    address: &str,
) -> Result<Agent, LinkError> {
    let invitation = take(tx, token, InvitationKind::Reset)?;
    let agent = invitation
        .agent
        .map(|id| by_id(tx, id))
        .transpose()?
        .flatten()
        .filter(|agent| agent.deactivated_at.is_none())
        .ok_or(LinkError::Unknown)?;
    account::replace_password(tx, agent.id, password_hash, None)?;
    let origin = Origin {
        agent: Some(agent.id),
        address: address.to_owned(),
    };
    audit::log(tx, &origin, "password_reset", &agent.email)?;
    Ok(agent)
}

/// Uses a link up. An act that fails later gives it back, as it gives back everything.
fn take(tx: &mut Tx<'_>, token: TokenHash, kind: InvitationKind) -> Result<Invitation, LinkError> {
    let invitation = look_up(tx, token)?;
    if invitation.kind != kind {
        return Err(LinkError::Unknown);
    }
    let now = tx.now;
    let taken = tx.execute(
        "update invitation set used_at = ?2 where id = ?1 and used_at is null",
        (invitation.id, now),
    )?;
    if taken == 0 {
        return Err(LinkError::Used);
    }
    Ok(invitation)
}

#[cfg(test)]
mod tests;
