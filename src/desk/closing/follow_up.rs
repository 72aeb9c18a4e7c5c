//! Writing to a customer whose chat has ended: that begins another one.

use super::reopen::{ReopenError, make_room};
use crate::{
    base::id::ConversationId,
    db::{Tx, named_params},
    desk::{
        block,
        conversation::{self, Cause, Conversation, State, say},
        team::Agent,
    },
};

/// Begins a new episode beside one that has ended, as the agent's own, with nobody waiting. The old one
/// keeps its end, its reason and its rating. An open one of the same account is the one to go on with: the
/// agent's own is answered as it is, so that the second of two messages and a repeated request find the same.
pub fn follow_up(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ReopenError> {
    let ended = conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)?;
    if block::holds(tx, ended.customer)? {
        return Err(ReopenError::Blocked);
    }
    if let Some(open) = make_room(tx, ended.identity)? {
        return match &open.state {
            State::Active { agent: owner, .. } if owner.id == agent.id => Ok(open),
            State::Fresh
            | State::Waiting { .. }
            | State::Scheduled
            | State::Active { .. }
            | State::WrappingUp { .. }
            | State::Closed { .. } => Err(ReopenError::OtherOpen(open.id)),
        };
    }
    let now = tx.now;
    tx.execute(
        "insert into conversation (customer_id, identity_id, channel_id, queue_id, state, agent_id,
           created_at, claimed_at, last_activity_at)
         values (:customer, :identity, :channel, :queue, 'active', :agent, :now, :now, :now)",
        named_params! {
            ":customer": ended.customer, ":identity": ended.identity, ":channel": ended.channel,
            ":queue": ended.queue, ":agent": agent.id, ":now": now,
        },
    )?;
    let begun = ConversationId(tx.last_insert_id());
    let conversation = conversation::by_id(tx, begun)?.ok_or(ReopenError::NotFound)?;
    say::by_house(tx, &say::Place::of(&conversation), "began", Some(agent))?;
    conversation::tell(tx, begun, Cause::Claimed)?;
    Ok(conversation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    #[test]
    fn a_word_after_the_end_begins_another_chat() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let chat = memory
            .act(|tx| cast::write(tx, hannah, "Hello"))
            .unwrap()
            .conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let open = memory.act(|tx| follow_up(tx, &bo, chat));
        assert!(matches!(open, Err(ReopenError::OtherOpen(other)) if other == chat));
        memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
        let next = memory.act(|tx| follow_up(tx, &ana, chat)).unwrap();
        assert_ne!(next.id, chat);
        assert_eq!(next.agent().map(|face| face.id), Some(ana.id));
        assert!(!next.needs_reply());
        let again = memory.act(|tx| follow_up(tx, &ana, chat)).unwrap();
        assert_eq!(again.id, next.id, "it is begun once");
        // The customer's answer arrives there.
        let said = memory
            .act(|tx| cast::write(tx, hannah, "Thank you"))
            .unwrap();
        assert_eq!(said.conversation, next.id);
        let old = memory.act(|tx| conversation::by_id(tx, chat)).unwrap();
        assert!(matches!(old.unwrap().state, State::Closed { .. }));
    }
}
