//! Every answer of every class carries the headers that keep it what it is (R10).

use std::collections::BTreeMap;

use http::Method;
use shopbell::{desk::team::Role, web::assets};

use super::{media_type, routes};
use crate::house::{Answer, House};

/// Headers that every answer has, and what they say unless their kind of answer says otherwise.
/// The referrer is kept within the house and not altogether: without one, browsers send forms as
/// coming from nowhere.
const EVERYWHERE: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(self)",
    ),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
         media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'",
    ),
    ("cache-control", "no-store"),
];

/// What an answer of a kind says differently.
fn otherwise(kind: &str) -> BTreeMap<&'static str, String> {
    let to_all = [
        ("cross-origin-resource-policy", "cross-origin"),
        ("access-control-allow-origin", "*"),
    ];
    let own: Vec<(&str, &str)> = match kind {
        "" => vec![],
        "asset" => vec![("cache-control", "public, max-age=31536000, immutable")],
        "old asset" => vec![("cache-control", "no-cache")],
        "loader" => [&to_all[..], &[("cache-control", "no-cache")]].concat(),
        "look" => [&to_all[..], &[("cache-control", "public, max-age=60")]].concat(),
        "refused look" => to_all.to_vec(),
        "help" => vec![("cache-control", "public, max-age=60")],
        "robots" => vec![("cache-control", "public, max-age=3600")],
        "preview" => {
            let policy = EVERYWHERE[5].1;
            let framed = policy.replace("ancestors 'none'", "ancestors 'self'");
            return BTreeMap::from([("content-security-policy", framed)]);
        }
        "file" => vec![
            ("cache-control", "private, max-age=31536000, immutable"),
            ("content-security-policy", "sandbox; default-src 'none'"),
        ],
        "frame" => {
            let policy = EVERYWHERE[5].1;
            let framed = policy.replace("ancestors 'none'", "ancestors 'self' http: https:");
            return BTreeMap::from([("content-security-policy", framed)]);
        }
        other => panic!("{other}"),
    };
    own.into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
}

fn faults(line: &str, kind: &str, answer: &Answer) -> Vec<String> {
    let otherwise = otherwise(kind);
    let own = otherwise
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    let general = EVERYWHERE
        .iter()
        .filter(|(name, _)| !otherwise.contains_key(name))
        .copied();
    let mut faults: Vec<String> = own
        .chain(general)
        .filter(|(name, value)| answer.header(name) != *value)
        .map(|(name, _)| format!("{line}: {name}: {:?}", answer.header(name)))
        .collect();
    if !["loader", "look", "refused look"].contains(&kind)
        && answer.headers.contains_key("access-control-allow-origin")
    {
        faults.push(format!("{line}: is open to other sites"));
    }
    let media_type = answer.header("content-type");
    let is_plain_text = media_type.starts_with("text/") && media_type != "text/event-stream";
    if is_plain_text && !media_type.ends_with("charset=utf-8") {
        faults.push(format!("{line}: {media_type} without a charset"));
    }
    if !answer.body.is_empty() && media_type.is_empty() {
        faults.push(format!("{line}: a body of no type"));
    }
    for name in ["server", "x-powered-by"] {
        if answer.headers.contains_key(name) {
            faults.push(format!("{line}: tells its {name}"));
        }
    }
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_s_answers_carry_the_headers_whoever_asks() {
    let house = House::open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let visitor = house.visitor("Vera").await;
    let mut all = Vec::new();
    for (line, method, path) in routes() {
        let signed_in = house.signed_in(&admin).await;
        for token in ["", visitor.token(), signed_in.token()] {
            let shown = format!("Bearer {token}");
            let mut headers = vec![("content-type", media_type(&path)), ("accept", "text/html")];
            if !token.is_empty() {
                headers.push(("authorization", &shown));
            }
            let answer = house.call(&method, &path, &headers, "").await;
            let kind = match (line.as_str(), answer.status) {
                ("GET /a/{hash}/{*name}", 200) => "old asset",
                ("GET /w.js", 200) => "loader",
                ("GET /widget/{site}/look.js" | "GET /api/v1/widget/{site}", 404) => "refused look",
                ("GET /help.xml", 200) => "help",
                ("GET /robots.txt", 200) => "robots",
                ("POST /admin/articles/preview", 200) => "preview",
                _ => "",
            };
            all.extend(faults(&line, kind, &answer));
        }
    }
    assert!(all.is_empty(), "{all:#?}");
    house.close().await;
}

/// Method, path, headers, body; the status expected, and the kind of answer.
type Case<'a> = (
    &'a Method,
    &'a str,
    Vec<(&'a str, &'a str)>,
    &'a str,
    u16,
    &'a str,
);

