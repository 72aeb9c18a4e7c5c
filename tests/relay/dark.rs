//! What is kept while the house is dark, and how it gets there.

use std::time::Duration;

use http::Method;
use serde_json::json;
use shopbell::{
    base::{secret, time::Clock},
    config::RelayFlags,
    db::DbError,
    desk::{
        account::{self, Introduction, Keys, OUR_SECRET},
        channel::ChannelKind,
    },
};

use super::{Relay, goes_through, is_kept, office, office_by, texts, token_of, until};
use crate::house::House;

const CANARY: &str = "canary-of-vera";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_in_the_dark_is_there_once_and_its_visitor_goes_on() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    let (boss, site) = (house.supervisor("Ana").await, house.site_key().await);
    let hannah = token_of(&relay.begin(&site, "Hannah").await);
    assert_eq!(relay.write(&hannah, "h1", "One").await.status, 201);

    relay.wire.cut();
    is_kept(&relay).await;
    house.is_dark().await;
    // Somebody who was there, and somebody new.
    let kept = relay.write(&hannah, "h2", "Two").await;
    assert_eq!((kept.status, &kept.json()["kept"]), (202, &json!(true)));
    let begun = relay.begin(&site, "Vera").await;
    let vera = token_of(&begun);
    assert_eq!(begun.json()["kept"], true);
    for (key, text) in [("v1", CANARY), ("v2", "And my cup?"), ("v1", CANARY)] {
        assert_eq!(relay.write(&vera, key, text).await.status, 202, "{text}");
    }
    assert!(
        !relay.disk_holds(CANARY),
        "whoever has the disk can read it"
    );
    assert!(!relay.disk_holds(&vera));
    // What only the house can say, nobody says.
    for path in ["/api/v1/visitor/me", "/api/v1/visitor/events"] {
        let bearer = format!("Bearer {hannah}");
        let headers = [("authorization", bearer.as_str())];
        let answer = relay.ask(&Method::GET, path, &headers, "").await;
        assert_eq!(answer.status, 503, "{path}");
        assert_eq!(answer.json()["error"]["code"], "office-dark");
        assert_eq!(answer.header("retry-after"), "5");
    }
    // What is none of these is told so at once.
    for (answer, status) in [
        (relay.write(&vera, "v3", "").await, 400),
        (relay.write(&vera, "v3", &"x".repeat(10_001)).await, 400),
        (relay.write("short", "v3", "Three").await, 401),
        (relay.begin("no-such-site", "Vera").await, 404),
    ] {
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    assert_eq!(house.written(&boss).await, ["One"]);

    // The relay itself starts anew meanwhile.
    let relay = relay.reopen(&RelayFlags::default()).await;
    assert_eq!(relay.app.waiting(), 5);
    assert_eq!(relay.write(&vera, "v4", "Hello?").await.status, 202);
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    assert_eq!(relay.app.waiting(), 0);
    let expected = ["One", "Two", CANARY, "And my cup?", "Hello?"];
    assert_eq!(house.written(&boss).await, expected);
    assert_eq!(house.count("identity").await, 2);
    assert_eq!(house.count("conversation").await, 2);

    // The same browser goes on in the same chat, and learns under which id its words are.
    let again = relay.write(&vera, "v2", "And my cup?").await;
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(relay.write(&vera, "v5", "Thank you").await.status, 201);
    let log = relay.log(&vera).await.json();
    assert_eq!(texts(&log)[..3], [CANARY, "And my cup?", "Hello?"]);
    assert_eq!(house.count("conversation").await, 2);
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_as_old_as_it_is() {
    let relay = Relay::open().await;
    let clock = Clock::by_hand(Clock::machine().now());
    let house = office_by(clock, &relay.words()).await;
    goes_through(&relay).await;
    let site = house.site_key().await;
    relay.wire.cut();
    is_kept(&relay).await;
    let vera = token_of(&relay.begin(&site, "Vera").await);
    relay.write(&vera, "v1", "Since when?").await;
    let written = Clock::machine().now();
    house.pass(Duration::from_secs(3_600));
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    let at = relay.log(&vera).await.json()["messages"][0]["created_at"]
        .as_i64()
        .unwrap();
    assert!(at <= written.0, "{at} {}", written.0);
    house.close().await;
    relay.app.stop().await;
}

/// A program of the shop's own calls in: how it signs, and where.
async fn custom(house: &House) -> (String, String) {
    let who = Introduction {
        own_id: "kettle-app".to_owned(),
        username: "Kettle app".to_owned(),
    };
    let db = &house.inside().db;
    let id = db
        .write(move |tx| {
            let mut keys = Keys::default();
            keys.set("url", "http://127.0.0.1:1/take");
            account::connect(tx, ChannelKind::Custom, &who.username, &keys, &who)
        })
        .await
        .unwrap();
    let account = db
        .read::<_, DbError>(move |reader| account::by_id(reader, id))
        .await
        .unwrap()
        .unwrap();
    let secret = account.keys.get(OUR_SECRET).to_owned();
    (secret, format!("/hooks/{}", account.channel.site_key))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_platform_brings_in_the_dark_is_there_once() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    let boss = house.supervisor("Ana").await;
    let (secret, hook) = custom(&house).await;
    goes_through(&relay).await;
    // The relay hears of a channel at its next beat; this one was there before the line was.
    let calls = async |id: &str, text: &str, key: &str| {
        let event = json!({ "type": "message", "id": id, "text": text,
            "customer": { "id": "u-1", "name": "Ana Li" } });
        let body = json!({ "events": [event] }).to_string();
        let timestamp = (house.inside().db.clock().now().0 / 1000).to_string();
        let pieces = [timestamp.as_bytes(), b".", body.as_bytes()];
        let signature = secret::proof(key, &pieces);
        let headers = [
            ("content-type", "application/json"),
            ("x-shopbell-timestamp", timestamp.as_str()),
            ("x-shopbell-signature", signature.as_str()),
        ];
        relay.ask(&Method::POST, &hook, &headers, &body).await
    };
    let live = calls("m-1", "Hello", &secret).await;
    assert_eq!(live.status, 200, "{}", live.text());
    assert_eq!(calls("m-9", "I am not", "wrong").await.status, 403);
    until("the relay knows the channel", async || {
        relay.app.knows(hook.strip_prefix("/hooks/").unwrap())
    })
    .await;
    relay.wire.cut();
    is_kept(&relay).await;
    for (id, text) in [
        ("m-2", "Blue, please"),
        ("m-3", "Or red"),
        ("m-2", "Blue, please"),
    ] {
        let kept = calls(id, text, &secret).await;
        assert_eq!((kept.status, kept.json()), (200, json!({ "kept": true })));
    }
    // What nobody signed is kept as well, since only the house can see it, and goes no further.
    assert_eq!(calls("m-9", "I am not", "wrong").await.status, 200);
    let nowhere = relay.ask(&Method::POST, "/hooks/nobody", &[], "{}").await;
    assert_eq!(nowhere.status, 404);
    assert_eq!(relay.app.waiting(), 4);
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    let expected = ["Hello", "Blue, please", "Or red"];
    house
        .until("all is there", async || {
            house.written(&boss).await == expected
        })
        .await;
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_full_says_so_and_takes_again_when_it_is_empty() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    let site = house.site_key().await;
    let vera = token_of(&relay.begin(&site, "Vera").await);
    relay.wire.cut();
    is_kept(&relay).await;
    let long = "é".repeat(10_000);
    let mut kept = 0;
    let full = loop {
        let answer = relay.write(&vera, &format!("k{kept}"), &long).await;
        if answer.status != 202 {
            break answer;
        }
        kept += 1;
        assert!(kept < 100, "a megabyte is no more than that");
    };
    assert!(kept > 20, "{kept}");
    assert_eq!(full.status, 503);
    assert_eq!(full.json()["error"]["code"], "relay-full");
    assert_eq!(full.header("retry-after"), "120");
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    assert_eq!(house.count("message where author = 'customer'").await, kept);
    relay.wire.cut();
    is_kept(&relay).await;
    assert_eq!(relay.write(&vera, "last", &long).await.status, 202);
    house.close().await;
    relay.app.stop().await;
}
