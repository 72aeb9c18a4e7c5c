//! A program of the shop's own on the other side.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};
use shopbell::{
    base::{
        id::ChannelId,
        time::{Clock, Timestamp},
    },
    db::DbError,
    demo::platform::{Mishap, Platform, custom::Custom},
    desk::{
        account::{self, Introduction, OUR_SECRET},
        channel::ChannelKind,
    },
};

use super::{
    ASKED, answers, asked_for_a_person, bot_answers, connect, has_written, key_of, later, log_of,
    stands, takes,
};
use crate::{
    house::{House, Person},
    office::picture,
};

const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// A house, the program, and somebody who answers.
struct Shop {
    house: House,
    app: Platform<Custom>,
    agent: Person,
    hook: String,
}

impl Shop {
    async fn open() -> Self {
        let house = House::open_by(Clock::by_hand(NOW), 0).await;
        let app = Platform::open(Custom::default(), 0).await.unwrap();
        let who = Introduction {
            own_id: "kettle-app".to_owned(),
            username: "Kettle app".to_owned(),
        };
        let url = format!("{}/take", app.base());
        let id = connect(&house, ChannelKind::Custom, who, &[("url", &url)]).await;
        app.manners.learns(&secret_of(&house, id).await);
        let hook = format!("/hooks/{}", key_of(&house, id).await);
        let agent = house.agent("Bo").await;
        Self {
            house,
            app,
            agent,
            hook,
        }
    }

    /// The program calls in with this body, its clock off by so many seconds.
    async fn calls(&self, body: &str, off: i64) -> (u16, Value) {
        let timestamp = (NOW.0 / 1000 + off).to_string();
        let signature = self.app.manners.signature(&timestamp, body);
        self.shows(body, &timestamp, &signature).await
    }

    async fn shows(&self, body: &str, timestamp: &str, signature: &str) -> (u16, Value) {
        let headers = [
            ("x-shopbell-timestamp", timestamp),
            ("x-shopbell-signature", signature),
        ];
        let answer = self
            .house
            .called(&self.hook, &headers, "application/json", body)
            .await;
        let told = serde_json::from_slice(&answer.body).unwrap_or_default();
        (answer.status, told)
    }

    /// These things happened to the one customer there is.
    async fn tells(&self, events: Vec<Value>) {
        let count = events.len();
        let events: Vec<Value> = events
            .into_iter()
            .map(|mut event| {
                event["customer"] = json!({ "id": "u-1", "name": "Ana Li", "language": "en" });
                event
            })
            .collect();
        let told = self
            .calls(&json!({ "events": events }).to_string(), 0)
            .await;
        assert_eq!(told, (200, json!({ "taken": count, "unread": 0 })));
    }
}

