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
    desk::{
        audit::{self, Origin},
        setting,
        team::{
            self, Agent, account,
            second_step::{self, CodeError, Half, SecondStepRule},
            session::SignIn,
            sign_in,
            throttle::{Attempt, Limits, Throttle, TooSoon},
        },
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

/// How far somebody has come who proved who they are.
pub enum Entered {
    /// They are in: the token of their new session.
    In(Secret),
    /// A code is still asked for: the token that says that the password was right.
    Code(Secret),
    /// The house asks for a second step that they have yet to set up: the same sort of token.
    SetUp(Secret),
}

/// Signs somebody in, as far as a password does.
pub async fn sign_in(
    ask: &Ask,
    email: &str,
    password: Secret,
    persistent: bool,
) -> Result<(Agent, Entered), Refusal> {
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
    let entered = admit(ask, &agent, persistent).await?;
    Ok((agent, entered))
}

/// Lets somebody in whose password was right or has just been set, unless there is a second step to take.
pub async fn admit(ask: &Ask, agent: &Agent, persistent: bool) -> Result<Entered, Refusal> {
    let id = agent.id;
    let (has_one, rule) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let rule: SecondStepRule = setting::get(reader)?;
            Ok((second_step::of(reader, id)?.is_some(), rule))
        })
        .await?;
    if !has_one && !rule.required {
        return Ok(Entered::In(open(ask, agent, persistent).await?));
    }
    let token = ask
        .house
        .db
        .write::<_, DbError>(move |tx| second_step::open_half(tx, id, persistent))
        .await?;
    Ok(if has_one {
        Entered::Code(token)
    } else {
        Entered::SetUp(token)
    })
}

/// Counts a try at a code, and hands it on. Codes are counted apart from passwords: a right password does not
/// make up for wrong codes.
pub async fn try_code<T>(
    ask: &Ask,
    agent: &Agent,
    deed: impl AsyncFnOnce(Origin) -> Result<T, CodeError>,
) -> Result<T, Refusal> {
    let house: &House = &ask.house;
    let (id, from) = (agent.id, ask.address);
    let at_home = house
        .db
        .read::<_, DbError>(move |reader| sign_in::has_been_at(reader, id, from))
        .await?;
    let attempt = Attempt {
        account: &format!("code {}", agent.email),
        from,
        at_home,
    };
    house
        .door
        .ask(&attempt)
        .map_err(|TooSoon(wait)| Refusal::too_fast(wait.as_secs() + 1))?;
    let origin = Origin {
        agent: Some(agent.id),
        address: ask.address.to_string(),
    };
    let outcome = deed(origin.clone()).await;
    if let Ok(_) | Err(CodeError::Wrong | CodeError::Locked) = &outcome {
        house.door.note(&attempt, outcome.is_ok());
    }
    if let Err(CodeError::Wrong | CodeError::Locked) = &outcome {
        let email = agent.email.clone();
        house
            .db
            .write::<_, DbError>(move |tx| audit::log(tx, &origin, "code_wrong", &email))
            .await?;
    }
    Ok(outcome?)
}

/// The second step with a code: answers the token of the new session.
pub async fn take_second_step(
    ask: &Ask,
    token: &Secret,
    half: &Half,
    typed: &str,
) -> Result<Secret, Refusal> {
    let (id, hash, typed) = (half.agent.id, token.hash(), typed.to_owned());
    let sign_in = at(ask, half.persistent);
    let token = try_code(ask, &half.agent, async |origin: Origin| {
        ask.house
            .db
            .write(move |tx| {
                // Two tabs: the first has taken it.
                if second_step::half(tx, hash)?.is_none() {
                    return Err(CodeError::TooLate);
                }
                second_step::spend(tx, &origin, id, &typed)?;
                second_step::close_half(tx, hash)?;
                Ok(sign_in::succeed(tx, id, &sign_in)?)
            })
            .await
    })
    .await?;
    ask.house.has_begun(token.hash())?;
    Ok(token)
}

/// The second step is set up with a first code: answers the token of the new session and the recovery codes.
pub async fn set_up_second_step(
    ask: &Ask,
    token: &Secret,
    half: &Half,
    typed: &str,
) -> Result<(Secret, Vec<Secret>), Refusal> {
    let (id, hash, typed) = (half.agent.id, token.hash(), typed.to_owned());
    let sign_in = at(ask, half.persistent);
    let (token, codes) = try_code(ask, &half.agent, async |origin: Origin| {
        ask.house
            .db
            .write(move |tx| {
                if second_step::half(tx, hash)?.is_none() {
                    return Err(CodeError::TooLate);
                }
                let codes = second_step::confirm(tx, &origin, id, &typed)?;
                second_step::close_half(tx, hash)?;
                Ok((sign_in::succeed(tx, id, &sign_in)?, codes))
            })
            .await
    })
    .await?;
    ask.house.has_begun(token.hash())?;
    Ok((token, codes))
}

fn at(ask: &Ask, persistent: bool) -> SignIn {
    SignIn {
        persistent,
        address: ask.address.to_string(),
        device: ask.device(),
    }
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
    let sign_in = at(ask, persistent);
    let id = agent.id;
    let token = ask
        .house
        .db
        .write::<_, DbError>(move |tx| sign_in::succeed(tx, id, &sign_in))
        .await?;
    ask.house.has_begun(token.hash())?;
    Ok(token)
}
