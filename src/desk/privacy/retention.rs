//! What is older than the house keeps it goes, each night, in small steps (O9, R34).
//!
//! The clockwork looks once a day: whether the clock can be trusted, see [`super::kept::is_trusted`]. If so, the eraser
//! removes what is too old, chat by chat and file by file, and then looks after its traces as with a customer's.

use super::{
    erase, erasure,
    kept::{self, Retention, Standing, before},
};
use crate::{
    base::{
        id::{ChannelId, ContentId, ConversationId, EventId, IdentityId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        attachment::sweep,
        audit::{self, Origin},
        event, hours, outage, search, setting,
        timer::{self, Due},
    },
};

/// Files or accounts of one step.
const STEP: usize = 20;

/// What would go, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preview {
    /// Chats.
    pub chats: i64,
    /// Files other than voice, of chats that stay.
    pub files: i64,
    /// Voice messages, of chats that stay.
    pub voice: i64,
    /// Visitors whose address and device are forgotten.
    pub addresses: i64,
}

/// Chats of a channel that are too old, by `:channel`, `:before` and `:keeps`.
const OLD_CHATS: &str = "from conversation indexed by conversation_ended_by_channel
    where channel_id = :channel and closed_at is not null and last_activity_at < :before and wrapping_up = 0
      and (:keeps = 0 or not exists (select 1 from bookmark
        where bookmark.conversation_id = conversation.id and removed_at is null))";

/// Files of a channel that are too old, by the same and `:until`, behind the last message that is so old, and `:voice`.
const OLD_FILES: &str = "from attachment join message on message.id = attachment.message_id
      join conversation on conversation.id = message.conversation_id
    where attachment.message_id < :until and attachment.kind <> 'card' and (attachment.kind = 'voice') = :voice
      and conversation.channel_id = :channel
      and (:keeps = 0 or not exists (select 1 from bookmark
        where bookmark.conversation_id = conversation.id and removed_at is null))";

/// Accounts whose address is known and who have not written since `:before`.
const OLD_ADDRESSES: &str = "from identity
    where (address <> '' or user_agent <> '' or referrer <> '') and created_at < :before
      and not exists (select 1 from conversation
        where conversation.identity_id = identity.id and last_activity_at >= :before)";

fn channels(reader: &Reader<'_>) -> Result<Vec<ChannelId>, DbError> {
    reader.list("select id from channel order by id", [], |row| row.get(0))
}

/// The instants before which chats, files and voice of a channel are too old.
type Limits = (Option<Timestamp>, [(bool, Option<Timestamp>); 2]);

fn limits(rule: &Retention, channel: ChannelId, now: Timestamp) -> Limits {
    let periods = rule.of(channel);
    let limit = |months: Option<u32>| months.map(|months| before(now, months));
    (
        limit(periods.chats),
        [(false, limit(periods.files)), (true, limit(periods.voice))],
    )
}

/// What a rule would remove now.
pub fn preview(reader: &Reader<'_>, rule: &Retention) -> Result<Preview, DbError> {
    let mut found = Preview::default();
    let keeps = rule.keeps_bookmarked;
    for channel in channels(reader)? {
        let (chats, files) = limits(rule, channel, reader.now);
        if let Some(before) = chats {
            found.chats += reader.get::<i64>(
                &format!("select count(*) {OLD_CHATS}"),
                named_params! { ":channel": channel, ":before": before, ":keeps": keeps },
                |row| row.get(0),
            )?;
        }
        for (is_voice, limit) in files {
            let Some(limit) = limit else { continue };
            let until = event::first_at(reader, limit)?;
            // Those of chats that go are counted with them.
            let gone_before = chats.unwrap_or(Timestamp(i64::MIN));
            let count: i64 = reader.get(
                &format!(
                    "select count(*) {OLD_FILES}
                       and not (conversation.closed_at is not null and conversation.last_activity_at < :gone)"
                ),
                named_params! {
                    ":channel": channel, ":until": until, ":voice": is_voice, ":keeps": keeps, ":gone": gone_before,
                },
                |row| row.get(0),
            )?;
            if is_voice {
                found.voice += count;
            } else {
                found.files += count;
            }
        }
    }
    if let Some(months) = rule.addresses {
        let before = before(reader.now, months);
        found.addresses = reader.get(
            &format!("select count(*) {OLD_ADDRESSES}"),
            named_params! { ":before": before },
            |row| row.get(0),
        )?;
    }
    Ok(found)
}

