//! How a forwarded chat joins the line: at once, at its time, or when its customer writes before; and how
//! more of the team come to see it while nobody takes it.

use std::time::Duration;

use super::{
    placing::{Placing, Scene, To, place},
    shift,
    wall::Wall,
};
use crate::{
    base::{
        id::{AgentId, ConversationId, ForwardId, MessageId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{
            self, Cause, Conversation, Reserved, State,
            handed::{self, Handed},
            say::{self, Place},
        },
        hours, queue,
        routing::offer,
        timer::{self, Due},
    },
};

/// What comes back later than this says so.
const LATE: Duration = Duration::from_secs(60);

/// A chat that waits by a forward joins the line: decides who may take it, and tells everybody.
pub(super) fn join_line(tx: &mut Tx<'_>, id: ConversationId, cause: Cause) -> Result<(), DbError> {
    let Some(conversation) = conversation::by_id(tx, id)? else {
        return Ok(());
    };
    let handed = handed::of(tx, &conversation)?;
    let to = handed.as_ref().map_or(To::Everybody, meant_for);
    settle(tx, &conversation, to)?;
    conversation::tell(tx, id, cause)?;
    Ok(())
}

fn meant_for(handed: &Handed) -> To {
    match (handed.agent, handed.queue) {
        (Some(agent), _) => To::Agent(agent),
        (None, Some(queue)) => To::Queue(queue),
        (None, None) => To::Everybody,
    }
}

fn settle(tx: &mut Tx<'_>, conversation: &Conversation, to: To) -> Result<(), DbError> {
    let id = conversation.id;
    let policy = queue::policy(tx, conversation.queue)?;
    let colleague = match to {
        To::Agent(agent) if shift::is_there(tx, agent)? => Some(agent),
        To::Everybody | To::Queue(_) | To::Agent(_) => None,
    };
    let calendar = hours::of_queue(tx, conversation.queue)?.map(|hours| hours.calendar());
    let scene = Scene {
        queue: conversation.queue,
        policy: &policy,
        hours: calendar.as_ref(),
        group_is_there: shift::is_anybody_there(tx, conversation.queue)?,
        colleague,
        now: tx.now,
    };
    match place(to, &scene) {
        Placing::Open => open(tx, id),
        Placing::OpenForWant => {
            let line = format!("forward-open {}", conversation.queue_name);
            say::by_house(tx, &Place::of(conversation), &line, None)?;
            open(tx, id)
        }
        Placing::Group(Some(until)) => timer::set(tx, Due::OpenToAll, id.0, until),
        Placing::Group(None) => Ok(()),
        Placing::Held(agent, until) => {
            // Should they not take it, the reservation ends first, and then it is their queue's.
            let after = until.plus(Duration::from_millis(1));
            timer::set(tx, Due::OpenToAll, id.0, after)?;
            let lasts = until.since(tx.now);
            offer::make(tx, conversation, agent, Reserved::Forward, lasts)
        }
    }
}

fn open(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tx.execute(
        "update conversation set open_to_all = 1 where id = ?1",
        [id],
    )?;
    Ok(())
}

/// The time is up in which some alone could take a chat. One that was for a colleague is their queue's now, and
/// not its sender's again; one that was for a queue is everybody's, for whom it is new.
pub fn open_to_all(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let Some(conversation) = waiting(tx, id)? else {
        return Ok(());
    };
    match handed::of(tx, &conversation)? {
        Some(handed) if handed.agent.is_some() && handed.queue.is_none() => {
            not_taken(tx, &conversation, &handed)?;
        }
        Some(_) | None => open(tx, id)?,
    }
    conversation::tell(tx, id, Cause::Returned)?;
    Ok(())
}

fn not_taken(tx: &mut Tx<'_>, conversation: &Conversation, handed: &Handed) -> Result<(), DbError> {
    let name = handed.agent_name.as_deref().unwrap_or_default();
    let line = format!("forward-not-taken {name}");
    say::by_house(tx, &Place::of(conversation), &line, None)?;
    // From now on it is for both.
    tx.execute(
        "update forward set queue_id = ?2 where id = ?1",
        (handed.id, conversation.queue),
    )?;
    settle(tx, conversation, To::Queue(conversation.queue))
}

fn waiting(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Conversation>, DbError> {
    Ok(conversation::by_id(reader, id)?
        .filter(|conversation| matches!(conversation.state, State::Waiting { .. })))
}

/// The time has come to which a chat was put off, or a reminder in it.
pub fn is_due(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let (Some(conversation), Some(handed)) =
        (conversation::by_id(tx, id)?, handed::standing(tx, id)?)
    else {
        return Ok(());
    };
    let Some(due) = resolve(tx, &conversation, &handed)? else {
        return Ok(());
    };
    let place = Place::of(&conversation);
    match &conversation.state {
        State::Scheduled => {
            return_to_line(tx, &conversation, due)?;
            let late = tx.now.since(due);
            let line = match late {
                late if late < Duration::from_secs(1) => "forward-back".to_owned(),
                // Not worth telling, but the waiting time is reckoned from it.
                late if late < LATE => format!("forward-back {}", late.as_secs()),
                late => format!("forward-back-late {}", late.as_secs()),
            };
            say::by_house(tx, &place, &line, None)?;
            join_line(tx, id, Cause::Returned)
        }
        State::Waiting { .. } | State::Active { .. } => {
            say::by_house(tx, &place, "forward-reminded", None)?;
            if let (State::Active { agent, .. }, Some(comment)) =
                (&conversation.state, handed.comment)
            {
                call(tx, agent.id, comment)?;
            }
            if conversation.forward != Some(handed.id) {
                over(tx, handed.id)?;
            }
            conversation::tell(tx, id, Cause::Changed)?;
            Ok(())
        }
        State::Fresh | State::WrappingUp { .. } | State::Closed { .. } => over(tx, handed.id),
    }
}

/// When a chat comes back that was put off to an instant: then, or at the next opening of its queue.
pub(super) fn at_opening(
    reader: &Reader<'_>,
    queue: QueueId,
    at: Timestamp,
) -> Result<Timestamp, DbError> {
    let calendar = hours::of_queue(reader, queue)?.map(|hours| hours.calendar());
    // A queue that does not open again keeps nobody waiting for that.
    Ok(calendar
        .and_then(|calendar| calendar.opens(at))
        .unwrap_or(at))
}

/// The instant at which a chat comes back by the rules of its zone and the hours of its queue as they are today;
/// `None`, and the timer set anew, when that is still ahead.
fn resolve(
    tx: &mut Tx<'_>,
    conversation: &Conversation,
    handed: &Handed,
) -> Result<Option<Timestamp>, DbError> {
    let Some(put_off) = &handed.put_off else {
        return Ok(None);
    };
    let wall = Wall {
        local: put_off.local.clone(),
        zone: put_off.zone.clone(),
    };
    // A zone that was struck from the list leaves the instant that was known.
    let mut due = wall.instant().unwrap_or(put_off.at);
    if handed.at_opening {
        due = at_opening(tx, conversation.queue, due)?;
    }
    if due != put_off.at {
        tx.execute(
            "update forward set due_at = ?2 where id = ?1",
            (handed.id, due),
        )?;
    }
    if due > tx.now {
        timer::set(tx, Due::ForwardDue, conversation.id.0, due)?;
        return Ok(None);
    }
    Ok(Some(due))
}

fn return_to_line(
    tx: &mut Tx<'_>,
    conversation: &Conversation,
    since: Timestamp,
) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'waiting', queued_at = :now,
           waiting_since = coalesce(waiting_since, :since), last_activity_at = :now
         where id = :id",
        named_params! { ":now": now, ":since": since, ":id": conversation.id },
    )?;
    Ok(())
}

