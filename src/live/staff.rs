//! Who works in the background, and whether they are on their feet (R39): one that panics takes nobody along, is set to work
//! again after a rest, and whoever asks how the house is hears of it.

use std::{
    any::Any,
    collections::BTreeMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::FutureExt;
use tokio::time::{Instant, sleep};

/// Rests after a first fall; twice as long after the next …
const FIRST_REST: Duration = Duration::from_secs(1);
/// … and no longer than this.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// Whoever has worked for so long since is steady again.
const STEADY: Duration = Duration::from_secs(10 * 60);

/// All of them; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Staff(Arc<Mutex<BTreeMap<String, Fall>>>);

/// How somebody fell last.
#[derive(Debug, Clone, Copy)]
struct Fall {
    at: Instant,
    rests: bool,
}

impl Staff {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Fall>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets somebody of this name work until the work ends by itself. `work` begins it, and begins it anew after each panic.
    pub async fn keep<F: Future<Output = ()>>(
        self,
        name: impl Into<String>,
        mut work: impl FnMut() -> F,
    ) {
        let name = name.into();
        let mut rest = FIRST_REST;
        loop {
            let began = Instant::now();
            let done = AssertUnwindSafe(async { work().await }).catch_unwind();
            let Err(panic) = done.await else { return };
            if began.elapsed() >= STEADY {
                rest = FIRST_REST;
            }
            let panic = words_of(&*panic);
            tracing::error!(who = %name, panic, "a part of the house failed; it is set to work again in {} s", rest.as_secs());
            self.note(&name, true);
            sleep(rest).await;
            rest = (rest * 2).min(LONGEST_REST);
            self.note(&name, false);
        }
    }

    /// Somebody broke one piece of work and goes on with the next at once: that is known of them as a fall is.
    pub fn stumbled(&self, name: &str, panic: &(dyn Any + Send)) {
        let panic = words_of(panic);
        tracing::error!(who = %name, panic, "a part of the house failed over one thing, and goes on with the next");
        // One who rests does not rise by that.
        let mut all = self.lock();
        let rests = all.get(name).is_some_and(|fall| fall.rests);
        let at = Instant::now();
        all.insert(name.to_owned(), Fall { at, rests });
    }

    fn note(&self, name: &str, rests: bool) {
        let at = Instant::now();
        self.lock().insert(name.to_owned(), Fall { at, rests });
    }

    /// Who rests after a fall at this moment.
    #[must_use]
    pub fn resting(&self) -> Vec<String> {
        self.named(|fall| fall.rests)
    }

    /// Who has fallen and is not steady again yet.
    #[must_use]
    pub fn fallen(&self) -> Vec<String> {
        self.named(|fall| fall.at.elapsed() < STEADY)
    }

    fn named(&self, is_meant: impl Fn(&Fall) -> bool) -> Vec<String> {
        let all = self.lock();
        let meant = all.iter().filter(|(_, fall)| is_meant(fall));
        meant.map(|(name, _)| name.clone()).collect()
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Falls so many times, and works for so long after that each time.
    fn clumsy(falls: usize, works: Duration) -> (Arc<AtomicUsize>, impl FnMut() -> Begun) {
        let begun = Arc::new(AtomicUsize::new(0));
        let count = begun.clone();
        let work = move || -> Begun {
            let nth = count.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                sleep(works).await;
                assert!(nth >= falls, "it fell");
            })
        };
        (begun, work)
    }

    type Begun = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

    #[tokio::test(start_paused = true)]
    async fn whoever_falls_is_set_to_work_again_and_is_known_by_name() {
        let staff = Staff::default();
        let (begun, work) = clumsy(2, Duration::from_secs(5));
        let kept = tokio::spawn(staff.clone().keep("courier", work));
        let (other, steady) = clumsy(0, STEADY * 10);
        tokio::spawn(staff.clone().keep("clockwork", steady));
        assert!(staff.fallen().is_empty());
        // Works for 5 s, falls, rests for 1, works for 5, falls, rests for 2, works.
        for (after_ms, times, rests) in [
            (5_500, 1, true),
            (1_000, 2, false),
            (5_000, 2, true),
            (2_000, 3, false),
        ] {
            sleep(Duration::from_millis(after_ms)).await;
            assert_eq!(begun.load(Ordering::SeqCst), times);
            let resting = staff.resting();
            assert_eq!(resting, vec!["courier"; usize::from(rests)], "{times}");
            assert_eq!(staff.fallen(), ["courier"]);
        }
        kept.await.unwrap();
        sleep(STEADY).await;
        assert!(staff.fallen().is_empty());
        assert_eq!(other.load(Ordering::SeqCst), 1, "the other one went on");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_falls_over_and_over_rests_longer_but_never_for_good() {
        let staff = Staff::default();
        let (begun, work) = clumsy(usize::MAX, Duration::ZERO);
        tokio::spawn(staff.clone().keep("listener", work));
        sleep(Duration::from_secs(3_600)).await;
        // 1, 2, 4, 8, 16, 32, and then once a minute.
        let times = begun.load(Ordering::SeqCst);
        assert!((60..80).contains(&times), "{times}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_falls_before_it_has_begun_is_caught_as_well() {
        let staff = Staff::default();
        let mut first = true;
        let kept = staff.clone().keep("bell", move || {
            assert!(!std::mem::take(&mut first), "not yet");
            std::future::ready(())
        });
        tokio::time::timeout(Duration::from_secs(20), kept)
            .await
            .unwrap();
        assert_eq!(staff.fallen(), ["bell"]);
    }
}
