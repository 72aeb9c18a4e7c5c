//! Handing a chat on (BEHAVIOUR 12): to everybody, a queue or a colleague, now or later, with a sign and a note.
//!
//! What is put off is a row with a time on the wall and a timer: a restart forgets nothing, and what fell due
//! meanwhile comes back once.

pub mod back;
pub mod hand_over;
pub mod kind;
pub mod placing;
pub mod shift;
pub mod wall;

use serde::{Deserialize, Serialize};

pub use self::{
    placing::To,
    wall::{NoTime, Preset, Wall},
};
use crate::{
    base::{
        id::{AgentId, ConversationId, ForwardId, ForwardTypeId, MessageId, QueueId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{
            self, Cause, Conversation, Priority, State, draft, handed,
            say::{self, Draft, Place, SayError},
            window,
        },
        hours, invite, outgoing, queue,
        setting::{self, Setting},
        team::{self, Agent, Face, Role},
        timer::{self, Due},
        waitlist::reserve,
        window::Speaker,
    },
};

/// Most characters of a note.
pub const LONGEST: usize = 1_000;

/// How a house hands chats on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Forwarding {
    /// Whether agents forward to their own queues alone; supervisors to any.
    pub own_queues_only: bool,
    /// Where one click brings a chat that needs a supervisor; `None`: there is no such click.
    pub escalation: Option<QueueId>,
    /// What those are marked with.
    pub escalation_type: Option<ForwardTypeId>,
    /// Whether one may sign out and keep one's open chats.
    pub may_leave_chats: bool,
}

impl Setting for Forwarding {
    const KEY: &'static str = "forwarding";
}

/// What whoever hands a chat on wants of it.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// For whom.
    pub to: To,
    /// When it comes back to the wait list; `None`: now.
    pub later: Option<Wall>,
    /// What for.
    pub kind: Option<ForwardTypeId>,
    /// Words for whoever takes it.
    pub note: String,
    /// Whether a chat that is put off comes back at its time also if its customer wrote before.
    pub keeps_date: bool,
    /// Whether a chat that is put off waits for the opening, if its queue is closed at its time.
    pub at_opening: bool,
}

/// Why a chat stayed where it was.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// It is a colleague's, and the agent is no supervisor.
    #[error("{} has this chat", .0.name)]
    TakenBy(Face),
    /// It has ended.
    #[error("this chat is closed")]
    Closed,
    /// The queue is unknown or no longer in use.
    #[error("there is no such queue")]
    NoSuchQueue,
    /// The queue is not one of the agent's, and the house wants it to be.
    #[error("chats are forwarded to one’s own queues here")]
    NotYourQueue,
    /// The colleague is unknown or left.
    #[error("there is no such colleague")]
    NoSuchAgent,
    /// It would go to whoever has it.
    #[error("this chat is with you already")]
    ToYourself,
    /// The colleague is not at the counter.
    #[error("{0} is not at the counter")]
    NotThere(String),
    /// What it is for is no longer on the list.
    #[error("this type is no longer on the list")]
    NoSuchType,
    /// The note has so many characters.
    #[error("the note has {0} characters, {LONGEST} fit")]
    NoteTooLong(usize),
    /// It cannot be put off to then.
    #[error("a chat cannot be put off to this time")]
    NoTime(NoTime),
    /// Nobody said where to.
    #[error("no queue was chosen for chats that need a supervisor")]
    NowhereToEscalate,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Hands a chat on. Whoever has it may, a supervisor any, and anybody one that waits.
pub fn forward(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    wish: &Wish,
) -> Result<Conversation, ForwardError> {
    let conversation = may_forward(tx, agent, id)?;
    let due = check(tx, agent, wish)?;
    hand(tx, agent, &conversation, wish, due, None)
}

