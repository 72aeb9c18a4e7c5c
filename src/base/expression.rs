//! Patterns that people write.
//!
//! The notation is the `regex` crate's (<https://docs.rs/regex/#syntax>): no look-around and no
//! back-references, so that the time of a search grows with the text and never explodes. What could
//! still grow large, a counted repetition within another, is bounded by the compiled size.

use regex::{Regex, RegexBuilder};

/// Most characters of a pattern.
pub const LONGEST: usize = 1000;

/// Most bytes that one compiled pattern may need: far too little for a text of 10,000 characters to
/// take noticeable time.
const LARGEST: usize = 256 * 1024;

/// Most bytes that a list of words may need. Its words are long and say little each: whatever its size,
/// one step for each letter of a text leads through it.
const LARGEST_LIST: usize = 4 * 1024 * 1024;

/// Why a pattern was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    /// Nothing was written.
    #[error("there is no pattern")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("the pattern has {0} characters, {LONGEST} fit")]
    TooLong(usize),
    /// It would grow beyond `LARGEST`.
    #[error("the pattern is too large once its repetitions are written out")]
    TooLarge,
    /// It finds the empty text, and so would be found everywhere.
    #[error("the pattern also fits where there is nothing")]
    FitsNothing,
    /// It looks ahead or behind.
    #[error("looking ahead and behind is not possible")]
    LookAround,
    /// It names what an earlier part found.
    #[error("naming what an earlier part found is not possible")]
    BackReference,
    /// A bracket is missing.
    #[error("a bracket is opened and not closed, or the other way round")]
    Bracket,
    /// Something else, in the words of the engine, which are English.
    #[error("{0}")]
    Faulty(String),
}

/// Compiles a pattern. Capitals do not matter, and `^` and `$` mean a line's ends.
pub fn compile(pattern: &str) -> Result<Regex, ExpressionError> {
    let length = pattern.chars().count();
    if pattern.trim().is_empty() {
        return Err(ExpressionError::Empty);
    }
    if length > LONGEST {
        return Err(ExpressionError::TooLong(length));
    }
    let regex = build(pattern, LARGEST)?;
    if regex.is_match("") {
        return Err(ExpressionError::FitsNothing);
    }
    Ok(regex)
}

/// Compiles a list of words or phrases, each to be found as a whole, whatever its capitals. Where a
/// script is written without spaces a word has no ends to look for.
pub fn compile_words<'a>(words: impl Iterator<Item = &'a str>) -> Result<Regex, ExpressionError> {
    let alternatives: Vec<String> = words.filter_map(of_word).collect();
    if alternatives.is_empty() {
        return Err(ExpressionError::Empty);
    }
    build(&alternatives.join("|"), LARGEST_LIST)
}

fn of_word(word: &str) -> Option<String> {
    let parts: Vec<String> = word.split_whitespace().map(regex::escape).collect();
    let (first, last) = (word.trim().chars().next()?, word.trim().chars().last()?);
    let edge = |c: char| {
        if c.is_alphanumeric() && !is_unspaced(c) {
            r"\b"
        } else {
            ""
        }
    };
    Some(format!(
        "{}{}{}",
        edge(first),
        parts.join(r"\s+"),
        edge(last)
    ))
}

/// Whether a character belongs to a script that is written without spaces between words.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn build(pattern: &str, largest: usize) -> Result<Regex, ExpressionError> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(largest)
        .dfa_size_limit(4 * LARGEST)
        .nest_limit(50)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => ExpressionError::TooLarge,
            other => of_engine(&other.to_string()),
        })
}

fn of_engine(report: &str) -> ExpressionError {
    let fault = report
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix("error: "))
        .unwrap_or_else(|| report.trim());
    if fault.contains("look-around") {
        ExpressionError::LookAround
    } else if fault.contains("backreferences") {
        ExpressionError::BackReference
    } else if fault.contains("unclosed") || fault.contains("unopened") {
        ExpressionError::Bracket
    } else if fault.contains("nest limit") || fault.contains("too big") {
        ExpressionError::TooLarge
    } else {
        ExpressionError::Faulty(fault.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_bad_pattern_is_told_in_words() {
        for (pattern, why) in [
            ("", ExpressionError::Empty),
            ("  ", ExpressionError::Empty),
            ("a*", ExpressionError::FitsNothing),
            ("(a", ExpressionError::Bracket),
            ("a)", ExpressionError::Bracket),
            ("[a", ExpressionError::Bracket),
            ("a(?=b)", ExpressionError::LookAround),
            (r"(a)\1", ExpressionError::BackReference),
            ("((a{99}){99}){99}", ExpressionError::TooLarge),
            (r"\p{L}{1000}", ExpressionError::TooLarge),
        ] {
            assert_eq!(compile(pattern).err(), Some(why), "{pattern}");
        }
        assert!(matches!(
            compile("*a"),
            Err(ExpressionError::Faulty(said)) if said.contains("repetition")
        ));
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(
            compile(&long).err(),
            Some(ExpressionError::TooLong(LONGEST + 1))
        );
        assert!(compile("pass(word|code)").is_ok());
    }

    #[test]
    fn what_explodes_elsewhere_does_not_here() {
        let text = "a".repeat(10_000);
        let begun = Instant::now();
        for pattern in ["(a*)*b", "(a|aa)+$x", "(.*)(.*)(.*)(.*)x"] {
            assert!(!compile(pattern).unwrap().is_match(&text), "{pattern}");
        }
        assert!(begun.elapsed().as_millis() < 2_000, "{:?}", begun.elapsed());
    }

    #[test]
    fn words_are_found_as_wholes_in_every_script() {
        let words = compile_words(["damn", "пароль", "密码", "c++", "fax  number"].into_iter());
        let words = words.unwrap();
        for (text, found) in [
            ("Damn!", true),
            ("damnation", false),
            ("мой ПАРОЛЬ такой", true),
            ("паролями", false),
            ("我的密码是", true),
            ("we know C++ here", true),
            ("my fax\nnumber", true),
            ("faxnumber", false),
            ("", false),
        ] {
            assert_eq!(words.is_match(text), found, "{text}");
        }
        let long: Vec<String> = (0..400).map(|n| format!("непечатное{n}")).collect();
        let long = compile_words(long.iter().map(String::as_str)).unwrap();
        assert!(long.is_match("Непечатное399!"));
        let none = compile_words([" ", ""].into_iter());
        assert_eq!(none.err(), Some(ExpressionError::Empty));
    }

    #[test]
    fn fuzz_patterns() {
        let samples = [
            r"\bKK-\d{5}\b",
            r"(?i)привет|你好",
            r"[a-z]{2,40}@(x|y)+$",
            r"(a+)+$",
        ];
        let words = [
            "{1000}",
            "{1000,}",
            "(",
            ")",
            "[",
            "]",
            "*",
            "+",
            "|",
            r"\p{L}",
            r"\1",
            "(?=",
            "(?P<a>",
            "(?x)",
            "[[:alpha:]]",
        ];
        let text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa KK-10482 привет 你好 ana@x.example ".repeat(20);
        crate::base::fuzz::text("patterns", &samples, &words, |pattern| {
            if let Ok(regex) = compile(pattern) {
                assert!(!regex.is_match(""), "{pattern}");
                let _ = regex.find_iter(&text).count();
            }
            if let Ok(regex) = compile_words(pattern.lines()) {
                assert!(
                    pattern
                        .lines()
                        .filter(|line| !line.trim().is_empty())
                        .all(|line| regex.is_match(line.trim())),
                    "{pattern:?}"
                );
            }
        });
    }
}
