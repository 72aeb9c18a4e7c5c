//! For how long somebody has said nothing.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// When something was last heard.
#[derive(Debug)]
pub struct Silence(Mutex<Instant>);

impl Default for Silence {
    fn default() -> Self {
        Self(Mutex::new(Instant::now()))
    }
}

impl Silence {
    /// Something is heard.
    pub fn is_broken(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Waits until nothing has been heard for so long.
    pub async fn lasts(&self, patience: Duration) {
        loop {
            let heard = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let until = heard + patience;
            if until <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_begins_anew_with_each_word() {
        let silence = Silence::default();
        let patience = Duration::from_secs(10);
        let begun = Instant::now();
        tokio::join!(silence.lasts(patience), async {
            for _ in 0..3 {
                tokio::time::sleep(Duration::from_secs(7)).await;
                silence.is_broken();
            }
        });
        assert_eq!(begun.elapsed(), Duration::from_secs(31));
    }
}
