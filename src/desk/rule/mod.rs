//! What the house does by itself when something happens in a chat: a few rules that an admin set (B2).
//!
//! Each rule acts once in a chat, and what a rule does starts no other. There is no script, and what leaves
//! the house is one webhook's news.

pub mod edit;
pub mod matches;

use serde::{Deserialize, Serialize};

pub use self::matches::{Conditions, Facts};
use crate::{
    base::id::{AgentId, ConversationId, CustomerId, QueueId, RuleId, TagId, WebhookId},
    db::{DbError, Reader, Row, Tx},
    desk::{
        conversation::{self, Cause, Conversation, Priority, State, priority, say},
        customer::tag,
        team,
        waitlist::{self, able, give},
    },
    stored_as_word,
};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// A chat joined the line.
    NewChat,
    /// A customer wrote again.
    Message,
    /// A customer got a tag while their chat is open.
    Tagged,
    /// A silent customer was reminded.
    Silence,
    /// A chat ended.
    Closed,
}

stored_as_word!(Occasion {
    NewChat = "new_chat",
    Message = "message",
    Tagged = "tagged",
    Silence = "silence",
    Closed = "closed",
});

impl Occasion {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::NewChat,
        Self::Message,
        Self::Tagged,
        Self::Silence,
        Self::Closed,
    ];
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Deeds {
    /// A waiting chat goes to this queue.
    pub queue: Option<QueueId>,
    /// A waiting chat is given to this agent, if they are there and free.
    pub agent: Option<AgentId>,
    /// The customer gets this tag.
    pub tag: Option<TagId>,
    /// So urgent it is, while it is open.
    pub priority: Option<Priority>,
    /// The customer is told this; empty: nothing.
    pub reply: String,
    /// This webhook is told that the rule acted.
    pub webhook: Option<WebhookId>,
}

impl Deeds {
    /// Whether nothing would be done.
    #[must_use]
    pub fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// The team's name for it.
    pub name: String,
    /// When it is looked at.
    pub occasion: Occasion,
    /// What it asks for.
    pub conditions: Conditions,
    /// What it does.
    pub deeds: Deeds,
    /// Whether it is in force.
    pub is_on: bool,
}

const COLUMNS: &str = "id, name, occasion, conditions, deeds, off_at is null";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let (conditions, deeds): (String, String) = (row.get(3)?, row.get(4)?);
    let corrupt = |error: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, error.into())
    };
    Ok(Rule {
        id: row.get(0)?,
        name: row.get(1)?,
        occasion: row.get(2)?,
        conditions: serde_json::from_str(&conditions).map_err(corrupt)?,
        deeds: serde_json::from_str(&deeds).map_err(corrupt)?,
        is_on: row.get(5)?,
    })
}

/// The rules in force on an occasion, in their order.
fn in_force(reader: &Reader<'_>, occasion: Occasion) -> Result<Vec<Rule>, DbError> {
    let sql = format!(
        "select {COLUMNS} from rule where occasion = ?1 and off_at is null order by position, id"
    );
    reader.list(&sql, [occasion], from_row)
}

/// Something happened in a chat, in which `text` was said. Costs one look into an index where no rule is for it.
pub fn happened(
    tx: &mut Tx<'_>,
    occasion: Occasion,
    id: ConversationId,
    text: &str,
) -> Result<(), DbError> {
    let rules = in_force(tx, occasion)?;
    if rules.is_empty() {
        return Ok(());
    }
    for rule in rules {
        // Read anew for each: the one before may have changed it.
        let Some(chat) = conversation::by_id(tx, id)? else {
            return Ok(());
        };
        if rule.conditions.fit(&facts(tx, &chat, text)?) && !has_acted(tx, id, rule.id)? {
            act(tx, &chat, &rule)?;
        }
    }
    Ok(())
}

/// A customer got a tag: their open chat, if they have one, is looked at.
pub fn tagged(tx: &mut Tx<'_>, customer: CustomerId) -> Result<(), DbError> {
    let chats: Vec<ConversationId> = tx.list(
        "select id from conversation where customer_id = ?1 and state <> 'closed' and state <> 'fresh'",
        [customer],
        |row| row.get(0),
    )?;
    for chat in chats {
        happened(tx, Occasion::Tagged, chat, "")?;
    }
    Ok(())
}

