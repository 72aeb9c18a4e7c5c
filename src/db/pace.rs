//! Long work on a file that is in use: it tells how far it has come, leaves room for others, and can be ended.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// At a stretch: short enough that nobody who waits for the disk or a core notices.
const STRETCH: Duration = Duration::from_millis(20);

/// Shared by whoever works and whoever watches.
#[derive(Debug, Default)]
pub struct Pace {
    is_gentle: bool,
    is_stopped: AtomicBool,
    done: AtomicU64,
    of: AtomicU64,
}

impl Pace {
    /// As fast as it goes.
    #[must_use]
    pub fn full() -> Arc<Self> {
        Arc::default()
    }

    /// Half of the time, so that a machine with one core answers meanwhile.
    #[must_use]
    pub fn gentle() -> Arc<Self> {
        Arc::new(Self {
            is_gentle: true,
            ..Self::default()
        })
    }

    pub(super) fn is_gentle(&self) -> bool {
        self.is_gentle
    }

    /// Ends the work soon.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to end.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// How much of the copying is done, in hundredths; `None` before it has begun.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let of = self.of.load(Ordering::Relaxed);
        (of > 0).then(|| self.done.load(Ordering::Relaxed) * 100 / of)
    }

    pub(super) fn note(&self, done: u64, of: u64) {
        self.done.store(done, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }
}

/// Where one piece of work stands between two rests.
#[derive(Debug)]
pub struct Stride {
    pace: Arc<Pace>,
    since: Instant,
}

impl Stride {
    /// Begins now.
    #[must_use]
    pub fn new(pace: &Arc<Pace>) -> Self {
        Self {
            pace: pace.clone(),
            since: Instant::now(),
        }
    }

    /// To be called often. Rests when it is time for it; answers whether the work shall end.
    pub fn rest(&mut self) -> bool {
        let worked = self.since.elapsed();
        if self.pace.is_gentle && worked >= STRETCH {
            // A machine that slept meanwhile did not work all that time.
            thread::sleep(worked.min(Duration::from_secs(1)));
            self.since = Instant::now();
        }
        self.pace.is_stopped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gentle_work_rests_as_long_as_it_works() {
        let pace = Pace::gentle();
        let mut stride = Stride::new(&pace);
        let begun = Instant::now();
        let mut worked = Duration::ZERO;
        while begun.elapsed() < Duration::from_millis(400) {
            let since = Instant::now();
            while since.elapsed() < Duration::from_millis(5) {
                std::hint::spin_loop();
            }
            worked += since.elapsed();
            assert!(!stride.rest());
        }
        // Other tests share the machine, which only makes it work less.
        assert!(
            worked < begun.elapsed().mul_f64(0.7),
            "{worked:?} of {:?}",
            begun.elapsed()
        );
        pace.stop();
        assert!(stride.rest());
        assert!(!Stride::new(&Pace::full()).rest());
    }
}
