//! The line of a queue as those see it who stand in it (W13): how many come before them.

use crate::{
    base::{
        id::{ConversationId, IdentityId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader},
};

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InLine {
    /// Their chat.
    pub conversation: ConversationId,
    /// Through which account.
    pub identity: IdentityId,
    /// Since when it stands in the line this time.
    pub queued_at: Timestamp,
    /// Whether it came while the shop was closed.
    pub offline: bool,
}

/// Everybody who waits in a queue, in the order in which agents are given them: that of the wait list as it is
/// until somebody turns theirs round. Who is held for one agent stands where they would stand without.
pub fn of_queue(reader: &Reader<'_>, queue: QueueId) -> Result<Vec<InLine>, DbError> {
    let sql = format!(
        "select conversation.id, conversation.identity_id, coalesce(conversation.queued_at, conversation.created_at),
           conversation.offline
         from conversation join queue on queue.id = conversation.queue_id
         where conversation.queue_id = ?1 and conversation.state = 'waiting' order by {}",
        super::order(false)
    );
    reader.list(&sql, [queue], |row| {
        Ok(InLine {
            conversation: row.get(0)?,
            identity: row.get(1)?,
            queued_at: row.get(2)?,
            offline: row.get(3)?,
        })
    })
}

/// The queues in which somebody waits.
pub fn queues(reader: &Reader<'_>) -> Result<Vec<QueueId>, DbError> {
    reader.list(
        "select distinct queue_id from conversation where state = 'waiting'",
        [],
        |row| row.get(0),
    )
}

/// Where a chat stands in a line, 1 for who is next; `None` when it does not stand there.
#[must_use]
pub fn place(line: &[InLine], conversation: ConversationId) -> Option<usize> {
    let ahead = line.iter().position(|one| one.conversation == conversation);
    ahead.map(|ahead| ahead + 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            queue::{self, Policy},
            waitlist::{change_queue, claim},
        },
    };

    fn places(memory: &mut Memory, chats: &[ConversationId]) -> Vec<Option<usize>> {
        let line = memory.act(|tx| of_queue(tx, QueueId(1))).unwrap();
        chats.iter().map(|chat| place(&line, *chat)).collect()
    }

    #[test]
    fn the_place_is_that_of_the_wait_list_and_of_its_own_queue() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let chats: Vec<ConversationId> = ["Hannah", "Omar", "Vera", "Bo"]
            .into_iter()
            .map(|name| {
                memory.advance(Duration::from_secs(60));
                let said = memory.act(|tx| cast::waiting_chat(tx, name, "Hello"));
                said.unwrap().conversation
            })
            .collect();
        // As if somebody had been at the counter.
        memory
            .act(|tx| tx.execute("update conversation set offline = 0", []))
            .unwrap();
        let set = |memory: &mut Memory, sql: &str, chat: ConversationId| {
            memory.act(|tx| tx.execute(sql, [chat])).unwrap();
        };
        assert_eq!(
            places(&mut memory, &chats),
            [Some(1), Some(2), Some(3), Some(4)]
        );

        // Urgent ones come first.
        let urgent = "update conversation set priority = 3 where id = ?1";
        set(&mut memory, urgent, chats[3]);
        assert_eq!(
            places(&mut memory, &chats),
            [Some(2), Some(3), Some(4), Some(1)]
        );

        // Where a queue wants it so, those who wrote while it was open come before the others.
        set(
            &mut memory,
            "update conversation set offline = 1 where id = ?1",
            chats[0],
        );
        assert_eq!(places(&mut memory, &chats)[0], Some(2), "not yet");
        let policy = Policy {
            open_hours_first: true,
            ..Policy::default()
        };
        memory
            .act(|tx| queue::set_policy(tx, QueueId(1), &policy))
            .unwrap();
        assert_eq!(
            places(&mut memory, &chats),
            [Some(4), Some(2), Some(3), Some(1)]
        );

        // It is the agents' own order: who is next in line is given out next.
        let next = memory
            .act(|tx| claim::claim_next(tx, &ana, None))
            .unwrap()
            .unwrap();
        assert_eq!(next.id, chats[3]);
        assert_eq!(
            places(&mut memory, &chats),
            [Some(3), Some(1), Some(2), None]
        );

        // Another queue has a line of its own.
        memory
            .act(|tx| {
                tx.execute("insert into queue (name) values ('Repairs')", [])?;
                change_queue(tx, chats[1], QueueId(2))
            })
            .unwrap();
        assert_eq!(places(&mut memory, &chats), [Some(2), None, Some(1), None]);
        let repairs = memory.act(|tx| of_queue(tx, QueueId(2))).unwrap();
        assert_eq!(place(&repairs, chats[1]), Some(1));
        assert_eq!(
            memory.act(|tx| queues(tx)).unwrap(),
            [QueueId(1), QueueId(2)]
        );
    }
}
