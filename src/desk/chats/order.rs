//! In which order chats are shown, and where the next page begins.

use std::{cmp::Ordering, fmt};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::{base::id::ConversationId, stored_as_word};

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Last message or change of state.
    #[default]
    Activity,
    /// First contact.
    Created,
    /// The customer's name.
    Customer,
    /// Where the chat stands, and in each status by last activity.
    Status,
}

stored_as_word!(Sort {
    Activity = "activity",
    Created = "created",
    Customer = "customer",
    Status = "status",
});

impl Sort {
    /// The value that decides; chats with the same one are in the order of their ids.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Activity => "conversation.last_activity_at",
            // Ids rise as chats begin.
            Self::Created => "conversation.id",
            // As the directory is sorted; whoever has no name comes last.
            Self::Customer => "customer.folded",
            // One number: the status, then the instant, which stays below 10^14 for two thousand years.
            Self::Status => {
                "(case conversation.state when 'waiting' then 0 when 'closed' then 3 else
                    case when conversation.waiting_since is null
                      and conversation.first_reply_at is not null then 2 else 1 end
                  end * 100000000000000 + conversation.last_activity_at)"
            }
        }
    }
}

/// A sort in one of its directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub sort: Sort,
    /// Newest, last or Z first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            sort: Sort::Activity,
            descending: true,
        }
    }
}

impl Order {
    pub(super) fn by(self) -> String {
        let direction = if self.descending { "desc" } else { "asc" };
        match self.sort {
            Sort::Created => format!("conversation.id {direction}"),
            Sort::Customer => format!(
                "customer.folded {direction}, customer.id {direction}, conversation.id {direction}"
            ),
            sort => format!("{} {direction}, conversation.id {direction}", sort.key()),
        }
    }

    /// What is so of every chat beyond the cursor.
    pub(super) fn beyond(self) -> &'static str {
        match (self.sort, self.descending) {
            (Sort::Created, true) => "conversation.id < :id",
            (Sort::Created, false) => "conversation.id > :id",
            (Sort::Activity, true) => {
                "(conversation.last_activity_at, conversation.id) < (:key, :id)"
            }
            (Sort::Activity, false) => {
                "(conversation.last_activity_at, conversation.id) > (:key, :id)"
            }
            (Sort::Customer, true) => {
                "(customer.folded, customer.id, conversation.id) < (:key, :customer, :id)"
            }
            (Sort::Customer, false) => {
                "(customer.folded, customer.id, conversation.id) > (:key, :customer, :id)"
            }
            (Sort::Status, true) => "(sort_key, conversation.id) < (:key, :id)",
            (Sort::Status, false) => "(sort_key, conversation.id) > (:key, :id)",
        }
    }

    /// Reads a cursor that a page in this order answered.
    pub fn resume(self, text: &str) -> Result<Cursor, BadCursor> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| BadCursor)?;
        let cursor: Cursor = serde_json::from_slice(&bytes).map_err(|_| BadCursor)?;
        if cursor.sort == self.sort {
            Ok(cursor)
        } else {
            Err(BadCursor)
        }
    }
}

/// What somebody sent as the place to go on from is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this page of the list does not exist")]
pub struct BadCursor;

/// The last chat of a page. Shown as text that means something only to [`Order::resume`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub(super) sort: Sort,
    pub(super) key: Key,
    pub(super) id: ConversationId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_vec(self).expect("a cursor is plain data");
        f.write_str(&BASE64_URL_SAFE_NO_PAD.encode(text))
    }
}

/// A value that chats are sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Key {
    Number(i64),
    /// A customer's folded words and their number, for many have no name.
    Named(String, i64),
}

impl Key {
    /// How keys of one sort follow each other.
    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Named(a, x), Self::Named(b, y)) => (a, x).cmp(&(b, y)),
            (Self::Number(_), Self::Named(..)) => Ordering::Less,
            (Self::Named(..), Self::Number(_)) => Ordering::Greater,
        }
    }
}
