//! The week before the demo opens, as a plan: who came, what was said, how it ended. Pure but for chance.

use std::time::Duration;

use super::{
    chance::Chance,
    counter::{TEAM, first_name},
    customer::rating,
    deck::Deck,
    reply::Talk,
    script::{Matter, Person, Story, script},
};
use crate::base::time::Timestamp;

/// Something that happened.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// The customer opens the widget after these pages.
    Arrives(Vec<String>),
    /// The customer writes, perhaps with a picture.
    Says(String, Option<String>),
    /// The agent takes the chat.
    Claims,
    /// The agent answers.
    Replies(String),
    /// A colleague leaves a word for the team.
    Comments(String),
    /// The agent writes down what the team knows of this customer.
    Remembers,
    /// The agent closes the chat.
    Closes(Ending),
    /// The customer closes the chat.
    Leaves,
    /// The customer rates it.
    Rates(i64, String),
}

/// How an agent closes, in the order of the reasons that a new house begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// All is well.
    Solved,
    /// The customer said nothing more.
    Silent,
}

/// One act in its place.
#[derive(Debug)]
pub(super) struct Step {
    /// When.
    pub at: Timestamp,
    /// In which of the week's chats.
    pub chat: usize,
    /// What.
    pub act: Act,
}

/// One of the week's chats.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chat {
    /// The customer's place in the cast.
    pub customer: usize,
    /// The agent's place in the team.
    pub agent: usize,
    /// What it is about.
    pub matter: Matter,
}

/// The whole week in the order of time.
#[derive(Debug)]
pub(super) struct Week {
    /// Its chats.
    pub chats: Vec<Chat>,
    /// What happened.
    pub steps: Vec<Step>,
}

/// Chats on an ordinary day, and on the present one so far.
const A_DAY: u32 = 9;
const TODAY: u32 = 7;
/// Customers who never came before, so that some of those who come now are new.
const STRANGERS: usize = 6;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

const COMMENTS: [&str; 5] = [
    "Checked with the warehouse: it left yesterday evening.",
    "The same as last month. There is a note.",
    "Offered a new one, no need to ask for the old one back.",
    "In a hurry, so keep it short.",
    "I have the parts on the bench if it comes to that.",
];

/// Before everything that a week up to `now` can hold.
#[must_use]
pub(super) fn start(now: Timestamp) -> Timestamp {
    now.minus(DAY * 8)
}

/// The week that lies before `now`.
#[must_use]
pub(super) fn plan(seed: u64, now: Timestamp) -> Week {
    let mut chance = Chance::new(seed);
    let mut known: Vec<usize> = (0..script().cast.len()).collect();
    chance.shuffle(&mut known);
    known.truncate(known.len() - STRANGERS);
    let mut deck = Deck::new(chance.fork());
    let mut week = Week {
        chats: Vec::new(),
        steps: Vec::new(),
    };
    for (turn, at) in beginnings(now, &mut chance).into_iter().enumerate() {
        let customer = known[turn % known.len()];
        let agent = chance.below(TEAM.len());
        let Some(story) = deck.deal(&script().cast[customer]) else {
            continue;
        };
        write(&mut week, customer, agent, story, at, &mut chance);
    }
    // Nothing lies ahead of the clock, and equal moments keep their order.
    week.steps.retain(|step| step.at <= now);
    week.steps.sort_by_key(|step| step.at);
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

/// One chat from the door to the rating.
fn write(
    week: &mut Week,
    customer: usize,
    agent: usize,
    story: &Story,
    at: Timestamp,
    chance: &mut Chance,
) {
    let person = &script().cast[customer];
    let chat = week.chats.len();
    let is_first = !week.chats.iter().any(|chat| chat.customer == customer);
    week.chats.push(Chat {
        customer,
        agent,
        matter: story.matter,
    });
    let mut pen = Pen {
        steps: &mut week.steps,
        chance,
        chat,
        at,
    };
    pen.after(0, 1, Act::Arrives(story.pages.clone()));
    for (text, shows) in story.opening() {
        let shows = shows.map(str::to_owned);
        pen.after(8, 25, Act::Says(text.to_owned(), shows));
    }
    if pen.chance.in_hundred(6) {
        // Nobody came in time.
        pen.after(240, 480, Act::Leaves);
        return;
    }
    pen.after(15, 200, Act::Claims);
    let agent = first_name(TEAM[agent].name);
    let ending = pen.talk(person, story, agent);
    if is_first {
        pen.after(10, 30, Act::Remembers);
    }
    pen.after(20, 60, Act::Closes(ending));
    if ending == Ending::Solved && pen.chance.in_hundred(75) {
        let score = rating(person.mood, 5, 0, pen.chance);
        let words = script().tongue(&person.language).rating(score, pen.chance);
        pen.after(10, 90, Act::Rates(score, words));
    }
}

/// Writes down what happens in one chat, moment by moment.
struct Pen<'a> {
    steps: &'a mut Vec<Step>,
    chance: &'a mut Chance,
    chat: usize,
    at: Timestamp,
}

impl Pen<'_> {
    /// Something that happens between so and so many seconds after the last.
    fn after(&mut self, least: u64, most: u64, act: Act) {
        let pause = self
            .chance
            .between(Duration::from_secs(least), Duration::from_secs(most));
        self.at = self.at.plus(pause);
        self.steps.push(Step {
            at: self.at,
            chat: self.chat,
            act,
        });
    }

    fn replies(&mut self, text: String) -> Vec<String> {
        self.after(12, 70, Act::Replies(text.clone()));
        vec![text]
    }

    fn answers(&mut self, talk: &mut Talk<'_>, heard: &[String]) {
        for line in talk.answer(heard, self.chance) {
            self.after(12, 60, Act::Says(line.text, line.photo));
        }
    }

    /// From hello to goodbye.
    fn talk(&mut self, person: &Person, story: &Story, agent: &str) -> Ending {
        let tongue = script().tongue(&person.language);
        let mut talk = Talk::new(script(), person, story);
        let hello = tongue.agent("hello", agent, &person.name, self.chance);
        self.replies(hello);
        if let Some(asked) = &story.ask {
            let text = tongue.agent(asked, agent, &person.name, self.chance);
            let heard = self.replies(text);
            if self.chance.in_hundred(8) {
                return Ending::Silent;
            }
            self.answers(&mut talk, &heard);
        }
        if self.chance.in_hundred(20)
            && let Some(comment) = self.chance.pick(&COMMENTS)
        {
            self.after(15, 40, Act::Comments((*comment).to_owned()));
        }
        for text in &story.solve {
            let heard = self.replies(text.clone());
            self.answers(&mut talk, &heard);
        }
        if let Some(text) = &story.more_solve {
            let heard = self.replies(text.clone());
            self.answers(&mut talk, &heard);
        }
        let bye = tongue.agent("bye", agent, &person.name, self.chance);
        let heard = self.replies(bye);
        self.answers(&mut talk, &heard);
        Ending::Solved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
