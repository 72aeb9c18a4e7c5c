//! By what the sums of days are counted: the clock of the house, what is known of its jumps, and the hours of its queues.

use std::collections::{BTreeMap, HashMap};

use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{open::Openings, period, uncertain::Uncertain};
use crate::{
    base::{id::QueueId, time::Timestamp},
    db::{DbError, Reader, Tx},
    desk::hours::{self, Calendar, Hours, Span, Week, day, zone},
};

/// By what sums are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis {
    zone: String,
    /// The house knew of so many jumps of its clock.
    pub(super) jumps: usize,
    hours: GoesBy,
}

/// The hours of the queues that go by any.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
struct GoesBy(BTreeMap<i64, Opens>);

/// Hours as they were when chats were counted by them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Opens {
    zone: String,
    week: Week,
    /// By date, such as `2026-12-24`.
    exceptions: BTreeMap<String, Vec<Span>>,
}

/// Since whenever the house has been there.
pub(super) const EVER: Timestamp = Timestamp(0);

impl Basis {
    /// By what they would be counted now.
    pub(super) fn present(reader: &Reader<'_>) -> Result<Self, DbError> {
        Ok(Self {
            zone: zone::name_of(&hours::house_zone(reader)?).to_owned(),
            jumps: Uncertain::read(reader)?.jumps(),
            hours: GoesBy::read(reader)?,
        })
    }

    /// By what they are; `None`: there are none.
    pub(super) fn kept(reader: &Reader<'_>) -> Result<Option<Self>, DbError> {
        reader.find(
            "select zone, jumps, hours from day_sum_basis where id = 1",
            [],
            |row| {
                let hours: String = row.get(2)?;
                Ok(Self {
                    zone: row.get(0)?,
                    jumps: row.get(1)?,
                    hours: serde_json::from_str(&hours).unwrap_or_default(),
                })
            },
        )
    }

    pub(super) fn keep(&self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        let hours = serde_json::to_string(&self.hours).unwrap_or_default();
        tx.execute(
            "insert into day_sum_basis (id, zone, jumps, hours) values (1, ?1, ?2, ?3)
             on conflict (id) do update
               set zone = excluded.zone, jumps = excluded.jumps, hours = excluded.hours",
            (&self.zone, self.jumps, hours),
        )?;
        Ok(())
    }

