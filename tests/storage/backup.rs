//! A backup of a house that people write to, and the house that comes of it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use tempfile::TempDir;

use crate::process::{Process, ask, bearer, done, file, log, refused, say, set_up};

const WRITERS: usize = 4;

/// Every event and what it was, by its number.
fn history(file: &Path) -> BTreeMap<i64, (String, Option<String>)> {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection
        .prepare(
            "select event.id, kind, message.text from event left join message on message.id = event.id",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn send_file(house: &Process, agent: &str, chat: i64, number: usize) {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(300_000 + number, u8::try_from(number % 250).unwrap());
    let headers = format!("{}content-type: application/pdf\r\n", bearer(agent));
    let path = "/api/v1/agent/files?name=plan.pdf&kind=file";
    let sent = ask(house.address, "POST", path, &headers, &bytes).unwrap();
    assert_eq!(sent.status, 201, "{}", sent.body);
    let body = serde_json::json!({ "text": "Here it is", "attachments": [sent.body["id"]] });
    let path = format!("/api/v1/agent/conversations/{chat}/messages");
    let body = body.to_string();
    let said = ask(
        house.address,
        "POST",
        &path,
        &bearer(agent),
        body.as_bytes(),
    )
    .unwrap();
    assert_eq!(said.status, 201, "{}", said.body);
}

#[test]
fn backups_under_load_are_the_history_up_to_a_moment() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let house = Process::start(&data);
    let tokens: Vec<String> = (0..WRITERS).map(|_| house.visitor()).collect();
    let agent = house.agent("Ana");
    let first = say(house.address, &tokens[0], "first", "Could I see the plan?").unwrap();
    let chat = first.body["conversation_id"].as_i64().unwrap();
    let claim = format!("/api/v1/agent/conversations/{chat}/claim");
    let claimed = ask(house.address, "POST", &claim, &bearer(&agent), b"{}").unwrap();
    assert_eq!(claimed.status, 200, "{}", claimed.body);

    let (stop, acknowledged) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut backups: Vec<(usize, PathBuf)> = Vec::new();
    std::thread::scope(|scope| {
        for token in &tokens {
            let (house, stop, acknowledged) = (&house, &stop, &acknowledged);
            scope.spawn(move || {
                for number in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        return;
                    }
                    let key = format!("key {number}");
                    let answer = say(house.address, token, &key, &format!("message {number}"));
                    assert_eq!(answer.unwrap().status, 201);
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        let (house, stop) = (&house, &stop);
        scope.spawn(move || {
            for number in 0.. {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                send_file(house, &agent, chat, number);
            }
        });
        // Whatever fails in here, the writers do not go on for ever.
        let _stop_at_end = StopAtEnd(stop);
        for number in 0..3 {
            // A folder that exists is used as it is; one that does not is made.
            let to = folder.path().join(format!("backups {number}"));
            while acknowledged.load(Ordering::SeqCst) < 20 * (number + 1) {
                std::thread::yield_now();
            }
            let before = acknowledged.load(Ordering::SeqCst);
            let said = done(&data, &["backup", "--to", to.to_str().unwrap()]);
            let path = PathBuf::from(said.lines().next().unwrap());
            assert_eq!(path.parent(), Some(to.as_path()));
            assert_eq!(fs::read_dir(&to).unwrap().count(), 1, "no part is left");
            backups.push((before, path));
        }
    });
    house.kill();
    let everything = history(&file(&data));

    for (before, backup) in backups {
        done(&data, &["verify", backup.to_str().unwrap()]);
        let restored = backup.with_extension("house");
        done(&restored, &["restore", backup.to_str().unwrap()]);
        let past = history(&file(&restored));
        let newest = *past.keys().next_back().unwrap();
        let until_then: BTreeMap<_, _> = everything
            .range(..=newest)
            .map(|(id, event)| (*id, event.clone()))
            .collect();
        assert!(past == until_then, "it is not the history up to {newest}");
        let messages = past.values().filter(|(kind, _)| kind == "message").count();
        assert!(
            messages >= before,
            "{messages} of {before} acknowledged before"
        );

        // And it opens: the visitors come back with their tokens and find what they said.
        let house = Process::start(&restored);
        for token in &tokens {
            let said = log(house.address, token, "/api/v1/visitor/messages");
            let own: Vec<_> = said
                .iter()
                .filter_map(|(text, _)| text.strip_prefix("message "))
                .collect();
            let expected: Vec<_> = (0..own.len()).map(|number| number.to_string()).collect();
            assert_eq!(own, expected);
        }
        drop(house);
        done(&restored, &["verify"]);
    }
    done(&data, &["verify"]);
}

struct StopAtEnd<'a>(&'a AtomicBool);

impl Drop for StopAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn backup_is_refused_where_it_would_replace_or_deceive() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let said = done(&data, &["backup"]);
    let backup = said.lines().next().unwrap();
    assert!(backup.starts_with(data.join("backups").to_str().unwrap()));
    assert!(
        shopbell::ops::ledger::newest_backup(&data).is_some(),
        "the house knows of it"
    );

    let told = refused(&data, &["restore", backup]);
    assert!(told.contains("is not empty"), "{told}");

    let mut damaged = fs::read(backup).unwrap();
    let page = damaged.len() / 4096 / 2 * 4096;
    damaged[page..page + 50].fill(0);
    let other = folder.path().join("damaged.db");
    fs::write(&other, damaged).unwrap();
    let fresh = folder.path().join("fresh");
    for command in ["verify", "restore"] {
        let told = refused(&fresh, &[command, other.to_str().unwrap()]);
        assert!(told.contains("is damaged"), "{told}");
    }
    let left: Vec<_> = fs::read_dir(&fresh)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["lock"], "nothing is left behind");

    let told = refused(&folder.path().join("nowhere"), &["backup"]);
    assert!(told.contains("there is no house in"), "{told}");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn the_newest_backup_is_tried_while_the_house_is_open() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let told = refused(&data, &["restore", "--drill"]);
    assert!(told.contains("there is no backup in"), "{told}");
    let house = Process::start(&data);
    let token = house.visitor();
    say(house.address, &token, "first", "Could I see the plan?").unwrap();
    let said = done(&data, &["backup"]);
    let backup = PathBuf::from(said.lines().next().unwrap());
    let said = done(&data, &["restore", "--drill"]);
    assert!(said.starts_with(backup.to_str().unwrap()), "{said}");
    assert!(
        said.contains("1 messages in 1 chats") && said.contains("s for each GB"),
        "{said}"
    );
    assert!(!data.join("restore-drill").exists());
    let bytes = fs::read(&backup).unwrap();
    fs::write(&backup, &bytes[..bytes.len() - 4096]).unwrap();
    let told = refused(&data, &["restore", "--drill"]);
    assert!(told.contains("cut off"), "{told}");
    assert!(!data.join("restore-drill").exists());
    // The open house went on with its own.
    say(house.address, &token, "second", "And the other one?").unwrap();
    assert_eq!(
        log(house.address, &token, "/api/v1/visitor/messages").len(),
        2
    );
    house.kill();
    done(&data, &["verify"]);
}
