//! Which chats count when an agent is at their limit.

use std::borrow::Cow;

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{audit, setting, waitlist::capacity::Capacity},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::choice,
        meanwhile,
        request::{AsAdmin, Ask},
    },
};

#[derive(Serialize, Deserialize)]
struct Rules {
    wrap_ups: Option<String>,
    offers: Option<String>,
    #[serde(default)]
    silent: String,
}

impl From<Capacity> for Rules {
    fn from(rules: Capacity) -> Self {
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            wrap_ups: on(rules.wrap_ups),
            offers: on(rules.offers_in_wrap_up),
            silent: rules.silent_minutes.to_string(),
        }
    }
}

/// What can be chosen, in minutes; 0: they always count.
const SILENCES: [u32; 6] = [0, 5, 10, 20, 30, 60];

pub(super) fn card(lang: Lang, rules: Capacity) -> Markup {
    let words = SILENCES.map(|minutes| minutes.to_string());
    let silences: Vec<(&str, Cow<'_, str>)> = SILENCES
        .iter()
        .zip(&words)
        .map(|(minutes, word)| match minutes {
            0 => (word.as_str(), t!(lang, "capacity-never")),
            _ => (
                word.as_str(),
                t!(lang, "capacity-minutes", count = i64::from(*minutes)),
            ),
        })
        .collect();
    html! {
        form.card method="post" action="/admin/team/capacity" {
            (meanwhile::shown(&Rules::from(rules)))
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "capacity")) } p.small.muted { (t!(lang, "capacity-more")) } } }
            (choice::switch_row("wrap_ups", "check-check", &t!(lang, "capacity-wrap-ups"), &t!(lang, "capacity-wrap-ups-more"), rules.wrap_ups))
            (choice::switch_row("offers", "bell-ring", &t!(lang, "capacity-offers"), &t!(lang, "capacity-offers-more"), rules.offers_in_wrap_up))
            div."setrow setrow--halves" {
                (choice::select("capacity", "silent", &t!(lang, "capacity-silent"), &rules.silent_minutes.to_string(), &silences))
                p."field__hint" { (t!(lang, "capacity-silent-hint")) }
            }
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let now: Capacity = ask.house.db.read::<_, DbError>(setting::get).await?;
    let typed = meanwhile::form(&mut ask, &Rules::from(now)).await?;
    let silent_minutes = typed
        .silent
        .parse()
        .ok()
        .filter(|minutes| SILENCES.contains(minutes));
    let rules = Capacity {
        wrap_ups: typed.wrap_ups.is_some(),
        offers_in_wrap_up: typed.offers.is_some(),
        silent_minutes: silent_minutes.ok_or_else(|| Refusal::bad("bad-form"))?,
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &rules)?;
            audit::log(tx, &origin, "capacity_changed", "")
        })
        .await?;
    see_other("/admin/team?saved=team")
}