/// Brings a chat before a supervisor: to the queue the house chose for that, as urgent as it deserves.
pub fn escalate(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ForwardError> {
    let conversation = may_forward(tx, agent, id)?;
    let rules: Forwarding = setting::get(tx)?;
    let queue = rules.escalation.ok_or(ForwardError::NowhereToEscalate)?;
    let wish = Wish {
        to: To::Queue(queue_in_use(tx, queue)?),
        kind: rules.escalation_type.filter(|kind| {
            kind::offered(tx).is_ok_and(|offered| offered.iter().any(|one| one.id == *kind))
        }),
        ..Wish::default()
    };
    let priority = conversation.priority.max(Priority::High);
    hand(tx, agent, &conversation, &wish, None, Some(priority))
}

/// Whether there is a way before a supervisor: the house chose a queue for that, which is still in use.
pub fn can_escalate(reader: &Reader<'_>) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from queue where id = ?1 and retired_at is null",
        [setting::get::<Forwarding>(reader)?.escalation],
    )
}

/// The chat, if this agent may hand it on.
fn may_forward(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ForwardError> {
    let conversation = conversation::by_id(reader, id)?.ok_or(ForwardError::NotFound)?;
    match &conversation.state {
        State::Active { agent: owner, .. }
            if owner.id != agent.id && !agent.may_act_as(Role::Supervisor) =>
        {
            Err(ForwardError::TakenBy(owner.clone()))
        }
        State::Active { .. } | State::Waiting { .. } | State::Scheduled => Ok(conversation),
        State::WrappingUp { .. } | State::Closed { .. } => Err(ForwardError::Closed),
        State::Fresh => Err(ForwardError::NotFound),
    }
}

/// Whether a wish can be fulfilled; the instant it is put off to.
fn check(
    reader: &Reader<'_>,
    agent: &Agent,
    wish: &Wish,
) -> Result<Option<Timestamp>, ForwardError> {
    let rules: Forwarding = setting::get(reader)?;
    let only_own = rules.own_queues_only && !agent.may_act_as(Role::Supervisor);
    let due = match &wish.later {
        Some(wall) => Some(wall.ahead_of(reader.now).map_err(ForwardError::NoTime)?),
        None => None,
    };
    match wish.to {
        To::Everybody => {}
        To::Queue(queue) => {
            queue_in_use(reader, queue)?;
            if only_own && !queue::has_member(reader, queue, agent.id)? {
                return Err(ForwardError::NotYourQueue);
            }
        }
        To::Agent(to) if to == agent.id && due.is_some() => {}
        To::Agent(to) if to == agent.id => return Err(ForwardError::ToYourself),
        To::Agent(to) => {
            let colleague = team::by_id(reader, to)?
                .filter(|to| to.deactivated_at.is_none())
                .ok_or(ForwardError::NoSuchAgent)?;
            if only_own
                && !shift::mates(reader, agent.id, true)?
                    .iter()
                    .any(|mate| mate.id == to)
            {
                return Err(ForwardError::NotYourQueue);
            }
            // Who is away today may be there tomorrow.
            if due.is_none() && !shift::is_there(reader, to)? {
                return Err(ForwardError::NotThere(colleague.name));
            }
        }
    }
    if let Some(chosen) = wish.kind
        && !kind::offered(reader)?.iter().any(|one| one.id == chosen)
    {
        return Err(ForwardError::NoSuchType);
    }
    match text::clean(&wish.note).chars().count() {
        length if length > LONGEST => Err(ForwardError::NoteTooLong(length)),
        _ => Ok(due),
    }
}

fn queue_in_use(reader: &Reader<'_>, queue: QueueId) -> Result<QueueId, ForwardError> {
    let is_in_use = reader.exists(
        "select 1 from queue where id = ?1 and retired_at is null",
        [queue],
    )?;
    is_in_use.then_some(queue).ok_or(ForwardError::NoSuchQueue)
}

fn hand(
    tx: &mut Tx<'_>,
    agent: &Agent,
    conversation: &Conversation,
    wish: &Wish,
    due: Option<Timestamp>,
    priority: Option<Priority>,
) -> Result<Conversation, ForwardError> {
    let id = conversation.id;
    // What was sent a moment ago is the sender's last word.
    outgoing::hurry(tx, id)?;
    invite::disband(tx, id)?;
    let conversation = &conversation::by_id(tx, id)?.ok_or(ForwardError::NotFound)?;
    let before = handed::of(tx, conversation)?;
    handed::end(tx, conversation, handed::End::Replaced)?;
    let note = text::clean(&wish.note);
    // Another time for the same reason, or the same click over a line that broke: the chat has the note already.
    let comment = match before.filter(|before| before.note == note && before.by == Some(agent.id)) {
        Some(before) => before.comment,
        None => comment(tx, agent, id, &note)?,
    };
    let queue = match wish.to {
        To::Everybody => None,
        To::Queue(queue) => Some(queue),
        To::Agent(to) => shift::queue_of(tx, to, conversation.queue)?,
    };
    let due = match due {
        Some(at) if wish.at_opening => {
            let queue = queue.unwrap_or(conversation.queue);
            Some(back::at_opening(tx, queue, at)?)
        }
        due => due,
    };
    let forward = record(tx, agent, id, wish, due, (&note, comment))?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = :state, agent_id = null, claimed_at = null, claim_key = null,
           owner_gone = 0, queued_at = :now, queue_id = coalesce(:queue, queue_id), forward_id = :forward,
           waiting_since = iif(:later, null, coalesce(waiting_since, :now)),
           priority = coalesce(:priority, priority), last_activity_at = :now
         where id = :id",
        named_params! {
            ":state": if due.is_some() { "scheduled" } else { "waiting" }, ":now": now, ":queue": queue,
            ":forward": forward, ":later": due.is_some(),
            ":priority": priority.map(|priority| priority as i64), ":id": id,
        },
    )?;
    let line = line(tx, wish, due, priority.is_some())?;
    say::by_house(tx, &Place::of(conversation), &line, Some(agent))?;
    match due {
        Some(due) => {
            timer::set(tx, Due::ForwardDue, id.0, due)?;
            conversation::tell(tx, id, Cause::Forwarded)?;
        }
        None => {
            // Where chats are held out or given, it does not come straight back to who handed it on.
            let owner = conversation.agent().map(|owner| owner.id);
            for who in owner.into_iter().chain([agent.id]) {
                reserve::passed_by(tx, id, who, "declined")?;
            }
            back::join_line(tx, id, Cause::Forwarded)?;
        }
    }
    conversation::by_id(tx, id)?.ok_or(ForwardError::NotFound)
}

