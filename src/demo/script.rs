//! Who comes into the shop and what they say: `assets/demo`, compiled in.

use std::{collections::HashMap, sync::OnceLock};

use serde::Deserialize;

use super::{chance::Chance, device::device};
use crate::desk::attachment::AttachmentKind;

/// Everything that can be said and by whom.
#[derive(Debug)]
pub(super) struct Script {
    /// The customers.
    pub cast: Vec<Person>,
    tongues: HashMap<&'static str, Tongue>,
}

/// A customer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Empty: somebody who leaves the form empty.
    pub name: String,
    /// Code of the file in `assets/demo` that they speak by.
    pub language: String,
    /// How they take things.
    pub mood: Mood,
    /// Browser and system, a key of [`device`].
    pub(super) device: String,
    /// What they tell when asked.
    pub(super) order: String,
    pub(super) address: String,
    pub(super) colour: String,
    /// May be empty.
    pub email: String,
    /// What the team knows of some of them.
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub company: String,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub note: String,
    /// A picture to show when what they came for has none.
    pub(super) photo: Option<String>,
}

/// How somebody takes things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// Enjoys it.
    Cheerful,
    /// Can wait.
    Patient,
    /// Has little time.
    Hurried,
    /// Is hard to please.
    Gruff,
}

/// One language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tongue {
    /// What customers answer, by what they heard.
    customer: HashMap<String, Vec<String>>,
    /// What colleagues say, by what they want.
    agent: HashMap<String, Vec<String>>,
    /// How each thing that can be heard is said.
    pub(super) keywords: HashMap<String, Vec<String>>,
    ratings: HashMap<i64, Vec<String>>,
    /// What people come for.
    pub stories: Vec<Story>,
}

/// What somebody comes for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The team's type of chat.
    #[serde(rename = "type")]
    pub matter: Matter,
    /// Pages of the shop they look at before they ask.
    pub pages: Vec<String>,
    /// What the agent needs to know first.
    pub ask: Option<String>,
    /// The picture that shows it.
    pub photo: Option<String>,
    /// Their first messages.
    pub open: Vec<String>,
    /// What they enclose with the last of these.
    #[serde(default)]
    pub shows: Option<String>,
    /// What the agent answers.
    pub solve: Vec<String>,
    /// One question more.
    pub more: Option<String>,
    /// And the answer to it.
    pub more_solve: Option<String>,
}

impl Story {
    /// Their first messages, with what is enclosed.
    pub(super) fn opening(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let last = self.open.len().saturating_sub(1);
        self.open.iter().enumerate().map(move |(n, text)| {
            let shows = self.shows.as_deref().filter(|_| n == last);
            (text.as_str(), shows)
        })
    }
}

/// What a chat is about, in the order of the types that a new house begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Matter {
    /// An order to make or change.
    Order,
    /// Where a parcel is.
    Delivery,
    /// What a thing can do.
    Product,
    /// What broke or was not wanted.
    Return,
    /// What it cost.
    Payment,
    /// Anything else.
    Other,
}

const TONGUES: [(&str, &str); 7] = [
    ("en", include_str!("../../assets/demo/en.json")),
    ("de", include_str!("../../assets/demo/de.json")),
    ("es", include_str!("../../assets/demo/es.json")),
    ("ru", include_str!("../../assets/demo/ru.json")),
    ("zh", include_str!("../../assets/demo/zh.json")),
    ("ja", include_str!("../../assets/demo/ja.json")),
    ("ar", include_str!("../../assets/demo/ar.json")),
];

/// The script.
///
/// # Panics
/// When a file does not fit its type, which a test finds before anybody else does.
#[must_use]
pub(super) fn script() -> &'static Script {
    static SCRIPT: OnceLock<Script> = OnceLock::new();
    SCRIPT.get_or_init(|| Script {
        cast: parse("cast", include_str!("../../assets/demo/cast.json")),
        tongues: TONGUES
            .into_iter()
            .map(|(code, text)| (code, parse(code, text)))
            .collect(),
    })
}

fn parse<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("assets/demo/{name}.json: {error}"))
}

