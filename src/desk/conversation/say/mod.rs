//! Writing into a conversation: one row, one event, the conversation's counters, exactly once.

mod house;
mod reply;

pub use self::{
    house::{FOR_TEAM, automatically, by_house, with_choices},
    reply::{
        Clearance, answer, by_agent, by_agent_anyway, by_agent_elsewhere, check_reply, pass_guard,
    },
};
use crate::{
    base::{
        id::{AgentId, ConversationId, IdentityId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        attachment::{self, Attachment, AttachmentKind, Uploader},
        conversation::{
            self, Conversation, State, mention,
            message::{
                self, Author, ClientKey, Comment, Delivery, Entry, LONGEST, Message, Quote, Written,
            },
            shared, window,
        },
        event::{self, Kind},
        guard::Find,
        outbox,
        team::{Agent, Role},
        template,
    },
};

/// Characters of a message that lists show.
const PREVIEW: usize = 120;

/// What somebody wants to say.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Text; may be empty when there are files.
    pub text: String,
    /// Files uploaded before.
    pub attachments: Vec<String>,
    /// Key chosen by the sender's program, at most 200 bytes.
    pub key: Option<String>,
    /// The message of the same customer's that is answered.
    pub quotes: Option<MessageId>,
    /// Whether no person wrote it, as channels tell of answering machines and lists: it is not greeted.
    pub is_automatic: bool,
    /// What it is for its platform, if it is one that was approved beforehand.
    pub template: Option<template::Filled>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The message.
    pub id: MessageId,
    /// Where it was written.
    pub conversation: ConversationId,
    /// When it was first stored.
    pub created_at: Timestamp,
    /// Whether this was a repeat that stored nothing.
    pub repeat: bool,
}

/// Why something was not said.
#[derive(Debug, thiserror::Error)]
pub enum SayError {
    /// Neither text nor file.
    #[error("there is nothing to send")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("the message has {0} characters, {LONGEST} fit")]
    TooLong(usize),
    /// The key was used for something else.
    #[error("this key was used for another message")]
    KeyReused,
    /// A file is unknown, unfinished or already sent.
    #[error("a file of this message is not there any more")]
    UnknownAttachment,
    /// What is answered was not said in a chat with this customer, or is no message.
    #[error("there is no such message to answer")]
    UnknownQuote,
    /// Files like this one are not sent on the channel.
    #[error("“{0}” is not sent on this channel")]
    NotTakenHere(String),
    /// No such conversation for this agent.
    #[error("there is no such chat")]
    NotFound,
    /// Somebody else has it.
    #[error("{0} has this chat")]
    TakenBy(String),
    /// Nobody has claimed it.
    #[error("claim this chat first")]
    NotClaimed,
    /// It has ended.
    #[error("this chat is closed")]
    Closed,
    /// It is put away.
    #[error("this chat is archived")]
    Archived,
    /// A colleague wrote something the sender has not seen.
    #[error("a colleague has just answered")]
    ChangedMeanwhile(Vec<MessageId>),
    /// The platform would not deliver it now.
    #[error("the reply window of this chat is closed")]
    WindowClosed(window::Shut),
    /// The customer took back what they agreed to, and has neither written nor agreed anew since.
    #[error("this customer has withdrawn their consent")]
    Withdrawn,
    /// The house's patterns were found in it.
    #[error("this holds what should not be sent")]
    Sensitive(Vec<Find>),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl SayError {
    /// Its word in the public API, under which its sentence is found.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong(_) => "too-long",
            Self::KeyReused => "key-reused",
            Self::UnknownAttachment => "unknown-attachment",
            Self::NotTakenHere(_) => "file-not-here",
            Self::UnknownQuote => "unknown-quote",
            Self::NotFound => "not-found",
            Self::TakenBy(_) => "taken",
            Self::NotClaimed => "not-claimed",
            Self::Closed => "closed",
            Self::Archived => "archived",
            Self::ChangedMeanwhile(_) => "changed-meanwhile",
            Self::WindowClosed(_) => "window-closed",
            Self::Withdrawn => "consent-withdrawn",
            Self::Sensitive(_) => "sensitive",
            Self::Db(_) => "storage",
        }
    }
}

