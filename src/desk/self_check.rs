//! The house looks at itself (R59): what is written down twice for speed's sake, or came from outside, is compared with
//! what it was made of. Nothing is mended here: a difference is a defect or damage, and somebody should know.

use std::fmt;

use crate::{
    base::{id::ContentId, time::Timestamp},
    db::{DbError, Reader, Tx},
    desk::{
        attachment::proof::{self, Flaw, Proved},
        figures::daily,
        search,
        trouble::{self, Kind},
        waiting_clock,
    },
};

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

/// Messages that are looked for.
const SAMPLE: i64 = 500;

/// Days that are reckoned anew at once.
const MOST_DAYS: i64 = 14;

/// Since when customers wait.
pub fn waiting(reader: &Reader<'_>) -> Result<Option<Difference>, DbError> {
    let found = waiting_clock::differences(reader)?;
    let found: Vec<_> = found.iter().map(|one| one.conversation).collect();
    Ok(Difference::of(Part::Waiting, &found))
}

/// The index, by a sample that is another each night.
pub fn index(reader: &Reader<'_>, night: i64) -> Result<Option<Difference>, DbError> {
    let found = search::not_found(reader, SAMPLE, night)?;
    Ok(Difference::of(Part::Index, &found))
}

/// The sums of so many days, the newest of them `last`, as days since 1970. Answers the days that differ, and the last one
/// that is left to look at.
pub fn sums(reader: &Reader<'_>, last: Option<i64>) -> Result<(Vec<String>, Option<i64>), DbError> {
    let Some((oldest, newest)) = daily::days(reader)? else {
        return Ok((Vec::new(), None));
    };
    let last = last.map_or(newest, |last| last.min(newest));
    let first = (last - MOST_DAYS + 1).max(oldest);
    let found = daily::differing(reader, (first, last + 1))?
        .into_iter()
        .map(|day| {
            let begins = Timestamp(day * 86_400_000);
            begins.rfc3339().chars().take(10).collect()
        })
        .collect();
    let left = (first > oldest).then(|| first - 1);
    Ok((found, left))
}

/// The files after this one, so many bytes of them. What is found is told by name.
pub fn files(
    reader: &Reader<'_>,
    after: ContentId,
    most: u64,
) -> Result<(Vec<String>, Option<ContentId>), DbError> {
    let Proved { last, flaws, .. } = proof::prove_some(reader, after, most)?;
    let names = flaws.into_iter().map(|flaw| match flaw {
        Flaw::Changed { name, .. } | Flaw::Incomplete { name, .. } => name,
        Flaw::Db(error) => error.to_string(),
    });
    Ok((names.collect(), last))
}

/// Everything that the look through a file does not find by itself, all at once.
pub fn everything(reader: &Reader<'_>) -> Result<Vec<Difference>, DbError> {
    let mut found: Vec<Difference> = [waiting(reader)?, index(reader, 0)?]
        .into_iter()
        .flatten()
        .collect();
    let (mut days, mut left) = sums(reader, None)?;
    while let Some(last) = left {
        let (more, next) = sums(reader, Some(last))?;
        days.extend(more);
        left = next;
    }
    found.extend(Difference::of(Part::Sums, &days));
    Ok(found)
}

/// Tells of a difference, or that there is none any more.
pub fn tell(tx: &mut Tx<'_>, part: Part, difference: Option<&Difference>) -> Result<(), DbError> {
    match difference {
        Some(Difference { count, example, .. }) => {
            trouble::raise(tx, Kind::Check, part.word(), &format!("{count} {example}"))
        }
        None => trouble::clear(tx, Kind::Check, part.word()),
    }
}

/// What is told already.
pub fn told(reader: &Reader<'_>, part: Part) -> Result<Option<Difference>, DbError> {
    let known = trouble::find(reader, Kind::Check, part.word())?;
    Ok(known.and_then(|detail| Difference::read(part.word(), &detail)))
}

#[cfg(test)]
mod tests;
