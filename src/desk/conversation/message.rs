//! One entry of a conversation that the customer sees. (Comments, which they never see, are a type of their own.)

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentId, ConversationId, IdentityId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row},
    desk::{
        amendment::{self, Amending},
        attachment::{self, Attachment},
        conversation::{
            mailed::{self, Mailed},
            mention,
            strike::{self, Struck},
        },
        fetch::{self, Pending},
        outbox,
        team::{Face, Mask},
    },
    stored_as_word,
};

/// Most characters in one message.
pub const LONGEST: usize = 10_000;

/// Characters of a message that a quotation of it shows.
const QUOTED: usize = 200;

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// The customer.
    Customer,
    /// An agent.
    Agent(Face),
    /// A robot, which says that it is one.
    Bot,
    /// The house: its text is the name of the line, such as `claimed`, and an agent may be part of it.
    System(Option<Face>),
}

impl Author {
    /// The word in the file.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent(_) => "agent",
            Self::Bot => "bot",
            Self::System(_) => "system",
        }
    }

    /// The agent who wrote it or is spoken of.
    #[must_use]
    pub fn face(&self) -> Option<&Face> {
        match self {
            Self::Agent(face) => Some(face),
            Self::System(face) => face.as_ref(),
            Self::Customer | Self::Bot => None,
        }
    }
}

/// How far an outgoing message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Waits in the outbox.
    Queued,
    /// Is being handed over.
    Sending,
    /// The channel has it.
    Sent,
    /// The channel refused it.
    Failed,
    /// It may have arrived.
    Unknown,
}

stored_as_word!(Delivery {
    Queued = "queued",
    Sending = "sending",
    Sent = "sent",
    Failed = "failed",
    Unknown = "unknown",
});

/// How a line of the house begins that its customer is not told of.
pub const FOR_TEAM: &str = "team:";

/// How the team sorts its work is the team's alone, too.
const OF_THE_TEAM: [&str; 4] = [FOR_TEAM, "priority-", "silence-", "rule-"];

/// Entries of the house that customers are told of.
const FOR_CUSTOMER: &str = "not (message.author = 'system' and (message.text like 'team:%'
    or message.text like 'priority-%' or message.text like 'silence-%' or message.text like 'rule-%'))";

/// An entry that customer and team both see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id; the order of all messages.
    pub id: MessageId,
    /// In which episode.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub author: Author,
    /// What it says.
    pub text: String,
    /// When the house received it.
    pub created_at: Timestamp,
    /// How far it has come.
    pub delivery: Delivery,
    /// Files with it.
    pub attachments: Vec<Attachment>,
    /// The message it answers.
    pub quote: Option<Quote>,
    /// When its text was changed last.
    pub edited_at: Option<Timestamp>,
    /// When it was taken back. Its text and files are gone since, here and on the other side.
    pub unsent_at: Option<Timestamp>,
    /// Files of it that are not here yet.
    pub pending: Vec<Pending>,
    /// Why it did not get there, or may not have.
    pub failure: Option<Box<Failure>>,
    /// What it has as a mail.
    pub mail: Option<Box<Mailed>>,
    /// How far a change of it is that its platform does not show yet.
    pub amending: Option<Box<Amending>>,
}

/// Why a message did not get to the customer, or may not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// As the platform has it.
    pub code: String,
    /// What the platform said; may be empty.
    pub words: String,
}

/// The message that another one answers, as it stands now. Never a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Author,
    /// The beginning of what it says, or the name of its first file; empty if it was taken back.
    pub text: String,
}

impl Message {
    /// Words alone, as they are when they have just been written.
    #[must_use]
    pub fn of_words(
        id: MessageId,
        conversation: ConversationId,
        author: Author,
        text: String,
        created_at: Timestamp,
        standing: Delivery,
    ) -> Self {
        Self {
            id,
            conversation,
            author,
            text,
            created_at,
            delivery: standing,
            attachments: Vec::new(),
            quote: None,
            edited_at: None,
            unsent_at: None,
            pending: Vec::new(),
            failure: None,
            mail: None,
            amending: None,
        }
    }

    /// Whether its customer is told of it.
    #[must_use]
    pub fn is_for_customer(&self) -> bool {
        !matches!(self.author, Author::System(_))
            || !OF_THE_TEAM.iter().any(|line| self.text.starts_with(line))
    }

