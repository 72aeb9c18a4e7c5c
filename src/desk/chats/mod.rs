//! The Chats page: all chats, live and ended, filtered, sorted and counted.
//!
//! The list, and the numbers on its tabs, come from the same conditions, so they cannot disagree.

pub mod bulk;
pub mod filter;
pub mod order;
mod found;
mod way;
mod part;
pub mod counts;
pub mod detail;
pub mod view;

pub use counts::{Counts, count, count_up_to};
pub use filter::{Assignee, Filter, Tab};
pub use order::{Cursor, Order, Sort};

use self::{
    found::{Found, Search},
    part::Question,
    way::Way,
};
use crate::{
    base::id::{AgentId, MessageId},
    db::{DbError, Page, Reader},
    desk::{
        conversation::{
            Conversation,
            message::{self, Delivery},
        },
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
    /// How far the last message has come, if it is the team's and was not taken back.
    pub delivery: Option<Delivery>,
    /// Where the words that were searched for were said last, if that is how it was found.
    pub hit: Option<MessageId>,
    key: order::Key,
}

/// Customer messages beyond the viewer's mark.
const UNREAD: &str = "message.conversation_id = conversation.id and message.author = 'customer'
    and message.id > coalesce((select read_id from watermark
      where watermark.agent_id = :viewer and watermark.conversation_id = conversation.id), 0)";

/// The chats that pass a filter, after `after`, in this order. Those that a search has found come by how well they fit,
/// unless another order than that of activity is asked for.
pub fn list(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Listed, Cursor>, DbError> {
    let search = Search::ask(reader, viewer, filter)?;
    let asked = Asked {
        viewer,
        filter,
        order,
        after,
        limit,
        only: None,
        way: Way::choose(reader, filter, Some(order.sort))?,
    };
    asked.page(reader, search.chosen())
}

/// What is asked for.
#[derive(Clone, Copy)]
struct Asked<'a> {
    viewer: AgentId,
    filter: &'a Filter,
    order: Order,
    after: Option<&'a Cursor>,
    limit: usize,
    /// One more thing that has to be so.
    only: Option<&'a str>,
    way: Way,
}

impl Asked<'_> {
    fn page(&self, reader: &Reader<'_>, found: &Found) -> Result<Page<Listed, Cursor>, DbError> {
        let (order, limit) = (self.order, self.limit);
        let is_by_fit = self.filter.is_search() && order == Order::default();
        let mut question = Question {
            viewer: self.viewer,
            filter: self.filter,
            order,
            after: self.after.filter(|_| !is_by_fit),
            limit: limit + 1,
            only: self.only,
            way: self.way,
            found: found.as_json(self.after.filter(|_| is_by_fit).map(|after| after.id)),
        };
        if is_by_fit {
            // Far more are found than shown: only these are read whole.
            let mut best = question.ids(reader)?;
            best.sort_by_key(|id| found.place(*id));
            best.truncate(limit + 1);
            question.found = found::json(best);
        }
        let mut rows = question.ask(reader)?;
        if is_by_fit {
            rows.sort_by_key(|listed| found.place(listed.conversation.id));
        }
        let mut page = Page::cut(rows, limit, |listed| Cursor {
            sort: order.sort,
            key: listed.key.clone(),
            id: listed.conversation.id,
        });
        for listed in &mut page.rows {
            listed.hit = found.hits.get(&listed.conversation.id).copied();
            listed.tags = tag::of_customer(reader, listed.conversation.customer)?;
            let chat = &listed.conversation;
            listed.delivery = match chat.preview_author.as_str() {
                "agent" | "bot" => message::delivery_of(reader, chat.last_message)?,
                _ => None,
            };
        }
        Ok(page)
    }

    /// Urgent chats that are open stand above everything else, whatever the order: all of them on the first page, which is
    /// longer by as many, and on no other.
    fn urgent_first(
        &self,
        reader: &Reader<'_>,
        found: &Found,
    ) -> Result<Page<Listed, Cursor>, DbError> {
        let others = Self {
            only: Some(NOT_URGENT),
            ..*self
        };
        let mut page = others.page(reader, found)?;
        let are_some = format!("select 1 from conversation where {URGENT}");
        if self.after.is_none() && reader.exists(&are_some, [])? {
            let urgent = Self {
                limit: MOST_URGENT,
                only: Some(URGENT),
                ..*self
            };
            page.rows.splice(0..0, urgent.page(reader, found)?.rows);
        }
        Ok(page)
    }
}

/// The list as the Chats page shows it, urgent chats first, and the numbers on its tabs.
pub fn overview(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<(Page<Listed, Cursor>, Counts), DbError> {
    let search = Search::ask(reader, viewer, filter)?;
    let way = Way::choose(reader, filter, Some(order.sort))?;
    let asked = Asked {
        viewer,
        filter,
        order,
        after,
        limit,
        only: None,
        way,
    };
    let page = asked.urgent_first(reader, search.chosen())?;
    Ok((
        page,
        counts::of(reader, viewer, filter, (way, &search.all))?,
    ))
}

/// Chats that stand above all others …
const URGENT: &str = "conversation.priority = 3 and conversation.state <> 'closed'";
/// … and the rest.
const NOT_URGENT: &str = "(conversation.priority <> 3 or conversation.state = 'closed')";

/// More are never open at a time in a house where the word means something.
const MOST_URGENT: usize = 500;

#[cfg(test)]
mod tests;
