//! What may lie where a file should be, and that it stays as it was.

use std::{collections::BTreeMap, ffi::OsString, fs, time::Duration};

use tempfile::TempDir;

use super::*;
use crate::{
    base::time::{Clock, Timestamp},
    db::Db,
};

/// A folder with a house's file.
struct Folder(TempDir);

impl Folder {
    fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A house that was closed.
    fn closed() -> Self {
        let folder = Self::empty();
        let db = folder.open().unwrap();
        say(&db, "good evening");
        db.close();
        folder
    }

    /// A house that was killed after somebody said `words`.
    fn killed(words: &str) -> Self {
        let (house, killed) = (Self::empty(), Self::empty());
        let db = house.open().unwrap();
        say(&db, words);
        for ending in ["", "-wal", "-open"] {
            fs::copy(house.path(ending), killed.path(ending)).unwrap();
        }
        db.close();
        killed
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.0.path().join(format!("house.db{ending}"))
    }

    fn open(&self) -> Result<Db, SchemaError> {
        let clock = Clock::by_hand(Timestamp(0));
        Db::open(&self.path(""), clock, Box::new(|_| {}))
    }

    /// Every file and its bytes, but for the index that SQLite makes of a log.
    fn contents(&self) -> BTreeMap<OsString, Vec<u8>> {
        fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path() != self.path("-shm"))
            .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
            .collect()
    }

    /// The file is refused in these words, and stays as it is.
    fn is_refused(&self, words: &str) {
        let before = self.contents();
        let error = match self.open() {
            Ok(db) => {
                db.close();
                panic!("it was opened instead of: {words}");
            }
            Err(error) => error.to_string(),
        };
        assert!(error.contains(words), "{error}");
        assert!(error.contains("Nothing was changed"), "{error}");
        assert!(before == self.contents(), "it was touched: {error}");
    }
}

fn say(db: &Db, words: &str) {
    let words = words.to_owned();
    db.write_blocking::<_, DbError>(move |tx| {
        tx.execute(
            "insert or replace into setting (key, value) values ('said', ?1)",
            [&words],
        )
    })
    .unwrap();
}

fn said(db: &Db) -> String {
    db.peek::<_, DbError>(|reader| {
        reader.get("select value from setting where key = 'said'", [], |row| {
            row.get(0)
        })
    })
    .unwrap()
}

#[test]
fn closed_house_is_one_file() {
    let folder = Folder::closed();
    let contents = folder.contents();
    let names: Vec<_> = contents.keys().collect();
    assert_eq!(names, ["house.db", "house.db-wal"]);
    assert!(contents[&OsString::from("house.db-wal")].is_empty());
    fs::remove_file(folder.path("-wal")).unwrap();
    let db = folder.open().unwrap();
    assert_eq!(said(&db), "good evening");
    db.close();
}

#[test]
fn killed_house_has_what_was_said() {
    let folder = Folder::killed("good morning");
    assert_eq!(inspect(&folder.path(""), false).unwrap(), Left::InTheMiddle);
    let db = folder.open().unwrap();
    assert_eq!(said(&db), "good morning");
    db.close();
    assert_eq!(inspect(&folder.path(""), false).unwrap(), Left::Closed);
}

#[test]
fn house_killed_before_its_log_had_a_name_opens() {
    let folder = Folder::closed();
    let connection = connect(&folder.path(""), Use::Write).unwrap();
    connection
        .pragma_update(None, "user_version", SCHEMA_VERSION)
        .unwrap();
    drop(connection);
    assert!(fs::metadata(folder.path("-wal")).unwrap().len() > 4096);
    assert!(!folder.path("-open").exists());
    let db = folder.open().unwrap();
    assert_eq!(said(&db), "good evening");
    db.close();
}

#[test]
fn log_keeps_its_name_however_often_it_begins_anew() {
    let (house, killed) = (Folder::empty(), Folder::empty());
    let db = house.open().unwrap();
    say(&db, "good evening");
    let name = fs::read(house.path("-open")).unwrap();
    let beginnings = || {
        let log = fs::read(house.path("-wal")).unwrap();
        u32::from_be_bytes([log[12], log[13], log[14], log[15]])
    };
    let first = beginnings();
    // Five megabytes each time: after ten at the latest the writer waits until the log is copied.
    let mut longest = 0;
    for _ in 0..14 {
        db.write_blocking::<_, DbError>(|tx| {
            tx.execute(
                "insert or replace into setting (key, value) values ('heavy', hex(randomblob(2500000)))",
                [],
            )
        })
        .unwrap();
        longest = longest.max(fs::metadata(house.path("-wal")).unwrap().len());
    }
    assert!(beginnings() > first, "the premise");
    assert!(longest < 64 * 1024 * 1024, "the log grew to {longest}");
    assert_eq!(fs::read(house.path("-open")).unwrap(), name);
    say(&db, "good night");
    for ending in ["", "-wal", "-open"] {
        fs::copy(house.path(ending), killed.path(ending)).unwrap();
    }
    db.close();
    let db = killed.open().unwrap();
    assert_eq!(said(&db), "good night");
    db.close();
}

