//! One chat in full: what was said, what happened to it, and how it ended.

use crate::{
    base::id::{ConversationId, MessageId},
    db::{DbError, Reader},
    desk::{
        conversation::{
            self, Conversation,
            message::{self, Author, Entry},
        },
        customer::tag::{self, Tag},
        team::Face,
    },
};

/// Most entries that are read at once.
pub const MOST: usize = 500;

/// A chat with its log.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The chat.
    pub conversation: Conversation,
    /// The customer's tags.
    pub tags: Vec<Tag>,
    /// What it was about, if its agent said so.
    pub chat_type: Option<String>,
    /// How it ended, if its agent said so.
    pub closing_reason: Option<String>,
    /// What its agent wrote down when it ended.
    pub closing_note: String,
    /// What was said and what happened, oldest first.
    pub entries: Vec<Entry>,
    /// Whether there is more than [`MOST`].
    pub has_more: bool,
}

impl Detail {
    /// Who of the team had part in it, in the order in which they came.
    #[must_use]
    pub fn agents(&self) -> Vec<&Face> {
        let mut agents: Vec<&Face> = Vec::new();
        for entry in &self.entries {
            let face = match entry {
                Entry::Message(message) => match (&message.author, message.text.as_str()) {
                    (Author::Agent(face), _)
                    | (Author::System(Some(face)), "claimed" | "assigned") => Some(face),
                    _ => None,
                },
                Entry::Comment(comment) => Some(&comment.author),
            };
            if let Some(face) = face
                && !agents.iter().any(|known| known.id == face.id)
            {
                agents.push(face);
            }
        }
        agents
    }

    /// How long the customer waited for the first word of a person.
    #[must_use]
    pub fn first_reply_after(&self) -> Option<std::time::Duration> {
        let asked = self.entries.iter().find_map(|entry| match entry {
            Entry::Message(message) if message.author == Author::Customer => {
                Some(message.created_at)
            }
            _ => None,
        })?;
        Some(self.conversation.first_reply_at?.since(asked))
    }
}

/// A chat in full; `None` when there is none, or nothing was ever written in it.
pub fn of(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Detail>, DbError> {
    let Some(conversation) = conversation::by_id(reader, id)? else {
        return Ok(None);
    };
    if conversation.state == conversation::State::Fresh {
        return Ok(None);
    }
    let (chat_type, closing_reason, closing_note) = reader.get(
        "select chat_type.name, closing_reason.name, conversation.closing_note from conversation
         left join chat_type on chat_type.id = conversation.chat_type_id
         left join closing_reason on closing_reason.id = conversation.closing_reason_id
         where conversation.id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut entries = message::of_conversation(reader, id, MessageId(0), MOST + 1)?;
    let has_more = entries.len() > MOST;
    entries.truncate(MOST);
    Ok(Some(Detail {
        tags: tag::of_customer(reader, conversation.customer)?,
        conversation,
        chat_type,
        closing_reason,
        closing_note,
        entries,
        has_more,
    }))
}
