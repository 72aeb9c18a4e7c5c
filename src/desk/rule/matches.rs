//! Whether a rule is meant: what it asks for, and what it is asked about. Knows no file.

use serde::{Deserialize, Serialize};

use crate::base::{
    id::{ChannelId, QueueId, TagId},
    text::is_ideograph,
};

/// What a rule asks for. What is left open fits everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Conditions {
    /// The chat came by this channel.
    pub channel: Option<ChannelId>,
    /// It waits, or is served, in this queue.
    pub queue: Option<QueueId>,
    /// Its customer has this tag.
    pub tag: Option<TagId>,
    /// One of these words or phrases was said.
    pub words: Vec<String>,
    /// The customer is answered in this language, whichever country's; empty: any.
    pub language: String,
    /// The customer has been here before.
    pub is_known: bool,
}

/// What a rule is asked about.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The chat's channel.
    pub channel: Option<ChannelId>,
    /// Its queue.
    pub queue: Option<QueueId>,
    /// Its customer's tags.
    pub tags: Vec<TagId>,
    /// What was said.
    pub text: String,
    /// The language its customer is answered in.
    pub language: String,
    /// Whether they have been here before.
    pub is_known: bool,
}

impl Conditions {
    /// Whether all of it is so.
    #[must_use]
    pub fn fit(&self, facts: &Facts) -> bool {
        let text = facts.text.to_lowercase();
        (self.channel.is_none() || self.channel == facts.channel)
            && (self.queue.is_none() || self.queue == facts.queue)
            && self.tag.is_none_or(|tag| facts.tags.contains(&tag))
            && (self.words.is_empty() || self.words.iter().any(|words| says(&text, words)))
            && (self.language.is_empty() || primary(&self.language) == primary(&facts.language))
            && (!self.is_known || facts.is_known)
    }
}

fn primary(code: &str) -> String {
    code.split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

/// Whether a text, which is in lower case, has these words as words, and not as a part of others.
fn says(text: &str, words: &str) -> bool {
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return false;
    }
    // Languages that set no spaces have no edges of words.
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c));
    let (first, last) = (words.chars().next(), words.chars().next_back());
    text.match_indices(&words).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        let is_part = joins(before) && joins(first) || joins(last) && joins(after);
        !is_part
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            channel: Some(ChannelId(1)),
            queue: Some(QueueId(2)),
            tags: vec![TagId(3), TagId(4)],
            text: "My kettle SMOKES, and I want a refund!".to_owned(),
            language: "de-AT".to_owned(),
            is_known: true,
        }
    }

    #[test]
    fn a_rule_fits_when_all_it_asks_for_is_so() {
        let with = |change: fn(&mut Conditions)| {
            let mut conditions = Conditions::default();
            change(&mut conditions);
            conditions.fit(&facts())
        };
        let cases: [(&str, bool, bool); 10] = [
            ("nothing asked", with(|_| {}), true),
            ("channel", with(|c| c.channel = Some(ChannelId(1))), true),
            (
                "other channel",
                with(|c| c.channel = Some(ChannelId(2))),
                false,
            ),
            ("queue", with(|c| c.queue = Some(QueueId(2))), true),
            ("other queue", with(|c| c.queue = Some(QueueId(1))), false),
            ("tag", with(|c| c.tag = Some(TagId(4))), true),
            ("other tag", with(|c| c.tag = Some(TagId(5))), false),
            ("language", with(|c| c.language = "de".to_owned()), true),
            (
                "other language",
                with(|c| c.language = "fr".to_owned()),
                false,
            ),
            (
                "one of two is not so",
                with(|c| {
                    c.is_known = true;
                    c.words = vec!["parcel".to_owned()];
                }),
                false,
            ),
        ];
        for (what, found, expected) in cases {
            assert_eq!(found, expected, "{what}");
        }
        let stranger = Facts {
            is_known: false,
            ..facts()
        };
        let known = Conditions {
            is_known: true,
            ..Conditions::default()
        };
        assert!(known.fit(&facts()) && !known.fit(&stranger));
    }

    #[test]
    fn words_are_found_as_words() {
        for (text, words, expected) in [
            ("I want a refund!", "refund", true),
            ("I want a REFUND", "Refund", true),
            ("It was refunded", "refund", false),
            ("prerefund", "refund", false),
            ("no  chargeback, money back please", "money back", true),
            ("верните деньги", "деньги", true),
            ("我要退款谢谢", "退款", true),
            ("order #42?", "#42", true),
            ("order #421", "#42", false),
            ("anything", " ", false),
        ] {
            assert_eq!(
                says(&text.to_lowercase(), words),
                expected,
                "{text} {words}"
            );
        }
    }
}
