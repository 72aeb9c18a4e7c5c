//! The customers of a long past: more than a cast can hold, made up from names, things and remarks in
//! `assets/demo/people.json`. The same number is always the same person.

use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

use serde::Deserialize;

use super::{
    chance::Chance,
    device,
    script::{Mood, Person, script},
};

/// What people of one language are made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tongue {
    given: Vec<String>,
    family: Vec<String>,
    /// How a telephone number begins.
    phone: String,
    /// What they have bought.
    things: Vec<String>,
    /// What they say of it.
    remarks: Vec<String>,
}

/// The languages, each as often as it stands here.
const SPOKEN: [&str; 12] = [
    "en", "en", "en", "en", "de", "de", "es", "es", "ru", "zh", "ja", "ar",
];

/// How likely somebody enjoys it, can wait, is in a hurry or hard to please.
const MOODS: [Mood; 6] = [
    Mood::Cheerful,
    Mood::Cheerful,
    Mood::Patient,
    Mood::Patient,
    Mood::Hurried,
    Mood::Gruff,
];

fn tongues() -> &'static HashMap<String, Tongue> {
    static TONGUES: OnceLock<HashMap<String, Tongue>> = OnceLock::new();
    TONGUES.get_or_init(|| {
        serde_json::from_str(include_str!("../../assets/demo/people.json"))
            .unwrap_or_else(|error| panic!("assets/demo/people.json: {error}"))
    })
}

fn tongue(language: &str) -> &'static Tongue {
    tongues()
        .get(language)
        .unwrap_or_else(|| panic!("assets/demo/people.json has no {language}"))
}

fn one<'a>(of: &'a [String], chance: &mut Chance) -> &'a str {
    chance.pick(of).map_or("", String::as_str)
}

/// The customer of this number: one of the cast, or somebody made up.
#[must_use]
pub(super) fn person(number: usize) -> Cow<'static, Person> {
    match script().cast.get(number) {
        Some(person) => Cow::Borrowed(person),
        None => Cow::Owned(made_up(number)),
    }
}

fn made_up(number: usize) -> Person {
    let mut chance = Chance::new(number as u64);
    let chance = &mut chance;
    let language = *chance.pick(&SPOKEN).unwrap_or(&"en");
    let tongue = tongue(language);
    let (given, family) = (one(&tongue.given, chance), one(&tongue.family, chance));
    let name = match language {
        "zh" => format!("{family}{given}"),
        "ja" => format!("{family} {given}"),
        _ => format!("{given} {family}"),
    };
    // An address is written in Latin letters.
    let local = if language == "en" || language == "de" {
        format!("{given}.{family}").to_lowercase()
    } else {
        format!("customer-{language}")
    };
    let tags = match chance.below(100) {
        0..3 => vec!["VIP".to_owned()],
        3..7 => vec!["Wholesale".to_owned()],
        _ => Vec::new(),
    };
    Person {
        name: if chance.in_hundred(8) {
            String::new()
        } else {
            name
        },
        language: language.to_owned(),
        mood: *chance.pick(&MOODS).unwrap_or(&Mood::Patient),
        device: chance
            .pick(&device::KEYS)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        order: (100_000 + number).to_string(),
        address: format!("{} {}", one(&tongue.family, chance), 1 + number % 180),
        colour: one(&tongue.things, chance).to_owned(),
        email: if chance.in_hundred(70) {
            format!("{local}.{number}@post.example")
        } else {
            String::new()
        },
        phone: if chance.in_hundred(20) {
            format!("{} {:04}", tongue.phone, number % 10_000)
        } else {
            String::new()
        },
        company: String::new(),
        tags,
        note: String::new(),
        photo: None,
    }
}

/// What a person says of what they have bought, beside their story.
#[must_use]
pub(super) fn remark(person: &Person, chance: &mut Chance) -> String {
    let tongue = tongue(&person.language);
    one(&tongue.remarks, chance)
        .replace("{thing}", one(&tongue.things, chance))
        .replace("{order}", &person.order)
}

/// How a colleague of a larger team is called.
#[must_use]
pub(super) fn colleague(number: usize) -> String {
    let tongue = tongue("en");
    let (given, family) = (&tongue.given, &tongue.family);
    // The second round of first names meets other family names.
    let turn = number / given.len();
    format!(
        "{} {}",
        given[number % given.len()],
        family[(number * 5 + turn) % family.len()]
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_number_is_always_the_same_person_and_no_other() {
        let all: Vec<Person> = (24..3_024).map(made_up).collect();
        let addresses: HashSet<&str> = all
            .iter()
            .map(|person| person.email.as_str())
            .filter(|address| !address.is_empty())
            .collect();
        let written = all.iter().filter(|person| !person.email.is_empty()).count();
        assert_eq!(addresses.len(), written);
        assert_eq!(made_up(77).name, made_up(77).name);
        let spoken: HashSet<&str> = all.iter().map(|person| person.language.as_str()).collect();
        assert_eq!(spoken.len(), 7);
    }

    #[test]
    fn what_they_say_is_whole() {
        let mut chance = Chance::new(3);
        for number in 24..524 {
            let person = made_up(number);
            assert!(!person.device_in_words().is_empty());
            let said = remark(&person, &mut chance);
            assert!(!said.is_empty() && !said.contains('{'), "{said}");
        }
        let team: HashSet<String> = (0..100).map(colleague).collect();
        assert_eq!(team.len(), 100);
    }
}
