//! Who writes to a community, as far as it was asked. Pure.

use std::collections::HashMap;

use serde_json::Value;

use super::incoming::{number, words};
use crate::desk::intake::{News, What};

/// More are not kept in mind.
const MOST: usize = 20_000;
/// More are not asked about at once.
const AT_ONCE: usize = 1_000;

/// Whom we know by name.
#[derive(Default)]
pub(super) struct People(HashMap<String, Person>);

struct Person {
    name: String,
    username: String,
    language: String,
}

fn is_letter(news: &News) -> bool {
    matches!(news.what, What::Said(_) | What::Changed(_))
}

impl People {
    /// Writers whom nobody has asked about.
    pub(super) fn unknown(&self, news: &[News]) -> Vec<String> {
        let mut unknown: Vec<String> = news
            .iter()
            .filter(|one| is_letter(one) && !self.0.contains_key(&one.sender.external_id))
            .map(|one| one.sender.external_id.clone())
            .collect();
        unknown.sort();
        unknown.dedup();
        unknown.truncate(AT_ONCE);
        unknown
    }

    /// Takes in what the platform says of some.
    pub(super) fn learn(&mut self, told: &Value) {
        if self.0.len() > MOST {
            self.0.clear();
        }
        for one in told.as_array().into_iter().flatten() {
            let name = format!("{} {}", words(&one["first_name"]), words(&one["last_name"]));
            let username = match words(&one["screen_name"]) {
                "" => String::new(),
                name => format!("@{name}"),
            };
            let person = Person {
                name: name.trim().to_owned(),
                username,
                language: String::new(),
            };
            self.0.insert(number(&one["id"]).to_string(), person);
        }
    }

    /// Puts names to what came. A device tells its language with new messages alone.
    pub(super) fn name(&mut self, news: &mut [News]) {
        for one in news.iter_mut().filter(|one| is_letter(one)) {
            let sender = &mut one.sender;
            let Some(person) = self.0.get_mut(&sender.external_id) else {
                continue;
            };
            if sender.language.is_empty() {
                sender.language.clone_from(&person.language);
            } else {
                person.language.clone_from(&sender.language);
            }
            sender.name.clone_from(&person.name);
            sender.username.clone_from(&person.username);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::desk::intake::{Letter, Sender};

    fn letter(from: &str, language: &str) -> News {
        News {
            sender: Sender {
                external_id: from.to_owned(),
                language: language.to_owned(),
                ..Sender::default()
            },
            at: None,
            what: What::Said(Letter::default()),
        }
    }

    #[test]
    fn everybody_is_asked_about_once() {
        let mut people = People::default();
        let mut news = vec![letter("7", "en"), letter("7", ""), letter("8", "")];
        assert_eq!(people.unknown(&news), ["7", "8"]);
        people.learn(
            &json!([{ "id": 7, "first_name": "Ana", "last_name": "Li", "screen_name": "ana" }]),
        );
        assert_eq!(people.unknown(&news), ["8"]);
        people.name(&mut news);
        let told: Vec<_> = news
            .iter()
            .map(|one| {
                let sender = &one.sender;
                (
                    sender.name.as_str(),
                    sender.username.as_str(),
                    sender.language.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Ana Li", "@ana", "en"),
                ("Ana Li", "@ana", "en"),
                ("", "", "")
            ]
        );
    }
}
