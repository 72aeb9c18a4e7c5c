//! What cannot be taken gets a clear refusal and changes nothing.

use http::Method;
use serde_json::{Value, json};
use shopbell::{base::time::Clock, config::ServeFlags};

use crate::{
    house::{Answer, House},
    streams::Chat,
};

/// Who sends it.
#[derive(Debug, Clone, Copy)]
enum By {
    Nobody,
    Visitor,
    Agent,
}
use By::{Agent, Nobody, Visitor};

#[tokio::test(flavor = "multi_thread")]
async fn each_gets_its_refusal_and_changes_nothing() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let on = |word: &str| format!("/api/v1/agent/conversations/{}/{word}", chat.id);
    let (messages, comments, assign, read) =
        (on("messages"), on("comments"), on("assign"), on("read"));
    let (close, claim) = (on("close"), on("claim"));
    let said = "/api/v1/visitor/messages";
    let text = |text: &str| json!({ "text": text }).to_string();
    let (over, over_wide) = (text(&"x".repeat(10_001)), text(&"茶".repeat(10_001)));
    let huge = text(&"x".repeat(300_000));
    let deep = "[".repeat(5_000);
    let eleven = json!({ "text": "x", "attachments": vec!["0"; 11] }).to_string();
    let no_id = "9223372036854775808";
    let huge_path = format!("/api/v1/agent/conversations/{no_id}/messages");
    #[rustfmt::skip]
    let cases: Vec<(By, &Method, &str, &str, u16, &str)> = vec![
        // Not the JSON asked for.
        (Visitor, &Method::POST, said, "no JSON", 400, "not-json"),
        (Visitor, &Method::POST, said, "{\"text\":", 400, "not-json"),
        (Visitor, &Method::POST, said, "{\"text\":\"a\"} and more", 400, "not-json"),
        (Visitor, &Method::POST, said, "[]", 400, "not-json"),
        (Visitor, &Method::POST, said, "null", 400, "not-json"),
        (Visitor, &Method::POST, said, "{\"text\":7}", 400, "not-json"),
        (Visitor, &Method::POST, said, "{\"text\":null}", 400, "not-json"),
        (Visitor, &Method::POST, said, "{\"text\":\"a\",\"text\":\"b\"}", 400, "not-json"),
        (Visitor, &Method::POST, said, "{\"text\":\"\\ud800\"}", 400, "not-json"),
        (Visitor, &Method::POST, said, &deep, 400, "not-json"),
        (Visitor, &Method::POST, said, "text=hello", 400, "not-json"),
        (Visitor, &Method::POST, said, &huge, 413, "too-large"),
        (Agent, &Method::POST, &messages, &huge, 413, "too-large"),
        (Nobody, &Method::POST, "/api/v1/visitor/sessions", &huge, 413, "too-large"),
        (Nobody, &Method::POST, "/api/v1/agent/login", "{}", 400, "not-json"),
        (Nobody, &Method::POST, "/api/v1/agent/login", "{\"email\":1,\"password\":2}", 400, "not-json"),
        // Nothing, and too much.
        (Visitor, &Method::POST, said, "", 400, "empty"),
        (Visitor, &Method::POST, said, "{}", 400, "empty"),
        (Visitor, &Method::POST, said, "{\"text\":\" \\n\\t \"}", 400, "empty"),
        (Visitor, &Method::POST, said, "{\"text\":\"\\u0000\\u0007\\u202e\\ufeff\"}", 400, "empty"),
        (Visitor, &Method::POST, said, &over, 400, "too-long"),
        (Visitor, &Method::POST, said, &over_wide, 400, "too-long"),
        (Agent, &Method::POST, &messages, &over, 400, "too-long"),
        (Agent, &Method::POST, &comments, &over, 400, "too-long"),
        (Agent, &Method::POST, &comments, "{}", 400, "empty"),
        // Files that are not there.
        (Visitor, &Method::POST, said, "{\"text\":\"x\",\"attachments\":[\"0\"]}", 400, "unknown-attachment"),
        (Visitor, &Method::POST, said, "{\"text\":\"x\",\"attachments\":[\"' or 1=1 --\"]}", 400, "unknown-attachment"),
        (Visitor, &Method::POST, said, "{\"text\":\"x\",\"attachments\":7}", 400, "not-json"),
        (Visitor, &Method::POST, said, &eleven, 400, "unknown-attachment"),
        // Ids of nothing, of too much, of no number.
        (Agent, &Method::GET, "/api/v1/agent/conversations/999999", "", 404, "not-found"),
        (Agent, &Method::GET, "/api/v1/agent/conversations/-1", "", 404, "not-found"),
        (Agent, &Method::GET, "/api/v1/agent/conversations/one", "", 404, "not-found"),
        (Agent, &Method::GET, "/api/v1/agent/conversations/1%20or%201", "", 404, "not-found"),
        (Agent, &Method::GET, &huge_path, "", 404, "not-found"),
        (Agent, &Method::POST, &huge_path, "{\"text\":\"x\"}", 404, "not-found"),
        (Agent, &Method::POST, &assign, "{}", 400, "not-json"),
        (Agent, &Method::POST, &assign, "{\"agent_id\":999999}", 400, "no-such-agent"),
        (Agent, &Method::POST, &assign, "{\"agent_id\":9223372036854775808}", 400, "not-json"),
        (Agent, &Method::POST, &assign, "{\"agent_id\":1.5}", 400, "not-json"),
        (Agent, &Method::POST, &read, "{\"message_id\":\"x\"}", 400, "not-json"),
        (Agent, &Method::POST, &close, "{\"chat_type_id\":999999}", 400, "unknown-choice"),
        (Agent, &Method::POST, &close, "{\"reason_id\":-1}", 400, "unknown-choice"),
        (Agent, &Method::POST, &close, "{\"survey\":\"yes\"}", 400, "not-json"),
        (Visitor, &Method::POST, "/api/v1/visitor/rating", "{}", 400, "not-json"),
        (Visitor, &Method::POST, "/api/v1/visitor/rating", "{\"score\":0}", 400, "rating-range"),
        (Visitor, &Method::POST, "/api/v1/visitor/rating", "{\"score\":6}", 400, "rating-range"),
        (Visitor, &Method::POST, "/api/v1/visitor/rating", "{\"score\":5}", 404, "not-found"),
        (Visitor, &Method::POST, "/api/v1/visitor/rating", "{\"score\":5,\"conversation_id\":999999}", 404, "not-found"),
        (Visitor, &Method::POST, "/api/v1/visitor/profile", "{\"email\":\"no address\"}", 400, "bad-email"),
        (Nobody, &Method::POST, "/api/v1/visitor/sessions", "{\"email\":\"ann@\"}", 400, "bad-email"),
        (Nobody, &Method::POST, "/api/v1/visitor/sessions", "{\"site\":\"none of ours\"}", 404, "not-found"),
        (Nobody, &Method::POST, "/api/v1/visitor/sessions", "{\"site\":7}", 400, "not-json"),
        (Nobody, &Method::POST, "/api/v1/visitor/sessions", "{\"pages\":{}}", 400, "not-json"),
        // Queries that cannot be read.
        (Visitor, &Method::GET, "/api/v1/visitor/messages?limit=-1", "", 400, "bad-query"),
        (Visitor, &Method::GET, "/api/v1/visitor/messages?limit=many", "", 400, "bad-query"),
        (Visitor, &Method::GET, "/api/v1/visitor/messages?after=x", "", 400, "bad-query"),
        (Visitor, &Method::GET, "/api/v1/visitor/messages?after=9223372036854775808", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/conversations?limit=-1", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/conversations?after=nonsense", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/conversations?after=1%2F2", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/conversations?status=odd", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/conversations?assignee=everybody", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/search?q=a&sort=odd", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/search?q=a&after=x", "", 400, "bad-query"),
        (Agent, &Method::GET, "/api/v1/agent/search?q=a&limit=-3", "", 400, "bad-query"),
        // What is not there, or not so.
        (Nobody, &Method::GET, "/api/v1/visitor/nothing", "", 404, "not-found"),
        (Nobody, &Method::GET, "/api/v2/visitor/me", "", 404, "not-found"),
        (Visitor, &Method::DELETE, said, "", 405, "method"),
        (Agent, &Method::PUT, &claim, "", 405, "method"),
        (Nobody, &Method::OPTIONS, said, "", 405, "method"),
        (Nobody, &Method::POST, "/healthz", "", 405, "method"),
    ];
    let rows = house.count("message").await;
    let events = house.count("event").await;
    for (by, method, path, body, status, code) in cases {
        let token = match by {
            Nobody => String::new(),
            Visitor => format!("Bearer {}", chat.hannah.token()),
            Agent => format!("Bearer {}", chat.ana.token()),
        };
        let headers = [
            ("authorization", token.as_str()),
            ("content-type", "application/json"),
        ];
        let answer = house.call(method, path, &headers, body.to_owned()).await;
        let shown: String = body.chars().take(60).collect();
        let line = format!("{method} {path} {shown} by {by:?}");
        assert_eq!(answer.status, status, "{line}: {}", answer.text());
        let error = &answer.json()["error"];
        assert_eq!(error["code"], code, "{line}");
        let sentence = error["message"].as_str().unwrap();
        assert!(
            sentence.ends_with('.') && !sentence.contains("refusal-"),
            "{line}: {sentence}"
        );
        if status == 405 {
            assert!(!answer.header("allow").is_empty(), "{line}");
        }
    }
    assert_eq!(house.count("message").await, rows);
    assert_eq!(house.count("event").await, events);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn text_up_to_the_limit_is_taken_and_cleaned_of_what_nobody_sees() {
    let house = House::open().await;
    let hannah = house.visitor("Hannah").await;
    let long = "茶".repeat(10_000);
    for (sent, kept) in [
        (long.as_str(), long.as_str()),
        (" a\u{0}b\u{7}c \n d\u{202e}e ", "abc \n de"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; drop table message; --", "'; drop table message; --"),
        (
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} и чай",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} и чай",
        ),
        (
            "data: x\n\nevent: message\ndata: {}",
            "data: x\n\nevent: message\ndata: {}",
        ),
    ] {
        let mut stream = house.listen(&hannah, "", &[]).await.begun().await;
        let said = house
            .tell(&hannah, "messages", json!({ "text": sent }))
            .await;
        assert_eq!(said.status, 201, "{}", said.text());
        let told = stream.next_of("message").await;
        assert_eq!(
            (&told.data["text"], &told.data["id"]),
            (&json!(kept), &said.json()["id"])
        );
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_too_fast_is_told_when_to_come_back() {
    let house = House::open_by(shopbell::base::time::Clock::machine(), 1).await;
    let hannah = house.visitor("Hannah").await;
    for (path, most) in [
        ("messages", 40),
        ("typing", 80),
        ("close", 80),
        ("ticket", 80),
        ("rating", 80),
    ] {
        let mut refused = None;
        for _ in 0..most {
            let answer = house
                .tell(&hannah, path, json!({ "text": "quick", "score": 1 }))
                .await;
            if answer.status == 429 {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.unwrap_or_else(|| panic!("{path} has no limit"));
        assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
        assert_eq!(refused.json()["error"]["code"], "too-fast");
    }
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(house.listen(&hannah, "", &[]).await);
    }
    let one_more = house.get(&hannah, "events", &[]).await;
    assert_eq!(one_more.status, 429);
    let wait = one_more.header("retry-after").parse::<u64>().unwrap();
    assert!((10..30).contains(&wait), "{wait}");
    streams.pop();
    let has_room = async || {
        let token = format!("Bearer {}", hannah.token());
        let headers = [("authorization", token.as_str())];
        let path = "/api/v1/visitor/events";
        house.call(&Method::GET, path, &headers, "").await.status == 200
    };
    house
        .until("a stream that ended makes room", has_room)
        .await;
    // Another visitor is not held up by that.
    let oscar = house.visitor("Oscar").await;
    let said: Value = house
        .tell(&oscar, "messages", json!({ "text": "calm" }))
        .await
        .json();
    assert!(said["id"].is_i64(), "{said}");
    house.close().await;
}

/// Shows a visitor's token from an address on the other side of a proxy.
async fn shows(house: &House, token: &str) -> Answer {
    let token = format!("Bearer {token}");
    let headers = [
        ("authorization", token.as_str()),
        ("x-forwarded-for", "203.0.113.9"),
    ];
    let path = "/api/v1/visitor/me";
    house.call(&Method::GET, path, &headers, "").await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_shows_many_tokens_that_nobody_has_is_told_to_wait_and_who_shows_one_is_not() {
    let serve = ServeFlags {
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        limits: 1,
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let hannah = house.visitor("Hannah").await;
    // The house was restored from a backup that does not know this browser.
    for _ in 0..120 {
        assert_eq!(shows(&house, "stale").await.status, 401);
    }
    let mut refused = None;
    for number in 0..500 {
        let answer = shows(&house, &format!("guess-{number}")).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 401);
    }
    let refused = refused.expect("five hundred guesses went through");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(refused.json()["error"]["code"], "too-fast");
    assert_eq!(shows(&house, "stale").await.status, 401);
    let known = shows(&house, hannah.token()).await;
    assert_eq!(known.status, 200, "whoever is known is not held up");
    house.close().await;
}
