//! Chats in a queue that offers, or gives: three agents, the clock moved by hand.

use std::time::Duration;

use super::{
    look,
    offer::{self, DeclineError},
};
use crate::{
    base::id::{AgentId, ConversationId, QueueId},
    db::memory::Memory,
    desk::{
        cast,
        conversation::{self, Conversation, Reserved, State},
        queue::{
            self,
            policy::{Choice, Mode, Policy, Previous},
        },
        team::{self, Agent, Availability, availability},
        waitlist::{
            self,
            claim::{self, ClaimError},
        },
    },
};

mod passed;

struct Counter {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    cy: Agent,
}

/// Three agents at the counter of a house whose only queue is served so.
fn counter(policy: &Policy) -> Counter {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let cy = memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
    let everybody = [ana.id, bo.id, cy.id];
    memory
        .act(|tx| {
            queue::set_policy(tx, QueueId(1), policy)?;
            availability::seen(tx, &everybody)
        })
        .unwrap();
    Counter {
        memory,
        ana,
        bo,
        cy,
    }
}

impl Counter {
    fn writes(&mut self, name: &str) -> ConversationId {
        let said = self
            .memory
            .act(|tx| cast::waiting_chat(tx, name, "Hello"))
            .unwrap();
        self.look();
        said.conversation
    }

    fn look(&mut self) {
        self.memory.act(look).unwrap();
    }

    fn chat(&mut self, id: ConversationId) -> Conversation {
        self.memory
            .act(|tx| conversation::by_id(tx, id))
            .unwrap()
            .unwrap()
    }

    fn held_for(&mut self, id: ConversationId) -> Option<AgentId> {
        self.chat(id).reservation.map(|held| held.agent)
    }

    /// Time goes by, with everybody's console open, and what falls due happens.
    fn pass(&mut self, seconds: u64, chat: ConversationId) {
        self.memory.advance(Duration::from_secs(seconds));
        let everybody = [self.ana.id, self.bo.id, self.cy.id];
        self.memory
            .act(|tx| {
                availability::seen(tx, &everybody)?;
                offer::time_is_up(tx, chat)?;
                look(tx)
            })
            .unwrap();
    }

    fn claims(&mut self, agent: &Agent, chat: ConversationId) -> Result<Conversation, ClaimError> {
        self.memory.act(|tx| claim::claim(tx, agent, chat, None))
    }

    fn declines(&mut self, agent: &Agent, chat: ConversationId) {
        self.memory
            .act(|tx| offer::decline(tx, agent, chat))
            .expect("it is held for them");
        self.look();
    }

    fn offers(&mut self, agent: &Agent) -> Vec<ConversationId> {
        let offers = self.memory.act(|tx| offer::of_agent(tx, agent.id)).unwrap();
        offers
            .into_iter()
            .map(|offer| offer.conversation.id)
            .collect()
    }

    fn standing(&mut self, agent: AgentId) -> Agent {
        self.memory
            .act(|tx| team::by_id(tx, agent))
            .unwrap()
            .unwrap()
    }
}

fn offering() -> Policy {
    Policy {
        mode: Mode::Offer,
        choice: Choice::InTurn,
        ..Policy::default()
    }
}

#[test]
fn who_takes_offers_at_once_gets_the_chat_while_they_move_and_else_an_offer() {
    let mut counter = counter(&Policy {
        previous: Previous::Off,
        ..offering()
    });
    let (ana, bo) = (counter.ana.clone(), counter.bo.clone());
    let own = team::Preferences {
        accepts_at_once: true,
        ..ana.preferences.clone()
    };
    counter
        .memory
        .act(|tx| team::account::set_preferences(tx, ana.id, &own))
        .unwrap();
    let moves = |counter: &mut Counter| {
        counter
            .memory
            .act(|tx| availability::moved(tx, ana.id))
            .unwrap();
    };
    let owner = |counter: &mut Counter, id| match counter.chat(id).state {
        State::Active { agent, .. } => Some(agent.id),
        _ => None,
    };
    // Nobody has moved there yet: it is an offer like any other.
    let first = counter.writes("Hannah");
    assert_eq!(counter.held_for(first), Some(ana.id));
    // They come back to their desk while it stands open.
    moves(&mut counter);
    counter.look();
    assert_eq!(owner(&mut counter, first), Some(ana.id));
    // Colleagues are asked all the same.
    let second = counter.writes("Omar");
    assert_eq!(counter.held_for(second), Some(bo.id));
    let third = counter.writes("Li");
    let fourth = counter.writes("Noor");
    assert_eq!(owner(&mut counter, third), None);
    assert_eq!(owner(&mut counter, fourth), Some(ana.id), "in turn");
    // A minute and a bit without a key or a click.
    counter.memory.advance(Duration::from_secs(61));
    let everybody = [ana.id, bo.id, counter.cy.id];
    counter
        .memory
        .act(|tx| availability::seen(tx, &everybody))
        .unwrap();
    let fifth = counter.writes("Eve");
    assert_eq!(counter.held_for(fifth), Some(ana.id));
    counter.claims(&ana, fifth).unwrap();
}

