//! What a browser must know to choose files: it says what will be refused before anything is sent.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    desk::{allowance::Allowance, family::Family},
    upload,
};

/// What may be chosen.
#[derive(Debug, Serialize)]
pub struct Picker {
    /// Largest picture, in bytes.
    picture_bytes: u64,
    /// Width times height of a picture at most.
    picture_pixels: u64,
    /// Largest other file, in bytes.
    file_bytes: u64,
    /// Sorts that are taken, each with the endings of its files.
    sorts: BTreeMap<&'static str, Vec<&'static str>>,
    /// Sorts that are known and not taken here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    others: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Picker {
    /// For whoever may send this.
    #[must_use]
    pub fn new(allowance: &Allowance) -> Self {
        let (taken, others): (Vec<Family>, Vec<Family>) = Family::ALL
            .iter()
            .partition(|family| allowance.families.contains(family));
        let with_endings = |families: Vec<Family>| {
            families
                .into_iter()
                .map(|family| (family.word(), upload::endings(family)))
                .collect()
        };
        Self {
            picture_bytes: allowance.most(true),
            picture_pixels: upload::picture::MOST_PIXELS,
            file_bytes: allowance.most(false),
            sorts: with_endings(taken),
            others: with_endings(others),
        }
    }

    /// The same for a page that strangers load, without what is of no use to them.
    #[must_use]
    pub fn brief(allowance: &Allowance) -> Self {
        Self {
            others: BTreeMap::new(),
            ..Self::new(allowance)
        }
    }

    /// As an attribute carries it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a picker is plain data")
    }

    /// What `accept` of a file input says.
    #[must_use]
    pub fn accept(&self) -> String {
        let endings = self.sorts.values().flatten();
        let mut accept: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
        accept.sort_unstable();
        accept.dedup();
        accept.join(",")
    }
}
