//! The agent's console.

pub mod customer;

use super::router::Route;

/// The routes of the console.
pub(super) fn routes() -> Vec<Route> {
    customer::routes()
}
