//! A Telegram bot, and everything that goes wrong with one.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};
use shopbell::{
    base::time::{Clock, Timestamp},
    db::DbError,
    demo::platform::{
        Mishap, Platform,
        telegram::{Amended, Telegram, User},
    },
    desk::{
        account::{self, Introduction},
        channel::ChannelKind,
        team::Role,
    },
};

use super::{
    ASKED, answers, asked_for_a_person, bot_answers, connect, has_written, later, log_of, stands,
    takes,
};
use crate::{
    browser::{Key, Stage},
    console::{at_counter, takes_next},
    house::{House, Person},
    office::picture,
};

const TOKEN: &str = "42:AAbbCC";
const ANA: User = User {
    id: 5511,
    name: "Дмитрий",
    username: "d_orlov",
    language: "ru",
};

/// The pointer comes to the newest message of the agent's.
pub(super) const OVER_MINE: &str = "[...document.querySelectorAll('#log > .msg--out')].at(-1).dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))";

/// A house with a bot, and somebody who answers.
struct Shop {
    house: House,
    telegram: Platform<Telegram>,
    agent: Person,
}

impl Shop {
    async fn open() -> Self {
        Self::open_by(Clock::machine()).await
    }

    async fn open_by(clock: Clock) -> Self {
        let house = House::open_by(clock, 0).await;
        let telegram = Platform::open(Telegram::new(TOKEN), 0).await.unwrap();
        let who = Introduction {
            own_id: "42".to_owned(),
            username: "@kettle_bot".to_owned(),
        };
        let base = telegram.base();
        let given = [("token", TOKEN), ("api_base", base.as_str())];
        connect(&house, ChannelKind::Telegram, who, &given).await;
        let agent = house.agent("Bo").await;
        Self {
            house,
            telegram,
            agent,
        }
    }

