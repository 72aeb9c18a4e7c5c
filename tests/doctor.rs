//! The doctor beside an open house and on a closed one, while things break one by one; and at the console.

use std::{
    fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    browser::Stage,
    console::sign_in,
    house::House,
    process::{Process, done, file, run, say, set_up},
};

/// What the doctor says, and its exit code.
struct Visit {
    code: i32,
    told: Value,
}

impl Visit {
    fn to(data: &Path, more: &[&str]) -> Self {
        let output = run(data, &[&["doctor", "--json"][..], more].concat());
        let said = String::from_utf8(output.stdout).unwrap();
        let told = serde_json::from_str(&said)
            .unwrap_or_else(|_| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)));
        Self {
            code: output.status.code().unwrap(),
            told,
        }
    }

    fn all(&self) -> &Vec<Value> {
        self.told["findings"].as_array().unwrap()
    }

    /// State and verdict of a check.
    fn state(&self, check: &str) -> (&str, &str) {
        let found = self.all().iter().find(|one| one["check"] == check);
        let found = found.unwrap_or_else(|| panic!("{check}: {}", self.told));
        (
            found["state"].as_str().unwrap(),
            found["verdict"].as_str().unwrap(),
        )
    }

    /// What is not well.
    fn ill(&self) -> Vec<&str> {
        self.all()
            .iter()
            .filter(|one| one["verdict"] != "well")
            .map(|one| one["check"].as_str().unwrap())
            .collect()
    }
}

/// Changes the file behind Shopbell's back.
fn change(data: &Path, sql: &str) {
    let connection = rusqlite::Connection::open(file(data)).unwrap();
    connection
        .execute_batch(&format!("pragma foreign_keys = off; {sql}"))
        .unwrap();
}

fn now_ms() -> u128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_millis()
}

/// A closed house with one chat.
fn closed(folder: &TempDir) -> std::path::PathBuf {
    let data = folder.path().join("data");
    set_up(&data);
    let house = Process::start(&data);
    let token = house.visitor();
    say(
        house.address,
        &token,
        "1",
        "Is the lid of Hannah’s kettle sold alone?",
    )
    .unwrap();
    // It is indexed within moments.
    for _ in 0..1_000 {
        let connection = rusqlite::Connection::open(file(&data)).unwrap();
        let indexed = "select exists (select 1 from follower where name = 'search')";
        if connection.query_row(indexed, [], |row| row.get(0)).unwrap() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    house.signal("TERM");
    assert!(house.wait().success());
    data
}

#[test]
fn a_house_that_is_well_is_told_so_open_and_closed() {
    let folder = TempDir::new().unwrap();
    let data = closed(&folder);
    let before = fs::read(file(&data)).unwrap();
    let visit = Visit::to(&data, &["--thorough"]);
    // The machine of the test may have what it likes.
    let ours = |ill: Vec<&str>| -> Vec<String> {
        ill.into_iter()
            .filter(|check| !matches!(*check, "disk" | "troubles" | "descriptors"))
            .map(ToOwned::to_owned)
            .collect()
    };
    assert_eq!(ours(visit.ill()), [""; 0], "{}", visit.told);
    assert_eq!(visit.state("lock"), ("free", "well"));
    assert_eq!(visit.state("file"), ("sound", "well"));
    assert_eq!(visit.state("address"), ("closed", "well"));
    assert!(fs::read(file(&data)).unwrap() == before, "it was touched");

    let house = Process::start(&data);
    let visit = Visit::to(&data, &[]);
    assert_eq!(ours(visit.ill()), [""; 0], "{}", visit.told);
    if cfg!(target_os = "linux") {
        assert_eq!(visit.state("lock"), ("held", "well"));
        let words = visit.told.to_string();
        assert!(
            words.contains(&format!("process {}", house.id())),
            "{words}"
        );
        assert_eq!(visit.state("memory"), ("usual", "well"));
    }
    assert_eq!(visit.state("address"), ("near", "well"));
    assert_eq!(visit.state("url"), ("answers", "well"));
    assert_eq!(visit.state("tls"), ("near", "well"));
    // In words for people, without anybody's.
    let said = done_or_look(&data);
    assert!(said.contains("ok     Database: It can be read"), "{said}");
    for private in ["Hannah", "sold alone", "Ana", "kettle.example", "Shop\n"] {
        assert!(!said.contains(private), "{private}: {said}");
        assert!(!visit.told.to_string().contains(private), "{private}");
    }
    house.kill();
    // A killed house leaves its word behind, and nobody who has the folder.
    let visit = Visit::to(&data, &[]);
    assert_eq!(visit.state("lock"), ("free", "well"));
    assert_eq!(visit.state("address"), ("closed", "well"));
}

fn done_or_look(data: &Path) -> String {
    let output = run(data, &["doctor"]);
    let code = output.status.code().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(matches!(code, 0 | 3), "{code}: {said}");
    said
}

#[test]
fn what_is_broken_is_named_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    let data = closed(&folder);
    let sound = fs::read(file(&data)).unwrap();
    let restore = || fs::write(file(&data), &sound).unwrap();

    for (sql, check, state, code) in [
        (
            "update conversation set last_message_id = last_message_id + 7".to_owned(),
            "counters",
            "differ",
            1,
        ),
        (
            "insert into message (id, conversation_id, author, text, created_at) values (9999, 77, 'customer', 'x', 1)".to_owned(),
            "orphans",
            "differ",
            1,
        ),
        (
            "insert into content (sha256, size, started_at) values (null, 1, 1)".to_owned(),
            "orphans",
            "differ",
            1,
        ),
        (
            format!("update event set at = {}", now_ms() + 7_200_000),
            "clock",
            "behind",
            1,
        ),
        (
            "update agent set created_at = 1".to_owned(),
            "backup",
            "none",
            1,
        ),
        ("delete from message_search".to_owned(), "search", "differ", 3),
    ] {
        change(&data, &sql);
        let visit = Visit::to(&data, &[]);
        assert_eq!(visit.state(check).0, state, "{sql}: {}", visit.told);
        assert!(visit.ill().contains(&check));
        assert!(visit.code == code || visit.code == 1, "{sql}: {}", visit.code);
        let found = visit.all().iter().find(|one| one["check"] == check);
        let next = found.unwrap()["next"].as_str().unwrap();
        assert!(next.len() > 20, "{next}");
        restore();
    }

    // Bytes that changed on the disk.
    let mut flipped = sound.clone();
    for byte in &mut flipped[5_000..9_000] {
        *byte ^= 0x5a;
    }
    fs::write(file(&data), flipped).unwrap();
    let visit = Visit::to(&data, &["--thorough"]);
    assert_eq!(visit.state("file"), ("bad", "wrong"), "{}", visit.told);
    assert_eq!(visit.code, 1);
    restore();

    // An old backup.
    done(&data, &["backup"]);
    let note = data.join("backup-made");
    let mut made: Value = serde_json::from_slice(&fs::read(&note).unwrap()).unwrap();
    made["at"] = (u64::try_from(now_ms()).unwrap() - 20 * 86_400_000).into();
    fs::write(&note, made.to_string()).unwrap();
    let visit = Visit::to(&data, &[]);
    assert_eq!(visit.state("backup"), ("old", "wrong"));
    done(&data, &["backup"]);
    let visit = Visit::to(&data, &[]);
    assert_eq!(visit.state("backup"), ("fresh", "well"));
}