impl Script {
    /// The language that a person speaks.
    ///
    /// # Panics
    /// When the cast speaks one that has no file, which a test finds.
    #[must_use]
    pub(super) fn tongue(&self, code: &str) -> &Tongue {
        self.tongues
            .get(code)
            .unwrap_or_else(|| panic!("assets/demo has no {code}.json"))
    }

    /// All languages.
    pub(super) fn tongues(&self) -> impl Iterator<Item = &Tongue> {
        self.tongues.values()
    }

    /// The story that begins with these words, and its language.
    #[must_use]
    pub(super) fn recognise(&self, opening: &str) -> Option<(&Tongue, &Story)> {
        self.tongues().find_map(|tongue| {
            let story = tongue
                .stories
                .iter()
                .find(|story| story.open.first().is_some_and(|first| first == opening))?;
            Some((tongue, story))
        })
    }
}

impl Tongue {
    /// One of the things a customer says in such a case.
    #[must_use]
    pub(super) fn customer(&self, case: &str, person: &Person, chance: &mut Chance) -> String {
        one_of(&self.customer, case, chance)
            .replace("{order}", &person.order)
            .replace("{address}", &person.address)
            .replace("{colour}", &person.colour)
            .replace("{email}", &person.email)
            .replace("{name}", &person.name)
    }

    /// One of the things a colleague says in such a case.
    #[must_use]
    pub(super) fn agent(
        &self,
        case: &str,
        agent: &str,
        customer: &str,
        chance: &mut Chance,
    ) -> String {
        let first = customer.split(' ').next().unwrap_or_default();
        let mut text = one_of(&self.agent, case, chance).replace("{agent}", agent);
        for (place, name) in [("{name}", customer), ("{first}", first)] {
            if name.is_empty() {
                // People who gave no name are not addressed by it, nor with what stands before it.
                text = text
                    .replace(&format!(", {place}"), "")
                    .replace(&format!(" {place}"), "");
            }
            text = text.replace(place, name);
        }
        text
    }

    /// Whether a colleague's words were a goodbye.
    #[must_use]
    pub(super) fn is_goodbye(&self, text: &str) -> bool {
        self.agent
            .get("bye")
            .is_some_and(|texts| texts.iter().any(|known| known == text))
    }

    /// Words with a rating; may be empty.
    #[must_use]
    pub(super) fn rating(&self, score: i64, chance: &mut Chance) -> String {
        self.ratings
            .get(&score)
            .and_then(|texts| chance.pick(texts))
            .cloned()
            .unwrap_or_default()
    }
}

fn one_of(texts: &HashMap<String, Vec<String>>, case: &str, chance: &mut Chance) -> String {
    texts
        .get(case)
        .and_then(|texts| chance.pick(texts))
        .cloned()
        .unwrap_or_default()
}

impl Person {
    /// How their browser names itself.
    #[must_use]
    pub fn user_agent(&self) -> &'static str {
        device(&self.device).unwrap_or_default().0
    }

    /// Browser and system in words, as the house keeps them.
    #[must_use]
    pub fn device_in_words(&self) -> &'static str {
        device(&self.device).unwrap_or_default().1
    }

    /// The picture that they can show of their matter.
    #[must_use]
    pub fn photo_for<'a>(&'a self, story: &'a Story) -> Option<&'a str> {
        let any = (story.matter == Matter::Product).then_some("kettle");
        story.photo.as_deref().or(self.photo.as_deref()).or(any)
    }
}

/// Width and height of every picture.
const PHOTO: (u32, u32) = (640, 480);

/// A file that a customer shows.
pub(super) struct Enclosure {
    pub(super) bytes: &'static [u8],
    pub(super) name: String,
    pub(super) kind: AttachmentKind,
    pub(super) media_type: &'static str,
    /// Of a picture.
    pub(super) pixels: Option<(u32, u32)>,
    /// Of a voice message: its length and its waveform.
    pub(super) duration_ms: Option<u32>,
    pub(super) levels: &'static str,
}

