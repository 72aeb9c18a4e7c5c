//! The hashing of passwords, on one thread of its own.
//!
//! A hash takes 19 MiB and a good part of a core. One at a time keeps both free for chats however
//! many strangers try to sign in: the others wait in a short line, and when that is full they are
//! told so at once.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread,
};

use tokio::sync::oneshot;

use crate::{base::secret::Secret, desk::team::password};

/// Jobs that may wait: some three seconds' worth on a small machine.
const LINE: usize = 50;

/// Why a password was not hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// The line is full.
    #[error("too many people are signing in at this moment")]
    Busy,
    /// The house is closing, or a job failed altogether.
    #[error("passwords cannot be checked at this moment")]
    Stopped,
}

/// Hands passwords to the thread. Cheap to clone; the thread ends with the last one.
#[derive(Clone)]
pub struct Hasher(SyncSender<Job>);

type Job = Box<dyn FnOnce() + Send>;

impl Hasher {
    /// Starts the thread.
    ///
    /// # Panics
    /// When the system gives no thread: nobody could sign in.
    #[must_use]
    pub fn start() -> Self {
        let (sender, receiver) = sync_channel(LINE);
        thread::Builder::new()
            .name("hashing".to_owned())
            .spawn(move || work(&receiver))
            .expect("the operating system gives a thread");
        Self(sender)
    }

    /// The form in which a password is stored.
    pub async fn hash(&self, password: Secret) -> Result<String, HashingError> {
        self.submit(move || password::hash(&password)).await
    }

    /// Whether this is the password behind a stored hash; takes as long when there is none.
    pub async fn verify(
        &self,
        password: Secret,
        stored: Option<String>,
    ) -> Result<bool, HashingError> {
        self.submit(move || password::matches(&password, stored.as_deref()))
            .await
    }

    async fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move || {
            // Who hung up while waiting in line is passed over; a job once begun is finished.
            if !reply.is_closed() {
                let _ = reply.send(job());
            }
        });
        self.0.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => HashingError::Busy,
            TrySendError::Disconnected(_) => HashingError::Stopped,
        })?;
        answer.await.map_err(|_| HashingError::Stopped)
    }
}

fn work(jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        // A job that fails takes only its own answer with it.
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("hashing a password failed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::mpsc,
        time::{Duration, Instant},
    };

    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again() {
        let hasher = Hasher::start();
        let stored = hasher.hash(Secret::new("three plain words")).await.unwrap();
        let verify = |text: &str, stored: Option<String>| hasher.verify(Secret::new(text), stored);
        assert_eq!(
            verify("three plain words", Some(stored.clone())).await,
            Ok(true)
        );
        assert_eq!(verify("three plain word", Some(stored)).await, Ok(false));
        assert_eq!(verify("three plain words", None).await, Ok(false));
    }

    #[tokio::test]
    async fn an_unknown_person_takes_as_long_as_a_known_one() {
        let hasher = Hasher::start();
        let stored = hasher.hash(Secret::new("three plain words")).await.unwrap();
        let mut known = Duration::MAX;
        let mut unknown = Duration::MAX;
        for _ in 0..5 {
            for (stored, least) in [(Some(stored.clone()), &mut known), (None, &mut unknown)] {
                let begun = Instant::now();
                let _ = hasher.verify(Secret::new("wrong"), stored).await;
                *least = begun.elapsed().min(*least);
            }
        }
        assert!(
            unknown > known / 2 && known > unknown / 2,
            "{known:?} {unknown:?}"
        );
    }

    #[tokio::test]
    async fn a_full_line_is_told_at_once() {
        let hasher = Hasher::start();
        let (go, wait) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel();
        let blocked = hasher.submit(move || {
            begun.send(()).unwrap();
            wait.recv().ok();
        });
        let mut blocked = Box::pin(blocked);
        // Polling a future puts its job into the line.
        let poll_once = |future: std::pin::Pin<&mut dyn Future<Output = _>>| {
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            future.poll(&mut context).is_ready()
        };
        assert!(!poll_once(blocked.as_mut()));
        has_begun.recv().unwrap();
        let mut waiting: Vec<_> = (0..LINE).map(|_| Box::pin(hasher.submit(|| ()))).collect();
        for job in &mut waiting {
            assert!(!poll_once(job.as_mut()));
        }
        assert_eq!(hasher.submit(|| ()).await, Err(HashingError::Busy));
        go.send(()).unwrap();
        for job in waiting {
            assert_eq!(job.await, Ok(()));
        }
    }

    #[tokio::test]
    async fn one_failing_job_does_not_end_the_thread() {
        let hasher = Hasher::start();
        let failed = hasher.submit(|| assert!(hash_of_nothing(), "meant to fail"));
        assert_eq!(failed.await, Err(HashingError::Stopped));
        assert_eq!(hasher.submit(|| 7).await, Ok(7));
    }

    fn hash_of_nothing() -> bool {
        false
    }
}
