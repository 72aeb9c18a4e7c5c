//! Asking a colleague into a chat (H1, BEHAVIOUR 11): they accept, say no, or let a minute pass.

pub mod board;
pub(in crate::desk) mod join;
pub mod leave;

use std::time::Duration;

use serde::Serialize;

use crate::{
    base::{
        id::{AgentId, ConversationId, InviteId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        conversation::{self, Cause, Conversation, State, participant, say},
        event::{self, About, Kind},
        setting::{self, Company},
        team::{self, Agent, Availability, Face, availability},
        timer::{self, Due},
    },
    stored_as_word,
};

/// How long a colleague has to answer.
pub const LASTS: Duration = Duration::from_secs(60);

/// Most characters of what the colleague is told with it, and of why they said no.
pub const LONGEST_NOTE: usize = 300;

/// How many of the last words of a chat a colleague reads before they answer.
const LAST_WORDS: usize = 3;

/// Characters of each.
const WORDS: usize = 160;

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The colleague joined.
    Accepted,
    /// They said no.
    Rejected,
    /// They did not answer in time.
    Expired,
    /// The chat ended, or somebody else has it now.
    Withdrawn,
}

stored_as_word!(Outcome {
    Accepted = "accepted",
    Rejected = "rejected",
    Expired = "expired",
    Withdrawn = "withdrawn",
});

/// A colleague asked into a chat.
#[derive(Debug, Clone)]
pub struct Invite {
    /// Its id.
    pub id: InviteId,
    /// Into which chat.
    pub conversation: ConversationId,
    /// Who asks.
    pub from: Face,
    /// Who is asked.
    pub to: Face,
    /// What for, in the words of who asks; may be empty.
    pub note: String,
    /// Since when.
    pub at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When and how it ended; `None`: it is open.
    pub ended: Option<(Timestamp, Outcome)>,
    /// Why they said no; may be empty.
    pub reason: String,
}

/// A request that waits for somebody's answer, with what they want to know first.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The request.
    pub invite: Invite,
    /// The chat.
    pub conversation: Conversation,
    /// What was said last, oldest first, and whether the customer said it.
    pub words: Vec<(bool, String)>,
}

/// Somebody as programs are told of them.
#[derive(Debug, Clone, Serialize)]
struct Person {
    id: AgentId,
    name: String,
}

/// What is told of a request, on streams and by the API.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    id: InviteId,
    conversation_id: ConversationId,
    from: Person,
    to: Person,
    note: String,
    at: Timestamp,
    expires_at: Timestamp,
    outcome: Option<Outcome>,
    reason: String,
}

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// It is not with anybody.
    #[error("nobody has this chat")]
    NotActive,
    /// Who asks is not in it.
    #[error("only who is in a chat may ask others in")]
    NotInside,
    /// The colleague is unknown or left.
    #[error("there is no such colleague")]
    NoSuchAgent,
    /// They are not at work.
    #[error("{} is offline", .0.name)]
    Offline(Face),
    /// They are in it already.
    #[error("{} is in this chat already", .0.name)]
    Inside(Face),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Why an answer changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// There is no such request to this agent.
    #[error("there is no such request")]
    NotFound,
    /// It has ended otherwise.
    #[error("this request has ended")]
    Over(Outcome),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Whether a colleague would see that they are asked. One who is full may still help.
#[must_use]
pub fn can_be_asked(colleague: &Agent, now: Timestamp) -> bool {
    colleague.availability != Availability::Offline && availability::is_present(colleague, now)
}

/// Asks a colleague into a chat. Whoever was asked already is not asked twice: the open request is answered.
pub fn ask(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    to: AgentId,
    note: &str,
) -> Result<Invite, AskError> {
    let chat = conversation::by_id(tx, id)?.ok_or(AskError::NotFound)?;
    let owner = match &chat.state {
        State::Active { agent, .. } => agent.clone(),
        State::Fresh => return Err(AskError::NotFound),
        State::Waiting { .. }
        | State::Scheduled
        | State::WrappingUp { .. }
        | State::Closed { .. } => return Err(AskError::NotActive),
    };
    if !participant::may_answer(tx, &chat, agent.id)? {
        return Err(AskError::NotInside);
    }
    let colleague = team::by_id(tx, to)?
        .filter(|colleague| colleague.deactivated_at.is_none())
        .ok_or(AskError::NoSuchAgent)?;
    if owner.id == to || participant::is_in(tx, id, to)? {
        return Err(AskError::Inside(colleague.face()));
    }
    if let Some(open) = open_of(tx, id, to)? {
        return Ok(open);
    }
    if !can_be_asked(&colleague, tx.now) {
        return Err(AskError::Offline(colleague.face()));
    }
    let (now, until) = (tx.now, tx.now.plus(LASTS));
    tx.execute(
        "insert into invite (conversation_id, from_id, to_id, note, at, expires_at)
         values (:chat, :from, :to, :note, :now, :until)",
        named_params! {
            ":chat": id, ":from": agent.id, ":to": to, ":note": text::clean_line(note, LONGEST_NOTE),
            ":now": now, ":until": until,
        },
    )?;
    let invite = InviteId(tx.last_insert_id());
    timer::set(tx, Due::InviteExpires, invite.0, until)?;
    let line = format!("{}asked {}", say::FOR_TEAM, colleague.name);
    say::by_house(tx, &say::Place::of(&chat), &line, Some(agent))?;
    Ok(tell(tx, invite)?)
}

