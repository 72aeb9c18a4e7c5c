//! What a customer is told at once when a chat begins: one text while somebody is there, another while
//! nobody is, for each place and language. Off until an admin turns it on.

pub mod choice;
pub mod edit;
pub mod words;
mod welcome;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::welcome::welcome;
use crate::{
    base::id::{ChannelId, QueueId},
    db::{DbError, Reader},
    desk::{conversation::Greeted, setting::Setting},
    stored_as_word,
};

/// For which of the two states of the counter a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Somebody is there.
    Online,
    /// The shop is closed, or nobody is at the counter.
    Offline,
}

stored_as_word!(Kind {
    Online = "online",
    Offline = "offline",
});

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Online, Self::Offline];

    /// What a chat that got it is marked with.
    #[must_use]
    pub fn mark(self) -> Greeted {
        match self {
            Self::Online => Greeted::Online,
            Self::Offline => Greeted::Offline,
        }
    }
}

/// Where a text is used: on one channel or all, in one queue or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// On this channel; `None`: on all.
    pub channel: Option<ChannelId>,
    /// In this queue; `None`: in all.
    pub queue: Option<QueueId>,
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where it is used.
    pub place: Place,
    /// When.
    pub kind: Kind,
    /// Its language (BCP 47).
    pub language: String,
    /// The words, with placeholders.
    pub text: String,
}

/// Whether customers are greeted at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Greetings {
    /// Whether they are.
    pub is_on: bool,
}

impl Setting for Greetings {
    const KEY: &'static str = "greetings";
}

/// Every text there is, place by place, the widest place first.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Text>, DbError> {
    reader.list(
        "select channel_id, queue_id, kind, language, text from greeting
         order by channel_id is not null, channel_id, queue_id is not null, queue_id, kind, language",
        [],
        |row| {
            Ok(Text {
                place: Place {
                    channel: row.get(0)?,
                    queue: row.get(1)?,
                },
                kind: row.get(2)?,
                language: row.get(3)?,
                text: row.get(4)?,
            })
        },
    )
}
