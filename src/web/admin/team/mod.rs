//! The team: who is in it, and who has been asked to join.

pub(super) mod capacity;
pub(super) mod company;
pub(super) mod member;
pub(super) mod second_step;
pub(super) mod work;

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::InvitationId, lang::Lang},
    db::DbError,
    desk::{
        setting::{self, Company},
        team::{
            Availability, Role,
            invitation::{self, Invitation, InviteError},
            roster::{self, Member},
            second_step::SecondStepRule,
        },
        waitlist::capacity::Capacity,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        fresh::{self, Form},
        layout::{agent_avatar, icon_sm},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        role_words::{self, role_name},
        saved::{self, Wish},
        snippet,
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
    role: Role,
}

/// What came of the last invitation.
struct Outcome {
    link: Option<String>,
    email: String,
    role: Role,
    wrong: Wrong,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            link: None,
            email: String::new(),
            role: Role::Agent,
            wrong: Wrong::default(),
        }
    }
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, &admin, &Outcome::default(), &wish).await?;
    show(&ask, &admin, Room::Team, &inside).await
}

pub(super) async fn invite(mut ask: Ask, admin: AsAdmin) -> Reply {
    let form = Form::of(&mut ask).await?;
    let typed: Typed = form.read()?;
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, "/admin/team").await? {
        return Ok(page);
    }
    let (origin, role, email) = (admin.origin(&ask), typed.role, typed.email.clone());
    let made = ask
        .house
        .db
        .write(move |tx| invitation::invite(tx, &origin, role, &email))
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
            let (status, wrong) = misaddressed(admin.lang, error)?;
            let outcome = Outcome {
                email: typed.email,
                role,
                wrong,
                link: None,
            };
            (status, outcome)
        }
    };
    let inside = view(&ask, &admin, &outcome, &Wish::default()).await?;
    show_with(status, &ask, &admin, Room::Team, &inside).await
}

fn misaddressed(lang: Lang, error: InviteError) -> Result<(StatusCode, Wrong), Refusal> {
    match error {
        InviteError::BadEmail => {
            let wrong = Wrong::at("email", t!(lang, "email-wrong"));
            Ok((StatusCode::BAD_REQUEST, wrong))
        }
        InviteError::EmailTaken => {
            let wrong = Wrong::at("email", t!(lang, "email-taken"));
            Ok((StatusCode::CONFLICT, wrong))
        }
        other => Err(other.into()),
    }
}

pub(super) async fn withdraw(ask: Ask, admin: AsAdmin) -> Reply {
    let id: InvitationId = ask.place("id")?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| invitation::withdraw(tx, &origin, id))
        .await?;
    see_other("/admin/team?saved=team")
}

