//! What a backup must not be: damaged, half, or in the place of something else.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

use super::{backup, folder, key, restore, verify};
use crate::{
    base::{
        time::{Clock, Timestamp},
        vault::Vault,
    },
    db::DbError,
    desk::{
        arrival::{self, Greeting},
        attachment::{
            AttachmentKind, Uploader,
            digest::Digest,
            read,
            store::{self, NewFile, PIECE, StoreError},
        },
        channel::{self, Settings},
        conversation::say::Draft,
        customer::visitor,
    },
};

pub(super) const NOW: Timestamp = Timestamp(1_763_733_723_000);

/// A house that is closed, with one chat and one file of three pieces in it.
pub(super) struct House(TempDir);

impl House {
    pub(super) fn closed() -> Self {
        let house = Self(TempDir::new().unwrap());
        let _lock = folder::lock(&house.data()).unwrap();
        let db = folder::open_file(&house.data(), &house.vault(), Clock::by_hand(NOW)).unwrap();
        db.write_blocking::<_, StoreError>(|tx| {
            let channel = channel::add_web_chat(tx, "Shop", &Settings::default())?;
            let begun = arrival::begin(tx, &channel, &Greeting::default())?;
            let visitor = visitor::resolve(tx, begun.token.hash())?.unwrap();
            let uploader = Uploader::Customer(visitor.identity);
            let bytes: Vec<u8> = (0..PIECE * 2 + 100).map(|n| (n % 251) as u8).collect();
            let upload = store::begin(tx, uploader, &plan())?;
            for (position, piece) in (0..).zip(bytes.chunks(PIECE)) {
                store::append(tx, &upload, position, piece)?;
            }
            let stored = read::digest(tx, upload.content)?;
            store::finish(tx, &upload, &Digest::of(&bytes), &stored)?;
            let draft = Draft {
                text: "Here is the plan.".to_owned(),
                attachments: vec![upload.id],
                key: None,
                ..Default::default()
            };
            arrival::message(tx, visitor, &draft).unwrap();
            Ok(())
        })
        .unwrap();
        db.close();
        house
    }

    pub(super) fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// The key to what it keeps secret.
    pub(super) fn vault(&self) -> Vault {
        key::take(&key::within(&self.data())).unwrap()
    }

    /// Changes the file behind Shopbell's back.
    pub(super) fn change(&self, sql: &str) {
        let connection = rusqlite::Connection::open(folder::file(&self.data())).unwrap();
        connection
            .execute_batch(&format!("pragma foreign_keys = off; {sql}"))
            .unwrap();
    }

    fn backups(&self) -> Vec<PathBuf> {
        files_in(&self.data().join("backups"))
    }
}

fn plan() -> NewFile {
    NewFile {
        kind: AttachmentKind::File,
        name: "plan.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        width: None,
        height: None,
        duration_ms: None,
        levels: String::new(),
        announced_size: 0,
    }
}

pub(super) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn backup_is_the_house() {
    let house = House::closed();
    let made = backup::make(&house.data(), None, NOW).unwrap();
    assert!(
        made.path
            .ends_with("backups/shopbell-2025-11-21T14-02-03Z.db")
    );
    assert_eq!((made.holding.messages, made.holding.chats), (1, 1));
    assert_eq!(made.holding.stored.files, 1);
    assert_eq!(made.holding.stored.bytes, PIECE as u64 * 2 + 100);
    // Two within a second do not meet.
    let second = backup::make(&house.data(), None, NOW).unwrap();
    assert!(second.path.ends_with("shopbell-2025-11-21T14-02-03Z-2.db"));
    assert_eq!(house.backups().len(), 2);

    let other = TempDir::new().unwrap();
    let restored = restore::restore(&made.path, &other.path().join("data")).unwrap();
    assert_eq!(restored.holding, made.holding);
    assert_eq!(
        fs::read(restored.path).unwrap(),
        fs::read(made.path).unwrap()
    );
    assert_eq!(
        verify::house(&other.path().join("data")).unwrap(),
        made.holding
    );
}

