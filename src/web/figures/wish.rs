//! What the page was asked to show: its address, which is all of its state.

use std::str::FromStr;

use serde::Deserialize;

use crate::{
    base::id::{AgentId, ChannelId, ChatTypeId, QueueId},
    desk::{
        figures::period::{Against, Choice, MOST_DAYS, Period},
        hours::day,
    },
    web::answer::Refusal,
};

/// What the address says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wish {
    pub(super) choice: Choice,
    /// First and last day of one's own choice, as `2026-11-21`.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) against: Against,
    pub(super) channel: Option<ChannelId>,
    pub(super) queue: Option<QueueId>,
    pub(super) agent: Option<AgentId>,
    pub(super) chat_type: Option<ChatTypeId>,
    /// Whether time counts only while the shop was open.
    pub(super) open_only: bool,
}

/// The names of the address. A form without scripts sends its empty fields, too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    period: String,
    from: String,
    to: String,
    against: String,
    channel: String,
    queue: String,
    agent: String,
    #[serde(rename = "type")]
    chat_type: String,
    open: String,
    /// Which table is wanted as a file.
    pub(super) table: String,
}

fn bad() -> Refusal {
    Refusal::bad("bad-query")
}

fn read<T: FromStr>(text: &str) -> Result<Option<T>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| bad()),
    }
}

fn date(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Ok(String::new()),
        text => day::read(text).map(day::write).ok_or_else(bad),
    }
}

impl Words {
    /// What they ask for; what cannot be read is refused, since other figures than those asked for mislead.
    pub(super) fn read(&self) -> Result<Wish, Refusal> {
        let wish = Wish {
            choice: match self.period.as_str() {
                "" => Choice::default(),
                word => Choice::from_word(word).ok_or_else(bad)?,
            },
            from: date(&self.from)?,
            to: date(&self.to)?,
            against: match self.against.as_str() {
                "" => Against::default(),
                word => Against::from_word(word).ok_or_else(bad)?,
            },
            channel: read(&self.channel)?,
            queue: read(&self.queue)?,
            agent: read(&self.agent)?,
            chat_type: read(&self.chat_type)?,
            open_only: !self.open.is_empty(),
        };
        if let (Some(one), Some(other)) = wish.named() {
            let (first, last) = (one.min(other), one.max(other));
            if (Period { first, last }).days() > MOST_DAYS {
                return Err(Refusal::bad("figures-too-long"));
            }
        }
        Ok(wish)
    }
}

impl Wish {
    /// The days somebody named.
    pub(super) fn named(&self) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
        (day::read(&self.from), day::read(&self.to))
    }

    /// The same over other days.
    pub(super) fn over(&self, choice: Choice) -> Self {
        Self {
            choice,
            ..self.clone()
        }
    }

    /// Whether anything but the days narrows the figures.
    pub(super) fn narrows(&self) -> bool {
        self.channel.is_some()
            || self.queue.is_some()
            || self.agent.is_some()
            || self.chat_type.is_some()
    }

    /// The same without what narrows it.
    pub(super) fn cleared(&self) -> Self {
        Self {
            channel: None,
            queue: None,
            agent: None,
            chat_type: None,
            ..self.clone()
        }
    }

    /// Names and values of the address: only what differs from the plain page, in one fixed order.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let unless = |is_plain: bool, word: &str| {
            if is_plain {
                String::new()
            } else {
                word.to_owned()
            }
        };
        let is_own = self.choice == Choice::Own;
        let mut pairs = vec![
            (
                "period",
                unless(self.choice == Choice::default(), self.choice.word()),
            ),
            ("from", unless(!is_own, &self.from)),
            ("to", unless(!is_own, &self.to)),
            (
                "against",
                unless(self.against == Against::default(), self.against.word()),
            ),
            ("channel", id(self.channel.map(|id| id.0))),
            ("queue", id(self.queue.map(|id| id.0))),
            ("agent", id(self.agent.map(|id| id.0))),
            ("type", id(self.chat_type.map(|id| id.0))),
            ("open", unless(!self.open_only, "1")),
        ];
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// The page's address.
    pub(super) fn address(&self) -> String {
        at("/figures", &self.pairs())
    }

    /// The list of scores behind their averages.
    pub(super) fn scores(&self) -> String {
        at("/figures/scores", &self.pairs())
    }

    /// Where a table of it is had as a file.
    pub(super) fn file(&self, table: &'static str) -> String {
        let mut pairs = self.pairs();
        pairs.push(("table", table.to_owned()));
        at("/figures/csv", &pairs)
    }
}

fn at(path: &str, pairs: &[(&'static str, String)]) -> String {
    match serde_html_form::to_string(pairs) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Wish, Refusal> {
        let words: Words = serde_html_form::from_str(query).unwrap();
        words.read()
    }

    #[test]
    fn an_address_comes_back_from_what_was_read() {
        for query in [
            "",
            "period=today",
            "period=90&against=year&channel=1&queue=2&agent=3&type=4&open=1",
            "period=own&from=2026-11-01&to=2026-11-20",
            "period=last-month",
        ] {
            let expected = at("/figures", &[]) + if query.is_empty() { "" } else { "?" } + query;
            assert_eq!(read(query).unwrap().address(), expected);
        }
        let form = read("period=7&from=&to=&against=before&channel=&queue=&agent=&type=").unwrap();
        assert_eq!(form, Wish::default());
        assert!(!form.narrows());
        assert_eq!(
            read("period=30&queue=2").unwrap().file("agents"),
            "/figures/csv?period=30&queue=2&table=agents"
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for query in [
            "period=8",
            "from=2026-02-30",
            "to=soon",
            "against=them",
            "channel=x",
            "agent=me",
            "from=1990-01-01&to=2026-01-01",
        ] {
            assert!(read(query).is_err(), "{query}");
        }
    }
}
