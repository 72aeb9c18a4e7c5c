//! How each colleague stands with the chat that is open in front of an agent: in it, asked, or to be asked.

use std::time::Duration;

use super::{Invite, Outcome, SELECT, can_be_asked, from_row};
use crate::{
    base::{
        id::{AgentId, ConversationId},
        time::Timestamp,
    },
    db::{DbError, Reader, named_params},
    desk::{
        conversation::{self, participant},
        team::Agent,
    },
};

/// For how long an answer stands beside the name.
pub const LINGERS: Duration = Duration::from_secs(10);

/// What is known for one agent and one chat.
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// The chat into which colleagues may be asked; `None`: there is none open that the agent is in.
    pub chat: Option<ConversationId>,
    inside: Vec<AgentId>,
    invites: Vec<Invite>,
    now: Timestamp,
}

/// Whether a colleague can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is nothing to ask them into.
    Nothing,
    /// They are in it.
    Inside,
    /// They were asked, and have not answered.
    Asked,
    /// They are not at work.
    Offline,
    /// They can be asked.
    Able,
}

impl Board {
    /// Reads it for an agent who has this chat in front of them.
    pub fn load(
        reader: &Reader<'_>,
        agent: AgentId,
        current: Option<ConversationId>,
    ) -> Result<Self, DbError> {
        let mut board = Self {
            now: reader.now,
            ..Self::default()
        };
        if let Some(id) = current
            && let Some(chat) = conversation::by_id(reader, id)?
            && participant::may_answer(reader, &chat, agent)?
        {
            board.chat = Some(id);
            board.inside = participant::of(reader, id)?
                .into_iter()
                .chain(chat.agent().cloned())
                .map(|face| face.id)
                .collect();
        }
        // One's own wherever they are, a colleague's in this chat while it is open.
        let sql = format!(
            "{SELECT} where invite.id in (
               select id from invite where from_id = :agent and ended_at is null
               union all
               select id from invite where from_id = :agent and ended_at > :since and outcome <> 'withdrawn'
               union all
               select id from invite where conversation_id = :chat and ended_at is null)
             order by invite.id"
        );
        board.invites = reader.list(
            &sql,
            named_params! {
                ":agent": agent, ":since": reader.now.minus(LINGERS), ":chat": board.chat,
            },
            from_row,
        )?;
        Ok(board)
    }

    /// What stands beside a colleague's name: the newest request to them that is open or was just answered.
    #[must_use]
    pub fn mark(&self, colleague: AgentId) -> Option<&Invite> {
        self.invites
            .iter()
            .rev()
            .find(|invite| invite.to.id == colleague)
    }

    /// Whether a colleague can be asked into the chat now.
    #[must_use]
    pub fn standing(&self, colleague: &Agent) -> Standing {
        let Some(chat) = self.chat else {
            return Standing::Nothing;
        };
        let is_asked = |invite: &Invite| {
            invite.to.id == colleague.id && invite.conversation == chat && invite.ended.is_none()
        };
        if self.inside.contains(&colleague.id) {
            Standing::Inside
        } else if self.invites.iter().any(is_asked) {
            Standing::Asked
        } else if can_be_asked(colleague, self.now) {
            Standing::Able
        } else {
            Standing::Offline
        }
    }
}

/// Until when an answer stands beside the name; `None`: it is open, or nothing to show.
#[must_use]
pub fn lingers_until(invite: &Invite) -> Option<Timestamp> {
    match invite.ended {
        Some((at, Outcome::Accepted | Outcome::Rejected | Outcome::Expired)) => {
            Some(at.plus(LINGERS))
        }
        Some((_, Outcome::Withdrawn)) | None => None,
    }
}
