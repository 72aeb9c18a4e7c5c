//! What an agent has sent and what has not left yet: held for a few seconds so that it can be taken back,
//! or waiting for an instant that the agent chose. Comments are held, too.
//!
//! Nothing here is a message yet: it has no place in the log and no channel can be handed it. When it
//! leaves, it becomes one by the same act as any other reply; if that is refused by then, it stays here
//! with the reason until its author takes it back. What was said in its chat since it was put aside, and its author has
//! not seen, is such a reason (M22).

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

/// The word for a scheduled reply that stays since its customer has written something that its author has not seen.
pub const CUSTOMER_WROTE: &str = "customer-wrote";

/// A reply, or a comment, that has not left.
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
    /// Whether it is a comment: the customer never gets it.
    pub is_comment: bool,
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
    /// The newest entry of its chat when it was put aside.
    seen: MessageId,
    key: Option<String>,
}

impl Outgoing {
    /// Whether it stays for no other reason than that its author has to see something first.
    #[must_use]
    pub fn is_to_be_confirmed(&self) -> bool {
        matches!(self.trouble.as_deref(), Some(CHANGED | CUSTOMER_WROTE))
    }
}

/// As [`SayError::ChangedMeanwhile`] has it.
const CHANGED: &str = "changed-meanwhile";

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
    keep(tx, agent, (id, false), draft, (rest, due))
}

/// Puts a comment aside until `due`: until then nobody is rung up by it, and its author can take it back.
pub fn put_comment(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    due: Timestamp,
) -> Result<Put, PutError> {
    if let Some(said) = say::check_comment(tx, agent, id, draft)? {
        return Ok(Put::Left(said));
    }
    if is_repeat(tx, agent.id, draft)? {
        return Ok(Put::Rests);
    }
    keep(tx, agent, (id, true), draft, (Rest::Held, due))
}

fn keep(
    tx: &mut Tx<'_>,
    agent: &Agent,
    (id, is_comment): (ConversationId, bool),
    draft: &Draft,
    (rest, due): (Rest, Timestamp),
) -> Result<Put, PutError> {
    let now = tx.now;
    if due <= now || due.since(now) > FURTHEST {
        return Err(PutError::BadTime);
    }
    tx.execute(
        "insert into outgoing (conversation_id, agent_id, internal, text, quotes_id, client_key, kind, created_at, due_at,
           seen_id)
         values (:conversation, :agent, :internal, :text, :quotes, :key, :kind, :now, :due,
           (select coalesce(max(id), 0) from message where conversation_id = :conversation))",
        named_params! {
            ":conversation": id, ":agent": agent.id, ":internal": is_comment, ":text": draft.text,
            ":quotes": draft.quotes, ":key": draft.key, ":kind": rest, ":now": now, ":due": due,
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
    dropped(tx, &outgoing)?;
    Ok(Some(outgoing))
}

/// Lets a reply leave at once, although its time has not come or something kept it, and answers its chat. `seen` is the
/// newest entry that its author's screen shows: a colleague's newer answer keeps it here. `None` when it has left.
pub fn leave_now(
    tx: &mut Tx<'_>,
    agent: AgentId,
    id: OutgoingId,
    seen: Option<MessageId>,
) -> Result<Option<ConversationId>, DbError> {
    let Some(outgoing) = by_id(tx, id)?.filter(|outgoing| outgoing.agent == agent) else {
        return Ok(None);
    };
    leave(tx, &outgoing, seen)?;
    Ok(Some(outgoing.conversation))
}

/// What [`Due::Leave`] does.
pub fn leave_when_due(tx: &mut Tx<'_>, id: OutgoingId) -> Result<(), DbError> {
    let Some(outgoing) = by_id(tx, id)? else {
        return Ok(());
    };
    if outgoing.rest == Rest::Scheduled && customer_wrote(tx, &outgoing)? {
        return strand(tx, &outgoing, CUSTOMER_WROTE);
    }
    leave(tx, &outgoing, Some(outgoing.seen))
}

/// Lets everything leave that is only held, since its chat passes on or ends now.
pub fn hurry(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), DbError> {
    let held = of_conversation(tx, conversation)?
        .into_iter()
        .filter(|outgoing| outgoing.rest == Rest::Held && outgoing.trouble.is_none());
    for outgoing in held {
        leave(tx, &outgoing, Some(outgoing.seen))?;
    }
    Ok(())
}

/// Drops all that has not left for the customer, since nothing more is said to them. What is noted for the team stands.
pub fn drop_replies(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), DbError> {
    for outgoing in of_conversation(tx, conversation)? {
        match outgoing.is_comment {
            true => leave(tx, &outgoing, None)?,
            false => dropped(tx, &outgoing)?,
        }
    }
    Ok(())
}

/// Drops all that has not left: nothing of its chat is kept.
pub fn drop_all(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), DbError> {
    for outgoing in of_conversation(tx, conversation)? {
        dropped(tx, &outgoing)?;
    }
    Ok(())
}

fn dropped(tx: &mut Tx<'_>, outgoing: &Outgoing) -> Result<(), DbError> {
    remove(tx, outgoing)?;
    tell(tx, outgoing.conversation, outgoing.agent)
}

/// Whether the customer has written something since that its author has not read.
fn customer_wrote(reader: &Reader<'_>, outgoing: &Outgoing) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from message where conversation_id = :chat and id > :seen and author = 'customer'
           and automatic = 0 and unsent_at is null
           and id > coalesce((select read_id from watermark where agent_id = :agent and conversation_id = :chat), 0)",
        named_params! {
            ":chat": outgoing.conversation, ":seen": outgoing.seen, ":agent": outgoing.agent,
        },
    )
}

fn leave(tx: &mut Tx<'_>, outgoing: &Outgoing, seen: Option<MessageId>) -> Result<(), DbError> {
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
    let chat = outgoing.conversation;
    let outcome = match outgoing.is_comment {
        true => say::comment(tx, &agent, chat, &draft),
        false => say::answer(tx, &agent, chat, &draft, seen, Clearance::Passed),
    };
    match outcome {
        Ok(said) => {
            if let Some(original) = &outgoing.original {
                original::keep(tx, said.id, original)?;
            }
            remove(tx, outgoing)?;
            tell(tx, chat, outgoing.agent)
        }
        Err(SayError::Db(error)) => Err(error),
        Err(error) => {
            let uploader = Uploader::Agent(agent.id);
            attachment::keep_for(tx, outgoing.id, uploader, &draft.attachments)?;
            strand(tx, outgoing, error.word())
        }
    }
}

/// It stays with its author, who is told why.
fn strand(tx: &mut Tx<'_>, outgoing: &Outgoing, trouble: &str) -> Result<(), DbError> {
    timer::cancel(tx, Due::Leave, outgoing.id.0)?;
    tx.execute(
        "update outgoing set trouble = ?2 where id = ?1",
        (outgoing.id, trouble),
    )?;
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
    trouble, client_key, original, original_language, internal, seen_id,
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
        is_comment: row.get(12)?,
        seen: row.get(13)?,
        is_at_home: row.get(14)?,
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
mod tests;
