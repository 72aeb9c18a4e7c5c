//! The gate that whatever is handed to others goes out by: who has begun is not cut off in the middle when the house
//! closes, as far as that takes no longer than a moment.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

/// The gate; cheap to clone, all of them are one. Held from before it is written down that something is on its way until
/// its outcome is: a house that closes in between does not know whether it arrived, and hands it over again.
#[derive(Clone, Default)]
pub struct Gate(Arc<RwLock<()>>);

/// Somebody is on the way.
pub struct Passing {
    _held: OwnedRwLockReadGuard<()>,
}

/// Nobody is on the way, and nobody sets out, while this is held.
pub struct Shut {
    _held: OwnedRwLockWriteGuard<()>,
}

impl Gate {
    /// Sets out. Never comes back once the gate is being shut: there is no time left for it.
    pub async fn pass(&self) -> Passing {
        // A lock that is waited for by whoever shuts the gate takes in nobody before them.
        Passing {
            _held: self.0.clone().read_owned().await,
        }
    }

    /// Sets out unless the gate is being shut, and never waits: for whoever may have somebody behind them who has set out
    /// already and is waited for.
    #[must_use]
    pub fn try_pass(&self) -> Option<Passing> {
        let held = self.0.clone().try_read_owned().ok()?;
        Some(Passing { _held: held })
    }

    /// Lets nobody set out any more, and waits for those who have; `None` if some took longer than that.
    pub async fn shut(&self, patience: Duration) -> Option<Shut> {
        let held = tokio::time::timeout(patience, self.0.clone().write_owned()).await;
        held.ok().map(|held| Shut { _held: held })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_is_on_the_way_is_waited_for_and_nobody_follows() {
        let gate = Gate::default();
        let on_the_way = gate.pass().await;
        drop(gate.try_pass().expect("nobody shuts it"));
        let shutting = tokio::spawn({
            let gate = gate.clone();
            async move { gate.shut(Duration::from_secs(3)).await }
        });
        tokio::task::yield_now().await;
        let late = tokio::time::timeout(Duration::from_secs(1), gate.pass()).await;
        assert!(late.is_err(), "it is being shut");
        assert!(gate.try_pass().is_none(), "also beside one who is out");
        drop(on_the_way);
        let shut = shutting.await.unwrap();
        assert!(shut.is_some());
        let late = tokio::time::timeout(Duration::from_secs(1), gate.pass()).await;
        assert!(late.is_err(), "it is shut");
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_come_back_is_not_waited_for_for_ever() {
        let gate = Gate::default();
        let _on_the_way = gate.pass().await;
        assert!(gate.shut(Duration::from_secs(3)).await.is_none());
    }
}
