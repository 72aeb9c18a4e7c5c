//! Changing what was sent, and taking it back, where the channel can do that on the other side, too.
//!
//! What was said before stays with the team ([`versions`]); the customer's side, lists and search have the
//! new words only.

use crate::{
    base::{
        id::{AgentId, ConversationId, EventId, IdentityId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        amendment,
        channel::ChannelKind,
        conversation::{
            self, consent,
            message::{self, Author, Entry, LONGEST, Message},
            say::{self, Clearance, Draft, SayError},
            shared,
        },
        event::{self, About, Kind},
        guard,
        outbox::{self, Stage},
        search,
        team::{Agent, Role},
    },
};

/// Why a message stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// No such message for this agent.
    #[error("there is no such message")]
    NotFound,
    /// Somebody else wrote it.
    #[error("only its author may do this")]
    NotYours,
    /// It was taken back before.
    #[error("this message was taken back")]
    Unsent,
    /// Its channel can do this with no message.
    #[error("on this channel nothing that was sent can be changed")]
    NotHere,
    /// The channel does not do this any more.
    #[error("it is too late to change this message")]
    TooLate,
    /// It is being handed over at this moment.
    #[error("this message is just on its way")]
    OnItsWay,
    /// It may have arrived, or a part of it has.
    #[error("nobody knows how this message stands there")]
    InDoubt,
    /// No words are left, and no file either.
    #[error("there is nothing left to say")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("the message has {0} characters, {LONGEST} fit")]
    TooLong(usize),
    /// The house's patterns were found in the new words.
    #[error(transparent)]
    Say(#[from] SayError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What an event of [`Kind::Revision`] is told with.
#[derive(Debug, Clone)]
pub struct Revised {
    /// The event.
    pub event: EventId,
    /// Whose message it is.
    pub identity: IdentityId,
    /// As it stands now.
    pub message: Message,
}

/// Which message an event of [`Kind::Revision`] is about, as the event's row has it.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct Which {
    /// The message.
    pub message_id: MessageId,
}

/// Words that a message had once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What it said.
    pub text: String,
    /// Until when.
    pub until: Timestamp,
    /// Who replaced it.
    pub by: String,
}

/// Whether a message that was sent then may still be changed on a sort of channel.
pub fn in_time(kind: ChannelKind, sent_at: Timestamp, now: Timestamp) -> Result<(), AmendError> {
    match kind.amends_within() {
        None => Err(AmendError::NotHere),
        Some(time) if now.since(sent_at) > time => Err(AmendError::TooLate),
        Some(_) => Ok(()),
    }
}

/// Whether an agent may change a message, as far as the message itself says.
#[must_use]
pub fn may_edit(message: &Message, agent: AgentId) -> bool {
    matches!(&message.author, Author::Agent(face) if face.id == agent)
        && message.unsent_at.is_none()
}

/// Whether an agent may take a message back: its author, and who answers for the team.
#[must_use]
pub fn may_unsend(message: &Message, agent: &Agent) -> bool {
    matches!(&message.author, Author::Agent(face) if face.id == agent.id || agent.may_act_as(Role::Supervisor))
        && message.unsent_at.is_none()
}

/// Gives a message other words, past the house's patterns as any reply. The same words once more change
/// nothing.
pub fn edit(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: MessageId,
    words: &str,
    clearance: Clearance<'_>,
) -> Result<Message, AmendError> {
    let message = outgoing(tx, id)?;
    if message.unsent_at.is_some() {
        return Err(AmendError::Unsent);
    }
    if !may_edit(&message, agent.id) {
        return Err(AmendError::NotYours);
    }
    let words = text::clean(words);
    let length = words.chars().count();
    if length > LONGEST {
        return Err(AmendError::TooLong(length));
    }
    if words.is_empty() && message.attachments.is_empty() {
        return Err(AmendError::Empty);
    }
    if words == message.text {
        return Ok(message);
    }
    // What may be there already, in part or as a whole, is another message when it is sent on with other words.
    match left(tx, id)? {
        Left::Not | Left::Whole => {}
        Left::Now => return Err(AmendError::OnItsWay),
        Left::Perhaps | Left::Part => return Err(AmendError::InDoubt),
    }
    // Other words are words; taking some back is not.
    if consent::silent_since(tx, message.conversation)?.is_some() {
        return Err(SayError::Withdrawn.into());
    }
    let draft = Draft {
        text: words,
        ..Draft::default()
    };
    say::pass_guard(tx, agent, message.conversation, &draft, clearance)?;
    replace(tx, Some(agent.id), &message, &draft.text, "edited_at")
}

