use super::*;
use crate::{
    base::id::MessageId,
    db::memory::Memory,
    desk::{
        cast,
        closing::reopen,
        conversation::{
            self, Conversation, State,
            say::{self, Draft},
        },
        customer::visitor::Visitor,
        team::{
            availability,
            session::{self, SignIn},
        },
        waitlist::{claim, give},
    },
};

struct Desk {
    memory: Memory,
    ana: Agent,
}

fn desk() -> Desk {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let id = ana.id;
    memory.act(|tx| availability::seen(tx, &[id])).unwrap();
    Desk { memory, ana }
}

impl Desk {
    /// A chat of Ana's; answered, if she has.
    fn chat(&mut self, name: &str, is_answered: bool) -> (Visitor, ConversationId) {
        let visitor = self.memory.act(|tx| cast::visitor(tx, name)).unwrap();
        let chat = self
            .memory
            .act(|tx| cast::write(tx, visitor, "Hello"))
            .unwrap()
            .conversation;
        let ana = self.ana.clone();
        self.memory
            .act(|tx| claim::claim(tx, &ana, chat, None))
            .unwrap();
        if is_answered {
            let draft = Draft {
                text: "It is on its way".to_owned(),
                ..Draft::default()
            };
            self.memory
                .act(|tx| say::by_agent(tx, &ana, chat, &draft, None::<MessageId>))
                .unwrap();
        }
        (visitor, chat)
    }

    fn state(&mut self, chat: ConversationId) -> Conversation {
        self.memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap()
    }

    /// Time goes by, and what falls due happens when it does.
    fn pass(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.memory.advance(Duration::from_secs(1));
            while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
                if timer.due == Due::MissAgent {
                    self.memory
                        .act(|tx| look(tx, AgentId(timer.subject)))
                        .unwrap();
                }
            }
        }
    }

    fn waits(&mut self, chat: ConversationId) -> bool {
        matches!(self.state(chat).state, State::Waiting { .. })
    }
}

#[test]
fn whoever_waits_for_an_empty_chair_waits_for_everybody_after_a_while() {
    let mut desk = desk();
    let (_, first) = desk.chat("Hannah", false);
    let (_, second) = desk.chat("Ida", false);
    let (jo, third) = desk.chat("Jo", true);
    let since = desk.state(first).waiting_since;
    desk.pass(90 + 299);
    assert!(!desk.waits(first), "a second too early");
    desk.pass(2);
    assert!(desk.waits(first) && desk.waits(second));
    assert_eq!(desk.state(first).waiting_since, since, "the clock goes on");
    assert!(!desk.waits(third), "nobody waits there");
    // Until somebody does.
    desk.memory
        .act(|tx| cast::write(tx, jo, "One more thing"))
        .unwrap();
    assert!(desk.waits(third));
}

#[test]
fn a_reload_or_a_short_sleep_is_no_absence() {
    let mut desk = desk();
    let (visitor, chat) = desk.chat("Hannah", true);
    let ana = desk.ana.id;
    for _ in 0..20 {
        desk.pass(80);
        desk.memory
            .act(|tx| availability::seen(tx, &[ana]))
            .unwrap();
    }
    // Gone for ten minutes, and back before the customer says another word.
    desk.pass(600);
    desk.memory
        .act(|tx| availability::seen(tx, &[ana]))
        .unwrap();
    desk.memory
        .act(|tx| cast::write(tx, visitor, "Are you there?"))
        .unwrap();
    assert!(!desk.waits(chat));
}

#[test]
fn who_asked_for_it_keeps_their_chats() {
    let mut held = desk();
    let ana = held.ana.id;
    held.memory
        .act(|tx| tx.execute("update agent set holds_chats = 1", []))
        .unwrap();
    let (_, chat) = held.chat("Hannah", false);
    held.pass(3600);
    assert!(!held.waits(chat), "told to hold them");

    let mut reachable = desk();
    let until = reachable
        .memory
        .act(|tx| Ok::<_, DbError>(tx.now))
        .unwrap()
        .plus(Duration::from_secs(3600));
    reachable
        .memory
        .act(|tx| availability::set_reachable(tx, ana, Some(until)))
        .unwrap();
    let (_, chat) = reachable.chat("Hannah", false);
    reachable.pass(3599);
    assert!(!reachable.waits(chat), "reachable without a console");
    reachable.pass(302);
    assert!(reachable.waits(chat), "and no longer");
}

