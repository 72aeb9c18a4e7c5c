use std::time::Duration;

use super::{hand_over::Lot, *};
use crate::{
    base::lang::Lang,
    db::memory::Memory,
    desk::{
        audit::Origin,
        block, cast,
        conversation::{Reserved, Status},
        queue,
        routing::offer,
        team::{Availability, availability},
        waitlist::{self, claim},
    },
};

mod rights;

/// A shop with two queues. Ana and Bo serve the counter; Cy serves repairs alone.
struct Shop {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    cy: Agent,
    repairs: QueueId,
}

impl Shop {
    fn open() -> Self {
        let mut memory = Memory::new();
        let [ana, bo, cy] =
            ["Ana", "Bo", "Cy"].map(|name| memory.act(|tx| cast::agent(tx, name)).unwrap());
        let repairs = memory
            .act(|tx| {
                tx.execute("insert into queue (name) values ('Repairs')", [])?;
                let repairs = QueueId(tx.last_insert_id());
                tx.execute("delete from queue_agent where agent_id = ?1", [cy.id])?;
                tx.execute(
                    "insert into queue_agent (queue_id, agent_id) values (?1, ?2)",
                    (repairs, cy.id),
                )?;
                kind::install_defaults(tx, Lang::En)?;
                Ok::<_, DbError>(repairs)
            })
            .unwrap();
        Self {
            memory,
            ana,
            bo,
            cy,
            repairs,
        }
    }

    fn is_there(&mut self, agents: &[AgentId]) {
        self.memory
            .act(|tx| availability::seen(tx, agents))
            .unwrap();
    }

    /// A chat that Ana has.
    fn chat(&mut self) -> ConversationId {
        let ana = self.ana.clone();
        self.memory
            .act(|tx| {
                let chat = cast::waiting_chat(tx, "Hannah", "My lid is broken")?.conversation;
                claim::claim(tx, &ana, chat, None).expect("it waits");
                Ok::<_, DbError>(chat)
            })
            .unwrap()
    }

    fn forward(&mut self, id: ConversationId, wish: Wish) -> Result<Conversation, ForwardError> {
        let ana = self.ana.clone();
        self.memory.act(|tx| forward(tx, &ana, id, &wish))
    }

    fn now(&mut self, id: ConversationId) -> Conversation {
        self.memory
            .act(|tx| conversation::by_id(tx, id))
            .unwrap()
            .unwrap()
    }

    fn time(&mut self) -> Timestamp {
        self.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap()
    }

    fn seen_by(&mut self, agent: &Agent) -> i64 {
        let id = agent.id;
        self.memory.act(|tx| waitlist::count(tx, id)).unwrap()
    }

    fn lines(&mut self, id: ConversationId) -> Vec<String> {
        self.memory
            .act(|tx| cast::said_by(tx, id, "system"))
            .unwrap()
    }

    /// Lets time pass; what falls due happens, as the clockwork has it.
    fn pass(&mut self, time: Duration) {
        self.memory.advance(time);
        while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
            let id = ConversationId(timer.subject);
            self.memory
                .act(|tx| match timer.due {
                    Due::ForwardDue => back::is_due(tx, id),
                    Due::OpenToAll => back::open_to_all(tx, id),
                    Due::EndReservation => offer::time_is_up(tx, id),
                    _ => Ok(()),
                })
                .unwrap();
        }
    }

    fn later(&mut self, after: Duration) -> Option<Wall> {
        let at = self.time().plus(after);
        Some(Wall::of(at, "Europe/Berlin").unwrap())
    }
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

#[test]
fn without_any_wish_a_chat_waits_for_all_of_the_team() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let since = shop.now(id).waiting_since;
    shop.memory.advance(MINUTE);
    let chat = shop.forward(id, Wish::default()).unwrap();
    assert_eq!(chat.status(), Status::New);
    assert_eq!(chat.waiting_since, since, "nobody is sent to the end");
    let (bo, cy) = (shop.bo.clone(), shop.cy.clone());
    assert_eq!([shop.seen_by(&bo), shop.seen_by(&cy)], [1, 1]);
    assert_eq!(shop.lines(id), ["claimed", "forwarded"]);
    // Whoever takes it has it like any other.
    shop.memory
        .act(|tx| claim::claim(tx, &cy, id, None))
        .unwrap();
    let chat = shop.now(id);
    assert!(!chat.open_to_all && chat.forward.is_none());
}

