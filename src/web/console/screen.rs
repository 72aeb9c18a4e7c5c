//! The console as a whole page, and its panes by themselves for the console's own code.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    chat::{self, Chat},
    close, customer, help,
    list::List,
    offers, pane,
};
use crate::{
    base::{
        id::{ConversationId, EventId},
        lang::Lang,
    },
    desk::{
        event,
        setting::{self, Team},
    },
    t,
    web::{
        answer::{Answer, Refusal, Reply, page, page_with},
        layout::{self, Document, Place, icon, script_texts},
        request::{AsAgent, Ask},
    },
};

/// The console with no chat open.
pub(super) async fn home(ask: Ask, agent: AsAgent) -> Reply {
    if ask.is_fragment() {
        let who = agent.agent.clone();
        let waiting = ask
            .house
            .db
            .read::<_, Refusal>(move |reader| Ok(crate::desk::waitlist::count(reader, who.id)?))
            .await?;
        return page(pane::quiet(agent.lang, waiting));
    }
    show(&ask, &agent, None, StatusCode::OK, None).await
}

/// The console with a chat open; for the console's own code the chat alone, with the customer beside it.
pub(super) async fn chat(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    if !ask.is_fragment() {
        return show(&ask, &agent, Some(id), StatusCode::OK, None).await;
    }
    let (chat, side) = open(&ask, &agent, id).await?;
    page(html! { div { (pane::pane(&chat)) (side) } })
}

/// The chat's head and banners, which change while one writes below them.
pub(super) async fn head(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let chat = read_chat(&ask, &agent, id).await?;
    page(html! {
        div data-stance=(chat.stance().word()) data-read=(chat.conversation.read) data-delivered=(chat.conversation.delivered) {
            (pane::head(&chat)) (pane::banners(&chat))
        }
    })
}

#[derive(Deserialize)]
struct Beside {
    chat: Option<ConversationId>,
}

/// The first pane.
pub(super) async fn list(ask: Ask, agent: AsAgent) -> Reply {
    let Beside { chat } = ask.query()?;
    let (who, alike) = (agent.agent.clone(), ask.house.alike.clone());
    let list = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            Ok(List::load(reader, &who, chat)?.grouped(&alike.groups(reader)?))
        })
        .await?;
    page(html! { div { (list.show()) (offers::island(&list)) } })
}

pub(super) async fn read_chat(
    ask: &Ask,
    agent: &AsAgent,
    id: ConversationId,
) -> Result<Chat, Refusal> {
    let now = ask.house.db.clock().now();
    let who = agent.agent.clone();
    ask.house
        .db
        .read::<_, Refusal>(move |reader| chat::load(reader, &who, id, now))
        .await
}

async fn open(ask: &Ask, agent: &AsAgent, id: ConversationId) -> Result<(Chat, Markup), Refusal> {
    let chat = read_chat(ask, agent, id).await?;
    let known = customer::load(
        &ask.house,
        agent.agent.clone(),
        customer::Stand::Chat(id),
        customer::EARLIER,
    )
    .await?
    .ok_or_else(Refusal::not_found)?;
    let side = customer::panel(&known, customer::Tab::Customer, None);
    Ok((chat, side))
}

/// The page of a chat with the question how it ended on top of it.
pub(super) async fn with_dialog(
    ask: &Ask,
    agent: &AsAgent,
    id: ConversationId,
    status: StatusCode,
    wrong: Option<&str>,
) -> Reply {
    let chat = read_chat(ask, agent, id).await?;
    let dialog = close::dialog(&chat, true, wrong);
    with_on_top(ask, agent, id, status, dialog).await
}

/// The page of a chat with a dialog on top of it.
pub(super) async fn with_on_top(
    ask: &Ask,
    agent: &AsAgent,
    id: ConversationId,
    status: StatusCode,
    dialog: Markup,
) -> Reply {
    show(ask, agent, Some(id), status, Some(dialog)).await
}

/// The console with whatever is open in it, and a question on top.
pub(super) async fn show(
    ask: &Ask,
    agent: &AsAgent,
    current: Option<ConversationId>,
    status: StatusCode,
    on_top: Option<Markup>,
) -> Result<Answer, Refusal> {
    // What happens after this number is told by the stream. It is read first, so that nothing is missed.
    let (seen, team, list) = {
        let (who, alike) = (agent.agent.clone(), ask.house.alike.clone());
        ask.house
            .db
            .read::<_, Refusal>(move |reader| {
                let seen: EventId = event::newest(reader)?;
                let team: Team = setting::get(reader)?;
                let list = List::load(reader, &who, current)?;
                Ok((seen, team, list.grouped(&alike.groups(reader)?)))
            })
            .await?
    };
    let beside = match current {
        Some(id) => Some(open(ask, agent, id).await?),
        None => None,
    };
    let waiting = list.counter.waiting_count;
    let lang = agent.lang;
    let title = beside.as_ref().map_or_else(
        || t!(lang, "nav-console").into_owned(),
        |(chat, _)| pane::name_of(chat),
    );
    let main = html! {
        main.main.console #main data-event=(seen) data-agent=(agent.id) data-shortcuts[agent.preferences.shortcuts]
            data-trust[ask.house.https.has_own_door()]
            data-mobile=(if beside.is_some() { "chat" } else { "list" }) {
            h1."sr-only" { (t!(lang, "nav-console")) }
            (list.show())
            @match &beside {
                Some((chat, side)) => { (pane::pane(chat)) (side) },
                None => (pane::quiet(lang, waiting)),
            }
            (offers::island(&list))
        }
        @if let Some(dialog) = on_top { (dialog) }
        (help::dialog(lang))
        (palette(lang))
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &agent.preferences.theme,
        title: &title,
        sheet: "page-console",
        scripts: &["console"],
        page: "console",
    };
    let body = layout::shell(agent, &team.name, Place::Console, waiting, &main);
    Ok(page_with(status, document.wrap(&body)))
}

/// The frame of what Ctrl+K opens; the browser knows what can be done.
fn palette(lang: Lang) -> Markup {
    html! {
        dialog.dialog.palette #palette aria-label=(t!(lang, "keys-palette")) {
            div."palette__in" {
                (icon("search"))
                input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" autocomplete="off"
                    aria-label=(t!(lang, "palette-type")) placeholder=(t!(lang, "palette-type"));
                kbd { "Esc" }
            }
            div."palette__list" #palette-list role="listbox" aria-label=(t!(lang, "keys-palette")) {}
        }
    }
}
