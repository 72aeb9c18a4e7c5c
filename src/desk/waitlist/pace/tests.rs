use super::*;
use crate::{
    base::id::ConversationId,
    db::memory::Memory,
    desk::{
        cast,
        team::availability,
        waitlist::{claim, line},
    },
};

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Joined and was taken so many seconds after the beginning, by this agent.
fn took(queued: u64, taken: u64, agent: i64) -> Taken {
    let at = |after| Timestamp(1_763_700_000_000).plus(seconds(after));
    Taken {
        queued_at: at(queued),
        taken_at: at(taken),
        agent: Some(AgentId(agent)),
    }
}

#[test]
fn a_step_is_what_it_really_took() {
    // Each came into an empty line and was taken after 40 seconds, however quiet the hour was.
    let quiet = [took(0, 40, 1), took(1_000, 1_040, 1), took(2_000, 2_040, 1)];
    // Five at once, one every two minutes.
    let busy: Vec<Taken> = (0..5).map(|n| took(n, 120 * (n + 1), 1)).collect();
    let two_hands = [took(0, 60, 1), took(100, 160, 2), took(200, 260, 1)];
    let slow = [
        took(0, 900, 1),
        took(2_000, 2_900, 1),
        took(4_000, 4_900, 1),
    ];
    let none = Vec::new;
    #[rustfmt::skip]
    let cases = [
        ("a quiet hour", quiet.to_vec(), none(), 1, 0, Some(40)),
        ("a busy one", busy.clone(), none(), 1, 0, Some(119)),
        ("one hand fewer", two_hands.to_vec(), none(), 1, 0, Some(120)),
        ("one hand more", quiet.to_vec(), none(), 2, 0, Some(40)),
        ("a standstill", quiet.to_vec(), none(), 1, 300, Some(300)),
        ("nobody there", busy.clone(), none(), 0, 0, None),
        ("too little", quiet[..2].to_vec(), none(), 1, 0, None),
        ("such hours", quiet[..2].to_vec(), busy, 1, 0, Some(119)),
        ("too few such hours", none(), slow.to_vec(), 1, 0, None),
        ("nothing at all", none(), none(), 3, 0, None),
    ];
    for (name, recent, earlier, hands, standstill, expected) in cases {
        let evidence = Evidence {
            recent,
            earlier,
            hands,
            standstill: seconds(standstill),
        };
        let pace = Pace::of(&evidence).map(|Pace(step)| step.as_secs());
        assert_eq!(pace, expected, "{name}");
    }
}

#[test]
fn what_is_told_is_rounded_up_and_never_falls_with_the_place() {
    for (step, place, expected) in [
        (0, 1, Estimate::About(1)),
        (20, 1, Estimate::About(1)),
        (60, 1, Estimate::About(1)),
        (61, 1, Estimate::About(2)),
        (60, 4, Estimate::About(4)),
        (100, 4, Estimate::About(8)),
        (130, 5, Estimate::About(12)),
        (60, 15, Estimate::About(15)),
        (60, 16, Estimate::Over(15)),
        (60, 30, Estimate::Over(15)),
        (60, 31, Estimate::Over(30)),
        (120, 200, Estimate::Over(60)),
        (u64::from(u32::MAX), usize::MAX, Estimate::Over(60)),
    ] {
        let told = Pace(seconds(step)).estimate(place);
        assert_eq!(told, expected, "{step} s each, place {place}");
    }
    let rank = |told| match told {
        Estimate::About(minutes) => minutes * 10,
        Estimate::Over(minutes) => minutes * 10 + 5,
    };
    let told: Vec<u32> = (1..200)
        .map(|place| rank(Pace(seconds(47)).estimate(place)))
        .collect();
    assert!(told.is_sorted());
}

#[test]
fn a_pace_that_differs_little_stays() {
    let pace = |step: u64| Some(Pace(seconds(step)));
    for (before, measured, expected) in [
        (None, pace(60), pace(60)),
        (pace(60), pace(70), pace(60)),
        (pace(60), pace(50), pace(60)),
        (pace(60), pace(90), pace(90)),
        (pace(60), pace(40), pace(40)),
        (pace(60), None, None),
        (None, None, None),
    ] {
        assert_eq!(
            Pace::settle(before, measured),
            expected,
            "{before:?} {measured:?}"
        );
    }
}

#[test]
fn the_evidence_is_what_the_agents_did() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let evidence_of = |memory: &mut Memory| {
        memory
            .act(|tx| {
                let line = line::of_queue(tx, QueueId(1))?;
                evidence(tx, QueueId(1), &line)
            })
            .unwrap()
    };
    let mut chats: Vec<ConversationId> = Vec::new();
    for name in ["Hannah", "Omar", "Vera"] {
        let said = memory.act(|tx| cast::waiting_chat(tx, name, "Hello"));
        chats.push(said.unwrap().conversation);
        memory.advance(seconds(50));
        memory
            .act(|tx| {
                // Nobody was at the counter yet when they wrote.
                tx.execute("update conversation set offline = 0", [])?;
                availability::seen(tx, &[ana.id])
            })
            .unwrap();
        memory.act(|tx| claim::claim_next(tx, &ana, None)).unwrap();
        memory.advance(seconds(600));
    }
    memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
    let seen = evidence_of(&mut memory);
    assert_eq!((seen.recent.len(), seen.hands), (3, 1));
    assert_eq!(seen.standstill, Duration::ZERO, "nobody waits");
    assert_eq!(Pace::of(&seen), Some(Pace(seconds(50))));

    // Who waits now has not moved since they came.
    memory
        .act(|tx| cast::waiting_chat(tx, "Bo", "Hello"))
        .unwrap();
    memory.advance(seconds(80));
    let seen = evidence_of(&mut memory);
    assert_eq!(seen.standstill, seconds(80));
    assert_eq!(Pace::of(&seen), Some(Pace(seconds(80))));
    // An agent who is full serves the queue all the same; one who is gone does not.
    memory.advance(seconds(60));
    assert_eq!(evidence_of(&mut memory).hands, 0);

    // A week later the hour is remembered, and is too little by itself.
    memory.advance(WEEK);
    let seen = evidence_of(&mut memory);
    assert_eq!((seen.recent.len(), seen.earlier.len()), (0, 2));
    for chat in chats {
        memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
    }
}
