//! The prompter at the counter: what could be answered to the message at hand, to an earlier one, or to a question that the
//! agent types. Proposals go into the box at a click; nothing is sent by any of this.

mod remote;

use serde::{Deserialize, Serialize};

use super::chat::Chat;
use crate::{
    base::{
        id::{ConversationId, MessageId, PrompterId, ProposalId},
        time::Timestamp,
    },
    db::DbError,
    desk::{
        content::language,
        conversation::message,
        prompter::{
            self, Proposal, Source, SourceKind, kept,
            remote::{BuiltIn, Offered},
        },
        setting,
    },
    web::{
        answer::{Refusal, Reply, done, ok},
        help::address,
        request::{AsAgent, Ask},
    },
};

/// Proposals for a message, which stand above the box.
const FOR_MESSAGE: usize = 2;
/// And for a question, which have a panel to themselves.
const FOR_QUESTION: usize = 6;

#[derive(Deserialize)]
struct Asked {
    /// The message it is about; none: what the customer asked last.
    message: Option<MessageId>,
    /// A question in the agent's own words.
    #[serde(default)]
    q: String,
    /// Whether what the customer asked last goes along with that.
    context: Option<String>,
    /// Which prompter is asked; none: the built-in one.
    prompter: Option<PrompterId>,
}

/// Who can be asked, for the page's own code.
pub(super) fn as_json(offered: &Offered) -> String {
    serde_json::to_string(offered).expect("names are plain data")
}

#[derive(Serialize)]
struct Shown {
    proposals: Proposed,
}

type Proposed = Vec<ShownProposal>;

#[derive(Serialize)]
struct ShownProposal {
    id: ProposalId,
    kind: &'static str,
    /// The reply's name, the article's title, or who said it.
    name: String,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// Where the whole of it is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    text: String,
    language: String,
    language_name: String,
    /// How sure it is, in per cent; nothing where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<u8>,
    fallbacks: Vec<Fallback>,
    unfilled: Vec<Unfilled>,
}

#[derive(Serialize)]
struct Fallback {
    name: String,
    words: String,
}

#[derive(Serialize)]
struct Unfilled {
    whole: String,
    is_known: bool,
}

pub(super) async fn propose(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Asked {
        message,
        q,
        context,
        prompter,
    } = ask.form().await?;
    let question: String = q.trim().chars().take(message::LONGEST).collect();
    if let Some(prompter) = prompter {
        let wanted = remote::Wanted {
            prompter,
            message,
            question,
            with_context: context.is_some(),
        };
        return remote::propose(ask, agent, id, wanted).await;
    }
    let who = agent.agent.clone();
    let proposals = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = Chat::written(reader, id)?.ok_or_else(Refusal::not_found)?;
            if !setting::get::<BuiltIn>(reader)?.is_on {
                return Ok(Vec::new());
            }
            let at_hand = match question.is_empty() || context.is_some() {
                true => prompter::about(reader, id, message)?,
                false => None,
            };
            let at_hand = at_hand.map(|(_, words)| words).unwrap_or_default();
            let (asked, most) = match question.is_empty() {
                true => (at_hand, FOR_MESSAGE),
                false => (format!("{question}\n{at_hand}"), FOR_QUESTION),
            };
            Ok(prompter::propose(reader, &who, &chat, &asked, most)?)
        })
        .await?;
    let (by, offered) = (agent.id, proposals.clone());
    let ids = match proposals.is_empty() {
        true => Vec::new(),
        false => {
            ask.house
                .db
                .write::<_, DbError>(move |tx| kept::offer(tx, by, id, &offered))
                .await?
        }
    };
    let offered = ids.into_iter().zip(proposals).collect();
    ok(&Shown {
        proposals: show_all(&ask, offered),
    })
}

fn show_all(ask: &Ask, offered: Vec<(ProposalId, Proposal)>) -> Proposed {
    // An address that customers cannot reach is none to send them.
    let base = ask.house.office.http().public();
    let shown = offered
        .into_iter()
        .map(|(id, proposal)| show(id, proposal, base.as_deref()));
    shown.collect()
}

fn show(id: ProposalId, proposal: Proposal, base: Option<&str>) -> ShownProposal {
    let kind = proposal.source.kind();
    let (name, at, path) = match proposal.source {
        Source::Reply { name, .. } => (name, None, None),
        Source::Article { title, slug, .. } => {
            let path = address::of_article(&proposal.language, &slug);
            (title, None, Some(path))
        }
        Source::Past { agent, at, .. } => (agent, Some(at), None),
        Source::Remote { name, link, .. } => match link {
            Some(link) if !link.title.is_empty() => {
                (format!("{name}: {}", link.title), None, Some(link.url))
            }
            link => (name, None, link.map(|link| link.url)),
        },
    };
    let text = match (kind, base, &path) {
        (SourceKind::Article, Some(base), Some(path)) => {
            format!("{}\n\n{base}{path}", proposal.filled.text)
        }
        _ => proposal.filled.text,
    };
    let fallbacks = proposal.filled.fallbacks.into_iter();
    let unfilled = proposal.filled.unfilled.into_iter();
    ShownProposal {
        id,
        kind: kind.word(),
        name,
        at,
        path,
        text,
        language_name: language::own_name(&proposal.language).to_owned(),
        language: proposal.language,
        fit: (kind != SourceKind::Remote)
            .then(|| (proposal.fit.clamp(0.0, 1.0) * 100.0).round() as u8),
        fallbacks: fallbacks
            .map(|fallback| Fallback {
                name: fallback.name,
                words: fallback.words,
            })
            .collect(),
        unfilled: unfilled
            .map(|place| Unfilled {
                whole: place.whole,
                is_known: place.is_known,
            })
            .collect(),
    }
}

/// One of them was put into the box.
pub(super) async fn used(ask: Ask, agent: AsAgent) -> Reply {
    let id: ProposalId = ask.place("proposal")?;
    let by = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| kept::used(tx, by, id))
        .await?;
    done()
}
