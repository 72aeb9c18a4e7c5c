//! What is done with the chat beside the list, after which one goes on looking at it.

use super::wish_of;
use crate::{
    base::id::ConversationId,
    desk::{
        closing::archive::{self, ArchiveError},
        waitlist::{give::GiveError, no_answer},
    },
    web::{
        answer::{Reply, see_other},
        console::oversight,
        layout::chat_path,
        request::{AsAgent, AsSupervisor, Ask},
    },
};

/// The page, with the same list, beside which the chat is.
fn back(ask: &Ask, id: ConversationId) -> Reply {
    see_other(&wish_of(ask)?.opened(id).address())
}

pub(super) async fn put_away(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, ArchiveError>(move |tx| archive::archive(tx, &who, id))
        .await?;
    back(&ask, id)
}

pub(super) async fn take_out(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = supervisor.agent.clone();
    ask.house
        .db
        .write::<_, ArchiveError>(move |tx| archive::unarchive(tx, &who, id))
        .await?;
    back(&ask, id)
}

pub(super) async fn no_answer(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    settle(&ask, &agent, id).await?;
    back(&ask, id)
}

/// The same from the console.
pub(super) async fn no_answer_there(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    settle(&ask, &agent, id).await?;
    see_other(&chat_path(id))
}

pub(super) async fn watch(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    oversight::follow(&ask, &supervisor, id, true).await?;
    back(&ask, id)
}

pub(super) async fn unwatch(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    oversight::follow(&ask, &supervisor, id, false).await?;
    back(&ask, id)
}

async fn settle(ask: &Ask, agent: &AsAgent, id: ConversationId) -> Result<(), GiveError> {
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, GiveError>(move |tx| no_answer::no_answer_needed(tx, &who, id).map(drop))
        .await
}
