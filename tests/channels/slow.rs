//! Platforms that take their time, and a file that cannot be written for a while: whoever waits for them holds up nobody
//! else, and what has happened meanwhile is written down.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::json;
use shopbell::{
    base::id::ConversationId,
    demo::platform::{
        Call, Manners, Platform,
        telegram::{Telegram, User},
    },
    desk::{
        account::Introduction,
        channel::ChannelKind,
        conversation::{
            self,
            say::{self, Place},
        },
    },
};
use tokio::sync::{Notify, Semaphore};

use super::{answers, connect, has_written, stands, takes};
use crate::{house::House, office::picture};

const SLOW: &str = "42:AAbbCC";
const FAST: &str = "43:AAbbCC";
const ANA: User = User {
    id: 5511,
    name: "Ana",
    username: "",
    language: "en",
};

/// A bot's side of Telegram that answers some calls no sooner than it is let.
struct Hanging {
    bot: Telegram,
    /// What stands in the path of those calls.
    part: &'static str,
    asked: Notify,
    /// Closed: it answers.
    hangs: Semaphore,
}

impl Hanging {
    fn at(part: &'static str) -> Self {
        Self {
            bot: Telegram::new(SLOW),
            part,
            asked: Notify::new(),
            hangs: Semaphore::new(0),
        }
    }
}

impl Manners for Hanging {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        if call.path.contains(self.part) {
            self.asked.notify_one();
            let _ = self.hangs.acquire().await;
        }
        self.bot.answer(call).await
    }

    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        self.bot.refusal(status, words, retry_after)
    }
}

/// Connects the bot with this token.
async fn connects(house: &House, token: &str, base: &str) {
    let who = Introduction {
        own_id: token.split(':').next().unwrap().to_owned(),
        username: token.to_owned(),
    };
    let given = [("token", token), ("api_base", base)];
    connect(house, ChannelKind::Telegram, who, &given).await;
}

/// A house with a bot that hangs and one that does not.
async fn house_with_both(part: &'static str) -> (House, Platform<Hanging>, Platform<Telegram>) {
    let house = House::open().await;
    let slow = Platform::open(Hanging::at(part), 0).await.unwrap();
    connects(&house, SLOW, &slow.base()).await;
    let fast = Platform::open(Telegram::new(FAST), 0).await.unwrap();
    connects(&house, FAST, &fast.base()).await;
    (house, slow, fast)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_hangs_holds_up_nobody_elses_answers() {
    let (house, slow, fast) = house_with_both("/sendMessage").await;
    let agent = house.agent("Bo").await;
    // More chats than there are hands are to be told something there,
    let chats = 20;
    for id in 1..=chats {
        let user = User {
            id: 6_000 + id,
            ..ANA
        };
        slow.manners.bot.write(&user, "Hello");
    }
    house
        .until("all have written", async || {
            house.count("conversation").await == chats
        })
        .await;
    for id in 1..=chats {
        house
            .act(move |tx| {
                let chat = conversation::by_id(tx, ConversationId(id))?.unwrap();
                say::automatically(tx, &Place::of(&chat), "Somebody is coming")
            })
            .await;
    }
    slow.manners.asked.notified().await;
    // and somebody else is answered all the same.
    fast.manners.write(&ANA, "Hello");
    has_written(&house, &agent, chats + 1, &["Hello"]).await;
    takes(&house, &agent, chats + 1).await;
    answers(&house, &agent, chats + 1, "Good day").await;
    house
        .until("it is said", async || fast.manners.said.all().len() == 1)
        .await;
    stands(&house, &agent, chats + 1, "sent").await;
    assert!(slow.manners.bot.said.all().is_empty(), "it did not hang");
    slow.manners.hangs.close();
    house
        .until("all were told", async || house.count("outbox").await == 0)
        .await;
    assert_eq!(slow.manners.bot.said.all().len() as i64, chats, "once each");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_hangs_holds_up_nobody_elses_files() {
    let (house, slow, fast) = house_with_both("/file/").await;
    let there = &slow.manners.bot;
    let shown = there.keep("slow.jpg", picture());
    there.send(&ANA, json!({ "photo": [{ "file_id": shown }] }));
    slow.manners.asked.notified().await;
    let shown = fast.manners.keep("fast.jpg", picture());
    fast.manners
        .send(&ANA, json!({ "photo": [{ "file_id": shown }] }));
    let here = "attachment where message_id is not null";
    house
        .until("the other one is here", async || {
            house.count(here).await == 1
        })
        .await;
    assert_eq!(house.count("fetch where attempts = 0").await, 1);
    slow.manners.hangs.close();
    house
        .until("both are here", async || house.count(here).await == 2)
        .await;
    assert_eq!(house.count("fetch").await, 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_left_while_nothing_can_be_stored_is_noted_once_it_can() {
    let house = House::open().await;
    let slow = Platform::open(Hanging::at("/sendMessage"), 0)
        .await
        .unwrap();
    connects(&house, SLOW, &slow.base()).await;
    let agent = house.agent("Bo").await;
    slow.manners.bot.write(&ANA, "Hello");
    has_written(&house, &agent, 1, &["Hello"]).await;
    takes(&house, &agent, 1).await;
    answers(&house, &agent, 1, "First").await;
    slow.manners.asked.notified().await;

    // Somebody else holds the file when the platform says that it has it.
    let file = rusqlite::Connection::open(house.data().join("shopbell.db")).unwrap();
    file.execute_batch("begin immediate").unwrap();
    slow.manners.hangs.close();
    house
        .until("it is said", async || {
            slow.manners.bot.said.all().len() == 1
        })
        .await;
    let words = json!({ "text": "Second" });
    let refused = house
        .tell(&agent, "conversations/1/messages", words.clone())
        .await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    file.execute_batch("rollback").unwrap();

    // Nobody has to open the house anew: it is noted, and what follows goes out.
    stands(&house, &agent, 1, "sent").await;
    answers(&house, &agent, 1, "Second").await;
    house
        .until("it goes on", async || {
            slow.manners.bot.said.all().len() == 2
        })
        .await;
    stands(&house, &agent, 1, "sent").await;
    assert_eq!(house.count("outbox").await, 0);
    house.close().await;
}