#[test]
fn what_is_not_sound_is_named_and_gets_no_good_name() {
    for (change, words) in [
        (
            "update content_chunk set bytes = zeroblob(length(bytes)) where position = 1",
            "“plan.pdf” is not what was sent: 524388 of 524388 bytes are there, and they have changed",
        ),
        (
            "delete from content_chunk where position = 2",
            "“plan.pdf” is not what was sent: 524288 of 524388 bytes are there",
        ),
        (
            "update content set sha256 = null",
            "names the file “plan.pdf”, which is incomplete",
        ),
        (
            "delete from customer",
            "names a row of customer that does not exist",
        ),
    ] {
        let house = House::closed();
        assert!(verify::house(&house.data()).is_ok(), "the premise");
        house.change(change);
        let told = format!("{:#}", verify::house(&house.data()).unwrap_err());
        assert!(told.contains(words) && told.contains("damaged"), "{told}");
        let told = format!("{:#}", backup::make(&house.data(), None, NOW).unwrap_err());
        assert!(
            told.contains(words) && told.contains("no backup was made"),
            "{told}"
        );
        assert!(house.backups().is_empty(), "{:?}", house.backups());
    }
}

#[test]
fn backup_of_a_house_in_service_does_not_wait_for_it() {
    let house = House::closed();
    let _lock = folder::lock(&house.data()).unwrap();
    let db = folder::open_file(&house.data(), &house.vault(), Clock::by_hand(NOW)).unwrap();
    let (begun, begin) = std::sync::mpsc::channel();
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let writing = db.clone();
    // Somebody writes, and is not done yet.
    let writer = std::thread::spawn(move || {
        writing.write_blocking::<_, DbError>(move |tx| {
            tx.execute("update customer set revision = revision", [])?;
            begun.send(()).unwrap();
            wait.recv().unwrap();
            Ok(())
        })
    });
    begin.recv().unwrap();
    let made = backup::make(&house.data(), None, NOW).unwrap();
    assert_eq!(made.holding.messages, 1);
    go_on.send(()).unwrap();
    writer.join().unwrap().unwrap();
    db.close();
}

#[test]
fn folder_that_holds_anything_is_left_alone() {
    let house = House::closed();
    let made = backup::make(&house.data(), None, NOW).unwrap();
    let other = TempDir::new().unwrap();
    fs::write(other.path().join("letter"), "Dear customer").unwrap();
    let told = restore::restore(&made.path, other.path()).unwrap_err();
    assert!(told.to_string().contains("is not empty"), "{told}");
    assert!(!folder::has_file(other.path()));
    assert!(other.path().join("letter").exists());
}

#[test]
fn restore_that_was_broken_off_is_begun_anew() {
    let house = House::closed();
    let made = backup::make(&house.data(), None, NOW).unwrap();
    let other = TempDir::new().unwrap();
    let part = other.path().join("shopbell.db.part");
    fs::write(&part, "half").unwrap();
    let restored = restore::restore(&made.path, other.path()).unwrap();
    assert_eq!(restored.holding, made.holding);
    assert!(folder::has_file(other.path()) && !part.exists());
}

#[test]
fn part_that_a_killed_backup_left_goes_with_a_later_one() {
    let house = House::closed();
    let folder = house.data().join("backups");
    fs::create_dir(&folder).unwrap();
    let old = folder.join("shopbell-2025-11-20T02-00-00Z.db.part");
    let growing = folder.join("shopbell-2025-11-21T14-02-02Z.db.part");
    let letter = folder.join("letter.part");
    for path in [&old, &growing, &letter] {
        fs::write(path, "half").unwrap();
    }
    let yesterday = SystemTime::now() - Duration::from_secs(24 * 60 * 60);
    for path in [&old, &letter] {
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_modified(yesterday).unwrap();
    }
    let made = backup::make(&house.data(), None, NOW).unwrap();
    assert_eq!(house.backups(), [letter, growing, made.path]);
}
