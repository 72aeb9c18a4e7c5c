//! Webhooks: told in order and until they take it, over kill -9, and looked after by an admin in a browser.

mod killed;
mod receiver;
mod room;

use std::time::Duration;

use serde_json::{Value, json};
use shopbell::{
    base::{
        id::{DeliveryId, WebhookId},
        network::Neighbours,
        time::{Clock, Timestamp},
    },
    desk::{
        audit::Origin,
        setting,
        webhook::{
            Topic,
            delivery::{self, Stage},
            edit::{self, Change},
            log,
        },
    },
    web::openapi,
};

use self::receiver::{Manner, Receiver};
use crate::{api::shape, console::customer, house::House};

const NOW: Timestamp = Timestamp(1_790_000_000_000);
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// A webhook to a receiver on this machine, which an admin has listed; answers its secret.
async fn hook(house: &House, receiver: &Receiver, topics: &'static [Topic]) -> (WebhookId, String) {
    let change = Change {
        name: "Till".to_owned(),
        url: receiver.url(),
        topics: topics.to_vec(),
        patience_s: 1,
    };
    let (id, secret) = house
        .inside()
        .db
        .write(move |tx| {
            let listed = Neighbours::read("127.0.0.1").unwrap();
            setting::put(tx, &listed)?;
            edit::add(tx, &Origin::default(), &change)
        })
        .await
        .unwrap();
    (id, secret.expose().to_owned())
}

async fn hears(house: &House, receiver: &Receiver, words: &str, count: usize) {
    house
        .until(&format!("{count} posts with {words}"), async || {
            receiver.heard_with(words).len() >= count
        })
        .await;
}

/// Where a delivery stands, and after how many tries; `None`: it is not taken in yet.
async fn stage(house: &House, hook: WebhookId, id: i64) -> Option<(Stage, u32)> {
    let line = house
        .act(move |tx| log::one(tx, hook, DeliveryId(id)))
        .await?;
    Some((line.stage, line.attempts))
}

