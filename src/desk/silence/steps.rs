//! What is next with a customer who does not answer (BEHAVIOUR 26): a rule, which knows no file.

use std::time::Duration;

use crate::{
    base::time::Timestamp,
    desk::{
        conversation::silence::{Deed, Quiet, Told},
        queue::policy::Silence,
    },
};

/// So long before anything happens by itself its agent is told.
pub const NOTICE: Duration = Duration::from_secs(60);

/// What the rule goes by.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// What the queue wants.
    pub silence: Silence,
    /// Silence before the reminder, with the time in it when the shop is closed.
    pub reminder: Duration,
    /// Silence after it, before the end; likewise.
    pub close: Duration,
    /// Whether we wait for the customer: the chat is with an agent, and the last word is the team's.
    pub is_waited_for: bool,
    /// Whether a reply of the team is still to leave.
    pub has_unsent: bool,
    /// Whether the shop is open.
    pub is_open: bool,
    /// How far it is.
    pub quiet: Quiet,
}

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing any more: forget it.
    End,
    /// Nothing until somebody does something.
    Rest,
    /// The clock stands still.
    Pause,
    /// Nothing before this time.
    Look(Timestamp),
    /// Tell its agent what is next.
    Tell(Told),
    /// Do it.
    Do(Deed),
}

/// The next step.
#[must_use]
pub fn step(facts: &Facts, now: Timestamp) -> Step {
    let quiet = &facts.quiet;
    if facts.silence == Silence::Nothing || !facts.is_waited_for {
        return Step::End;
    }
    if quiet.is_skipped {
        return Step::Rest;
    }
    if facts.has_unsent || !facts.is_open {
        return Step::Pause;
    }
    let (deed, at) = match quiet.reminded_at {
        None => (Deed::Remind, quiet.since.plus(facts.reminder)),
        Some(reminded) => (Deed::Close, quiet.since.max(reminded).plus(facts.close)),
    };
    match (facts.silence, quiet.told.filter(|told| told.deed == deed)) {
        (Silence::Act, Some(Told { due: Some(due), .. })) if now >= due => Step::Do(deed),
        (Silence::Act, Some(Told { due: Some(due), .. })) => Step::Look(due),
        (Silence::Act, None) if now < at.minus(NOTICE) => Step::Look(at.minus(NOTICE)),
        // However late this is: nothing comes without notice.
        (Silence::Act, _) => Step::Tell(Told {
            deed,
            due: Some(at.max(now.plus(NOTICE))),
        }),
        (Silence::Suggest, Some(_)) => Step::Rest,
        (Silence::Suggest, None) if now < at => Step::Look(at),
        (Silence::Suggest, None) => Step::Tell(Told { deed, due: None }),
        (Silence::Nothing, _) => Step::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes after the agent's message.
    fn minute(number: i64) -> Timestamp {
        Timestamp(1_000_000_000_000 + number * 60_000)
    }

    fn facts(silence: Silence) -> Facts {
        Facts {
            silence,
            reminder: Duration::from_secs(20 * 60),
            close: Duration::from_secs(60 * 60),
            is_waited_for: true,
            has_unsent: false,
            is_open: true,
            quiet: Quiet {
                since: minute(0),
                reminded_at: None,
                told: None,
                is_skipped: false,
            },
        }
    }

    fn told(deed: Deed, due: Option<i64>) -> Option<Told> {
        Some(Told {
            deed,
            due: due.map(minute),
        })
    }

    #[test]
    fn each_step_comes_at_its_time_and_after_notice() {
        use Silence::{Act, Nothing, Suggest};
        let tell = |deed, due| Step::Tell(told(deed, due).unwrap());
        let cases = [
            // What the queue wants; told; reminded; minute; what follows.
            (Nothing, None, None, 500, Step::End),
            (Act, None, None, 0, Step::Look(minute(19))),
            (Act, None, None, 18, Step::Look(minute(19))),
            (Act, None, None, 19, tell(Deed::Remind, Some(20))),
            (
                Act,
                told(Deed::Remind, Some(20)),
                None,
                19,
                Step::Look(minute(20)),
            ),
            (
                Act,
                told(Deed::Remind, Some(20)),
                None,
                20,
                Step::Do(Deed::Remind),
            ),
            // The house was off meanwhile.
            (Act, None, None, 300, tell(Deed::Remind, Some(301))),
            (Act, None, Some(20), 20, Step::Look(minute(79))),
            (
                Act,
                told(Deed::Remind, Some(20)),
                Some(20),
                79,
                tell(Deed::Close, Some(80)),
            ),
            (
                Act,
                told(Deed::Close, Some(80)),
                Some(20),
                80,
                Step::Do(Deed::Close),
            ),
            (
                Act,
                told(Deed::Close, Some(80)),
                Some(20),
                400,
                Step::Do(Deed::Close),
            ),
            // The queue acts by itself since it was suggested.
            (
                Act,
                told(Deed::Remind, None),
                None,
                30,
                tell(Deed::Remind, Some(31)),
            ),
            (Suggest, None, None, 19, Step::Look(minute(20))),
            (Suggest, None, None, 20, tell(Deed::Remind, None)),
            (Suggest, told(Deed::Remind, None), None, 90, Step::Rest),
            (Suggest, None, Some(90), 90, Step::Look(minute(150))),
            (Suggest, None, Some(90), 150, tell(Deed::Close, None)),
            (Suggest, told(Deed::Close, None), Some(90), 900, Step::Rest),
        ];
        for (silence, told, reminded, now, expected) in cases {
            let mut facts = facts(silence);
            facts.quiet.told = told;
            facts.quiet.reminded_at = reminded.map(minute);
            let found = step(&facts, minute(now));
            assert_eq!(found, expected, "{silence:?} {told:?} {reminded:?} {now}");
        }
    }

    #[test]
    fn whoever_spoke_last_is_never_closed_upon() {
        for silence in [Silence::Nothing, Silence::Suggest, Silence::Act] {
            let mut facts = facts(silence);
            facts.is_waited_for = false;
            facts.quiet.reminded_at = Some(minute(20));
            facts.quiet.told = told(Deed::Close, Some(80));
            assert_eq!(step(&facts, minute(80)), Step::End);
        }
    }

    #[test]
    fn it_stands_still_while_closed_while_something_is_to_leave_and_after_a_skip() {
        let due = told(Deed::Close, Some(80));
        let with = |change: fn(&mut Facts)| {
            let mut facts = facts(Silence::Act);
            facts.quiet.reminded_at = Some(minute(20));
            facts.quiet.told = due;
            change(&mut facts);
            step(&facts, minute(80))
        };
        assert_eq!(with(|_| {}), Step::Do(Deed::Close));
        assert_eq!(with(|facts| facts.is_open = false), Step::Pause);
        assert_eq!(with(|facts| facts.has_unsent = true), Step::Pause);
        assert_eq!(with(|facts| facts.quiet.is_skipped = true), Step::Rest);
        // Another message of the agent's puts the end off.
        assert_eq!(
            with(|facts| {
                facts.quiet.since = minute(50);
                facts.quiet.told = None;
            }),
            Step::Look(minute(109))
        );
    }
}
