//! Sums of days: what figures come to on each day by the clock of the house, so that those of years are not reckoned
//! chat by chat.
//!
//! A chat is counted once it has been quiet for a while, and is taken out again before its course or anything else
//! about it changes; a row of `counted` tells as what it was counted. Figures are the sums of whole days and, chat by
//! chat, those that are not counted: at no moment is a chat told twice, or not at all. The sums hold by one time zone,
//! by what the house knows of its clock and by the hours of its queues; where those change, what they change is taken out
//! and counted anew.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use jiff::tz::TimeZone;

use super::{
    LocalTime,
    basis::{self, Basis},
    cell::{self, Cells, Packed},
    count::GAVE_UP,
    fact::{Chat, Found, Reckoner},
    period,
    uncertain::Uncertain,
};
use crate::{
    base::{
        id::{ConversationId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
};

/// So long has a chat been quiet when it is counted: most that change again do so sooner.
const QUIET: Duration = Duration::from_secs(15 * 60);
/// A few chats are not worth a day's sums being written again …
const FEW: usize = 200;
/// … until one of them has been quiet for so long.
const LONG_QUIET: Duration = Duration::from_secs(60 * 60);
/// Chats counted in one act at most: keeps the writer free for others.
const BATCH: usize = 500;
/// What is this much older or younger than a jump of the clock may still be of a chat that it changes.
const MARGIN: Duration = Duration::from_secs(24 * 60 * 60);

/// Which time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Time {
    /// All of it.
    All,
    /// Only that in which a chat's queue was open by its hours.
    Open,
}

impl Time {
    /// Where sums of it are kept. Of open time only those of queues that go by hours are, and only what differs by them;
    /// what is the same either way stands with all.
    fn table(self) -> &'static str {
        match self {
            Self::All => "day_sum",
            Self::Open => "day_sum_open",
        }
    }
}

/// The whole days in a stretch of time by the clock of a zone; `None`: there are none, or the sums do not hold by that
/// clock, or by the present hours where these matter.
pub(super) fn whole(
    reader: &Reader<'_>,
    zone: &TimeZone,
    (from, to): (Timestamp, Timestamp),
    time: Time,
) -> Result<Option<Whole>, DbError> {
    let present = Basis::present(reader)?;
    let holds = Basis::kept(reader)?.is_some_and(|kept| match time {
        Time::All => kept.has_clock_of(&present),
        Time::Open => kept == present,
    });
    if !holds || present.zone() != *zone {
        return Ok(None);
    }
    let day = |at: Timestamp| {
        let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
        Some(zone.to_datetime(at).date())
    };
    let (Some(mut first), Some(after)) = (day(from), day(to)) else {
        return Ok(None);
    };
    if period::begins(first, zone) < from {
        first = first.tomorrow().unwrap_or(first);
    }
    Ok((first < after).then(|| Whole {
        days: (period::number_of(first), period::number_of(after)),
        from: period::begins(first, zone),
        to: period::begins(after, zone),
    }))
}

/// Days of which sums are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    /// The first, and the one after the last, in days since 1970.
    days: (i64, i64),
    /// When the first begins …
    pub(super) from: Timestamp,
    /// … and the one after the last.
    pub(super) to: Timestamp,
}