/// The note as the chat keeps it. A draft whose words went into it has been said.
fn comment(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    note: &str,
) -> Result<Option<MessageId>, ForwardError> {
    if note.is_empty() {
        return Ok(None);
    }
    let words = Draft {
        text: note.to_owned(),
        ..Draft::default()
    };
    let said = say::comment(tx, agent, id, &words).map_err(|error| match error {
        SayError::Db(error) => ForwardError::Db(error),
        other => ForwardError::Db(DbError::Panicked(format!("a note was not said: {other}"))),
    })?;
    let begun = draft::of(tx, agent.id, id)?.text;
    if !begun.is_empty() && note.contains(begun.trim()) {
        draft::keep(tx, agent.id, id, "")?;
    }
    Ok(Some(said.id))
}

fn record(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    wish: &Wish,
    due: Option<Timestamp>,
    (note, comment): (&str, Option<MessageId>),
) -> Result<ForwardId, DbError> {
    let (queue, to) = match wish.to {
        To::Everybody => (None, None),
        To::Queue(queue) => (Some(queue), None),
        To::Agent(to) => (None, Some(to)),
    };
    let now = tx.now;
    let wall = wish.later.as_ref();
    tx.execute(
        "insert into forward (conversation_id, by_id, at, queue_id, agent_id, type_id, note, comment_id,
           due_at, due_local, due_zone, keeps_date, at_opening)
         values (:id, :by, :now, :queue, :to, :type, :note, :comment, :due, :local, :zone, :keeps, :opening)",
        named_params! {
            ":id": id, ":by": agent.id, ":now": now, ":queue": queue, ":to": to, ":type": wish.kind,
            ":note": note, ":comment": comment, ":due": due, ":local": wall.map(|wall| &wall.local),
            ":zone": wall.map(|wall| &wall.zone), ":keeps": wish.keeps_date && due.is_some(),
            ":opening": wish.at_opening && due.is_some(),
        },
    )?;
    Ok(ForwardId(tx.last_insert_id()))
}

