//! Nothing changes because another site asks for it (R13).

use std::time::Duration;

use http::Method;
use shopbell::{base::time::Clock, config::ServeFlags, desk::team::Role};

use super::{media_type, routes};
use crate::house::House;

/// So many looks without a change, a hundredth of a second apart, and the house is at rest.
const STILL: u32 = 30;

/// Tells whether anything was committed since it was last asked.
struct Witness {
    connection: rusqlite::Connection,
    seen: i64,
}

impl Witness {
    /// Waits until what the house does by itself after somebody signed in is done.
    async fn of(house: &House) -> Self {
        let connection = rusqlite::Connection::open(house.app.house.db.path()).unwrap();
        let mut witness = Self {
            connection,
            seen: 0,
        };
        let mut still = 0;
        while still < STILL {
            tokio::time::sleep(Duration::from_millis(10)).await;
            still = if witness.saw_a_change() { 0 } else { still + 1 };
        }
        witness
    }

    fn saw_a_change(&mut self) -> bool {
        let version = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .unwrap();
        std::mem::replace(&mut self.seen, version) != version
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_unsafe_route_obeys_another_site() {
    let house = House::open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let session = house.signed_in(&admin).await;
    let cookie = format!("shopbell={}", session.token());
    let own = format!("http://{}", house.address());
    let port = house.address().port();
    let (https, other_port, by_name) = (
        own.replace("http:", "https:"),
        format!("http://127.0.0.1:{}", port ^ 1),
        format!("http://localhost:{port}"),
    );
    let foreign: [&[(&str, &str)]; 14] = [
        &[("origin", "https://evil.example")],
        &[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "same-origin"),
        ],
        &[("origin", "http://127.0.0.1.evil.example")],
        &[("origin", &other_port)],
        &[("origin", &by_name)],
        &[("origin", &https)],
        &[("origin", "null")],
        &[("origin", "http://")],
        // No origin: a browser's other word for it, and then nothing at all.
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[],
        // A header that is no token does not make the cookie welcome.
        &[
            ("authorization", "Basic YTpi"),
            ("origin", "https://evil.example"),
        ],
        &[
            ("authorization", "Bearer"),
            ("origin", "https://evil.example"),
        ],
    ];
    let mut witness = Witness::of(&house).await;
    let mut count = 0;
    for (line, method, path) in routes() {
        if method == Method::GET {
            continue;
        }
        count += 1;
        for origin in foreign {
            let mut headers = vec![
                ("cookie", cookie.as_str()),
                ("content-type", media_type(&path)),
            ];
            headers.extend(origin);
            let body = r#"{"name":"x"}"#;
            let answer = house.call(&method, &path, &headers, body).await;
            assert_eq!(answer.status, 403, "{line} {origin:?}");
            assert!(!witness.saw_a_change(), "{line} {origin:?}");
        }
    }
    assert!(count > 50, "the premise: there are unsafe routes");
    // The premise: from its own page the same cookie does change something.
    let headers = [
        ("cookie", cookie.as_str()),
        ("origin", own.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let answer = house
        .call(
            &Method::POST,
            "/admin/closing/types",
            &headers,
            "name=Repair",
        )
        .await;
    assert_eq!(answer.status, 303);
    assert!(witness.saw_a_change());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_is_not_taken_from_what_a_form_can_send() {
    let house = House::open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let session = house.signed_in(&admin).await;
    let cookie = format!("shopbell={}", session.token());
    let own = format!("http://{}", house.address());
    let mut witness = Witness::of(&house).await;
    for media_type in [
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data",
    ] {
        for path in ["/api/v1/visitor/sessions", "/api/v1/agent/login"] {
            let headers = [("origin", own.as_str()), ("content-type", media_type)];
            let body = r#"{"email":"ana@kettle.example","password":"x"}"#;
            let answer = house.call(&Method::POST, path, &headers, body).await;
            assert_eq!(answer.status, 400, "{path} {media_type}");
        }
        let headers = [
            ("cookie", cookie.as_str()),
            ("origin", own.as_str()),
            ("content-type", media_type),
        ];
        let path = "/api/v1/agent/conversations/1/assign";
        let answer = house
            .call(&Method::POST, path, &headers, r#"{"agent_id":1}"#)
            .await;
        assert_eq!(answer.status, 400, "{media_type}");
    }
    assert!(!witness.saw_a_change());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_https_only_the_public_origin_counts() {
    let serve = ServeFlags {
        public_url: Some("https://chat.kettle.example".to_owned()),
        hosts: vec!["kettle.lan".to_owned()],
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let admin = house.colleague("Ana", Role::Admin).await;
    // Whoever comes past the proxy is told why they cannot stay, and where they can.
    for (host, is_told) in [
        ("chat.kettle.example", false),
        ("localhost", false),
        ("kettle.lan:7700", true),
    ] {
        let page = house
            .call(&Method::GET, "/sign-in", &[("host", host)], "")
            .await;
        let text = page.text();
        let link = "href=\"https://chat.kettle.example\"";
        assert_eq!(text.contains("is not encrypted"), is_told, "{host}");
        assert_eq!(text.contains(link), is_told, "{host}");
    }
    for (host, origin, expected) in [
        ("chat.kettle.example", "https://chat.kettle.example", 303),
        ("chat.kettle.example", "http://chat.kettle.example", 403),
        (
            "chat.kettle.example",
            "https://chat.kettle.example:8443",
            403,
        ),
        ("chat.kettle.example", "https://kettle.example", 403),
        ("localhost", "http://localhost", 303),
    ] {
        let session = house.signed_in(&admin).await;
        let cookie = format!("__Host-shopbell={}", session.token());
        let headers = [("host", host), ("origin", origin), ("cookie", &cookie)];
        let answer = house.call(&Method::POST, "/sign-out", &headers, "").await;
        assert_eq!(answer.status, expected, "{host} {origin}");
        if expected == 303 {
            let cookie = answer.header("set-cookie");
            assert!(
                cookie.contains("Secure") && cookie.contains("SameSite=Lax"),
                "{cookie}"
            );
        }
    }
    // Without the name that binds it to this host and to HTTPS, a cookie counts for nothing.
    let session = house.signed_in(&admin).await;
    let cookie = format!("shopbell={}", session.token());
    let answer = house
        .call(
            &Method::GET,
            "/api/v1/agent/conversations",
            &[("cookie", &cookie)],
            "",
        )
        .await;
    assert_eq!(answer.status, 401);
    house.close().await;
}
