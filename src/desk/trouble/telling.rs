//! Who is told of trouble by another door than the console, and when (O13): what stands is told once it has stood for some
//! minutes, what was told and is over is told as well, and what comes back in between is no news.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{COLUMNS, Kind, Trouble, from_row};
use crate::{
    base::{
        id::{AgentId, EventId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        setting::{self, Setting},
        timer::{self, Due},
    },
};

/// Who is told, how, and after how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Telling {
    /// Whether anybody is told at all.
    pub on: bool,
    /// Minutes that a trouble has stood before it is told, 1 to 1440: most mend themselves.
    pub after_min: u32,
    /// Who; empty: every admin.
    pub to: Vec<AgentId>,
    /// By mail, where a mailbox is connected.
    pub by_mail: bool,
    /// By their browsers' push services, where they have allowed that.
    pub by_push: bool,
    /// In their own chats with accounts of the shop's, where they have linked any.
    pub by_chat: bool,
}

impl Default for Telling {
    fn default() -> Self {
        Self {
            on: true,
            after_min: 5,
            to: Vec::new(),
            by_mail: true,
            by_push: true,
            by_chat: true,
        }
    }
}

impl Setting for Telling {
    const KEY: &'static str = "trouble_telling";
}

/// The longest time that a trouble can stand before it is told, in minutes.
pub const LONGEST_MIN: u32 = 1_440;

/// When somebody was told last.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
struct Last {
    at: i64,
}

impl Setting for Last {
    const KEY: &'static str = "trouble_told";
}

/// After something was told, the next is gathered for so long: a storm makes one message and not twelve.
pub const GAP: Duration = Duration::from_secs(600);

impl Telling {
    /// How long a trouble stands before it is told.
    #[must_use]
    pub fn after(&self) -> Duration {
        Duration::from_secs(u64::from(self.after_min) * 60)
    }
}

/// A trouble that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// As it stood.
    pub trouble: Trouble,
    /// When it was over.
    pub at: Timestamp,
}

/// What is to be told at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// What is not any more.
    pub mended: Vec<Mended>,
}

/// What is to be done at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Now {
    /// Tell this.
    Tell(News),
    /// Look again then.
    Wait(Timestamp),
    /// Nothing is to be told.
    Rest,
}

/// What is to be done, by what stands untold. Whatever has stood for half of the time goes along with what has stood for all
/// of it, so that one cause is one message.
#[must_use]
pub fn judge(news: News, after: Duration, last: Timestamp, now: Timestamp) -> Now {
    let begun = news.troubles.iter().map(|one| one.since);
    let ended = news.mended.iter().map(|one| one.at);
    let Some(first) = begun.chain(ended).min() else {
        return Now::Rest;
    };
    // A clock that was set back would make the pause endless.
    let pause_until = if last > now { now } else { last.plus(GAP) };
    let due = first.plus(after).max(pause_until);
    if now < due {
        return Now::Wait(due);
    }
    let is_ripe = |at: Timestamp| now.since(at) >= after / 2;
    Now::Tell(News {
        troubles: news
            .troubles
            .into_iter()
            .filter(|one| is_ripe(one.since))
            .collect(),
        mended: news
            .mended
            .into_iter()
            .filter(|one| is_ripe(one.at))
            .collect(),
    })
}

/// When somebody was told last; long ago if nobody ever was.
pub fn last(reader: &Reader<'_>) -> Result<Timestamp, DbError> {
    Ok(Timestamp(setting::get::<Last>(reader)?.at))
}

/// What stands that nobody was told of, or not since it grew worse, and that no admin has put aside; and what is over of
/// which they were told.
pub fn untold(reader: &Reader<'_>) -> Result<News, DbError> {
    let standing = format!(
        "select {COLUMNS} from trouble where (told_at is null or step > told_step) and dismissed_at is null
         order by since, event_id"
    );
    let mended = reader.list(
        "select kind, subject, detail, since, name, mended_at from trouble_mended order by mended_at",
        [],
        |row| {
            Ok(Mended {
                trouble: Trouble {
                    kind: row.get(0)?,
                    subject: row.get(1)?,
                    detail: row.get(2)?,
                    since: row.get(3)?,
                    name: row.get(4)?,
                    event: EventId(0),
                    is_dismissed: false,
                },
                at: row.get(5)?,
            })
        },
    )?;
    Ok(News {
        troubles: reader.list(&standing, [], from_row)?,
        mended,
    })
}

/// These were told.
pub fn told(tx: &mut Tx<'_>, news: &News) -> Result<(), DbError> {
    let now = tx.now;
    for one in &news.troubles {
        tx.execute(
            "update trouble set told_at = ?3, told_step = max(told_step, step) where kind = ?1 and subject = ?2",
            (one.kind, &one.subject, now),
        )?;
    }
    for one in &news.mended {
        tx.execute(
            "delete from trouble_mended where kind = ?1 and subject = ?2",
            (one.trouble.kind, &one.trouble.subject),
        )?;
    }
    setting::put(tx, &Last { at: now.0 })
}