/// What the log says of it.
fn line(
    reader: &Reader<'_>,
    wish: &Wish,
    due: Option<Timestamp>,
    is_escalation: bool,
) -> Result<String, DbError> {
    if let (Some(wall), Some(due)) = (&wish.later, due) {
        // It may come back later than was chosen: when the queue opens.
        let local = Wall::of(due, &wall.zone).map_or_else(|_| wall.local.clone(), |at| at.local);
        return Ok(format!("forwarded-later {local}"));
    }
    Ok(match wish.to {
        To::Everybody => "forwarded".to_owned(),
        To::Queue(queue) => {
            let name: String =
                reader.get("select name from queue where id = ?1", [queue], |row| {
                    row.get(0)
                })?;
            let word = if is_escalation {
                "escalated"
            } else {
                "forwarded-queue"
            };
            format!("{word} {name}")
        }
        To::Agent(to) => {
            let name = team::by_id(reader, to)?
                .map(|to| to.name)
                .unwrap_or_default();
            format!("forwarded-agent {name}")
        }
    })
}

/// What there is to choose from when a chat is handed on.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The house's rules.
    pub rules: Forwarding,
    /// Queues, with who is there.
    pub groups: Vec<shift::Group>,
    /// Colleagues.
    pub mates: Vec<shift::Mate>,
    /// How many of the team are there, oneself included.
    pub there: i64,
    /// What it can be for.
    pub kinds: Vec<kind::Kind>,
    /// Whether there are times at which some queue is closed.
    pub has_hours: bool,
    /// The time zone to begin with: the one in which the agent put something off last, or where the shop is open.
    pub zone: String,
    /// Until when the customer can be answered, if not for ever.
    pub answered_until: Option<Timestamp>,
    /// What it was put off to already.
    pub standing: Option<handed::Handed>,
}

/// Reads it for one chat.
pub fn choices(reader: &Reader<'_>, agent: &Agent, id: ConversationId) -> Result<Choices, DbError> {
    let rules: Forwarding = setting::get(reader)?;
    let only_own = rules.own_queues_only && !agent.may_act_as(Role::Supervisor);
    let window = window::stand(reader, id)?;
    Ok(Choices {
        groups: shift::groups(reader, only_own.then_some(agent.id))?,
        mates: shift::mates(reader, agent.id, only_own)?,
        there: shift::count(reader)?,
        kinds: kind::offered(reader)?,
        has_hours: !hours::choices(reader)?.is_empty(),
        zone: zone_of(reader, agent.id)?,
        answered_until: window.and_then(|stand| stand.of(Speaker::Person).until),
        standing: handed::standing(reader, id)?.filter(|handed| {
            handed
                .put_off
                .as_ref()
                .is_some_and(|put| put.at > reader.now)
        }),
        rules,
    })
}

/// The time zone in which an agent thinks, as far as the house knows.
pub fn zone_of(reader: &Reader<'_>, agent: AgentId) -> Result<String, DbError> {
    let known: Option<String> = reader.find(
        "select zone from (
           select 1 as place, forward.id as newest, due_zone as zone from forward
             where by_id = ?1 and due_zone is not null
           union all
           select 2, -hours.id, zone from hours where retired_at is null)
         order by place, newest desc limit 1",
        [agent],
        |row| row.get(0),
    )?;
    Ok(known
        .filter(|zone| wall::is_zone(zone))
        .unwrap_or_else(|| "UTC".to_owned()))
}

#[cfg(test)]
mod tests;