/// Changes the rule. It holds from tonight on.
pub fn change(tx: &mut Tx<'_>, origin: &Origin, rule: &Retention) -> Result<(), DbError> {
    let known: Retention = setting::get(tx)?;
    if known == *rule {
        return Ok(());
    }
    setting::put(tx, rule)?;
    let now = tx.now;
    let standing: Standing = setting::get(tx)?;
    if rule.is_on() {
        // Whoever sets a rule sees the date; the clock is taken to be right then.
        let standing = Standing {
            looked_at: Some(now),
            seen: event::newest(tx)?.0,
            doubted_at: None,
            ..standing
        };
        setting::put(tx, &standing)?;
        let night = next_night(tx)?;
        timer::set(tx, Due::Retention, 0, night)?;
    } else {
        setting::put(
            tx,
            &Standing {
                is_running: false,
                ..standing
            },
        )?;
        timer::cancel(tx, Due::Retention, 0)?;
    }
    let words = serde_json::to_string(rule).expect("settings are plain data");
    audit::log_with(tx, origin, "retention_changed", "", &words)
}

/// Looks again tonight where there is a rule: a house that was brought back from an export has it without its timer.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let rule: Retention = setting::get(tx)?;
    if !rule.is_on() {
        return Ok(());
    }
    let night = next_night(tx)?;
    timer::set_if_none(tx, Due::Retention, 0, night)
}

/// The daily look: what [`Due::Retention`] does. Sets its own timer for the next.
pub fn fall_due(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let rule: Retention = setting::get(tx)?;
    if !rule.is_on() {
        return Ok(());
    }
    let now = tx.now;
    let standing: Standing = setting::get(tx)?;
    let jumps = outage::jumps_since(tx, EventId(standing.seen))?;
    let is_trusted = kept::is_trusted(now, standing.looked_at, &jumps);
    let standing = Standing {
        looked_at: Some(now),
        seen: event::newest(tx)?.0,
        doubted_at: (!is_trusted).then(|| standing.doubted_at.unwrap_or(now)),
        is_running: is_trusted,
        ..standing
    };
    setting::put(tx, &standing)?;
    let night = next_night(tx)?;
    timer::set(tx, Due::Retention, 0, night)?;
    if is_trusted {
        tx.announce(erasure::Begun);
    }
    Ok(())
}

/// An admin says that the date is right, or does not want to wait for the night: what is too old goes now.
pub fn run_now(tx: &mut Tx<'_>, origin: &Origin) -> Result<(), DbError> {
    let rule: Retention = setting::get(tx)?;
    if !rule.is_on() {
        return Ok(());
    }
    let now = tx.now;
    let standing: Standing = setting::get(tx)?;
    let standing = Standing {
        looked_at: Some(now),
        seen: event::newest(tx)?.0,
        doubted_at: None,
        is_running: true,
        ..standing
    };
    setting::put(tx, &standing)?;
    let night = next_night(tx)?;
    timer::set(tx, Due::Retention, 0, night)?;
    tx.announce(erasure::Begun);
    audit::log(tx, origin, "retention_run", "")
}

/// Three o'clock in the coming night, by the clock of the house: the fewest chats are under way.
fn next_night(reader: &Reader<'_>) -> Result<Timestamp, DbError> {
    let zone = hours::house_zone(reader)?;
    let now = reader.now;
    let night = jiff::Timestamp::from_millisecond(now.0)
        .ok()
        .and_then(|at| {
            let today = at.to_zoned(zone.clone()).date();
            [today, today.tomorrow().ok()?]
                .into_iter()
                .filter_map(|date| date.at(3, 0, 0, 0).to_zoned(zone.clone()).ok())
                .map(|at| Timestamp(at.timestamp().as_millisecond()))
                .find(|at| *at > now)
        });
    Ok(night.unwrap_or_else(|| now.plus(kept::DAY)))
}

