//! How urgent a chat is, and who says so (W12).

use serde::{Deserialize, Serialize};

use super::{Cause, Conversation, State, by_id, say, tell};
use crate::{
    base::id::ConversationId,
    db::{DbError, Tx},
    desk::team::{Agent, Face, Role},
};

/// How urgent; the order of every list begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Can wait.
    Low,
    /// As usual.
    Normal,
    /// Soon.
    High,
    /// Now.
    Urgent,
}

impl Priority {
    /// All of them, the most urgent first, as menus have them.
    pub const ALL: [Self; 4] = [Self::Urgent, Self::High, Self::Normal, Self::Low];

    pub(super) fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.number() == number)
    }

    /// As the file has it, so that it can be sorted by.
    fn number(self) -> i64 {
        match self {
            Self::Low => 0,
            Self::Normal => 1,
            Self::High => 2,
            Self::Urgent => 3,
        }
    }

    /// Its word in the API, in forms and in class names.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// What a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Why a priority stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum PriorityError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// It is a colleague's, and the agent is no supervisor.
    #[error("{} has this chat", .0.name)]
    TakenBy(Face),
    /// It has ended, so nobody hurries any more.
    #[error("this chat is closed")]
    Closed,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Whether an agent may say how urgent a chat is: anybody of one that waits, its agent and supervisors of one
/// that somebody has.
pub fn may_set(agent: &Agent, chat: &Conversation) -> Result<(), PriorityError> {
    match &chat.state {
        State::Waiting { .. } | State::Scheduled => Ok(()),
        State::Active { agent: owner, .. }
            if owner.id == agent.id || agent.may_act_as(Role::Supervisor) =>
        {
            Ok(())
        }
        State::Active { agent: owner, .. } => Err(PriorityError::TakenBy(owner.clone())),
        State::WrappingUp { .. } | State::Closed { .. } => Err(PriorityError::Closed),
        State::Fresh => Err(PriorityError::NotFound),
    }
}

/// An agent says how urgent a chat is. What it is already is answered as a success.
pub fn set(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    priority: Priority,
) -> Result<Conversation, PriorityError> {
    let chat = by_id(tx, id)?.ok_or(PriorityError::NotFound)?;
    may_set(agent, &chat)?;
    if chat.priority == priority {
        return Ok(chat);
    }
    write(tx, id, priority)?;
    let line = format!("priority-{}", priority.word());
    say::by_house(tx, &say::Place::of(&chat), &line, Some(agent))?;
    tell(tx, id, Cause::Changed)?;
    by_id(tx, id)?.ok_or(PriorityError::NotFound)
}

/// Writes it and tells nobody.
pub(in crate::desk) fn write(
    tx: &mut Tx<'_>,
    id: ConversationId,
    priority: Priority,
) -> Result<(), DbError> {
    tx.execute(
        "update conversation set priority = ?2 where id = ?1",
        (id, priority.number()),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast, counter,
            waitlist::{self, claim},
        },
    };

    fn names(chats: &[Conversation]) -> Vec<&str> {
        chats
            .iter()
            .map(|chat| chat.customer_name.as_str())
            .collect()
    }

    #[test]
    fn urgent_ones_come_first_however_the_list_is_turned() {
        let mut memory = Memory::new();
        let mut ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let mut chats = Vec::new();
        for name in ["Wilma", "Xenia", "Yara", "Zoe"] {
            memory.advance(std::time::Duration::from_secs(60));
            let said = memory.act(|tx| cast::waiting_chat(tx, name, "Hello"));
            chats.push(said.unwrap().conversation);
        }
        for (chat, priority) in [
            (2, Priority::Urgent),
            (1, Priority::High),
            (0, Priority::Low),
        ] {
            memory
                .act(|tx| set(tx, &ana, chats[chat], priority))
                .unwrap();
        }
        let longest = memory.act(|tx| waitlist::list(tx, &ana, 10)).unwrap();
        assert_eq!(names(&longest), ["Yara", "Xenia", "Zoe", "Wilma"]);
        ana.preferences.newest_first = true;
        let newest = memory.act(|tx| waitlist::list(tx, &ana, 10)).unwrap();
        assert_eq!(names(&newest), ["Yara", "Xenia", "Zoe", "Wilma"]);
        // Of one's own chats, too, though another was served later.
        for chat in [chats[2], chats[3]] {
            memory.advance(std::time::Duration::from_secs(60));
            memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        }
        let mine = memory.act(|tx| counter::of(tx, &ana)).unwrap().mine;
        let mine: Vec<_> = mine.into_iter().map(|mine| mine.conversation).collect();
        assert_eq!(names(&mine), ["Yara", "Zoe"]);
    }

    #[test]
    fn it_is_told_once_in_the_log_and_to_the_team_alone() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        for _ in 0..2 {
            let after = memory.act(|tx| set(tx, &ana, chat, Priority::Urgent));
            assert_eq!(after.unwrap().priority, Priority::Urgent);
        }
        let lines = memory.act(|tx| cast::said_by(tx, chat, "system")).unwrap();
        assert_eq!(lines, ["priority-urgent"]);
        let identity = memory.act(|tx| by_id(tx, chat)).unwrap().unwrap().identity;
        let seen = memory
            .act(|tx| {
                super::super::message::of_identity(tx, identity, crate::base::id::MessageId(0), 9)
            })
            .unwrap();
        let told: Vec<&str> = seen.iter().map(|one| one.author.word()).collect();
        assert_eq!(
            told,
            ["customer"],
            "the line is not among what they are told"
        );
    }

    #[test]
    fn a_colleague_s_chat_is_theirs_and_a_closed_one_is_done() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let sue = memory.act(|tx| cast::supervisor(tx, "Sue")).unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        memory.act(|tx| set(tx, &bo, chat, Priority::High)).unwrap();
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let refused = memory.act(|tx| set(tx, &bo, chat, Priority::Low));
        assert!(matches!(refused, Err(PriorityError::TakenBy(owner)) if owner.id == ana.id));
        for who in [&ana, &sue] {
            memory.act(|tx| set(tx, who, chat, Priority::Low)).unwrap();
            memory.act(|tx| set(tx, who, chat, Priority::High)).unwrap();
        }
        memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
        let closed = memory.act(|tx| set(tx, &ana, chat, Priority::Low));
        assert!(matches!(closed, Err(PriorityError::Closed)));
    }
}