#[cfg(unix)]
#[test]
fn rights_on_the_folder_are_looked_at() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let data = closed(&folder);
    let set = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    set(&data, 0o500);
    let visit = Visit::to(&data, &[]);
    assert_eq!(
        visit.state("folder"),
        ("readonly", "wrong"),
        "{}",
        visit.told
    );
    assert_eq!(visit.code, 1);
    set(&data, 0o755);
    let visit = Visit::to(&data, &[]);
    assert_eq!(visit.state("folder"), ("open", "look"));
    // It only looks.
    let mode = data.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o755);
    set(&data, 0o700);
    assert_eq!(Visit::to(&data, &[]).state("folder"), ("private", "well"));
    let nowhere = folder.path().join("nowhere");
    let visit = Visit::to(&nowhere, &[]);
    assert_eq!(visit.state("folder"), ("missing", "wrong"));
    assert!(!nowhere.exists(), "nothing was made");
}

#[test]
fn the_log_is_lines_or_objects() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log");
    let mut command = crate::process::shopbell(&folder.path().join("data"));
    // That others can read along is told.
    command
        .args([
            "serve",
            "--no-browser",
            "--listen",
            "0.0.0.0:0",
            "--insecure-http",
        ])
        .args(["--log", "json"])
        .stderr(fs::File::create(&log).unwrap());
    // It is written before the house says where it listens.
    Process::of(command).kill();
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.contains("can read along"), "{text}");
    for line in text.lines() {
        let one: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(
            one["level"].is_string() && one["message"].is_string(),
            "{line}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_asks_the_doctor() {
    use shopbell::desk::team::Role;
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/house")).await;
    ana.click("Check now").await;
    ana.see("things are in order").await;
    ana.run("document.querySelector('.doctor__well').open = true")
        .await;
    ana.see("Every message can be found.").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("doctor").await;
    // Something breaks.
    house
        .act(|tx| tx.execute("update conversation set waiting_since = 5", []))
        .await;
    crate::console::customer(&house, "Hannah", "Hello?").await;
    house
        .act(|tx| tx.execute("update conversation set last_message_id = 1", []))
        .await;
    ana.click("Check now").await;
    ana.see_css("[data-check=counters][data-state=differ]")
        .await;
    ana.narrow().await;
    ana.screenshot("doctor-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // What runs here.
    ana.wide().await;
    ana.goto(&house.url("/admin/about")).await;
    ana.see("Version of Shopbell").await;
    ana.see("of the team").await;
    ana.screenshot("about").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    drop(ana);
    house.close().await;
}