/// The colleague joins. Who accepts twice is in it once.
pub fn accept(tx: &mut Tx<'_>, agent: &Agent, id: InviteId) -> Result<Conversation, AnswerError> {
    let invite = to_agent(tx, agent, id)?;
    let chat = conversation::by_id(tx, invite.conversation)?.ok_or(AnswerError::NotFound)?;
    match invite.ended {
        None => {}
        Some((_, Outcome::Accepted)) => return Ok(chat),
        Some((_, outcome)) => return Err(AnswerError::Over(outcome)),
    }
    if !matches!(chat.state, State::Active { .. }) {
        return Err(AnswerError::Over(Outcome::Withdrawn));
    }
    join::come_in(tx, &chat, agent)?;
    Ok(chat)
}

/// The colleague says no, with a reason or without.
pub fn reject(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: InviteId,
    reason: &str,
) -> Result<Invite, AnswerError> {
    let invite = to_agent(tx, agent, id)?;
    match invite.ended {
        None => {}
        Some((_, Outcome::Rejected)) => return Ok(invite),
        Some((_, outcome)) => return Err(AnswerError::Over(outcome)),
    }
    availability::noticed(tx, agent.id)?;
    let reason = text::clean_line(reason, LONGEST_NOTE);
    Ok(end(tx, id, Outcome::Rejected, &reason)?)
}

/// What [`Due::InviteExpires`] does.
pub fn time_is_up(tx: &mut Tx<'_>, id: InviteId) -> Result<(), DbError> {
    if by_id(tx, id)?.is_some_and(|invite| invite.ended.is_none()) {
        end(tx, id, Outcome::Expired, "")?;
    }
    Ok(())
}

/// Takes back whatever is open in a chat: it ends, or somebody else has it now.
pub fn call_off(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let open: Vec<InviteId> = tx.list(
        "select id from invite where conversation_id = ?1 and ended_at is null order by id",
        [id],
        |row| row.get(0),
    )?;
    withdraw(tx, open)
}

/// A chat is with nobody any more: who was in it is out, and nobody is asked into it.
pub fn disband(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    call_off(tx, id)?;
    participant::clear(tx, id)
}

/// A member leaves the team: they are in no chat, ask nobody and are asked by nobody.
pub fn forget(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let open: Vec<InviteId> = tx.list(
        "select id from invite where (from_id = ?1 or to_id = ?1) and ended_at is null order by id",
        [agent],
        |row| row.get(0),
    )?;
    withdraw(tx, open)?;
    let chats: Vec<ConversationId> = tx.list(
        "select conversation_id from participant where agent_id = ?1 order by conversation_id",
        [agent],
        |row| row.get(0),
    )?;
    for chat in chats {
        participant::remove(tx, chat, agent)?;
        conversation::tell(tx, chat, Cause::Changed)?;
    }
    Ok(())
}

fn withdraw(tx: &mut Tx<'_>, open: Vec<InviteId>) -> Result<(), DbError> {
    for invite in open {
        end(tx, invite, Outcome::Withdrawn, "")?;
    }
    Ok(())
}

