//! What a customer answers to what they heard. Pure but for chance.

use super::{
    chance::Chance,
    ear::{Heard, understand},
    script::{Person, Script, Story, Tongue},
};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What they write.
    pub text: String,
    /// The picture they send with it.
    pub photo: Option<String>,
}

/// Where a customer stands in their chat.
#[derive(Debug)]
pub(super) struct Talk<'a> {
    script: &'a Script,
    tongue: &'a Tongue,
    person: &'a Person,
    story: &'a Story,
    told: Vec<Heard>,
    has_asked_more: bool,
    is_content: bool,
}

impl<'a> Talk<'a> {
    /// A chat that begins.
    #[must_use]
    pub(super) fn new(script: &'a Script, person: &'a Person, story: &'a Story) -> Self {
        Self {
            script,
            tongue: script.tongue(&person.language),
            person,
            story,
            told: Vec::new(),
            has_asked_more: false,
            is_content: false,
        }
    }

    /// Whether they got what they came for.
    #[must_use]
    pub(super) fn is_content(&self) -> bool {
        self.is_content
    }

    /// What they answer to everything an agent wrote since they last did.
    pub(super) fn answer(&mut self, texts: &[String], chance: &mut Chance) -> Vec<Line> {
        let mut heard: Vec<Heard> = Vec::new();
        for text in texts {
            for one in understand(self.script, text, &self.told) {
                if !heard.contains(&one) {
                    heard.push(one);
                }
            }
        }
        let asked: Vec<Heard> = heard.iter().copied().filter(|one| one.is_asked()).collect();
        if !asked.is_empty() {
            return asked
                .into_iter()
                .map(|one| self.tell(one, chance))
                .collect();
        }
        // Of several courtesies the weightiest is answered.
        let weighty = [
            Heard::Bye,
            Heard::Statement,
            Heard::Question,
            Heard::Wait,
            Heard::Greeting,
        ];
        let Some(one) = weighty.into_iter().find(|one| heard.contains(one)) else {
            return Vec::new();
        };
        vec![self.react(one, chance)]
    }

    fn react(&mut self, heard: Heard, chance: &mut Chance) -> Line {
        match heard {
            Heard::Statement => match &self.story.more {
                Some(more) if !self.has_asked_more => {
                    self.has_asked_more = true;
                    Line {
                        text: more.clone(),
                        photo: None,
                    }
                }
                _ => {
                    self.is_content = true;
                    self.line("thanks", chance)
                }
            },
            Heard::Bye => {
                self.is_content = true;
                self.line("bye", chance)
            }
            other => self.line(other.case(), chance),
        }
    }

    fn tell(&mut self, asked: Heard, chance: &mut Chance) -> Line {
        self.told.push(asked);
        if asked != Heard::Photo {
            return self.line(asked.case(), chance);
        }
        match self.person.photo_for(self.story) {
            Some(photo) => Line {
                photo: Some(photo.to_owned()),
                ..self.line("photo", chance)
            },
            None => self.line("has_no_photo", chance),
        }
    }

    /// Something they say in such a case.
    pub(super) fn line(&self, case: &str, chance: &mut Chance) -> Line {
        let mut text = self.tongue.customer(case, self.person, chance);
        if text.is_empty() {
            // Somebody without an address cannot tell it.
            text = self.tongue.customer("other", self.person, chance);
        }
        Line { text, photo: None }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::script::script, *};

    fn hannah() -> (&'static Person, &'static Story) {
        let person = &script().cast[0];
        (person, &script().tongue(&person.language).stories[0])
    }

    fn texts(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_customer_tells_what_is_asked_and_then_wants_to_know_more() {
        let (person, story) = hannah();
        let mut talk = Talk::new(script(), person, story);
        let chance = &mut Chance::new(5);
        let told = talk.answer(
            &texts(&[
                "Hallo Hannah!",
                "Wie lautet die Bestellnummer, und haben Sie ein Foto?",
            ]),
            chance,
        );
        assert_eq!(told.len(), 2, "two things in one line: {told:?}");
        assert_eq!(told[0].photo.as_deref(), Some("lid"));
        assert!(told[1].text.contains("10482"), "{told:?}");
        let solved = texts(&["Ein neuer Deckel geht heute Nachmittag an Sie raus."]);
        let more = talk.answer(&solved, chance);
        assert_eq!(Some(&more[0].text), story.more.as_ref());
        assert!(!talk.is_content());
        talk.answer(
            &texts(&["Den dürfen Sie behalten, viele nehmen ihn als Untersetzer."]),
            chance,
        );
        assert!(talk.is_content());
    }

    #[test]
    fn two_lines_with_two_questions_get_two_answers() {
        let (person, story) = hannah();
        let mut talk = Talk::new(script(), person, story);
        let told = talk.answer(
            &texts(&["Which order is it?", "And a photo, please!"]),
            &mut Chance::new(5),
        );
        assert_eq!(told.len(), 2);
        assert!(told[0].text.contains("10482") && told[1].photo.is_some());
    }

    #[test]
    fn nobody_sends_an_empty_line() {
        let chance = &mut Chance::new(9);
        for person in &script().cast {
            for story in &script().tongue(&person.language).stories {
                let mut talk = Talk::new(script(), person, story);
                for asked in [
                    "What is your email?",
                    "Send a photo",
                    "Hello",
                    "One moment",
                    "Bye!",
                    "Really?",
                ] {
                    for line in talk.answer(&texts(&[asked]), chance) {
                        assert!(!line.text.is_empty(), "{} {asked}", person.name);
                    }
                }
            }
        }
    }
}
