//! Streams: whatever happens to a connection, a reader's list becomes that of the house, once each
//! and in order (R03, R04).

mod ending;
mod heartbeat;
mod preview;
mod resuming;
mod slow;
mod ticket;

use serde_json::json;

use crate::{
    house::{House, Person},
    office::Told,
};

/// The chat in which things happen.
pub(crate) struct Chat {
    pub(crate) hannah: Person,
    pub(crate) ana: Person,
    pub(crate) id: i64,
}

impl Chat {
    /// Hannah writes, Ana takes the chat.
    pub(crate) async fn begin(house: &House) -> Self {
        let hannah = house.visitor("Hannah").await;
        let ana = house.agent("Ana").await;
        let said = house
            .tell(&hannah, "messages", json!({ "text": "Hello" }))
            .await;
        let id = said.json()["conversation_id"].as_i64().unwrap();
        let chat = Self { hannah, ana, id };
        chat.act(house, "claim", json!({})).await;
        chat
    }

    pub(crate) async fn act(&self, house: &House, word: &str, body: serde_json::Value) {
        let path = format!("conversations/{}/{word}", self.id);
        let done = house.tell(&self.ana, &path, body).await;
        assert!(matches!(done.status, 200..=204), "{word}: {}", done.text());
    }

    /// The step of this number in a script that goes through everything a stream tells.
    pub(crate) async fn step(&self, house: &House, number: usize) {
        let text = json!({ "text": format!("step {number}") });
        match number % 10 {
            0 | 3 | 6 => {
                let said = house.tell(&self.hannah, "messages", text).await;
                assert_eq!(said.status, 201, "{}", said.text());
            }
            1 | 4 => self.act(house, "messages", text).await,
            2 => self.act(house, "comments", text).await,
            5 => {
                let newest = house.count("event").await;
                let seen = json!({ "delivered": newest, "read": newest });
                house.tell(&self.hannah, "receipts", seen).await;
            }
            7 => self.act(house, "release", json!({})).await,
            8 => self.act(house, "claim", json!({})).await,
            _ => {
                let page = json!({ "url": format!("https://kettle.example/{number}"), "title": "Kettles" });
                house.tell(&self.hannah, "pages", page).await;
            }
        }
    }
}

/// What a reader of each side is to have seen in the end, by the house's file.
pub(crate) async fn kept(house: &House, for_visitor: bool) -> Vec<(i64, String)> {
    house
        .act(move |tx| {
            let kinds = if for_visitor {
                "('message', 'conversation', 'receipt')"
            } else {
                "('message', 'comment', 'conversation', 'receipt', 'customer', 'page', 'note', 'agent', 'channel')"
            };
            // There is one visitor in these stories.
            let sql = format!("select id, kind from event where kind in {kinds} order by id");
            tx.list(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        })
        .await
}

pub(crate) fn line(told: &Told) -> Option<(i64, String)> {
    Some((told.id?, told.kind.clone()))
}
