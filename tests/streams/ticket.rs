//! Tickets: for clients that can send no header with their stream.

use http::Method;
use serde_json::json;

use super::Chat;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_opens_one_stream_once() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let given = house.tell(&chat.hannah, "ticket", json!({})).await;
    assert_eq!(given.status, 201);
    assert_eq!(given.json()["valid_s"], 60);
    let ticket = given.json()["ticket"].as_str().unwrap().to_owned();
    assert!(
        ticket.len() >= 22 && ticket != chat.hannah.token(),
        "128 bits at least"
    );

    // It opens nothing but the stream.
    for path in ["me", "messages"] {
        let path = format!("/api/v1/visitor/{path}?ticket={ticket}");
        assert_eq!(
            house.call(&Method::GET, &path, &[], "").await.status,
            401,
            "{path}"
        );
    }
    let as_token = format!("Bearer {ticket}");
    let me = house
        .call(
            &Method::GET,
            "/api/v1/visitor/me",
            &[("authorization", &as_token)],
            "",
        )
        .await;
    assert_eq!(me.status, 401);

    let path = format!("/api/v1/visitor/events?ticket={ticket}&last_event_id=0");
    let mut stream = house.listen_at(&path, &[]).await;
    assert_eq!(stream.next_of("message").await.data["text"], "Hello");
    assert_eq!(
        house.call(&Method::GET, &path, &[], "").await.status,
        401,
        "used up"
    );
    chat.act(&house, "messages", json!({ "text": "Good morning" }))
        .await;
    while stream.next_of("message").await.data["text"] != "Good morning" {}

    for wrong in ["?ticket=", "?ticket=x", "", "?ticket=%00"] {
        let path = format!("/api/v1/visitor/events{wrong}");
        assert_eq!(
            house.call(&Method::GET, &path, &[], "").await.status,
            401,
            "{wrong}"
        );
    }
    let other = house.tell(&chat.hannah, "ticket", json!({})).await.json();
    let other = other["ticket"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/agent/events?ticket={other}");
    assert_eq!(house.call(&Method::GET, &path, &[], "").await.status, 401);
    // Whoever has no token gets none, and a restart ends those that are out.
    let nobody = chat.hannah.without_token();
    assert_eq!(house.tell(&nobody, "ticket", json!({})).await.status, 401);
    let house = house.reopen().await;
    let path = format!("/api/v1/visitor/events?ticket={other}");
    assert_eq!(house.call(&Method::GET, &path, &[], "").await.status, 401);
    house.close().await;
}
