//! What the world may reach (R61): one list, held against the table of routes and asked for at the world's own entrance.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use http::Method;
use shopbell::{
    base::time::Clock,
    config::ServeFlags,
    desk::team::Role,
    web::public::{ROUTES, is_public},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{media_type, routes};
use crate::{
    address,
    house::{Answer, House},
    office,
};

#[test]
fn the_list_names_routes_and_no_member_of_the_team_needs_them() {
    let lines: Vec<String> = routes().into_iter().map(|(line, ..)| line).collect();
    for (method, path) in ROUTES {
        let line = format!("{method} {path}");
        assert!(lines.contains(&line), "{line} is no route");
    }
    for (line, method, path) in routes() {
        let is_listed = ROUTES
            .iter()
            .any(|(method, path)| line == format!("{method} {path}"));
        assert_eq!(is_public(&method, &path), is_listed, "{line}");
        // Whatever asks who somebody of the team is, or is about to, is none of the world's.
        for inside in [
            "/console",
            "/chats",
            "/people",
            "/figures",
            "/admin",
            "/account",
            "/wall",
            "/sign",
            "/setup",
            "/join",
            "/reset",
            "/api/v1/agent",
            "/api/v1/webhooks",
            "/metrics",
            "/readyz",
        ] {
            let path = line.split(' ').nth(1).unwrap();
            assert!(!(is_listed && path.starts_with(inside)), "{line}");
        }
        // And whatever a visitor's program asks is.
        if line.contains(" /api/v1/visitor/") || line.contains(" /api/v1/widget/") {
            assert!(is_listed, "{line} is missing");
        }
    }
}

/// Asks with an admin's session in cookie and header, as somebody would who has got hold of one.
async fn ask(at: SocketAddr, host: &str, token: &str, (method, path): (&Method, &str)) -> Answer {
    let authorization = format!("Bearer {token}");
    let headers = [
        ("host", host),
        ("authorization", authorization.as_str()),
        ("content-type", media_type(path)),
    ];
    office::call(at, method, path, &headers, Bytes::new()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_world_s_entrance_answers_what_is_public_and_nothing_else() {
    let serve = ServeFlags {
        public_listen: Some(address::fresh()),
        public_url: Some("https://desk.kettle.example".to_owned()),
        widget_url: Some("https://help.kettle.example".to_owned()),
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let own = house.address();
    let world = *house.inside().public_listening.get().unwrap();
    let mut faults = Vec::new();
    let mut compared = 0;
    for (line, method, path) in routes() {
        // Each with a session of its own, since some end it.
        let token = house.signed_in(&admin).await.token;
        let inside = ask(own, &own.to_string(), &token, (&method, &path))
            .await
            .status;
        let token = house.signed_in(&admin).await.token;
        // By the other port, and by the other name at the house's own.
        let by_port = ask(world, &world.to_string(), &token, (&method, &path)).await;
        let by_name = ask(own, "help.kettle.example", &token, (&method, &path)).await;
        for (way, answer) in [("port", by_port), ("name", by_name)] {
            let is_right = if is_public(&method, &path) {
                answer.status == inside
            } else {
                answer.status == 404 && answer.header("location").is_empty()
            };
            if !is_right {
                faults.push(format!("{line} by {way}: {} and {inside}", answer.status));
            }
        }
        compared += usize::from(inside != 404 && !is_public(&method, &path));
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(compared > 100, "the console answers at its own entrance");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_is_served_at_the_world_s_entrance_and_a_page_there_is_no_page_of_the_console() {
    let serve = ServeFlags {
        public_url: Some("https://desk.kettle.example".to_owned()),
        widget_url: Some("https://help.kettle.example".to_owned()),
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let session = |host: &'static str, origin: &'static str| {
        let headers = [("host", host), ("origin", origin)];
        let house = &house;
        async move {
            let path = "/api/v1/visitor/sessions";
            let begun = house.call(&Method::POST, path, &headers, "{}").await;
            begun.status
        }
    };
    let (desk, help) = ("https://desk.kettle.example", "https://help.kettle.example");
    assert_eq!(session("help.kettle.example", help).await, 201);
    assert_eq!(session("desk.kettle.example", desk).await, 201);
    assert_eq!(session("help.kettle.example", desk).await, 403);
    assert_eq!(session("desk.kettle.example", help).await, 403);
    // What is put on sites and given to platforms bears the widget's name; what the team is sent bears the other.
    assert_eq!(house.inside().widget_url(), help);
    assert_eq!(house.inside().base_url(), desk);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_brings_the_house_s_own_name_to_the_world_s_entrance_where_it_has_no_other() {
    let serve = ServeFlags {
        public_listen: Some(address::fresh()),
        // As somebody types it; a browser writes it its own way.
        public_url: Some("https://Chat.Kettle.example:443/".to_owned()),
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let world = *house.inside().public_listening.get().unwrap();
    for at in [world, house.address()] {
        for (origin, status) in [
            ("https://chat.kettle.example", 201),
            ("https://help.kettle.example", 403),
            ("https://chat.kettle.example:8443", 403),
            ("null", 403),
        ] {
            let headers = [("host", "chat.kettle.example"), ("origin", origin)];
            let path = "/api/v1/visitor/sessions";
            let body = Bytes::from_static(b"{}");
            let begun = office::call(at, &Method::POST, path, &headers, body).await;
            assert_eq!(begun.status, status, "{origin}: {}", begun.text());
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_to_where_nobody_is_called_is_answered_before_it_is_heard_out() {
    let house = House::open().await;
    let mut line = house.line().await;
    let head = format!(
        "POST /hooks/nobody HTTP/1.1\r\nhost: {}\r\ncontent-length: 3000000\r\n\r\nno more than this",
        house.address()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    let mut begin = [0; 12];
    let heard = line.read_exact(&mut begin);
    // It would never come, and much is not gathered for anybody.
    let heard = tokio::time::timeout(Duration::from_secs(20), heard).await;
    heard.expect("it is answered").unwrap();
    assert_eq!(&begin, b"HTTP/1.1 404");
    house.close().await;
}
