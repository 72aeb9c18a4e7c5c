//! Sign-ins at providers that somebody has begun and not ended. They are kept in memory alone: a code is good for
//! minutes, and another one is asked for with a click.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{
    Fault, Office,
    email::{
        device::{self, Code, NotYet},
        oauth::{Provider, REFRESH},
    },
};
use crate::{
    base::{id::ChannelId, secret, time::Timestamp},
    desk::{
        account::{Keys, Trouble},
        channel::ChannelKind,
    },
};

/// What was begun is forgotten after this long,
const LASTS: Duration = Duration::from_secs(3600);
/// and the oldest when there are so many.
const MOST: usize = 50;

/// A sign-in that somebody has begun.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// What is being connected.
    pub kind: ChannelKind,
    /// The account, if it is connected already.
    pub account: Option<ChannelId>,
    /// What it is to be called; empty: as its platform calls it.
    pub name: String,
    /// What it is connected with so far.
    pub keys: Keys,
    /// What is to be entered there; `None`: it was, and we are let in.
    pub code: Option<Code>,
}

/// All of them, by words that nobody guesses; cheap to clone.
#[derive(Clone, Default)]
pub(super) struct SignIns(Arc<Mutex<HashMap<String, (Timestamp, SignIn)>>>);

impl SignIns {
    fn all(&self) -> MutexGuard<'_, HashMap<String, (Timestamp, SignIn)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether signing in with a code is possible with these keys.
#[must_use]
pub fn gives_codes(kind: ChannelKind, keys: &Keys) -> bool {
    kind == ChannelKind::Email
        && Provider::read(keys).is_some_and(|provider| !provider.device_url.is_empty())
}

/// Whether somebody has to sign in before these keys are of use.
#[must_use]
pub fn needs_code(kind: ChannelKind, keys: &Keys) -> bool {
    gives_codes(kind, keys) && keys.get(REFRESH).is_empty()
}

impl Office {
    /// Asks for a code with which somebody signs in, and answers the word by which it is found again.
    pub async fn begin_sign_in(&self, mut begun: SignIn) -> Result<String, Fault> {
        begun.code = Some(self.code(&begun.keys).await?);
        let word = secret::random_hex();
        self.put_sign_in(&word, begun);
        Ok(word)
    }

    async fn code(&self, keys: &Keys) -> Result<Code, Fault> {
        let none = || Fault::Account(Trouble::Setup, String::new());
        let provider = Provider::read(keys).ok_or_else(none)?;
        device::ask(self.http(), &provider, self.db.clock().now()).await
    }

    /// Asks for another code in place of one that is no good any more.
    pub async fn another_code(&self, begun: &mut SignIn) -> Result<(), Fault> {
        begun.code = Some(self.code(&begun.keys).await?);
        Ok(())
    }

    /// Asks whether somebody has signed in. If so, the keys are complete.
    pub async fn ask_sign_in(&self, begun: &mut SignIn) -> Result<(), NotYet> {
        let (Some(code), Some(provider)) = (&mut begun.code, Provider::read(&begun.keys)) else {
            return Ok(());
        };
        let now = self.db.clock().now();
        let word = device::exchange(self.http(), &provider, code, now).await?;
        begun.keys.set(REFRESH, &word);
        begun.code = None;
        Ok(())
    }

    /// A sign-in that was begun; `None` when that is too long ago, or in another process's time.
    #[must_use]
    pub fn sign_in(&self, word: &str) -> Option<SignIn> {
        let now = self.db.clock().now();
        let all = self.sign_ins.all();
        let (begun_at, begun) = all.get(word)?;
        (now.since(*begun_at) < LASTS).then(|| begun.clone())
    }

    /// Notes how far it is.
    pub fn put_sign_in(&self, word: &str, begun: SignIn) {
        let now = self.db.clock().now();
        let mut all = self.sign_ins.all();
        all.retain(|_, (at, _)| now.since(*at) < LASTS);
        if all.len() >= MOST
            && !all.contains_key(word)
            && let Some(oldest) = all.iter().min_by_key(|(_, (at, _))| *at)
        {
            let oldest = oldest.0.clone();
            all.remove(&oldest);
        }
        let at = all.get(word).map_or(now, |(at, _)| *at);
        all.insert(word.to_owned(), (at, begun));
    }

    /// It has come to its end.
    pub fn end_sign_in(&self, word: &str) {
        self.sign_ins.all().remove(word);
    }
}
