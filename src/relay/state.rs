//! Who the relay's office is, and what it has told. A file of JSON that is replaced as a whole.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::{
    base::{secret::random_hex, time::Timestamp},
    db::disk,
    link::{
        hello::{Brief, Hello, Refused},
        seal::SealKey,
    },
    tls::{self, peer::Fingerprint},
};

const FILE: &str = "relay.json";

/// The office that the relay knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Office {
    /// Of its certificate, in hex.
    pub(super) fingerprint: String,
    /// The key to which is sealed, in hex.
    pub(super) seal: String,
    /// Since when.
    pub(super) since: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Known {
    /// What the office shows the first time; gone once it has.
    code: Option<String>,
    office: Option<Office>,
    brief: Brief,
}

/// What the relay knows.
pub(super) struct State {
    path: PathBuf,
    known: RwLock<Known>,
}

impl State {
    /// What is known in this folder; a relay without an office makes up a code. `forgets`: as if it never had one.
    pub(super) fn open(home: &Path, forgets: bool) -> anyhow::Result<Self> {
        fs::create_dir_all(home)
            .and_then(|()| disk::restrict(home))
            .with_context(|| format!("{} cannot be made", home.display()))?;
        let path = home.join(FILE);
        let mut known: Known = match fs::read(&path) {
            Ok(_) if forgets => Known::default(),
            // An office is not forgotten because something happened to a file.
            Ok(bytes) => serde_json::from_slice(&bytes)
                .with_context(|| format!("{} cannot be read", path.display()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Known::default(),
            Err(error) => {
                return Err(error).with_context(|| format!("{} cannot be read", path.display()));
            }
        };
        if known.office.is_none() && known.code.is_none() {
            known.code = Some(random_hex());
        }
        let state = Self {
            path,
            known: RwLock::default(),
        };
        state.put(&known)?;
        *state.write() = known;
        Ok(state)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        look(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, known: &Known) -> anyhow::Result<()> {
        let text = serde_json::to_string(known).expect("plain data");
        Ok(tls::put(&self.path, &text)?)
    }

    pub(super) fn code(&self) -> Option<String> {
        self.with(|known| known.code.clone())
    }

    pub(super) fn office(&self) -> Option<Office> {
        self.with(|known| known.office.clone())
    }

    pub(super) fn brief(&self) -> Brief {
        self.with(|known| known.brief.clone())
    }

    /// To whom is sealed; `None` before there is an office.
    pub(super) fn seal_key(&self) -> Option<SealKey> {
        SealKey::read(&self.office()?.seal)
    }

    /// The office has told what the relay has to know.
    pub(super) fn told(&self, brief: Brief) -> anyhow::Result<()> {
        let mut known = self.write();
        if known.brief == brief {
            return Ok(());
        }
        let new = Known {
            brief,
            ..known.clone()
        };
        self.put(&new)?;
        *known = new;
        Ok(())
    }

    /// Somebody calls who has shown this fingerprint: the relay's office, or whoever has its code as long as there is
    /// none. An office that seals to another key than before is the same office; what was sealed before it may have lost.
    pub(super) fn admit(
        &self,
        shown: Fingerprint,
        hello: &Hello,
        now: Timestamp,
    ) -> anyhow::Result<Result<(), Refused>> {
        let mut known = self.write();
        let is_known = match &known.office {
            Some(office) if office.fingerprint != shown.to_string() => {
                return Ok(Err(Refused::OtherOffice));
            }
            Some(office) => office.seal == hello.seal,
            None => {
                let is_right = match (&known.code, &hello.code) {
                    (Some(code), Some(said)) => is_same(code, said),
                    _ => false,
                };
                if !is_right {
                    return Ok(Err(match hello.code {
                        Some(_) => Refused::WrongCode,
                        None => Refused::Unpaired,
                    }));
                }
                false
            }
        };
        if SealKey::read(&hello.seal).is_none() {
            return Ok(Err(Refused::WrongCode));
        }
        if !is_known {
            let new = Known {
                code: None,
                office: Some(Office {
                    fingerprint: shown.to_string(),
                    seal: hello.seal.clone(),
                    since: known.office.as_ref().map_or(now, |office| office.since),
                }),
                brief: known.brief.clone(),
            };
            // Before the office is told that it is known.
            self.put(&new)?;
            *known = new;
        }
        Ok(Ok(()))
    }
}

/// Takes the same time wherever the two differ.
fn is_same(one: &str, other: &str) -> bool {
    let differences = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::seal::OfficeKey;

    #[test]
    fn one_office_is_taken_by_its_code_and_no_other_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("relay");
        let seal = OfficeKey::open(folder.path()).unwrap().seal_key().hex();
        let state = State::open(&home, false).unwrap();
        let code = state.code().unwrap();
        let (ours, theirs) = (Fingerprint([1; 32]), Fingerprint([2; 32]));
        let hello = |code: Option<&str>| Hello {
            version: 1,
            program: String::new(),
            code: code.map(str::to_owned),
            seal: seal.clone(),
        };
        let now = Timestamp(7);
        let refused = state.admit(theirs, &hello(None), now).unwrap();
        assert_eq!(refused, Err(Refused::Unpaired));
        for wrong in [Some(""), Some("00"), Some(&code[1..])] {
            let refused = state.admit(theirs, &hello(wrong), now).unwrap();
            assert_eq!(refused, Err(Refused::WrongCode));
        }
        // The code outlives a start, so that words that were copied stay good.
        drop(state);
        let state = State::open(&home, false).unwrap();
        assert_eq!(state.code().unwrap(), code);
        assert_eq!(state.admit(ours, &hello(Some(&code)), now).unwrap(), Ok(()));
        assert_eq!(state.code(), None);
        for said in [None, Some(code.as_str())] {
            let refused = state.admit(theirs, &hello(said), now).unwrap();
            assert_eq!(refused, Err(Refused::OtherOffice));
            assert_eq!(state.admit(ours, &hello(said), now).unwrap(), Ok(()));
        }
        drop(state);
        let state = State::open(&home, false).unwrap();
        assert_eq!(state.office().unwrap().fingerprint, ours.to_string());
        assert!(state.seal_key().is_some());
        drop(state);
        let anew = State::open(&home, true).unwrap();
        assert!(anew.office().is_none());
        assert_ne!(anew.code().unwrap(), code);
        std::fs::write(home.join(FILE), "{").unwrap();
        assert!(State::open(&home, false).is_err());
    }
}
