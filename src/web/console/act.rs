//! What an agent does with chats: each form one act, after which the browser goes to the chat it was about.
//! Whoever was slower is told so in the words of the act.

use serde::Deserialize;

use crate::{
    base::id::ConversationId,
    db::DbError,
    desk::{
        bot,
        closing::reopen,
        team::account,
        waitlist::{claim, give},
    },
    web::{
        answer::{Refusal, Reply, see_other},
        layout::chat_path,
        request::{AsAgent, Ask},
    },
};

#[derive(Deserialize)]
struct Keyed {
    key: Option<String>,
}

impl Keyed {
    /// The key of a click, so that a double click takes one chat.
    async fn of(ask: &mut Ask) -> Result<Option<String>, Refusal> {
        let Keyed { key } = ask.form().await?;
        Ok(key.filter(|key| !key.is_empty() && key.len() <= 200))
    }
}

/// Takes the first in line.
pub(super) async fn next(mut ask: Ask, agent: AsAgent) -> Reply {
    let key = Keyed::of(&mut ask).await?;
    let who = agent.agent.clone();
    let taken = ask
        .house
        .db
        .write::<_, claim::ClaimError>(move |tx| claim::claim_next(tx, &who, key.as_deref()))
        .await?;
    match taken {
        Some(conversation) => see_other(&chat_path(conversation.id)),
        None => see_other("/console"),
    }
}

/// Takes this chat.
pub(super) async fn claim(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let key = Keyed::of(&mut ask).await?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, claim::ClaimError>(move |tx| bot::claim(tx, &who, id, key.as_deref()))
        .await?;
    see_other(&chat_path(id))
}

/// Puts a chat back into the wait list.
pub(super) async fn release(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, give::GiveError>(move |tx| give::release(tx, &who, id))
        .await?;
    see_other("/console")
}

#[derive(Deserialize)]
struct Again {
    /// The end of a moment ago was not meant.
    undo: Option<String>,
}

/// Goes on with a chat that had ended, or takes its end back.
pub(super) async fn reopen(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Again { undo } = ask.form().await?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, reopen::ReopenError>(move |tx| match undo {
            Some(_) => reopen::take_back(tx, &who, id),
            None => reopen::reopen(tx, &who, id),
        })
        .await?;
    see_other(&chat_path(id))
}

#[derive(Deserialize)]
struct Turned {
    newest_first: bool,
}

/// In which order the agent sees the wait list, and takes from it.
pub(super) async fn set_order(mut ask: Ask, agent: AsAgent) -> Reply {
    let Turned { newest_first } = ask.form().await?;
    let mut preferences = agent.preferences.clone();
    preferences.newest_first = newest_first;
    let id = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| account::set_preferences(tx, id, &preferences))
        .await?;
    see_other("/console")
}
