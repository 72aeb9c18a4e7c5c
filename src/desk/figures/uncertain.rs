//! Times that nobody knows, since the clock of the house jumped in between (BEHAVIOUR 2).

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader},
    desk::outage::{self, TOLERANCE},
};

/// Stretches of the clock on the wall that a jump left out, or went through twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Uncertain(Vec<(Timestamp, Timestamp)>);

impl Uncertain {
    /// Of all jumps that the house knows of.
    pub(super) fn read(reader: &Reader<'_>) -> Result<Self, DbError> {
        let jumps = outage::jumps(reader)?;
        Ok(Self::of(jumps.into_iter()))
    }

    /// Of these jumps: when each was noticed, by the clock after it, and by how many seconds it went forward or back. One
    /// is noticed some seconds after it happened.
    fn of(jumps: impl Iterator<Item = (Timestamp, i64)>) -> Self {
        let stretch = |(at, seconds): (Timestamp, i64)| {
            let other = Timestamp(at.0.saturating_sub(seconds.saturating_mul(1_000)));
            (at.min(other).minus(TOLERANCE), at.max(other))
        };
        Self(jumps.map(stretch).collect())
    }

    /// How many jumps those are.
    pub(super) fn jumps(&self) -> usize {
        self.0.len()
    }

    /// As it was known when there had been so many jumps.
    pub(super) fn first(mut self, jumps: usize) -> Self {
        self.0.truncate(jumps);
        self
    }

    /// What has become uncertain since there were so many.
    pub(super) fn since(&self, jumps: usize) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        self.0.iter().skip(jumps).copied()
    }

    /// Whether nobody knows how long it was from one instant to another.
    #[must_use]
    pub(super) fn spans(&self, from: Timestamp, to: Timestamp) -> bool {
        let (first, last) = (from.min(to), from.max(to));
        self.0
            .iter()
            .any(|(begun, ended)| first < *ended && last > *begun)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        base::id::ConversationId,
        db::memory::Memory,
        desk::{
            cast,
            conversation::say::{self, Draft},
            figures::{
                LocalTime, course,
                report::{self, Cut},
                tests::anything,
            },
            team::{Agent, availability},
            waitlist::claim,
        },
    };

    #[test]
    fn what_lies_across_a_jump_is_uncertain_and_nothing_else() {
        let at = |minute: i64| Timestamp(1_763_700_000_000 + minute * 60_000);
        // Forward from minute 10 to 130, and from minute 300 back to 240.
        let uncertain = Uncertain::of([(at(130), 120 * 60), (at(240), -60 * 60)].into_iter());
        for (from, to, expected) in [
            (0, 5, false),
            (5, 135, true),
            (5, 12, true),
            (131, 135, false),
            (135, 230, false),
            (230, 245, true),
            // Asked before the clock went back, answered after: the clock says that the answer came first.
            (299, 242, true),
            (301, 310, false),
        ] {
            assert_eq!(uncertain.spans(at(from), at(to)), expected, "{from}–{to}");
        }
    }

    /// A customer who is answered after so many seconds.
    fn served(memory: &mut Memory, ana: &Agent, name: &str, after: u64) -> ConversationId {
        memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, name, "Hello"))
            .unwrap();
        let chat = said.conversation;
        memory.advance(Duration::from_secs(after));
        let reply = Draft {
            text: "Good morning".to_owned(),
            ..Draft::default()
        };
        memory.act(|tx| claim::claim(tx, ana, chat, None)).unwrap();
        memory
            .act(|tx| say::by_agent(tx, ana, chat, &reply, None))
            .unwrap();
        memory.act(|tx| cast::close(tx, ana, chat)).unwrap();
        chat
    }

    #[test]
    fn no_figure_counts_a_time_in_which_the_clock_jumped() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        served(&mut memory, &ana, "Hannah", 30);
        memory.advance(Duration::from_secs(600));
        // The clock goes two hours forward between Omar’s question and the answer.
        served(&mut memory, &ana, "Omar", 2 * 3_600 + 20);
        memory.act(|tx| outage::jumped(tx, 2 * 3_600)).unwrap();
        memory.advance(Duration::from_secs(600));
        served(&mut memory, &ana, "Vera", 50);
        while memory.act(course::catch_up).unwrap() {}
        let question = anything(Timestamp(0), Timestamp(4_102_444_800_000));
        let clock = LocalTime::of(&jiff::tz::TimeZone::UTC, question.from, question.to);
        let total = memory
            .act(|tx| report::of(tx, &question, &clock, &Cut::Whole))
            .unwrap()
            .total;
        assert_eq!((total.new, total.closed, total.outgoing), (3, 3, 3));
        assert_eq!((total.first.count, total.first.median), (2, Some(40)));
        assert_eq!(total.response.count, 2);
        assert_eq!((total.wait.count, total.resolution.count), (2, 2));
        assert_eq!((total.in_target.part, total.in_target.of), (2, 2));
    }
}
