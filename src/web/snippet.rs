//! Text to be copied: the line for the team's site, a link, a key.

use maud::{Markup, html};

use super::{layout::icon_xs, reach};
use crate::{base::lang::Lang, t};

/// The line that puts a web chat on a site, as text.
#[must_use]
pub fn line(base_url: &str, site_key: &str) -> String {
    format!(r#"<script async src="{base_url}/w.js" data-site="{site_key}"></script>"#)
}

/// The line, to be looked at.
#[must_use]
pub fn shown(id: &str, base_url: &str, site_key: &str) -> Markup {
    html! {
        div.code #(id) tabindex="0" {
            span.k { "<script" } " async src=" span.s { "\"" (base_url) "/w.js\"" }
            "\n        data-site=" span.s { "\"" (site_key) "\"" } span.k { "></script>" }
        }
    }
}

/// A button that copies the text of the element `id`. Works by script alone, which shows it.
#[must_use]
pub fn copy(lang: Lang, id: &str) -> Markup {
    html! {
        button.btn."btn--sm" type="button" data-copy=(id) data-done=(t!(lang, "copied")) hidden {
            (icon_xs("copy")) span aria-live="polite" { (t!(lang, "copy")) }
        }
    }
}

/// A fingerprint, whose line breaks where a pair ends.
#[must_use]
pub fn pairs(fingerprint: &str) -> Markup {
    html! { @for pair in fingerprint.split_inclusive(':') { (pair) wbr; } }
}

/// Something that is shown this once, with its button. `label` says what it is.
#[must_use]
pub fn once(lang: Lang, id: &str, label: &str, text: &str, more: &str) -> Markup {
    html! {
        div.notice."notice--ok".once role="status" {
            div.stack.grow {
                p.semi { (label) }
                div.row {
                    input.input.mono.grow id=(id) readonly value=(text) aria-label=(label) autofocus;
                    (copy(lang, id))
                }
                p.small { (more) }
            }
        }
        (reach::notice(lang, text))
    }
}
