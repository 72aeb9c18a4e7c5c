//! Full, read-only, failing: nothing is acknowledged that is not stored, reading goes on, and writing
//! resumes by itself.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::process::{Process, SERVE, ask, bearer, done, file, log, say, serve, set_up};

/// Compiles the disk that fails; whoever can build SQLite has a compiler.
fn failing_disk(folder: &Path) -> PathBuf {
    let library = folder.join("failing_disk.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/storage/failing_disk.c");
    let built = Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".to_owned()))
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .status()
        .unwrap();
    assert!(built.success());
    library
}

/// A customer who writes, and what was acknowledged.
struct Customer {
    address: SocketAddr,
    token: String,
    acknowledged: Vec<String>,
}

impl Customer {
    fn of(house: &Process) -> Self {
        Self {
            address: house.address,
            token: house.visitor(),
            acknowledged: Vec::new(),
        }
    }

    fn is_stored(&mut self, text: &str) {
        let answer = say(self.address, &self.token, text, text).unwrap();
        assert!(matches!(answer.status, 200 | 201), "{}", answer.body);
        self.acknowledged.push(text.to_owned());
    }

    fn is_refused(&self, text: &str) {
        let answer = say(self.address, &self.token, text, text).unwrap();
        assert_eq!(answer.status, 503, "{text}: {}", answer.body);
        assert!(answer.head.contains("\r\nretry-after: "), "{}", answer.head);
        assert_eq!(answer.body["error"]["code"], "storage");
        let words = answer.body["error"]["message"].as_str().unwrap();
        assert!(words.contains("not saved"), "{words}");
    }

    /// Sends the same message again until it is stored, as every client does.
    fn repeats(&mut self, text: &str) {
        let begun = Instant::now();
        loop {
            let answer = say(self.address, &self.token, text, text).unwrap();
            if matches!(answer.status, 200 | 201) {
                self.acknowledged.push(text.to_owned());
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", answer.body);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn reads_what_was_acknowledged(&self) {
        let stored = log(self.address, &self.token, "/api/v1/visitor/messages");
        let texts: Vec<_> = stored.into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, self.acknowledged);
    }

    fn sends_file(&self, size: usize) -> (u16, String) {
        let mut bytes = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87".to_vec();
        bytes.resize(size, 7);
        let headers = format!("{}content-type: audio/webm\r\n", bearer(&self.token));
        let path = "/api/v1/visitor/files?name=voice.webm&kind=voice";
        let answer = ask(self.address, "POST", path, &headers, &bytes).unwrap();
        let code = answer.body["error"]["code"].as_str().unwrap_or_default();
        (answer.status, code.to_owned())
    }
}

fn readiness(address: SocketAddr) -> (u16, serde_json::Value) {
    let answer = ask(address, "GET", "/readyz", "", b"").unwrap();
    (answer.status, answer.body)
}

fn is_not_ready(address: SocketAddr) {
    let (status, body) = readiness(address);
    assert_eq!(status, 503, "{body}");
    assert_eq!(body["error"]["detail"]["ready"], false, "{body}");
    let reason = body["error"]["detail"]["reason"].as_str().unwrap();
    assert!(!reason.is_empty());
    let alive = ask(address, "GET", "/healthz", "", b"").unwrap();
    assert_eq!(alive.status, 200);
}

#[test]
fn disk_that_fails_is_told_and_recovered_from_without_a_restart() {
    let folder = TempDir::new().unwrap();
    let (data, word) = (folder.path().join("data"), folder.path().join("word"));
    set_up(&data);
    let told = folder.path().join("told");
    let mut command = serve(&data);
    command
        .env("LD_PRELOAD", failing_disk(folder.path()))
        .env("FAILING_DISK", &word)
        .env("SHOPBELL_LOG", "info")
        .stderr(fs::File::create(&told).unwrap());
    let house = Process::of(command);
    let mut customer = Customer::of(&house);
    customer.is_stored("before");
    assert_eq!(readiness(house.address).0, 200);
    for failure in ["full", "readonly", "write", "sync"] {
        fs::write(&word, failure).unwrap();
        let (first, second) = (format!("{failure} 1"), format!("{failure} 2"));
        customer.is_refused(&first);
        customer.is_refused(&second);
        is_not_ready(house.address);
        customer.reads_what_was_acknowledged();
        assert_eq!(customer.sends_file(5_000), (503, "storage".to_owned()));

        fs::write(&word, "").unwrap();
        customer.repeats(&first);
        customer.is_stored(&second);
        assert_eq!(readiness(house.address).0, 200);
        customer.reads_what_was_acknowledged();
        assert_eq!(customer.sends_file(5_000).0, 201);
    }
    house.kill();
    done(&data, &["verify"]);
    let told = fs::read_to_string(told).unwrap();
    assert_eq!(told.matches("nothing can be stored").count(), 4, "{told}");
    assert_eq!(
        told.matches("opened anew and is sound").count(),
        4,
        "{told}"
    );
}

#[test]
fn limit_on_file_sizes_is_told_and_lifted_without_a_restart() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut house = Process::start(&data);
    let mut customer = Customer::of(&house);
    customer.is_stored("before");
    let limit = |most: &str| {
        let set = Command::new("prlimit")
            .args([
                format!("--pid={}", house.id()),
                format!("--fsize={most}:unlimited"),
            ])
            .status();
        assert!(set.unwrap().success());
    };
    // The log may grow a little further.
    let log_size = fs::metadata(format!("{}-wal", file(&data).display())).unwrap();
    limit(&(log_size.len() + 100_000).to_string());
    let refused = (0..200)
        .map(|number| format!("message {number}"))
        .find(|text| {
            let answer = say(house.address, &customer.token, text, text).unwrap();
            if answer.status == 201 {
                customer.acknowledged.push(text.clone());
            }
            answer.status != 201
        })
        .expect("the limit is reached");
    customer.is_refused(&refused);
    is_not_ready(house.address);
    customer.reads_what_was_acknowledged();
    limit("unlimited");
    customer.repeats(&refused);
    customer.is_stored("after");
    customer.reads_what_was_acknowledged();
    assert!(!house.has_ended());
    house.kill();
    done(&data, &["verify"]);
}

