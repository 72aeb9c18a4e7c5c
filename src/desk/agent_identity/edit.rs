//! What an admin sets up: identities, who uses them where, and what a channel's customers see usually.

use super::{AgentIdentity, by_id};
use crate::{
    base::{
        id::{AgentId, AgentIdentityId, ChannelId},
        text,
    },
    db::{DbError, Tx, named_params},
    desk::{
        attachment,
        audit::{self, Origin},
        channel,
        team::{self, changed},
    },
};

/// Most characters of a name, and of the line below it.
pub const LONGEST: usize = 80;

/// An identity as an admin wants it.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What customers see.
    pub name: String,
    /// Second line; may be empty.
    pub title: String,
    /// A picture that was uploaded; `None`: its initials.
    pub picture: Option<String>,
    /// Whose alias it is; `None`: a role.
    pub owner: Option<AgentId>,
    /// Of a role: whether every agent may fill it.
    pub for_all: bool,
    /// Who may otherwise.
    pub agents: Vec<AgentId>,
    /// Whether it is used on every channel.
    pub everywhere: bool,
    /// On which otherwise.
    pub channels: Vec<ChannelId>,
}

/// Why an identity stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// It is not there.
    #[error("there is no such identity")]
    NotFound,
    /// It needs a name.
    #[error("a name is needed")]
    NoName,
    /// Its picture is gone.
    #[error("this picture is not there any more")]
    UnknownPicture,
    /// Nobody could use it.
    #[error("nobody may use this identity")]
    NoAgent,
    /// It could be used nowhere.
    #[error("this identity is used on no channel")]
    NoChannel,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

fn check(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<(), IdentityError> {
    if text::clean_line(&wanted.name, LONGEST).is_empty() {
        return Err(IdentityError::NoName);
    }
    match wanted.owner {
        Some(owner) if team::by_id(tx, owner)?.is_none() => return Err(IdentityError::NoAgent),
        None if !wanted.for_all && wanted.agents.is_empty() => return Err(IdentityError::NoAgent),
        Some(_) | None => {}
    }
    if !wanted.everywhere && wanted.channels.is_empty() {
        return Err(IdentityError::NoChannel);
    }
    Ok(())
}

/// Makes one.
pub fn add(
    tx: &mut Tx<'_>,
    origin: &Origin,
    wanted: &Wanted,
) -> Result<AgentIdentityId, IdentityError> {
    check(tx, wanted)?;
    let now = tx.now;
    tx.execute(
        "insert into agent_identity (name, created_at) values ('', ?1)",
        [now],
    )?;
    let id = AgentIdentityId(tx.last_insert_id());
    let old = by_id(tx, id)?.ok_or(IdentityError::NotFound)?;
    write(tx, origin, &old, wanted)?;
    audit::log(tx, origin, "identity_added", wanted.name.trim())?;
    Ok(id)
}

/// Changes one. What was written under it shows the new name and picture, as it does when an agent changes
/// their own.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentIdentityId,
    wanted: &Wanted,
) -> Result<(), IdentityError> {
    let old = by_id(tx, id)?.ok_or(IdentityError::NotFound)?;
    check(tx, wanted)?;
    write(tx, origin, &old, wanted)?;
    Ok(audit::log(
        tx,
        origin,
        "identity_changed",
        wanted.name.trim(),
    )?)
}

fn write(
    tx: &mut Tx<'_>,
    origin: &Origin,
    old: &AgentIdentity,
    wanted: &Wanted,
) -> Result<(), IdentityError> {
    let id = old.mask.id;
    swap_picture(tx, origin.agent, &old.mask.picture, &wanted.picture)?;
    tx.execute(
        "update agent_identity set agent_id = :owner, name = :name, title = :title, picture_id = :picture,
           for_all = :for_all, everywhere = :everywhere
         where id = :id",
        named_params! {
            ":owner": wanted.owner, ":name": text::clean_line(&wanted.name, LONGEST),
            ":title": text::clean_line(&wanted.title, LONGEST), ":picture": wanted.picture,
            ":for_all": wanted.for_all && wanted.owner.is_none(), ":everywhere": wanted.everywhere, ":id": id,
        },
    )?;
    tx.execute(
        "delete from agent_identity_agent where agent_identity_id = ?1",
        [id],
    )?;
    tx.execute(
        "delete from agent_identity_channel where agent_identity_id = ?1",
        [id],
    )?;
    if wanted.owner.is_none() && !wanted.for_all {
        for agent in &wanted.agents {
            tx.execute(
                "insert or ignore into agent_identity_agent (agent_identity_id, agent_id)
                 select ?1, id from agent where id = ?2",
                (id, agent),
            )?;
        }
    }
    if !wanted.everywhere {
        for channel in &wanted.channels {
            tx.execute(
                "insert or ignore into agent_identity_channel (agent_identity_id, channel_id)
                 select ?1, id from channel where id = ?2",
                (id, channel),
            )?;
        }
    }
    Ok(())
}

/// Keeps a new picture and lets the old one go.
fn swap_picture(
    tx: &mut Tx<'_>,
    agent: Option<AgentId>,
    old: &Option<String>,
    new: &Option<String>,
) -> Result<(), IdentityError> {
    if old == new {
        return Ok(());
    }
    if let Some(new) = new
        && !attachment::card::keep(tx, agent, new)?
    {
        return Err(IdentityError::UnknownPicture);
    }
    if let Some(old) = old {
        // A card may show it as well, and so may somebody else.
        let is_shared = tx.exists(
            "select 1 from card_text where picture_id = ?1
             union all select 1 from agent where picture_id = ?1
             union all select 1 from agent_identity where picture_id = ?1 limit 1 offset 1",
            [old],
        )?;
        if !is_shared {
            attachment::card::let_go(tx, old)?;
        }
    }
    Ok(())
}

/// No longer to be chosen; or again.
pub fn retire(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentIdentityId,
    is_retired: bool,
) -> Result<(), IdentityError> {
    let one = by_id(tx, id)?.ok_or(IdentityError::NotFound)?;
    let until = is_retired.then_some(tx.now);
    tx.execute(
        "update agent_identity set retired_at = ?2 where id = ?1",
        (id, until),
    )?;
    let act = if is_retired {
        "identity_retired"
    } else {
        "identity_restored"
    };
    Ok(audit::log(tx, origin, act, &one.mask.name)?)
}

/// As whom agents write to the customers of a channel, unless they choose.
pub fn set_usual(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: ChannelId,
    usual: Option<AgentIdentityId>,
    only: bool,
) -> Result<(), IdentityError> {
    let mut channel = channel::by_id(tx, id)?.ok_or(IdentityError::NotFound)?;
    channel.settings.identity = usual;
    channel.settings.identity_only = only;
    channel::change(tx, id, &channel.name, &channel.settings)?;
    Ok(audit::log(tx, origin, "identity_usual", &channel.name)?)
}

/// An agent's own picture, as customers see them.
pub fn set_own_picture(
    tx: &mut Tx<'_>,
    agent: AgentId,
    picture: Option<&str>,
) -> Result<(), IdentityError> {
    let old = team::by_id(tx, agent)?
        .ok_or(IdentityError::NotFound)?
        .picture;
    let new = picture.map(str::to_owned);
    swap_picture(tx, Some(agent), &old, &new)?;
    tx.execute(
        "update agent set picture_id = ?2 where id = ?1",
        (agent, new),
    )?;
    Ok(changed(tx, agent)?)
}
