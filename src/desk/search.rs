//! Full text over messages.
//!
//! The index follows the event table: it is brought up to date in batches beside the answer's path,
//! and once more before a search, so that a message is found as soon as it is stored.

use crate::{
    base::{
        id::{ConversationId, EventId, MessageId},
        query::Words,
        text::set_apart,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::conversation::message::{self, Entry},
};

/// Messages indexed in one act at most: keeps the writer free for others.
const BATCH: i64 = 500;

/// What a message is found by: what it says, and what the files are called that came with it. A recording's name is ours.
const WORDS: &str =
    "message.text || coalesce((select group_concat(' ' || attachment.name, '') from attachment
    where attachment.message_id = message.id and attachment.kind in ('image', 'file')
      and message.unsent_at is null), '')";

/// Indexes messages that are not indexed yet; answers whether more are left.
pub fn catch_up(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let from = position(tx)?;
    let rows: Vec<(i64, String)> = tx.list(
        &format!(
            "select id, {WORDS} from message where id > ?1 and author <> 'system' order by id limit ?2"
        ),
        (from, BATCH),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((last, _)) = rows.last() else {
        return Ok(false);
    };
    let (last, more) = (*last, rows.len() as i64 == BATCH);
    for (id, text) in &rows {
        tx.execute(
            "insert into message_search (rowid, text) values (?1, ?2)",
            (id, set_apart(text)),
        )?;
    }
    tx.execute(
        "insert into follower (name, event_id) values ('search', ?1)
         on conflict (name) do update set event_id = excluded.event_id",
        [last],
    )?;
    Ok(more)
}

/// Indexes a message anew whose text or files have changed; one that is not indexed yet will be found as it is then.
pub fn renew(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    if id.0 > position(tx)?.0 {
        return Ok(());
    }
    tx.execute("delete from message_search where rowid = ?1", [id])?;
    let words: String = tx.get(
        &format!("select {WORDS} from message where id = ?1"),
        [id],
        |row| row.get(0),
    )?;
    tx.execute(
        "insert into message_search (rowid, text) values (?1, ?2)",
        (id, set_apart(&words)),
    )?;
    Ok(())
}

/// A message is erased: nobody finds it any more.
pub fn forget(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    tx.execute("delete from message_search where rowid = ?1", [id])?;
    Ok(())
}

/// Whether every message is indexed.
pub fn is_current(reader: &Reader<'_>) -> Result<bool, DbError> {
    let from = position(reader)?;
    Ok(!reader.exists(
        "select 1 from message where id > ?1 and author <> 'system' limit 1",
        [from],
    )?)
}

/// Where the index does not agree with the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfound {
    /// How many messages are not found, or are found although they are gone.
    pub count: u64,
    /// One of them.
    pub example: MessageId,
}

/// Messages that are looked for by their own words.
const SAMPLE: i64 = 500;

/// Whether the index agrees with the messages: as many entries as there are messages, and a sample, which is another each
/// night, is found by its own words. `None`: it does.
pub fn unfound(reader: &Reader<'_>, night: i64) -> Result<Option<Unfound>, DbError> {
    let not_found = not_found(reader, SAMPLE, night)?;
    let (indexed, messages) = counts(reader)?;
    let count = indexed.abs_diff(messages).max(not_found.len() as u64);
    let example = match not_found.first() {
        Some(first) => Some(*first),
        None if count > 0 => odd_one(reader)?,
        None => None,
    };
    Ok(example.map(|example| Unfound { count, example }))
}

/// A message without its entry, or an entry without its message.
fn odd_one(reader: &Reader<'_>) -> Result<Option<MessageId>, DbError> {
    let until = position(reader)?;
    let without_entry = reader.find(
        "select id from message where id <= ?1 and author <> 'system'
           and not exists (select 1 from message_search_docsize where message_search_docsize.id = message.id) limit 1",
        [until],
        |row| row.get(0),
    )?;
    match without_entry {
        Some(id) => Ok(Some(id)),
        None => reader.find(
            "select id from message_search_docsize
             where not exists (select 1 from message where message.id = message_search_docsize.id) limit 1",
            [],
            |row| row.get(0),
        ),
    }
}

/// How many messages the index holds, and how many it should: up to where it has come.
fn counts(reader: &Reader<'_>) -> Result<(u64, u64), DbError> {
    let until = position(reader)?;
    // The index keeps no words to be counted, but the length of each entry.
    let indexed = reader.get("select count(*) from message_search_docsize", [], |row| {
        row.get(0)
    })?;
    let messages = reader.get(
        "select count(*) from message where id <= ?1 and author <> 'system'",
        [until],
        |row| row.get(0),
    )?;
    Ok((indexed, messages))
}

