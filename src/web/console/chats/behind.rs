//! The chats behind a figure, as an address asks for them. Days are those of the house then, and mean when the chats
//! began or ended: the list has as many rows as the figure says.

use jiff::{civil::Date, tz::TimeZone};

use super::wish::{Whose, Wish};
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, QueueId, ReasonId},
        lang::Lang,
        time::Timestamp,
    },
    desk::{
        figures::{
            LocalTime,
            count::{self, Count},
            period::Period,
        },
        hours::day,
    },
    t,
    web::answer::Refusal,
};

/// What was counted, and what narrows it beyond the filters of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) struct Behind {
    /// What was counted.
    pub(in crate::web) count: Count,
    /// On this weekday, from Monday on, 0 to 6.
    pub(in crate::web) weekday: Option<u8>,
    /// In this hour of the day.
    pub(in crate::web) hour: Option<u8>,
    /// What they were about was not said.
    pub(in crate::web) untyped: bool,
    /// How they ended; inside `None`: it was not said.
    pub(in crate::web) reason: Option<Option<ReasonId>>,
}

/// The words of an address that a figure has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) figure: &'a str,
    pub(super) weekday: &'a str,
    pub(super) hour: &'a str,
    pub(super) untyped: &'a str,
    pub(super) reason: &'a str,
}

impl Typed<'_> {
    /// What they ask for; `None` when no figure is named.
    pub(super) fn read(self) -> Result<Option<Behind>, Refusal> {
        let bad = || Refusal::bad("bad-query");
        if self.figure.is_empty() {
            return Ok(None);
        }
        let number = |text: &str, least: u8, most: u8| match text {
            "" => Ok(None),
            text => match text.parse() {
                Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
                _ => Err(bad()),
            },
        };
        Ok(Some(Behind {
            count: Count::from_word(self.figure).ok_or_else(bad)?,
            weekday: number(self.weekday, 1, 7)?.map(|day| day - 1),
            hour: number(self.hour, 0, 23)?,
            untyped: !self.untyped.is_empty(),
            reason: match self.reason {
                "" => None,
                "none" => Some(None),
                id => Some(Some(id.parse().map_err(|_| bad())?)),
            },
        }))
    }
}

/// The name of a count.
pub(in crate::web) fn name(lang: Lang, count: Count) -> std::borrow::Cow<'static, str> {
    match count {
        Count::New => t!(lang, "figures-new"),
        Count::Closed => t!(lang, "figures-closed"),
        Count::GivenUp => t!(lang, "figures-given-up"),
    }
}

impl Behind {
    /// All chats of a count.
    pub(in crate::web) fn all(count: Count) -> Self {
        Self {
            count,
            weekday: None,
            hour: None,
            untyped: false,
            reason: None,
        }
    }

    /// Names and values of the address.
    pub(super) fn pairs(self) -> [(&'static str, String); 5] {
        let number = |number: Option<u8>| number.map(|number| number.to_string());
        [
            ("figure", self.count.word().to_owned()),
            (
                "weekday",
                number(self.weekday.map(|day| day + 1)).unwrap_or_default(),
            ),
            ("hour", number(self.hour).unwrap_or_default()),
            (
                "untyped",
                if self.untyped {
                    "1".to_owned()
                } else {
                    String::new()
                },
            ),
            (
                "reason",
                match self.reason {
                    None => String::new(),
                    Some(None) => "none".to_owned(),
                    Some(Some(id)) => id.to_string(),
                },
            ),
        ]
    }

    /// What is so of them, between two days of the house, each of which may be left open.
    pub(super) fn chats(self, from: &str, to: &str, zone: &TimeZone) -> count::Behind {
        let only = |text: &str| {
            let day: Date = day::read(text)?;
            Some(
                Period {
                    first: day,
                    last: day,
                }
                .bounds(zone),
            )
        };
        let since = only(from).map_or(Timestamp(0), |(begins, _)| begins);
        // The year 5138 is as far as the calendar's clock is looked up.
        let until = only(to).map_or(Timestamp(100_000_000_000_000), |(_, ends)| ends);
        let known = until.min(Timestamp(4_102_444_800_000));
        count::Behind {
            count: self.count,
            from: since,
            to: until,
            clock: LocalTime::of(zone, since, known),
            weekday: self.weekday,
            hour: self.hour,
            untyped: self.untyped,
            reason: self.reason,
        }
    }

    /// In words, as a filter that can be dropped.
    pub(super) fn words(self, lang: Lang, reason: Option<&str>) -> String {
        let mut words = vec![name(lang, self.count).into_owned()];
        if let Some(weekday) = self.weekday {
            let day = i64::from(weekday) + 1;
            words.push(t!(lang, "hours-weekday", day = day).into_owned());
        }
        if let Some(hour) = self.hour {
            words.push(format!("{hour}:00–{hour}:59"));
        }
        let unsaid = t!(lang, "chats-not-said");
        if self.untyped {
            words.push(format!("{}: {unsaid}", t!(lang, "chats-type")));
        }
        if let Some(id) = self.reason {
            let name = match (id, reason) {
                (None, _) => unsaid.into_owned(),
                (Some(_), Some(name)) => name.to_owned(),
                (Some(id), None) => format!("#{id}"),
            };
            words.push(format!("{}: {name}", t!(lang, "chats-reason")));
        }
        words.join(" · ")
    }
}

/// A link from a figure to its chats.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Way {
    /// What was counted.
    pub(in crate::web) behind: Behind,
    /// From this day on …
    pub(in crate::web) first: Date,
    /// … to this one, by the house's calendar.
    pub(in crate::web) last: Date,
    /// Through this channel.
    pub(in crate::web) channel: Option<ChannelId>,
    /// In this queue.
    pub(in crate::web) queue: Option<QueueId>,
    /// Whose; inside `None`: nobody's.
    pub(in crate::web) agent: Option<Option<AgentId>>,
    /// About this.
    pub(in crate::web) chat_type: Option<ChatTypeId>,
    /// So rated.
    pub(in crate::web) rating: Option<i64>,
}

impl Way {
    /// Where it leads.
    pub(in crate::web) fn address(&self) -> String {
        Wish {
            behind: Some(self.behind),
            from: day::write(self.first),
            to: day::write(self.last),
            channel: self.channel,
            queue: self.queue,
            agent: match self.agent {
                None => Whose::Any,
                Some(None) => Whose::Nobody,
                Some(Some(id)) => Whose::Theirs(id),
            },
            chat_type: self.chat_type,
            rating: self.rating,
            ..Wish::default()
        }
        .address()
    }
}
