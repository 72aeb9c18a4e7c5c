//! A prompter elsewhere is asked, and what it says goes on to the browser as it comes: lines of JSON, `{"more": "…"}` for
//! words that are new, and at the end what is proposed or why nothing is.
//!
//! A newer question, or a closed panel, ends the browser's request; with it ends ours.

use serde::Serialize;

use super::{Proposed, Shown, show_all};
use crate::{
    base::id::{ConversationId, MessageId, PrompterId},
    db::DbError,
    desk::{
        conversation::Conversation,
        prompter::{
            Proposal, kept,
            remote::{
                self, Fault, Prompter,
                brief::{self, Brief},
            },
        },
        team::Agent,
    },
    elsewhere,
    web::{
        answer::{Refusal, Reply},
        console::chat::Chat,
        growing::{Lines, growing},
        request::{AsAgent, Ask},
    },
};

/// What is wanted of it.
pub(super) struct Wanted {
    pub(super) prompter: PrompterId,
    pub(super) message: Option<MessageId>,
    /// Empty: it is about the message.
    pub(super) question: String,
    pub(super) with_context: bool,
}

#[derive(Serialize)]
struct More<'a> {
    more: &'a str,
}

#[derive(Serialize)]
struct Failed {
    fault: &'static str,
}

pub(super) async fn propose(ask: Ask, agent: AsAgent, id: ConversationId, wanted: Wanted) -> Reply {
    let (prompter, chat, brief) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = Chat::written(reader, id)?.ok_or_else(Refusal::not_found)?;
            let prompter = remote::one(reader, wanted.prompter)?
                .filter(|prompter| prompter.is_on)
                .ok_or_else(Refusal::not_found)?;
            let brief = match wanted.question.is_empty() {
                true => brief::of_message(reader, &prompter, &chat, wanted.message)?,
                false => Some(brief::of_question(
                    reader,
                    &prompter,
                    &chat,
                    &wanted.question,
                    wanted.with_context,
                )?),
            };
            Ok((prompter, chat, brief))
        })
        .await?;
    let agent = agent.agent.clone();
    growing(move |lines| async move {
        let last = match brief {
            Some(brief) => asked(&ask, &agent, &chat, &prompter, &brief, &lines).await,
            // Nobody has asked anything.
            None => Ok(Vec::new()),
        };
        match last {
            Ok(proposals) => lines.put(&Shown { proposals }),
            Err(fault) => lines.put(&Failed {
                fault: fault.word(),
            }),
        }
    })
}

async fn asked(
    ask: &Ask,
    agent: &Agent,
    chat: &Conversation,
    prompter: &Prompter,
    brief: &Brief,
    lines: &Lines,
) -> Result<Proposed, Fault> {
    let now = ask.house.db.clock().now();
    let mut sent = 0;
    let outcome = elsewhere::ask(ask.house.office.http(), prompter, brief, now, |words| {
        // Words only ever grow at their end.
        if let Some(more) = words.get(sent..).filter(|more| !more.is_empty()) {
            lines.put(&More { more });
            sent = words.len();
        }
    })
    .await;
    let fault = outcome.as_ref().err().copied();
    let offered = async {
        if prompter.fault.map(|(fault, _)| fault) != fault {
            let id = prompter.id;
            ask.house
                .db
                .write::<_, DbError>(move |tx| remote::went(tx, id, fault))
                .await?;
        }
        let answers = match &outcome {
            Ok(answers) => answers.clone(),
            Err(_) => return Ok(Vec::new()),
        };
        let (by, agent, chat, prompter) = (agent.id, agent.clone(), chat.clone(), prompter.clone());
        ask.house
            .db
            .write::<_, DbError>(move |tx| {
                let proposals: Vec<Proposal> =
                    remote::proposals(tx, &agent, &chat, &prompter, &answers)?;
                let ids = kept::offer(tx, by, chat.id, &proposals)?;
                Ok(ids.into_iter().zip(proposals).collect::<Vec<_>>())
            })
            .await
    };
    let offered: Result<Vec<_>, DbError> = offered.await;
    outcome?;
    match offered {
        Ok(offered) => Ok(show_all(ask, offered)),
        Err(error) => {
            tracing::error!(%error, "what a prompter proposed could not be written down");
            Err(Fault::Unreadable)
        }
    }
}
