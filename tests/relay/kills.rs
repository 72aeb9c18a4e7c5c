//! kill -9 of relay and house in turn, under load: what was acknowledged is there, once and in order.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::sleep,
    time::Duration,
};

use super::files::recording;
use crate::{
    address,
    process::{self, Process, ask, log, say, set_up, shopbell},
};

/// How often each of the two is killed.
const ROUNDS: usize = 6;
/// Visitors who write meanwhile.
const WRITERS: usize = 4;

/// A relay in a process of its own.
struct Relay(Child);

impl Relay {
    /// Starts it, and answers the words that it prints until it has an office.
    fn start(data: &Path, at: SocketAddr) -> (Self, Option<String>) {
        let mut command = shopbell(data);
        command.args(["relay", "--limits", "0", "--listen", &at.to_string()]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let words = lines.by_ref().map_while(Result::ok).find_map(|line| {
            if line.starts_with("Its office is") {
                return Some(None);
            }
            line.trim()
                .starts_with("shopbell-relay:")
                .then(|| Some(line.trim().to_owned()))
        });
        (Self(child), words.expect("it says who its office is"))
    }

    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks again and again until it is answered for good, as the widget does.
fn insist(request: impl Fn() -> Option<process::Answer>) -> process::Answer {
    for _ in 0..20_000 {
        match request() {
            Some(answer) if answer.status != 503 => return answer,
            _ => sleep(Duration::from_millis(5)),
        }
    }
    panic!("a request was never answered");
}

#[test]
fn whichever_is_killed_nothing_is_lost_and_nothing_doubled() {
    let folder = tempfile::TempDir::new().unwrap();
    let (house_data, relay_data) = (folder.path().join("house"), folder.path().join("relay"));
    set_up(&house_data);
    let site = process::done(&house_data, &["channel", "list"]);
    let site = site.split('\t').nth(2).unwrap().to_owned();
    let at = address::fresh();
    let (mut relay, words) = Relay::start(&relay_data, at);
    let words = words.unwrap();
    let open = || {
        let mut command = process::serve(&house_data);
        command.args(["--relay", &words]);
        Process::of(command)
    };
    let mut house = open();
    let begin = || {
        let body = serde_json::json!({ "site": site }).to_string();
        let begun = insist(|| {
            let body = body.as_bytes();
            ask(at, "POST", "/api/v1/visitor/sessions", "", body).filter(|one| one.status != 404)
        });
        assert_eq!(begun.status, 201, "{}", begun.body);
        begun.body["token"].as_str().unwrap().to_owned()
    };
    let first = begin();
    let is_over = Arc::new(AtomicBool::new(false));
    let said = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let token = if writer == 0 { first.clone() } else { begin() };
            let (is_over, said) = (is_over.clone(), said.clone());
            std::thread::spawn(move || {
                let (mut count, mut sent) = (0, Vec::new());
                while !is_over.load(Ordering::SeqCst) {
                    let (key, text) = (format!("k{count}"), count.to_string());
                    let answer = match count % 4 {
                        3 if sent.len() < 8 => {
                            sent.push((format!("{text}.webm"), recording(&[]).len() + FILE));
                            send_file(at, &token, &key, &text)
                        }
                        _ => insist(|| say(at, &token, &key, &text)),
                    };
                    assert!(
                        (200..300).contains(&answer.status),
                        "{} {}",
                        answer.status,
                        answer.body
                    );
                    count += 1;
                    said.fetch_add(1, Ordering::SeqCst);
                }
                (token, count, sent)
            })
        })
        .collect();
    let progress = || {
        let goal = said.load(Ordering::SeqCst) + 2 * WRITERS;
        for _ in 0..12_000 {
            if said.load(Ordering::SeqCst) >= goal {
                return;
            }
            sleep(Duration::from_millis(5));
        }
        panic!("nothing is acknowledged any more");
    };
    for _ in 0..ROUNDS {
        progress();
        house.kill();
        // In the dark it goes on.
        progress();
        relay.kill();
        relay = Relay::start(&relay_data, at).0;
        progress();
        house = open();
        progress();
        relay.kill();
        relay = Relay::start(&relay_data, at).0;
        progress();
    }
    is_over.store(true, Ordering::SeqCst);
    for writer in writers {
        let (token, count, sent) = writer.join().unwrap();
        // Once this is answered, all that was kept is there.
        let path = "/api/v1/visitor/messages";
        insist(|| ask(at, "GET", path, &process::bearer(&token), b""));
        let texts: Vec<String> = log(house.address, &token, path)
            .into_iter()
            .map(|(text, _)| text)
            .filter(|text| text.parse::<usize>().is_ok())
            .collect();
        let expected: Vec<String> = (0..count).map(|number| number.to_string()).collect();
        assert_eq!(texts, expected);
        assert_eq!(files(house.address, &token), sent);
        assert!(count > 0);
    }
    drop(relay);
    assert_eq!(house_is_sound(house, &house_data), "");
}

const FILE: usize = 300_000;

/// A file that says which message it goes with, and that message.
fn send_file(at: SocketAddr, token: &str, key: &str, text: &str) -> process::Answer {
    let headers = format!("{}content-type: audio/webm\r\n", process::bearer(token));
    let path = format!("/api/v1/visitor/files?name={text}.webm&kind=voice");
    let bytes = recording(&vec![b'a'; FILE]);
    let sent = insist(|| ask(at, "POST", &path, &headers, &bytes));
    assert_eq!(sent.status, 201, "{}", sent.body);
    let body = serde_json::json!({ "text": text, "attachments": [sent.body["id"]] }).to_string();
    let headers = format!("{}idempotency-key: {key}\r\n", process::bearer(token));
    let path = "/api/v1/visitor/messages";
    insist(|| ask(at, "POST", path, &headers, body.as_bytes()))
}

/// The names and sizes of the files in a visitor's chat.
fn files(address: SocketAddr, token: &str) -> Vec<(String, usize)> {
    let path = "/api/v1/visitor/messages?limit=1000";
    let log = ask(address, "GET", path, &process::bearer(token), b"").unwrap();
    let messages = log.body["messages"].as_array().unwrap();
    assert!(messages.len() < 1_000, "the log is read at once");
    messages
        .iter()
        .flat_map(|message| {
            message["attachments"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .map(|file| {
            let size = file["size"].as_u64().unwrap();
            (file["name"].as_str().unwrap().to_owned(), size as usize)
        })
        .collect()
}

fn house_is_sound(house: Process, data: &Path) -> String {
    house.signal("TERM");
    assert!(house.wait().success());
    process::done(data, &["verify"]);
    String::new()
}
