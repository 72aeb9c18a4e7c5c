//! Who was in a chat beside its agent when it was closed, and who followed it: they are there again if that is taken back.

use serde::{Deserialize, Serialize};

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Tx},
    desk::{
        conversation::{participant, watch},
        team::{self, Face},
    },
};

/// As the file has it.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct Company {
    inside: Vec<AgentId>,
    following: Vec<AgentId>,
}

/// To be called while they are still there.
pub(super) fn remember(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let ids = |faces: Vec<Face>| faces.into_iter().map(|face| face.id).collect();
    let company = Company {
        inside: ids(participant::of(tx, id)?),
        following: ids(watch::of(tx, id)?),
    };
    let company = (company != Company::default())
        .then(|| serde_json::to_string(&company).expect("numbers are plain data"));
    tx.execute(
        "update conversation set company = ?2 where id = ?1 and company is not ?2",
        (id, company),
    )?;
    Ok(())
}

/// Whoever of them is still in the team is there again. The caller tells.
pub(super) fn bring_back(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
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
    Ok(())
}

fn is_here(tx: &Tx<'_>, agent: AgentId) -> Result<bool, DbError> {
    let known = team::by_id(tx, agent)?;
    Ok(known.is_some_and(|agent| agent.deactivated_at.is_none()))
}
