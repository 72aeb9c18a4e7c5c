//! The doctor: looks at everything that can be wrong with a house, and says in words what is well, what is not, and what to do
//! (R41). It changes nothing, works beside an open house and on a closed one, and tells no secret, no name and nobody's words.
//!
//! Each check is a plain function of facts; gathering those is apart from judging them.

mod file;
mod judge;
mod machine;
mod rows;
mod secrets;

use std::path::Path;

use serde::{Serialize, Serializer, ser::SerializeStruct};

pub use self::judge::{certificate, channel_reached, url_reached};
use super::{
    folder::{self, Holder},
    key, ledger,
};
use crate::{
    base::{
        lang::{Lang, Place},
        time::Timestamp,
        vault::Vault,
    },
    db::{DbError, Reader},
    desk::account::{self, Account},
};

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing is to be done.
    Well,
    /// Somebody should look at it one of these days.
    Look,
    /// Something is wrong.
    Wrong,
}

/// What fills a place in a finding's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// Words.
    Words(String),
    /// A number, which may choose the plural form.
    Number(i64),
}

/// What one check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check; its name on screen is the text `doctor-CHECK`.
    pub check: &'static str,
    /// What it came to; its words are the text `doctor-CHECK-STATE`.
    pub state: &'static str,
    /// How that is. What is not well has a text `doctor-CHECK-STATE-next`.
    pub verdict: Verdict,
    /// Of which channel, where there may be several: its number.
    pub subject: Option<i64>,
    /// What fills the places.
    pub places: Vec<(&'static str, Fill)>,
}

impl Finding {
    fn new(check: &'static str, state: &'static str, verdict: Verdict) -> Self {
        Self {
            check,
            state,
            verdict,
            subject: None,
            places: Vec::new(),
        }
    }

    fn well(check: &'static str, state: &'static str) -> Self {
        Self::new(check, state, Verdict::Well)
    }

    fn look(check: &'static str, state: &'static str) -> Self {
        Self::new(check, state, Verdict::Look)
    }

    fn wrong(check: &'static str, state: &'static str) -> Self {
        Self::new(check, state, Verdict::Wrong)
    }

    fn words_for(mut self, place: &'static str, words: impl Into<String>) -> Self {
        self.places.push((place, Fill::Words(words.into())));
        self
    }

    fn number(mut self, place: &'static str, number: u64) -> Self {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.places.push((place, Fill::Number(number)));
        self
    }

    fn of(mut self, subject: i64) -> Self {
        self.subject = Some(subject);
        self
    }

    fn fill(&self, lang: Lang, name: &str) -> String {
        let places: Vec<(&'static str, Place<'_>)> = self
            .places
            .iter()
            .map(|(place, fill)| match fill {
                Fill::Words(words) => (*place, Place::Text(words)),
                Fill::Number(number) => (*place, Place::Number(*number)),
            })
            .collect();
        lang.fill(name, &places).into_owned()
    }

    /// What was looked at.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        self.fill(lang, &format!("doctor-{}", self.check))
    }

    /// How it is.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        self.fill(lang, &format!("doctor-{}-{}", self.check, self.state))
    }

    /// What to do, where anything is.
    #[must_use]
    pub fn next_step(&self, lang: Lang) -> Option<String> {
        let name = format!("doctor-{}-{}-next", self.check, self.state);
        (self.verdict != Verdict::Well).then(|| self.fill(lang, &name))
    }
}

impl Serialize for Finding {
    /// For programs: check, state and verdict are fixed words, the sentences are English.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shown = serializer.serialize_struct("Finding", 6)?;
        shown.serialize_field("check", self.check)?;
        shown.serialize_field("state", self.state)?;
        shown.serialize_field("verdict", &self.verdict)?;
        shown.serialize_field("channel", &self.subject)?;
        shown.serialize_field("words", &self.words(Lang::En))?;
        shown.serialize_field("next", &self.next_step(Lang::En))?;
        shown.end()
    }
}

/// The worst of them; well if there are none.
#[must_use]
pub fn worst(findings: &[Finding]) -> Verdict {
    findings
        .iter()
        .map(|finding| finding.verdict)
        .max()
        .unwrap_or(Verdict::Well)
}

/// Looks at a folder from outside, whether its house is open or closed, and at the file with its key. `thorough`: reads every page and every file.
#[must_use]
pub fn examine(data: &Path, key: &Path, thorough: bool, now: Timestamp) -> Vec<Finding> {
    let mut findings = machine::folder(data);
    let holder = folder::holder(data);
    findings.push(judge::lock(&holder));
    let in_service = matches!(holder, Ok(Holder::Somebody(_)));
    let (of_file, snapshot) = file::open(data, in_service, thorough);
    findings.extend(of_file);
    let vault = key::read(key);
    let snapshot = snapshot.map(|snapshot| match &vault {
        Ok(Some(vault)) => snapshot.with_vault(vault.clone()),
        Ok(None) | Err(_) => snapshot,
    });
    if let Some(snapshot) = &snapshot {
        findings.push(secrets::look(&vault, key, &snapshot.reader_at(now)));
        findings.extend(rows::look(&snapshot.reader_at(now)));
    }
    let joined = snapshot
        .as_ref()
        .and_then(|snapshot| rows::first_joined(&snapshot.reader_at(now)));
    findings.push(judge::backup(ledger::newest_backup(data), joined, now));
    findings.extend(machine::process(data, &holder));
    findings
}

/// The connected accounts of a house that is looked at from outside, whose key lies there; none where there is no file that can be read.
pub fn accounts(data: &Path, key: &Path) -> anyhow::Result<Vec<Account>> {
    let in_service = matches!(folder::holder(data), Ok(Holder::Somebody(_)));
    match file::open(data, in_service, false).1 {
        Some(snapshot) => {
            let vault = key::read(key)?.unwrap_or_else(Vault::random);
            Ok(account::all(&snapshot.with_vault(vault).reader())?)
        }
        None => Ok(Vec::new()),
    }
}

/// Looks from within an open house, whose file is read by `reader`: nothing is opened a second time.
pub fn examine_own(data: &Path, key: &Path, reader: &Reader<'_>) -> Result<Vec<Finding>, DbError> {
    let mut findings = machine::folder(data);
    findings.push(file::glance(reader));
    findings.push(secrets::look(&key::read(key), key, reader));
    findings.extend(rows::look(reader));
    findings.push(judge::backup(
        ledger::newest_backup(data),
        rows::first_joined(reader),
        reader.now,
    ));
    findings.extend(machine::own(data));
    Ok(findings)
}

#[cfg(test)]
mod tests;
