//! The team as its admins see it.

use super::{
    Agent, Availability,
    availability::is_present,
    second_step::{self, Enrolled},
};
use crate::{
    base::{id::AgentId, time::Timestamp},
    db::{DbError, Reader},
};

/// A member, with what the list of the team shows beside them.
#[derive(Debug, Clone)]
pub struct Member {
    /// The member.
    pub agent: Agent,
    /// When they joined.
    pub joined_at: Timestamp,
    /// Chats they have in progress.
    pub open_chats: i64,
    /// Browsers and programs signed in.
    pub sessions: i64,
    /// Whether a console of theirs is open, or they can be reached otherwise.
    pub is_here: bool,
    /// Their second step of signing in, if they have one.
    pub step: Option<Enrolled>,
    /// Names of the queues they may serve.
    pub queues: Vec<String>,
}

impl Member {
    /// What their dot shows: whoever has no console open is not at the counter, whatever they said.
    #[must_use]
    pub fn standing(&self) -> Availability {
        if self.is_here {
            self.agent.availability
        } else {
            Availability::Offline
        }
    }
}

/// Everybody who is or was a member: those who may sign in first, each by name.
pub fn everybody(reader: &Reader<'_>) -> Result<Vec<Member>, DbError> {
    members(reader, None)
}

/// One member.
pub fn member(reader: &Reader<'_>, id: AgentId) -> Result<Option<Member>, DbError> {
    Ok(members(reader, Some(id))?.pop())
}

fn members(reader: &Reader<'_>, only: Option<AgentId>) -> Result<Vec<Member>, DbError> {
    let sql = format!(
        "select {}, agent.created_at as joined_at,
           (select count(*) from conversation
             where conversation.agent_id = agent.id and conversation.state = 'active') as open_chats,
           (select count(*) from session
             where session.agent_id = agent.id and session.expires_at > ?2) as sessions
         from agent where ?1 is null or agent.id = ?1
         order by agent.deactivated_at is not null, agent.name, agent.id",
        super::COLUMNS
    );
    let now = reader.now;
    let mut members = reader.list(&sql, (only, reader.now), |row| {
        let agent = super::from_row(row)?;
        Ok(Member {
            is_here: agent.deactivated_at.is_none() && is_present(&agent, now),
            agent,
            joined_at: row.get("joined_at")?,
            open_chats: row.get("open_chats")?,
            sessions: row.get("sessions")?,
            step: None,
            queues: Vec::new(),
        })
    })?;
    for member in &mut members {
        let id = member.agent.id;
        member.step = second_step::of(reader, id)?;
        member.queues = reader.list(
            "select queue.name from queue_agent join queue on queue.id = queue_agent.queue_id
             where queue_agent.agent_id = ?1 and queue.retired_at is null order by queue.id",
            [id],
            |row| row.get(0),
        )?;
    }
    Ok(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            team::{availability, session},
            waitlist::claim,
        },
    };

    #[test]
    fn the_roster_says_who_is_busy() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap();
        memory
            .act(|tx| claim::claim(tx, &bo, chat.conversation, None))
            .unwrap();
        memory
            .act(|tx| session::open(tx, bo.id, &session::SignIn::default()))
            .unwrap();
        memory.act(|tx| availability::seen(tx, &[bo.id])).unwrap();
        let all = memory.act(|tx| everybody(tx)).unwrap();
        let rows: Vec<_> = all
            .iter()
            .map(|member| (member.agent.id, member.open_chats, member.sessions))
            .collect();
        assert_eq!(rows, [(ana.id, 0, 0), (bo.id, 1, 1)]);
        let dots: Vec<_> = all.iter().map(Member::standing).collect();
        assert_eq!(dots, [Availability::Offline, Availability::Available]);
        assert_eq!(
            memory
                .act(|tx| member(tx, bo.id))
                .unwrap()
                .unwrap()
                .open_chats,
            1
        );
        assert!(memory.act(|tx| member(tx, AgentId(99))).unwrap().is_none());
    }
}
