//! The bot: it answers first, or while the shop is closed, or only those whom the team no longer serves (BEHAVIOUR 21),
//! from articles and quick replies that are marked for it, and hands over to people. It says that it is a bot, and says
//! nothing once a person is in the chat.
//!
//! A chat that it holds has not joined the line: it stays as fresh as one in which nothing was written, until it is handed
//! over, which is when its customer begins to wait. What it has to answer stands in the file, so that a robot beside the
//! answer's path thinks about it, also after a restart.

mod button;
mod hand_over;
mod menu;
mod remote;
mod speak;
mod think;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    button::pressed,
    hand_over::{claim, give_up, time_is_up},
    menu::{Entry, Item},
    remote::{Question, heard},
    speak::speak,
    think::{Reply, Step, Thought, Tried, think, try_out},
};
use crate::{
    base::{
        id::{ChannelId, ConversationId, MessageId, PrompterId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        block,
        conversation::{self, Conversation, State},
        opening,
        setting::{self, Setting},
        timer::{self, Due},
    },
    stored_as_word,
};

/// The tag of quick replies that it may answer with.
pub const TAG: &str = "bot";

/// A chat in its hands is over when its customer has said nothing for so long.
const IDLE: std::time::Duration = std::time::Duration::from_secs(30 * 60);

/// Whom it answers on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// Nobody.
    #[default]
    Off,
    /// Only those whom the team no longer serves.
    Blocked,
    /// Also who comes while the shop is closed or nobody is at the counter.
    Closed,
    /// Everybody, first.
    First,
}

stored_as_word!(Mode {
    Off = "off",
    Blocked = "blocked",
    Closed = "closed",
    First = "first",
});

impl Mode {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Off, Self::Blocked, Self::Closed, Self::First];
}

/// How sure it is of what it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nerve {
    /// Rather silent than wrong.
    Careful,
    /// In between.
    #[default]
    Usual,
    /// Rather something than nothing.
    Bold,
}

stored_as_word!(Nerve {
    Careful = "careful",
    Usual = "usual",
    Bold = "bold",
});

impl Nerve {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Careful, Self::Usual, Self::Bold];

    /// The least fit of what it says, from 0 to 1.
    #[must_use]
    pub fn least_fit(self) -> f64 {
        match self {
            Self::Careful => 0.6,
            Self::Usual => 0.42,
            Self::Bold => 0.28,
        }
    }
}

/// How the bot works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bot {
    /// Whom it answers, by channel; nobody where nothing stands.
    pub modes: BTreeMap<i64, Mode>,
    /// How sure it has to be.
    pub nerve: Nerve,
    /// After so many questions that it cannot answer it hands over.
    pub misses: u32,
    /// Who thinks for it, by channel: a prompter elsewhere; the built-in one where nothing stands.
    pub minds: BTreeMap<i64, PrompterId>,
}

impl Default for Bot {
    fn default() -> Self {
        Self {
            modes: BTreeMap::new(),
            nerve: Nerve::default(),
            misses: 2,
            minds: BTreeMap::new(),
        }
    }
}

impl Setting for Bot {
    const KEY: &'static str = "bot";
}

impl Bot {
    /// Whom it answers on a channel.
    #[must_use]
    pub fn mode(&self, channel: ChannelId) -> Mode {
        self.modes.get(&channel.0).copied().unwrap_or_default()
    }

    /// Whether it answers anybody whom the team serves.
    #[must_use]
    pub fn answers_anybody(&self) -> bool {
        let serves = |mode: &Mode| matches!(mode, Mode::Closed | Mode::First);
        self.modes.values().any(serves)
    }

    /// Who thinks for it on a channel; `None`: the built-in prompter.
    #[must_use]
    pub fn mind(&self, channel: ChannelId) -> Option<PrompterId> {
        self.minds.get(&channel.0).copied()
    }
}

