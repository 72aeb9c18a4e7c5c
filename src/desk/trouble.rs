//! What is wrong with the house, until it is mended (O13). Anything may raise a trouble and clear it; each is
//! told once on the screens, and again when it changes; by other doors once, and again for each step that it grows worse.

pub mod difference;
pub mod telling;
mod words;

use serde::Serialize;

use crate::{
    base::{id::EventId, time::Timestamp},
    db::{DbError, Reader, Row, Tx, named_params},
    desk::event::{self, About},
    stored_as_word,
};

/// What sort of trouble; its words on screen are `trouble-` and this word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The disk fills up. Its detail is `low`, or `refusing` once files are refused.
    Disk,
    /// There is no recent backup. Its detail is the day of the newest, or nothing. With the subject `failed`: the last one
    /// came to nothing, and the detail says why.
    Backup,
    /// The nightly look at the house found a difference. Its subject is in what, its detail how many and one of them.
    Check,
    /// What the machine's bell was to do failed. Its detail says how.
    Bell,
    /// The clock jumped. Its detail is by how many seconds.
    Clock,
    /// A channel is in trouble. Its subject is the channel's id, its detail what the platform said.
    Channel,
    /// A webhook does not get there. Its subject is the webhook's id, its detail what came back, or `gone` when it was
    /// switched off because its receiver wants no more, or `locked` when its secret cannot be read.
    Webhook,
    /// Secrets cannot be read, because the key to them is not here. Its detail is how many.
    Key,
    /// The door for HTTPS cannot be opened, or its certificate cannot be got or used. Its detail says why.
    Https,
    /// The relay is not reached, or does not take this house. Its detail says why.
    Relay,
}

/// The subject of a backup's trouble that says why the last one came to nothing; the one without a subject says that there is
/// none of late.
pub const FAILED: &str = "failed";

stored_as_word!(Kind {
    Disk = "disk",
    Backup = "backup",
    Check = "check",
    Bell = "bell",
    Clock = "clock",
    Channel = "channel",
    Webhook = "webhook",
    Key = "key",
    Https = "https",
    Relay = "relay",
});

/// One trouble as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What sort.
    pub kind: Kind,
    /// What it concerns; empty: the house.
    pub subject: String,
    /// What that is called now, if it has a name.
    pub name: String,
    /// More.
    pub detail: String,
    /// Since when.
    pub since: Timestamp,
    /// The event that told of it.
    pub event: EventId,
    /// Whether an admin has put it aside.
    pub is_dismissed: bool,
}

/// Longest detail kept, in characters: the end of what a program said is enough.
const LONGEST: usize = 400;

#[derive(Serialize)]
struct Told<'a> {
    what: &'static str,
    kind: &'static str,
    subject: &'a str,
}

impl Kind {
    /// How bad it is with this detail: 0, or 1 where it has grown worse.
    fn step(self, detail: &str) -> u8 {
        u8::from(matches!(
            (self, detail),
            (Self::Disk, "refusing") | (Self::Webhook, "gone")
        ))
    }
}

/// Something is wrong. Nothing happens while the same is known with the same detail.
pub fn raise(tx: &mut Tx<'_>, kind: Kind, subject: &str, detail: &str) -> Result<(), DbError> {
    raise_to(tx, kind, subject, detail, kind.step(detail))
}

/// As [`raise`], where its words do not say how bad it is: 0, or more where it has grown worse.
pub fn raise_to(
    tx: &mut Tx<'_>,
    kind: Kind,
    subject: &str,
    detail: &str,
    step: u8,
) -> Result<(), DbError> {
    let detail: String = detail.chars().take(LONGEST).collect();
    let known = find(tx, kind, subject)?;
    if known.is_some_and(|known| known == detail) {
        return Ok(());
    }
    let told = Told {
        what: "trouble",
        kind: kind.word(),
        subject,
    };
    let event = event::record(tx, event::Kind::House, About::default(), &told)?;
    let now = tx.now;
    // What comes back before anybody was told that it is over was told already.
    let (told_at, told_step) = telling::is_back(tx, kind, subject)?.unzip();
    tx.execute(
        "insert into trouble (kind, subject, detail, since, event_id, told_at, step, told_step)
         values (:kind, :subject, :detail, :now, :event, :told_at, :step, :told_step)
         on conflict (kind, subject) do update
           set detail = excluded.detail, event_id = excluded.event_id, step = excluded.step, dismissed_at = null",
        named_params! {
            ":kind": kind, ":subject": subject, ":detail": detail, ":now": now, ":event": event.id,
            ":told_at": told_at, ":step": step, ":told_step": told_step.unwrap_or(0),
        },
    )?;
    telling::look_soon(tx)
}