fn facts(reader: &Reader<'_>, chat: &Conversation, text: &str) -> Result<Facts, DbError> {
    let language = reader.get(
        "select coalesce(nullif(customer.language, ''), identity.language)
         from identity join customer on customer.id = identity.customer_id where identity.id = ?1",
        [chat.identity],
        |row| row.get(0),
    )?;
    let tags = tag::of_customer(reader, chat.customer)?;
    Ok(Facts {
        channel: Some(chat.channel),
        queue: Some(chat.queue),
        tags: tags.into_iter().map(|tag| tag.id).collect(),
        text: text.to_owned(),
        language,
        is_known: conversation::has_earlier(reader, chat)?,
    })
}

/// How the line of a rule begins; its number and name follow.
const LINE: &str = "rule-did";

/// The rule that a line of the house says has acted.
#[must_use]
pub fn acted(line: &str) -> Option<RuleId> {
    let rest = line.strip_prefix(LINE)?.strip_prefix(' ')?;
    rest.split(' ').next()?.parse().ok()
}

/// Among the lines of rules alone, in the words of their index: a rule may be asked for with each message of a long chat.
/// An exclamation mark is the sign after a space.
const ACTED: &str = "select 1 from message indexed by message_of_rule
    where conversation_id = ?1 and author = 'system' and text >= 'rule-did ' and text < 'rule-did!'
      and text >= ?2 and text < ?3";

fn has_acted(reader: &Reader<'_>, chat: ConversationId, rule: RuleId) -> Result<bool, DbError> {
    let (from, to) = (format!("{LINE} {rule} "), format!("{LINE} {rule}!"));
    reader.exists(ACTED, (chat, from, to))
}

fn act(tx: &mut Tx<'_>, chat: &Conversation, rule: &Rule) -> Result<(), DbError> {
    let deeds = &rule.deeds;
    let place = say::Place::of(chat);
    let line = format!("{LINE} {} {}", rule.id, rule.name);
    say::by_house(tx, &place, &line, None)?;
    if let Some(priority) = deeds.priority
        && !chat.has_ended()
    {
        priority::write(tx, chat.id, priority)?;
    }
    if let Some(wanted) = deeds.tag
        && let Some(name) = tx.find("select name from tag where id = ?1", [wanted], |row| {
            row.get::<_, String>(0)
        })?
    {
        match tag::add(tx, chat.customer, &name) {
            Ok(_) => {}
            Err(tag::TagError::Db(error)) => return Err(error),
            // The customer is gone or the tag is: nothing to do.
            Err(_) => {}
        }
    }
    if !deeds.reply.is_empty() {
        say::automatically(tx, &place, &deeds.reply)?;
    }
    if matches!(chat.state, State::Waiting { .. }) {
        send_on(tx, chat, deeds)?;
    }
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}

/// A waiting chat goes to another queue, and to an agent who can take it there.
fn send_on(tx: &mut Tx<'_>, chat: &Conversation, deeds: &Deeds) -> Result<(), DbError> {
    let queue = match deeds.queue {
        Some(queue) if queue != chat.queue && is_in_use(tx, queue)? => {
            waitlist::change_queue(tx, chat.id, queue)?;
            queue
        }
        _ => chat.queue,
    };
    let Some(wanted) = deeds.agent else {
        return Ok(());
    };
    let is_able = able::one(tx, wanted, queue)?.is_some_and(|one| one.why_not().is_none());
    match (
        is_able,
        team::by_id(tx, wanted)?,
        conversation::by_id(tx, chat.id)?,
    ) {
        (true, Some(agent), Some(chat)) => give::by_house(tx, &chat, &agent),
        _ => Ok(()),
    }
}

fn is_in_use(reader: &Reader<'_>, queue: QueueId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from queue where id = ?1 and retired_at is null",
        [queue],
    )
}

#[cfg(test)]
mod tests;
