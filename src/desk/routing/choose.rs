//! Who gets the next chat (W8): a plain function of how everybody stands.

use crate::{
    base::id::AgentId,
    desk::{queue::policy::Choice, waitlist::able::Standing},
};

/// Whether somebody can be offered or given a chat at all.
#[must_use]
pub fn is_free(one: &Standing) -> bool {
    one.why_not().is_none() && !one.has_offer
}

/// The one to be offered or given a chat, among those who can take it and have not passed it by.
///
/// `turn` is who was chosen last. Among equals the one idle for longest comes first, then the one who
/// joined the team earlier, so that the outcome never depends on chance.
#[must_use]
pub fn choose(
    choice: Choice,
    everybody: &[Standing],
    passed_by: &[AgentId],
    turn: Option<AgentId>,
) -> Option<AgentId> {
    let able = everybody
        .iter()
        .filter(|one| is_free(one) && !passed_by.contains(&one.agent()));
    let chosen = match choice {
        Choice::LeastBusy => able.min_by_key(|one| (one.load, one.idle_since, one.agent())),
        Choice::LongestIdle => able.min_by_key(|one| (one.idle_since, one.agent())),
        // Whoever comes after the last one, and then from the beginning again.
        Choice::InTurn => able.min_by_key(|one| {
            let is_behind = turn.is_some_and(|turn| one.agent() <= turn);
            (is_behind, one.agent())
        }),
    };
    chosen.map(Standing::agent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::time::Timestamp,
        desk::team::{Availability, Face},
    };

    /// An agent with a number, so many chats of at most three, idle since an instant.
    fn one(id: i64, load: i64, idle_since: i64) -> Standing {
        Standing {
            face: Face {
                id: AgentId(id),
                name: format!("Agent {id}"),
                public_name: String::new(),
                public_title: String::new(),
                picture: None,
                mask: None,
            },
            is_present: true,
            availability: Availability::Available,
            serves: true,
            load,
            wrapping: 0,
            limit: 3,
            idle_since: Timestamp(idle_since),
            has_offer: false,
            accepts_at_once: false,
        }
    }

    /// What it shows, the rule, how everybody stands, who passed it by, who was last, who is chosen.
    type Case<'a> = (
        &'a str,
        Choice,
        &'a [Standing],
        &'a [i64],
        Option<i64>,
        Option<i64>,
    );

    #[test]
    fn the_rule_of_the_queue_decides() {
        use Choice::{InTurn, LeastBusy, LongestIdle};
        let three = [one(1, 2, 10), one(2, 1, 30), one(3, 1, 20)];
        let busy = [one(1, 3, 10), one(2, 3, 20)];
        let offered = [
            Standing {
                has_offer: true,
                ..one(1, 0, 10)
            },
            one(2, 2, 20),
        ];
        let wrapping = [
            Standing {
                wrapping: 1,
                ..one(1, 0, 10)
            },
            one(2, 2, 20),
        ];
        let absent = [
            Standing {
                is_present: false,
                ..one(1, 0, 10)
            },
            Standing {
                availability: Availability::Away,
                ..one(2, 0, 10)
            },
            Standing {
                serves: false,
                ..one(3, 0, 10)
            },
        ];
        let cases: &[Case<'_>] = &[
            (
                "fewest chats, of two the one idle longer",
                LeastBusy,
                &three,
                &[],
                None,
                Some(3),
            ),
            (
                "who passed it by is left out",
                LeastBusy,
                &three,
                &[3],
                None,
                Some(2),
            ),
            (
                "everybody has passed it by",
                LeastBusy,
                &three,
                &[1, 2, 3],
                None,
                None,
            ),
            (
                "idle for longest, however many chats",
                LongestIdle,
                &three,
                &[],
                None,
                Some(1),
            ),
            (
                "in turn, from the beginning",
                InTurn,
                &three,
                &[],
                None,
                Some(1),
            ),
            ("in turn, the next", InTurn, &three, &[], Some(1), Some(2)),
            (
                "in turn, over the next who passed it by",
                InTurn,
                &three,
                &[2],
                Some(1),
                Some(3),
            ),
            (
                "in turn, from the end to the beginning",
                InTurn,
                &three,
                &[],
                Some(3),
                Some(1),
            ),
            ("in turn, alone", InTurn, &three[..1], &[], Some(1), Some(1)),
            ("nobody above the limit", LeastBusy, &busy, &[], None, None),
            (
                "one offer at a time",
                LeastBusy,
                &offered,
                &[],
                None,
                Some(2),
            ),
            ("none in wrap-up", LeastBusy, &wrapping, &[], None, Some(2)),
            ("none to the absent", LeastBusy, &absent, &[], None, None),
            ("nobody at all", LeastBusy, &[], &[], None, None),
        ];
        for (what, choice, everybody, passed_by, turn, expected) in cases {
            let passed_by: Vec<AgentId> = passed_by.iter().copied().map(AgentId).collect();
            let chosen = choose(*choice, everybody, &passed_by, turn.map(AgentId));
            assert_eq!(chosen, expected.map(AgentId), "{what}");
        }
    }
}