/// Whether there is something to remove.
pub fn is_running(reader: &Reader<'_>) -> Result<bool, DbError> {
    Ok(setting::get::<Standing>(reader)?.is_running)
}

/// Removes one more chat, or a few more files or addresses; `false` when nothing is too old any more.
pub fn step(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let rule: Retention = setting::get(tx)?;
    let standing: Standing = setting::get(tx)?;
    if !standing.is_running {
        return Ok(false);
    }
    let now = tx.now;
    if remove_some(tx, &rule)? {
        if standing.removed_at != Some(now) {
            setting::put(
                tx,
                &Standing {
                    removed_at: Some(now),
                    ..standing
                },
            )?;
        }
        return Ok(true);
    }
    setting::put(
        tx,
        &Standing {
            is_running: false,
            ..standing
        },
    )?;
    // Whatever was removed since the look leaves traces.
    if standing.removed_at >= standing.looked_at {
        erasure::begin_for_chats(tx)?;
    }
    Ok(false)
}

fn remove_some(tx: &mut Tx<'_>, rule: &Retention) -> Result<bool, DbError> {
    let now = tx.now;
    for channel in channels(tx)? {
        let (chats, files) = limits(rule, channel, now);
        if let Some(before) = chats
            && remove_chat(tx, rule, channel, before)?
        {
            return Ok(true);
        }
        for (is_voice, limit) in files {
            if let Some(limit) = limit
                && remove_files(tx, rule, channel, limit, is_voice)?
            {
                return Ok(true);
            }
        }
    }
    match rule.addresses {
        Some(months) => forget_addresses(tx, before(now, months)),
        None => Ok(false),
    }
}

fn remove_chat(
    tx: &mut Tx<'_>,
    rule: &Retention,
    channel: ChannelId,
    before: Timestamp,
) -> Result<bool, DbError> {
    let next: Option<ConversationId> = tx.find(
        &format!("select id {OLD_CHATS} order by last_activity_at, id limit 1"),
        named_params! { ":channel": channel, ":before": before, ":keeps": rule.keeps_bookmarked },
        |row| row.get(0),
    )?;
    if let Some(id) = next {
        erase::chat(tx, id)?;
    }
    Ok(next.is_some())
}

/// Files go, and the message says that there was one.
fn remove_files(
    tx: &mut Tx<'_>,
    rule: &Retention,
    channel: ChannelId,
    before: Timestamp,
    is_voice: bool,
) -> Result<bool, DbError> {
    let until = event::first_at(tx, before)?;
    let files: Vec<(String, ContentId, MessageId, i64, String)> = tx.list(
        &format!(
            "select attachment.id, content_id, message_id, position, attachment.kind {OLD_FILES}
             order by message_id limit :step"
        ),
        named_params! {
            ":channel": channel, ":until": until, ":voice": is_voice,
            ":keeps": rule.keeps_bookmarked, ":step": STEP,
        },
        |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        },
    )?;
    for (file, content, message, position, kind) in &files {
        tx.execute("delete from attachment where id = ?1", [file])?;
        sweep::release(tx, *content)?;
        tx.execute(
            "delete from shared where message_id = ?1 and position = ?2 and kind <> 'link'",
            (message, position),
        )?;
        tx.execute(
            "insert into fetch (message_id, channel_id, position, source, kind, name, trouble)
             values (:message, :channel, :position, '', :kind, '', 'expired')",
            named_params! { ":message": message, ":channel": channel, ":position": position, ":kind": kind },
        )?;
        // Nor is it found by the file's name any more.
        search::renew(tx, *message)?;
    }
    Ok(!files.is_empty())
}

fn forget_addresses(tx: &mut Tx<'_>, before: Timestamp) -> Result<bool, DbError> {
    let old: Vec<IdentityId> = tx.list(
        &format!("select id {OLD_ADDRESSES} limit :step"),
        named_params! { ":before": before, ":step": STEP * 10 },
        |row| row.get(0),
    )?;
    for id in &old {
        tx.execute(
            "update identity set address = '', user_agent = '', referrer = '' where id = ?1",
            [id],
        )?;
    }
    Ok(!old.is_empty())
}

#[cfg(test)]
mod tests;
