//! Several waiting chats that ask about the same, taken at once by one agent, who then answers each of them: what was
//! written to one is offered as a draft for the others, and nothing is sent that nobody has read.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, ConversationId, CustomerId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        conversation::{self, State},
        team::Agent,
        waitlist::claim::{self, ClaimError},
    },
};

/// Most chats that are taken at once.
pub const MOST: usize = 20;

/// For how long an answer is offered to the others.
const LASTS: Duration = Duration::from_secs(12 * 3600);

/// What became of those that were to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The agent's now, in the order given.
    pub taken: Vec<ConversationId>,
    /// Somebody else's, or held for them: each with the colleague's name.
    pub lost: Vec<(ConversationId, String)>,
    /// Still waiting, since the agent has as many as they may.
    pub over: Vec<ConversationId>,
}

/// Takes several chats. Each is claimed as it would be by itself; what cannot be taken does not keep the agent from the
/// others. When not a single one was taken, the answer is why the first was not.
pub fn take(tx: &mut Tx<'_>, agent: &Agent, ids: &[ConversationId]) -> Result<Outcome, ClaimError> {
    let mut outcome = Outcome::default();
    let mut first_error = None;
    for id in ids.iter().take(MOST) {
        match claim::claim(tx, agent, *id, None) {
            Ok(_) => outcome.taken.push(*id),
            Err(ClaimError::Db(error)) => return Err(error.into()),
            Err(error) => {
                match &error {
                    ClaimError::TakenBy(face, _) | ClaimError::HeldFor(face) => {
                        outcome.lost.push((*id, face.name.clone()));
                    }
                    ClaimError::AtLimit(_) => outcome.over.push(*id),
                    // It ended, or is not theirs to take: nobody was quicker.
                    ClaimError::NotFound
                    | ClaimError::OtherQueue
                    | ClaimError::WrappingUp
                    | ClaimError::Closed
                    | ClaimError::Db(_) => {}
                }
                first_error.get_or_insert(error);
            }
        }
    }
    if outcome.taken.is_empty() {
        return Err(first_error.unwrap_or(ClaimError::NotFound));
    }
    remember(tx, agent.id, &outcome)?;
    Ok(outcome)
}

fn remember(tx: &mut Tx<'_>, agent: AgentId, outcome: &Outcome) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into together (agent_id, at) values (?1, ?2)",
        (agent, now),
    )?;
    let together = tx.last_insert_id();
    let taken = outcome.taken.iter().map(|id| (*id, None));
    let lost = outcome
        .lost
        .iter()
        .map(|(id, name)| (*id, Some(name.as_str())));
    let over = outcome.over.iter().map(|id| (*id, Some("")));
    for (id, lost_to) in taken.chain(lost).chain(over) {
        tx.execute(
            "insert into together_chat (together_id, conversation_id, lost_to)
             values (:together, :chat, :lost_to)
             on conflict (together_id, conversation_id) do nothing",
            named_params! { ":together": together, ":chat": id, ":lost_to": lost_to },
        )?;
    }
    Ok(())
}

/// A customer, and their name; may be empty.
pub type Customer = (CustomerId, String);

/// One of the chats that were taken together with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mate {
    /// The chat.
    pub conversation: ConversationId,
    /// Its customer.
    pub customer: Customer,
    /// Whether the agent has answered in it since.
    pub is_answered: bool,
}

/// What one sees in a chat that was taken together with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Together {
    /// The others that the agent still has, in the order in which they came.
    pub mates: Vec<Mate>,
    /// Who was lost to a colleague: customer and colleague, as long as nothing has been answered.
    pub lost: Vec<(Customer, String)>,
    /// Who waits on, since the agent had as many chats as they may.
    pub left: Vec<Customer>,
    /// Whether the agent has answered here since.
    pub is_answered: bool,
    /// What they wrote first to one of the others: to whom, and what.
    pub offer: Option<(Customer, String)>,
}

/// How a chat of the agent's stands with those that they took together with it; `None` when they took it by itself.
pub fn of_chat(
    reader: &Reader<'_>,
    agent: AgentId,
    id: ConversationId,
) -> Result<Option<Together>, DbError> {
    let Some((together, at)) = reader.find(
        "select together.id, together.at from together_chat
         join together on together.id = together_chat.together_id
         where together_chat.conversation_id = ?1 and together_chat.lost_to is null
           and together.agent_id = ?2 and together.at >= ?3
         order by together.id desc limit 1",
        (id, agent, reader.now.minus(LASTS)),
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Timestamp>(1)?)),
    )?
    else {
        return Ok(None);
    };
    let chats: Vec<(ConversationId, Option<String>)> = reader.list(
        "select conversation_id, lost_to from together_chat where together_id = ?1 order by conversation_id",
        [together],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut found = Together::default();
    for (other, lost_to) in chats {
        let answer = match lost_to {
            None => answered(reader, agent, other, at)?,
            Some(_) => None,
        };
        if other == id {
            found.is_answered = answer.is_some();
            continue;
        }
        let Some(chat) = conversation::by_id(reader, other)? else {
            continue;
        };
        let customer = (chat.customer, chat.customer_name.clone());
        match lost_to {
            Some(name) if name.is_empty() => {
                if matches!(chat.state, State::Waiting { .. }) {
                    found.left.push(customer);
                }
                continue;
            }
            Some(name) => {
                found.lost.push((customer, name));
                continue;
            }
            None => {}
        }
        if let (Some((_, text)), None) = (&answer, &found.offer) {
            found.offer = Some((customer.clone(), text.clone()));
        }
        if matches!(&chat.state, State::Active { agent: owner, .. } if owner.id == agent) {
            found.mates.push(Mate {
                conversation: other,
                customer,
                is_answered: answer.is_some(),
            });
        }
    }
    if found.is_answered {
        found.offer = None;
        found.lost.clear();
        found.left.clear();
    }
    let is_over = found.mates.iter().all(|mate| mate.is_answered) && found.is_answered;
    Ok(Some(found).filter(|found| !is_over && (found.has_anything())))
}

