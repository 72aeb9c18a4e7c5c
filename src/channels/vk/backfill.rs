//! Reading from the dialogs what the platform no longer tells. What is known already is recognised further in.

use std::time::Duration;

use serde_json::Value;

use super::{
    Fields, Vk,
    incoming::{self, is_private, list, number},
};
use crate::{channels::Fault, desk::intake::News};

/// The most that one answer has.
const PAGE: usize = 200;

/// The platform is asked no faster than it takes questions.
const BREATH: Duration = Duration::from_millis(400);

/// How often it is waited for in a row.
const PATIENCE: usize = 8;

impl Vk {
    /// What was said since this second, in its order.
    pub(super) async fn missed(&self, group: i64, since: i64) -> Result<Vec<News>, Fault> {
        let mut messages = Vec::new();
        for page in 0.. {
            let fields = vec![
                ("group_id", group.to_string()),
                ("filter", "all".to_owned()),
                ("count", PAGE.to_string()),
                ("offset", (page * PAGE).to_string()),
            ];
            let told = self.patiently("messages.getConversations", fields).await?;
            let dialogs = list(&told["items"]);
            let is_new = |dialog: &&Value| number(&dialog["last_message"]["date"]) >= since;
            for dialog in dialogs.iter().filter(is_new) {
                let peer = number(&dialog["conversation"]["peer"]["id"]);
                if is_private(peer) {
                    self.history(group, peer, since, &mut messages).await?;
                }
            }
            // The newest come first, but for those that somebody has pinned.
            if dialogs.len() < PAGE || !dialogs.iter().any(|dialog| is_new(&dialog)) {
                break;
            }
        }
        messages.sort_by_key(|message| (number(&message["date"]), number(&message["id"])));
        Ok(messages
            .iter()
            .filter_map(|message| incoming::found(message, &self.marks))
            .collect())
    }

    async fn history(
        &self,
        group: i64,
        peer: i64,
        since: i64,
        messages: &mut Vec<Value>,
    ) -> Result<(), Fault> {
        for page in 0.. {
            let fields = vec![
                ("group_id", group.to_string()),
                ("peer_id", peer.to_string()),
                ("count", PAGE.to_string()),
                ("offset", (page * PAGE).to_string()),
                ("rev", "0".to_owned()),
            ];
            let told = self.patiently("messages.getHistory", fields).await?;
            let found = list(&told["items"]);
            let new = found
                .iter()
                .take_while(|message| number(&message["date"]) >= since);
            let before = messages.len();
            messages.extend(new.cloned());
            if messages.len() - before < PAGE {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Asks again what came too fast after another question, lest all of it began anew.
    async fn patiently(&self, method: &str, fields: Fields) -> Result<Value, Fault> {
        for _ in 0..PATIENCE {
            match self.ask(method, fields.clone()).await {
                Err(Fault::Busy(pause, _)) if pause <= Duration::from_secs(1) => {
                    tokio::time::sleep(BREATH).await;
                }
                outcome => return outcome,
            }
        }
        self.ask(method, fields).await
    }
}
