//! Writing down a customer who has not written yet.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{heading, screen};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::customer::{
        self, Customer, directory,
        edit::{self, Edit, EditError},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong},
        layout::{customer_name, icon_sm, person_path},
        request::{AsAgent, Ask},
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    email: String,
    phone: String,
    company: String,
    /// The agent has seen who has the same address or number, and wants another all the same.
    anyway: Option<String>,
}

pub(super) async fn show(ask: Ask, agent: AsAgent) -> Reply {
    let typed: Typed = ask.query()?;
    let inside = view(agent.lang, &typed, &Wrong::default(), &[]);
    let title = t!(agent.lang, "people-new");
    screen(&ask, &agent, StatusCode::OK, &title, &inside).await
}

pub(super) async fn create(mut ask: Ask, agent: AsAgent) -> Reply {
    let typed: Typed = ask.form().await?;
    let lang = agent.lang;
    let is_nobody = [&typed.name, &typed.email, &typed.phone]
        .iter()
        .all(|word| word.trim().is_empty());
    if is_nobody {
        let wrong = Wrong::at("name", t!(lang, "people-nobody"));
        return refuse(&ask, &agent, StatusCode::BAD_REQUEST, &typed, &wrong, &[]).await;
    }
    let (email, phone) = (typed.email.clone(), typed.phone.clone());
    let same = ask
        .house
        .db
        .read::<_, DbError>(move |reader| directory::same(reader, &email, &phone))
        .await?;
    if !same.is_empty() && typed.anyway.is_none() {
        let wrong = Wrong::default();
        return refuse(&ask, &agent, StatusCode::CONFLICT, &typed, &wrong, &same).await;
    }
    let wanted = Edit {
        name: Some(typed.name.clone()),
        email: Some(typed.email.clone()),
        phone: Some(typed.phone.clone()),
        company: Some(typed.company.clone()),
        language: None,
    };
    let made = ask
        .house
        .db
        .write::<_, EditError>(move |tx| {
            let id = customer::create(tx, "", "")?;
            edit::edit(tx, id, 0, &wanted)
        })
        .await;
    match made {
        Ok(customer) => see_other(&person_path(customer.id)),
        Err(EditError::BadEmail) => {
            let why = Refusal::from(EditError::BadEmail).sentence(lang);
            let wrong = Wrong::at("email", why);
            refuse(&ask, &agent, StatusCode::BAD_REQUEST, &typed, &wrong, &[]).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refuse(
    ask: &Ask,
    agent: &AsAgent,
    status: StatusCode,
    typed: &Typed,
    wrong: &Wrong,
    same: &[Customer],
) -> Reply {
    let inside = view(agent.lang, typed, wrong, same);
    let title = t!(agent.lang, "people-new");
    screen(ask, agent, status, &title, &inside).await
}

fn view(lang: Lang, typed: &Typed, wrong: &Wrong, same: &[Customer]) -> Markup {
    html! {
        (heading("/people", &t!(lang, "people-back"), &t!(lang, "people-new"), "", &html! {}))
        div."page__body".narrowpage {
            form.card."card--pad".stack."stack--4" method="post" action="/people/new" {
                div.formgrid {
                    (Field::new("person", "name", t!(lang, "customer-name-label")).value(&typed.name).longest(120).judged(wrong).focused(wrong.is_empty()))
                    (Field::new("person", "company", t!(lang, "customer-company")).value(&typed.company).longest(120).optional(lang))
                    (Field::new("person", "email", t!(lang, "customer-email")).kind("email").value(&typed.email).longest(254).optional(lang).judged(wrong))
                    (Field::new("person", "phone", t!(lang, "customer-phone")).kind("tel").value(&typed.phone).longest(40).optional(lang))
                }
                @if !same.is_empty() {
                    div.notice."notice--warn" role="alert" {
                        (icon_sm("users-round"))
                        div.stack {
                            p { (t!(lang, "people-known-already")) }
                            ul { @for customer in same {
                                li { a href=(person_path(customer.id)) { bdi { (customer_name(lang, customer.id, &customer.name)) } } " " span.muted { (customer.email) " " (customer.phone) } }
                            } }
                        }
                    }
                }
                div.row {
                    @if same.is_empty() {
                        button."btn btn--primary" { (t!(lang, "people-create")) }
                    } @else {
                        input type="hidden" name="anyway" value="on";
                        button.btn { (t!(lang, "people-create-anyway")) }
                    }
                    a.btn."btn--ghost" href="/people" { (t!(lang, "cancel")) }
                }
            }
        }
    }
}
