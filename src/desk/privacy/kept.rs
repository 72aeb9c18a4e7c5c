//! How long what customers leave is kept: by the house's own rule, or by a channel's where that has one.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    base::{id::ChannelId, time::Timestamp},
    desk::setting::Setting,
};

/// For how many months something may be kept.
pub const MONTHS: [u32; 9] = [1, 3, 6, 12, 24, 36, 60, 84, 120];

/// A month, as periods of keeping count it.
const MONTH: Duration = Duration::from_secs(30 * 24 * 3600 + 10 * 3600);

/// After how many months what is older goes; `None`: it stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Periods {
    /// Chats that have ended, whole.
    pub chats: Option<u32>,
    /// Files in chats, other than voice.
    pub files: Option<u32>,
    /// Voice messages.
    pub voice: Option<u32>,
}

/// What a channel has instead of the usual period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// It stays.
    Ever,
    /// It goes after so many months.
    Months(u32),
}

impl Term {
    fn months(self) -> Option<u32> {
        match self {
            Self::Ever => None,
            Self::Months(months) => Some(months),
        }
    }
}

/// What a channel has for itself; `None`: as usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Own {
    /// Of chats.
    pub chats: Option<Term>,
    /// Of files.
    pub files: Option<Term>,
    /// Of voice.
    pub voice: Option<Term>,
}

/// The rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Retention {
    /// Of every channel that has none of its own.
    pub usual: Periods,
    /// Of channels that have.
    pub channels: BTreeMap<i64, Own>,
    /// Network address, device and referring site of visitors who have not written since.
    pub addresses: Option<u32>,
    /// Whether a chat that is bookmarked stays, and what is in it.
    pub keeps_bookmarked: bool,
}

impl Setting for Retention {
    const KEY: &'static str = "retention";
}

impl Retention {
    /// What holds for a channel.
    #[must_use]
    pub fn of(&self, channel: ChannelId) -> Periods {
        let own = self.channels.get(&channel.0).copied().unwrap_or_default();
        let either = |own: Option<Term>, usual| own.map_or(usual, Term::months);
        Periods {
            chats: either(own.chats, self.usual.chats),
            files: either(own.files, self.usual.files),
            voice: either(own.voice, self.usual.voice),
        }
    }

    /// Whether anything ever goes.
    #[must_use]
    pub fn is_on(&self) -> bool {
        let any = |periods: Periods| {
            periods.chats.is_some() || periods.files.is_some() || periods.voice.is_some()
        };
        any(self.usual)
            || self.channels.keys().any(|id| any(self.of(ChannelId(*id))))
            || self.addresses.is_some()
    }
}

/// What is older than this is older than so many months.
#[must_use]
pub fn before(now: Timestamp, months: u32) -> Timestamp {
    now.minus(MONTH * months)
}

/// Where the nightly look stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Standing {
    /// When the clock was last looked at; `None`: never.
    pub looked_at: Option<Timestamp>,
    /// The newest event then: jumps of the clock are told by later ones.
    pub seen: i64,
    /// Since when nothing is removed, because the clock cannot be trusted; `None`: it can.
    pub doubted_at: Option<Timestamp>,
    /// Whether there may be more to remove tonight.
    pub is_running: bool,
    /// When something was removed last.
    pub removed_at: Option<Timestamp>,
}

impl Setting for Standing {
    const KEY: &'static str = "retention_standing";
}

/// Between two looks.
pub const DAY: Duration = Duration::from_secs(24 * 3600);

/// Whether the clock can be trusted at a look: the last one was about a day ago, and it is not known to have jumped
/// by more than a day since. After a longer pause nobody can tell a house that was closed from a clock that was set
/// forward; the next look, a day later, can.
#[must_use]
pub fn is_trusted(now: Timestamp, looked_at: Option<Timestamp>, jumps_s: &[i64]) -> bool {
    let Some(looked_at) = looked_at else {
        return false;
    };
    let has_jumped = jumps_s
        .iter()
        .any(|seconds| seconds.unsigned_abs() > DAY.as_secs());
    now >= looked_at && now.since(looked_at) <= DAY * 2 && !has_jumped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_trusted_a_day_after_it_was_looked_at() {
        let hours = |hours: i64| Timestamp(1_763_700_000_000 + hours * 3_600_000);
        for (now, looked_at, jumps, expected) in [
            (24, Some(0), &[][..], true),
            (25, Some(0), &[3_600], true),
            (2, Some(0), &[], true),
            // Never looked at, set back, a long pause, and jumps of more than a day either way.
            (24, None, &[], false),
            (-1, Some(0), &[], false),
            (49, Some(0), &[], false),
            (24 * 365, Some(0), &[], false),
            (24, Some(0), &[86_401], false),
            (24, Some(0), &[-90_000], false),
        ] {
            assert_eq!(
                is_trusted(hours(now), looked_at.map(hours), jumps),
                expected,
                "{now} {looked_at:?} {jumps:?}"
            );
        }
    }

    #[test]
    fn a_channel_s_own_rule_stands_in_place_of_the_usual_one() {
        let rule = Retention {
            usual: Periods {
                chats: Some(12),
                ..Periods::default()
            },
            channels: BTreeMap::from([(
                2,
                Own {
                    chats: Some(Term::Ever),
                    ..Own::default()
                },
            )]),
            ..Retention::default()
        };
        assert_eq!(rule.of(ChannelId(1)).chats, Some(12));
        assert_eq!(rule.of(ChannelId(2)).chats, None, "kept for ever");
        assert!(rule.is_on());
        assert!(!Retention::default().is_on());
    }
}
