//! The year before the week, as plans of a day each: as many messages as were asked for, at the hours and on
//! the weekdays on which shops are written to. Pure but for chance.

use std::{collections::HashSet, time::Duration};

use super::{
    chance::Chance,
    counter::first_name,
    deck::Deck,
    people,
    plan::{Act, Chat, Plan, Visit},
    script::Matter,
    week,
};
use crate::base::time::Timestamp;

const DAY: Duration = Duration::from_secs(24 * 3600);
/// The week at its end is told by [`week`].
const DAYS: u32 = 365;

/// Chats that a member of the team takes on an ordinary day.
const A_MEMBERS_DAY: f64 = 120.0;
/// What a chat comes to before any has been written.
const MESSAGES_A_CHAT: f64 = 9.0;
/// Customers of whom one may speak at most: more would only be more of the same.
const MOST_CUSTOMERS: usize = 200_000;
/// Of a hundred chats, so many are of somebody who never came before.
const NEW: u32 = 60;
/// Of a hundred pictures and files that stories show, so many are shown.
const SHOWN: u32 = 2;
/// Pages are forgotten after a month.
const PAGES: Duration = Duration::from_secs(30 * 24 * 3600);

/// How much is written on a weekday, from Monday …
const WEEKDAYS: [f64; 7] = [1.25, 1.1, 1.0, 1.0, 1.1, 0.8, 0.5];
/// … and in an hour from eight in the morning to eight in the evening.
const FIRST_HOUR: u64 = 8;
const HOURS: [u32; 12] = [4, 8, 11, 12, 9, 8, 10, 11, 10, 8, 6, 3];

/// How a year is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// Messages in all, within some hundredths.
    pub messages: usize,
    pub seed: u64,
}

impl Wish {
    /// Customers who come in the year, with or without a word.
    fn customers(self) -> usize {
        (self.messages / 5).clamp(100, MOST_CUSTOMERS)
    }

    /// Of these, those who write; the others look and leave.
    fn writers(self) -> usize {
        self.customers() * 9 / 10
    }

    /// So many are in the team, who are not more than `least` in a small shop.
    #[must_use]
    pub(super) fn team(self, least: usize) -> usize {
        let chats_a_day = self.messages as f64 / MESSAGES_A_CHAT / f64::from(DAYS);
        least.max((chats_a_day / A_MEMBERS_DAY).ceil() as usize)
    }
}

/// When such a year begins.
#[must_use]
pub(super) fn start(now: Timestamp) -> Timestamp {
    midnight(week::start(now)).minus(DAY * DAYS)
}

fn midnight(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(DAY.as_millis() as i64))
}

/// The days of a year, one after another.
pub(super) struct Year {
    wish: Wish,
    /// Names of the team, in their order.
    team: Vec<String>,
    chance: Chance,
    deck: Deck,
    start: Timestamp,
    end: Timestamp,
    day: u32,
    /// Messages and chats so far.
    messages: usize,
    chats: usize,
    /// Whoever has this number, and those after, have not come yet …
    next_customer: usize,
    /// … and these, from the other end, come without a word.
    next_silent: usize,
}

impl Year {
    /// The year that ends a week before `now`.
    #[must_use]
    pub(super) fn new(wish: Wish, team: Vec<String>, now: Timestamp) -> Self {
        let mut chance = Chance::new(wish.seed);
        Self {
            wish,
            team,
            deck: Deck::new(chance.fork()),
            chance,
            start: start(now),
            end: now,
            day: 0,
            messages: 0,
            chats: 0,
            next_customer: 0,
            next_silent: wish.customers(),
        }
    }

    /// The share of the year that has been told.
    #[must_use]
    pub(super) fn share(&self) -> f64 {
        f64::from(self.day) / f64::from(DAYS)
    }

    /// Chats of the day: what is left of the messages, by the weight of the days that are left.
    fn chats_of_the_day(&self) -> usize {
        let left: f64 = (self.day..DAYS).map(|day| weight(self.start, day)).sum();
        let messages = self.wish.messages.saturating_sub(self.messages) as f64;
        let each = if self.chats == 0 {
            MESSAGES_A_CHAT
        } else {
            self.messages as f64 / self.chats as f64
        };
        (messages * weight(self.start, self.day) / left / each).round() as usize
    }

    /// Somebody who has not come on this day yet; and whether they never came.
    fn somebody(&mut self, today: &mut HashSet<usize>) -> (usize, bool) {
        let most = self.wish.writers();
        if self.next_customer < most.min(self.next_silent)
            && (self.chance.in_hundred(NEW) || self.next_customer <= today.len() * 2)
        {
            self.next_customer += 1;
            today.insert(self.next_customer - 1);
            return (self.next_customer - 1, true);
        }
        loop {
            let customer = self.chance.below(self.next_customer);
            if today.insert(customer) {
                return (customer, false);
            }
        }
    }

    fn begin_at(&mut self, midnight: Timestamp) -> Timestamp {
        let all: u32 = HOURS.iter().sum();
        let mut ticket = self.chance.below(all as usize) as u32;
        let mut hour = FIRST_HOUR;
        for weight in HOURS {
            if ticket < weight {
                break;
            }
            ticket -= weight;
            hour += 1;
        }
        let within = self
            .chance
            .between(Duration::ZERO, Duration::from_secs(3600));
        midnight.plus(Duration::from_secs(hour * 3600)).plus(within)
    }

