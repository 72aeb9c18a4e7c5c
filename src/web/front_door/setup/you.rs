//! Step 1: who are you? Makes the house.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{
        enter, is_empty_house,
        join::{judge, misdescribed},
        language,
        view::{Card, trouble},
    },
    too_late,
    view::{At, foot, frame},
};
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::{
        channel::Settings,
        setup::{self, FirstRun, SetupError},
        team,
    },
    t,
    web::{
        answer::{self, Refusal, Reply},
        entrance,
        field::{Field, Wrong, password},
        layout::icon_sm,
        request::Ask,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    name: String,
    email: String,
    password: String,
}

pub(super) fn page(ask: &Ask, code: &str) -> Reply {
    if knows_the_code(ask, code) {
        let typed = Typed {
            code: code.to_owned(),
            ..Typed::default()
        };
        answer::page(view(ask, &typed, &Wrong::default()))
    } else {
        let status = if code.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        Ok(answer::page_with(status, ask_for_code(ask, code)))
    }
}

fn knows_the_code(ask: &Ask, code: &str) -> bool {
    // Compared by hash, so that the time it takes tells nothing about the code.
    ask.house
        .setup_code()
        .is_some_and(|real| Secret::new(real).hash() == Secret::new(code.trim()).hash())
}

/// Sets the house up and lets its first admin in.
pub(in crate::web::front_door) async fn begin(mut ask: Ask) -> Reply {
    let mut typed: Typed = ask.form().await?;
    if !is_empty_house(&ask).await? {
        return Ok(late(&ask));
    }
    let lang = ask.lang();
    if !knows_the_code(&ask, &typed.code) {
        let wrong = Wrong::at("code", t!(lang, "setup-code-wrong"));
        let page = view(&ask, &typed, &wrong);
        return Ok(answer::page_with(StatusCode::FORBIDDEN, page));
    }
    let secret = Secret::new(std::mem::take(&mut typed.password));
    let mut wrong = judge(lang, &typed.name, &typed.email, &secret)?;
    if wrong.is_empty() {
        wrong = match open_house(&ask, &typed, secret).await {
            Ok(session) => return enter(&ask, &session, true, "/setup"),
            Err(Failure::Late) => return Ok(late(&ask)),
            Err(Failure::Wrong(wrong)) => wrong,
            Err(Failure::Other(refusal)) => return Err(refusal),
        };
    }
    let page = view(&ask, &typed, &wrong);
    Ok(answer::page_with(StatusCode::BAD_REQUEST, page))
}

enum Failure {
    Late,
    Wrong(Wrong),
    Other(Refusal),
}

impl<E: Into<Refusal>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

async fn open_house(ask: &Ask, typed: &Typed, secret: Secret) -> Result<Secret, Failure> {
    let lang = ask.lang();
    let first = FirstRun {
        team: t!(lang, "default-team").into_owned(),
        name: typed.name.clone(),
        email: typed.email.clone(),
        password_hash: ask.house.hasher().hash(secret).await?,
        lang,
        channel: t!(lang, "default-channel").into_owned(),
        settings: Settings::default(),
    };
    let address = ask.address.to_string();
    let outcome = ask
        .house
        .db
        .write(move |tx| setup::set_up(tx, &first, &address))
        .await;
    let house = match outcome {
        Ok(house) => house,
        Err(SetupError::AlreadySetUp) => return Err(Failure::Late),
        Err(SetupError::Join(error)) => return Err(Failure::Wrong(misdescribed(lang, error)?)),
        Err(SetupError::NoTeamName) => return Err(Refusal::bad("no-name").into()),
        Err(SetupError::Db(error)) => return Err(error.into()),
    };
    ask.house.forget_setup_code();
    let admin = ask
        .house
        .db
        .read::<_, DbError>(move |reader| team::by_id(reader, house.admin))
        .await?
        .ok_or_else(Refusal::not_found)?;
    Ok(entrance::open(ask, &admin, true).await?)
}

fn late(ask: &Ask) -> answer::Answer {
    let refusal = too_late();
    let lang = ask.lang();
    let page = Card {
        lang,
        title: &t!(lang, "setup-title"),
        heading: "Shopbell",
        lead: &t!(lang, "setup-tag"),
        here: "/sign-in",
        aside: "",
    }
    .show(&html! {
        div.card."card--pad".stack."stack--4" {
            (trouble(&refusal.sentence(lang)))
            a.btn."btn--primary"."btn--lg"."btn--block" href="/sign-in" { (t!(lang, "sign-in")) }
        }
    });
    answer::page_with(refusal.status, page)
}

fn ask_for_code(ask: &Ask, tried: &str) -> Markup {
    let lang = ask.lang();
    let wrong = if tried.is_empty() {
        Wrong::default()
    } else {
        Wrong::at("code", t!(lang, "setup-code-wrong"))
    };
    frame(
        lang,
        "system",
        At::YOU,
        &html! {
            form."setup__card" action="/setup" aria-labelledby="heading" {
                header {
                    h1 #heading { (t!(lang, "setup-code-title")) }
                    p."setup__lead" { (t!(lang, "setup-code-lead")) }
                }
                (Field::new("setup", "code", t!(lang, "setup-code")).value(tried).required()
                    .judged(&wrong).focused(true))
                div.stack {
                    p.small { (t!(lang, "setup-code-where")) }
                    div.code tabindex="0" { "Set it up at " (ask.house.base_url()) "/setup?code=…" }
                    p.small.muted { (t!(lang, "setup-code-why")) }
                }
                (foot(lang, None, false, &t!(lang, "go-on")))
            }
            (languages(ask, ""))
        },
    )
}

fn view(ask: &Ask, typed: &Typed, wrong: &Wrong) -> Markup {
    let lang = ask.lang();
    let name = Field::new("setup", "name", t!(lang, "your-name"))
        .value(&typed.name)
        .autocomplete("name")
        .longest(80)
        .required()
        .judged(wrong)
        .focused(wrong.is_empty());
    let email = Field::new("setup", "email", t!(lang, "email"))
        .kind("email")
        .value(&typed.email)
        .autocomplete("username")
        .required()
        .judged(wrong);
    frame(
        lang,
        "system",
        At::YOU,
        &html! {
            form."setup__card" method="post" action="/setup" aria-labelledby="heading" {
                header {
                    h1 #heading { (t!(lang, "setup-you-title")) }
                    p."setup__lead" { (t!(lang, "setup-you-lead")) }
                }
                div.formgrid {
                    @if wrong.beside("code").is_some() {
                        (Field::new("setup", "code", t!(lang, "setup-code")).value(&typed.code)
                            .hint(t!(lang, "setup-code-lead")).required().wide().judged(wrong))
                    } @else {
                        input type="hidden" name="code" value=(typed.code);
                    }
                    (name)
                    (email)
                    (password::chosen(lang, "password", &t!(lang, "password"), wrong, false))
                }
                p.notice."notice--quiet".small { (icon_sm("hard-drive")) span { (t!(lang, "setup-you-local")) } }
                (foot(lang, None, false, &t!(lang, "go-on")))
            }
            (languages(ask, &typed.code))
        },
    )
}

/// The languages stand outside the form: their menu is a form of its own.
fn languages(ask: &Ask, code: &str) -> Markup {
    let query = serde_html_form::to_string([("code", code)]).unwrap_or_default();
    language::chooser(ask.lang(), &format!("/setup?{query}"))
}
