//! Translation: what a customer wrote in the agent's language, and what an agent writes in the customer's (M20).
//!
//! A machine elsewhere does it, which an admin named. It is given as little as a prompter is; what is left out stands in its
//! translation again, and so do the words of the team's glossary. What was translated for the team is kept, so that a page
//! that is loaded anew asks nobody.

mod glossary;
mod shield;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::{
    glossary::{Glossary, GlossaryError},
    shield::Shield,
};
use crate::{
    base::{
        id::{MessageId, PrompterId},
        secret::Secret,
        time::Timestamp,
        vault::Place,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::Conversation,
        prompter::remote::{self, Kind, Prompter, brief::Veil},
        setting::{self, Setting},
    },
    stored_as_word,
};

/// Most messages that are translated for one screen.
pub const MOST_MESSAGES: usize = 60;

/// Who translates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Service {
    /// Nobody.
    #[default]
    Off,
    /// A server that speaks LibreTranslate's API.
    Libre,
    /// A language model that is a prompter, too.
    Prompter,
}

stored_as_word!(Service {
    Off = "off",
    Libre = "libre",
    Prompter = "prompter",
});

impl Service {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Libre, Self::Prompter];
}

/// How the house translates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Translator {
    /// By whom.
    pub service: Service,
    /// Of the server.
    pub address: String,
    /// Which prompter.
    pub prompter: Option<PrompterId>,
    /// The team's own words.
    pub glossary: Glossary,
}

impl Setting for Translator {
    const KEY: &'static str = "translator";
}

/// The server's key, sealed; empty: it wants none. Apart from the rest, which an export takes along.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    key: String,
}

impl Setting for Kept {
    const KEY: &'static str = "translator_key";
}

const PLACE: Place = Place::setting("translator_key");

/// Whether a key was given for the server.
pub fn has_key(reader: &Reader<'_>) -> Result<bool, DbError> {
    Ok(!setting::get::<Kept>(reader)?.key.is_empty())
}

/// The server's key as an earlier Shopbell kept it, in clear beside the rest.
pub(super) fn clear_key(reader: &Reader<'_>) -> Result<Option<String>, DbError> {
    let key: Option<Option<String>> = reader.find(
        "select value ->> '$.key' from setting where key = ?1",
        [Translator::KEY],
        |row| row.get(0),
    )?;
    Ok(key.flatten().filter(|key| !key.is_empty()))
}

/// Puts that into its place.
pub(super) fn seal_clear_key(tx: &mut Tx<'_>, key: &str) -> Result<(), DbError> {
    keep_key(tx, key)?;
    tx.execute(
        "update setting set value = json_remove(value, '$.key') where key = ?1",
        [Translator::KEY],
    )?;
    Ok(())
}

/// Keeps the server's key; nothing: it wants none.
pub fn keep_key(tx: &mut Tx<'_>, key: &str) -> Result<(), DbError> {
    let key = tx.seal(PLACE, key);
    setting::put(tx, &Kept { key })
}

/// Whether the house translates.
pub fn is_on(reader: &Reader<'_>) -> Result<bool, DbError> {
    Ok(setting::get::<Translator>(reader)?.service != Service::Off)
}

/// Who is asked for a translation.
#[derive(Debug, Clone)]
pub enum Machine {
    /// LibreTranslate's API at an address, with a key.
    Libre(String, Secret),
    /// A language model.
    Model(Box<Prompter>),
}

/// The machine that an admin chose; `None` where nobody translates.
pub fn machine(reader: &Reader<'_>, translator: &Translator) -> Result<Option<Machine>, DbError> {
    Ok(match translator.service {
        Service::Off => None,
        Service::Libre => {
            let kept: Kept = setting::get(reader)?;
            // Without the key that it asks for it would answer nobody.
            let key = reader.vault().open(PLACE, &kept.key).ok();
            key.map(|key| Machine::Libre(translator.address.clone(), key))
        }
        Service::Prompter => match translator.prompter {
            Some(id) => remote::one(reader, id)?
                .filter(|one| one.kind == Kind::Completions && one.is_on && !one.is_locked)
                .map(|prompter| Machine::Model(Box::new(prompter))),
            None => None,
        },
    })
}

