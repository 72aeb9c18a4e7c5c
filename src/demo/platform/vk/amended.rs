//! What the community changes of what it had said, and takes back.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{User, Vk, now};

impl Vk {
    /// Changes what the community has said. Files that are not named again go.
    pub(super) fn reword(
        &self,
        fields: &HashMap<String, String>,
    ) -> Result<Value, (i64, &'static str)> {
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        if field("message").is_empty() && field("attachment").is_empty() {
            return Err((
                100,
                "One of the parameters specified was missing or invalid: message is empty",
            ));
        }
        let changed = {
            let mut state = self.state();
            let dialog = state
                .dialogs
                .entry(field("peer_id").parse().unwrap_or(0))
                .or_default();
            let found = dialog
                .iter_mut()
                .find(|message| is_numbered(message, field("cmid")));
            let message = found.ok_or((
                100,
                "One of the parameters specified was missing or invalid",
            ))?;
            message["text"] = field("message").into();
            message["attachments"] = attached(field("attachment"));
            message["update_time"] = now().into();
            message.clone()
        };
        self.update("message_edit", changed);
        Ok(1.into())
    }

    /// Takes away what the community has said.
    pub(super) fn remove(&self, fields: &HashMap<String, String>) -> Value {
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        let mut state = self.state();
        let dialog = state
            .dialogs
            .entry(field("peer_id").parse().unwrap_or(0))
            .or_default();
        dialog.retain(|message| !is_numbered(message, field("cmids")));
        json!([{ "peer_id": field("peer_id"), "conversation_message_id": field("cmids"), "response": 1 }])
    }

    /// What stands in a dialog that the community has said: its words, and what it has with it.
    #[must_use]
    pub fn stands(&self, user: &User) -> Vec<(String, String)> {
        let state = self.state();
        let dialog = state.dialogs.get(&user.id).into_iter().flatten();
        dialog
            .filter(|message| message["out"] == 1)
            .map(|message| {
                let words = message["text"].as_str().unwrap_or_default().to_owned();
                let first = &message["attachments"][0];
                let sort = first["type"].as_str().unwrap_or_default();
                (
                    words,
                    match sort {
                        "" => String::new(),
                        sort => format!("{sort}{}_{}", first[sort]["owner_id"], first[sort]["id"]),
                    },
                )
            })
            .collect()
    }
}

fn is_numbered(message: &Value, number: &str) -> bool {
    let own = message["conversation_message_id"].as_i64();
    own.is_some() && own == number.parse().ok()
}

/// What a message has with it, from the name of that: `photo-42_7_k`.
pub(super) fn attached(name: &str) -> Value {
    let Some(at) = name.find(|c: char| c == '-' || c.is_ascii_digit()) else {
        return json!([]);
    };
    let (sort, rest) = name.split_at(at);
    let mut parts = rest.split('_');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    let (owner, id) = (number(), number());
    json!([{ "type": sort, sort: { "owner_id": owner, "id": id, "access_key": parts.next() } }])
}