impl Together {
    fn has_anything(&self) -> bool {
        !self.mates.is_empty()
            || !self.lost.is_empty()
            || !self.left.is_empty()
            || self.offer.is_some()
    }
}

/// What the agent wrote to the customer first since then.
fn answered(
    reader: &Reader<'_>,
    agent: AgentId,
    id: ConversationId,
    since: Timestamp,
) -> Result<Option<(i64, String)>, DbError> {
    reader.find(
        "select id, text from message where conversation_id = ?1 and author = 'agent' and internal = 0
           and agent_id = ?2 and created_at >= ?3 and unsent_at is null and text <> ''
         order by id limit 1",
        (id, agent, since),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::say::{self, Draft},
            team::account,
        },
    };

    fn say_in(memory: &mut Memory, agent: &Agent, chat: ConversationId, text: &str) {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        memory
            .act(|tx| say::by_agent(tx, agent, chat, &draft, None))
            .unwrap();
    }

    #[test]
    fn several_are_taken_at_once_and_an_answer_is_offered_to_the_others() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let chats: Vec<ConversationId> = ["Hannah", "Omar", "Vera", "Wilma"]
            .into_iter()
            .map(|name| {
                memory
                    .act(|tx| cast::waiting_chat(tx, name, "Where is my order?"))
                    .unwrap()
                    .conversation
            })
            .collect();
        memory
            .act(|tx| claim::claim(tx, &bo, chats[1], None))
            .unwrap();
        let outcome = memory.act(|tx| take(tx, &ana, &chats[..3])).unwrap();
        assert_eq!(outcome.taken, [chats[0], chats[2]]);
        assert_eq!(outcome.lost, [(chats[1], "Bo".to_owned())]);
        let together = |memory: &mut Memory, chat: usize| {
            memory.act(|tx| of_chat(tx, ana.id, chats[chat])).unwrap()
        };
        let first = together(&mut memory, 0).unwrap();
        assert_eq!(first.lost[0].0.1, "Omar");
        assert_eq!((first.lost.len(), first.lost[0].1.as_str()), (1, "Bo"));
        assert_eq!((first.mates.len(), first.offer), (1, None));
        assert_eq!(together(&mut memory, 3), None, "taken by nobody");

        say_in(&mut memory, &ana, chats[0], "It leaves today.");
        let rest = together(&mut memory, 2).unwrap();
        let ((_, to), words) = rest.offer.unwrap();
        assert_eq!(
            (to.as_str(), words.as_str()),
            ("Hannah", "It leaves today.")
        );
        let first = together(&mut memory, 0).unwrap();
        assert_eq!((first.offer, first.mates[0].is_answered), (None, false));
        say_in(&mut memory, &ana, chats[2], "It leaves today, too.");
        assert_eq!(together(&mut memory, 0), None, "all are answered");
        assert_eq!(together(&mut memory, 2), None);
    }

    #[test]
    fn nobody_takes_more_than_they_may() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let origin = crate::desk::audit::Origin::default();
        memory
            .act(|tx| account::change_limit(tx, &origin, ana.id, 2))
            .unwrap();
        let ana = memory
            .act(|tx| crate::desk::team::by_id(tx, ana.id))
            .unwrap()
            .unwrap();
        let chats: Vec<ConversationId> = ["Hannah", "Omar", "Vera"]
            .into_iter()
            .map(|name| {
                memory
                    .act(|tx| cast::waiting_chat(tx, name, "Where is my order?"))
                    .unwrap()
                    .conversation
            })
            .collect();
        let outcome = memory.act(|tx| take(tx, &ana, &chats)).unwrap();
        assert_eq!((outcome.taken.len(), outcome.over), (2, vec![chats[2]]));
        let seen = memory.act(|tx| of_chat(tx, ana.id, chats[0])).unwrap();
        assert_eq!(seen.unwrap().left[0].1, "Vera");
        let none = memory.act(|tx| take(tx, &ana, &chats[2..]));
        assert!(matches!(none, Err(ClaimError::AtLimit(2))));
        // A second click finds them taken already.
        let again = memory.act(|tx| take(tx, &ana, &chats[..2])).unwrap();
        assert_eq!(again.taken, chats[..2]);
    }
}
