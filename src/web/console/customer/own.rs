//! The team's own fields, each edited in place like name and contact.

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    Known, Stand, after, customer_of,
    person::{choice, row},
    slip,
    slip::{Slip, Spot},
    view::reason,
};
use crate::{
    base::{id::FieldId, lang::Lang},
    desk::customer::field::{self, FieldKind, FillError, Filled, LONGEST},
    t,
    web::{
        answer::{Refusal, Reply},
        request::{AsAgent, Ask},
    },
};

/// The facts the team wants to know; nothing where it defined none.
pub(in crate::web) fn fields(known: &Known, slip: Option<&Slip>) -> Markup {
    html! {
        @if !known.fields.is_empty() {
            dl.facts.facts--edit.facts--own {
                @for filled in &known.fields { (one(known, filled, slip)) }
            }
        }
    }
}

/// The symbol of what may be written there.
pub(in crate::web) fn symbol(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "pencil",
        FieldKind::Number => "hash",
        FieldKind::Date => "calendar",
        FieldKind::Choice => "list-checks",
        FieldKind::Boolean => "circle-check",
        FieldKind::Link => "link",
    }
}

fn one(known: &Known, filled: &Filled, slip: Option<&Slip>) -> Markup {
    let field = &filled.field;
    let slip = slip.filter(|slip| slip.spot == Spot::Own(field.id));
    let href =
        (field.kind == FieldKind::Link && !filled.value.is_empty()).then(|| filled.value.clone());
    row(
        symbol(field.kind),
        &field.name,
        href,
        &form(known, filled, slip),
    )
}

fn form(known: &Known, filled: &Filled, slip: Option<&Slip>) -> Markup {
    let (lang, field) = (known.agent.lang, &filled.field);
    let id = format!("infield-own-{}", field.id);
    let (error, help) = (format!("{id}-error"), format!("{id}-help"));
    let described = match (slip.is_some(), field.help.is_empty()) {
        (true, true) => Some(error.clone()),
        (true, false) => Some(format!("{error} {help}")),
        (false, false) => Some(help.clone()),
        (false, true) => None,
    };
    let value = slip.map_or(filled.value.as_str(), |slip| slip.typed.as_str());
    let invalid = slip.map(|_| "true");
    html! {
        form.infield method="post" action=(known.stand.path(&format!("fields/{}", field.id))) id=(id) data-side-form data-keep {
            input type="hidden" name="seen" value=(filled.value);
            @match field.kind {
                FieldKind::Choice | FieldKind::Boolean => {
                    span.infield__pick {
                        select.select.select--sm name="value" aria-label=(field.name) data-infield
                            aria-invalid=[invalid] aria-describedby=[&described] {
                            option value="" selected[value.is_empty()] { (t!(lang, "fields-unknown")) }
                            @for (word, words) in options(lang, filled) {
                                option value=(word) selected[word == value] { (words) }
                            }
                        }
                    }
                    noscript { button.btn.btn--sm type="submit" { (t!(lang, "customer-save")) } }
                }
                FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => {
                    input.inplace name="value" type=(if field.kind == FieldKind::Date { "date" } else { "text" }) inputmode=(inputmode(field.kind))
                        value=(value) placeholder=(t!(lang, "customer-add")) aria-label=(field.name) title=(t!(lang, "customer-edit-hint"))
                        maxlength=(LONGEST) autocomplete="off" spellcheck="false" dir="auto" data-infield
                        aria-invalid=[invalid] aria-describedby=[&described] autofocus[slip.is_some()];
                }
            }
            @if !field.help.is_empty() { p.infield__help id=(help) dir="auto" { (field.help) } }
            @if let Some(slip) = slip {
                (reason(slip, &error))
                @if let Some(theirs) = &slip.theirs { (choice(lang, &shown(lang, field.kind, theirs))) }
            }
        }
    }
}

fn inputmode(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Number => "decimal",
        FieldKind::Link => "url",
        FieldKind::Text | FieldKind::Date | FieldKind::Choice | FieldKind::Boolean => "text",
    }
}

/// What one may choose, and what was chosen before the choices changed.
fn options(lang: Lang, filled: &Filled) -> Vec<(String, String)> {
    let field = &filled.field;
    let mut words: Vec<String> = match field.kind {
        FieldKind::Boolean => vec!["yes".to_owned(), "no".to_owned()],
        _ => field.choices.clone(),
    };
    if !filled.value.is_empty() && !words.contains(&filled.value) {
        words.push(filled.value.clone());
    }
    words
        .into_iter()
        .map(|word| (word.clone(), shown(lang, field.kind, &word)))
        .collect()
}

/// A value in words.
pub(in crate::web) fn shown(lang: Lang, kind: FieldKind, value: &str) -> String {
    match (kind, value) {
        (FieldKind::Boolean, "yes") => t!(lang, "fields-yes").into_owned(),
        (FieldKind::Boolean, "no") => t!(lang, "fields-no").into_owned(),
        _ => value.to_owned(),
    }
}

#[derive(Deserialize)]
pub(super) struct Written {
    value: String,
    #[serde(default)]
    seen: String,
    /// `theirs`: what a colleague wrote meanwhile shall stand.
    #[serde(default)]
    keep: String,
}

pub(super) async fn write(mut ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let field: FieldId = ask.place("field")?;
    let written: Written = ask.form().await?;
    if written.keep == "theirs" {
        return after(&ask, &agent, stand, None).await;
    }
    let customer = customer_of(&ask, stand).await?;
    let typed = written.value.clone();
    let outcome = ask
        .house
        .db
        .write::<_, FillError>(move |tx| {
            field::fill(tx, customer, field, &written.seen, &written.value)
        })
        .await;
    let slip = match outcome {
        Ok(()) => None,
        Err(error) => {
            let theirs = match &error {
                FillError::Conflict(theirs) => Some(theirs.clone()),
                _ => None,
            };
            let refusal = Refusal::from(error);
            let (status, slip) = slip(&agent, refusal, Spot::Own(field), typed)?;
            Some((status, Slip { theirs, ..slip }))
        }
    };
    after(&ask, &agent, stand, slip).await
}
