use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        cast,
        closing::{
            follow_up::follow_up,
            reopen::{ReopenError, reopen},
        },
        conversation::{
            Status,
            message::{self, Author, Message},
        },
        waitlist::{self, claim},
    },
};

fn wanted(lasts: Option<Duration>) -> Wanted {
    Wanted {
        reason: "Spam".to_owned(),
        message: "We cannot go on with this.".to_owned(),
        lasts,
        nearby: None,
    }
}

fn told(memory: &mut Memory, visitor: Visitor) -> Vec<(String, bool)> {
    let said: Vec<Message> = memory
        .act(|tx| message::of_identity(tx, visitor.identity, crate::base::id::MessageId(0), 99))
        .unwrap();
    said.into_iter()
        .filter(|message| !matches!(message.author, Author::System(_)))
        .map(|message| {
            let by_house = matches!(message.author, Author::Bot);
            (message.text, by_house)
        })
        .collect()
}

#[test]
fn a_blocked_customer_is_told_and_calls_nobody() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
    let said = memory.act(|tx| cast::write(tx, visitor, "Buy!")).unwrap();
    memory
        .act(|tx| claim::claim(tx, &ana, said.conversation, None))
        .unwrap();
    for (agent, reason, message) in [(&ana, " ", "x"), (&ana, "Spam", ""), (&bo, "Spam", "x")] {
        let wanted = Wanted {
            reason: reason.to_owned(),
            message: message.to_owned(),
            lasts: None,
            nearby: None,
        };
        let refused = memory.act(|tx| block(tx, agent, &origin, visitor.customer, &wanted));
        assert!(refused.is_err(), "{reason:?} {message:?}");
    }
    memory
        .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None)))
        .unwrap();
    let chat = memory
        .act(|tx| conversation::by_id(tx, said.conversation))
        .unwrap()
        .unwrap();
    assert_eq!(chat.status(), Status::Archived);
    assert!(matches!(
        memory.act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None))),
        Err(BlockError::Already)
    ));

    // Twice at once, and once more an hour later.
    for text in ["Why?", "Thanks!"] {
        let again = memory.act(|tx| cast::write(tx, visitor, text)).unwrap();
        assert_eq!(again.conversation, said.conversation);
    }
    memory.advance(Duration::from_secs(3_600));
    memory.act(|tx| cast::write(tx, visitor, "Hey")).unwrap();
    let words = told(&mut memory, visitor);
    let words: Vec<_> = words
        .iter()
        .map(|(text, by_house)| (text.as_str(), *by_house))
        .collect();
    let no = ("We cannot go on with this.", true);
    assert_eq!(
        words,
        [
            ("Buy!", false),
            no,
            ("Why?", false),
            ("Thanks!", false),
            ("Hey", false),
            no
        ]
    );
    assert_eq!(memory.act(|tx| waitlist::count(tx, ana.id)).unwrap(), 0);
    assert!(matches!(
        memory.act(|tx| reopen(tx, &ana, said.conversation)),
        Err(ReopenError::Blocked)
    ));
    assert!(matches!(
        memory.act(|tx| follow_up(tx, &ana, said.conversation)),
        Err(ReopenError::Blocked)
    ));
}

#[test]
fn what_was_to_be_said_later_is_dropped() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
    let said = memory.act(|tx| cast::write(tx, visitor, "Buy!")).unwrap();
    let chat = said.conversation;
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    let tomorrow = Draft {
        text: "Good morning!".to_owned(),
        ..Draft::default()
    };
    memory
        .act(|tx| {
            let due = tx.now.plus(Duration::from_secs(24 * 3_600));
            let when = (outgoing::Rest::Scheduled, due);
            outgoing::put(
                tx,
                &ana,
                chat,
                &tomorrow,
                (None, say::Clearance::Look),
                when,
            )
        })
        .unwrap();
    let origin = Origin::default();
    memory
        .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None)))
        .unwrap();
    let resting = memory.act(|tx| outgoing::of_conversation(tx, chat));
    assert!(resting.unwrap().is_empty());
    assert!(memory.act(timer::take_due).unwrap().is_none());
    memory.advance(Duration::from_secs(48 * 3_600));
    assert!(memory.act(timer::take_due).unwrap().is_none());
}

