//! How busy the writer is.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use crate::base::meter::Meter;

/// What the writer has to do, and has done.
#[derive(Debug, Default)]
pub struct Load {
    waiting: AtomicI64,
    acts: AtomicU64,
    /// How long commits took, with their sync of the disk and all acts in them.
    pub commits: Meter,
}

impl Load {
    /// Acts that were handed in and are not done.
    #[must_use]
    pub fn waiting(&self) -> i64 {
        self.waiting.load(Ordering::Relaxed).max(0)
    }

    /// Acts that were done so far, also those that changed nothing.
    #[must_use]
    pub fn acts(&self) -> u64 {
        self.acts.load(Ordering::Relaxed)
    }

    pub(super) fn handed_in(&self) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn done(&self, acts: usize) {
        self.waiting
            .fetch_sub(i64::try_from(acts).unwrap_or(0), Ordering::Relaxed);
        self.acts
            .fetch_add(u64::try_from(acts).unwrap_or(0), Ordering::Relaxed);
    }
}