#[test]
fn an_offer_goes_round_and_then_the_chat_is_everybodys() {
    let mut counter = counter(&offering());
    let (ana, bo, cy) = (counter.ana.clone(), counter.bo.clone(), counter.cy.clone());
    let chat = counter.writes("Hannah");
    assert_eq!(counter.held_for(chat), Some(ana.id));
    counter.pass(119, chat);
    assert_eq!(
        counter.held_for(chat),
        Some(ana.id),
        "a second before its end"
    );
    counter.pass(1, chat);
    assert_eq!(counter.held_for(chat), Some(bo.id), "at its end it goes on");
    counter.declines(&bo, chat);
    assert_eq!(counter.held_for(chat), Some(cy.id));
    counter.declines(&cy, chat);
    assert_eq!(counter.held_for(chat), None, "nobody is asked twice");
    counter.pass(3600, chat);
    assert_eq!(counter.held_for(chat), None, "never a loop");
    let waits = |counter: &mut Counter, agent: &Agent| {
        counter
            .memory
            .act(|tx| waitlist::count(tx, agent.id))
            .unwrap()
    };
    assert_eq!(
        [waits(&mut counter, &ana), waits(&mut counter, &bo)],
        [1, 1]
    );
    // Whoever has thought better of it may still take it.
    counter.claims(&bo, chat).expect("it is everybody's");
}