#[test]
fn cut_off_file_is_refused() {
    let length = fs::metadata(Folder::closed().path("")).unwrap().len();
    for (kept, words) in [
        (length - 1, "is cut off"),
        (length / 2, "is cut off"),
        (4096, "is cut off"),
        (50, "too short"),
        (0, "is empty"),
    ] {
        let folder = Folder::closed();
        fs::OpenOptions::new()
            .write(true)
            .open(folder.path(""))
            .unwrap()
            .set_len(kept)
            .unwrap();
        folder.is_refused(words);
    }
}

#[test]
fn flipped_bytes_are_noticed_on_every_page() {
    let folder = Folder::closed();
    let sound = fs::read(folder.path("")).unwrap();
    let pages = sound.len() / 4096;
    assert!(pages > 30, "{pages}");
    for page in 0..pages {
        let mut damaged = sound.clone();
        for byte in &mut damaged[page * 4096..page * 4096 + 16] {
            *byte = !*byte;
        }
        fs::write(folder.path(""), damaged).unwrap();
        folder.is_refused("damaged");
    }
    fs::write(folder.path(""), sound).unwrap();
    folder.open().unwrap().close();
}

#[test]
fn file_of_another_program_is_refused() {
    let folder = Folder::empty();
    let other = Connection::open(folder.path("")).unwrap();
    other
        .execute_batch("pragma journal_mode = wal; create table t (x); insert into t values (1)")
        .unwrap();
    drop(other);
    folder.is_refused("not a file of Shopbell's: its application id");
    fs::write(folder.path(""), "Dear diary, ".repeat(100)).unwrap();
    folder.is_refused("not a file of Shopbell's: it is no SQLite file");
}

#[test]
fn file_of_a_newer_program_says_which_is_needed() {
    let folder = Folder::closed();
    let connection = Connection::open(folder.path("")).unwrap();
    connection
        .execute_batch(&format!(
            "update setting set value = '\"7.2.0\"' where key = 'written_by';
             pragma user_version = {}",
            SCHEMA_VERSION + 4
        ))
        .unwrap();
    drop(connection);
    folder.is_refused("written by a newer Shopbell (7.2.0) and has schema 5");
    folder.is_refused("install Shopbell 7.2.0 again");
}

#[test]
fn newer_schema_in_the_log_is_refused_as_well() {
    let folder = Folder::closed();
    let db = folder.open().unwrap();
    // The log is ours, and a newer program went on with it.
    say(&db, "good night");
    let connection = connect(&folder.path(""), Use::Write).unwrap();
    connection
        .pragma_update(None, "user_version", SCHEMA_VERSION + 4)
        .unwrap();
    let killed = Folder::empty();
    for ending in ["", "-wal", "-open"] {
        fs::copy(folder.path(ending), killed.path(ending)).unwrap();
    }
    db.close();
    killed.is_refused("has schema 5");
}

#[test]
fn log_of_another_house_is_refused() {
    let (ours, theirs) = (Folder::killed("ours"), Folder::killed("theirs"));
    fs::copy(theirs.path("-wal"), ours.path("-wal")).unwrap();
    ours.is_refused("-wal does not belong to it");

    let closed = Folder::closed();
    fs::copy(theirs.path("-wal"), closed.path("-wal")).unwrap();
    closed.is_refused("-wal does not belong to it");

    // As the words say: without that log it goes on.
    fs::remove_file(closed.path("-wal")).unwrap();
    let db = closed.open().unwrap();
    assert_eq!(said(&db), "good evening");
    db.close();
}

#[test]
fn journal_is_never_ours() {
    let folder = Folder::closed();
    fs::write(folder.path("-journal"), "undo this").unwrap();
    folder.is_refused("-journal does not belong to it");
}

#[test]
fn log_without_its_file_is_kept() {
    let folder = Folder::killed("important");
    fs::remove_file(folder.path("")).unwrap();
    folder.is_refused("the file is gone");
}

