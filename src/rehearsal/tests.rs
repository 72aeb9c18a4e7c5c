//! A week of a shop, with what must hold looked at after every event.

use std::{cell::Cell, time::Duration};

use anyhow::ensure;

use super::{Plan, Queue, Report, play};
use crate::{
    base::time::Timestamp,
    db::Tx,
    desk::{
        queue::{
            Policy,
            policy::{Choice, Mode, Previous, WrapUp},
        },
        waiting_clock,
        waitlist::able,
    },
};

fn queues() -> Vec<Queue> {
    let queue = |name: &str, policy: Policy| Queue {
        name: name.to_owned(),
        policy,
    };
    vec![
        queue("Counter", Policy::default()),
        queue(
            "Offered",
            Policy {
                mode: Mode::Offer,
                ..Policy::default()
            },
        ),
        queue(
            "Given",
            Policy {
                mode: Mode::Assign,
                choice: Choice::InTurn,
                previous: Previous::Off,
                ..Policy::default()
            },
        ),
        queue(
            "Repairs",
            Policy {
                mode: Mode::Offer,
                choice: Choice::LongestIdle,
                previous: Previous::Only,
                wrap_up: WrapUp::Timed,
                ..Policy::default()
            },
        ),
    ]
}

fn none(tx: &Tx<'_>, what: &str, sql: &str) -> anyhow::Result<()> {
    let found = tx.list(sql, [], |row| row.get::<_, i64>(0))?;
    ensure!(found.is_empty(), "{what}: {found:?}");
    Ok(())
}

/// What must hold at every moment.
fn holds(tx: &mut Tx<'_>) -> anyhow::Result<()> {
    none(
        tx,
        "held without an end",
        "select id from conversation where reserved_for is not null and not exists (
           select 1 from timer where kind = 'end_reservation' and subject_id = conversation.id)",
    )?;
    none(
        tx,
        "wrap-up without an end",
        "select id from conversation where wrapping_up = 1 and wrap_up_until is not null and not exists (
           select 1 from timer where kind = 'end_wrap_up' and subject_id = conversation.id)",
    )?;
    none(
        tx,
        "an offer open twice",
        "select conversation_id from offer where ended_at is null group by conversation_id having count(*) > 1",
    )?;
    none(
        tx,
        "an offer of a chat that is not held",
        "select offer.id from offer join conversation on conversation.id = offer.conversation_id
         where offer.ended_at is null and conversation.reserved_for is not offer.agent_id",
    )?;
    none(
        tx,
        "offered twice in a round",
        "select conversation_id from offer where outcome in ('declined', 'missed')
         group by conversation_id, queued_at, agent_id having count(*) > 1",
    )?;
    none(
        tx,
        "a chat with nobody who could take it",
        "select conversation.id from conversation where state = 'waiting' and open_to_all = 0
           and reserved_for is null and not exists (
             select 1 from queue_agent where queue_agent.queue_id = conversation.queue_id)",
    )?;
    none(
        tx,
        "a chat of nobody",
        "select id from conversation where state = 'active' and agent_id is null",
    )?;
    none(
        tx,
        "a timer long due",
        &format!("select subject_id from timer where due_at < {}", tx.now.0),
    )?;
    none(
        tx,
        "a customer who waits without a clock",
        "select id from conversation where state = 'waiting' and waiting_since is null",
    )?;
    let wrong = waiting_clock::differences(tx)?;
    ensure!(wrong.is_empty(), "a clock stands wrong: {wrong:?}");
    // What has just been held out goes to whoever can take it.
    let now = tx.now;
    let fresh = tx.list(
        "select offer.agent_id, conversation.queue_id from offer
         join conversation on conversation.id = offer.conversation_id
         where offer.ended_at is null and offer.offered_at = ?1",
        [now],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (agent, queue) in fresh {
        let standing = able::one(tx, agent, queue)?;
        let why_not = standing.and_then(|standing| standing.why_not());
        ensure!(why_not.is_none(), "offered to {agent}, who is {why_not:?}");
    }
    let above = tx.list(
        "select agent_id from conversation where state = 'active' and claimed_at = ?1 group by agent_id
         having (select count(*) from conversation as every where every.agent_id = conversation.agent_id
                   and every.state = 'active')
              > (select chat_limit from agent where agent.id = conversation.agent_id) + (
                 select count(*) from message where author = 'system' and text = 'went-on'
                   and conversation_id in (select id from conversation as own
                     where own.agent_id = conversation.agent_id and own.state = 'active'))",
        [now],
        |row| row.get::<_, i64>(0),
    )?;
    ensure!(above.is_empty(), "above their limit: {above:?}");
    Ok(())
}

fn week(queues: Vec<Queue>, chats: usize, seed: u64) -> (Report, usize) {
    let steps = Cell::new(0);
    // A Monday at midnight.
    let plan = Plan::week(Timestamp(1_763_942_400_000), queues, 5, chats, seed);
    let mut look = |tx: &mut Tx<'_>| {
        steps.set(steps.get() + 1);
        holds(tx)
    };
    let report = play(plan, &mut look).expect("a week passes");
    (report, steps.get())
}

#[test]
fn in_a_week_with_breaks_lost_lines_and_restarts_nothing_that_must_hold_is_broken() {
    let (report, steps) = week(queues(), 2_000, 7);
    assert!(steps > 10_000, "the premise: much happens, {steps}");
    assert!(report.chats > 1_500, "{report}");
    assert!(report.offers > 300, "{report}");
    assert!(report.passed_on > 0, "{report}");
    assert_eq!(report.left, 0, "everybody was served: {report}");
    // Whoever writes by day is with somebody within minutes.
    assert!(
        report.claimed.at(50).unwrap() < Duration::from_secs(120),
        "{report}"
    );
}

#[test]
fn the_same_seed_is_the_same_week() {
    let [one, other] = [0, 0].map(|_| week(queues(), 100, 3).0.to_string());
    assert_eq!(one, other);
}
