//! Places in a stored text that are filled when it is loaded: `{customer.name}`, or with words for
//! when nothing is known, `{customer.name|there}`.
//!
//! Anything in braces that begins with a letter is taken for a placeholder. One that we do not know,
//! or for which nothing is known and no words were given, stays as it is: somebody sees it, and it
//! is not sent.

use crate::{
    db::{DbError, Reader},
    desk::{
        agent_identity,
        conversation::Conversation,
        customer,
        setting::{self, Team},
        team::Agent,
    },
};

/// Every placeholder there is, as it stands between the braces.
pub const NAMES: [&str; 9] = [
    "customer.name",
    "customer.first_name",
    "customer.email",
    "customer.phone",
    "customer.company",
    "agent.name",
    "agent.title",
    "queue.name",
    "shop.name",
];

/// Most characters between two braces that are still taken for a placeholder.
const LONGEST: usize = 80;

/// What placeholders are filled with; empty where nothing is known.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Name as the team calls them.
    pub customer_name: String,
    /// Address.
    pub customer_email: String,
    /// Number.
    pub customer_phone: String,
    /// Firm.
    pub customer_company: String,
    /// Name that customers see.
    pub agent_name: String,
    /// Second line that customers see.
    pub agent_title: String,
    /// Where the chat waited.
    pub queue_name: String,
    /// Who the shop is.
    pub shop_name: String,
    /// When the shop opens next, in words; for greetings alone.
    pub shop_opens: String,
}

impl Values {
    /// What is known in a conversation that this agent answers.
    pub fn of(
        reader: &Reader<'_>,
        agent: &Agent,
        conversation: &Conversation,
    ) -> Result<Self, DbError> {
        let (agent_name, agent_title) =
            match agent_identity::worn(reader, agent.id, conversation.id)? {
                Some(mask) => (mask.name, mask.title),
                None => (agent.face().public_name, agent.public_title.clone()),
            };
        Ok(Self {
            agent_name,
            agent_title,
            ..Self::of_house(reader, conversation)?
        })
    }

    /// What is known in a conversation in which the house itself speaks: nothing of an agent.
    pub fn of_house(reader: &Reader<'_>, conversation: &Conversation) -> Result<Self, DbError> {
        let customer = customer::by_id(reader, conversation.customer)?;
        let (name, email, phone, company) = customer.map_or_else(Default::default, |known| {
            (known.name, known.email, known.phone, known.company)
        });
        Ok(Self {
            customer_name: name,
            customer_email: email,
            customer_phone: phone,
            customer_company: company,
            queue_name: conversation.queue_name.clone(),
            shop_name: setting::get::<Team>(reader)?.name,
            ..Self::default()
        })
    }

    /// What fills a placeholder; `None` when there is no such placeholder.
    fn get(&self, name: &str) -> Option<&str> {
        Some(match name {
            "customer.name" => &self.customer_name,
            "customer.first_name" => first_name(&self.customer_name),
            "customer.email" => &self.customer_email,
            "customer.phone" => &self.customer_phone,
            "customer.company" => &self.customer_company,
            "agent.name" => &self.agent_name,
            "agent.title" => &self.agent_title,
            "queue.name" => &self.queue_name,
            "shop.name" => &self.shop_name,
            "shop.opens" => &self.shop_opens,
            _ => return None,
        })
    }
}

/// The first of a name's words that has a letter in it.
fn first_name(name: &str) -> &str {
    name.split_whitespace()
        .find(|word| word.chars().any(char::is_alphabetic))
        .unwrap_or("")
}

/// Words that stand for what is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// The placeholder's name.
    pub name: String,
    /// The words.
    pub words: String,
}

/// A placeholder that was not filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// As it stands in the text, braces included.
    pub whole: String,
    /// Whether there is such a placeholder: then nothing is known that would fill it.
    pub is_known: bool,
}

/// A text with its placeholders filled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// Where the words for the unknown were taken.
    pub fallbacks: Vec<Fallback>,
    /// What stayed as it was.
    pub unfilled: Vec<Unfilled>,
}

/// Fills a text's placeholders. What fills them is not looked through again.
#[must_use]
pub fn fill(text: &str, values: &Values) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces(text) {
        let Piece::Placeholder(place) = piece else {
            if let Piece::Words(words) = piece {
                filled.text.push_str(words);
            }
            continue;
        };
        let name = place.name.to_lowercase();
        let value = values.get(&name);
        match (value, place.fallback) {
            (Some(value), _) if !value.is_empty() => filled.text.push_str(value),
            (Some(_), Some(words)) if !words.is_empty() => {
                filled.text.push_str(words);
                filled.fallbacks.push(Fallback {
                    name,
                    words: words.to_owned(),
                });
            }
            (value, _) => {
                filled.text.push_str(place.whole);
                filled.unfilled.push(Unfilled {
                    whole: place.whole.to_owned(),
                    is_known: value.is_some(),
                });
            }
        }
    }
    filled
}

/// The placeholders that stand in a text, as they stand there: none of them may reach a customer.
#[must_use]
pub fn unfilled(text: &str) -> Vec<&str> {
    placeholders(text).map(|place| place.whole).collect()
}

/// The placeholders of a text that there are not, as they stand there.
#[must_use]
pub fn unknown(text: &str) -> Vec<&str> {
    placeholders(text)
        .filter(|place| !NAMES.contains(&place.name.to_lowercase().as_str()))
        .map(|place| place.whole)
        .collect()
}

fn placeholders(text: &str) -> impl Iterator<Item = Place<'_>> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(place) => Some(place),
        Piece::Words(_) => None,
    })
}

