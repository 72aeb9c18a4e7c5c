//! Whether the file can be written at the moment, known to everybody who has it open.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use crate::base::time::Timestamp;

/// Why nothing is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// In the words of whoever noticed it.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
    /// A file that is damaged: it does not become sound by waiting.
    pub is_damage: bool,
}

/// Shared by the writer, who decides, and those who ask.
#[derive(Debug, Clone, Default)]
pub(super) struct Condition(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    trouble: Mutex<Option<Trouble>>,
    // Looked at before every commit, so it costs no lock.
    is_doubtful: AtomicBool,
}

impl Condition {
    fn lock(&self) -> MutexGuard<'_, Option<Trouble>> {
        self.0
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.lock().clone()
    }

    /// Nothing is stored from now on. What is known first stays: it is the cause of the rest.
    pub(super) fn begin(&self, trouble: Trouble) {
        let mut known = self.lock();
        match &*known {
            Some(earlier) if earlier.is_damage || !trouble.is_damage => {}
            earlier => {
                let since = earlier
                    .as_ref()
                    .map_or(trouble.since, |earlier| earlier.since);
                *known = Some(Trouble { since, ..trouble });
            }
        }
        self.0.is_doubtful.store(true, Ordering::Release);
    }

    /// The file is damaged: what it says is read on, but nothing is added to it.
    pub(super) fn begin_damage(&self, words: &str, now: Timestamp) {
        tracing::error!(
            "the file is damaged ({words}): nothing is stored any more. Close the house, keep a copy \
             of its folder, and restore the newest backup into a new one"
        );
        self.begin(Trouble {
            reason: format!("the file is damaged: {words}"),
            since: now,
            is_damage: true,
        });
    }

    /// The file was opened anew, looked at, and written.
    pub(super) fn end(&self) {
        *self.lock() = None;
        self.0.is_doubtful.store(false, Ordering::Release);
    }

    /// Whether the file must be opened and looked at again before anything is acknowledged.
    pub(super) fn is_doubtful(&self) -> bool {
        self.0.is_doubtful.load(Ordering::Acquire)
    }
}