#[test]
fn who_is_let_back_in_begins_anew() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
    // Blocked before the first word: what they write is kept apart all the same.
    memory
        .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None)))
        .unwrap();
    let first = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
    assert_eq!(told(&mut memory, visitor).len(), 2, "told at the first try");
    assert!(matches!(
        memory.act(|tx| lift(tx, &bo, &origin, visitor.customer)),
        Err(BlockError::NotYours(_))
    ));
    memory
        .act(|tx| lift(tx, &ana, &origin, visitor.customer))
        .unwrap();
    let next = memory.act(|tx| cast::write(tx, visitor, "Sorry")).unwrap();
    assert_ne!(next.conversation, first.conversation);
    assert_eq!(memory.act(|tx| waitlist::count(tx, ana.id)).unwrap(), 1);
    let page = memory.act(|tx| list(tx, None, 9)).unwrap();
    assert_eq!(page.rows.len(), 1);
    assert_eq!(
        (
            page.rows[0].reason.as_str(),
            page.rows[0].lifted_by.as_str()
        ),
        ("Spam", "Ana")
    );
}

#[test]
fn a_block_for_a_day_ends_by_itself() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
    memory.act(|tx| cast::write(tx, visitor, "Buy!")).unwrap();
    let day = Duration::from_secs(24 * 3_600);
    memory
        .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(Some(day))))
        .unwrap();
    memory.advance(day);
    let due = memory.act(timer::take_due).unwrap().unwrap();
    assert_eq!(due.due, Due::LiftBlock);
    memory
        .act(|tx| time_is_up(tx, BlockId(due.subject)))
        .unwrap();
    assert!(!memory.act(|tx| holds(tx, visitor.customer)).unwrap());
    assert!(memory.act(timer::take_due).unwrap().is_none());
}

/// Somebody new who comes from an address.
fn from(memory: &mut Memory, name: &str, address: &str, verified: bool) -> Visitor {
    memory.advance(Duration::from_secs(1));
    memory
        .act(|tx| {
            let visitor = cast::visitor(tx, name)?;
            tx.execute(
                "update identity set address = ?2, verified = ?3 where id = ?1",
                (visitor.identity, address, verified),
            )?;
            Ok::<_, DbError>(visitor)
        })
        .unwrap()
}

fn waits(memory: &mut Memory, visitor: Visitor, ana: &Agent) -> bool {
    let before = memory.act(|tx| waitlist::count(tx, ana.id)).unwrap();
    memory.advance(Duration::from_secs(1));
    memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
    memory.act(|tx| waitlist::count(tx, ana.id)).unwrap() > before
}

const HOUR: Duration = Duration::from_secs(3_600);

fn block_nearby(memory: &mut Memory, ana: &Agent, visitor: Visitor, reach: Reach) -> BlockId {
    let wanted = Wanted {
        nearby: Some(Nearby {
            reach,
            lasts: 24 * HOUR,
        }),
        ..wanted(None)
    };
    memory
        .act(|tx| block(tx, ana, &Origin::default(), visitor.customer, &wanted))
        .unwrap()
}

