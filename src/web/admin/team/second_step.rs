//! The second step of signing in: asked of everybody, and taken from somebody who has lost theirs.

use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    base::{id::AgentId, lang::Lang},
    db::DbError,
    desk::team::{
        Agent,
        second_step::{self, Enrolled, SecondStepRule},
    },
    t,
    web::{
        answer::{Reply, see_other},
        confirm::Confirm,
        field::choice,
        fresh::{self, Form},
        layout::icon,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

#[derive(Deserialize)]
struct Typed {
    required: Option<String>,
}

pub(in crate::web::admin) async fn require(mut ask: Ask, admin: AsAdmin) -> Reply {
    let form = Form::of(&mut ask).await?;
    let Typed { required } = form.read()?;
    // It gives nobody anything when it is asked of everybody.
    if required.is_none()
        && let Some(page) = fresh::ask_first(&ask, &admin, &form, "/admin/team").await?
    {
        return Ok(page);
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| second_step::require(tx, &origin, required.is_some()))
        .await?;
    see_other("/admin/team?saved=team")
}

pub(in crate::web::admin) async fn reset(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (AgentId, _) = (ask.place("id")?, admin.origin(&ask));
    let form = Form::of(&mut ask).await?;
    let back = format!("/admin/team/{id}");
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, &back).await? {
        return Ok(page);
    }
    ask.house
        .db
        .write::<_, DbError>(move |tx| second_step::reset(tx, &origin, id))
        .await?;
    see_other(&format!("/admin/team/{id}?saved=member"))
}

pub(super) fn card(lang: Lang, rule: SecondStepRule) -> Markup {
    html! {
        form.card method="post" action="/admin/team/second-step" {
            (choice::switch_row("required", "smartphone", &t!(lang, "step-for-all"), &t!(lang, "step-for-all-more"), rule.required))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

/// What a member has, and the way out for somebody who has lost it.
pub(super) fn row(lang: Lang, agent: &Agent, step: Option<Enrolled>, wish: &Wish) -> Markup {
    let path = format!("/admin/team/{}", agent.id);
    html! {
        div.setrow {
            (icon("smartphone"))
            @if let Some(step) = step {
                div.grow {
                    p."setrow__t" { (t!(lang, "step-title")) span.pill."pill--active" { (t!(lang, "step-on")) } }
                    p."setrow__d" {
                        (t!(lang, "step-since")) " " (moment(step.since, Style::Calendar)) " · "
                        (t!(lang, "step-codes-left", count = step.codes_left))
                    }
                }
                div.row {
                    (Confirm {
                        lang, id: "second-step", here: &path, is_open: wish.sure == "second-step",
                        deed: &t!(lang, "step-reset"), symbol: "lock-open",
                        title: &t!(lang, "step-reset-sure", name = &agent.name),
                        meaning: &t!(lang, "step-reset-meaning"),
                        action: &format!("{path}/second-step"),
                    }.show())
                }
            } @else {
                div.grow {
                    p."setrow__t" { (t!(lang, "step-title")) }
                    p."setrow__d" { (t!(lang, "step-none")) }
                }
                div.row {}
            }
        }
    }
}
