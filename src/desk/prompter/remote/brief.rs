//! What a prompter elsewhere is asked: the last messages of one chat, or a question of an agent's, with nothing in it that
//! must not leave the house.
//!
//! Comments, lines of the house and other chats are never read for it. Of what is read, whatever a pattern of the guard
//! finds is left out, and so are the customer's names, mailboxes, addresses, long numbers and links that open something of
//! theirs, unless an admin said that the program is the team's own.

use std::sync::Arc;

use crate::{
    base::id::{ConversationId, MessageId},
    db::{DbError, Reader},
    desk::{
        content::language,
        conversation::Conversation,
        guard::{self, Guard},
        prompter::{mask, remote::Prompter},
    },
    stored_as_word,
};

/// Messages that go along at most.
const MOST_MESSAGES: usize = 12;
/// Characters of them at most, the newest first.
const MOST_CHARACTERS: usize = 6_000;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// The customer.
    Customer,
    /// Somebody of the team.
    Agent,
    /// The house itself: its greeting, its bot.
    Bot,
}

stored_as_word!(Who {
    Customer = "customer",
    Agent = "agent",
    Bot = "bot",
});

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who wrote it.
    pub from: Who,
    /// The words, as far as they may leave.
    pub text: String,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brief {
    /// Code of the customer's language, in which the answer shall be.
    pub language: String,
    /// What was said, the oldest first. Empty for a question that is not about the chat.
    pub messages: Vec<Line>,
    /// The message that an agent pointed at; it is the last of `messages`, too.
    pub chosen: Option<String>,
    /// A question in an agent's own words.
    pub question: Option<String>,
}

/// What is asked for a message of a customer's: the one an agent pointed at, or the last one. `None` where there is none.
pub fn of_message(
    reader: &Reader<'_>,
    prompter: &Prompter,
    chat: &Conversation,
    message: Option<MessageId>,
) -> Result<Option<Brief>, DbError> {
    let veil = Veil::before(reader, prompter, chat)?;
    let messages = messages(reader, &veil, chat.id, message)?;
    let is_of_customer = |line: &&Line| line.from == Who::Customer;
    let asked = match message {
        // The last of them is the one that was pointed at.
        Some(_) => messages.last().filter(is_of_customer),
        None => messages.iter().rfind(is_of_customer),
    };
    let Some(asked) = asked.map(|line| line.text.clone()) else {
        return Ok(None);
    };
    Ok(Some(Brief {
        language: language::of(reader, chat)?.code,
        chosen: message.is_some().then_some(asked),
        messages,
        question: None,
    }))
}

/// What is asked with a question of an agent's; of the chat goes along what was said only where they want it.
pub fn of_question(
    reader: &Reader<'_>,
    prompter: &Prompter,
    chat: &Conversation,
    question: &str,
    with_context: bool,
) -> Result<Brief, DbError> {
    let veil = Veil::before(reader, prompter, chat)?;
    Ok(Brief {
        language: language::of(reader, chat)?.code,
        messages: match with_context {
            true => messages(reader, &veil, chat.id, None)?,
            false => Vec::new(),
        },
        chosen: None,
        question: Some(veil.over(question)),
    })
}

/// What was said in a chat up to a message, as far as it may leave.
fn messages(
    reader: &Reader<'_>,
    veil: &Veil,
    chat: ConversationId,
    upto: Option<MessageId>,
) -> Result<Vec<Line>, DbError> {
    let rows: Vec<(String, String)> = reader.list(
        "select author, text from message
         where conversation_id = ?1 and id <= ?2 and internal = 0 and author <> 'system' and text <> ''
           and unsent_at is null
         order by id desc limit ?3",
        (chat, upto.unwrap_or(MessageId(i64::MAX)), MOST_MESSAGES),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut left = MOST_CHARACTERS;
    let mut lines = Vec::with_capacity(rows.len());
    for (author, text) in rows {
        let text: String = veil.over(&text).chars().take(left).collect();
        left -= text.chars().count();
        let Some(from) = Who::from_word(&author).filter(|_| !text.is_empty()) else {
            break;
        };
        lines.push(Line { from, text });
    }
    lines.reverse();
    Ok(lines)
}

/// What is laid over words before they leave.
pub struct Veil {
    guard: Arc<Guard>,
    /// The customer's; `None`: only what a pattern of the guard finds is left out.
    names: Option<Vec<String>>,
}

impl Veil {
    /// The one for the words of a chat that a prompter hears.
    pub fn before(
        reader: &Reader<'_>,
        prompter: &Prompter,
        chat: &Conversation,
    ) -> Result<Self, DbError> {
        if !prompter.hears_all {
            return Self::of(reader, chat);
        }
        Ok(Self {
            guard: guard::current(reader)?,
            names: None,
        })
    }

    /// The one for the words of a chat that anybody else hears.
    pub fn of(reader: &Reader<'_>, chat: &Conversation) -> Result<Self, DbError> {
        let names = reader.find(
            "select customer.name, customer.company, identity.username
             from identity join customer on customer.id = identity.customer_id where identity.id = ?1",
            [chat.identity],
            |row| Ok(vec![row.get(0)?, row.get(1)?, row.get(2)?]),
        )?;
        Ok(Self {
            guard: guard::current(reader)?,
            names: Some(names.unwrap_or_default()),
        })
    }

    /// The words with a mark for each thing that must not leave; `keep` takes the thing and answers its mark.
    #[must_use]
    pub fn marked(&self, text: &str, keep: &mut dyn FnMut(&str) -> String) -> String {
        let text = self.guard.replace(text, keep);
        match &self.names {
            Some(names) => mask::marked(&text, names, keep),
            None => text.into_owned(),
        }
    }

    /// The words without what must not leave. The customer's name stands as a placeholder, which is filled again in an
    /// answer.
    #[must_use]
    pub fn over(&self, text: &str) -> String {
        let text = self.guard.hide(text);
        match &self.names {
            Some(names) => mask::without_own(&text, names),
            None => text.into_owned(),
        }
    }
}
