//! Whether a customer who writes now can expect somebody: the shop is open, and somebody is at the counter who serves the
//! queue that they write into.

use crate::{
    base::{
        id::{ChannelId, ConversationId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{channel, hours, queue, team::availability},
};

/// How the shop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Whether somebody is there for those who write now.
    pub is_open: bool,
    /// When the shop opens next, while it is closed by its hours.
    pub opens: Option<Timestamp>,
}

/// By what is known of the hours and of the counter. Without hours the counter alone decides.
#[must_use]
pub fn judge(hours: Option<&hours::Calendar>, has_room: bool, now: Timestamp) -> Opening {
    match hours {
        Some(hours) if !hours.is_open(now) => Opening {
            is_open: false,
            opens: hours.opens(now),
        },
        Some(_) | None => Opening {
            is_open: has_room,
            opens: None,
        },
    }
}

/// Whether as many wait in a queue as its admin lets wait there (W13), but for one chat: others are asked to leave a message.
fn is_full(
    reader: &Reader<'_>,
    queue: QueueId,
    but: Option<ConversationId>,
) -> Result<bool, DbError> {
    let Some(most) = queue::policy(reader, queue)?.most_waiting else {
        return Ok(false);
    };
    let waiting: i64 = reader.get(
        "select count(*) from conversation where queue_id = ?1 and state = 'waiting' and id is not ?2",
        (queue, but),
        |row| row.get(0),
    )?;
    Ok(waiting >= i64::from(most))
}

/// How it stands for those who write into this queue.
pub fn of_queue(reader: &Reader<'_>, queue: QueueId) -> Result<Opening, DbError> {
    stand(reader, queue, None)
}

/// How it stands for a chat that has just joined the line of this queue, in which it does not take its own place away.
pub fn of_newcomer(
    reader: &Reader<'_>,
    queue: QueueId,
    chat: ConversationId,
) -> Result<Opening, DbError> {
    stand(reader, queue, Some(chat))
}

fn stand(
    reader: &Reader<'_>,
    queue: QueueId,
    but: Option<ConversationId>,
) -> Result<Opening, DbError> {
    let calendar = hours::of_queue(reader, queue)?.map(|hours| hours.calendar());
    let has_room = availability::is_anyone_serving(reader, queue)? && !is_full(reader, queue, but)?;
    Ok(judge(calendar.as_ref(), has_room, reader.now))
}

/// Whether those who wait in a queue are being served: it is open, and somebody is at the counter. However many wait.
pub fn is_served(reader: &Reader<'_>, queue: QueueId) -> Result<bool, DbError> {
    let calendar = hours::of_queue(reader, queue)?.map(|hours| hours.calendar());
    let is_staffed = availability::is_anyone_serving(reader, queue)?;
    Ok(judge(calendar.as_ref(), is_staffed, reader.now).is_open)
}

/// How it stands on every channel.
pub fn of_channels(reader: &Reader<'_>) -> Result<Vec<(ChannelId, Opening)>, DbError> {
    channel::all(reader)?
        .into_iter()
        .map(|channel| Ok((channel.id, of_queue(reader, channel.queue)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            hours::{Calendar, Week},
            queue::Policy,
            team::Availability,
            waitlist::claim,
        },
    };

    #[test]
    fn as_many_wait_as_may_and_then_the_door_is_shut_until_one_is_taken() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let policy = Policy {
            most_waiting: Some(2),
            ..Policy::default()
        };
        memory
            .act(|tx| {
                availability::seen(tx, &[ana.id])?;
                queue::set_policy(tx, QueueId(1), &policy)
            })
            .unwrap();
        let is_open = |memory: &mut Memory| {
            let here = memory.act(|tx| of_queue(tx, QueueId(1))).unwrap().is_open;
            let there = memory.act(|tx| of_channels(tx)).unwrap();
            assert!(there.iter().all(|(_, opening)| opening.is_open == here));
            here
        };
        memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap();
        assert!(is_open(&mut memory));
        memory
            .act(|tx| cast::waiting_chat(tx, "Omar", "Hello"))
            .unwrap();
        assert!(!is_open(&mut memory));
        memory.act(|tx| claim::claim_next(tx, &ana, None)).unwrap();
        assert!(is_open(&mut memory));
    }

    #[test]
    fn whoever_comes_while_there_is_room_has_found_it_open() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let policy = Policy {
            most_waiting: Some(2),
            ..Policy::default()
        };
        memory
            .act(|tx| {
                availability::seen(tx, &[ana.id])?;
                queue::set_policy(tx, QueueId(1), &policy)
            })
            .unwrap();
        for (name, expected) in [("Hannah", false), ("Omar", false), ("Vera", true)] {
            let chat = memory
                .act(|tx| cast::waiting_chat(tx, name, "Hello"))
                .unwrap()
                .conversation;
            let sql = "select offline from conversation where id = ?1";
            let offline: bool = memory
                .act::<_, DbError>(|tx| tx.get(sql, [chat], |row| row.get(0)))
                .unwrap();
            assert_eq!(offline, expected, "{name}");
        }
    }

    #[test]
    fn whoever_is_at_the_counter_is_there_for_whom_they_serve() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let (counter, repairs, parcels) = (QueueId(1), QueueId(2), QueueId(3));
        memory
            .act::<_, DbError>(|tx| {
                tx.execute(
                    "insert into queue (name) values ('Repairs'), ('Parcels')",
                    [],
                )?;
                tx.execute(
                    "insert into queue_agent (queue_id, agent_id) values (?1, ?2)",
                    (repairs, bo.id),
                )?;
                availability::seen(tx, &[ana.id, bo.id])
            })
            .unwrap();
        let is_open = |memory: &mut Memory| {
            [counter, repairs, parcels].map(|queue| {
                let opening = memory.act(|tx| of_queue(tx, queue)).unwrap();
                opening.is_open
            })
        };
        // Nobody belongs to parcels, so that they are everybody's.
        assert_eq!(is_open(&mut memory), [true, true, true]);
        memory
            .act(|tx| queue::serve(tx, bo.id, &[counter]))
            .unwrap();
        assert_eq!(is_open(&mut memory), [true, false, true]);
        memory
            .act(|tx| queue::serve(tx, bo.id, &[repairs]))
            .unwrap();
        memory
            .act(|tx| availability::set(tx, ana.id, Availability::Away, ""))
            .unwrap();
        assert_eq!(is_open(&mut memory), [false, true, true]);
    }

    #[test]
    fn open_is_open_by_the_clock_and_somebody_there() {
        let usual = Calendar {
            zone: jiff::tz::TimeZone::UTC,
            week: Week::usual(),
            exceptions: std::collections::BTreeMap::new(),
        };
        // A Friday: 27 November 2026.
        let at = |hour: i64| Timestamp(1_795_737_600_000 + hour * 3_600_000);
        let monday = Timestamp(at(9).0 + 3 * 86_400_000);
        for (hours, is_staffed, hour, is_open, opens) in [
            (None, true, 3, true, None),
            (None, false, 12, false, None),
            (Some(&usual), true, 12, true, None),
            (Some(&usual), false, 12, false, None),
            (Some(&usual), true, 8, false, Some(at(9))),
            (Some(&usual), true, 18, false, Some(monday)),
            (Some(&usual), false, 20, false, Some(monday)),
        ] {
            let expected = Opening { is_open, opens };
            assert_eq!(judge(hours, is_staffed, at(hour)), expected, "{hour}");
        }
    }
}
