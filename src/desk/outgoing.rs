//! What an agent has sent and what has not left yet: held for a few seconds so that it can be taken back,
//! or waiting for an instant that the agent chose.
//!
//! Nothing here is a message yet: it has no place in the log and no channel can be handed it. When it
//! leaves, it becomes one by the same act as any other reply; if that is refused by then, it stays here
//! with the reason until its author takes it back.

use std::time::Duration;

use serde::Serialize;

use crate::{
    base::{
        id::{AgentId, ConversationId, CustomerId, MessageId, OutgoingId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        attachment::{self, Attachment, Uploader},
        channel::ChannelKind,
        conversation::{
            message,
            original::{self, Original},
            say::{self, Clearance, Draft, Said, SayError},
        },
        event::{self, About, Kind},
        team::{self, Agent},
        timer::{self, Due},
    },
    stored_as_word,
};

/// Seconds for which a reply can be held at most.
pub const LONGEST_HOLD: u8 = 10;

/// How far ahead a reply can be scheduled.
pub const FURTHEST: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Why it has not left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// For a few seconds, to be taken back.
    Held,
    /// Until an instant that its author chose.
    Scheduled,
}

stored_as_word!(Rest {
    Held = "held",
    Scheduled = "scheduled",
});

/// A reply that has not left.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Its id.
    pub id: OutgoingId,
    /// Where it will be said.
    pub conversation: ConversationId,
    /// By whom.
    pub agent: AgentId,
    /// Their name.
    pub agent_name: String,
    /// What it says.
    pub text: String,
    /// What its author wrote, if that is its translation.
    pub original: Option<Original>,
    /// The message it answers.
    pub quotes: Option<MessageId>,
    /// Why it rests.
    pub rest: Rest,
    /// When it leaves.
    pub due_at: Timestamp,
    /// Why it could not leave: the word of a refusal.
    pub trouble: Option<String>,
    /// Whether its author is in the chat, without which it will not leave.
    pub is_at_home: bool,
    /// Its files.
    pub files: Vec<Attachment>,
    key: Option<String>,
}

