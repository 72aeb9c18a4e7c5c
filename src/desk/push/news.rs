//! What the bell would ring for at an agent's console, told to whoever has none open.

use std::time::Duration;

use crate::{
    base::id::{AgentId, ConversationId, EventId, MessageId},
    db::{DbError, Reader},
    desk::{
        bell::Bell,
        conversation::{
            self, Cause, Conversation, Record, State,
            message::{self, Author, Entry},
        },
        event::{self, Event, Kind},
        hours, setting,
        team::{self, Agent, Availability},
        waitlist,
    },
};

/// What is older is no news any more.
pub const LATE: Duration = Duration::from_secs(300);
/// Events looked at in one go.
const PAGE: usize = 200;

/// What there is to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A customer waits whom they could take.
    Waits,
    /// The customer of a chat of theirs has written.
    Says,
    /// A colleague has named them in a comment.
    Named {
        /// Who.
        by: String,
    },
    /// A colleague asks them into a chat.
    Asked {
        /// Who.
        by: String,
    },
    /// Whoever waited does no more.
    Over {
        /// Who has the chat now, if anybody.
        with: Option<String>,
    },
}

/// Something for one agent.
#[derive(Debug, Clone)]
pub struct News {
    /// For whom.
    pub agent: Agent,
    /// Of which chat.
    pub chat: Box<Conversation>,
    /// What.
    pub what: What,
    /// In whose words, if in any: shown only where the agent wants previews.
    pub words: String,
}

/// What has happened since.
#[derive(Debug, Default)]
pub struct Page {
    /// Up to which event that is.
    pub until: Option<EventId>,
    /// For whom there is news.
    pub news: Vec<News>,
    /// Chats that have changed hands or state: of some it may have been told that they wait.
    pub touched: Vec<ConversationId>,
}

/// Where to begin: what happened before is too late to be told.
pub fn beginning(reader: &Reader<'_>) -> Result<EventId, DbError> {
    let EventId(first) = event::first_at(reader, reader.now.minus(LATE))?;
    Ok(EventId(first - 1))
}

/// What is new since an event.
pub fn page(reader: &Reader<'_>, seen: EventId) -> Result<Page, DbError> {
    let events = event::after(reader, seen, PAGE)?;
    let mut page = Page {
        until: events.last().map(|event| event.id),
        ..Page::default()
    };
    let bell: Bell = setting::get(reader)?;
    let told = told(reader)?;
    for event in &events {
        if reader.now.since(event.at) > LATE {
            continue;
        }
        if event.kind == Kind::Conversation
            && let Some(chat) = event.about.conversation
            && !page.touched.contains(&chat)
        {
            page.touched.push(chat);
        }
        for news in of(reader, event, &told)? {
            if is_heard(reader, &bell, &news)? {
                page.news.push(news);
            }
        }
    }
    Ok(page)
}

/// Who has a browser that is told. Whoever is not at work hears no bell either.
fn told(reader: &Reader<'_>) -> Result<Vec<Agent>, DbError> {
    let ids: Vec<AgentId> = reader.list(
        "select distinct session.agent_id from push_device
         join session on session.id = push_device.session_id order by session.agent_id",
        [],
        |row| row.get(0),
    )?;
    let mut agents = Vec::new();
    for id in ids {
        if let Some(agent) = team::by_id(reader, id)?
            && agent.deactivated_at.is_none()
            && agent.availability != Availability::Offline
        {
            agents.push(agent);
        }
    }
    Ok(agents)
}

/// Out of the hours of its queue a customer rings nobody, unless the house's bell does so, too. Colleagues always may.
fn is_heard(reader: &Reader<'_>, bell: &Bell, news: &News) -> Result<bool, DbError> {
    if bell.out_of_hours || !matches!(news.what, What::Waits | What::Says) {
        return Ok(true);
    }
    let hours = hours::of_queue(reader, news.chat.queue)?;
    Ok(hours.is_none_or(|hours| hours.calendar().is_open(reader.now)))
}

fn of(reader: &Reader<'_>, event: &Event, told: &[Agent]) -> Result<Vec<News>, DbError> {
    match event.kind {
        Kind::Conversation => waits(reader, event, told),
        Kind::Message => says(reader, event, told),
        Kind::Comment => named(reader, event, told),
        Kind::Invite => asked(reader, event, told),
        Kind::Revision
        | Kind::Customer
        | Kind::Receipt
        | Kind::Page
        | Kind::Note
        | Kind::Agent
        | Kind::Queue
        | Kind::Channel
        | Kind::Content
        | Kind::Access
        | Kind::Outgoing
        | Kind::Struck
        | Kind::House => Ok(Vec::new()),
    }
}

