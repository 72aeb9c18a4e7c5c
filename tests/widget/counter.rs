//! What happens at the counter while a customer looks at the widget.

use std::sync::Mutex;

use serde_json::json;
use shopbell::{
    db::DbError,
    desk::{
        channel::{self, Ask, Channel, Settings},
        team::{self, availability},
    },
};

use crate::house::{House, Person};

/// A house with somebody at the counter, and no questions before the first message.
pub(crate) async fn open() -> (House, Person) {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    set_up(&house, unasking()).await;
    staff(&house).await;
    (house, ana)
}

pub(crate) fn unasking() -> Settings {
    Settings {
        ask_name: Ask::Never,
        ask_email: Ask::Never,
        ..Settings::default()
    }
}

/// Everybody of the team has a console open at this moment.
pub(crate) async fn staff(house: &House) {
    let seen = |tx: &mut shopbell::db::Tx<'_>| {
        let agents: Vec<_> = team::active(tx)?.iter().map(|agent| agent.id).collect();
        availability::seen(tx, &agents)
    };
    house.inside().db.write::<_, DbError>(seen).await.unwrap();
}

/// Connects another site, or changes the one there is.
pub(crate) async fn connect(house: &House, name: &'static str, settings: Settings) -> Channel {
    let add = move |tx: &mut shopbell::db::Tx<'_>| channel::add_web_chat(tx, name, &settings);
    house.inside().db.write::<_, DbError>(add).await.unwrap()
}

pub(crate) async fn set_up(house: &House, settings: Settings) {
    let change = move |tx: &mut shopbell::db::Tx<'_>| {
        let first = channel::all(tx)?.remove(0);
        channel::change(tx, first.id, &first.name, &settings)
    };
    house.inside().db.write::<_, DbError>(change).await.unwrap();
}

/// A chat that an agent has taken.
pub(crate) struct Chat<'a> {
    house: &'a House,
    agent: &'a Person,
    pub(crate) id: i64,
}

impl<'a> Chat<'a> {
    /// Takes the customer who is first in line, as soon as there is one.
    pub(crate) async fn take(house: &'a House, agent: &'a Person) -> Self {
        let taken = Mutex::new(None);
        house
            .until("somebody waits", async || {
                let answer = house.tell(agent, "next", json!({})).await.json();
                *taken.lock().unwrap() = answer["conversation"]["id"].as_i64();
                taken.lock().unwrap().is_some()
            })
            .await;
        let id = taken.lock().unwrap().unwrap();
        Self { house, agent, id }
    }

    /// The same chat after the house was opened anew.
    pub(crate) fn of(house: &'a House, agent: &'a Person, id: i64) -> Self {
        Self { house, agent, id }
    }

    pub(crate) async fn say(&self, text: &str) {
        self.act("messages", json!({ "text": text })).await;
    }

    /// A file that the agent has put up, without words.
    pub(crate) async fn send(&self, file: &serde_json::Value) {
        self.act("messages", json!({ "attachments": [file] })).await;
    }

    /// The agent has it on the screen, down to the newest message.
    pub(crate) async fn look(&self) {
        let newest = self.read().await["messages"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()["id"]
            .clone();
        self.act("read", json!({ "message_id": newest })).await;
    }

    pub(crate) async fn close(&self, survey: bool) {
        self.act("close", json!({ "reason_id": 1, "survey": survey }))
            .await;
    }

    /// Everything in it, as the agent reads it.
    pub(crate) async fn read(&self) -> serde_json::Value {
        let path = format!("conversations/{}/messages", self.id);
        self.house.get(self.agent, &path, &[]).await.json()
    }

    /// Its texts, oldest first.
    pub(crate) async fn texts(&self) -> Vec<String> {
        let read = self.read().await;
        let messages = read["messages"].as_array().unwrap().iter();
        messages
            .filter(|message| message["author"]["kind"] != "system")
            .map(|message| message["text"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The record, with customer and channel.
    pub(crate) async fn record(&self) -> serde_json::Value {
        let path = format!("conversations/{}", self.id);
        self.house.get(self.agent, &path, &[]).await.json()
    }

    async fn act(&self, act: &str, body: serde_json::Value) {
        let path = format!("conversations/{}/{act}", self.id);
        let answer = self.house.tell(self.agent, &path, body).await;
        assert!(answer.status < 300, "{}", answer.text());
    }
}
