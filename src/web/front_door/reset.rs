//! An agent sets a new password by a link that an admin made for them.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    go_on,
    join::{dead_link, open_link},
    sign_in::team_name,
    view::Card,
};
use crate::{
    base::secret::Secret,
    desk::team::{
        invitation::{self, Invitation, InvitationKind},
        password as passwords,
    },
    t,
    web::{
        answer::{self, Reply},
        entrance,
        field::{Wrong, password},
        request::Ask,
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    password: String,
}

pub(super) async fn page(ask: Ask) -> Reply {
    match open_link(&ask, InvitationKind::Reset).await {
        Ok((_, invitation)) => {
            let team = team_name(&ask).await?;
            answer::page(view(&ask, &team, &invitation, &Wrong::default()))
        }
        Err(reply) => reply,
    }
}

pub(super) async fn set(mut ask: Ask) -> Reply {
    let (token, invitation) = match open_link(&ask, InvitationKind::Reset).await {
        Ok(found) => found,
        Err(reply) => return reply,
    };
    let typed: Typed = ask.form().await?;
    let secret = Secret::new(typed.password);
    if let Err(error) = passwords::check(&secret, &invitation.email, "") {
        let wrong = Wrong::at("password", password::why_not(ask.lang(), error));
        let team = team_name(&ask).await?;
        let page = view(&ask, &team, &invitation, &wrong);
        return Ok(answer::page_with(StatusCode::BAD_REQUEST, page));
    }
    let hash = ask.house.hasher().hash(secret).await?;
    let address = ask.address.to_string();
    let outcome = ask
        .house
        .db
        .write(move |tx| invitation::reset(tx, token.hash(), &hash, &address))
        .await;
    match outcome {
        Ok(agent) => {
            let entered = entrance::admit(&ask, &agent, false).await?;
            go_on(&ask, &entered, false, "/")
        }
        Err(error) => dead_link(&ask, error).await,
    }
}

fn view(ask: &Ask, team: &str, invitation: &Invitation, wrong: &Wrong) -> Markup {
    let lang = ask.lang();
    Card {
        lang,
        title: &t!(lang, "reset-title"),
        heading: team,
        lead: &t!(lang, "reset-title"),
        here: ask.uri.path(),
        aside: "",
    }
    .show(&html! {
        form.card."card--pad".stack."stack--4" method="post" {
            p.small.muted dir="auto" { (t!(lang, "reset-for", email = &invitation.email)) }
            input type="email" name="username" value=(invitation.email) autocomplete="username" hidden;
            (password::chosen(lang, "password", &t!(lang, "password-new"), wrong, wrong.is_empty()))
            button.btn."btn--primary"."btn--lg"."btn--block" { (t!(lang, "reset-go")) }
        }
    })
}
