//! Up to where a mailbox was read. Pure.

use std::{fmt, time::Duration};

use crate::base::time::Timestamp;

/// When a folder has lost its numbers, mails that came so long before the last known one are looked at again.
const BACK: Duration = Duration::from_secs(2 * 24 * 3600);

/// Written as `validity:uid:seen:since`, and while a folder is looked through anew `:until:from` besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The folder's word for what its numbers mean.
    pub(super) validity: u32,
    /// The last number that was taken in.
    pub(super) uid: u32,
    /// When the newest mail that was taken in had come.
    pub(super) seen: Timestamp,
    /// When the account was connected: what came before is not ours to take in.
    pub(super) since: Timestamp,
    /// Up to which number only mails are taken in that came after an instant.
    pub(super) gap: Option<(u32, Timestamp)>,
}

impl Cursor {
    /// Where an account begins: behind the newest mail. Servers tell the second in which a mail came, so that what comes
    /// within this one counts as before: by its number it is taken in all the same.
    pub(super) fn first(validity: u32, next: u32, now: Timestamp) -> Self {
        Self {
            validity,
            uid: next.saturating_sub(1),
            seen: now,
            since: now,
            gap: None,
        }
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(':').map(str::parse::<i64>);
        let mut next = || numbers.next()?.ok();
        let small = |number: i64| u32::try_from(number).ok();
        let (validity, uid) = (small(next()?)?, small(next()?)?);
        let (seen, since) = (Timestamp(next()?), Timestamp(next()?));
        let gap = match (next(), next()) {
            (Some(until), Some(from)) => Some((small(until)?, Timestamp(from))),
            _ => None,
        };
        Some(Self {
            validity,
            uid,
            seen,
            since,
            gap,
        })
    }

    /// The folder has given all mails other numbers: it is looked through from its beginning, at mails of the last
    /// days. Those that are known are recognised by their Message-ID.
    pub(super) fn renumbered(self, validity: u32, next: u32) -> Self {
        let from = self.seen.minus(BACK).max(self.since);
        let until = next.saturating_sub(1);
        Self {
            validity,
            uid: 0,
            gap: (until > 0).then_some((until, from)),
            ..self
        }
    }

    /// A mail was taken in, or passed over.
    pub(super) fn after(self, uid: u32, came: Option<Timestamp>) -> Self {
        Self {
            uid: self.uid.max(uid),
            seen: came.map_or(self.seen, |came| self.seen.max(came)),
            gap: self.gap.filter(|(until, _)| uid < *until),
            ..self
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            validity,
            uid,
            seen,
            since,
            ..
        } = self;
        write!(f, "{validity}:{uid}:{}:{}", seen.0, since.0)?;
        match self.gap {
            Some((until, from)) => write!(f, ":{until}:{}", from.0),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600 * 1000;

    #[test]
    fn a_place_comes_back_as_it_was_written() {
        let first = Cursor::first(7, 42, Timestamp(10 * DAY));
        assert_eq!(first.uid, 41);
        let moved = first.after(45, Some(Timestamp(11 * DAY)));
        let renumbered = moved.renumbered(8, 100);
        for cursor in [first, moved, renumbered] {
            assert_eq!(Cursor::read(&cursor.to_string()), Some(cursor), "{cursor}");
        }
        for other in ["", "7", "7:42", "7:x:1:1", "7:-1:1:1", "99999999999:1:1:1"] {
            assert_eq!(Cursor::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_folder_with_other_numbers_is_looked_through_for_the_last_days() {
        let connected = Cursor::first(7, 1, Timestamp(10 * DAY));
        // Of what came before the account was connected, nothing is taken in, ever.
        let soon = connected.renumbered(8, 50);
        assert_eq!((soon.uid, soon.gap), (0, Some((49, Timestamp(10 * DAY)))));
        let later = connected
            .after(9, Some(Timestamp(30 * DAY)))
            .renumbered(8, 50);
        assert_eq!(later.gap, Some((49, Timestamp(28 * DAY))));
        // With the last mail of then it is over.
        assert_eq!(later.after(48, None).gap, later.gap);
        assert_eq!(later.after(49, None).gap, None);
        // An empty folder has nothing to look through.
        assert_eq!(connected.renumbered(8, 1).gap, None);
    }
}
