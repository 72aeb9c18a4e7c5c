//! Who waits now.

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader},
};

/// A queue and those who wait in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// Customers in the line: nobody has their chat.
    pub waiting: i64,
    /// Since when the one waits who has waited longest: since their oldest message that no person has answered.
    pub since: Option<Timestamp>,
}

/// Every queue that takes chats or has some, in the order in which they were made.
pub fn by_queue(reader: &Reader<'_>) -> Result<Vec<Queue>, DbError> {
    reader.list(
        "select queue.name, count(conversation.id),
           min(conversation.waiting_since)
         from queue left join conversation
           on conversation.queue_id = queue.id and conversation.state = 'waiting'
         group by queue.id having queue.retired_at is null or count(conversation.id) > 0 order by queue.id",
        [],
        |row| {
            Ok(Queue {
                name: row.get(0)?,
                waiting: row.get(1)?,
                since: row.get(2)?,
            })
        },
    )
}

/// How many wait in all.
#[must_use]
pub fn count(queues: &[Queue]) -> i64 {
    queues.iter().map(|queue| queue.waiting).sum()
}

/// Since when the one waits who has waited longest of all.
#[must_use]
pub fn longest(queues: &[Queue]) -> Option<Timestamp> {
    queues.iter().filter_map(|queue| queue.since).min()
}
