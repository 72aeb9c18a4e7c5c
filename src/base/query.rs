//! What a person looks for, as a question to a full-text index (<https://www.sqlite.org/fts5.html#full_text_query_syntax>).

use super::text::{is_ideograph, set_apart};

/// What a person looks for, each word quoted in the index's own syntax: nothing they typed is syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<Word>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    quoted: String,
    /// Letters of its last part: how much is known of what may go on.
    letters: usize,
    /// The word before its last part, if that is only a letter of a script with spaces.
    begun: Option<String>,
}

fn quoted(parts: &[&str]) -> String {
    format!("\"{}\"", parts.join(" "))
}

/// A word of fewer letters is only itself, unless it is the last: too many words begin so.
const MAY_GO_ON: usize = 4;

impl Words {
    /// `None` when there is nothing to look for.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let spaced = set_apart(word);
            let parts: Vec<&str> = spaced
                .split_whitespace()
                .flat_map(|part| part.split(|c: char| !c.is_alphanumeric()))
                .filter(|part| !part.is_empty())
                .collect();
            let Some((last, before)) = parts.split_last() else {
                continue;
            };
            let mut letters = last.chars();
            let is_begun = letters
                .next()
                .is_some_and(|c| c.is_alphabetic() && !is_ideograph(c))
                && letters.next().is_none();
            // Parts of one word stand side by side.
            words.push(Word {
                quoted: quoted(&parts),
                letters: last.chars().count(),
                begun: is_begun.then(|| match before {
                    [] => String::new(),
                    before => quoted(before),
                }),
            });
        }
        (!words.is_empty()).then_some(Self(words))
    }

    /// The words as they stand.
    #[must_use]
    pub fn exactly(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(|word| word.quoted.as_str()).collect();
        words.join(" ")
    }

    /// Whatever begins with the words.
    #[must_use]
    pub fn all_as_beginnings(&self) -> String {
        let words: Vec<String> = self
            .0
            .iter()
            .map(|word| format!("{} *", word.quoted))
            .collect();
        words.join(" ")
    }

    /// The words, or what begins with them where that says enough. Behind others, a letter that somebody has begun with
    /// says nothing yet: a third of all words in an old house may begin so.
    #[must_use]
    pub fn as_beginnings(&self) -> String {
        let last = self.0.len() - 1;
        let is_alone = |word: &Word| last == 0 && word.begun.as_deref() == Some("");
        let words: Vec<String> = self
            .0
            .iter()
            .enumerate()
            .map(|(n, word)| match &word.begun {
                Some(before) if n == last && !is_alone(word) => before.clone(),
                _ if n == last || word.letters >= MAY_GO_ON => format!("{} *", word.quoted),
                _ => word.quoted.clone(),
            })
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_never_syntax() {
        for (words, beginnings, exactly) in [
            ("kettle", "\"kettle\" *", "\"kettle\""),
            ("the lid", "\"the\" \"lid\" *", "\"the\" \"lid\""),
            ("kettle lid", "\"kettle\" * \"lid\" *", "\"kettle\" \"lid\""),
            ("a\"b OR c*", "\"a b\" \"OR\"", "\"a b\" \"OR\" \"c\""),
            ("茶壶", "\"茶 壶\" *", "\"茶 壶\""),
            ("a", "\"a\" *", "\"a\""),
            ("the l", "\"the\"", "\"the\" \"l\""),
            ("hannah@p", "\"hannah\"", "\"hannah p\""),
            ("the 7", "\"the\" \"7\" *", "\"the\" \"7\""),
            ("壶 我", "\"壶\" \"我\" *", "\"壶\" \"我\""),
            (
                "hannah@post.example",
                "\"hannah post example\" *",
                "\"hannah post example\"",
            ),
        ] {
            let read = Words::read(words).unwrap();
            assert_eq!(read.as_beginnings(), beginnings, "{words:?}");
            assert_eq!(read.exactly(), exactly, "{words:?}");
        }
        let read = Words::read("a lid").map(|words| words.all_as_beginnings());
        assert_eq!(read.as_deref(), Some("\"a\" * \"lid\" *"));
        for nothing in ["  ", "\"*()"] {
            assert_eq!(Words::read(nothing), None, "{nothing:?}");
        }
    }
}
