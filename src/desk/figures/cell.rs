//! The sums of a day as the file keeps them: a cell for the chats that have everything in common by which figures are
//! told apart, and in it how often each fact was so. Every time is kept to the second, so that a median of many days is
//! the one that their chats would tell.

use std::collections::BTreeMap;

use super::{
    fact::{Class, Fact},
    step::{put, take},
};
use crate::base::id::{AgentId, ChannelId, ChatTypeId, QueueId, ReasonId};

/// Whose facts a cell has: of chats of this class, and of this agent.
pub(super) type Key = (Class, Option<AgentId>);

/// A fact as a number of its sort, and another. Facts that are counted by the hour have the hour, times their seconds.
pub(super) type Entry = (u8, u32);

/// How often each entry was so.
pub(super) type Cells = BTreeMap<Key, BTreeMap<Entry, u32>>;

/// A fact in an hour of the day, 0 to 23, as an entry.
pub(super) fn entry(fact: Fact, hour: usize) -> Entry {
    let hour = u32::try_from(hour).unwrap_or(0);
    match fact {
        Fact::New => (0, hour),
        Fact::Incoming => (1, hour),
        Fact::GivenUp => (2, 0),
        Fact::Outgoing => (3, 0),
        Fact::Unanswered => (4, 0),
        Fact::First(seconds) => (5, seconds),
        Fact::Wait(seconds) => (6, seconds),
        Fact::Response(seconds) => (7, seconds),
        Fact::Closed(Some(seconds)) => (8, seconds),
        Fact::Closed(None) => (9, 0),
        Fact::Asked(is_answered) => (10, u32::from(is_answered)),
        Fact::Rated(rating) => (11, rating.into()),
    }
}

/// The fact and the hour of an entry; one of another sort is none.
pub(super) fn fact((sort, value): Entry) -> Option<(Fact, usize)> {
    let hour = usize::try_from(value).unwrap_or(0);
    Some(match sort {
        0 => (Fact::New, hour),
        1 => (Fact::Incoming, hour),
        2 => (Fact::GivenUp, 0),
        3 => (Fact::Outgoing, 0),
        4 => (Fact::Unanswered, 0),
        5 => (Fact::First(value), 0),
        6 => (Fact::Wait(value), 0),
        7 => (Fact::Response(value), 0),
        8 => (Fact::Closed(Some(value)), 0),
        9 => (Fact::Closed(None), 0),
        10 => (Fact::Asked(value > 0), 0),
        11 => (Fact::Rated(u8::try_from(value).unwrap_or(0)), 0),
        _ => return None,
    })
}

/// Cells one after another: key, length of the rest, and the rest, in which each sort has its number, how many entries
/// it has, and for each how much larger its value is than the one before, and how often it was so. Once is what most
/// are, which takes no number of its own.
#[must_use]
pub(super) fn pack(cells: &Cells) -> Vec<u8> {
    let (mut packed, mut rest) = (Vec::new(), Vec::new());
    for ((class, agent), entries) in cells {
        for id in [
            Some(class.channel.0),
            Some(class.queue.0),
            class.chat_type.map(|id| id.0),
            class.reason.map(|id| id.0),
            agent.map(|id| id.0),
        ] {
            put(&mut packed, id.map_or(0, |id| id.cast_unsigned() + 1));
        }
        rest.clear();
        let mut entries = entries.iter().peekable();
        while let Some(((sort, _), _)) = entries.peek() {
            let sort = *sort;
            let of_sort: Vec<(u32, u32)> =
                std::iter::from_fn(|| entries.next_if(|((next, _), _)| *next == sort))
                    .map(|((_, value), count)| (*value, *count))
                    .collect();
            rest.push(sort);
            put(&mut rest, of_sort.len() as u64);
            let mut before = 0;
            for (value, count) in of_sort {
                let is_many = count > 1;
                put(
                    &mut rest,
                    (u64::from(value - before) << 1) | u64::from(is_many),
                );
                if is_many {
                    put(&mut rest, count.into());
                }
                before = value;
            }
        }
        put(&mut packed, rest.len() as u64);
        packed.extend_from_slice(&rest);
    }
    packed
}

