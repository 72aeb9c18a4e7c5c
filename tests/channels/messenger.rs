//! A Facebook page in Messenger: calls, and being asked.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use shopbell::{
    base::time::{Clock, Timestamp},
    demo::platform::{
        Mishap, Platform,
        messenger::{Messenger, PAGE, Signed, User},
    },
    desk::{
        account::Introduction,
        channel::ChannelKind,
        team::{Agent, Role},
    },
};

use super::{
    ASKED, answers, asked_for_a_person, bot_answers, connect, has_written, later, log_of, stands,
    takes,
    whatsapp::{calls, hook_of, sends},
};
use crate::{
    house::{House, Person},
    office::picture,
};

const TOKEN: &str = "EAAGpage";
const SECRET: &str = "app-secret";
const ANA: User = User {
    id: "5911000022",
    name: "Ana Li",
};
/// What Chromium recorded.
const RECORDED: &[u8] = include_bytes!("../../src/sound/tests/recorded.webm");

struct Shop {
    house: House,
    page: Platform<Messenger>,
    agent: Person,
    /// Who that is, to sign in once more after a long time.
    bo: Agent,
    hook: String,
}

impl Shop {
    async fn open() -> Self {
        let house = House::open_by(Clock::by_hand(Timestamp(1_790_000_000_000)), 0).await;
        let page = Platform::open(Messenger::new(TOKEN, SECRET), 0)
            .await
            .unwrap();
        let base = page.base();
        page.manners.is_at(&base);
        let who = Introduction {
            own_id: PAGE.to_owned(),
            username: "Kettle & Co".to_owned(),
        };
        let given = [
            ("page_token", TOKEN),
            ("page_id", PAGE),
            ("app_secret", SECRET),
            ("api_base", base.as_str()),
        ];
        let id = connect(&house, ChannelKind::Messenger, who, &given).await;
        let (hook, _) = hook_of(&house, id).await;
        let bo = house.colleague("Bo", Role::Agent).await;
        let agent = house.signed_in(&bo).await;
        Self {
            house,
            page,
            agent,
            bo,
            hook,
        }
    }

    async fn with_chat() -> Self {
        let shop = Self::open().await;
        shop.hears(&shop.writes("hello")).await;
        has_written(&shop.house, &shop.agent, 1, &["hello"]).await;
        takes(&shop.house, &shop.agent, 1).await;
        shop
    }

    fn now(&self) -> Timestamp {
        self.house.inside().db.clock().now()
    }

    /// The customer writes; answers the call that tells of it.
    fn writes(&self, text: &str) -> Signed {
        self.page
            .manners
            .send(&ANA, &json!({ "text": text }), self.now())
    }

