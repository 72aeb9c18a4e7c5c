//! Guessing at the door (R15): it shuts nobody out, holds nobody up, and tells nobody who is known.

use std::sync::Arc;

use http::Method;
use serde_json::json;
use shopbell::{
    base::{secret::Secret, time::Clock},
    config::ServeFlags,
    desk::{
        audit::Origin,
        departure,
        team::{Role, account},
    },
};

use tokio::{sync::mpsc, task::JoinSet};

use crate::house::{Answer, House, PASSWORD, hash};

/// A house behind a proxy, which says where people come from, with Ana who has a password.
async fn open() -> Arc<House> {
    let serve = ServeFlags {
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        limits: 1,
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let hash = hash().await;
    for (name, role) in [("Ana", Role::Admin), ("Lee", Role::Agent)] {
        let (id, hash) = (house.colleague(name, role).await.id, hash.clone());
        house
            .act(move |tx| {
                account::set_password(tx, &Origin::default(), id, &hash).unwrap();
                Ok(())
            })
            .await;
    }
    Arc::new(house)
}

async fn try_it(house: &House, from: &str, email: &str, password: &str) -> Answer {
    let headers = [
        ("x-forwarded-for", from),
        ("content-type", "application/json"),
    ];
    let body = json!({ "email": email, "password": password }).to_string();
    house
        .call(&Method::POST, "/api/v1/agent/login", &headers, body)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_guesses_neither_locks_the_admin_out_nor_holds_up_a_chat() {
    let house = open().await;
    let (home, ana) = ("198.51.100.7", "ana@kettle.example");
    let first = try_it(&house, home, ana, PASSWORD).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let visitor = house.visitor("Vera").await;

    // Strangers from everywhere, all at once: more than the account or the line of hashes takes.
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut guesses = JoinSet::new();
    for number in 0..90 {
        let (house, tell) = (house.clone(), tell.clone());
        guesses.spawn(async move {
            let from = format!("203.0.113.{number}");
            let answer = try_it(&house, &from, ana, "a guess").await;
            let _ = tell.send(answer.status);
        });
    }
    // A message goes past them: it is answered while guesses still wait for their turn.
    let said = house
        .tell(&visitor, "messages", json!({ "text": "Hello" }))
        .await;
    assert_eq!(said.status, 201);
    assert!(told.len() < 90, "the message waited for every guess");
    let mut refused = 0;
    while refused < 20 {
        match told.recv().await.unwrap() {
            429 => refused += 1,
            status => assert!(matches!(status, 401 | 503), "{status}"),
        }
    }
    // The others hang up.
    guesses.shutdown().await;

    // A stranger's next try comes too soon, whatever they know; Ana comes in where she is at home.
    let strange = try_it(&house, "203.0.113.250", ana, PASSWORD).await;
    assert_eq!(strange.status, 429);
    assert!(strange.header("retry-after").parse::<u64>().unwrap() >= 1);
    house
        .until("the line has moved on", async || {
            let hash = house.app.house.hasher().hash(Secret::new(PASSWORD)).await;
            hash.is_ok()
        })
        .await;
    let again = try_it(&house, home, ana, PASSWORD).await;
    assert_eq!(again.status, 200, "{}", again.text());
    Arc::into_inner(house).unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_known_cannot_be_told_from_who_is_not() {
    let house = open().await;
    house
        .act(|tx| {
            let lee = shopbell::desk::team::by_email(tx, "lee@kettle.example")?
                .unwrap()
                .0;
            departure::deactivate(tx, &Origin::default(), lee.id).unwrap();
            Ok(())
        })
        .await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("ana@kettle.example", "a guess"),
        ("nobody@kettle.example", "a guess"),
        ("nobody@kettle.example", ""),
        ("lee@kettle.example", PASSWORD),
        ("not an address", "a guess"),
        ("ana@kettle.example' or '1'='1", "a guess"),
    ] {
        let before = house.count("audit").await;
        let answer = try_it(&house, "203.0.113.9", email, password).await;
        assert_eq!(
            house.count("audit").await,
            before + 1,
            "{email}: written down alike"
        );
        let names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
        answers.push((answer.status, answer.text(), names));
    }
    assert_eq!(answers[0].0, 401);
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    // Both are slowed down after as many tries, and by as much.
    let mut delays = Vec::new();
    for (email, from) in [
        ("ana@kettle.example", "192.0.2.1"),
        ("nobody@kettle.example", "192.0.2.2"),
    ] {
        let mut tries = 0;
        let delay = loop {
            let answer = try_it(&house, from, email, "a guess").await;
            if answer.status == 429 {
                break (answer.header("retry-after").to_owned(), answer.text());
            }
            tries += 1;
            assert!(tries < 30, "{email} is never slowed down");
        };
        delays.push((tries, delay));
    }
    assert_eq!(delays[0], delays[1]);
    Arc::into_inner(house).unwrap().close().await;
}
