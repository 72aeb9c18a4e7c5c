//! What is counted in chats, and which chats are behind a count. Figures and the list behind them use the same
//! words of SQL, so that they agree.

use super::LocalTime;
use crate::{
    base::{id::ReasonId, time::Timestamp},
    stored_as_word,
};

/// A sort of count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// Chats whose customer wrote their first message in the period.
    New,
    /// Chats that ended in the period and have not been taken up again.
    Closed,
    /// New chats that their customers ended themselves before any agent wrote.
    GivenUp,
}

stored_as_word!(Count {
    New = "new",
    Closed = "closed",
    GivenUp = "given-up",
});

/// Whether a customer gave up: they ended the chat themselves before any agent wrote.
pub(super) const GAVE_UP: &str =
    "(conversation.first_reply_at is null and conversation.closed_at is not null
    and exists (select 1 from message where message.conversation_id = conversation.id
      and message.author = 'system' and message.text = 'left'))";

/// The chats behind a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What was counted.
    pub count: Count,
    /// From this instant on …
    pub from: Timestamp,
    /// … and before this one.
    pub to: Timestamp,
    /// By whose clock weekday and hour are meant.
    pub clock: LocalTime,
    /// On this weekday, from Monday on, 0 to 6.
    pub weekday: Option<u8>,
    /// In this hour of the day, 0 to 23.
    pub hour: Option<u8>,
    /// What they were about was not said.
    pub untyped: bool,
    /// How they ended; inside `None`: it was not said.
    pub reason: Option<Option<ReasonId>>,
}

impl Behind {
    /// What is so of each of these chats; instants are `:since` and `:until`, the reason is `:reason`.
    #[must_use]
    pub fn condition(&self) -> String {
        let within = |column: &str| {
            let slot = self.clock.condition(column, self.weekday, self.hour);
            let slot = slot.map_or_else(String::new, |slot| format!(" and {slot}"));
            format!("{column} >= :since and {column} < :until{slot}")
        };
        let begun = || {
            format!(
                "conversation.id in (select conversation_id from course where {})",
                within("course.began_at")
            )
        };
        let mut condition = match self.count {
            Count::New => begun(),
            // What the bot ended by itself has no course: figures do not tell of it.
            Count::Closed => format!(
                "{} and exists (select 1 from course where course.conversation_id = conversation.id)",
                within("conversation.closed_at")
            ),
            Count::GivenUp => format!("{} and {GAVE_UP}", begun()),
        };
        if self.untyped {
            condition.push_str(" and conversation.chat_type_id is null");
        }
        match self.reason {
            None => {}
            Some(None) => condition.push_str(" and conversation.closing_reason_id is null"),
            Some(Some(_)) => condition.push_str(" and conversation.closing_reason_id = :reason"),
        }
        condition
    }
}
