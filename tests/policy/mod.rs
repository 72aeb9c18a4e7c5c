//! Who may do what: each rule about access as one table over every route there is.

mod access;
mod comments;
mod fields;
mod fresh;
mod headers;
mod hosts;
mod objects;
mod origins;
mod public;
mod sessions;
mod sign_in;

use http::Method;
use shopbell::web::{openapi, router};

/// A route with an id that nothing has in each of its places.
pub(crate) fn filled(path: &str) -> String {
    path.replace("{list}", "types")
        .replace("{hash}", "0")
        .replace("{*name}", "console/page-every.css")
        .split('{')
        .enumerate()
        .map(|(index, part)| match (index, part.split_once('}')) {
            (0, _) | (_, None) => part.to_owned(),
            (_, Some((_, rest))) => format!("999999{rest}"),
        })
        .collect()
}

/// Every route: its line as tables name it, method, and a path that can be asked for.
pub(crate) fn routes() -> Vec<(String, Method, String)> {
    router::routes()
        .into_iter()
        .map(|route| {
            let line = format!("{} {}", route.method, route.path);
            (line, route.method, filled(route.path))
        })
        .collect()
}

/// What a program or page of ours would send along.
pub(crate) fn media_type(path: &str) -> &'static str {
    if openapi::is_api(path) {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    }
}
