//! What a forward becomes when its moment has come, given who is there. Pure.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, QueueId},
        time::Timestamp,
    },
    desk::{hours::Calendar, queue::Policy},
};

/// For whom a chat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum To {
    /// Whoever is first.
    #[default]
    Everybody,
    /// The agents of a queue first.
    Queue(QueueId),
    /// One colleague first, then the agents of their queue.
    Agent(AgentId),
}

/// How things stand at the counter.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The queue that the chat is in from now on.
    pub queue: QueueId,
    /// How that queue is served.
    pub policy: &'a Policy,
    /// When it is open; `None`: always.
    pub hours: Option<&'a Calendar>,
    /// Whether any of its agents is there.
    pub group_is_there: bool,
    /// The colleague it is for, if they are there.
    pub colleague: Option<AgentId>,
    /// The present instant.
    pub now: Timestamp,
}

/// Who may take a chat that joins the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// Everybody.
    Open,
    /// Everybody, since nobody is there of those it was meant for.
    OpenForWant,
    /// The agents of its queue; from then on everybody, or never.
    Group(Option<Timestamp>),
    /// One colleague, until then.
    Held(AgentId, Timestamp),
}

/// Decides it.
#[must_use]
pub fn place(to: To, scene: &Scene<'_>) -> Placing {
    match (to, scene.colleague) {
        (To::Everybody, _) => Placing::Open,
        (To::Agent(_), Some(colleague)) => {
            Placing::Held(colleague, scene.now.plus(scene.policy.offer()))
        }
        (To::Queue(_) | To::Agent(_), _) if !scene.group_is_there => Placing::OpenForWant,
        (To::Queue(_) | To::Agent(_), _) => Placing::Group(
            scene
                .policy
                .group_first_s
                .map(|seconds| scene.after(Duration::from_secs(u64::from(seconds)))),
        ),
    }
}

impl Scene<'_> {
    /// The instant at which the queue has been open for so long. One that does not open again goes by the clock.
    fn after(&self, open: Duration) -> Timestamp {
        self.hours
            .and_then(|hours| hours.after(self.now, open))
            .unwrap_or_else(|| self.now.plus(open))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::desk::hours::Week;

    #[test]
    fn what_a_forward_becomes() {
        const NOW: Timestamp = Timestamp(1_000_000);
        let (queue, jonas) = (QueueId(2), AgentId(7));
        let usual = Policy {
            offer_s: 120,
            group_first_s: Some(300),
            ..Policy::default()
        };
        let theirs_for_ever = Policy {
            group_first_s: None,
            ..usual.clone()
        };
        let later = |seconds| NOW.plus(Duration::from_secs(seconds));
        for (to, policy, group_is_there, colleague, expected) in [
            (To::Everybody, &usual, true, None, Placing::Open),
            (To::Everybody, &usual, false, None, Placing::Open),
            (
                To::Queue(queue),
                &usual,
                true,
                None,
                Placing::Group(Some(later(300))),
            ),
            (
                To::Queue(queue),
                &theirs_for_ever,
                true,
                None,
                Placing::Group(None),
            ),
            (To::Queue(queue), &usual, false, None, Placing::OpenForWant),
            (
                To::Queue(queue),
                &theirs_for_ever,
                false,
                None,
                Placing::OpenForWant,
            ),
            (
                To::Agent(jonas),
                &usual,
                true,
                Some(jonas),
                Placing::Held(jonas, later(120)),
            ),
            // Whoever stands alone at the counter gets it, though nobody else of their queue is there.
            (
                To::Agent(jonas),
                &usual,
                false,
                Some(jonas),
                Placing::Held(jonas, later(120)),
            ),
            // Gone meanwhile: their queue, and if that is empty, everybody.
            (
                To::Agent(jonas),
                &usual,
                true,
                None,
                Placing::Group(Some(later(300))),
            ),
            (To::Agent(jonas), &usual, false, None, Placing::OpenForWant),
        ] {
            let scene = Scene {
                queue,
                policy,
                hours: None,
                group_is_there,
                colleague,
                now: NOW,
            };
            assert_eq!(
                place(to, &scene),
                expected,
                "{to:?} {group_is_there} {colleague:?}"
            );
        }
    }

    #[test]
    fn the_minutes_of_a_queue_are_those_in_which_it_is_open() {
        let policy = Policy {
            group_first_s: Some(300),
            ..Policy::default()
        };
        let usual = Calendar {
            zone: jiff::tz::TimeZone::UTC,
            week: Week::usual(),
            exceptions: BTreeMap::new(),
        };
        let never = Calendar {
            week: Week::default(),
            ..usual.clone()
        };
        let at = |text: &str| {
            let at: jiff::Timestamp = text.parse().unwrap();
            Timestamp(at.as_millisecond())
        };
        // The usual week is Monday to Friday from nine to six.
        for (hours, now, expected) in [
            (Some(&usual), "2026-11-26T12:00:00Z", "2026-11-26T12:05:00Z"),
            (Some(&usual), "2026-11-26T17:57:00Z", "2026-11-27T09:02:00Z"),
            (Some(&usual), "2026-11-28T12:00:00Z", "2026-11-30T09:05:00Z"),
            (Some(&never), "2026-11-28T12:00:00Z", "2026-11-28T12:05:00Z"),
            (None, "2026-11-28T12:00:00Z", "2026-11-28T12:05:00Z"),
        ] {
            let scene = Scene {
                queue: QueueId(2),
                policy: &policy,
                hours,
                group_is_there: true,
                colleague: None,
                now: at(now),
            };
            let placing = place(To::Queue(QueueId(2)), &scene);
            assert_eq!(placing, Placing::Group(Some(at(expected))), "{now}");
        }
    }
}