impl Draft {
    /// Cleans the text and checks its length.
    pub fn check(mut self) -> Result<Self, SayError> {
        self.text = text::clean(&self.text);
        let length = self.text.chars().count();
        if length > LONGEST {
            return Err(SayError::TooLong(length));
        }
        if self.attachments.len() > attachment::MOST_PER_MESSAGE {
            return Err(SayError::UnknownAttachment);
        }
        if self.text.is_empty() && self.attachments.is_empty() {
            return Err(SayError::Empty);
        }
        Ok(self)
    }
}

/// A customer's message into an open conversation of theirs, which is handed in as it stands.
pub fn by_customer(tx: &mut Tx<'_>, place: &Place, draft: &Draft) -> Result<Said, SayError> {
    let said = match customers_word(tx, place, draft)? {
        Outcome::Repeat(said) => return Ok(said),
        Outcome::New(said) => said,
    };
    // Apart from the above: SQLite writes every index anew that a statement might change, and most
    // messages do not change this one.
    if !place.waits {
        let now = tx.now;
        tx.execute(
            "update conversation set waiting_since = ?2 where id = ?1 and waiting_since is null",
            (place.conversation, now),
        )?;
    }
    Ok(said)
}

/// A customer's word after the end of a conversation of theirs: nothing is opened, nobody waits.
pub fn afterwards(tx: &mut Tx<'_>, place: &Place, draft: &Draft) -> Result<Said, SayError> {
    let (Outcome::New(said) | Outcome::Repeat(said)) = customers_word(tx, place, draft)?;
    Ok(said)
}

/// Writes a customer's message and shows it as the last one of its conversation.
fn customers_word(tx: &mut Tx<'_>, place: &Place, draft: &Draft) -> Result<Outcome, SayError> {
    let key = draft.key.as_deref().map(ClientKey::of_customer);
    let uploader = Uploader::Customer(place.identity);
    let outcome = write(tx, place, &Author::Customer, draft, key, uploader, false)?;
    if let Outcome::New(said) = &outcome {
        let (now, preview) = (tx.now, preview_of(tx, draft, said.id)?);
        tx.execute(
            "update conversation set last_message_id = ?2, last_activity_at = ?3, preview = ?4,
               preview_author = 'customer'
             where id = ?1",
            (place.conversation, said.id, now, preview),
        )?;
    }
    Ok(outcome)
}

/// Whom a comment is for although it does not name them: what a supervisor notes beside a colleague’s chat is
/// whispered to whoever has it.
fn addressee(chat: &Conversation, agent: &Agent) -> Option<AgentId> {
    match &chat.state {
        State::Active { agent: owner, .. }
            if owner.id != agent.id && agent.may_act_as(Role::Supervisor) =>
        {
            Some(owner.id)
        }
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::Active { .. }
        | State::WrappingUp { .. }
        | State::Closed { .. } => None,
    }
}

/// Whether an agent may note this beside a chat now; what was noted, if it was before.
pub fn check_comment(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
) -> Result<Option<Said>, SayError> {
    let conversation = conversation::by_id(reader, id)?.ok_or(SayError::NotFound)?;
    let place = Place::of(&conversation);
    let key = draft
        .key
        .as_deref()
        .map(|key| ClientKey::of_agent(agent.id, key));
    if let Some(said) = find_repeat(reader, &place, draft, key.as_ref(), true)? {
        return Ok(Some(said));
    }
    // What is put away is only read; why somebody is blocked may still have to be noted.
    if conversation.archived_at.is_some() && !is_blocked(reader, &conversation)? {
        return Err(SayError::Archived);
    }
    Ok(None)
}

/// A comment for the team. Any agent may leave one, at any time.
pub fn comment(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
) -> Result<Said, SayError> {
    if let Some(said) = check_comment(tx, agent, id, draft)? {
        return Ok(said);
    }
    let conversation = conversation::by_id(tx, id)?.ok_or(SayError::NotFound)?;
    let place = Place::of(&conversation);
    let key = draft
        .key
        .as_deref()
        .map(|key| ClientKey::of_agent(agent.id, key));
    let event = event::number(tx, Kind::Comment, place.about())?;
    let message = MessageId::from(event);
    let author = Author::Agent(agent.face());
    insert(
        tx,
        &author,
        true,
        key.as_ref(),
        message,
        id,
        (&draft.text, None),
    )?;
    let files = attach(tx, message, Uploader::Agent(agent.id), draft)?;
    shared::record(tx, id, message, &draft.text, &files)?;
    let addressee = addressee(&conversation, agent);
    mention::record(tx, message, agent.id, &draft.text, addressee)?;
    let now = tx.now;
    let mut comment = Comment {
        id: message,
        conversation: id,
        author: agent.face(),
        text: draft.text.clone(),
        created_at: now,
        enclosures: Vec::new(),
        mentions: mention::of_comment(tx, message)?,
        struck: None,
    };
    comment.enclose(files);
    tx.announce(Written {
        entry: Entry::Comment(comment),
        identity: conversation.identity,
    });
    tx.execute(
        "update conversation set last_activity_at = ?2 where id = ?1",
        (id, now),
    )?;
    super::receipt::agent_saw(tx, agent.id, id, message)?;
    Ok(Said {
        id: message,
        conversation: id,
        created_at: now,
        repeat: false,
    })
}

