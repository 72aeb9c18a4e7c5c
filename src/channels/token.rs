//! The word that lets us in: good for an hour or two, fetched by one while the others wait for it.

use std::time::Duration;

use tokio::{sync::Mutex, time::Instant};

use crate::channels::Fault;

/// It is renewed so long before it runs out; the one before it is good for as long.
const EARLY: Duration = Duration::from_secs(300);

/// A token that was fetched.
pub(super) struct Fetched {
    pub(super) word: String,
    pub(super) good_for: Duration,
}

/// The token of an account. It is kept nowhere but here.
#[derive(Default)]
pub(super) struct Token(Mutex<Option<(String, Instant)>>);

impl Token {
    /// The token, another one than `refused`. Of many who ask at once one fetches it.
    pub(super) async fn get(
        &self,
        refused: Option<&str>,
        fetch: impl Future<Output = Result<Fetched, Fault>>,
    ) -> Result<String, Fault> {
        let mut held = self.0.lock().await;
        if let Some((word, until)) = &*held
            && Instant::now() < *until
            && refused != Some(word.as_str())
        {
            return Ok(word.clone());
        }
        let fetched = fetch.await?;
        let until = Instant::now() + fetched.good_for.saturating_sub(EARLY);
        *held = Some((fetched.word.clone(), until));
        Ok(fetched.word)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn many_who_ask_at_once_are_one_question() {
        let (token, asked) = (Token::default(), AtomicUsize::new(0));
        let fetch = async || {
            let number = asked.fetch_add(1, Ordering::Relaxed) + 1;
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Fetched {
                word: format!("T{number}"),
                good_for: Duration::from_secs(7200),
            })
        };
        let (one, two) = tokio::join!(token.get(None, fetch()), token.get(None, fetch()));
        assert_eq!([one.unwrap(), two.unwrap()], ["T1", "T1"]);
        // Two who were refused with the same one.
        let (one, two) = tokio::join!(
            token.get(Some("T1"), fetch()),
            token.get(Some("T1"), fetch())
        );
        assert_eq!([one.unwrap(), two.unwrap()], ["T2", "T2"]);
        for (seconds, expected) in [(6898, "T2"), (2, "T3")] {
            tokio::time::advance(Duration::from_secs(seconds)).await;
            assert_eq!(token.get(None, fetch()).await.unwrap(), expected);
        }
        // One that is refused leaves the one that is held.
        let failed = async { Err(Fault::Later(None, String::new())) };
        assert!(token.get(Some("T3"), failed).await.is_err());
        assert_eq!(token.get(None, fetch()).await.unwrap(), "T3");
    }
}
