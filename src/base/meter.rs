//! How often something took how long: counted in memory, by whoever does it, for whoever asks.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Up to which duration each class reaches, in microseconds: from what is not felt to what is complained of. One more class
/// has all that took longer.
const BOUNDS: [u64; 11] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
];

/// Durations in classes. Counting costs two additions and no lock.
#[derive(Debug, Default)]
pub struct Meter {
    counts: [AtomicU64; BOUNDS.len() + 1],
    micros: AtomicU64,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// How often.
    pub count: u64,
    /// All together, in seconds.
    pub seconds: f64,
    /// How often it took so many seconds or less, and more than the class before; the last class has no end.
    pub classes: Vec<(f64, u64)>,
}

impl Meter {
    /// It took so long.
    pub fn note(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = BOUNDS.partition_point(|bound| *bound < micros);
        self.counts[class].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// What was counted so far.
    #[must_use]
    pub fn read(&self) -> Reading {
        let counts: Vec<u64> = self
            .counts
            .iter()
            .map(|count| count.load(Ordering::Relaxed))
            .collect();
        let ends = BOUNDS
            .iter()
            .map(|bound| *bound as f64 / 1e6)
            .chain([f64::MAX]);
        Reading {
            count: counts.iter().sum(),
            seconds: self.micros.load(Ordering::Relaxed) as f64 / 1e6,
            classes: ends.zip(counts).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_duration_falls_into_its_class() {
        let meter = Meter::default();
        for micros in [0, 500, 501, 1_000, 6_000_000] {
            meter.note(Duration::from_micros(micros));
        }
        let read = meter.read();
        let counts: Vec<u64> = read.classes.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, [2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(read.count, 5);
        assert!((read.seconds - 6.002_001).abs() < 1e-9, "{}", read.seconds);
        assert!((read.classes[0].0 - 0.000_5).abs() < 1e-12);
    }
}
