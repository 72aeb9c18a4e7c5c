//! What the house holds about a customer, handed out, erased for good, removed by its age, and the whole house taken
//! along and brought back (O9, O14, R33, R34).

use std::{collections::BTreeSet, fs, io::Read, path::Path, time::Duration};

use serde_json::{Value, json};
use shopbell::{
    base::time::{Clock, Timestamp},
    db::DbError,
    desk::{privacy::kept::Standing, setting, team::Role},
};
use tempfile::TempDir;

use crate::{
    browser::Stage,
    console::sign_in,
    house::{House, PASSWORD, Person},
    process::{Process, ask, bearer, done, file, refused, say, set_up, status_of},
};

/// Words that stand nowhere else.
const NAME: &str = "Zerzabelle Quivoxa";
const SAID: &str = "My vexaluminous kettle leaks";
const WHISPERED: &str = "She sounds krombulent today";
const NOTED: &str = "Prefers the blorfengard oolong";
const IN_FILE: &str = "%PDF-1.7 trampolineate this plan";
const OTHER: &str = "The plimsorrow cup is chipped";

async fn admin(house: &House) -> Person {
    house.member("Ana", Role::Admin).await;
    ana_signs_in(house).await
}

async fn ana_signs_in(house: &House) -> Person {
    let nobody = Person {
        side: "agent",
        token: String::new(),
    };
    let body = json!({ "email": "ana@kettle.example", "password": PASSWORD });
    let signed_in = house.tell(&nobody, "login", body).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.text());
    nobody.with_token(signed_in.json()["token"].as_str().unwrap())
}

