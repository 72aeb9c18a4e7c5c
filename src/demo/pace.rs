//! How fast the demo's shop lives.

use std::time::Duration;

/// Times as fast as in life.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace(f64);

impl Pace {
    /// A pace; 1 is as in life.
    #[must_use]
    pub(super) fn new(speed: f64) -> Self {
        Self(speed.max(0.01))
    }

    /// How long something takes here that takes `in_life` outside: typing, reading, the way to the shop.
    #[must_use]
    pub(super) fn time(self, in_life: Duration) -> Duration {
        in_life.div_f64(self.0)
    }

    /// How long somebody waits for a person. Whoever answers at the keyboard does not get faster with
    /// the shop, so patience shrinks only with the root of the speed.
    #[must_use]
    pub(super) fn patience(self, in_life: Duration) -> Duration {
        in_life.div_f64(self.0.sqrt())
    }

    /// How long it takes to type this.
    #[must_use]
    pub(super) fn typing(self, text: &str) -> Duration {
        // Chinese and Japanese characters take longer each, but there are fewer of them.
        let keys: u32 = text
            .chars()
            .map(|c| if c > '\u{2e80}' { 3 } else { 1 })
            .sum();
        self.time(Duration::from_millis(u64::from(keys.clamp(6, 80)) * 140))
    }

    /// How long it takes to read this and to think about it.
    #[must_use]
    pub(super) fn reading(self, text: &str) -> Duration {
        let length = text.chars().count().clamp(20, 200) as u64;
        self.time(Duration::from_millis(1_500 + length * 30))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_outlasts_the_speed() {
        let minute = Duration::from_secs(60);
        for (speed, time, patience) in [
            (1.0, 60_000, 60_000),
            (4.0, 15_000, 30_000),
            (100.0, 600, 6_000),
        ] {
            let pace = Pace::new(speed);
            assert_eq!(pace.time(minute).as_millis(), time);
            assert_eq!(pace.patience(minute).as_millis(), patience);
        }
        assert!(Pace::new(0.0).time(minute) < Duration::from_secs(7_000));
    }
}