#[test]
fn a_chat_that_nobody_waited_in_waits_from_now() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let ana = shop.ana.clone();
    shop.memory
        .act(|tx| {
            let words = Draft {
                text: "It is on its way.".to_owned(),
                ..Draft::default()
            };
            say::by_agent(tx, &ana, id, &words, None)
        })
        .unwrap();
    shop.memory.advance(HOUR);
    let now = shop.time();
    let chat = shop.forward(id, Wish::default()).unwrap();
    assert_eq!(chat.waiting_since, Some(now));
}

#[test]
fn a_queue_has_it_first_and_then_everybody() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let (ana, bo, cy) = (shop.ana.clone(), shop.bo.clone(), shop.cy.clone());
    shop.is_there(&[cy.id]);
    let wish = Wish {
        to: To::Queue(shop.repairs),
        note: "  She has the \u{2066}old model. ".to_owned(),
        ..Wish::default()
    };
    let chat = shop.forward(id, wish).unwrap();
    assert_eq!(chat.queue_name, "Repairs");
    assert_eq!(
        [shop.seen_by(&ana), shop.seen_by(&bo), shop.seen_by(&cy)],
        [0, 0, 1]
    );
    assert_eq!(shop.lines(id).last().unwrap(), "forwarded-queue Repairs");
    let handed = shop
        .memory
        .act(|tx| handed::of(tx, &chat))
        .unwrap()
        .unwrap();
    assert_eq!(handed.by_name.as_deref(), Some("Ana"));
    assert!(handed.note.starts_with("She has the"));
    assert!(handed.comment.is_some(), "the note stands in the chat");
    shop.pass(Duration::from_secs(299));
    assert_eq!(shop.seen_by(&bo), 0);
    shop.pass(Duration::from_secs(1));
    assert_eq!(shop.seen_by(&bo), 1);
    assert_eq!(shop.now(id).queue_name, "Repairs");
}

#[test]
fn a_queue_without_anybody_is_everybodys_at_once() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let bo = shop.bo.clone();
    shop.is_there(&[bo.id]);
    let wish = Wish {
        to: To::Queue(shop.repairs),
        ..Wish::default()
    };
    shop.forward(id, wish).unwrap();
    assert_eq!(shop.seen_by(&bo), 1);
    assert_eq!(shop.lines(id).last().unwrap(), "forward-open Repairs");
    // A queue that keeps its chats for itself does not, then, either.
    let repairs = shop.repairs;
    let rule = queue::Policy {
        group_first_s: None,
        ..queue::Policy::default()
    };
    shop.memory
        .act(|tx| queue::set_policy(tx, repairs, &rule))
        .unwrap();
    let cy = shop.cy.clone();
    shop.is_there(&[cy.id]);
    let other = {
        let ana = shop.ana.clone();
        shop.memory
            .act(|tx| {
                let chat = cast::waiting_chat(tx, "Omar", "Hello")?.conversation;
                claim::claim(tx, &ana, chat, None).expect("it waits");
                Ok::<_, DbError>(chat)
            })
            .unwrap()
    };
    let wish = Wish {
        to: To::Queue(repairs),
        ..Wish::default()
    };
    shop.forward(other, wish).unwrap();
    shop.pass(10 * HOUR);
    assert_eq!(shop.seen_by(&bo), 1, "the first one");
}

#[test]
fn a_colleague_has_it_first_and_then_their_queue() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let (ana, cy) = (shop.ana.clone(), shop.cy.clone());
    let wish = Wish {
        to: To::Agent(cy.id),
        ..Wish::default()
    };
    let refused = shop.forward(id, wish.clone());
    assert!(matches!(refused, Err(ForwardError::NotThere(name)) if name == "Cy"));
    shop.is_there(&[cy.id]);
    let chat = shop.forward(id, wish).unwrap();
    let held = chat.reservation.unwrap();
    assert_eq!((held.agent, held.how), (cy.id, Reserved::Forward));
    assert_eq!([shop.seen_by(&ana), shop.seen_by(&cy)], [0, 1]);
    shop.pass(Duration::from_secs(119));
    assert!(shop.now(id).reservation.is_some());
    shop.is_there(&[cy.id]);
    shop.pass(Duration::from_secs(1));
    shop.pass(Duration::from_millis(1));
    let chat = shop.now(id);
    assert_eq!(
        (chat.reservation, chat.queue_name.as_str()),
        (None, "Repairs")
    );
    assert_eq!(shop.seen_by(&ana), 0, "not back to the sender");
    assert_eq!(shop.lines(id).last().unwrap(), "forward-not-taken Cy");
    // Nobody of that queue either, in the end: everybody.
    shop.pass(5 * MINUTE);
    assert_eq!(shop.seen_by(&ana), 1);
}

