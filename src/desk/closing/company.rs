//! Who was in a chat beside its agent when it was closed, who followed it, and when it was to come back: all that stands again
//! if the end is taken back.

use serde::{Deserialize, Serialize};

use crate::{
    base::id::{AgentId, ConversationId, ForwardId},
    db::{DbError, Tx},
    desk::{
        conversation::{Conversation, State, handed, participant, watch},
        team::{self, Face},
    },
};

/// As the file has it.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct Company {
    inside: Vec<AgentId>,
    following: Vec<AgentId>,
    /// The forward by which it was put off.
    #[serde(default)]
    put_off: Option<ForwardId>,
    /// The forward of which it was to be reminded, where it was not put off any more.
    #[serde(default)]
    reminder: Option<ForwardId>,
}

/// To be called while they are still there.
pub(super) fn remember(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), DbError> {
    let (id, now) = (conversation.id, tx.now);
    let dated = handed::standing(tx, id)?
        .filter(|handed| handed.put_off.as_ref().is_some_and(|put| put.at > now))
        .map(|handed| handed.id);
    let (put_off, reminder) = match conversation.state {
        State::Scheduled => (dated, None),
        _ => (None, dated),
    };
    let ids = |faces: Vec<Face>| faces.into_iter().map(|face| face.id).collect();
    let company = Company {
        inside: ids(participant::of(tx, id)?),
        following: ids(watch::of(tx, id)?),
        put_off,
        reminder,
    };
    let company = (company != Company::default())
        .then(|| serde_json::to_string(&company).expect("numbers are plain data"));
    tx.execute(
        "update conversation set company = ?2 where id = ?1 and company is not ?2",
        (id, company),
    )?;
    Ok(())
}

/// Whoever of them is still in the team is there again, and what was to come at its time comes. Answers the forward by which
/// the chat itself was put off, if it was. The caller tells.
pub(super) fn bring_back(
    tx: &mut Tx<'_>,
    id: ConversationId,
) -> Result<Option<ForwardId>, DbError> {
    let kept: Option<Option<String>> = tx.find(
        "select company from conversation where id = ?1",
        [id],
        |row| row.get(0),
    )?;
    let company: Company = kept
        .flatten()
        .and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default();
    for agent in company.inside {
        if is_here(tx, agent)? {
            participant::add(tx, id, agent)?;
        }
    }
    for agent in company.following {
        if is_here(tx, agent)? {
            watch::add(tx, id, agent)?;
        }
    }
    if let Some(reminder) = company.reminder {
        handed::stand_again(tx, id, reminder)?;
    }
    let Some(forward) = company.put_off else {
        return Ok(None);
    };
    Ok(handed::stand_again(tx, id, forward)?.then_some(forward))
}

fn is_here(tx: &Tx<'_>, agent: AgentId) -> Result<bool, DbError> {
    let known = team::by_id(tx, agent)?;
    Ok(known.is_some_and(|agent| agent.deactivated_at.is_none()))
}
