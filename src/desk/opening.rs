//! Whether a customer who writes now can expect somebody: the shop is open and somebody is at the counter.

use crate::{
    base::{
        id::{ChannelId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{channel, hours, team::availability},
};

/// How the shop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Whether somebody is there for those who write now.
    pub is_open: bool,
    /// When the shop opens next, while it is closed by its hours.
    pub opens: Option<Timestamp>,
}

/// By what is known of the hours and of the counter. Without hours the counter alone decides.
#[must_use]
pub fn judge(hours: Option<&hours::Calendar>, is_staffed: bool, now: Timestamp) -> Opening {
    match hours {
        Some(hours) if !hours.is_open(now) => Opening {
            is_open: false,
            opens: hours.opens(now),
        },
        Some(_) | None => Opening {
            is_open: is_staffed,
            opens: None,
        },
    }
}

/// How it stands for those who write into this queue.
pub fn of_queue(reader: &Reader<'_>, queue: QueueId) -> Result<Opening, DbError> {
    let calendar = hours::of_queue(reader, queue)?.map(|hours| hours.calendar());
    let is_staffed = availability::is_anyone_available(reader)?;
    Ok(judge(calendar.as_ref(), is_staffed, reader.now))
}

/// How it stands on every channel.
pub fn of_channels(reader: &Reader<'_>) -> Result<Vec<(ChannelId, Opening)>, DbError> {
    let is_staffed = availability::is_anyone_available(reader)?;
    let mut openings = Vec::new();
    for channel in channel::all(reader)? {
        let calendar = hours::of_queue(reader, channel.queue)?.map(|hours| hours.calendar());
        openings.push((channel.id, judge(calendar.as_ref(), is_staffed, reader.now)));
    }
    Ok(openings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::hours::{Calendar, Week};

    #[test]
    fn open_is_open_by_the_clock_and_somebody_there() {
        let usual = Calendar {
            zone: jiff::tz::TimeZone::UTC,
            week: Week::usual(),
            exceptions: std::collections::BTreeMap::new(),
        };
        // A Friday: 27 November 2026.
        let at = |hour: i64| Timestamp(1_795_737_600_000 + hour * 3_600_000);
        let monday = Timestamp(at(9).0 + 3 * 86_400_000);
        for (hours, is_staffed, hour, is_open, opens) in [
            (None, true, 3, true, None),
            (None, false, 12, false, None),
            (Some(&usual), true, 12, true, None),
            (Some(&usual), false, 12, false, None),
            (Some(&usual), true, 8, false, Some(at(9))),
            (Some(&usual), true, 18, false, Some(monday)),
            (Some(&usual), false, 20, false, Some(monday)),
        ] {
            let expected = Opening { is_open, opens };
            assert_eq!(judge(hours, is_staffed, at(hour)), expected, "{hour}");
        }
    }
}
