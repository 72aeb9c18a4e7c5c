//! How the day went so far.

use std::time::Duration;

use super::{Day, uncertain::Uncertain};
use crate::{
    base::time::Timestamp,
    db::{DbError, Reader, named_params},
};

/// What the figures are reckoned from: one chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Episode {
    /// When it began.
    pub began: Timestamp,
    /// When an agent first had it.
    pub taken: Option<Timestamp>,
    /// When an agent first wrote.
    pub replied: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// Whether it came while the shop was closed or nobody was there.
    pub offline: bool,
    /// What the customer thought, 1 to 5, and when they said so.
    pub rating: Option<(i64, Timestamp)>,
}

/// The figures of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Today {
    /// *New chats*: those that began today with a message of the customer.
    pub new: usize,
    /// *Answered*: of the new chats, those in which an agent has written.
    pub answered: usize,
    /// *Missed*: of the new chats, those that ended before any agent wrote, whoever ended them.
    pub missed: usize,
    /// *First reply*: from the customer's first message, or the bot's hand-over, to the first of an agent; the median of
    /// the new chats that were answered and began while somebody was there. Of this and the wait those are left out in
    /// which the clock of the house jumped: nobody knows how long they were.
    pub first_reply: Option<Duration>,
    /// *Wait*: from there until an agent had the chat; the median of the new chats that began while somebody was there.
    pub wait: Option<Duration>,
    /// *Satisfaction*: of the ratings given today, those with 4 or 5 of 5, in per cent.
    pub satisfied: Option<usize>,
    /// Ratings given today.
    pub ratings: usize,
}

/// The figures of a day, from all chats in which something happened since it began.
#[must_use]
pub(super) fn reckon(episodes: &[Episode], day: Day, uncertain: &Uncertain) -> Today {
    let new = || episodes.iter().filter(|one| one.began >= day.from);
    let median_to = |until: fn(&Episode) -> Option<Timestamp>| {
        median(
            new()
                .filter(|one| !one.offline)
                .filter_map(|one| Some((one.began, until(one)?)))
                .filter(|(began, until)| !uncertain.spans(*began, *until))
                .map(|(began, until)| until.since(began))
                .collect(),
        )
    };
    let ratings: Vec<i64> = episodes
        .iter()
        .filter_map(|one| one.rating)
        .filter(|(_, at)| *at >= day.from)
        .map(|(rating, _)| rating)
        .collect();
    let satisfied = ratings.iter().filter(|rating| **rating >= 4).count();
    Today {
        new: new().count(),
        answered: new().filter(|one| one.replied.is_some()).count(),
        missed: new()
            .filter(|one| one.replied.is_none() && one.ended.is_some())
            .count(),
        first_reply: median_to(|one| one.replied),
        wait: median_to(|one| one.taken),
        satisfied: (!ratings.is_empty())
            .then(|| (satisfied * 200 + ratings.len()) / (ratings.len() * 2)),
        ratings: ratings.len(),
    }
}

/// The one in the middle; of two the mean.
fn median(mut values: Vec<Duration>) -> Option<Duration> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = values.get(middle).copied()?;
    if values.len() % 2 == 1 {
        Some(upper)
    } else {
        Some((values[middle - 1] + upper) / 2)
    }
}

/// When people were asked first: with the customer's first message, or when the bot handed over what was said to it before
/// (BEHAVIOUR 2). Nothing where nobody has asked.
pub(in crate::desk) const ASKED: &str = "coalesce(
  (select message.created_at from bot_chat cross join message on message.conversation_id = bot_chat.conversation_id
    where bot_chat.conversation_id = conversation.id and message.author = 'system' and message.text = 'team:bot-handed'
    order by message.id desc limit 1),
  (select message.created_at from message
    where message.conversation_id = conversation.id and message.author = 'customer' order by message.id limit 1))";

/// What the bot ended by itself is no work of the team's.
const NOT_DONE_BY_BOT: &str = "not exists (select 1 from bot_chat
    where bot_chat.conversation_id = conversation.id and bot_chat.outcome = 'done')";

/// Who has a chat first is written in its log; the row itself only knows who has it now.
const TAKEN: &str = "(select min(message.created_at) from message
    where message.conversation_id = conversation.id and message.author = 'system'
      and (message.text like 'claimed%' or message.text like 'assigned%'))";

/// The figures of a day. Chats in which something happened since are found by the index; a rating is no such
/// happening, and comes within two weeks.
pub fn of(reader: &Reader<'_>, day: Day) -> Result<Today, DbError> {
    let lately = format!(
        "select coalesce({ASKED}, conversation.created_at), {TAKEN}, first_reply_at, closed_at, offline, rating, rated_at
         from conversation where last_activity_at >= :from and state <> 'fresh' and {NOT_DONE_BY_BOT}
         union all
         select created_at, null, first_reply_at, closed_at, offline, rating, rated_at
         from conversation where last_activity_at < :from and last_activity_at >= :asked and state <> 'fresh'
           and rated_at >= :from"
    );
    let asked = day.from.minus(Duration::from_secs(15 * 24 * 3_600));
    let params = named_params! { ":from": day.from, ":asked": asked };
    let episodes = reader.list(&lately, params, |row| {
        let rating: Option<i64> = row.get(5)?;
        let rated_at: Option<Timestamp> = row.get(6)?;
        Ok(Episode {
            began: row.get(0)?,
            taken: row.get(1)?,
            replied: row.get(2)?,
            ended: row.get(3)?,
            offline: row.get(4)?,
            rating: rating.zip(rated_at),
        })
    })?;
    Ok(reckon(&episodes, day, &Uncertain::read(reader)?))
}