fn position(reader: &Reader<'_>) -> Result<EventId, DbError> {
    Ok(reader
        .find(
            "select event_id from follower where name = 'search'",
            [],
            |row| row.get(0),
        )?
        .unwrap_or(EventId(0)))
}

/// Messages that are not found by their own words, of so many that lie spread over all that are indexed; `night` moves them
/// along.
fn not_found(reader: &Reader<'_>, sample: i64, night: i64) -> Result<Vec<MessageId>, DbError> {
    let last = position(reader)?.0;
    let step = (last / sample.max(1)).max(1);
    let mut not_found = Vec::new();
    let mut at = night.rem_euclid(step);
    while at <= last {
        let next: Option<(MessageId, String)> = reader.find(
            "select id, text from message where id > ?1 and id <= ?2 and author <> 'system' order by id limit 1",
            (at, last),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let Some((id, text)) = next else {
            break;
        };
        if !is_found(reader, id, &text)? {
            not_found.push(id);
        }
        at = id.0.max(at + step);
    }
    Ok(not_found)
}

/// So many words of it are asked for.
const ASKED_FOR: usize = 3;

fn is_found(reader: &Reader<'_>, id: MessageId, text: &str) -> Result<bool, DbError> {
    // Words that nobody would take apart in two ways.
    let plain: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().all(char::is_alphanumeric))
        .take(ASKED_FOR)
        .collect();
    match Words::read(&plain.join(" ")) {
        Some(words) => reader.exists(
            "select 1 from message_search where message_search match ?1 and rowid = ?2",
            (words.as_beginnings(), id),
        ),
        None => reader.exists("select 1 from message_search where rowid = ?1", [id]),
    }
}

/// Ids of the newest entries that match `:match` between two, newest first, for use inside other statements.
pub(super) const NEWEST: &str = "select rowid from message_search
    where message_search match :match and rowid between :first and :last order by rowid desc limit :hits";

/// The newest entry of a chat with these words.
pub fn newest_in(
    reader: &Reader<'_>,
    words: &str,
    conversation: ConversationId,
) -> Result<Option<MessageId>, DbError> {
    let Some(words) = Words::read(words) else {
        return Ok(None);
    };
    // Between the first and the last of a chat lie those of others, too.
    reader.find(
        "select message.id from message_search cross join message on message.id = message_search.rowid
         where message_search match :match and message.conversation_id = :conversation
           and message_search.rowid between
             (select min(id) from message where conversation_id = :conversation)
             and (select max(id) from message where conversation_id = :conversation)
         order by message_search.rowid desc limit 1",
        named_params! { ":match": words.as_beginnings(), ":conversation": conversation },
        |row| row.get(0),
    )
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Newest first: reads only as many hits as are shown.
    Newest,
    /// By relevance: scores every hit.
    Rank,
}

/// One hit.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The entry that matched.
    pub entry: Entry,
    /// In which episode.
    pub conversation: ConversationId,
}

/// Entries with all these words (or their beginnings) that come after the hit `after` in this order.
pub fn search(
    reader: &Reader<'_>,
    words: &str,
    order: Order,
    after: Option<MessageId>,
    limit: usize,
) -> Result<Vec<Hit>, DbError> {
    let Some(query) = Words::read(words).map(|words| words.as_beginnings()) else {
        return Ok(Vec::new());
    };
    let sql = match order {
        Order::Newest => {
            "select rowid from message_search where message_search match :match and rowid < :after
             order by rowid desc limit :limit"
        }
        // A hit that does not match any more has no place to go on from.
        Order::Rank => {
            "with hit as materialized (
               select -rowid as place, rank as score from message_search where message_search match :match)
             select -place from hit
             where :after = :first or (score, place) > (select score, place from hit where place = -:after)
             order by score, place limit :limit"
        }
    };
    let first = MessageId(i64::MAX);
    let after = after.unwrap_or(first);
    let params =
        named_params! { ":match": query, ":after": after, ":limit": limit, ":first": first };
    // Only the second statement has the last of them.
    let params = match order {
        Order::Newest => &params[..3],
        Order::Rank => params,
    };
    let ids: Vec<MessageId> = reader.list(sql, params, |row| row.get(0))?;
    ids.into_iter()
        .filter_map(|id| message::by_id(reader, id).transpose())
        .map(|entry| {
            let entry = entry?;
            Ok(Hit {
                conversation: entry.conversation(),
                entry,
            })
        })
        .collect()
}
