//! The house answers to its own names only (R14): a name that somebody re-pointed at this machine
//! reads and changes nothing.

use bytes::Bytes;
use http::Method;
use shopbell::{base::time::Clock, config::ServeFlags};

use super::routes;
use crate::house::House;

async fn statuses(house: &House, host: &[(&str, &str)]) -> [u16; 2] {
    let read = house.call(&Method::GET, "/healthz", host, "").await;
    let write = house
        .call(&Method::POST, "/api/v1/visitor/sessions", host, "{}")
        .await;
    [read.status, write.status]
}

#[tokio::test(flavor = "multi_thread")]
async fn only_names_of_the_house_are_answered() {
    let house = House::open().await;
    let port = house.address().port();
    let with_port = |name: &str| format!("{name}:{port}");
    for host in [
        with_port("127.0.0.1"),
        with_port("localhost"),
        with_port("LOCALHOST"),
        "localhost".to_owned(),
        "localhost:1".to_owned(),
        with_port("[::1]"),
        "127.9.9.9".to_owned(),
    ] {
        assert_eq!(
            statuses(&house, &[("host", &host)]).await,
            [200, 201],
            "{host}"
        );
    }
    let begun = house.count("visitor_token").await;
    for host in [
        with_port("evil.example"),
        "evil.example".to_owned(),
        with_port("localhost.evil.example"),
        with_port("127.0.0.1.nip.example"),
        with_port("localhost."),
        "evil.example#localhost".to_owned(),
        "localhost,evil.example".to_owned(),
        "192.168.1.7".to_owned(),
        "169.254.169.254".to_owned(),
        "0.0.0.0".to_owned(),
        "[2001:db8::1]".to_owned(),
        "2130706433".to_owned(),
        "0x7f.1".to_owned(),
        "/".to_owned(),
        // None at all.
        String::new(),
    ] {
        assert_eq!(
            statuses(&house, &[("host", &host)]).await,
            [421, 421],
            "{host}"
        );
    }
    let own = house.address().to_string();
    for two in [["evil.example", &own], [&own, "evil.example"], [&own, &own]] {
        let hosts = two.map(|host| ("host", host));
        assert_eq!(statuses(&house, &hosts).await, [421, 421], "{two:?}");
    }
    assert_eq!(
        house.count("visitor_token").await,
        begun,
        "nothing was done"
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_answers_under_a_foreign_name() {
    let house = House::open().await;
    let visitor = house.visitor("Vera").await;
    let agent = house.agent("Ana").await;
    let before = house.count("event").await;
    for (line, method, path) in routes() {
        for who in [&visitor, &agent] {
            let token = format!("Bearer {}", who.token());
            let headers = [("host", "rebound.example"), ("authorization", &token)];
            let answer = house.call(&method, &path, &headers, Bytes::new()).await;
            assert_eq!(answer.status, 421, "{line}");
        }
    }
    assert_eq!(house.count("event").await, before);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_name_and_further_ones_are_answered_and_links_bear_it() {
    let serve = ServeFlags {
        public_url: Some("https://chat.kettle.example".to_owned()),
        hosts: vec!["kettle.local".to_owned()],
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    for host in [
        "chat.kettle.example",
        "chat.kettle.example:443",
        "kettle.local:7700",
    ] {
        assert_eq!(
            statuses(&house, &[("host", host)]).await,
            [200, 201],
            "{host}"
        );
    }
    for host in ["kettle.example", "x.chat.kettle.example", "kettle.locals"] {
        assert_eq!(
            statuses(&house, &[("host", host)]).await,
            [421, 421],
            "{host}"
        );
    }
    // A redirect names no host, so none can be slipped into it.
    let answer = house
        .call(
            &Method::GET,
            "/",
            &[
                ("host", "kettle.local"),
                ("x-forwarded-host", "evil.example"),
            ],
            "",
        )
        .await;
    assert!(
        answer.header("location").starts_with('/'),
        "{}",
        answer.header("location")
    );
    assert_eq!(house.app.house.base_url(), "https://chat.kettle.example");
    house.close().await;
}
