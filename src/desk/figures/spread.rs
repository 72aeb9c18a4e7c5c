//! Times and shares that come out of many chats.

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

/// How often something took how many seconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    /// By seconds, as far as most are.
    short: Vec<u32>,
    /// All longer ones.
    long: Vec<u32>,
    count: usize,
}

/// Times below this are counted, second by second; longer ones are too far apart.
const SHORT: usize = 1 << 12;

impl Times {
    /// So many seconds, so often.
    pub(super) fn add(&mut self, seconds: u32, times: u32) {
        let many = usize::try_from(times).unwrap_or(usize::MAX);
        self.count += many;
        match usize::try_from(seconds) {
            Ok(place) if place < SHORT => {
                if place >= self.short.len() {
                    self.short.resize((place + 1).next_power_of_two(), 0);
                }
                if let Some(count) = self.short.get_mut(place) {
                    *count += times;
                }
            }
            _ => self.long.extend(std::iter::repeat_n(seconds, many)),
        }
    }

    /// Adds these, too.
    pub(super) fn merge(&mut self, more: &Self) {
        self.count += more.count;
        if self.short.len() < more.short.len() {
            self.short.resize(more.short.len(), 0);
        }
        for (count, more) in self.short.iter_mut().zip(&more.short) {
            *count += more;
        }
        self.long.extend_from_slice(&more.long);
    }

    /// What they come to.
    #[must_use]
    pub(super) fn spread(mut self) -> Spread {
        let count = self.count;
        if count == 0 {
            return Spread::default();
        }
        let middle = self.nth(count / 2);
        let median = if count.is_multiple_of(2) {
            let lower = self.nth(count / 2 - 1);
            lower + (middle - lower) / 2
        } else {
            middle
        };
        Spread {
            median: Some(median),
            ninety: Some(self.nth((count * 9).div_ceil(10) - 1)),
            count,
        }
    }

    /// The one in this place, from 0 on, if they were in order.
    fn nth(&mut self, place: usize) -> u32 {
        let mut left = place;
        for (seconds, count) in (0..).zip(&self.short) {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            if left < count {
                return seconds;
            }
            left -= count;
        }
        // Few are asked for: the others need no order among themselves.
        *self.long.select_nth_unstable(left).1
    }
}

impl FromIterator<u32> for Times {
    fn from_iter<I: IntoIterator<Item = u32>>(seconds: I) -> Self {
        let mut times = Self::default();
        for seconds in seconds {
            times.add(seconds, 1);
        }
        times
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
    /// Adds so many to all, and to some.
    pub fn add(&mut self, belongs: bool, times: u32) {
        self.of += u64::from(times);
        if belongs {
            self.part += u64::from(times);
        }
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
    /// So many more of a rating, 1 to 5.
    pub fn add(&mut self, rating: u8, times: u32) {
        let place = rating.checked_sub(1).map(usize::from);
        if let Some(count) = place.and_then(|place| self.each.get_mut(place)) {
            *count += u64::from(times);
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
            // Hours are told like seconds, and beside them.
            (vec![90_000, 10, 4_095], Some(4_095), Some(90_000)),
            (vec![90_000, 10, 4_096, 20], Some(2_058), Some(90_000)),
            (vec![9, 7_200, 3_600, 7_199], Some(5_399), Some(7_200)),
        ] {
            let count = seconds.len();
            let expected = Spread {
                median,
                ninety,
                count,
            };
            let times: Times = seconds.iter().copied().collect();
            assert_eq!(times.spread(), expected, "{seconds:?}");
        }
    }

    #[test]
    fn times_may_be_added_together() {
        for (one, two) in [
            (vec![], vec![3]),
            (vec![5, 9_000], vec![1, 2, 3]),
            (vec![1; 9], vec![100_000; 20]),
        ] {
            let of = |seconds: &[u32]| seconds.iter().copied().collect::<Times>();
            let mut merged = of(&one);
            merged.merge(&of(&two));
            assert_eq!(merged.spread(), of(&[one, two].concat()).spread());
        }
        let mut often = Times::default();
        often.add(60, 3);
        often.add(5_000, 2);
        assert_eq!(
            often.spread(),
            [60, 60, 60, 5_000, 5_000]
                .into_iter()
                .collect::<Times>()
                .spread()
        );
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
            stars.add(rating, 1);
        }
        assert_eq!((stars.count(), stars.hundredths()), (4, Some(400)));
        assert_eq!(stars.happy(), Share { part: 3, of: 4 });
    }
}
