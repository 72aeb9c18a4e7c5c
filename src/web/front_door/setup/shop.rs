//! Step 2: what is the shop called, and which language does the admin work in?

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    leave,
    view::{At, foot, frame},
};
use crate::{
    base::{lang::Lang, text},
    db::DbError,
    desk::{
        audit,
        setting::{self, Team},
        setup::Progress,
        team::account::{self, AccountError, Profile},
    },
    t,
    web::{
        answer::{self, Refusal, Reply},
        field::{Field, Wrong, choice},
        request::{AsAdmin, Ask, Caller},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    team: String,
    lang: String,
    skip: Option<String>,
}

pub(super) async fn view(ask: &Ask, caller: &Caller, reached: Progress) -> Result<Markup, Refusal> {
    let team: Team = ask.house.db.read::<_, DbError>(setting::get).await?;
    // The name that stands in for none is not the shop's.
    let is_own = Lang::ALL
        .into_iter()
        .all(|lang| team.name != lang.text("default-team"));
    let name = if is_own { team.name.as_str() } else { "" };
    Ok(card(caller, reached, name, &Wrong::default()))
}

pub(in crate::web::front_door) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    if typed.skip.is_some() {
        return leave(&ask, Progress::Shop).await;
    }
    let team = Team {
        name: text::clean_line(&typed.team, 80),
    };
    if team.name.is_empty() {
        let reached: Progress = ask.house.db.read::<_, DbError>(setting::get).await?;
        let wrong = Wrong::at("team", t!(admin.lang, "shop-name-needed"));
        let page = card(&admin, reached, "", &wrong);
        return Ok(answer::page_with(StatusCode::BAD_REQUEST, page));
    }
    let profile = Profile {
        name: admin.name.clone(),
        public_name: admin.public_name.clone(),
        public_title: admin.public_title.clone(),
        lang: Lang::from_code(&typed.lang).unwrap_or(admin.lang),
    };
    let (id, origin) = (admin.id, admin.origin(&ask));
    ask.house
        .db
        .write::<_, AccountError>(move |tx| {
            setting::put(tx, &team)?;
            audit::log(tx, &origin, "team_renamed", &team.name)?;
            account::change_profile(tx, id, &profile)
        })
        .await?;
    leave(&ask, Progress::Shop).await
}

fn card(caller: &Caller, reached: Progress, name: &str, wrong: &Wrong) -> Markup {
    let lang = caller.lang;
    let languages = Lang::ALL.map(|lang| (lang.code(), lang.own_name().into()));
    frame(
        lang,
        &caller.preferences.theme,
        At::of(Progress::Shop, reached),
        &html! {
            form."setup__card" method="post" action="/setup/shop" aria-labelledby="heading" {
                header {
                    h1 #heading { (t!(lang, "setup-shop-title")) }
                    p."setup__lead" { (t!(lang, "setup-shop-lead")) }
                }
                div.formgrid {
                    (Field::new("setup", "team", t!(lang, "shop-name")).value(name).autocomplete("organization")
                        .longest(80).required().judged(wrong).focused(true))
                    (choice::select("setup", "lang", &t!(lang, "console-language"), lang.code(), &languages))
                }
                (foot(lang, None, true, &t!(lang, "go-on")))
            }
        },
    )
}