/// Takes a message back, with its files. Once more changes nothing.
pub fn unsend(tx: &mut Tx<'_>, agent: &Agent, id: MessageId) -> Result<Message, AmendError> {
    let message = outgoing(tx, id)?;
    if message.unsent_at.is_some() {
        return Ok(message);
    }
    if !may_unsend(&message, agent) {
        return Err(AmendError::NotYours);
    }
    if left(tx, id)? == Left::Perhaps {
        return Err(AmendError::InDoubt);
    }
    replace(tx, Some(agent.id), &message, "", "unsent_at")
}

/// How much of a message has left for its platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// Nothing: it waits, or was refused.
    Not,
    /// It is being handed over.
    Now,
    /// Some of it has arrived.
    Part,
    /// It may have arrived.
    Perhaps,
    /// It is there.
    Whole,
}

fn left(reader: &Reader<'_>, id: MessageId) -> Result<Left, DbError> {
    Ok(match outbox::by_message(reader, id)? {
        None => Left::Whole,
        Some(waiting) => match waiting.stage {
            Stage::Sending => Left::Now,
            Stage::Unknown => Left::Perhaps,
            // Its platform is looked at before it goes again.
            Stage::Queued if !waiting.code.is_empty() => Left::Perhaps,
            Stage::Queued | Stage::Failed if waiting.parts_done > 0 => Left::Part,
            Stage::Queued | Stage::Failed => Left::Not,
        },
    })
}

/// A customer has changed on their platform what they had written; empty words take it back. What stood there
/// before stays with the team.
pub fn by_customer(tx: &mut Tx<'_>, id: MessageId, words: &str) -> Result<(), AmendError> {
    let Some(Entry::Message(message)) = message::by_id(tx, id)? else {
        return Err(AmendError::NotFound);
    };
    if message.author != Author::Customer || message.unsent_at.is_some() {
        return Ok(());
    }
    let words = guard::mask_incoming(tx, &text::clean(words))?.into_owned();
    let stamp = if words.is_empty() && message.attachments.is_empty() && message.pending.is_empty()
    {
        "unsent_at"
    } else {
        "edited_at"
    };
    if words != message.text {
        let words: String = words.chars().take(LONGEST).collect();
        replace(tx, None, &message, &words, stamp)?;
    }
    Ok(())
}

/// A customer has taken back on their platform what they had written, with its files. The team still sees it.
pub fn withdrawn(tx: &mut Tx<'_>, id: MessageId) -> Result<(), AmendError> {
    let Some(Entry::Message(message)) = message::by_id(tx, id)? else {
        return Err(AmendError::NotFound);
    };
    if message.author == Author::Customer && message.unsent_at.is_none() {
        replace(tx, None, &message, "", "unsent_at")?;
    }
    Ok(())
}

/// Tells those who look at a message that it stands there differently now.
pub(super) fn tell(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    let Some(Entry::Message(message)) = message::by_id(tx, id)? else {
        return Ok(());
    };
    let Some(chat) = conversation::by_id(tx, message.conversation)? else {
        return Ok(());
    };
    let which = Which { message_id: id };
    let event = event::record_silently(tx, Kind::Revision, chat.about(), &which)?;
    tx.announce(Revised {
        event,
        identity: chat.identity,
        message,
    });
    Ok(())
}

