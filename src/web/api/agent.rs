//! Signing in and out by API, and the team.

use crate::web::router::Route;

pub(super) fn routes() -> Vec<Route> {
    Vec::new()
}
