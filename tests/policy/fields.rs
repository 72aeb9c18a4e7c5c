//! What a visitor is sent (R09, R30): these fields and no others, and no byte of a comment.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use shopbell::{base::id::AgentId, desk::team};

use crate::house::House;

const CANARY: &str = "canary-that-must-not-sing";

/// Every field that may reach a visitor, whichever way.
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    // Starting a session, and saying something.
    "token", "visitor_id", "conversation_id", "verified", "id", "created_at", "ticket", "valid_s",
    // Who one is.
    "name", "online", "opens",
    "conversation", "conversation.id", "conversation.status", "conversation.language", "conversation.agent", "conversation.survey",
    "conversation.line", "conversation.line.place", "conversation.line.about_min", "conversation.line.over_min", "line", "line.place", "line.about_min", "line.over_min", "conversation.rating", "conversation.delivered_id", "conversation.read_id", "conversation.agent_read_id",
    "conversation.agent.name", "conversation.agent.title", "conversation.agent.initials", "conversation.agent.tint",
    // The same on the stream.
    "status", "language", "agent", "survey", "rating", "delivered_id", "read_id", "agent_read_id",
    "agent.name", "agent.title", "agent.initials", "agent.tint", "kind", "until",
    // Messages, listed and on the stream.
    "messages", "next_after", "earlier",
    "messages[].id", "messages[].conversation_id", "messages[].text", "messages[].created_at",
    "messages[].author", "messages[].author.kind", "messages[].author.id", "messages[].author.name",
    "messages[].author.title", "messages[].author.initials", "messages[].author.tint",
    "messages[].attachments", "messages[].attachments[].id", "messages[].attachments[].kind",
    "messages[].attachments[].name", "messages[].attachments[].media_type", "messages[].attachments[].size",
    "messages[].attachments[].url", "messages[].attachments[].width", "messages[].attachments[].height", "text", "author", "author.kind", "author.id", "author.name", "author.title",
    "author.initials", "author.tint", "attachments", "attachments[].id", "attachments[].kind",
    "attachments[].name", "attachments[].media_type", "attachments[].size", "attachments[].url", "attachments[].width", "attachments[].height",
    // One's own file.
    "media_type", "size", "url", "width", "height",
];

fn gather(value: &Value, at: &str, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let path = if at.is_empty() {
                    name.clone()
                } else {
                    format!("{at}.{name}")
                };
                gather(value, &path, fields);
                fields.insert(path);
            }
        }
        Value::Array(list) => {
            for value in list {
                gather(value, &format!("{at}[]"), fields);
            }
        }
        _ => {}
    }
}

