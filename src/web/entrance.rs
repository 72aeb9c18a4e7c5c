//! Signing in, for the page and the API alike.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use http::StatusCode;

use super::{House, answer::Refusal, request::Ask};
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::team::{
        self, Agent, account,
        session::SignIn,
        sign_in,
        throttle::{Attempt, Limits, Throttle, TooSoon},
    },
    hashing::HashingError,
};

/// What guards the door.
pub struct Door {
    throttle: Mutex<Throttle>,
    is_open: bool,
}

impl Door {
    /// A door that lets tries through at `factor` times the usual rate; 0 lifts the limits.
    #[must_use]
    pub fn new(factor: u32) -> Self {
        let usual = Limits::default();
        let factor_of = |rate: f64| rate * f64::from(factor.max(1));
        let limits = Limits {
            per_address: factor_of(usual.per_address),
            per_account: factor_of(usual.per_account),
            overall: factor_of(usual.overall),
            ..usual
        };
        Self {
            throttle: Mutex::new(Throttle::new(limits)),
            is_open: factor == 0,
        }
    }

    fn ask(&self, attempt: &Attempt<'_>) -> Result<(), TooSoon> {
        if self.is_open {
            return Ok(());
        }
        self.throttle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .ask(Instant::now(), attempt)
    }

    fn note(&self, attempt: &Attempt<'_>, passed: bool) {
        let mut throttle = self.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        if passed {
            throttle.passed(attempt);
        } else {
            throttle.failed(Instant::now(), attempt);
        }
    }
}

/// The same answer for an unknown address and a wrong password, after the same time.
fn wrong() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "wrong-password")
}

impl From<HashingError> for Refusal {
    fn from(error: HashingError) -> Self {
        let mut refusal = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            match error {
                HashingError::Busy => "busy",
                HashingError::Stopped => "stopping",
            },
        );
        refusal.retry_after = Some(2);
        refusal
    }
}

/// Signs somebody in and answers the token of their new session.
pub async fn sign_in(
    ask: &Ask,
    email: &str,
    password: Secret,
    persistent: bool,
) -> Result<(Agent, Secret), Refusal> {
    let house: &House = &ask.house;
    let (typed, from) = (email.to_owned(), ask.address);
    let (known, at_home) = house
        .db
        .read::<_, DbError>(move |reader| {
            let known =
                team::by_email(reader, &typed)?.filter(|(agent, _)| agent.deactivated_at.is_none());
            let at_home = match &known {
                Some((agent, _)) => sign_in::has_been_at(reader, agent.id, from)?,
                None => false,
            };
            Ok((known, at_home))
        })
        .await?;
    let attempt = Attempt {
        account: email,
        from,
        at_home,
    };
    house
        .door
        .ask(&attempt)
        .map_err(|TooSoon(wait)| Refusal::too_fast(wait.as_secs() + 1))?;
    let (agent, stored) = match known {
        Some((agent, stored)) => (Some(agent), stored),
        None => (None, None),
    };
    let is_right = house.hasher().verify(password, stored).await?;
    let Some(agent) = agent.filter(|_| is_right) else {
        house.door.note(&attempt, false);
        let (email, address) = (email.to_owned(), ask.address.to_string());
        house
            .db
            .write::<_, DbError>(move |tx| sign_in::fail(tx, &email, &address))
            .await?;
        return Err(wrong());
    };
    house.door.note(&attempt, true);
    let token = open(ask, &agent, persistent).await?;
    Ok((agent, token))
}

/// Whether somebody who is signed in knows their password: answers the stored hash that it matched.
/// Tries are counted as they are at the door, so that a browser left open is no place to guess.
pub async fn prove(ask: &Ask, agent: &Agent, password: Secret) -> Result<Option<String>, Refusal> {
    let house: &House = &ask.house;
    let attempt = Attempt {
        account: &agent.email,
        from: ask.address,
        at_home: true,
    };
    house
        .door
        .ask(&attempt)
        .map_err(|TooSoon(wait)| Refusal::too_fast(wait.as_secs() + 1))?;
    let id = agent.id;
    let stored = house
        .db
        .read::<_, DbError>(move |reader| account::password_hash(reader, id))
        .await?;
    let is_right = house.hasher().verify(password, stored.clone()).await?;
    house.door.note(&attempt, is_right);
    Ok(stored.filter(|_| is_right))
}

/// Opens a session for an agent who proved who they are.
pub async fn open(ask: &Ask, agent: &Agent, persistent: bool) -> Result<Secret, Refusal> {
    let sign_in = SignIn {
        persistent,
        address: ask.address.to_string(),
        device: ask.device(),
    };
    let id = agent.id;
    Ok(ask
        .house
        .db
        .write::<_, DbError>(move |tx| sign_in::succeed(tx, id, &sign_in))
        .await?)
}
