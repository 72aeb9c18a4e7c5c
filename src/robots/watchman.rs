//! Goes his round each minute: leaves a sign of life, compares the clocks, looks at the disk, the backups and the store.
//!
//! The sign is a file of a few bytes beside the house's own, never synced: a row would wake the disk each minute of an
//! idle night.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    base::time::Timestamp,
    db::{Db, DbError, Tx, disk},
    desk::{
        dispatch, missed,
        outage::{self, Cause, Outage},
        sealed, team, timer,
        trouble::{self, Kind},
    },
};

const ROUND: Duration = Duration::from_secs(60);

/// A backup that is older tells of one that no longer works; a house that is younger needs none yet.
const STALE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What the watchman goes by.
pub struct Watchman {
    /// The file with the sign of life.
    pub sign: PathBuf,
    /// When the newest backup was made, as far as the house knows; `None`: backups are nobody's business here.
    pub newest_backup: Option<Box<dyn Fn() -> Option<Timestamp> + Send + Sync>>,
}

/// What is found on a round.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    disk: Option<&'static str>,
    backup: Option<Option<Timestamp>>,
    once: Once,
}

/// What is found once, and is kept until it is written down: on a disk that is full it waits until there is room again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Once {
    /// By how many seconds the clock jumped.
    jumps: Vec<i64>,
    /// When nobody was here.
    dark: Vec<Outage>,
}

/// Goes his rounds for ever. The first comes at once.
pub async fn run(db: Db, watchman: Watchman) {
    let mut once = Once {
        dark: before(&db, &watchman).into_iter().collect(),
        ..Once::default()
    };
    let mut seen = Seen::now(&db);
    loop {
        let looked = Seen::now(&db);
        let passed = seen.until(&looked);
        once.jumps.extend(passed.jump_s);
        once.dark.extend(passed.slept.map(|slept| Outage {
            from: looked.wall.minus(slept),
            until: looked.wall,
            cause: Cause::Asleep,
        }));
        seen = looked;
        once = round(&db, &watchman, once).await;
        leave_sign(&watchman.sign, db.clock().now(), "");
        tokio::time::sleep(ROUND).await;
    }
}

/// One of them. Answers what could not be written down.
async fn round(db: &Db, watchman: &Watchman, once: Once) -> Once {
    let found = Found {
        disk: disk(db),
        backup: watchman.newest_backup.as_ref().map(|newest| newest()),
        once: once.clone(),
    };
    match report(db, found).await {
        Ok(()) => Once::default(),
        // The writer has told why, once; the screens read it from him.
        Err(DbError::Storage(_)) => once,
        Err(error) => {
            tracing::error!(%error, "troubles could not be written down");
            once
        }
    }
}

/// Leaves a sign of life; `how` is `closed` when it is the last one. Whatever happens meanwhile, there is always a whole
/// one.
pub fn leave_sign(sign: &Path, now: Timestamp, how: &str) {
    let fresh = sign.with_extension("new");
    let written = disk::private(&fresh)
        .and_then(|mut file| file.write_all(format!("{} {how}", now.0).as_bytes()))
        .and_then(|()| fs::rename(&fresh, sign));
    if let Err(error) = written {
        tracing::debug!(%error, "no sign of life could be left");
    }
}

/// The house opens: how long was it dark?
fn before(db: &Db, watchman: &Watchman) -> Option<Outage> {
    let text = fs::read_to_string(&watchman.sign).unwrap_or_default();
    let (from, cause) = outage::read_sign(&text)?;
    let until = db.clock().now();
    Some(Outage { from, until, cause })
}

fn disk(db: &Db) -> Option<&'static str> {
    let space = db.space().ok()?;
    match (space.has_room_for(0), space.is_low()) {
        (false, _) => Some("refusing"),
        (true, true) => Some("low"),
        (true, false) => None,
    }
}

/// Writes only when something has changed: an idle house stays idle.
async fn report(db: &Db, found: Found) -> Result<(), DbError> {
    let ask = found.clone();
    let is_news = db
        .read::<_, DbError>(move |reader| {
            let is_known = |kind: Kind| trouble::find(reader, kind, "");
            Ok(ask.once != Once::default()
                || is_known(Kind::Disk)?.as_deref() != ask.disk
                || is_known(Kind::Key)? != sealed::trouble(reader)?
                || is_known(Kind::Backup)? != stale(&ask, team::first_joined(reader)?, reader.now)
                || outage::forgets_jump(reader)?)
        })
        .await?;
    if is_news {
        db.write::<_, DbError>(move |tx| note(tx, &found)).await?;
    }
    Ok(())
}

fn note(tx: &mut Tx<'_>, found: &Found) -> Result<(), DbError> {
    if outage::forgets_jump(tx)? {
        trouble::clear(tx, Kind::Clock, "")?;
    }
    for seconds in &found.once.jumps {
        outage::jumped(tx, *seconds)?;
        if *seconds < 0 {
            dispatch::clock_was_set_back(tx, seconds.unsigned_abs())?;
            timer::clock_was_set_back(tx, seconds.unsigned_abs())?;
        }
    }
    for dark in &found.once.dark {
        missed::record(tx, *dark)?;
    }
    let backup = stale(found, team::first_joined(tx)?, tx.now);
    for (kind, detail) in [
        (Kind::Disk, found.disk.map(ToOwned::to_owned)),
        (Kind::Backup, backup),
        (Kind::Key, sealed::trouble(tx)?),
    ] {
        match detail {
            Some(detail) => trouble::raise(tx, kind, "", &detail)?,
            None => trouble::clear(tx, kind, "")?,
        }
    }
    Ok(())
}

