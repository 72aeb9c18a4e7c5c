//! One's own things and other people's: a foreign one looks like none at all (R08).

use http::Method;
use serde_json::{Value, json};
use shopbell::desk::team::Role;

use crate::house::{House, Person};

async fn file_of(house: &House, who: &Person) -> String {
    let file = house.picture_of(who, "mine").await;
    file["id"].as_str().unwrap().to_owned()
}

async fn say(house: &House, who: &Person, path: &str, body: Value) -> i64 {
    let said = house.tell(who, path, body).await;
    assert_eq!(said.status, 201, "{}", said.text());
    said.json()["conversation_id"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_visitor_s_things_are_not_there() {
    let house = House::open().await;
    let (hannah, oscar) = (house.visitor("Hannah").await, house.visitor("Oscar").await);
    let ana = house.agent("Ana").await;
    let unsent = file_of(&house, &hannah).await;
    let sent = file_of(&house, &hannah).await;
    let body = json!({ "text": "for Ana alone", "attachments": [sent] });
    let chat = say(&house, &hannah, "messages", body).await;
    say(&house, &oscar, "messages", json!({ "text": "mine" })).await;

    // Files: to fetch, and to send as if they were one's own.
    let nothing = house.get(&oscar, "files/00000000", &[]).await;
    for id in [&unsent, &sent] {
        let own = house.get(&hannah, &format!("files/{id}"), &[]).await;
        assert_eq!(own.status, 200, "the premise");
        let foreign = house.get(&oscar, &format!("files/{id}"), &[]).await;
        assert_eq!((foreign.status, foreign.text()), (404, nothing.text()));
        let body = json!({ "text": "look", "attachments": [id] });
        assert_eq!(house.tell(&oscar, "messages", body).await.status, 400);
    }
    // Nor does an agent send a file that a customer is about to.
    let body = json!({ "text": "look", "attachments": [unsent] });
    house
        .tell(&ana, &format!("conversations/{chat}/claim"), json!({}))
        .await;
    let path = format!("conversations/{chat}/messages");
    assert_eq!(house.tell(&ana, &path, body).await.status, 400);

    // The rating of another's chat, also while it may be rated.
    say(&house, &ana, &path, json!({ "text": "Here you are." })).await;
    let close = format!("conversations/{chat}/close");
    assert_eq!(
        house
            .tell(&ana, &close, json!({ "survey": true, "reason_id": 1 }))
            .await
            .status,
        200
    );
    let foreign = json!({ "conversation_id": chat, "score": 1 });
    let none = json!({ "conversation_id": 999_999, "score": 1 });
    let refused = house.tell(&oscar, "rating", foreign).await;
    assert_eq!(refused.status, 404);
    assert_eq!(
        refused.text(),
        house.tell(&oscar, "rating", none).await.text()
    );
    let own = json!({ "conversation_id": chat, "score": 5 });
    assert_eq!(house.tell(&hannah, "rating", own).await.status, 204);

    // What is listed and shown is one's own.
    for path in ["messages", "messages?before=999999", "me"] {
        let seen = house.get(&oscar, path, &[]).await.text();
        assert!(
            !seen.contains("for Ana alone") && !seen.contains("Hannah"),
            "{seen}"
        );
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_cannot_choose_whose_words_they_are() {
    let house = House::open().await;
    let (hannah, oscar) = (house.visitor("Hannah").await, house.visitor("Oscar").await);
    let chat = say(&house, &hannah, "messages", json!({ "text": "mine" })).await;
    // Unknown fields are passed over, and none of these is known.
    let body = json!({
        "text": "forged", "id": 1, "conversation_id": chat, "author": { "kind": "agent", "id": 1 },
        "created_at": 1, "agent_id": 1, "internal": true, "identity_id": 1, "role": "admin",
    });
    let own = say(&house, &oscar, "messages", body).await;
    assert_ne!(own, chat);
    let log = house.get(&oscar, "messages", &[]).await.json();
    let message = &log["messages"][0];
    assert_eq!(message["author"], json!({ "kind": "visitor" }));
    assert!(message["created_at"].as_i64().unwrap() > 1_700_000_000_000);
    assert_eq!(
        house.get(&hannah, "messages", &[]).await.json()["messages"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_s_session_and_chat_are_not_one_s_own() {
    let house = House::open().await;
    let ana = house.colleague("Ana", Role::Agent).await;
    let bo = house.colleague("Bo", Role::Agent).await;
    let (at_ana_s, at_bo_s) = (house.signed_in(&ana).await, house.signed_in(&bo).await);
    let session = house
        .act(move |tx| shopbell::desk::team::session::of_agent(tx, ana.id))
        .await
        .remove(0)
        .id;
    let shown = format!("Bearer {}", at_bo_s.token());
    let path = format!("/account/sessions/{session}");
    house
        .call(&Method::POST, &path, &[("authorization", &shown)], "")
        .await;
    assert_eq!(house.get(&at_ana_s, "conversations", &[]).await.status, 200);

    let hannah = house.visitor("Hannah").await;
    let chat = say(&house, &hannah, "messages", json!({ "text": "Hello" })).await;
    let act = async |who: &Person, act: &str, body: Value| {
        let answer = house
            .tell(who, &format!("conversations/{chat}/{act}"), body)
            .await;
        (answer.status, answer.json()["error"]["code"].clone())
    };
    assert_eq!(act(&at_ana_s, "claim", json!({})).await.0, 200);
    assert_eq!(
        act(&at_ana_s, "claim", json!({})).await.0,
        200,
        "already hers"
    );
    for (word, body) in [
        ("claim", json!({})),
        ("release", json!({})),
        ("assign", json!({ "agent_id": bo.id })),
        ("close", json!({})),
        ("messages", json!({ "text": "I take over" })),
    ] {
        assert_eq!(
            act(&at_bo_s, word, body).await,
            (409, json!("taken")),
            "{word}"
        );
    }
    house.close().await;
}
