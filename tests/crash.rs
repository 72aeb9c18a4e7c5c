//! kill -9 under load: every acknowledged message is there, once and in order.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;

/// How often the house is killed.
const KILLS: usize = 100;
/// Visitors who write meanwhile.
const WRITERS: usize = 8;

struct Killable {
    child: Child,
    address: SocketAddr,
}

impl Killable {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shopbell"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--limits",
                "0",
                "--no-browser",
                "--data",
            ])
            .arg(data)
            .env("SHOPBELL_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Listening on ")?.parse().ok())
            .expect("the house says where it listens");
        Self { child, address }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// One request on a line of its own; `None` when the house went away meanwhile.
fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> Option<(u16, serde_json::Value)> {
    let mut line = TcpStream::connect(address).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    write!(
        line,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         {headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut line, &mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    // Part of an answer is no answer.
    let value = serde_json::from_str(body).ok()?;
    Some((status, value))
}

fn begin(address: SocketAddr) -> String {
    let (status, body) = ask(address, "POST", "/api/v1/visitor/sessions", "", "{}").unwrap();
    assert_eq!(status, 201, "{body}");
    body["token"].as_str().unwrap().to_owned()
}

#[test]
fn a_hundred_kills_lose_and_double_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let added = Command::new(env!("CARGO_BIN_EXE_shopbell"))
        .arg("--data")
        .arg(&data)
        .args(["channel", "add", "web-chat", "--name", "Shop"])
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(added.success());

    let mut house = Killable::start(&data);
    let tokens: Vec<String> = (0..WRITERS).map(|_| begin(house.address)).collect();
    let address = Arc::new(Mutex::new(house.address));
    let stop = Arc::new(AtomicBool::new(false));
    // Whatever fails below, the writers do not go on for ever.
    let _stop_at_end = StopAtEnd(stop.clone());
    let writers: Vec<_> = tokens
        .iter()
        .cloned()
        .map(|token| {
            let (address, stop) = (address.clone(), stop.clone());
            std::thread::spawn(move || write_until(&token, &address, &stop))
        })
        .collect();
    for kill in 0..KILLS {
        // A different moment each time: in the middle of whatever the house is doing then.
        std::thread::sleep(Duration::from_micros(
            2_000 + (kill as u64 * 7_919) % 40_000,
        ));
        house.kill();
        house = Killable::start(&data);
        *address.lock().unwrap() = house.address;
    }
    stop.store(true, Ordering::SeqCst);
    let acknowledged: Vec<BTreeMap<usize, i64>> = writers
        .into_iter()
        .map(|writer| writer.join().unwrap())
        .collect();

    let all: usize = acknowledged.iter().map(BTreeMap::len).sum();
    assert!(all > KILLS, "the house was hardly written to: {all}");
    for (token, acknowledged) in tokens.iter().zip(&acknowledged) {
        check(house.address, token, acknowledged);
    }
    house.kill();
}

struct StopAtEnd(Arc<AtomicBool>);

impl Drop for StopAtEnd {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Writes numbered messages, repeating each until it is acknowledged: number and id.
fn write_until(
    token: &str,
    address: &Mutex<SocketAddr>,
    stop: &AtomicBool,
) -> BTreeMap<usize, i64> {
    let mut acknowledged = BTreeMap::new();
    for number in 0.. {
        let headers = format!("authorization: Bearer {token}\r\nidempotency-key: key-{number}\r\n");
        let body = format!(r#"{{"text":"message {number}"}}"#);
        let mut tries = 0;
        loop {
            let now = *address.lock().unwrap();
            match ask(now, "POST", "/api/v1/visitor/messages", &headers, &body) {
                Some((200 | 201, answer)) => {
                    acknowledged.insert(number, answer["id"].as_i64().unwrap());
                    break;
                }
                Some((503, _)) | None if stop.load(Ordering::SeqCst) => {
                    // The house is up again by now: only a failed test leaves a message unanswered.
                    assert!(tries < 1_000, "message {number} was never acknowledged");
                    std::thread::sleep(Duration::from_millis(5));
                    tries += 1;
                }
                Some((503, _)) | None => std::thread::sleep(Duration::from_millis(5)),
                Some((status, answer)) => panic!("{status}: {answer}"),
            }
        }
        if stop.load(Ordering::SeqCst) {
            return acknowledged;
        }
    }
    acknowledged
}

/// What the house remembers of a visitor is what it acknowledged: each once, in order.
fn check(address: SocketAddr, token: &str, acknowledged: &BTreeMap<usize, i64>) {
    let mut stored = Vec::new();
    let mut after = 0;
    loop {
        let path = format!("/api/v1/visitor/messages?after={after}&limit=1000");
        let headers = format!("authorization: Bearer {token}\r\n");
        let (status, page) = ask(address, "GET", &path, &headers, "").unwrap();
        assert_eq!(status, 200, "{page}");
        for message in page["messages"].as_array().unwrap() {
            stored.push((
                message["text"].as_str().unwrap().to_owned(),
                message["id"].as_i64().unwrap(),
            ));
        }
        match page["next_after"].as_i64() {
            Some(next) => after = next,
            None => break,
        }
    }
    let expected: Vec<(String, i64)> = acknowledged
        .iter()
        .map(|(number, id)| (format!("message {number}"), *id))
        .collect();
    assert_eq!(stored, expected);
}
