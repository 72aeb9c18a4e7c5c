//! Writing in a chat, and reading on in its log.

use maud::html;
use serde::Deserialize;

use super::{
    chat::{STEP, chats_of},
    replies,
};
use crate::{
    base::id::{ConversationId, MessageId},
    desk::{
        closing::follow_up,
        conversation::{self, State, draft, message, say},
    },
    web::{
        answer::{Refusal, Reply, done, page, see_other},
        layout::chat_path,
        log::Log,
        request::{AsAgent, Ask},
    },
};

/// What was written. A file is named by the id that its upload answered.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    file: Vec<String>,
    key: Option<String>,
    /// Newest entry that the writer's screen showed.
    seen: Option<MessageId>,
}

impl Written {
    fn draft(self) -> Result<(say::Draft, Option<MessageId>), Refusal> {
        let draft = say::Draft {
            text: self.text,
            attachments: self.file,
            key: self.key.filter(|key| !key.is_empty() && key.len() <= 200),
        };
        Ok((draft.check()?, self.seen))
    }
}

/// An answer to the customer. In a chat that has ended it begins another one.
pub(super) async fn reply(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let (draft, seen) = ask.form::<Written>().await?.draft()?;
    replies::check_filled(&draft.text)?;
    let who = agent.agent.clone();
    let said = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            let said = match say::by_agent(tx, &who, id, &draft, seen) {
                Err(say::SayError::Closed) => {
                    let begun = follow_up::follow_up(tx, &who, id)?;
                    say::by_agent(tx, &who, begun.id, &draft, seen)?
                }
                other => other?,
            };
            // What was sent is no draft any more.
            draft::keep(tx, who.id, id, "")?;
            Ok(said)
        })
        .await?;
    told(&ask, &agent, id, said).await
}

/// A comment for the team.
pub(super) async fn comment(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let (draft, _) = ask.form::<Written>().await?.draft()?;
    let who = agent.agent.clone();
    let said = ask
        .house
        .db
        .write::<_, say::SayError>(move |tx| say::comment(tx, &who, id, &draft))
        .await?;
    told(&ask, &agent, id, said).await
}

/// The entry as it now stands in the log; a browser without our script goes back to the chat.
async fn told(ask: &Ask, agent: &AsAgent, id: ConversationId, said: say::Said) -> Reply {
    if !ask.is_fragment() || said.conversation != id {
        return see_other(&chat_path(said.conversation));
    }
    let (entry, above, chats) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let entry = message::by_id(reader, said.id)?.ok_or_else(Refusal::not_found)?;
            let above = message::of_conversation_before(reader, id, said.id)?;
            let chats = chats_of(reader, std::slice::from_ref(&entry))?;
            Ok((entry, above, chats))
        })
        .await?;
    let log = log_for(agent, &chats);
    page(html! { div { (log.entries(std::slice::from_ref(&entry), above.as_ref())) } })
}

fn log_for<'a>(agent: &AsAgent, chats: &'a [conversation::Conversation]) -> Log<'a> {
    Log {
        lang: agent.lang,
        viewer: agent.id,
        chats,
        marked: "",
    }
}

#[derive(Deserialize)]
struct From {
    after: Option<MessageId>,
    before: Option<MessageId>,
}

/// Most entries that are told at once to a screen that is behind.
const MOST_NEWER: usize = 200;

/// What came after the newest entry that a screen shows.
pub(super) async fn newer(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let after = ask.query::<From>()?.after.unwrap_or(MessageId(0));
    let (entries, above, chats) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let entries = message::of_conversation(reader, id, after, MOST_NEWER)?;
            let above = message::by_id(reader, after)?;
            let chats = chats_of(reader, &entries)?;
            Ok((entries, above, chats))
        })
        .await?;
    let log = log_for(&agent, &chats);
    page(
        html! { div data-more[entries.len() == MOST_NEWER] { (log.entries(&entries, above.as_ref())) } },
    )
}

/// What stands above the oldest entry that a screen shows: this chat's and those before it.
pub(super) async fn earlier(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let before = ask.query::<From>()?.before.unwrap_or(MessageId(i64::MAX));
    let (mut entries, chats) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = conversation::by_id(reader, id)?
                .filter(|chat| chat.state != State::Fresh)
                .ok_or_else(Refusal::not_found)?;
            let entries = message::of_customer_before(reader, chat.customer, id, before, STEP + 1)?;
            let chats = chats_of(reader, &entries)?;
            Ok((entries, chats))
        })
        .await?;
    let has_more = entries.len() > STEP;
    if has_more {
        entries.remove(0);
    }
    let log = log_for(&agent, &chats);
    page(html! { div data-more[has_more] { (log.entries(&entries, None)) } })
}

#[derive(Deserialize)]
struct Kept {
    #[serde(default)]
    text: String,
}

/// Keeps what an agent is about to say.
pub(super) async fn keep_draft(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Kept { text } = ask.form().await?;
    if text.chars().count() > message::LONGEST {
        return Err(say::SayError::TooLong(text.chars().count()).into());
    }
    let who = agent.id;
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            conversation::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            Ok::<_, Refusal>(draft::keep(tx, who, id, &text)?)
        })
        .await?;
    done()
}
