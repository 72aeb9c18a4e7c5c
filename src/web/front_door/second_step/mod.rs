//! After the password: the code of one's telephone.

pub(super) mod set_up;

use http::{StatusCode, header};
use maud::html;
use serde::Deserialize;

use super::{
    enter, own_path,
    sign_in::{refused, sentence, team_name},
    view::Card,
};
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::team::second_step::{self, Half},
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        cookie, entrance,
        field::Wrong,
        request::Ask,
        second_step as look,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    next: String,
}

/// A page of the door's, which remembers where one wanted to go.
pub(super) fn path_to(path: &str, next: &str) -> String {
    if next == "/" || next.is_empty() {
        return path.to_owned();
    }
    let query = serde_html_form::to_string([("next", next)]).unwrap_or_default();
    format!("{path}?{query}")
}

/// Whose password was right in this browser, with the token that says so.
async fn half(ask: &Ask) -> Result<Option<(Secret, Half)>, Refusal> {
    let Some(token) = cookie::half(&ask.headers) else {
        return Ok(None);
    };
    let hash = token.hash();
    let half = ask
        .house
        .db
        .read::<_, DbError>(move |reader| second_step::half(reader, hash))
        .await?;
    Ok(half.map(|half| (token, half)))
}

/// Whoever has no right password behind them, or took too long, begins again.
fn again(next: &str) -> Reply {
    see_other(&path_to("/sign-in", own_path(next)))
}

pub(super) async fn page(ask: Ask) -> Reply {
    let typed: Typed = ask.query()?;
    match half(&ask).await? {
        Some(_) => answer::page(view(&ask, &typed, &Wrong::default()).await?),
        None => again(&typed.next),
    }
}

pub(super) async fn take(mut ask: Ask) -> Reply {
    let typed: Typed = ask.form().await?;
    let Some((token, half)) = half(&ask).await? else {
        return again(&typed.next);
    };
    match entrance::take_second_step(&ask, &token, &half, &typed.code).await {
        Ok(session) => {
            let mut answer = enter(&ask, &session, half.persistent, own_path(&typed.next))?;
            let forget = cookie::set_half(None, ask.is_secure());
            answer.headers_mut().append(header::SET_COOKIE, forget);
            Ok(answer)
        }
        Err(refusal) if may_try_again(&refusal) => {
            let wrong = Wrong::at("code", sentence(ask.lang(), &refusal));
            let page = view(&ask, &typed, &wrong).await?;
            Ok(refused(&refusal, page))
        }
        Err(refusal) => Err(refusal),
    }
}

/// Whether a refusal is said beside the field.
fn may_try_again(refusal: &Refusal) -> bool {
    matches!(
        refusal.status,
        StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS | StatusCode::CONFLICT
    )
}

async fn view(ask: &Ask, typed: &Typed, wrong: &Wrong) -> Result<maud::Markup, Refusal> {
    let lang = ask.lang();
    let team = team_name(ask).await?;
    Ok(Card {
        lang,
        title: &t!(lang, "step-title"),
        heading: &team,
        lead: &t!(lang, "step-lead"),
        here: &path_to("/sign-in/code", &typed.next),
        aside: &t!(lang, "step-lost"),
    }
    .show(&html! {
        form.card."card--pad".stack."stack--4" method="post" action="/sign-in/code" {
            input type="hidden" name="next" value=(typed.next);
            (look::code_field(lang, wrong, true))
            button.btn."btn--primary"."btn--lg"."btn--block" { (t!(lang, "sign-in")) }
            p.small.center { a href=(path_to("/sign-in", &typed.next)) { (t!(lang, "step-back")) } }
        }
    }))
}
