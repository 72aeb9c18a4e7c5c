//! One act on many chats (L6). Each chat goes through the act that there is for one, with all its rules; all of it is
//! one transaction. What one chat's rules do not allow leaves that chat alone and is told; what was done may be taken
//! back for a while, except where somebody has gone on meanwhile.

mod undo;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde::{Deserialize, Serialize};

pub use self::undo::{UndoError, undo};
use crate::{
    base::id::{AgentId, BulkActId, ConversationId, CustomerId, ForwardId, QueueId, TagId},
    base::time::Timestamp,
    db::{DbError, Tx},
    desk::{
        closing::{
            archive::{self, ArchiveError},
            close::{self, Answers, CloseError},
            reopen::ReopenError,
        },
        conversation::{self, Conversation, State},
        customer::tag::{self, TagError},
        forward::{self, ForwardError, Wish},
        rule,
        team::Agent,
    },
};

/// Most chats of one act: whoever wants to claim a chat meanwhile waits for it.
pub const MOST: usize = 200;

/// For so long an act can be taken back.
const UNDO_WITHIN: Duration = Duration::from_secs(120);

/// What is done with each chat.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Its customer gets the tag of this name.
    Tag(String),
    /// It ends.
    Close(Answers),
    /// It is handed on.
    Forward(Wish),
    /// It is put away.
    Archive,
    /// It is taken out of the archive.
    Unarchive,
}

