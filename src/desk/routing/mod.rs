//! Which agent a waiting chat is held out to or given (W7–W9, W11).
//!
//! [`look`] brings the file into the state that the rules want, whatever happened before; whoever changes
//! something that matters need not know the rules. A robot runs it after every such change.

pub mod choose;
pub mod offer;

use std::collections::{BTreeMap, btree_map::Entry};

use crate::{
    base::id::{AgentId, ConversationId, QueueId},
    db::{DbError, Reader, Tx},
    desk::{
        conversation::{self, Conversation, Reserved},
        queue::{
            self,
            policy::{Mode, Policy},
        },
        team,
        waitlist::{
            self,
            able::{self, Standing},
            give, previous,
        },
    },
};

/// Most chats that are handed out in one act; the rest is next.
const MOST: usize = 50;

/// Whether [`look`] may find something to do: asked first, because most houses pick.
pub fn is_due(reader: &Reader<'_>) -> Result<bool, DbError> {
    if reader.exists(
        "select 1 from conversation where reserved_for is not null limit 1",
        [],
    )? {
        return Ok(true);
    }
    reader.exists(
        "select 1 from conversation join queue on queue.id = conversation.queue_id
         where conversation.state = 'waiting' and conversation.reserved_for is null
           and conversation.waiting_since is not null and queue.policy ->> 'mode' <> 'pick' limit 1",
        [],
    )
}

/// Takes back what is held for agents who can no longer take it, and hands out what waits for somebody.
/// Answers how many chats found an agent.
pub fn look(tx: &mut Tx<'_>) -> Result<usize, DbError> {
    for chat in held(tx)? {
        let Some(reservation) = chat.reservation else {
            continue;
        };
        let standing = able::one(tx, reservation.agent, chat.queue)?;
        let accepts = standing.as_ref().is_some_and(|one| one.accepts_at_once);
        let why_not = standing.map_or(Some(able::WhyNot::Gone), |one| one.why_not());
        match (reservation.how, why_not) {
            (_, None) if accepts => give(tx, &chat, reservation.agent)?,
            // Where nobody is asked, the agent they had is not asked either.
            (Reserved::Previous, None) if queue::policy(tx, chat.queue)?.mode == Mode::Assign => {
                give(tx, &chat, reservation.agent)?;
            }
            (_, None) => {}
            (Reserved::Previous, Some(_)) => previous::let_go(tx, chat.id)?,
            // Whoever is named in person may take a chat though they are full or serve another queue.
            (
                Reserved::Forward,
                Some(able::WhyNot::Full | able::WhyNot::NotServing | able::WhyNot::WrappingUp),
            ) => {}
            (Reserved::Offer | Reserved::Forward, Some(_)) => offer::take_back(tx, &chat)?,
        }
    }
    let mut found = 0;
    // As long as nothing is handed out, everybody stands as before.
    let mut standings: BTreeMap<QueueId, Vec<Standing>> = BTreeMap::new();
    for (id, queue) in unheld(tx)? {
        if found == MOST {
            break;
        }
        let everybody = match standings.entry(queue) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(able::all(tx, queue)?),
        };
        // Those who wait where nobody is free do not keep the house from the others, however many they are.
        if !everybody.iter().any(choose::is_free) {
            continue;
        }
        let Some(chat) = conversation::by_id(tx, id)? else {
            continue;
        };
        let policy = queue::policy(tx, queue)?;
        if hand_out(tx, &chat, &policy, everybody)? {
            found += 1;
            standings.clear();
        }
    }
    Ok(found)
}

fn hand_out(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    policy: &Policy,
    everybody: &[Standing],
) -> Result<bool, DbError> {
    let passed_by = offer::passed_by(tx, chat)?;
    let turn = turn(tx, chat.queue)?;
    let Some(chosen) = choose::choose(policy.choice, everybody, &passed_by, turn) else {
        return Ok(false);
    };
    let accepts = everybody
        .iter()
        .any(|one| one.agent() == chosen && one.accepts_at_once);
    match policy.mode {
        Mode::Pick => return Ok(false),
        Mode::Offer if !accepts => {
            offer::make(tx, chat, chosen, Reserved::Offer, policy.offer())?;
        }
        Mode::Offer | Mode::Assign => give(tx, chat, chosen)?,
    }
    tx.execute(
        "update queue set turn_id = ?2 where id = ?1",
        (chat.queue, chosen),
    )?;
    Ok(true)
}

/// Gives a chat to an agent without asking.
fn give(tx: &mut Tx<'_>, chat: &Conversation, agent: AgentId) -> Result<(), DbError> {
    match team::by_id(tx, agent)? {
        Some(agent) => give::by_house(tx, chat, &agent),
        None => Ok(()),
    }
}

fn turn(reader: &Reader<'_>, queue: QueueId) -> Result<Option<AgentId>, DbError> {
    reader.get("select turn_id from queue where id = ?1", [queue], |row| {
        row.get(0)
    })
}

/// Chats that are held for somebody.
fn held(reader: &Reader<'_>) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.reserved_for is not null order by conversation.id",
        conversation::COLUMNS,
        conversation::FROM,
    );
    reader.list(&sql, [], conversation::from_row)
}

/// Chats that wait for the house to find somebody, each with its queue, in the order of the line.
fn unheld(reader: &Reader<'_>) -> Result<Vec<(ConversationId, QueueId)>, DbError> {
    let sql = format!(
        "select conversation.id, conversation.queue_id
         from conversation join queue on queue.id = conversation.queue_id
         where conversation.state = 'waiting' and conversation.reserved_for is null
           and conversation.waiting_since is not null and queue.policy ->> 'mode' <> 'pick'
         order by {}",
        waitlist::order(false),
    );
    reader.list(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

#[cfg(test)]
mod tests;
