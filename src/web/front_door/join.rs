//! A colleague joins the team by a link.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    go_on,
    sign_in::team_name,
    view::{Card, trouble},
};
use crate::{
    base::{lang::Lang, secret::Secret},
    desk::team::{
        self, JoinError, Role,
        invitation::{self, Invitation, InvitationKind, LinkError, Newcomer},
        password as passwords,
    },
    t,
    web::{
        answer::{self, Refusal, Reply},
        entrance,
        field::{Field, Wrong, password},
        request::Ask,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    password: String,
}

/// What a link of this kind is good for; else the page that says why it is not.
pub(super) async fn open_link(
    ask: &Ask,
    kind: InvitationKind,
) -> Result<(Secret, Invitation), Reply> {
    let found = async {
        let token = Secret::new(
            ask.place::<String>("token")
                .map_err(|_| LinkError::Unknown)?,
        );
        let hash = token.hash();
        let invitation = ask
            .house
            .db
            .read(move |reader| invitation::look_up(reader, hash))
            .await?;
        if invitation.kind == kind {
            Ok((token, invitation))
        } else {
            Err(LinkError::Unknown)
        }
    };
    match found.await {
        Ok(found) => Ok(found),
        Err(error) => Err(dead_link(ask, error).await),
    }
}

/// The page behind a link that works no more.
pub(super) async fn dead_link(ask: &Ask, error: LinkError) -> Reply {
    let lang = ask.lang();
    let (status, words) = match error {
        LinkError::Unknown => (StatusCode::NOT_FOUND, t!(lang, "link-unknown")),
        LinkError::Used => (StatusCode::GONE, t!(lang, "link-used")),
        LinkError::Expired => (StatusCode::GONE, t!(lang, "link-expired")),
        LinkError::Join(error) => return Err(error.into()),
        LinkError::Db(error) => return Err(error.into()),
    };
    let team = team_name(ask).await?;
    let page = Card {
        lang,
        title: &t!(lang, "link-dead"),
        heading: &team,
        lead: &t!(lang, "link-dead"),
        here: ask.uri.path(),
        aside: "",
    }
    .show(&html! {
        div.card."card--pad".stack."stack--4" {
            (trouble(&words))
            a.btn."btn--primary"."btn--lg"."btn--block" href="/sign-in" { (t!(lang, "sign-in")) }
        }
    });
    Ok(answer::page_with(status, page))
}

/// What is wrong with how somebody describes themselves; `Err` for what is not their fault.
pub(super) fn misdescribed(lang: Lang, error: JoinError) -> Result<Wrong, Refusal> {
    match error {
        JoinError::EmailTaken => Ok(Wrong::at("email", t!(lang, "email-taken"))),
        JoinError::BadEmail => Ok(Wrong::at("email", t!(lang, "email-wrong"))),
        JoinError::NoName => Ok(Wrong::at("name", t!(lang, "name-needed"))),
        JoinError::Db(error) => Err(error.into()),
    }
}

/// What is wrong with how a newcomer describes themselves, field by field, in the order of the
/// form: whoever has three things to mend learns of all three at once.
pub(super) fn judge(
    lang: Lang,
    name: &str,
    email: &str,
    secret: &Secret,
) -> Result<Wrong, Refusal> {
    let mut wrong = Wrong::default();
    for error in team::misdescribed(name, email) {
        wrong.append(misdescribed(lang, error)?);
    }
    if let Err(error) = passwords::check(secret, email, name) {
        wrong.add("password", password::why_not(lang, error));
    }
    Ok(wrong)
}

pub(super) async fn page(ask: Ask) -> Reply {
    match open_link(&ask, InvitationKind::Join).await {
        Ok((_, invitation)) => {
            let team = team_name(&ask).await?;
            let page = view(
                &ask,
                &team,
                &invitation,
                &Typed::default(),
                &Wrong::default(),
            );
            answer::page(page)
        }
        Err(reply) => reply,
    }
}

pub(super) async fn accept(mut ask: Ask) -> Reply {
    let (token, invitation) = match open_link(&ask, InvitationKind::Join).await {
        Ok(found) => found,
        Err(reply) => return reply,
    };
    let mut typed: Typed = ask.form().await?;
    if !invitation.email.is_empty() {
        typed.email.clone_from(&invitation.email);
    }
    let lang = ask.lang();
    let secret = Secret::new(std::mem::take(&mut typed.password));
    let wrong = match judge(lang, &typed.name, &typed.email, &secret)? {
        wrong if !wrong.is_empty() => wrong,
        _ => {
            let newcomer = Newcomer {
                email: typed.email.clone(),
                name: typed.name.clone(),
                lang,
                password_hash: ask.house.hasher().hash(secret).await?,
            };
            let address = ask.address.to_string();
            let outcome = ask
                .house
                .db
                .write(move |tx| invitation::accept(tx, token.hash(), &newcomer, &address))
                .await;
            match outcome {
                Ok(agent) => {
                    let entered = entrance::admit(&ask, &agent, true).await?;
                    return go_on(&ask, &entered, true, "/");
                }
                Err(LinkError::Join(error)) => misdescribed(lang, error)?,
                Err(error) => return dead_link(&ask, error).await,
            }
        }
    };
    let team = team_name(&ask).await?;
    let page = view(&ask, &team, &invitation, &typed, &wrong);
    Ok(answer::page_with(StatusCode::BAD_REQUEST, page))
}

fn view(ask: &Ask, team: &str, invitation: &Invitation, typed: &Typed, wrong: &Wrong) -> Markup {
    let lang = ask.lang();
    let role = match invitation.role {
        Role::Agent => t!(lang, "role-agent"),
        Role::Supervisor => t!(lang, "role-supervisor"),
        Role::Admin => t!(lang, "role-admin"),
    };
    Card {
        lang,
        title: &t!(lang, "join-title", team = team),
        heading: &t!(lang, "join-title", team = team),
        lead: &t!(lang, "join-lead", role = role.as_ref()),
        here: ask.uri.path(),
        aside: "",
    }
    .show(&html! {
        form.card."card--pad".stack."stack--4" method="post" {
            (Field::new("join", "name", t!(lang, "your-name")).value(&typed.name).autocomplete("name")
                .longest(80).required().judged(wrong).focused(wrong.is_empty()))
            @if invitation.email.is_empty() {
                (Field::new("join", "email", t!(lang, "email")).kind("email").value(&typed.email)
                    .autocomplete("username").required().judged(wrong))
            } @else {
                div.field {
                    span."field__label" { (t!(lang, "email")) }
                    p dir="auto" { (invitation.email) }
                    // The browser's password store learns the name that belongs to the password.
                    input type="email" name="username" value=(invitation.email) autocomplete="username" hidden;
                    (crate::web::field::error("join-email", wrong.beside("email")))
                }
            }
            (password::chosen(lang, "password", &t!(lang, "password"), wrong, false))
            button.btn."btn--primary"."btn--lg"."btn--block" { (t!(lang, "join-go")) }
        }
    })
}
