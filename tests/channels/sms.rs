//! A number at Twilio, and everything that goes wrong with one.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use shopbell::{
    base::time::Clock,
    config::ServeFlags,
    demo::platform::{Mishap, Platform, sms::Sms},
    desk::{account::Introduction, channel::ChannelKind},
};

use super::{
    ASKED, answers, asked_for_a_person, bot_answers, connect, has_written, key_of, later, log_of,
    stands, takes,
};
use crate::{
    browser::Stage,
    console::{at_counter, takes_next},
    house::{House, Person},
    office::picture,
};

const OURS: &str = "+15550001111";
const ANA: &str = "+4915112345";
const SEND: &str = "POST /2010-04-01";

/// A house with a number, and somebody who answers.
struct Shop {
    house: House,
    twilio: Platform<Sms>,
    agent: Person,
    hook: String,
}

impl Shop {
    async fn open(clock: Clock, public: Option<&str>) -> Self {
        let serve = ServeFlags {
            public_url: public.map(str::to_owned),
            ..ServeFlags::default()
        };
        let twilio = Platform::open(Sms::new("AC1", "t0ken", OURS), 0)
            .await
            .unwrap();
        if clock.is_by_hand() {
            twilio.manners.shows(clock.now());
        }
        let house = House::open_with(clock, serve).await;
        let who = Introduction {
            own_id: OURS.to_owned(),
            username: OURS.to_owned(),
        };
        let base = twilio.base();
        let given = [
            ("account_sid", "AC1"),
            ("auth_token", "t0ken"),
            ("number", OURS),
            ("api_base", base.as_str()),
        ];
        let id = connect(&house, ChannelKind::Sms, who, &given).await;
        let hook = format!("/hooks/{}", key_of(&house, id).await);
        let agent = house.agent("Bo").await;
        Self {
            house,
            twilio,
            agent,
            hook,
        }
    }

    /// The customer has written, and the agent has the chat.
    async fn with_chat(clock: Clock) -> Self {
        let shop = Self::open(clock, None).await;
        shop.twilio.manners.write(ANA, "Hello");
        shop.house
            .until("the first word is here", async || {
                // A clock held by hand stands still between two questions to the platform.
                shop.house.pass(Duration::from_secs(1));
                shop.house.inside().office.clock_moved();
                !log_of(&shop.house, &shop.agent, 1).await.is_empty()
            })
            .await;
        has_written(&shop.house, &shop.agent, 1, &["Hello"]).await;
        takes(&shop.house, &shop.agent, 1).await;
        shop
    }

    /// The platform calls in with these fields.
    async fn calls(&self, fields: &[(&str, &str)], signature: Option<&str>) -> u16 {
        let public = &self.house.inside().config.public_url;
        let base = public.clone().unwrap_or_else(|| self.house.url(""));
        let url = format!("{base}{}", self.hook);
        let right = self.twilio.manners.signature(&url, fields);
        let headers = [("x-twilio-signature", signature.unwrap_or(&right))];
        let form = serde_html_form::to_string(fields).unwrap();
        let answer = self.house.called(&self.hook, &headers, FORM, &form).await;
        if answer.status == 200 {
            assert!(answer.text().contains("<Response/>"), "{}", answer.text());
        }
        answer.status
    }

