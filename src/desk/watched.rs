//! How the house stands at a moment, in a few numbers: for programs that watch it, and for its own doctor. Each is one short
//! look at an index, and none of them is anybody's word, name or address.

use std::time::Duration;

use crate::{
    base::{
        id::{ChannelId, EventId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{amendment, channel::ChannelKind, event, outbox::Stage},
};

/// How a connected account does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The channel that it is.
    pub channel: ChannelId,
    /// The sort.
    pub kind: ChannelKind,
    /// Whether an admin has paused it.
    pub is_paused: bool,
    /// Whether it works: it is in no trouble, and not paused.
    pub is_well: bool,
    /// How long ago its platform answered last, to within ten minutes; `None`: it never did, or calls in by itself.
    pub heard_ago: Option<Duration>,
    /// What it sent and nobody could read.
    pub parked: i64,
}

/// How the house stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Chats in the line.
    pub waiting: i64,
    /// Chats that somebody has.
    pub active: i64,
    /// Chats that were put off.
    pub scheduled: i64,
    /// How long the one has waited who waits longest in the line.
    pub longest_wait: Duration,
    /// Messages in the outbox, by state; states without any are left out.
    pub outbox: Vec<(Stage, i64)>,
    /// How long ago the oldest was written that is still on its way.
    pub outbox_oldest: Duration,
    /// Changes of what was sent that are not there yet, by state; states without any are left out.
    pub amendments: Vec<(amendment::Stage, i64)>,
    /// How long ago the oldest was asked for that is still on its way.
    pub amendments_oldest: Duration,
    /// Connected accounts, oldest first.
    pub lines: Vec<Line>,
    /// What webhooks are still to be told.
    pub deliveries: i64,
    /// Browsers that are told of news, and those of them whose push service did not take the last.
    pub browsers: (i64, i64),
    /// Mails that are no part of a chat and wait for their server.
    pub mails: i64,
    /// Troubles that stand and were not put aside.
    pub troubles: i64,
}

/// Looks.
pub fn standing(reader: &Reader<'_>) -> Result<Standing, DbError> {
    let now = reader.now;
    let count = |sql: &str| reader.get::<i64>(sql, [], |row| row.get(0));
    let age = |sql: &str| {
        let since = reader.get::<Option<Timestamp>>(sql, [], |row| row.get(0))?;
        Ok::<_, DbError>(since.map_or(Duration::ZERO, |since| now.since(since)))
    };
    let in_state = |state: &str| {
        reader.get::<i64>(
            "select count(*) from conversation where state = ?1",
            [state],
            |row| row.get(0),
        )
    };
    Ok(Standing {
        waiting: in_state("waiting")?,
        active: in_state("active")?,
        scheduled: in_state("scheduled")?,
        longest_wait: age("select min(waiting_since) from conversation where state = 'waiting'")?,
        outbox: reader.list(
            "select state, count(*) from outbox group by state",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
        outbox_oldest: age(
            "select min(message.created_at) from outbox join message on message.id = outbox.message_id
             where outbox.state = 'queued' or outbox.state = 'sending'",
        )?,
        amendments: reader.list(
            "select state, count(*) from amendment group by state",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
        amendments_oldest: age("select min(asked_at) from amendment where state <> 'failed'")?,
        lines: lines(reader)?,
        deliveries: count(
            "select count(*) from webhook_delivery where state = 'behind' or state = 'queued' or state = 'sending'",
        )?,
        browsers: (
            count("select count(*) from push_device")?,
            count("select count(*) from push_device where failed_at is not null")?,
        ),
        mails: count("select count(*) from post where state = 'queued' or state = 'sending'")?,
        troubles: count("select count(*) from trouble where dismissed_at is null")?,
    })
}

fn lines(reader: &Reader<'_>) -> Result<Vec<Line>, DbError> {
    let now = reader.now;
    reader.list(
        "select account.channel_id, channel.kind, channel.paused_at is not null,
           account.trouble is null and channel.paused_at is null, account.heard_at,
           (select count(*) from parked where parked.channel_id = account.channel_id)
         from account join channel on channel.id = account.channel_id order by account.channel_id",
        [],
        |row| {
            Ok(Line {
                channel: row.get(0)?,
                kind: row.get(1)?,
                is_paused: row.get(2)?,
                is_well: row.get(3)?,
                heard_ago: row.get::<_, Option<Timestamp>>(4)?.map(|at| now.since(at)),
                parked: row.get(5)?,
            })
        },
    )
}

/// Messages since an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Up to which event that is.
    pub until: EventId,
    /// How many by kind of channel and direction: in or out.
    pub counts: Vec<(ChannelKind, &'static str, u64)>,
}

/// How many messages came and went since an event; since the newest if none is named, which is none.
pub fn messages_since(reader: &Reader<'_>, since: Option<EventId>) -> Result<News, DbError> {
    let until = event::newest(reader)?;
    let counts = match since {
        None => Vec::new(),
        Some(since) => reader.list(
            "select channel.kind, message.author = 'customer', count(*) from message
             join conversation on conversation.id = message.conversation_id
             join channel on channel.id = conversation.channel_id
             where message.id > ?1 and message.id <= ?2 and message.internal = 0 and message.author <> 'system'
             group by 1, 2",
            (since, until),
            |row| {
                let direction = if row.get(1)? { "in" } else { "out" };
                Ok((row.get(0)?, direction, row.get(2)?))
            },
        )?,
    };
    Ok(News { until, counts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    #[test]
    fn the_numbers_follow_what_happens() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let begun = memory.act(|tx| messages_since(tx, None)).unwrap();
        assert_eq!(begun.counts, []);
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        memory.advance(Duration::from_secs(90));
        let seen = memory.act(|tx| standing(tx)).unwrap();
        assert_eq!((seen.waiting, seen.active), (1, 0));
        assert_eq!(seen.longest_wait, Duration::from_secs(90));
        let news = memory
            .act(|tx| messages_since(tx, Some(begun.until)))
            .unwrap();
        assert_eq!(news.counts, [(ChannelKind::WebChat, "in", 1)]);
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let seen = memory.act(|tx| standing(tx)).unwrap();
        assert_eq!((seen.waiting, seen.active), (0, 1));
        assert_eq!(seen.longest_wait, Duration::ZERO);
    }
}
