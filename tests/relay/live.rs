//! What goes through while the house is open.

use http::Method;
use serde_json::json;
use shopbell::desk::team::Role;

use super::{Relay, goes_through, office, texts, token_of};
use crate::office::listen_at;

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_goes_through_both_ways_as_it_is_said() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    house.is_connected().await;
    goes_through(&relay).await;
    let (ana, site) = (house.agent("Ana").await, house.site_key().await);
    for path in [
        "/w.js",
        &format!("/widget/{site}"),
        &format!("/widget/{site}/look.js"),
        "/healthz",
    ] {
        let answer = relay.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    let token = token_of(&relay.begin(&site, "Vera").await);
    let said = relay.write(&token, "k1", "Where is my parcel?").await;
    assert_eq!(said.status, 201, "{}", said.text());
    let id = said.json()["id"].clone();
    let again = relay.write(&token, "k1", "Where is my parcel?").await;
    assert_eq!((again.status, &again.json()["id"]), (200, &id));

    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    let mut stream = listen_at(relay.at, "/api/v1/visitor/events", &headers)
        .await
        .begun()
        .await;
    let taken = house.tell(&ana, "next", json!({})).await.json();
    let chat = &taken["conversation"]["id"];
    let words = json!({ "text": "It leaves today." });
    house
        .tell(&ana, &format!("conversations/{chat}/messages"), words)
        .await;
    loop {
        let told = stream.next_of("message").await;
        if told.data["text"] == "It leaves today." {
            break;
        }
    }
    assert_eq!(
        texts(&relay.log(&token).await.json()).last().unwrap(),
        "It leaves today."
    );
    // Where a visitor is, the relay says, and nobody else.
    let from = "203.0.113.9";
    let headers = [
        ("x-forwarded-for", from),
        ("content-type", "application/json"),
    ];
    let body = json!({ "site": site }).to_string();
    relay
        .ask(&Method::POST, "/api/v1/visitor/sessions", &headers, &body)
        .await;
    assert_eq!(
        house.count("identity where address = '203.0.113.9'").await,
        0
    );
    assert_eq!(house.count("identity where address = '127.0.0.1'").await, 2);
    // What is given away bears the relay's name.
    assert_eq!(house.inside().widget_url(), format!("http://{}", relay.at));
    drop(stream);
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_is_never_reachable_through_it() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    house.member("Ana", Role::Admin).await;
    let ana = house.agent("Bo").await;
    goes_through(&relay).await;
    let bearer = format!("Bearer {}", ana.token());
    let own = format!("http://{}", relay.at);
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/sign-in"),
        (Method::POST, "/sign-in"),
        (Method::GET, "/setup"),
        (Method::GET, "/console"),
        (Method::GET, "/admin/network"),
        (Method::POST, "/admin/network/relay/part"),
        (Method::GET, "/api/v1/agent/conversations"),
        (Method::POST, "/api/v1/agent/login"),
        (Method::GET, "/metrics"),
        (Method::GET, "/readyz"),
        (Method::GET, "/openapi.json"),
        (Method::GET, "/join/x"),
        (Method::GET, "/.relay/brief"),
        (Method::POST, "/.relay/kept"),
        (Method::GET, "//console"),
        (Method::DELETE, "/w.js"),
    ] {
        let headers = [("authorization", bearer.as_str()), ("origin", &own)];
        let answer = relay.ask(&method, path, &headers, "").await;
        assert_eq!(answer.status, 404, "{method} {path}");
    }
    // The premise: the same token opens it at the house itself.
    let headers = [("authorization", bearer.as_str())];
    let path = "/api/v1/agent/conversations";
    let answer = house.call(&Method::GET, path, &headers, "").await;
    assert_eq!(answer.status, 200);
    // Nor is anything said under another name.
    for host in ["evil.example", "localhost", &house.address().to_string()] {
        let answer = relay
            .ask(&Method::GET, "/w.js", &[("host", host)], "")
            .await;
        assert_eq!(answer.status, 421, "{host}");
    }
    let site = house.site_key().await;
    for (origin, status) in [("https://evil.example", 403), (own.as_str(), 201)] {
        let headers = [("origin", origin), ("content-type", "application/json")];
        let body = json!({ "site": site }).to_string();
        let answer = relay
            .ask(&Method::POST, "/api/v1/visitor/sessions", &headers, &body)
            .await;
        assert_eq!(answer.status, status, "{origin}");
    }
    house.close().await;
    relay.app.stop().await;
}
