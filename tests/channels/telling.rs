//! Trouble finds its owner: by a real mail server, by their browser's push service, in their own chat on Telegram; once,
//! through restarts, and never by the door that is itself in trouble.

use std::time::Duration;

use http::StatusCode;
use shopbell::{
    base::{
        network::Neighbours,
        time::{Clock, Timestamp},
    },
    call::push::HouseKey,
    demo::platform::{
        Mishap, Platform,
        sms::Sms,
        telegram::{Telegram, User},
        vk,
    },
    desk::{
        account::{self, Introduction, Trouble},
        channel::ChannelKind,
        push::{self, PushError},
        setting,
        team::{
            Role,
            session::{self, SignIn},
        },
        trouble::{self, Kind},
    },
};

use super::{
    connect, email,
    email_transcript::mailbox,
    post_office::{header, post_office},
};
use crate::{
    browser::Stage,
    console::sign_in,
    house::House,
    push::service::{Ear, Service},
};

const NOW: Timestamp = Timestamp(1_790_000_000_000);
const MINUTE: Duration = Duration::from_secs(60);

/// Time passes, and whoever works in the office hears of it.
fn pass(house: &House, time: Duration) {
    house.pass(time);
    house.inside().office.clock_moved();
}

async fn told(house: &House, count: usize) {
    house
        .until(&format!("{count} are told"), async || {
            house.count("alert").await >= i64::try_from(count).unwrap()
        })
        .await;
    assert_eq!(house.count("alert").await, i64::try_from(count).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_s_mail_arrives_once_through_a_restart() {
    let office = post_office();
    let house = House::open_by(Clock::by_hand(NOW), 0).await;
    house.join("Ana", Role::Admin, String::new()).await;
    house.join("Bo", Role::Agent, String::new()).await;
    let from = "shop-telling@kettle.example";
    email::connect(&house, office.keys(from)).await;
    house
        .act(|tx| {
            tx.execute(
                "update agent set email = 'owner-telling@kettle.example' where id = 1",
                [],
            )
        })
        .await;
    // A channel stops.
    let who = Introduction {
        own_id: "42".to_owned(),
        username: "+1 555 0100".to_owned(),
    };
    let stopped = connect(&house, ChannelKind::WhatsApp, who, &[("token", "x")]).await;
    house
        .act(move |tx| account::judge(tx, stopped, Some((Trouble::Refused, "401 Unauthorized"))))
        .await;
    pass(&house, 3 * MINUTE);
    let house = house.reopen().await;
    assert_eq!(house.count("alert").await, 0, "it has not stood for long");
    pass(&house, 3 * MINUTE);
    told(&house, 1).await;
    let house = house.reopen().await;
    let mails = office.has_brought("owner-telling@kettle.example", 1).await;
    let subject = header(&mails[0], "Subject");
    assert!(subject.contains("+1 555 0100 needs you"), "{subject}");
    assert!(header(&mails[0], "From").contains(from), "{}", mails[0]);
    pass(&house, 60 * MINUTE);
    // It is mended, and that is told, too.
    house.act(move |tx| account::judge(tx, stopped, None)).await;
    pass(&house, 12 * MINUTE);
    told(&house, 2).await;
    let mails = office.has_brought("owner-telling@kettle.example", 2).await;
    assert!(
        header(&mails[1], "Subject").contains("mended"),
        "{}",
        mails[1]
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_and_an_own_chat_are_told_and_a_chat_is_linked_by_a_code() {
    let house = House::open_by(Clock::by_hand(NOW), 0).await;
    house.member("Ana", Role::Admin).await;
    let ana_id = shopbell::base::id::AgentId(1);
    let service = Service::open();
    let ear = Ear::new(&service, "ana");
    let given = ear.subscription();
    house
        .inside()
        .db
        .write::<_, PushError>(move |tx| {
            setting::put(tx, &Neighbours::read("127.0.0.1").unwrap())?;
            push::keep_key(tx, &HouseKey::generate())?;
            let token = session::open(tx, ana_id, &SignIn::default())?;
            let session = session::resolve(tx, token.hash())?.unwrap().session;
            push::allow(tx, session, &given).map(drop)
        })
        .await
        .unwrap();
    let telegram = Platform::open(Telegram::new("42:AAbbCC"), 0).await.unwrap();
    let who = Introduction {
        own_id: "42".to_owned(),
        username: "@kettle_bot".to_owned(),
    };
    let base = telegram.base();
    let given = [("token", "42:AAbbCC"), ("api_base", base.as_str())];
    connect(&house, ChannelKind::Telegram, who, &given).await;

    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/house")).await;
    ana.click("Who is told").await;
    ana.see("No chat is linked.").await;
    ana.see("No mailbox works at the moment").await;
    ana.see("Of yours, one browser is told.").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("telling").await;
    // What is typed wrongly is told beside the field, and nothing is lost.
    ana.fill("After so many minutes", "0").await;
    ana.click("Save").await;
    ana.see("Give a whole number from 1 to 1440.").await;
    ana.complains(&["400"]).await;
    ana.fill("After so many minutes", "7").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.click("Link my chat").await;
    ana.see("Your code").await;
    let code = ana
        .run("return document.querySelector('#telling-code').value")
        .await;
    let link = ana
        .run("return document.querySelector('a[href^=\"https://t.me/\"]').href")
        .await;
    let code = code.as_str().unwrap().to_owned();
    assert_eq!(link, format!("https://t.me/kettle_bot?start={code}"));
    ana.screenshot("telling-code").await;
    let owner = User {
        id: 77,
        name: "Ana",
        username: "ana_r",
        language: "en",
    };
    telegram.manners.write(&owner, &format!("/start {code}"));
    let said = telegram.manners.said.reaches(1).await;
    assert_eq!(said[0].to, 77);
    assert!(
        said[0].text().contains("this chat is linked"),
        "{}",
        said[0].text()
    );
    assert_eq!(house.count("customer").await, 0, "she is no customer");
    assert_eq!(house.count("parked").await, 0);

    house
        .act(|tx| trouble::raise(tx, Kind::Bell, "sound", "no card"))
        .await;
    pass(&house, 7 * MINUTE);
    let said = telegram.manners.said.reaches(2).await;
    assert!(
        said[1].text().contains("sound could not be played"),
        "{}",
        said[1].text()
    );
    house
        .until("the browser to be told", async || ear.posts().len() == 1)
        .await;
    let pushed = &ear.told()[0];
    assert!(
        pushed["title"]
            .as_str()
            .unwrap()
            .contains("sound could not be played")
    );
    assert_eq!(pushed["trouble"], true);

    // The test proves every door, and a door that fails says why.
    ana.goto(&house.url("/admin/house/telling")).await;
    ana.see("sound could not be played").await;
    let blocked = "Forbidden: bot was blocked by the user";
    telegram.spoil(
        "sendMessage",
        Mishap::Refused(StatusCode::FORBIDDEN, blocked.to_owned()),
    );
    ana.click("Send a test").await;
    ana.see("A test is on its way").await;
    house
        .until("both to be settled", async || {
            house
                .count("alert where state = 'queued' or state = 'sending'")
                .await
                == 0
        })
        .await;
    ana.reload().await;
    ana.see("bot was blocked by the user").await;
    ana.see("Not taken").await;
    ana.see_css("#told .pill--active").await;
    ana.narrow().await;
    ana.screenshot("telling-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.wide().await;
    ana.click("Unlink").await;
    ana.see("No chat is linked.").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_on_vk_and_a_telephone_are_linked_and_told() {
    // What is asked of Twilio goes by the machine's clock.
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    house.member("Ana", Role::Admin).await;
    let vk = vk::open("vk1.a.secret", 0).await.unwrap();
    let who = Introduction {
        own_id: "42".to_owned(),
        username: "@kettle_shop".to_owned(),
    };
    let base = format!("{}/method", vk.base());
    let given = [("token", "vk1.a.secret"), ("api_base", base.as_str())];
    connect(&house, ChannelKind::Vk, who, &given).await;
    let ours = "+15550001111";
    let twilio = Platform::open(Sms::new("AC1", "t0ken", ours), 0)
        .await
        .unwrap();
    let who = Introduction {
        own_id: ours.to_owned(),
        username: ours.to_owned(),
    };
    let base = twilio.base();
    let given = [
        ("account_sid", "AC1"),
        ("auth_token", "t0ken"),
        ("number", ours),
        ("api_base", base.as_str()),
    ];
    connect(&house, ChannelKind::Sms, who, &given).await;
    house
        .until("both are heard", async || {
            house.count("account where cursor is not null").await == 2
        })
        .await;

    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/house/telling")).await;
    ana.see("at most one every three minutes").await;
    let mut codes = Vec::new();
    for count in 1..=2 {
        ana.click("Link my chat").await;
        ana.see("Your code").await;
        let code = ana
            .run("return document.querySelector('#telling-code').value")
            .await;
        let code = code.as_str().unwrap().to_owned();
        let links = ana
            .run("return [...document.querySelectorAll('a[href^=\"https://vk.me/\"], a[href^=\"sms:\"]')].map((a) => a.href).sort()")
            .await;
        let by_sms = format!("sms:{ours}?body={code}");
        assert_eq!(
            links,
            serde_json::json!(["https://vk.me/kettle_shop", by_sms])
        );
        if count == 1 {
            ana.narrow().await;
            ana.screenshot("telling-vk-sms").await;
            ana.wide().await;
            vk.manners.write(
                &vk::User {
                    id: 7001,
                    lang_id: 3,
                },
                &code,
            );
        } else {
            twilio.manners.write("+4915112345", &code);
        }
        house
            .until(&format!("chat {count} is linked"), async || {
                // A clock held by hand stands still between two questions for what came by SMS.
                if count == 2 {
                    pass(&house, Duration::from_secs(1));
                }
                house.count("alert_chat").await == count
            })
            .await;
        ana.goto(&house.url("/admin/house/telling")).await;
        codes.push(code);
    }
    assert_ne!(codes[0], codes[1]);
    let said = vk.manners.said.reaches(1).await;
    assert!(
        said[0].text().contains("this chat is linked"),
        "{}",
        said[0].text()
    );
    let texted = twilio.manners.said.reaches(1).await;
    assert_eq!(texted[0].to, "+4915112345");
    assert_eq!(texted[0].body, "Shopbell: this chat is linked");
    assert_eq!(house.count("customer").await, 0, "she is no customer");

    house
        .act(|tx| trouble::raise(tx, Kind::Bell, "sound", "no card"))
        .await;
    pass(&house, 6 * MINUTE);
    let said = vk.manners.said.reaches(2).await;
    assert!(
        said[1].text().contains("sound could not be played"),
        "{}",
        said[1].text()
    );
    let texted = twilio.manners.said.reaches(2).await;
    let words = &texted[1].body;
    assert!(words.contains("sound could not be played"), "{words}");
    assert!(
        words.chars().count() <= 160 && !words.contains("no card"),
        "{words}"
    );
    // Pressed twice, the test is one SMS at once at most, and the other keeps its distance.
    for _ in 0..2 {
        ana.click("Send a test").await;
        ana.see("A test is on its way").await;
    }
    vk.manners.said.reaches(4).await;
    assert!(twilio.manners.said.all().len() <= 3);
    pass(&house, 3 * MINUTE);
    twilio.manners.said.reaches(3).await;
    pass(&house, 3 * MINUTE);
    let texted = twilio.manners.said.reaches(4).await;
    assert_eq!(texted[3].body, "Shopbell: a test");
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_is_in_trouble_tells_nobody_and_another_does() {
    let smtp = shopbell::demo::platform::mail::Smtp::open().await.unwrap();
    let house = House::open_by(Clock::by_hand(NOW), 0).await;
    house.join("Ana", Role::Admin, String::new()).await;
    let first = mailbox(&house, "a@kettle.example", smtp.port).await;
    mailbox(&house, "b@kettle.example", smtp.port).await;
    house
        .act(move |tx| account::judge(tx, first, Some((Trouble::Refused, "no"))))
        .await;
    pass(&house, 6 * MINUTE);
    house
        .until("the mail", async || !smtp.taken.all().is_empty())
        .await;
    let mail = smtp.taken.all().remove(0);
    assert!(header(&mail, "From").contains("b@kettle.example"), "{mail}");
    house.close().await;
}