async fn view(
    ask: &Ask,
    admin: &AsAdmin,
    outcome: &Outcome,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let (members, pending, rules, steps, counting) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            Ok((
                roster::everybody(reader)?,
                invitation::pending(reader)?,
                setting::get::<Company>(reader)?,
                setting::get::<SecondStepRule>(reader)?,
                setting::get::<Capacity>(reader)?,
            ))
        })
        .await?;
    let lang = admin.lang;
    Ok(html! {
        (heading(&t!(lang, "room-team"), &t!(lang, "team-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        @if let Some(link) = &outcome.link {
            (snippet::once(lang, "join-link", &t!(lang, "invite-link"), link, &t!(lang, "invite-link-more")))
        }
        div.card.clip {
            table.table."table--cards".team {
                thead { tr {
                    th { (t!(lang, "person")) }
                    th { (t!(lang, "role")) }
                    th.r."m-hide" { (t!(lang, "chat-limit")) }
                    th { (t!(lang, "team-state")) }
                    th { span."sr-only" { (t!(lang, "actions")) } }
                } }
                tbody { @for member in &members { (row(lang, admin, member)) } }
            }
        }
        section.card aria-labelledby="invite-title" {
            header."card__head" { div.grow { h3."card__title" #invite-title { (t!(lang, "invite-title")) } p.small.muted { (t!(lang, "invite-more")) } } }
            form."invite invite--card" method="post" action="/admin/invitations" {
                (Field::new("invite", "email", t!(lang, "email")).kind("email").value(&outcome.email)
                    .optional(lang).judged(&outcome.wrong))
                (choice::select("invite", "role", &t!(lang, "role"), outcome.role.word(), &role_words::choices(lang)))
                button.btn."btn--primary" { (icon_sm("user-round-plus")) (t!(lang, "invite-make")) }
            }
            @for invitation in &pending { (pending_row(lang, invitation)) }
        }
        (second_step::card(lang, steps))
        (capacity::card(lang, counting))
        (company::card(lang, rules))
    })
}

fn row(lang: Lang, admin: &AsAdmin, member: &Member) -> Markup {
    let agent = &member.agent;
    let is_gone = agent.deactivated_at.is_some();
    html! {
        tr {
            td {
                span.row."row--3" {
                    (agent_avatar(agent.id, &agent.name, "", (!is_gone).then_some(member.standing())))
                    span.grow {
                        b.medium.blockline.anywhere { a.plainlink href={ "/admin/team/" (agent.id) } { bdi { (agent.name) } } @if agent.id == admin.id { " " span.opt { (t!(lang, "you")) } } }
                        span.xs.muted.blockline.anywhere { (agent.email) }
                        @if !is_gone {
                            span.xs.muted.blockline {
                                (work::chips(agent)) " "
                                @if member.queues.is_empty() { (t!(lang, "team-queues-none")) } @else { bdi { (member.queues.join(", ")) } }
                            }
                        }
                    }
                }
            }
            td { @if is_gone { span.pill."pill--archived" { (t!(lang, "deactivated")) } } @else { (role_name(lang, agent.role)) } }
            td.r."m-hide" { (agent.chat_limit) }
            td.muted."m-sub" { @if !is_gone { (state(lang, admin, member)) } }
            td.r."m-hide" {
                a.iconbtn."iconbtn--sm" href={ "/admin/team/" (agent.id) } aria-label=(t!(lang, "edit-person", name = &agent.name)) { (icon_sm("pencil")) }
            }
        }
    }
}

/// Whether somebody is there or when they were last, how they sign in, and in how many browsers.
fn state(lang: Lang, admin: &AsAdmin, member: &Member) -> Markup {
    let agent = &member.agent;
    let until = agent.reachable_until.filter(|_| member.is_here);
    html! {
        span.blockline {
            @if member.is_here || agent.id == admin.id {
                (state_name(lang, member.standing())) " "
                @if !agent.away_reason.is_empty() { bdi { "(" (agent.away_reason) ")" } }
                @if let Some(until) = until { " " (icon_sm("phone")) " " (moment(until, Style::Due)) }
            } @else if agent.seen_at.0 > 0 { (t!(lang, "last-seen")) " " (moment(agent.seen_at, Style::Day)) } @else { (t!(lang, "never")) }
        }
        span.xs.blockline {
            (t!(lang, "team-sessions", count = member.sessions))
            @if member.step.is_some() {
                span title=(t!(lang, "team-step")) { " · " (icon_sm("smartphone")) span."sr-only" { (t!(lang, "team-step")) } }
            }
        }
    }
}

fn state_name(lang: Lang, state: Availability) -> Cow<'static, str> {
    match state {
        Availability::Available => t!(lang, "available"),
        Availability::Away => t!(lang, "away"),
        Availability::Offline => t!(lang, "offline"),
    }
}

fn pending_row(lang: Lang, invitation: &Invitation) -> Markup {
    let whom = if invitation.email.is_empty() {
        t!(lang, "anybody-with-link").into_owned()
    } else {
        invitation.email.clone()
    };
    html! {
        div.setrow {
            span.avatar."avatar--agent".av8 aria-hidden="true" { (icon_sm("mail")) }
            div.grow {
                p."setrow__t".anywhere { (whom) span.pill { (role_name(lang, invitation.role)) } }
                p."setrow__d" { (t!(lang, "invite-waits")) " · " (t!(lang, "invite-ends")) " " (moment(invitation.expires_at, Style::Calendar)) }
            }
            form.row method="post" action={ "/admin/invitations/" (invitation.id) "/withdraw" } {
                button.btn."btn--sm" aria-label=(t!(lang, "invite-withdraw-of", name = &whom)) { (t!(lang, "invite-withdraw")) }
            }
        }
    }
}