    async fn hears(&self, call: &Signed) {
        let answer = calls(&self.house, &self.hook, &call.signature, call.body.clone()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// Time passes until the page is asked once more.
    async fn asks(&self) {
        let before = self.page.manners.signs().1;
        self.house
            .until("the page is asked", async || {
                later(&self.house, &self.page, Duration::from_secs(20)).await;
                self.page.manners.signs().1 > before
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_from_the_first_word_to_the_rating() {
    let shop = Shop::with_chat().await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.page.manners);
    // The call names nobody; the name is asked for.
    house
        .until("the name is known", async || {
            house.get(agent, "conversations/1", &[]).await.json()["customer"]["name"] == ANA.name
        })
        .await;

    // A picture and speech come; a thumb is a thumb; a page shared is its link.
    let (photo, film) = (
        there.keep("photo.jpg", picture()),
        there.keep("talk.webm", RECORDED.into()),
    );
    for (kind, payload) in [
        ("image", json!({ "url": photo })),
        ("audio", json!({ "url": film })),
        (
            "sticker",
            json!({ "url": photo, "sticker_id": 369_239_263_222_822_i64 }),
        ),
        (
            "fallback",
            json!({ "url": "https://x.example/1", "title": "A kettle" }),
        ),
    ] {
        let content = json!({ "attachments": [{ "type": kind, "payload": payload }] });
        shop.hears(&there.send(&ANA, &content, shop.now())).await;
    }
    has_written(
        house,
        agent,
        1,
        &["hello", "", "", "👍", "A kettle https://x.example/1"],
    )
    .await;
    house
        .until("both are here", async || house.count("fetch").await == 0)
        .await;
    let log = log_of(house, agent, 1).await;
    for (at, kind) in [(1, "image"), (2, "voice")] {
        let theirs: Vec<_> = log
            .iter()
            .filter(|one| one["author"]["kind"] == "visitor")
            .collect();
        assert_eq!(theirs[at]["attachments"][0]["kind"], kind, "{}", theirs[at]);
    }

    // Answers in the platform's own ways. Speech is coded anew: Opus would not play there.
    answers(house, agent, 1, "A new one is on its way.").await;
    let photo = house.picture_of(agent, "kettle").await;
    let path = "files?name=voice.webm&kind=voice&duration_ms=3000";
    let voice = house.post(agent, path, "audio/webm", RECORDED.into()).await;
    sends(house, agent, "This", &[&photo]).await;
    sends(house, agent, "", &[&voice.json()]).await;
    let said = there.said.reaches(4).await;
    assert_eq!(said[0].text(), "A new one is on its way.");
    assert_eq!(said[0].body["recipient"]["id"], ANA.id);
    assert_eq!(said[0].body["messaging_type"], "RESPONSE");
    assert_eq!(said[1].text(), "This", "a message has words or a file");
    assert_eq!(said[2].body["message"]["attachment"]["type"], "image");
    assert!(said[2].file.as_ref().unwrap().1.starts_with(b"\xff\xd8"));
    assert_eq!(said[3].body["message"]["attachment"]["type"], "audio");
    let (name, speech) = said[3].file.as_ref().unwrap();
    assert_eq!(name, "voice.mp3");
    assert!(speech.starts_with(b"\xff\xf3"), "no MP3");
    stands(house, agent, 1, "sent").await;
    // Our own come back, and are nothing new; marks move forward alone.
    let echo = json!({ "sender": { "id": PAGE }, "recipient": { "id": ANA.id }, "message": {
        "mid": said[0].id, "is_echo": true, "metadata": said[0].body["message"]["metadata"],
        "text": said[0].text() } });
    shop.hears(&there.event(&ANA, &echo)).await;
    let now = shop.now().0;
    for (event, so) in [
        (
            json!({ "delivery": { "mids": [said[3].id], "watermark": now } }),
            "conversation where delivered_id > 0 and read_id = 0",
        ),
        (
            json!({ "read": { "watermark": now } }),
            "conversation where read_id > 0",
        ),
        (
            json!({ "delivery": { "watermark": now - 100_000 } }),
            "conversation where read_id = delivered_id",
        ),
    ] {
        shop.hears(&there.event(&ANA, &event)).await;
        assert_eq!(house.count(so).await, 1, "{event}");
    }

    // The survey is answers to choose from, and a press rates once.
    let closed = house
        .tell(agent, "conversations/1/close", json!({ "survey": true }))
        .await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.said.reaches(5).await;
    let choices = &said[4].body["message"]["quick_replies"];
    assert_eq!(choices[4]["payload"], "rate:1:5", "{}", said[4].body);
    let pressed = json!({ "text": "5 ★", "quick_reply": { "payload": "rate:1:5" } });
    let pressed = there.send(&ANA, &pressed, shop.now());
    shop.hears(&pressed).await;
    shop.hears(&pressed).await;
    there.said.reaches(6).await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 5, "{chat}");
    house
        .until("all is said", async || house.count("outbox").await == 0)
        .await;
    assert_eq!(there.said.all().len(), 6, "thanked once");
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_call_is_asked() {
    let shop = Shop::open().await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.page.manners);
    // One that came by a call and by asking is one.
    let call = shop.writes("One");
    shop.asks().await;
    has_written(house, agent, 1, &["One"]).await;
    shop.writes("Two");
    shop.writes("Three");
    shop.asks().await;
    has_written(house, agent, 1, &["One", "Two", "Three"]).await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["customer"]["name"], ANA.name, "{chat}");
    takes(house, agent, 1).await;

    // An answer whose own answer was lost is found in the conversation.
    shop.page.spoil("/messages", Mishap::DoneUnanswered);
    answers(house, agent, 1, "In doubt").await;
    stands(house, agent, 1, "unknown").await;
    let said = there.said.reaches(1).await;
    there.shows(&ANA, &said[0], shop.now());
    shop.asks().await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(there.said.all().len(), 1, "never sent again by itself");

    // A colleague who answers in the page's own inbox is seen, once.
    there.answer_there(&ANA, "From the inbox", shop.now());
    shop.asks().await;
    shop.asks().await;
    let lines = "message where text = 'team:elsewhere From the inbox'";
    house
        .until("it is told", async || house.count(lines).await == 1)
        .await;

    // More than come with the list.
    let many: Vec<String> = (0..15).map(|n| format!("p{n}")).collect();
    for words in &many {
        shop.writes(words);
    }
    shop.asks().await;
    let mut all = vec!["One", "Two", "Three"];
    all.extend(many.iter().map(String::as_str));
    has_written(house, agent, 1, &all).await;
    shop.hears(&call).await;
    assert_eq!(house.count("conversation").await, 1);
    has_written(house, agent, 1, &all).await;

    // Out of order for a while: it is told, and comes back.
    let words = "190/463 Error validating access token".to_owned();
    shop.page.spoil(
        "/conversations",
        Mishap::Refused(StatusCode::BAD_REQUEST, words),
    );
    house
        .until("it is told", async || {
            later(house, &shop.page, Duration::from_secs(20)).await;
            house.count("account where trouble = 'refused'").await == 1
        })
        .await;
    shop.writes("Again");
    house
        .until("it is over", async || {
            later(house, &shop.page, Duration::from_secs(60)).await;
            house.count("account where trouble is null").await == 1
        })
        .await;
    shop.asks().await;
    all.push("Again");
    has_written(house, agent, 1, &all).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let shop = Shop::with_chat().await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.page.manners);
    let forged = Signed::new("another", &json!({}));
    let answer = calls(house, &shop.hook, &forged.signature, forged.body).await;
    assert_eq!(answer.status, 403);

    let path = "/messages?";
    shop.page.spoil(path, Mishap::Busy(7));
    answers(house, agent, 1, "first").await;
    answers(house, agent, 1, "second").await;
    house
        .until("it waits", async || {
            house.count("outbox where attempts = 1").await == 1
        })
        .await;
    later(house, &shop.page, Duration::from_secs(6)).await;
    assert!(there.said.all().is_empty(), "sent before its time");
    later(house, &shop.page, Duration::from_secs(2)).await;
    let said = there.said.reaches(2).await;
    assert_eq!([said[0].text(), said[1].text()], ["first", "second"]);

    let refused = |words: &str| Mishap::Refused(StatusCode::BAD_REQUEST, words.to_owned());
    for (mishap, delivery, sent_in_all) in [
        (Mishap::DoneUnanswered, "unknown", 3),
        (
            Mishap::Refused(StatusCode::BAD_GATEWAY, "Bad Gateway".to_owned()),
            "unknown",
            3,
        ),
        (Mishap::Garbage, "unknown", 3),
        (refused("100 Invalid parameter"), "failed", 3),
    ] {
        shop.page.spoil(path, mishap);
        answers(house, agent, 1, "third").await;
        stands(house, agent, 1, delivery).await;
        assert_eq!(there.said.all().len(), sent_in_all, "never again by itself");
    }
    // Its echo bears our mark: it is there.
    let doubtful = there.said.all()[2].clone();
    let echo = json!({ "sender": { "id": PAGE }, "recipient": { "id": ANA.id }, "message": {
        "mid": doubtful.id, "is_echo": true, "metadata": doubtful.body["message"]["metadata"] } });
    shop.hears(&there.event(&ANA, &echo)).await;
    assert_eq!(house.count("message where delivery = 'unknown'").await, 2);
    let log = log_of(house, agent, 1).await;
    let failed = log
        .iter()
        .rev()
        .find(|one| one["delivery"] == "failed")
        .unwrap();
    let again = house
        .tell(
            agent,
            &format!("messages/{}/retry", failed["id"]),
            json!({}),
        )
        .await;
    assert_eq!(again.status, 200, "{}", again.text());
    there.said.reaches(4).await;

    // After a day a person may still write, marked as one; after a week nobody.
    later(house, &shop.page, Duration::from_secs(25 * 3600)).await;
    let agent = &house.signed_in(&shop.bo).await;
    answers(house, agent, 1, "late").await;
    let said = there.said.reaches(5).await;
    assert_eq!(said[4].body["tag"], "HUMAN_AGENT", "{}", said[4].body);
    stands(house, agent, 1, "sent").await;
    // The platform's word counts.
    shop.page.spoil(
        path,
        refused("10/2018278 This message is sent outside of allowed window."),
    );
    answers(house, agent, 1, "too late").await;
    stands(house, agent, 1, "failed").await;
    let said = json!({ "text": "still" });
    let shut = house
        .tell(agent, "conversations/1/messages", said.clone())
        .await;
    assert_eq!(shut.status, 409, "{}", shut.text());
    shop.hears(&shop.writes("Back again")).await;
    answers(house, agent, 1, "welcome").await;
    let told = there.said.reaches(6).await;
    assert_eq!(told[5].body["messaging_type"], "RESPONSE");
    stands(house, agent, 1, "sent").await;
    later(house, &shop.page, Duration::from_secs(7 * 24 * 3600)).await;
    let agent = &house.signed_in(&shop.bo).await;
    let shut = house.tell(agent, "conversations/1/messages", said).await;
    assert_eq!(shut.status, 409, "{}", shut.text());
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_answers_and_one_told_twice_is_given_once() {
    let shop = Shop::open().await;
    let (house, there) = (&shop.house, &shop.page.manners);
    bot_answers(house).await;
    shop.hears(&shop.writes(ASKED)).await;
    let said = there.said.reaches(1).await;
    let person = &said[0].body["message"]["quick_replies"][1];
    let reply = json!({ "text": person["title"], "quick_reply": { "payload": person["payload"] } });
    let pressed = there.send(&ANA, &reply, shop.now());
    shop.hears(&pressed).await;
    shop.hears(&pressed).await;
    asked_for_a_person(house, &shop.agent, person["title"].as_str().unwrap()).await;
    shop.house.close().await;
}
