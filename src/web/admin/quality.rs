//! By what chats are judged, and who reads what was thought of them.

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    Room,
    choices::{List, Refused, card, criterion_rows},
    heading, show,
};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{audit, quality::Quality, setting},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, &Refused::default(), &wish).await?;
    show(&ask, &admin, Room::Quality, &inside).await
}

#[derive(Deserialize)]
struct Typed {
    agents_see: Option<String>,
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let rules = Quality {
        agents_see: typed.agents_see.is_some(),
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &rules)?;
            audit::log(tx, &origin, "quality_changed", "")
        })
        .await?;
    see_other("/admin/quality?saved=rules")
}

pub(super) async fn view(
    ask: &Ask,
    lang: Lang,
    refused: &Refused,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let (rows, rules) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            Ok((criterion_rows(reader)?, setting::get::<Quality>(reader)?))
        })
        .await?;
    Ok(html! {
        (heading(&t!(lang, "room-quality"), &t!(lang, "quality-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        (card(lang, List::Criteria, &rows, refused, wish))
        form.card method="post" action="/admin/quality" {
            header."card__head" { h3."card__title".grow { (t!(lang, "quality-rules")) } }
            (field::choice::switch_row("agents_see", "eye", &t!(lang, "quality-agents"), &t!(lang, "quality-agents-more"), rules.agents_see))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    })
}
