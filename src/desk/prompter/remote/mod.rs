//! Prompters that an admin added: programs elsewhere that are asked what could be answered (M19).
//!
//! One sort speaks the chat completions API, as servers of language models do, on the same machine or on the net. The
//! other is a webhook. Neither hears a comment, anything of another customer's, or what a pattern of the guard finds; see
//! [`brief`]. The desk knows who they are and what they are asked; it speaks with nobody.

pub mod brief;
pub mod edit;

#[cfg(test)]
mod tests;

use super::{Proposal, Source};
use crate::{
    base::{id::PrompterId, secret::Secret, time::Timestamp, vault::Place},
    db::{DbError, Reader, Row, Tx},
    desk::{
        content::{
            language,
            placeholder::{self, Values},
        },
        conversation::Conversation,
        setting::{self, Setting},
        team::Agent,
    },
    stored_as_word,
};

/// Most answers that one prompter gives to one question; the rest is not looked at.
pub const MOST_ANSWERS: usize = 6;

/// How a prompter is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// By the chat completions API of language models.
    Completions,
    /// By a webhook of the team's own.
    Webhook,
}

stored_as_word!(Kind {
    Completions = "completions",
    Webhook = "webhook",
});

impl Kind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Completions, Self::Webhook];
}

/// Why a prompter gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nobody is there, or the address is none that may be called.
    Unreachable,
    /// It took too long.
    Late,
    /// It does not want to: a wrong key, an unknown model, an error of its own.
    Refused,
    /// What came cannot be read.
    Unreadable,
    /// It stopped in the middle.
    CutOff,
    /// More came than anybody would send.
    TooLarge,
}

stored_as_word!(Fault {
    Unreachable = "unreachable",
    Late = "late",
    Refused = "refused",
    Unreadable = "unreadable",
    CutOff = "cut-off",
    TooLarge = "too-large",
});

impl Fault {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Unreachable,
        Self::Late,
        Self::Refused,
        Self::Unreadable,
        Self::CutOff,
        Self::TooLarge,
    ];
}

/// A prompter elsewhere.
#[derive(Debug, Clone)]
pub struct Prompter {
    /// Its id.
    pub id: PrompterId,
    /// The team's name for it.
    pub name: String,
    /// How it is spoken to.
    pub kind: Kind,
    /// Where: the base of a chat completions API, or a webhook's whole address.
    pub address: String,
    /// The key of the API, which may be empty, or what the webhook's requests are signed with; empty where that cannot be
    /// read.
    pub secret: Secret,
    /// Whether it cannot be read, because the key to it is not here: it is not asked then.
    pub is_locked: bool,
    /// The model's name; empty where the server has but one.
    pub model: String,
    /// What the model is told before each question; empty: the shipped words.
    pub instruction: String,
    /// Seconds until its first words have to be there.
    pub patience_seconds: u32,
    /// Whether it is asked by itself for the message at hand, and not by question alone.
    pub for_messages: bool,
    /// Whether it is the team's own, so that names, numbers and addresses go along as they were written.
    pub hears_all: bool,
    /// Whether it is asked at all.
    pub is_on: bool,
    /// Why it gave no answer when it was asked last, and since when that is so.
    pub fault: Option<(Fault, Timestamp)>,
}

const COLUMNS: &str = "id, name, kind, address, secret, model, instruction, patience, for_messages, hears_all, \
     off_at is null, fault, failing_since";

pub(super) fn place_of_secret(id: PrompterId) -> Place {
    Place::new("prompter", "secret", id.0)
}

fn from_row(reader: &Reader<'_>, row: &Row<'_>) -> rusqlite::Result<Prompter> {
    let (id, kept): (PrompterId, String) = (row.get(0)?, row.get(4)?);
    let secret = reader.vault().open(place_of_secret(id), &kept).ok();
    let is_locked = secret.is_none();
    let fault: Option<Fault> = row.get(11)?;
    let since: Option<Timestamp> = row.get(12)?;
    Ok(Prompter {
        id,
        name: row.get(1)?,
        kind: row.get(2)?,
        address: row.get(3)?,
        secret: secret.unwrap_or_else(|| Secret::new("")),
        is_locked,
        model: row.get(5)?,
        instruction: row.get(6)?,
        patience_seconds: row.get(7)?,
        for_messages: row.get(8)?,
        hears_all: row.get(9)?,
        is_on: row.get(10)?,
        fault: fault.zip(since),
    })
}

