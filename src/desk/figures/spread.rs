//! Times and shares that come out of many chats.

use std::cmp::Ordering;

/// How long something took, in most cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// Half of them took no longer, in seconds: the one in the middle, of two the mean.
    pub median: Option<u32>,
    /// Nine of ten took no longer.
    pub ninety: Option<u32>,
    /// How many there were.
    pub count: usize,
}

impl Spread {
    /// Of so many seconds each.
    #[must_use]
    pub fn of(mut seconds: Vec<u32>) -> Self {
        let count = seconds.len();
        if count == 0 {
            return Self::default();
        }
        // Two of them are asked for: the others need no order among themselves.
        let (below, middle, above) = seconds.select_nth_unstable(count / 2);
        let middle = *middle;
        let median = match below.iter().max() {
            Some(lower) if count.is_multiple_of(2) => lower + (middle - lower) / 2,
            _ => middle,
        };
        let place = (count * 9).div_ceil(10) - 1;
        let ninety = match place.cmp(&(count / 2)) {
            Ordering::Less => *below.select_nth_unstable(place).1,
            Ordering::Equal => middle,
            Ordering::Greater => *above.select_nth_unstable(place - count / 2 - 1).1,
        };
        Self {
            median: Some(median),
            ninety: Some(ninety),
            count,
        }
    }
}

/// Some of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Some …
    pub part: u64,
    /// … of so many.
    pub of: u64,
}

impl Share {
    /// Adds one to all, and to some.
    pub fn add(&mut self, belongs: bool) {
        self.part += u64::from(belongs);
        self.of += 1;
    }

    /// Adds these, too.
    pub(super) fn merge(&mut self, more: Self) {
        self.part += more.part;
        self.of += more.of;
    }

    /// In tenths of a per cent, rounded; `None` of nothing.
    #[must_use]
    pub fn per_mille(self) -> Option<u64> {
        (self.of > 0).then(|| (self.part * 2_000 + self.of) / (self.of * 2))
    }
}

/// Stars on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stars {
    /// Ratings of one star, of two, and so on.
    pub each: [u64; 5],
}

impl Stars {
    /// One more rating, 1 to 5.
    pub fn add(&mut self, rating: i64) {
        let place = usize::try_from(rating - 1).ok();
        if let Some(count) = place.and_then(|place| self.each.get_mut(place)) {
            *count += 1;
        }
    }

    /// Adds these, too.
    pub(super) fn merge(&mut self, more: Self) {
        for (count, more) in self.each.iter_mut().zip(more.each) {
            *count += more;
        }
    }

    /// How many rated.
    #[must_use]
    pub fn count(self) -> u64 {
        self.each.iter().sum()
    }

    /// In hundredths of a star, rounded; `None` when nobody rated.
    #[must_use]
    pub fn hundredths(self) -> Option<u64> {
        let sum: u64 = (1..)
            .zip(self.each)
            .map(|(stars, count)| stars * count)
            .sum();
        let count = self.count();
        (count > 0).then(|| (sum * 200 + count) / (count * 2))
    }

    /// Those of four or five.
    #[must_use]
    pub fn happy(self) -> Share {
        Share {
            part: self.each[3] + self.each[4],
            of: self.count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_nine_of_ten() {
        let ten: Vec<u32> = (1..=10).rev().collect();
        for (seconds, median, ninety) in [
            (vec![], None, None),
            (vec![7], Some(7), Some(7)),
            (vec![9, 4], Some(6), Some(9)),
            (vec![5, 1, 3], Some(3), Some(5)),
            (ten.clone(), Some(5), Some(9)),
            ((1..=11).collect(), Some(6), Some(10)),
            ((1..=100).collect(), Some(50), Some(90)),
            (vec![u32::MAX, u32::MAX], Some(u32::MAX), Some(u32::MAX)),
        ] {
            let count = seconds.len();
            let expected = Spread {
                median,
                ninety,
                count,
            };
            assert_eq!(Spread::of(seconds.clone()), expected, "{seconds:?}");
        }
    }

    #[test]
    fn shares_and_stars_are_rounded() {
        for (part, of, expected) in [
            (0, 0, None),
            (0, 3, Some(0)),
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (3, 3, Some(1_000)),
        ] {
            assert_eq!(Share { part, of }.per_mille(), expected, "{part}/{of}");
        }
        let mut stars = Stars::default();
        assert_eq!(stars.hundredths(), None);
        for rating in [5, 5, 4, 2, 0, 6] {
            stars.add(rating);
        }
        assert_eq!((stars.count(), stars.hundredths()), (4, Some(400)));
        assert_eq!(stars.happy(), Share { part: 3, of: 4 });
    }
}
