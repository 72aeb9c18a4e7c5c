//! Every operation once, as a visitor and an agent would: status and body are what is described.

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use shopbell::{
    base::{
        id::{ConversationId, QueueId},
        secret::Secret,
    },
    db::DbError,
    desk::{
        audit::Origin,
        conversation::Reserved,
        forward::Forwarding,
        setting,
        team::{self, Role, account, availability},
        waitlist::reserve,
    },
    web::openapi,
};

use super::{described::operations, shape};
use crate::house::{Answer, House, Person};

/// Asks, and holds every answer against the document.
struct Critic<'a> {
    house: &'a House,
    document: Value,
    heard: BTreeSet<String>,
}

impl Critic<'_> {
    /// Does an operation with ids in its places; the answer is described and has this status.
    async fn hear(
        &mut self,
        who: &str,
        line: &str,
        ids: &[&str],
        body: Value,
        expected: u16,
    ) -> Value {
        let (method, path) = line.split_once(' ').unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut parts = path.split(['{', '}']).enumerate();
        let mut ids = ids.iter();
        let mut filled: String = parts
            .by_ref()
            .map(|(index, part)| {
                if index % 2 == 0 {
                    part
                } else {
                    ids.next().unwrap()
                }
            })
            .collect();
        if !query.is_empty() {
            filled = format!("{filled}?{query}");
        }
        let token = format!("Bearer {who}");
        let mut headers = vec![("content-type", "application/json")];
        if !who.is_empty() {
            headers.push(("authorization", token.as_str()));
        }
        let method: Method = method.parse().unwrap();
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = self.house.call(&method, &filled, &headers, body).await;
        assert_eq!(answer.status, expected, "{line}: {}", answer.text());
        self.judge(&format!("{method} {path}"), &answer)
    }

    fn judge(&mut self, line: &str, answer: &Answer) -> Value {
        let operations = operations(&self.document);
        let (_, operation) = operations
            .iter()
            .find(|(known, _)| known == line)
            .expect(line);
        let status = answer.status.to_string();
        let mut described = &operation["responses"][&status];
        assert!(described.is_object(), "{line} does not describe {status}");
        if let Some(path) = described["$ref"].as_str() {
            described = shape::resolve(&self.document, path);
        }
        if answer.status < 300 {
            self.heard.insert(line.to_owned());
        }
        let media_type = answer.header("content-type");
        let Some(schema) = described["content"].get("application/json") else {
            let content = &described["content"];
            let is_right = match media_type {
                "" => content.is_null(),
                "text/event-stream" => content.get(media_type).is_some(),
                _ => content.get("*/*").is_some(),
            };
            assert!(is_right, "{line} answers {media_type:?}");
            return Value::Null;
        };
        assert_eq!(media_type, "application/json", "{line}");
        let value = answer.json();
        let faults = shape::faults(&self.document, &schema["schema"], &value, line);
        assert!(faults.is_empty(), "{faults:#?}");
        value
    }
}

/// A program adds a webhook, changes it and removes it; what cannot be called is refused.
async fn webhooks(c: &mut Critic<'_>, admin: &str) {
    let new = json!({ "name": "Till", "url": "https://till.example/hook", "topics": ["message.created"] });
    let made = c
        .hear(admin, "POST /api/v1/webhooks", &[], new.clone(), 201)
        .await;
    assert_eq!(made["webhook"]["on"], true);
    let id = made["webhook"]["id"].to_string();
    for (field, value) in [
        ("url", json!("http://till.example/hook")),
        ("url", json!("https://169.254.169.254/")),
        ("topics", json!(["ping"])),
        ("timeout_s", json!(31)),
        ("name", json!("")),
    ] {
        let mut wrong = new.clone();
        wrong[field] = value;
        c.hear(admin, "POST /api/v1/webhooks", &[], wrong, 400)
            .await;
    }
    let line = "POST /api/v1/webhooks/{id}";
    let off = json!({ "on": false, "topics": [] });
    let changed = c.hear(admin, line, &[&id], off, 200).await;
    assert_eq!(
        (&changed["on"], &changed["name"]),
        (&json!(false), &json!("Till"))
    );
    let line = "POST /api/v1/webhooks/{id}/secret";
    let rolled = c.hear(admin, line, &[&id], Value::Null, 200).await;
    assert_ne!(rolled["secret"], made["secret"]);
    let listed = c
        .hear(admin, "GET /api/v1/webhooks", &[], Value::Null, 200)
        .await;
    assert_eq!(listed["webhooks"], json!([changed]));
    let line = "DELETE /api/v1/webhooks/{id}";
    c.hear(admin, line, &[&id], Value::Null, 204).await;
    c.hear(admin, line, &[&id], Value::Null, 404).await;
}

