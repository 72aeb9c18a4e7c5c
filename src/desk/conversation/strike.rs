//! A comment that was wrong is struck through: it stays readable, with who did so and when. There is
//! no way back, as there is none for the comment itself.

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentId, ConversationId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        conversation::{
            message::{self, Entry},
            shared,
        },
        event::{self, About, Kind},
        team::{Agent, Role},
    },
};

/// Who struck a comment through, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// Who.
    pub agent: AgentId,
    /// By name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What the team is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The comment.
    pub id: MessageId,
    /// Beside which chat.
    pub conversation_id: ConversationId,
    /// Who.
    pub agent_id: AgentId,
    /// By name.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// Why a comment stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum StrikeError {
    /// There is no such comment beside this chat.
    #[error("there is no such comment")]
    NotFound,
    /// It is somebody else's, and the agent is no supervisor.
    #[error("{0} wrote this comment")]
    NotYours(String),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Strikes a comment through. Its author may, and supervisors; a second time changes nothing.
pub fn strike(
    tx: &mut Tx<'_>,
    agent: &Agent,
    conversation: ConversationId,
    id: MessageId,
) -> Result<(), StrikeError> {
    let comment = match message::by_id(tx, id)? {
        Some(Entry::Comment(comment)) if comment.conversation == conversation => comment,
        _ => return Err(StrikeError::NotFound),
    };
    if comment.author.id != agent.id && !agent.may_act_as(Role::Supervisor) {
        return Err(StrikeError::NotYours(comment.author.name));
    }
    if comment.struck.is_some() {
        return Ok(());
    }
    let now = tx.now;
    tx.execute(
        "insert into struck (message_id, agent_id, at) values (?1, ?2, ?3)",
        (id, agent.id, now),
    )?;
    shared::forget(tx, conversation, id)?;
    let told = Told {
        id,
        conversation_id: conversation,
        agent_id: agent.id,
        name: agent.name.clone(),
        at: now,
    };
    // About no customer's account: no visitor is told that there is a comment at all.
    let about = About {
        conversation: Some(conversation),
        identity: None,
    };
    event::record(tx, Kind::Struck, about, &told)?;
    Ok(())
}

/// Who struck this comment through, if anybody did.
pub(super) fn of_comment(reader: &Reader<'_>, id: MessageId) -> Result<Option<Struck>, DbError> {
    reader.find(
        "select agent.id, agent.name, struck.at from struck join agent on agent.id = struck.agent_id
         where struck.message_id = ?1",
        [id],
        |row| {
            Ok(Struck {
                agent: row.get(0)?,
                by: row.get(1)?,
                at: row.get(2)?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::say::{self, Draft},
        },
    };

    #[test]
    fn the_author_or_a_supervisor_strikes_a_comment_through_once() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let cy = memory.act(|tx| cast::supervisor(tx, "Cy")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let chat = said.conversation;
        let draft = Draft {
            text: "She bought the kettle 07".to_owned(),
            attachments: Vec::new(),
            key: None,
            ..Default::default()
        };
        let comment = memory
            .act(|tx| say::comment(tx, &ana, chat, &draft))
            .unwrap()
            .id;
        let struck = |memory: &mut Memory, agent: &Agent, chat, id| {
            memory.act(|tx| strike(tx, agent, chat, id))
        };
        let refused = struck(&mut memory, &bo, chat, comment);
        assert!(matches!(refused, Err(StrikeError::NotYours(name)) if name == "Ana"));
        for (chat, id) in [
            (chat, said.id),
            (ConversationId(9), comment),
            (chat, MessageId(99)),
        ] {
            let refused = struck(&mut memory, &cy, chat, id);
            assert!(matches!(refused, Err(StrikeError::NotFound)));
        }
        let before = memory.act(|tx| event::newest(tx)).unwrap();
        struck(&mut memory, &cy, chat, comment).unwrap();
        struck(&mut memory, &ana, chat, comment).unwrap();
        let Some(Entry::Comment(after)) = memory.act(|tx| message::by_id(tx, comment)).unwrap()
        else {
            panic!("it is still there");
        };
        assert_eq!(after.text, "She bought the kettle 07");
        assert_eq!(after.struck.unwrap().by, "Cy");
        let events = memory.act(|tx| event::after(tx, before, 9)).unwrap();
        assert_eq!(events.len(), 1, "it is told once");
        assert_eq!(events[0].about.identity, None);
    }
}
