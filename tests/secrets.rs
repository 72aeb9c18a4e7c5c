//! What the house keeps secret lies sealed, wherever it lies, and a house without its key goes on and says what is missing
//! (R31). By the real program, whose folder is searched byte by byte.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use shopbell::{
    base::vault::{self, Vault},
    db::DbError,
    demo::platform::{
        Platform,
        telegram::{Telegram, User},
    },
    desk::{
        account, channel, push, sealed, setting,
        team::{self, Role, second_step},
        translation::{self, Machine, Service, Translator},
    },
    ops::key,
};
use tempfile::TempDir;

use crate::{
    house::House,
    process::{self, Process, bearer, done, run, set_up},
};

const TOKEN: &str = "4242:CanaryOfTheBot";
const OMAR: User = User {
    id: 5511,
    name: "Omar",
    username: "omar",
    language: "en",
};
const PROMPTER: &str = "sk-canary-of-the-model";
const TRANSLATOR: &str = "canary-of-the-translator";

/// Every file below a folder, and what is in it.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    all
}

fn hold(files: &[(PathBuf, Vec<u8>)], words: &str) -> Vec<PathBuf> {
    let holds = |bytes: &[u8]| {
        bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    };
    files
        .iter()
        .filter(|(_, bytes)| holds(bytes))
        .map(|(path, _)| path.clone())
        .collect()
}

/// An admin at the console of a house in a process.
struct Admin<'a> {
    house: &'a Process,
    token: String,
}

impl Admin<'_> {
    /// What a request is answered: status, and the whole answer as text.
    fn ask(&self, method: &str, path: &str, form: &[(&str, &str)]) -> (u16, String) {
        let headers = format!(
            "{}content-type: application/x-www-form-urlencoded\r\n",
            bearer(&self.token)
        );
        let body = serde_html_form::to_string(form).unwrap();
        process::text_of(self.house.address, method, path, &headers, body.as_bytes()).unwrap()
    }

    fn get(&self, path: &str) -> String {
        let (status, text) = self.ask("GET", path, &[]);
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    fn post(&self, path: &str, form: &[(&str, &str)]) -> String {
        let (status, text) = self.ask("POST", path, form);
        assert_eq!(status, 303, "{path}: {text}");
        text
    }
}