/// The requests that wait for an agent's answer, the one that ends first in front.
pub fn waiting_for(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Asked>, DbError> {
    let sql =
        format!("{SELECT} where to_id = ?1 and ended_at is null order by expires_at, invite.id");
    let mut asked = Vec::new();
    for invite in reader.list(&sql, [agent], from_row)? {
        let chat = conversation::by_id(reader, invite.conversation)?;
        let Some(conversation) = chat.filter(|chat| matches!(chat.state, State::Active { .. }))
        else {
            continue;
        };
        asked.push(Asked {
            words: last_words(reader, conversation.id)?,
            conversation,
            invite,
        });
    }
    Ok(asked)
}

fn last_words(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<(bool, String)>, DbError> {
    let mut words: Vec<(bool, String)> = reader.list(
        "select author = 'customer', text from message
         where conversation_id = ?1 and internal = 0 and (author = 'customer' or author = 'agent')
           and text <> '' order by id desc limit ?2",
        (id, LAST_WORDS),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (_, said) in &mut words {
        *said = text::preview(said, WORDS);
    }
    words.reverse();
    Ok(words)
}

/// That an agent came or went: the customer reads it if the house wants that.
fn mention_to_customer(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    word: &str,
    agent: &Agent,
) -> Result<(), DbError> {
    let rules: Company = setting::get(tx)?;
    let prefix = if rules.tells_customers {
        ""
    } else {
        say::FOR_TEAM
    };
    let line = format!("{prefix}{word}");
    say::by_house(tx, &say::Place::of(chat), &line, Some(agent))?;
    Ok(())
}

fn to_agent(reader: &Reader<'_>, agent: &Agent, id: InviteId) -> Result<Invite, AnswerError> {
    by_id(reader, id)?
        .filter(|invite| invite.to.id == agent.id)
        .ok_or(AnswerError::NotFound)
}

fn end(tx: &mut Tx<'_>, id: InviteId, outcome: Outcome, reason: &str) -> Result<Invite, DbError> {
    let now = tx.now;
    tx.execute(
        "update invite set ended_at = :now, outcome = :outcome, reason = :reason
         where id = :id and ended_at is null",
        named_params! { ":now": now, ":outcome": outcome, ":reason": reason, ":id": id },
    )?;
    timer::cancel(tx, Due::InviteExpires, id.0)?;
    tell(tx, id)
}

fn tell(tx: &mut Tx<'_>, id: InviteId) -> Result<Invite, DbError> {
    let invite = by_id(tx, id)?.ok_or(DbError::Panicked(format!("invite {id} is gone")))?;
    // Nothing of it is the customer's business.
    let about = About {
        conversation: Some(invite.conversation),
        identity: None,
    };
    event::record(tx, Kind::Invite, about, &invite.told())?;
    Ok(invite)
}

const SELECT: &str =
    "select invite.id, conversation_id, note, at, expires_at, ended_at, outcome, reason,
    asker.id, asker.name, asker.public_name, asker.public_title, asker.picture_id,
    asked.id, asked.name, asked.public_name, asked.public_title, asked.picture_id
    from invite join agent asker on asker.id = from_id join agent asked on asked.id = to_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Invite> {
    let face =
        |at| -> rusqlite::Result<Face> { Ok(Face::from_row(row, at)?.expect("joined by its id")) };
    Ok(Invite {
        id: row.get(0)?,
        conversation: row.get(1)?,
        note: row.get(2)?,
        at: row.get(3)?,
        expires_at: row.get(4)?,
        ended: match (row.get(5)?, row.get(6)?) {
            (Some(at), Some(outcome)) => Some((at, outcome)),
            (_, _) => None,
        },
        reason: row.get(7)?,
        from: face(8)?,
        to: face(13)?,
    })
}

/// The request with this id.
pub fn by_id(reader: &Reader<'_>, id: InviteId) -> Result<Option<Invite>, DbError> {
    reader.find(&format!("{SELECT} where invite.id = ?1"), [id], from_row)
}

fn open_of(
    reader: &Reader<'_>,
    id: ConversationId,
    to: AgentId,
) -> Result<Option<Invite>, DbError> {
    let sql = format!("{SELECT} where conversation_id = ?1 and to_id = ?2 and ended_at is null");
    reader.find(&sql, (id, to), from_row)
}

impl Invite {
    /// For how long it stands in all.
    #[must_use]
    pub fn lasts(&self) -> Duration {
        self.expires_at.since(self.at)
    }

    /// What is told of it.
    #[must_use]
    pub fn told(&self) -> Told {
        let person = |face: &Face| Person {
            id: face.id,
            name: face.name.clone(),
        };
        Told {
            id: self.id,
            conversation_id: self.conversation,
            from: person(&self.from),
            to: person(&self.to),
            note: self.note.clone(),
            at: self.at,
            expires_at: self.expires_at,
            outcome: self.ended.map(|(_, outcome)| outcome),
            reason: self.reason.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