fn over(tx: &mut Tx<'_>, id: ForwardId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update forward set ended_at = ?2 where id = ?1 and ended_at is null",
        (id, now),
    )?;
    Ok(())
}

/// Somebody is called to the note, as if it named them.
fn call(tx: &mut Tx<'_>, agent: AgentId, comment: MessageId) -> Result<(), DbError> {
    tx.execute(
        "insert into mention (agent_id, message_id) values (?1, ?2)
         on conflict (agent_id, message_id) do update set seen_at = null",
        (agent, comment),
    )?;
    Ok(())
}

/// The customer wrote in a chat that was put off: it waits now, with its note. Where the date is to be kept, a
/// reminder stays.
pub fn customer_wrote(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let Some(conversation) = conversation::by_id(tx, id)? else {
        return Ok(());
    };
    if conversation.state != State::Scheduled {
        return Ok(());
    }
    let now = tx.now;
    return_to_line(tx, &conversation, now)?;
    let keeps_date = handed::of(tx, &conversation)?.is_some_and(|handed| handed.keeps_date);
    if !keeps_date {
        timer::cancel(tx, Due::ForwardDue, id.0)?;
        tx.execute(
            "update forward set keeps_date = 0, due_at = null, due_local = null, due_zone = null
             where id = (select forward_id from conversation where id = ?1)",
            [id],
        )?;
    }
    say::by_house(tx, &Place::of(&conversation), "forward-early", None)?;
    join_line(tx, id, Cause::Returned)
}

/// Sees to it that every chat that was put off has its timer, by the rules of its zone as this program knows
/// them.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let standing: Vec<ConversationId> = tx.list(
        "select conversation_id from forward where ended_at is null and due_at is not null and due_at > ?1",
        [tx.now],
        |row| row.get(0),
    )?;
    for id in standing {
        if let Some(handed) = handed::standing(tx, id)?
            && let Some(chat) = conversation::by_id(tx, id)?
            && let Some(due) = resolve(tx, &chat, &handed)?
        {
            timer::set(tx, Due::ForwardDue, id.0, due)?;
        }
    }
    Ok(())
}
