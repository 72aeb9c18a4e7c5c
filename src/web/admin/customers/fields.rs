//! The team's own fields: which there are, in which order, and what each of them takes.

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{
    super::{Room, heading, show, show_with},
    HERE, Refused, used, view,
};
use crate::{
    base::{id::FieldId, lang::Lang},
    desk::customer::field::{self, Field as Known, FieldError, FieldKind, Wanted},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        console::customer::own::symbol,
        field::{Field, Wrong, choice},
        layout::{icon, icon_sm},
        meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

/// A form of a field.
#[derive(Serialize, Deserialize)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    choices: String,
}

impl From<&Known> for Form {
    fn from(field: &Known) -> Self {
        Self {
            name: field.name.clone(),
            kind: field.kind.word().to_owned(),
            help: field.help.clone(),
            choices: field.choices.join("\n"),
        }
    }
}

impl Form {
    fn wanted(&self) -> Wanted {
        Wanted {
            name: self.name.clone(),
            help: self.help.clone(),
            choices: self.choices.lines().map(str::to_owned).collect(),
        }
    }
}

/// What was typed and not accepted.
pub(super) struct Typed {
    form: Form,
    wrong: Wrong,
}

/// What is wrong with a form; what is not the form's fault stays a refusal.
fn judge(lang: Lang, error: FieldError) -> Result<(StatusCode, Wrong), Refusal> {
    let (place, status) = match error {
        FieldError::NoName => ("name", StatusCode::BAD_REQUEST),
        FieldError::NameTaken => ("name", StatusCode::CONFLICT),
        FieldError::FewChoices | FieldError::ManyChoices => ("choices", StatusCode::BAD_REQUEST),
        FieldError::ManyFields => ("name", StatusCode::BAD_REQUEST),
        FieldError::NotFound | FieldError::Db(_) => return Err(error.into()),
    };
    let sentence = match error {
        FieldError::NoName => t!(lang, "choice-name-needed").into_owned(),
        FieldError::NameTaken => t!(lang, "field-name-taken").into_owned(),
        other => Refusal::from(other).sentence(lang),
    };
    Ok((status, Wrong::at(place, sentence)))
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let form: Form = ask.form().await?;
    let kind = FieldKind::from_word(&form.kind).ok_or_else(|| Refusal::bad("bad-form"))?;
    let (origin, wanted) = (admin.origin(&ask), form.wanted());
    let made = ask
        .house
        .db
        .write(move |tx| field::add(tx, &origin, kind, &wanted))
        .await;
    match made {
        Ok(_) => see_other(&format!("{HERE}?saved=fields")),
        Err(error) => {
            let (status, wrong) = judge(admin.lang, error)?;
            let refused = Refused {
                field: Some(Typed { form, wrong }),
                ..Refused::default()
            };
            let inside = view(&ask, admin.lang, &refused, &Wish::default()).await?;
            show_with(status, &ask, &admin, Room::Customers, &inside).await
        }
    }
}

#[derive(Deserialize)]
struct Place {
    place: usize,
    #[serde(default)]
    focus: String,
}

pub(super) async fn move_to(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: FieldId = ask.place("id")?;
    let Place { place, focus } = ask.form().await?;
    ask.house
        .db
        .write::<_, FieldError>(move |tx| field::move_to(tx, id, place))
        .await?;
    let focus = if focus == "up" { "up" } else { "down" };
    see_other(&format!("{HERE}?focus=field-{id}-{focus}"))
}