/// A customer who has written, was claimed, sent a file and written about. Answers their chat.
async fn canary(house: &House, ana: &Person) -> (Person, i64) {
    let visitor = house.visitor(NAME).await;
    let said = house
        .tell(&visitor, "messages", json!({ "text": SAID }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    let chat = said.json()["conversation_id"].as_i64().unwrap();
    let on = |word: &str| format!("conversations/{chat}/{word}");
    let claimed = house.tell(ana, &on("claim"), json!({})).await;
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    let path = "files?name=plan.pdf&kind=file";
    let sent = house
        .post(ana, path, "application/pdf", IN_FILE.into())
        .await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let body = json!({ "text": "The plan", "attachments": [sent.json()["id"]] });
    let answered = house.tell(ana, &on("messages"), body).await;
    assert_eq!(answered.status, 201, "{}", answered.text());
    let whispered = house
        .tell(ana, &on("comments"), json!({ "text": WHISPERED }))
        .await;
    assert_eq!(whispered.status, 201, "{}", whispered.text());
    let note = format!("text={}", NOTED.replace(' ', "+"));
    let noted = house.fill(ana, "/people/1/notes", &note).await;
    assert_eq!(noted.status, 200, "{}", noted.text());
    (visitor, chat)
}

async fn is_done(house: &House) -> bool {
    let undone = house
        .inside()
        .db
        .read::<_, DbError>(|reader| {
            reader.get(
                "select count(*) from erasure where done_at is null",
                [],
                |row| row.get::<_, i64>(0),
            )
        })
        .await;
    undone.unwrap() == 0
}

fn found(house: &House) -> Vec<&'static str> {
    let words = [
        NAME,
        "Zerzabelle",
        "zerzabelle",
        "Quivoxa",
        SAID,
        "vexaluminous",
        WHISPERED,
        "krombulent",
        NOTED,
        "blorfengard",
        IN_FILE,
    ];
    words
        .into_iter()
        .filter(|words| house.bytes_hold(words))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_erased_customer_is_left_in_the_data_folder() {
    let house = House::open().await;
    let ana = admin(&house).await;
    let (visitor, chat) = canary(&house, &ana).await;
    let omar = house.visitor("Omar").await;
    let other = house
        .tell(&omar, "messages", json!({ "text": OTHER }))
        .await;
    assert_eq!(other.status, 201, "{}", other.text());
    // The index is brought up to date before a search.
    let hits = house.get(&ana, "search?q=vexaluminous", &[]).await;
    assert!(hits.text().contains("vexaluminous"), "{}", hits.text());
    assert_eq!(found(&house).len(), 11, "the premise: {:?}", found(&house));

    // Not without the name.
    let refused = house.fill(&ana, "/people/1/erase", "name=somebody").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains(NAME), "it says what to type");
    assert_eq!(house.count("erasure").await, 0);
    let name = format!("name={}", NAME.replace(' ', "+"));
    let begun = house.fill(&ana, "/people/1/erase", &name).await;
    assert_eq!(
        (begun.status, begun.header("location")),
        (303, "/people/erased")
    );
    assert_eq!(house.get(&visitor, "messages", &[]).await.status, 401);
    let again = house.fill(&ana, "/people/1/erase", &name).await;
    assert_eq!(
        (again.status, again.header("location")),
        (303, "/people/erased"),
        "a second click"
    );
    let nobody = house.fill(&ana, "/people/99/erase", &name).await;
    assert_eq!(nobody.status, 404);
    house
        .until("it is erased", async || is_done(&house).await)
        .await;
    assert_eq!(house.count("erasure").await, 1);
    assert_eq!(
        found(&house),
        [""; 0],
        "in the folder of a house that is open"
    );
    assert!(house.bytes_hold(OTHER), "others lose nothing");
    let gone = house.get(&ana, &format!("conversations/{chat}"), &[]).await;
    assert_eq!(gone.status, 404);
    assert_eq!(house.get(&ana, "/people/1", &[]).await.status, 404);
    assert_eq!(house.count("content_chunk").await, 0);

    // Whoever writes again is somebody new.
    let again = house.visitor(NAME).await;
    let said = house
        .tell(&again, "messages", json!({ "text": "Hello" }))
        .await;
    assert_ne!(said.json()["conversation_id"].as_i64().unwrap(), chat);
    let new = house.get(&ana, "/people/3", &[]).await;
    assert!(new.text().contains(NAME), "{}", new.status);
    let log = house.get(&ana, "/admin/log", &[]).await.text();
    assert!(log.contains("erased for good") && log.contains("customer #1"));

    let erased = house.fill(&ana, "/people/3/erase", &name).await;
    assert_eq!(erased.status, 303);
    house
        .until("it is erased", async || is_done(&house).await)
        .await;
    let house = house.reopen().await;
    assert_eq!(found(&house), [""; 0], "after a restart");
    house.close().await;
}

#[test]
fn an_erasure_that_was_cut_off_is_ended_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let house = Process::start(&data);
    let (visitor, ana) = (house.visitor(), house.agent("Ana"));
    for number in 0..300 {
        let text = format!("krombulent {number}");
        let said = say(house.address, &visitor, &format!("key {number}"), &text);
        assert_eq!(said.unwrap().status, 201);
    }
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let promoted = rusqlite_admin(house, &data);
    let house = promoted;
    let headers = format!("{}{form}", bearer(&ana));
    let begun = status_of(
        house.address,
        "POST",
        "/people/1/erase",
        &headers,
        b"name=1",
    );
    assert_eq!(begun, Some(303));
    house.kill();
    let left = rows(&data, "select count(*) from erasure where done_at is null");
    assert_eq!(left, 1, "the premise: it was cut off");

    let house = Process::start(&data);
    for _ in 0..6_000 {
        if rows(&data, "select count(*) from erasure where done_at is null") == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(rows(&data, "select count(*) from message"), 0);
    assert_eq!(rows(&data, "select count(*) from customer"), 0);
    assert!(!holds(&data, "krombulent"));
    drop(house);
    done(&data, &["verify"]);
}

/// Closes the house, makes Ana an admin, and opens it again.
fn rusqlite_admin(house: Process, data: &Path) -> Process {
    house.signal("TERM");
    house.wait();
    let connection = rusqlite::Connection::open(file(data)).unwrap();
    connection
        .execute("update agent set role = 'admin' where name = 'Ana'", [])
        .unwrap();
    drop(connection);
    Process::start(data)
}

fn rows(data: &Path, sql: &str) -> i64 {
    let connection = rusqlite::Connection::open(file(data)).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn holds(data: &Path, words: &str) -> bool {
    fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .any(|path| {
            let bytes = fs::read(path).unwrap();
            bytes
                .windows(words.len())
                .any(|part| part == words.as_bytes())
        })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_s_data_is_handed_out_after_a_fresh_password() {
    let house = House::open().await;
    let ana = admin(&house).await;
    canary(&house, &ana).await;
    let omar = house.visitor("Omar").await;
    house
        .tell(&omar, "messages", json!({ "text": OTHER }))
        .await;

    let refused = house.fill(&ana, "/people/1/export", "password=guess").await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text().contains("This is not your password") || refused.text().contains("password")
    );
    let form = format!("password={}", PASSWORD.replace(' ', "+"));
    let archive = house.fill(&ana, "/people/1/export", &form).await;
    assert_eq!(archive.status, 200, "{}", archive.text());
    assert_eq!(archive.header("content-type"), "application/zip");
    assert!(
        archive
            .header("content-disposition")
            .contains("customer-1.zip")
    );
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive.body.to_vec())).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let plan = names
        .iter()
        .find(|name| name.starts_with("files/"))
        .unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert_eq!(read(plan), IN_FILE);
    let records = read("records.jsonl");
    for words in [NAME, SAID, WHISPERED, NOTED] {
        assert!(records.contains(words), "{words}");
    }
    assert!(!records.contains(OTHER), "nothing of anybody else's");
    let kinds: BTreeSet<String> = records
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["record"].as_str().unwrap().to_owned()
        })
        .collect();
    let readme = read("README.txt");
    for kind in &kinds {
        assert!(readme.contains(kind.as_str()), "{kind} is not explained");
    }
    let log = house.get(&ana, "/admin/log", &[]).await.text();
    assert!(log.contains("took along everything about"), "{log}");

    // On a page that was open while a colleague found them to be Omar, nothing would be all there is of them.
    let merged = house.fill(&ana, "/people/2/merge", "with=1").await;
    assert_eq!(merged.status, 303, "{}", merged.text());
    for (path, status) in [("/people/1/export", 404), ("/people/2/export", 200)] {
        assert_eq!(house.fill(&ana, path, &form).await.status, status, "{path}");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_who_has_the_chat_open_sees_that_it_is_gone() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = admin(&house).await;
    let (_, chat) = canary(&house, &ana).await;
    let browser = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &browser, "Ana").await;
    browser.goto(&house.url("/people/1")).await;
    browser.click("Data").await;
    browser.see("Nothing of this can be taken back").await;
    browser.see(&format!("Type “{NAME}” to erase")).await;
    browser.screenshot("privacy-customer").await;
    let bo = house.member("Bo", Role::Supervisor);
    bo.await;
    let second = stage.browser("Bo").open().await;
    sign_in(&house.url(""), &second, "Bo").await;
    second.goto(&house.url(&format!("/console/{chat}"))).await;
    second.see(SAID).await;
    browser
        .type_into(&format!("Type “{NAME}” to erase"), NAME)
        .await;
    browser.click_css("#erase button.btn--danger").await;
    browser.see("customer #1").await;
    second
        .until("be away from it", "return location.pathname === '/console'")
        .await;
    second.complains(&["status of 404"]).await;
    drop((browser, second));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_older_than_it_is_kept_goes_at_night() {
    let begins = Timestamp(1_790_000_000_000);
    let house = House::open_by(Clock::by_hand(begins), 0).await;
    let ana = admin(&house).await;
    let (_, chat) = canary(&house, &ana).await;
    let closed = house
        .tell(
            &ana,
            &format!("conversations/{chat}/close"),
            json!({ "reason": 1 }),
        )
        .await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let saved = house
        .fill(
            &ana,
            "/admin/privacy",
            "chats=1&files=ever&voice=ever&addresses=3",
        )
        .await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    for night in 0..40 {
        let before = standing(&house).await.looked_at;
        house.pass(Duration::from_secs(24 * 3600));
        house
            .until("the night has come", async || {
                standing(&house).await.looked_at != before
            })
            .await;
        if night == 20 {
            assert_eq!(house.count("conversation").await, 1, "not within its month");
        }
    }
    house
        .until("it is gone", async || {
            house.count("conversation").await == 0
        })
        .await;
    house
        .until("its traces are gone", async || is_done(&house).await)
        .await;
    assert_eq!(house.count("customer").await, 1, "the customer stays");
    // Her session has ended meanwhile.
    let ana = ana_signs_in(&house).await;
    let page = house.get(&ana, "/admin/privacy", &[]).await.text();
    assert!(page.contains("Today nothing is old enough to go"), "{page}");
    house.close().await;
}