    /// As another message quotes it.
    #[must_use]
    pub fn as_quote(&self) -> Quote {
        let text = match self.attachments.first() {
            Some(file) if self.text.is_empty() => file.name.clone(),
            _ => self.text.chars().take(QUOTED).collect(),
        };
        Quote {
            id: self.id,
            author: self.author.clone(),
            text,
        }
    }
}

/// A file beside a comment. What is sent to a customer takes an [`Attachment`], which nothing makes of
/// this but whatever shows it to the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure(Attachment);

impl Enclosure {
    /// The file, for the team's eyes.
    #[must_use]
    pub fn for_team(&self) -> &Attachment {
        &self.0
    }
}

/// An internal entry. It is never turned into a [`Message`], so no channel can be handed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id, in the same order as messages.
    pub id: MessageId,
    /// Beside which episode.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub author: Face,
    /// What it says.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
    /// Files with it.
    pub enclosures: Vec<Enclosure>,
    /// Colleagues it names.
    pub mentions: Vec<(AgentId, String)>,
    /// Who struck it through, if anybody did.
    pub struck: Option<Struck>,
}

impl Comment {
    /// Encloses files that were sent with it.
    pub(super) fn enclose(&mut self, files: Vec<Attachment>) {
        self.enclosures = files.into_iter().map(Enclosure).collect();
    }
}

/// What an agent sees in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Seen by both sides.
    Message(Message),
    /// Seen by the team.
    Comment(Comment),
}

impl Entry {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> MessageId {
        match self {
            Self::Message(message) => message.id,
            Self::Comment(comment) => comment.id,
        }
    }

    /// In which episode.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        match self {
            Self::Message(message) => message.conversation,
            Self::Comment(comment) => comment.conversation,
        }
    }

    /// When it was written.
    #[must_use]
    pub fn created_at(&self) -> Timestamp {
        match self {
            Self::Message(message) => message.created_at,
            Self::Comment(comment) => comment.created_at,
        }
    }

    fn is_unsent(&self) -> bool {
        matches!(self, Self::Message(message) if message.unsent_at.is_some())
    }

    fn set_files(&mut self, files: Vec<Attachment>) {
        match self {
            Self::Message(message) => message.attachments = files,
            Self::Comment(comment) => comment.enclose(files),
        }
    }

    fn into_message(self) -> Option<Message> {
        match self {
            Self::Message(message) => Some(message),
            Self::Comment(_) => None,
        }
    }
}

const FROM: &str = "message left join agent on agent.id = message.agent_id
    left join message as quoted on quoted.id = message.quotes_id and quoted.internal = 0
    left join agent as quoter on quoter.id = quoted.agent_id
    left join agent_identity as mask on mask.id = message.agent_identity_id
    left join agent_identity as quoter_mask on quoter_mask.id = quoted.agent_identity_id";

const COLUMNS: &str =
    "message.id, message.conversation_id, message.author, message.internal, message.text,
    message.created_at, message.delivery,
    exists (select 1 from attachment where attachment.message_id = message.id),
    agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id, message.edited_at, message.unsent_at,
    quoted.id, quoted.author, substr(quoted.text, 1, 200), quoter.id, quoter.name, quoter.public_name, quoter.public_title, quoter.picture_id,
    (select attachment.name from attachment where attachment.message_id = quoted.id and quoted.unsent_at is null limit 1),
    mask.id, mask.name, mask.title, mask.picture_id,
    quoter_mask.id, quoter_mask.name, quoter_mask.title, quoter_mask.picture_id,
    exists (select 1 from fetch where fetch.message_id = message.id),
    exists (select 1 from mail where mail.message_id = message.id),
    exists (select 1 from amendment where amendment.message_id = message.id)";

