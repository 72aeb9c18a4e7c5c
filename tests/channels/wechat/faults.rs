//! Everything that goes wrong with a message, and how many there may be.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use shopbell::{base::time::Clock, demo::platform::Mishap, desk::channel::ChannelKind};

use super::{
    super::{answers, log_of, stands, whatsapp::sends},
    MEI, RECORDED, SEND, Shop,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::with_chat(clock, ChannelKind::WeChat).await;
    let (house, agent, platform) = (&shop.house, &shop.agent, &shop.wechat);
    let there = &platform.manners;
    let refused = |words: &str| Mishap::Refused(StatusCode::OK, words.to_owned());
    let path = "conversations/1/messages";
    // A day passes below, and the chat stays with its agent meanwhile.
    house
        .act(|tx| tx.execute("update agent set holds_chats = 1", []))
        .await;

    // Busy, or too much at once: it waits, and those behind it wait, too.
    for (words, pause) in [
        ("-1 system error", 1),
        ("45011 api minute-quota reach limit", 60),
    ] {
        shop.hears(&there.write(MEI, "嗯")).await;
        let before = there.said.all().len();
        platform.spoil(SEND, refused(words));
        answers(house, agent, 1, "first").await;
        answers(house, agent, 1, "second").await;
        shop.count("it waits", "outbox where attempts = 1").await;
        assert_eq!(there.said.all().len(), before, "{words}");
        shop.waits(Duration::from_secs(pause)).await;
        let said = there.said.reaches(before + 2).await;
        assert_eq!(
            [said[before].text(), said[before + 1].text()],
            ["first", "second"]
        );
        stands(house, agent, 1, "sent").await;
    }
    // All calls of the day are used up: it waits until midnight there.
    platform.spoil(SEND, refused("45009 reach max api daily quota limit"));
    answers(house, agent, 1, "third").await;
    shop.count("it waits", "outbox where attempts = 1").await;
    assert_eq!(there.said.all().len(), 4);
    shop.waits(Duration::from_secs(24 * 3600)).await;
    there.said.reaches(5).await;
    let agent = &house.signed_in(&shop.bo).await;
    stands(house, agent, 1, "sent").await;

    // A token that is no good is renewed once, by whoever notices first.
    shop.hears(&there.write(MEI, "在")).await;
    let tokens = there.tokens();
    there.revoke();
    answers(house, agent, 1, "fourth").await;
    there.said.reaches(6).await;
    assert_eq!(there.tokens(), tokens + 1);
    platform.spoil(SEND, refused("42001 access_token expired"));
    answers(house, agent, 1, "fifth").await;
    there.said.reaches(7).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(there.tokens(), tokens + 2);
    // One that is no good however new it is stops the account, and goes on by itself.
    for _ in 0..2 {
        platform.spoil(SEND, refused("40001 invalid credential"));
    }
    answers(house, agent, 1, "sixth").await;
    shop.count("it is told", "account where trouble = 'refused'")
        .await;
    shop.waits(Duration::from_secs(61)).await;
    there.said.reaches(8).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(house.count("account where trouble is null").await, 1);
    // The address of this machine is not on the list: the admin reads which.
    there.revoke();
    let words = "40164 invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist";
    platform.spoil("/cgi-bin/stable_token", refused(words));
    answers(house, agent, 1, "seventh").await;
    shop.count(
        "it is told",
        "account where trouble = 'setup' and trouble_words like '%203.0.113.7%'",
    )
    .await;
    shop.waits(Duration::from_secs(61)).await;
    there.said.reaches(9).await;

    // What may have arrived is never sent again by itself; what it will not take says so.
    for (mishap, delivery, more) in [
        (Mishap::DoneUnanswered, "unknown", 1),
        (Mishap::Garbage, "unknown", 0),
        (
            Mishap::Refused(StatusCode::BAD_GATEWAY, "Bad Gateway".to_owned()),
            "unknown",
            0,
        ),
        (refused("45002 content size out of limit"), "failed", 0),
    ] {
        shop.hears(&there.write(MEI, "喂")).await;
        let before = there.said.all().len();
        platform.spoil(SEND, mishap);
        answers(house, agent, 1, "eighth").await;
        stands(house, agent, 1, delivery).await;
        shop.waits(Duration::from_secs(120)).await;
        assert_eq!(
            there.said.all().len(),
            before + more,
            "never again by itself"
        );
    }
    let log = log_of(house, agent, 1).await;
    let failed = log
        .iter()
        .rev()
        .find(|one| one["delivery"] == "failed")
        .unwrap();
    let again = format!("messages/{}/retry", failed["id"]);
    let before = there.said.all().len();
    let again = house.tell(agent, &again, json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text());
    there.said.reaches(before + 1).await;
    stands(house, agent, 1, "sent").await;

    // A picture that was lost there before it was shown is handed over once more; a file that has no way says so.
    shop.hears(&there.write(MEI, "图")).await;
    let photo = house.picture_of(agent, "kettle").await;
    platform.spoil(SEND, refused("40007 invalid media_id"));
    sends(house, agent, "", &[&photo]).await;
    there.said.reaches(before + 2).await;
    stands(house, agent, 1, "sent").await;
    let song = house
        .post(agent, "files?name=song.webm", "audio/webm", RECORDED.into())
        .await;
    sends(house, agent, "Listen", &[&song.json()]).await;
    stands(house, agent, 1, "failed").await;
    shop.count("why", "outbox where code = 'no-public-address'")
        .await;
    assert_eq!(there.said.all().len(), before + 2, "nothing of it");

    // They no longer follow, or used up what we believed to be left: the platform has the last word.
    for words in [
        "43004 require subscribe",
        "45015 response out of time limit",
        "45047 out of response count limit",
    ] {
        shop.hears(&there.write(MEI, "还在")).await;
        platform.spoil(SEND, refused(words));
        answers(house, agent, 1, "ninth").await;
        stands(house, agent, 1, "failed").await;
        let shut = house.tell(agent, path, json!({ "text": "tenth" })).await;
        assert_eq!(shut.status, 409, "{words}: {}", shut.text());
    }
    // Nothing that is stored knows the token.
    let kept = house
        .count("(select words from outbox union all select trouble_words from account union all select text from message) where words like '%TOKEN%'")
        .await;
    assert_eq!(kept, 0);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_messages_are_five_however_they_are_cut() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::with_chat(clock, ChannelKind::WeChat).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.wechat.manners);
    let path = "conversations/1/messages";
    let left = async || shop.left().await;
    assert_eq!(left().await, Some(5));
    // 1000 letters are 3000 bytes, and two messages.
    let long = "热水壶很好".repeat(200);
    answers(house, agent, 1, &long).await;
    let said = there.said.reaches(2).await;
    assert!(said.iter().all(|one| one.text().len() <= 2048));
    assert_eq!(said.iter().map(|one| one.text()).collect::<String>(), long);
    stands(house, agent, 1, "sent").await;
    assert_eq!(left().await, Some(3));
    answers(house, agent, 1, "three").await;
    there.said.reaches(3).await;
    answers(house, agent, 1, "four").await;
    there.said.reaches(4).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(left().await, Some(1), "the fourth is there");
    // Two do not fit: nothing of it leaves, and it says why.
    answers(house, agent, 1, &long).await;
    stands(house, agent, 1, "failed").await;
    shop.count("why", "outbox where code = 'too-many-parts'")
        .await;
    assert_eq!((there.said.all().len(), left().await), (4, Some(1)));
    answers(house, agent, 1, "five").await;
    there.said.reaches(5).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(left().await, Some(0));
    let sixth = house.tell(agent, path, json!({ "text": "six" })).await;
    assert_eq!(sixth.status, 409, "{}", sixth.text());
    assert!(sixth.text().contains("quota-used"), "{}", sixth.text());
    // They write: five again, and no more than five.
    shop.hears(&there.write(MEI, "再来")).await;
    assert_eq!(left().await, Some(5));
    // A minute before two days are over it is over.
    shop.waits(Duration::from_secs(48 * 3600 - 70)).await;
    let agent = &house.signed_in(&shop.bo).await;
    answers(house, agent, 1, "late").await;
    there.said.reaches(6).await;
    shop.waits(Duration::from_secs(11)).await;
    let shut = house.tell(agent, path, json!({ "text": "too late" })).await;
    assert_eq!(shut.status, 409, "{}", shut.text());
    assert!(shut.text().contains("time-up"), "{}", shut.text());
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_leaves_what_nobody_can_know() {
    let shop = Shop::with_chat(Clock::machine(), ChannelKind::MiniProgram).await;
    answers(&shop.house, &shop.agent, 1, "known").await;
    shop.wechat.manners.said.reaches(1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over.
    shop.house
        .act(|tx| {
            tx.execute(
                "delete from foreign_message where foreign_id like 'shopbell-%'",
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
    let there = &shop.wechat.manners;
    assert_eq!(there.said.all().len(), 1, "never sent again by itself");
    // A file that the platform has no more says so.
    shop.hears(&there.send(MEI, "image", &[("MediaId", "media99")]))
        .await;
    shop.count(
        "it is gone",
        "fetch where due_at is null and trouble = 'file-gone'",
    )
    .await;
    // Whoever sends it again all the same sends it once.
    let log = log_of(&shop.house, &shop.agent, 1).await;
    let doubtful = log.iter().find(|one| one["delivery"] == "unknown").unwrap();
    let again = format!("messages/{}/retry", doubtful["id"]);
    let again = shop.house.tell(&shop.agent, &again, json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text());
    there.said.reaches(2).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    shop.house.close().await;
}
