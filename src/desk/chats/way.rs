//! How ended chats are best read: along the index of what few of them share, or in which they are in order already.

use super::{Assignee, Filter, Sort, Tab};
use crate::db::{DbError, Reader, named_params};

/// A stretch of the chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Those that have not ended.
    Live,
    /// Those in the bot's hands.
    Bot,
    /// Those of a tab of ended ones; all of them, or where a period ends at some day, those that took no longer than
    /// a week.
    Ended(Tab),
    /// The others of such a period.
    Long(Tab),
    /// Those that a search has found.
    Found,
    /// Whatever it is: how they are best read is left to SQLite.
    Any,
}

/// What an ended chat has in common with the others behind an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    Agent,
    Rating,
    ChatType,
    Queue,
    Channel,
    Customer,
}

impl Trait {
    fn index(self) -> &'static str {
        match self {
            Self::Agent => "conversation_by_agent",
            Self::Rating => "conversation_ended_by_rating",
            Self::ChatType => "conversation_ended_by_type",
            Self::Queue => "conversation_ended_by_queue",
            Self::Channel => "conversation_ended_by_channel",
            Self::Customer => "conversation_by_customer",
        }
    }
}

/// So many chats are put in order faster than others are searched for them.
const FEW: i64 = 2_000;
/// Customers with a tag who have few enough chats.
const FEW_CUSTOMERS: i64 = 1_000;

/// How ended chats are best read: along the index of what few of them share.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Way {
    /// What fewest share, of all that is asked for.
    pub(super) by: Option<Trait>,
    /// Whether those are few.
    pub(super) are_few: bool,
    /// Few are closed, few put away: whoever reads along the names of all would look for them in vain.
    pub(super) few_closed: bool,
    pub(super) few_archived: bool,
}

impl Way {
    /// Looks how many chats share each thing that is asked for, no further than to [`FEW`]. `sort`: in which order they are
    /// wanted, if in any.
    pub(super) fn choose(
        reader: &Reader<'_>,
        filter: &Filter,
        sort: Option<Sort>,
    ) -> Result<Self, DbError> {
        let mut best: Option<(Trait, i64)> = None;
        let mut offer = |by: Trait, count: i64| {
            if best.is_none_or(|(_, least)| count < least) {
                best = Some((by, count));
            }
        };
        let count = |by: Trait, column: &str, id: i64| {
            let sql = format!(
                "select count(*) from (select 1 from conversation indexed by {}
                   where {column} = :id and closed_at is not null limit :few)",
                by.index()
            );
            reader.get(&sql, named_params! { ":id": id, ":few": FEW }, |row| {
                row.get::<_, i64>(0)
            })
        };
        if let Assignee::Agent(agent) = filter.assignee {
            let sql =
                "select count(*) from (select 1 from conversation indexed by conversation_by_agent
                where agent_id = :id and state = 'closed' limit :few)";
            let params = named_params! { ":id": agent, ":few": FEW };
            offer(Trait::Agent, reader.get(sql, params, |row| row.get(0))?);
        }
        for (by, column, id) in [
            (Trait::Rating, "rating", filter.rating),
            (
                Trait::ChatType,
                "chat_type_id",
                filter.chat_type.map(|id| id.0),
            ),
            (Trait::Queue, "queue_id", filter.queue.map(|id| id.0)),
            (Trait::Channel, "channel_id", filter.channel.map(|id| id.0)),
        ] {
            if let Some(id) = id {
                offer(by, count(by, column, id)?);
            }
        }
        if let Some(tag) = filter.tag {
            let sql =
                "select count(*) from (select 1 from customer_tag where tag_id = :tag limit :few)";
            let params = named_params! { ":tag": tag, ":few": FEW_CUSTOMERS };
            let customers: i64 = reader.get(sql, params, |row| row.get(0))?;
            if customers < FEW_CUSTOMERS {
                offer(Trait::Customer, customers);
            }
        }
        let are_few_in = |index: &str, what: &str| {
            if sort != Some(Sort::Customer) {
                return Ok(false);
            }
            let sql = format!(
                "select count(*) from (select 1 from conversation indexed by {index} where {what} limit ?1)"
            );
            let count: i64 = reader.get(&sql, [FEW], |row| row.get(0))?;
            Ok::<_, DbError>(count < FEW)
        };
        Ok(Self {
            by: best.map(|(by, _)| by),
            are_few: best.is_some_and(|(_, count)| count < FEW),
            few_closed: are_few_in(
                "conversation_closed",
                "closed_at is not null and archived_at is null",
            )?,
            few_archived: are_few_in("conversation_archived", "archived_at is not null")?,
        })
    }

    /// Whether a tab of ended chats has few.
    fn has_few(self, tab: Tab) -> bool {
        match tab {
            Tab::Archived => self.few_archived,
            _ => self.few_closed,
        }
    }

    /// Names the index of a part that goes by this order; `None` leaves it to SQLite.
    pub(super) fn index(self, part: Part, sort: Option<Sort>) -> Option<&'static str> {
        let tab = match part {
            Part::Ended(tab) => tab,
            Part::Long(_) => return Some("conversation_long"),
            Part::Live | Part::Bot | Part::Found | Part::Any => return None,
        };
        let is_archive = tab == Tab::Archived;
        match (self.by, sort) {
            (Some(by), _) if self.are_few => Some(by.index()),
            // Most customers have no more than a few chats: these are read along the directory.
            (_, Some(Sort::Customer)) if !self.has_few(tab) => None,
            (_, Some(Sort::Created)) if is_archive => Some("conversation_archived_by_id"),
            (_, Some(Sort::Created)) => Some("conversation_closed_by_id"),
            (Some(by), _) => Some(by.index()),
            (None, _) if is_archive => Some("conversation_archived"),
            (None, _) => Some("conversation_closed"),
        }
    }

    /// Whether customers are read by their names, and their chats after them.
    pub(super) fn follows_names(self, part: Part, sort: Option<Sort>) -> bool {
        let Part::Ended(tab) = part else { return false };
        sort == Some(Sort::Customer) && !self.are_few && !self.has_few(tab)
    }
}
