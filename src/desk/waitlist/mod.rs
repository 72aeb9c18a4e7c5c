//! Who waits, and in which order.

pub mod capacity;
pub mod able;
pub mod reserve;
pub mod previous;
pub mod claim;
pub mod give;
pub mod no_answer;
pub mod line;
pub mod pace;

use crate::{
    base::id::{AgentId, ConversationId, QueueId},
    db::{DbError, Reader, Tx},
    desk::{
        conversation::{self, Cause, Conversation},
        queue,
        team::Agent,
    },
};

/// A chat in which the customer has just written for the first time joins the line.
pub fn enter(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'waiting', queued_at = ?2 where id = ?1",
        (id, now),
    )?;
    if let Some(chat) = conversation::by_id(tx, id)? {
        previous::ask(tx, &chat)?;
    }
    conversation::tell(tx, id, Cause::Queued)?;
    Ok(())
}

/// A chat in which only a machine has written stands in the line for whoever looks, held for nobody.
pub fn enter_quietly(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'waiting', queued_at = ?2 where id = ?1",
        (id, now),
    )?;
    conversation::tell(tx, id, Cause::Queued)?;
    Ok(())
}

/// A person has spoken in a chat that stood there quietly: it calls from now on, as one that has just come.
pub fn awaken(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    if let Some(chat) = conversation::by_id(tx, id)? {
        previous::ask(tx, &chat)?;
    }
    conversation::tell(tx, id, Cause::Returned)?;
    Ok(())
}

/// A waiting chat goes on to another queue, as if it had come there. The caller tells.
pub fn change_queue(tx: &mut Tx<'_>, id: ConversationId, queue: QueueId) -> Result<(), DbError> {
    reserve::release(tx, id)?;
    tx.execute(
        "update conversation set queue_id = ?2 where id = ?1 and state = 'waiting'",
        (id, queue),
    )?;
    match conversation::by_id(tx, id)? {
        Some(chat) => previous::ask(tx, &chat),
        None => Ok(()),
    }
}

/// The order of an agent's list: urgent ones first, then by how long the customer has waited. Where a queue
/// wants it so, those who wrote while it was open come before the others, whichever way round.
pub(in crate::desk) fn order(newest_first: bool) -> &'static str {
    if newest_first {
        "conversation.priority desc, conversation.offline and coalesce(json_extract(queue.policy, '$.open_hours_first'), 0),
           conversation.waiting_since desc nulls last, conversation.id desc"
    } else {
        "conversation.priority desc, conversation.offline and coalesce(json_extract(queue.policy, '$.open_hours_first'), 0),
           conversation.waiting_since nulls last, conversation.id"
    }
}

/// Conversations of the line that an agent sees, in SQL: of the queues they serve, of those they belong to and nobody
/// serves, of those to which nobody belongs, of everybody, or held for them. So no chat waits unseen.
fn sees() -> String {
    format!(
        "conversation.state = 'waiting' and (conversation.open_to_all = 1
           or conversation.reserved_for = ?1 or conversation.queue_id in
             (select own.queue_id from queue_agent as own
              where own.agent_id = ?1 and (own.serving = 1 or own.queue_id not in ({})))
           or conversation.queue_id not in ({}))",
        queue::SERVED,
        queue::WITH_MEMBERS,
    )
}

/// Of those, the ones that are not held for a colleague.
const FREE: &str = "(conversation.reserved_for is null or conversation.reserved_for = ?1)";

/// The wait list of an agent, in the order they chose, with what is held for a colleague.
pub fn list(
    reader: &Reader<'_>,
    agent: &Agent,
    limit: usize,
) -> Result<Vec<Conversation>, DbError> {
    select(reader, agent, &sees(), limit)
}

fn select(
    reader: &Reader<'_>,
    agent: &Agent,
    condition: &str,
    limit: usize,
) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where {condition} order by {} limit ?2",
        conversation::COLUMNS,
        conversation::FROM,
        order(agent.preferences.newest_first),
    );
    reader.list(&sql, (agent.id, limit), conversation::from_row)
}

/// How many customers an agent could take now.
pub fn count(reader: &Reader<'_>, agent: AgentId) -> Result<i64, DbError> {
    let sql = format!(
        "select count(*) from conversation where {} and {FREE}",
        sees()
    );
    reader.get(&sql, [agent], |row| row.get(0))
}

/// Whether a chat waits that an agent could take now.
pub fn may_take(
    reader: &Reader<'_>,
    agent: AgentId,
    chat: ConversationId,
) -> Result<bool, DbError> {
    let sql = format!(
        "select 1 from conversation where id = ?2 and {} and {FREE}",
        sees()
    );
    reader.exists(&sql, (agent, chat))
}

/// The first in an agent's line.
fn first(reader: &Reader<'_>, agent: &Agent) -> Result<Option<Conversation>, DbError> {
    let condition = format!("{} and {FREE}", sees());
    Ok(select(reader, agent, &condition, 1)?.pop())
}

/// Whether the agent is finishing the paperwork of a chat.
fn is_wrapping_up(reader: &Reader<'_>, agent: AgentId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from conversation where agent_id = ?1 and wrapping_up = 1 limit 1",
        [agent],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, customer::visitor::Visitor},
    };

    #[test]
    fn a_queue_that_nobody_serves_is_seen_by_all_who_could() {
        let mut memory = Memory::new();
        let [ana, bo, cy] =
            ["Ana", "Bo", "Cy"].map(|name| memory.act(|tx| cast::agent(tx, name)).unwrap());
        let hannah: Visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        memory
            .act::<_, DbError>(|tx| {
                // Cy has nothing to do with it.
                tx.execute("delete from queue_agent where agent_id = ?1", [cy.id])?;
                cast::write(tx, hannah, "Hello").map(drop)
            })
            .unwrap();
        let mut sees = |serving: [&[QueueId]; 2]| {
            memory
                .act::<_, DbError>(|tx| {
                    queue::serve(tx, ana.id, serving[0])?;
                    queue::serve(tx, bo.id, serving[1])?;
                    Ok([&ana, &bo, &cy].map(|agent| {
                        let counted = count(tx, agent.id).unwrap();
                        let listed = list(tx, agent, 9).unwrap().len();
                        assert_eq!(Ok(listed), usize::try_from(counted));
                        counted
                    }))
                })
                .unwrap()
        };
        let (counter, none): (&[QueueId], &[QueueId]) = (&[QueueId(1)], &[]);
        assert_eq!(sees([counter, counter]), [1, 1, 0]);
        assert_eq!(sees([counter, none]), [1, 0, 0]);
        assert_eq!(sees([none, none]), [1, 1, 0]);
        // Whoever has left the team serves nothing.
        sees([counter, none]);
        memory
            .act(|tx| {
                let now = tx.now;
                tx.execute(
                    "update agent set deactivated_at = ?2 where id = ?1",
                    (ana.id, now),
                )
            })
            .unwrap();
        assert_eq!(memory.act(|tx| count(tx, bo.id)).unwrap(), 1);
    }
}