/// A cell as it lies in the file.
pub(super) struct Packed<'a> {
    pub(super) key: Key,
    rest: &'a [u8],
}

impl Packed<'_> {
    /// Tells each entry, and how often it was so.
    pub(super) fn each(&self, mut tell: impl FnMut(Entry, u32)) {
        let mut rest = self.rest.iter();
        while let Some(sort) = rest.next() {
            let Some(many) = take(&mut rest) else { return };
            let mut value = 0_u32;
            for _ in 0..many {
                let Some(number) = take(&mut rest) else {
                    return;
                };
                value = value.wrapping_add(u32::try_from(number >> 1).unwrap_or(0));
                let count = if number & 1 == 0 {
                    Some(1)
                } else {
                    take(&mut rest)
                };
                let Some(count) = count.and_then(|count| u32::try_from(count).ok()) else {
                    return;
                };
                tell((*sort, value), count);
            }
        }
    }
}

/// The cells of a day; of a damaged one, those before the damage.
pub(super) fn unpack(packed: &[u8]) -> impl Iterator<Item = Packed<'_>> {
    let mut rest = packed.iter();
    std::iter::from_fn(move || {
        let mut id = || take(&mut rest).map(|id| id.checked_sub(1).map(u64::cast_signed));
        let (channel, queue, chat_type, reason, agent) = (id()??, id()??, id()?, id()?, id()?);
        let class = Class {
            channel: ChannelId(channel),
            queue: QueueId(queue),
            chat_type: chat_type.map(ChatTypeId),
            reason: reason.map(ReasonId),
        };
        let length = usize::try_from(take(&mut rest)?).ok()?;
        let (cell, after) = rest.as_slice().split_at_checked(length)?;
        rest = after.iter();
        Some(Packed {
            key: (class, agent.map(AgentId)),
            rest: cell,
        })
    })
}

/// The same cells, to be changed.
#[must_use]
pub(super) fn read(packed: &[u8]) -> Cells {
    let mut cells = Cells::new();
    for cell in unpack(packed) {
        let entries = cells.entry(cell.key).or_default();
        cell.each(|entry, count| *entries.entry(entry).or_default() += count);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::chance::Chance;

    #[test]
    fn cells_come_back_as_they_were() {
        let mut chance = Chance::new(5);
        let mut number = |below: usize| u32::try_from(chance.below(below)).unwrap();
        for size in 0..30 {
            let mut cells = Cells::new();
            for _ in 0..size {
                let mut id = || i64::from(number(200));
                let class = Class {
                    channel: ChannelId(id()),
                    queue: QueueId(id()),
                    chat_type: Some(id()).filter(|id| id % 3 > 0).map(ChatTypeId),
                    reason: Some(id()).filter(|id| id % 3 > 0).map(ReasonId),
                };
                let agent = Some(id()).filter(|id| id % 3 > 0).map(AgentId);
                let entries = cells.entry((class, agent)).or_default();
                for _ in 0..number(20) {
                    let value = if number(10) == 0 {
                        u32::MAX
                    } else {
                        number(90_000)
                    };
                    let sort = u8::try_from(number(12)).unwrap();
                    entries.insert((sort, value), number(3) + 1);
                }
            }
            let packed = pack(&cells);
            assert_eq!(read(&packed), cells);
            for cut in 0..packed.len().min(400) {
                // What is cut off ends early and goes no further.
                assert!(read(&packed[..cut]).len() <= cells.len());
            }
        }
    }

    #[test]
    fn a_fact_comes_back_from_its_entry() {
        for (told, hour) in [
            (Fact::New, 23),
            (Fact::Incoming, 7),
            (Fact::GivenUp, 0),
            (Fact::Outgoing, 0),
            (Fact::Unanswered, 0),
            (Fact::First(12), 0),
            (Fact::Wait(0), 0),
            (Fact::Response(u32::MAX), 0),
            (Fact::Closed(Some(90)), 0),
            (Fact::Closed(None), 0),
            (Fact::Asked(true), 0),
            (Fact::Asked(false), 0),
            (Fact::Rated(5), 0),
        ] {
            assert_eq!(fact(entry(told, hour)), Some((told, hour)));
        }
        assert_eq!(fact((12, 0)), None);
    }
}
