//! The making of a backup while the house is open: asked for by a page, done by a robot, watched by both.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{db::Pace, desk::audit::Origin};

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is made.
    Idle,
    /// Somebody asked for one, and it begins.
    Asked,
    /// The file is copied, so many hundredths of it so far.
    Copying(u64),
    /// The copy is looked through.
    Checking,
}

/// Shared by the pages and the robot.
pub struct Works {
    state: Mutex<State>,
    ended: Condvar,
    wake: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct State {
    asked: Option<Origin>,
    running: Option<Arc<Pace>>,
    is_closing: bool,
}

/// Whoever closes the house waits so long for what was told to stop.
const PATIENCE: Duration = Duration::from_secs(5);

impl Works {
    /// `wake` rouses the robot.
    #[must_use]
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            state: Mutex::default(),
            ended: Condvar::new(),
            wake: Box::new(wake),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a backup now. One that is under way or asked for already is the one.
    pub fn ask(&self, who: Origin) {
        let mut state = self.lock();
        if state.running.is_none() && state.asked.is_none() {
            state.asked = Some(who);
            drop(state);
            (self.wake)();
        }
    }

    /// Who has asked, if anybody.
    #[must_use]
    pub fn asked(&self) -> Option<Origin> {
        self.lock().asked.clone()
    }

    /// Begins: answers the pace by which it is watched and stopped; `None` when the house closes.
    #[must_use]
    pub fn begin(&self) -> Option<Arc<Pace>> {
        let mut state = self.lock();
        if state.is_closing {
            return None;
        }
        let pace = Pace::gentle();
        state.running = Some(pace.clone());
        Some(pace)
    }

    /// It has ended, one way or the other, and what came of it is written down.
    pub fn end(&self) {
        let mut state = self.lock();
        (state.asked, state.running) = (None, None);
        self.ended.notify_all();
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let state = self.lock();
        match &state.running {
            Some(pace) => match pace.percent() {
                Some(100) => Progress::Checking,
                percent => Progress::Copying(percent.unwrap_or(0)),
            },
            None if state.asked.is_some() => Progress::Asked,
            None => Progress::Idle,
        }
    }

    /// The house closes: what is under way is given up, and leaves nothing. For a thread that may wait.
    pub fn close(&self) {
        let mut state = self.lock();
        state.is_closing = true;
        if let Some(pace) = &state.running {
            pace.stop();
        }
        let _ = self
            .ended
            .wait_timeout_while(state, PATIENCE, |state| state.running.is_some());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn two_who_ask_get_one() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = woken.clone();
        let works = Works::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(works.progress(), Progress::Idle);
        works.ask(Origin::default());
        works.ask(Origin::default());
        assert_eq!(works.progress(), Progress::Asked);
        let pace = works.begin().unwrap();
        assert_eq!(works.progress(), Progress::Copying(0));
        works.ask(Origin::default());
        assert_eq!(woken.load(Ordering::SeqCst), 1);
        works.end();
        assert_eq!(works.progress(), Progress::Idle);
        assert!(!pace.is_stopped());
    }

    #[test]
    fn whoever_closes_the_house_waits_for_what_is_under_way() {
        let works = Arc::new(Works::new(|| ()));
        let pace = works.begin().unwrap();
        let working = works.clone();
        let work = std::thread::spawn(move || {
            while !pace.is_stopped() {
                std::thread::yield_now();
            }
            working.end();
        });
        works.close();
        assert_eq!(works.progress(), Progress::Idle);
        work.join().unwrap();
        assert!(works.begin().is_none());
    }
}
