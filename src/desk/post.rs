//! Mails that are no part of a chat: a transcript that somebody is sent, the report of a week. Each is kept until its
//! mailbox's server has it, over restarts and while that is away, and everybody sees what became of it.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, ChannelId, ConversationId, PostId},
        secret, text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        account::{self, Account},
        channel::ChannelKind,
        conversation::{self, State, consent, say},
        team::{self, Agent},
    },
    stored_as_word,
};

/// Where something stands that is handed over: a mail, or what admins are told by another door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Waits for its turn.
    Queued,
    /// Is being handed over. After a crash it goes again, a mail under the same Message-ID.
    Sending,
    /// The other side has taken it.
    Sent,
    /// It will not get there.
    Failed,
}

stored_as_word!(Stage {
    Queued = "queued",
    Sending = "sending",
    Sent = "sent",
    Failed = "failed",
});

/// A mail.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// The mailbox that it leaves from.
    pub channel: ChannelId,
    /// The chat that it tells of, if it does.
    pub conversation: Option<ConversationId>,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// What it says; empty since it has left.
    pub text: String,
    /// The same, formatted.
    pub html: String,
    /// Its Message-ID, without the angles.
    pub header_id: String,
    /// Where it stands.
    pub stage: Stage,
    /// Tries so far.
    pub attempts: u32,
    /// What the server said when it did not take it.
    pub words: String,
    /// When it was written, or begun anew.
    pub created_at: Timestamp,
}

/// What to send.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The mailbox that it leaves from.
    pub channel: ChannelId,
    /// The chat that it tells of.
    pub conversation: ConversationId,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The same, formatted.
    pub html: String,
    /// Whether it repeats what the team said among itself.
    pub has_comments: bool,
}

/// Why a mail was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The mailbox is none, or rests.
    #[error("there is no such mailbox")]
    NoMailbox,
    /// The recipient's address is none.
    #[error("this is not a whole address")]
    BadAddress,
    /// What the team says among itself goes to nobody else.
    #[error("comments go to colleagues alone")]
    Outsider,
    /// Nobody of the team has answered in the chat yet.
    #[error("nobody has answered in this chat yet")]
    NotAnswered,
    /// The chat's customer took back what they agreed to.
    #[error("this customer has withdrawn their consent")]
    Withdrawn,
    /// Too many about one chat.
    #[error("this chat was sent by mail often enough for one day")]
    TooMany,
    /// No such chat, or no such mail.
    #[error("there is no such chat")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Announced when there is something to send.
#[derive(Debug, Clone, Copy)]
pub struct Queued;

/// Sends are given up after this long.
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a mail that could not be sent is put off, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Mails about one chat in a day.
const MOST: u32 = 20;

/// Mails in a day that customers ask for themselves, about one chat or to one address.
const MOST_BY_CUSTOMER: u32 = 3;

/// A second click is no second mail.
const TWICE: Duration = Duration::from_secs(10);

/// Longest words of a server that are kept.
const LONGEST: usize = 300;

/// The mailboxes that mails can leave from, by name.
pub fn mailboxes(reader: &Reader<'_>) -> Result<Vec<Account>, DbError> {
    let mut all = account::all(reader)?;
    all.retain(|account| {
        account.channel.kind == ChannelKind::Email && account.channel.paused_at.is_none()
    });
    all.sort_by(|one, other| one.channel.name.cmp(&other.channel.name));
    Ok(all)
}

/// Whether an address is one of the team's own.
pub fn is_of_team(reader: &Reader<'_>, address: &str) -> Result<bool, DbError> {
    let address = address.trim().to_lowercase();
    let known = team::by_email(reader, &address)?;
    Ok(known.is_some_and(|(agent, _)| agent.deactivated_at.is_none()))
}

/// Takes a mail, to be sent as soon as its mailbox's server takes it. What a customer said who has withdrawn their
/// consent goes to colleagues alone.
pub fn send(tx: &mut Tx<'_>, agent: &Agent, draft: &Draft) -> Result<PostId, PostError> {
    if wants_nothing(tx, draft.conversation, &draft.recipient)? {
        return Err(PostError::Withdrawn);
    }
    take(tx, Some(agent), draft)
}

/// A customer wants their own chat by mail. So that nobody makes the house write to strangers, a person of the team
/// must have answered in it, and a chat, and an address, are written to a few times a day. Whoever has withdrawn their
/// consent is sent it, too: they ask for it themselves, and it is theirs.
pub fn send_to_customer(tx: &mut Tx<'_>, draft: &Draft) -> Result<PostId, PostError> {
    let chat = conversation::by_id(tx, draft.conversation)?.ok_or(PostError::NotFound)?;
    if chat.first_reply_at.is_none() {
        return Err(PostError::NotAnswered);
    }
    let asked: u32 = tx.get(
        "select count(*) from post where created_at > ?3 and agent_id is null and conversation_id is not null
           and (conversation_id = ?1 or lower(recipient) = lower(?2))",
        (chat.id, draft.recipient.trim(), tx.now.minus(PATIENCE)),
        |row| row.get(0),
    )?;
    if asked >= MOST_BY_CUSTOMER {
        return Err(PostError::TooMany);
    }
    take(tx, None, draft)
}

