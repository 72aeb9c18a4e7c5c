//! When ended chats are put away by themselves.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, choices, closing, show_with};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        audit,
        closing::archive::{self, Archiving, DAYS},
    },
    t,
    web::{
        answer::{Reply, see_other},
        field::{Field, Wrong, choice},
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// What was typed and not accepted.
pub(super) struct Refused {
    days: String,
    wrong: Wrong,
}

#[derive(Deserialize)]
pub(super) struct Typed {
    archive: Option<String>,
    #[serde(default)]
    days: String,
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let after_days = match (typed.archive, typed.days.trim().parse::<u32>()) {
        (None, _) => None,
        (Some(_), Ok(days)) if DAYS.contains(&days) => Some(days),
        (Some(_), _) => {
            let lang = admin.lang;
            let why = t!(
                lang,
                "archiving-bad-days",
                least = i64::from(*DAYS.start()),
                most = i64::from(*DAYS.end())
            );
            let refused = Refused {
                days: typed.days,
                wrong: Wrong::at("days", why),
            };
            let inside = closing::view_with(
                &ask,
                lang,
                &choices::Refused::default(),
                &Wish::default(),
                Some(&refused),
            )
            .await?;
            return show_with(
                StatusCode::BAD_REQUEST,
                &ask,
                &admin,
                Room::Closing,
                &inside,
            )
            .await;
        }
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            archive::set(tx, &Archiving { after_days })?;
            let days = after_days.map_or_else(|| "-".to_owned(), |days| days.to_string());
            audit::log(tx, &origin, "archiving_changed", &days)
        })
        .await?;
    see_other("/admin/closing?saved=archiving")
}

pub(super) fn card(lang: Lang, rule: Archiving, refused: Option<&Refused>) -> Markup {
    let usual = Archiving::default().after_days.unwrap_or(*DAYS.start());
    let days = match refused {
        Some(refused) => refused.days.clone(),
        None => rule.after_days.unwrap_or(usual).to_string(),
    };
    let right = Wrong::default();
    let wrong = refused.map_or(&right, |refused| &refused.wrong);
    let is_on = rule.after_days.is_some() || refused.is_some();
    html! {
        form.card #archiving method="post" action="/admin/archiving" novalidate {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "archiving")) } p.small.muted { (t!(lang, "archiving-lead")) } } }
            (choice::switch_row("archive", "package", &t!(lang, "archiving-on"), &t!(lang, "archiving-hint"), is_on))
            div.setrow { div.grow { (Field::new("archiving", "days", t!(lang, "archiving-days")).kind("number").value(&days).judged(wrong)) } }
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}