#[tokio::test(flavor = "multi_thread")]
async fn every_class_of_answer_carries_its_headers() {
    let house = House::open().await;
    let site = house.site_key().await;
    let visitor = house.visitor("Vera").await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let admin = house.signed_in(&admin).await;
    let sent = house.picture_of(&visitor, "cup").await;
    let id = sent["id"].as_str().unwrap();
    let (file, tag) = (format!("/api/v1/visitor/files/{id}"), format!("\"{id}\""));
    let as_visitor = format!("Bearer {}", visitor.token());
    let as_admin = format!("Bearer {}", admin.token());
    let (v, a) = (
        ("authorization", as_visitor.as_str()),
        ("authorization", as_admin.as_str()),
    );
    let style = assets::path("console/page-every.css");
    let frame = format!("/widget/{site}");
    let module = format!("/widget/{site}/look.js");
    let look = format!("/api/v1/widget/{site}");
    let large = "x".repeat(300_000);
    let (get, post) = (Method::GET, Method::POST);
    #[rustfmt::skip]
    let cases: Vec<Case> = vec![
        (&get, "/healthz", vec![], "", 200, ""),
        (&get, "/sign-in", vec![("accept", "text/html")], "", 200, ""),
        (&get, "/admin/team", vec![a], "", 200, ""),
        (&get, "/admin/log", vec![a, ("accept-encoding", "gzip")], "", 200, ""),
        (&get, &style, vec![("accept-encoding", "br")], "", 200, "asset"),
        (&get, &style, vec![("if-none-match", "\"0\"")], "", 200, "asset"),
        (&get, "/w.js", vec![("accept-encoding", "gzip")], "", 200, "loader"),
        (&get, &frame, vec![], "", 200, "frame"),
        (&get, &module, vec![], "", 200, "look"),
        (&get, &look, vec![], "", 200, "look"),
        (&get, "/widget/site_none/look.js", vec![], "", 404, "refused look"),
        (&get, "/api/v1/widget/site_none", vec![], "", 404, "refused look"),
        (&get, &file, vec![v], "", 200, "file"),
        (&get, &file, vec![v, ("range", "bytes=0-3")], "", 206, "file"),
        (&get, &file, vec![v, ("range", "bytes=90000-")], "", 416, ""),
        (&get, &file, vec![v, ("if-none-match", tag.as_str())], "", 304, "file"),
        (&get, &file, vec![], "", 401, ""),
        (&get, "/api/v1/visitor/events", vec![v], "", 200, ""),
        (&get, "/api/v1/agent/events", vec![a], "", 200, ""),
        (&Method::HEAD, "/api/v1/visitor/me", vec![v], "", 200, ""),
        (&post, "/api/v1/visitor/sessions", vec![], "{}", 201, ""),
        (&post, "/api/v1/visitor/typing", vec![v], "", 204, ""),
        (&post, "/api/v1/visitor/messages", vec![v], "no JSON", 400, ""),
        (&post, "/api/v1/visitor/messages", vec![v], &large, 413, ""),
        (&get, "/api/v1/nothing", vec![], "", 404, ""),
        (&get, "/nothing", vec![("accept", "text/html")], "", 404, ""),
        (&get, "/nothing", vec![], "", 404, ""),
        (&Method::PUT, "/api/v1/visitor/messages", vec![v], "", 405, ""),
        (&get, "/", vec![("host", "evil.example")], "", 421, ""),
        (&post, "/language", vec![("origin", "https://evil.example")], "", 403, ""),
        (&post, "/sign-out", vec![a], "", 303, ""),
    ];
    let mut all = Vec::new();
    for (method, path, headers, body, status, kind) in cases {
        let answer = house.call(method, path, &headers, body.to_owned()).await;
        let line = format!("{method} {path} {headers:?}");
        assert_eq!(answer.status, status, "{line}");
        all.extend(faults(&line, kind, &answer));
        if status >= 400 && shopbell::web::openapi::is_api(path) {
            let error = answer.json()["error"].clone();
            assert!(
                error["code"].is_string() && error["message"].is_string(),
                "{line}"
            );
        }
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.is_empty() || cookie.contains("HttpOnly"),
            "{line}: {cookie}"
        );
    }
    assert!(all.is_empty(), "{all:#?}");
    house.close().await;
}
