//! What becomes of files that nobody sends.
//!
//! The rule: an upload that is not finished within an hour goes. One that is finished but not sent
//! waits for a day, because the draft it belongs to may be open over lunch or over night. Bytes that
//! no attachment uses any more go with the next sweep, ten minutes after their upload began at the
//! soonest. What was sent stays for as long as its message does.
//!
//! Loose content is told by having no hash, which the index of hashes finds at once: the sweeper never
//! compares all content with all attachments. Bytes go in small steps: freeing a large file at once would hold the writer.

use std::time::Duration;

use crate::{
    base::{id::ContentId, time::Timestamp},
    db::{DbError, Reader, Tx},
    desk::timer::{self, Due},
};

/// How long an upload may take.
pub const UNFINISHED: Duration = Duration::from_secs(60 * 60);

/// How long a finished file may wait to be sent.
pub const UNSENT: Duration = Duration::from_secs(24 * 60 * 60);

/// How old content without a use must be.
pub const LOOSE: Duration = Duration::from_secs(10 * 60);

/// From one sweep to the next, while there is something that may have to go.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Between the steps of one sweep: messages go first.
const BREATH: Duration = Duration::from_millis(50);

/// Pieces removed in one act.
const STEP: usize = 16;

/// Attachments removed in one act.
const BATCH: usize = 100;

/// Sees to it that a sweep will come.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let at = tx.now.plus(EVERY);
    timer::set_if_none(tx, Due::SweepUploads, 0, at)
}

/// Marks content as loose if nothing uses it. To be called by whatever removes an attachment.
pub fn release(tx: &mut Tx<'_>, content: ContentId) -> Result<(), DbError> {
    tx.execute(
        "update content set sha256 = null
         where id = ?1 and not exists (select 1 from attachment where content_id = ?1)",
        [content],
    )?;
    watch(tx)
}

/// One step of a sweep: what [`Due::SweepUploads`] does. Sets its own timer while anything is left to watch.
pub fn sweep(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let removed = remove_expired(tx)?;
    let busy = remove_loose(tx)? || removed == BATCH;
    let now = tx.now;
    if busy {
        timer::set(tx, Due::SweepUploads, 0, now.plus(BREATH))
    } else if is_anything_left(tx)? {
        timer::set(tx, Due::SweepUploads, 0, now.plus(EVERY))
    } else {
        Ok(())
    }
}

/// Removes attachments whose time is up, and answers how many.
fn remove_expired(tx: &mut Tx<'_>) -> Result<usize, DbError> {
    let (unfinished, unsent) = (tx.now.minus(UNFINISHED), tx.now.minus(UNSENT));
    let expired: Vec<(String, ContentId)> = tx.list(
        "select attachment.id, content.id
         from attachment join content on content.id = attachment.content_id
         where attachment.message_id is null and attachment.kept = 0 and attachment.outgoing_id is null
           and attachment.created_at <= ?1
           and (content.sha256 is null or attachment.created_at <= ?2)
         order by attachment.created_at limit ?3",
        (unfinished, unsent, BATCH),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (id, content) in &expired {
        tx.execute("delete from attachment where id = ?1", [id])?;
        release(tx, *content)?;
    }
    Ok(expired.len())
}

/// Removes some pieces of one loose content; `true` when there may be more to do at once.
fn remove_loose(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let before = tx.now.minus(LOOSE);
    remove_loose_before(tx, before)
}

/// One step of removing all content that nothing uses, however new it is; `true` when there may be more to do. For what
/// is erased for good, which waits for no sweep, nor for a clock that was set back to come to when it was sent.
pub fn remove_now(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    remove_loose_before(tx, Timestamp(i64::MAX))
}

fn remove_loose_before(tx: &mut Tx<'_>, before: Timestamp) -> Result<bool, DbError> {
    let Some(content) = oldest_loose(tx, before)? else {
        return Ok(false);
    };
    let pieces = tx.execute(
        "delete from content_chunk where content_id = ?1 and position in (
           select position from content_chunk where content_id = ?1 order by position limit ?2)",
        (content, STEP),
    )?;
    if pieces < STEP {
        tx.execute("delete from content where id = ?1", [content])?;
    }
    Ok(true)
}

fn oldest_loose(reader: &Reader<'_>, before: Timestamp) -> Result<Option<ContentId>, DbError> {
    reader.find(
        "select id from content
         where sha256 is null and started_at <= ?1
           and not exists (select 1 from attachment where content_id = content.id)
         order by started_at limit 1",
        [before],
        |row| row.get(0),
    )
}

fn is_anything_left(reader: &Reader<'_>) -> Result<bool, DbError> {
    Ok(reader.exists(
        "select 1 from attachment where message_id is null and kept = 0",
        [],
    )? || reader.exists("select 1 from content where sha256 is null", [])?)
}
