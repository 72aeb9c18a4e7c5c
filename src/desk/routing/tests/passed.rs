//! Whoever has passed a chat by is not the one who gets it next.

use super::*;
use crate::{
    db::DbError,
    desk::{
        arrival,
        conversation::say::Draft,
        forward::{self, Wish},
        routing::MOST,
        waitlist::{change_queue, give},
    },
};

/// Bo alone is at the counter; the others are away.
fn alone(policy: &Policy) -> Counter {
    let mut counter = counter(policy);
    for other in [counter.ana.id, counter.cy.id] {
        counter
            .memory
            .act(|tx| availability::set(tx, other, Availability::Away, ""))
            .unwrap();
    }
    counter
}

impl Counter {
    /// Who has a chat, or has it held out to them.
    fn with(&mut self, id: ConversationId) -> Option<AgentId> {
        let chat = self.chat(id);
        let held = chat.reservation.map(|held| held.agent);
        chat.agent().map(|face| face.id).or(held)
    }

    /// Ana is back at the counter.
    fn ana_returns(&mut self) {
        let ana = self.ana.id;
        self.memory
            .act(|tx| availability::set(tx, ana, Availability::Available, ""))
            .unwrap();
        self.look();
    }
}

#[test]
fn a_chat_does_not_come_straight_back_to_who_let_it_go() {
    let given = Policy {
        mode: Mode::Assign,
        ..Policy::default()
    };
    for forwards in [false, true] {
        let mut counter = alone(&given);
        let bo = counter.bo.clone();
        let chat = counter.writes("Hannah");
        assert_eq!(counter.with(chat), Some(bo.id), "the premise");
        counter
            .memory
            .act(|tx| {
                if forwards {
                    forward::forward(tx, &bo, chat, &Wish::default()).expect("it is his");
                } else {
                    give::release(tx, &bo, chat).expect("it is his");
                }
                Ok::<_, DbError>(())
            })
            .unwrap();
        counter.look();
        assert_eq!(counter.with(chat), None, "forwarded: {forwards}");
        // It waits for whoever comes; by hand it may be anybody.
        counter.ana_returns();
        assert_eq!(counter.with(chat), Some(counter.ana.id));
    }
}

#[test]
fn the_agent_they_had_is_asked_once() {
    for declines in [false, true] {
        let mut counter = alone(&offering());
        let bo = counter.bo.clone();
        let hannah = counter
            .memory
            .act(|tx| cast::visitor(tx, "Hannah"))
            .unwrap();
        let mut chats = Vec::new();
        for words in ["Hello", "Again"] {
            let said = counter
                .memory
                .act(|tx| cast::write(tx, hannah, words))
                .unwrap();
            counter.look();
            if chats.is_empty() {
                counter.claims(&bo, said.conversation).unwrap();
                counter
                    .memory
                    .act(|tx| cast::close(tx, &bo, said.conversation))
                    .unwrap();
                counter.memory.advance(Duration::from_secs(3600));
                counter.pass(0, said.conversation);
            }
            chats.push(said.conversation);
        }
        let chat = chats[1];
        let held = counter.chat(chat).reservation.unwrap();
        assert_eq!((held.agent, held.how), (bo.id, Reserved::Previous));
        if declines {
            counter.declines(&bo, chat);
        } else {
            counter.pass(60, chat);
        }
        assert_eq!(counter.with(chat), None, "declined: {declines}");
        counter.ana_returns();
        assert_eq!(counter.with(chat), Some(counter.ana.id));
    }
}

#[test]
fn a_person_who_speaks_where_a_machine_had_written_is_told_of() {
    let mut counter = counter(&offering());
    let hannah = counter
        .memory
        .act(|tx| cast::visitor(tx, "Hannah"))
        .unwrap();
    let automatic = Draft {
        text: "I am out of office".to_owned(),
        is_automatic: true,
        ..Draft::default()
    };
    let said = counter
        .memory
        .act(|tx| arrival::message(tx, hannah, &automatic))
        .unwrap();
    let chat = said.conversation;
    counter.look();
    assert_eq!(counter.held_for(chat), None, "nobody waits");
    let told = |counter: &mut Counter| -> i64 {
        let sql = "select count(*) from event where kind = 'conversation' and conversation_id = ?1";
        let count = counter
            .memory
            .act(|tx| tx.get(sql, [chat], |row| row.get(0)));
        count.unwrap()
    };
    let before = told(&mut counter);
    for words in ["I am back", "Are you there?"] {
        counter
            .memory
            .act(|tx| cast::write(tx, hannah, words))
            .unwrap();
        // That is what whoever hands chats out and rings the bell wakes by.
        assert_eq!(told(&mut counter), before + 1, "once: {words}");
    }
    counter.look();
    assert!(counter.held_for(chat).is_some());
}

