//! Signing in with address and password.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    go_on, is_empty_house, own_path, signed_in,
    view::{Card, trouble},
};
use crate::{
    base::{lang::Lang, secret::Secret},
    db::DbError,
    desk::setting::{self, Team},
    t,
    web::{
        answer::{self, Answer, Refusal, Reply, see_other},
        entrance,
        field::{Field, Wrong, choice, password},
        layout::icon_sm,
        reach,
        request::Ask,
    },
};

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

pub(super) async fn page(ask: Ask) -> Reply {
    let Next { next } = ask.query()?;
    if is_empty_house(&ask).await? {
        return see_other("/setup");
    }
    if signed_in(&ask).await?.is_some() {
        return see_other(own_path(&next));
    }
    let typed = Typed {
        next,
        stay: Some("on".to_owned()),
        ..Typed::default()
    };
    answer::page(view(&ask, &team_name(&ask).await?, &typed, None))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
    password: String,
    stay: Option<String>,
    next: String,
}

pub(super) async fn try_it(mut ask: Ask) -> Reply {
    let mut typed: Typed = ask.form().await?;
    let password = Secret::new(std::mem::take(&mut typed.password));
    let persistent = typed.stay.is_some();
    match entrance::sign_in(&ask, &typed.email, password, persistent).await {
        Ok((_, entered)) => go_on(&ask, &entered, persistent, own_path(&typed.next)),
        Err(refusal) => {
            let page = view(
                &ask,
                &team_name(&ask).await?,
                &typed,
                Some(&sentence(ask.lang(), &refusal)),
            );
            Ok(refused(&refusal, page))
        }
    }
}

pub(super) fn refused(refusal: &Refusal, page: Markup) -> Answer {
    let mut answer = answer::page_with(refusal.status, page);
    refusal.set_retry(&mut answer);
    answer
}

pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal.retry_after {
        Some(seconds) if refusal.status == StatusCode::TOO_MANY_REQUESTS => {
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            t!(lang, "sign-in-wait", count = seconds).into_owned()
        }
        _ => refusal.sentence(lang),
    }
}

pub(super) async fn team_name(ask: &Ask) -> Result<String, Refusal> {
    let team: Team = ask.house.db.read::<_, DbError>(setting::get).await?;
    Ok(team.name)
}

fn view(ask: &Ask, team: &str, typed: &Typed, why_not: Option<&str>) -> Markup {
    let lang = ask.lang();
    let here = if typed.next.is_empty() {
        "/sign-in".to_owned()
    } else {
        let query = serde_html_form::to_string([("next", &typed.next)]).unwrap_or_default();
        format!("/sign-in?{query}")
    };
    let nothing = Wrong::default();
    let has_address = !typed.email.is_empty();
    Card {
        lang,
        title: &t!(lang, "sign-in"),
        heading: team,
        lead: &t!(lang, "sign-in-lead"),
        here: &here,
        aside: &t!(lang, "sign-in-forgot"),
    }
    .show(&html! {
        form.card."card--pad".stack."stack--4" method="post" action="/sign-in" {
            @if let Some(why_not) = why_not { (trouble(why_not)) }
            (reach::warning_of_open_line(ask))
            p.notice."notice--warn".small #form-held role="status" hidden { (icon_sm("lock")) span { (t!(lang, "sign-in-form-held")) } }
            input type="hidden" name="next" value=(typed.next);
            (Field::new("sign-in", "email", t!(lang, "email")).kind("email").value(&typed.email)
                .autocomplete("username").required().focused(!has_address))
            (password::known(lang, "password", &t!(lang, "password"), &nothing, has_address))
            (choice::check("stay", &t!(lang, "sign-in-stay"), typed.stay.is_some()))
            button.btn."btn--primary"."btn--lg"."btn--block" { (t!(lang, "sign-in")) }
        }
    })
}
