//! The course of a chat: who wrote when, when somebody took it, when it ended. All that figures need of a log,
//! small enough that those of a year are read at once.
//!
//! Courses follow the event table, beside the answer's path: whichever chat something has happened in is read anew
//! from its log, so that a course is never more than a copy; where something was only added to the log, as much is added
//! to the course. They are brought up to date before figures are read.

use std::collections::BTreeMap;

use super::{
    daily,
    step::{Deed, Step, pack, unpack},
};
use crate::{
    base::{
        id::{AgentId, ConversationId, EventId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::waiting_clock::{self, Happening},
};

/// Events followed in one act at most: keeps the writer free for others.
const BATCH: i64 = 500;

/// The course that a chat's log tells up to an event.
fn of_log(reader: &Reader<'_>, id: ConversationId, to: EventId) -> Result<Vec<Step>, DbError> {
    let steps = told(reader, id, EventId(0), to)?;
    let from = steps.iter().rposition(|(begins, _)| *begins).unwrap_or(0);
    let steps = steps.into_iter().skip(from);
    Ok(steps.filter_map(|(_, step)| step).collect())
}

/// What each entry of a log behind an event and up to another says: whether the course begins with it, and its step.
/// An entry has the id of the event that brought it.
fn told(
    reader: &Reader<'_>,
    id: ConversationId,
    behind: EventId,
    to: EventId,
) -> Result<Vec<(bool, Option<Step>)>, DbError> {
    reader.list(
        // What certainly never arrived has answered nobody.
        "select created_at, iif(delivery = 'failed', '', author), internal, iif(author = 'system', text, ''), agent_id
         from message where conversation_id = ?1 and id > ?2 and id <= ?3 order by id",
        (id, behind, to),
        |row| {
            let (author, text): (String, String) = (row.get(1)?, row.get(3)?);
            let agent: Option<AgentId> = row.get(4)?;
            let internal = row.get(2)?;
            let deed = deed(&author, internal, &text, agent);
            let begins = waiting_clock::meaning(&author, internal, &text) == Happening::HandedOver;
            let at = row.get(0)?;
            Ok((begins, deed.map(|deed| Step { at, deed })))
        },
    )
}

fn deed(author: &str, internal: bool, text: &str, agent: Option<AgentId>) -> Option<Deed> {
    match waiting_clock::meaning(author, internal, text) {
        // People are asked with the hand-over, whatever the bot was told before.
        Happening::CustomerWrote | Happening::HandedOver => Some(Deed::Customer),
        Happening::Answered => agent.map(Deed::Agent),
        Happening::PutOff => Some(Deed::PutOff),
        Happening::Ended => Some(Deed::Ended),
        Happening::WentOn => Some(Deed::WentOn),
        Happening::Other if author == "system" => {
            let word = text.split(' ').next().unwrap_or(text);
            matches!(word, "claimed" | "assigned").then_some(Deed::Taken)
        }
        Happening::BackInLine | Happening::CameBack(_) | Happening::Other => None,
    }
}

/// Copies the course of a chat anew, up to an event. One in which nothing was written has none.
fn renew(tx: &mut Tx<'_>, id: ConversationId, to: EventId) -> Result<(), DbError> {
    let known: Option<(Timestamp, Option<Timestamp>)> = tx.find(
        "select created_at, closed_at from conversation where id = ?1 and state <> 'fresh'
           and not exists (select 1 from bot_chat where conversation_id = id and outcome = 'done')",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((created, closed)) = known else {
        return Ok(());
    };
    let steps = of_log(tx, id, to)?;
    let began = steps
        .iter()
        .find(|step| step.deed == Deed::Customer)
        .map_or(created, |step| step.at);
    let last = steps.iter().map(|step| step.at).max().max(closed);
    tx.execute(
        "insert into course (conversation_id, began_at, last_at, steps) values (:id, :began, :last, :steps)
         on conflict (conversation_id) do update
           set began_at = excluded.began_at, last_at = excluded.last_at, steps = excluded.steps",
        named_params! {
            ":id": id, ":began": began, ":last": last.unwrap_or(began), ":steps": pack(&steps),
        },
    )?;
    Ok(())
}

/// Adds to a course what was added to its log behind an event, up to which it is right, and up to another; `false` when
/// it has to be copied anew: there is none yet, or it begins with what was added.
fn extend(
    tx: &mut Tx<'_>,
    id: ConversationId,
    behind: EventId,
    to: EventId,
) -> Result<bool, DbError> {
    let known: Option<(Option<Timestamp>, Vec<u8>)> = tx.find(
        "select last_at, steps from course where conversation_id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((last, packed)) = known else {
        return Ok(false);
    };
    let mut steps: Vec<Step> = unpack(&packed).collect();
    let added = told(tx, id, behind, to)?;
    let has_begun = steps.iter().any(|step| step.deed == Deed::Customer);
    if !has_begun || added.iter().any(|(begins, _)| *begins) {
        return Ok(false);
    }
    let known = steps.len();
    steps.extend(added.into_iter().filter_map(|(_, step)| step));
    let last = steps[known..].iter().map(|step| step.at).max().max(last);
    tx.execute(
        "update course set last_at = coalesce(?2, last_at), steps = ?3 where conversation_id = ?1",
        (id, last, pack(&steps)),
    )?;
    Ok(true)
}

/// Follows events that were not followed yet; answers whether more are left.
pub fn catch_up(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let from = position(tx)?;
    let rows: Vec<(EventId, Option<ConversationId>, bool)> = tx.list(
        "select id, conversation_id, kind = 'message' or kind = 'comment' from event
         where id > ?1 order by id limit ?2",
        (from, BATCH),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some((last, ..)) = rows.last() else {
        return Ok(false);
    };
    let (last, more) = (*last, rows.len() as i64 == BATCH);
    // A chat of thousands of messages would be read whole for each few that are added.
    let mut touched: BTreeMap<ConversationId, bool> = BTreeMap::new();
    for (_, id, only_adds) in rows {
        if let Some(id) = id {
            *touched.entry(id).or_insert(true) &= only_adds;
        }
    }
    // What the sums of days have of them was told by what they were.
    let ids: Vec<ConversationId> = touched.keys().copied().collect();
    daily::take_back(tx, &ids)?;
    for (id, only_adds) in touched {
        if !only_adds || !extend(tx, id, from, last)? {
            renew(tx, id, last)?;
        }
    }
    tx.execute(
        "insert into follower (name, event_id) values ('course', ?1)
         on conflict (name) do update set event_id = excluded.event_id",
        [last],
    )?;
    Ok(more)
}

/// Whether every event was followed.
pub fn is_current(reader: &Reader<'_>) -> Result<bool, DbError> {
    let from = position(reader)?;
    Ok(!reader.exists(
        "select 1 from event where id > ?1 and conversation_id is not null limit 1",
        [from],
    )?)
}

/// A chat is erased: its course goes, and the sums of days have it no longer, so that figures and lists still agree.
pub fn erase(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    daily::take_back(tx, &[id])?;
    tx.execute("delete from course where conversation_id = ?1", [id])?;
    Ok(())
}

/// Forgets all courses, so that they are copied anew from the logs.
pub fn forget(tx: &mut Tx<'_>) -> Result<(), DbError> {
    daily::forget(tx)?;
    tx.execute("delete from course", [])?;
    tx.execute("delete from follower where name = 'course'", [])?;
    Ok(())
}

fn position(reader: &Reader<'_>) -> Result<EventId, DbError> {
    Ok(reader
        .find(
            "select event_id from follower where name = 'course'",
            [],
            |row| row.get(0),
        )?
        .unwrap_or(EventId(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn a_long_log_is_followed_in_pieces_and_each_entry_once() {
        const MANY: i64 = BATCH * 2 + 50;
        let mut memory = Memory::new();
        let visitor = memory.act(|tx| cast::visitor(tx, "Anton")).unwrap();
        let follow = |memory: &mut Memory, wanted: i64| {
            while memory.act(catch_up).unwrap() {}
            let packed: Vec<u8> = memory
                .act(|tx| tx.get("select steps from course", [], |row| row.get(0)))
                .unwrap();
            let steps: Vec<Step> = unpack(&packed).collect();
            assert!(steps.iter().all(|step| step.deed == Deed::Customer));
            assert_eq!(steps.len() as i64, wanted);
        };
        let write = |memory: &mut Memory, count: i64| {
            memory
                .act(|tx| {
                    for _ in 0..count {
                        cast::write(tx, visitor, "And another thing").expect("they may");
                    }
                    Ok::<_, DbError>(())
                })
                .unwrap();
        };
        // Far behind from the beginning, and again later.
        for round in 1..=2 {
            write(&mut memory, MANY);
            follow(&mut memory, MANY * round);
        }
        memory.act(forget).unwrap();
        follow(&mut memory, MANY * 2);
    }

    #[test]
    fn what_a_log_says_is_told_in_steps() {
        let ana = Some(AgentId(7));
        for (author, internal, text, expected) in [
            ("customer", false, "", Some(Deed::Customer)),
            ("agent", false, "", Some(Deed::Agent(AgentId(7)))),
            ("agent", true, "", None),
            ("", false, "", None),
            ("bot", false, "", None),
            ("system", false, "claimed", Some(Deed::Taken)),
            ("system", false, "assigned", Some(Deed::Taken)),
            ("system", false, "forwarded-later 2026", Some(Deed::PutOff)),
            ("system", false, "left", Some(Deed::Ended)),
            ("system", false, "went-on", Some(Deed::WentOn)),
            ("system", false, "released", None),
        ] {
            assert_eq!(
                deed(author, internal, text, ana),
                expected,
                "{author} {text}"
            );
        }
    }
}