/// Why nothing at all was done.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// No chat was named.
    #[error("no chat was chosen")]
    None,
    /// So many are too many at once.
    #[error("{0} chats are too many at once, {MOST} fit")]
    TooMany(usize),
    /// No chat can be closed so.
    #[error(transparent)]
    Close(CloseError),
    /// No chat can be forwarded so.
    #[error(transparent)]
    Forward(ForwardError),
    /// There can be no such tag.
    #[error(transparent)]
    Tag(TagError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Why one chat stayed as it was.
#[derive(Debug)]
pub enum Why {
    /// It was so before.
    Already,
    /// It is not there.
    Gone,
    /// Somebody has gone on with it since.
    MovedOn,
    /// As [`close::by_agent`] says.
    Close(CloseError),
    /// As [`forward::forward`] says.
    Forward(ForwardError),
    /// As [`archive::archive`] and [`archive::unarchive`] say.
    Archive(ArchiveError),
    /// As [`ReopenError`] says.
    Reopen(ReopenError),
}

/// A chat that stayed as it was.
#[derive(Debug)]
pub struct Stayed {
    /// Which.
    pub chat: ConversationId,
    /// With whom, if it is there.
    pub customer: Option<(CustomerId, String)>,
    /// Why.
    pub why: Why,
}

/// What became of an act.
#[derive(Debug)]
pub struct Outcome {
    /// The chats with which it was done.
    pub done: Vec<ConversationId>,
    /// Those with which it was not.
    pub stayed: Vec<Stayed>,
    /// By which it can be taken back; `None`: nothing was done.
    pub undo: Option<BulkActId>,
}

/// A chat and how it was before.
#[derive(Debug, Serialize, Deserialize)]
struct Step {
    chat: ConversationId,
    was: Was,
}

#[derive(Debug, Serialize, Deserialize)]
enum Was {
    /// Its customer had not this tag.
    Untagged(TagId),
    /// It was open, with this agent or nobody, and the customer waited since then.
    Open(Option<AgentId>, Option<Timestamp>),
    /// As `Open`, in this queue; it went on by this forward.
    Held(Option<AgentId>, Option<Timestamp>, QueueId, ForwardId),
    /// It had ended and was not put away.
    Ended,
    /// It was put away.
    Archived,
}

/// What trying one chat came to.
enum Tried {
    Done(Option<Was>),
    Not(Why),
}

/// Does it with each of these chats.
pub fn act(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chats: &[ConversationId],
    deed: &Deed,
) -> Result<Outcome, BulkError> {
    let chats: BTreeSet<ConversationId> = chats.iter().copied().collect();
    match chats.len() {
        0 => return Err(BulkError::None),
        count if count > MOST => return Err(BulkError::TooMany(count)),
        _ => {}
    }
    let mut outcome = Outcome {
        done: Vec::new(),
        stayed: Vec::new(),
        undo: None,
    };
    let mut steps = Vec::new();
    let mut tagged = BTreeMap::new();
    for id in chats {
        let chat = conversation::by_id(tx, id)?.filter(|chat| chat.state != State::Fresh);
        let Some(chat) = chat else {
            outcome.stay(id, None, Why::Gone);
            continue;
        };
        let tried = match deed {
            Deed::Tag(name) => with_tag(tx, &chat, name, &mut tagged)?,
            Deed::Close(answers) => end(tx, agent, &chat, answers)?,
            Deed::Forward(wish) => hand_on(tx, agent, &chat, wish)?,
            Deed::Archive => put_away(tx, agent, &chat)?,
            Deed::Unarchive => take_out(tx, agent, &chat)?,
        };
        match tried {
            Tried::Done(was) => {
                outcome.done.push(id);
                steps.extend(was.map(|was| Step { chat: id, was }));
            }
            Tried::Not(why) => outcome.stay(id, Some(&chat), why),
        }
    }
    if !steps.is_empty() {
        outcome.undo = Some(keep(tx, agent, &steps)?);
    }
    Ok(outcome)
}

impl Outcome {
    fn stay(&mut self, chat: ConversationId, known: Option<&Conversation>, why: Why) {
        self.stayed.push(Stayed {
            chat,
            customer: known.map(|known| (known.customer, known.customer_name.clone())),
            why,
        });
    }
}

fn keep(tx: &mut Tx<'_>, agent: &Agent, steps: &[Step]) -> Result<BulkActId, DbError> {
    let now = tx.now;
    tx.execute(
        "delete from bulk_act where at < ?1",
        [now.minus(UNDO_WITHIN)],
    )?;
    let steps = serde_json::to_string(steps).expect("steps are plain data");
    tx.execute(
        "insert into bulk_act (agent_id, at, steps) values (?1, ?2, ?3)",
        (agent.id, now, steps),
    )?;
    Ok(BulkActId(tx.last_insert_id()))
}

/// A customer of several of the chats gets the tag once, and all of their chats count as done, and as taken back.
fn with_tag(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    name: &str,
    tagged: &mut BTreeMap<CustomerId, TagId>,
) -> Result<Tried, BulkError> {
    let customer = chat.customer;
    if let Some(tag) = tagged.get(&customer) {
        return Ok(Tried::Done(Some(Was::Untagged(*tag))));
    }
    let before = tag::of_customer(tx, customer)?;
    let tag = match tag::add(tx, customer, name) {
        Ok(tag) => tag,
        Err(TagError::Db(error)) => return Err(error.into()),
        Err(error) => return Err(BulkError::Tag(error)),
    };
    if before.iter().any(|had| had.id == tag.id) {
        return Ok(Tried::Not(Why::Already));
    }
    rule::tagged(tx, customer)?;
    tagged.insert(customer, tag.id);
    Ok(Tried::Done(Some(Was::Untagged(tag.id))))
}

fn owner(chat: &Conversation) -> Option<AgentId> {
    match &chat.state {
        State::Active { agent, .. } => Some(agent.id),
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::WrappingUp { .. }
        | State::Closed { .. } => None,
    }
}

fn end(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
    answers: &Answers,
) -> Result<Tried, BulkError> {
    if chat.has_ended() {
        return Ok(Tried::Not(Why::Already));
    }
    let answers = Answers {
        undo_within: UNDO_WITHIN,
        ..answers.clone()
    };
    match close::by_agent(tx, agent, chat.id, &answers) {
        Ok(_) => Ok(Tried::Done(Some(Was::Open(
            owner(chat),
            chat.waiting_since,
        )))),
        Err(CloseError::Db(error)) => Err(error.into()),
        Err(error @ (CloseError::NotFound | CloseError::TakenBy(_))) => {
            Ok(Tried::Not(Why::Close(error)))
        }
        // So is every other, and what was asked stays on the screen to be answered.
        Err(error) => Err(BulkError::Close(error)),
    }
}

fn hand_on(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
    wish: &Wish,
) -> Result<Tried, BulkError> {
    match forward::forward(tx, agent, chat.id, wish) {
        Ok(after) => Ok(Tried::Done(after.forward.map(|forward| {
            Was::Held(owner(chat), chat.waiting_since, chat.queue, forward)
        }))),
        Err(ForwardError::Db(error)) => Err(error.into()),
        Err(error @ (ForwardError::NotFound | ForwardError::TakenBy(_) | ForwardError::Closed)) => {
            Ok(Tried::Not(Why::Forward(error)))
        }
        Err(error) => Err(BulkError::Forward(error)),
    }
}

fn put_away(tx: &mut Tx<'_>, agent: &Agent, chat: &Conversation) -> Result<Tried, BulkError> {
    if chat.archived_at.is_some() {
        return Ok(Tried::Not(Why::Already));
    }
    tried(archive::archive(tx, agent, chat.id), Was::Ended)
}

fn take_out(tx: &mut Tx<'_>, agent: &Agent, chat: &Conversation) -> Result<Tried, BulkError> {
    if chat.archived_at.is_none() {
        return Ok(Tried::Not(Why::Already));
    }
    tried(archive::unarchive(tx, agent, chat.id), Was::Archived)
}

fn tried(outcome: Result<Conversation, ArchiveError>, was: Was) -> Result<Tried, BulkError> {
    match outcome {
        Ok(_) => Ok(Tried::Done(Some(was))),
        Err(ArchiveError::Db(error)) => Err(error.into()),
        Err(error) => Ok(Tried::Not(Why::Archive(error))),
    }
}

#[cfg(test)]
mod tests;
