//! The agent's console: who waits, one's own chats, the chat that is open, and its customer.
//!
//! Every part is a form or a link that works by itself. The console's own code (`assets/console`) sends
//! the same forms, asks for parts of the page instead of the whole, and follows the stream.

mod chats;
pub mod customer;

mod act;
mod cards;
mod chat;
mod close;
mod composer;
mod content_language;
mod help;
mod list;
mod pane;
mod replies;
mod row;
mod screen;
mod write;

use super::router::{Route, agent, get, post, supervisor};

/// The routes of the console.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/console", agent(screen::home)),
        get("/console/list", agent(screen::list)),
        get("/console/replies", agent(replies::all)),
        get("/console/cards", agent(cards::all)),
        post("/console/next", agent(act::next)),
        post("/console/order", agent(act::set_order)),
        post("/console/availability", agent(act::set_availability)),
        get("/console/{id}", agent(screen::chat)),
        get("/console/{id}/head", agent(screen::head)),
        get("/console/{id}/entries", agent(write::newer)),
        get("/console/{id}/earlier", agent(write::earlier)),
        get("/console/{id}/close", agent(close::ask)),
        post("/console/{id}/close", agent(close::end)),
        get("/console/{id}/replies/{reply}", agent(replies::load)),
        post("/console/{id}/cards/{card}", agent(cards::prepare)),
        post("/console/{id}/messages", agent(write::reply)),
        post("/console/{id}/comments", agent(write::comment)),
        post("/console/{id}/draft", agent(write::keep_draft)),
        post("/console/{id}/claim", agent(act::claim)),
        post("/console/{id}/release", agent(act::release)),
        post("/console/{id}/take-over", supervisor(act::take_over)),
        post("/console/{id}/reopen", agent(act::reopen)),
    ];
    routes.extend(customer::routes());
    routes.extend(chats::routes());
    routes
}
