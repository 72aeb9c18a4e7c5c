//! Told to stop, the house finishes what it began; told twice, it goes.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use shopbell::{
    base::time::Clock,
    db::Db,
    desk::{
        account::{self, ConnectError, Introduction, Keys},
        channel::ChannelKind,
    },
};
use tempfile::TempDir;

use crate::process::{Process, bearer, file, log, read_answer, set_up};

/// A request of which the last bytes are still to come.
fn half_a_message(house: &Process, token: &str, text: &str) -> (TcpStream, String) {
    let body = serde_json::json!({ "text": text }).to_string();
    let (sent, rest) = body.split_at(body.len() / 2);
    let mut line = TcpStream::connect(house.address).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    write!(
        line,
        "POST /api/v1/visitor/messages HTTP/1.1\r\nhost: {}\r\n{}content-type: application/json\r\n\
         idempotency-key: one\r\ncontent-length: {}\r\n\r\n{sent}",
        house.address,
        bearer(token),
        body.len()
    )
    .unwrap();
    (line, rest.to_owned())
}

/// A stream that has begun.
fn stream(house: &Process, path: &str, token: &str) -> TcpStream {
    let mut line = TcpStream::connect(house.address).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    write!(
        line,
        "GET {path} HTTP/1.1\r\nhost: {}\r\n{}\r\n",
        house.address,
        bearer(token)
    )
    .unwrap();
    let mut read = Vec::new();
    while !read.ends_with(b": shopbell\n\n\r\n") {
        let mut bytes = [0; 1];
        line.read_exact(&mut bytes).unwrap();
        read.extend(bytes);
    }
    line
}

#[test]
fn running_request_finishes_and_streams_are_told_to_come_back() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let house = Process::start(&data);
    let token = house.visitor();
    let agent = house.agent("Ana");
    let mut streams = vec![
        stream(&house, "/api/v1/visitor/events", &token),
        stream(&house, "/api/v1/agent/events", &agent),
    ];
    let (mut line, rest) = half_a_message(&house, &token, "Do you close already?");
    // The request has arrived once a later one was answered.
    house.visitor();

    house.signal("TERM");
    for stream in &mut streams {
        let mut read = String::new();
        stream.read_to_string(&mut read).unwrap();
        let (_, milliseconds) = read.rsplit_once("retry: ").expect("when to come back");
        let milliseconds = milliseconds.lines().next().unwrap();
        assert!((500..=3_000).contains(&milliseconds.parse().unwrap()));
    }
    assert!(
        TcpStream::connect(house.address).is_err(),
        "nobody else comes in"
    );
    line.write_all(rest.as_bytes()).unwrap();
    let answer = read_answer(&mut line).expect("the message is answered");
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(house.wait().code(), Some(0));

    let log_file = format!("{}-wal", file(&data).display());
    assert_eq!(
        std::fs::metadata(log_file).unwrap().len(),
        0,
        "the log is empty"
    );
    assert!(!data.join("address").exists());
    let house = Process::start(&data);
    let said = log(house.address, &token, "/api/v1/visitor/messages");
    assert_eq!(said[0].0, "Do you close already?");
}

#[test]
fn second_signal_does_not_wait() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut house = Process::start(&data);
    let token = house.visitor();
    // The rest never comes, and would be waited for ten seconds.
    let (_line, _) = half_a_message(&house, &token, "Hello");
    house.visitor();
    house.signal("TERM");
    let stopped_listening = Instant::now();
    while TcpStream::connect(house.address).is_ok() {
        assert!(stopped_listening.elapsed() < Duration::from_secs(5));
    }
    assert!(!house.has_ended(), "it waits for the request");
    let begun = Instant::now();
    house.signal("INT");
    assert_eq!(house.wait().code(), Some(130));
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
}

/// When the house was dark, and why.
fn outages(data: &std::path::Path) -> Vec<(i64, i64, String)> {
    let file = rusqlite::Connection::open(file(data)).unwrap();
    file.prepare("select from_at, until_at, cause from outage order by id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn after_a_long_time_in_the_dark_each_account_says_what_may_be_missing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let db = Db::open(&file(&data), Clock::machine(), Box::new(|_| {})).unwrap();
    for (kind, name) in [
        (ChannelKind::Telegram, "Bot"),
        (ChannelKind::WeChat, "Account"),
        (ChannelKind::Vk, "Community"),
    ] {
        let mut keys = Keys::default();
        keys.set("api_base", "http://127.0.0.1:1");
        let who = Introduction {
            own_id: name.to_owned(),
            username: String::new(),
        };
        db.write_blocking::<_, ConnectError>(move |tx| {
            account::connect(tx, kind, name, &keys, &who)
        })
        .unwrap();
    }
    let now = db.clock().now();
    db.close();
    // The last sign of life is thirty hours old.
    let last = now.minus(Duration::from_secs(30 * 3_600));
    std::fs::write(data.join("alive"), format!("{}", last.0)).unwrap();
    let house = Process::start(&data);
    let gaps = || -> Vec<(String, i64, i64)> {
        let file = rusqlite::Connection::open(file(&data)).unwrap();
        file.prepare(
            "select channel.name, account.lost_from, outage_gap.until_at - outage_gap.from_at
             from outage_gap join channel on channel.id = outage_gap.channel_id
             join account on account.channel_id = channel.id order by channel.id",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
    };
    let begun = Instant::now();
    while gaps().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is told");
        std::thread::sleep(Duration::from_millis(10));
    }
    house.kill();
    let told = gaps();
    let names: Vec<&str> = told.iter().map(|gap| gap.0.as_str()).collect();
    assert_eq!(names, ["Bot", "Account"], "{told:?}");
    assert!(told.iter().all(|gap| gap.1 == last.0), "{told:?}");
    // Telegram has kept the last day, WeChat nearly nothing.
    let hours: Vec<i64> = told
        .iter()
        .map(|gap| (gap.2 + 1_800_000) / 3_600_000)
        .collect();
    assert_eq!(hours, [6, 30], "{told:?}");
}

#[test]
fn each_start_knows_how_long_the_house_was_dark_and_how_it_ended() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let begun = Instant::now();
    let wait = |what: &str, is_so: &dyn Fn() -> bool| {
        while !is_so() {
            assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    let house = Process::start(&data);
    wait("a sign of life", &|| data.join("alive").exists());
    assert!(outages(&data).is_empty(), "a new house was never closed");
    house.kill();
    let house = Process::start(&data);
    wait("the crash", &|| outages(&data).len() == 1);
    house.signal("TERM");
    assert!(house.wait().success());
    let house = Process::start(&data);
    wait("the close", &|| outages(&data).len() == 2);
    house.kill();
    let dark = outages(&data);
    assert_eq!(
        (dark[0].2.as_str(), dark[1].2.as_str()),
        ("crash", "closed")
    );
    assert!(dark.iter().all(|(from, until, _)| from < until), "{dark:?}");
    assert!(dark[0].1 <= dark[1].0);
}
