use super::*;
use crate::{
    base::id::QueueId,
    db::memory::Memory,
    desk::{
        cast,
        conversation::Status,
        customer::visitor::Visitor,
        queue::policy::Policy,
        waitlist::claim::{self, ClaimError},
    },
};

struct Desk {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
    chat: ConversationId,
}

/// Ana has just closed Hannah's chat in a queue with this wrap-up.
fn closed(policy: &Policy) -> Desk {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    memory
        .act(|tx| queue::set_policy(tx, QueueId(1), policy))
        .unwrap();
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let chat = memory
        .act(|tx| cast::write(tx, hannah, "Where is my parcel?"))
        .unwrap()
        .conversation;
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
    Desk {
        memory,
        ana,
        hannah,
        chat,
    }
}

fn timed() -> Policy {
    Policy {
        wrap_up: WrapUp::Timed,
        ..Policy::default()
    }
}

impl Desk {
    fn chat(&mut self) -> Conversation {
        let chat = self.chat;
        self.memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap()
    }

    fn handled_at(&mut self) -> Option<Timestamp> {
        let chat = self.chat;
        let sql = "select handled_at from conversation where id = ?1";
        self.memory
            .act(|tx| tx.get(sql, [chat], |row| row.get(0)))
            .unwrap()
    }

    /// Fires what is due, as the clockwork does.
    fn fire(&mut self) {
        while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
            if timer.due == Due::EndWrapUp {
                self.memory
                    .act(|tx| time_is_up(tx, ConversationId(timer.subject), timer.at))
                    .unwrap();
            }
        }
    }
}

#[test]
fn a_queue_without_wrap_up_is_done_at_the_close() {
    let mut desk = closed(&Policy::default());
    assert_eq!(desk.chat().status(), Status::Closed);
    assert_eq!(desk.handled_at(), None);
}

#[test]
fn wrap_up_ends_by_itself_at_its_deadline_however_late_that_is_noticed() {
    let mut desk = closed(&timed());
    let deadline = desk
        .memory
        .act(|tx| Ok::<_, DbError>(tx.now))
        .unwrap()
        .plus(MORE);
    assert_eq!(desk.chat().status(), Status::WrapUp);
    desk.memory.advance(Duration::from_secs(59));
    desk.fire();
    assert_eq!(desk.chat().status(), Status::WrapUp);
    // The house was closed for ten minutes.
    desk.memory.advance(Duration::from_secs(600));
    desk.fire();
    assert_eq!(desk.chat().status(), Status::Closed);
    assert_eq!(desk.handled_at(), Some(deadline));
}

#[test]
fn the_agent_ends_it_or_takes_a_minute_more() {
    let mut desk = closed(&timed());
    let (ana, chat) = (desk.ana.clone(), desk.chat);
    desk.memory.act(|tx| add_minute(tx, &ana, chat)).unwrap();
    desk.memory.advance(Duration::from_secs(119));
    desk.fire();
    assert_eq!(desk.chat().status(), Status::WrapUp);
    let bo = desk.memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let refused = desk.memory.act(|tx| end(tx, &bo, chat));
    assert!(matches!(refused, Err(WrapUpError::NotYours)));
    desk.memory.act(|tx| end(tx, &ana, chat)).unwrap();
    assert_eq!(desk.chat().status(), Status::Closed);
    let refused = desk.memory.act(|tx| end(tx, &ana, chat));
    assert!(matches!(refused, Err(WrapUpError::NotYours)));
}

#[test]
fn by_hand_means_by_hand() {
    let mut desk = closed(&Policy {
        wrap_up: WrapUp::Manual,
        picks_in_wrap_up: false,
        ..Policy::default()
    });
    let (ana, chat) = (desk.ana.clone(), desk.chat);
    desk.memory.advance(Duration::from_secs(36_000));
    desk.fire();
    assert_eq!(desk.chat().status(), Status::WrapUp);
    let other = desk
        .memory
        .act(|tx| cast::waiting_chat(tx, "Ida", "Hello"))
        .unwrap()
        .conversation;
    let refused = desk.memory.act(|tx| claim::claim(tx, &ana, other, None));
    assert!(matches!(refused, Err(ClaimError::WrappingUp)));
    desk.memory.act(|tx| end(tx, &ana, chat)).unwrap();
    desk.memory
        .act(|tx| claim::claim(tx, &ana, other, None))
        .unwrap();
}

#[test]
fn a_customer_who_writes_meanwhile_is_back_with_the_same_agent() {
    let mut desk = closed(&timed());
    let hannah = desk.hannah;
    desk.memory.advance(Duration::from_secs(30));
    // Thanks disturb nobody.
    desk.memory
        .act(|tx| cast::write(tx, hannah, "Thank you!"))
        .unwrap();
    assert_eq!(desk.chat().status(), Status::WrapUp);
    let said = desk
        .memory
        .act(|tx| cast::write(tx, hannah, "One more question: when?"))
        .unwrap();
    assert_eq!(said.conversation, desk.chat);
    let chat = desk.chat();
    assert_eq!(chat.status(), Status::Active);
    assert_eq!(chat.agent().map(|face| face.id), Some(desk.ana.id));
    assert!(chat.needs_reply());
    // The deadline of the wrap-up that was is nobody's any more.
    desk.memory.advance(Duration::from_secs(3600));
    desk.fire();
    assert_eq!(desk.chat().status(), Status::Active);
}

#[test]
fn later_it_is_a_new_chat() {
    let mut desk = closed(&Policy {
        wrap_up: WrapUp::Manual,
        ..Policy::default()
    });
    let hannah = desk.hannah;
    desk.memory.advance(REOPENS + Duration::from_secs(1));
    let said = desk
        .memory
        .act(|tx| cast::write(tx, hannah, "Something else: do you repair lids?"))
        .unwrap();
    assert_ne!(said.conversation, desk.chat);
    assert_eq!(desk.chat().status(), Status::WrapUp);
}

#[test]
fn who_has_gone_has_no_paperwork() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let boss = memory.act(|tx| cast::supervisor(tx, "Boss")).unwrap();
    let policy = Policy {
        wrap_up: WrapUp::Manual,
        ..Policy::default()
    };
    memory
        .act(|tx| queue::set_policy(tx, QueueId(1), &policy))
        .unwrap();
    for (gone, status) in [(false, Status::WrapUp), (true, Status::Closed)] {
        memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        if gone {
            memory.advance(Duration::from_secs(600));
        }
        memory.act(|tx| cast::close(tx, &boss, chat)).unwrap();
        let chat = memory.act(|tx| conversation::by_id(tx, chat)).unwrap();
        assert_eq!(chat.unwrap().status(), status);
    }
}
