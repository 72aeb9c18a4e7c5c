//! Step 4: links for colleagues.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    address,
    view::{At, foot, frame},
};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        setting,
        setup::Progress,
        team::{
            Role,
            invitation::{self, Invitation, InviteError},
            roster::{self, Member},
        },
    },
    t,
    web::{
        answer::{self, Refusal, Reply},
        field::{Field, Wrong, choice},
        fresh::{self, Form},
        layout::{agent_avatar, icon_sm},
        request::{AsAdmin, Ask, Caller},
        role_words::{self, role_name},
        snippet,
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default = "agent")]
    role: Role,
}

fn agent() -> Role {
    Role::Agent
}

/// What came of the last invitation.
#[derive(Default)]
pub(super) struct Outcome {
    link: Option<String>,
    email: String,
    wrong: Wrong,
}

pub(in crate::web::front_door) async fn invite(mut ask: Ask, admin: AsAdmin) -> Reply {
    let form = Form::of(&mut ask).await?;
    let typed: Typed = form.read()?;
    // Whoever sets the house up has just chosen their password, and may have walked away from it since.
    let back = address(Progress::Team);
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, back).await? {
        return Ok(page);
    }
    let (origin, email) = (admin.origin(&ask), typed.email.clone());
    let made = ask
        .house
        .db
        .write(move |tx| invitation::invite(tx, &origin, typed.role, &email))
        .await;
    let (status, outcome) = match made {
        Ok(made) => {
            let link = format!("{}/join/{}", ask.house.base_url(), made.token.expose());
            let outcome = Outcome {
                link: Some(link),
                ..Outcome::default()
            };
            (StatusCode::CREATED, outcome)
        }
        Err(error) => {
            let outcome = Outcome {
                wrong: misaddressed(admin.lang, error)?,
                email: typed.email,
                ..Outcome::default()
            };
            (StatusCode::BAD_REQUEST, outcome)
        }
    };
    let reached: Progress = ask.house.db.read::<_, DbError>(setting::get).await?;
    let page = view(&ask, &admin, reached, outcome).await?;
    Ok(answer::page_with(status, page))
}

fn misaddressed(lang: Lang, error: InviteError) -> Result<Wrong, Refusal> {
    match error {
        InviteError::BadEmail => Ok(Wrong::at("email", t!(lang, "email-wrong"))),
        InviteError::EmailTaken => Ok(Wrong::at("email", t!(lang, "email-taken"))),
        other => Err(other.into()),
    }
}

pub(super) async fn view(
    ask: &Ask,
    caller: &Caller,
    reached: Progress,
    outcome: Outcome,
) -> Result<Markup, Refusal> {
    let (members, pending) = ask
        .house
        .db
        .read::<_, DbError>(|reader| Ok((roster::everybody(reader)?, invitation::pending(reader)?)))
        .await?;
    let lang = caller.lang;
    Ok(frame(
        lang,
        &caller.preferences.theme,
        At::of(Progress::Team, reached),
        &html! {
            div."setup__card" {
                header {
                    h1 { (t!(lang, "setup-team-title")) }
                    p."setup__lead" { (t!(lang, "setup-team-lead")) }
                }
                @if let Some(link) = &outcome.link {
                    (snippet::once(lang, "join-link", &t!(lang, "invite-link"), link, &t!(lang, "invite-link-more")))
                }
                div.card {
                    @for member in &members { (row_of(lang, caller, member)) }
                    @for invitation in &pending { (pending_row(lang, invitation)) }
                    form.invite method="post" action="/setup/invitations" {
                        (Field::new("invite", "email", t!(lang, "email")).kind("email").value(&outcome.email)
                            .optional(lang).judged(&outcome.wrong))
                        (choice::select("invite", "role", &t!(lang, "role"), "agent", &role_words::choices(lang)))
                        button.btn { (icon_sm("user-round-plus")) (t!(lang, "invite-make")) }
                    }
                }
                form method="post" action="/setup/team" {
                    (foot(lang, Some(address(Progress::Channel)), true, &t!(lang, "go-on")))
                }
            }
        },
    ))
}

fn row_of(lang: Lang, caller: &Caller, member: &Member) -> Markup {
    let agent = &member.agent;
    html! {
        div.setrow."setrow--in0" {
            (agent_avatar(agent.id, &agent.name, "", None))
            div.grow {
                p."setrow__t" dir="auto" { (agent.name) @if agent.id == caller.id { span.opt { (t!(lang, "you")) } } }
                p."setrow__d".anywhere { (agent.email) }
            }
            span.row { span.pill."pill--brass" { (role_name(lang, agent.role)) } }
        }
    }
}

fn pending_row(lang: Lang, invitation: &Invitation) -> Markup {
    html! {
        div.setrow."setrow--in0" {
            span.avatar."avatar--agent".av8 aria-hidden="true" { (icon_sm("mail")) }
            div.grow {
                p."setrow__t".anywhere {
                    @if invitation.email.is_empty() { (t!(lang, "anybody-with-link")) } @else { (invitation.email) }
                }
                p."setrow__d" { (t!(lang, "invite-waits")) }
            }
            span.row { span.pill { (role_name(lang, invitation.role)) } }
        }
    }
}
