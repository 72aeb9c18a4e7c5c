//! The house looks at itself (R59): what is written down twice for speed's sake, or came from outside, is compared with
//! what it was made of. Nothing is mended here: a difference is a defect or damage, and somebody should know.

pub use crate::desk::trouble::difference::{Difference, Part};

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

/// Days that are reckoned anew at once.
const MOST_DAYS: i64 = 14;

/// Since when customers wait.
pub fn waiting(reader: &Reader<'_>) -> Result<Option<Difference>, DbError> {
    let found = waiting_clock::differences(reader)?;
    let found: Vec<_> = found.iter().map(|one| one.conversation).collect();
    Ok(Difference::of(Part::Waiting, &found))
}

/// The index: how many entries it has, and a sample that is another each night.
pub fn index(reader: &Reader<'_>, night: i64) -> Result<Option<Difference>, DbError> {
    let found = search::unfound(reader, night)?;
    Ok(found.map(|found| Difference {
        part: Part::Index,
        count: usize::try_from(found.count).unwrap_or(usize::MAX),
        example: found.example.to_string(),
    }))
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
