//! A card beside a message: a picture with words and a link, as it was when somebody put it there.
//!
//! What the team keeps ready may change later; what was sent does not. So a card that goes along is an
//! attachment of its own, which shares the picture's bytes and has the words with it.

use serde::{Deserialize, Serialize};

use super::{Attachment, AttachmentKind, by_id, sweep};
use crate::{
    base::{id::AgentId, secret::random_hex},
    db::{DbError, Tx, named_params},
    desk::card_kind::CardKind,
};

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// The sort.
    pub kind: CardKind,
    /// Code of the language it is in.
    pub language: String,
    /// First line.
    pub title: String,
    /// A few words; may be empty.
    pub teaser: String,
    /// An address of the web, or a page of a Mini-Program.
    pub link: String,
}

/// Makes a card that this agent may send. `picture` is a finished picture of the team's.
pub fn make(
    tx: &mut Tx<'_>,
    agent: AgentId,
    picture: &Attachment,
    face: &Face,
) -> Result<Attachment, DbError> {
    let id = random_hex();
    let now = tx.now;
    let words = serde_json::to_string(face).expect("a face is plain data");
    tx.execute(
        "insert into attachment (id, content_id, agent_id, kind, name, media_type, width, height, card, created_at)
         values (:id, :content, :agent, :kind, :name, :media_type, :width, :height, :card, :now)",
        named_params! {
            ":id": id, ":content": picture.content, ":agent": agent, ":kind": AttachmentKind::Card,
            ":name": face.title, ":media_type": picture.media_type, ":width": picture.width,
            ":height": picture.height, ":card": words, ":now": now,
        },
    )?;
    sweep::watch(tx)?;
    by_id(tx, &id)?.ok_or(DbError::Panicked(
        "a card vanished in its own act".to_owned(),
    ))
}

/// Keeps a finished picture although nobody sends it: it belongs to something the team has ready.
/// `false` when it is no picture that this agent has uploaded and not sent, nor one that is kept.
pub fn keep(tx: &mut Tx<'_>, agent: Option<AgentId>, id: &str) -> Result<bool, DbError> {
    let kept = tx.execute(
        "update attachment set kept = 1
         where id = ?1 and kind = 'image' and message_id is null and (agent_id is ?2 or kept = 1)
           and exists (select 1 from content where content.id = content_id and sha256 is not null)",
        (id, agent),
    )?;
    Ok(kept > 0)
}

/// A picture that nothing of the team's shows any more: the sweeper takes it with its next round.
pub fn let_go(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    tx.execute("update attachment set kept = 0 where id = ?1", [id])?;
    sweep::watch(tx)
}
