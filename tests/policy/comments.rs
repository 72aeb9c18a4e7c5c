//! A comment and its file never leave the house: every byte that a visitor can be sent is looked
//! through for marks that only a comment carries.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use shopbell::web::router;

use crate::house::{House, Person};

/// Stands in the comment's words, its file's name and its file's bytes, and nowhere else.
const MARK: &str = "QuincunxMark";

/// Everything a visitor's stream says, byte for byte, from now on.
async fn overhear(house: &House, visitor: &Person) -> Arc<Mutex<Vec<u8>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let mut line = house.line().await;
    let request = format!(
        "GET /api/v1/visitor/events HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\r\n",
        house.address(),
        visitor.token()
    );
    line.write_all(request.as_bytes()).await.unwrap();
    let into = heard.clone();
    tokio::spawn(async move {
        let mut piece = [0; 4096];
        while let Ok(length @ 1..) = line.read(&mut piece).await {
            into.lock().unwrap().extend_from_slice(&piece[..length]);
        }
    });
    heard
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

async fn until_heard(house: &House, heard: &Arc<Mutex<Vec<u8>>>, words: &str) {
    house
        .until(&format!("the stream says {words}"), async || {
            tokio::time::sleep(Duration::from_millis(5)).await;
            holds(&heard.lock().unwrap(), words)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_a_comment_reaches_a_visitor() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    house.agent("Bo").await;
    let hannah = house.visitor("Hannah").await;
    house
        .tell(&hannah, "messages", json!({ "text": "Hello?" }))
        .await;
    house.tell(&ana, "conversations/1/claim", json!({})).await;
    let heard = overhear(&house, &hannah).await;
    until_heard(&house, &heard, "text/event-stream").await;

    // A comment that names a colleague, with a file; then it is struck through.
    let upload = format!("files?name={MARK}.txt&kind=file");
    let content = format!("The spare lids: {MARK}").into();
    let file = house.post(&ana, &upload, "text/plain", content).await;
    assert_eq!(file.status, 201, "{}", file.text());
    let file = file.json()["id"].as_str().unwrap().to_owned();
    let comment = json!({ "text": format!("@Bo {MARK}"), "attachments": [file] });
    let comment = house.tell(&ana, "conversations/1/comments", comment).await;
    assert_eq!(comment.status, 201, "{}", comment.text());
    let id = comment.json()["id"].as_i64().unwrap();
    let struck = house
        .fill(&ana, &format!("/console/1/comments/{id}/strike"), "")
        .await;
    assert_eq!(struck.status, 200, "{}", struck.text());
    assert!(struck.text().contains("is-struck"), "{}", struck.text());
    // The premise: the team has all of it.
    let seen = house
        .get(&ana, "conversations/1/messages", &[])
        .await
        .text();
    assert!(seen.contains(MARK) && seen.contains(&file) && seen.contains("struck"));
    assert!(
        house
            .get(&ana, &format!("files/{file}"), &[])
            .await
            .text()
            .contains(MARK)
    );
    // What comes later on the stream comes after it.
    house
        .tell(
            &ana,
            "conversations/1/messages",
            json!({ "text": "In a moment" }),
        )
        .await;
    until_heard(&house, &heard, "In a moment").await;

    // Everything that a visitor may ask, with the file's id wherever an id is asked for.
    let site = house.site_key().await;
    let mut told: Vec<(String, Vec<u8>)> =
        vec![("live stream".to_owned(), heard.lock().unwrap().clone())];
    let mut asked = 0;
    for route in router::routes() {
        let (method, path, who) = (route.method, route.path, route.handler.who());
        let is_visitors = matches!(who, "visitor" | "visitor or ticket" | "anybody");
        if !is_visitors || path.contains("{hash}") || path.contains("{token}") {
            continue;
        }
        let path = path.replace("{id}", &file).replace("{site}", &site);
        let path = if path.ends_with("/events") {
            format!("{path}?once=true&last_event_id=0")
        } else {
            path
        };
        let answer = if method == http::Method::GET {
            house.get(&hannah, &path, &[]).await
        } else {
            let body = json!({ "text": "x", "attachments": [file], "conversation_id": 1, "score": 5, "message_id": id });
            house.tell(&hannah, &path, body).await
        };
        asked += 1;
        told.push((format!("{method} {path}"), answer.body.to_vec()));
        let headers = format!("{:?}", answer.headers);
        told.push((format!("headers of {path}"), headers.into_bytes()));
    }
    assert!(asked > 15, "the premise: there is much to ask, {asked}");
    for path in [
        "messages?limit=100",
        "messages?before=999999",
        "messages?after=0",
    ] {
        told.push((
            path.to_owned(),
            house.get(&hannah, path, &[]).await.body.to_vec(),
        ));
    }
    let fetched = house.get(&hannah, &format!("files/{file}"), &[]).await;
    assert_eq!(fetched.status, 404);
    // Nor does a later session of the same person, or a transcript of the end.
    house
        .tell(&ana, "conversations/1/close", json!({ "survey": true }))
        .await;
    told.push((
        "after the end".to_owned(),
        house.get(&hannah, "messages", &[]).await.body.to_vec(),
    ));
    told.push((
        "stream after the end".to_owned(),
        heard.lock().unwrap().clone(),
    ));
    for (what, bytes) in told {
        assert!(!holds(&bytes, MARK), "{what}");
        assert!(!holds(&bytes, "struck") || what.contains(".js"), "{what}");
        assert!(!holds(&bytes, "event: comment"), "{what}");
    }
    house.close().await;
}
