//! Looks through the whole file in the background after the house was left in the middle.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use super::{SchemaError, check, condition::Condition};
use crate::base::time::Clock;

pub(super) struct Inspector {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Inspector {
    pub(super) fn start(path: PathBuf, clock: Clock, condition: Condition) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = stop.clone();
        let thread = thread::Builder::new()
            .name("inspector".to_owned())
            .stack_size(512 * 1024)
            .spawn(move || inspect(&path, &clock, &condition, told))
            .expect("a thread can be started");
        Self { stop, thread }
    }

    /// Waits until it has gone: it holds the log.
    pub(super) fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.join();
    }
}

fn inspect(path: &Path, clock: &Clock, condition: &Condition, stop: Arc<AtomicBool>) {
    match check::look_through(path, stop.clone()) {
        Ok(()) => tracing::debug!("the file was looked through and is sound"),
        Err(SchemaError::Damaged(words)) => condition.begin_damage(&words, clock.now()),
        Err(_) if stop.load(Ordering::Relaxed) => {}
        Err(error) => tracing::warn!(%error, "the file could not be looked through"),
    }
}