/// What it knows of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which chat.
    pub conversation: ConversationId,
    /// The customer's message that it has still to answer.
    pub asked: Option<MessageId>,
    /// What it offered to choose from last.
    pub menu: Vec<Entry>,
    /// How often it has spoken.
    pub said: u32,
    /// Questions in a row that it could not answer.
    pub misses: u32,
}

/// What it knows of a chat in its hands, if this one is.
pub fn held(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Held>, DbError> {
    let row = reader.find(
        "select asked_id, menu, said, misses from bot_chat where conversation_id = ?1 and ended_at is null",
        [id],
        |row| {
            Ok((
                row.get(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        },
    )?;
    Ok(row.map(|(asked, menu, said, misses)| Held {
        conversation: id,
        asked,
        menu: serde_json::from_str(&menu).unwrap_or_default(),
        said,
        misses,
    }))
}

/// Whether it answers those whom the team no longer serves on this channel.
pub fn answers_blocked(reader: &Reader<'_>, channel: ChannelId) -> Result<bool, DbError> {
    Ok(setting::get::<Bot>(reader)?.mode(channel) != Mode::Off)
}

/// A customer's first message: whether the bot takes the chat instead of the line.
pub fn takes(tx: &mut Tx<'_>, id: ConversationId, asked: MessageId) -> Result<bool, DbError> {
    let bot: Bot = setting::get(tx)?;
    // Asked for every new chat: a house without a bot has nothing further to look at.
    if bot.modes.is_empty() {
        return Ok(false);
    }
    let Some(chat) = conversation::by_id(tx, id)? else {
        return Ok(false);
    };
    let wants = match bot.mode(chat.channel) {
        Mode::Off | Mode::Blocked => false,
        Mode::Closed => !opening::of_queue(tx, chat.queue)?.is_open,
        Mode::First => true,
    };
    if wants {
        ask(tx, id, asked)?;
    }
    Ok(wants)
}

/// A customer's message waits for the bot.
pub fn ask(tx: &mut Tx<'_>, id: ConversationId, asked: MessageId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into bot_chat (conversation_id, began_at, asked_id) values (:id, :now, :asked)
         on conflict (conversation_id) do update set asked_id = excluded.asked_id, ended_at = null, outcome = null",
        named_params! { ":id": id, ":now": now, ":asked": asked },
    )?;
    tx.announce(Asked);
    Ok(())
}

/// Announced when the bot has something to answer.
#[derive(Debug, Clone, Copy)]
pub struct Asked;

/// Chats in which it has something to answer, some at a time: those after this one.
pub fn to_answer(
    reader: &Reader<'_>,
    after: ConversationId,
) -> Result<Vec<ConversationId>, DbError> {
    reader.list(
        "select conversation_id from bot_chat where asked_id is not null and conversation_id > ?1
         order by conversation_id limit 100",
        [after],
        |row| row.get(0),
    )
}

/// Whether it may speak in a chat: nobody of the team is in it.
fn may_speak(reader: &Reader<'_>, chat: &Conversation) -> Result<bool, DbError> {
    Ok(chat.state == State::Fresh || block::holds(reader, chat.customer)?)
}

fn end(tx: &mut Tx<'_>, id: ConversationId, outcome: &str) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update bot_chat set ended_at = ?2, outcome = ?3, asked_id = null where conversation_id = ?1",
        (id, now, outcome),
    )?;
    timer::cancel(tx, Due::BotIdle, id.0)
}

/// What became of the chats that it began since an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those it began.
    pub begun: i64,
    /// Those it ended by itself.
    pub done: i64,
    /// Those it handed over.
    pub handed: i64,
}

/// What it did since an instant, for its own figures: those of the team do not count it.
pub fn tally(reader: &Reader<'_>, since: Timestamp) -> Result<Tally, DbError> {
    reader.get(
        "select count(*), count(*) filter (where outcome = 'done'), count(*) filter (where outcome = 'handed')
         from bot_chat where began_at >= ?1",
        [since],
        |row| {
            Ok(Tally {
                begun: row.get(0)?,
                done: row.get(1)?,
                handed: row.get(2)?,
            })
        },
    )
}
