//! A number on WhatsApp, and everything that goes wrong with one.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use shopbell::{
    base::{id::ChannelId, time::Clock},
    demo::platform::{
        Mishap, Platform,
        whatsapp::{BUSINESS, NUMBER, Signed, User, WhatsApp},
    },
    desk::{
        account::{self, Introduction, OUR_SECRET},
        channel::ChannelKind,
        team::{Agent, Role},
    },
    sound,
};

use super::{
    ASKED, answers, asked_for_a_person, bot_answers, connect, has_written, later, log_of, stands,
    takes, telegram::OVER_MINE,
};
use crate::{
    browser::Stage,
    console::{at_counter, takes_next},
    house::{Answer, House, Person},
    office::picture,
};

const TOKEN: &str = "EAAGtoken";
const SECRET: &str = "app-secret";
pub(super) const ANA: User = User {
    number: "34600111222",
    id: "",
    name: "Ana Líp",
};
/// What Chromium recorded.
const RECORDED: &[u8] = include_bytes!("../../src/sound/tests/recorded.webm");

/// A house with a number, and somebody who answers.
pub(super) struct Shop {
    pub(super) house: House,
    pub(super) whatsapp: Platform<WhatsApp>,
    pub(super) agent: Person,
    /// Who that is, to sign in once more after a long time.
    pub(super) bo: Agent,
    /// Where the platform calls, and the word it is to show.
    hook: String,
    word: String,
}

impl Shop {
    async fn open(clock: Clock) -> Self {
        let house = House::open_by(clock, 0).await;
        let whatsapp = Platform::open(WhatsApp::new(TOKEN, SECRET), 0)
            .await
            .unwrap();
        let base = whatsapp.base();
        whatsapp.manners.is_at(&base);
        let who = Introduction {
            own_id: NUMBER.to_owned(),
            username: "+1 555-000-1111".to_owned(),
        };
        let given = [
            ("access_token", TOKEN),
            ("phone_number_id", NUMBER),
            ("business_id", BUSINESS),
            ("app_secret", SECRET),
            ("api_base", base.as_str()),
        ];
        let id = connect(&house, ChannelKind::WhatsApp, who, &given).await;
        let (hook, word) = hook_of(&house, id).await;
        let bo = house.colleague("Bo", Role::Agent).await;
        let agent = house.signed_in(&bo).await;
        Self {
            house,
            whatsapp,
            agent,
            bo,
            hook,
            word,
        }
    }

    /// The customer has written, and the agent has the chat.
    pub(super) async fn with_chat(clock: Clock) -> Self {
        let shop = Self::open(clock).await;
        shop.hears(&shop.whatsapp.manners.write(&ANA, "¡Hola! 😀"))
            .await;
        has_written(&shop.house, &shop.agent, 1, &["¡Hola! 😀"]).await;
        takes(&shop.house, &shop.agent, 1).await;
        shop
    }

