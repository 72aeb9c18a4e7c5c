//! Whether what the house keeps beside its messages agrees with them: counters and clocks counted anew, the search's index,
//! rows and files that belong to nothing (R41). It only looks, in one go, for the doctor; what is looked at each night is in `self_check`.

use std::time::Duration;

use crate::{
    db::{DbError, Reader},
    desk::{search, waiting_clock},
};

/// What does not agree, and how often. All zero: everything agrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Differences {
    /// Files that no message names and the sweeper has not fetched in a day.
    pub ownerless: u64,
    /// Messages that name a file which is not there as a whole.
    pub fileless: u64,
    /// Messages, files and pieces of files whose owner is missing.
    pub homeless: u64,
    /// Chats whose newest message is another than they say.
    pub newest: u64,
    /// Chats whose customer waits since another instant than they say.
    pub waiting: u64,
    /// Messages in the outbox that stand otherwise than they say.
    pub outbox: u64,
    /// Messages that the search does not find, or finds although they are gone.
    pub unfound: u64,
}

impl Differences {
    /// Rows and files that belong to nothing.
    #[must_use]
    pub fn orphans(&self) -> u64 {
        self.ownerless + self.fileless + self.homeless
    }

    /// Counters and clocks that stand wrong.
    #[must_use]
    pub fn counters(&self) -> u64 {
        self.newest + self.waiting + self.outbox
    }
}

/// What the sweeper has not fetched by then it does not know of.
const SWEPT: Duration = Duration::from_secs(24 * 3_600);

/// Looks through everything in one go.
pub fn differences(reader: &Reader<'_>) -> Result<Differences, DbError> {
    let mut found = Differences::default();
    files(reader, &mut found)?;
    rows(reader, &mut found)?;
    newest(reader, &mut found)?;
    clocks(reader, &mut found)?;
    index(reader, &mut found)?;
    Ok(found)
}

fn count(reader: &Reader<'_>, sql: &str, params: impl rusqlite::Params) -> Result<u64, DbError> {
    reader.get(sql, params, |row| row.get(0))
}

fn files(reader: &Reader<'_>, found: &mut Differences) -> Result<(), DbError> {
    found.ownerless = count(
        reader,
        "select count(*) from content where started_at < ?1
           and not exists (select 1 from attachment where attachment.content_id = content.id)",
        [reader.now.minus(SWEPT)],
    )?;
    found.fileless = count(
        reader,
        "select count(*) from attachment left join content on content.id = attachment.content_id
         where attachment.message_id is not null and (content.id is null or content.sha256 is null)",
        [],
    )?;
    Ok(())
}

fn rows(reader: &Reader<'_>, found: &mut Differences) -> Result<(), DbError> {
    for orphans in [
        "select count(*) from attachment where message_id is not null
           and not exists (select 1 from message where message.id = attachment.message_id)",
        "select count(*) from content_chunk
         where not exists (select 1 from content where content.id = content_chunk.content_id)",
        "select count(*) from message
         where not exists (select 1 from conversation where conversation.id = message.conversation_id)",
        "select count(*) from conversation
         where not exists (select 1 from customer where customer.id = conversation.customer_id)",
        "select count(*) from outbox
         where not exists (select 1 from message where message.id = outbox.message_id)",
    ] {
        found.homeless += count(reader, orphans, [])?;
    }
    Ok(())
}

fn newest(reader: &Reader<'_>, found: &mut Differences) -> Result<(), DbError> {
    found.newest = count(
        reader,
        "select count(*) from conversation where last_message_id <> coalesce(
           (select max(message.id) from message where message.conversation_id = conversation.id
              and message.internal = 0 and message.author <> 'system'), 0)",
        [],
    )?;
    Ok(())
}

fn clocks(reader: &Reader<'_>, found: &mut Differences) -> Result<(), DbError> {
    found.waiting = waiting_clock::differences(reader)?.len() as u64;
    found.outbox = count(
        reader,
        "select count(*) from outbox join message on message.id = outbox.message_id
         where outbox.state <> message.delivery",
        [],
    )?;
    Ok(())
}

fn index(reader: &Reader<'_>, found: &mut Differences) -> Result<(), DbError> {
    let night = reader.now.0 / 86_400_000;
    found.unfound = search::unfound(reader, night)?.map_or(0, |unfound| unfound.count);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn what_does_not_agree_is_counted() {
        let mut memory = Memory::new();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        while memory.act(search::catch_up).unwrap() {}
        let look = |memory: &mut Memory| memory.act(|tx| differences(tx)).unwrap();
        assert_eq!(look(&mut memory), Differences::default(), "the premise");
        let break_by = |memory: &mut Memory, sql: &str| {
            memory
                .act(|tx| {
                    tx.execute("pragma defer_foreign_keys = on", [])?;
                    tx.execute(sql, [])
                })
                .unwrap();
        };
        break_by(
            &mut memory,
            "update conversation set last_message_id = last_message_id + 7",
        );
        break_by(&mut memory, "update conversation set waiting_since = 5");
        break_by(&mut memory, "delete from message_search");
        break_by(
            &mut memory,
            "insert into content (id, sha256, size, started_at) values (9, null, 3, 1)",
        );
        let found = look(&mut memory);
        assert_eq!((found.newest, found.waiting), (1, 1), "{chat}");
        assert_eq!((found.ownerless, found.unfound), (1, 1));
        assert_eq!((found.orphans(), found.counters()), (1, 2));
    }
}
