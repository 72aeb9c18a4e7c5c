//! The forward that put a chat where it is: for whom, when and why, and how it ends.

use super::{Conversation, say};
use crate::{
    base::{
        id::{AgentId, ConversationId, ForwardId, MessageId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::timer::{self, Due},
};

/// What a forward is for: its sign and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// One of the console's icons.
    pub icon: String,
    /// Its name.
    pub name: String,
}

/// A time of day somewhere, and the instant that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The instant, as far as anybody knows now: zones change their rules.
    pub at: Timestamp,
    /// What the clock on the wall shows then, such as `2026-03-29T09:00`.
    pub local: String,
    /// In this IANA time zone.
    pub zone: String,
}

/// A chat that was handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Its id.
    pub id: ForwardId,
    /// Who did it; `None`: the house.
    pub by: Option<AgentId>,
    /// Their name.
    pub by_name: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whose agents get it first.
    pub queue: Option<QueueId>,
    /// That queue's name.
    pub queue_name: Option<String>,
    /// The colleague it is for.
    pub agent: Option<AgentId>,
    /// Their name.
    pub agent_name: Option<String>,
    /// What it is for.
    pub sign: Option<Sign>,
    /// Words for whoever takes it.
    pub note: String,
    /// The note as it stands in the chat.
    pub comment: Option<MessageId>,
    /// The time it was put off to.
    pub put_off: Option<Put>,
    /// Whether it comes back at its time also if the customer wrote before.
    pub keeps_date: bool,
    /// Whether it waits for the opening if its queue is closed at that time.
    pub at_opening: bool,
}

const SELECT: &str = "select forward.id, forward.by_id, sender.name, forward.at, forward.queue_id, queue.name,
    forward.agent_id, receiver.name, forward_type.icon, forward_type.name, forward.note, forward.comment_id,
    forward.due_at, forward.due_local, forward.due_zone, forward.keeps_date, forward.at_opening
  from forward
  left join agent as sender on sender.id = forward.by_id
  left join agent as receiver on receiver.id = forward.agent_id
  left join queue on queue.id = forward.queue_id
  left join forward_type on forward_type.id = forward.type_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Handed> {
    let sign = match (row.get(8)?, row.get(9)?) {
        (Some(icon), Some(name)) => Some(Sign { icon, name }),
        (_, _) => None,
    };
    let put_off = match (row.get(12)?, row.get(13)?, row.get(14)?) {
        (Some(at), Some(local), Some(zone)) => Some(Put { at, local, zone }),
        (_, _, _) => None,
    };
    Ok(Handed {
        id: row.get(0)?,
        by: row.get(1)?,
        by_name: row.get(2)?,
        at: row.get(3)?,
        queue: row.get(4)?,
        queue_name: row.get(5)?,
        agent: row.get(6)?,
        agent_name: row.get(7)?,
        sign,
        note: row.get(10)?,
        comment: row.get(11)?,
        put_off,
        keeps_date: row.get(15)?,
        at_opening: row.get(16)?,
    })
}

/// The forward that put a chat where it is, if one did.
pub fn of(reader: &Reader<'_>, conversation: &Conversation) -> Result<Option<Handed>, DbError> {
    let Some(id) = conversation.forward else {
        return Ok(None);
    };
    let sql = format!("{SELECT} where forward.id = ?1");
    reader.find(&sql, [id], from_row)
}

/// What of a chat still comes at its time: the chat itself, or, after its customer wrote before, a reminder.
pub fn standing(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Handed>, DbError> {
    let sql = format!(
        "{SELECT} where forward.conversation_id = ?1 and forward.ended_at is null
           and forward.due_at is not null order by forward.id desc limit 1"
    );
    reader.find(&sql, [id], from_row)
}

/// How a forward ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Somebody has the chat now. A reminder that is to stand stays.
    Taken,
    /// The chat is over.
    Over,
    /// It is forwarded anew.
    Replaced,
}

/// A chat leaves the line, or the time it was put off to: nobody has it for themselves any more, no timer
/// brings it back. To be called while its state is still as it was.
pub fn end(tx: &mut Tx<'_>, conversation: &Conversation, how: End) -> Result<(), DbError> {
    let id = conversation.id;
    if conversation.forward.is_some()
        || conversation.reservation.is_some()
        || conversation.open_to_all
    {
        tx.execute(
            "update conversation set forward_id = null, open_to_all = 0, reserved_for = null,
               reserved_as = null, reserved_until = null
             where id = ?1",
            [id],
        )?;
        timer::cancel(tx, Due::OpenToAll, id.0)?;
        timer::cancel(tx, Due::EndReservation, id.0)?;
    }
    let now = tx.now;
    // What is held out of it is answered by whoever takes it, and else taken back.
    if how != End::Taken {
        tx.execute(
            "update offer set ended_at = ?2, outcome = 'withdrawn'
             where conversation_id = ?1 and ended_at is null",
            (id, now),
        )?;
    }
    let dated = standing(tx, id)?
        .and_then(|handed| Some((handed.put_off?, handed.keeps_date)))
        .filter(|(put_off, _)| put_off.at > now);
    let stays = how == End::Taken && matches!(dated, Some((_, true)));
    tx.execute(
        "update forward set ended_at = :now
         where conversation_id = :id and ended_at is null and not (:stays and due_at is not null)",
        named_params! { ":now": now, ":id": id, ":stays": stays },
    )?;
    if let Some((put_off, _)) = dated
        && !stays
    {
        timer::cancel(tx, Due::ForwardDue, id.0)?;
        if how == End::Over {
            let line = format!("forward-cancelled {}", put_off.local);
            say::by_house(tx, &say::Place::of(conversation), &line, None)?;
        }
    }
    Ok(())
}

/// A dated forward that ended with its chat stands again, since that end is taken back: it comes at its time, or at once if
/// that has passed meanwhile. `false`: there is none any more.
pub fn stand_again(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    forward: ForwardId,
) -> Result<bool, DbError> {
    let due: Option<Timestamp> = tx.find(
        "select due_at from forward where id = ?1 and conversation_id = ?2 and due_at is not null",
        (forward, conversation),
        |row| row.get(0),
    )?;
    let Some(due) = due else {
        return Ok(false);
    };
    tx.execute(
        "update forward set ended_at = null where id = ?1",
        [forward],
    )?;
    timer::set(tx, Due::ForwardDue, conversation.0, due)?;
    Ok(true)
}