/// Why nothing was put aside.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// The instant has passed, or is too far away.
    #[error("this time cannot be kept")]
    BadTime,
    /// As for any reply.
    #[error(transparent)]
    Say(#[from] SayError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What became of a reply that was to be put aside.
#[derive(Debug)]
pub enum Put {
    /// It rests, as it did before if this was a repeat.
    Rests,
    /// It has left already.
    Left(Said),
}

#[derive(Serialize)]
struct Told {
    conversation_id: ConversationId,
    agent_id: AgentId,
}

/// Puts a reply aside until `due`. Everything that refuses a reply refuses it now.
pub fn put(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    (seen, clearance): (Option<MessageId>, Clearance<'_>),
    (rest, due): (Rest, Timestamp),
) -> Result<Put, PutError> {
    if let Some(said) = say::check_reply(tx, agent, id, draft, seen)? {
        return Ok(Put::Left(said));
    }
    if is_repeat(tx, agent.id, draft)? {
        return Ok(Put::Rests);
    }
    say::pass_guard(tx, agent, id, draft, clearance)?;
    let now = tx.now;
    if due <= now || due.since(now) > FURTHEST {
        return Err(PutError::BadTime);
    }
    tx.execute(
        "insert into outgoing (conversation_id, agent_id, text, quotes_id, client_key, kind, created_at, due_at)
         values (:conversation, :agent, :text, :quotes, :key, :kind, :now, :due)",
        named_params! {
            ":conversation": id, ":agent": agent.id, ":text": draft.text, ":quotes": draft.quotes,
            ":key": draft.key, ":kind": rest, ":now": now, ":due": due,
        },
    )?;
    let outgoing = OutgoingId(tx.last_insert_id());
    let uploader = Uploader::Agent(agent.id);
    if !attachment::keep_for(tx, outgoing, uploader, &draft.attachments)? {
        return Err(SayError::UnknownAttachment.into());
    }
    timer::set(tx, Due::Leave, outgoing.0, due)?;
    tell(tx, id, agent.id)?;
    Ok(Put::Rests)
}

/// Keeps what the author of a reply wrote of which it is the translation. `key` is the one it was put aside with.
pub fn keep_original(
    tx: &mut Tx<'_>,
    agent: AgentId,
    key: &str,
    original: &Original,
) -> Result<(), DbError> {
    tx.execute(
        "update outgoing set original = :text, original_language = :language
         where agent_id = :agent and client_key = :key",
        named_params! {
            ":text": original.text, ":language": original.language, ":agent": agent, ":key": key,
        },
    )?;
    Ok(())
}

/// Takes a reply back before it has left, for its author to go on with. `None` when it has left.
pub fn take_back(
    tx: &mut Tx<'_>,
    agent: AgentId,
    id: OutgoingId,
) -> Result<Option<Outgoing>, DbError> {
    let Some(outgoing) = by_id(tx, id)?.filter(|outgoing| outgoing.agent == agent) else {
        return Ok(None);
    };
    remove(tx, &outgoing)?;
    tell(tx, outgoing.conversation, agent)?;
    Ok(Some(outgoing))
}

/// Lets a reply leave at once, although its time has not come, and answers its chat. `None` when it has
/// left.
pub fn leave_now(
    tx: &mut Tx<'_>,
    agent: AgentId,
    id: OutgoingId,
) -> Result<Option<ConversationId>, DbError> {
    let Some(outgoing) = by_id(tx, id)?.filter(|outgoing| outgoing.agent == agent) else {
        return Ok(None);
    };
    leave(tx, &outgoing)?;
    Ok(Some(outgoing.conversation))
}

/// What [`Due::Leave`] does.
pub fn leave_when_due(tx: &mut Tx<'_>, id: OutgoingId) -> Result<(), DbError> {
    match by_id(tx, id)? {
        Some(outgoing) => leave(tx, &outgoing),
        None => Ok(()),
    }
}

/// Lets everything leave that is only held, since its chat passes on or ends now.
pub fn hurry(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), DbError> {
    let held = of_conversation(tx, conversation)?
        .into_iter()
        .filter(|outgoing| outgoing.rest == Rest::Held && outgoing.trouble.is_none());
    for outgoing in held {
        leave(tx, &outgoing)?;
    }
    Ok(())
}

/// Drops all that has not left, since nothing more is said in its chat.
pub fn drop_all(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), DbError> {
    for outgoing in of_conversation(tx, conversation)? {
        remove(tx, &outgoing)?;
        tell(tx, conversation, outgoing.agent)?;
    }
    Ok(())
}

fn leave(tx: &mut Tx<'_>, outgoing: &Outgoing) -> Result<(), DbError> {
    let Some(agent) = team::by_id(tx, outgoing.agent)? else {
        return Ok(());
    };
    let draft = Draft {
        text: outgoing.text.clone(),
        attachments: outgoing.files.iter().map(|file| file.id.clone()).collect(),
        key: outgoing.key.clone(),
        quotes: outgoing
            .quotes
            .filter(|quoted| message::is_shown(tx, *quoted).unwrap_or(false)),
        is_automatic: false,
        template: None,
    };
    // Its files are its own again, so nothing refuses them half way.
    attachment::let_go(tx, outgoing.id)?;
    let passed = Clearance::Passed;
    match say::answer(tx, &agent, outgoing.conversation, &draft, None, passed) {
        Ok(said) => {
            if let Some(original) = &outgoing.original {
                original::keep(tx, said.id, original)?;
            }
            remove(tx, outgoing)?;
        }
        Err(SayError::Db(error)) => return Err(error),
        Err(error) => {
            let uploader = Uploader::Agent(agent.id);
            attachment::keep_for(tx, outgoing.id, uploader, &draft.attachments)?;
            timer::cancel(tx, Due::Leave, outgoing.id.0)?;
            tx.execute(
                "update outgoing set trouble = ?2 where id = ?1",
                (outgoing.id, error.word()),
            )?;
        }
    }
    tell(tx, outgoing.conversation, outgoing.agent)
}

fn remove(tx: &mut Tx<'_>, outgoing: &Outgoing) -> Result<(), DbError> {
    timer::cancel(tx, Due::Leave, outgoing.id.0)?;
    attachment::let_go(tx, outgoing.id)?;
    tx.execute("delete from outgoing where id = ?1", [outgoing.id])?;
    Ok(())
}

fn tell(tx: &mut Tx<'_>, conversation: ConversationId, agent: AgentId) -> Result<(), DbError> {
    // Nothing of it is the customer's business yet.
    let about = About {
        conversation: Some(conversation),
        identity: None,
    };
    let told = Told {
        conversation_id: conversation,
        agent_id: agent,
    };
    event::record(tx, Kind::Outgoing, about, &told)?;
    Ok(())
}

fn is_repeat(reader: &Reader<'_>, agent: AgentId, draft: &Draft) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from outgoing where agent_id = ?1 and client_key = ?2",
        (agent, &draft.key),
    )
}

const SELECT: &str =
    "select outgoing.id, conversation_id, agent_id, agent.name, text, quotes_id, kind, due_at,
    trouble, client_key, original, original_language,
    exists (select 1 from conversation where conversation.id = outgoing.conversation_id
      and conversation.state = 'active' and (conversation.agent_id = outgoing.agent_id
        or exists (select 1 from participant where participant.conversation_id = conversation.id
          and participant.agent_id = outgoing.agent_id)))
    from outgoing join agent on agent.id = outgoing.agent_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Outgoing> {
    Ok(Outgoing {
        id: row.get(0)?,
        conversation: row.get(1)?,
        agent: row.get(2)?,
        agent_name: row.get(3)?,
        text: row.get(4)?,
        quotes: row.get(5)?,
        rest: row.get(6)?,
        due_at: row.get(7)?,
        trouble: row.get(8)?,
        key: row.get(9)?,
        original: row
            .get::<_, Option<String>>(10)?
            .zip(row.get(11)?)
            .map(|(text, language)| Original { language, text }),
        is_at_home: row.get(12)?,
        files: Vec::new(),
    })
}

fn by_id(reader: &Reader<'_>, id: OutgoingId) -> Result<Option<Outgoing>, DbError> {
    let found = reader.find(&format!("{SELECT} where outgoing.id = ?1"), [id], from_row)?;
    found.map(|outgoing| complete(reader, outgoing)).transpose()
}

/// What has not left yet in a chat, in the order in which it will.
pub fn of_conversation(
    reader: &Reader<'_>,
    conversation: ConversationId,
) -> Result<Vec<Outgoing>, DbError> {
    let sql = format!("{SELECT} where conversation_id = ?1 order by due_at, outgoing.id");
    reader
        .list(&sql, [conversation], from_row)?
        .into_iter()
        .map(|outgoing| complete(reader, outgoing))
        .collect()
}

/// A reply that could not leave, as its author's list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranded {
    /// The reply.
    pub id: OutgoingId,
    /// Where it was to be said.
    pub conversation: ConversationId,
    /// To whom.
    pub customer: CustomerId,
    /// Their name.
    pub customer_name: String,
    /// Where they write.
    pub channel_kind: ChannelKind,
    /// What it says, shortened; the names of its files where it has no words.
    pub preview: String,
    /// When it was to leave.
    pub due_at: Timestamp,
}

