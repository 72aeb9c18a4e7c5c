//! The team's short forms.

use http::StatusCode;
use maud::{Markup, html};

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::ShortFormId, lang::Lang},
    db::DbError,
    desk::short_form::{self, ShortFormError, Whose},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
        short_forms::{Refused, Typed, card, judge},
    },
};

const PATH: &str = "/admin/short-forms";

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, &Refused::default(), &wish).await?;
    show(&ask, &admin, Room::ShortForms, &inside).await
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), typed.clone());
    let outcome = ask
        .house
        .db
        .write(move |tx| short_form::add(tx, &origin, Whose::Team, &new.short, &new.text).map(drop))
        .await;
    settle(&ask, &admin, None, typed, outcome).await
}

pub(super) async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: ShortFormId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), typed.clone());
    let outcome = ask
        .house
        .db
        .write(move |tx| short_form::change(tx, &origin, Whose::Team, id, &new.short, &new.text))
        .await;
    settle(&ask, &admin, Some(id), typed, outcome).await
}

pub(super) async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let id: ShortFormId = ask.place("id")?;
    let origin = admin.origin(&ask);
    let outcome = ask
        .house
        .db
        .write(move |tx| short_form::remove(tx, &origin, Whose::Team, id))
        .await;
    settle(&ask, &admin, Some(id), Typed::default(), outcome).await
}

async fn settle(
    ask: &Ask,
    admin: &AsAdmin,
    row: Option<ShortFormId>,
    typed: Typed,
    outcome: Result<(), ShortFormError>,
) -> Reply {
    let Err(error) = outcome else {
        return see_other(&format!("{PATH}?saved=list"));
    };
    let (status, refused): (StatusCode, Refused) = judge(admin.lang, row, typed, error)?;
    let inside = view(ask, admin.lang, &refused, &Wish::default()).await?;
    show_with(status, ask, admin, Room::ShortForms, &inside).await
}

async fn view(ask: &Ask, lang: Lang, refused: &Refused, wish: &Wish) -> Result<Markup, Refusal> {
    let list = ask
        .house
        .db
        .read::<_, DbError>(|reader| short_form::list(reader, Whose::Team))
        .await?;
    Ok(html! {
        (heading(&t!(lang, "room-short-forms"), &t!(lang, "short-forms-team-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        (card(lang, PATH, &html! { h3."card__title" { (t!(lang, "short-forms")) } }, &list, refused))
    })
}