async fn standing(house: &House) -> Standing {
    house
        .inside()
        .db
        .read::<_, DbError>(setting::get)
        .await
        .unwrap()
}

/// Every file below a folder and what is in it, but for the manifest, which says when it was made.
fn all_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for part in ["tables", "files"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{part}/{}", path.file_name().unwrap().to_str().unwrap());
            files.push((name, fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn a_house_that_is_taken_along_and_brought_back_is_the_same() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let house = Process::start(&data);
    let (visitor, ana) = (house.visitor(), house.agent("Ana"));
    let first = say(house.address, &visitor, "one", SAID).unwrap();
    let chat = first.body["conversation_id"].as_i64().unwrap();
    let claim = format!("/api/v1/agent/conversations/{chat}/claim");
    ask(house.address, "POST", &claim, &bearer(&ana), b"{}").unwrap();
    let mut plan = b"%PDF-1.7\n".to_vec();
    plan.resize(300_000, 7);
    let headers = format!("{}content-type: application/pdf\r\n", bearer(&ana));
    let path = "/api/v1/agent/files?name=plan.pdf&kind=file";
    let sent = ask(house.address, "POST", path, &headers, &plan).unwrap();
    let body = json!({ "text": "Here it is", "attachments": [sent.body["id"]] }).to_string();
    let path = format!("/api/v1/agent/conversations/{chat}/messages");
    let said = ask(house.address, "POST", &path, &bearer(&ana), body.as_bytes()).unwrap();
    assert_eq!(said.status, 201, "{}", said.body);

    // While the house is open.
    let export = folder.path().join("export");
    let told = done(&data, &["export", export.to_str().unwrap()]);
    assert!(told.contains("1 files"), "{told}");
    let again = refused(&data, &["export", export.to_str().unwrap()]);
    assert!(again.contains("exists already"), "{again}");
    house.signal("TERM");
    house.wait();
    for secret in ["password_hash", "token_hash", "identity_secret"] {
        for (name, bytes) in all_files(&export) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(
                !text.contains(&format!("\"{secret}\":")),
                "{secret} in {name}"
            );
        }
    }

    let copy = folder.path().join("copy");
    let told = done(&copy, &["import", export.to_str().unwrap()]);
    assert!(told.contains("1 chats of 1 customers"), "{told}");
    let second = folder.path().join("second");
    done(&copy, &["export", second.to_str().unwrap()]);
    for ((name, first), (_, second)) in all_files(&export).iter().zip(all_files(&second)) {
        assert!(*first == second, "{name} is another one");
    }
    // It lives: Ana gets a new password and finds what was said.
    let password = folder.path().join("new.password");
    fs::write(&password, "a bell on the counter").unwrap();
    done(
        &copy,
        &[
            "user",
            "reset-password",
            "--email",
            "ana@kettle.example",
            "--password-file",
            password.to_str().unwrap(),
        ],
    );
    let house = Process::start(&copy);
    let ana = house.agent("Ana");
    let found = ask(
        house.address,
        "GET",
        "/api/v1/agent/search?q=vexaluminous",
        &bearer(&ana),
        b"",
    )
    .unwrap();
    assert!(
        found.body.to_string().contains("vexaluminous"),
        "{}",
        found.body
    );
    drop(house);

    // What is not as it was exported is refused, with its place, and leaves nothing behind.
    let third = folder.path().join("third");
    let messages = export.join("tables/message.jsonl");
    let sound = fs::read_to_string(&messages).unwrap();
    let refusal = |third: &Path| {
        let told = refused(third, &["import", export.to_str().unwrap()]);
        assert!(!file(third).exists(), "nothing is half there");
        told
    };
    fs::write(&messages, sound.replace("kettle", "teapot")).unwrap();
    let told = refusal(&third);
    assert!(
        told.contains("tables/message.jsonl is not as it was exported"),
        "{told}"
    );
    let broken = sound.replacen("\"author\":\"customer\"", "\"author\":7", 1);
    fs::write(&messages, &broken).unwrap();
    sign_anew(&export, "tables/message.jsonl", broken.as_bytes());
    let told = refusal(&third);
    assert!(
        told.contains("tables/message.jsonl, line 1") && told.contains("author"),
        "{told}"
    );
    let manifest = fs::read_to_string(export.join("manifest.json")).unwrap();
    fs::write(
        export.join("manifest.json"),
        manifest.replace("\"schema\": 1", "\"schema\": 99"),
    )
    .unwrap();
    let told = refusal(&third);
    assert!(told.contains("schema 99"), "{told}");
    let told = refused(&copy, &["import", second.to_str().unwrap()]);
    assert!(told.contains("is not empty"), "{told}");
}

/// Somebody changed a file and its sum with it.
fn sign_anew(export: &Path, path: &str, bytes: &[u8]) {
    use sha2::Digest;
    let name = export.join("manifest.json");
    let mut manifest: Value = serde_json::from_slice(&fs::read(&name).unwrap()).unwrap();
    let sum: String = sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    for listed in manifest["files"].as_array_mut().unwrap() {
        if listed["path"] == path {
            listed["sha256"] = json!(sum);
            listed["bytes"] = json!(bytes.len());
        }
    }
    fs::write(&name, serde_json::to_string_pretty(&manifest).unwrap()).unwrap();
}
