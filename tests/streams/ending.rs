//! The house closes: its readers are told to come back, and when.

use std::future::poll_fn;

use serde_json::json;
use shopbell::{
    desk::team::{Role, session},
    live::{Listener, Owner, Resume},
};

use super::Chat;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn who_is_shut_out_while_their_stream_opens_hears_nothing() {
    let house = House::open().await;
    let ana = house.colleague("Ana", Role::Agent).await;
    house.signed_in(&ana).await;
    let id = ana.id;
    let session = house
        .act(move |tx| session::of_agent(tx, id))
        .await
        .remove(0)
        .id;
    let owner = Owner::Agent {
        agent: id,
        session: Some(session),
        key: None,
    };
    let parts = &house.app.house;
    let open = async || Listener::open(&parts.hub, &parts.db, owner, Resume::default()).await;
    let mut before = open().await.unwrap();
    // She was asked who she is; only now, before a byte has left, her session ends.
    let mut during = open().await.unwrap();
    let mut first = async || poll_fn(|cx| before.poll_next(cx)).await;
    assert!(first().await.unwrap().starts_with(b"retry: 1000\n"));
    house
        .act(move |tx| session::end(tx, id, session).map(|_| ()))
        .await;
    assert_eq!(first().await, None);
    let mut second = async || poll_fn(|cx| during.poll_next(cx)).await;
    assert!(second().await.unwrap().starts_with(b"retry: 1000\n"));
    assert_eq!(
        second().await,
        None,
        "the hub had told of it before it knew her"
    );
    drop((before, during));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_closes_asks_its_readers_back_agents_first() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let oscar = house.visitor("Oscar").await;
    let mut readers = Vec::new();
    for who in [&chat.ana, &chat.hannah, &oscar] {
        let stream = house.listen(who, "", &[]).await.begun().await;
        assert_eq!(stream.retry, Some(1_000));
        readers.push(stream);
    }
    house
        .until("everybody listens", async || {
            house.app.house.hub.count() == (1, 2)
        })
        .await;
    let closing = tokio::spawn(house.close());
    let mut hints = Vec::new();
    for mut stream in readers {
        while stream.next().await.is_some() {}
        hints.push(stream.retry.unwrap());
    }
    closing.await.unwrap();
    assert_eq!(hints[0], 500);
    assert!(
        hints[1] >= 1_000 && hints[2] >= 1_000 && hints[1] != hints[2],
        "{hints:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_in_passing_has_no_id_and_does_not_come_again() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let mut at_ana_s = house.listen(&chat.ana, "", &[]).await.begun().await;
    let mut at_hannah_s = house.listen(&chat.hannah, "", &[]).await.begun().await;
    house
        .until("both listen", async || {
            house.app.house.hub.count() == (1, 1)
        })
        .await;
    chat.act(&house, "typing", json!({})).await;
    let told = at_hannah_s.next_of("typing").await;
    assert_eq!(told.id, None);
    assert_eq!(
        (&told.data["kind"], &told.data["conversation_id"]),
        (&json!("agent"), &json!(chat.id))
    );
    assert!(told.data["until"].is_i64() && told.data.get("agent_id").is_none());
    assert_eq!(
        house.tell(&chat.hannah, "typing", json!({})).await.status,
        204
    );
    loop {
        let told = at_ana_s.next_of("typing").await;
        assert_eq!(told.id, None);
        if told.data["kind"] == "visitor" {
            break;
        }
    }
    // A visitor hears nothing of another's chat.
    let oscar = house.visitor("Oscar").await;
    let mut at_oscar_s = house
        .listen(&oscar, "?last_event_id=0", &[])
        .await
        .begun()
        .await;
    house
        .until("Oscar listens", async || house.app.house.hub.count().1 == 2)
        .await;
    chat.act(&house, "typing", json!({})).await;
    chat.act(&house, "messages", json!({ "text": "for Hannah" }))
        .await;
    house
        .tell(&oscar, "messages", json!({ "text": "my own" }))
        .await;
    let first = at_oscar_s.next_kept().await;
    assert_eq!(first.data["text"], "my own", "{first:?}");
    house.close().await;
}