#[test]
fn who_can_no_longer_be_reached_is_missed_as_anybody_is() {
    let mut desk = desk();
    let ana = desk.ana.id;
    let (_, chat) = desk.chat("Hannah", false);
    desk.memory
        .act(|tx| {
            let until = tx.now.plus(Duration::from_secs(6 * 3600));
            availability::set_reachable(tx, ana, Some(until))
        })
        .unwrap();
    desk.pass(600);
    // Back at the desk; and then the lid is closed for the day.
    desk.memory
        .act(|tx| {
            availability::seen(tx, &[ana])?;
            availability::set_reachable(tx, ana, None)
        })
        .unwrap();
    desk.pass(90 + 299);
    assert!(!desk.waits(chat), "a second too early");
    desk.pass(2);
    assert!(desk.waits(chat));
}

#[test]
fn who_has_signed_out_everywhere_is_told_by_no_telephone() {
    let mut desk = desk();
    let ana = desk.ana.id;
    let mut signs_in = || {
        let token = desk
            .memory
            .act(|tx| session::open(tx, ana, &SignIn::default()))
            .unwrap();
        let known = desk.memory.act(|tx| session::resolve(tx, token.hash()));
        known.unwrap().unwrap().session
    };
    let (at_the_desk, on_the_telephone) = (signs_in(), signs_in());
    desk.memory
        .act(|tx| {
            let until = tx.now.plus(Duration::from_secs(3600));
            availability::set_reachable(tx, ana, Some(until))
        })
        .unwrap();
    for (session, is_reached) in [(at_the_desk, true), (on_the_telephone, false)] {
        desk.memory
            .act(|tx| session::end(tx, ana, session))
            .unwrap();
        desk.pass(600);
        let is_open = desk.memory.act(|tx| availability::is_anyone_available(tx));
        assert_eq!(is_open.unwrap(), is_reached);
    }
}

#[test]
fn what_is_given_to_an_empty_chair_does_not_stay_there() {
    let mut desk = desk();
    let ana = desk.ana.id;
    let boss = desk.memory.act(|tx| cast::supervisor(tx, "Boss")).unwrap();
    desk.pass(600);
    let chat = desk
        .memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap()
        .conversation;
    desk.memory
        .act(|tx| give::assign(tx, &boss, chat, ana))
        .unwrap();
    desk.pass(299);
    assert!(!desk.waits(chat), "she may come back");
    desk.pass(2);
    assert!(desk.waits(chat));
}

#[test]
fn a_chat_that_ended_without_its_agent_is_theirs_once_they_take_it_up_again() {
    let mut desk = desk();
    let (hannah, chat) = desk.chat("Hannah", true);
    let boss = desk.memory.act(|tx| cast::supervisor(tx, "Boss")).unwrap();
    desk.pass(600);
    let is_gone: bool = desk
        .memory
        .act(|tx| {
            tx.get(
                "select owner_gone from conversation where id = ?1",
                [chat],
                |row| row.get(0),
            )
        })
        .unwrap();
    assert!(is_gone, "the premise");
    desk.memory.act(|tx| cast::close(tx, &boss, chat)).unwrap();
    let ana = desk.ana.clone();
    desk.memory
        .act(|tx| availability::seen(tx, &[ana.id]))
        .unwrap();
    desk.memory
        .act(|tx| reopen::reopen(tx, &ana, chat))
        .unwrap();
    desk.memory
        .act(|tx| cast::write(tx, hannah, "It is still broken"))
        .unwrap();
    let owner = desk.state(chat).agent().map(|face| face.id);
    assert_eq!(owner, Some(ana.id));
}
