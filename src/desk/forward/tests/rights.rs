//! Who may hand what to whom; before a supervisor; at the end of a shift.

use super::*;
use crate::desk::team::session::{self, SignIn};

#[test]
fn only_what_one_may_is_handed_on() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let (bo, cy, repairs) = (shop.bo.clone(), shop.cy.clone(), shop.repairs);
    let theirs = shop.memory.act(|tx| forward(tx, &bo, id, &Wish::default()));
    assert!(matches!(theirs, Err(ForwardError::TakenBy(face)) if face.name == "Ana"));
    let sue = shop.memory.act(|tx| cast::supervisor(tx, "Sue")).unwrap();
    let now = shop.time();
    let wall = |local: &str| {
        Some(Wall {
            local: local.to_owned(),
            zone: "UTC".to_owned(),
        })
    };
    let past = Wall::of(now, "UTC").unwrap().local;
    let wish = |to| Wish {
        to,
        ..Wish::default()
    };
    let ana = shop.ana.id;
    for (wish, expected) in [
        (wish(To::Queue(QueueId(99))), "there is no such queue"),
        (wish(To::Agent(AgentId(99))), "there is no such colleague"),
        (wish(To::Agent(ana)), "this chat is with you already"),
        (
            Wish {
                kind: Some(ForwardTypeId(99)),
                ..Wish::default()
            },
            "this type is no longer on the list",
        ),
        (
            Wish {
                later: wall(&past),
                ..Wish::default()
            },
            "a chat cannot be put off to this time",
        ),
        (
            Wish {
                later: wall("soon"),
                ..Wish::default()
            },
            "a chat cannot be put off to this time",
        ),
        (
            Wish {
                note: "x".repeat(1_001),
                ..Wish::default()
            },
            "the note has 1001 characters, 1000 fit",
        ),
    ] {
        let refused = shop.forward(id, wish.clone()).unwrap_err();
        assert_eq!(refused.to_string(), expected, "{wish:?}");
    }
    assert!(
        matches!(shop.now(id).state, State::Active { .. }),
        "and it stayed where it was"
    );

    // Where the house says so, to one's own queues alone.
    let rules = Forwarding {
        own_queues_only: true,
        ..Forwarding::default()
    };
    shop.memory.act(|tx| setting::put(tx, &rules)).unwrap();
    shop.is_there(&[cy.id]);
    for to in [To::Queue(repairs), To::Agent(cy.id)] {
        let refused = shop.forward(id, wish(to));
        assert!(matches!(refused, Err(ForwardError::NotYourQueue)), "{to:?}");
    }
    let kept = shop.memory.act(|tx| choices(tx, &shop.ana, id)).unwrap();
    assert_eq!(kept.groups.len(), 1);
    let done = shop
        .memory
        .act(|tx| forward(tx, &sue, id, &wish(To::Queue(repairs))));
    assert!(done.is_ok(), "a supervisor may");
    // What waits may be handed on by anybody; what is over by nobody.
    assert!(
        shop.memory
            .act(|tx| forward(tx, &bo, id, &Wish::default()))
            .is_ok()
    );
    shop.memory.act(|tx| cast::close(tx, &bo, id)).unwrap();
    let over = shop.memory.act(|tx| forward(tx, &bo, id, &Wish::default()));
    assert!(matches!(over, Err(ForwardError::Closed)));
}

#[test]
fn one_click_brings_a_chat_before_a_supervisor() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let (ana, repairs) = (shop.ana.clone(), shop.repairs);
    let nowhere = shop.memory.act(|tx| escalate(tx, &ana, id));
    assert!(matches!(nowhere, Err(ForwardError::NowhereToEscalate)));
    shop.memory
        .act(|tx| {
            let rules = Forwarding {
                escalation: Some(repairs),
                ..setting::get(tx)?
            };
            setting::put(tx, &rules)
        })
        .unwrap();
    let chat = shop.memory.act(|tx| escalate(tx, &ana, id)).unwrap();
    assert_eq!((chat.queue, chat.priority), (repairs, Priority::High));
    let handed = shop
        .memory
        .act(|tx| handed::of(tx, &chat))
        .unwrap()
        .unwrap();
    assert_eq!(handed.sign.unwrap().name, "Escalation");
    assert!(shop.lines(id).contains(&"escalated Repairs".to_owned()));
    // What is urgent stays so.
    shop.memory
        .act(|tx| tx.execute("update conversation set priority = 3", []))
        .unwrap();
    let chat = shop.memory.act(|tx| escalate(tx, &ana, id)).unwrap();
    assert_eq!(chat.priority, Priority::Urgent);
    // A queue that takes no chats any more is no way.
    assert!(shop.memory.act(|tx| can_escalate(tx)).unwrap());
    shop.memory
        .act(|tx| tx.execute("update queue set retired_at = 1 where id = ?1", [repairs]))
        .unwrap();
    assert!(!shop.memory.act(|tx| can_escalate(tx)).unwrap());
}

