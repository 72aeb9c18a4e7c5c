//! Everybody the team knows: the directory, each customer's own page, tables in and out, and two who
//! are found to be one.
//!
//! All of it is links and forms that work by themselves; `people.js` searches while one types.

mod export;
mod export_person;
mod import;
mod joining;
mod list;
mod new;
mod privacy;
pub(in crate::web) mod record;

use http::StatusCode;
use maud::{Markup, html};

use super::list::List as Counter;
use crate::{
    base::id::EventId,
    db::DbError,
    desk::{
        event,
        setting::{self, Team},
        team::Agent,
    },
    web::{
        answer::{Answer, Refusal, page_with},
        layout::{self, Document, Place, icon, script_texts},
        request::{AsAgent, Ask},
        router::{Route, admin, agent, get, post, supervisor},
    },
};

pub(in crate::web) fn routes() -> Vec<Route> {
    vec![
        get("/people", agent(list::show)),
        get("/people/new", agent(new::show)),
        post("/people/new", agent(new::create)),
        get("/people/export", supervisor(export::table)),
        get("/people/import", supervisor(import::show)),
        post("/people/import", supervisor(import::read)),
        post("/people/import/rows", supervisor(import::take_in)),
        get("/people/erased", admin(privacy::list)),
        get("/people/{customer}", agent(record::show)),
        get("/people/{customer}/privacy", admin(privacy::show)),
        post("/people/{customer}/export", admin(privacy::export)),
        post("/people/{customer}/erase", admin(privacy::erase)),
        get("/people/{customer}/merge", agent(joining::show)),
        post("/people/{customer}/merge", agent(joining::join)),
        post("/people/{customer}/merge/undo", agent(joining::undo)),
    ]
}

/// A page around what is in it. The bell rings here, too: it watches the console's list, which nobody sees.
pub(super) async fn screen(
    ask: &Ask,
    agent: &AsAgent,
    status: StatusCode,
    title: &str,
    inside: &Markup,
) -> Result<Answer, Refusal> {
    let who: Agent = agent.agent.clone();
    let (seen, team, counter) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            // Read first, so that nothing is missed.
            let seen: EventId = event::newest(reader)?;
            let team: Team = setting::get(reader)?;
            Ok((seen, team, Counter::load(reader, &who, None)?))
        })
        .await?;
    let lang = agent.lang;
    let main = html! {
        main."main people scroll" #main tabindex="-1" data-event=(seen) data-agent=(agent.id) data-shortcuts[agent.preferences.shortcuts] {
            (inside)
        }
        div hidden { (counter.show()) }
        (super::help::dialog(lang))
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &agent.preferences.theme,
        title,
        sheet: "page-people",
        scripts: &["people"],
        page: "people",
    };
    let waiting = counter.counter.waiting_count;
    let body = layout::shell(agent, &team.name, Place::People, waiting, &main);
    Ok(page_with(status, document.wrap(&body)))
}

/// Title of a page below the directory, and the way back to it.
pub(super) fn heading(
    back: &str,
    back_label: &str,
    title: &str,
    lead: &str,
    deeds: &Markup,
) -> Markup {
    html! {
        header."page__head" {
            a.iconbtn href=(back) aria-label=(back_label) title=(back_label) {
                svg.icon.flip aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-arrow-left" } {} }
            }
            div.grow { h1."page__title" dir="auto" { (title) } @if !lead.is_empty() { p.small.muted { (lead) } } }
            (deeds)
        }
    }
}

/// What a page says about itself in passing.
fn told(symbol: &str, words: &str) -> Markup {
    html! { p.notice."notice--ok".small role="status" { (icon(symbol)) span { (words) } } }
}
