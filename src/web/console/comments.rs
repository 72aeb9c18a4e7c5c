//! What becomes of comments: struck through, and seen by those whom they name.

use serde::Deserialize;

use super::write::show;
use crate::{
    base::id::{ConversationId, MessageId},
    db::DbError,
    desk::conversation::{
        mention,
        strike::{self, StrikeError},
    },
    web::{
        answer::{Reply, done, see_other},
        layout::chat_path,
        request::{AsAgent, Ask},
    },
};

/// Strikes a comment through, and answers how it stands then.
pub(super) async fn strike(ask: Ask, agent: AsAgent) -> Reply {
    let (id, comment): (ConversationId, MessageId) = (ask.place("id")?, ask.place("comment")?);
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, StrikeError>(move |tx| strike::strike(tx, &who, id, comment))
        .await?;
    if !ask.is_fragment() {
        return see_other(&chat_path(id));
    }
    show(&ask, &agent, id, comment).await
}

#[derive(Deserialize)]
struct Saw {
    /// Newest comment that was in sight.
    up_to: MessageId,
}

/// The agent has seen where they were named.
pub(super) async fn saw(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Saw { up_to } = ask.form().await?;
    let who = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| mention::saw(tx, who, id, up_to))
        .await?;
    done()
}