/// An entry, and whether it has files here, such as are still to be fetched, is a mail, and is being changed.
fn from_row(row: &Row<'_>) -> rusqlite::Result<(Entry, [bool; 4])> {
    let face = masked(row, 8, 24)?;
    let internal: bool = row.get(3)?;
    let entry = if internal {
        Entry::Comment(Comment {
            id: row.get(0)?,
            conversation: row.get(1)?,
            author: face.ok_or_else(|| corrupt("comment without an author".to_owned()))?,
            text: row.get(4)?,
            created_at: row.get(5)?,
            enclosures: Vec::new(),
            mentions: Vec::new(),
            struck: None,
        })
    } else {
        Entry::Message(Message {
            id: row.get(0)?,
            conversation: row.get(1)?,
            author: author(row.get(2)?, face)?,
            text: row.get(4)?,
            created_at: row.get(5)?,
            delivery: row.get(6)?,
            attachments: Vec::new(),
            quote: quote(row)?,
            edited_at: row.get(13)?,
            unsent_at: row.get(14)?,
            pending: Vec::new(),
            failure: None,
            mail: None,
            amending: None,
        })
    };
    let has = [row.get(7)?, row.get(32)?, row.get(33)?, row.get(34)?];
    Ok((entry, has))
}

/// The agent at one place of a row, with the identity at another.
fn masked(row: &Row<'_>, at: usize, mask: usize) -> rusqlite::Result<Option<Face>> {
    let mut face = Face::from_row(row, at)?;
    if let Some(face) = &mut face {
        face.mask = Mask::from_row(row, mask)?.map(Box::new);
    }
    Ok(face)
}

fn quote(row: &Row<'_>) -> rusqlite::Result<Option<Quote>> {
    let Some(id) = row.get(15)? else {
        return Ok(None);
    };
    let text: String = row.get(17)?;
    let file: Option<String> = row.get(23)?;
    Ok(Some(Quote {
        id,
        author: author(row.get(16)?, masked(row, 18, 28)?)?,
        text: match (text.is_empty(), file) {
            (true, Some(file)) => file,
            (true, None) | (false, _) => text,
        },
    }))
}

pub(super) fn author(word: String, face: Option<Face>) -> rusqlite::Result<Author> {
    match (word.as_str(), face) {
        ("customer", _) => Ok(Author::Customer),
        ("agent", Some(face)) => Ok(Author::Agent(face)),
        ("bot", _) => Ok(Author::Bot),
        ("system", face) => Ok(Author::System(face)),
        _ => Err(corrupt(format!("message by {word:?}"))),
    }
}

fn corrupt(what: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, what.into())
}

fn complete(reader: &Reader<'_>, rows: Vec<(Entry, [bool; 4])>) -> Result<Vec<Entry>, DbError> {
    rows.into_iter()
        .map(
            |(mut entry, [has_attachments, has_pending, is_mail, is_changed])| {
                if has_attachments && !entry.is_unsent() {
                    entry.set_files(attachment::of_message(reader, entry.id())?);
                }
                if let Entry::Message(message) = &mut entry {
                    if has_pending {
                        message.pending = fetch::of_message(reader, message.id)?;
                    }
                    if is_mail {
                        message.mail = mailed::of_message(reader, message.id)?.map(Box::new);
                    }
                    if is_changed {
                        message.amending = amendment::standing(reader, message.id)?.map(Box::new);
                    }
                    if matches!(message.delivery, Delivery::Failed | Delivery::Unknown) {
                        message.failure = outbox::by_message(reader, message.id)?.map(|waiting| {
                            Box::new(Failure {
                                code: waiting.code,
                                words: waiting.words,
                            })
                        });
                    }
                }
                if let Entry::Comment(comment) = &mut entry {
                    comment.mentions = mention::of_comment(reader, comment.id)?;
                    comment.struck = strike::of_comment(reader, comment.id)?;
                }
                Ok(entry)
            },
        )
        .collect()
}

/// One entry.
pub fn by_id(reader: &Reader<'_>, id: MessageId) -> Result<Option<Entry>, DbError> {
    let sql = format!("select {COLUMNS} from {FROM} where message.id = ?1");
    let found = reader.find(&sql, [id], from_row)?;
    Ok(complete(reader, found.into_iter().collect())?.pop())
}

/// Whether a message is still there for others to see.
pub fn is_shown(reader: &Reader<'_>, id: MessageId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from message where id = ?1 and unsent_at is null",
        [id],
    )
}

/// How far a message has come; `None`: there is none, or it was taken back.
pub fn delivery_of(reader: &Reader<'_>, id: MessageId) -> Result<Option<Delivery>, DbError> {
    reader.find(
        "select delivery from message where id = ?1 and unsent_at is null",
        [id],
        |row| row.get(0),
    )
}