fn take(tx: &mut Tx<'_>, agent: Option<&Agent>, draft: &Draft) -> Result<PostId, PostError> {
    // One in which nothing was written may go at any time.
    let chat = conversation::by_id(tx, draft.conversation)?
        .filter(|chat| chat.state != State::Fresh)
        .ok_or(PostError::NotFound)?;
    let mailbox = mailboxes(tx)?
        .into_iter()
        .find(|account| account.channel.id == draft.channel)
        .ok_or(PostError::NoMailbox)?;
    let recipient = draft.recipient.trim();
    if !text::is_email(recipient) {
        return Err(PostError::BadAddress);
    }
    if draft.has_comments && !is_of_team(tx, recipient)? {
        return Err(PostError::Outsider);
    }
    let now = tx.now;
    let twin = tx.find(
        "select id from post where conversation_id = ?1 and recipient = ?2 and html = ?3 and created_at > ?4",
        (chat.id, recipient, &draft.html, now.minus(TWICE)),
        |row| row.get(0),
    )?;
    if let Some(twin) = twin {
        return Ok(twin);
    }
    let lately: u32 = tx.get(
        "select count(*) from post where conversation_id = ?1 and created_at > ?2",
        (chat.id, now.minus(PATIENCE)),
        |row| row.get(0),
    )?;
    if lately >= MOST {
        return Err(PostError::TooMany);
    }
    let mail = Mail {
        recipient,
        subject: &draft.subject,
        text: &draft.text,
        html: &draft.html,
    };
    let id = insert(
        tx,
        &mailbox,
        Some(chat.id),
        agent.map(|agent| agent.id),
        &mail,
    )?;
    let word = match agent {
        Some(_) => "transcript-mailed",
        None => "transcript-asked",
    };
    let line = format!("{}{word} {recipient}", say::FOR_TEAM);
    say::by_house(tx, &say::Place::of(&chat), &line, agent)?;
    Ok(id)
}

/// What a mail says, and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    /// To whom.
    pub recipient: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// What it says.
    pub text: &'a str,
    /// The same, formatted.
    pub html: &'a str,
}

/// Takes a mail of the house itself, which tells of no chat.
pub fn report(tx: &mut Tx<'_>, mailbox: &Account, mail: &Mail<'_>) -> Result<PostId, DbError> {
    insert(tx, mailbox, None, None, mail)
}

fn insert(
    tx: &mut Tx<'_>,
    mailbox: &Account,
    chat: Option<ConversationId>,
    agent: Option<AgentId>,
    mail: &Mail<'_>,
) -> Result<PostId, DbError> {
    let now = tx.now;
    let domain = mailbox.own_id.rsplit('@').next().unwrap_or("localhost");
    let header_id = format!("sbp.{}@{domain}", secret::random_hex());
    tx.execute(
        "insert into post (channel_id, conversation_id, agent_id, recipient, subject, text, html, header_id, due_at, created_at)
         values (:channel, :chat, :agent, :recipient, :subject, :text, :html, :header, :now, :now)",
        named_params! {
            ":channel": mailbox.channel.id, ":chat": chat, ":agent": agent, ":recipient": mail.recipient,
            ":subject": text::clean_line(mail.subject, LONGEST), ":text": mail.text, ":html": mail.html,
            ":header": header_id, ":now": now,
        },
    )?;
    let id = PostId(tx.last_insert_id());
    tx.announce(Queued);
    Ok(id)
}

const SELECT: &str = "select id, channel_id, conversation_id, recipient, subject, text, html, header_id, state, attempts,
      words, created_at from post";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Post> {
    Ok(Post {
        id: row.get(0)?,
        channel: row.get(1)?,
        conversation: row.get(2)?,
        recipient: row.get(3)?,
        subject: row.get(4)?,
        text: row.get(5)?,
        html: row.get(6)?,
        header_id: row.get(7)?,
        stage: row.get(8)?,
        attempts: row.get(9)?,
        words: row.get(10)?,
        created_at: row.get(11)?,
    })
}

/// What may go now. Mailboxes that rest are waited for.
pub fn due(reader: &Reader<'_>) -> Result<Vec<PostId>, DbError> {
    reader.list(
        "select post.id from post join channel on channel.id = post.channel_id
         where post.state = 'queued' and post.due_at <= ?1 and channel.paused_at is null
         order by post.due_at, post.id limit 50",
        [reader.now],
        |row| row.get(0),
    )
}

/// When the next one that was put off comes due.
pub fn next_due(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    reader.get(
        "select min(due_at) from post where state = 'queued' and due_at > ?1",
        [reader.now],
        |row| row.get(0),
    )
}

/// The newest mails about a chat, newest first.
pub fn of_chat(reader: &Reader<'_>, chat: ConversationId) -> Result<Vec<Post>, DbError> {
    let sql = format!("{SELECT} where conversation_id = ?1 order by id desc limit {MOST}");
    reader.list(&sql, [chat], from_row)
}

