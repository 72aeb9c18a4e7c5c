//! One's own short forms.

use http::StatusCode;
use maud::{Markup, html};

use super::own_session;
use crate::{
    base::{id::ShortFormId, lang::Lang},
    db::DbError,
    desk::{
        setting::{self, Team},
        short_form::{self, ShortFormError, Whose},
        waitlist,
    },
    t,
    web::{
        answer::{self, Reply, see_other},
        layout::{self, Document, Place, icon, icon_sm, script_texts},
        request::{AsAgent, Ask},
        saved::{self, Wish},
        short_forms::{Refused, Typed, card, judge},
    },
};

const PATH: &str = "/account/short-forms";

/// The way here, on the account's page.
pub(super) fn way(lang: Lang) -> Markup {
    html! {
        div.card {
            div.setrow {
                (icon("zap"))
                div.grow {
                    div."setrow__t" { (t!(lang, "short-forms-own")) }
                    div."setrow__d" { (t!(lang, "short-forms-more")) }
                }
                a.btn href=(PATH) { (t!(lang, "short-forms-edit")) }
            }
        }
    }
}

pub(super) async fn page(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let wish = Wish::of(&ask)?;
    view(&ask, &agent, StatusCode::OK, &Refused::default(), &wish).await
}

pub(super) async fn add(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let typed: Typed = ask.form().await?;
    let (origin, new) = (agent.origin(&ask), typed.clone());
    let whose = Whose::Own(agent.id);
    let outcome = ask
        .house
        .db
        .write(move |tx| short_form::add(tx, &origin, whose, &new.short, &new.text).map(drop))
        .await;
    settle(&ask, &agent, None, typed, outcome).await
}

pub(super) async fn change(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let id: ShortFormId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let (origin, new) = (agent.origin(&ask), typed.clone());
    let whose = Whose::Own(agent.id);
    let outcome = ask
        .house
        .db
        .write(move |tx| short_form::change(tx, &origin, whose, id, &new.short, &new.text))
        .await;
    settle(&ask, &agent, Some(id), typed, outcome).await
}

pub(super) async fn remove(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let id: ShortFormId = ask.place("id")?;
    let origin = agent.origin(&ask);
    let whose = Whose::Own(agent.id);
    let outcome = ask
        .house
        .db
        .write(move |tx| short_form::remove(tx, &origin, whose, id))
        .await;
    settle(&ask, &agent, Some(id), Typed::default(), outcome).await
}

async fn settle(
    ask: &Ask,
    agent: &AsAgent,
    row: Option<ShortFormId>,
    typed: Typed,
    outcome: Result<(), ShortFormError>,
) -> Reply {
    let Err(error) = outcome else {
        return see_other(&format!("{PATH}?saved=list"));
    };
    let (status, refused) = judge(agent.lang, row, typed, error)?;
    view(ask, agent, status, &refused, &Wish::default()).await
}

async fn view(
    ask: &Ask,
    agent: &AsAgent,
    status: StatusCode,
    refused: &Refused,
    wish: &Wish,
) -> Reply {
    let (id, lang) = (agent.id, agent.lang);
    let (list, team, waiting) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let list = short_form::list(reader, Whose::Own(id))?;
            let team: Team = setting::get(reader)?;
            Ok((list, team, waitlist::count(reader, id)?))
        })
        .await?;
    let main = html! {
        div.main.admin."admin--single" {
            main."admin__body" #main tabindex="-1" { section."admin__in" aria-label=(t!(lang, "short-forms-own")) {
                header.sechead { div.grow {
                    a.row.small href="/account" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "nav-account")) }
                    h1."page__title" { (t!(lang, "short-forms-own")) }
                    p { (t!(lang, "short-forms-own-lead")) }
                } }
                (saved::notice(lang, !wish.saved.is_empty()))
                (card(lang, PATH, &html! { h2."card__title" { (t!(lang, "short-forms")) } }, &list, refused))
            } }
        }
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &agent.preferences.theme,
        title: &t!(lang, "short-forms-own"),
        sheet: "page-account",
        scripts: &["admin"],
        page: "account",
    };
    let body = layout::shell(agent, &team.name, Place::Account, waiting, &main);
    Ok(answer::page_with(status, document.wrap(&body)))
}
