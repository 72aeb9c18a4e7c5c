//! What one agent has before them at the counter: who waits, whom they serve, whom they served today,
//! and which colleagues are there.

use std::time::Duration;

use crate::{
    base::id::AgentId,
    db::{DbError, Reader, named_params},
    desk::{
        closing::wrap_up,
        conversation::{
            self, Conversation,
            handed::{self, Handed},
            mention::{self, Mention},
            participant, receipt,
            silence::Told,
        },
        invite::{self, Asked},
        queue::{self, Queue},
        routing::offer::{self, Offer},
        silence,
        team::{self, Agent, Role},
        waitlist::{self, claim},
    },
};

/// Most rows of each list that are read: nobody scrolls further, and the count beside it is exact.
const MOST: usize = 100;

/// Chats that ended longer ago are looked for among all chats.
const PAST: Duration = Duration::from_secs(24 * 3600);

/// A customer in the wait list.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Their chat.
    pub conversation: Conversation,
    /// The language they are answered in, as BCP 47; empty when nobody knows.
    pub language: String,
    /// Who of the team had their last chat.
    pub previous_agent: Option<String>,
    /// The colleague for whom it is held, if it is.
    pub held_for: Option<String>,
    /// Whether the agent may take it: it is held for nobody else, or its queue lets others pick meanwhile.
    pub may_pick: bool,
    /// What brought it here, if somebody forwarded it.
    pub handed: Option<Handed>,
}

/// A chat that the agent put off.
#[derive(Debug, Clone)]
pub struct PutOff {
    /// The chat.
    pub conversation: Conversation,
    /// Until when, for whom and why.
    pub handed: Handed,
}

/// A chat the agent has, or is in beside its owner.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The chat.
    pub conversation: Conversation,
    /// Customer messages the agent has not seen.
    pub unread: i64,
    /// Whether it is a colleague's, who asked them in.
    pub is_guest: bool,
    /// What is next with a customer who does not answer.
    pub silence: Option<Told>,
}

/// A chat the agent had.
#[derive(Debug, Clone)]
pub struct Past {
    /// The chat.
    pub conversation: Conversation,
    /// What it was about, if they said so.
    pub chat_type: Option<String>,
}

/// Another member of the team.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who.
    pub agent: Agent,
    /// Chats they have.
    pub load: i64,
}

/// All of it, from one moment.
#[derive(Debug, Clone)]
pub struct Counter {
    /// In the order the agent chose.
    pub waiting: Vec<Waiting>,
    /// How many wait, however many are listed.
    pub waiting_count: i64,
    /// Held out to them, the one that ends first in front.
    pub offers: Vec<Offer>,
    /// Into which they are asked, the one that ends first in front.
    pub invites: Vec<Asked>,
    /// The queues they belong to, and whether they serve each now.
    pub queues: Vec<(Queue, bool)>,
    /// What they follow without being in it, the one in which something happened last in front.
    pub watched: Vec<Mine>,
    /// Their paperwork, the one that ends first in front.
    pub wrapping: Vec<Conversation>,
    /// Urgent ones first, then those one served last.
    pub mine: Vec<Mine>,
    /// Put off by the agent, the next to come back first.
    pub later: Vec<PutOff>,
    /// Ended within a day, last ended first.
    pub past: Vec<Past>,
    /// By name, without the agent themselves.
    pub colleagues: Vec<Colleague>,
    /// Comments that name them and that they have not seen, newest first.
    pub mentions: Vec<Mention>,
}

/// Reads everything for one agent.
pub fn of(reader: &Reader<'_>, agent: &Agent) -> Result<Counter, DbError> {
    Ok(Counter {
        waiting: waiting(reader, agent)?,
        waiting_count: waitlist::count(reader, agent.id)?,
        offers: offer::of_agent(reader, agent.id)?,
        invites: invite::waiting_for(reader, agent.id)?,
        queues: queue::of_member(reader, agent.id)?,
        wrapping: wrap_up::of_agent(reader, agent.id)?,
        mine: mine(reader, agent.id)?,
        watched: watched(reader, agent)?,
        later: later(reader, agent.id)?,
        mentions: mention::unseen(reader, agent.id)?,
        past: past(reader, agent.id)?,
        colleagues: colleagues(reader, agent.id)?,
    })
}

fn waiting(reader: &Reader<'_>, agent: &Agent) -> Result<Vec<Waiting>, DbError> {
    waitlist::list(reader, agent, MOST)?
        .into_iter()
        .map(|conversation| {
            let language = reader.get(
                "select coalesce(nullif(customer.language, ''), identity.language)
                 from identity join customer on customer.id = identity.customer_id
                 where identity.id = ?1",
                [conversation.identity],
                |row| row.get(0),
            )?;
            let previous_agent = reader.find(
                "select agent.name from conversation join agent on agent.id = conversation.agent_id
                 where conversation.customer_id = ?1 and conversation.id < ?2
                 order by conversation.id desc limit 1",
                (conversation.customer, conversation.id),
                |row| row.get(0),
            )?;
            let held_for = match conversation.reservation {
                Some(held) if held.agent != agent.id => {
                    team::by_id(reader, held.agent)?.map(|colleague| colleague.name)
                }
                _ => None,
            };
            let may_pick = match conversation.reservation {
                Some(held) if held.agent != agent.id => {
                    claim::may_pick_meanwhile(&queue::policy(reader, conversation.queue)?, held)
                }
                _ => true,
            };
            Ok(Waiting {
                handed: handed::of(reader, &conversation)?,
                held_for,
                may_pick,
                conversation,
                language,
                previous_agent,
            })
        })
        .collect()
}

