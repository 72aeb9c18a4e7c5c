//! What the page was asked to show, read from its address and written back into links.
//!
//! The address is the whole state of the page: whoever opens it sees the same list, except that
//! "mine" and "unread" are the viewer's own.

use std::{str::FromStr, time::Duration};

use jiff::ToSpan;

use super::behind::Behind;
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, ConversationId, MessageId, QueueId, TagId},
        time::Timestamp,
    },
    desk::{
        chats::{Assignee, Cursor, Filter, Order, Sort, Tab},
        figures::period,
        hours::day,
    },
};

/// Rows of one page, and the step by which a page grows.
pub(super) const ROWS: usize = 50;
const DAY: i64 = 86_400_000;

/// What the address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) tab: Tab,
    pub(super) text: String,
    pub(super) channel: Option<ChannelId>,
    pub(super) queue: Option<QueueId>,
    pub(super) agent: Whose,
    pub(super) tag: Option<TagId>,
    /// The last so many days, today included.
    pub(super) days: Option<i64>,
    /// First and last day, as `2026-11-21`.
    pub(super) from: String,
    pub(super) to: String,
    /// Minutes by which the reader's clock is ahead of UTC: where their days begin.
    pub(super) zone: i64,
    pub(super) chat_type: Option<ChatTypeId>,
    pub(super) rating: Option<i64>,
    pub(super) unread: bool,
    pub(super) needs_reply: bool,
    /// Somebody has bookmarked them.
    pub(super) bookmarked: bool,
    /// Those behind a figure; then first and last day are of the house.
    pub(super) behind: Option<Behind>,
    pub(super) order: Order,
    pub(super) after: Option<Cursor>,
    pub(super) rows: usize,
    /// The chat that is shown beside the list.
    pub(super) chat: Option<ConversationId>,
    /// Where in its log one begins to read.
    pub(super) since: Option<MessageId>,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            tab: Tab::All,
            text: String::new(),
            channel: None,
            queue: None,
            agent: Whose::Any,
            tag: None,
            days: None,
            from: String::new(),
            to: String::new(),
            zone: 0,
            chat_type: None,
            rating: None,
            unread: false,
            needs_reply: false,
            bookmarked: false,
            behind: None,
            order: Order::default(),
            after: None,
            rows: ROWS,
            chat: None,
            since: None,
        }
    }
}

/// Whose chats. Unlike an [`Assignee`] it keeps "mine" apart from the number of whoever reads the
/// address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Whose {
    #[default]
    Any,
    Mine,
    Nobody,
    Theirs(AgentId),
}

impl Whose {
    pub(super) fn word(self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Mine => "me".to_owned(),
            Self::Nobody => "none".to_owned(),
            Self::Theirs(id) => id.to_string(),
        }
    }

    fn assignee(self, me: AgentId) -> Assignee {
        match self {
            Self::Any => Assignee::Any,
            Self::Mine => Assignee::Agent(me),
            Self::Nobody => Assignee::None,
            Self::Theirs(id) => Assignee::Agent(id),
        }
    }
}

impl FromStr for Whose {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "me" => Self::Mine,
            "none" => Self::Nobody,
            id => Self::Theirs(id.parse()?),
        })
    }
}

/// Whether one expects a column to begin with what is newest: times do, words do not.
pub(super) fn falls(sort: Sort) -> bool {
    match sort {
        Sort::Activity | Sort::Created => true,
        Sort::Customer | Sort::Status => false,
    }
}

impl Wish {
    /// What has to be so of a chat to be listed, in a house that counts its days so.
    pub(super) fn filter_in(
        &self,
        zone: &jiff::tz::TimeZone,
        me: AgentId,
        now: Timestamp,
    ) -> Filter {
        let filter = self.filter(me, now);
        match self.behind {
            None => filter,
            Some(behind) => Filter {
                behind: Some(behind.chats(&self.first_day(zone, now), &self.to, zone)),
                from: None,
                to: None,
                ..filter
            },
        }
    }

    /// On which day of the house the chats behind a figure begin: both bounds hold if both are given.
    fn first_day(&self, zone: &jiff::tz::TimeZone, now: Timestamp) -> String {
        let last_days = self.days.map(|days| {
            let today = period::today(zone, now);
            day::write(today.saturating_sub((days - 1).days()))
        });
        // Written so, a later day is a greater word.
        last_days.unwrap_or_default().max(self.from.clone())
    }

