//! Translation at the counter: what a customer wrote, in the agent's language, and what an agent is about to send, in the
//! customer's. Both texts stay; nobody is kept from writing while a machine thinks.

use serde::{Deserialize, Serialize};

use super::chat::Chat;
use crate::{
    base::{
        id::{ConversationId, MessageId},
        time::Timestamp,
    },
    db::DbError,
    desk::{
        content::language::{self, Source},
        conversation::message,
        prompter::remote::Fault,
        translation::{self, Job, MOST_MESSAGES, Translated},
    },
    elsewhere,
    web::{
        answer::{Refusal, Reply, ok},
        growing::growing,
        request::{AsAgent, Ask},
    },
};

#[derive(Deserialize)]
struct Wanted {
    /// Messages that the page shows.
    #[serde(default)]
    message: Vec<MessageId>,
    /// What is not known yet is asked for, too.
    translate: Option<String>,
}

/// What one message says elsewhere, or why nobody can say.
#[derive(Serialize)]
struct Line {
    message: MessageId,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Whether an agent wrote it, and the message is its translation.
    is_original: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'static str>,
}

impl From<Translated> for Line {
    fn from(known: Translated) -> Self {
        Self {
            message: known.message,
            text: Some(known.text),
            is_original: known.is_original,
            fault: None,
        }
    }
}

/// What messages say in the agent's language: at once what is known, then what a machine says, one after the other.
pub(super) async fn messages(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let mut wanted: Wanted = ask.form().await?;
    wanted.message.truncate(MOST_MESSAGES);
    let asks = wanted.translate.is_some();
    let to = agent.lang.code();
    let (known, jobs, read_at) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = Chat::written(reader, id)?.ok_or_else(Refusal::not_found)?;
            let known = translation::known(reader, &chat, &wanted.message, to)?;
            let mut jobs: Vec<(MessageId, Job)> = Vec::new();
            if asks {
                wanted
                    .message
                    .retain(|id| known.iter().all(|known| known.message != *id));
                let content = language::of(reader, &chat)?;
                // What the site says is no more than a guess.
                let from = (content.code.as_str(), content.source != Source::Site);
                for (message, words) in translation::words(reader, &chat, &wanted.message)? {
                    if from.1 && translation::base(from.0) == to {
                        continue;
                    }
                    let job = translation::job(reader, &chat, &words, from, to)?;
                    jobs.extend(job.map(|job| (message, job)));
                }
            }
            Ok((known, jobs, reader.now))
        })
        .await?;
    growing(move |lines| async move {
        for one in known {
            lines.put(&Line::from(one));
        }
        // The newest are read first.
        let mut fault = None;
        for (message, job) in jobs.into_iter().rev() {
            let said = match fault {
                // Who does not answer now will not answer the next one either.
                Some(fault) => Err(fault),
                None => elsewhere::translate(ask.house.office.http(), &job).await,
            };
            match said {
                Ok(text) => {
                    keep(&ask, message, to, &text, read_at).await;
                    lines.put(&Line {
                        message,
                        text: Some(text),
                        is_original: false,
                        fault: None,
                    });
                }
                Err(why) => {
                    let is_lasting =
                        matches!(why, Fault::Late | Fault::Unreachable | Fault::Refused);
                    fault = is_lasting.then_some(why);
                    lines.put(&failed(message, why));
                }
            }
        }
    })
}

/// Remembered, so that nobody is asked twice; the screen has it either way.
async fn keep(ask: &Ask, message: MessageId, to: &'static str, text: &str, read_at: Timestamp) {
    let text = text.to_owned();
    let written = ask
        .house
        .db
        .write::<_, DbError>(move |tx| translation::keep(tx, message, to, &text, read_at));
    if let Err(error) = written.await {
        tracing::warn!(%error, "a translation could not be kept");
    }
}

fn failed(message: MessageId, fault: Fault) -> Line {
    Line {
        message,
        text: None,
        is_original: false,
        fault: Some(fault.word()),
    }
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    text: String,
}

/// What an agent is about to send, in the customer's language, to be read before it leaves.
pub(super) async fn draft(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Written { text } = ask.form().await?;
    let words: String = text.trim().chars().take(message::LONGEST).collect();
    let from = agent.lang.code();
    let (job, code) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = Chat::written(reader, id)?.ok_or_else(Refusal::not_found)?;
            let code = language::of(reader, &chat)?.code;
            let job = match words.is_empty() || translation::base(&code) == from {
                true => None,
                false => translation::job(reader, &chat, &words, (from, true), &code)?,
            };
            Ok((job, code))
        })
        .await?;
    let language = language::own_name(&code);
    let Some(job) = job else {
        // They read what the agent writes.
        return ok(&serde_json::json!({ "text": null, "code": code, "language": language }));
    };
    match elsewhere::translate(ask.house.office.http(), &job).await {
        Ok(text) => ok(&serde_json::json!({ "text": text, "code": code, "language": language })),
        Err(fault) => ok(&serde_json::json!({ "fault": fault.word() })),
    }
}
