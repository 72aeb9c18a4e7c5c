//! What the guard found, as browsers and programs are told.

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::Refusal;
use crate::desk::guard::{Find, Spot};

/// One find. Places are counted in UTF-16 units, as browsers count; what was found is not repeated.
#[derive(Debug, Serialize)]
pub struct Told<'a> {
    rule: &'a str,
    advice: &'a str,
    blocks: bool,
    /// The name of the file it was found in; absent when it stands in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    masked: Option<&'a str>,
}

/// The finds in this text, as JSON.
#[must_use]
pub fn told<'a>(finds: &'a [Find], text: &str) -> Vec<Told<'a>> {
    finds
        .iter()
        .map(|find| {
            let (within, file) = match &find.spot {
                Spot::Text => (text, None),
                Spot::File(name) => (name.as_str(), Some(name.as_str())),
            };
            let units = |bytes: usize| {
                within
                    .get(..bytes)
                    .map_or(0, |before| before.encode_utf16().count())
            };
            Told {
                rule: &find.name,
                advice: &find.advice,
                blocks: find.blocks,
                file,
                start: units(find.range.start),
                end: units(find.range.end),
                masked: find.masked.as_deref(),
            }
        })
        .collect()
}

/// Why it was not sent. Only what warns can be sent anyway.
pub(super) fn refusal(finds: &[Find]) -> Refusal {
    let blocks = finds.iter().any(|find| find.blocks);
    let code = if blocks {
        "sensitive-blocked"
    } else {
        "sensitive"
    };
    let first = finds.iter().find(|find| find.blocks == blocks);
    let rules: BTreeSet<&str> = finds.iter().map(|find| find.name.as_str()).collect();
    Refusal::conflict(code)
        .with("rule", first.map_or("", |find| &find.name))
        .with("advice", first.map_or("", |find| &find.advice))
        .detail(serde_json::json!({ "rules": rules, "overridable": !blocks }))
}
