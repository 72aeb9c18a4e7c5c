//! Notifications with no window open: sealed for one browser, told to those alone whom the bell would ring for, and shown
//! by the worker of a real browser.

mod browser;
pub(crate) mod service;

use serde_json::json;
use shopbell::{
    base::{
        id::{AgentId, SessionId},
        network::Neighbours,
        time::{Clock, Timestamp},
    },
    call::push::HouseKey,
    db::DbError,
    desk::{
        push::{self, PushError},
        setting,
        team::{
            self, Role,
            session::{self, SignIn},
        },
    },
};

use self::service::{Ear, Service};
use crate::{console::customer, house::House};

const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// A house that may speak to this machine.
async fn house() -> House {
    let house = House::open_by(Clock::by_hand(NOW), 0).await;
    house
        .act(|tx| {
            setting::put(tx, &Neighbours::read("127.0.0.1").unwrap())?;
            push::keep_key(tx, &HouseKey::generate()).map(drop)
        })
        .await;
    house
}

/// Somebody whose browser is told, at a sign-in of its own.
async fn told(house: &House, ear: &Ear, name: &'static str) -> (AgentId, SessionId) {
    let agent = house.join(name, Role::Agent, String::new()).await;
    let given = ear.subscription();
    let session = house
        .inside()
        .db
        .write::<_, PushError>(move |tx| {
            let token = session::open(tx, agent, &SignIn::default())?;
            let session = session::resolve(tx, token.hash())?.unwrap().session;
            push::allow(tx, session, &given)?;
            Ok(session)
        })
        .await
        .unwrap();
    (agent, session)
}

