//! Tokens that nobody has, by the address that shows them (R24). Only another one each time is a guess: a browser whose house
//! was restored from a backup that does not know it shows the same one over and over.
//!
//! Whoever shows a token that somebody has is never refused for what others try beside them: it is far too long to be hit
//! upon, and what is limited is the noise.

use std::{collections::HashSet, mem, net::IpAddr, sync::PoisonError, time::Instant};

use super::{Act, Limits, Whose};
use crate::base::secret::TokenHash;

/// So many are remembered at least, and twice as many at most.
const REMEMBERED: usize = 10_000;

/// Those that were shown of late. When the newer part is full it becomes the older one, which is forgotten.
#[derive(Default)]
pub(super) struct Shown {
    newer: HashSet<(Whose, TokenHash)>,
    older: HashSet<(Whose, TokenHash)>,
}

impl Shown {
    fn has(&self, one: &(Whose, TokenHash)) -> bool {
        self.newer.contains(one) || self.older.contains(one)
    }

    fn add(&mut self, one: (Whose, TokenHash)) {
        if self.newer.len() >= REMEMBERED {
            self.older = mem::take(&mut self.newer);
        }
        self.newer.insert(one);
    }
}

impl Limits {
    /// Counts a token that nobody has; an error says how many seconds to wait before another one.
    pub fn count_guess(&self, token: TokenHash, from: IpAddr) -> Result<(), u64> {
        self.count_guess_at(token, from, Instant::now())
    }

    fn count_guess_at(&self, token: TokenHash, from: IpAddr, now: Instant) -> Result<(), u64> {
        // Behind a proxy on this machine that nobody has named, everybody comes from here.
        let whose = if from.to_canonical().is_loopback() {
            Whose::Everybody
        } else {
            Whose::address(from)
        };
        let one = (whose, token);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if !shown.has(&one) {
            self.count_at(Act::Guess, 1, &[whose], now)?;
            shown.add(one);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::base::secret::Secret;

    fn token(number: usize) -> TokenHash {
        Secret::new(number.to_string()).hash()
    }

    #[test]
    fn who_shows_many_is_guessing_and_who_shows_one_is_not() {
        let limits = Limits::new(1);
        let start = Instant::now();
        let office: IpAddr = "203.0.113.7".parse().unwrap();
        for _ in 0..1_000 {
            assert_eq!(limits.count_guess_at(token(0), office, start), Ok(()));
        }
        let taken = (1..1_000)
            .filter(|number| limits.count_guess_at(token(*number), office, start).is_ok())
            .count();
        assert_eq!(taken, 99, "the first one was counted once");
        let next = token(1_000);
        assert_eq!(limits.count_guess_at(next, office, start), Err(1));
        // Beside them the browser with the stale one is told what it was told before.
        assert_eq!(limits.count_guess_at(token(0), office, start), Ok(()));
        let home = "203.0.113.8".parse().unwrap();
        assert_eq!(limits.count_guess_at(next, home, start), Ok(()));
        let later = start + Duration::from_secs(1);
        assert_eq!(limits.count_guess_at(next, office, later), Ok(()));
    }

    #[test]
    fn where_all_come_from_one_machine_they_have_what_all_have() {
        let limits = Limits::new(1);
        let start = Instant::now();
        let here = "127.0.0.1".parse().unwrap();
        let taken = (0..5_000)
            .filter(|number| limits.count_guess_at(token(*number), here, start).is_ok())
            .count();
        assert_eq!(taken, 3_000);
    }

    #[test]
    fn ever_new_ones_fill_no_memory() {
        let mut shown = Shown::default();
        for number in 0..3 * REMEMBERED {
            shown.add((Whose::Everybody, token(number)));
            assert!(shown.newer.len() + shown.older.len() <= 2 * REMEMBERED);
        }
        assert!(shown.has(&(Whose::Everybody, token(2 * REMEMBERED))));
        assert!(!shown.has(&(Whose::Everybody, token(0))));
    }
}
