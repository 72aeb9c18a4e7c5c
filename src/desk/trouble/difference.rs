//! In what the house does not agree with itself, as a trouble tells it: the subject names the part, the detail how many
//! and one of them.

use std::fmt;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Since when the customers of open chats wait, with what stands in those chats.
    Waiting,
    /// The index of the search, with the messages.
    Index,
    /// The sums of days, with the chats that are counted in them.
    Sums,
    /// The files that were sent, with what arrived.
    Files,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Index, Self::Sums, Self::Files];

    /// As the subject of a trouble spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Index => "index",
            Self::Sums => "sums",
            Self::Files => "files",
        }
    }
}

/// What does not agree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// In what.
    pub part: Part,
    /// How many.
    pub count: usize,
    /// One of them: the number of a chat or message, a day, the name of a file.
    pub example: String,
}

impl Difference {
    /// What was found; `None`: nothing.
    #[must_use]
    pub fn of<T: ToString>(part: Part, found: &[T]) -> Option<Self> {
        Some(Self {
            part,
            count: found.len(),
            example: found.first()?.to_string(),
        })
    }

    /// From the detail of a trouble.
    #[must_use]
    pub fn read(subject: &str, detail: &str) -> Option<Self> {
        let (count, example) = detail.split_once(' ')?;
        Some(Self {
            part: Part::ALL.into_iter().find(|part| part.word() == subject)?,
            count: count.parse().ok()?,
            example: example.to_owned(),
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, example, .. } = self;
        match self.part {
            Part::Waiting => write!(
                f,
                "{count} customers wait since another moment than their chat says: chat {example}"
            ),
            Part::Index => write!(
                f,
                "{count} messages are not found by their words: message {example}"
            ),
            Part::Sums => write!(
                f,
                "the figures of {count} days are not what their chats come to: {example}"
            ),
            Part::Files => write!(f, "{count} files are not what was sent: {example}"),
        }
    }
}