    /// By whose clock days begin.
    pub(super) fn zone(&self) -> TimeZone {
        zone::find(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// Whether days, and the times in them, are the same by both, hours aside.
    pub(super) fn has_clock_of(&self, other: &Self) -> bool {
        self.zone == other.zone && self.jumps == other.jumps
    }

    /// Whether a chat is the same in the sums of both wherever it was.
    pub(super) fn has_zone_of(&self, other: &Self) -> bool {
        self.zone == other.zone
    }

    /// The openings of queues that go by hours between two instants.
    pub(super) fn openings(&self, from: Timestamp, to: Timestamp) -> HashMap<QueueId, Openings> {
        let openings = |opens: &Opens| Openings::of(&opens.calendar(), from, to);
        self.hours
            .0
            .iter()
            .map(|(queue, opens)| (QueueId(*queue), openings(opens)))
            .collect()
    }

    /// Whether a queue goes by hours.
    pub(super) fn goes_by_hours(&self, queue: QueueId) -> bool {
        self.hours.0.contains_key(&queue.0)
    }

    /// The queues whose hours are other ones, each with the instant from which on they differ. What is yet to come, such as
    /// next year’s holidays, has changed nothing of what was.
    pub(super) fn other_hours(&self, other: &Self, now: Timestamp) -> Vec<(QueueId, Timestamp)> {
        let (one, two) = (&self.hours.0, &other.hours.0);
        let mut queues: Vec<i64> = one.keys().chain(two.keys()).copied().collect();
        queues.sort_unstable();
        queues.dedup();
        queues
            .into_iter()
            .filter_map(|queue| {
                let since = match (one.get(&queue), two.get(&queue)) {
                    (Some(one), Some(two)) => one.differs(two)?,
                    _ => EVER,
                };
                (since <= now).then_some((QueueId(queue), since))
            })
            .collect()
    }
}

impl GoesBy {
    fn read(reader: &Reader<'_>) -> Result<Self, DbError> {
        let mut all = BTreeMap::new();
        for (queue, goes_by) in hours::queues(reader)? {
            let Some(id) = goes_by else { continue };
            if let Some(hours) = hours::by_id(reader, id)? {
                all.insert(queue.id.0, Opens::of(hours));
            }
        }
        Ok(Self(all))
    }
}

impl Opens {
    fn of(hours: Hours) -> Self {
        let exceptions = hours.exceptions.into_iter();
        Self {
            zone: hours.zone,
            week: hours.week,
            exceptions: exceptions
                .map(|exception| (day::write(exception.day), exception.spans))
                .collect(),
        }
    }

    fn time_zone(&self) -> TimeZone {
        zone::find(&self.zone).unwrap_or(TimeZone::UTC)
    }

    fn calendar(&self) -> Calendar {
        let exceptions = self.exceptions.iter();
        Calendar {
            zone: self.time_zone(),
            week: self.week.clone(),
            exceptions: exceptions
                .filter_map(|(day, spans)| Some((day::read(day)?, spans.clone())))
                .collect(),
        }
    }

    /// From when on it opens at other times than these; `None`: it does not.
    fn differs(&self, other: &Self) -> Option<Timestamp> {
        if self.zone != other.zone || self.week != other.week {
            return Some(EVER);
        }
        let days = self.exceptions.keys().chain(other.exceptions.keys());
        let first = days
            .filter(|day| self.exceptions.get(*day) != other.exceptions.get(*day))
            .min()?;
        // What lasts past midnight began the day before.
        let day = day::read(first).and_then(|first| first.yesterday().ok());
        Some(day.map_or(EVER, |day: Date| period::begins(day, &self.time_zone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(change: impl FnOnce(&mut Opens)) -> Basis {
        let mut opens = Opens {
            zone: "Europe/Berlin".to_owned(),
            week: Week::usual(),
            exceptions: [("2026-12-24".to_owned(), Vec::new())].into(),
        };
        change(&mut opens);
        Basis {
            zone: "Europe/Berlin".to_owned(),
            jumps: 0,
            hours: GoesBy([(2, opens)].into()),
        }
    }

    #[test]
    fn hours_differ_from_the_first_day_that_is_another_one() {
        let at = |date: &str| Timestamp::of_date(date).unwrap();
        let now = at("2026-11-27");
        let usual = || opens(|_| {});
        let without = |date: &str| {
            let date = date.to_owned();
            opens(move |opens| {
                opens.exceptions.insert(date, Vec::new());
            })
        };
        // Berlin is an hour ahead of UTC in winter.
        let midnight = |date: &str| Timestamp(at(date).0 - 3_600_000);
        for (what, other, expected) in [
            ("nothing", usual(), None),
            ("a holiday to come", without("2026-12-31"), None),
            (
                "one that was",
                without("2026-11-02"),
                Some(midnight("2026-11-01")),
            ),
            ("today", without("2026-11-27"), Some(midnight("2026-11-26"))),
            (
                "the week",
                opens(|opens| opens.week.0[0].clear()),
                Some(EVER),
            ),
            (
                "the zone",
                opens(|opens| "Asia/Kathmandu".clone_into(&mut opens.zone)),
                Some(EVER),
            ),
            (
                "no hours",
                Basis {
                    hours: GoesBy::default(),
                    ..usual()
                },
                Some(EVER),
            ),
        ] {
            let expected: Vec<(QueueId, Timestamp)> = expected
                .map(|since| (QueueId(2), since))
                .into_iter()
                .collect();
            assert_eq!(usual().other_hours(&other, now), expected, "{what}");
            assert_eq!(other.other_hours(&usual(), now), expected, "{what}");
        }
    }
}
