//! What an agent answers the customer: who may, past the house's patterns, never over a colleague's answer.

use super::{Draft, Outcome, Place, Said, SayError, find_repeat, preview_of, quotable, write};
use crate::{
    base::id::{AgentId, ConversationId, MessageId},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        agent_identity,
        attachment::{self, Uploader},
        audit::{self, Origin},
        conversation::{
            self, Conversation, State,
            message::{Author, ClientKey},
            participant, receipt, silence, window,
        },
        guard,
        team::Agent,
        window::{Speaker, Why},
    },
};

/// An agent's reply to the customer. Only the owner and who is in the chat beside them answer; `seen` is the newest entry the agent's
/// screen showed, and a colleague's newer message is shown before anything is sent (BEHAVIOUR 4).
/// What the house's patterns find in it is not sent either.
pub fn by_agent(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    seen: Option<MessageId>,
) -> Result<Said, SayError> {
    answer(tx, agent, id, draft, seen, Clearance::Look)
}

/// As [`by_agent`], but sent although patterns that only warn were found in it; `origin` goes into
/// the audit log with their names, and never with what was found.
pub fn by_agent_anyway(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    seen: Option<MessageId>,
    origin: &Origin,
) -> Result<Said, SayError> {
    answer(tx, agent, id, draft, seen, Clearance::Anyway(origin))
}

/// How a reply comes past the house's patterns.
#[derive(Debug, Clone, Copy)]
pub enum Clearance<'a> {
    /// It is looked through.
    Look,
    /// Its author has seen what was found and sends it all the same.
    Anyway(&'a Origin),
    /// It was looked through when it was put aside.
    Passed,
}

impl<'a> Clearance<'a> {
    /// Looked through, unless its author, who is named here, sends it anyway.
    #[must_use]
    pub fn of(anyway: Option<&'a Origin>) -> Self {
        anyway.map_or(Self::Look, Self::Anyway)
    }
}

/// An agent's reply, past the patterns in this way.
pub fn answer(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    seen: Option<MessageId>,
    clearance: Clearance<'_>,
) -> Result<Said, SayError> {
    let (place, key) = match may_reply(tx, agent, id, draft, seen)? {
        Reply::Repeat(said) => return Ok(said),
        Reply::May(place, key) => (place, key),
    };
    pass_guard(tx, agent, id, draft, clearance)?;
    let author = Author::Agent(agent_identity::face(tx, agent, id)?);
    let uploader = Uploader::Agent(agent.id);
    let said = match write(tx, &place, &author, draft, key, uploader, true)? {
        Outcome::Repeat(said) => return Ok(said),
        Outcome::New(said) => said,
    };
    is_answered(tx, agent, &said, draft)?;
    silence::begin(tx, id, place.waits)?;
    Ok(said)
}

/// The customer of a chat has an answer.
fn is_answered(tx: &mut Tx<'_>, agent: &Agent, said: &Said, draft: &Draft) -> Result<(), DbError> {
    let (now, preview) = (tx.now, preview_of(tx, draft, said.id)?);
    tx.execute(
        "update conversation set last_message_id = :message, last_activity_at = :now,
           preview = :preview, preview_author = 'agent', waiting_since = null,
           first_reply_at = coalesce(first_reply_at, :now)
         where id = :conversation",
        named_params! {
            ":message": said.id, ":now": now, ":preview": preview, ":conversation": said.conversation,
        },
    )?;
    receipt::agent_saw(tx, agent.id, said.conversation, said.id)?;
    Ok(())
}

/// What an agent has answered with a program of their own, under their own name: the customer has it, so that nothing is
/// looked through, asked or handed over. Whose the chat is stays as it was; one that has ended stays so.
pub fn by_agent_elsewhere(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
    draft: &Draft,
) -> Result<Said, SayError> {
    let place = Place::of(chat);
    let author = Author::Agent(agent.face());
    let uploader = Uploader::Agent(agent.id);
    let (Outcome::New(said) | Outcome::Repeat(said)) =
        write(tx, &place, &author, draft, None, uploader, false)?;
    match chat.state {
        State::Active { .. } => {
            is_answered(tx, agent, &said, draft)?;
            silence::begin(tx, chat.id, place.waits)?;
        }
        State::Fresh | State::Waiting { .. } | State::Scheduled => {
            is_answered(tx, agent, &said, draft)?;
        }
        State::WrappingUp { .. } | State::Closed { .. } => {
            let (now, preview) = (tx.now, preview_of(tx, draft, said.id)?);
            tx.execute(
                "update conversation set last_message_id = ?2, last_activity_at = ?3, preview = ?4,
                   preview_author = 'agent'
                 where id = ?1",
                (chat.id, said.id, now, preview),
            )?;
        }
    }
    Ok(said)
}

