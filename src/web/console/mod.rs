//! The agent's console: who waits, one's own chats, the chat that is open, and its customer.
//!
//! Every part is a form or a link that works by itself. The console's own code (`assets/console`) sends
//! the same forms, asks for parts of the page instead of the whole, and follows the stream.

pub(super) mod chats;
pub mod customer;
pub mod people;

mod act;
mod amend;
mod assist;
mod block;
mod cards;
mod chat;
mod close;
mod comments;
mod composer;
mod content_language;
mod deeds;
mod forward;
mod help;
mod invites;
mod leave;
mod list;
mod mails;
mod offers;
mod outgoing;
mod oversight;
mod pane;
mod portraits;
mod priority;
mod prompter;
mod replies;
mod reply_window;
mod row;
mod screen;
mod serving;
mod silence;
mod templates;
mod together;
mod translate;
mod transcript;
mod transcript_mail;
mod wearing;
mod wrap_up;
mod write;

use super::router::{Route, agent, get, post, supervisor};

/// The routes of the console.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/console", agent(screen::home)),
        get("/console/list", agent(screen::list)),
        post("/console/check", agent(assist::check)),
        post("/console/clean", agent(assist::clean)),
        get("/console/short-forms", agent(assist::short_forms)),
        get("/console/replies", agent(replies::all)),
        get("/console/cards", agent(cards::all)),
        post("/console/next", agent(act::next)),
        post("/console/together", agent(together::take)),
        post("/console/order", agent(act::set_order)),
        post("/console/queues", agent(serving::set_queues)),
        post("/console/availability", agent(serving::set_availability)),
        post("/console/moved", agent(serving::moved)),
        post("/console/reachable", agent(serving::set_reachable)),
        get("/console/{id}", agent(screen::chat)),
        get("/console/{id}/head", agent(screen::head)),
        get("/console/{id}/entries", agent(write::newer)),
        get("/console/{id}/earlier", agent(write::earlier)),
        get("/console/{id}/close", agent(close::ask)),
        post("/console/{id}/close", agent(close::end)),
        get("/console/{id}/outgoing", agent(outgoing::island)),
        post(
            "/console/outgoing/{id}/take-back",
            agent(outgoing::take_back),
        ),
        post("/console/outgoing/{id}/send", agent(outgoing::send_now)),
        get("/console/{id}/window", agent(reply_window::island)),
        get("/console/portraits/{name}", agent(portraits::picture)),
        get("/console/{id}/templates", agent(templates::pick)),
        post("/console/{id}/templates/{template}", agent(templates::send)),
        get("/console/entries/{id}", agent(amend::entry)),
        get("/console/entries/{id}/versions", agent(amend::versions)),
        post("/console/entries/{id}/edit", agent(amend::edit)),
        post("/console/entries/{id}/unsend", agent(amend::unsend)),
        post("/console/entries/{id}/retry", agent(amend::retry)),
        post("/console/fetches/{id}", agent(amend::fetch_again)),
        get("/console/{id}/replies/{reply}", agent(replies::load)),
        post("/console/{id}/cards/{card}", agent(cards::prepare)),
        post("/console/{id}/prompter", agent(prompter::propose)),
        post("/console/prompter/{proposal}/used", agent(prompter::used)),
        post("/console/{id}/translations", agent(translate::messages)),
        post("/console/{id}/translate", agent(translate::draft)),
        post("/console/{id}/messages", agent(write::reply)),
        post("/console/{id}/comments", agent(write::comment)),
        post(
            "/console/{id}/comments/{comment}/strike",
            agent(comments::strike),
        ),
        post("/console/{id}/mentions", agent(comments::saw)),
        get("/console/{id}/draft", agent(write::kept_draft)),
        post("/console/{id}/draft", agent(write::keep_draft)),
        post("/console/{id}/claim", agent(act::claim)),
        post("/console/{id}/decline", agent(offers::decline)),
        post("/console/{id}/invite", agent(invites::ask_in)),
        post("/console/invites/{id}/accept", agent(invites::accept)),
        post("/console/invites/{id}/reject", agent(invites::reject)),
        get("/console/{id}/leave", agent(leave::ask)),
        post("/console/{id}/leave", agent(leave::go)),
        post("/console/{id}/wrap-up/end", agent(wrap_up::end)),
        post("/console/{id}/wrap-up/more", agent(wrap_up::more)),
        post("/console/{id}/release", agent(act::release)),
        post("/console/{id}/priority", agent(priority::set)),
        post("/console/{id}/identity", agent(wearing::choose)),
        get("/chats/{id}/transcript", agent(transcript::sheet)),
        get("/chats/{id}/transcript.txt", agent(transcript::file)),
        post("/chats/{id}/transcript/mail", agent(transcript_mail::send)),
        get(
            "/chats/{id}/transcript/mails",
            agent(transcript_mail::mails),
        ),
        post(
            "/chats/{id}/transcript/mails/{post}/again",
            agent(transcript_mail::again),
        ),
        get("/console/entries/{id}/whole", agent(mails::whole)),
        get("/console/entries/{id}/written", agent(mails::written)),
        post("/console/{id}/silence/now", agent(silence::now)),
        post("/console/{id}/silence/skip", agent(silence::skip)),
        post("/console/{id}/watch", supervisor(oversight::begin)),
        post("/console/{id}/unwatch", supervisor(oversight::end)),
        post("/console/{id}/join", supervisor(oversight::come_in)),
        post("/console/{id}/take-over", supervisor(oversight::take)),
        post("/console/{id}/reopen", agent(act::reopen)),
    ];
    routes.extend(customer::routes());
    routes.extend(people::routes());
    routes.extend(block::routes());
    routes.extend(forward::routes());
    routes.extend(chats::routes());
    routes
}