#[test]
fn log_that_another_program_copied_and_removed_is_no_reason_to_stay_closed() {
    let folder = Folder::killed("important");
    let other = Connection::open(folder.path("")).unwrap();
    other
        .query_row("select count(*) from setting", [], |_| Ok(()))
        .unwrap();
    drop(other);
    assert!(!folder.path("-wal").exists());
    assert_eq!(
        inspect(&folder.path(""), false).unwrap(),
        Left::WithoutItsLog
    );
    let db = folder.open().unwrap();
    assert_eq!(said(&db), "important");
    db.close();
}

#[test]
fn damage_below_the_glance_is_found_in_the_background() {
    let (folder, killed) = (Folder::empty(), Folder::empty());
    let db = folder.open().unwrap();
    // More than is looked through at a start.
    db.write_blocking::<_, DbError>(|tx| {
        tx.execute(
            "insert into setting (key, value)
             with recursive n (n) as (select 1 union all select n + 1 from n where n < 2000)
             select printf('filler %05d', n), hex(randomblob(1000)) from n",
            [],
        )
    })
    .unwrap();
    db.close();
    let db = folder.open().unwrap();
    say(&db, "something");
    for ending in ["", "-wal", "-open"] {
        fs::copy(folder.path(ending), killed.path(ending)).unwrap();
    }
    db.close();
    // Somewhere in the middle of the filler.
    let mut bytes = fs::read(killed.path("")).unwrap();
    let pages = bytes.len() / 4096;
    bytes[(pages - 300) * 4096..(pages - 300) * 4096 + 100].fill(0x5a);
    fs::write(killed.path(""), bytes).unwrap();

    let db = killed.open().unwrap();
    let trouble = (0..2_000)
        .find_map(|_| {
            std::thread::sleep(Duration::from_millis(5));
            db.trouble()
        })
        .expect("the damage is found");
    assert!(trouble.is_damage, "{trouble:?}");
    let refused = db.write_blocking::<_, DbError>(|tx| tx.execute("delete from setting", []));
    assert!(matches!(refused, Err(DbError::Storage(_))), "{refused:?}");
    assert_eq!(said(&db), "something", "reading goes on");
    db.close();
}

/// As a program does that copies the log elsewhere: it keeps tables of its own, and ends the log itself.
fn replicate(path: &Path) {
    let other = Connection::open(path).unwrap();
    other
        .execute_batch(
            "create table if not exists _litestream_seq (id integer primary key, seq integer);
             insert into _litestream_seq (seq) values (1)",
        )
        .unwrap();
    // The last to go removes the log; the next one begins a log of another name.
    drop(other);
    let other = Connection::open(path).unwrap();
    other
        .execute_batch("insert into _litestream_seq (seq) values (2)")
        .unwrap();
    let log = log::log_of(path);
    let bytes = fs::read(&log).unwrap();
    drop(other);
    assert!(!bytes.is_empty(), "the premise");
    fs::write(&log, bytes).unwrap();
}

#[test]
fn log_that_another_program_copies_elsewhere_is_left_to_it() {
    let opening = Opening {
        is_replicated: true,
        ..Opening::default()
    };
    let open = |folder: &Folder| {
        let clock = Clock::by_hand(Timestamp(0));
        Db::open_so(&folder.path(""), clock, Box::new(|_| {}), &opening)
    };
    let folder = Folder::closed();
    replicate(&folder.path(""));
    folder.is_refused("-wal does not belong to it");
    let db = open(&folder).unwrap();
    let length = || fs::metadata(folder.path("")).unwrap().len();
    let before = length();
    // So much is copied into the file long before in a house by itself.
    for _ in 0..4 {
        db.write_blocking::<_, DbError>(|tx| {
            tx.execute(
                "insert or replace into setting (key, value) values ('heavy', hex(randomblob(2500000)))",
                [],
            )
        })
        .unwrap();
    }
    say(&db, "good night");
    db.close();
    assert_eq!(length(), before, "the log was copied");
    assert!(fs::metadata(folder.path("-wal")).unwrap().len() > 16_000_000);

    // Closed or open, with the word for it or without: it goes on.
    for _ in 0..2 {
        replicate(&folder.path(""));
        let db = open(&folder).unwrap();
        assert_eq!(said(&db), "good night");
        db.close();
    }
    replicate(&folder.path(""));
    let db = folder.open().unwrap();
    assert_eq!(said(&db), "good night");
    db.close();
    // Without the word, the log is the house's own again.
    replicate(&folder.path(""));
    folder.is_refused("-wal does not belong to it");
}