/// As it stands now: a chat that was taken meanwhile is no news.
fn waits(reader: &Reader<'_>, event: &Event, told: &[Agent]) -> Result<Vec<News>, DbError> {
    let Some(record) = event.parse::<Record>() else {
        return Ok(Vec::new());
    };
    match record.cause {
        Cause::Queued | Cause::Offered | Cause::Released | Cause::Forwarded | Cause::Returned => {}
        Cause::Claimed
        | Cause::Assigned
        | Cause::Closed
        | Cause::Reopened
        | Cause::Rated
        | Cause::Changed => return Ok(Vec::new()),
    }
    let Some(chat) = conversation::by_id(reader, record.id)? else {
        return Ok(Vec::new());
    };
    let mut news = Vec::new();
    for agent in told {
        if waitlist::may_take(reader, agent.id, chat.id)? {
            news.push(News {
                agent: agent.clone(),
                what: What::Waits,
                words: chat.preview.clone(),
                chat: Box::new(chat.clone()),
            });
        }
    }
    Ok(news)
}

fn says(reader: &Reader<'_>, event: &Event, told: &[Agent]) -> Result<Vec<News>, DbError> {
    let Some(Entry::Message(message)) = message::by_id(reader, MessageId::from(event.id))? else {
        return Ok(Vec::new());
    };
    if message.author != Author::Customer {
        return Ok(Vec::new());
    }
    let chat = conversation::by_id(reader, message.conversation)?;
    let owner = chat.as_ref().and_then(|chat| match &chat.state {
        // After a restart it is looked at again what was said a moment before: what was answered is no news.
        State::Active { agent, .. } if chat.waiting_since.is_some() => {
            told.iter().find(|one| one.id == agent.id)
        }
        _ => None,
    });
    Ok(match (chat, owner.cloned()) {
        (Some(chat), Some(agent)) => vec![News {
            agent,
            what: What::Says,
            words: message.text,
            chat: Box::new(chat),
        }],
        _ => Vec::new(),
    })
}

fn named(reader: &Reader<'_>, event: &Event, told: &[Agent]) -> Result<Vec<News>, DbError> {
    let Some(Entry::Comment(comment)) = message::by_id(reader, MessageId::from(event.id))? else {
        return Ok(Vec::new());
    };
    let Some(chat) = conversation::by_id(reader, comment.conversation)? else {
        return Ok(Vec::new());
    };
    let is_named = |agent: &&Agent| {
        agent.id != comment.author.id && comment.mentions.iter().any(|(id, _)| *id == agent.id)
    };
    Ok(told
        .iter()
        .filter(is_named)
        .map(|agent| News {
            agent: agent.clone(),
            what: What::Named {
                by: comment.author.name.clone(),
            },
            words: comment.text.clone(),
            chat: Box::new(chat.clone()),
        })
        .collect())
}

fn asked(reader: &Reader<'_>, event: &Event, told: &[Agent]) -> Result<Vec<News>, DbError> {
    let Some(invite) = event.parse::<serde_json::Value>() else {
        return Ok(Vec::new());
    };
    let is_open = invite["outcome"].is_null();
    let asked = told
        .iter()
        .find(|agent| is_open && invite["to"]["id"] == agent.id.0);
    let chat = invite["conversation_id"].as_i64().map(ConversationId);
    let (Some(agent), Some(chat)) = (asked, chat) else {
        return Ok(Vec::new());
    };
    let word = |place: &serde_json::Value| place.as_str().unwrap_or_default().to_owned();
    Ok(conversation::by_id(reader, chat)?
        .map(|chat| News {
            agent: agent.clone(),
            what: What::Asked {
                by: word(&invite["from"]["name"]),
            },
            words: word(&invite["note"]),
            chat: Box::new(chat),
        })
        .into_iter()
        .collect())
}

/// What to tell an agent who was told that a chat waits. `None`: it still does. Second: whether it is theirs, so that
/// they know.
pub fn over(
    reader: &Reader<'_>,
    agent: AgentId,
    chat: ConversationId,
) -> Result<Option<(Option<News>, bool)>, DbError> {
    if waitlist::may_take(reader, agent, chat)? {
        return Ok(None);
    }
    let (Some(agent), Some(chat)) = (
        team::by_id(reader, agent)?,
        conversation::by_id(reader, chat)?,
    ) else {
        return Ok(Some((None, false)));
    };
    let with = match &chat.state {
        State::Active { agent, .. } => Some(agent.clone()),
        _ => None,
    };
    let is_own = with.as_ref().is_some_and(|with| with.id == agent.id);
    let news = News {
        what: What::Over {
            with: with.map(|with| with.name),
        },
        words: String::new(),
        chat: Box::new(chat),
        agent,
    };
    Ok(Some((Some(news), is_own)))
}