/// Tells the sums of days, cell by cell, and of which day each is.
pub(super) fn each(
    reader: &Reader<'_>,
    whole: Whole,
    time: Time,
    mut tell: impl FnMut(i64, &Packed<'_>),
) -> Result<(), DbError> {
    let sql = format!(
        "select day, sums from {} where day >= ?1 and day < ?2 order by day",
        time.table()
    );
    reader.list(&sql, whole.days, |row| {
        let (day, sums) = (row.get(0)?, row.get_ref(1)?.as_blob()?);
        for cell in cell::unpack(sums) {
            tell(day, &cell);
        }
        Ok(())
    })?;
    Ok(())
}

/// Whether there is nothing to count that is worth it.
pub fn is_current(reader: &Reader<'_>) -> Result<bool, DbError> {
    // A house in which nothing was counted yet is left alone until there is something.
    if let Some(kept) = Basis::kept(reader)?
        && kept != Basis::present(reader)?
    {
        return Ok(false);
    }
    let mut quiet = ripe(reader, FEW)?.into_iter();
    let oldest = quiet.next();
    let is_waiting = oldest.is_some_and(|(_, last)| last < reader.now.minus(LONG_QUIET));
    Ok(!is_waiting && quiet.count() + 1 < FEW)
}

/// Chats that can be counted, those that have been quiet longest first, and since when they are. One that waits for its
/// first answer has waited longer each time one looks, and is not counted.
fn ripe(reader: &Reader<'_>, most: usize) -> Result<Vec<(ConversationId, Timestamp)>, DbError> {
    reader.list(
        "select course.conversation_id, course.last_at
         from course indexed by course_uncounted
           cross join conversation indexed by conversation_figures on conversation.id = course.conversation_id
         where course.counted = 0 and course.last_at < ?1
           and (conversation.closed_at is not null or conversation.first_reply_at is not null)
         order by course.last_at limit ?2",
        (reader.now.minus(QUIET), most),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Counts chats that have become quiet; answers whether more are left.
pub fn catch_up(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let present = Basis::present(tx)?;
    match Basis::kept(tx)? {
        None => present.keep(tx)?,
        Some(kept) if kept == present => {}
        Some(kept) => {
            let untrue = untrue(tx, &kept, &present)?;
            if untrue.is_empty() {
                present.keep(tx)?;
            }
            take_back(tx, &untrue)?;
            return Ok(true);
        }
    }
    let ids: Vec<ConversationId> = ripe(tx, BATCH)?.into_iter().map(|(id, _)| id).collect();
    let count = format!(
        "insert into counted (conversation_id, closed_at, first_reply_at, channel_id, queue_id, agent_id, chat_type_id,
           closing_reason_id, offline, was_asked, rating, gave_up)
         select id, closed_at, first_reply_at, channel_id, queue_id, agent_id, chat_type_id,
           closing_reason_id, offline, survey <> 'none', rating, {GAVE_UP}
         from conversation indexed by conversation_figures where id = ?1"
    );
    let mut chats = Vec::with_capacity(ids.len());
    for id in &ids {
        tx.execute(&count, [id])?;
        chats.extend(counted(tx, *id)?);
        tx.execute(
            "update course set counted = 1 where conversation_id = ?1",
            [id],
        )?;
    }
    change(tx, &present, &chats, Change::Add)?;
    Ok(ids.len() == BATCH)
}

/// What was counted by another clock than the present one, or by other hours.
fn untrue(
    reader: &Reader<'_>,
    kept: &Basis,
    present: &Basis,
) -> Result<Vec<ConversationId>, DbError> {
    if !kept.has_zone_of(present) {
        return reader.list(
            "select conversation_id from counted limit ?1",
            [BATCH],
            |row| row.get(0),
        );
    }
    let mut ids = Vec::new();
    for (begun, ended) in Uncertain::read(reader)?.since(kept.jumps) {
        ids.extend(reader.list(
            "select conversation_id from course indexed by course_by_end
             where counted = 1 and last_at >= ?1 and began_at < ?2 limit ?3",
            (begun.minus(MARGIN), ended.plus(MARGIN), BATCH),
            |row| row.get::<_, ConversationId>(0),
        )?);
    }
    for (queue, since) in kept.other_hours(present, reader.now) {
        ids.extend(counted_in(reader, queue, since)?);
    }
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(BATCH);
    Ok(ids)
}

/// Some of the counted chats of a queue that went on at an instant or later.
fn counted_in(
    reader: &Reader<'_>,
    queue: QueueId,
    since: Timestamp,
) -> Result<Vec<ConversationId>, DbError> {
    // Most hours that change do so for all time, or for a day not long ago.
    let from = if since <= basis::EVER {
        "counted indexed by counted_by_queue where ?2 is not null"
    } else {
        "course indexed by course_by_end cross join counted on counted.conversation_id = course.conversation_id
         where course.last_at >= ?2"
    };
    reader.list(
        &format!("select counted.conversation_id from {from} and counted.queue_id = ?1 limit ?3"),
        (queue, since, BATCH),
        |row| row.get(0),
    )
}

/// Takes those of these chats that are counted out of the sums again.
pub(super) fn take_back(tx: &mut Tx<'_>, ids: &[ConversationId]) -> Result<(), DbError> {
    let mut chats = Vec::new();
    for id in ids {
        let Some(chat) = counted(tx, *id)? else {
            continue;
        };
        chats.push(chat);
        tx.execute("delete from counted where conversation_id = ?1", [id])?;
        tx.execute(
            "update course set counted = 0 where conversation_id = ?1",
            [id],
        )?;
    }
    match Basis::kept(tx)? {
        Some(basis) if !chats.is_empty() => change(tx, &basis, &chats, Change::TakeOut),
        _ => Ok(()),
    }
}

/// A chat as it was counted.
fn counted(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Chat>, DbError> {
    reader.find(
        "select course.began_at, course.steps, counted.closed_at, counted.first_reply_at, counted.channel_id,
           counted.queue_id, counted.agent_id, counted.chat_type_id, counted.closing_reason_id, counted.offline,
           counted.was_asked, counted.rating, counted.gave_up
         from counted join course on course.conversation_id = counted.conversation_id
         where counted.conversation_id = ?1",
        [id],
        Chat::from_row,
    )
}

/// What becomes of the sums.
#[derive(Clone, Copy)]
enum Change {
    Add,
    TakeOut,
}

fn change(tx: &mut Tx<'_>, basis: &Basis, chats: &[Chat], change: Change) -> Result<(), DbError> {
    for ((time, day), entries) in entries(tx, basis, chats)? {
        let mut cells = kept_cells(tx, time, day)?;
        for (key, entry) in entries {
            match change {
                Change::Add => *cells.entry(key).or_default().entry(entry).or_default() += 1,
                Change::TakeOut => take_out(&mut cells, key, entry),
            }
        }
        let table = time.table();
        if cells.is_empty() {
            tx.execute(&format!("delete from {table} where day = ?1"), [day])?;
            continue;
        }
        tx.execute(
            &format!(
                "insert into {table} (day, sums) values (?1, ?2)
                 on conflict (day) do update set sums = excluded.sums"
            ),
            (day, cell::pack(&cells)),
        )?;
    }
    Ok(())
}

fn kept_cells(reader: &Reader<'_>, time: Time, day: i64) -> Result<Cells, DbError> {
    let sql = format!("select sums from {} where day = ?1", time.table());
    let kept: Option<Vec<u8>> = reader.find(&sql, [day], |row| row.get(0))?;
    Ok(cell::read(&kept.unwrap_or_default()))
}

/// What chats add to sums, by the time that these count and the day of which they are.
type Entries = BTreeMap<(Time, i64), Vec<(cell::Key, cell::Entry)>>;

/// What these chats add to the sums of which days.
fn entries(reader: &Reader<'_>, basis: &Basis, chats: &[Chat]) -> Result<Entries, DbError> {
    let uncertain = Uncertain::read(reader)?.first(basis.jumps);
    let reckoner = |openings| Reckoner {
        now: reader.now,
        // Whoever never had an answer is counted when they are gone.
        target: u32::MAX,
        openings,
        uncertain: uncertain.clone(),
    };
    let began = chats.iter().map(|chat| chat.began).min();
    let openings = began.map(|began| basis.openings(began, reader.now));
    let (by_all, by_open) = (
        reckoner(HashMap::new()),
        reckoner(openings.unwrap_or_default()),
    );
    let mut found = Vec::new();
    let mut all: Vec<(Time, cell::Key, Found)> = Vec::new();
    for chat in chats {
        let mut add = |time, found: Found| all.push((time, (chat.class, found.agent), found));
        by_all.facts(chat, &mut found);
        found.drain(..).for_each(|one| add(Time::All, one));
        if basis.goes_by_hours(chat.class.queue) {
            by_open.facts(chat, &mut found);
            found
                .drain(..)
                .filter(|one| one.fact.is_of_time())
                .for_each(|one| add(Time::Open, one));
        }
    }
    let mut days = Entries::new();
    let instants = || all.iter().map(|(_, _, found)| found.at);
    let (Some(first), Some(last)) = (instants().min(), instants().max()) else {
        return Ok(days);
    };
    let clock = LocalTime::of(&basis.zone(), first, last.plus(Duration::from_millis(1)));
    for (time, key, Found { at, fact, .. }) in all {
        let entry = cell::entry(fact, clock.slot(at).1);
        let day = days.entry((time, clock.day(at))).or_default();
        day.push((key, entry));
    }
    Ok(days)
}

/// Days, from the first of these on and before the other, whose sums are not what the chats come to that are counted in
/// them. All of it is reckoned anew, so that few days should be asked for at once.
pub fn differing(reader: &Reader<'_>, (first, after): (i64, i64)) -> Result<Vec<i64>, DbError> {
    let Some(basis) = Basis::kept(reader)? else {
        return Ok(Vec::new());
    };
    let begins = |day: i64| Timestamp(day.saturating_mul(86_400_000));
    // A day begins earlier or later by the clock of the house.
    let ids: Vec<ConversationId> = reader.list(
        "select conversation_id from course where counted = 1 and last_at >= ?1 and began_at < ?2",
        (begins(first).minus(MARGIN), begins(after).plus(MARGIN)),
        |row| row.get(0),
    )?;
    let mut chats = Vec::new();
    for id in ids {
        chats.extend(counted(reader, id)?);
    }
    let mut reckoned: BTreeMap<(Time, i64), Cells> = BTreeMap::new();
    for (of, entries) in entries(reader, &basis, &chats)? {
        let cells = reckoned.entry(of).or_default();
        for (key, entry) in entries {
            *cells.entry(key).or_default().entry(entry).or_default() += 1;
        }
    }
    let mut differing = Vec::new();
    for day in first..after {
        for time in [Time::All, Time::Open] {
            let reckoned = reckoned.remove(&(time, day)).unwrap_or_default();
            if kept_cells(reader, time, day)? != reckoned && differing.last() != Some(&day) {
                differing.push(day);
            }
        }
    }
    Ok(differing)
}

/// The first and the last day that has sums, in days since 1970.
pub fn days(reader: &Reader<'_>) -> Result<Option<(i64, i64)>, DbError> {
    let (first, last) = reader.get("select min(day), max(day) from day_sum", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(Option::zip(first, last))
}

fn take_out(cells: &mut Cells, key: cell::Key, entry: cell::Entry) {
    let Some(entries) = cells.get_mut(&key) else {
        return;
    };
    if let Some(count) = entries.get_mut(&entry) {
        *count -= 1;
        if *count == 0 {
            entries.remove(&entry);
        }
    }
    if entries.is_empty() {
        cells.remove(&key);
    }
}

/// Forgets all sums, so that every chat is counted anew.
pub(super) fn forget(tx: &mut Tx<'_>) -> Result<(), DbError> {
    for table in ["day_sum", "day_sum_open", "counted", "day_sum_basis"] {
        tx.execute(&format!("delete from {table}"), [])?;
    }
    tx.execute("update course set counted = 0 where counted = 1", [])?;
    Ok(())
}