    /// Waits until the list was asked for some more times.
    async fn is_asked_again(&self) {
        let before = self.twilio.manners.asked();
        self.house
            .until("the list is asked for again", async || {
                self.twilio.manners.asked() >= before + 4
            })
            .await;
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_from_the_first_word_to_the_rating() {
    let shop = Shop::open(Clock::machine(), Some("https://chat.kettle.example")).await;
    let Shop {
        house,
        twilio,
        agent,
        ..
    } = &shop;
    // More than a page of them, in the order in which they were written.
    let words: Vec<String> = (1..=12).map(|number| format!("Word {number}")).collect();
    for one in &words {
        twilio.manners.write(ANA, one);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    has_written(house, agent, 1, &words).await;
    takes(house, agent, 1).await;

    // A picture in, through the pointer to where it really lies.
    let media = vec![("image/jpeg".to_owned(), picture())];
    twilio.manners.receive(ANA, "", media);
    house
        .until("the picture is here", async || {
            let log = log_of(house, agent, 1).await;
            log.last()
                .is_some_and(|last| last["attachments"][0]["kind"] == "image")
        })
        .await;

    // An answer, and what became of it.
    answers(house, agent, 1, "On its way").await;
    let said = twilio.manners.said.reaches(1).await;
    assert_eq!(
        (said[0].to.as_str(), said[0].body.as_str()),
        (ANA, "On its way")
    );
    let callback = format!("https://chat.kettle.example{}", shop.hook);
    assert_eq!(said[0].callback, callback);
    twilio.manners.becomes(&said[0].sid, "delivered", None);
    house
        .until("it is delivered", async || {
            house.count("conversation where delivered_id > 0").await == 1
        })
        .await;

    // A picture out is a link that opens this file and nothing else.
    let sent = house
        .post(agent, "files?name=a.jpg", "image/jpeg", picture())
        .await;
    let id = sent.json()["id"].as_str().unwrap().to_owned();
    let body = json!({ "text": "Here", "attachments": [id] });
    let answered = house.tell(agent, "conversations/1/messages", body).await;
    assert_eq!(answered.status, 201, "{}", answered.text());
    let said = twilio.manners.said.reaches(2).await;
    let (words, link) = said[1].body.split_once('\n').unwrap();
    assert_eq!(words, "Here");
    let path = link.strip_prefix("https://chat.kettle.example").unwrap();
    let nobody = agent.without_token();
    let file = house.get(&nobody, path, &[]).await;
    assert_eq!(
        (file.status, file.header("content-type")),
        (200, "image/jpeg")
    );
    let mut other = path.to_owned();
    other.pop();
    for wrong in [
        format!("{other}g"),
        other.to_string(),
        format!("/f/{id}/{}", "0".repeat(32)),
    ] {
        assert_eq!(house.get(&nobody, &wrong, &[]).await.status, 404, "{wrong}");
    }

    // The survey is figures; the one that comes again with every question rates once.
    let close = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", close).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = twilio.manners.said.reaches(3).await;
    assert!(said[2].body.contains("from 1"), "{}", said[2].body);
    twilio.manners.write(ANA, "4");
    twilio.manners.said.reaches(4).await;
    shop.is_asked_again().await;
    assert_eq!(twilio.manners.said.all().len(), 4, "thanked twice");
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 4, "{chat}");
    assert_eq!(house.count("conversation").await, 1);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let shop = Shop::with_chat(Clock::by_hand(Clock::machine().now())).await;
    let Shop {
        house,
        twilio,
        agent,
        ..
    } = &shop;

    // Too fast: it waits for as long as it was told.
    twilio.spoil(SEND, Mishap::Busy(7));
    answers(house, agent, 1, "first").await;
    house
        .until("it waits", async || {
            house.count("outbox where attempts = 1").await == 1
        })
        .await;
    later(house, twilio, Duration::from_secs(8)).await;
    twilio.manners.said.reaches(1).await;
    stands(house, agent, 1, "sent").await;

    // Done, and its answer lost: it is found in the list, although the same was said before.
    twilio.spoil(SEND, Mishap::DoneUnanswered);
    answers(house, agent, 1, "first").await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(twilio.manners.said.all().len(), 2, "sent twice");
    assert_eq!(house.count("foreign_message").await, 3);

    // Not done: it is looked for twice, a minute apart, and then sent.
    let mut sent = 2;
    for mishap in [
        Mishap::Broken,
        Mishap::Garbage,
        Mishap::Refused(StatusCode::BAD_GATEWAY, "20500 Bad Gateway".to_owned()),
    ] {
        twilio.spoil(SEND, mishap);
        answers(house, agent, 1, "third").await;
        house
            .until("it was looked for", async || {
                house.count("outbox where code = 'absent'").await == 1
            })
            .await;
        later(house, twilio, Duration::from_secs(50)).await;
        assert_eq!(
            twilio.manners.said.all().len(),
            sent,
            "sent before its time"
        );
        later(house, twilio, Duration::from_secs(20)).await;
        sent += 1;
        twilio.manners.said.reaches(sent).await;
        stands(house, agent, 1, "sent").await;
    }

    // It will never take this one; one click tries again.
    let words = "21617 The concatenated message body exceeds the limit".to_owned();
    twilio.spoil(SEND, Mishap::Refused(StatusCode::BAD_REQUEST, words));
    answers(house, agent, 1, "fourth").await;
    stands(house, agent, 1, "failed").await;
    assert_eq!(twilio.manners.said.all().len(), sent);

    // A file has no way where the world does not find this house: nothing of the message is sent.
    let file = house
        .post(agent, "files?name=a.jpg", "image/jpeg", picture())
        .await;
    let body = json!({ "text": "Here", "attachments": [file.json()["id"]] });
    let said = house.tell(agent, "conversations/1/messages", body).await;
    assert_eq!(said.status, 201, "{}", said.text());
    house
        .until("it says why", async || {
            house
                .count("outbox where code = 'no-public-address' and state = 'failed'")
                .await
                == 1
        })
        .await;
    assert_eq!(twilio.manners.said.all().len(), sent);

    // Taken, and not delivered after all: the message says so, and can be sent again.
    answers(house, agent, 1, "fifth").await;
    sent += 1;
    let last = twilio.manners.said.reaches(sent).await.pop().unwrap();
    stands(house, agent, 1, "sent").await;
    twilio
        .manners
        .becomes(&last.sid, "undelivered", Some(30006));
    stands(house, agent, 1, "failed").await;
    assert_eq!(house.count("outbox where code = '30006'").await, 1);
    let id = log_of(house, agent, 1).await.pop().unwrap()["id"].clone();
    let retry = format!("messages/{id}/retry");
    assert_eq!(house.tell(agent, &retry, json!({})).await.status, 200);
    sent += 1;
    twilio.manners.said.reaches(sent).await;
    stands(house, agent, 1, "sent").await;
    shop.is_asked_again().await;
    stands(house, agent, 1, "sent").await;

    // They have opted out: nothing more is pretended to be sent until they write.
    let words = "21610 Attempt to send to unsubscribed recipient".to_owned();
    twilio.spoil(SEND, Mishap::Refused(StatusCode::BAD_REQUEST, words));
    answers(house, agent, 1, "sixth").await;
    stands(house, agent, 1, "failed").await;
    let path = "conversations/1/messages";
    let refused = house.tell(agent, path, json!({ "text": "seventh" })).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    twilio.manners.write(ANA, "START");
    has_written(house, agent, 1, &["Hello", "START"]).await;
    answers(house, agent, 1, "eighth").await;
    twilio.manners.said.reaches(sent + 1).await;

    // The token is revoked, and comes back.
    let list = "GET /2010-04-01";
    for _ in 0..2 {
        let words = "20003 Authenticate".to_owned();
        twilio.spoil(list, Mishap::Refused(StatusCode::UNAUTHORIZED, words));
    }
    house
        .until("the trouble is noted", async || {
            house.count("account where trouble = 'refused'").await == 1
        })
        .await;
    house
        .until("it is over", async || {
            later(house, twilio, Duration::from_secs(700)).await;
            house.count("account where trouble is null").await == 1
        })
        .await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_believed_when_they_are_signed() {
    let shop = Shop::open(Clock::machine(), None).await;
    let Shop {
        house,
        twilio,
        agent,
        ..
    } = &shop;
    let fields = [
        ("MessageSid", "SM1"),
        ("AccountSid", "AC1"),
        ("From", ANA),
        ("To", OURS),
        ("Body", "Hi & good day"),
        ("NumMedia", "0"),
        ("SmsStatus", "received"),
    ];
    for wrong in ["", "AAAA", "not base64"] {
        assert_eq!(shop.calls(&fields, Some(wrong)).await, 403, "{wrong}");
    }
    // Of another account, signed with the right token all the same.
    let others = fields.map(|(name, value)| (name, if value == "AC1" { "AC2" } else { value }));
    assert_eq!(shop.calls(&others, None).await, 403);
    assert_eq!(house.count("message").await, 0);

    // What is called in twice, and stands in the list as well, came once.
    for _ in 0..2 {
        assert_eq!(shop.calls(&fields, None).await, 200);
    }
    has_written(house, agent, 1, &["Hi & good day"]).await;
    twilio.manners.garble();
    twilio.manners.write("PARCELS", "Your parcel is here");
    house
        .until("the machine's word is a chat of its own", async || {
            house.count("conversation").await == 2
        })
        .await;
    shop.is_asked_again().await;
    assert_eq!(house.count("parked").await, 1);
    assert_eq!(house.count("message where author = 'customer'").await, 2);

    takes(house, agent, 1).await;
    answers(house, agent, 1, "Hello").await;
    let said = twilio.manners.said.reaches(1).await;
    stands(house, agent, 1, "sent").await;
    let status = [
        ("MessageSid", said[0].sid.as_str()),
        ("AccountSid", "AC1"),
        ("MessageStatus", "failed"),
        ("ErrorCode", "30003"),
        ("From", OURS),
        ("To", ANA),
    ];
    assert_eq!(shop.calls(&status, None).await, 200);
    stands(house, agent, 1, "failed").await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_in_the_middle_it_is_looked_for() {
    let shop = Shop::with_chat(Clock::machine()).await;
    answers(&shop.house, &shop.agent, 1, "known").await;
    shop.twilio.manners.said.reaches(1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over.
    let db = &shop.house.inside().db;
    db.write::<_, shopbell::db::DbError>(|tx| {
        tx.execute(
            "delete from foreign_message where message_id in (select id from message where author = 'agent')",
            [],
        )?;
        tx.execute("update message set delivery = 'sending' where author = 'agent'", [])?;
        tx.execute(
            "insert into outbox (message_id, conversation_id, channel_id, state, due_at)
             select id, conversation_id, 2, 'sending', 0 from message where author = 'agent'",
            [],
        )
    })
    .await
    .unwrap();
    let house = shop.house.reopen().await;
    stands(&house, &shop.agent, 1, "sent").await;
    assert_eq!(shop.twilio.manners.said.all().len(), 1, "sent again");
    assert_eq!(house.count("outbox").await, 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_figures() {
    let shop = Shop::open(Clock::machine(), None).await;
    let (house, there) = (&shop.house, &shop.twilio.manners);
    bot_answers(house).await;
    there.write(ANA, ASKED);
    let said = there.said.reaches(1).await;
    assert!(
        said[0].body.ends_with("2. Talk to a person"),
        "{}",
        said[0].body
    );
    there.write(ANA, "2");
    asked_for_a_person(house, &shop.agent, "2").await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_said_as_how_many_text_messages_a_reply_goes_out() {
    let shop = Shop::open(Clock::machine(), None).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&shop.house, &stage, "Ana").await;
    shop.twilio.manners.write(ANA, "Hello");
    ana.see_css("#waiting > li").await;
    takes_next(&ana).await;
    for (words, expected) in [
        ("a".repeat(160), "1 SMS"),
        ("a".repeat(161), "2 SMS"),
        ("a".repeat(307), "3 SMS"),
        // Takes two places; is none of the alphabet's.
        (format!("{}€", "a".repeat(158)), "1 SMS"),
        (format!("{}€", "a".repeat(159)), "2 SMS"),
        (format!("{}ж", "a".repeat(69)), "1 SMS"),
        (format!("{}ж", "a".repeat(70)), "2 SMS"),
        ("Grüße, €5".to_owned(), "1 SMS"),
    ] {
        let put = format!(
            "const box = document.getElementById('text');
             box.value = {};
             box.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
             return document.getElementById('sms-parts').textContent;",
            json!(words)
        );
        assert_eq!(ana.run(&put).await, expected, "{words}");
    }
    ana.see("1 SMS").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("text messages counted").await;
    ana.click("Comment").await;
    ana.gone_css("#sms-parts").await;
    drop(ana);
    shop.house.close().await;
}
