//! The week before the demo opens, as a plan: who came, what was said, how it ended. Pure but for chance.

use std::time::Duration;

use super::{
    chance::Chance,
    counter::{TEAM, first_name},
    deck::Deck,
    plan::{Plan, Visit},
    script::script,
};
use crate::base::time::Timestamp;

/// Chats on an ordinary day, and on the present one so far.
const A_DAY: u32 = 9;
const TODAY: u32 = 7;
/// Customers who never came before, so that some of those who come now are new.
const STRANGERS: usize = 6;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Before everything that a week up to `now` can hold.
#[must_use]
pub(super) fn start(now: Timestamp) -> Timestamp {
    now.minus(DAY * 8)
}

/// The week that lies before `now`.
#[must_use]
pub(super) fn plan(seed: u64, now: Timestamp) -> Plan {
    let mut chance = Chance::new(seed);
    let mut known: Vec<usize> = (0..script().cast.len()).collect();
    chance.shuffle(&mut known);
    known.truncate(known.len() - STRANGERS);
    let mut deck = Deck::new(chance.fork());
    let mut week = Plan::default();
    for (turn, at) in beginnings(now, &mut chance).into_iter().enumerate() {
        let customer = known[turn % known.len()];
        let agent = chance.below(TEAM.len());
        let person = &script().cast[customer];
        let Some(story) = deck.deal(person) else {
            continue;
        };
        let visit = Visit {
            customer,
            person,
            is_first: !week.chats.iter().any(|chat| chat.customer == customer),
            story,
            remark: String::new(),
            agent,
            agent_name: first_name(TEAM[agent].name),
            at,
        };
        week.write(visit, &mut chance);
    }
    // Nothing lies ahead of the clock.
    week.steps.retain(|step| step.at <= now);
    week.sort();
    week
}

/// When chats began: six working days, and the last hours.
fn beginnings(now: Timestamp, chance: &mut Chance) -> Vec<Timestamp> {
    let midnight = Timestamp(now.0 - now.0.rem_euclid(DAY.as_millis() as i64));
    let mut beginnings = Vec::new();
    let mut spread = |from: Timestamp, over: Duration, count: u32| {
        let step = over / count;
        for n in 0..count {
            // Never so late in its slot that it runs into the next one.
            let late = chance.between(Duration::ZERO, step / 2);
            beginnings.push(from.plus(step * n).plus(late));
        }
    };
    for ago in (1..=6).rev() {
        spread(midnight.minus(DAY * ago).plus(HOUR * 9), HOUR * 9, A_DAY);
    }
    // All but the last half hour, so that every chat of the week has ended.
    spread(now.minus(HOUR * 8), HOUR * 7 + HOUR / 2, TODAY);
    beginnings.sort();
    beginnings
}

#[cfg(test)]
mod tests {
    use super::{super::plan::Act, *};

    const NOW: Timestamp = Timestamp(1_763_700_000_000);

    #[test]
    fn a_week_is_full_and_over() {
        for seed in 0..20 {
            let week = plan(seed, NOW);
            assert_eq!(week.chats.len(), 61);
            let last = week.steps.last().expect("a week has steps").at;
            assert!(last <= NOW && NOW.since(week.steps[0].at) < DAY * 7);
            let ended = week
                .steps
                .iter()
                .filter(|step| matches!(step.act, Act::Closes(_) | Act::Leaves))
                .count();
            assert_eq!(ended, week.chats.len(), "every chat has ended, seed {seed}");
            let count =
                |is: fn(&Act) -> bool| week.steps.iter().filter(|step| is(&step.act)).count();
            assert!(count(|act| matches!(act, Act::Rates(..))) > 20);
            assert!(count(|act| matches!(act, Act::Says(_, Some(_)))) > 3);
        }
    }

    #[test]
    fn a_seed_has_one_week() {
        let told = |seed| format!("{:?}", plan(seed, NOW).steps);
        assert_eq!(told(4), told(4));
        assert_ne!(told(4), told(5));
    }
}
