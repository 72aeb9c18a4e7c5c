//! What somebody has allowed us by signing in at a provider: a token that lets us in for an hour, and what renews it.
//!
//! A provider may give another word for renewing each time and refuse the one before. So there is one holder of it for
//! whoever signs in, reading or sending; it is stored before it is used, and nobody's leaving breaks off a renewal. A house
//! that closes waits for one that is under way, and begins none.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use super::oauth::{Provider, REFRESH, said};
use crate::{
    call::Http,
    channels::{
        Fault, Keeper, pick,
        token::{Fetched, Token},
    },
};

/// So many earlier words for renewing are known as the same grant's.
const MOST_PAST: usize = 8;
/// Good for so long where the provider does not say.
const USUAL: Duration = Duration::from_secs(3600);

/// What somebody has allowed us.
pub(in crate::channels) struct Grant {
    provider: Provider,
    http: Http,
    token: Token,
    refresh: Mutex<Refresh>,
}

/// With what access is renewed.
struct Refresh {
    now: String,
    /// What it was before, oldest first.
    past: Vec<String>,
    is_kept: bool,
    keeper: Option<Arc<dyn Keeper>>,
}

impl Grant {
    // Never held across an await.
    fn refresh(&self) -> MutexGuard<'_, Refresh> {
        self.refresh.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What lets us in, another word than `refused`. Of many who ask at once one renews it.
    pub(super) async fn token(self: &Arc<Self>, refused: Option<String>) -> Result<String, Fault> {
        let grant = self.clone();
        // On its own: whoever asks may be told to stop, and what the provider gives then would be lost.
        let asked = tokio::spawn(async move {
            let renewing = grant.renew();
            grant.token.get(refused.as_deref(), renewing).await
        });
        let lost = |_| Fault::Later(None, said("the renewal broke off"));
        asked.await.map_err(lost)?
    }

    async fn renew(&self) -> Result<Fetched, Fault> {
        // From before the provider is asked until its word is stored. Whoever asks may have set out already, as a courier
        // has, and be waited for by whoever shuts the gate: so this does not wait.
        let Some(_passing) = self.http.gate().try_pass() else {
            return Err(Fault::Later(None, said("the house closes")));
        };
        let refresh = self.refresh().now.clone();
        let asked = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
        let address = &self.provider.token_url;
        let answer = self.provider.ask(&self.http, address, &asked).await;
        let answer = answer.map_err(super::oauth::Not::fault)?;
        let given = pick::words(&answer["refresh_token"]);
        if !given.is_empty() && given != refresh {
            self.turn(given);
        }
        self.keep().await;
        let seconds = pick::number(&answer["expires_in"]).and_then(|told| told.try_into().ok());
        match pick::words(&answer["access_token"]) {
            word if word.is_empty() => Err(Fault::Later(None, said("no token"))),
            word => Ok(Fetched {
                word,
                good_for: seconds.map_or(USUAL, Duration::from_secs),
            }),
        }
    }

    fn turn(&self, given: String) {
        let mut refresh = self.refresh();
        let before = std::mem::replace(&mut refresh.now, given);
        refresh.past.push(before);
        if refresh.past.len() > MOST_PAST {
            refresh.past.remove(0);
        }
        refresh.is_kept = false;
    }

    /// Stores what has not been stored. Where that cannot be, it is tried again with the next renewal.
    async fn keep(&self) {
        let (keeper, past, now) = {
            let refresh = self.refresh();
            match &refresh.keeper {
                Some(keeper) if !refresh.is_kept => {
                    (keeper.clone(), refresh.past.clone(), refresh.now.clone())
                }
                _ => return,
            }
        };
        let kept = keeper.keep(REFRESH, &past, &now).await;
        let mut refresh = self.refresh();
        if kept.is_ok() && refresh.now == now {
            refresh.is_kept = true;
        }
    }

    /// Who stores what the provider gives from now on.
    pub(super) fn keep_with(&self, keeper: Arc<dyn Keeper>) {
        self.refresh().keeper = Some(keeper);
    }

    /// With what access is renewed now.
    pub(super) fn current(&self) -> String {
        self.refresh().now.clone()
    }

    fn is_of(&self, provider: &Provider, word: &str) -> bool {
        let refresh = self.refresh();
        self.provider == *provider
            && (refresh.now == word || refresh.past.iter().any(|past| past == word))
    }
}

/// All grants that are in use; cheap to clone.
#[derive(Clone, Default)]
pub(in crate::channels) struct Grants(Arc<Mutex<Vec<Weak<Grant>>>>);

impl Grants {
    /// The grant that this word renews, or has renewed: the same one for whoever has it.
    pub(super) fn of(&self, provider: Provider, word: &str, http: &Http) -> Arc<Grant> {
        let mut grants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        grants.retain(|grant| grant.strong_count() > 0);
        let known = grants
            .iter()
            .filter_map(Weak::upgrade)
            .find(|grant| grant.is_of(&provider, word));
        known.unwrap_or_else(|| {
            let grant = Arc::new(Grant {
                provider,
                http: http.clone(),
                token: Token::default(),
                refresh: Mutex::new(Refresh {
                    now: word.to_owned(),
                    past: Vec::new(),
                    is_kept: true,
                    keeper: None,
                }),
            });
            grants.push(Arc::downgrade(&grant));
            grant
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::account::Keys;

    #[test]
    fn a_grant_is_the_same_by_every_word_it_had() {
        let mut keys = Keys::default();
        keys.set("auth", "google");
        keys.set("oauth_client", "shop");
        let provider = Provider::read(&keys).unwrap();
        let (grants, http) = (Grants::default(), Http::default());
        let grant = grants.of(provider.clone(), "R0", &http);
        for number in 1..=9 {
            grant.turn(format!("R{number}"));
        }
        assert_eq!(grant.current(), "R9");
        for (word, is_same) in [("R9", true), ("R1", true), ("R0", false), ("R10", false)] {
            let found = grants.of(provider.clone(), word, &http);
            assert_eq!(Arc::ptr_eq(&found, &grant), is_same, "{word}");
        }
        keys.set("oauth_client", "another");
        let other = grants.of(Provider::read(&keys).unwrap(), "R9", &http);
        assert!(!Arc::ptr_eq(&other, &grant));
    }
}
