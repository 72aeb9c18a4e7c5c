//! Customers on other platforms, which answer on loopback as those do: the code that speaks to them is the real one.

mod authorisation;
mod connecting;
mod crash;
mod custom;
mod email;
mod email_faults;
mod email_oauth;
pub(crate) mod email_transcript;
mod email_threads;
mod post_office;
mod portraits;
mod slow;
mod sms;
mod telegram;
mod telling;
mod templates;
mod vk;
mod wechat;
mod messenger;
mod whatsapp;

use std::time::Duration;

use serde_json::Value;
use shopbell::{
    base::id::ChannelId,
    db::DbError,
    demo::platform::{Manners, Platform},
    desk::{
        account::{self, Introduction, Keys},
        bot::{self, Bot},
        channel::{self, ChannelKind},
        setting,
    },
};

use crate::{
    bot::knows_delivery,
    house::{House, Person},
};

/// Connects an account without asking its platform first.
async fn connect(
    house: &House,
    kind: ChannelKind,
    who: Introduction,
    given: &[(&str, &str)],
) -> ChannelId {
    let mut keys = Keys::default();
    for (name, value) in given {
        keys.set(name, value);
    }
    let db = &house.inside().db;
    db.write(move |tx| account::connect(tx, kind, &who.username, &keys, &who))
        .await
        .unwrap()
}

/// The key under which the platform of a channel calls in.
async fn key_of(house: &House, id: ChannelId) -> String {
    let db = &house.inside().db;
    let channel = db.read::<_, DbError>(move |reader| channel::by_id(reader, id));
    channel.await.unwrap().unwrap().site_key
}

/// Time passes until something falls due: platforms are left in peace for a while after they refused.
async fn later<M: Manners>(house: &House, _: &Platform<M>, time: Duration) {
    house.pass(time);
    house.inside().office.clock_moved();
}

/// What the team sees of a chat, as the API has it.
async fn log_of(house: &House, agent: &Person, chat: i64) -> Vec<Value> {
    let path = format!("conversations/{chat}/messages");
    let log = house.get(agent, &path, &[]).await.json();
    log["messages"].as_array().cloned().unwrap_or_default()
}

/// The bot answers first on every channel there is, from one article.
async fn bot_answers(house: &House) {
    knows_delivery(house).await;
    house
        .act(|tx| {
            let mut bot = Bot::default();
            for channel in channel::all(tx)? {
                bot.modes.insert(channel.id.0, bot::Mode::First);
            }
            setting::put(tx, &bot)
        })
        .await;
}

/// What a customer says who is answered by it.
const ASKED: &str = "How long does delivery take?";

/// Waits until the bot's chat has joined the line, after what stands on its second button.
async fn asked_for_a_person(house: &House, agent: &Person, chosen: &str) {
    house
        .until("the chat waits for a person", async || {
            let chat = house.get(agent, "conversations/1", &[]).await;
            chat.status == 200 && chat.json()["status"] == "new"
        })
        .await;
    has_written(house, agent, 1, &[ASKED, chosen]).await;
    assert_eq!(house.count("conversation").await, 1);
}

/// Waits until the newest message of a chat by this sort of author stands so.
async fn stands(house: &House, agent: &Person, chat: i64, delivery: &str) {
    house
        .until(&format!("the answer is {delivery}"), async || {
            let log = log_of(house, agent, chat).await;
            let last = log
                .iter()
                .rev()
                .find(|one| one["author"]["kind"] == "agent");
            last.is_some_and(|one| one["delivery"] == delivery)
        })
        .await;
}

/// Waits until a chat has so many messages of its customer's.
async fn has_written(house: &House, agent: &Person, chat: i64, words: &[&str]) {
    house
        .until(&format!("the customer's words are {words:?}"), async || {
            let log = log_of(house, agent, chat).await;
            let said: Vec<&str> = log
                .iter()
                .filter(|one| one["author"]["kind"] == "visitor")
                .map(|one| one["text"].as_str().unwrap())
                .collect();
            said == words
        })
        .await;
}

/// An agent answers.
async fn answers(house: &House, agent: &Person, chat: i64, words: &str) {
    let path = format!("conversations/{chat}/messages");
    let said = house
        .tell(agent, &path, serde_json::json!({ "text": words }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
}

/// An agent takes a chat.
async fn takes(house: &House, agent: &Person, chat: i64) {
    let taken = house
        .tell(
            agent,
            &format!("conversations/{chat}/claim"),
            serde_json::json!({}),
        )
        .await;
    assert_eq!(taken.status, 200, "{}", taken.text());
}