/// The words a message had before, oldest first.
pub fn versions(reader: &Reader<'_>, id: MessageId) -> Result<Vec<Version>, DbError> {
    reader.list(
        "select message_version.text, message_version.until, coalesce(agent.name, '')
         from message_version left join agent on agent.id = message_version.agent_id
         where message_id = ?1 order by until",
        [id],
        |row| {
            Ok(Version {
                text: row.get(0)?,
                until: row.get(1)?,
                by: row.get(2)?,
            })
        },
    )
}

/// A message of the team's that may still be changed on its channel.
fn outgoing(tx: &Tx<'_>, id: MessageId) -> Result<Message, AmendError> {
    let Some(Entry::Message(message)) = message::by_id(tx, id)? else {
        return Err(AmendError::NotFound);
    };
    let Author::Agent(_) = message.author else {
        return Err(AmendError::NotYours);
    };
    let conversation =
        conversation::by_id(tx, message.conversation)?.ok_or(AmendError::NotFound)?;
    in_time(conversation.channel_kind, message.created_at, tx.now)?;
    Ok(message)
}

fn replace(
    tx: &mut Tx<'_>,
    agent: Option<AgentId>,
    old: &Message,
    words: &str,
    stamp: &str,
) -> Result<Message, AmendError> {
    let now = tx.now;
    tx.execute(
        "insert into message_version (message_id, until, text, agent_id) values (?1, ?2, ?3, ?4)
         on conflict (message_id, until) do nothing",
        (old.id, now, &old.text, agent),
    )?;
    tx.execute(
        &format!("update message set text = ?2, {stamp} = ?3 where id = ?1"),
        (old.id, words, now),
    )?;
    search::renew(tx, old.id)?;
    if stamp == "unsent_at" {
        shared::forget(tx, old.conversation, old.id)?;
    } else {
        shared::renew(tx, old.conversation, old.id, words)?;
    }
    let conversation = conversation::by_id(tx, old.conversation)?.ok_or(AmendError::NotFound)?;
    let about = About {
        conversation: Some(conversation.id),
        identity: Some(conversation.identity),
    };
    let which = Which { message_id: old.id };
    let event = event::record_silently(tx, Kind::Revision, about, &which)?;
    // What the team changed is carried to where it was sent; what a customer changed comes from there.
    if agent.is_some() && left(tx, old.id)? != Left::Not {
        amendment::ask(tx, old.id, conversation.id, event, &old.text)?;
    }
    let Some(Entry::Message(message)) = message::by_id(tx, old.id)? else {
        return Err(AmendError::NotFound);
    };
    tx.execute(
        "update conversation set preview = ?3 where id = ?1 and last_message_id = ?2",
        (conversation.id, old.id, say::preview_of_message(&message)),
    )?;
    tx.announce(Revised {
        event,
        identity: conversation.identity,
        message: message.clone(),
    });
    Ok(message)
}

