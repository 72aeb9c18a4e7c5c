//! What was said on a platform, for whoever waits for it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Everything of one sort that has happened, oldest first, with a bell for each more.
#[derive(Debug)]
pub struct Log<T> {
    entries: Mutex<Vec<T>>,
    more: Notify,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self {
            entries: Mutex::default(),
            more: Notify::new(),
        }
    }
}

impl<T: Clone> Log<T> {
    fn entries(&self) -> MutexGuard<'_, Vec<T>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more.
    pub(super) fn push(&self, entry: T) {
        self.entries().push(entry);
        self.more.notify_waiters();
    }

    /// All so far.
    #[must_use]
    pub fn all(&self) -> Vec<T> {
        self.entries().clone()
    }

    /// Waits until there are so many.
    pub async fn reaches(&self, count: usize) -> Vec<T> {
        loop {
            let more = self.more.notified();
            let all = self.all();
            if all.len() >= count {
                return all;
            }
            more.await;
        }
    }
}