/// It is mended. Nothing happens where nothing was wrong.
pub fn clear(tx: &mut Tx<'_>, kind: Kind, subject: &str) -> Result<(), DbError> {
    telling::is_over(tx, kind, subject)?;
    remove(tx, kind, subject, "mended")
}

/// What it concerns was put to rest, or is there no more: it is nobody's trouble any longer, and nobody is told that it was
/// mended, since it was not.
pub fn forget(tx: &mut Tx<'_>, kind: Kind, subject: &str) -> Result<(), DbError> {
    remove(tx, kind, subject, "forgotten")
}

fn remove(tx: &mut Tx<'_>, kind: Kind, subject: &str, what: &'static str) -> Result<(), DbError> {
    let gone = tx.execute(
        "delete from trouble where kind = ?1 and subject = ?2",
        (kind, subject),
    )?;
    if gone > 0 {
        let told = Told {
            what,
            kind: kind.word(),
            subject,
        };
        event::record(tx, event::Kind::House, About::default(), &told)?;
    }
    Ok(())
}

/// The detail of a known trouble.
pub fn find(reader: &Reader<'_>, kind: Kind, subject: &str) -> Result<Option<String>, DbError> {
    reader.find(
        "select detail from trouble where kind = ?1 and subject = ?2",
        (kind, subject),
        |row| row.get(0),
    )
}

/// Puts a trouble aside as it stood when it was read (`event`): it comes back when it changes.
pub fn dismiss(tx: &mut Tx<'_>, event: EventId) -> Result<(), DbError> {
    let now = tx.now;
    let put = tx.execute(
        "update trouble set dismissed_at = ?2 where event_id = ?1 and dismissed_at is null",
        (event, now),
    )?;
    if put > 0 {
        let told = Told {
            what: "dismissed",
            kind: "",
            subject: "",
        };
        event::record(tx, event::Kind::House, About::default(), &told)?;
    }
    Ok(())
}

/// Everything that is wrong, the newest first.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Trouble>, DbError> {
    let sql = format!("select {COLUMNS} from trouble order by event_id desc");
    reader.list(&sql, [], from_row)
}

const COLUMNS: &str = "kind, subject, detail, since, event_id, dismissed_at is not null,
    coalesce((select name from channel where trouble.kind = 'channel' and channel.id = subject),
      (select name from webhook where trouble.kind = 'webhook' and webhook.id = subject), '')";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Trouble> {
    Ok(Trouble {
        kind: row.get(0)?,
        subject: row.get(1)?,
        detail: row.get(2)?,
        since: row.get(3)?,
        event: row.get(4)?,
        is_dismissed: row.get(5)?,
        name: row.get(6)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    #[test]
    fn trouble_is_told_once_put_aside_and_told_again_when_it_changes() {
        let mut memory = Memory::new();
        let events = |memory: &mut Memory| memory.act(|tx| event::newest(tx)).unwrap();
        let stand = |memory: &mut Memory| memory.act(|tx| all(tx)).unwrap();
        memory.act(|tx| raise(tx, Kind::Disk, "", "low")).unwrap();
        let first = events(&mut memory);
        memory.act(|tx| raise(tx, Kind::Disk, "", "low")).unwrap();
        assert_eq!(events(&mut memory), first, "the same is not told again");
        let began = stand(&mut memory)[0].since;
        memory.act(|tx| dismiss(tx, first)).unwrap();
        memory.advance(std::time::Duration::from_secs(60));
        memory.act(|tx| raise(tx, Kind::Disk, "", "low")).unwrap();
        assert!(stand(&mut memory)[0].is_dismissed);
        memory
            .act(|tx| raise(tx, Kind::Disk, "", "refusing"))
            .unwrap();
        let one = stand(&mut memory).remove(0);
        assert!(!one.is_dismissed);
        assert_eq!((one.since, one.detail.as_str()), (began, "refusing"));
        // What was read before it changed puts nothing aside.
        memory.act(|tx| dismiss(tx, first)).unwrap();
        assert!(!stand(&mut memory)[0].is_dismissed);
        memory
            .act(|tx| raise(tx, Kind::Channel, "Shop", "401"))
            .unwrap();
        memory.act(|tx| clear(tx, Kind::Disk, "")).unwrap();
        assert_eq!(stand(&mut memory).len(), 1, "each is a row of its own");
        let last = events(&mut memory);
        memory.act(|tx| clear(tx, Kind::Disk, "")).unwrap();
        assert_eq!(events(&mut memory), last);
    }
}