/// The field of the address, and how many customers something is known of there.
async fn of(ask: &Ask) -> Result<(Known, i64), Refusal> {
    let id: FieldId = ask.place("id")?;
    let lists = super::lists(ask).await?;
    lists
        .fields
        .into_iter()
        .find(|(field, _)| field.id == id)
        .ok_or_else(Refusal::not_found)
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let (field, uses) = of(&ask).await?;
    let inside = one(admin.lang, &field, uses, None, &wish);
    show(&ask, &admin, Room::Customers, &inside).await
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (field, _) = of(&ask).await?;
    let (id, form) = (
        field.id,
        meanwhile::form(&mut ask, &Form::from(&field)).await?,
    );
    let (origin, wanted) = (admin.origin(&ask), form.wanted());
    let saved = ask
        .house
        .db
        .write(move |tx| field::change(tx, &origin, id, &wanted))
        .await;
    match saved {
        Ok(()) => see_other(&format!("{HERE}?saved=fields")),
        Err(error) => {
            let (status, wrong) = judge(admin.lang, error)?;
            let (field, uses) = of(&ask).await?;
            let typed = Typed { form, wrong };
            let inside = one(admin.lang, &field, uses, Some(&typed), &Wish::default());
            show_with(status, &ask, &admin, Room::Customers, &inside).await
        }
    }
}

pub(super) async fn delete(ask: Ask, admin: AsAdmin) -> Reply {
    let id: FieldId = ask.place("id")?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, FieldError>(move |tx| field::delete(tx, &origin, id))
        .await?;
    see_other(&format!("{HERE}?saved=fields"))
}

fn kind_name(lang: Lang, kind: FieldKind) -> Cow<'static, str> {
    match kind {
        FieldKind::Text => t!(lang, "field-kind-text"),
        FieldKind::Number => t!(lang, "field-kind-number"),
        FieldKind::Date => t!(lang, "field-kind-date"),
        FieldKind::Choice => t!(lang, "field-kind-choice"),
        FieldKind::Boolean => t!(lang, "field-kind-boolean"),
        FieldKind::Link => t!(lang, "field-kind-link"),
    }
}