    fn filter(&self, me: AgentId, now: Timestamp) -> Filter {
        Filter {
            tab: self.tab,
            channel: self.channel,
            queue: self.queue,
            assignee: self.agent.assignee(me),
            tag: self.tag,
            from: self.begins(now),
            to: Timestamp::of_date(&self.to)
                .map(|day| self.local(day).plus(Duration::from_hours(24))),
            chat_type: self.chat_type,
            rating: self.rating,
            unread: self.unread,
            needs_reply: self.needs_reply,
            bookmarked: self.bookmarked,
            behind: None,
            text: self.text.clone(),
        }
    }

    /// Where the period begins: both bounds hold if both are given.
    fn begins(&self, now: Timestamp) -> Option<Timestamp> {
        let last_days = self.days.map(|days| {
            let today = (now.0 + self.zone * 60_000).div_euclid(DAY);
            self.local(Timestamp((today - days + 1) * DAY))
        });
        let from = Timestamp::of_date(&self.from).map(|day| self.local(day));
        last_days.max(from)
    }

    /// A day of the reader's calendar begins when their clock says so.
    fn local(&self, midnight: Timestamp) -> Timestamp {
        Timestamp(midnight.0 - self.zone * 60_000)
    }

    /// Whether anything but the tab narrows the list.
    pub(super) fn narrows(&self) -> bool {
        let plain = Self {
            tab: self.tab,
            chat: None,
            after: None,
            since: None,
            order: Order::default(),
            ..self.clone()
        };
        plain.pairs().iter().any(|(name, _)| *name != "tab")
    }

    /// The same with another tab.
    pub(super) fn in_tab(&self, tab: Tab) -> Self {
        Self {
            tab,
            ..self.first_page()
        }
    }

    /// The same from the beginning of the list.
    pub(super) fn first_page(&self) -> Self {
        Self {
            after: None,
            rows: ROWS,
            ..self.clone()
        }
    }

    /// The same list with one chat open, or none.
    pub(super) fn with_chat(&self, chat: Option<ConversationId>) -> Self {
        Self {
            chat,
            since: None,
            ..self.clone()
        }
    }

    /// With this chat open, at the place that was wished for.
    pub(super) fn opened(self, chat: ConversationId) -> Self {
        Self {
            chat: Some(chat),
            ..self
        }
    }

    /// Everything shown, in the same order.
    pub(super) fn cleared(&self) -> Self {
        Self {
            order: self.order,
            chat: self.chat,
            ..Self::default()
        }
    }

    /// What a view keeps of it: the list, from its beginning and without any chat beside it.
    pub(super) fn query(&self) -> String {
        let list = self.first_page().with_chat(None);
        serde_html_form::to_string(list.pairs()).unwrap_or_default()
    }

    /// Whether both show the same list, wherever each of their readers is.
    pub(super) fn is_same_list(&self, other: &Self) -> bool {
        let plain = |wish: &Self| {
            Self {
                zone: 0,
                ..wish.clone()
            }
            .query()
        };
        plain(self) == plain(other)
    }

    /// The address of what is wished: only what differs from the plain list, in one fixed order, so
    /// that equal lists have equal addresses.
    pub(super) fn address(&self) -> String {
        match serde_html_form::to_string(self.pairs()) {
            Ok(query) if !query.is_empty() => format!("/chats?{query}"),
            _ => "/chats".to_owned(),
        }
    }

    /// Names and values of the address.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let flag = |on: bool| if on { "1".to_owned() } else { String::new() };
        let is_timed = self.days.is_some() || !self.from.is_empty() || !self.to.is_empty();
        let zone = (is_timed && self.zone != 0).then_some(self.zone);
        let plain = Order::default();
        let sort = (self.order.sort != plain.sort).then(|| self.order.sort.word().to_owned());
        let direction = (self.order.descending != falls(self.order.sort))
            .then(|| if self.order.descending { "desc" } else { "asc" }.to_owned());
        let after = self.after.as_ref().map(ToString::to_string);
        let mut pairs = vec![
            (
                "tab",
                if self.tab == Tab::All {
                    String::new()
                } else {
                    self.tab.word().to_owned()
                },
            ),
            ("q", self.text.trim().to_owned()),
            ("channel", id(self.channel.map(|id| id.0))),
            ("queue", id(self.queue.map(|id| id.0))),
            ("agent", self.agent.word()),
            ("tag", id(self.tag.map(|id| id.0))),
            ("days", id(self.days)),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("zone", id(zone)),
            ("type", id(self.chat_type.map(|id| id.0))),
            ("rating", id(self.rating)),
            ("unread", flag(self.unread)),
            ("reply", flag(self.needs_reply)),
            ("bookmarked", flag(self.bookmarked)),
        ];
        pairs.extend(self.behind.into_iter().flat_map(Behind::pairs));
        pairs.extend([
            ("sort", sort.unwrap_or_default()),
            ("dir", direction.unwrap_or_default()),
            ("after", after.unwrap_or_default()),
            ("chat", id(self.chat.map(|id| id.0))),
            ("since", id(self.since.map(|id| id.0))),
        ]);
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{answer::Refusal, console::chats::words::Words};