/// The detail of a backup's trouble, if there is one: the instant of the newest, or nothing.
fn stale(found: &Found, first_joined: Option<Timestamp>, now: Timestamp) -> Option<String> {
    let newest = found.backup?;
    let since = newest.or(first_joined)?;
    (now.since(since) > STALE).then(|| newest.map_or_else(String::new, |at| at.0.to_string()))
}

/// Three clocks at one moment.
struct Seen {
    wall: Timestamp,
    running: Option<Duration>,
    awake: Instant,
    by_hand: bool,
}

impl Seen {
    fn now(db: &Db) -> Self {
        Self {
            wall: db.clock().now(),
            running: uptime(),
            awake: Instant::now(),
            by_hand: db.clock().is_by_hand(),
        }
    }

    fn until(&self, later: &Self) -> outage::Passed {
        if self.by_hand {
            return outage::Passed::default();
        }
        let running = match (self.running, later.running) {
            (Some(before), Some(after)) => Some(after.saturating_sub(before)),
            _ => None,
        };
        let awake = later.awake.duration_since(self.awake);
        outage::judge(later.wall.0.saturating_sub(self.wall.0), running, awake)
    }
}

/// How long the machine has run, with the time it slept: on Linux alone, where a file says so.
fn uptime() -> Option<Duration> {
    let text = fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::time::Clock,
        db::memory::Memory,
        desk::{cast, channel::ChannelKind, post},
    };

    #[test]
    fn what_was_put_off_does_not_wait_for_a_clock_that_was_set_back() {
        let left_after = |jump_s: i64| {
            let mut memory = Memory::new();
            let act = |tx: &mut Tx<'_>| {
                let mailbox = cast::account(tx, ChannelKind::Email, "help@kettle.example")?;
                let mail = post::Mail {
                    recipient: "ana@kettle.example",
                    subject: "The week",
                    text: "",
                    html: "",
                };
                post::report(tx, &mailbox, &mail)?;
                tx.execute("update post set due_at = due_at + 7230000", [])?;
                let found = Found {
                    disk: None,
                    backup: None,
                    once: Once {
                        jumps: vec![jump_s],
                        ..Once::default()
                    },
                };
                note(tx, &found)?;
                let now = tx.now;
                let left: i64 = tx.get("select due_at - ?1 from post", [now], |row| row.get(0))?;
                Ok::<_, DbError>(left)
            };
            memory.act(act).unwrap() / 1_000
        };
        assert_eq!(left_after(-7_200), 30);
        assert_eq!(left_after(-9_000), 0, "it is due");
        assert_eq!(
            left_after(7_200),
            7_230,
            "what was set forward is due by itself"
        );
    }

    #[test]
    fn a_backup_is_missed_after_a_week() {
        let day = 24 * 60 * 60 * 1000;
        let at = |days: i64| Timestamp(days * day);
        for (watched, newest, joined, now, expected) in [
            (false, None, Some(0), 30, None),
            (true, None, None, 30, None),
            (true, None, Some(0), 7, None),
            (true, None, Some(0), 8, Some(String::new())),
            (true, Some(5), Some(0), 12, None),
            (true, Some(5), Some(0), 13, Some(at(5).0.to_string())),
        ] {
            let found = Found {
                disk: None,
                backup: watched.then(|| newest.map(at)),
                once: Once::default(),
            };
            let told = stale(&found, joined.map(at), at(now));
            assert_eq!(told, expected, "{newest:?} {now}");
        }
    }

    #[tokio::test]
    async fn what_could_not_be_written_down_is_kept_for_the_next_round() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.db");
        let db = Db::open(&path, Clock::machine(), Box::new(|_| ())).unwrap();
        let watchman = Watchman {
            sign: folder.path().join("alive"),
            newest_backup: None,
        };
        fs::write(&watchman.sign, "1700000000000").unwrap();
        let once = Once {
            dark: before(&db, &watchman).into_iter().collect(),
            ..Once::default()
        };
        assert_eq!(once.dark.len(), 1);
        let change = async |sql: &'static str| {
            let changed = db.write::<_, DbError>(move |tx| tx.execute(sql, []));
            changed.await.unwrap();
        };
        change(
            "create trigger refuses before insert on outage
             begin select raise(abort, 'there is no room'); end",
        )
        .await;
        let left = round(&db, &watchman, once.clone()).await;
        assert_eq!(left, once);
        change("drop trigger refuses").await;
        let left = round(&db, &watchman, left).await;
        assert_eq!(left, Once::default());
        let known = db.read::<_, DbError>(|reader| outage::newest(reader, 9));
        assert_eq!(known.await.unwrap(), once.dark);
        db.close();
    }
}
