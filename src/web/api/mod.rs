//! The public API, version 1: JSON and streams for visitors, agents and programs.

mod agent;
mod conversations;
mod files;
mod forward;
mod health;
mod invites;
mod list;
mod own_copy;
mod position;
mod streams;
mod typing;
mod visit;
mod visitor;
mod webhooks;

use super::router::{Route, anybody, get};

/// The routes of the API.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/healthz", anybody(health::alive)),
        get("/readyz", anybody(health::ready)),
    ];
    routes.extend(visitor::routes());
    routes.extend(visit::routes());
    routes.extend(agent::routes());
    routes.extend(list::routes());
    routes.extend(conversations::routes());
    routes.extend(forward::routes());
    routes.extend(files::routes());
    routes.extend(position::routes());
    routes.extend(typing::routes());
    routes.extend(invites::routes());
    routes.extend(webhooks::routes());
    routes
}