#[test]
fn who_writes_now_is_given_before_the_backlog_of_the_night_where_the_queue_wants_it() {
    for open_hours_first in [false, true] {
        let mut counter = counter(&Policy {
            mode: Mode::Assign,
            open_hours_first,
            ..Policy::default()
        });
        let everybody = [counter.ana.id, counter.bo.id, counter.cy.id];
        for agent in everybody {
            counter
                .memory
                .act(|tx| availability::set(tx, agent, Availability::Away, ""))
                .unwrap();
        }
        let [night, day] = ["Nora", "Dora"].map(|name| {
            let chat = counter.writes(name);
            counter.memory.advance(Duration::from_secs(20));
            chat
        });
        counter
            .memory
            .act::<_, DbError>(|tx| {
                tx.execute("update conversation set offline = (id = ?1)", [night])?;
                tx.execute("update agent set chat_limit = 1", [])
            })
            .unwrap();
        counter.ana_returns();
        let first = if open_hours_first { day } else { night };
        let ana = counter.ana.id;
        let has: Vec<ConversationId> = [night, day]
            .into_iter()
            .filter(|chat| counter.with(*chat) == Some(ana))
            .collect();
        assert_eq!(has, [first], "open hours first: {open_hours_first}");
    }
}

/// Another queue that is served so, to which Bo alone belongs.
fn second_queue(counter: &mut Counter, policy: &Policy) -> QueueId {
    let bo = counter.bo.id;
    counter
        .memory
        .act(|tx| {
            tx.execute("insert into queue (name) values ('Repairs')", [])?;
            let queue = QueueId(tx.last_insert_id());
            tx.execute(
                "insert into queue_agent (queue_id, agent_id) values (?1, ?2)",
                (queue, bo),
            )?;
            queue::set_policy(tx, queue, policy)?;
            Ok::<_, DbError>(queue)
        })
        .unwrap()
}

#[test]
fn what_goes_on_to_another_queue_is_held_out_there_and_no_more_to_whom_it_was() {
    let mut counter = counter(&offering());
    let repairs = second_queue(&mut counter, &offering());
    let (ana, bo) = (counter.ana.id, counter.bo.id);
    let chat = counter.writes("Hannah");
    assert_eq!(counter.held_for(chat), Some(ana), "the premise");
    counter
        .memory
        .act(|tx| change_queue(tx, chat, repairs))
        .unwrap();
    counter.look();
    assert_eq!(counter.held_for(chat), Some(bo));
    let outcomes: Vec<Option<String>> = counter
        .memory
        .act::<_, DbError>(|tx| {
            tx.list("select outcome from offer order by id", [], |row| {
                row.get(0)
            })
        })
        .unwrap();
    assert_eq!(outcomes, [Some("withdrawn".to_owned()), None]);
    // She is asked as anybody is.
    for agent in [bo, counter.cy.id] {
        counter
            .memory
            .act(|tx| availability::set(tx, agent, Availability::Away, ""))
            .unwrap();
    }
    let next = counter.writes("Omar");
    assert_eq!(counter.held_for(next), Some(ana));
}

#[test]
fn a_long_line_where_nobody_is_free_keeps_no_other_waiting() {
    let mut counter = counter(&offering());
    let given = Policy {
        mode: Mode::Assign,
        ..Policy::default()
    };
    let repairs = second_queue(&mut counter, &given);
    let bo = counter.bo.id;
    for agent in [counter.ana.id, bo, counter.cy.id] {
        counter
            .memory
            .act(|tx| queue::serve(tx, agent, &[repairs]))
            .unwrap();
    }
    for guest in 0..MOST {
        counter
            .memory
            .act(|tx| cast::waiting_chat(tx, &format!("Guest{guest}"), "Hello"))
            .unwrap();
    }
    counter.memory.advance(Duration::from_secs(1));
    let chat = counter.writes("Hannah");
    assert_eq!(counter.with(chat), None, "the premise: nobody serves it");
    counter
        .memory
        .act(|tx| change_queue(tx, chat, repairs))
        .unwrap();
    counter.look();
    assert_eq!(counter.with(chat), Some(bo));
}
