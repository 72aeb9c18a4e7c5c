//! The steps of a chat's course, and how the file keeps them.

use crate::base::{id::AgentId, time::Timestamp};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// The customer wrote.
    Customer,
    /// A person of the team wrote to them, and it was not refused.
    Agent(AgentId),
    /// An agent took the chat, or was given it.
    Taken,
    /// It was put off to a later time.
    PutOff,
    /// It ended.
    Ended,
    /// It goes on.
    WentOn,
}

/// One thing that happened, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub deed: Deed,
}

/// A course as the file keeps it: for each step a letter, how much later it was than the one before (zigzag, in
/// milliseconds), and of an agent's message whose it was; numbers seven bits at a time.
#[must_use]
pub(super) fn pack(steps: &[Step]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(steps.len() * 5);
    let mut before = 0;
    for step in steps {
        let letter = match step.deed {
            Deed::Customer => b'c',
            Deed::Agent(_) => b'a',
            Deed::Taken => b't',
            Deed::PutOff => b'p',
            Deed::Ended => b'e',
            Deed::WentOn => b'w',
        };
        packed.push(letter);
        let later = step.at.0.wrapping_sub(before);
        put(&mut packed, ((later << 1) ^ (later >> 63)).cast_unsigned());
        before = step.at.0;
        if let Deed::Agent(agent) = step.deed {
            put(&mut packed, agent.0.cast_unsigned());
        }
    }
    packed
}

/// Seven bits at a time, the lowest first; all but the last with the eighth bit set.
pub(super) fn put(packed: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        packed.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    packed.push(number.to_le_bytes()[0]);
}

/// The steps of a packed course; of one that is damaged, those before the damage.
#[derive(Debug, Clone)]
pub(super) struct Steps<'a> {
    rest: std::slice::Iter<'a, u8>,
    before: i64,
}

/// Reads a packed course.
#[must_use]
pub(super) fn unpack(packed: &[u8]) -> Steps<'_> {
    Steps {
        rest: packed.iter(),
        before: 0,
    }
}

/// Reads what [`put`] wrote; `None` when it ends too early.
pub(super) fn take(rest: &mut std::slice::Iter<'_, u8>) -> Option<u64> {
    let mut number = 0;
    for place in (0..64).step_by(7) {
        let byte = rest.next()?;
        number |= u64::from(byte & 0x7f) << place;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let letter = *self.rest.next()?;
        let zigzag = take(&mut self.rest)?;
        let later = (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed();
        self.before = self.before.wrapping_add(later);
        let deed = match letter {
            b'c' => Deed::Customer,
            b'a' => Deed::Agent(AgentId(take(&mut self.rest)?.cast_signed())),
            b't' => Deed::Taken,
            b'p' => Deed::PutOff,
            b'e' => Deed::Ended,
            b'w' => Deed::WentOn,
            _ => return None,
        };
        Some(Step {
            at: Timestamp(self.before),
            deed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::chance::Chance;

    #[test]
    fn a_course_comes_back_as_it_was() {
        let mut chance = Chance::new(1);
        for length in 0..40 {
            let mut at = 1_763_700_000_000;
            let steps: Vec<Step> = (0..length)
                .map(|_| {
                    // A platform's clock may be behind ours.
                    at += i64::try_from(chance.below(90_000_000)).unwrap() - 2_000;
                    let deed = match chance.below(6) {
                        0 => Deed::Customer,
                        1 => Deed::Agent(AgentId(i64::try_from(chance.below(100_000)).unwrap())),
                        2 => Deed::Taken,
                        3 => Deed::PutOff,
                        4 => Deed::Ended,
                        _ => Deed::WentOn,
                    };
                    Step {
                        at: Timestamp(at),
                        deed,
                    }
                })
                .collect();
            let packed = pack(&steps);
            assert_eq!(unpack(&packed).collect::<Vec<_>>(), steps);
            assert!(packed.len() <= 8 + steps.len() * 9);
            // What is cut off ends early and goes no further.
            for cut in 0..packed.len() {
                let told: Vec<Step> = unpack(&packed[..cut]).collect();
                assert_eq!(told, steps[..told.len()]);
            }
        }
    }
}
