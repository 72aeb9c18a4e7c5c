//! One chat in full: what was said, what happened to it, and how it ended.

use std::time::Duration;

use crate::{
    base::{
        id::{ConversationId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{
        bot,
        conversation::{
            self, Cause, Conversation, Record,
            message::{self, Entry},
        },
        customer::tag::{self, Tag},
        event::{self, Kind},
        figures::today::ASKED,
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
    /// Who of the team had part in it, in the order in which they came.
    pub agents: Vec<Face>,
    /// How long the customer waited for the first word of a person.
    pub first_reply_after: Option<Duration>,
    /// What it was about, if its agent said so.
    pub chat_type: Option<String>,
    /// How it ended, if its agent said so.
    pub closing_reason: Option<String>,
    /// What its agent wrote down when it ended.
    pub closing_note: String,
    /// When the customer rated it.
    pub rated_at: Option<Timestamp>,
    /// What was said and what happened, oldest first.
    pub entries: Vec<Entry>,
    /// Whether there is more than [`MOST`].
    pub has_more: bool,
}

/// A chat in full, its log from the entry after `after` on; `None` when there is none, or nothing was
/// ever written in it.
pub fn of(
    reader: &Reader<'_>,
    id: ConversationId,
    after: MessageId,
) -> Result<Option<Detail>, DbError> {
    let Some(conversation) = conversation::by_id(reader, id)? else {
        return Ok(None);
    };
    if conversation.state == conversation::State::Fresh && bot::held(reader, id)?.is_none() {
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
    let mut entries = message::of_conversation(reader, id, after, MOST + 1)?;
    let has_more = entries.len() > MOST;
    entries.truncate(MOST);
    Ok(Some(Detail {
        tags: tag::of_customer(reader, conversation.customer)?,
        agents: agents(reader, id)?,
        first_reply_after: first_reply_after(reader, &conversation)?,
        rated_at: rated_at(reader, &conversation)?,
        conversation,
        chat_type,
        closing_reason,
        closing_note,
        entries,
        has_more,
    }))
}

/// Who of the team had part in a chat, in the order in which they came.
pub fn agents(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<Face>, DbError> {
    let sql = format!(
        "select {} from message join agent on agent.id = message.agent_id
         where message.conversation_id = ?1
           and (message.author = 'agent' or message.text in ('claimed', 'assigned'))
         group by agent.id order by min(message.id)",
        Face::COLUMNS
    );
    let faces = reader.list(&sql, [id], |row| Face::from_row(row, 0))?;
    Ok(faces.into_iter().flatten().collect())
}

fn first_reply_after(
    reader: &Reader<'_>,
    conversation: &Conversation,
) -> Result<Option<Duration>, DbError> {
    let sql = format!("select {ASKED} from conversation where id = ?1");
    let asked: Option<Timestamp> = reader.get(&sql, [conversation.id], |row| row.get(0))?;
    Ok(asked
        .zip(conversation.first_reply_at)
        .map(|(asked, replied)| replied.since(asked)))
}

/// The rating itself is a field of the chat; when it came is part of its story.
fn rated_at(
    reader: &Reader<'_>,
    conversation: &Conversation,
) -> Result<Option<Timestamp>, DbError> {
    if conversation.rating.is_none() {
        return Ok(None);
    }
    let story = event::of_conversation(reader, conversation.id)?;
    Ok(story
        .iter()
        .rfind(|event| {
            event.kind == Kind::Conversation
                && event
                    .parse::<Record>()
                    .is_some_and(|record| record.cause == Cause::Rated)
        })
        .map(|event| event.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            closing::{close, survey},
            conversation::say::{self, Draft},
            waitlist::claim,
        },
    };

    #[test]
    fn a_long_chat_is_told_in_parts_and_its_rating_in_its_place() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let said = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
        let id = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
        memory.advance(Duration::from_secs(72));
        let reply = Draft {
            text: "On its way".to_owned(),
            attachments: Vec::new(),
            key: None,
            ..Default::default()
        };
        memory
            .act(|tx| say::by_agent(tx, &ana, id, &reply, None))
            .unwrap();
        let answers = close::Answers {
            survey: true,
            ..close::Answers::default()
        };
        memory
            .act(|tx| close::by_agent(tx, &ana, id, &answers))
            .unwrap();
        memory.advance(Duration::from_secs(90));
        let rated = memory
            .act(|tx| survey::rate(tx, visitor.identity, id, 5, "Quick!").map(|()| tx.now))
            .unwrap();
        memory.advance(Duration::from_secs(90));

        let whole = memory.act(|tx| of(tx, id, MessageId(0))).unwrap().unwrap();
        assert_eq!(whole.rated_at, Some(rated));
        assert_eq!(whole.first_reply_after, Some(Duration::from_secs(72)));
        // From the middle on, it is the same chat with a shorter log.
        let first = whole.entries[0].id();
        let rest = memory.act(|tx| of(tx, id, first)).unwrap().unwrap();
        assert_eq!(rest.entries, whole.entries[1..]);
        assert_eq!(rest.first_reply_after, whole.first_reply_after);
        assert_eq!((rest.agents.len(), rest.rated_at), (1, Some(rated)));
    }
}
