//! What an agent was about to say: kept on the server, so that it survives reloads and other browsers.
//!
//! Browsers tell it a few seconds after the last key, over lines that may be slow: what one tells may be older than what
//! stands here, or than the message that it became. So each change has a number, and who keeps a draft says which one
//! they have seen.

use std::time::Duration;

use serde::Serialize;

use crate::{
    base::{
        id::{AgentId, ConversationId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
};

/// That there is none any more is remembered for so long: nothing is on its way for longer.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// What stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The words; empty: there are none.
    pub text: String,
    /// Rises with each change; 0: there never were any.
    pub revision: i64,
}

/// What became of a draft that was to be kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stands, under this number.
    Kept(i64),
    /// Something else stands there that whoever sent it has not seen.
    Other(Kept),
}

/// Keeps a draft in place of the one with the number `over`.
pub fn keep_over(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: ConversationId,
    text: &str,
    over: i64,
) -> Result<Outcome, DbError> {
    let text = words(text);
    let there = of(tx, agent, conversation)?;
    // The same words are a repeat whose first answer was lost.
    if there.text == text {
        return Ok(Outcome::Kept(there.revision));
    }
    if there.revision != over {
        return Ok(Outcome::Other(there));
    }
    keep(tx, agent, conversation, text)?;
    Ok(Outcome::Kept(of(tx, agent, conversation)?.revision))
}

/// Keeps a draft, whatever stood there. Empty: it was sent, or is wanted no more, and what comes late of it is too late.
pub fn keep(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: ConversationId,
    text: &str,
) -> Result<(), DbError> {
    let (now, text) = (tx.now, words(text));
    tx.execute(
        "insert into draft (agent_id, conversation_id, text, updated_at)
         values (:agent, :conversation, :text, :now)
         on conflict (agent_id, conversation_id) do update set text = excluded.text,
           updated_at = max(excluded.updated_at, draft.updated_at + 1)",
        named_params! { ":agent": agent, ":conversation": conversation, ":text": text, ":now": now },
    )?;
    if text.is_empty() {
        forget_gone(tx, now.minus(REMEMBERED))?;
    }
    Ok(())
}

fn words(text: &str) -> &str {
    if text.trim().is_empty() { "" } else { text }
}

fn forget_gone(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "delete from draft indexed by draft_gone where text = '' and updated_at < ?1",
        [before],
    )?;
    Ok(())
}

/// An agent's draft in a chat.
pub fn of(
    reader: &Reader<'_>,
    agent: AgentId,
    conversation: ConversationId,
) -> Result<Kept, DbError> {
    let kept = reader.find(
        "select text, updated_at from draft where agent_id = ?1 and conversation_id = ?2",
        (agent, conversation),
        |row| {
            Ok(Kept {
                text: row.get(0)?,
                revision: row.get(1)?,
            })
        },
    )?;
    Ok(kept.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    struct Desk {
        memory: Memory,
        ana: AgentId,
        chat: ConversationId,
    }

    impl Desk {
        fn open() -> Self {
            let mut memory = Memory::new();
            let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap().id;
            let said = memory
                .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
                .unwrap();
            Self {
                memory,
                ana,
                chat: said.conversation,
            }
        }

        /// The number under which it was kept; what stands there instead.
        fn keeps(&mut self, text: &str, over: i64) -> Result<i64, String> {
            let (ana, chat) = (self.ana, self.chat);
            let outcome = self
                .memory
                .act(|tx| keep_over(tx, ana, chat, text, over))
                .unwrap();
            match outcome {
                Outcome::Kept(revision) => Ok(revision),
                Outcome::Other(there) => Err(there.text),
            }
        }

        fn is_sent(&mut self) {
            let (ana, chat) = (self.ana, self.chat);
            self.memory.act(|tx| keep(tx, ana, chat, "")).unwrap();
        }

        fn there(&mut self) -> Kept {
            let (ana, chat) = (self.ana, self.chat);
            self.memory.act(|tx| of(tx, ana, chat)).unwrap()
        }
    }

    #[test]
    fn what_comes_after_its_message_was_sent_is_too_late() {
        for begun in [false, true] {
            let mut desk = Desk::open();
            // All in one moment: numbers rise faster than the clock.
            let seen = if begun {
                desk.keeps("It is", 0).unwrap()
            } else {
                0
            };
            desk.is_sent();
            assert_eq!(desk.keeps("It is on its way", seen), Err(String::new()));
            assert_eq!(desk.there().text, "");
            // The next one is begun by whoever knows that.
            let now = desk.there().revision;
            assert!(desk.keeps("And tomorrow", now).is_ok());
        }
    }

    #[test]
    fn neither_of_two_browsers_writes_over_what_it_has_not_seen() {
        let mut desk = Desk::open();
        let first = desk.keeps("From home", 0).unwrap();
        assert_eq!(desk.keeps("From the shop", 0), Err("From home".to_owned()));
        let second = desk.keeps("From home, and more", first).unwrap();
        assert!(second > first);
        // A repeat whose answer was lost is no other draft.
        assert_eq!(desk.keeps("From home, and more", first), Ok(second));
        assert_eq!(
            desk.keeps("", first),
            Err("From home, and more".to_owned()),
            "nor does it clear it"
        );
        assert_eq!(desk.there().text, "From home, and more");
    }

    #[test]
    fn that_there_is_none_is_forgotten_after_a_day() {
        let mut desk = Desk::open();
        desk.is_sent();
        let rows = |desk: &mut Desk| -> i64 {
            let counted = desk
                .memory
                .act::<_, DbError>(|tx| tx.get("select count(*) from draft", [], |row| row.get(0)));
            counted.unwrap()
        };
        let omar = desk
            .memory
            .act(|tx| cast::waiting_chat(tx, "Omar", "Good morning"))
            .unwrap();
        desk.memory.advance(REMEMBERED);
        desk.chat = omar.conversation;
        desk.is_sent();
        assert_eq!(rows(&mut desk), 2);
        desk.memory.advance(Duration::from_secs(1));
        desk.is_sent();
        assert_eq!(rows(&mut desk), 1, "Omar’s");
        let now = desk.there().revision;
        desk.keeps("Good morning", now).unwrap();
        desk.memory.advance(3 * REMEMBERED);
        desk.chat = ConversationId(1);
        desk.is_sent();
        assert_eq!(rows(&mut desk), 2, "words are not");
    }
}