async fn secret_of(house: &House, id: ChannelId) -> String {
    let db = &house.inside().db;
    let account = db.read::<_, DbError>(move |reader| account::by_id(reader, id));
    account
        .await
        .unwrap()
        .unwrap()
        .keys
        .get(OUR_SECRET)
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_from_the_first_word_to_the_rating() {
    let shop = Shop::open().await;
    let Shop {
        house, app, agent, ..
    } = &shop;
    shop.tells(vec![
        json!({ "type": "message", "id": "m-1", "text": "Hello" }),
        json!({ "type": "message", "id": "m-2", "text": "Blue, pleas" }),
        json!({ "type": "edited", "id": "m-2", "text": "Blue, please" }),
    ])
    .await;
    has_written(house, agent, 1, &["Hello", "Blue, please"]).await;
    takes(house, agent, 1).await;

    // Files come by address.
    app.manners.keep("/box.jpg", picture());
    let page = Bytes::from_static(b"<html><script>alert(1)</script></html>");
    app.manners.keep("/page.png", page);
    let file = |path: &str| json!({ "url": format!("{}{path}", app.base()), "kind": "image" });
    shop.tells(vec![
        json!({ "type": "message", "id": "m-3", "text": "Look", "files": [file("/box.jpg")] }),
        json!({ "type": "message", "id": "m-4", "files": [file("/page.png"), file("/nowhere.jpg"),
            { "url": "https://10.0.0.1/x.jpg", "kind": "image" }, { "url": "file:///etc/passwd" }] }),
    ])
    .await;
    house
        .until("the picture is here, and nothing else", async || {
            house.count("attachment where kind = 'image'").await == 1
                && house.count("fetch where due_at is null").await == 4
        })
        .await;

    // An answer to one of theirs, a file, and that somebody types.
    let quoted = log_of(house, agent, 1).await[0]["id"].clone();
    let path = "conversations/1/messages";
    let body = json!({ "text": "Hello Ana", "quotes": quoted });
    assert_eq!(house.tell(agent, path, body).await.status, 201);
    let taken = app.manners.taken.reaches(1).await;
    assert_eq!(
        (
            &taken[0]["text"],
            &taken[0]["customer"]["id"],
            &taken[0]["author"]
        ),
        (&json!("Hello Ana"), &json!("u-1"), &json!("agent"))
    );
    let sent = house
        .post(agent, "files?name=a.jpg", "image/jpeg", picture())
        .await;
    let body = json!({ "text": "Here", "attachments": [sent.json()["id"]] });
    assert_eq!(house.tell(agent, path, body).await.status, 201);
    let taken = app.manners.taken.reaches(2).await;
    let file = &taken[1]["file"];
    assert_eq!(
        (&taken[1]["text"], &file["kind"]),
        (&json!("Here"), &json!("image"))
    );
    let content = file["content"].as_str().unwrap();
    assert!(content.starts_with("/9j/"), "no JPEG in Base64: {content}");
    let typing = "conversations/1/typing";
    house.tell(agent, typing, json!({ "text": "Soon" })).await;
    house
        .until("it is shown that somebody types", async || {
            app.manners.signs().1 > 0
        })
        .await;

    // Receipts, and one that did not arrive.
    shop.tells(vec![json!({ "type": "read", "id": taken[0]["id"] })])
        .await;
    assert_eq!(house.count("conversation where read_id > 0").await, 1);
    let lost = json!({ "type": "undelivered", "id": taken[1]["id"], "code": "full", "words": "Mailbox full" });
    shop.tells(vec![lost]).await;
    stands(house, agent, 1, "failed").await;

    // The survey is choices.
    let close = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", close).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let taken = app.manners.taken.reaches(3).await;
    let best = &taken[2]["choices"][4];
    assert_eq!(best["data"], "rate:1:5", "{}", taken[2]);
    shop.tells(vec![json!({ "type": "pressed", "data": best["data"] })])
        .await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 5, "{chat}");
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_refused_that_is_not_signed_now() {
    let shop = Shop::open().await;
    let house = &shop.house;
    let event =
        |id: &str| json!({ "type": "message", "id": id, "customer": { "id": "u-1" }, "text": id });
    let body = json!({ "events": [event("m-1")] }).to_string();
    let timestamp = (NOW.0 / 1000).to_string();
    let right = shop.app.manners.signature(&timestamp, &body);
    for (body, timestamp, signature) in [
        (body.as_str(), "", ""),
        (&body, timestamp.as_str(), ""),
        (&body, &timestamp, "00"),
        (&body, "1790000001", &right),
        (&body.replace("m-1", "m-2"), &timestamp, &right),
    ] {
        let told = shop.shows(body, timestamp, signature).await;
        assert_eq!(told.0, 403, "{body} {timestamp} {signature}");
    }
    for off in [-301, 301] {
        assert_eq!(shop.calls(&body, off).await.0, 403, "{off}");
    }
    assert_eq!(house.count("message").await, 0);

    // The same call again brings nothing new; what cannot be read holds up nothing.
    for off in [-290, 290, 0] {
        assert_eq!(shop.calls(&body, off).await.0, 200);
    }
    // Nor does what nobody can store, by a defect of ours: it is put away.
    house
        .act(|tx| {
            let defect = "create trigger defect before insert on message when new.text = 'm-0'
                begin select raise(abort, 'a defect'); end";
            tx.execute(defect, [])
        })
        .await;
    let poisoned = json!({ "events": [event("m-1"), event("m-0"), event("m-3")] }).to_string();
    assert_eq!(shop.calls(&poisoned, 0).await.0, 200);
    assert_eq!(house.count("message where text = 'm-3'").await, 1);
    assert_eq!(house.count("parked where raw like '%m-0%'").await, 1);
    let mixed = json!({ "events": [{ "type": "dance" }, event("m-2"), event("m-1")] }).to_string();
    let told = shop.calls(&mixed, 0).await;
    assert_eq!(told, (200, json!({ "taken": 2, "unread": 1 })));
    has_written(house, &shop.agent, 1, &["m-1", "m-3", "m-2"]).await;
    assert_eq!(house.count("parked").await, 2);
    let (status, told) = shop.calls("{\"events\": tr", 0).await;
    assert!(
        status == 400 && told["error"].is_string(),
        "{status} {told}"
    );
    assert_eq!(
        house
            .get(&shop.agent.without_token(), &shop.hook, &[])
            .await
            .status,
        403
    );
    assert_eq!(house.count("conversation").await, 1);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_on_the_way_is_sent_again_and_taken_once() {
    let shop = Shop::open().await;
    let Shop {
        house, app, agent, ..
    } = &shop;
    shop.tells(vec![
        json!({ "type": "message", "id": "m-1", "text": "Hi" }),
    ])
    .await;
    takes(house, agent, 1).await;
    let send = "POST /take";
    let mut taken = 0;
    for (mishap, repeats) in [
        (Mishap::DoneUnanswered, 1),
        (Mishap::Broken, 1),
        (Mishap::Busy(3), 1),
        (Mishap::Refused(StatusCode::BAD_GATEWAY, String::new()), 1),
    ] {
        app.spoil(send, mishap);
        answers(house, agent, 1, "Hello").await;
        house
            .until("it waits", async || {
                house.count("outbox where attempts = 1").await == 1
            })
            .await;
        later(house, app, Duration::from_secs(5)).await;
        stands(house, agent, 1, "sent").await;
        taken += 1;
        assert_eq!(app.manners.taken.all().len(), taken);
        assert_eq!(app.manners.signs().0, repeats);
    }
    for (status, code) in [(422, "422"), (410, "410")] {
        let status = StatusCode::from_u16(status).unwrap();
        app.spoil(send, Mishap::Refused(status, "no".to_owned()));
        answers(house, agent, 1, code).await;
        stands(house, agent, 1, "failed").await;
    }
    let body = json!({ "text": "closed" });
    let refused = house.tell(agent, "conversations/1/messages", body).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    shop.tells(vec![
        json!({ "type": "message", "id": "m-2", "text": "Back" }),
    ])
    .await;

    // The secret is another one there: the admin is told, and it goes on when that is mended.
    let right = secret_of(house, ChannelId(2)).await;
    app.manners.learns("another");
    answers(house, agent, 1, "Last").await;
    house
        .until("the trouble is noted", async || {
            house.count("account where trouble = 'refused'").await == 1
        })
        .await;
    app.manners.learns(&right);
    later(house, app, Duration::from_secs(61)).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(app.manners.taken.all().len(), taken + 1);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_choices() {
    let shop = Shop::open().await;
    let (house, app) = (&shop.house, &shop.app);
    bot_answers(house).await;
    shop.tells(vec![
        json!({ "type": "message", "id": "m-1", "text": ASKED }),
    ])
    .await;
    let taken = app.manners.taken.reaches(1).await;
    let person = &taken[0]["choices"][1];
    shop.tells(vec![json!({ "type": "pressed", "data": person["data"] })])
        .await;
    asked_for_a_person(house, &shop.agent, person["label"].as_str().unwrap()).await;
    shop.house.close().await;
}