/// Whether an agent may say this to the customer now; what was said, if it was said before.
pub fn check_reply(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    seen: Option<MessageId>,
) -> Result<Option<Said>, SayError> {
    match may_reply(reader, agent, id, draft, seen)? {
        Reply::Repeat(said) => Ok(Some(said)),
        Reply::May(..) => Ok(None),
    }
}

enum Reply {
    Repeat(Said),
    May(Place, Option<ClientKey>),
}

fn may_reply(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    seen: Option<MessageId>,
) -> Result<Reply, SayError> {
    let conversation = conversation::by_id(reader, id)?.ok_or(SayError::NotFound)?;
    let key = draft
        .key
        .as_deref()
        .map(|key| ClientKey::of_agent(agent.id, key));
    let place = Place::of(&conversation);
    // A repeat is answered whatever became of the chat since.
    if let Some(said) = find_repeat(reader, &place, draft, key.as_ref(), false)? {
        return Ok(Reply::Repeat(said));
    }
    let window = window::check(reader, id, Speaker::Person)?;
    // Said before anything that could be mended: whoever opens the chat again meets it all the same.
    if matches!(&window, Err(shut) if shut.why == Why::Withdrawn) {
        return Err(SayError::Withdrawn);
    }
    match &conversation.state {
        State::Active { .. } if participant::may_answer(reader, &conversation, agent.id)? => {}
        State::Active { agent: owner, .. } => return Err(SayError::TakenBy(owner.name.clone())),
        State::Fresh | State::Waiting { .. } | State::Scheduled => {
            return Err(SayError::NotClaimed);
        }
        State::WrappingUp { .. } | State::Closed { .. } => return Err(SayError::Closed),
    }
    if let Some(seen) = seen {
        let newer = newer_by_colleagues(reader, id, agent.id, seen)?;
        if !newer.is_empty() {
            return Err(SayError::ChangedMeanwhile(newer));
        }
    }
    if let Err(shut) = window {
        let takes_templates = shut.policy.is_some_and(|policy| policy.templates);
        if draft.template.is_none() || !takes_templates {
            return Err(SayError::WindowClosed(shut));
        }
    }
    if let Some(quoted) = draft.quotes {
        quotable(reader, place.identity, quoted)?;
    }
    if let Some(name) = attachment::rule::refused(reader, id, &draft.attachments)? {
        return Err(SayError::NotTakenHere(name));
    }
    Ok(Reply::May(place, key))
}

/// Looks through what is bound for a customer: its text and the names of its files.
pub fn pass_guard(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    draft: &Draft,
    clearance: Clearance<'_>,
) -> Result<(), SayError> {
    let anyway = match clearance {
        Clearance::Passed => return Ok(()),
        Clearance::Look => None,
        Clearance::Anyway(origin) => Some(origin),
    };
    let names = attachment::names(tx, &draft.attachments)?;
    let finds = guard::current(tx)?.look(agent.lang, &draft.text, &names);
    let Some(origin) = anyway.filter(|_| finds.iter().all(|find| !find.blocks)) else {
        return match finds.is_empty() {
            true => Ok(()),
            false => Err(SayError::Sensitive(finds)),
        };
    };
    let mut rules: Vec<&str> = finds.iter().map(|find| find.name.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    for rule in rules {
        audit::log_with(tx, origin, "sensitive_sent", rule, &format!("#{id}"))?;
    }
    Ok(())
}

fn newer_by_colleagues(
    reader: &Reader<'_>,
    conversation: ConversationId,
    agent: AgentId,
    seen: MessageId,
) -> Result<Vec<MessageId>, DbError> {
    reader.list(
        "select id from message where conversation_id = ?1 and id > ?2 and author = 'agent'
           and agent_id <> ?3 and internal = 0 order by id",
        (conversation, seen, agent),
        |row| row.get(0),
    )
}