/// The chat of a message.
pub fn chat_of(reader: &Reader<'_>, id: MessageId) -> Result<Option<ConversationId>, DbError> {
    reader.find(
        "select conversation_id from message where id = ?1",
        [id],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    /// Hannah's chat, in which Ana has answered.
    struct Chat {
        memory: Memory,
        ana: Agent,
        id: ConversationId,
        hello: MessageId,
        answer: MessageId,
    }

    fn chat() -> Chat {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let id = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
        let draft = Draft {
            text: "It costs 12".to_owned(),
            quotes: Some(said.id),
            ..Draft::default()
        };
        let answer = memory
            .act(|tx| say::by_agent(tx, &ana, id, &draft, None))
            .unwrap();
        Chat {
            memory,
            ana,
            id,
            hello: said.id,
            answer: answer.id,
        }
    }

    impl Chat {
        fn shown(&mut self) -> Message {
            let id = self.answer;
            match self.memory.act(|tx| message::by_id(tx, id)).unwrap() {
                Some(Entry::Message(message)) => message,
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn what_was_said_before_stays_with_the_team() {
        let mut chat = chat();
        let (ana, id) = (chat.ana.clone(), chat.answer);
        chat.memory
            .act(|tx| edit(tx, &ana, id, " It costs 21 ", Clearance::Look))
            .unwrap();
        let message = chat.shown();
        assert_eq!(message.text, "It costs 21");
        assert!(message.edited_at.is_some());
        chat.memory.advance(Duration::from_secs(1));
        chat.memory.act(|tx| unsend(tx, &ana, id)).unwrap();
        let message = chat.shown();
        assert_eq!(message.text, "");
        let before = chat.memory.act(|tx| versions(tx, id)).unwrap();
        let texts: Vec<&str> = before.iter().map(|version| version.text.as_str()).collect();
        assert_eq!(texts, ["It costs 12", "It costs 21"]);
        let chat_now = chat
            .memory
            .act(|tx| conversation::by_id(tx, chat.id))
            .unwrap();
        assert_eq!(chat_now.unwrap().preview, "");
        let late = chat
            .memory
            .act(|tx| edit(tx, &ana, id, "Anew", Clearance::Look));
        assert!(matches!(late, Err(AmendError::Unsent)), "{late:?}");
    }

    #[test]
    fn only_its_author_changes_a_message_and_only_for_a_day() {
        let mut chat = chat();
        let (ana, id, hello) = (chat.ana.clone(), chat.answer, chat.hello);
        let bo = chat.memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let cleo = chat.memory.act(|tx| cast::supervisor(tx, "Cleo")).unwrap();
        for (who, what, is_fine) in [
            (&bo, "edit", false),
            (&bo, "unsend", false),
            (&cleo, "edit", false),
        ] {
            let done = chat.memory.act(|tx| match what {
                "edit" => edit(tx, who, id, "Other words", Clearance::Look),
                _ => unsend(tx, who, id),
            });
            assert_eq!(done.is_ok(), is_fine, "{} {what}", who.name);
        }
        let theirs = chat
            .memory
            .act(|tx| edit(tx, &ana, hello, "Bye", Clearance::Look));
        assert!(matches!(theirs, Err(AmendError::NotYours)), "{theirs:?}");
        let nothing = chat
            .memory
            .act(|tx| edit(tx, &ana, id, "  ", Clearance::Look));
        assert!(matches!(nothing, Err(AmendError::Empty)), "{nothing:?}");
        chat.memory.advance(Duration::from_secs(24 * 60 * 60 + 1));
        let late = chat
            .memory
            .act(|tx| edit(tx, &ana, id, "Other words", Clearance::Look));
        assert!(matches!(late, Err(AmendError::TooLate)), "{late:?}");
        assert_eq!(chat.shown().text, "It costs 12");
    }

    #[test]
    fn an_answer_quotes_what_this_customer_has_seen_and_nothing_else() {
        let mut chat = chat();
        let (ana, id) = (chat.ana.clone(), chat.id);
        let quote = chat.shown().quote.expect("it answers one");
        assert_eq!(
            (quote.author, quote.text.as_str()),
            (Author::Customer, "Hello?")
        );
        let secret = Draft {
            text: "Careful with her".to_owned(),
            ..Draft::default()
        };
        let comment = chat
            .memory
            .act(|tx| say::comment(tx, &ana, id, &secret))
            .unwrap();
        let other = chat
            .memory
            .act(|tx| cast::waiting_chat(tx, "Omar", "Mine"))
            .unwrap();
        for quoted in [comment.id, other.id, MessageId(9_999)] {
            let draft = Draft {
                text: "This".to_owned(),
                quotes: Some(quoted),
                ..Draft::default()
            };
            let said = chat
                .memory
                .act(|tx| say::by_agent(tx, &ana, id, &draft, None));
            assert!(matches!(said, Err(SayError::UnknownQuote)), "{said:?}");
        }
    }
}
