//! The team's tags: named, coloured, merged and deleted in one place.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, heading, show, show_with},
    HERE, Refused, used, view,
};
use crate::{
    base::{id::TagId, lang::Lang},
    desk::customer::tag::{self, COLOURS, TagError, Used},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{self, Field, Wrong},
        layout::{icon, icon_sm},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

/// What was typed and not accepted.
pub(super) struct Typed {
    name: String,
    wrong: Wrong,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

fn judge(lang: Lang, error: TagError, place: &'static str) -> Result<(StatusCode, Wrong), Refusal> {
    let refusal = Refusal::from(error);
    match refusal.status {
        StatusCode::BAD_REQUEST | StatusCode::CONFLICT => {
            Ok((refusal.status, Wrong::at(place, refusal.sentence(lang))))
        }
        _ => Err(refusal),
    }
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Named { name } = ask.form().await?;
    let (origin, typed) = (admin.origin(&ask), name.clone());
    let made = ask
        .house
        .db
        .write(move |tx| tag::define(tx, &origin, &name))
        .await;
    match made {
        Ok(tag) => see_other(&format!("{HERE}/tags/{}?saved=tag", tag.id)),
        Err(error) => {
            let (status, wrong) = judge(admin.lang, error, "name")?;
            let refused = Refused {
                tag: Some(Typed { name: typed, wrong }),
                ..Refused::default()
            };
            let inside = view(&ask, admin.lang, &refused, &Wish::default()).await?;
            show_with(status, &ask, &admin, Room::Customers, &inside).await
        }
    }
}

/// The tag of the address, and all the others.
async fn of(ask: &Ask) -> Result<(Used, Vec<Used>), Refusal> {
    let id: TagId = ask.place("id")?;
    let mut tags = super::lists(ask).await?.tags;
    let place = tags.iter().position(|used| used.tag.id == id);
    let own = tags.remove(place.ok_or_else(Refusal::not_found)?);
    Ok((own, tags))
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let (tag, others) = of(&ask).await?;
    let inside = one(admin.lang, &tag, &others, None, &wish);
    show(&ask, &admin, Room::Customers, &inside).await
}

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    name: String,
    colour: u8,
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: TagId = ask.place("id")?;
    let form: Form = ask.form().await?;
    let (origin, name) = (admin.origin(&ask), form.name.clone());
    let saved = ask
        .house
        .db
        .write::<_, TagError>(move |tx| {
            tag::rename(tx, &origin, id, &form.name)?;
            tag::recolour(tx, id, form.colour)
        })
        .await;
    settle(&ask, &admin, saved, "name", name).await
}

#[derive(Deserialize)]
struct Into_ {
    into: TagId,
}

pub(super) async fn merge(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: TagId = ask.place("id")?;
    let Into_ { into } = ask.form().await?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, TagError>(move |tx| tag::merge(tx, &origin, id, into))
        .await?;
    see_other(&format!("{HERE}/tags/{into}?saved=tag"))
}

pub(super) async fn delete(ask: Ask, admin: AsAdmin) -> Reply {
    let id: TagId = ask.place("id")?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, TagError>(move |tx| tag::delete(tx, &origin, id))
        .await?;
    see_other(&format!("{HERE}?saved=tags"))
}

async fn settle(
    ask: &Ask,
    admin: &AsAdmin,
    outcome: Result<(), TagError>,
    place: &'static str,
    name: String,
) -> Reply {
    match outcome {
        Ok(()) => see_other(&format!("{HERE}?saved=tags")),
        Err(error) => {
            let (status, wrong) = judge(admin.lang, error, place)?;
            let (tag, others) = of(ask).await?;
            let typed = Typed { name, wrong };
            let inside = one(admin.lang, &tag, &others, Some(&typed), &Wish::default());
            show_with(status, ask, admin, Room::Customers, &inside).await
        }
    }
}

pub(super) fn card(lang: Lang, tags: &[Used], typed: Option<&Typed>) -> Markup {
    let (name, why) = typed.map_or(("", None), |typed| {
        (typed.name.as_str(), typed.wrong.beside("name"))
    });
    html! {
        section.card.choices #tags aria-labelledby="tags-title" {
            header."card__head" { div.grow { h3."card__title" #tags-title { (t!(lang, "customer-tags")) } p.small.muted { (t!(lang, "tags-more")) } } }
            @if tags.is_empty() { p.setrow.muted.small { (t!(lang, "tags-empty")) } }
            @for Used { tag, customers } in tags {
                @let path = format!("{HERE}/tags/{}", tag.id);
                div.choice {
                    div.grow { a.plainlink href=(path) { span class={ "tag tag--" (tag.colour) } { bdi.truncate { (tag.name) } } } }
                    a.xs.muted href={ "/people?tag=" (tag.id) } { (used(lang, *customers)) }
                    a.iconbtn."iconbtn--sm" href=(path) aria-label=(t!(lang, "edit-person", name = &tag.name)) title=(t!(lang, "edit-person", name = &tag.name)) { (icon_sm("pencil")) }
                }
            }
            form."choice choice--new" method="post" action={ (HERE) "/tags" } {
                div.grow {
                    input.input #tag-new name="name" value=(name) maxlength="40" dir="auto" autocomplete="off" required
                        aria-label=(t!(lang, "customer-tag-new")) placeholder=(t!(lang, "customer-tag-new")) aria-invalid=[why.map(|_| "true")]
                        aria-describedby=[why.map(|_| "tag-new-error")] autofocus[why.is_some()];
                    (field::error("tag-new", why))
                }
                button.btn { (icon_sm("plus")) (t!(lang, "add")) }
            }
        }
    }
}

fn one(lang: Lang, used_tag: &Used, others: &[Used], typed: Option<&Typed>, wish: &Wish) -> Markup {
    let Used { tag, customers } = used_tag;
    let path = format!("{HERE}/tags/{}", tag.id);
    let nothing = Wrong::default();
    let (name, wrong) = typed.map_or((tag.name.as_str(), &nothing), |typed| {
        (typed.name.as_str(), &typed.wrong)
    });
    html! {
        (heading(&tag.name, &used(lang, *customers), &html! {
            a.btn href=(HERE) { (t!(lang, "back-to-fields")) }
        }))
        (saved::notice(lang, !wish.saved.is_empty()))
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            (Field::new("tag", "name", t!(lang, "field-name")).value(name).longest(40).required().judged(wrong))
            fieldset.field {
                legend."field__label" { (t!(lang, "tag-colour")) }
                div."tiles tiles--tags" {
                    @for colour in 1..=COLOURS {
                        label.tile {
                            input type="radio" name="colour" value=(colour) checked[colour == tag.colour] aria-label=(t!(lang, "tag-colour-number", number = i64::from(colour)));
                            span class={ "tag tag--" (colour) } { bdi.truncate { (tag.name) } }
                        }
                    }
                }
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        div.card {
            @if !others.is_empty() {
                form.setrow method="post" action={ (path) "/merge" } {
                    (icon("merge"))
                    label.grow for="merge-into" { span."setrow__t" { (t!(lang, "tag-merge")) } span."setrow__d".blockline { (t!(lang, "tag-merge-more", count = *customers)) } }
                    span.row {
                        select."select select--sm" #merge-into name="into" required {
                            option value="" selected { (t!(lang, "tag-merge-into")) }
                            @for other in others { option value=(other.tag.id) { (other.tag.name) } }
                        }
                        button.btn."btn--sm" { (t!(lang, "tag-merge-do")) }
                    }
                }
            }
            div.setrow {
                (icon("trash-2"))
                div.grow { p."setrow__t" { (t!(lang, "tag-delete")) } p."setrow__d" { (t!(lang, "tag-delete-more", count = *customers)) } }
                (Confirm {
                    lang,
                    id: "delete-tag",
                    here: &path,
                    is_open: wish.sure == "delete-tag",
                    deed: &t!(lang, "delete"),
                    symbol: "trash-2",
                    title: &t!(lang, "tag-delete-sure", name = &tag.name),
                    meaning: &t!(lang, "tag-delete-more", count = *customers),
                    action: &format!("{path}/delete"),
                }.show())
            }
        }
    }
}
