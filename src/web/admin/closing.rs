//! What chats are about, how they end, and what is asked when they do.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{
    Room,
    choices::{List, Refused, card, rows},
    heading, show,
};
use crate::{
    base::{
        id::{ChatTypeId, ReasonId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        audit,
        closing::choice,
        setting::{self, Closing},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field, meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, &Refused::default(), &wish).await?;
    show(&ask, &admin, Room::Closing, &inside).await
}

/// The form of the rules.
#[derive(Serialize, Deserialize)]
struct Rules {
    type_required: Option<String>,
    reason_required: Option<String>,
    survey: Option<String>,
    survey_daily: Option<String>,
    courtesy: Option<String>,
}

impl From<Closing> for Rules {
    fn from(rules: Closing) -> Self {
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            type_required: on(rules.type_required),
            reason_required: on(rules.reason_required),
            survey: on(rules.survey),
            survey_daily: on(rules.survey_daily),
            courtesy: on(rules.courtesy),
        }
    }
}

pub(super) async fn save_rules(mut ask: Ask, admin: AsAdmin) -> Reply {
    let now: Closing = ask.house.db.read::<_, DbError>(setting::get).await?;
    let typed = meanwhile::form(&mut ask, &Rules::from(now)).await?;
    let rules = Closing {
        type_required: typed.type_required.is_some(),
        reason_required: typed.reason_required.is_some(),
        survey: typed.survey.is_some(),
        survey_daily: typed.survey_daily.is_some(),
        courtesy: typed.courtesy.is_some(),
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &rules)?;
            audit::log(tx, &origin, "closing_rules_changed", "")
        })
        .await?;
    see_other("/admin/closing?saved=rules")
}

pub(super) async fn view(
    ask: &Ask,
    lang: Lang,
    refused: &Refused,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    view_with(ask, lang, refused, wish, None).await
}

pub(super) async fn view_with(
    ask: &Ask,
    lang: Lang,
    refused: &Refused,
    wish: &Wish,
    not_archiving: Option<&super::archiving::Refused>,
) -> Result<Markup, Refusal> {
    let (types, reasons, rules, archiving) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            let types = rows(choice::all::<ChatTypeId>(reader)?, |id| id.0);
            let reasons = rows(choice::all::<ReasonId>(reader)?, |id| id.0);
            Ok((
                types,
                reasons,
                setting::get::<Closing>(reader)?,
                setting::get(reader)?,
            ))
        })
        .await?;
    Ok(html! {
        (heading(&t!(lang, "room-closing"), &t!(lang, "closing-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        (card(lang, List::Types, &types, refused, wish))
        (card(lang, List::Reasons, &reasons, refused, wish))
        (rules_card(lang, rules))
        (super::archiving::card(lang, archiving, not_archiving))
    })
}

fn rules_card(lang: Lang, rules: Closing) -> Markup {
    html! {
        form.card method="post" action="/admin/closing" {
            (meanwhile::shown(&Rules::from(rules)))
            header."card__head" { h3."card__title".grow { (t!(lang, "closing-rules")) } }
            (field::choice::switch_row("type_required", "list-checks", &t!(lang, "rule-type"), &t!(lang, "rule-type-more"), rules.type_required))
            (field::choice::switch_row("reason_required", "circle-check", &t!(lang, "rule-reason"), &t!(lang, "rule-reason-more"), rules.reason_required))
            (field::choice::switch_row("survey", "star", &t!(lang, "rule-survey"), &t!(lang, "rule-survey-more"), rules.survey))
            (field::choice::switch_row("survey_daily", "calendar", &t!(lang, "rule-survey-daily"), &t!(lang, "rule-survey-daily-more"), rules.survey_daily))
            (field::choice::switch_row("courtesy", "smile", &t!(lang, "rule-courtesy"), &t!(lang, "rule-courtesy-more"), rules.courtesy))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}
