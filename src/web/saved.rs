//! "Saved": what a form's page says after it was accepted and shown anew.

use maud::{Markup, html};
use serde::Deserialize;

use super::{answer::Refusal, layout::icon_sm, request::Ask};
use crate::{base::lang::Lang, t};

/// What a screen was asked to show beside its usual content.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// A form of this name was accepted a moment ago.
    pub saved: String,
    /// The dialog that is open.
    pub sure: String,
    /// The button that was pressed, which keeps the focus.
    pub focus: String,
}

impl Wish {
    /// From the address.
    pub fn of(ask: &Ask) -> Result<Self, Refusal> {
        ask.query()
    }
}

/// The word, where it belongs.
#[must_use]
pub fn notice(lang: Lang, is_saved: bool) -> Markup {
    notice_of(is_saved, &t!(lang, "saved"))
}

/// Other words, where something else was done.
#[must_use]
pub fn notice_of(is_done: bool, words: &str) -> Markup {
    html! {
        @if is_done {
            p.notice."notice--ok".small role="status" data-passing { (icon_sm("circle-check")) span { (words) } }
        }
    }
}