/// Every one of them, in the admin's order.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Prompter>, DbError> {
    let sql = format!("select {COLUMNS} from prompter order by position, id");
    reader.list(&sql, [], |row| from_row(reader, row))
}

/// Those that are asked, in the admin's order.
pub fn in_force(reader: &Reader<'_>) -> Result<Vec<Prompter>, DbError> {
    let mut all = all(reader)?;
    all.retain(|prompter| prompter.is_on && !prompter.is_locked);
    Ok(all)
}

/// One of them.
pub fn one(reader: &Reader<'_>, id: PrompterId) -> Result<Option<Prompter>, DbError> {
    let sql = format!("select {COLUMNS} from prompter where id = ?1");
    reader.find(&sql, [id], |row| from_row(reader, row))
}

/// Whether the built-in prompter is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct BuiltIn {
    /// Whether it is.
    pub is_on: bool,
}

impl Default for BuiltIn {
    fn default() -> Self {
        Self { is_on: true }
    }
}

impl Setting for BuiltIn {
    const KEY: &'static str = "built_in_prompter";
}

/// Who can be asked, in the order of lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Offered {
    /// Whether the built-in prompter is.
    pub built_in: bool,
    /// The others.
    pub others: Vec<Choice>,
}

/// One of the others.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choice {
    /// Which.
    pub id: PrompterId,
    /// The team's name for it.
    pub name: String,
    /// Whether it is asked by itself for the message at hand.
    pub for_messages: bool,
}

impl Offered {
    /// Whether there is nobody to ask.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.built_in && self.others.is_empty()
    }

    /// Whether somebody is asked for the message at hand.
    #[must_use]
    pub fn looks_at_messages(&self) -> bool {
        self.built_in || self.others.iter().any(|one| one.for_messages)
    }
}

/// Who can be asked.
pub fn offered(reader: &Reader<'_>) -> Result<Offered, DbError> {
    let others = in_force(reader)?.into_iter().map(|prompter| Choice {
        id: prompter.id,
        name: prompter.name,
        for_messages: prompter.for_messages,
    });
    Ok(Offered {
        built_in: setting::get::<BuiltIn>(reader)?.is_on,
        others: others.collect(),
    })
}

/// Where more of an answer is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub title: String,
    /// Its address, of the web.
    pub url: String,
}

/// What a prompter elsewhere would answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The words; may have placeholders in them.
    pub text: String,
    /// Whence it has them.
    pub source: Option<Link>,
}

impl Answer {
    /// Words without a source.
    #[must_use]
    pub fn of_words(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            source: None,
        }
    }
}

/// What a prompter says to a customer whom it serves as a channel's bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What could be answered, the best first; nothing where it knows nothing.
    Answers(Vec<Answer>),
    /// Words, and what one may choose from.
    Buttons(String, Vec<String>),
    /// That people shall take over.
    HandOver,
}

/// What a prompter said, as proposals with placeholders filled for the chat. `language`: the one it was asked for.
pub fn proposals(
    reader: &Reader<'_>,
    agent: &Agent,
    chat: &Conversation,
    prompter: &Prompter,
    answers: &[Answer],
) -> Result<Vec<Proposal>, DbError> {
    let values = Values::of(reader, agent, chat)?;
    let language = language::of(reader, chat)?.code;
    let proposals = answers.iter().take(MOST_ANSWERS).map(|answer| Proposal {
        source: Source::Remote {
            id: prompter.id,
            name: prompter.name.clone(),
            link: answer.source.clone(),
        },
        filled: placeholder::fill(&answer.text, &values),
        language: language.clone(),
        // It does not say, and what it would say could not be compared.
        fit: 1.0,
    });
    Ok(proposals.collect())
}

/// Notes how it went when a prompter was asked, where that is news: the admin sees it, and nothing is written for every
/// question.
pub fn went(tx: &mut Tx<'_>, id: PrompterId, fault: Option<Fault>) -> Result<(), DbError> {
    let now = tx.now;
    match fault {
        Some(fault) => tx.execute(
            "update prompter set fault = ?2, failing_since = coalesce(failing_since, ?3)
             where id = ?1 and fault is not ?2",
            (id, fault, now),
        )?,
        None => tx.execute(
            "update prompter set fault = null, failing_since = null where id = ?1 and fault is not null",
            [id],
        )?,
    };
    Ok(())
}
