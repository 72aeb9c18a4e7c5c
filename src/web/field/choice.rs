//! Fields in which one chooses instead of typing.

use std::borrow::Cow;

use maud::{Markup, html};

/// A choice of one in a list that opens. `choices` are pairs of value and words.
#[must_use]
pub fn select(
    form: &str,
    name: &str,
    label: &str,
    chosen: &str,
    choices: &[(&str, Cow<'_, str>)],
) -> Markup {
    let id = format!("{form}-{name}");
    html! {
        div.field {
            label.field__label for=(id) { (label) }
            select.select id=(id) name=(name) {
                @for (value, words) in choices {
                    option value=(value) selected[*value == chosen] { (words) }
                }
            }
        }
    }
}

/// A choice of one among few that stand side by side.
#[must_use]
pub fn segments(name: &str, label: &str, chosen: &str, choices: &[(&str, Cow<'_, str>)]) -> Markup {
    html! {
        fieldset.field {
            legend.field__label { (label) }
            div."seg seg--block seg--choice" {
                @for (value, words) in choices {
                    label {
                        input type="radio" name=(name) value=(value) checked[*value == chosen];
                        span { (words) }
                    }
                }
            }
        }
    }
}

/// A box to tick.
#[must_use]
pub fn check(name: &str, label: &str, is_checked: bool) -> Markup {
    html! {
        label.check.small {
            input type="checkbox" name=(name) value="on" checked[is_checked];
            span { (label) }
        }
    }
}

/// A switch at the end of a row that says what it switches.
#[must_use]
pub fn switch_row(name: &str, symbol: &str, title: &str, more: &str, is_on: bool) -> Markup {
    switch_row_of(name, "on", symbol, title, more, is_on)
}

/// A row that looks the same and says what cannot be switched.
#[must_use]
pub fn fixed_row(symbol: &str, title: &str, more: &str) -> Markup {
    html! {
        div.setrow {
            (crate::web::layout::icon(symbol))
            span.grow {
                span."setrow__t" { (title) }
                span."setrow__d".blockline { (more) }
            }
            span.row { (crate::web::layout::icon_sm("check")) }
        }
    }
}

/// One switch among several of the same name, each with a value of its own.
#[must_use]
pub fn switch_row_of(
    name: &str,
    value: &str,
    symbol: &str,
    title: &str,
    more: &str,
    is_on: bool,
) -> Markup {
    html! {
        label.setrow {
            (crate::web::layout::icon(symbol))
            span.grow {
                span."setrow__t" { (title) }
                span."setrow__d".blockline { (more) }
            }
            span.row { span.switch { input type="checkbox" name=(name) value=(value) checked[is_on] aria-label=(title); } }
        }
    }
}
