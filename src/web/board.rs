//! How something stands that one task looks after: put up for the rest of the house to see and to wait for.

use std::time::Duration;

use tokio::sync::{Notify, watch};

/// Where it is put up.
#[derive(Debug, Default)]
pub struct Board<T> {
    stand: watch::Sender<T>,
    poke: Notify,
}

impl<T: Clone + PartialEq> Board<T> {
    /// How it stands.
    #[must_use]
    pub fn stand(&self) -> T {
        self.with(T::clone)
    }

    /// Looks at how it stands without taking a copy, as each request does.
    pub(super) fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.stand.borrow())
    }

    /// Has it looked after at once.
    pub fn look_again(&self) {
        self.poke.notify_one();
    }

    /// Waits until somebody wants it looked after.
    pub(super) async fn poked(&self) {
        self.poke.notified().await;
    }

    /// Waits until it stands so, but not for ever; says whether it does.
    pub async fn until(&self, mut is_so: impl FnMut(&T) -> bool, most: Duration) -> bool {
        let mut changes = self.stand.subscribe();
        let waiting = changes.wait_for(|stand| is_so(stand));
        tokio::time::timeout(most, waiting)
            .await
            .is_ok_and(|seen| seen.is_ok())
    }

    /// Puts up how it stands now.
    pub(super) fn change(&self, act: impl FnOnce(&mut T)) {
        self.stand.send_if_modified(|stand| {
            let before = stand.clone();
            act(stand);
            *stand != before
        });
    }
}
