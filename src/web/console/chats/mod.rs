//! The Chats page: every chat of the shop in one list, and each of them to read.
//!
//! The page is made of two parts that are fetched anew one by one: the list (`#chat-list`), and the
//! pane with one chat (`#chat-detail`). Both work as plain pages, links and forms.

pub(in crate::web) mod behind;
mod bookmarks;
mod bulk;
pub(in crate::web) mod choices;
mod deeds;
mod empty;
pub(in crate::web) mod facts;
mod filters;
mod found;
mod help;
mod load;
mod pane;
mod row;
mod scores;
pub(super) mod status;
mod table;
mod tabs;
mod views;
mod wish;
mod words;

use http::StatusCode;
use maud::{Markup, html};

use self::{
    load::{List, Pane},
    wish::Wish,
    words::Words,
};
use crate::{
    base::id::ConversationId,
    db::DbError,
    desk::{
        closing::reopen::{self, ReopenError},
        setting::{self, Team},
    },
    t,
    web::{
        answer::{self, Refusal, Reply, page_with, see_other},
        console,
        layout::{self, Document, Place},
        request::{AsAgent, Ask},
        router::{Route, agent, get, post, supervisor},
    },
};

pub(in crate::web) fn routes() -> Vec<Route> {
    vec![
        get("/chats", agent(show)),
        get("/chats/{id}", agent(show_one)),
        post("/chats/{id}/reopen", agent(take_up)),
        post("/chats/{id}/archive", agent(deeds::put_away)),
        post("/chats/{id}/unarchive", supervisor(deeds::take_out)),
        post("/chats/{id}/no-answer", agent(deeds::no_answer)),
        post("/console/{id}/no-answer", agent(deeds::no_answer_there)),
        post("/chats/{id}/watch", supervisor(deeds::watch)),
        post("/chats/{id}/unwatch", supervisor(deeds::unwatch)),
        post("/chats/{id}/score", supervisor(scores::give)),
        post("/chats/{id}/bookmarks", agent(bookmarks::set)),
        post(
            "/chats/{id}/bookmarks/{bookmark}/remove",
            agent(bookmarks::remove),
        ),
        post(
            "/chats/{id}/bookmarks/{bookmark}/put-back",
            agent(bookmarks::put_back),
        ),
        get("/chats/start", agent(views::start)),
        post("/chats/views", agent(views::add)),
        post("/chats/views/{view}", agent(views::change)),
        post("/chats/views/{view}/remove", agent(views::remove)),
        get("/chats/bulk/{deed}", agent(bulk::sheet)),
        post("/chats/bulk", agent(bulk::act)),
        post("/chats/undo/{act}", agent(bulk::undo)),
    ]
}

fn wish_of(ask: &Ask) -> Result<Wish, Refusal> {
    let words: Words = ask.query()?;
    words.read()
}

/// The page; for its own code, the list alone.
async fn show(ask: Ask, agent: AsAgent) -> Reply {
    let wish = wish_of(&ask)?;
    let viewer = agent.agent.clone();
    if ask.is_fragment() {
        let list = load::list(&ask.house, viewer, wish).await?;
        return answer::page(table::section(&list));
    }
    answer::page(whole(&ask, &agent, wish, None).await?)
}

/// One chat, for the page's own code; others are led to the page that shows it.
async fn show_one(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let wish = wish_of(&ask)?.opened(id);
    if !ask.is_fragment() {
        return see_other(&wish.address());
    }
    let pane = load::pane(&ask.house, agent.agent.clone(), wish, id)
        .await?
        .ok_or_else(Refusal::not_found)?;
    answer::page(pane::pane(&pane, None))
}

/// Takes a closed chat up again. It is the agent's then, so they go where they can write.
async fn take_up(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    let outcome = ask
        .house
        .db
        .write::<_, ReopenError>(move |tx| reopen::reopen(tx, &who, id))
        .await;
    match outcome {
        Ok(_) => see_other(&layout::chat_path(id)),
        Err(ReopenError::OtherOpen(other)) => {
            let wish = Wish::default().opened(id);
            let page = whole(&ask, &agent, wish, Some(other)).await?;
            Ok(page_with(StatusCode::CONFLICT, page))
        }
        Err(error) => Err(error.into()),
    }
}

async fn whole(
    ask: &Ask,
    agent: &AsAgent,
    wish: Wish,
    other: Option<ConversationId>,
) -> Result<Markup, Refusal> {
    let viewer = &agent.agent;
    let list = load::list(&ask.house, viewer.clone(), wish.clone()).await?;
    let pane = match wish.chat {
        Some(id) => Some(
            load::pane(&ask.house, viewer.clone(), wish, id)
                .await?
                .ok_or_else(Refusal::not_found)?,
        ),
        None => None,
    };
    let who = viewer.clone();
    let (team, counter) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            Ok((team, console::list::List::load(reader, &who, None)?))
        })
        .await?;
    let waiting = counter.counter.waiting_count;
    let lang = viewer.lang;
    let document = Document {
        lang,
        theme: &viewer.preferences.theme,
        title: &t!(lang, "nav-chats"),
        sheet: "page-chats",
        scripts: &["chats"],
        page: "chats",
    };
    let main = html! {
        (main(&list, pane.as_ref(), other))
        // The bell rings here, too: it watches the console's list, which nobody sees on this page.
        div hidden { (counter.show()) }
        (console::offers::island(&counter))
    };
    Ok(document.wrap(&layout::shell(
        viewer,
        &team.name,
        Place::Chats,
        waiting,
        &main,
    )))
}

fn main(list: &List, pane: Option<&Pane>, other: Option<ConversationId>) -> Markup {
    let lang = list.viewer.lang;
    html! {
        main."main chats".("chats--open")[pane.is_some()] #main tabindex="-1" data-event=(list.seen) data-agent=(list.viewer.id) data-shortcuts[list.viewer.preferences.shortcuts] {
            // On a phone the list and its title give way to the chat that is open.
            h1."sr-only" { (t!(lang, "nav-chats")) }
            (table::section(list))
            (bulk::bar(&list.viewer))
            @if let Some(pane) = pane { (pane::pane(pane, other)) }
        }
        // How many chats a search found is said aloud by the page's own code.
        p."sr-only" #chat-found role="status" {}
        (help::dialog(lang))
        (layout::script_texts(lang))
    }
}