fn mine(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Mine>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.state = 'active' and (conversation.agent_id = ?1
           or conversation.id in (select conversation_id from participant where agent_id = ?1))
         order by conversation.priority = 3 desc, conversation.last_activity_at desc, conversation.id desc limit ?2",
        conversation::COLUMNS,
        conversation::FROM,
    );
    reader
        .list(&sql, (agent, MOST), conversation::from_row)?
        .into_iter()
        .map(|conversation| row(reader, agent, conversation))
        .collect()
}

fn row(reader: &Reader<'_>, agent: AgentId, conversation: Conversation) -> Result<Mine, DbError> {
    Ok(Mine {
        unread: receipt::unread(reader, agent, conversation.id)?,
        is_guest: conversation.agent().is_none_or(|owner| owner.id != agent),
        silence: silence::told(reader, &conversation)?,
        conversation,
    })
}

fn watched(reader: &Reader<'_>, agent: &Agent) -> Result<Vec<Mine>, DbError> {
    if !agent.may_act_as(Role::Supervisor) {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {} from {} where conversation.id in (select conversation_id from watch where agent_id = ?1)
           and conversation.state in ('waiting', 'scheduled', 'active')
         order by conversation.last_activity_at desc, conversation.id desc limit ?2",
        conversation::COLUMNS,
        conversation::FROM,
    );
    let mut watched = Vec::new();
    for chat in reader.list(&sql, (agent.id, MOST), conversation::from_row)? {
        // Theirs meanwhile, or that of somebody who asked them in: it stands among their own.
        if !participant::may_answer(reader, &chat, agent.id)? {
            watched.push(row(reader, agent.id, chat)?);
        }
    }
    Ok(watched)
}

fn later(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<PutOff>, DbError> {
    let sql = format!(
        "select {} from {} join forward on forward.id = conversation.forward_id
         where conversation.state = 'scheduled' and forward.by_id = ?1
         order by forward.due_at, conversation.id limit ?2",
        conversation::COLUMNS,
        conversation::FROM,
    );
    let chats = reader.list(&sql, (agent, MOST), conversation::from_row)?;
    let mut later = Vec::with_capacity(chats.len());
    for conversation in chats {
        if let Some(handed) = handed::of(reader, &conversation)? {
            later.push(PutOff {
                conversation,
                handed,
            });
        }
    }
    Ok(later)
}

fn past(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Past>, DbError> {
    let sql = format!(
        "select {}, chat_type.name as chat_type from {}
         left join chat_type on chat_type.id = conversation.chat_type_id
         where conversation.agent_id = :agent and conversation.state = 'closed'
           and conversation.wrapping_up = 0 and conversation.last_activity_at >= :since
         order by conversation.last_activity_at desc, conversation.id desc limit :most",
        conversation::COLUMNS,
        conversation::FROM,
    );
    let since = reader.now.minus(PAST);
    let params = named_params! { ":agent": agent, ":since": since, ":most": MOST };
    reader.list(&sql, params, |row| {
        Ok(Past {
            conversation: conversation::from_row(row)?,
            chat_type: row.get("chat_type")?,
        })
    })
}

/// The others of the team, by name.
pub fn colleagues(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Colleague>, DbError> {
    team::active(reader)?
        .into_iter()
        .filter(|other| other.id != agent)
        .map(|agent| {
            Ok(Colleague {
                load: waitlist::capacity::load(reader, agent.id)?,
                agent,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    #[test]
    fn a_chat_moves_from_list_to_list() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        let mut lists = |agent: &Agent| {
            let seen = memory.act(|tx| of(tx, agent)).unwrap();
            [seen.waiting.len(), seen.mine.len(), seen.past.len()]
        };
        assert_eq!(lists(&ana), [1, 0, 0]);
        assert_eq!(lists(&bo), [1, 0, 0]);
        memory.act(|tx| claim::claim(tx, &bo, chat, None)).unwrap();
        let mut lists = |agent: &Agent| {
            let seen = memory.act(|tx| of(tx, agent)).unwrap();
            [seen.waiting.len(), seen.mine.len(), seen.past.len()]
        };
        assert_eq!(lists(&ana), [0, 0, 0]);
        assert_eq!(lists(&bo), [0, 1, 0]);
        let seen = memory.act(|tx| of(tx, &ana)).unwrap();
        assert_eq!(seen.colleagues[0].load, 1);
        assert_eq!(memory.act(|tx| of(tx, &bo)).unwrap().mine[0].unread, 1);
        memory.act(|tx| cast::close(tx, &bo, chat)).unwrap();
        let seen = memory.act(|tx| of(tx, &bo)).unwrap();
        assert_eq!([seen.mine.len(), seen.past.len()], [0, 1]);
        memory.advance(PAST + Duration::from_secs(1));
        assert_eq!(memory.act(|tx| of(tx, &bo)).unwrap().past.len(), 0);
    }
}
