//! Which chats count when an agent is at their limit (BEHAVIOUR 10).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    base::{id::AgentId, time::Timestamp},
    db::{DbError, Reader},
    desk::setting::{self, Setting},
};

/// Which chats count, the same for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Capacity {
    /// Whether a chat that has ended counts until its wrap-up is done.
    pub wrap_ups: bool,
    /// Whether chats are offered and assigned to an agent in wrap-up all the same.
    pub offers_in_wrap_up: bool,
    /// After so many minutes in which nothing was heard of a customer who has their answer, their chat no longer
    /// counts; 0: it does.
    pub silent_minutes: u32,
}

impl Setting for Capacity {
    const KEY: &'static str = "capacity";
}

impl Capacity {
    /// How many chats of the agent with this number, a name in SQL, count at this moment. Counted apart, because one
    /// condition with an `or` would be looked for in every chat that the agent has ever ended.
    #[must_use]
    pub fn count_of(&self, agent: &str, now: Timestamp) -> String {
        let mut active = format!(
            "(select count(*) from conversation
               where conversation.agent_id = {agent} and conversation.state = 'active'"
        );
        if self.silent_minutes > 0 {
            let silence = Duration::from_secs(60 * u64::from(self.silent_minutes));
            let Timestamp(since) = now.minus(silence);
            active.push_str(&format!(
                " and (conversation.waiting_since is not null or conversation.last_activity_at > {since})"
            ));
        }
        active.push(')');
        match self.wrap_ups {
            true => format!("({active} + {})", wrap_ups_of(agent)),
            false => active,
        }
    }
}

/// How many chats of an agent have ended and still want their paperwork, in SQL.
pub(super) fn wrap_ups_of(agent: &str) -> String {
    format!(
        "(select count(*) from conversation
           where conversation.agent_id = {agent} and conversation.wrapping_up = 1)"
    )
}

/// How many chats of an agent count.
pub fn load(reader: &Reader<'_>, agent: AgentId) -> Result<i64, DbError> {
    let count = setting::get::<Capacity>(reader)?.count_of("?1", reader.now);
    reader.get(&format!("select {count}"), [agent], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::id::ConversationId,
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    #[test]
    fn which_chats_count() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let chats: Vec<ConversationId> = ["Hannah", "Omar", "Li", "Noor"]
            .into_iter()
            .map(|name| {
                let said = memory
                    .act(|tx| cast::waiting_chat(tx, name, "Hello"))
                    .unwrap();
                memory
                    .act(|tx| claim::claim(tx, &ana, said.conversation, None))
                    .unwrap();
                said.conversation
            })
            .collect();
        memory
            .act(|tx| {
                let long_ago = tx.now.minus(Duration::from_secs(11 * 60));
                let mut set = |what: &str, id| {
                    tx.execute(
                        &format!("update conversation set {what} where id = ?1"),
                        [id],
                    )
                };
                set("waiting_since = null", chats[0])?;
                set("waiting_since = null", chats[1])?;
                set("waiting_since = 1", chats[2])?;
                set("state = 'closed', closed_at = 1, wrapping_up = 1", chats[3])?;
                for old in [chats[1], chats[2]] {
                    tx.execute(
                        "update conversation set last_activity_at = ?2 where id = ?1",
                        (old, long_ago),
                    )?;
                }
                Ok::<_, DbError>(())
            })
            .unwrap();
        for (wrap_ups, silent_minutes, expected) in [
            (false, 0, 3),
            (true, 0, 4),
            // One has been silent, and another waits for us however long ago that was.
            (false, 10, 2),
            (false, 12, 3),
            (true, 10, 3),
        ] {
            let rule = Capacity {
                wrap_ups,
                silent_minutes,
                ..Capacity::default()
            };
            memory.act(|tx| setting::put(tx, &rule)).unwrap();
            let found = memory.act(|tx| load(tx, ana.id)).unwrap();
            assert_eq!(found, expected, "{rule:?}");
        }
    }
}