    fn read(address: &str) -> Result<Wish, Refusal> {
        let words: Words = serde_html_form::from_str(address).unwrap();
        words.read()
    }

    #[test]
    fn an_address_comes_back_from_what_was_read() {
        for address in [
            "",
            "tab=needs_reply",
            "tab=closed&q=%E8%8C%B6%E5%A3%B6+%26+lid&channel=1&queue=2&agent=me&tag=3&days=7&zone=180\
             &type=4&rating=5&unread=1&reply=1&bookmarked=1&sort=created&dir=asc&chat=9&since=12",
            "agent=none&from=2026-11-01&to=2026-11-21&zone=-300",
            "agent=17&sort=customer",
            "sort=customer&dir=desc",
            "agent=none&from=2026-11-01&to=2026-11-21&figure=new&weekday=7&hour=0",
            "rating=5&figure=closed&untyped=1&reason=none",
            "figure=given-up&reason=3",
        ] {
            let wish = read(address).unwrap();
            let expected = if address.is_empty() {
                "/chats".to_owned()
            } else {
                format!("/chats?{address}")
            };
            assert_eq!(wish.address(), expected);
        }
        // A form's empty fields ask for nothing.
        let form =
            read("tab=&q=+&channel=&agent=&days=&from=&to=&rating=&sort=&dir=&chat=").unwrap();
        assert_eq!(form.address(), "/chats");
        assert!(!form.narrows());
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for address in [
            "tab=lost",
            "channel=x",
            "agent=somebody",
            "days=0",
            "from=2026-02-30",
            "to=yesterday",
            "zone=9000",
            "rating=6",
            "sort=colour",
            "dir=up",
            "after=7",
            "chat=x",
            "figure=lost",
            "figure=new&weekday=0",
            "figure=new&hour=24",
            "figure=new&reason=x",
        ] {
            assert!(read(address).is_err(), "{address}");
        }
    }

    #[test]
    fn days_begin_where_the_reader_is() {
        let me = AgentId(1);
        let instant = |text: &str, hours: i64| {
            Timestamp(Timestamp::of_date(text).unwrap().0 + hours * 3_600_000)
        };
        // 23:00 in UTC on the 21st is the 22nd already three hours further east.
        let now = instant("2026-11-21", 23);
        for (address, from, to) in [
            ("days=1", Some(instant("2026-11-21", 0)), None),
            ("days=1&zone=180", Some(instant("2026-11-21", 21)), None),
            ("days=7&zone=-300", Some(instant("2026-11-15", 5)), None),
            (
                "from=2026-11-20&to=2026-11-20&zone=180",
                Some(instant("2026-11-19", 21)),
                Some(instant("2026-11-20", 21)),
            ),
            (
                "days=7&from=2026-11-20",
                Some(instant("2026-11-20", 0)),
                None,
            ),
        ] {
            let filter = read(address).unwrap().filter(me, now);
            assert_eq!((filter.from, filter.to), (from, to), "{address}");
        }
    }

    #[test]
    fn the_last_days_narrow_the_chats_behind_a_figure_too() {
        let zone = jiff::tz::TimeZone::UTC;
        let now = Timestamp::of_date("2026-11-21").unwrap();
        for (address, from) in [
            ("figure=new", 0),
            ("figure=new&days=1", now.0),
            ("figure=new&days=7", now.0 - 6 * DAY),
            ("figure=new&days=7&from=2026-11-20", now.0 - DAY),
            ("figure=new&days=7&from=2026-11-01", now.0 - 6 * DAY),
        ] {
            let filter = read(address).unwrap().filter_in(&zone, AgentId(1), now);
            let behind = filter.behind.unwrap();
            assert_eq!(behind.from, Timestamp(from), "{address}");
        }
    }

    #[test]
    fn another_tab_begins_at_its_first_row_and_clearing_keeps_the_order() {
        let wish = read("tab=new&q=lid&sort=created&chat=9&rows=200").unwrap();
        assert_eq!(
            wish.in_tab(Tab::Closed).address(),
            "/chats?tab=closed&q=lid&sort=created&chat=9"
        );
        assert_eq!(wish.cleared().address(), "/chats?sort=created&chat=9");
        assert_eq!(
            wish.with_chat(None).address(),
            "/chats?tab=new&q=lid&sort=created"
        );
    }
}
