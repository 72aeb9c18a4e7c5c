//! The prompter: what an agent could answer, from quick replies, articles and what the team answered to the like before
//! (BEHAVIOUR 31). Offline, and fast enough for every message.
//!
//! A question is looked for in the texts themselves, and among questions that were asked before: what was answered to
//! those speaks for a text that says the same, so that a reply is found by words that it does not have. Nothing of
//! another customer's is shown, comments are no source, and a person sends what is sent.

pub mod kept;
mod mask;
pub mod past;
mod question;
mod rank;
pub mod remote;

#[cfg(test)]
mod evaluation;
#[cfg(test)]
mod tests;

pub use self::{
    mask::{marked, masked},
    question::about,
};
use self::{
    past::Given,
    rank::{Candidate, Subject},
    remote::Link,
};
use crate::{
    base::{
        id::{ArticleId, ConversationId, MessageId, PrompterId, QuickReplyId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{
        content::{
            article,
            language::{self, Content},
            markdown,
            placeholder::{self, Filled, Values},
            quick_reply,
        },
        conversation::Conversation,
        setting,
        team::Agent,
    },
    stored_as_word,
};

/// Most characters of an article that are proposed; the rest is behind its link.
const LONGEST_ARTICLE: usize = 600;

/// Texts among which one is looked for that is marked for the bot.
const MOST_TEXTS: usize = 12;

/// Whence a proposal comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A quick reply of this name.
    Reply {
        /// Which.
        id: QuickReplyId,
        /// Its name.
        name: String,
    },
    /// An article of this title.
    Article {
        /// Which.
        id: ArticleId,
        /// Its title.
        title: String,
        /// Its name in addresses.
        slug: String,
    },
    /// What was said before.
    Past {
        /// Which message.
        id: MessageId,
        /// Who said it.
        agent: String,
        /// When.
        at: Timestamp,
    },
    /// A prompter elsewhere.
    Remote {
        /// Which.
        id: PrompterId,
        /// Its name.
        name: String,
        /// Where it has that from, if it says so.
        link: Option<Link>,
    },
}

/// Which sort of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A quick reply.
    Reply,
    /// An article.
    Article,
    /// An earlier answer.
    Past,
    /// A prompter elsewhere.
    Remote,
}

stored_as_word!(SourceKind {
    Reply = "reply",
    Article = "article",
    Past = "past",
    Remote = "remote",
});

impl Source {
    /// Which sort it is.
    #[must_use]
    pub fn kind(&self) -> SourceKind {
        match self {
            Self::Reply { .. } => SourceKind::Reply,
            Self::Article { .. } => SourceKind::Article,
            Self::Past { .. } => SourceKind::Past,
            Self::Remote { .. } => SourceKind::Remote,
        }
    }

    /// Its id among its sort.
    fn subject(&self) -> i64 {
        match self {
            Self::Reply { id, .. } => id.0,
            Self::Article { id, .. } => id.0,
            Self::Past { id, .. } => id.0,
            Self::Remote { id, .. } => id.0,
        }
    }
}

/// Something an agent could answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Whence.
    pub source: Source,
    /// The words, with placeholders filled for the chat.
    pub filled: Filled,
    /// Code of their language; empty where nobody knows.
    pub language: String,
    /// How sure it is, from 0 to 1.
    pub fit: f64,
}

