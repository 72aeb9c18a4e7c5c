//! The Chats page: all chats, live and ended, filtered, sorted and counted.
//!
//! The list, and the numbers on its tabs, come from the same conditions, so they cannot disagree.

pub mod bulk;
pub mod filter;
pub mod order;
pub mod detail;
pub mod view;

pub use filter::{Assignee, Filter, Tab};
pub use order::{Cursor, Order, Sort};

use crate::{
    base::id::AgentId,
    db::{DbError, Page, Reader},
    desk::{
        conversation::{self, Conversation},
        customer::tag::{self, Tag},
    },
};

/// A chat as the list shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The chat.
    pub conversation: Conversation,
    /// Customer messages that the viewer has not seen.
    pub unread: i64,
    /// What it was about, if its agent said so.
    pub chat_type: Option<String>,
    /// The customer's tags.
    pub tags: Vec<Tag>,
    key: order::Key,
}

/// Customer messages beyond the viewer's mark.
const UNREAD: &str = "message.conversation_id = conversation.id and message.author = 'customer'
    and message.id > coalesce((select read_id from watermark
      where watermark.agent_id = :viewer and watermark.conversation_id = conversation.id), 0)";

/// The chats that pass a filter, after `after`, in this order.
pub fn list(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Listed, Cursor>, DbError> {
    part(reader, viewer, filter, order, after, limit, None)
}

fn part(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: usize,
    only: Option<&str>,
) -> Result<Page<Listed, Cursor>, DbError> {
    let (sql, conditions) = statement(viewer, filter, order, after, limit, only);
    let rows = reader.list(&sql, conditions.params().as_slice(), |row| {
        Ok(Listed {
            conversation: conversation::from_row(row)?,
            unread: row.get("unread")?,
            chat_type: row.get("chat_type")?,
            tags: Vec::new(),
            key: row.get("sort_key")?,
        })
    })?;
    let mut page = Page::cut(rows, limit, |listed| Cursor {
        sort: order.sort,
        key: listed.key.clone(),
        id: listed.conversation.id,
    });
    for listed in &mut page.rows {
        listed.tags = tag::of_customer(reader, listed.conversation.customer)?;
    }
    Ok(page)
}

/// As [`list`], but urgent chats that are open stand above everything else, whatever the order: all of them on the
/// first page, which is longer by as many, and on no other.
pub fn list_urgent_first(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Listed, Cursor>, DbError> {
    let mut page = part(
        reader,
        viewer,
        filter,
        order,
        after,
        limit,
        Some(NOT_URGENT),
    )?;
    if after.is_none() {
        let urgent = part(
            reader,
            viewer,
            filter,
            order,
            None,
            MOST_URGENT,
            Some(URGENT),
        )?;
        page.rows.splice(0..0, urgent.rows);
    }
    Ok(page)
}

/// Chats that stand above all others …
const URGENT: &str = "conversation.priority = 3 and conversation.state <> 'closed'";
/// … and the rest.
const NOT_URGENT: &str = "(conversation.priority <> 3 or conversation.state = 'closed')";

/// More are never open at a time in a house where the word means something.
const MOST_URGENT: usize = 500;

fn statement(
    viewer: AgentId,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: usize,
    only: Option<&str>,
) -> (String, filter::Conditions) {
    let mut conditions = filter.conditions();
    conditions.add(filter.tab_condition());
    if let Some(only) = only {
        conditions.add(only);
    }
    conditions.bind(":viewer", viewer);
    conditions.bind(":limit", limit + 1);
    if let Some(after) = after {
        conditions.add(order.beyond());
        // Ids alone decide the order of creation.
        if order.sort != Sort::Created {
            conditions.bind(":key", after.key.clone());
        }
        conditions.bind(":id", after.id);
    }
    let sql = format!(
        "select {}, {} as sort_key, chat_type.name as chat_type,
           (select count(*) from message where {UNREAD}) as unread
         from {} left join chat_type on chat_type.id = conversation.chat_type_id
         where {conditions} order by {} limit :limit",
        conversation::COLUMNS,
        order.sort.key(),
        conversation::FROM,
        order.by(),
    );
    (sql, conditions)
}

/// How many chats there are in each tab under one filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Not closed.
    pub open: i64,
    /// In the wait list.
    pub new: i64,
    /// With an agent, who is to answer.
    pub active: i64,
    /// With an agent, and we wait for the customer.
    pub awaiting_response: i64,
    /// The customer waits for a person's answer.
    pub needs_reply: i64,
    /// Put off to a later time.
    pub transferred: i64,
    /// Ended for the customer, and the paperwork is being finished.
    pub wrap_up: i64,
    /// Ended.
    pub closed: i64,
    /// Put away for good.
    pub archived: i64,
}

impl Counts {
    /// The number on a tab.
    #[must_use]
    pub fn of(&self, tab: Tab) -> i64 {
        match tab {
            Tab::All => self.open + self.closed + self.archived,
            Tab::Open => self.open,
            Tab::New => self.new,
            Tab::Active => self.active,
            Tab::AwaitingResponse => self.awaiting_response,
            Tab::NeedsReply => self.needs_reply,
            Tab::Transferred => self.transferred,
            Tab::WrapUp => self.wrap_up,
            Tab::Closed => self.closed,
            Tab::Archived => self.archived,
        }
    }
}

/// Counts what passes a filter, whichever of its tabs is chosen.
pub fn count(reader: &Reader<'_>, viewer: AgentId, filter: &Filter) -> Result<Counts, DbError> {
    let mut conditions = filter.conditions();
    if filter.unread {
        conditions.bind(":viewer", viewer);
    }
    // Queries of their own, because few chats are open and many closed: the many are counted in the index alone.
    let sql = format!(
        "select count(*), count(*) filter (where {}), count(*) filter (where {}),
           count(*) filter (where {}), count(*) filter (where {}), count(*) filter (where {})
         from conversation where {} and {conditions}",
        Tab::New.condition(),
        Tab::Active.condition(),
        Tab::AwaitingResponse.condition(),
        Tab::NeedsReply.condition(),
        Tab::Transferred.condition(),
        Tab::Open.condition(),
    );
    let open = reader.get(&sql, conditions.params().as_slice(), |row| {
        Ok(Counts {
            open: row.get(0)?,
            new: row.get(1)?,
            active: row.get(2)?,
            awaiting_response: row.get(3)?,
            needs_reply: row.get(4)?,
            transferred: row.get(5)?,
            wrap_up: 0,
            closed: 0,
            archived: 0,
        })
    })?;
    let ended = |tab: Tab| {
        let sql = format!(
            "select count(*) from conversation where {} and {conditions}",
            tab.condition()
        );
        reader.get(&sql, conditions.params().as_slice(), |row| row.get(0))
    };
    Ok(Counts {
        wrap_up: ended(Tab::WrapUp)?,
        closed: ended(Tab::Closed)?,
        archived: ended(Tab::Archived)?,
        ..open
    })
}

/// How many chats pass a filter in its own tab, counted no further than to `most`.
pub fn count_up_to(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    most: i64,
) -> Result<i64, DbError> {
    let mut conditions = filter.conditions();
    conditions.add(filter.tab_condition());
    if filter.unread {
        conditions.bind(":viewer", viewer);
    }
    conditions.bind(":most", most);
    let sql =
        format!("select count(*) from (select 1 from conversation where {conditions} limit :most)");
    reader.get(&sql, conditions.params().as_slice(), |row| row.get(0))
}

#[cfg(test)]
mod tests;
