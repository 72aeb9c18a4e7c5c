//! Files that a platform has told of: they are fetched after the message is safely stored, so that a slow
//! download holds up nothing and a restart forgets none.

use std::time::Duration;

use crate::{
    base::{
        id::{ChannelId, FetchId, IdentityId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::attachment::AttachmentKind,
};

/// A file as a platform tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// Where it is, as the platform has it.
    pub source: String,
    /// What it is said to be.
    pub kind: AttachmentKind,
    /// Its name as the sender has it; may be empty.
    pub name: String,
    /// In bytes, if known.
    pub size: Option<u64>,
}

/// A file that is not here yet, or will never be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its id.
    pub id: FetchId,
    /// What it is said to be.
    pub kind: AttachmentKind,
    /// Its name.
    pub name: String,
    /// In bytes, if known.
    pub size: Option<u64>,
    /// Why it was given up: a word; `None` while it is tried.
    pub trouble: Option<String>,
}

/// A file that is to be fetched now.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its id.
    pub id: FetchId,
    /// The message it belongs to.
    pub message: MessageId,
    /// Whose it is.
    pub identity: IdentityId,
    /// The account that told of it.
    pub channel: ChannelId,
    /// Its place in the message.
    pub position: u32,
    /// What is known of it.
    pub stub: Stub,
    /// How often it was tried.
    pub attempts: u32,
}

/// Announced when there is something to fetch.
#[derive(Debug, Clone, Copy)]
pub struct Asked;

/// After so long it is tried again.
const PAUSES: [Duration; 6] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(600),
    Duration::from_secs(3600),
    Duration::from_secs(3 * 3600),
];

/// Notes the files of a message, to be fetched.
pub fn ask(
    tx: &mut Tx<'_>,
    message: MessageId,
    channel: ChannelId,
    stubs: &[Stub],
) -> Result<(), DbError> {
    let now = tx.now;
    for (position, stub) in stubs.iter().enumerate() {
        // What is told of it is anybody's word.
        let size = stub.size.filter(|size| i64::try_from(*size).is_ok());
        tx.execute(
            "insert into fetch (message_id, channel_id, position, source, kind, name, size, due_at)
             values (:message, :channel, :position, :source, :kind, :name, :size, :now)",
            named_params! {
                ":message": message, ":channel": channel, ":position": position, ":source": stub.source,
                ":kind": stub.kind, ":name": text::clean_line(&stub.name, 200), ":size": size, ":now": now,
            },
        )?;
    }
    if !stubs.is_empty() {
        tx.announce(Asked);
    }
    Ok(())
}

/// The files of a message that are not here, in order.
pub fn of_message(reader: &Reader<'_>, message: MessageId) -> Result<Vec<Pending>, DbError> {
    reader.list(
        "select id, kind, name, size, iif(due_at is null, trouble, null) from fetch
         where message_id = ?1 order by position",
        [message],
        |row| {
            Ok(Pending {
                id: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                size: row.get(3)?,
                trouble: row.get(4)?,
            })
        },
    )
}

const WANTED: &str =
    "select fetch.id, fetch.message_id, conversation.identity_id, fetch.channel_id, fetch.position,
      fetch.source, fetch.kind, fetch.name, fetch.size, fetch.attempts
    from fetch join message on message.id = fetch.message_id
      join conversation on conversation.id = message.conversation_id";

fn wanted(row: &Row<'_>) -> rusqlite::Result<Wanted> {
    Ok(Wanted {
        id: row.get(0)?,
        message: row.get(1)?,
        identity: row.get(2)?,
        channel: row.get(3)?,
        position: row.get(4)?,
        stub: Stub {
            source: row.get(5)?,
            kind: row.get(6)?,
            name: row.get(7)?,
            size: row.get(8)?,
        },
        attempts: row.get(9)?,
    })
}

/// What is to be fetched now: of each account what has waited longest.
pub fn due(reader: &Reader<'_>) -> Result<Vec<Wanted>, DbError> {
    // Of the row with the smallest instant are the others: <https://sqlite.org/lang_select.html#bareagg>.
    reader.list(
        &format!(
            "{WANTED} where fetch.due_at <= ?1 group by fetch.channel_id order by min(fetch.due_at)"
        ),
        [reader.now],
        wanted,
    )
}

/// When the next one that was put off comes due.
pub fn next_due(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    reader.get(
        "select min(due_at) from fetch where due_at > ?1",
        [reader.now],
        |row| row.get(0),
    )
}

/// The file is here, and becomes part of its message.
pub(super) fn arrived(tx: &mut Tx<'_>, wanted: &Wanted, attachment: &str) -> Result<bool, DbError> {
    if tx.execute("delete from fetch where id = ?1", [wanted.id])? == 0 {
        return Ok(false);
    }
    tx.execute(
        "update attachment set message_id = ?2, position = ?3 where id = ?1 and message_id is null",
        (attachment, wanted.message, wanted.position),
    )?;
    Ok(true)
}

/// It could not be fetched: it is tried again later, or given up. Answers whether it was given up.
pub(super) fn failed(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    trouble: &str,
    is_final: bool,
) -> Result<bool, DbError> {
    let pause = PAUSES
        .get(wanted.attempts as usize)
        .filter(|_| !is_final)
        .copied();
    let due = pause.map(|pause| tx.now.plus(pause));
    tx.execute(
        "update fetch set attempts = attempts + 1, due_at = ?2, trouble = ?3 where id = ?1",
        (wanted.id, due, trouble),
    )?;
    Ok(due.is_none())
}

/// Tries one again that was given up.
pub(super) fn again(tx: &mut Tx<'_>, id: FetchId) -> Result<Option<MessageId>, DbError> {
    let now = tx.now;
    let message = tx.find(
        "select message_id from fetch where id = ?1 and due_at is null",
        [id],
        |row| row.get(0),
    )?;
    if message.is_some() {
        tx.execute(
            "update fetch set attempts = 0, due_at = ?2, trouble = '' where id = ?1",
            (id, now),
        )?;
        tx.announce(Asked);
    }
    Ok(message)
}