/// The try has been noted, whatever came of it.
async fn stands(house: &House, hook: WebhookId, id: i64, expected: (Stage, u32)) {
    house
        .until(&format!("{expected:?}"), async || {
            stage(house, hook, id).await == Some(expected)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_misbehaves_is_told_until_it_takes_it_and_keeps_no_other_chat_waiting() {
    let house = House::open_by(Clock::by_hand(NOW), 0).await;
    let receiver = Receiver::open();
    let (id, secret) = hook(&house, &receiver, &[Topic::MessageCreated]).await;
    receiver.misbehaves(
        "My first",
        &[
            Manner::Says(500, ""),
            Manner::Says(429, "retry-after: 3600\r\n"),
            Manner::Garbage,
            Manner::Closes,
            Manner::Silence,
            Manner::Says(302, "location: http://127.0.0.1:1/\r\n"),
            Manner::Drips(500),
            Manner::Drips(202),
        ],
    );
    let hannah = customer(&house, "Hannah", "My first").await;
    stands(&house, id, 1, (Stage::Queued, 1)).await;
    let second = json!({ "text": "My second" });
    assert_eq!(house.tell(&hannah, "messages", second).await.status, 201);
    customer(&house, "Vera", "Mine alone").await;
    // Vera's chat goes on; Hannah's second message waits for her first.
    hears(&house, &receiver, "Mine alone", 1).await;
    stands(&house, id, 2, (Stage::Behind, 0)).await;

    for (try_, pause) in (2..).zip([
        6,
        // As long as the receiver asked for, and not the five minutes of the schedule.
        HOUR,
        36 * MINUTE,
        144 * MINUTE,
        6 * HOUR,
        12 * HOUR,
        17 * HOUR,
    ]) {
        house.pass(Duration::from_secs(pause - 7 * pause / 16));
        let due = house.act(move |tx| delivery::due(tx, id, 10)).await;
        assert!(due.is_empty(), "not yet: {try_}");
        house.pass(Duration::from_secs(7 * pause / 16));
        hears(&house, &receiver, "My first", try_).await;
        let expected = if try_ == 8 {
            Stage::Delivered
        } else {
            Stage::Queued
        };
        stands(&house, id, 1, (expected, u32::try_from(try_).unwrap())).await;
    }
    hears(&house, &receiver, "My second", 1).await;

    let heard = receiver.heard_with("My first");
    assert_eq!(heard.len(), 8);
    for one in &heard {
        assert_eq!(one.id(), heard[0].id(), "a repeat is known");
        assert!(one.is_signed_by(&secret));
        assert_eq!(one.header("content-type"), "application/json");
    }
    let (first, last) = (&heard[0], &heard[7]);
    assert_ne!(
        first.header("webhook-timestamp"),
        last.header("webhook-timestamp")
    );
    assert!(!first.is_signed_by(shopbell::base::signed_post::new_secret().expose()));
    let line = house
        .act(move |tx| log::one(tx, id, DeliveryId(1)))
        .await
        .unwrap();
    assert_eq!((line.status, line.response.as_str()), (Some(202), "drip"));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_address_is_not_called_unless_it_is_listed() {
    let house = House::open_by(Clock::by_hand(NOW), 0).await;
    let receiver = Receiver::open();
    let (id, _) = hook(&house, &receiver, &[Topic::MessageCreated]).await;
    customer(&house, "Hannah", "Before").await;
    hears(&house, &receiver, "Before", 1).await;
    house
        .act(|tx| setting::put(tx, &Neighbours::default()))
        .await;
    customer(&house, "Vera", "After").await;
    stands(&house, id, 2, (Stage::Queued, 1)).await;
    let line = house
        .act(move |tx| log::one(tx, id, DeliveryId(2)))
        .await
        .unwrap();
    assert_eq!(line.words, "127.0.0.1 lies in a private network");
    assert_eq!(receiver.heard_with("After").len(), 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_post_is_what_is_described_and_comments_go_to_those_alone_who_ask() {
    let house = House::open().await;
    let (all, usual) = (Receiver::open(), Receiver::open());
    let (_, _) = hook(&house, &all, &Topic::CHOICES).await;
    let (_, _) = hook(
        &house,
        &usual,
        &[Topic::MessageCreated, Topic::ConversationClosed],
    )
    .await;
    let ana = house.agent("Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    house.tell(&ana, "conversations/1/claim", json!({})).await;
    let comment = json!({ "text": "A canary that must not sing" });
    let kept = house.tell(&ana, "conversations/1/comments", comment).await;
    assert_eq!(kept.status, 201, "{}", kept.text());
    let reply = json!({ "text": "It is." });
    house.tell(&ana, "conversations/1/messages", reply).await;
    let profile = json!({ "name": "Hannah Low", "email": "hannah@post.example" });
    assert_eq!(house.tell(&hannah, "profile", profile).await.status, 204);
    let closed = house
        .tell(
            &ana,
            "conversations/1/close",
            json!({ "reason_id": 1, "survey": true }),
        )
        .await;
    assert!(closed.status < 300, "{}", closed.text());
    let rated = json!({ "conversation_id": 1, "score": 5 });
    house.tell(&hannah, "rating", rated).await;
    hears(&house, &all, "conversation.rated", 1).await;
    hears(&house, &usual, "conversation.closed", 1).await;

    let document = openapi::document();
    let mut kinds = Vec::new();
    for heard in all.heard() {
        let kind = heard.kind();
        let body = &document["webhooks"][&kind]["post"]["requestBody"];
        let schema = &body["content"]["application/json"]["schema"];
        let faults = shape::faults(&document, schema, &heard.body(), &kind);
        assert_eq!(faults, Vec::<String>::new());
        kinds.push(kind);
    }
    for kind in [
        "message.created",
        "conversation.created",
        "conversation.assigned",
        "conversation.closed",
        "conversation.rated",
        "customer.updated",
        "comment.created",
    ] {
        assert!(kinds.iter().any(|known| known == kind), "{kind}: {kinds:?}");
    }
    // In the order in which it happened.
    let events: Vec<i64> = all
        .heard()
        .iter()
        .filter(|heard| !heard.kind().starts_with("customer"))
        .map(|heard| heard.body()["event_id"].as_i64().unwrap())
        .collect();
    assert!(events.is_sorted(), "{events:?}");
    assert_eq!(all.heard_with("canary").len(), 1, "the premise");
    assert_eq!(usual.heard_with("canary").len(), 0);
    let texts: Vec<String> = usual
        .heard_with("message.created")
        .iter()
        .map(|heard| heard.said())
        .collect();
    assert_eq!(texts, ["Is it in stock?", "It is."]);
    house.close().await;
}

#[test]
fn every_post_is_described() {
    let document = openapi::document();
    let described: Vec<&String> = document["webhooks"].as_object().unwrap().keys().collect();
    assert_eq!(described.len(), Topic::ALL.len());
    for topic in Topic::ALL {
        let post: &Value = &document["webhooks"][topic.word()]["post"];
        assert!(!post["summary"].as_str().unwrap().is_empty(), "{topic:?}");
    }
}