#[test]
fn a_shift_ends_with_every_chat_in_other_hands() {
    let mut shop = Shop::open();
    let (first, second) = (shop.chat(), {
        let ana = shop.ana.clone();
        shop.memory
            .act(|tx| {
                let chat = cast::waiting_chat(tx, "Omar", "Hello")?.conversation;
                claim::claim(tx, &ana, chat, None).expect("it waits");
                Ok::<_, DbError>(chat)
            })
            .unwrap()
    });
    let (ana, cy) = (shop.ana.clone(), shop.cy.clone());
    let to_cy = Lot::To(Wish {
        to: To::Agent(cy.id),
        ..Wish::default()
    });
    let missing = shop
        .memory
        .act(|tx| hand_over::hand_over(tx, &ana, &[(first, Lot::Back)]));
    assert!(matches!(missing, Err(hand_over::HandOverError::Missing(1))));
    let lots = [(first, Lot::Back), (second, to_cy)];
    let gone = shop.memory.act(|tx| hand_over::hand_over(tx, &ana, &lots));
    assert!(gone.is_err(), "Cy is not there");
    assert!(
        matches!(shop.now(first).state, State::Active { .. }),
        "all or nothing"
    );
    shop.is_there(&[cy.id]);
    shop.memory
        .act(|tx| {
            availability::set(tx, ana.id, Availability::Offline, "")?;
            hand_over::hand_over(tx, &ana, &lots)
        })
        .unwrap();
    let open = shop
        .memory
        .act(|tx| hand_over::open_chats(tx, ana.id))
        .unwrap();
    assert!(open.is_empty());
    assert_eq!(
        shop.now(second).reservation.map(|held| held.agent),
        Some(cy.id)
    );
}

#[test]
fn only_with_the_last_session_that_lives_chats_are_handed_over() {
    let mut shop = Shop::open();
    let id = shop.chat();
    let ana = shop.ana.clone();
    let mut sign_in = |persistent| {
        let how = SignIn {
            persistent,
            ..SignIn::default()
        };
        shop.memory
            .act(|tx| {
                let token = session::open(tx, ana.id, &how)?;
                Ok::<_, DbError>(session::resolve(tx, token.hash())?.expect("just opened"))
            })
            .unwrap()
            .session
    };
    let [desk, telephone, _forgotten] = [true, true, false].map(&mut sign_in);
    let mut out = |session, lots: &[(ConversationId, Lot)]| {
        shop.memory
            .act(|tx| hand_over::sign_out(tx, &ana, session, lots, false))
    };
    out(desk, &[]).expect("her telephone is signed in");
    assert!(matches!(shop.now(id).state, State::Active { .. }), "hers");
    // What nobody has used for a day is over, whether or not its row is there.
    shop.memory.advance(session::IDLE);
    let mut out = |lots: &[(ConversationId, Lot)]| {
        shop.memory
            .act(|tx| hand_over::sign_out(tx, &ana, telephone, lots, false))
    };
    let asked = out(&[]);
    assert!(matches!(asked, Err(hand_over::HandOverError::Missing(1))));
    out(&[(id, Lot::Back)]).unwrap();
    assert_eq!(shop.now(id).status(), Status::New);
}

#[test]
fn a_chat_for_a_colleague_stays_in_its_queue_where_they_serve_it() {
    for serves in [true, false] {
        let mut shop = Shop::open();
        let id = shop.chat();
        let (bo, repairs) = (shop.bo.id, shop.repairs);
        shop.is_there(&[bo]);
        shop.memory
            .act(|tx| {
                tx.execute(
                    "insert into queue_agent (queue_id, agent_id, serving) values (?1, ?2, ?3)",
                    (repairs, bo, serves),
                )?;
                tx.execute(
                    "update conversation set queue_id = ?2 where id = ?1",
                    (id, repairs),
                )
            })
            .unwrap();
        let wish = Wish {
            to: To::Agent(bo),
            ..Wish::default()
        };
        let chat = shop.forward(id, wish).unwrap();
        let expected = if serves { repairs } else { QueueId(1) };
        assert_eq!(chat.queue, expected, "serves it now: {serves}");
    }
}
