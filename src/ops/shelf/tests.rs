//! What the house makes, keeps and removes in the folder for its backups, and which folders it takes.

use std::{sync::Arc, time::Duration};

use tempfile::TempDir;

use super::*;
use crate::{
    base::time::Clock,
    db::{Db, Pace},
    desk::{
        backup::{Keep, Plan},
        hours::zone,
    },
    ops::{
        backup::{self as backups, make_own},
        drill, folder, key,
        ledger::{Drill, Failed, Made},
        tests::{House, NOW, files_in},
        verify,
    },
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn plan(keep: Keep) -> Plan {
    Plan {
        schedule: Schedule {
            keep,
            ..Schedule::default()
        },
        zone: zone::find("UTC").unwrap(),
        since: Some(NOW),
    }
}

const ONE: Keep = Keep {
    daily: 1,
    weekly: 0,
    monthly: 0,
};

fn open(house: &House) -> Db {
    folder::open_file(&house.data(), &house.vault(), Clock::by_hand(NOW)).unwrap()
}

fn make(db: &Db, house: &House, plan: &Plan, at: Timestamp) -> anyhow::Result<backups::Backup> {
    make_own(db, &house.data(), plan, at, &Pace::gentle())
}

fn names(folder: &Path) -> Vec<String> {
    files_in(folder)
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn only_what_the_house_made_is_removed_and_only_behind_a_sound_one() {
    let house = House::closed();
    let by_hand = backups::make(&house.data(), None, NOW).unwrap().path;
    let shelf = Shelf::of(&Schedule::default(), &house.data());
    std::fs::write(shelf.folder().join("letter.db"), "Dear customer").unwrap();
    let db = open(&house);
    let later = |days: u32| NOW.plus(DAY * days);
    let first = make(&db, &house, &plan(ONE), later(1)).unwrap();
    assert_eq!(first.holding.messages, 1);
    assert!(first.path.exists() && by_hand.exists());
    let second = make(&db, &house, &plan(ONE), later(2)).unwrap();
    assert!(!first.path.exists(), "the older one went");
    assert!(second.path.exists());
    // What does not prove itself costs nothing.
    db.close();
    house.change("delete from content_chunk where position = 1");
    let db = open(&house);
    let told = format!("{:#}", make(&db, &house, &plan(ONE), later(3)).unwrap_err());
    assert!(told.contains("plan.pdf"), "{told}");
    db.close();
    assert_eq!(
        names(shelf.folder()),
        [
            "letter.db",
            "shopbell-2025-11-21T14-02-03Z.db",
            "shopbell-2025-11-23T14-02-03Z.db",
            "shopbell-backups.json",
        ]
    );
    let listed = shelf.list();
    let known: Vec<_> = listed.iter().map(|one| one.holding.is_some()).collect();
    // The one by hand has the time of its file, which is now.
    assert_eq!(known.len(), 2);
    assert_eq!(known.iter().filter(|known| **known).count(), 1);
    verify::backup(&second.path).unwrap();
    let made: Made = ledger::read(&house.data()).unwrap();
    assert_eq!((made.at, made.path), (later(2), second.path));
}

#[test]
fn a_fresh_one_stays_whatever_the_clock_says() {
    let house = House::closed();
    let db = open(&house);
    let first = make(&db, &house, &plan(ONE), NOW.plus(DAY * 400)).unwrap();
    // The machine lost its clock, and takes each day for one of long ago.
    let second = make(&db, &house, &plan(ONE), Timestamp(0)).unwrap();
    assert!(second.path.exists());
    let third = make(&db, &house, &plan(ONE), Timestamp(0).plus(DAY)).unwrap();
    assert!(third.path.exists() && !second.path.exists());
    // And has found it again.
    let fourth = make(&db, &house, &plan(ONE), NOW.plus(DAY * 401)).unwrap();
    assert!(fourth.path.exists() && !third.path.exists() && !first.path.exists());
    db.close();
}

#[test]
fn a_list_names_nothing_outside_of_its_folder() {
    let house = House::closed();
    let shelf = Shelf::of(&Schedule::default(), &house.data());
    shelf.is_there().unwrap();
    let letter = house.data().join("shopbell-letter.db");
    std::fs::write(&letter, "Dear customer").unwrap();
    let holding = verify::house(&house.data()).unwrap();
    let kept = |name: &str| Kept {
        name: name.to_owned(),
        at: NOW,
        size: 1,
        holding,
    };
    shelf
        .write(&[
            kept("../shopbell-letter.db"),
            kept("../shopbell.db"),
            kept("shopbell-gone.db"),
        ])
        .unwrap();
    assert_eq!(shelf.kept(), []);
    for name in [
        "../shopbell-letter.db",
        "shopbell.db",
        "shopbell-.db",
        "shopbell-a/b.db",
        "",
        "shopbell-backups.json",
    ] {
        assert_eq!(shelf.file(name), None, "{name}");
    }
    let db = open(&house);
    make(&db, &house, &plan(ONE), NOW.plus(DAY)).unwrap();
    db.close();
    assert!(letter.exists() && folder::has_file(&house.data()));
}

#[test]
fn a_folder_is_tried_out_before_it_is_taken() {
    let place = TempDir::new().unwrap();
    let root = place.path();
    std::fs::write(root.join("letter"), "Dear customer").unwrap();
    for (folder, needed, words) in [
        (PathBuf::from("backups"), 1, "does not begin at the root"),
        (root.join("usb/backups"), 1, "usb does not exist"),
        (root.join("letter"), 1, "letter is no folder"),
        (root.join("letter/backups"), 1, "letter does not exist"),
        (root.join("small"), u64::MAX, "MB are free there"),
    ] {
        let told = Shelf::choose(&folder, needed).unwrap_err().to_string();
        assert!(told.contains(words), "{told}");
    }
    #[cfg(target_os = "linux")]
    {
        let told = Shelf::choose(Path::new("/proc/shopbell"), 1).unwrap_err();
        assert!(matches!(told, PlaceError::Refused { .. }), "{told}");
    }
    let chosen = root.join("new");
    let mark = Shelf::choose(&chosen, 1).unwrap();
    assert_eq!(
        names(&chosen),
        [format!("shopbell-backups-{mark}.json")],
        "no trace of the trial"
    );
}

#[test]
fn a_disk_that_is_not_there_is_told_from_an_empty_folder() {
    let house = House::closed();
    let usb = TempDir::new().unwrap();
    let chosen = usb.path().join("shop");
    let mark = Shelf::choose(&chosen, 1).unwrap();
    let mut plan = plan(ONE);
    plan.schedule.folder = chosen.display().to_string();
    plan.schedule.mark = mark;
    let db = open(&house);
    let made = make(&db, &house, &plan, NOW.plus(DAY)).unwrap();
    assert_eq!(made.path.parent(), Some(chosen.as_path()));
    // Unplugged: what is left is the place at which it was mounted.
    let aside = usb.path().join("aside");
    std::fs::rename(&chosen, &aside).unwrap();
    std::fs::create_dir(&chosen).unwrap();
    let told = make(&db, &house, &plan, NOW.plus(DAY * 2)).unwrap_err();
    assert!(
        told.to_string().contains("is its disk plugged in"),
        "{told}"
    );
    assert_eq!(
        names(&chosen),
        [] as [&str; 0],
        "nothing is written in its place"
    );
    std::fs::remove_dir(&chosen).unwrap();
    std::fs::rename(&aside, &chosen).unwrap();
    let again = make(&db, &house, &plan, NOW.plus(DAY * 3)).unwrap();
    db.close();
    assert!(again.path.exists() && !made.path.exists());
}

#[test]
fn one_that_is_given_up_leaves_nothing() {
    let house = House::closed();
    let db = open(&house);
    let pace: Arc<Pace> = Pace::gentle();
    pace.stop();
    make_own(&db, &house.data(), &plan(ONE), NOW, &pace).unwrap_err();
    db.close();
    let shelf = Shelf::of(&Schedule::default(), &house.data());
    assert_eq!(names(shelf.folder()), [] as [&str; 0]);
    assert_eq!(ledger::read::<Made>(&house.data()), None);
    assert_eq!(ledger::read::<Failed>(&house.data()), None);
}

#[test]
fn a_drill_leaves_a_word_and_nothing_else() {
    let house = House::closed();
    let clock = Clock::by_hand(NOW);
    let told = drill::newest(&house.data()).unwrap_err().to_string();
    assert!(told.contains("there is no backup in"), "{told}");
    let made = backups::make(&house.data(), None, NOW).unwrap();
    assert_eq!(drill::newest(&house.data()).unwrap(), made.path);
    // One that was killed before left its folder.
    std::fs::create_dir(house.data().join("restore-drill")).unwrap();
    std::fs::write(house.data().join("restore-drill/shopbell.db"), "half").unwrap();
    let outcome = drill::run(
        &made.path,
        &house.data(),
        &key::within(&house.data()),
        &clock,
    )
    .unwrap();
    assert_eq!(outcome.secrets.locked(), 0);
    assert_eq!(outcome.holding, made.holding);
    assert_eq!(ledger::read(&house.data()), Some(outcome.drill));
    assert!(!house.data().join("restore-drill").exists());

    let bytes = std::fs::read(&made.path).unwrap();
    let damaged = house.data().join("backups/shopbell-damaged.db");
    std::fs::write(&damaged, &bytes[..bytes.len() / 2]).unwrap();
    let told = format!(
        "{:#}",
        drill::run(&damaged, &house.data(), &key::within(&house.data()), &clock).unwrap_err()
    );
    assert!(told.contains("cut off"), "{told}");
    let drill: Drill = ledger::read(&house.data()).unwrap();
    assert!(drill.why.unwrap().contains("cut off"));
    assert!(!house.data().join("restore-drill").exists());
}