/// Something has changed: it is looked at when it may be told.
pub(super) fn look_soon(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let telling: Telling = setting::get(tx)?;
    if !telling.on {
        return Ok(());
    }
    let at = tx.now.plus(telling.after());
    timer::set_no_later(tx, Due::TellTrouble, 0, at)
}

/// Sees to it that what stands untold is looked at, also after a change of who is told.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let telling: Telling = setting::get(tx)?;
    if !telling.on {
        return timer::cancel(tx, Due::TellTrouble, 0);
    }
    let (news, now) = (untold(tx)?, tx.now);
    match judge(news, telling.after(), last(tx)?, now) {
        Now::Tell(_) => timer::set_if_none(tx, Due::TellTrouble, 0, now),
        Now::Wait(at) => timer::set_if_none(tx, Due::TellTrouble, 0, at),
        Now::Rest => Ok(()),
    }
}

/// A trouble is over: whoever was told of it is told that, too, after a while.
pub(super) fn is_over(tx: &mut Tx<'_>, kind: Kind, subject: &str) -> Result<(), DbError> {
    let now = tx.now;
    let kept = tx.execute(
        "insert into trouble_mended (kind, subject, detail, since, name, told_at, told_step, mended_at)
         select kind, subject, detail, since,
           coalesce((select name from channel where trouble.kind = 'channel' and channel.id = subject),
             (select name from webhook where trouble.kind = 'webhook' and webhook.id = subject), ''), told_at, told_step, ?3
         from trouble where kind = ?1 and subject = ?2 and told_at is not null
         on conflict (kind, subject) do update set mended_at = excluded.mended_at",
        (kind, subject, now),
    )?;
    if kept > 0 { look_soon(tx) } else { Ok(()) }
}

/// A trouble is back: when it was told and how bad it was then, if nobody has been told since that it is over.
pub(super) fn is_back(
    tx: &mut Tx<'_>,
    kind: Kind,
    subject: &str,
) -> Result<Option<(Timestamp, u8)>, DbError> {
    let told = tx.find(
        "select told_at, told_step from trouble_mended where kind = ?1 and subject = ?2",
        (kind, subject),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if told.is_some() {
        tx.execute(
            "delete from trouble_mended where kind = ?1 and subject = ?2",
            (kind, subject),
        )?;
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(subject: &str, minute: i64) -> Trouble {
        Trouble {
            kind: Kind::Channel,
            subject: subject.to_owned(),
            name: String::new(),
            detail: String::new(),
            since: at(minute),
            event: EventId(1),
            is_dismissed: false,
        }
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp(minute * 60_000)
    }

    #[test]
    fn what_stands_is_told_in_time_and_what_has_one_cause_together() {
        let after = Duration::from_secs(300);
        // Since when troubles stand, and mended ones are over; when somebody was told last; now; who is told of, or when
        // it is looked at again.
        type Case<'a> = (
            &'a [i64],
            &'a [i64],
            i64,
            i64,
            Result<(usize, usize), Option<i64>>,
        );
        let cases: &[Case<'_>] = &[
            (&[], &[], 0, 100, Err(None)),
            (&[98], &[], 0, 100, Err(Some(103))),
            (&[95], &[], 0, 100, Ok((1, 0))),
            // What began three minutes ago goes along, what began just now does not.
            (&[95, 97, 99], &[], 0, 100, Ok((2, 0))),
            // Told four minutes ago: the next ones are gathered.
            (&[94], &[], 96, 100, Err(Some(106))),
            (&[94, 99], &[], 96, 106, Ok((2, 0))),
            (&[], &[95], 0, 100, Ok((0, 1))),
            (&[96], &[94], 0, 100, Ok((1, 1))),
            // The clock was set back: nobody waits for the day it had.
            (&[90], &[], 5_000, 100, Ok((1, 0))),
        ];
        for (standing, over, last, now, expected) in cases {
            let news = News {
                troubles: standing.iter().map(|since| trouble("1", *since)).collect(),
                mended: over
                    .iter()
                    .map(|ended| Mended {
                        trouble: trouble("2", 0),
                        at: at(*ended),
                    })
                    .collect(),
            };
            let done = match judge(news, after, at(*last), at(*now)) {
                Now::Tell(news) => Ok((news.troubles.len(), news.mended.len())),
                Now::Wait(then) => Err(Some(then.0 / 60_000)),
                Now::Rest => Err(None),
            };
            assert_eq!(done, *expected, "{standing:?} {over:?} {last} {now}");
        }
    }
}