/// Where something is said: the little of a conversation that writing needs.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The episode.
    pub conversation: ConversationId,
    /// The account it is with.
    pub identity: IdentityId,
    /// Whether nothing was written in it yet.
    pub is_fresh: bool,
    /// Whether the customer waits for a person's answer already.
    pub waits: bool,
}

impl Place {
    /// The place that a conversation is.
    #[must_use]
    pub fn of(conversation: &Conversation) -> Self {
        Self {
            conversation: conversation.id,
            identity: conversation.identity,
            is_fresh: conversation.state == State::Fresh,
            waits: conversation.needs_reply(),
        }
    }

    fn about(&self) -> event::About {
        event::About {
            conversation: Some(self.conversation),
            identity: Some(self.identity),
        }
    }
}

enum Outcome {
    New(Said),
    Repeat(Said),
}

/// Asked here, below what knows of blocks.
fn is_blocked(reader: &Reader<'_>, conversation: &Conversation) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from block where customer_id = ?1 and lifted_at is null",
        [conversation.customer],
    )
}

/// `is_bound`: it has to be handed over to the customer's platform, where that is not the house's own.
fn write(
    tx: &mut Tx<'_>,
    place: &Place,
    author: &Author,
    draft: &Draft,
    key: Option<ClientKey>,
    uploader: Uploader,
    is_bound: bool,
) -> Result<Outcome, SayError> {
    let quote = match draft.quotes {
        Some(quoted) => Some(quotable(tx, place.identity, quoted)?),
        None => None,
    };
    let event = event::number(tx, Kind::Message, place.about())?;
    let id = MessageId::from(event);
    let key = key.as_ref();
    // A repeat is met by the index of keys, which is asked for every row anyhow.
    let said = (draft.text.as_str(), draft.quotes);
    if !insert(tx, author, false, key, id, place.conversation, said)? {
        event::give_back(tx, event)?;
        let said = find_repeat(tx, place, draft, key, false)?;
        return Ok(Outcome::Repeat(said.expect("its key is there")));
    }
    let attachments = attach(tx, id, uploader, draft)?;
    shared::record(tx, place.conversation, id, &draft.text, &attachments)?;
    let standing = if is_bound && outbox::enqueue(tx, id, place.conversation, &[])? {
        Delivery::Queued
    } else {
        Delivery::Sent
    };
    if let Some(filled) = &draft.template {
        template::note(tx, id, filled)?;
    }
    let now = tx.now;
    tx.announce(Written {
        entry: Entry::Message(Message {
            attachments,
            quote,
            ..Message::of_words(
                id,
                place.conversation,
                author.clone(),
                draft.text.clone(),
                now,
                standing,
            )
        }),
        identity: place.identity,
    });
    Ok(Outcome::New(Said {
        id,
        conversation: place.conversation,
        created_at: now,
        repeat: false,
    }))
}

/// Writes the row. `false`, and nothing written, if the conversation has an entry with this key.
fn insert(
    tx: &mut Tx<'_>,
    author: &Author,
    internal: bool,
    key: Option<&ClientKey>,
    id: MessageId,
    conversation: ConversationId,
    (text, quotes): (&str, Option<MessageId>),
) -> Result<bool, DbError> {
    let now = tx.now;
    let written = tx.execute(
        "insert into message (id, conversation_id, author, agent_id, internal, text, created_at, client_key, quotes_id,
           agent_identity_id)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         on conflict (client_key, conversation_id) where client_key is not null do nothing",
        (
            id,
            conversation,
            author.word(),
            author.face().map(|face| face.id),
            internal,
            text,
            now,
            key.map(ClientKey::as_str),
            quotes,
            author.face().and_then(|face| face.mask.as_ref()).map(|mask| mask.id),
        ),
    )?;
    Ok(written == 1)
}