#[test]
fn what_was_put_off_comes_back_at_its_time_once() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let later = shop.later(HOUR);
    let wish = Wish {
        later: later.clone(),
        kind: Some(ForwardTypeId(1)),
        note: "Ask for the tracking number".to_owned(),
        ..Wish::default()
    };
    let chat = shop.forward(id, wish).unwrap();
    assert_eq!(chat.status(), Status::Transferred);
    assert_eq!(chat.waiting_since, None);
    let due = later.unwrap().instant().unwrap();
    let cy = shop.cy.clone();
    assert_eq!(shop.seen_by(&cy), 0);
    let ahead = due.since(shop.time());
    shop.pass(ahead - Duration::from_millis(1));
    assert_eq!(shop.now(id).status(), Status::Transferred);
    shop.pass(Duration::from_millis(1));
    let chat = shop.now(id);
    assert_eq!(
        (chat.status(), chat.waiting_since),
        (Status::New, Some(due))
    );
    let handed = shop
        .memory
        .act(|tx| handed::of(tx, &chat))
        .unwrap()
        .unwrap();
    assert_eq!(handed.sign.unwrap().icon, "alarm-clock");
    shop.pass(48 * HOUR);
    let back = |line: &String| line.starts_with("forward-back");
    assert_eq!(shop.lines(id).into_iter().filter(back).count(), 1);
}

#[test]
fn what_fell_due_while_the_house_was_closed_says_how_late_it_is() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let later = shop.later(HOUR);
    let due = later.as_ref().unwrap().instant().unwrap();
    shop.forward(
        id,
        Wish {
            later,
            ..Wish::default()
        },
    )
    .unwrap();
    let closed = due.since(shop.time()) + 2 * HOUR + 10 * MINUTE;
    shop.memory.advance(closed);
    // What an opening does.
    shop.memory.act(back::watch).unwrap();
    shop.pass(Duration::ZERO);
    assert_eq!(shop.lines(id).last().unwrap(), "forward-back-late 7800");
    assert_eq!(shop.now(id).waiting_since, Some(due));
    shop.memory.act(back::watch).unwrap();
    shop.pass(Duration::ZERO);
    assert_eq!(shop.lines(id).len(), 3, "{:?}", shop.lines(id));
}

#[test]
fn a_customer_who_writes_first_is_back_at_once() {
    for keeps_date in [false, true] {
        let mut shop = Shop::open();
        let ana = shop.ana.clone();
        let (visitor, id) = shop
            .memory
            .act(|tx| {
                let visitor = cast::visitor(tx, "Hannah")?;
                let id = cast::write(tx, visitor, "Hello")?.conversation;
                claim::claim(tx, &ana, id, None).expect("it waits");
                Ok::<_, DbError>((visitor, id))
            })
            .unwrap();
        let later = shop.later(HOUR);
        let due = later.as_ref().unwrap().instant().unwrap();
        let wish = Wish {
            later,
            note: "Look for the parcel".to_owned(),
            keeps_date,
            ..Wish::default()
        };
        shop.forward(id, wish).unwrap();
        let ahead = due.since(shop.time()) - Duration::from_secs(1);
        shop.pass(ahead);
        let wrote = shop.time();
        shop.memory
            .act(|tx| cast::write(tx, visitor, "Any news?"))
            .unwrap();
        let chat = shop.now(id);
        assert_eq!(
            (chat.status(), chat.waiting_since),
            (Status::New, Some(wrote))
        );
        let handed = shop
            .memory
            .act(|tx| handed::of(tx, &chat))
            .unwrap()
            .unwrap();
        assert_eq!(handed.note, "Look for the parcel");
        assert_eq!(shop.lines(id).last().unwrap(), "forward-early");
        shop.memory
            .act(|tx| claim::claim(tx, &ana, id, None))
            .unwrap();
        shop.pass(Duration::from_secs(1));
        let reminded = shop.lines(id).contains(&"forward-reminded".to_owned());
        assert_eq!(reminded, keeps_date);
        assert!(matches!(shop.now(id).state, State::Active { .. }));
        let called = shop
            .memory
            .act(|tx| conversation::mention::unseen(tx, ana.id))
            .unwrap();
        assert_eq!(called.len(), usize::from(keeps_date));
        shop.pass(48 * HOUR);
        let times = shop
            .lines(id)
            .iter()
            .filter(|line| *line == "forward-reminded")
            .count();
        assert_eq!(times, usize::from(keeps_date));
    }
}

