//! Which parameters of addresses the team may see among a visitor's pages.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, show_with},
    HERE, Refused, view,
};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        audit,
        customer::page_view::{KEPT_FOR, PageRules},
        setting,
    },
    t,
    web::{
        House,
        answer::{Reply, see_other},
        field::{Field, Wrong},
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// What was typed and not accepted.
pub(super) struct Typed {
    words: String,
    wrong: Wrong,
}

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    parameters: String,
}

pub(super) async fn rules(house: &House) -> Result<PageRules, DbError> {
    house.db.read::<_, DbError>(setting::get).await
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Form { parameters } = ask.form().await?;
    let rules = match PageRules::read(&parameters) {
        Ok(rules) => rules,
        Err(name) => {
            let wrong = Wrong::at("parameters", t!(admin.lang, "pages-bad-name", name = &name));
            let refused = Refused {
                pages: Some(Typed {
                    words: parameters,
                    wrong,
                }),
                ..Refused::default()
            };
            let inside = view(&ask, admin.lang, &refused, &Wish::default()).await?;
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Customers, &inside).await;
        }
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &rules)?;
            audit::log(
                tx,
                &origin,
                "page_rules_changed",
                &rules.parameters.join(" "),
            )
        })
        .await?;
    see_other(&format!("{HERE}?saved=pages#pages"))
}

pub(super) fn card(lang: Lang, rules: &PageRules, typed: Option<&Typed>) -> Markup {
    let kept = rules.parameters.join(" ");
    let nothing = Wrong::default();
    let (words, wrong) = typed.map_or((kept.as_str(), &nothing), |typed| {
        (typed.words.as_str(), &typed.wrong)
    });
    let days = i64::try_from(KEPT_FOR.as_secs() / 86_400).unwrap_or(0);
    html! {
        section.card #pages aria-labelledby="pages-title" {
            header."card__head" { div.grow { h3."card__title" #pages-title { (t!(lang, "customer-pages")) } p.small.muted { (t!(lang, "pages-rules-more", count = days)) } } }
            form."card--pad".stack."stack--4" method="post" action={ (HERE) "/pages" } {
                (Field::new("pages", "parameters", t!(lang, "pages-parameters")).value(words).longest(500).optional(lang)
                    .placeholder("q sku size").hint(t!(lang, "pages-parameters-hint")).judged(wrong))
                div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
            }
        }
    }
}