fn stop(house: Process) {
    house.signal("TERM");
    assert!(house.wait().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_in_as_a_secret_is_nowhere_in_clear_and_a_house_without_its_key_says_so() {
    let telegram = Platform::open(Telegram::new(TOKEN), 0).await.unwrap();
    let base = telegram.base();
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    process::add_admin(&data);
    let log = folder.path().join("log");
    let mut command = process::serve(&data);
    command
        .env("SHOPBELL_LOG", "trace")
        .stderr(File::create(&log).unwrap());
    let house = Process::of(command);
    let cy = Admin {
        house: &house,
        token: house.agent("Cy"),
    };
    let given = [
        ("token", TOKEN),
        ("api_base", base.as_str()),
        ("name", "Our bot"),
    ];
    cy.post("/admin/channels/connect/telegram", &given);
    cy.post(
        "/admin/prompters/new/completions",
        &[
            ("name", "Model"),
            ("address", "http://127.0.0.1:9"),
            ("secret", PROMPTER),
            ("patience", "3"),
        ],
    );
    let libre = [
        ("service", "libre"),
        ("address", "http://127.0.0.1:9"),
        ("key", TRANSLATOR),
    ];
    cy.post("/admin/translation", &libre);
    let hook = serde_json::json!({ "name": "Till", "url": "https://till.example/", "topics": [] });
    let made = process::ask(
        house.address,
        "POST",
        "/api/v1/webhooks",
        &bearer(&cy.token),
        hook.to_string().as_bytes(),
    )
    .unwrap();
    let signs = made.body["secret"].as_str().unwrap().to_owned();
    let rolled = process::ask(
        house.address,
        "POST",
        &format!("/api/v1/webhooks/{}/secret", made.body["webhook"]["id"]),
        &bearer(&cy.token),
        b"{}",
    )
    .unwrap();
    let signs_now = rolled.body["secret"].as_str().unwrap().to_owned();
    let canaries = [TOKEN, PROMPTER, TRANSLATOR, &signs, &signs_now];
    // What pages show afterwards, and what errors say.
    for path in [
        "/admin/channels",
        "/admin/channels/2",
        "/admin/prompters",
        "/admin/prompters/1",
        "/admin/translation",
        "/admin/webhooks",
        "/admin/webhooks/1",
        "/admin/log",
        "/admin/house",
        "/admin/backups",
    ] {
        let page = cy.get(path);
        for canary in canaries {
            assert!(!page.contains(canary), "{path} shows {canary}");
        }
    }
    for (path, form) in [
        ("/admin/channels/2/test", &[][..]),
        ("/admin/channels/999/keys", &[("token", "x")]),
        ("/admin/prompters/1/test", &[]),
    ] {
        let (_, page) = cy.ask("POST", path, form);
        assert!(
            canaries.iter().all(|canary| !page.contains(canary)),
            "{path}"
        );
    }
    let customer = house.visitor();
    process::say(house.address, &customer, "1", "Is the kettle back?").unwrap();
    let (backup, export) = (folder.path().join("backup"), folder.path().join("export"));
    done(&data, &["backup", "--to", backup.to_str().unwrap()]);
    done(&data, &["export", export.to_str().unwrap()]);
    // Beside the open house, with its log, and what the system tells of the process.
    let mut seen = files(folder.path());
    let process = PathBuf::from(format!("/proc/{}", house.id()));
    for name in ["cmdline", "environ"] {
        let bytes = fs::read(process.join(name)).unwrap_or_default();
        seen.push((process.join(name), bytes));
    }
    assert!(hold(&seen, "Our bot").len() > 2, "the premise: it is found");
    for canary in canaries {
        assert_eq!(hold(&seen, canary), [] as [PathBuf; 0], "{canary}");
    }
    stop(house);
    let seen = files(folder.path());
    for canary in canaries {
        assert_eq!(hold(&seen, canary), [] as [PathBuf; 0], "{canary}");
    }
    let key_file = key::within(&data);
    let key_text = fs::read_to_string(&key_file).unwrap();
    let secret = key_text.lines().last().unwrap();
    assert_eq!(
        hold(&seen, secret),
        std::slice::from_ref(&key_file),
        "it is in no copy"
    );
    assert!(key::standing(&data, &key_file).unwrap().kept >= 6);
    assert_eq!(key::standing(&data, &key_file).unwrap().locked(), 0);
    is_private(&data);

    // The database alone, in another folder: it opens, says what is missing, and asks nobody with nothing.
    let moved = folder.path().join("moved");
    fs::create_dir(&moved).unwrap();
    fs::copy(process::file(&data), process::file(&moved)).unwrap();
    let visit = run(&moved, &["doctor"]);
    let told = String::from_utf8(visit.stdout).unwrap();
    assert_eq!(visit.status.code(), Some(1), "{told}");
    assert!(
        told.contains("secrets that cannot be read without it"),
        "{told}"
    );
    telegram.manners.write(&OMAR, "Are you open on Sunday?");
    let house = Process::start(&moved);
    let cy = Admin {
        house: &house,
        token: house.agent("Cy"),
    };
    until(|| cy.get("/admin/house/banner").contains("cannot be read"));
    until(|| {
        cy.get("/admin/channels/2")
            .contains("because the key is missing")
    });
    assert!(cy.get("/chats").contains("kettle"), "chats are read");
    assert!(cy.get("/admin/prompters").contains("Give it anew"));
    assert!(cy.get("/admin/channels/1").contains("make a new secret"));
    let knocks = cy.ask("POST", "/admin/channels/2/test", &[]).1;
    assert!(knocks.contains("because the key is missing"), "{knocks}");
    assert_eq!(telegram.manners.waiting(), 1, "nobody has fetched it");
    // Connected anew by the same token, it works, with the key that the house has now.
    cy.post("/admin/channels/2/keys", &given);
    assert!(
        !cy.get("/admin/channels/2")
            .contains("because the key is missing")
    );
    until(|| cy.get("/chats").contains("open on Sunday"));
    stop(house);

    // The copy of the key that was kept, brought back: what it sealed opens again.
    let again = folder.path().join("again");
    let newest = fs::read_dir(&backup)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let newest = newest.to_str().unwrap();
    let said = done(&again, &["restore", newest]);
    assert!(said.contains("cannot be read"), "{said}");
    assert!(
        said.contains(key::within(&again).to_str().unwrap()),
        "{said}"
    );
    fs::copy(&key_file, key::within(&again)).unwrap();
    let house = Process::start(&again);
    let cy = Admin {
        house: &house,
        token: house.agent("Cy"),
    };
    assert!(!cy.get("/admin/house/banner").contains("cannot be read"));
    assert!(
        !cy.get("/admin/channels/2")
            .contains("because the key is missing")
    );
    stop(house);
    // Put there first, it is known at once; and so it is by another name.
    let first = folder.path().join("first");
    fs::create_dir(&first).unwrap();
    fs::copy(&key_file, key::within(&first)).unwrap();
    let said = done(&first, &["restore", newest]);
    assert!(!said.contains("cannot be read"), "{said}");
    let elsewhere = folder.path().join("drawer.key");
    fs::copy(&key_file, &elsewhere).unwrap();
    let named = folder.path().join("named");
    let said = done(
        &named,
        &["restore", newest, "--key-file", elsewhere.to_str().unwrap()],
    );
    assert!(!said.contains("cannot be read"), "{said}");
    assert!(!key::within(&named).exists());
}

/// Looks again and again until something is so.
fn until(is_so: impl Fn() -> bool) {
    for _ in 0..3_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("not within half a minute");
}

/// Folders can be opened by their owner alone, and files read.
#[cfg(unix)]
fn is_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700, "{}", folder.display());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => is_private(&path),
            false => assert_eq!(mode(&path), 0o600, "{}", path.display()),
        }
    }
}

