//! The past as a plan: who came, what was said, how it ended. Pure but for chance.

use std::time::Duration;

use super::{
    chance::Chance,
    customer::rating,
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
    /// In which of the chats.
    pub chat: usize,
    /// What.
    pub act: Act,
}

/// One of the chats.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chat {
    /// The customer's number, see [`super::people`].
    pub customer: usize,
    /// The agent's place in the team.
    pub agent: usize,
    /// What it is about.
    pub matter: Matter,
}

/// A stretch of the past in the order of time.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Its chats.
    pub chats: Vec<Chat>,
    /// What happened.
    pub steps: Vec<Step>,
}

const COMMENTS: [&str; 5] = [
    "Checked with the warehouse: it left yesterday evening.",
    "The same as last month. There is a note.",
    "Offered a new one, no need to ask for the old one back.",
    "In a hurry, so keep it short.",
    "I have the parts on the bench if it comes to that.",
];

/// One chat that is going to be.
pub(super) struct Visit<'a> {
    /// The customer's number.
    pub customer: usize,
    /// Who that is.
    pub person: &'a Person,
    /// Whether the team has never met them.
    pub is_first: bool,
    /// What they come for.
    pub story: &'a Story,
    /// What they say of it beside the story; may be empty.
    pub remark: String,
    /// The agent's place in the team, and how they introduce themselves.
    pub agent: usize,
    pub agent_name: &'a str,
    /// When they come.
    pub at: Timestamp,
}

impl Plan {
    /// Writes one chat from the door to the rating; answers when it is over.
    pub(super) fn write(&mut self, visit: Visit<'_>, chance: &mut Chance) -> Timestamp {
        let chat = self.chats.len();
        self.chats.push(Chat {
            customer: visit.customer,
            agent: visit.agent,
            matter: visit.story.matter,
        });
        let mut pen = Pen {
            steps: &mut self.steps,
            chance,
            chat,
            at: visit.at,
        };
        pen.visit(visit);
        pen.at
    }

    /// In the order of time; equal moments keep their order.
    pub(super) fn sort(&mut self) {
        self.steps.sort_by_key(|step| step.at);
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
    fn visit(&mut self, visit: Visit<'_>) {
        let (person, story) = (visit.person, visit.story);
        self.after(0, 1, Act::Arrives(story.pages.clone()));
        for (text, shows) in story.opening() {
            let shows = shows.map(str::to_owned);
            self.after(8, 25, Act::Says(text.to_owned(), shows));
        }
        if !visit.remark.is_empty() {
            self.after(8, 25, Act::Says(visit.remark, None));
        }
        if self.chance.in_hundred(6) {
            // Nobody came in time.
            self.after(240, 480, Act::Leaves);
            return;
        }
        self.after(15, 200, Act::Claims);
        let ending = self.talk(person, story, visit.agent_name);
        if visit.is_first {
            self.after(10, 30, Act::Remembers);
        }
        self.after(20, 60, Act::Closes(ending));
        if ending == Ending::Solved && self.chance.in_hundred(75) {
            let score = rating(person.mood, 5, 0, self.chance);
            let words = script().tongue(&person.language).rating(score, self.chance);
            self.after(10, 90, Act::Rates(score, words));
        }
    }

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