#[test]
fn who_comes_back_as_a_stranger_is_blocked_if_it_was_asked_for() {
    for (reach, address, is_caught) in [
        (None, "93.184.216.34", false),
        (Some(Reach::Address), "93.184.216.34", true),
        (Some(Reach::Address), "93.184.216.35", false),
        (Some(Reach::Around), "93.184.216.35", true),
        (Some(Reach::Around), "93.184.217.34", false),
        (Some(Reach::Around), "", false),
    ] {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let mallory = from(&mut memory, "Mallory", "93.184.216.34", false);
        let before = from(&mut memory, "Hannah", "93.184.216.34", false);
        let id = match reach {
            Some(reach) => block_nearby(&mut memory, &ana, mallory, reach),
            None => memory
                .act(|tx| {
                    block(
                        tx,
                        &ana,
                        &Origin::default(),
                        mallory.customer,
                        &wanted(None),
                    )
                })
                .unwrap(),
        };
        let again = from(&mut memory, "", address, false);
        let vouched_for = from(&mut memory, "Omar", "93.184.216.34", true);
        assert_ne!(
            waits(&mut memory, again, &ana),
            is_caught,
            "{reach:?} {address}"
        );
        assert!(waits(&mut memory, before, &ana), "she was here before");
        assert!(waits(&mut memory, vouched_for, &ana), "the site knows him");
        if is_caught {
            assert_eq!(told(&mut memory, again).len(), 2, "told why");
            let held = memory
                .act(|tx| of_customer(tx, again.customer))
                .unwrap()
                .unwrap();
            let because = held.because_of.map(|(customer, _)| customer);
            assert_eq!(because, Some(mallory.customer));
            assert_eq!(
                held.until,
                memory
                    .act(|tx| of_customer(tx, mallory.customer))
                    .unwrap()
                    .and_then(|block| block.network)
                    .map(|(_, until)| until)
            );
        }
        // The day is over: the block is not, its addresses are forgotten, and whoever was caught is free.
        memory.advance(25 * HOUR);
        while let Some(due) = memory.act(timer::take_due).unwrap() {
            if due.due == Due::LiftBlock {
                memory
                    .act(|tx| time_is_up(tx, BlockId(due.subject)))
                    .unwrap();
            }
        }
        let held = memory
            .act(|tx| of_customer(tx, mallory.customer))
            .unwrap()
            .unwrap();
        assert_eq!((held.id, held.network), (id, None));
        assert!(!memory.act(|tx| holds(tx, again.customer)).unwrap());
        let later = from(&mut memory, "", "93.184.216.34", false);
        assert!(waits(&mut memory, later, &ana));
    }
}

#[test]
fn who_was_not_meant_is_let_in_for_good() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let mallory = from(&mut memory, "Mallory", "93.184.216.34", false);
    block_nearby(&mut memory, &ana, mallory, Reach::Address);
    let [hannah, omar] =
        ["Hannah", "Omar"].map(|name| from(&mut memory, name, "93.184.216.34", false));
    assert!(!waits(&mut memory, hannah, &ana) && !waits(&mut memory, omar, &ana));
    memory
        .act(|tx| lift(tx, &ana, &origin, hannah.customer))
        .unwrap();
    assert!(waits(&mut memory, hannah, &ana), "not caught again");
    assert!(memory.act(|tx| holds(tx, omar.customer)).unwrap());
    // With whoever they were blocked for, the others are let back in.
    memory
        .act(|tx| lift(tx, &ana, &origin, mallory.customer))
        .unwrap();
    assert!(!memory.act(|tx| holds(tx, omar.customer)).unwrap());
    let next = from(&mut memory, "", "93.184.216.34", false);
    assert!(waits(&mut memory, next, &ana));
}

#[test]
fn addresses_that_tell_nobody_apart_are_not_blocked() {
    for address in ["", "127.0.0.1", "192.168.1.7", "fd00::1"] {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let mallory = from(&mut memory, "Mallory", address, false);
        let wanted = Wanted {
            nearby: Some(Nearby {
                reach: Reach::Address,
                lasts: HOUR,
            }),
            ..wanted(None)
        };
        let refused =
            memory.act(|tx| block(tx, &ana, &Origin::default(), mallory.customer, &wanted));
        assert!(matches!(refused, Err(BlockError::NoAddress)), "{address:?}");
    }
}