/// Somebody is at the counter, each step of the line took five minutes lately, and three wait in it: their chats.
async fn wait_for_five_minutes_each(house: &House) -> Vec<i64> {
    let mut waiting = Vec::new();
    for number in 0..6 {
        let other = house.visitor("Omar").await;
        let said = house
            .tell(&other, "messages", json!({ "text": "Hello" }))
            .await;
        let id = said.json()["conversation_id"].as_i64().unwrap();
        if number < 3 {
            house
                .act(move |tx| {
                    tx.execute(
                        "update conversation set state = 'active', agent_id = 1, offline = 0,
                           claimed_at = queued_at - ?2, queued_at = queued_at - ?2 - 300000 where id = ?1",
                        (id, number * 600_000),
                    )
                })
                .await;
        } else {
            waiting.push(id);
        }
    }
    house
        .act(|tx| team::availability::seen(tx, &[AgentId(1)]))
        .await;
    waiting
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_is_sent_the_listed_fields_and_no_byte_of_a_comment() {
    let house = House::open().await;
    let hannah = house.visitor("Hannah").await;
    let ana = house.agent("Ana").await;
    house
        .act(|tx| {
            tx.execute(
                "update agent set public_title = 'Care team' where name = 'Ana'",
                [],
            )
            .map(|_| ())
        })
        .await;
    let mut stream = house.listen(&hannah, "", &[]).await.begun().await;

    // Everything that can happen in a chat happens, with a comment at every turn.
    let mut seen = Vec::new();
    let own = house.picture_of(&hannah, "mine").await;
    // The line stands still for five minutes each: behind three others that is more than a quarter of an hour.
    let ids = wait_for_five_minutes_each(&house).await;
    let body = json!({ "text": "Hello", "attachments": [own["id"]] });
    let said = house.tell(&hannah, "messages", body).await.json();
    let chat = format!("conversations/{}", said["conversation_id"]);
    let mut live = Vec::new();
    let mut stands = async |field: &str| loop {
        let told = stream.next().await.unwrap();
        let is_it = told.kind == "line" && !told.data["line"][field].is_null();
        live.push(told);
        if is_it {
            return;
        }
    };
    seen.push(house.get(&hannah, "me", &[]).await.json());
    stands("over_min").await;
    for id in ids {
        let path = format!("conversations/{id}/claim");
        house.tell(&ana, &path, json!({})).await;
    }
    stands("about_min").await;
    seen.push(house.get(&hannah, "me", &[]).await.json());
    let comment = async |number: i32| {
        let file = house.picture_of(&ana, CANARY).await;
        let text = format!("{CANARY} {number}");
        let body = json!({ "text": text, "attachments": [file["id"]] });
        let left = house.tell(&ana, &format!("{chat}/comments"), body).await;
        assert_eq!(left.status, 201, "{}", left.text());
        file["id"].as_str().unwrap().to_owned()
    };
    let mut hidden = vec![comment(1).await];
    let on_chat = async |word: &str, body: Value| {
        let done = house.tell(&ana, &format!("{chat}/{word}"), body).await;
        assert!(
            matches!(done.status, 200 | 201 | 204),
            "{word}: {}",
            done.text()
        );
    };
    on_chat("claim", json!({})).await;
    hidden.push(comment(2).await);
    on_chat("typing", json!({})).await;
    on_chat("read", json!({ "message_id": said["id"] })).await;
    let file = house.picture_of(&ana, "leaflet").await;
    on_chat(
        "messages",
        json!({ "text": "Here", "attachments": [file["id"]] }),
    )
    .await;
    hidden.push(comment(3).await);
    house
        .tell(
            &hannah,
            "receipts",
            json!({ "delivered": said["id"], "read": said["id"] }),
        )
        .await;
    on_chat(
        "close",
        json!({ "survey": true, "reason_id": 1, "note": CANARY }),
    )
    .await;
    house
        .tell(&hannah, "rating", json!({ "score": 5, "comment": "fine" }))
        .await;
    seen.extend([own, said]);
    seen.push(house.tell(&hannah, "ticket", json!({})).await.json());
    for path in [
        "me",
        "messages",
        "messages?before=99999&limit=3",
        "messages?after=1&limit=2",
    ] {
        let answer = house.get(&hannah, path, &[]).await;
        assert!(!answer.text().contains(CANARY), "{path}");
        seen.push(answer.json());
    }
    seen.push(house.tell(&hannah, "sessions", json!({})).await.json());

    // The stream as it went, and the same again from the file and from memory.
    let is_rated = |told: &crate::office::Told| told.data["rating"] == 5;
    while !live.last().is_some_and(is_rated) {
        live.push(stream.next().await.unwrap());
    }
    let house = {
        drop(stream);
        let mut again = house.listen(&hannah, "?last_event_id=0", &[]).await;
        let mut ring = Vec::new();
        while !ring.last().is_some_and(is_rated) {
            ring.push(again.next_kept().await);
        }
        drop(again);
        let kept: Vec<_> = live
            .iter()
            .filter(|told| told.id.is_some())
            .cloned()
            .collect();
        assert_eq!(ring, kept);
        house.reopen().await
    };
    let mut from_file = house.listen(&hannah, "", &[("last-event-id", "0")]).await;
    loop {
        let told = from_file.next().await.unwrap();
        let is_last = is_rated(&told);
        live.push(told);
        if is_last {
            break;
        }
    }
    for told in live {
        assert!(!told.data.to_string().contains(CANARY), "{told:?}");
        assert_ne!(told.kind, "comment");
        seen.push(told.data);
    }
    for id in hidden {
        assert_eq!(
            house.get(&ana, &format!("files/{id}"), &[]).await.status,
            200,
            "the premise"
        );
        assert_eq!(
            house.get(&hannah, &format!("files/{id}"), &[]).await.status,
            404
        );
    }

    let mut fields = BTreeSet::new();
    for value in &seen {
        gather(value, "", &mut fields);
    }
    let listed: BTreeSet<String> = FIELDS.iter().map(|field| (*field).to_owned()).collect();
    assert_eq!(
        fields.difference(&listed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not listed"
    );
    assert_eq!(
        listed.difference(&fields).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "never sent"
    );
    house.close().await;
}