async fn hears(house: &House, ear: &Ear, count: usize) {
    house
        .until(&format!("{count} pushes"), async || {
            ear.posts().len() >= count
        })
        .await;
    assert_eq!(ear.posts().len(), count);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_is_told_to_a_browser_with_no_window_open_and_to_nobody_on_the_way() {
    let house = house().await;
    let service = Service::open();
    let ear = Ear::new(&service, "ana");
    let (ana, _) = told(&house, &ear, "Ana").await;
    customer(&house, "Hannah", "Is the lid sold alone?").await;
    hears(&house, &ear, 1).await;
    let post = &ear.posts()[0];
    let (claims, key) = post.proof();
    let kept = house
        .act(|tx| push::key(tx))
        .await
        .and_then(|key| HouseKey::read(&key))
        .unwrap();
    assert_eq!(key, kept.public());
    assert_eq!(claims["aud"], service.origin());
    assert_eq!(claims["exp"], NOW.0 / 1000 + 12 * 3600);
    assert_eq!(post.header("ttl"), "600");
    assert_eq!(post.header("urgency"), "high");
    let topic = post.header("topic");
    assert!(topic.len() <= 32 && !topic.contains("chat"), "{topic}");
    let told = &ear.told()[0];
    assert_eq!(told["title"], "Hannah waits at the counter");
    assert_eq!(told["chat"], 1);
    assert!(
        !told.to_string().contains("lid"),
        "no word of the customer's, unless one wants it"
    );

    // Whoever wants previews has them.
    house
        .act(move |tx| {
            let mut preferences = team::by_id(tx, ana)?.unwrap().preferences;
            preferences.push_previews = true;
            team::account::set_preferences(tx, ana, &preferences)
        })
        .await;
    customer(&house, "Vera", "Do you ship to Oslo?").await;
    hears(&house, &ear, 2).await;
    let told = &ear.told()[1];
    assert!(
        told["body"]
            .as_str()
            .unwrap()
            .ends_with("Do you ship to Oslo?")
    );
    assert_ne!(ear.posts()[1].header("topic"), topic, "another chat");

    // A colleague takes the first one: its notice gives way, without a sound.
    let bo = house.agent("Bo").await;
    house.tell(&bo, "conversations/1/claim", json!({})).await;
    hears(&house, &ear, 3).await;
    let told = &ear.told()[2];
    assert_eq!(told["title"], "Bo has this chat now");
    assert_eq!(
        (&told["tag"], &told["silent"]),
        (&json!("shopbell-1"), &json!(true))
    );
    assert_eq!(ear.posts()[2].header("topic"), topic, "the same chat");
    assert_eq!(ear.posts()[2].header("urgency"), "low");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_service_is_heeded_and_whoever_signed_out_is_told_nothing() {
    let house = house().await;
    let service = Service::open();
    let (ana, bo) = (Ear::new(&service, "ana"), Ear::new(&service, "bo"));
    let (ana_id, ana_session) = told(&house, &ana, "Ana").await;
    told(&house, &bo, "Bo").await;
    customer(&house, "Hannah", "Hello?").await;
    hears(&house, &ana, 1).await;
    hears(&house, &bo, 1).await;
    // Her browser has lost the sign-in: it hears no more.
    house
        .act(move |tx| session::end(tx, ana_id, ana_session).map(drop))
        .await;
    // Busy for a moment: it is told then. Gone: it is forgotten.
    service.answers(&[(503, "retry-after: 0\r\n"), (201, ""), (410, "")]);
    customer(&house, "Vera", "Hello?").await;
    hears(&house, &bo, 3).await;
    house
        .until("it to be noted", async || {
            let one = house
                .act(|tx| {
                    tx.find("select told_at from push_device", [], |row| {
                        row.get::<_, Option<i64>>(0)
                    })
                })
                .await;
            one.flatten().is_some()
        })
        .await;
    customer(&house, "Omar", "Hello?").await;
    hears(&house, &bo, 4).await;
    house
        .until("it to be forgotten", async || {
            house.count("push_device").await == 0
        })
        .await;
    customer(&house, "Nils", "Hello?").await;
    assert_eq!(ana.posts().len(), 1);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_within_the_own_network_is_not_called() {
    let house = house().await;
    let service = Service::open();
    let ear = Ear::new(&service, "ana");
    told(&house, &ear, "Ana").await;
    house
        .act(|tx| setting::put(tx, &Neighbours::default()))
        .await;
    customer(&house, "Hannah", "Hello?").await;
    let failure = async || {
        house
            .act(|tx| {
                tx.find("select failure from push_device", [], |row| {
                    row.get::<_, String>(0)
                })
            })
            .await
            .unwrap_or_default()
    };
    house
        .until("it to be noted", async || {
            failure().await == "127.0.0.1 lies in a private network"
        })
        .await;
    assert_eq!(ear.posts().len(), 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_console_is_not_pushed_to() {
    let house = house().await;
    let service = Service::open();
    let (ana, bo) = (Ear::new(&service, "ana"), Ear::new(&service, "bo"));
    let (ana_id, _) = told(&house, &ana, "Ana").await;
    told(&house, &bo, "Bo").await;
    let token = house
        .inside()
        .db
        .write::<_, DbError>(move |tx| session::open(tx, ana_id, &SignIn::default()))
        .await
        .unwrap();
    let mut line = house.line().await;
    let request = format!(
        "GET /api/v1/agent/events HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\r\n",
        house.address(),
        token.expose()
    );
    tokio::io::AsyncWriteExt::write_all(&mut line, request.as_bytes())
        .await
        .unwrap();
    house
        .until("her stream to stand", async || house.streams().0 == 1)
        .await;
    customer(&house, "Hannah", "Hello?").await;
    hears(&house, &bo, 1).await;
    assert_eq!(ana.posts().len(), 0);
    drop(line);
    house
        .until("it to end", async || house.streams().0 == 0)
        .await;
    customer(&house, "Vera", "Hello?").await;
    hears(&house, &bo, 2).await;
    hears(&house, &ana, 1).await;
    assert_eq!(ana.told()[0]["title"], "Vera waits at the counter");
    house.close().await;
}