/// Replies that a list shows at most.
const MOST_STRANDED: usize = 20;

/// Characters of one.
const PREVIEW: usize = 120;

/// What an agent wrote that could not leave when it was due, in whichever chat, the newest first: nobody else can do
/// anything about it.
pub fn stranded(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Stranded>, DbError> {
    let mut all = reader.list(
        "select outgoing.id, conversation.id, customer.id, customer.name, channel.kind, outgoing.text, outgoing.due_at
         from outgoing join conversation on conversation.id = outgoing.conversation_id
         join customer on customer.id = conversation.customer_id
         join channel on channel.id = conversation.channel_id
         where outgoing.agent_id = ?1 and outgoing.trouble is not null
         order by outgoing.due_at desc limit ?2",
        (agent, MOST_STRANDED),
        |row| {
            Ok(Stranded {
                id: row.get(0)?,
                conversation: row.get(1)?,
                customer: row.get(2)?,
                customer_name: row.get(3)?,
                channel_kind: row.get(4)?,
                preview: text::preview(&row.get::<_, String>(5)?, PREVIEW),
                due_at: row.get(6)?,
            })
        },
    )?;
    for one in all.iter_mut().filter(|one| one.preview.is_empty()) {
        let files = attachment::kept_for(reader, one.id)?;
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        one.preview = text::preview(&names.join(", "), PREVIEW);
    }
    Ok(all)
}

fn complete(reader: &Reader<'_>, outgoing: Outgoing) -> Result<Outgoing, DbError> {
    let files = attachment::kept_for(reader, outgoing.id)?;
    Ok(Outgoing { files, ..outgoing })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            waitlist::{claim, give},
        },
    };

    struct Chat {
        memory: Memory,
        ana: Agent,
        id: ConversationId,
    }

    fn chat() -> Chat {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let id = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
        Chat { memory, ana, id }
    }

    impl Chat {
        fn put(&mut self, text: &str, rest: Rest, after: Duration) -> Result<Put, PutError> {
            let draft = Draft {
                text: text.to_owned(),
                key: Some(text.to_owned()),
                ..Draft::default()
            };
            let (ana, id) = (&self.ana, self.id);
            self.memory.act(|tx| {
                let due = tx.now.plus(after);
                put(tx, ana, id, &draft, (None, Clearance::Look), (rest, due))
            })
        }

        fn resting(&mut self) -> Vec<Outgoing> {
            let id = self.id;
            self.memory.act(|tx| of_conversation(tx, id)).unwrap()
        }

        fn fire(&mut self) {
            while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
                if timer.due == Due::Leave {
                    let id = OutgoingId(timer.subject);
                    self.memory.act(|tx| leave_when_due(tx, id)).unwrap();
                }
            }
        }

        fn said(&mut self) -> Vec<String> {
            let id = self.id;
            self.memory
                .act(|tx| cast::said_by(tx, id, "agent"))
                .unwrap()
        }
    }

    const FIVE: Duration = Duration::from_secs(5);

    #[test]
    fn what_rests_is_said_once_and_not_before_its_time() {
        let mut chat = chat();
        assert!(matches!(chat.put("One", Rest::Held, FIVE), Ok(Put::Rests)));
        assert!(
            matches!(chat.put("One", Rest::Held, FIVE), Ok(Put::Rests)),
            "a repeat"
        );
        assert_eq!(chat.resting().len(), 1);
        chat.memory.advance(Duration::from_secs(4));
        chat.fire();
        assert_eq!(chat.said(), [""; 0]);
        chat.memory.advance(Duration::from_secs(1));
        chat.fire();
        chat.fire();
        assert_eq!(chat.said(), ["One"]);
        assert!(chat.resting().is_empty());
        // A repeat that comes after it has left.
        assert!(matches!(
            chat.put("One", Rest::Held, FIVE),
            Ok(Put::Left(_))
        ));
        assert_eq!(chat.said(), ["One"]);
    }

    #[test]
    fn what_its_author_wrote_goes_along_with_its_translation() {
        let mut chat = chat();
        let original = Original {
            language: "en".to_owned(),
            text: "The lid".to_owned(),
        };
        let ana = chat.ana.id;
        for words in ["Der Deckel", "Noch einer"] {
            chat.put(words, Rest::Held, FIVE).unwrap();
            chat.memory
                .act(|tx| keep_original(tx, ana, words, &original))
                .unwrap();
        }
        // Taken back, it is the author's own words again.
        let second = chat.resting()[1].id;
        let back = chat.memory.act(|tx| take_back(tx, ana, second)).unwrap();
        assert_eq!(back.unwrap().original.as_ref(), Some(&original));
        chat.memory.advance(FIVE);
        chat.fire();
        assert_eq!(chat.said(), ["Der Deckel"]);
        let kept: Vec<(String, bool)> = chat
            .memory
            .act(|tx| {
                tx.list("select text, is_original from translation", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
            })
            .unwrap();
        assert_eq!(kept, [("The lid".to_owned(), true)]);
    }

    #[test]
    fn what_was_taken_back_is_never_said() {
        let mut chat = chat();
        chat.put("Oops", Rest::Held, FIVE).unwrap();
        let (ana, id) = (chat.ana.id, chat.resting()[0].id);
        let strangers = chat
            .memory
            .act(|tx| take_back(tx, AgentId(99), id))
            .unwrap();
        assert!(strangers.is_none());
        let back = chat.memory.act(|tx| take_back(tx, ana, id)).unwrap();
        assert_eq!(back.unwrap().text, "Oops");
        chat.memory.advance(FIVE);
        chat.fire();
        assert_eq!(chat.said(), [""; 0]);
    }

    #[test]
    fn what_is_held_leaves_before_its_chat_does_and_what_is_scheduled_says_why_it_could_not() {
        let mut chat = chat();
        let hour = Duration::from_secs(3_600);
        chat.put("Later", Rest::Scheduled, hour).unwrap();
        chat.put("Now", Rest::Held, FIVE).unwrap();
        let (ana, id) = (chat.ana.clone(), chat.id);
        chat.memory
            .act(|tx| {
                hurry(tx, id).unwrap();
                give::release(tx, &ana, id)
            })
            .unwrap();
        assert_eq!(chat.said(), ["Now"]);
        chat.memory.advance(hour);
        chat.fire();
        assert_eq!(chat.said(), ["Now"]);
        let resting = chat.resting();
        assert_eq!(resting[0].trouble.as_deref(), Some("not-claimed"));
    }

    #[test]
    fn a_time_that_cannot_be_kept_is_refused() {
        let mut chat = chat();
        for after in [Duration::ZERO, FURTHEST + FIVE] {
            let put = chat.put("Never", Rest::Scheduled, after);
            assert!(matches!(put, Err(PutError::BadTime)), "{put:?}");
        }
        assert!(chat.resting().is_empty());
    }
}
