//! “No answer needed”: what a customer said last calls for nothing, and an agent says so. Looking at it does not
//! (BEHAVIOUR 15).

use super::give::GiveError;
use crate::{
    base::id::ConversationId,
    db::{DbError, Tx},
    desk::{
        conversation::{self, Cause, Conversation, State, say, silence},
        team::{Agent, Role},
    },
};

/// The customer of this chat waits for nothing any more. Whoever has it may say so, and a supervisor of any; of one
/// whose customer does not wait it is so already. The customer's next word waits again.
pub fn no_answer_needed(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, GiveError> {
    let chat = conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)?;
    match &chat.state {
        State::Active { agent: owner, .. }
            if owner.id == agent.id || agent.may_act_as(Role::Supervisor) => {}
        State::Active { agent: owner, .. } => return Err(GiveError::TakenBy(owner.clone())),
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::WrappingUp { .. }
        | State::Closed { .. } => return Err(GiveError::NotActive),
    }
    if chat.needs_reply() {
        settle(tx, agent, &chat)?;
    }
    conversation::by_id(tx, id)?.ok_or(GiveError::NotFound)
}

pub(in crate::desk) fn settle(
    tx: &mut Tx<'_>,
    agent: &Agent,
    chat: &Conversation,
) -> Result<(), DbError> {
    tx.execute(
        "update conversation set waiting_since = null where id = ?1",
        [chat.id],
    )?;
    // The customer spoke last: nobody waits for them, so they are neither reminded nor closed upon.
    silence::end(tx, chat.id)?;
    let line = format!("{}no-answer-needed", say::FOR_TEAM);
    say::by_house(tx, &say::Place::of(chat), &line, Some(agent))?;
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, waiting_clock, waitlist::claim},
    };

    #[test]
    fn only_a_person_says_that_nothing_is_to_be_answered_until_the_customer_writes_again() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let said = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
        let id = said.conversation;
        let waits = |memory: &mut Memory| {
            let chat = memory.act(|tx| conversation::by_id(tx, id)).unwrap();
            chat.unwrap().needs_reply()
        };
        // In the wait list it is nobody’s to say.
        let early = memory.act(|tx| no_answer_needed(tx, &ana, id));
        assert!(matches!(early, Err(GiveError::NotActive)));
        memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
        let others = memory.act(|tx| no_answer_needed(tx, &bo, id));
        assert!(matches!(others, Err(GiveError::TakenBy(face)) if face.id == ana.id));
        assert!(waits(&mut memory));
        for _ in 0..2 {
            memory.act(|tx| no_answer_needed(tx, &ana, id)).unwrap();
            assert!(!waits(&mut memory));
        }
        let lines = memory.act(|tx| cast::said_by(tx, id, "system")).unwrap();
        assert_eq!(lines, ["claimed", "team:no-answer-needed"], "said once");
        memory
            .act(|tx| cast::write(tx, visitor, "Still there?"))
            .unwrap();
        assert!(waits(&mut memory));
        let wrong = memory.act(|tx| waiting_clock::differences(tx)).unwrap();
        assert_eq!(wrong, []);
    }
}
