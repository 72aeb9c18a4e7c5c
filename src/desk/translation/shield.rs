//! What must come through a translation as it is. A mark stands for it, `[[0]]`, `[[1]]` …, which machines most often leave alone;
//! a translation in which one is missing is none.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A mark, also as machines write it that know better: with spaces, or in the brackets of another script.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\[［【]\s?[\[［【]\s*(\d{1,4})\s*[\]］】]\s?[\]］】]").expect("it compiles")
});

/// What is kept, by the numbers of its marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shield(Vec<String>);

impl Shield {
    /// Keeps something; answers the mark that stands for it.
    pub fn keep(&mut self, own: &str) -> String {
        self.0.push(own.to_owned());
        format!("[[{}]]", self.0.len() - 1)
    }

    /// Keeps what happens to look like a mark.
    pub fn over_marks(&mut self, text: &str) -> String {
        MARK.replace_all(text, |found: &Captures<'_>| self.keep(&found[0]))
            .into_owned()
    }

    /// A translation with everything in its place again; `None` when a mark has gone missing.
    #[must_use]
    pub fn put_back(&self, translated: &str) -> Option<String> {
        let mut text = translated.to_owned();
        // From behind: what was kept first may stand within what was kept later.
        for (number, own) in self.0.iter().enumerate().rev() {
            let mut is_there = false;
            let replaced = MARK.replace_all(&text, |found: &Captures<'_>| {
                if found[1].parse() == Ok(number) {
                    is_there = true;
                    own.clone()
                } else {
                    found[0].to_owned()
                }
            });
            let replaced = replaced.into_owned();
            if !is_there {
                return None;
            }
            text = replaced;
        }
        Some(text)
    }
}
