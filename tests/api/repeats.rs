//! Retrying is safe (R02): a repeat answers the first message's id and stores nothing.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    house::{House, Person},
    streams::Chat,
};

async fn send(house: &House, who: &Person, path: &str, key: &str, body: Value) -> (u16, Value) {
    let answer = house
        .send(who, path, &[("idempotency-key", key)], body)
        .await;
    (answer.status, answer.json())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_is_the_first_one_again_and_another_body_is_refused_also_after_a_restart() {
    let mut house = House::open().await;
    let chat = Chat::begin(&house).await;
    let messages = format!("conversations/{}/messages", chat.id);
    let comments = format!("conversations/{}/comments", chat.id);
    let writers = [
        (&chat.hannah, "messages"),
        (&chat.ana, messages.as_str()),
        (&chat.ana, comments.as_str()),
    ];
    let mut first = Vec::new();
    for (number, (who, path)) in writers.into_iter().enumerate() {
        let key = format!("key {number}");
        let (status, said) = send(&house, who, path, &key, json!({ "text": "once" })).await;
        assert_eq!(status, 201, "{path}: {said}");
        first.push((key, said));
    }
    let rows = house.count("message").await;
    let events = house.count("event").await;
    for when in ["at once", "after a restart"] {
        for ((who, path), (key, said)) in writers.into_iter().zip(&first) {
            let repeat = send(&house, who, path, key, json!({ "text": "once" })).await;
            assert_eq!(repeat, (200, said.clone()), "{path} {when}");
            // Space around it is not another body: it is not kept.
            let spaced = send(&house, who, path, key, json!({ "text": " once\n" })).await;
            assert_eq!(spaced, (200, said.clone()), "{path} {when}");
            let (status, refusal) = send(&house, who, path, key, json!({ "text": "twice" })).await;
            assert_eq!(
                (status, &refusal["error"]["code"]),
                (409, &json!("key-reused")),
                "{path} {when}"
            );
        }
        assert_eq!(house.count("message").await, rows, "{when}");
        assert_eq!(
            house.count("event").await,
            events,
            "nothing is delivered again {when}"
        );
        if when == "at once" {
            house = house.reopen().await;
        }
    }
    // Keys are each sender's own, and a comment is never taken for a message or the other way round.
    let (status, _) = send(
        &house,
        &chat.ana,
        &messages,
        "key 0",
        json!({ "text": "once" }),
    )
    .await;
    assert_eq!(status, 201);
    for (path, key) in [(&comments, "key 1"), (&messages, "key 2")] {
        let (status, refusal) = send(&house, &chat.ana, path, key, json!({ "text": "once" })).await;
        assert_eq!(
            (status, &refusal["error"]["code"]),
            (409, &json!("key-reused")),
            "{path}"
        );
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_belong_to_the_body() {
    let house = House::open().await;
    let hannah = house.visitor("Hannah").await;
    let (one, other) = (
        house.picture_of(&hannah, "one").await,
        house.picture_of(&hannah, "other").await,
    );
    let with = |file: &Value| json!({ "text": "look", "attachments": [file["id"]] });
    let (status, said) = send(&house, &hannah, "messages", "k", with(&one)).await;
    assert_eq!(status, 201);
    assert_eq!(
        send(&house, &hannah, "messages", "k", with(&one)).await,
        (200, said)
    );
    for body in [with(&other), json!({ "text": "look" })] {
        assert_eq!(send(&house, &hannah, "messages", "k", body).await.0, 409);
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_posted_many_times_at_once_is_one_message() {
    let house = Arc::new(House::open().await);
    let hannah = Arc::new(house.visitor("Hannah").await);
    let posts: Vec<_> = (0..120)
        .map(|number| {
            let (house, hannah) = (house.clone(), hannah.clone());
            tokio::spawn(async move {
                // Forty messages, each posted three times.
                let text = format!("message {}", number % 40);
                let body = json!({ "text": text });
                let (status, said) = send(&house, &hannah, "messages", &text, body).await;
                (text, status, said["id"].as_i64().unwrap())
            })
        })
        .collect();
    let mut ids = std::collections::BTreeMap::<String, Vec<(u16, i64)>>::new();
    for post in posts {
        let (text, status, id) = post.await.unwrap();
        ids.entry(text).or_default().push((status, id));
    }
    assert_eq!(house.count("message").await, 40);
    for (text, answers) in ids {
        let created = answers.iter().filter(|(status, _)| *status == 201).count();
        assert_eq!((created, answers.len()), (1, 3), "{text}");
        assert!(
            answers.iter().all(|(_, id)| *id == answers[0].1),
            "{text}: {answers:?}"
        );
    }
    Arc::into_inner(house).unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_text_of_at_most_200_bytes() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let messages = format!("conversations/{}/messages", chat.id);
    let comments = format!("conversations/{}/comments", chat.id);
    // Ana's keys begin with a letter for each of her two ways to write.
    for (first, who, path) in [
        ("m", &chat.hannah, "messages"),
        ("m", &chat.ana, messages.as_str()),
        ("c", &chat.ana, comments.as_str()),
    ] {
        for (rest, expected) in [
            ("k".repeat(199), 201),
            ("k".repeat(200), 400),
            (format!("k{}", "ж".repeat(99)), 201),
            ("ж".repeat(100), 400),
        ] {
            let key = format!("{first}{rest}");
            let body = json!({ "text": format!("with {key}") });
            let (status, answer) = send(&house, who, path, &key, body).await;
            assert_eq!(status, expected, "{path} {key}: {answer}");
            if expected == 400 {
                assert_eq!(answer["error"]["code"], "bad-key");
            }
        }
    }
    let too_long = "k".repeat(201);
    let claim = format!("conversations/{}/claim", chat.id);
    assert_eq!(
        send(&house, &chat.ana, &claim, &too_long, json!({}))
            .await
            .0,
        400
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_retry_after_the_chat_was_closed_is_still_a_repeat() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let (_, said) = send(
        &house,
        &chat.hannah,
        "messages",
        "late",
        json!({ "text": "Thanks" }),
    )
    .await;
    let messages = format!("conversations/{}/messages", chat.id);
    let (_, answered) = send(
        &house,
        &chat.ana,
        &messages,
        "late",
        json!({ "text": "Bye" }),
    )
    .await;
    // A program is not asked how it ended.
    chat.act(&house, "close", json!({})).await;
    let again = send(
        &house,
        &chat.hannah,
        "messages",
        "late",
        json!({ "text": "Thanks" }),
    )
    .await;
    assert_eq!(again, (200, said));
    let again = send(
        &house,
        &chat.ana,
        &messages,
        "late",
        json!({ "text": "Bye" }),
    )
    .await;
    assert_eq!(again, (200, answered));
    let (status, refusal) =
        send(&house, &chat.ana, &messages, "new", json!({ "text": "Hm" })).await;
    assert_eq!((status, &refusal["error"]["code"]), (409, &json!("closed")));
    assert_eq!(house.count("conversation").await, 1, "no new episode");
    house.close().await;
}