#[test]
fn small_disk_refuses_files_first_and_takes_everything_again_when_there_is_room() {
    let folder = TempDir::new().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    // A disk of its own in a name space of its own: it goes when the process goes.
    let mounted = |script: &str| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg(format!(
                "mount -t tmpfs -o size=24m tmpfs \"$0\" && {script}"
            ))
            .arg(&disk);
        command
    };
    let tried = mounted("true").output();
    if !tried.as_ref().is_ok_and(|tried| tried.status.success()) {
        println!("SKIPPED, as this system lets nobody mount a small disk: {tried:?}");
        return;
    }
    let script = "\"$1\" \"$2\" \"$3\" channel add web-chat --name Shop >/dev/null && exec \"$@\"";
    let mut command = mounted(script);
    command
        .arg(env!("CARGO_BIN_EXE_shopbell"))
        .arg("--data")
        .arg(disk.join("data"))
        .args(SERVE)
        .env("SHOPBELL_LOG", "error");
    let house = Process::of(command);
    let inside = PathBuf::from(format!("/proc/{}/root{}", house.id(), disk.display()));
    let mut customer = Customer::of(&house);
    customer.is_stored("before");
    assert_eq!(customer.sends_file(50_000).0, 201);
    let (_, body) = readiness(house.address);
    assert_eq!(body["storage"]["low"], true, "{body}");
    assert_eq!(body["storage"]["takes_files"], true, "{body}");

    // Whoever runs the house is told.
    let begun = Instant::now();
    // SQLite opens no file by a path into another name space: it is copied, with its log.
    let is_told = || -> Option<String> {
        let copy = TempDir::new().unwrap();
        for name in ["shopbell.db", "shopbell.db-wal"] {
            fs::copy(inside.join("data").join(name), copy.path().join(name)).ok()?;
        }
        let file = rusqlite::Connection::open(file(copy.path())).ok()?;
        let known = "select detail from trouble where kind = 'disk'";
        file.query_row(known, [], |row| row.get(0)).ok()
    };
    while is_told().as_deref() != Some("low") {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(10));
    }

    // Nearly full: one megabyte of 24 is left, less than a twentieth.
    let filler = inside.join("filler");
    let available = body["storage"]["available_bytes"].as_u64().unwrap();
    fs::write(
        &filler,
        vec![1; usize::try_from(available).unwrap() - 1_000_000],
    )
    .unwrap();
    assert_eq!(customer.sends_file(50_000), (503, "storage-low".to_owned()));
    customer.is_stored("nearly full");
    let (status, body) = readiness(house.address);
    assert_eq!(
        (status, &body["storage"]["takes_files"]),
        (200, &false.into()),
        "{body}"
    );

    // Full to the last page.
    let rest = inside.join("rest");
    let _ = fs::write(&rest, vec![1; 2_000_000]);
    let refused = (0..200)
        .map(|number| format!("message {number}"))
        .find(|text| {
            let answer = say(house.address, &customer.token, text, text).unwrap();
            if answer.status == 201 {
                customer.acknowledged.push(text.clone());
            }
            answer.status != 201
        })
        .expect("the disk is full");
    customer.is_refused(&refused);
    is_not_ready(house.address);
    customer.reads_what_was_acknowledged();

    fs::remove_file(rest).unwrap();
    fs::remove_file(filler).unwrap();
    customer.repeats(&refused);
    assert_eq!(customer.sends_file(50_000).0, 201);
    customer.reads_what_was_acknowledged();
    assert_eq!(readiness(house.address).0, 200);
}
