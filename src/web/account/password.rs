//! Changing one's password. The old one is needed: a browser left open is not its owner.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{own_session, profile, refused};
use crate::{
    base::{lang::Lang, secret::Secret},
    desk::team::{Agent, account, password as passwords},
    t,
    web::{
        answer::{Reply, see_other},
        entrance,
        field::{Wrong, password},
        request::{AsAgent, Ask},
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    old_password: String,
    #[serde(default)]
    new_password: String,
}

pub(super) async fn change(mut ask: Ask, agent: AsAgent) -> Reply {
    let session = own_session(&agent)?;
    let typed: Typed = ask.form().await?;
    let (old, new) = (
        Secret::new(typed.old_password),
        Secret::new(typed.new_password),
    );
    let lang = agent.lang;
    let wrong = if let Err(error) = passwords::check(&new, &agent.email, &agent.name) {
        Wrong::at("new_password", password::why_not(lang, error))
    } else {
        match entrance::prove(&ask, &agent, old).await {
            Ok(Some(checked)) => {
                let hash = ask.house.hasher().hash(new).await?;
                let (id, origin) = (agent.id, agent.origin(&ask));
                ask.house
                    .db
                    .write(move |tx| {
                        account::change_password(tx, &origin, id, &checked, &hash, session)
                    })
                    .await?;
                return see_other("/account?saved=password");
            }
            Ok(None) => Wrong::at("old_password", t!(lang, "password-old-wrong")),
            Err(refusal) => match refusal.retry_after {
                Some(seconds) if refusal.status == StatusCode::TOO_MANY_REQUESTS => {
                    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                    Wrong::at("old_password", t!(lang, "sign-in-wait", count = seconds))
                }
                _ => return Err(refusal),
            },
        }
    };
    let profile = profile::Typed::of(&agent);
    refused(&ask, &agent, StatusCode::BAD_REQUEST, &profile, &wrong).await
}

pub(super) fn card(lang: Lang, agent: &Agent, wrong: &Wrong) -> Markup {
    html! {
        form.card."card--pad".stack."stack--4" method="post" action="/account/password" {
            div { h2."card__title" { (t!(lang, "password-change")) } p.small.muted { (t!(lang, "password-change-more")) } }
            input type="email" name="username" value=(agent.email) autocomplete="username" hidden;
            div.formgrid {
                (password::known(lang, "old_password", &t!(lang, "password-old"), wrong, false))
                (password::chosen(lang, "new_password", &t!(lang, "password-new"), wrong, false))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "password-change")) } }
        }
    }
}
