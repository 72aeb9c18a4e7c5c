//! Coming back: after every event, at random, from memory and from the file.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use shopbell::{
    base::{
        id::EventId,
        secret::Secret,
        time::{Clock, Timestamp},
    },
    desk::{arrival, conversation::say::Draft, customer::visitor},
};

use super::{Chat, kept, line};
use crate::house::{House, Person};

/// Steps of the script.
const STEPS: usize = 200;

/// Reads until the house is done and everything is there, leaving after as many events as `patience`
/// says each time, in the middle of whatever the stream says next.
async fn read_in_pieces(
    house: &House,
    who: &Person,
    is_visitor: bool,
    is_done: &AtomicBool,
    mut patience: impl FnMut() -> usize,
) -> Vec<(i64, String)> {
    let mut seen: Vec<(i64, String)> = Vec::new();
    loop {
        let after = seen.last().map_or(0, |(id, _)| *id);
        let mut stream = house
            .listen(who, "", &[("last-event-id", &after.to_string())])
            .await;
        let mut left = patience();
        while left > 0 {
            // Whether it is over is asked before looking what is there, so that nothing comes between.
            let was_done = is_done.load(Ordering::SeqCst);
            let everything = was_done.then_some(kept(house, is_visitor).await);
            if everything.is_some_and(|all| all.last() == seen.last()) {
                return seen;
            }
            let next = tokio::time::timeout(Duration::from_millis(200), stream.next());
            let Ok(told) = next.await else { continue };
            let told = told.expect("the stream goes on");
            // What has no id is told in passing.
            if let Some(line) = line(&told) {
                seen.push(line);
                left -= 1;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_cut_off_after_every_event_has_all_of_them_in_the_end() {
    let house = Arc::new(House::open().await);
    let chat = Arc::new(Chat::begin(&house).await);
    let is_done = Arc::new(AtomicBool::new(false));
    // A seed for each reader; a third leaves after each single event.
    let mut readers = Vec::new();
    for (is_visitor, mut seed) in [(false, 7_u64), (true, 11), (false, 0), (true, 0)] {
        let (house, chat, is_done) = (house.clone(), chat.clone(), is_done.clone());
        readers.push(tokio::spawn(async move {
            let who = if is_visitor { &chat.hannah } else { &chat.ana };
            let patience = || {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(seed.min(1));
                1 + (seed >> 33) as usize % 5
            };
            let seen = read_in_pieces(&house, who, is_visitor, &is_done, patience).await;
            (is_visitor, seen)
        }));
    }
    for number in 0..STEPS {
        chat.step(&house, number).await;
    }
    is_done.store(true, Ordering::SeqCst);
    for reader in readers {
        let (is_visitor, seen) = reader.await.unwrap();
        let all = kept(&house, is_visitor).await;
        assert!(all.len() >= STEPS / 2, "the premise: {}", all.len());
        assert_eq!(seen, all);
    }
    drop(chat);
    Arc::into_inner(house).unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_any_event_on_the_rest_comes_from_memory_and_from_the_file() {
    let mut house = House::open().await;
    let chat = Chat::begin(&house).await;
    for number in 0..STEPS {
        chat.step(&house, number).await;
    }
    for place in ["memory", "the file"] {
        for is_visitor in [false, true] {
            let who = if is_visitor { &chat.hannah } else { &chat.ana };
            let all = kept(&house, is_visitor).await;
            for cut in 0..all.len() {
                let after = if cut == 0 { 0 } else { all[cut - 1].0 };
                let query = format!("?last_event_id={after}");
                let mut stream = house.listen(who, &query, &[]).await;
                for expected in &all[cut..] {
                    let told = stream.next_kept().await;
                    assert_eq!(
                        line(&told).as_ref(),
                        Some(expected),
                        "after {after}, from {place}"
                    );
                }
            }
        }
        if place == "memory" {
            house = house.reopen().await;
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn however_far_behind_a_reader_is_it_is_never_sent_away_empty_handed() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let token = Secret::new(chat.hannah.token()).hash();
    // More than a queue holds, as many short events as fit into memory, and long ones.
    for (count, length) in [(300, 10), (1_500, 10), (120, 9_000)] {
        let before = kept(&house, true).await.last().unwrap().0;
        house
            .act(move |tx| {
                let visitor = visitor::resolve(tx, token)?.unwrap();
                for _ in 0..count {
                    let draft = Draft {
                        text: "茶".repeat(length),
                        attachments: Vec::new(),
                        key: None,
                        ..Default::default()
                    };
                    arrival::message(tx, visitor, &draft).unwrap();
                }
                Ok(())
            })
            .await;
        // A burst that is handed out to somebody who has just come in would be too much at once.
        let newest = EventId(kept(&house, false).await.last().unwrap().0);
        house
            .until("the burst is handed out", async || {
                house.inside().hub.last() >= newest
            })
            .await;
        for is_visitor in [true, false] {
            let who = if is_visitor { &chat.hannah } else { &chat.ana };
            let all = kept(&house, is_visitor).await;
            let query = format!("?last_event_id={before}");
            let mut stream = house.listen(who, &query, &[]).await;
            for expected in all.iter().filter(|(id, _)| *id > before) {
                let told = stream.next_kept().await;
                assert_eq!(line(&told).as_ref(), Some(expected));
            }
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn header_and_query_say_where_to_go_on_and_nonsense_is_refused() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let all = kept(&house, true).await;
    let (first, second) = (all[0].0.to_string(), all[1].0.to_string());
    let next = async |query: String, headers: &[(&str, &str)]| {
        let mut stream = house.listen(&chat.hannah, &query, headers).await;
        stream.next_kept().await.id
    };
    assert_eq!(
        next(format!("?last_event_id={first}"), &[]).await,
        Some(all[1].0)
    );
    assert_eq!(
        next(String::new(), &[("last-event-id", &first)]).await,
        Some(all[1].0)
    );
    // A browser sends the header when it comes back to an address that has a query.
    let both = next(
        format!("?last_event_id={first}"),
        &[("last-event-id", &second)],
    )
    .await;
    assert_eq!(both, Some(all[2].0));
    assert_eq!(
        next("?last_event_id=-5".to_owned(), &[]).await,
        Some(all[0].0)
    );
    for (query, header) in [
        ("?last_event_id=x", ""),
        ("", "x"),
        ("", "99999999999999999999"),
        ("?reset_beyond=x", ""),
    ] {
        let path = format!("events{query}");
        let answer = house
            .get(&chat.hannah, &path, &[("last-event-id", header)])
            .await;
        assert_eq!(answer.status, 400, "{query} {header}");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_too_far_behind_is_told_to_load_anew() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    for number in 0..20 {
        chat.step(&house, number).await;
    }
    let all = kept(&house, false).await;
    let newest = all.last().unwrap().0;
    let near = format!("?last_event_id={}&reset_beyond=5", newest - 5);
    let mut stream = house.listen(&chat.ana, &near, &[]).await;
    assert_eq!(
        stream.next_kept().await.id,
        Some(newest - 4),
        "still replayed"
    );
    // Too far, or ahead of the house, whose file was restored: the snapshot's own cursor goes along.
    let far = format!("?last_event_id={}&reset_beyond=5", newest - 6);
    let ahead = format!("?last_event_id={}", newest + 1_000);
    for query in [far, ahead] {
        let mut stream = house.listen(&chat.ana, &query, &[]).await;
        let told = stream.next_kept().await;
        assert_eq!((told.kind.as_str(), told.id), ("reset", Some(newest)));
        drop(stream);
    }
    let mut stream = house
        .listen(
            &chat.ana,
            &format!("?last_event_id={}", newest + 1_000),
            &[],
        )
        .await;
    stream.next_of("reset").await;
    chat.act(&house, "comments", json!({ "text": "and on" }))
        .await;
    let told = stream.next_of("comment").await;
    assert_eq!(told.data["text"], "and on");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_changes_no_order() {
    let start = Timestamp(1_763_700_000_000);
    let clock = Clock::by_hand(start);
    let house = House::open_by(clock.clone(), 0).await;
    let chat = Chat::begin(&house).await;
    let mut stream = house.listen(&chat.ana, "", &[]).await.begun().await;
    let write = async |number: usize| {
        let text = format!("number {number}");
        let said = house
            .tell(&chat.hannah, "messages", json!({ "text": text }))
            .await;
        assert_eq!(said.status, 201);
        said.json()["id"].as_i64().unwrap()
    };
    let mut ids = Vec::new();
    for number in 0..10 {
        if number == 5 {
            clock.set(start.minus(Duration::from_secs(2 * 3600)));
        }
        clock.advance(Duration::from_secs(1));
        ids.push(write(number).await);
    }
    assert!(ids.is_sorted());
    for (number, id) in ids.iter().enumerate() {
        let told = stream.next_of("message").await;
        assert_eq!(
            (told.id, &told.data["text"]),
            (Some(*id), &json!(format!("number {number}")))
        );
    }
    let page = house.get(&chat.hannah, "messages", &[]).await.json();
    let texts: Vec<_> = page["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| &message["text"])
        .collect();
    let last: Vec<_> = (0..10)
        .map(|number| json!(format!("number {number}")))
        .collect();
    assert!(
        texts.ends_with(&last.iter().collect::<Vec<_>>()),
        "{texts:?}"
    );
    let unread = async || {
        let list = house.get(&chat.ana, "conversations", &[]).await.json();
        list["conversations"][0]["unread"].as_i64().unwrap()
    };
    let before = unread().await;
    chat.act(&house, "read", json!({ "message_id": ids[6] }))
        .await;
    assert_eq!((before, unread().await), (11, 3));
    house.close().await;
}
