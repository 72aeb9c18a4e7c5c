//! The typing preview (BEHAVIOUR 14): what a customer is about to say, shown to the agents who have the
//! chat in front of them.
//!
//! It passes through here and is kept nowhere: it is no event, so that neither the file nor the ring that
//! serves resumes ever holds it. What stays for some seconds is who looks, and that something flowed.

use std::{collections::HashMap, time::Duration};

use serde::Serialize;

use super::{Hub, State, Typing, sse};
use crate::{
    base::{
        id::{AgentId, ConversationId, IdentityId},
        time::Timestamp,
    },
    live::Owner,
};

/// A look at a chat counts for this long unless it is renewed.
const LOOK: Duration = Duration::from_secs(20);
/// What was typed is shown for this long unless it goes on.
const SHOWN: Duration = Duration::from_secs(8);

/// Who looks at which chat, and where something flowed a moment ago.
#[derive(Debug, Default)]
pub(super) struct Previews {
    looks: HashMap<ConversationId, Vec<Look>>,
    /// Until when what flowed last is shown.
    flowing: HashMap<ConversationId, Timestamp>,
}

#[derive(Debug, Clone, Copy)]
struct Look {
    agent: AgentId,
    until: Timestamp,
}

/// What a customer's browser is told: for how long from now on somebody looks; zero is nobody.
#[derive(Serialize)]
struct Watched {
    conversation_id: ConversationId,
    for_ms: u64,
}

impl Previews {
    fn look(&mut self, conversation: ConversationId, agent: AgentId, until: Option<Timestamp>) {
        let looks = self.looks.entry(conversation).or_default();
        looks.retain(|look| look.agent != agent);
        looks.extend(until.map(|until| Look { agent, until }));
    }

    fn forget_before(&mut self, now: Timestamp) {
        self.looks.retain(|_, looks| {
            looks.retain(|look| look.until > now);
            !looks.is_empty()
        });
        self.flowing.retain(|_, until| *until > now);
    }

    fn lookers(&self, conversation: ConversationId, now: Timestamp) -> impl Iterator<Item = Look> {
        let looks = self.looks.get(&conversation).map_or(&[][..], Vec::as_slice);
        looks.iter().copied().filter(move |look| look.until > now)
    }

    /// Whether something the customer types is shown at this moment.
    pub(super) fn flows(&self, conversation: ConversationId, now: Timestamp) -> bool {
        self.flowing
            .get(&conversation)
            .is_some_and(|until| *until > now)
    }

    /// What was typed has been sent.
    pub(super) fn end(&mut self, conversation: ConversationId) {
        self.flowing.remove(&conversation);
    }
}

impl Hub {
    /// An agent has a chat in front of them for a while from now on, or no longer. The customer's browser
    /// is told: while nobody looks it sends nothing.
    pub fn look(
        &self,
        conversation: ConversationId,
        identity: IdentityId,
        agent: AgentId,
        looks: bool,
        now: Timestamp,
    ) {
        let mut state = self.lock();
        state.previews.forget_before(now);
        let until = looks.then(|| now.plus(LOOK));
        state.previews.look(conversation, agent, until);
        let longest = state
            .previews
            .lookers(conversation, now)
            .map(|look| look.until.since(now).as_millis())
            .max();
        let watched = Watched {
            conversation_id: conversation,
            for_ms: u64::try_from(longest.unwrap_or(0)).unwrap_or(0),
        };
        if let Some(mailboxes) = state.visitors.get_mut(&identity) {
            let bytes = sse(None, "watched", &watched);
            mailboxes.retain(|mailbox| mailbox.whisper(&bytes));
        }
    }

    /// Whether any agent has a chat in front of them.
    #[must_use]
    pub fn is_looked_at(&self, conversation: ConversationId, now: Timestamp) -> bool {
        let state = self.lock();
        state.previews.lookers(conversation, now).next().is_some()
    }

    /// Shows what a customer is typing to those of `agents` who look, on the streams of their browsers
    /// and on nobody else's: a program might write it down. An empty text takes it away.
    pub fn preview(
        &self,
        conversation: ConversationId,
        agents: &[AgentId],
        text: &str,
        now: Timestamp,
    ) {
        let until = now.plus(SHOWN);
        let bytes = sse(
            None,
            "typing",
            &Typing {
                conversation_id: conversation,
                kind: "visitor",
                agent_id: None,
                name: None,
                text: Some(text),
                until,
            },
        );
        let mut state = self.lock();
        let seers: Vec<AgentId> = state
            .previews
            .lookers(conversation, now)
            .map(|look| look.agent)
            .filter(|agent| agents.contains(agent))
            .collect();
        let State {
            agents, previews, ..
        } = &mut *state;
        let mut is_seen = false;
        agents.retain(|mailbox| match mailbox.owner {
            Owner::Agent {
                agent,
                session: Some(_),
                ..
            } if seers.contains(&agent) => {
                is_seen = true;
                mailbox.whisper(&bytes)
            }
            Owner::Agent { .. } | Owner::Visitor(_) | Owner::Wall(_) => true,
        });
        if text.is_empty() {
            previews.end(conversation);
        } else if is_seen {
            previews.flowing.insert(conversation, until);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: ConversationId = ConversationId(1);
    const ANA: AgentId = AgentId(1);
    const BO: AgentId = AgentId(2);

    #[test]
    fn a_look_is_over_after_its_time_or_when_it_is_taken_back() {
        let mut previews = Previews::default();
        let begun = Timestamp(1_000);
        let lookers = |previews: &Previews, now| {
            let looks = previews.lookers(CHAT, now);
            looks.map(|look| look.agent).collect::<Vec<_>>()
        };
        previews.look(CHAT, ANA, Some(begun.plus(LOOK)));
        previews.look(CHAT, BO, Some(begun.plus(LOOK / 2)));
        assert_eq!(lookers(&previews, begun), [ANA, BO]);
        assert_eq!(lookers(&previews, begun.plus(LOOK / 2)), [ANA]);
        previews.look(CHAT, ANA, Some(begun.plus(LOOK * 2)));
        assert_eq!(lookers(&previews, begun.plus(LOOK)), [ANA]);
        previews.look(CHAT, ANA, None);
        assert_eq!(lookers(&previews, begun.plus(LOOK)), []);
        previews.forget_before(begun.plus(LOOK));
        assert!(previews.looks.is_empty());
    }
}
