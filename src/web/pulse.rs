//! Whether the file takes writes at the moment. Anybody may ask that, and each answer would cost the disk a sync: so the
//! house looks once for all who ask within a few seconds, and anew at once when what the writer knows says otherwise.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use tokio::time::{Instant, timeout};

use super::answer::Refusal;
use crate::{
    db::{Db, DbError},
    desk::{setting, team::availability},
};

/// What was found is told for so long.
const GOOD_FOR: Duration = Duration::from_secs(3);
/// A disk that takes longer is no use.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was found, and when.
#[derive(Debug, Clone)]
struct Found {
    outcome: Result<(), Refusal>,
    at: Instant,
    /// Whether the writer was in trouble then.
    in_trouble: bool,
}

type Look = Shared<BoxFuture<'static, Found>>;

/// The latest look at the disk, which may be under way.
#[derive(Default)]
pub struct Pulse(Mutex<Option<Look>>);

impl Pulse {
    /// Whether the file takes a write and can be read.
    pub(super) async fn feel(&self, db: &Db) -> Result<(), Refusal> {
        let probe = || probe(db.clone());
        self.feel_by(|| db.trouble().is_some(), probe).await
    }

    async fn feel_by<F>(
        &self,
        in_trouble: impl Fn() -> bool,
        probe: impl Fn() -> F,
    ) -> Result<(), Refusal>
    where
        F: Future<Output = Found> + Send + 'static,
    {
        let found = self.look(in_trouble(), &probe).await;
        if found.in_trouble == in_trouble() {
            return found.outcome;
        }
        // It began before trouble came, or went.
        self.look(in_trouble(), &probe).await.outcome
    }

    /// The look that is under way, or was a moment ago, or a new one.
    fn look<F>(&self, in_trouble: bool, probe: impl Fn() -> F) -> Look
    where
        F: Future<Output = Found> + Send + 'static,
    {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(look) = &*latest {
            let is_good = look.peek().is_none_or(|found| {
                found.in_trouble == in_trouble && found.at.elapsed() < GOOD_FOR
            });
            if is_good {
                return look.clone();
            }
        }
        // On its own feet: whoever hangs up takes it from nobody else, and starts no further one by coming again.
        let task = tokio::spawn(probe());
        let look = task
            .map(|done| {
                done.unwrap_or_else(|failure| Found {
                    outcome: Err(DbError::Panicked(failure.to_string()).into()),
                    at: Instant::now(),
                    in_trouble: false,
                })
            })
            .boxed()
            .shared();
        *latest = Some(look.clone());
        look
    }
}

async fn probe(db: Db) -> Found {
    let both = async {
        // Writes what is there already, so that the commit is real and nothing changes.
        db.write::<_, DbError>(|tx| {
            let team: setting::Team = setting::get(tx)?;
            setting::put(tx, &team)
        })
        .await?;
        db.read::<_, DbError>(availability::is_anyone_available)
            .await
    };
    let outcome = match timeout(PATIENCE, both).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(DbError::Busy.into()),
    };
    Found {
        outcome,
        at: Instant::now(),
        in_trouble: db.trouble().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    };

    use tokio::time::sleep;

    use super::*;

    /// A disk that takes its time, and the writer's opinion of it.
    #[derive(Clone, Default)]
    struct Disk {
        in_trouble: Arc<AtomicBool>,
        looks: Arc<AtomicUsize>,
    }

    impl Disk {
        async fn feel(&self, pulse: &Pulse) -> bool {
            let in_trouble = || self.in_trouble.load(Ordering::SeqCst);
            let probe = || {
                let disk = self.clone();
                async move {
                    disk.looks.fetch_add(1, Ordering::SeqCst);
                    sleep(Duration::from_millis(100)).await;
                    let in_trouble = disk.in_trouble.load(Ordering::SeqCst);
                    let outcome = match in_trouble {
                        true => Err(Refusal::from(DbError::Busy)),
                        false => Ok(()),
                    };
                    Found {
                        outcome,
                        at: Instant::now(),
                        in_trouble,
                    }
                }
            };
            pulse.feel_by(in_trouble, probe).await.is_ok()
        }

        fn looks(&self) -> usize {
            self.looks.load(Ordering::SeqCst)
        }
    }

    #[tokio::test(start_paused = true)]
    async fn many_who_ask_cost_one_look() {
        let (pulse, disk) = (Arc::new(Pulse::default()), Disk::default());
        let askers: Vec<_> = (0..50)
            .map(|_| {
                let (pulse, disk) = (pulse.clone(), disk.clone());
                tokio::spawn(async move { disk.feel(&pulse).await })
            })
            .collect();
        for asker in askers {
            assert!(asker.await.unwrap());
        }
        // Those who hang up at once neither.
        for _ in 0..50 {
            let _ = timeout(Duration::from_millis(1), disk.feel(&pulse)).await;
        }
        assert_eq!(disk.looks(), 1);
        sleep(GOOD_FOR).await;
        for _ in 0..50 {
            let _ = timeout(Duration::from_millis(1), disk.feel(&pulse)).await;
        }
        assert!(disk.feel(&pulse).await);
        assert_eq!(disk.looks(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_writer_knows_better_is_looked_at_at_once() {
        let (pulse, disk) = (Pulse::default(), Disk::default());
        assert!(disk.feel(&pulse).await);
        disk.in_trouble.store(true, Ordering::SeqCst);
        assert!(!disk.feel(&pulse).await);
        assert!(!disk.feel(&pulse).await);
        assert_eq!(disk.looks(), 2, "and once as long as it is so");
        disk.in_trouble.store(false, Ordering::SeqCst);
        assert!(disk.feel(&pulse).await);
        assert_eq!(disk.looks(), 3);
        // Trouble that comes while somebody looks.
        sleep(GOOD_FOR).await;
        let after = async {
            sleep(Duration::from_millis(50)).await;
            disk.in_trouble.store(true, Ordering::SeqCst);
        };
        let (is_well, ()) = tokio::join!(disk.feel(&pulse), after);
        assert!(!is_well);
    }
}