/// What could be answered to a question in a chat, the best first.
pub fn propose(
    reader: &Reader<'_>,
    agent: &Agent,
    chat: &Conversation,
    asked: &str,
    limit: usize,
) -> Result<Vec<Proposal>, DbError> {
    let ranked = rank::rank(reader, asked, Some(chat.id), limit * 2)?;
    if ranked.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = language::of(reader, chat)?.code;
    let default = setting::get::<Content>(reader)?.language;
    let values = Values::of(reader, agent, chat)?;
    let mut proposals: Vec<Proposal> = Vec::new();
    for Candidate { subject, fit } in ranked {
        let found = match subject {
            Subject::Reply(id) => reply(reader, id, &wanted, &default)?,
            Subject::Article(id) => whole_article(reader, id, &wanted, &default)?,
            Subject::Past(given) => past_words(reader, &given)?,
        };
        let Some((source, text, language)) = found else {
            continue;
        };
        let filled = placeholder::fill(&text, &values);
        // Two sources that say the same are one proposal.
        if proposals
            .iter()
            .any(|other| other.filled.text == filled.text)
        {
            continue;
        }
        proposals.push(Proposal {
            source,
            filled,
            language,
            fit,
        });
        if proposals.len() == limit {
            break;
        }
    }
    Ok(proposals)
}

/// A text with its source and its language.
pub type Whole = (Source, String, String);

type Found = Option<Whole>;

/// The quick replies and articles that fit a question, the best first, each with how sure that is, from 0 to 1.
pub fn texts(
    reader: &Reader<'_>,
    asked: &str,
    except: Option<ConversationId>,
    wanted: &str,
    default: &str,
) -> Result<Vec<(Whole, f64)>, DbError> {
    let mut texts = Vec::new();
    for Candidate { subject, fit } in rank::rank(reader, asked, except, MOST_TEXTS)? {
        let found = match subject {
            Subject::Reply(id) => reply(reader, id, wanted, default)?,
            Subject::Article(id) => whole_article(reader, id, wanted, default)?,
            Subject::Past(_) => None,
        };
        texts.extend(found.map(|found| (found, fit)));
    }
    Ok(texts)
}

fn reply(
    reader: &Reader<'_>,
    id: QuickReplyId,
    wanted: &str,
    default: &str,
) -> Result<Found, DbError> {
    let Some(reply) = quick_reply::by_id(reader, id)? else {
        return Ok(None);
    };
    let text = reply
        .text_for(wanted, default)
        .map(|(text, _)| text.clone());
    let source = Source::Reply {
        id,
        name: reply.name,
    };
    Ok(text.map(|text| (source, text.text, text.language)))
}

/// The beginning of an article, as far as it is proposed.
pub fn whole_article(
    reader: &Reader<'_>,
    id: ArticleId,
    wanted: &str,
    default: &str,
) -> Result<Found, DbError> {
    let Some(article) = article::by_id(reader, id)? else {
        return Ok(None);
    };
    let codes: Vec<&str> = article
        .texts
        .iter()
        .map(|(text, _)| text.language.as_str())
        .collect();
    let Some((code, _)) = language::pick(&codes, wanted, default) else {
        return Ok(None);
    };
    let text = article.texts.iter().find(|(text, _)| text.language == code);
    Ok(text.map(|(text, slug)| {
        let source = Source::Article {
            id,
            title: text.title.clone(),
            slug: slug.clone(),
        };
        (
            source,
            beginning(&markdown::plain(&text.text)),
            text.language.clone(),
        )
    }))
}

/// As many whole paragraphs as fit.
#[must_use]
pub fn beginning(plain: &str) -> String {
    let mut taken = String::new();
    for paragraph in plain.split("\n\n") {
        if !taken.is_empty() && taken.chars().count() + paragraph.chars().count() > LONGEST_ARTICLE
        {
            break;
        }
        if !taken.is_empty() {
            taken.push_str("\n\n");
        }
        taken.push_str(paragraph);
    }
    taken.chars().take(LONGEST_ARTICLE * 2).collect()
}

/// What was said to another customer, without a word that was only theirs.
fn past_words(reader: &Reader<'_>, given: &Given) -> Result<Found, DbError> {
    let Some(words) = past::words(reader, given.message)? else {
        return Ok(None);
    };
    let source = Source::Past {
        id: given.message,
        agent: words.agent,
        at: words.at,
    };
    Ok(masked(&words.text, &words.names).map(|text| (source, text, String::new())))
}
