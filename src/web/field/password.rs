//! A password: typed unseen unless asked to show, judged in words.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{Wrong, described_by, error};
use crate::{
    base::lang::Lang,
    desk::team::password::{LONGEST, PasswordError, SHORTEST},
    t,
};

/// What is wrong with a new password.
#[must_use]
pub fn why_not(lang: Lang, error: PasswordError) -> Cow<'static, str> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    match error {
        PasswordError::TooShort => t!(lang, "password-short", count = count(SHORTEST)),
        PasswordError::TooLong => t!(lang, "password-long", count = count(LONGEST)),
        PasswordError::Common => t!(lang, "password-common"),
        PasswordError::Personal => t!(lang, "password-personal"),
    }
}

/// A field for a password one has. `name` is unique on its screen.
#[must_use]
pub fn known(lang: Lang, name: &str, label: &str, wrong: &Wrong, has_focus: bool) -> Markup {
    field(
        lang,
        name,
        label,
        "current-password",
        None,
        wrong,
        has_focus,
    )
}

/// A field for a password one chooses, which says how good it is.
#[must_use]
pub fn chosen(lang: Lang, name: &str, label: &str, wrong: &Wrong, has_focus: bool) -> Markup {
    let count = i64::try_from(SHORTEST).unwrap_or(i64::MAX);
    // A form that comes back for another reason comes back without the password.
    let hint = if wrong.is_empty() || wrong.beside(name).is_some() {
        t!(lang, "password-hint", count = count)
    } else {
        t!(lang, "password-again")
    };
    let hint = Some(hint.as_ref());
    field(lang, name, label, "new-password", hint, wrong, has_focus)
}

fn field(
    lang: Lang,
    name: &str,
    label: &str,
    autocomplete: &str,
    hint: Option<&str>,
    wrong: &Wrong,
    has_focus: bool,
) -> Markup {
    let why = wrong.beside(name);
    html! {
        div.field.wide {
            label."field__label" for=(name) { (label) }
            input.input id=(name) name=(name) type="password" autocomplete=(autocomplete) required
                aria-invalid=[why.map(|_| "true")] aria-describedby=[described_by(name, hint.is_some(), why.is_some())]
                autofocus[has_focus || wrong.begins_with(name)];
            // Works by script alone, which shows it. It stands beside the label and comes after the field: one
            // key leads from the address to the password.
            button.xs.linkbtn.reveal type="button" data-reveal=(name) data-shown=(t!(lang, "password-hide")) aria-pressed="false" hidden { (t!(lang, "password-show")) }
            (error(name, why))
            @if let Some(hint) = hint {
                span.pwmeter data-meter=(name) {
                    svg.bar aria-hidden="true" hidden { rect width="0%" height="100%" rx="4" {} }
                    span.field__hint id={ (name) "-hint" } aria-live="polite" { (hint) }
                }
            }
        }
    }
}