    fn tell(&mut self, midnight: Timestamp) -> Plan {
        let mut plan = Plan::default();
        let count = self.chats_of_the_day();
        let mut beginnings: Vec<Timestamp> = (0..count).map(|_| self.begin_at(midnight)).collect();
        beginnings.sort_unstable();
        let mut today = HashSet::new();
        // Until when each of the team has which chats.
        let mut busy: Vec<Vec<Timestamp>> = vec![Vec::new(); self.team.len()];
        for at in beginnings {
            let (customer, is_first) = self.somebody(&mut today);
            let person = people::person(customer);
            let Some(story) = self.deck.deal(&person) else {
                continue;
            };
            for chats in &mut busy {
                chats.retain(|until| *until > at);
            }
            let first = self.chance.below(busy.len());
            let agent = (0..busy.len())
                .map(|n| (first + n) % busy.len())
                .min_by_key(|agent| busy[*agent].len())
                .unwrap_or(0);
            let visit = Visit {
                customer,
                person: &person,
                is_first,
                story,
                remark: people::remark(&person, &mut self.chance),
                agent,
                agent_name: first_name(&self.team[agent]),
                at,
            };
            busy[agent].push(plan.write(visit, &mut self.chance));
            self.chats += 1;
        }
        self.silent_visits(&mut plan, midnight);
        self.leave_out(&mut plan, midnight);
        plan.sort();
        self.messages += plan
            .steps
            .iter()
            .filter(|step| matches!(step.act, Act::Says(..) | Act::Replies(_)))
            .count();
        plan
    }

    /// Those who look and say nothing.
    fn silent_visits(&mut self, plan: &mut Plan, midnight: Timestamp) {
        let left = self.next_silent.saturating_sub(self.next_customer);
        // Whoever is still to write is left alone.
        let to_write = self.wish.writers().saturating_sub(self.next_customer).min(
            (f64::from(DAYS - self.day) * self.chats as f64 / f64::from(self.day + 1)) as usize,
        );
        let today = left.saturating_sub(to_write) / (DAYS - self.day) as usize;
        for _ in 0..today {
            self.next_silent -= 1;
            let at = self.begin_at(midnight);
            plan.look(self.next_silent, at);
        }
    }

    /// What a house would have forgotten by now is not told, and few of the pictures are.
    fn leave_out(&mut self, plan: &mut Plan, midnight: Timestamp) {
        let is_long_ago = self.end.since(midnight) > PAGES;
        for step in &mut plan.steps {
            match &mut step.act {
                Act::Arrives(pages) if is_long_ago => pages.clear(),
                Act::Says(_, shown) if !self.chance.in_hundred(SHOWN) => *shown = None,
                _ => {}
            }
        }
    }
}

impl Plan {
    /// Somebody opens the widget and leaves again.
    fn look(&mut self, customer: usize, at: Timestamp) {
        let chat = self.chats.len();
        self.chats.push(Chat {
            customer,
            agent: 0,
            matter: Matter::Other,
        });
        self.steps.push(super::plan::Step {
            at,
            chat,
            act: Act::Arrives(Vec::new()),
        });
    }
}

fn weight(start: Timestamp, day: u32) -> f64 {
    let days = (start.0 / DAY.as_millis() as i64) + i64::from(day);
    // 1970-01-01 was a Thursday.
    let weekday = WEEKDAYS[(days + 3).rem_euclid(7) as usize];
    // More in winter than in summer.
    let season = 1.0 + 0.25 * (f64::from(day) / f64::from(DAYS) * std::f64::consts::TAU).cos();
    weekday * season
}

impl Iterator for Year {
    type Item = Plan;

    fn next(&mut self) -> Option<Plan> {
        if self.day == DAYS {
            return None;
        }
        let plan = self.tell(self.start.plus(DAY * self.day));
        self.day += 1;
        Some(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_763_700_000_000);

    fn year(messages: usize) -> Vec<Plan> {
        let wish = Wish { messages, seed: 1 };
        let team = (0..wish.team(3)).map(people::colleague).collect();
        Year::new(wish, team, NOW).collect()
    }

    #[test]
    fn a_year_has_its_messages_and_its_customers() {
        for messages in [2_000, 60_000] {
            let year = year(messages);
            let said = year
                .iter()
                .flat_map(|day| &day.steps)
                .filter(|step| matches!(step.act, Act::Says(..) | Act::Replies(_)))
                .count();
            let off = said.abs_diff(messages) as f64 / messages as f64;
            assert!(off < 0.05, "{said} of {messages}");
            let came: HashSet<usize> = year
                .iter()
                .flat_map(|day| &day.chats)
                .map(|chat| chat.customer)
                .collect();
            let wanted = messages / 5;
            assert!(came.len() > wanted * 9 / 10, "{} of {wanted}", came.len());
            assert!(came.len() <= wanted);
        }
    }

    #[test]
    fn days_follow_each_other_and_nobody_has_two_chats_at_once() {
        let mut last = start(NOW);
        for day in year(20_000) {
            for step in &day.steps {
                assert!(step.at >= last);
                last = step.at;
            }
            let mut today = HashSet::new();
            assert!(day.chats.iter().all(|chat| today.insert(chat.customer)));
        }
        assert!(last <= week::start(NOW));
    }
}
