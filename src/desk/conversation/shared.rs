//! What was shared in chats beside their words: pictures, files, and links that stand in texts.
//!
//! It is written down with the message that brought it, so that what a customer of many years shared is
//! read from one index, newest first, and a text is looked through once. What was taken back or struck
//! through is no longer here.

use linkify::{LinkFinder, LinkKind};

use crate::{
    base::{
        id::{ConversationId, CustomerId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Page, Reader, Row, Tx},
    desk::{
        attachment::{self, Attachment, AttachmentKind},
        card_kind::CardKind,
        conversation::message::{self, Author},
        team::Face,
    },
    stored_as_word,
};

/// Links of one message that are kept: more is no letter but a list.
const MOST_LINKS: usize = 20;
/// Places of links in a message begin behind those of its files.
const AFTER_FILES: usize = attachment::MOST_PER_MESSAGE;
/// Characters of a message that stand beside its link.
const WORDS: usize = 160;

/// The sort of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A picture.
    Image,
    /// Any other file; voice messages are words.
    File,
    /// A link in a text, or on a card.
    Link,
}

stored_as_word!(Sort {
    Image = "image",
    File = "file",
    Link = "link",
});

/// One thing that was shared.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The entry that brought it.
    pub message: MessageId,
    /// In which episode.
    pub conversation: ConversationId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub author: Author,
    /// Whether it stands in a comment, for the team alone.
    pub is_comment: bool,
    /// The beginning of what was said with it.
    pub words: String,
    /// Where a link leads.
    pub link: Option<String>,
    /// The picture or file; of a link, the card that it is on.
    pub file: Option<Attachment>,
    place: usize,
}

/// Writes down what an entry brings. An entry of words alone costs a look at them.
pub fn record(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    message: MessageId,
    text: &str,
    files: &[Attachment],
) -> Result<(), DbError> {
    let mut put = |sort: Sort, place: usize, link: &str| {
        tx.execute(
            "insert into shared (conversation_id, kind, message_id, position, link) values (?1, ?2, ?3, ?4, ?5)",
            (conversation, sort, message, place, link),
        )
    };
    for (place, file) in files.iter().enumerate() {
        match (file.kind, &file.card) {
            (AttachmentKind::Image, _) => put(Sort::Image, place, "")?,
            (AttachmentKind::File, _) => put(Sort::File, place, "")?,
            (AttachmentKind::Card, Some(card)) if card.kind == CardKind::Link => {
                put(Sort::Link, place, &card.link)?
            }
            (AttachmentKind::Card | AttachmentKind::Voice, _) => 0,
        };
    }
    for (number, link) in links(text).iter().enumerate() {
        put(Sort::Link, AFTER_FILES + number, link)?;
    }
    Ok(())
}

/// An entry says something else now, with the same files.
pub fn renew(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    message: MessageId,
    text: &str,
) -> Result<(), DbError> {
    forget(tx, conversation, message)?;
    let files = attachment::of_message(tx, message)?;
    record(tx, conversation, message, text, &files)
}

/// An entry was taken back or struck through.
pub fn forget(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    message: MessageId,
) -> Result<(), DbError> {
    tx.execute(
        "delete from shared
         where conversation_id = ?1 and kind in ('image', 'file', 'link') and message_id = ?2",
        (conversation, message),
    )?;
    Ok(())
}

/// What of one sort was shared in a customer's chats, the newest first.
pub fn of_customer(
    reader: &Reader<'_>,
    customer: CustomerId,
    sort: Sort,
    limit: usize,
) -> Result<Page<Shared, MessageId>, DbError> {
    let sql = of_customer_sql();
    let rows = reader.list(&sql, (customer, sort, limit + 1), from_row)?;
    Ok(Page::cut(rows, limit, |shared| shared.message))
}

/// The newest are chosen by the index alone, before anything else of them is read; in the index's own
/// order, so that the search within a chat ends where nothing newer can come.
fn of_customer_sql() -> String {
    format!(
        "select {}, found.message_id, found.position, found.link, message.conversation_id, message.created_at,
           message.author, message.internal, substr(message.text, 1, {WORDS}),
           agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id
         from (
           select shared.message_id, shared.position, shared.link
           from conversation
           join shared on shared.conversation_id = conversation.id and shared.kind = ?2
           where conversation.customer_id = ?1
           order by shared.message_id desc, shared.position desc limit ?3
         ) as found
         join message on message.id = found.message_id
         left join agent on agent.id = message.agent_id
         left join attachment on attachment.message_id = found.message_id and attachment.position = found.position
         left join content on content.id = attachment.content_id
         order by found.message_id desc, found.position",
        attachment::COLUMNS
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Shared> {
    let file = match row.get::<_, Option<String>>(0)? {
        Some(_) => Some(attachment::from_row(row)?),
        None => None,
    };
    let link: String = row.get(13)?;
    Ok(Shared {
        message: row.get(11)?,
        place: row.get(12)?,
        link: Some(link).filter(|link| !link.is_empty()),
        conversation: row.get(14)?,
        at: row.get(15)?,
        author: message::author(row.get(16)?, Face::from_row(row, 19)?)?,
        is_comment: row.get(17)?,
        words: row.get(18)?,
        file,
    })
}

impl Shared {
    /// Names it on a page: no two things of a message have the same place.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-{}", self.message, self.place)
    }
}

/// The links in a text, each once.
fn links(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // Looked for in every message that is written, and most have none.
    if !text.contains("://") && !text.contains("www.") && !text.contains("WWW.") {
        return found;
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false).kinds(&[LinkKind::Url]);
    for link in finder
        .links(text)
        .filter_map(|link| web_address(link.as_str()))
    {
        if found.len() < MOST_LINKS && !found.contains(&link) {
            found.push(link);
        }
    }
    found
}

/// Where something written as an address of the web leads; to nothing else, whatever it may name.
#[must_use]
pub fn web_address(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        Some(written.to_owned())
    } else if lower.starts_with("www.") {
        Some(format!("https://{written}"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