    /// The platform calls in, and is heard.
    pub(super) async fn hears(&self, call: &Signed) {
        let answer = calls(&self.house, &self.hook, &call.signature, call.body.clone()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    async fn count(&self, what: &str, table: &'static str) {
        self.house
            .until(what, async || self.house.count(table).await == 1)
            .await;
    }
}

/// Where the platform of an account calls in, and the word that is ours.
pub(super) async fn hook_of(house: &House, id: ChannelId) -> (String, String) {
    let account = house
        .act(move |tx| Ok(account::by_id(tx, id)?.unwrap()))
        .await;
    let word = account.keys.get(OUR_SECRET).to_owned();
    (format!("/hooks/{}", account.channel.site_key), word)
}

pub(super) async fn calls(house: &House, hook: &str, signature: &str, body: Bytes) -> Answer {
    let headers = [
        ("content-type", "application/json"),
        ("x-hub-signature-256", signature),
    ];
    house.call(&Method::POST, hook, &headers, body).await
}

/// Sends a message with these files.
pub(super) async fn sends(house: &House, agent: &Person, words: &str, files: &[&Value]) {
    let ids: Vec<&Value> = files.iter().map(|file| &file["id"]).collect();
    let said = json!({ "text": words, "attachments": ids });
    let said = house.tell(agent, "conversations/1/messages", said).await;
    assert_eq!(said.status, 201, "{}", said.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_from_the_first_word_to_the_rating() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.whatsapp.manners);
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["customer"]["name"], "Ana Líp", "{chat}");
    assert_eq!(
        house.count("customer where phone = '+34600111222'").await,
        1
    );

    // A picture and a voice message come, and are fetched with the token.
    let photo = there.keep("image/jpeg", picture());
    let voice = sound::webm_to_ogg(RECORDED).unwrap().bytes;
    let voice = there.keep("audio/ogg; codecs=opus", voice.into());
    shop.hears(&there.send(
        &ANA,
        &json!({ "type": "image", "image": { "id": photo, "caption": "Mire" } }),
    ))
    .await;
    shop.hears(&there.send(
        &ANA,
        &json!({ "type": "audio", "audio": { "id": voice, "voice": true } }),
    ))
    .await;
    house
        .until("both are here", async || {
            let kinds = ["image", "voice"].map(|kind| format!("\"kind\":\"{kind}\""));
            let log = Value::from(log_of(house, agent, 1).await).to_string();
            kinds.iter().all(|kind| log.contains(kind)) && house.count("fetch").await == 0
        })
        .await;

    // That somebody types is shown under the last that they wrote.
    let typed = house.tell(agent, "conversations/1/typing", json!({})).await;
    assert!(typed.status < 300, "{}", typed.text());
    house
        .until("it is shown", async || there.typed() == ["wamid.IN3"])
        .await;

    // Answers go out in the platform's own ways, and receipts come back.
    let said = json!({ "text": "Le mandamos uno nuevo." });
    let said = house.tell(agent, "conversations/1/messages", said).await;
    assert_eq!(said.status, 201, "{}", said.text());
    let said = there.said.reaches(1).await;
    assert_eq!(said[0].body["to"], ANA.number);
    assert_eq!(said[0].text(), "Le mandamos uno nuevo.");
    let photo = house.picture_of(agent, "kettle").await;
    let path = "files?name=voice.webm&kind=voice&duration_ms=3000";
    let voice = house.post(agent, path, "audio/webm", RECORDED.into()).await;
    assert_eq!(voice.status, 201, "{}", voice.text());
    sends(house, agent, "Este", &[&photo]).await;
    sends(house, agent, "", &[&voice.json()]).await;
    let said = there.said.reaches(3).await;
    assert_eq!(
        (said[1].body["type"].as_str(), said[1].text()),
        (Some("image"), "Este")
    );
    assert!(said[1].file.as_ref().unwrap().1.starts_with(b"\xff\xd8"));
    assert_eq!(said[2].body["audio"]["voice"], true);
    let (kind, bytes) = said[2].file.clone().unwrap();
    assert_eq!(kind, "audio/ogg");
    assert!(bytes.starts_with(b"OggS"));
    stands(house, agent, 1, "sent").await;
    for (status, column) in [
        (
            "delivered",
            "conversation where delivered_id > 0 and read_id = 0",
        ),
        ("read", "conversation where read_id > 0"),
        // Too late to change anything.
        ("delivered", "conversation where read_id = delivered_id"),
    ] {
        shop.hears(&there.status(&ANA, &json!({ "id": said[2].id, "status": status })))
            .await;
        assert_eq!(house.count(column).await, 1, "{status}");
    }

    // The survey is a list, and a press rates once, also when it is told twice.
    let closed = house
        .tell(agent, "conversations/1/close", json!({ "survey": true }))
        .await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.said.reaches(4).await;
    let rows = &said[3].body["interactive"]["action"]["sections"][0]["rows"];
    assert_eq!(rows[4]["id"], "rate:1:5", "{}", said[3].body);
    let pressed = there.send(
        &ANA,
        &json!({ "type": "interactive", "interactive": {
        "type": "list_reply", "list_reply": { "id": "rate:1:4", "title": "4 ★" } } }),
    );
    shop.hears(&pressed).await;
    shop.hears(&pressed).await;
    there.said.reaches(5).await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 4, "{chat}");
    // The platform has the last one; the house notes it a moment later.
    house
        .until("nothing is on its way", async || {
            house.count("outbox").await == 0
        })
        .await;
    assert_eq!(there.said.all().len(), 5, "thanked once");
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_signs_is_heard_and_what_comes_twice_is_one() {
    let shop = Shop::open(Clock::machine()).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.whatsapp.manners);
    // The address is made known.
    for (word, status) in [(shop.word.as_str(), 200), ("another", 403)] {
        let path = format!(
            "{}?hub.mode=subscribe&hub.challenge=1158&hub.verify_token={word}",
            shop.hook
        );
        let answer = house.call(&Method::GET, &path, &[], Bytes::new()).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.text() == "1158", status == 200, "{}", answer.text());
    }
    // Nobody else is heard.
    let first = there.write(&ANA, "One");
    let forged = Signed::new("another", &json!({}));
    for (signature, body) in [
        ("", first.body.clone()),
        (forged.signature.as_str(), first.body.clone()),
        (first.signature.as_str(), forged.body.clone()),
    ] {
        let answer = calls(house, &shop.hook, signature, body).await;
        assert_eq!(answer.status, 403);
    }
    assert_eq!(house.count("conversation").await, 0);

    // In no order, twice, and with things between that nobody can read.
    let now = Clock::machine().now().0 / 1000;
    let early = there.send_at(
        &ANA,
        &json!({ "type": "text", "text": { "body": "Zero" } }),
        now - 60,
    );
    let garbled = Signed::new(SECRET, &json!("…"));
    let strange = there.call(&json!({ "messages": ["nonsense"] }));
    for call in [&first, &early, &first, &garbled, &strange, &early] {
        shop.hears(call).await;
    }
    let react = |emoji: &str| {
        there.send(&ANA, &json!({ "type": "reaction", "reaction": { "message_id": "wamid.IN1", "emoji": emoji } }))
    };
    shop.hears(&react("👍")).await;
    shop.hears(&react("❤️")).await;
    let poll = json!({ "type": "unsupported", "unsupported": { "type": "poll" } });
    shop.hears(&there.send(&ANA, &poll)).await;
    has_written(house, agent, 1, &["One", "Zero", "❤️", "[poll]"]).await;
    assert_eq!(house.count("conversation").await, 1);
    assert_eq!(
        house.count("parked").await,
        1,
        "what could not be read is kept"
    );

    // Twenty at once from somebody new are one chat; and who has a new id is who they were.
    let calls: Vec<Signed> = (0..20)
        .map(|n| there.write(&ANA, &format!("p{n}")))
        .collect();
    let mut all = tokio::task::JoinSet::new();
    let address = house.url("");
    let address: std::net::SocketAddr = address.strip_prefix("http://").unwrap().parse().unwrap();
    for call in calls {
        let hook = shop.hook.clone();
        all.spawn(async move {
            let headers = [("x-hub-signature-256", call.signature.as_str())];
            crate::office::call(address, &Method::POST, &hook, &headers, call.body)
                .await
                .status
        });
    }
    assert!(all.join_all().await.iter().all(|status| *status == 200));
    let hidden = User {
        id: "ES.1349",
        ..ANA
    };
    shop.hears(&there.write(&hidden, "With an id")).await;
    shop.hears(&there.write(
        &User {
            number: "",
            ..hidden
        },
        "With no number",
    ))
    .await;
    assert_eq!(house.count("conversation").await, 1);
    assert_eq!(
        house.count("identity where external_id = 'ES.1349'").await,
        1
    );
    takes(house, agent, 1).await;
    answers(house, agent, 1, "Hello").await;
    let said = there.said.reaches(1).await;
    assert_eq!(
        (&said[0].body["recipient"], &said[0].body["to"]),
        (&json!("ES.1349"), &Value::Null)
    );
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::with_chat(clock).await;
    let (house, agent, platform) = (&shop.house, &shop.agent, &shop.whatsapp);
    let there = &platform.manners;

    // Too fast: it waits for as long as it was told, and those behind it wait, too.
    platform.spoil("/messages", Mishap::Busy(7));
    answers(house, agent, 1, "first").await;
    answers(house, agent, 1, "second").await;
    shop.count("it waits", "outbox where attempts = 1").await;
    later(house, platform, Duration::from_secs(6)).await;
    assert!(there.said.all().is_empty(), "sent before its time");
    later(house, platform, Duration::from_secs(2)).await;
    let said = there.said.reaches(2).await;
    assert_eq!([said[0].text(), said[1].text()], ["first", "second"]);

    let refused = |status, words: &str| Mishap::Refused(status, words.to_owned());
    let bad = StatusCode::BAD_REQUEST;
    for (mishap, delivery, sent_in_all) in [
        (Mishap::DoneUnanswered, "unknown", 3),
        (
            refused(StatusCode::BAD_GATEWAY, "Bad Gateway"),
            "unknown",
            3,
        ),
        (Mishap::Garbage, "unknown", 3),
        (refused(bad, "131053 Media upload error"), "failed", 3),
    ] {
        platform.spoil("/messages", mishap);
        answers(house, agent, 1, "third").await;
        stands(house, agent, 1, delivery).await;
        assert_eq!(there.said.all().len(), sent_in_all, "never again by itself");
    }
    // What was in doubt and is told of by its own mark is certain; the others stay in doubt.
    let doubtful = there.said.all()[2].clone();
    assert!(!doubtful.tag().is_empty());
    shop.hears(&there.status(
        &ANA,
        &json!({
        "id": doubtful.id, "status": "delivered", "biz_opaque_callback_data": doubtful.tag() }),
    ))
    .await;
    assert_eq!(house.count("message where delivery = 'unknown'").await, 2);
    assert_eq!(house.count("conversation where delivered_id > 0").await, 1);

    // One click sends what failed again.
    let log = log_of(house, agent, 1).await;
    let failed = log
        .iter()
        .rev()
        .find(|one| one["delivery"] == "failed")
        .unwrap();
    let again = format!("messages/{}/retry", failed["id"]);
    let again = house.tell(agent, &again, json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text());
    there.said.reaches(4).await;
    stands(house, agent, 1, "sent").await;

    // A token that was taken back: it is told, what is said waits, and it goes on by itself.
    platform.spoil(
        "/messages",
        refused(StatusCode::UNAUTHORIZED, "190 Session has expired"),
    );
    answers(house, agent, 1, "fourth").await;
    shop.count("it is told", "account where trouble = 'refused'")
        .await;
    later(house, platform, Duration::from_secs(61)).await;
    there.said.reaches(5).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(house.count("account where trouble is null").await, 1);

    // Taken, and refused afterwards: it stands as failed, and nothing more is pretended until they write.
    let last = there.said.all()[4].clone();
    shop.hears(&there.status(
        &ANA,
        &json!({ "id": last.id, "status": "failed", "errors": [
        { "code": 131_047, "title": "Re-engagement message" }] }),
    ))
    .await;
    stands(house, agent, 1, "failed").await;
    let path = "conversations/1/messages";
    let shut = house.tell(agent, path, json!({ "text": "fifth" })).await;
    assert_eq!(shut.status, 409, "{}", shut.text());
    assert!(shut.text().contains("window-closed"), "{}", shut.text());
    // The customer writes: it is open again; and closes by itself after a day.
    let seconds = house.inside().db.clock().now().0 / 1000;
    shop.hears(&there.send_at(
        &ANA,
        &json!({ "type": "text", "text": { "body": "Back" } }),
        seconds,
    ))
    .await;
    answers(house, agent, 1, "sixth").await;
    there.said.reaches(6).await;
    stands(house, agent, 1, "sent").await;
    later(house, platform, Duration::from_secs(24 * 3600)).await;
    let agent = &house.signed_in(&shop.bo).await;
    let shut = house.tell(agent, path, json!({ "text": "seventh" })).await;
    assert_eq!(shut.status, 409, "{}", shut.text());
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_is_cleared_up_by_the_platform() {
    let shop = Shop::with_chat(Clock::machine()).await;
    answers(&shop.house, &shop.agent, 1, "known").await;
    let said = shop.whatsapp.manners.said.reaches(1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over.
    shop.house
        .act(|tx| {
            tx.execute(
                "delete from foreign_message where foreign_id like 'wamid.OUT%'",
                [],
            )?;
            tx.execute(
                "update message set delivery = 'sending' where author = 'agent'",
                [],
            )?;
            tx.execute(
                "insert into outbox (message_id, conversation_id, channel_id, state, due_at)
                 select id, conversation_id, 2, 'sending', 0 from message where author = 'agent'",
                [],
            )
        })
        .await;
    let shop = Shop {
        house: shop.house.reopen().await,
        ..shop
    };
    stands(&shop.house, &shop.agent, 1, "unknown").await;
    assert_eq!(
        shop.whatsapp.manners.said.all().len(),
        1,
        "never sent again by itself"
    );
    let status =
        json!({ "id": said[0].id, "status": "sent", "biz_opaque_callback_data": said[0].tag() });
    shop.hears(&shop.whatsapp.manners.status(&ANA, &status))
        .await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    assert_eq!(shop.house.count("outbox").await, 0);
    // A file whose platform has lost it says so.
    let gone = json!({ "type": "image", "image": { "id": "media99" } });
    shop.hears(&shop.whatsapp.manners.send(&ANA, &gone)).await;
    shop.count(
        "it is gone",
        "fetch where due_at is null and trouble = 'file-gone'",
    )
    .await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_buttons_and_one_told_twice_is_pressed_once() {
    let shop = Shop::open(Clock::machine()).await;
    let (house, there) = (&shop.house, &shop.whatsapp.manners);
    bot_answers(house).await;
    shop.hears(&there.write(&ANA, ASKED)).await;
    let said = there.said.reaches(1).await;
    let person = &said[0].body["interactive"]["action"]["buttons"][1]["reply"];
    let reply = json!({ "type": "interactive", "interactive": {
        "type": "button_reply", "button_reply": person } });
    let pressed = there.send(&ANA, &reply);
    shop.hears(&pressed).await;
    shop.hears(&pressed).await;
    asked_for_a_person(house, &shop.agent, person["title"].as_str().unwrap()).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_sent_is_changed_and_the_console_says_so_beforehand() {
    let shop = Shop::open(Clock::machine()).await;
    let stage = Stage::enter().await;
    let agent = at_counter(&shop.house, &stage, "Cleo").await;
    shop.hears(&shop.whatsapp.manners.write(&ANA, "¿Hola?"))
        .await;
    agent.see("¿Hola?").await;
    takes_next(&agent).await;
    agent
        .type_into("Write a reply to Ana Líp", "Un momento\n")
        .await;
    agent.see_css("#log .msg--out [data-tick=sent]").await;
    agent.run(OVER_MINE).await;
    agent
        .see("Nothing that was sent can be changed or taken back on this channel")
        .await;
    agent.see_css(".msgtools [data-deed=quote]").await;
    agent.gone_css(".msgtools [data-deed=edit]").await;
    agent.gone_css(".msgtools [data-deed=unsend]").await;
    // A program that asks all the same is told so.
    let log = log_of(&shop.house, &shop.agent, 1).await;
    let said = log.iter().find(|one| one["text"] == "Un momento").unwrap();
    for deed in ["edit", "unsend"] {
        let path = format!("messages/{}/{deed}", said["id"]);
        let body = if deed == "edit" {
            json!({ "text": "Dos" })
        } else {
            json!({})
        };
        let refused = shop.house.tell(&shop.agent, &path, body).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert!(
            refused.text().contains("not-changed-here"),
            "{}",
            refused.text()
        );
    }
    drop(agent);
    shop.house.close().await;
}