/// Entries of one episode after `after`, oldest first.
pub fn of_conversation(
    reader: &Reader<'_>,
    conversation: ConversationId,
    after: MessageId,
    limit: usize,
) -> Result<Vec<Entry>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM}
         where message.conversation_id = ?1 and message.id > ?2 order by message.id limit ?3"
    );
    let rows = reader.list(&sql, (conversation, after, limit), from_row)?;
    complete(reader, rows)
}

/// After which entry the last `count` of an episode begin; `None`: it has no more than these.
pub fn before_last(
    reader: &Reader<'_>,
    conversation: ConversationId,
    count: usize,
) -> Result<Option<MessageId>, DbError> {
    reader.find(
        "select id from message where conversation_id = ?1 order by id desc limit 1 offset ?2",
        (conversation, count),
        |row| row.get(0),
    )
}

/// The entry of an episode that stands above this one.
pub fn of_conversation_before(
    reader: &Reader<'_>,
    conversation: ConversationId,
    id: MessageId,
) -> Result<Option<Entry>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM}
         where message.conversation_id = ?1 and message.id < ?2 order by message.id desc limit 1"
    );
    let rows = reader.list(&sql, (conversation, id), from_row)?;
    Ok(complete(reader, rows)?.pop())
}

/// Entries of a customer's episodes up to `newest`, before `before`, oldest first: what scrolling back
/// in that episode shows.
pub fn of_customer_before(
    reader: &Reader<'_>,
    customer: crate::base::id::CustomerId,
    newest: ConversationId,
    before: MessageId,
    limit: usize,
) -> Result<Vec<Entry>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM}
         where message.conversation_id in (select id from conversation where customer_id = ?1 and id <= ?2)
           and message.id < ?3
         order by message.id desc limit ?4"
    );
    let mut rows = reader.list(&sql, (customer, newest, before, limit), from_row)?;
    rows.reverse();
    complete(reader, rows)
}

/// Messages of all episodes of an account after `after`, oldest first. Never a comment.
pub fn of_identity(
    reader: &Reader<'_>,
    identity: IdentityId,
    after: MessageId,
    limit: usize,
) -> Result<Vec<Message>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM}
         where message.conversation_id in (select id from conversation where identity_id = ?1)
           and message.id > ?2 and message.internal = 0 and {FOR_CUSTOMER}
         order by message.id limit ?3"
    );
    let rows = reader.list(&sql, (identity, after, limit), from_row)?;
    Ok(complete(reader, rows)?
        .into_iter()
        .filter_map(Entry::into_message)
        .collect())
}

/// Messages of an account just before `before`, oldest first. Never a comment.
pub fn of_identity_before(
    reader: &Reader<'_>,
    identity: IdentityId,
    before: MessageId,
    limit: usize,
) -> Result<Vec<Message>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM}
         where message.conversation_id in (select id from conversation where identity_id = ?1)
           and message.id < ?2 and message.internal = 0 and {FOR_CUSTOMER}
         order by message.id desc limit ?3"
    );
    let mut rows = reader.list(&sql, (identity, before, limit), from_row)?;
    rows.reverse();
    Ok(complete(reader, rows)?
        .into_iter()
        .filter_map(Entry::into_message)
        .collect())
}

/// Every entry of the house after `after`, oldest first: for export.
pub fn all(reader: &Reader<'_>, after: MessageId, limit: usize) -> Result<Vec<Entry>, DbError> {
    let sql =
        format!("select {COLUMNS} from {FROM} where message.id > ?1 order by message.id limit ?2");
    let rows = reader.list(&sql, (after, limit), from_row)?;
    complete(reader, rows)
}

/// How an event of an entry is announced: with the entry itself, so that nobody has to read it back.
#[derive(Debug, Clone)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// The account it is with.
    pub identity: IdentityId,
}

/// The stored form of a sender's key: senders do not share keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKey(String);

impl ClientKey {
    /// A customer's key.
    #[must_use]
    pub fn of_customer(key: &str) -> Self {
        Self(format!("c:{key}"))
    }

    /// An agent's key.
    #[must_use]
    pub fn of_agent(agent: AgentId, key: &str) -> Self {
        Self(format!("a{agent}:{key}"))
    }

    /// As stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