/// What an answer to this account may quote: whatever its customer sees.
fn quotable(reader: &Reader<'_>, identity: IdentityId, id: MessageId) -> Result<Quote, SayError> {
    let Some(Entry::Message(message)) = message::by_id(reader, id)? else {
        return Err(SayError::UnknownQuote);
    };
    let is_theirs = reader.exists(
        "select 1 from conversation where id = ?1 and identity_id = ?2",
        (message.conversation, identity),
    )?;
    if !is_theirs || matches!(message.author, Author::System(_)) || message.unsent_at.is_some() {
        return Err(SayError::UnknownQuote);
    }
    Ok(message.as_quote())
}

fn attach(
    tx: &mut Tx<'_>,
    message: MessageId,
    uploader: Uploader,
    draft: &Draft,
) -> Result<Vec<Attachment>, SayError> {
    if draft.attachments.is_empty() {
        return Ok(Vec::new());
    }
    attachment::send_with(tx, message, uploader, &draft.attachments)?
        .ok_or(SayError::UnknownAttachment)
}

/// The entry that this key already brought into the conversation. A comment is never taken for a
/// message, nor another file for the one that was sent.
fn find_repeat(
    reader: &Reader<'_>,
    place: &Place,
    draft: &Draft,
    key: Option<&ClientKey>,
    internal: bool,
) -> Result<Option<Said>, SayError> {
    let Some(key) = key else {
        return Ok(None);
    };
    let found = reader.find(
        "select id, conversation_id, created_at, text = ?3 and internal = ?4
         from message where conversation_id = ?1 and client_key = ?2",
        (place.conversation, key.as_str(), &draft.text, internal),
        |row| {
            let said = Said {
                id: row.get(0)?,
                conversation: row.get(1)?,
                created_at: row.get(2)?,
                repeat: true,
            };
            Ok((said, row.get::<_, bool>(3)?))
        },
    )?;
    let Some((said, is_same)) = found else {
        return Ok(None);
    };
    let files = attachment::of_message(reader, said.id)?;
    let has_same_files = files.iter().map(|file| &file.id).eq(&draft.attachments);
    if is_same && has_same_files {
        Ok(Some(said))
    } else {
        Err(SayError::KeyReused)
    }
}

/// Whether an earlier episode of this account already has the message: a retry may arrive after its
/// chat was closed.
pub fn find_earlier(
    reader: &Reader<'_>,
    identity: IdentityId,
    draft: &Draft,
) -> Result<Option<Said>, SayError> {
    let Some(key) = &draft.key else {
        return Ok(None);
    };
    let conversations: Vec<ConversationId> = reader.list(
        "select id from conversation where identity_id = ?1 order by id desc limit 5",
        [identity],
        |row| row.get(0),
    )?;
    let key = ClientKey::of_customer(key);
    for conversation in conversations {
        let place = Place {
            conversation,
            identity,
            is_fresh: false,
            waits: false,
        };
        if let Some(said) = find_repeat(reader, &place, draft, Some(&key), false)? {
            return Ok(Some(said));
        }
    }
    Ok(None)
}

/// What lists show of a message that stands already.
#[must_use]
pub fn preview_of_message(message: &Message) -> String {
    text::preview(&message.as_quote().text, PREVIEW)
}

/// What lists show of a message: its words, or the names of the files it carries.
fn preview_of(reader: &Reader<'_>, draft: &Draft, id: MessageId) -> Result<String, DbError> {
    if !draft.text.is_empty() {
        return Ok(text::preview(&draft.text, PREVIEW));
    }
    let files = attachment::of_message(reader, id)?;
    let names: Vec<String> = files.iter().map(shown_as).collect();
    Ok(text::preview(&names.join(", "), PREVIEW))
}

/// A file in a list, in every language: a voice message has no name that anybody gave it.
fn shown_as(file: &Attachment) -> String {
    match (file.kind, file.duration_ms) {
        (AttachmentKind::Voice, Some(length)) => {
            let seconds = length / 1000;
            format!("🎤 {}:{:02}", seconds / 60, seconds % 60)
        }
        (AttachmentKind::Voice, None) => "🎤".to_owned(),
        (AttachmentKind::Image | AttachmentKind::File | AttachmentKind::Card, _) => {
            file.name.clone()
        }
    }
}
