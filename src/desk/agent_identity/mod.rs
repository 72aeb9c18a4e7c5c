//! As whom an agent writes to customers (B3): as themselves, under an alias of their own, or in a role that
//! several fill. The customer sees that one and nothing else; colleagues see both.

pub mod edit;

use crate::{
    base::id::{AgentId, AgentIdentityId, ChannelId, ConversationId},
    db::{DbError, Reader, Row, named_params},
    desk::{
        channel::Settings,
        team::{Agent, Face, Mask},
    },
};

/// A name and a picture beside the agents' own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentIdentity {
    /// What customers see.
    pub mask: Mask,
    /// Whose alias it is; `None`: a role.
    pub owner: Option<AgentId>,
    /// Of a role: whether every agent may fill it.
    pub for_all: bool,
    /// Whether it is used on every channel.
    pub everywhere: bool,
    /// Who else may fill it.
    pub agents: Vec<AgentId>,
    /// On which channels it is used otherwise.
    pub channels: Vec<ChannelId>,
    /// Whether it can no longer be chosen.
    pub is_retired: bool,
}

const COLUMNS: &str = "agent_identity.agent_id, agent_identity.for_all, agent_identity.everywhere,
    agent_identity.retired_at is not null";

/// Those that `:agent` may use on `:channel`.
const USABLE: &str = "agent_identity.retired_at is null
    and (agent_identity.agent_id = :agent or (agent_identity.agent_id is null and (agent_identity.for_all = 1
      or exists (select 1 from agent_identity_agent as named
        where named.agent_identity_id = agent_identity.id and named.agent_id = :agent))))
    and (agent_identity.everywhere = 1 or exists (select 1 from agent_identity_channel as place
        where place.agent_identity_id = agent_identity.id and place.channel_id = :channel))";

fn from_row(row: &Row<'_>) -> rusqlite::Result<AgentIdentity> {
    Ok(AgentIdentity {
        mask: Mask::from_row(row, 4)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        owner: row.get(0)?,
        for_all: row.get(1)?,
        everywhere: row.get(2)?,
        is_retired: row.get(3)?,
        agents: Vec::new(),
        channels: Vec::new(),
    })
}

fn complete(reader: &Reader<'_>, one: AgentIdentity) -> Result<AgentIdentity, DbError> {
    let id = one.mask.id;
    Ok(AgentIdentity {
        agents: reader.list(
            "select agent_id from agent_identity_agent where agent_identity_id = ?1 order by agent_id",
            [id],
            |row| row.get(0),
        )?,
        channels: reader.list(
            "select channel_id from agent_identity_channel where agent_identity_id = ?1 order by channel_id",
            [id],
            |row| row.get(0),
        )?,
        ..one
    })
}

/// All of them: those in use first, roles before aliases.
pub fn all(reader: &Reader<'_>) -> Result<Vec<AgentIdentity>, DbError> {
    let sql = format!(
        "select {COLUMNS}, {} from agent_identity
         order by retired_at is not null, agent_id is not null, name, id",
        Mask::COLUMNS
    );
    let found = reader.list(&sql, [], from_row)?;
    found.into_iter().map(|one| complete(reader, one)).collect()
}

/// The one with this id.
pub fn by_id(reader: &Reader<'_>, id: AgentIdentityId) -> Result<Option<AgentIdentity>, DbError> {
    let sql = format!(
        "select {COLUMNS}, {} from agent_identity where id = ?1",
        Mask::COLUMNS
    );
    let found = reader.find(&sql, [id], from_row)?;
    found.map(|one| complete(reader, one)).transpose()
}

/// As whom an agent may write on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Whether as themselves.
    pub own: bool,
    /// Under which identities.
    pub masks: Vec<Mask>,
    /// Which of them is worn unless they choose; `None`: themselves.
    pub usual: Option<AgentIdentityId>,
}

impl Choices {
    /// Whether there is anything to choose.
    #[must_use]
    pub fn is_a_choice(&self) -> bool {
        self.masks.len() + usize::from(self.own) > 1
    }

    fn find(&self, id: AgentIdentityId) -> Option<&Mask> {
        self.masks.iter().find(|mask| mask.id == id)
    }

    /// What is worn after this choice: what is no longer allowed gives way to what is usual.
    fn after(&self, chosen: Option<Option<AgentIdentityId>>) -> Option<Mask> {
        let usual = || self.usual.and_then(|id| self.find(id));
        match chosen {
            Some(None) if self.own => None,
            Some(Some(id)) => self.find(id).or_else(usual).cloned(),
            Some(None) | None => usual().cloned(),
        }
    }
}

/// As whom an agent may write on a channel.
pub fn choices(
    reader: &Reader<'_>,
    agent: AgentId,
    channel: ChannelId,
) -> Result<Choices, DbError> {
    let masks: Vec<Mask> = reader.list(
        &format!(
            "select {} from agent_identity where {USABLE} order by agent_id is null, name, id",
            Mask::COLUMNS
        ),
        named_params! { ":agent": agent, ":channel": channel },
        |row| Mask::from_row(row, 0)?.ok_or(rusqlite::Error::QueryReturnedNoRows),
    )?;
    if masks.is_empty() {
        return Ok(Choices {
            own: true,
            ..Choices::default()
        });
    }
    let settings: String = reader.get(
        "select settings from channel where id = ?1",
        [channel],
        |row| row.get(0),
    )?;
    let settings: Settings = serde_json::from_str(&settings).unwrap_or_default();
    let own = !settings.identity_only;
    let usual = settings
        .identity
        .filter(|id| masks.iter().any(|mask| mask.id == *id))
        .or_else(|| masks.first().filter(|_| !own).map(|mask| mask.id));
    Ok(Choices { own, masks, usual })
}

/// Whether the house has any identity at all: most have none, and ask no further.
fn is_used(reader: &Reader<'_>) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from agent_identity where retired_at is null limit 1",
        [],
    )
}

/// As whom an agent writes in a chat; `None`: as themselves.
pub fn worn(
    reader: &Reader<'_>,
    agent: AgentId,
    conversation: ConversationId,
) -> Result<Option<Mask>, DbError> {
    if !is_used(reader)? {
        return Ok(None);
    }
    let channel: ChannelId = reader.get(
        "select channel_id from conversation where id = ?1",
        [conversation],
        |row| row.get(0),
    )?;
    let chosen: Option<Option<AgentIdentityId>> = reader.find(
        "select agent_identity_id from worn_identity where conversation_id = ?1 and agent_id = ?2",
        (conversation, agent),
        |row| row.get(0),
    )?;
    Ok(choices(reader, agent, channel)?.after(chosen))
}

/// How an agent appears in a chat.
pub fn face(
    reader: &Reader<'_>,
    agent: &Agent,
    conversation: ConversationId,
) -> Result<Face, DbError> {
    Ok(Face {
        mask: worn(reader, agent.id, conversation)?.map(Box::new),
        ..agent.face()
    })
}

/// How an agent appears on a channel before anything was chosen.
pub fn usual_face(reader: &Reader<'_>, agent: &Agent, channel: ChannelId) -> Result<Face, DbError> {
    let mask = if is_used(reader)? {
        choices(reader, agent.id, channel)?.after(None)
    } else {
        None
    };
    Ok(Face {
        mask: mask.map(Box::new),
        ..agent.face()
    })
}

/// Whether anybody may see this picture: it is one that customers see of the team.
pub fn shows(reader: &Reader<'_>, picture: &str) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from agent_identity where picture_id = ?1
         union all select 1 from agent where picture_id = ?1",
        [picture],
    )
}

#[cfg(test)]
mod tests;
