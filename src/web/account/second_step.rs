//! The second step of one's own sign-in: set up, confirmed, switched off with password and code.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::own_session;
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::{
        audit::Origin,
        setting::{self, Team},
        team::{
            Agent,
            second_step::{self, CodeError, Enrolled, SecondStepRule},
        },
        waitlist,
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        entrance,
        field::{Wrong, password},
        layout::{self, Document, Place, icon, icon_sm, script_texts},
        moment::{Style, moment},
        request::{AsAgent, Ask},
        saved::{self, Wish},
        second_step as look,
    },
};

const PATH: &str = "/account/second-step";

/// What stands among one's settings: whether there is one, and the way to it.
pub(super) fn way(agent: &Agent, enrolled: Option<Enrolled>) -> Markup {
    let lang = agent.lang;
    html! {
        div.card.setrow {
            (icon("smartphone"))
            div.grow {
                p."setrow__t" {
                    (t!(lang, "step-title"))
                    @if enrolled.is_some() { span.pill."pill--active" { (t!(lang, "step-on")) } }
                }
                p."setrow__d" { (t!(lang, "step-what")) }
            }
            div.row { a.btn."btn--sm" href=(PATH) { @if enrolled.is_some() { (t!(lang, "step-look")) } @else { (t!(lang, "step-begin")) } } }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    password: String,
}

pub(super) async fn page(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let saved = !Wish::of(&ask)?.saved.is_empty();
    let inside = inside(&ask, &agent, &Wrong::default(), saved).await?;
    alone(&ask, &agent, StatusCode::OK, &inside).await
}

/// Makes the secret and shows it.
pub(super) async fn begin(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let id = agent.id;
    let begun = ask
        .house
        .db
        .write::<_, CodeError>(move |tx| second_step::begin(tx, id))
        .await;
    match begun {
        // It is on already, as another tab has seen to.
        Ok(_) | Err(CodeError::NotNow) => see_other(PATH),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn confirm(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let Typed { code, .. } = ask.form().await?;
    let id = agent.id;
    let confirmed = entrance::try_code(&ask, &agent, async |origin: Origin| {
        ask.house
            .db
            .write(move |tx| second_step::confirm(tx, &origin, id, &code))
            .await
    })
    .await;
    match confirmed {
        Ok(codes) => {
            let codes: Vec<Secret> = codes;
            let lang = agent.lang;
            let inside = html! {
                div.card."card--pad".stack."stack--4" {
                    p.semi { (icon_sm("smartphone")) " " (t!(lang, "step-is-on")) }
                    (look::recovery(lang, &codes))
                    div.row { a.btn."btn--primary" href=(PATH) { (t!(lang, "step-go-on")) } }
                }
            };
            alone(&ask, &agent, StatusCode::OK, &inside).await
        }
        Err(refusal) => refused(&ask, &agent, "code", refusal).await,
    }
}

pub(super) async fn switch_off(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let Typed { code, password } = ask.form().await?;
    let id = agent.id;
    match entrance::prove(&ask, &agent, Secret::new(password)).await {
        Ok(Some(_)) => {}
        Ok(None) => {
            let wrong = Wrong::at("password", t!(agent.lang, "password-old-wrong"));
            let inside = inside(&ask, &agent, &wrong, false).await?;
            return alone(&ask, &agent, StatusCode::BAD_REQUEST, &inside).await;
        }
        Err(refusal) => return refused(&ask, &agent, "password", refusal).await,
    }
    let off = entrance::try_code(&ask, &agent, async |origin: Origin| {
        ask.house
            .db
            .write(move |tx| second_step::switch_off(tx, &origin, id, &code))
            .await
    })
    .await;
    match off {
        Ok(()) => see_other("/account/second-step?saved=off"),
        Err(refusal) => refused(&ask, &agent, "code", refusal).await,
    }
}

/// The page again, with what was wrong beside its field.
async fn refused(ask: &Ask, agent: &AsAgent, field: &'static str, refusal: Refusal) -> Reply {
    if refusal.status.is_server_error() {
        return Err(refusal);
    }
    let words = match refusal.retry_after {
        Some(seconds) => {
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            t!(agent.lang, "sign-in-wait", count = seconds).into_owned()
        }
        None => refusal.sentence(agent.lang),
    };
    let inside = inside(ask, agent, &Wrong::at(field, words), false).await?;
    // A wrong code signs nobody out: 401 would send the browser to the door.
    let status = match refusal.status {
        StatusCode::UNAUTHORIZED => StatusCode::BAD_REQUEST,
        other => other,
    };
    alone(ask, agent, status, &inside).await
}

async fn inside(
    ask: &Ask,
    agent: &AsAgent,
    wrong: &Wrong,
    is_saved: bool,
) -> Result<Markup, Refusal> {
    let (lang, id) = (agent.lang, agent.id);
    let (team, enrolled, pending, rule) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            let rule: SecondStepRule = setting::get(reader)?;
            let enrolled = second_step::of(reader, id)?;
            Ok((team, enrolled, second_step::pending(reader, id)?, rule))
        })
        .await?;
    Ok(html! {
        (saved::notice(lang, is_saved))
        @if let Some(enrolled) = enrolled {
            (is_on(agent, enrolled, rule, wrong))
        } @else if let Some(secret) = pending {
            form.card."card--pad".stack."stack--4" method="post" action=(PATH) {
                (look::to_scan(lang, &team.name, &agent.email, &secret, wrong))
                div.row { button.btn."btn--primary" { (t!(lang, "step-confirm")) } }
            }
        } @else {
            form.card."card--pad".stack."stack--4" method="post" action={ (PATH) "/begin" } {
                p { (t!(lang, "step-what")) }
                p.small.muted { (t!(lang, "step-need")) }
                div.row { button.btn."btn--primary" { (icon_sm("smartphone")) (t!(lang, "step-begin")) } }
            }
        }
    })
}

fn is_on(agent: &AsAgent, enrolled: Enrolled, rule: SecondStepRule, wrong: &Wrong) -> Markup {
    let lang = agent.lang;
    html! {
        div.card.setrow {
            (icon("smartphone"))
            div.grow {
                p."setrow__t" { (t!(lang, "step-is-on")) }
                p."setrow__d" {
                    (t!(lang, "step-since")) " " (moment(enrolled.since, Style::Calendar)) " · "
                    (t!(lang, "step-codes-left", count = enrolled.codes_left))
                }
                @if enrolled.codes_left <= 2 { p.small { (t!(lang, "step-codes-few")) } }
            }
            div.row {}
        }
        @if rule.required {
            p.notice."notice--info".small { (icon_sm("lock")) span { (t!(lang, "step-required-here")) } }
        } @else {
            form.card."card--pad".stack."stack--4" method="post" action={ (PATH) "/off" } {
                div { h2."card__title" { (t!(lang, "step-off")) } p.small.muted { (t!(lang, "step-off-more")) } }
                input type="email" name="username" value=(agent.email) autocomplete="username" hidden;
                div.formgrid {
                    (password::known(lang, "password", &t!(lang, "password"), wrong, false))
                    (look::code_field(lang, wrong, true))
                }
                div.row { button.btn."btn--danger-quiet" { (t!(lang, "step-off")) } }
            }
        }
    }
}

/// The page around it.
async fn alone(ask: &Ask, agent: &AsAgent, status: StatusCode, inside: &Markup) -> Reply {
    let (lang, id) = (agent.lang, agent.id);
    let (team, waiting) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            Ok((setting::get::<Team>(reader)?, waitlist::count(reader, id)?))
        })
        .await?;
    let title = t!(lang, "step-title");
    let main = html! {
        div.main.admin."admin--single" {
            main."admin__body" #main tabindex="-1" { section."admin__in" aria-label=(title) {
                p { a.row.small href="/account" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "nav-account")) } }
                header.sechead { div.grow { h1."page__title" { (title) } } }
                (inside)
            } }
        }
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &agent.preferences.theme,
        title: &title,
        sheet: "page-account",
        scripts: &["admin"],
        page: "account",
    };
    let body = layout::shell(agent, &team.name, Place::Account, waiting, &main);
    Ok(answer::page_with(status, document.wrap(&body)))
}
