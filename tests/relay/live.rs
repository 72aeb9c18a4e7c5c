//! What goes through while the house is open.

use http::Method;
use serde_json::json;
use shopbell::{
    base::time::Clock,
    config::{CertificateFlags, DataFlags, RelayConfig, RelayFlags},
    desk::team::Role,
    relay::App,
};

use super::{Relay, goes_through, office, texts, token_of, until};
use crate::{
    address,
    https::client::Device,
    office::{call, listen_at},
};

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

#[tokio::test(flavor = "multi_thread")]
async fn one_door_with_https_is_for_the_world_and_for_the_office() {
    let folder = tempfile::tempdir().unwrap();
    let (name, at) = ("chat.kettle.example", address::fresh());
    let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let (chain, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    std::fs::write(&chain, made.cert.pem()).unwrap();
    let flags = RelayFlags {
        https: Some(at),
        certificate: CertificateFlags {
            tls_cert: Some(chain),
            tls_key: Some(key),
            ..CertificateFlags::default()
        },
        public_url: Some(format!("https://{name}:{}", at.port())),
        // As the network of this test has no such name.
        office_address: Some(at.to_string()),
        connections: 50,
        keep_mb: 1,
        keep_days: 1,
        ..RelayFlags::default()
    };
    let data = DataFlags {
        data: Some(folder.path().join("relay")),
        ..DataFlags::default()
    };
    let config = RelayConfig::new(&data, &flags).unwrap();
    let app = App::start(config, Clock::machine()).await.unwrap();
    let house = office(&app.pairing().unwrap().words()).await;
    house.is_connected().await;
    let device = Device::trusting(made.cert.der());
    until("all goes through", async || {
        device.get((at, name), "/robots.txt").await.status == 200
    })
    .await;
    let site = house.site_key().await;
    let page = device.get((at, name), &format!("/widget/{site}")).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("strict-transport-security"), "max-age=15552000");
    assert_eq!(device.get((at, name), "/console").await.status, 404);
    assert_eq!(
        house.inside().widget_url(),
        format!("https://{name}:{}", at.port())
    );
    // Whoever left the `https` out is sent on.
    let plain = call(at, &Method::GET, "/help?q=1", &[], "").await;
    assert_eq!(plain.status, 307);
    assert_eq!(
        plain.header("location"),
        format!("https://{name}:{}/help?q=1", at.port())
    );
    house.close().await;
    app.stop().await;
}
