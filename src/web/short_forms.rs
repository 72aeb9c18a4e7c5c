//! The list of short forms, as admins keep the team's and agents their own.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    answer::Refusal,
    field::{self, Wrong},
    layout::icon_sm,
};
use crate::{
    base::{id::ShortFormId, lang::Lang},
    desk::short_form::{LONGEST, ShortForm, ShortFormError},
    t,
};

/// What the form of a row says.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) short: String,
    #[serde(default)]
    pub(super) text: String,
}

/// A row that was not accepted; no id: the new one.
#[derive(Default)]
pub(super) struct Refused {
    row: Option<ShortFormId>,
    typed: Option<Typed>,
    wrong: Wrong,
}

/// What was wrong, beside its row, with the status to say so; other errors are refusals.
pub(super) fn judge(
    lang: Lang,
    row: Option<ShortFormId>,
    typed: Typed,
    error: ShortFormError,
) -> Result<(StatusCode, Refused), Refusal> {
    let (status, field, why) = match error {
        ShortFormError::NoWord => (
            StatusCode::BAD_REQUEST,
            "short",
            t!(lang, "short-form-word"),
        ),
        ShortFormError::NoText => (
            StatusCode::BAD_REQUEST,
            "text",
            t!(lang, "short-form-text-needed"),
        ),
        ShortFormError::Taken => (StatusCode::CONFLICT, "short", t!(lang, "short-form-taken")),
        ShortFormError::TooMany => (StatusCode::CONFLICT, "short", t!(lang, "short-form-many")),
        ShortFormError::NotFound => return Err(Refusal::not_found()),
        ShortFormError::Db(error) => return Err(error.into()),
    };
    let refused = Refused {
        row,
        typed: Some(typed),
        wrong: Wrong::at(field, why),
    };
    Ok((status, refused))
}

/// The list below this path. `title` is its heading, of the level that its page needs.
pub(super) fn card(
    lang: Lang,
    path: &str,
    title: &Markup,
    list: &[ShortForm],
    refused: &Refused,
) -> Markup {
    let new = refused.typed.as_ref().filter(|_| refused.row.is_none());
    let none = Wrong::default();
    html! {
        div.card.choices #short-forms {
            header."card__head" { div.grow {
                (title)
                p.small.muted { (t!(lang, "short-forms-more")) }
            } }
            @if list.is_empty() { p.setrow.muted.small { (t!(lang, "short-forms-empty")) } }
            @for form in list {
                @let is_here = refused.row == Some(form.id);
                @let typed = refused.typed.as_ref().filter(|_| is_here);
                div.choice id={ "short-form-" (form.id) } {
                    form."short-form".grow method="post" action={ (path) "/" (form.id) } {
                        (fields(lang, &format!("short-form-{}", form.id),
                            typed.map_or(&form.short, |typed| &typed.short), typed.map_or(&form.text, |typed| &typed.text),
                            if is_here { &refused.wrong } else { &none }))
                        button.btn."btn--sm" { (t!(lang, "save")) }
                    }
                    form method="post" action={ (path) "/" (form.id) "/remove" } {
                        @let label = t!(lang, "short-form-remove", short = &form.short);
                        button.iconbtn."iconbtn--sm"."iconbtn--danger" aria-label=(label) title=(label) { (icon_sm("x")) }
                    }
                }
            }
            div."choice choice--new" {
                form."short-form".grow method="post" action=(path) {
                    (fields(lang, "short-form-new", new.map_or("", |typed| &typed.short), new.map_or("", |typed| &typed.text),
                        if new.is_some() { &refused.wrong } else { &none }))
                    button.btn { (icon_sm("plus")) (t!(lang, "add")) }
                }
            }
        }
    }
}

fn fields(lang: Lang, id: &str, short: &str, text: &str, wrong: &Wrong) -> Markup {
    let described = |name: &str| wrong.beside(name).map(|_| format!("{id}-{name}-error"));
    let invalid = |name: &str| wrong.beside(name).map(|_| "true");
    html! {
        div {
            input.input name="short" value=(short) maxlength="20" dir="auto" autocomplete="off" spellcheck="false" required
                aria-label=(t!(lang, "short-form-short")) placeholder=(t!(lang, "short-form-example"))
                aria-invalid=[invalid("short")] aria-describedby=[described("short")] autofocus[wrong.begins_with("short")];
            (field::error(&format!("{id}-short"), wrong.beside("short")))
        }
        div {
            textarea.textarea name="text" rows="1" maxlength=(LONGEST) dir="auto" required
                aria-label=(t!(lang, "short-form-text")) placeholder=(t!(lang, "short-form-text-example"))
                aria-invalid=[invalid("text")] aria-describedby=[described("text")] autofocus[wrong.begins_with("text")] { "\n" (text) }
            (field::error(&format!("{id}-text"), wrong.beside("text")))
        }
    }
}
