//! What the house holds about a customer, handed out as a file, and erased for good: for admins, who prove again that
//! it is them before anything leaves, and type whom they mean before anything goes.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{export_person, heading, screen};
use crate::{
    base::{id::CustomerId, secret::Secret, time::Timestamp},
    db::DbError,
    desk::{
        backup::Schedule,
        customer::{self, Customer, merge},
        privacy::{
            Count, EraseError,
            erasure::{self, Erasure},
            person,
        },
        setting,
    },
    ops::shelf::Shelf,
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, password},
        fresh::proven,
        layout::{customer_name, icon, icon_sm, person_path},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
    },
};

/// Erasures in the list.
const LISTED: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    password: String,
    name: String,
}

/// What is known before somebody decides.
struct Known {
    customer: Customer,
    count: Count,
    backups: Vec<Timestamp>,
}

async fn known(ask: &Ask, id: CustomerId) -> Result<Known, Refusal> {
    let found = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            if merge::merged_into(reader, id)?.is_some() || erasure::is_under_way(reader, id)? {
                return Ok(None);
            }
            let Some(customer) = customer::by_id(reader, id)? else {
                return Ok(None);
            };
            Ok(Some((
                customer,
                erasure::count(reader, id)?,
                setting::get::<Schedule>(reader)?,
            )))
        })
        .await?;
    let (customer, count, schedule) = found.ok_or_else(Refusal::not_found)?;
    let shelf = Shelf::of(&schedule, &ask.house.config.data);
    let backups = shelf.list().iter().rev().map(|one| one.at).collect();
    Ok(Known {
        customer,
        count,
        backups,
    })
}

pub(super) async fn show(ask: Ask, admin: AsAdmin) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let known = known(&ask, id).await?;
    page(&ask, &admin, StatusCode::OK, &known, "", &Wrong::default()).await
}

/// Hands out everything about a customer, after a fresh password.
pub(super) async fn export(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let typed: Typed = ask.form().await?;
    let password = Secret::new(typed.password);
    let wrong = match proven(&ask, &admin, "password", password).await? {
        None => {
            let plan = ask
                .house
                .db
                .read::<_, DbError>(move |reader| {
                    // Who was found to be somebody else has nothing of their own any more: that would be handed out as all.
                    match merge::merged_into(reader, id)? {
                        Some(_) => Ok(None),
                        None => person::plan(reader, id),
                    }
                })
                .await?
                .ok_or_else(Refusal::not_found)?;
            return export_person::send(&ask, &admin, id, plan).await;
        }
        Some(wrong) => wrong,
    };
    let known = known(&ask, id).await?;
    page(&ask, &admin, StatusCode::BAD_REQUEST, &known, "", &wrong).await
}

/// Erases a customer, if what was typed is their name.
pub(super) async fn erase(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let typed: Typed = ask.form().await?;
    let (origin, name) = (admin.origin(&ask), typed.name.clone());
    let begun = ask
        .house
        .db
        .write::<_, EraseError>(move |tx| erasure::begin(tx, &origin, id, &name))
        .await;
    match begun {
        Ok(_) => see_other("/people/erased"),
        Err(EraseError::NotConfirmed) => {
            let known = known(&ask, id).await?;
            let asked = erasure::to_type(&known.customer);
            let wrong = Wrong::at("name", t!(admin.lang, "erase-not-it", name = &asked));
            page(
                &ask,
                &admin,
                StatusCode::BAD_REQUEST,
                &known,
                &typed.name,
                &wrong,
            )
            .await
        }
        Err(EraseError::NotFound) => {
            // A second click finds nobody any more, and is answered as the first was.
            let has_begun = ask
                .house
                .db
                .read::<_, DbError>(move |reader| erasure::has_begun(reader, id))
                .await?;
            match has_begun {
                true => see_other("/people/erased"),
                false => Err(Refusal::not_found()),
            }
        }
        Err(EraseError::Db(error)) => Err(error.into()),
    }
}

async fn page(
    ask: &Ask,
    admin: &AsAdmin,
    status: StatusCode,
    known: &Known,
    typed: &str,
    wrong: &Wrong,
) -> Reply {
    let lang = admin.lang;
    let id = known.customer.id;
    let name = customer_name(lang, id, &known.customer.name);
    let title = t!(lang, "privacy-title");
    let inside = html! {
        (heading(&person_path(id), &name, &title, &name, &html! { a.btn."btn--sm" href="/people/erased" { (icon_sm("history")) (t!(lang, "erased-title")) } }))
        div."page__body" {
            div."stack stack--4 narrowpage" {
                (export_card(admin, id, wrong))
                (erase_card(admin, known, typed, wrong))
            }
        }
    };
    screen(ask, &admin.as_agent(), status, &title, &inside).await
}