#[cfg(not(unix))]
fn is_private(_folder: &Path) {}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_shopbell_kept_in_clear_is_sealed_at_the_next_start() {
    let house = House::open().await;
    let ana = house.join("Ana", Role::Admin, String::new()).await;
    let raw = [7_u8; 20];
    house
        .act(move |tx| {
            let who = account::Introduction {
                own_id: "42".to_owned(),
                username: "@kettle_bot".to_owned(),
            };
            let kind = channel::ChannelKind::Telegram;
            account::connect(tx, kind, "Bot", &account::Keys::default(), &who).unwrap();
            second_step::begin(tx, ana).unwrap();
            let libre = Translator {
                service: Service::Libre,
                address: "http://127.0.0.1:9".to_owned(),
                ..Translator::default()
            };
            setting::put(tx, &libre)?;
            push::keep_key(tx, b"canary of the push key")?;
            // As they stood before.
            for clear in [
                r#"update account set keys = '{"token":"canary-of-the-bot"}', renewed = '{}'"#,
                "update channel set identity_secret = 'canary-of-the-site'",
                "update setting set value = json_set(value, '$.key', 'canary-of-the-translator') where key = 'translator'",
                r#"update setting set value = '{"key":"Y2FuYXJ5LW9mLXRoZS1wdXNo"}' where key = 'push_key'"#,
            ] {
                tx.execute(clear, [])?;
            }
            tx.execute("update second_step set secret = ?1", [&raw[..]])
        })
        .await;
    let canaries = [
        "canary-of-the-bot",
        "canary-of-the-site",
        "canary-of-the-translator",
        "Y2FuYXJ5LW9mLXRoZS1wdXNo",
    ];
    for canary in canaries {
        assert!(house.bytes_hold(canary), "the premise: {canary} is there");
    }
    let house = house.reopen().await;
    for canary in canaries {
        assert!(!house.bytes_hold(canary), "{canary}");
    }
    let db = &house.inside().db;
    let read = db.read::<_, DbError>(move |reader| {
        let site = channel::all(reader)?.remove(0).id;
        let translator = setting::get(reader)?;
        Ok((
            account::all(reader)?
                .remove(0)
                .keys_now()
                .get("token")
                .to_owned(),
            channel::identity_secret(reader, site)?,
            translation::machine(reader, &translator)?,
            push::key(reader)?,
            second_step::pending(reader, ana)?,
            sealed::standing(reader)?,
        ))
    });
    let (token, site, machine, push, step, standing) = read.await.unwrap();
    assert_eq!(token, "canary-of-the-bot");
    assert_eq!(site.unwrap().expose(), "canary-of-the-site");
    let Some(Machine::Libre(_, translator)) = machine else {
        panic!("nobody translates");
    };
    assert_eq!(translator.expose(), "canary-of-the-translator");
    assert_eq!(push.as_deref(), Some(b"canary-of-the-push".as_slice()));
    assert_eq!(step.as_deref(), Some(raw.as_slice()));
    assert_eq!((standing.locked(), standing.clear), (0, 0));
    // The next start finds nothing to do, and writes nothing.
    let newest = house.count("event").await;
    let house = house.reopen().await;
    assert_eq!(house.count("event").await, newest);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_was_moved_opens_nowhere_else_and_nothing_is_deleted() {
    let house = House::open().await;
    let kept: BTreeMap<&str, String> = house
        .act(|tx| {
            channel::add_web_chat(tx, "second.example", &channel::Settings::default())?;
            // Whoever can write into the file gives one site the other one's secret, and the second step of an agent a
            // secret that they know.
            tx.execute(
                "update channel set identity_secret = (select identity_secret from channel where id = 1) where id = 2",
                [],
            )?;
            let one: String = tx.get("select identity_secret from channel where id = 1", [], |row| row.get(0))?;
            Ok(BTreeMap::from([("one", one)]))
        })
        .await;
    assert!(vault::is_sealed(&kept["one"]));
    let house = house.reopen().await;
    let (secrets, standing) = house
        .act(|tx| {
            let ids: Vec<_> = channel::all(tx)?.iter().map(|site| site.id).collect();
            let mut secrets = Vec::new();
            for id in ids {
                secrets.push(channel::identity_secret(tx, id)?.is_some());
            }
            Ok((secrets, sealed::standing(tx)?))
        })
        .await;
    assert_eq!(secrets, [true, false]);
    assert_eq!((standing.spoilt, standing.without_key), (1, 0));
    // With a key of its own the house opens; what another sealed stays where it is.
    let key_file = house.inside().config.key_file.clone();
    let kept_key = fs::read_to_string(&key_file).unwrap();
    let house = house
        .reopen_after(|| fs::write(&key_file, Vault::random().written().expose()).unwrap())
        .await;
    let without = house.act(|tx| sealed::standing(tx)).await;
    assert_eq!(without.without_key, 2, "{without}");
    let key_file = house.inside().config.key_file.clone();
    let house = house
        .reopen_after(|| fs::write(&key_file, kept_key).unwrap())
        .await;
    let back = house.act(|tx| sealed::standing(tx)).await;
    assert_eq!(back, standing);
    assert!(house.act(|tx| team::is_empty(tx)).await);
    house.close().await;
}