async fn admin_with_password(house: &House, password: &'static str) -> Person {
    let ana = house.colleague("Ana", Role::Admin).await;
    let hash = house
        .app
        .house
        .hasher()
        .hash(Secret::new(password))
        .await
        .unwrap();
    let id = ana.id;
    house
        .act(move |tx| {
            account::set_password(tx, &Origin::default(), id, &hash).unwrap();
            tx.execute("update agent set public_title = 'Care team'", [])
                .map(|_| ())
        })
        .await;
    house.signed_in(&ana).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_as_described() {
    let house = House::open().await;
    let site = house.site_key().await;
    let spare = admin_with_password(&house, "three plain words").await;
    let colleague = house.colleague("Bo", Role::Agent).await;
    let bo = colleague.id;
    let mut critic = Critic {
        house: &house,
        document: openapi::document(),
        heard: BTreeSet::new(),
    };
    let c = &mut critic;
    let none = Value::Null;
    c.hear("", "GET /healthz", &[], none.clone(), 200).await;
    c.hear("", "GET /readyz", &[], none.clone(), 200).await;
    c.hear("", "GET /openapi.json", &[], none.clone(), 200)
        .await;
    c.hear("", "GET /api/v1/widget/{site}", &[&site], none.clone(), 200)
        .await;
    c.hear(
        "",
        "GET /api/v1/widget/{site}",
        &["unknown"],
        none.clone(),
        404,
    )
    .await;

    for (site, status) in [(site.as_str(), 200), ("unknown", 404)] {
        c.hear(
            "",
            "GET /api/v1/widget/{site}/help",
            &[site],
            none.clone(),
            status,
        )
        .await;
    }

    // A visitor comes, and writes.
    let begin = json!({ "name": "Ann", "email": "ann@example.org", "page": "https://shop.example/cart", "site": site });
    let begun = c
        .hear("", "POST /api/v1/visitor/sessions", &[], begin, 201)
        .await;
    let v = begun["token"].as_str().unwrap().to_owned();
    c.hear(
        "",
        "POST /api/v1/visitor/sessions",
        &[],
        json!({ "site": "unknown" }),
        404,
    )
    .await;
    c.hear("", "GET /api/v1/visitor/me", &[], none.clone(), 401)
        .await;
    c.hear(&v, "GET /api/v1/visitor/me", &[], none.clone(), 200)
        .await;
    let visitor = Person {
        side: "visitor",
        token: v.clone(),
    };
    let picture = house.picture_of(&visitor, "cup").await;
    let file = picture["id"].as_str().unwrap();
    let write = json!({ "text": "Where is my parcel?", "attachments": [file] });
    let said = c
        .hear(&v, "POST /api/v1/visitor/messages", &[], write, 201)
        .await;
    assert_eq!(said["conversation_id"], begun["conversation_id"]);
    c.hear(
        &v,
        "GET /api/v1/visitor/files/{id}",
        &[file],
        none.clone(),
        200,
    )
    .await;
    c.hear(
        &v,
        "GET /api/v1/visitor/files/{id}",
        &["0"],
        none.clone(),
        404,
    )
    .await;
    c.hear(&v, "POST /api/v1/visitor/typing", &[], none.clone(), 204)
        .await;
    c.hear(
        &v,
        "POST /api/v1/visitor/pages",
        &[],
        json!({ "url": "https://shop.example/", "title": "Shop" }),
        204,
    )
    .await;
    c.hear(
        &v,
        "POST /api/v1/visitor/profile",
        &[],
        json!({ "name": "Ann B." }),
        204,
    )
    .await;
    c.hear(
        &v,
        "POST /api/v1/visitor/receipts",
        &[],
        json!({ "delivered": said["id"] }),
        204,
    )
    .await;
    c.hear(&v, "POST /api/v1/visitor/ticket", &[], none.clone(), 201)
        .await;
    c.hear(&v, "GET /api/v1/visitor/events", &[], none.clone(), 200)
        .await;

    // Ana signs in, and answers.
    let wrong = json!({ "email": "ana@kettle.example", "password": "wrong" });
    c.hear("", "POST /api/v1/agent/login", &[], wrong, 401)
        .await;
    let right = json!({ "email": "ana@kettle.example", "password": "three plain words" });
    let signed_in = c
        .hear("", "POST /api/v1/agent/login", &[], right, 200)
        .await;
    let a = signed_in["token"].as_str().unwrap().to_owned();
    let chat = said["conversation_id"].to_string();
    let chat = [chat.as_str()];
    let on = |word: &str| format!("POST /api/v1/agent/conversations/{{id}}/{word}");
    c.hear(
        &a,
        "GET /api/v1/agent/conversations?status=open&assignee=none&limit=50",
        &[],
        none.clone(),
        200,
    )
    .await;
    c.hear(&a, "POST /api/v1/agent/next", &[], none.clone(), 200)
        .await;
    c.hear(&a, "POST /api/v1/agent/next", &[], none.clone(), 200)
        .await;
    c.hear(&a, &on("claim"), &chat, none.clone(), 200).await;
    c.hear(&a, &on("claim"), &["999"], none.clone(), 404).await;
    c.hear(&a, &on("typing"), &chat, none.clone(), 204).await;
    c.hear(&a, &on("look"), &chat, none.clone(), 200).await;
    c.hear(&a, &on("look"), &chat, json!({ "open": false }), 200)
        .await;
    c.hear(&a, &on("look"), &["999"], none.clone(), 404).await;
    let typed = json!({ "text": "Than" });
    c.hear(&v, "POST /api/v1/visitor/typing", &[], typed, 204)
        .await;
    c.hear(
        &a,
        &on("position"),
        &chat,
        json!({ "latitude": 53.55, "longitude": 9.99 }),
        204,
    )
    .await;
    c.hear(
        &a,
        &on("read"),
        &chat,
        json!({ "message_id": said["id"] }),
        204,
    )
    .await;
    let agent = Person {
        side: "agent",
        token: a.clone(),
    };
    let leaflet = house.picture_of(&agent, "leaflet").await;
    let write =
        json!({ "text": "On its way.", "attachments": [leaflet["id"]], "quotes": said["id"] });
    let sent = c.hear(&a, &on("messages"), &chat, write, 201).await;
    c.hear(
        &a,
        "GET /api/v1/agent/files/{id}",
        &[leaflet["id"].as_str().unwrap()],
        none.clone(),
        200,
    )
    .await;
    let sent = [sent["id"].to_string()];
    let sent: [&str; 1] = [&sent[0]];
    let edit = "POST /api/v1/agent/messages/{id}/edit";
    let words = json!({ "text": "It is on its way." });
    c.hear(&a, edit, &sent, words.clone(), 200).await;
    let unsend = "POST /api/v1/agent/messages/{id}/unsend";
    c.hear(&a, unsend, &sent, none.clone(), 200).await;
    c.hear(&a, edit, &sent, words, 409).await;
    c.hear(&a, unsend, &["9999"], none.clone(), 404).await;
    let retry = "POST /api/v1/agent/messages/{id}/retry";
    c.hear(&a, retry, &sent, none.clone(), 409).await;
    // As a platform leaves a message that it does not take.
    house
        .act(|tx| {
            tx.execute(
                "insert into outbox (message_id, conversation_id, channel_id, state, due_at)
                 select id, conversation_id, 1, 'failed', 0 from message where author = 'agent' limit 1",
                [],
            )
        })
        .await;
    c.hear(&a, retry, &sent, none.clone(), 200).await;
    c.hear(
        &a,
        &on("comments"),
        &chat,
        json!({ "text": "a loyal one" }),
        201,
    )
    .await;
    c.hear(
        &a,
        "GET /api/v1/agent/conversations/{id}/messages?limit=2",
        &chat,
        none.clone(),
        200,
    )
    .await;
    c.hear(
        &a,
        "GET /api/v1/agent/conversations/{id}",
        &chat,
        none.clone(),
        200,
    )
    .await;
    c.hear(&a, "GET /api/v1/agent/messages", &[], none.clone(), 200)
        .await;
    c.hear(
        &a,
        "GET /api/v1/agent/search?q=parcel&limit=20",
        &[],
        none.clone(),
        200,
    )
    .await;
    c.hear(&a, "GET /api/v1/agent/events", &[], none.clone(), 200)
        .await;
    // Bo is asked in, says no, is asked again, joins and leaves.
    let b = house.signed_in(&colleague).await;
    let b = b.token();
    let bo_in = json!({ "agent_id": bo, "note": "You know her" });
    c.hear(&a, &on("invite"), &chat, bo_in.clone(), 409).await;
    c.hear(b, &on("invite"), &chat, bo_in.clone(), 403).await;
    house.act(move |tx| availability::seen(tx, &[bo])).await;
    for (word, body) in [
        ("reject", json!({ "reason": "Not now" })),
        ("accept", none.clone()),
    ] {
        let asked = c.hear(&a, &on("invite"), &chat, bo_in.clone(), 200).await;
        let asked = [asked["id"].to_string()];
        let asked: [&str; 1] = [&asked[0]];
        let answer = format!("POST /api/v1/agent/invites/{{id}}/{word}");
        c.hear(&a, &answer, &asked, body.clone(), 404).await;
        c.hear(b, &answer, &asked, body, 200).await;
        let other = if word == "accept" { "reject" } else { "accept" };
        let other = format!("POST /api/v1/agent/invites/{{id}}/{other}");
        c.hear(b, &other, &asked, none.clone(), 409).await;
    }
    c.hear(&a, &on("leave"), &chat, none.clone(), 400).await;
    c.hear(b, &on("leave"), &chat, none.clone(), 200).await;
    c.hear(b, &on("leave"), &chat, none.clone(), 403).await;
    c.hear(&a, &on("leave"), &chat, none.clone(), 409).await;
    for (word, status) in [("urgent", 200), ("dire", 400)] {
        c.hear(
            &a,
            &on("priority"),
            &chat,
            json!({ "priority": word }),
            status,
        )
        .await;
    }
    c.hear(&a, &on("release"), &chat, none.clone(), 200).await;
    c.hear(&a, &on("release"), &chat, none.clone(), 409).await;
    let number = said["conversation_id"].as_i64().unwrap();
    hold_for_ana(&house, ConversationId(number)).await;
    c.hear(&a, &on("decline"), &chat, none.clone(), 200).await;
    c.hear(&a, &on("decline"), &chat, none.clone(), 409).await;
    c.hear(
        &a,
        "GET /api/v1/agent/forward-types",
        &[],
        none.clone(),
        200,
    )
    .await;
    // What waits may be handed on; at once, at a time on the wall, and to nobody who is not there.
    c.hear(
        &a,
        &on("forward"),
        &chat,
        json!({ "note": "Knows the parcel", "type_id": 1 }),
        200,
    )
    .await;
    let later = json!({ "due_local": "2999-01-01T09:00", "due_zone": "UTC" });
    c.hear(&a, &on("forward"), &chat, later, 400).await;
    c.hear(&a, &on("forward"), &chat, json!({ "agent_id": 9999 }), 400)
        .await;
    c.hear(&a, &on("escalate"), &chat, none.clone(), 409).await;
    house
        .act(|tx| {
            let rules = Forwarding {
                escalation: Some(QueueId(1)),
                ..Forwarding::default()
            };
            setting::put(tx, &rules)
        })
        .await;
    c.hear(&a, &on("escalate"), &chat, none.clone(), 200).await;
    c.hear(&a, &on("assign"), &chat, json!({ "agent_id": bo }), 200)
        .await;
    c.hear(&a, &on("claim"), &chat, none.clone(), 409).await;
    c.hear(&a, &on("messages"), &chat, json!({ "text": "Hers" }), 409)
        .await;
    c.hear(
        &a,
        &on("close"),
        &chat,
        json!({ "survey": true, "reason_id": 1 }),
        200,
    )
    .await;
    c.hear(&a, &on("claim"), &chat, none.clone(), 409).await;
    c.hear(
        &v,
        "POST /api/v1/visitor/rating",
        &[],
        json!({ "score": 6 }),
        400,
    )
    .await;
    c.hear(
        &v,
        "POST /api/v1/visitor/rating",
        &[],
        json!({ "score": 5, "comment": "Quick" }),
        204,
    )
    .await;
    c.hear(&a, &on("reopen"), &chat, none.clone(), 200).await;
    c.hear(
        &a,
        "GET /api/v1/agent/conversations",
        &[],
        none.clone(),
        200,
    )
    .await;
    c.hear(&v, "GET /api/v1/visitor/messages", &[], none.clone(), 200)
        .await;
    c.hear(&v, "GET /api/v1/visitor/me", &[], none.clone(), 200)
        .await;
    c.hear(&v, "POST /api/v1/visitor/close", &[], none.clone(), 204)
        .await;
    let withdrawal = "POST /api/v1/visitor/consent/withdrawal";
    c.hear(&v, withdrawal, &[], none.clone(), 409).await;
    c.hear(
        &v,
        "POST /api/v1/visitor/messages",
        &[],
        json!({ "text": "Once more", "consent": "You may keep this." }),
        201,
    )
    .await;
    c.hear(&v, withdrawal, &[], json!({ "erase": true }), 204)
        .await;
    // From then on she is not written to, whatever her chats.
    let refused = c
        .hear(&a, &on("messages"), &chat, json!({ "text": "Wait" }), 409)
        .await;
    assert_eq!(refused["error"]["code"], "consent-withdrawn");
    webhooks(c, &a).await;
    c.hear(&a, "POST /api/v1/agent/logout", &[], none.clone(), 204)
        .await;
    c.hear(
        &a,
        "GET /api/v1/agent/conversations",
        &[],
        none.clone(),
        401,
    )
    .await;
    c.hear(
        spare.token(),
        "GET /api/v1/agent/conversations",
        &[],
        none,
        200,
    )
    .await;

    // Uploads go by another helper, pictures of the team have a story of their own; everything else was heard.
    let document = openapi::document();
    let unheard: Vec<_> = operations(&document)
        .into_iter()
        .map(|(line, _)| line)
        .filter(|line| !critic.heard.contains(line))
        .filter(|line| {
            !["/files", "/transcript", "/faces/{id}"]
                .iter()
                .any(|end| line.ends_with(end))
        })
        .collect();
    assert!(unheard.is_empty(), "{unheard:#?}");
    let upload = shape::resolve(&document, "#/components/schemas/File");
    let faults = shape::faults(&document, upload, &picture, "file");
    assert!(faults.is_empty(), "{faults:#?}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_tell_messages_and_conversations_in_the_described_shapes() {
    let house = House::open().await;
    let document = openapi::document();
    let chat = crate::streams::Chat::begin(&house).await;
    house
        .act(|tx| {
            tx.execute("insert into tag (name) values ('VIP')", [])?;
            tx.execute(
                "insert into customer_tag (customer_id, tag_id) values (1, 1)",
                [],
            )
            .map(|_| ())
        })
        .await;
    for number in 0..10 {
        chat.step(&house, number).await;
    }
    for (who, message, conversation) in [
        (&chat.hannah, "VisitorMessage", "VisitorConversation"),
        (&chat.ana, "Message", "Conversation"),
    ] {
        let mut stream = house.listen(who, "?last_event_id=0", &[]).await;
        let mut heard = BTreeSet::new();
        while heard.len() < 2 || heard.contains("reset") {
            let told = stream.next().await.unwrap();
            let shape = match told.kind.as_str() {
                "message" => message,
                "conversation" => conversation,
                _ => continue,
            };
            let schema = shape::resolve(&document, &format!("#/components/schemas/{shape}"));
            let faults = shape::faults(&document, schema, &told.data, shape);
            assert!(faults.is_empty(), "{faults:#?}");
            assert!(matches!(
                told.data["author"]["kind"].as_str(),
                None | Some("visitor" | "agent" | "system")
            ));
            if told.data["author"]["kind"] == "agent" {
                let author = &told.data["author"];
                assert!(
                    author["id"].is_i64() && author["name"].is_string(),
                    "{author}"
                );
            }
            heard.insert(told.kind);
        }
    }
    // An act answers the whole record, its tags included.
    let path = format!("conversations/{}/claim", chat.id);
    let claimed = house.tell(&chat.ana, &path, json!({})).await.json();
    assert_eq!(claimed["tags"], json!(["VIP"]));
    house.close().await;
}

/// As a queue does that offers its chats.
async fn hold_for_ana(house: &House, chat: ConversationId) {
    house
        .inside()
        .db
        .write::<_, DbError>(move |tx| {
            let ana = team::active(tx)?
                .into_iter()
                .find(|agent| agent.name == "Ana");
            let ana = ana.expect("the premise: Ana is of the team");
            availability::seen(tx, &[ana.id])?;
            let until = tx.now.plus(std::time::Duration::from_secs(60));
            reserve::hold(tx, chat, ana.id, Reserved::Offer, until)
        })
        .await
        .unwrap();
}
