//! The Figures page (L8): what the work of some days comes to in numbers, in pictures and in tables. Supervisors see
//! everybody's, agents their own.

mod charts;
mod filters;
mod load;
mod numbers;
mod scores;
mod tables;
pub mod weekly;
mod wish;
pub(super) mod words;

use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use serde::Deserialize;

use self::{load::Screen, tables::Table, wish::Words};
use crate::{
    db::DbError,
    desk::{
        figures::{period::Choice, sheet, target},
        team::{Agent, Role},
    },
    t,
    web::{
        answer::{Answer, Refusal, Reply, content, page, page_with, see_other},
        field::Wrong,
        layout::{self, Document, Place, icon_sm, mark, script_texts},
        request::{AsAdmin, AsAgent, Ask, Caller},
        router::{Route, admin, agent, get, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/figures", agent(show)),
        get("/figures/csv", agent(file)),
        get("/figures/scores", agent(scores::page)),
        post("/figures/target", admin(set_target)),
        get("/figures/weekly", admin(weekly::page)),
        post("/figures/weekly", admin(weekly::save)),
        post("/figures/weekly/send", admin(weekly::send)),
    ]
}

/// Reads what somebody asks for.
async fn read(ask: &Ask, who: &Caller, words: &Words) -> Result<Screen, Refusal> {
    let (viewer, wish) = (who.agent.clone(), words.read()?);
    ask.house.complete_courses().await?;
    Ok(ask
        .house
        .db
        .read::<_, DbError>(move |reader| load::screen(reader, viewer, wish))
        .await?)
}

async fn show(ask: Ask, who: AsAgent) -> Reply {
    let words: Words = ask.query()?;
    let screen = read(&ask, &who, &words).await?;
    page(whole(&screen, "", &Wrong::default()))
}

/// A table for other programs.
async fn file(ask: Ask, who: AsAgent) -> Reply {
    let words: Words = ask.query()?;
    let screen = read(&ask, &who, &words).await?;
    let table = table(&screen, &words.table).ok_or_else(Refusal::not_found)?;
    let (heads, rows) = table.plain();
    let bytes = sheet::write(&heads, &rows)?;
    let mut answer: Answer = content(StatusCode::OK, "text/csv; charset=utf-8", bytes);
    let name = format!("attachment; filename=\"figures-{}.csv\"", table.word);
    if let Ok(name) = HeaderValue::from_str(&name) {
        answer
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}

fn table(screen: &Screen, word: &str) -> Option<Table> {
    match word {
        "" | "numbers" => Some(numbers::table(screen)),
        "days" => Some(tables::parts(screen)),
        "hours" => Some(tables::hours(screen)),
        "quality" => Some(scores::averages(screen)),
        "scores" => Some(scores::all(screen)),
        word => tables::groups(screen)
            .into_iter()
            .find(|table| table.word == word),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewTarget {
    seconds: String,
    /// The page from which it was set.
    back: String,
}

async fn set_target(mut ask: Ask, who: AsAdmin) -> Reply {
    let NewTarget { seconds, back } = ask.form().await?;
    // Whatever the form says, one goes back to this page and to no other.
    let query = back.split_once('?').map_or("", |(_, query)| query);
    let words: Words = serde_html_form::from_str(query).map_err(|_| Refusal::bad("bad-query"))?;
    let Some(target) = target::Target::read(&seconds) else {
        let screen = read(&ask, &who, &words).await?;
        let wrong = numbers::wrong_target(who.lang);
        return Ok(page_with(
            StatusCode::BAD_REQUEST,
            whole(&screen, &seconds, &wrong),
        ));
    };
    let there = words.read()?.address();
    let origin = who.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| target::set(tx, &origin, target))
        .await?;
    see_other(&there)
}

fn whole(screen: &Screen, typed: &str, wrong: &Wrong) -> Markup {
    let (viewer, lang) = (&screen.viewer, screen.viewer.lang);
    let title = if screen.is_own() {
        t!(lang, "figures-yours")
    } else {
        t!(lang, "figures")
    };
    let main = html! {
        main."main figures scroll" #main tabindex="-1" {
            header."page__head" {
                h1."page__title".grow { (title) }
                @if viewer.role == Role::Admin { a.btn."btn--sm" href="/figures/weekly" { (icon_sm("mail")) (t!(lang, "weekly")) } }
                (tables::file(screen, "numbers", &t!(lang, "figures-key")))
            }
            (filters::filters(screen))
            div.figbody {
                @if screen.is_empty() { (empty(screen)) }
                @else { (inside(screen, typed, wrong)) }
            }
        }
    };
    framed(viewer, (&screen.team.name, screen.waiting), &title, &main)
}

/// A page of this room with everything around it.
fn framed(viewer: &Agent, (team, waiting): (&str, i64), title: &str, main: &Markup) -> Markup {
    let document = Document {
        lang: viewer.lang,
        theme: &viewer.preferences.theme,
        title,
        sheet: "page-figures",
        scripts: &["figures"],
        page: "figures",
    };
    let main = html! { (main) (script_texts(viewer.lang)) };
    document.wrap(&layout::shell(viewer, team, Place::Figures, waiting, &main))
}

fn inside(screen: &Screen, typed: &str, wrong: &Wrong) -> Markup {
    html! {
        (numbers::cards(screen, typed, wrong))
        div.figpair { (charts::chats(screen)) (charts::first(screen)) }
        div.figpair { (charts::messages(screen)) (charts::ratings(screen)) }
        (charts::as_table(screen))
        (charts::hours(screen))
        @for table in tables::groups(screen) { @if !table.rows.is_empty() { (table.card(screen)) } }
        @if !screen.scores.is_empty() { (scores::averages(screen).card(screen)) }
    }
}

/// Nothing happened, and the way to more.
fn empty(screen: &Screen) -> Markup {
    let (lang, wish) = (screen.viewer.lang, &screen.wish);
    let ninety = Choice::Ninety;
    html! {
        div.card.empty role="status" {
            span.bigbell { (mark("bell")) }
            h2."empty__t" { (t!(lang, "figures-empty")) }
            p."empty__p" { (t!(lang, "figures-empty-more")) }
            div.row {
                @if wish.choice != ninety { a.btn href=(wish.over(ninety).address()) { (t!(lang, "figures-see-ninety")) } }
                @if screen.is_narrowed() { a.btn."btn--soft" href=(wish.cleared().address()) { (t!(lang, "chats-clear")) } }
            }
        }
    }
}
