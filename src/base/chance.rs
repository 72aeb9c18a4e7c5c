//! Chance that a seed decides: the same seed gives the same day in the shop.

use std::time::Duration;

/// A row of numbers that look thrown. SplitMix64, <https://prng.di.unimi.it/splitmix64.c>: small, and
/// good enough for who comes through the door.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The row that follows from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A row of its own for somebody, so that what they do does not change what others do.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self(self.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// From 0 up to, and without, 1.
    fn share(&mut self) -> f64 {
        // 53 bits are what the type holds exactly.
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something happens that happens in this many of a hundred cases.
    pub fn in_hundred(&mut self, cases: u32) -> bool {
        self.share() * 100.0 < f64::from(cases)
    }

    /// A number below `limit`; 0 when there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.share() * limit as f64) as usize
    }

    /// One of these; `None` when there are none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// A duration between two.
    pub fn between(&mut self, least: Duration, most: Duration) -> Duration {
        least + most.saturating_sub(least).mul_f64(self.share())
    }

    /// The time to the next of things that happen independently of each other, so often on average.
    pub fn gap(&mut self, mean: Duration) -> Duration {
        mean.mul_f64(-(1.0 - self.share()).ln())
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself() {
        let row = |seed| {
            let mut chance = Chance::new(seed);
            (0..20).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(row(7), row(7));
        assert_ne!(row(7), row(8));
    }

    #[test]
    fn chances_are_about_what_they_say() {
        let mut chance = Chance::new(1);
        let hits = (0..10_000).filter(|_| chance.in_hundred(30)).count();
        assert!((2_700..3_300).contains(&hits), "{hits}");
        let mean = Duration::from_secs(10);
        let sum: Duration = (0..10_000).map(|_| chance.gap(mean)).sum();
        assert!((9..=11).contains(&(sum.as_secs() / 10_000)), "{sum:?}");
        let mut cards: Vec<usize> = (0..50).collect();
        chance.shuffle(&mut cards);
        assert_ne!(cards, (0..50).collect::<Vec<_>>());
        cards.sort_unstable();
        assert_eq!(cards, (0..50).collect::<Vec<_>>());
        assert_eq!(chance.pick::<u8>(&[]), None);
    }
}
