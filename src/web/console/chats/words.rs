//! The address as it came, and how it is read.

use std::str::FromStr;

use serde::Deserialize;

use super::{
    behind::Typed,
    wish::{ROWS, Wish, falls},
};
use crate::{
    base::time::Timestamp,
    desk::chats::{Order, Sort, Tab},
    web::answer::Refusal,
};

/// Most rows that are asked for at once.
const MOST_ROWS: usize = 500;

/// The names of the address. A form without scripts sends its empty fields, too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    tab: String,
    q: String,
    channel: String,
    queue: String,
    agent: String,
    tag: String,
    days: String,
    from: String,
    to: String,
    zone: String,
    #[serde(rename = "type")]
    chat_type: String,
    rating: String,
    unread: String,
    reply: String,
    bookmarked: String,
    figure: String,
    weekday: String,
    hour: String,
    untyped: String,
    reason: String,
    sort: String,
    dir: String,
    after: String,
    rows: String,
    chat: String,
    since: String,
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

/// A number within bounds.
fn number(text: &str, least: i64, most: i64) -> Result<Option<i64>, Refusal> {
    let number = read(text)?;
    if number.is_some_and(|number| !(least..=most).contains(&number)) {
        return Err(bad());
    }
    Ok(number)
}

fn date(text: String) -> Result<String, Refusal> {
    if text.is_empty() || Timestamp::of_date(&text).is_some() {
        Ok(text)
    } else {
        Err(bad())
    }
}

impl Words {
    /// What they ask for; what cannot be read is refused rather than left out, since a list that is
    /// longer than was asked for misleads.
    pub(super) fn read(self) -> Result<Wish, Refusal> {
        let order = self.order()?;
        let behind = Typed {
            figure: &self.figure,
            weekday: &self.weekday,
            hour: &self.hour,
            untyped: &self.untyped,
            reason: &self.reason,
        };
        Ok(Wish {
            behind: behind.read()?,
            tab: match self.tab.as_str() {
                "" => Tab::All,
                word => Tab::from_word(word).ok_or_else(bad)?,
            },
            text: self.q.chars().take(200).collect(),
            channel: read(&self.channel)?,
            queue: read(&self.queue)?,
            agent: read(&self.agent)?.unwrap_or_default(),
            tag: read(&self.tag)?,
            days: number(&self.days, 1, 3_650)?,
            from: date(self.from)?,
            to: date(self.to)?,
            zone: number(&self.zone, -14 * 60, 14 * 60)?.unwrap_or(0),
            chat_type: read(&self.chat_type)?,
            rating: number(&self.rating, 1, 5)?,
            unread: !self.unread.is_empty(),
            needs_reply: !self.reply.is_empty(),
            bookmarked: !self.bookmarked.is_empty(),
            after: match self.after.as_str() {
                "" => None,
                cursor => Some(order.resume(cursor).map_err(|_| bad())?),
            },
            order,
            rows: read(&self.rows)?.unwrap_or(ROWS).clamp(1, MOST_ROWS),
            chat: read(&self.chat)?,
            since: read(&self.since)?,
        })
    }

    fn order(&self) -> Result<Order, Refusal> {
        let sort = match self.sort.as_str() {
            "" => Sort::default(),
            word => Sort::from_word(word).ok_or_else(bad)?,
        };
        let descending = match self.dir.as_str() {
            "" => falls(sort),
            "asc" => false,
            "desc" => true,
            _ => return Err(bad()),
        };
        Ok(Order { sort, descending })
    }
}
