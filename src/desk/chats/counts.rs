//! How many chats there are in each tab: of the same parts as the list, so that they cannot disagree.

use super::{
    Filter, Tab,
    found::{Found, Search},
    part,
    way::{Part, Way},
};
use crate::{
    base::id::AgentId,
    db::{DbError, Reader},
};

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
    /// In the bot's hands.
    pub bot: i64,
    /// Ended for the customer, and the paperwork is being finished.
    pub wrap_up: i64,
    /// Ended.
    pub closed: i64,
    /// Put away for good.
    pub archived: i64,
    /// Where counting of each ended: a number beyond it says that there are more. `None`: everything was counted.
    pub most: Option<i64>,
}

impl Counts {
    /// The number on a tab.
    #[must_use]
    pub fn of(&self, tab: Tab) -> i64 {
        match tab {
            Tab::All => self.open + self.bot + self.closed + self.archived,
            Tab::Open => self.open,
            Tab::New => self.new,
            Tab::Active => self.active,
            Tab::AwaitingResponse => self.awaiting_response,
            Tab::NeedsReply => self.needs_reply,
            Tab::Transferred => self.transferred,
            Tab::Bot => self.bot,
            Tab::WrapUp => self.wrap_up,
            Tab::Closed => self.closed,
            Tab::Archived => self.archived,
        }
    }
}

/// Chats that a filter lets through are counted no further: beyond it nobody reads the last digit.
pub const MOST: i64 = 500;
/// Nor are all chats of a tab: in an old house this would take longer than all the rest of the page.
pub const MOST_OF_ALL: i64 = 9_999;

/// Counts what passes a filter, whichever of its tabs is chosen.
pub fn count(reader: &Reader<'_>, viewer: AgentId, filter: &Filter) -> Result<Counts, DbError> {
    let found = Search::ask(reader, viewer, filter)?.all;
    of(
        reader,
        viewer,
        filter,
        (Way::choose(reader, filter, None)?, &found),
    )
}

/// The same, when it has been searched already and is known how it is best read.
pub(super) fn of(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    (way, found): (Way, &Found),
) -> Result<Counts, DbError> {
    let most = if filter.is_search() {
        found.is_cut.then_some(0)
    } else if filter.behind.is_some() {
        // A figure and the chats behind it agree to the last one.
        None
    } else {
        Some(if filter.narrows() { MOST } else { MOST_OF_ALL })
    };
    let found = found.as_json(None);
    let how = (way, found.as_str());
    let limit = most.filter(|most| *most > 0).map(|most| most + 1);
    let of = |tab: Tab| count_tab(reader, viewer, filter, tab, limit, how);
    Ok(Counts {
        open: of(Tab::Open)?,
        new: of(Tab::New)?,
        active: of(Tab::Active)?,
        awaiting_response: of(Tab::AwaitingResponse)?,
        needs_reply: of(Tab::NeedsReply)?,
        transferred: of(Tab::Transferred)?,
        bot: of(Tab::Bot)?,
        wrap_up: of(Tab::WrapUp)?,
        closed: of(Tab::Closed)?,
        archived: of(Tab::Archived)?,
        most,
    })
}

/// How many chats pass a filter in its own tab, counted no further than to `most`.
pub fn count_up_to(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    most: i64,
) -> Result<i64, DbError> {
    let found = Search::ask(reader, viewer, filter)?.chosen().as_json(None);
    let how = (Way::choose(reader, filter, None)?, found.as_str());
    let count = count_tab(reader, viewer, filter, filter.tab, Some(most), how)?;
    Ok(count.min(most))
}

fn count_tab(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    tab: Tab,
    most: Option<i64>,
    how: (Way, &str),
) -> Result<i64, DbError> {
    let filter = Filter {
        tab,
        ..filter.clone()
    };
    let parts: Vec<Part> = part::parts(&filter);
    let counts = parts
        .into_iter()
        .map(|part| part::count(reader, viewer, &filter, part, most, how));
    counts.sum()
}
