//! A right that has ended has ended everywhere (R12): a copied cookie is useless, and open streams
//! close at once.

use std::time::Duration;

use http::Method;
use shopbell::{
    base::{
        secret::Secret,
        time::{Clock, Timestamp},
    },
    desk::{
        audit::Origin,
        customer::visitor,
        team::{
            Agent, Role, account, api_key,
            session::{self, ABSOLUTE, IDLE, SignIn},
        },
    },
};

use crate::{
    house::{House, Person, hash},
    office::Stream,
};

async fn open() -> (House, Clock) {
    let clock = Clock::by_hand(Timestamp(1_763_700_000_000));
    (House::open_by(clock.clone(), 0).await, clock)
}

/// What a cookie gets, on a page and by API.
async fn gets(house: &House, who: &Person) -> (u16, u16) {
    let cookie = format!("shopbell={}", who.token());
    let headers = [("cookie", cookie.as_str())];
    let api = house
        .call(&Method::GET, "/api/v1/agent/conversations", &headers, "")
        .await;
    let page = house.call(&Method::GET, "/account", &headers, "").await;
    (api.status, page.status)
}

const IN: (u16, u16) = (200, 200);
const OUT: (u16, u16) = (401, 303);

/// A stream that is open and stays so until something ends it.
async fn listens(house: &House, who: &Person) -> Stream {
    let (agents, visitors) = house.app.house.hub.count();
    let stream = house.listen(who, "", &[]).await.begun().await;
    house
        .until("the stream is open", async || {
            let (now_agents, now_visitors) = house.app.house.hub.count();
            now_agents + now_visitors == agents + visitors + 1
        })
        .await;
    stream
}

/// Posts a form from a page of the house.
async fn submit(house: &House, who: &Person, path: &str, form: &'static str) -> u16 {
    sends(
        house,
        who,
        path,
        ("application/x-www-form-urlencoded", form),
    )
    .await
}

