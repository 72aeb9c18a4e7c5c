//! An agent whose console has gone: their paperwork is done, and who waits for them waits for everybody
//! (H8, BEHAVIOUR 8).

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, ConversationId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        closing::wrap_up,
        queue,
        team::{self, Agent, availability::GRACE},
        timer::{self, Due},
        waitlist::give,
    },
};

/// Where an agent stands whose console has been silent for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// They were heard of meanwhile: look again then.
    There(Timestamp),
    /// They said that they can be reached without a console until then.
    Reachable(Timestamp),
    /// They have gone, and were last heard of then.
    Gone(Timestamp),
}

fn look_at(agent: &Agent, now: Timestamp) -> Look {
    match agent.reachable_until {
        Some(until) if until > now => Look::Reachable(until),
        _ if now.since(agent.seen_at) <= GRACE => {
            Look::There(agent.seen_at.plus(GRACE + Duration::from_millis(1)))
        }
        _ => Look::Gone(agent.seen_at),
    }
}

/// Looks whether an agent's console is still there. If not, their wrap-ups end at once, and after as many
/// minutes as a chat's queue says it is passed on, if its customer waits, or with the customer's next word. What
/// came to them meanwhile has as many minutes.
pub fn look(tx: &mut Tx<'_>, id: AgentId) -> Result<(), DbError> {
    let Some(agent) = team::by_id(tx, id)? else {
        return Ok(());
    };
    let gone_at = match look_at(&agent, tx.now) {
        Look::There(again) | Look::Reachable(again) => {
            return timer::set(tx, Due::MissAgent, id.0, again);
        }
        Look::Gone(seen_at) => seen_at.plus(GRACE),
    };
    wrap_up::end_all(tx, id)?;
    let mut again: Option<Timestamp> = None;
    if !agent.holds_chats {
        for (chat, due) in open_chats(tx, id, gone_at)? {
            if due <= tx.now {
                give::pass_on(tx, chat)?;
            } else {
                again = Some(again.map_or(due, |sooner| sooner.min(due)));
            }
        }
    }
    if let Some(again) = again {
        timer::set(tx, Due::MissAgent, id.0, again)?;
    }
    team::changed(tx, id)
}

/// The house opens: consoles get as long to come back as a reload has, however long it was closed.
pub fn after_start(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let soonest = tx.now.plus(GRACE);
    tx.execute(
        "update timer set due_at = max(due_at, ?2) where kind = ?1",
        (Due::MissAgent, soonest),
    )?;
    Ok(())
}

/// The chats of an agent who has gone, and when each is passed on.
fn open_chats(
    reader: &Reader<'_>,
    agent: AgentId,
    gone_at: Timestamp,
) -> Result<Vec<(ConversationId, Timestamp)>, DbError> {
    let chats: Vec<(ConversationId, _, Timestamp)> = reader.list(
        "select id, queue_id, claimed_at from conversation
         where agent_id = ?1 and state = 'active' and owner_gone = 0 order by id",
        [agent],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    chats
        .into_iter()
        .map(|(chat, queue, claimed_at)| {
            let minutes = queue::policy(reader, queue)?.absent_min;
            let lasts = Duration::from_secs(u64::from(minutes) * 60);
            Ok((chat, gone_at.max(claimed_at).plus(lasts)))
        })
        .collect()
}

#[cfg(test)]
mod tests;
