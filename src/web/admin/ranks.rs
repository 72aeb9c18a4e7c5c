//! Rows that stand in an order of importance and can be switched off: rules, prompters.

use maud::{Markup, html};
use serde::Deserialize;

use crate::{base::lang::Lang, t, web::layout::icon_sm};

/// Which way a row is moved.
#[derive(Deserialize)]
pub(super) struct Moved {
    to: String,
}

impl Moved {
    /// Up, rather than down.
    pub(super) fn is_up(&self) -> bool {
        self.to == "up"
    }
}

/// Whether something shall be on.
#[derive(Deserialize)]
pub(super) struct Switched {
    pub(super) on: bool,
}

/// What stands behind the name of a row that is off.
pub(super) fn off(lang: Lang, is_on: bool) -> Markup {
    html! { @if !is_on { " " span.pill."pill--archived" { (t!(lang, "rule-off")) } } }
}

/// The buttons of the row of this name at `path`: a step up, a step down, the switch.
pub(super) fn buttons(
    lang: Lang,
    path: &str,
    (name, is_on): (&str, bool),
    (is_first, is_last): (bool, bool),
) -> Markup {
    html! {
        div.row {
            form.row method="post" action={ (path) "/move" } {
                button.iconbtn name="to" value="up" disabled[is_first] aria-label=(t!(lang, "rule-up", name = name)) { (icon_sm("arrow-up")) }
                button.iconbtn name="to" value="down" disabled[is_last] aria-label=(t!(lang, "rule-down", name = name)) { (icon_sm("arrow-down")) }
            }
            (switch(lang, &format!("{path}/switch"), is_on, name))
        }
    }
}

/// The switch alone.
pub(super) fn switch(lang: Lang, action: &str, is_on: bool, name: &str) -> Markup {
    html! {
        form.row method="post" action=(action) {
            button.btn."btn--sm" name="on" value=(!is_on) aria-label=(if is_on { t!(lang, "rule-switch-off", name = name) } else { t!(lang, "rule-switch-on", name = name) }) {
                @if is_on { (t!(lang, "rule-turn-off")) } @else { (t!(lang, "rule-turn-on")) }
            }
        }
    }
}
