//! The stage: the place where the browsers of one story meet.

use tokio::sync::{Semaphore, SemaphorePermit};

use super::opening::Opening;

/// Stories with browsers that may play at the same time.
///
/// The seats belong to stories and not to browsers: two stories that each wait for a third
/// browser while holding two would never end.
static SEATS: Semaphore = Semaphore::const_new(2);

/// The right of one story to open browsers; it outlives them all.
pub(crate) struct Stage {
    _seat: SemaphorePermit<'static>,
}

impl Stage {
    /// Waits until fewer than two other stories play.
    pub(crate) async fn enter() -> Stage {
        let seat = SEATS.acquire().await.expect("the seats are never closed");
        Stage { _seat: seat }
    }

    /// Prepares a browser for the person of this name, who shares nothing with the others:
    /// own process, own profile, own cookies.
    pub(crate) fn browser(&self, name: &str) -> Opening<'_> {
        Opening::new(self, name)
    }
}