fn by_id(reader: &Reader<'_>, id: PostId) -> Result<Option<Post>, DbError> {
    reader.find(&format!("{SELECT} where id = ?1"), [id], from_row)
}

/// Its turn has come. `None` when it is no more to be sent.
pub fn begin(tx: &mut Tx<'_>, id: PostId) -> Result<Option<(Post, Account)>, DbError> {
    let began = tx.execute(
        "update post set state = 'sending' where id = ?1 and state = 'queued'",
        [id],
    )?;
    let Some(post) = by_id(tx, id)?.filter(|_| began > 0) else {
        return Ok(None);
    };
    if is_unwanted(tx, &post)? {
        failed(tx, id, "")?;
        return Ok(None);
    }
    let account = account::by_id(tx, post.channel)?;
    if account.is_none() {
        failed(tx, id, "")?;
    }
    Ok(account.map(|account| (post, account)))
}

/// Whether an agent sent it to somebody outside the team before its customer withdrew their consent.
fn is_unwanted(reader: &Reader<'_>, post: &Post) -> Result<bool, DbError> {
    let Some(chat) = post.conversation else {
        return Ok(false);
    };
    let is_by_agent = reader.exists(
        "select 1 from post where id = ?1 and agent_id is not null",
        [post.id],
    )?;
    Ok(is_by_agent && wants_nothing(reader, chat, &post.recipient)?)
}

/// Whether nothing that was said in a chat goes to this address: its customer has withdrawn their consent, and it is nobody
/// of the team's.
fn wants_nothing(
    reader: &Reader<'_>,
    chat: ConversationId,
    address: &str,
) -> Result<bool, DbError> {
    Ok(!is_of_team(reader, address)? && consent::silent_since(reader, chat)?.is_some())
}

/// What was being handed over when the last process ended goes again.
pub fn recover(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute(
        "update post set state = 'queued' where state = 'sending'",
        [],
    )?;
    Ok(())
}

/// The server has it. What it said stands in its chat, and is kept no longer here.
pub fn sent(tx: &mut Tx<'_>, id: PostId) -> Result<(), DbError> {
    tx.execute(
        "update post set state = 'sent', text = '', html = '', words = '' where id = ?1",
        [id],
    )?;
    Ok(())
}

/// It cannot go for the moment: it is tried again after `pause`, else after one that grows. Given up after a day.
pub fn put_off(
    tx: &mut Tx<'_>,
    id: PostId,
    pause: Option<Duration>,
    words: &str,
) -> Result<(), DbError> {
    let Some(post) = by_id(tx, id)? else {
        return Ok(());
    };
    let now = tx.now;
    if now.since(post.created_at) > PATIENCE {
        return failed(tx, id, words);
    }
    let grown = Duration::from_secs(1 << post.attempts.min(10)).min(LONGEST_PAUSE);
    tx.execute(
        "update post set state = 'queued', attempts = attempts + 1, due_at = :due, words = :words where id = :id",
        named_params! {
            ":due": now.plus(pause.unwrap_or(grown)), ":words": text::clean_line(words, LONGEST), ":id": id,
        },
    )?;
    tx.announce(Queued);
    Ok(())
}

/// It will not get there, and its chat says so if it tells of one.
pub fn failed(tx: &mut Tx<'_>, id: PostId, words: &str) -> Result<(), DbError> {
    let Some(post) = by_id(tx, id)?.filter(|post| post.stage != Stage::Failed) else {
        return Ok(());
    };
    let words = text::clean_line(words, LONGEST);
    tx.execute(
        "update post set state = 'failed', words = ?2 where id = ?1",
        (id, &words),
    )?;
    let chat = match post.conversation {
        Some(chat) => conversation::by_id(tx, chat)?,
        None => None,
    };
    if let Some(chat) = chat {
        let line = format!(
            "{}transcript-unmailed {} {words}",
            say::FOR_TEAM,
            post.recipient
        );
        say::by_house(tx, &say::Place::of(&chat), line.trim_end(), None)?;
    }
    Ok(())
}

/// Another machine reports that a mail with one of these ids did not get there. `false`: it is none of these.
pub fn came_back(tx: &mut Tx<'_>, header_ids: &[String], words: &str) -> Result<bool, DbError> {
    for header_id in header_ids {
        let known = tx.find(
            "select id from post where header_id = ?1",
            [header_id],
            |row| row.get(0),
        )?;
        if let Some(id) = known {
            failed(tx, id, words)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Sends one again that was given up, while its words are still here.
pub fn again(tx: &mut Tx<'_>, chat: ConversationId, id: PostId) -> Result<(), PostError> {
    let now = tx.now;
    let begun = tx.execute(
        "update post set state = 'queued', attempts = 0, due_at = ?3, created_at = ?3, words = ''
         where id = ?1 and conversation_id = ?2 and state = 'failed' and html <> ''",
        (id, chat, now),
    )?;
    if begun == 0 {
        return Err(PostError::NotFound);
    }
    tx.announce(Queued);
    Ok(())
}

#[cfg(test)]
mod tests;
