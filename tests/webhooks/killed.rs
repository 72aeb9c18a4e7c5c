//! kill -9 while webhooks are posted: each is told all of it, each chat in order, and a repeat is known by its id.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use shopbell::{
    base::network::Neighbours,
    desk::{
        audit::Origin,
        setting,
        webhook::{
            Topic,
            edit::{self, Change, WebhookError},
        },
    },
};
use tempfile::TempDir;

use super::receiver::{Manner, Receiver};
use crate::process::{Process, open, say, set_up};

/// How often the house is killed.
const KILLS: u64 = 12;
/// Messages in each chat between two kills.
const WORDS: u64 = 3;

#[test]
fn a_dozen_kills_lose_nothing_and_what_comes_twice_has_one_id() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let receiver = Receiver::open();
    connect(&data, &receiver);
    // Some are answered late, so that a kill comes between the post and its answer.
    for kill in 1..=KILLS {
        receiver.misbehaves(&format!("says {kill}.{WORDS}!"), &[Manner::Silence]);
    }

    let mut house = Process::start(&data);
    let visitors = [house.visitor(), house.visitor()];
    let mut said: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for kill in 1..=KILLS {
        for word in 1..=WORDS {
            for (chat, visitor) in visitors.iter().enumerate() {
                let text = format!("chat {chat} says {kill}.{word}!");
                let answer = say(house.address, visitor, &format!("{kill}.{word}"), &text);
                assert_eq!(answer.unwrap().status, 201);
                said.entry(chat).or_default().push(text);
            }
        }
        std::thread::sleep(Duration::from_micros((kill * 7_919) % 15_000));
        house.kill();
        house = Process::start(&data);
    }
    let all = usize::try_from(KILLS * WORDS).unwrap() * visitors.len();
    let ids = || {
        let heard = receiver.heard();
        heard
            .iter()
            .map(|one| (one.said(), one.id()))
            .collect::<Vec<_>>()
    };
    let begun = Instant::now();
    let distinct = || {
        ids()
            .into_iter()
            .map(|(text, _)| text)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    while distinct() < all {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{} of {all}",
            distinct()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut first: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (text, id) in ids() {
        let chat = usize::from(text.starts_with("chat 1"));
        match known.get(&text) {
            Some(before) => assert_eq!(*before, id, "{text}"),
            None => {
                known.insert(text.clone(), id);
                first.entry(chat).or_default().push(text);
            }
        }
    }
    assert_eq!(first, said);
    house.kill();
}

fn connect(data: &std::path::Path, receiver: &Receiver) {
    let change = Change {
        name: "Till".to_owned(),
        url: receiver.url(),
        topics: vec![Topic::MessageCreated],
        patience_s: 1,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = open(data);
        db.write::<_, WebhookError>(move |tx| {
            setting::put(tx, &Neighbours::read("127.0.0.1").unwrap())?;
            edit::add(tx, &Origin::default(), &change)
        })
        .await
        .unwrap();
        tokio::task::spawn_blocking(move || db.close())
            .await
            .unwrap();
    });
}
