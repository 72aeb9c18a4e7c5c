//! Steps that go well, steps that fail, and a process that is killed between two of them.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::*;
use crate::db::{
    connection::{Use, connect},
    schema::{self, SCHEMA},
};

/// A file of schema 1 with something in it.
struct Old(TempDir);

impl Old {
    fn new() -> Self {
        let old = Self(TempDir::new().unwrap());
        schema::create(&old.path()).unwrap();
        old.connect()
            .execute(
                "insert into setting (key, value)
                 with recursive n (n) as (select 1 union all select n + 1 from n where n < 20000)
                 select printf('filler %d', n), '1' from n",
                [],
            )
            .unwrap();
        old.connect()
            .execute("insert into tag (name) values ('regular')", [])
            .unwrap();
        old
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("house.db")
    }

    fn connect(&self) -> Connection {
        connect(&self.path(), Use::Write).unwrap()
    }

    fn migrate(&self, steps: &[&str], look: Look) -> Result<bool, SchemaError> {
        migrate_to(&self.path(), steps, &steps.join(";"), look)
    }

    /// What a file of the older schema is, whatever was tried with it.
    fn is_as_it_was(&self) {
        let connection = self.connect();
        assert_eq!(version(&connection).unwrap(), 1);
        let new = Connection::open_in_memory().unwrap();
        new.execute_batch(SCHEMA).unwrap();
        assert_eq!(shape(&connection).unwrap(), shape(&new).unwrap());
        assert_eq!(rows(&connection, "setting"), 20_001);
        check::everything(&connection).unwrap();
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        names.sort();
        names
    }
}

/// Opens a file and takes the steps, of which `shape` makes a new file.
fn migrate_to(path: &Path, steps: &[&str], shape: &str, look: Look) -> Result<bool, SchemaError> {
    let schema = format!("{SCHEMA};{shape}");
    let plan = Plan {
        schema: &schema,
        steps,
        look,
    };
    migrate(&mut connect(path, Use::Write).unwrap(), path, &plan)
}

fn rows(connection: &Connection, table: &str) -> i64 {
    connection
        .query_row(&format!("select count(*) from {table}"), [], |row| {
            row.get(0)
        })
        .unwrap()
}

const FINE: Look = |_| Ok(());

const STEPS: [&str; 3] = [
    "create table one (n integer) strict; insert into one select 1 from setting",
    "alter table setting add column two integer not null default 2; update setting set two = 3",
    "create table three (n integer) strict; insert into three select two from setting",
];

#[test]
fn older_file_takes_every_step_and_keeps_what_it_holds() {
    let old = Old::new();
    assert!(old.migrate(&STEPS, FINE).unwrap());
    let connection = old.connect();
    assert_eq!(version(&connection).unwrap(), 4);
    assert_eq!(rows(&connection, "setting where two = 3"), 20_001);
    assert_eq!(rows(&connection, "three where n = 3"), 20_001);
    assert_eq!(written_by(&connection).unwrap(), env!("CARGO_PKG_VERSION"));
    assert_eq!(old.files(), ["house.db", "house.db-schema-1"]);
    // The way back is a file of the older schema.
    let before = connect_immutable(&kept(&old.path(), 1)).unwrap();
    assert_eq!(version(&before).unwrap(), 1);
    assert_eq!(rows(&before, "setting"), 20_001);
    assert!(
        !old.migrate(&STEPS, FINE).unwrap(),
        "there is nothing left to do"
    );
}

#[test]
fn whatever_fails_leaves_the_file_as_it_was() {
    let not_ours: Look = |_| {
        Err(DbError::Panicked(
            "the newest chat cannot be shown".to_owned(),
        ))
    };
    let loses: [&str; 2] = [STEPS[0], "delete from tag"];
    let orphans: [&str; 2] = [
        STEPS[0],
        "insert into note (customer_id, agent_id, text, created_at) values (7, 7, '', 0)",
    ];
    for (steps, shape, look, words) in [
        (
            &["create table x (", STEPS[0]][..],
            "",
            FINE,
            "incomplete input",
        ),
        (
            &[STEPS[0], "insert into nowhere values (1)"],
            STEPS[0],
            FINE,
            "no such table: nowhere",
        ),
        (&STEPS, "", FINE, "column one.n INTEGER is left over"),
        (
            &STEPS[..1],
            "create table missing (n integer) strict",
            FINE,
            "column missing.n INTEGER is missing",
        ),
        (&loses, STEPS[0], FINE, "the rows of tag are lost"),
        (
            &orphans,
            STEPS[0],
            FINE,
            "names a row of agent that does not exist",
        ),
        (
            &STEPS,
            "create table one (n integer) strict; create table three (n integer) strict;
            alter table setting add column two integer not null default 2",
            not_ours,
            "the newest chat cannot be shown",
        ),
    ] {
        let old = Old::new();
        let told = migrate_to(&old.path(), steps, shape, look)
            .unwrap_err()
            .to_string();
        assert!(told.contains(words), "{told}");
        assert!(
            told.contains("Everything is as it was before: install Shopbell"),
            "{told}"
        );
        old.is_as_it_was();
        assert_eq!(old.files(), ["house.db"], "{words}");
    }
}