pub(super) fn card(
    lang: Lang,
    fields: &[(Known, i64)],
    typed: Option<&Typed>,
    wish: &Wish,
) -> Markup {
    let kinds: Vec<_> = FieldKind::ALL
        .into_iter()
        .map(|kind| (kind.word(), kind_name(lang, kind)))
        .collect();
    let nothing = Wrong::default();
    let (form, wrong) = typed.map_or((None, &nothing), |typed| (Some(&typed.form), &typed.wrong));
    let text = |of: fn(&Form) -> &str| form.map_or("", of);
    html! {
        section.card.choices #fields aria-labelledby="fields-title" {
            header."card__head" { div.grow { h3."card__title" #fields-title { (t!(lang, "fields-own")) } p.small.muted { (t!(lang, "fields-more")) } } }
            @if fields.is_empty() { p.setrow.muted.small { (t!(lang, "fields-empty")) } }
            @for (place, (field, uses)) in fields.iter().enumerate() {
                (row(lang, field, *uses, place, fields.len(), wish))
            }
            details."adder--card" open[typed.is_some()] {
                summary.setrow { (icon("plus")) span."setrow__t" { (t!(lang, "field-new")) } }
                form."card--pad".stack."stack--4" method="post" action={ (HERE) "/fields" } {
                    div.formgrid {
                        (Field::new("field", "name", t!(lang, "field-name")).value(text(|form| &form.name)).longest(60).required().judged(wrong))
                        (choice::select("field", "kind", &t!(lang, "field-kind"), form.map_or("text", |form| &form.kind), &kinds))
                        (Field::new("field", "help", t!(lang, "field-help")).value(text(|form| &form.help)).longest(200).optional(lang).hint(t!(lang, "field-help-hint")).wide())
                        (Field::new("field", "choices", t!(lang, "field-choices")).value(text(|form| &form.choices)).lines(4).hint(t!(lang, "field-choices-hint")).wide().judged(wrong))
                    }
                    div.row { button.btn."btn--primary" { (t!(lang, "add")) } }
                }
            }
        }
    }
}

fn row(lang: Lang, field: &Known, uses: i64, place: usize, rows: usize, wish: &Wish) -> Markup {
    let path = format!("{HERE}/fields/{}", field.id);
    let step = |up: bool| {
        let (to, sign, label, is_stuck) = if up {
            (
                place.saturating_sub(1),
                "arrow-up",
                t!(lang, "choice-up", name = &field.name),
                place == 0,
            )
        } else {
            (
                place + 1,
                "arrow-down",
                t!(lang, "choice-down", name = &field.name),
                place + 1 == rows,
            )
        };
        let word = if up { "up" } else { "down" };
        let own = wish.focus == format!("field-{}-{word}", field.id);
        // A button that can go no further gives the focus to its neighbour.
        let other = wish.focus == format!("field-{}-{}", field.id, if up { "down" } else { "up" });
        let has_focus = !is_stuck && (own || (other && (place == 0 || place + 1 == rows)));
        html! {
            form method="post" action={ (path) "/move" } {
                input type="hidden" name="place" value=(to);
                button.iconbtn."iconbtn--sm" name="focus" value=(word) aria-label=(label) title=(label) disabled[is_stuck] autofocus[has_focus] { (icon_sm(sign)) }
            }
        }
    };
    html! {
        div.choice {
            (icon_sm(symbol(field.kind)))
            div.grow {
                a.plainlink.medium.anywhere href=(path) { bdi { (field.name) } }
                p.xs.muted.anywhere {
                    (kind_name(lang, field.kind)) " · " (used(lang, uses))
                    @if !field.help.is_empty() { " · " bdi { (field.help) } }
                }
            }
            span.row."row--1" {
                (step(true))
                (step(false))
                a.iconbtn."iconbtn--sm" href=(path) aria-label=(t!(lang, "edit-person", name = &field.name)) title=(t!(lang, "edit-person", name = &field.name)) { (icon_sm("pencil")) }
            }
        }
    }
}

fn one(lang: Lang, field: &Known, uses: i64, typed: Option<&Typed>, wish: &Wish) -> Markup {
    let path = format!("{HERE}/fields/{}", field.id);
    let nothing = Wrong::default();
    let joined = field.choices.join("\n");
    let (name, help, choices, wrong) = match typed {
        Some(typed) => (
            typed.form.name.as_str(),
            typed.form.help.as_str(),
            typed.form.choices.as_str(),
            &typed.wrong,
        ),
        None => (
            field.name.as_str(),
            field.help.as_str(),
            joined.as_str(),
            &nothing,
        ),
    };
    html! {
        (heading(&field.name, &format!("{} · {}", kind_name(lang, field.kind), used(lang, uses)), &html! {
            a.btn href=(HERE) { (t!(lang, "back-to-fields")) }
        }))
        (saved::notice(lang, !wish.saved.is_empty()))
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            (meanwhile::shown(&Form::from(field)))
            div.formgrid {
                (Field::new("field", "name", t!(lang, "field-name")).value(name).longest(60).required().judged(wrong))
                (Field::new("field", "help", t!(lang, "field-help")).value(help).longest(200).optional(lang).hint(t!(lang, "field-help-hint")))
                @if field.kind == FieldKind::Choice {
                    (Field::new("field", "choices", t!(lang, "field-choices")).value(choices).lines(6).hint(t!(lang, "field-choices-kept")).wide().judged(wrong))
                }
            }
            p.small.muted { (t!(lang, "field-kind-fixed")) }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        div.card {
            div.setrow {
                (icon("trash-2"))
                div.grow { p."setrow__t" { (t!(lang, "field-delete")) } p."setrow__d" { (t!(lang, "field-delete-more", count = uses)) } }
                (Confirm {
                    lang,
                    id: "delete-field",
                    here: &path,
                    is_open: wish.sure == "delete-field",
                    deed: &t!(lang, "delete"),
                    symbol: "trash-2",
                    title: &t!(lang, "field-delete-sure", name = &field.name),
                    meaning: &t!(lang, "field-delete-more", count = uses),
                    action: &format!("{path}/delete"),
                }.show())
            }
        }
    }
}
