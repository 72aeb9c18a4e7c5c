//! kill -9 while a platform's news comes in and answers go out: nothing is lost, nothing comes twice, and what nobody
//! can know says so.

use std::{collections::BTreeMap, net::SocketAddr, path::Path, time::Duration};

use shopbell::{
    base::time::Clock,
    db::Db,
    demo::platform::{
        Platform,
        telegram::{Telegram, User},
    },
    desk::{
        account::{self, ConnectError, Introduction, Keys},
        channel::ChannelKind,
    },
};
use tempfile::TempDir;

use crate::process::{Process, ask, bearer, done, file, set_up};

/// How often the house is killed.
const KILLS: u64 = 50;
const TOKEN: &str = "42:AAbbCC";
const ANA: User = User {
    id: 5511,
    name: "Hannah",
    username: "hannah",
    language: "en",
};

/// Connects the bot in a house that is closed.
fn connect(data: &Path, base: &str) {
    let mut keys = Keys::default();
    keys.set("token", TOKEN);
    keys.set("api_base", base);
    let who = Introduction {
        own_id: "42".to_owned(),
        username: "@kettle_bot".to_owned(),
    };
    let db = Db::open(&file(data), Clock::machine(), Box::new(|_| {})).unwrap();
    db.write_blocking::<_, ConnectError>(move |tx| {
        account::connect(tx, ChannelKind::Telegram, "Bot", &keys, &who)
    })
    .unwrap();
    db.close();
}

#[test]
fn fifty_kills_lose_and_double_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let telegram = runtime
        .block_on(Platform::open(Telegram::new(TOKEN), 0))
        .unwrap();
    connect(&data, &telegram.base());
    let fake = &telegram.manners;
    let mut house = Process::start(&data);
    let token = house.agent("Ana");
    fake.write(&ANA, "in 0");
    let chat = until("the first message", || first_chat(house.address, &token));
    let claim = format!("/api/v1/agent/conversations/{chat}/claim");
    let taken = ask(house.address, "POST", &claim, &bearer(&token), b"{}").unwrap();
    assert_eq!(taken.status, 200, "{}", taken.body);

    // What was acknowledged, and how often it was said there.
    let mut acknowledged = Vec::new();
    let mut written = 0;
    for kill in 1..=KILLS {
        for _ in 0..2 {
            written += 1;
            fake.write(&ANA, &format!("in {written}"));
        }
        let words = format!("out {kill}");
        if answer(house.address, &token, chat, &words) {
            acknowledged.push(words);
        }
        // A different moment each time: between the question and the commit, between the commit and the
        // platform's answer, and after it.
        std::thread::sleep(Duration::from_micros(500 + (kill * 7_919) % 30_000));
        house.kill();
        house = Process::start(&data);
    }

    let log = until("everything has come to rest", || {
        let log = log(house.address, &token, chat);
        let is_all_in = log.iter().filter(|one| one.0 == "visitor").count() > written;
        let is_at_rest = log
            .iter()
            .all(|(_, _, delivery)| delivery != "queued" && delivery != "sending");
        (is_all_in && is_at_rest).then_some(log)
    });
    let came: Vec<&str> = texts_by(&log, "visitor");
    let expected: Vec<String> = (0..=written).map(|number| format!("in {number}")).collect();
    assert_eq!(came, expected, "once each, in order");
    assert!(
        acknowledged.len() as u64 > KILLS / 2,
        "hardly anything was said"
    );
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for one in fake.said() {
        *said.entry(one.text().to_owned()).or_default() += 1;
    }
    for words in &acknowledged {
        let stored = log.iter().find(|(_, text, _)| text == words);
        let (_, _, delivery) = stored.expect("what was acknowledged is there");
        let times = said.get(words).copied().unwrap_or(0);
        match delivery.as_str() {
            "sent" => assert_eq!(times, 1, "{words}"),
            // Whoever was to say so was killed: it is not sent again by itself.
            "unknown" => assert!(times <= 1, "{words} was said {times} times"),
            other => panic!("{words} is {other}"),
        }
    }
    assert!(said.values().all(|times| *times == 1), "{said:?}");
    house.kill();
    done(&data, &["verify"]);
}

pub(super) fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    for _ in 0..1_500 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("not within thirty seconds: {what}");
}

pub(super) fn first_chat(address: SocketAddr, token: &str) -> Option<i64> {
    let path = "/api/v1/agent/conversations?status=open";
    let list = ask(address, "GET", path, &bearer(token), b"")?;
    list.body["conversations"][0]["id"].as_i64()
}

pub(super) fn answer(address: SocketAddr, token: &str, chat: i64, words: &str) -> bool {
    let path = format!("/api/v1/agent/conversations/{chat}/messages");
    let body = serde_json::json!({ "text": words }).to_string();
    ask(address, "POST", &path, &bearer(token), body.as_bytes())
        .is_some_and(|answer| answer.status == 201)
}

/// Author, words and delivery of everything in the chat.
pub(super) fn log(address: SocketAddr, token: &str, chat: i64) -> Vec<(String, String, String)> {
    let path = format!("/api/v1/agent/conversations/{chat}/messages?limit=1000");
    let answer = ask(address, "GET", &path, &bearer(token), b"").unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    answer.body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                word(&one["author"]["kind"]),
                word(&one["text"]),
                word(&one["delivery"]),
            )
        })
        .collect()
}

pub(super) fn texts_by<'a>(log: &'a [(String, String, String)], author: &str) -> Vec<&'a str> {
    log.iter()
        .filter(|one| one.0 == author)
        .map(|one| one.1.as_str())
        .collect()
}
