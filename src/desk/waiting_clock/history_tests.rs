//! Whatever happens in chats, in whatever order: the clock that the acts keep is the one their logs give.

use std::time::Duration;

use super::differences;
use crate::{
    base::{
        chance::Chance,
        id::{ConversationId, MessageId},
    },
    db::memory::Memory,
    desk::{
        cast,
        conversation::{
            self, State,
            say::{self, Draft},
        },
        customer::visitor::Visitor,
        delivery,
        forward::{self, Wall, Wish, back},
        routing::offer,
        team::Agent,
        timer::{self, Due},
        waitlist::{claim, give},
    },
};

const LISTS: u64 = 500;
const ACTS: usize = 25;

struct History {
    memory: Memory,
    chance: Chance,
    ana: Agent,
    visitor: Visitor,
    chat: ConversationId,
    /// Her answers in this chat.
    said: Vec<MessageId>,
    failed: usize,
}

impl History {
    fn words(text: &str) -> Draft {
        Draft {
            text: text.to_owned(),
            ..Draft::default()
        }
    }

    /// One thing happens, if it can: what is refused changes nothing either.
    fn step(&mut self) -> &'static str {
        let pause = self
            .chance
            .between(Duration::from_secs(2), Duration::from_secs(900));
        self.memory.advance(pause);
        self.fire();
        let (ana, chat) = (self.ana.clone(), self.chat);
        match self.chance.below(12) {
            0..=2 => {
                let visitor = self.visitor;
                let said = self
                    .memory
                    .act(|tx| cast::write(tx, visitor, "And what of the green one?"))
                    .unwrap();
                if said.conversation != chat {
                    self.said.clear();
                }
                self.chat = said.conversation;
                "the customer writes"
            }
            3..=5 => {
                let said = self.memory.act(|tx| {
                    let words = Self::words("It is on its way");
                    claim::claim(tx, &ana, chat, None).ok();
                    say::by_agent(tx, &ana, chat, &words, None)
                });
                self.said.extend(said.map(|said| said.id).ok());
                "she answers"
            }
            6..=7 => {
                if let Some(answer) = self.chance.pick(&self.said).copied()
                    && self.memory.act(|tx| delivery::failed(tx, answer)).unwrap()
                {
                    self.failed += 1;
                }
                "an answer does not arrive"
            }
            8 => {
                let words = Self::words("She is in a hurry");
                self.memory
                    .act(|tx| say::comment(tx, &ana, chat, &words))
                    .unwrap();
                "she comments"
            }
            9 => {
                drop(self.memory.act(|tx| give::release(tx, &ana, chat)));
                "she puts it back"
            }
            10 => {
                let later = self.chance.in_hundred(60).then(|| {
                    let now = self
                        .memory
                        .act(|tx| Ok::<_, crate::db::DbError>(tx.now))
                        .unwrap();
                    Wall::of(now.plus(Duration::from_secs(1_800)), "Europe/Berlin").unwrap()
                });
                let wish = Wish {
                    later,
                    keeps_date: self.chance.in_hundred(30),
                    ..Wish::default()
                };
                drop(
                    self.memory
                        .act(|tx| forward::forward(tx, &ana, chat, &wish)),
                );
                "she hands it on"
            }
            _ => {
                let is_hers = self
                    .memory
                    .act(|tx| conversation::by_id(tx, chat))
                    .unwrap()
                    .is_some_and(|chat| matches!(chat.state, State::Active { .. }));
                if is_hers && self.chance.in_hundred(30) {
                    self.memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
                }
                "she closes it"
            }
        }
    }

    fn fire(&mut self) {
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
}

#[test]
fn in_any_history_the_clock_stands_where_the_log_says() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let mut failed = 0;
    for seed in 0..LISTS {
        let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let chat = memory
            .act(|tx| cast::write(tx, visitor, "Is it in stock?"))
            .unwrap()
            .conversation;
        let mut history = History {
            memory,
            chance: Chance::new(seed),
            ana: ana.clone(),
            visitor,
            chat,
            said: Vec::new(),
            failed: 0,
        };
        let mut steps = Vec::new();
        for _ in 0..ACTS {
            steps.push(history.step());
            // Every look is what a restart at this moment would find.
            let wrong = history.memory.act(|tx| differences(tx)).unwrap();
            assert!(wrong.is_empty(), "{seed}: {steps:?}: {wrong:?}");
        }
        failed += history.failed;
        memory = history.memory;
        // Nobody reads old chats again.
        memory
            .act(|tx| {
                tx.execute(
                    "update conversation set state = 'closed', closed_at = ?1, agent_id = null, waiting_since = null,
                       reserved_for = null, reserved_as = null, reserved_until = null, forward_id = null
                     where state <> 'closed'",
                    [tx.now],
                )
            })
            .unwrap();
    }
    assert!(failed > 300, "the premise: answers fail, {failed}");
}

#[test]
fn an_answer_that_did_not_arrive_has_answered_nobody() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let chat = memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Is it in stock?"))
        .unwrap()
        .conversation;
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    let since = |memory: &mut Memory| {
        memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap()
            .waiting_since
    };
    let begun = since(&mut memory);
    assert!(begun.is_some());
    let says = |memory: &mut Memory| {
        memory.advance(Duration::from_secs(60));
        let words = History::words("It is");
        memory
            .act(|tx| say::by_agent(tx, &ana, chat, &words, None))
            .unwrap()
            .id
    };
    let (first, second) = (says(&mut memory), says(&mut memory));
    assert_eq!(since(&mut memory), None);
    memory.act(|tx| delivery::failed(tx, first)).unwrap();
    assert_eq!(since(&mut memory), None, "the other one arrived");
    memory.act(|tx| delivery::failed(tx, second)).unwrap();
    assert_eq!(since(&mut memory), begun, "since the first word, as before");
}