    /// The customer has written, and the agent has the chat.
    async fn with_chat(clock: Clock) -> Self {
        let shop = Self::open_by(clock).await;
        shop.telegram.manners.write(&ANA, "Добрый день");
        has_written(&shop.house, &shop.agent, 1, &["Добрый день"]).await;
        takes(&shop.house, &shop.agent, 1).await;
        shop
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_from_the_first_word_to_the_survey() {
    let Shop {
        house, telegram, ..
    } = Shop::open().await;
    let stage = Stage::enter().await;
    let agent = at_counter(&house, &stage, "Ana").await;

    // Words, and a picture that is fetched afterwards.
    telegram
        .manners
        .write(&ANA, "Добрый день! Чайник подтекает.");
    agent.see("Добрый день! Чайник подтекает.").await;
    takes_next(&agent).await;
    let file = telegram.manners.keep("photo.jpg", picture());
    let photo = json!({ "photo": [{ "file_id": file }], "caption": "Вот он" });
    let shown = telegram.manners.send(&ANA, photo);
    agent.see("Вот он").await;
    agent.see_css("#log .msg--in .shot img").await;
    agent.see("@d_orlov").await;
    agent.screenshot("telegram-chat").await;

    // The answer quotes the picture's message there, too, and the sign that somebody types is seen.
    agent
        .type_into("Write a reply to Дмитрий", "Пришлём новый сегодня.\n")
        .await;
    let said = telegram.manners.said.reaches(1).await;
    assert_eq!(
        (said[0].to, said[0].text()),
        (ANA.id, "Пришлём новый сегодня.")
    );
    agent.see_css("#log .msg--out [data-tick=sent]").await;
    assert!(telegram.manners.signs().1 > 0, "nobody was seen to type");

    // What the customer changes there is changed here; what it said before stays with the team.
    telegram.manners.edit(&ANA, shown, "Вот он, синий");
    agent.see("Вот он, синий").await;
    agent.see("edited").await;

    // And what the agent changes or takes back here is changed there.
    agent.click_css("#text").await;
    agent.press(Key::Up).await;
    agent.see("Changing your message").await;
    agent.keys(" Или завтра.").await;
    agent.press(Key::Enter).await;
    let amended = telegram.manners.amended.reaches(1).await;
    let changed = Amended {
        method: "editMessageText".to_owned(),
        message_id: said[0].message_id,
        text: "Пришлём новый сегодня. Или завтра.".to_owned(),
    };
    assert_eq!(amended, [changed]);
    house
        .until("it is done", async || house.count("amendment").await == 0)
        .await;
    agent
        .gone("The customer will see it like this in a moment.")
        .await;
    agent.run(OVER_MINE).await;
    agent.click("Take back").await;
    agent.see("Take it back for the customer, too?").await;
    agent.click("Take back").await;
    agent.see("This message was taken back").await;
    let amended = telegram.manners.amended.reaches(2).await;
    assert_eq!(
        (amended[1].method.as_str(), amended[1].message_id),
        ("deleteMessage", said[0].message_id)
    );
    // One that the platform refuses to change says so, and can be tried again.
    agent
        .type_into("Write a reply to Дмитрий", "До свидания\n")
        .await;
    telegram.manners.said.reaches(2).await;
    agent.see_css("#log .msg--out [data-tick=sent]").await;
    let words = "Bad Request: message can't be edited".to_owned();
    telegram.spoil(
        "editMessageText",
        Mishap::Refused(StatusCode::BAD_REQUEST, words),
    );
    agent.click_css("#text").await;
    agent.press(Key::Up).await;
    agent.see("Changing your message").await;
    agent.keys("!").await;
    agent.press(Key::Enter).await;
    agent
        .see("The platform did not do it: the customer still sees what was sent.")
        .await;
    agent.click("Try it again").await;
    let amended = telegram.manners.amended.reaches(3).await;
    assert_eq!(amended[2].text, "До свидания!");
    agent.gone("The platform did not do it").await;
    drop(agent);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_survey_is_buttons_and_a_figure_will_do() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    answers(house, agent, 1, "Уже в пути").await;
    telegram.manners.said.reaches(1).await;
    let close = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", close).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = telegram.manners.said.reaches(2).await;
    let keyboard = &said[1].fields["reply_markup"];
    assert!(keyboard.contains("rate:1:5"), "{keyboard}");
    assert!(said[1].text().contains("от 1"), "{}", said[1].text());

    telegram.manners.press(&ANA, "rate:1:4");
    let said = telegram.manners.said.reaches(3).await;
    assert!(said[2].text().contains("Спасибо"), "{}", said[2].text());
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 4, "{chat}");
    assert!(
        !telegram.manners.signs().0.is_empty(),
        "the button spins on"
    );

    // A figure that is written rates as well, and begins no chat; words do.
    telegram.manners.write(&ANA, "5");
    house
        .until("the figure is the rating", async || {
            house.get(agent, "conversations/1", &[]).await.json()["rating"] == 5
        })
        .await;
    telegram.manners.write(&ANA, "И ещё вопрос");
    has_written(house, agent, 2, &["И ещё вопрос"]).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_twice_or_cannot_be_read_harms_nothing() {
    let shop = Shop::open().await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let first = telegram.manners.write(&ANA, "One");
    has_written(house, agent, 1, &["One"]).await;
    let again = json!({ "update_id": 900_000, "message": {
        "message_id": first, "date": 1, "chat": { "id": ANA.id, "type": "private" }, "from": { "id": ANA.id },
        "text": "One" } });
    telegram.manners.repeat_last(again);
    telegram.manners.update("message", json!("nonsense"));
    telegram.manners.update("poll", json!({ "id": "1" }));
    telegram
        .manners
        .update("edited_message", json!({
            "message_id": 999, "date": 1, "edit_date": 2, "chat": { "id": ANA.id, "type": "private" },
            "from": { "id": ANA.id }, "text": "Unknown before" }));
    // After a quiet week the platform's numbers may begin anywhere.
    telegram.manners.jump_to(5);
    telegram.manners.write(&ANA, "Two");
    has_written(house, agent, 1, &["One", "Unknown before", "Two"]).await;
    assert_eq!(
        house.count("parked").await,
        1,
        "what could not be read is kept"
    );
    assert_eq!(house.count("conversation").await, 1);

    // Ten pictures in a second are ten messages of one chat.
    for number in 0..10 {
        telegram.manners.write(&ANA, &format!("p{number}"));
    }
    house
        .until("all ten are there", async || {
            log_of(house, agent, 1).await.len() >= 13
        })
        .await;
    assert_eq!(house.count("conversation").await, 1);
    house
        .until("the platform may forget them", async || {
            telegram.manners.waiting() <= 1
        })
        .await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let clock = Clock::by_hand(Timestamp(1_790_000_000_000));
    let shop = Shop::with_chat(clock).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let send = "sendMessage";

    // Too fast: it waits for as long as it was told, and those behind it wait, too.
    telegram.spoil(send, Mishap::Busy(7));
    answers(house, agent, 1, "first").await;
    answers(house, agent, 1, "second").await;
    house
        .until("it waits", async || {
            house.count("outbox where attempts = 1").await == 1
        })
        .await;
    later(house, telegram, Duration::from_secs(6)).await;
    assert!(
        telegram.manners.said.all().is_empty(),
        "sent before its time"
    );
    later(house, telegram, Duration::from_secs(2)).await;
    let said = telegram.manners.said.reaches(2).await;
    assert_eq!([said[0].text(), said[1].text()], ["first", "second"]);

    // The connection breaks before it could be told.
    for (mishap, delivery, sent_in_all) in [
        (Mishap::DoneUnanswered, "unknown", 3),
        (
            Mishap::Refused(StatusCode::BAD_GATEWAY, "Bad Gateway".to_owned()),
            "unknown",
            3,
        ),
        (Mishap::Garbage, "unknown", 3),
        (
            Mishap::Refused(
                StatusCode::BAD_REQUEST,
                "Bad Request: message text is empty".to_owned(),
            ),
            "failed",
            3,
        ),
    ] {
        telegram.spoil(send, mishap);
        answers(house, agent, 1, "third").await;
        stands(house, agent, 1, delivery).await;
        assert_eq!(telegram.manners.said.all().len(), sent_in_all);
    }
    // Nothing is sent again by itself; one click does it.
    let log = log_of(house, agent, 1).await;
    let failed = log.iter().rev().find(|one| one["delivery"] == "failed");
    let id = failed.unwrap()["id"].as_i64().unwrap();
    let again = house
        .tell(agent, &format!("messages/{id}/retry"), json!({}))
        .await;
    assert_eq!(again.status, 200, "{}", again.text());
    telegram.manners.said.reaches(4).await;
    stands(house, agent, 1, "sent").await;
    let twice = house
        .tell(agent, &format!("messages/{id}/retry"), json!({}))
        .await;
    assert_eq!(twice.status, 409);

    // The customer has blocked the bot: nothing more is pretended to be sent until they write.
    let words = "Forbidden: bot was blocked by the user".to_owned();
    telegram.spoil(send, Mishap::Refused(StatusCode::FORBIDDEN, words));
    answers(house, agent, 1, "fifth").await;
    stands(house, agent, 1, "failed").await;
    let path = "conversations/1/messages";
    let refused = house.tell(agent, path, json!({ "text": "sixth" })).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(
        refused.text().contains("window-closed"),
        "{}",
        refused.text()
    );
    telegram.manners.write(&ANA, "Back again");
    has_written(house, agent, 1, &["Добрый день", "Back again"]).await;
    answers(house, agent, 1, "seventh").await;
    telegram.manners.said.reaches(5).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_in_trouble_says_so_and_comes_back_by_itself() {
    let clock = Clock::by_hand(Timestamp(1_790_000_000_000));
    let shop = Shop::open_by(clock).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    for (status, words, word) in [
        (StatusCode::CONFLICT, conflict, "rival"),
        (StatusCode::UNAUTHORIZED, "Unauthorized", "refused"),
    ] {
        telegram.spoil("getUpdates", Mishap::Refused(status, words.to_owned()));
        // What is open now is answered first.
        telegram.manners.write(&ANA, word);
        let sql: &'static str = match word {
            "rival" => "account where trouble = 'rival'",
            _ => "account where trouble = 'refused'",
        };
        house
            .until("the trouble is noted", async || house.count(sql).await == 1)
            .await;
        let told = "trouble where kind = 'channel' and dismissed_at is null";
        assert_eq!(house.count(told).await, 1, "the house is told");
        later(house, telegram, Duration::from_secs(700)).await;
        // A question that stands open says nothing before there is news.
        telegram.manners.write(&ANA, "and");
        house
            .until("it is over", async || {
                house.count("account where trouble is null").await == 1
            })
            .await;
        assert_eq!(house.count(told).await, 0);
    }
    has_written(house, agent, 1, &["rival", "and", "refused", "and"]).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_tried_and_answers_is_listened_to_at_once() {
    let clock = Clock::by_hand(Timestamp(1_790_000_000_000));
    let shop = Shop::open_by(clock).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let admin = house.colleague("Ana", Role::Admin).await;
    let ana = house.signed_in(&admin).await;
    let refused = Mishap::Refused(StatusCode::UNAUTHORIZED, "Unauthorized".to_owned());
    telegram.spoil("getUpdates", refused);
    telegram.manners.write(&ANA, "first");
    house
        .until("the trouble is noted", async || {
            house.count("account where trouble = 'refused'").await == 1
        })
        .await;
    telegram.manners.write(&ANA, "second");
    // The clock stands still, so that nobody asks again by himself.
    let db = &house.inside().db;
    let accounts = db.read::<_, DbError>(account::all).await.unwrap();
    let path = format!("/admin/channels/{}/test", accounts[0].channel.id);
    let tried = house.fill(&ana, &path, "").await;
    assert_eq!(tried.status, 303, "{}", tried.text());
    has_written(house, agent, 1, &["first", "second"]).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_in_the_night_was_written_then() {
    let now = Timestamp(1_790_000_000_000);
    let shop = Shop::open_by(Clock::by_hand(now)).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let then = now.0 / 1000 - 3600;
    telegram
        .manners
        .send_at(&ANA, json!({ "text": "Are you open?" }), Some(then));
    has_written(house, agent, 1, &["Are you open?"]).await;
    let since = house
        .count("conversation where waiting_since = 1789996400000")
        .await;
    assert_eq!(since, 1, "the customer has waited for an hour");
    let house = shop.house.reopen().await;
    assert_eq!(
        house
            .count("conversation where waiting_since = 1789996400000")
            .await,
        1
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_and_go_in_the_platform_s_own_ways() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    // One that is too large, one that is gone, one that is a page of HTML called a picture.
    let large = telegram
        .manners
        .keep("film.mp4", Bytes::from(vec![0; 21 * 1024 * 1024]));
    let page = Bytes::from_static(b"<html><script>alert(1)</script></html>");
    let page = telegram.manners.keep("page.png", page);
    for (file, word) in [
        (large.as_str(), "file-too-large"),
        ("nowhere", "file-gone"),
        (&page, "file-scriptable"),
    ] {
        let document = json!({ "document": { "file_id": file, "file_name": "thing.png" } });
        telegram.manners.send(&ANA, document);
        let sql: String = format!("fetch where due_at is null and trouble = '{word}'");
        let sql: &'static str = sql.leak();
        house
            .until(word, async || house.count(sql).await == 1)
            .await;
    }
    // What the team sends: a picture as a photo, a text beyond its length in pieces.
    let sent = house
        .post(agent, "files?name=a.jpg", "image/jpeg", picture())
        .await;
    let id = sent.json()["id"].as_str().unwrap().to_owned();
    let said = house
        .tell(
            agent,
            "conversations/1/messages",
            json!({ "text": "Here", "attachments": [id] }),
        )
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    let long = "word ".repeat(1_500);
    answers(house, agent, 1, long.trim()).await;
    let said = telegram.manners.said.reaches(3).await;
    assert_eq!(
        (said[0].method.as_str(), said[0].text()),
        ("sendPhoto", "Here")
    );
    assert!(
        said[0]
            .file
            .as_ref()
            .is_some_and(|(_, bytes)| bytes.starts_with(b"\xff\xd8"))
    );
    let joined = format!("{} {}", said[1].text(), said[2].text());
    assert_eq!(joined, long.trim());
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_says_what_nobody_knows() {
    let shop = Shop::with_chat(Clock::machine()).await;
    answers(&shop.house, &shop.agent, 1, "known").await;
    shop.telegram.manners.said.reaches(1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over.
    let db = &shop.house.inside().db;
    db.write::<_, shopbell::db::DbError>(|tx| {
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
    .await
    .unwrap();
    let house = shop.house.reopen().await;
    stands(&house, &shop.agent, 1, "unknown").await;
    assert_eq!(
        shop.telegram.manners.said.all().len(),
        1,
        "never sent again by itself"
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_buttons_and_an_old_one_still_says_what_stands_on_it() {
    let shop = Shop::open().await;
    let (house, there) = (&shop.house, &shop.telegram.manners);
    bot_answers(house).await;
    there.write(&ANA, ASKED);
    let said = there.said.reaches(1).await;
    assert!(said[0].text().contains("Parcels take two days."));
    let keyboard: Value = serde_json::from_str(&said[0].fields["reply_markup"]).unwrap();
    let buttons: Vec<&Value> = keyboard["inline_keyboard"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .collect();
    assert_eq!(buttons.len(), 2, "{keyboard}");
    let (label, data) = (&buttons[1]["text"], buttons[1]["callback_data"].as_str());
    there.press(&ANA, data.unwrap());
    asked_for_a_person(house, &shop.agent, label.as_str().unwrap()).await;
    there.said.reaches(2).await;

    // The chat is over; the old button begins another by the same wish.
    takes(house, &shop.agent, 1).await;
    let closed = house.tell(&shop.agent, "conversations/1/close", json!({}));
    assert_eq!(closed.await.status, 200);
    there.press(&ANA, data.unwrap());
    house
        .until("a second chat waits", async || {
            let chat = house.get(&shop.agent, "conversations/2", &[]).await;
            chat.status == 200 && chat.json()["status"] == "new"
        })
        .await;
    has_written(house, &shop.agent, 2, &[label.as_str().unwrap()]).await;
    // A button of a chat that is somebody else's says nothing.
    there.press(&ANA, "bot:99:0123456789abcdef");
    there.write(&ANA, "Hallo");
    has_written(house, &shop.agent, 2, &[label.as_str().unwrap(), "Hallo"]).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_survey_leaves_when_the_end_can_no_longer_be_taken_back() {
    let shop = Shop::with_chat(Clock::by_hand(Clock::machine().now())).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    answers(house, agent, 1, "Уже в пути").await;
    telegram.manners.said.reaches(1).await;
    let survey = async || house.get(agent, "conversations/1", &[]).await.json()["survey"].clone();
    let closes = async || {
        let closed = house
            .fill(agent, "/console/1/close", "reason=1&survey=on")
            .await;
        assert!(closed.status < 400, "{}", closed.text());
        assert_eq!(survey().await, "asked");
    };
    closes().await;
    house.pass(Duration::from_secs(10));
    let back = house.fill(agent, "/console/1/reopen", "undo=1").await;
    assert!(back.status < 400, "{}", back.text());
    assert_eq!(survey().await, "none");
    house.pass(Duration::from_secs(60));
    // What is said after it arrives first: nothing was on its way.
    answers(house, agent, 1, "Завтра будет у вас").await;
    let said = telegram.manners.said.reaches(2).await;
    assert_eq!(said[1].text(), "Завтра будет у вас");

    closes().await;
    house.pass(Duration::from_secs(15));
    let said = telegram.manners.said.reaches(3).await;
    let keyboard = &said[2].fields["reply_markup"];
    assert!(keyboard.contains("rate:1:5"), "{keyboard}");
    shop.house.close().await;
}

/// The number of the newest message of the team's in the first chat.
async fn newest(house: &House, agent: &Person) -> i64 {
    let log = log_of(house, agent, 1).await;
    let last = log.iter().rfind(|one| one["author"]["kind"] == "agent");
    last.unwrap()["id"].as_i64().unwrap()
}

/// An agent changes a message, or takes it back where there are no words; answers what came of it here.
async fn amends(house: &House, agent: &Person, id: i64, words: &str) -> crate::house::Answer {
    let (deed, body) = match words {
        "" => ("unsend", json!({})),
        words => ("edit", json!({ "text": words })),
    };
    house
        .tell(agent, &format!("messages/{id}/{deed}"), body)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_changed_and_taken_back_there_too() {
    let clock = Clock::by_hand(Timestamp(1_790_000_000_000));
    let shop = Shop::with_chat(clock).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let there = &telegram.manners;
    // Words under a picture.
    let sent = house
        .post(agent, "files?name=a.jpg", "image/jpeg", picture())
        .await;
    let message = json!({ "text": "Here", "attachments": [sent.json()["id"]] });
    let said = house.tell(agent, "conversations/1/messages", message).await;
    assert_eq!(said.status, 201, "{}", said.text());
    stands(house, agent, 1, "sent").await;
    let shown = newest(house, agent).await;
    assert_eq!(amends(house, agent, shown, "There").await.status, 200);
    let amended = there.amended.reaches(1).await;
    assert_eq!(
        (amended[0].method.as_str(), amended[0].text.as_str()),
        ("editMessageCaption", "There")
    );
    // Two messages of the platform's, of which one is enough since; and then too few.
    let long = "word ".repeat(1_500);
    answers(house, agent, 1, long.trim()).await;
    stands(house, agent, 1, "sent").await;
    let said = there.said.reaches(3).await;
    let id = newest(house, agent).await;
    assert_eq!(amends(house, agent, id, "short").await.status, 200);
    let amended = there.amended.reaches(3).await;
    let methods: Vec<(&str, i64)> = amended[1..]
        .iter()
        .map(|one| (one.method.as_str(), one.message_id))
        .collect();
    let numbers = (said[1].message_id, said[2].message_id);
    assert_eq!(
        methods,
        [("editMessageText", numbers.0), ("deleteMessage", numbers.1)]
    );
    let none_waits = async || house.count("amendment").await == 0;
    house.until("it is done", none_waits).await;
    assert_eq!(amends(house, agent, id, long.trim()).await.status, 200);
    house
        .until("it does not fit", async || {
            house
                .count("amendment where state = 'failed' and code = 'amend-longer'")
                .await
                == 1
        })
        .await;
    assert_eq!(amends(house, agent, id, "shorter").await.status, 200);
    there.amended.reaches(4).await;

    // A lost answer is asked for again, what is said meanwhile waits behind it, and too fast is too fast for all.
    house.until("it is done", none_waits).await;
    for (mishap, pause) in [(Mishap::DoneUnanswered, 1), (Mishap::Busy(7), 7)] {
        let before = there.said.all().len();
        let words = format!("after {pause}");
        telegram.spoil("editMessageText", mishap);
        assert_eq!(amends(house, agent, id, &words).await.status, 200);
        house
            .until("it is put off", async || {
                house
                    .count("amendment where state = 'queued' and attempts = 1")
                    .await
                    == 1
            })
            .await;
        answers(house, agent, 1, "behind").await;
        later(house, telegram, Duration::from_secs(pause)).await;
        let said = there.said.reaches(before + 1).await;
        assert_eq!(said[before].text(), "behind");
        // One is changed by the call whose answer was lost.
        let amended = there.amended.all();
        assert_eq!(amended.last().unwrap().text, words);
        assert_eq!(house.count("amendment").await, 0);
    }
    // Taken back: what is gone there already is gone.
    assert_eq!(amends(house, agent, id, "").await.status, 200);
    let amended = there.amended.reaches(7).await;
    assert_eq!(amended[6].method, "deleteMessage");
    assert_eq!(amends(house, agent, id, "").await.status, 200, "once more");

    // After two days the platform does not do it any more, which is said before it is asked.
    house.pass(Duration::from_secs(48 * 3_600));
    let cleo = house.supervisor("Cleo").await;
    let late = amends(house, &cleo, shown, "").await;
    assert_eq!(late.status, 409);
    assert!(
        late.text().contains("too-late-to-change"),
        "{}",
        late.text()
    );
    assert_eq!(there.amended.all().len(), 7);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_says_too_much_is_still_in_every_chat() {
    let other = User {
        id: 6622,
        name: "Mia",
        username: "mia",
        language: "en",
    };
    let clock = Clock::by_hand(Timestamp(1_790_000_000_000));
    let shop = Shop::with_chat(clock).await;
    let Shop {
        house,
        telegram,
        agent,
    } = &shop;
    let there = &telegram.manners;
    there.write(&other, "Hello");
    has_written(house, agent, 2, &["Hello"]).await;
    takes(house, agent, 2).await;
    telegram.spoil("sendMessage", Mishap::Busy(7));
    answers(house, agent, 1, "first").await;
    house
        .until("it waits", async || {
            house.count("outbox where attempts = 1").await == 1
        })
        .await;
    answers(house, agent, 2, "second").await;
    later(house, telegram, Duration::from_secs(6)).await;
    assert_eq!(house.count("outbox where attempts = 0").await, 1);
    assert!(there.said.all().is_empty(), "the bot was to be still");
    later(house, telegram, Duration::from_secs(1)).await;
    let said = there.said.reaches(2).await;
    let mut to: Vec<(i64, &str)> = said.iter().map(|one| (one.to, one.text())).collect();
    to.sort_unstable();
    assert_eq!(to, [(ANA.id, "first"), (other.id, "second")]);
    shop.house.close().await;
}