/// What customers have to show: pictures, a kettle that sings, a delivery note.
#[must_use]
pub(super) fn enclosure(name: &str) -> Option<Enclosure> {
    let (bytes, ending, kind, media_type) = match name {
        "whistle" => (
            &include_bytes!("../../assets/demo/whistle.webm")[..],
            "webm",
            AttachmentKind::Voice,
            "audio/webm",
        ),
        "delivery-note" => (
            &include_bytes!("../../assets/demo/delivery-note.pdf")[..],
            "pdf",
            AttachmentKind::File,
            "application/pdf",
        ),
        photograph => (
            photo(photograph)?,
            "jpg",
            AttachmentKind::Image,
            "image/jpeg",
        ),
    };
    let is_voice = kind == AttachmentKind::Voice;
    Some(Enclosure {
        bytes,
        name: format!("{name}.{ending}"),
        kind,
        media_type,
        pixels: (kind == AttachmentKind::Image).then_some(PHOTO),
        duration_ms: is_voice.then_some(WHISTLE_MS),
        levels: if is_voice { WHISTLE } else { "" },
    })
}

/// The kettle's whistle: how long it is, and how it rises.
const WHISTLE_MS: u32 = 6300;
const WHISTLE: &str = "111122222333334579bcehjkmpqjebcmryzyzzyyzzytmd76";

/// The bytes of a picture.
fn photo(name: &str) -> Option<&'static [u8]> {
    Some(match name {
        "box" => include_bytes!("../../assets/demo/photo-box.jpg"),
        "kettle" => include_bytes!("../../assets/demo/photo-kettle.jpg"),
        "label" => include_bytes!("../../assets/demo/photo-label.jpg"),
        "lid" => include_bytes!("../../assets/demo/photo-lid.jpg"),
        "teapot" => include_bytes!("../../assets/demo/photo-teapot.jpg"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cast_is_whole() {
        let script = script();
        assert_eq!(script.cast.len(), 24);
        for person in &script.cast {
            assert!(device(&person.device).is_some(), "{}", person.device);
            let tongue = script.tongue(&person.language);
            assert!(!tongue.stories.is_empty());
            assert!(
                person
                    .photo
                    .as_deref()
                    .is_none_or(|name| photo(name).is_some())
            );
            for story in &tongue.stories {
                let shown = story.shows.iter().chain(&story.photo);
                assert!(shown.into_iter().all(|name| enclosure(name).is_some()));
            }
        }
        let spoken = |code: &str| script.cast.iter().any(|person| person.language == code);
        assert!(
            TONGUES
                .iter()
                .map(|(code, _)| code)
                .all(|code| spoken(code))
        );
    }

    #[test]
    fn every_language_can_say_everything() {
        let chance = &mut Chance::new(1);
        let person = &script().cast[0];
        for (code, _) in TONGUES {
            let tongue = script().tongue(code);
            for case in [
                "greeting",
                "order",
                "address",
                "colour",
                "email",
                "photo",
                "no_photo",
                "has_no_photo",
                "wait",
                "other",
                "thanks",
                "bye",
                "again",
                "gone",
            ] {
                let said = tongue.customer(case, person, chance);
                assert!(
                    !said.is_empty() && !said.contains('{'),
                    "{code} {case}: {said}"
                );
            }
            for case in ["hello", "photo", "order", "address", "colour", "bye"] {
                for name in ["Hannah", ""] {
                    let said = tongue.agent(case, "Jonas", name, chance);
                    assert!(
                        !said.is_empty() && !said.contains('{'),
                        "{code} {case}: {said}"
                    );
                }
            }
            for heard in [
                "photo", "order", "address", "colour", "email", "wait", "bye", "thanks", "greeting",
            ] {
                assert!(!tongue.keywords[heard].is_empty(), "{code} {heard}");
            }
            for story in &tongue.stories {
                assert!(!story.open.is_empty() && !story.solve.is_empty(), "{code}");
                assert_eq!(story.more.is_some(), story.more_solve.is_some(), "{code}");
                assert!(
                    story
                        .photo
                        .as_deref()
                        .is_none_or(|name| photo(name).is_some()),
                    "{code}"
                );
                assert!(script().recognise(&story.open[0]).is_some());
            }
            for score in 3..=5 {
                assert!(tongue.ratings.contains_key(&score), "{code} {score}");
            }
        }
    }
}