/// The language of a code without its region: machines know no more.
#[must_use]
pub fn base(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// Something to be translated.
#[derive(Debug, Clone)]
pub struct Job {
    /// By whom.
    pub machine: Machine,
    /// From which language; `None`: the machine finds out.
    pub from: Option<String>,
    /// Into which.
    pub to: String,
    /// The words as they may leave.
    pub text: String,
    /// What was left out of them.
    pub shield: Shield,
}

/// What is asked for words of a chat; `None` where nobody translates. `from` is the language they are taken to be in, which a
/// machine is told only where it `is_sure`.
pub fn job(
    reader: &Reader<'_>,
    chat: &Conversation,
    words: &str,
    (from, is_sure): (&str, bool),
    to: &str,
) -> Result<Option<Job>, DbError> {
    let translator: Translator = setting::get(reader)?;
    let Some(machine) = machine(reader, &translator)? else {
        return Ok(None);
    };
    let mut shield = Shield::default();
    let veil = Veil::of(reader, chat)?;
    let words = shield.over_marks(words);
    let words = veil.marked(&words, &mut |own| shield.keep(own));
    let text = translator
        .glossary
        .over(&words, base(from), base(to), &mut shield);
    Ok(Some(Job {
        machine,
        from: is_sure.then(|| base(from).to_owned()),
        to: base(to).to_owned(),
        text,
        shield,
    }))
}

/// A message in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translated {
    /// Which message.
    pub message: MessageId,
    /// Its words there.
    pub text: String,
    /// Whether an agent wrote this, and the message is its translation.
    pub is_original: bool,
}

/// What of these messages is known in a language, and what agents wrote of them.
pub fn known(
    reader: &Reader<'_>,
    chat: &Conversation,
    messages: &[MessageId],
    language: &str,
) -> Result<Vec<Translated>, DbError> {
    let mut all = Vec::new();
    for id in messages.iter().take(MOST_MESSAGES) {
        all.extend(reader.list(
            "select message_id, translation.text, is_original from translation
             join message on message.id = message_id
             join conversation on conversation.id = message.conversation_id
             where message_id = :id and (language = :language or is_original = 1)
               and conversation.customer_id = :customer and message.internal = 0
               and message.unsent_at is null and at >= coalesce(message.edited_at, 0)",
            named_params! { ":id": id, ":language": base(language), ":customer": chat.customer },
            |row| {
                Ok(Translated {
                    message: row.get(0)?,
                    text: row.get(1)?,
                    is_original: row.get(2)?,
                })
            },
        )?);
    }
    Ok(all)
}

/// The words of those of these messages that customers of a chat wrote and that may be translated.
pub fn words(
    reader: &Reader<'_>,
    chat: &Conversation,
    messages: &[MessageId],
) -> Result<Vec<(MessageId, String)>, DbError> {
    let mut all = Vec::new();
    for id in messages.iter().take(MOST_MESSAGES) {
        all.extend(reader.find(
            "select message.id, text from message
             join conversation on conversation.id = conversation_id
             where message.id = ?1 and conversation.customer_id = ?2 and author = 'customer' and internal = 0
               and unsent_at is null and text <> ''",
            (id, chat.customer),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?);
    }
    Ok(all)
}

/// Keeps what a message says in a language. `read_at`: when its words were read. A machine takes its time, and what was
/// written anew meanwhile is not what it translated.
pub fn keep(
    tx: &mut Tx<'_>,
    message: MessageId,
    language: &str,
    text: &str,
    read_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into translation (message_id, language, text, at) values (:message, :language, :text, :read_at)
         on conflict (message_id, language) do update set text = excluded.text, at = excluded.at
           where is_original = 0 and excluded.at >= translation.at",
        named_params! {
            ":message": message, ":language": base(language), ":text": text, ":read_at": read_at,
        },
    )?;
    Ok(())
}