/// Posts a body of this kind with their cookie.
async fn sends(house: &House, who: &Person, path: &str, (kind, body): (&str, &'static str)) -> u16 {
    let (cookie, origin) = (
        format!("shopbell={}", who.token()),
        format!("http://{}", house.address()),
    );
    let headers = [
        ("cookie", cookie.as_str()),
        ("origin", origin.as_str()),
        ("content-type", kind),
    ];
    house.call(&Method::POST, path, &headers, body).await.status
}

async fn with_password(house: &House, agent: &Agent) {
    let (id, hash) = (agent.id, hash().await);
    house
        .act(move |tx| {
            account::set_password(tx, &Origin::default(), id, &hash).unwrap();
            Ok(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_out_ends_the_cookie_and_its_stream() {
    let (house, _clock) = open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let at_admin_s = house.signed_in(&admin).await;
    for (way, name) in [
        ("sign out", "Bo"),
        ("sign out by API", "Cy"),
        ("change the password", "Di"),
        ("end the others", "Ed"),
        ("set the password", "Flo"),
        ("deactivate", "Gus"),
    ] {
        let agent = house.colleague(name, Role::Agent).await;
        with_password(&house, &agent).await;
        let here = house.signed_in(&agent).await;
        let there = house.signed_in(&agent).await;
        let stream = listens(&house, &there).await;
        assert_eq!(gets(&house, &there).await, IN, "the premise of {way}");
        let status = match way {
            "sign out" => submit(&house, &there, "/sign-out", "").await,
            "sign out by API" => {
                let empty = ("application/json", "{}");
                sends(&house, &there, "/api/v1/agent/logout", empty).await
            }
            "change the password" => {
                let form = "old_password=three+plain+words&new_password=four+quite+plain+words";
                submit(&house, &here, "/account/password", form).await
            }
            "end the others" => submit(&house, &here, "/account/sessions/others", "").await,
            "deactivate" => {
                let path = format!("/admin/team/{}/deactivate", agent.id);
                submit(&house, &at_admin_s, &path, "").await
            }
            _ => {
                with_password(&house, &agent).await;
                303
            }
        };
        assert!(matches!(status, 204 | 303), "{way}: {status}");
        stream.ends().await;
        assert_eq!(gets(&house, &there).await, OUT, "{way}");
        let stays = matches!(way, "change the password" | "end the others");
        let expected = match way {
            "sign out" | "sign out by API" => IN,
            _ if stays => IN,
            _ => OUT,
        };
        assert_eq!(
            gets(&house, &here).await,
            expected,
            "the other session: {way}"
        );
        assert_eq!(gets(&house, &at_admin_s).await, IN, "{way}");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_its_time_is_up_and_no_clock_revives_it() {
    let (house, clock) = open().await;
    let start = clock.now();
    let ana = house.colleague("Ana", Role::Admin).await;
    let id = ana.id;
    let stay = SignIn {
        persistent: true,
        ..SignIn::default()
    };
    let token = house.act(move |tx| session::open(tx, id, &stay)).await;
    let stays = Person {
        side: "agent",
        token: token.expose().to_owned(),
    };
    let idle = house.signed_in(&ana).await;
    let unused = house.signed_in(&ana).await;
    let pass = async |time: Duration| {
        clock.advance(time);
        house.app.poke.notify_one();
    };
    let hour = Duration::from_secs(3600);
    let stream = listens(&house, &unused).await;
    for _ in 0..3 {
        pass(IDLE / 2 - hour).await;
        assert_eq!(gets(&house, &idle).await, IN, "use keeps it alive");
    }
    // A stream that nobody asked anything through for a day ends with its session.
    stream.ends().await;
    assert_eq!(gets(&house, &unused).await, OUT);
    assert_eq!(gets(&house, &stays).await, IN);
    let stream = listens(&house, &idle).await;
    pass(IDLE).await;
    stream.ends().await;
    assert_eq!(gets(&house, &idle).await, OUT);

    let stream = listens(&house, &stays).await;
    for _ in 0..(ABSOLUTE.as_secs() / IDLE.as_secs()) {
        pass(IDLE).await;
        gets(&house, &stays).await;
    }
    stream.ends().await;
    assert_eq!(
        gets(&house, &stays).await,
        OUT,
        "used daily, and over all the same"
    );

    // The clock is set back to when all of them were good: what has ended stays so.
    clock.set(start);
    for who in [&stays, &idle, &unused] {
        assert_eq!(gets(&house, who).await, OUT);
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_shown_too_late_is_forgotten_even_before_the_timer() {
    let (house, clock) = open().await;
    let ana = house.colleague("Ana", Role::Admin).await;
    let late = house.signed_in(&ana).await;
    let start = clock.now();
    clock.advance(IDLE);
    assert_eq!(gets(&house, &late).await, OUT);
    clock.set(start);
    assert_eq!(gets(&house, &late).await, OUT, "no clock revives it");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_ends_by_hand_and_by_its_date() {
    let (house, clock) = open().await;
    let ana = house.colleague("Ana", Role::Admin).await;
    let (id, till) = house.program(&ana, "read").await;
    let stream = listens(&house, &till).await;
    house
        .act(move |tx| api_key::revoke(tx, &Origin::default(), id).map(|_| ()))
        .await;
    stream.ends().await;
    assert_eq!(house.get(&till, "conversations", &[]).await.status, 401);

    let (id, till) = house.program(&ana, "read").await;
    let at = clock.now().plus(Duration::from_secs(3600));
    house
        .act(move |tx| {
            tx.execute("update api_key set expires_at = ?2 where id = ?1", (id, at))?;
            shopbell::desk::team::expiry::watch(tx)
        })
        .await;
    let stream = listens(&house, &till).await;
    assert_eq!(house.get(&till, "conversations", &[]).await.status, 200);
    clock.advance(Duration::from_secs(3600));
    house.app.poke.notify_one();
    stream.ends().await;
    assert_eq!(house.get(&till, "conversations", &[]).await.status, 401);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_who_is_shut_out_hears_nothing_more() {
    let (house, _clock) = open().await;
    let (hannah, oscar) = (house.visitor("Hannah").await, house.visitor("Oscar").await);
    let stream = listens(&house, &hannah).await;
    let mut other = listens(&house, &oscar).await;
    let ticket = house
        .tell(&hannah, "ticket", serde_json::json!({}))
        .await
        .json();
    let token = Secret::new(hannah.token()).hash();
    house
        .act(move |tx| {
            let identity = visitor::resolve(tx, token)?.unwrap().identity;
            visitor::revoke(tx, identity)
        })
        .await;
    stream.ends().await;
    assert_eq!(house.get(&hannah, "me", &[]).await.status, 401);
    // Nor does a ticket outlive the token it was given for.
    let path = format!(
        "/api/v1/visitor/events?ticket={}",
        ticket["ticket"].as_str().unwrap()
    );
    assert_eq!(house.call(&Method::GET, &path, &[], "").await.status, 401);
    let said = serde_json::json!({ "text": "Still here" });
    house.tell(&oscar, "messages", said).await;
    assert_eq!(other.next_of("message").await.data["text"], "Still here");
    house.close().await;
}