/// Set in the process that is killed, to the file that it brings to the newest schema.
const VICTIM: &str = "SHOPBELL_TEST_MIGRATION";

#[test]
fn killed_process_leaves_whole_steps_and_the_next_start_goes_on() {
    if let Some(path) = std::env::var_os(VICTIM) {
        migrate_to(Path::new(&path), &STEPS, &STEPS.join(";"), FINE).unwrap();
        return;
    }
    let name = "db::migration::tests::killed_process_leaves_whole_steps_and_the_next_start_goes_on";
    let mut seen = BTreeSet::new();
    for round in 0..12 {
        let old = Old::new();
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact"])
            .env(VICTIM, old.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let copy = unfinished(&old.path(), 1);
        let begun = Instant::now();
        while !copy.exists() && victim.try_wait().unwrap().is_none() {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "it does not begin"
            );
            std::thread::yield_now();
        }
        // Each time a little later.
        let since = Instant::now();
        while since.elapsed() < Duration::from_millis(6 * round) {
            std::thread::yield_now();
        }
        victim.kill().unwrap();
        victim.wait().unwrap();

        let connection = old.connect();
        let at = version(&connection).unwrap();
        seen.insert(at);
        check::everything(&connection).unwrap();
        let parts = shape(&connection).unwrap();
        for (step, part) in [
            (2, "table one"),
            (3, "column setting.two INTEGER not null"),
            (4, "table three"),
        ] {
            assert_eq!(parts.contains(part), at >= step, "{part} at {at}");
        }
        drop(connection);
        // A start that fails goes back to what was there before the first of them …
        if (2..4).contains(&at) {
            let broken = [STEPS[0], STEPS[1], "insert into nowhere values (1)"];
            let bytes = fs::read(&copy).unwrap();
            migrate_to(&old.path(), &broken, "", FINE).unwrap_err();
            old.is_as_it_was();
            assert!(!copy.exists());
            fs::write(&copy, bytes).unwrap();
        }
        // … and one that does not comes to the end.
        old.migrate(&STEPS, FINE).unwrap();
        assert_eq!(rows(&old.connect(), "three where n = 3"), 20_001);
    }
    assert!(
        seen.len() > 1,
        "it was always killed at the same place: {seen:?}"
    );
}

#[test]
fn whoever_was_killed_before_the_look_looks_at_the_next_start() {
    let killed = || {
        let old = Old::new();
        old.migrate(&STEPS, FINE).unwrap();
        fs::rename(kept(&old.path(), 1), unfinished(&old.path(), 1)).unwrap();
        old
    };
    let old = killed();
    assert!(
        old.migrate(&STEPS, FINE).unwrap(),
        "it has yet to be looked at"
    );
    assert_eq!(old.files(), ["house.db", "house.db-schema-1"]);
    assert!(!old.migrate(&STEPS, FINE).unwrap());

    let old = killed();
    let not_ours: Look = |_| {
        Err(DbError::Panicked(
            "the newest chat cannot be shown".to_owned(),
        ))
    };
    let told = old.migrate(&STEPS, not_ours).unwrap_err().to_string();
    assert!(told.contains("the newest chat cannot be shown"), "{told}");
    old.is_as_it_was();
    assert_eq!(old.files(), ["house.db"]);
}

#[test]
fn without_room_for_a_copy_nothing_is_touched() {
    let told = SchemaError::NoRoom {
        needed: 3_000_000,
        available: 1_000_000,
    };
    assert!(
        told.to_string()
            .contains("3.0 MB have to be free, and 1.0 MB are")
    );
}