#[test]
fn one_chat_is_put_off_once_and_to_no_avail_when_it_is_over() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let (first, second) = (shop.later(HOUR), shop.later(3 * HOUR));
    for later in [first, second.clone()] {
        let wish = Wish {
            later,
            ..Wish::default()
        };
        shop.forward(id, wish).unwrap();
    }
    shop.pass(2 * HOUR);
    assert_eq!(
        shop.now(id).status(),
        Status::Transferred,
        "the second holds"
    );
    // Called back: it is Bo's, and does not come a second time.
    let bo = shop.bo.clone();
    shop.memory
        .act(|tx| claim::claim(tx, &bo, id, None))
        .unwrap();
    shop.pass(2 * HOUR);
    assert!(matches!(shop.now(id).state, State::Active { .. }));

    let later = shop.later(HOUR);
    let cancelled = format!("forward-cancelled {}", later.as_ref().unwrap().local);
    let wish = Wish {
        later: later.clone(),
        ..Wish::default()
    };
    shop.memory.act(|tx| forward(tx, &bo, id, &wish)).unwrap();
    shop.memory.act(|tx| cast::close(tx, &bo, id)).unwrap();
    assert!(shop.lines(id).contains(&cancelled));
    shop.pass(2 * HOUR);
    assert_eq!(shop.now(id).status(), Status::Closed);

    // Nor for somebody who is no longer served.
    let other = shop.chat();
    let later = shop.later(HOUR);
    let wish = Wish {
        later,
        ..Wish::default()
    };
    shop.forward(other, wish).unwrap();
    let customer = shop.now(other).customer;
    shop.memory
        .act(|tx| {
            let wanted = block::Wanted {
                reason: "spam".to_owned(),
                message: "No more.".to_owned(),
                lasts: None,
                nearby: None,
            };
            block::block(tx, &bo, &Origin::default(), customer, &wanted)
        })
        .unwrap();
    let cancelled = |line: &String| line.starts_with("forward-cancelled");
    assert!(shop.lines(other).iter().any(cancelled));
    shop.pass(2 * HOUR);
    assert_eq!(shop.now(other).status(), Status::Archived);
}

#[test]
fn whoever_is_named_may_take_it_though_they_are_full() {
    let mut shop = Shop::open();
    let (cy, id) = (shop.cy.clone(), shop.chat());
    shop.is_there(&[cy.id]);
    shop.memory
        .act::<_, DbError>(|tx| {
            tx.execute("update agent set chat_limit = 1 where id = ?1", [cy.id])?;
            let own = cast::waiting_chat(tx, "Ida", "Hello")?.conversation;
            tx.execute(
                "update conversation set open_to_all = 1 where id = ?1",
                [own],
            )?;
            claim::claim(tx, &cy, own, None).expect("it waits");
            Ok(())
        })
        .unwrap();
    let cy = shop
        .memory
        .act(|tx| team::by_id(tx, cy.id))
        .unwrap()
        .unwrap();
    let wish = Wish {
        to: To::Agent(cy.id),
        ..Wish::default()
    };
    shop.forward(id, wish).unwrap();
    let taken = shop.memory.act(|tx| claim::claim(tx, &cy, id, None));
    assert_eq!(taken.unwrap().agent().map(|face| face.id), Some(cy.id));
    // What he picks by himself is another matter.
    let other = shop
        .memory
        .act(|tx| {
            let other = cast::waiting_chat(tx, "Jo", "Hello")?.conversation;
            tx.execute("update conversation set open_to_all = 1", [])?;
            Ok::<_, DbError>(other)
        })
        .unwrap();
    let refused = shop.memory.act(|tx| claim::claim(tx, &cy, other, None));
    assert!(matches!(refused, Err(claim::ClaimError::AtLimit(1))));
}

#[test]
fn a_note_stands_in_the_chat_once_however_often_its_time_is_changed() {
    let mut shop = Shop::open();
    let id = shop.chat();
    for hours in [2, 3] {
        let wish = Wish {
            later: shop.later(hours * HOUR),
            note: "Ask for the tracking number".to_owned(),
            ..Wish::default()
        };
        let chat = shop.forward(id, wish).unwrap();
        let handed = shop
            .memory
            .act(|tx| handed::of(tx, &chat))
            .unwrap()
            .unwrap();
        assert!(handed.comment.is_some());
    }
    let notes = |shop: &mut Shop| -> i64 {
        let sql = "select count(*) from message where conversation_id = ?1 and internal = 1";
        let count = shop.memory.act(|tx| tx.get(sql, [id], |row| row.get(0)));
        count.unwrap()
    };
    assert_eq!(notes(&mut shop), 1);
    let wish = Wish {
        later: shop.later(HOUR),
        note: "Ask for the size".to_owned(),
        ..Wish::default()
    };
    shop.forward(id, wish).unwrap();
    assert_eq!(notes(&mut shop), 2, "another note is another comment");
}