#[test]
fn to_accept_is_to_claim_and_nobody_else_can() {
    let mut counter = counter(&offering());
    let (ana, bo) = (counter.ana.clone(), counter.bo.clone());
    let chat = counter.writes("Hannah");
    let refused = counter.claims(&bo, chat);
    assert!(matches!(refused, Err(ClaimError::HeldFor(face)) if face.id == ana.id));
    let next = counter
        .memory
        .act(|tx| claim::claim_next(tx, &bo, None))
        .unwrap();
    assert!(
        next.is_none(),
        "Next passes over what is held for a colleague"
    );
    assert_eq!(
        counter.memory.act(|tx| waitlist::count(tx, bo.id)).unwrap(),
        0
    );
    let listed = counter
        .memory
        .act(|tx| waitlist::list(tx, &bo, 10))
        .unwrap();
    assert_eq!(listed.len(), 1, "but it is seen, with whose it is");
    assert_eq!(counter.offers(&ana), [chat]);
    let taken = counter.claims(&ana, chat).expect("it is held for her");
    assert_eq!(taken.agent().map(|face| face.id), Some(ana.id));
    assert_eq!(counter.offers(&ana), []);
    let outcome: String = counter
        .memory
        .act(|tx| tx.get("select outcome from offer", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(outcome, "accepted");
    // What was accepted at the last moment stays accepted.
    counter.pass(120, chat);
    assert!(matches!(counter.chat(chat).state, State::Active { .. }));
}

#[test]
fn two_missed_offers_show_an_empty_chair() {
    let mut counter = counter(&Policy {
        choice: Choice::LeastBusy,
        ..offering()
    });
    let ana = counter.ana.clone();
    for agent in [counter.bo.id, counter.cy.id] {
        counter
            .memory
            .act(|tx| availability::set(tx, agent, Availability::Away, "Lunch"))
            .unwrap();
    }
    for name in ["Hannah", "Ida"] {
        let chat = counter.writes(name);
        assert_eq!(counter.held_for(chat), Some(ana.id));
        counter.pass(120, chat);
        assert_eq!(counter.held_for(chat), None);
    }
    let put_away = counter.standing(ana.id);
    assert_eq!(put_away.availability, Availability::Away);
    assert!(put_away.away_by_house);
    let third = counter.writes("Jo");
    assert_eq!(counter.held_for(third), None, "no offer to an empty chair");
    // One click, and the line comes to her again.
    counter
        .memory
        .act(|tx| availability::set(tx, ana.id, Availability::Available, ""))
        .unwrap();
    counter.look();
    assert_eq!(counter.held_for(third), Some(ana.id));
    assert_eq!(counter.standing(counter.bo.id).away_reason, "Lunch");
}

#[test]
fn whoever_goes_takes_no_offer_along() {
    let mut counter = counter(&offering());
    let (ana, bo) = (counter.ana.clone(), counter.bo.clone());
    let chat = counter.writes("Hannah");
    assert_eq!(counter.held_for(chat), Some(ana.id));
    counter
        .memory
        .act(|tx| availability::set(tx, ana.id, Availability::Away, ""))
        .unwrap();
    counter.look();
    assert_eq!(counter.held_for(chat), Some(bo.id), "away");
    counter
        .memory
        .act(|tx| availability::left(tx, bo.id))
        .unwrap();
    counter.look();
    assert_eq!(counter.held_for(chat), Some(counter.cy.id), "signed out");
    // It was taken back from them, not declined by them.
    counter
        .memory
        .act(|tx| {
            availability::set(tx, ana.id, Availability::Available, "")?;
            availability::left(tx, AgentId(3))
        })
        .unwrap();
    counter.look();
    assert_eq!(counter.held_for(chat), Some(ana.id));
}

#[test]
fn a_queue_that_gives_asks_nobody_and_keeps_to_the_limits() {
    let policy = Policy {
        mode: Mode::Assign,
        choice: Choice::LeastBusy,
        ..Policy::default()
    };
    let mut counter = counter(&policy);
    counter
        .memory
        .act(|tx| tx.execute("update agent set chat_limit = 1", []))
        .unwrap();
    let chats: Vec<ConversationId> = ["Hannah", "Ida", "Jo", "Kim"]
        .into_iter()
        .map(|name| counter.writes(name))
        .collect();
    let mut owners: Vec<_> = chats[..3]
        .iter()
        .map(|chat| counter.chat(*chat).agent().map(|face| face.id))
        .collect();
    owners.sort();
    let everybody = [counter.ana.id, counter.bo.id, counter.cy.id].map(Some);
    assert_eq!(owners, everybody, "one each");
    assert!(matches!(
        counter.chat(chats[3]).state,
        State::Waiting { .. }
    ));
    // Room is made, and filled.
    let owner = counter.chat(chats[0]).agent().unwrap().id;
    let owner = counter.standing(owner);
    counter
        .memory
        .act(|tx| cast::close(tx, &owner, chats[0]))
        .unwrap();
    counter.look();
    assert_eq!(
        counter.chat(chats[3]).agent().map(|face| face.id),
        Some(owner.id)
    );
}

#[test]
fn a_customer_who_comes_back_is_held_for_their_agent() {
    let mut counter = counter(&Policy::default());
    let (ana, bo) = (counter.ana.clone(), counter.bo.clone());
    let hannah = counter
        .memory
        .act(|tx| cast::visitor(tx, "Hannah"))
        .unwrap();
    let writes = |counter: &mut Counter| {
        let said = counter
            .memory
            .act(|tx| cast::write(tx, hannah, "Hello again"))
            .unwrap();
        counter.look();
        said.conversation
    };
    let first = writes(&mut counter);
    assert_eq!(counter.held_for(first), None, "nobody knows her yet");
    counter.claims(&bo, first).unwrap();
    counter
        .memory
        .act(|tx| cast::close(tx, &bo, first))
        .unwrap();
    counter.memory.advance(Duration::from_secs(3600));
    counter.pass(0, first);

    let second = writes(&mut counter);
    let held = counter.chat(second).reservation.unwrap();
    assert_eq!((held.agent, held.how), (bo.id, Reserved::Previous));
    // More words do not begin the time anew.
    counter.pass(59, second);
    counter
        .memory
        .act(|tx| cast::write(tx, hannah, "Anybody?"))
        .unwrap();
    assert_eq!(counter.held_for(second), Some(bo.id));
    counter.pass(1, second);
    assert_eq!(
        counter.held_for(second),
        None,
        "after a minute she is everybody's"
    );
    counter.claims(&ana, second).unwrap();
    counter
        .memory
        .act(|tx| cast::close(tx, &ana, second))
        .unwrap();

    // Of two agents it is the last.
    counter.memory.advance(Duration::from_secs(3600));
    counter.pass(0, first);
    let third = writes(&mut counter);
    assert_eq!(counter.held_for(third), Some(ana.id));
    counter.declines(&ana, third);
    assert_eq!(counter.held_for(third), None, "she would not");
    // Somebody else's hold is not theirs to end.
    let refused = counter.memory.act(|tx| offer::decline(tx, &bo, third));
    assert!(matches!(refused, Err(DeclineError::NotHeld)));
}

#[test]
fn only_their_agent_waits_for_nobody_else_while_they_are_there() {
    let policy = Policy {
        previous: Previous::Only,
        ..Policy::default()
    };
    let mut counter = counter(&policy);
    let bo = counter.bo.clone();
    let hannah = counter
        .memory
        .act(|tx| cast::visitor(tx, "Hannah"))
        .unwrap();
    let chat = counter
        .memory
        .act(|tx| cast::write(tx, hannah, "Hello"))
        .unwrap()
        .conversation;
    counter.claims(&bo, chat).unwrap();
    counter.memory.act(|tx| cast::close(tx, &bo, chat)).unwrap();
    counter.memory.advance(Duration::from_secs(3600));
    counter.pass(0, chat);
    let chat = counter
        .memory
        .act(|tx| cast::write(tx, hannah, "Again"))
        .unwrap()
        .conversation;
    for _ in 0..5 {
        counter.pass(60, chat);
        assert_eq!(counter.held_for(chat), Some(bo.id));
    }
    counter
        .memory
        .act(|tx| availability::set(tx, bo.id, Availability::Away, ""))
        .unwrap();
    counter.look();
    assert_eq!(
        counter.held_for(chat),
        None,
        "he has gone, so she is everybody's"
    );
}