/// Part of a stored text.
enum Piece<'a> {
    Words(&'a str),
    Placeholder(Place<'a>),
}

struct Place<'a> {
    whole: &'a str,
    name: &'a str,
    fallback: Option<&'a str>,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (words, from_open) = rest.split_at(open);
        pieces.push(Piece::Words(words));
        match place(from_open) {
            Some(place) => {
                rest = &from_open[place.whole.len()..];
                pieces.push(Piece::Placeholder(place));
            }
            None => {
                pieces.push(Piece::Words("{"));
                rest = &from_open[1..];
            }
        }
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// The placeholder that a text begins with.
fn place(text: &str) -> Option<Place<'_>> {
    let inside = text.strip_prefix('{')?;
    let end = inside.find(['{', '}', '\n'])?;
    let (inside, after) = inside.split_at(end);
    if !after.starts_with('}') || inside.chars().count() > LONGEST {
        return None;
    }
    let (name, fallback) = match inside.split_once('|') {
        Some((name, fallback)) => (name, Some(fallback.trim())),
        None => (inside, None),
    };
    let name = name.trim();
    let is_name = name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ' '));
    is_name.then(|| Place {
        whole: &text[..end + 2],
        name,
        fallback,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        Values {
            customer_name: "Hannah Vogel".to_owned(),
            agent_name: "Ana".to_owned(),
            queue_name: "Counter".to_owned(),
            shop_name: "Kite & Kettle".to_owned(),
            ..Values::default()
        }
    }

    #[test]
    fn what_is_known_is_filled_in() {
        for (text, expected) in [
            (
                "Hello {customer.name}, {agent.name} here.",
                "Hello Hannah Vogel, Ana here.",
            ),
            ("Hello {customer.first_name|there}.", "Hello Hannah."),
            (
                "{ Customer.Name } at {QUEUE.NAME}",
                "Hannah Vogel at Counter",
            ),
            ("{shop.name}{shop.name}", "Kite & KettleKite & Kettle"),
            ("Nothing to fill", "Nothing to fill"),
            ("", ""),
            ("{\"a\": 1} and {} and {", "{\"a\": 1} and {} and {"),
            ("{{customer.name}}", "{Hannah Vogel}"),
            ("{customer.name", "{customer.name"),
            ("a { color: red }", "a { color: red }"),
        ] {
            let filled = fill(text, &values());
            assert_eq!(filled.text, expected, "{text:?}");
            assert_eq!(filled.unfilled, [], "{text:?}");
            assert_eq!(filled.fallbacks, [], "{text:?}");
        }
    }

    #[test]
    fn a_first_name_is_a_word_and_no_picture() {
        for (name, expected) in [
            ("😀 Hannah Vogel", "Hannah"),
            ("王 建国", "王"),
            ("— 7 —", "there"),
        ] {
            let values = Values {
                customer_name: name.to_owned(),
                ..values()
            };
            let filled = fill("{customer.first_name|there}", &values);
            assert_eq!(filled.text, expected, "{name:?}");
        }
    }

    #[test]
    fn words_for_the_unknown_are_taken_and_said() {
        let filled = fill("We write to {customer.email|your address}.", &values());
        assert_eq!(filled.text, "We write to your address.");
        let expected = Fallback {
            name: "customer.email".to_owned(),
            words: "your address".to_owned(),
        };
        assert_eq!(filled.fallbacks, [expected]);
    }

    #[test]
    fn what_cannot_be_filled_stays_to_be_seen() {
        for (text, is_known) in [
            ("{customer.phone}", true),
            ("{customer.phone|}", true),
            ("{order.number}", false),
            ("{order.number|yours}", false),
            ("{first name}", false),
            ("{имя}", false),
        ] {
            let filled = fill(text, &values());
            assert_eq!(filled.text, text);
            let expected = Unfilled {
                whole: text.to_owned(),
                is_known,
            };
            assert_eq!(filled.unfilled, [expected], "{text:?}");
            assert_eq!(unfilled(text), [text]);
        }
    }

    #[test]
    fn a_customer_cannot_write_into_the_agent_s_text() {
        let crafted = Values {
            customer_name: "{agent.name}".to_owned(),
            ..values()
        };
        let filled = fill("Hello {customer.name}", &crafted);
        assert_eq!(filled.text, "Hello {agent.name}");
        assert_eq!(
            unfilled(&filled.text),
            ["{agent.name}"],
            "and it is not sent"
        );
    }

    #[test]
    fn every_name_has_a_value() {
        for name in NAMES {
            assert!(Values::default().get(name).is_some(), "{name}");
            assert_eq!(unknown(&format!("{{{name}}}")), [""; 0], "{name}");
        }
        assert_eq!(unknown("{customer.nme} {agent.name}"), ["{customer.nme}"]);
    }

    #[test]
    fn fuzz_placeholders() {
        let samples = [
            "Hello {customer.first_name|there}, {agent.name} of {shop.name}",
            "{{customer.name}} {\"a\": 1} { a",
            "{custom.size|x|y}",
        ];
        let words = [
            "{",
            "}",
            "|",
            "customer.name",
            "{customer.name|",
            "{agent.name}",
            ".",
        ];
        crate::base::fuzz::text("placeholders", &samples, &words, |text| {
            let filled = fill(text, &values());
            // What was filled in is known to need no more filling, and nothing else was touched.
            assert!(unfilled(text).len() >= filled.unfilled.len(), "{text}");
            if unfilled(text).is_empty() {
                assert_eq!(filled.text, text);
            }
        });
    }
}