fn export_card(admin: &AsAdmin, id: CustomerId, wrong: &Wrong) -> Markup {
    let lang = admin.lang;
    html! {
        form.card."card--pad".stack."stack--4" #export method="post" action={ (person_path(id)) "/export" } {
            div { h2."card__title" { (t!(lang, "export-title")) } p.small.muted { (t!(lang, "export-lead")) } }
            p.small { (t!(lang, "export-holds")) }
            input type="email" name="username" value=(admin.email) autocomplete="username" hidden;
            div.formgrid { (password::known(lang, "password", &t!(lang, "export-password"), wrong, false)) }
            div.row { button.btn."btn--primary" { (icon("download")) (t!(lang, "export-do")) } }
        }
    }
}

fn erase_card(admin: &AsAdmin, known: &Known, typed: &str, wrong: &Wrong) -> Markup {
    let lang = admin.lang;
    let Count {
        chats,
        messages,
        comments,
        files,
        notes,
        pages,
        accounts,
    } = known.count;
    let asked = erasure::to_type(&known.customer);
    html! {
        form.card."card--pad".stack."stack--4" #erase method="post" action={ (person_path(known.customer.id)) "/erase" } {
            div { h2."card__title" { (t!(lang, "erase-title")) } p.small.muted { (t!(lang, "erase-lead")) } }
            div {
                h3.eyebrow { (t!(lang, "erase-goes")) }
                ul.small.bullets {
                    li { (t!(lang, "erase-record", count = accounts)) }
                    li { (t!(lang, "erase-chats", chats = chats, messages = messages, comments = comments)) }
                    li { (t!(lang, "erase-files", count = files)) }
                    li { (t!(lang, "erase-notes", notes = notes, pages = pages)) }
                    li { (t!(lang, "erase-derived")) }
                }
            }
            div {
                h3.eyebrow { (t!(lang, "erase-stays")) }
                ul.small.bullets {
                    li { (t!(lang, "erase-stays-log")) }
                    li { (t!(lang, "erase-stays-others")) }
                    li {
                        @match (known.backups.first(), known.backups.last()) {
                            (Some(oldest), Some(newest)) => {
                                (t!(lang, "erase-stays-backups", count = known.backups.len())) " "
                                (moment(*oldest, Style::Date)) @if oldest != newest { " – " (moment(*newest, Style::Date)) }
                                ". " (t!(lang, "erase-backups-how"))
                            },
                            _ => (t!(lang, "erase-no-backups")),
                        }
                    }
                    li { (t!(lang, "erase-stays-outside")) }
                }
            }
            div.formgrid {
                (Field::new("erase", "name", t!(lang, "erase-type", name = &asked)).value(typed).longest(200).required().judged(wrong))
            }
            div.row { button.btn."btn--danger" { (icon("trash-2")) (t!(lang, "erase-do")) } }
        }
    }
}

/// Who was erased, when and by whom, and how far it is.
pub(super) async fn list(ask: Ask, admin: AsAdmin) -> Reply {
    let lang = admin.lang;
    let rows = ask
        .house
        .db
        .read::<_, DbError>(|reader| erasure::newest(reader, LISTED))
        .await?;
    let title = t!(lang, "erased-title");
    let inside = html! {
        (heading("/people", &t!(lang, "people-back"), &title, &t!(lang, "erased-lead"), &html! {}))
        div."page__body" {
            @if rows.is_empty() {
                div.empty { (icon("trash-2")) h2."empty__t" { (t!(lang, "erased-none")) } }
            } @else {
                div."card clip" {
                    table."table table--cards" {
                        thead { tr {
                            th scope="col" { (t!(lang, "erased-who")) }
                            th scope="col" { (t!(lang, "log-when")) }
                            th scope="col" { (t!(lang, "log-who")) }
                            th scope="col" { (t!(lang, "erased-state")) }
                        } }
                        tbody {
                            @for (erasure, agent) in &rows {
                                tr {
                                    td.medium {
                                        @match erasure.customer {
                                            Some(id) => (t!(lang, "log-customer", number = &id.to_string())),
                                            None => (t!(lang, "erased-by-age")),
                                        }
                                    }
                                    td { (moment(erasure.at, Style::Day)) }
                                    td { bdi { @if agent.is_empty() { "Shopbell" } @else { (agent) } } }
                                    td { (state(lang, erasure)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    screen(&ask, &admin.as_agent(), StatusCode::OK, &title, &inside).await
}

fn state(lang: crate::base::lang::Lang, erasure: &Erasure) -> Markup {
    html! {
        @match (erasure.emptied_at, erasure.done_at) {
            (_, Some(at)) => span."row row--1" { (icon_sm("circle-check")) span { (t!(lang, "erased-done")) " " (moment(at, Style::Day)) } },
            (Some(_), None) => span."row row--1" { (icon_sm("clock")) (t!(lang, "erased-file")) },
            (None, None) => span."row row--1" { (icon_sm("clock")) (t!(lang, "erased-begun")) },
        }
    }
}
