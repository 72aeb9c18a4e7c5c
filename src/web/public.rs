//! What the world may reach: the widget, its visitors' API and files, platforms that call in, the help centre. All else
//! is the team's.
//!
//! A house can have an entrance of its own for the world, at another address (`--public-listen`) or under another name
//! (`--widget-url`), which answers this and nothing else (R61). A stranger cannot even ask the console for a page there,
//! and what the widget shows lies in another origin than the team's sign-ins.

use std::sync::OnceLock;

use http::{HeaderMap, Method, header, uri::Authority};

use super::House;

/// Method and path of every route that the world may reach, as the table of routes has them. The tests hold this list
/// against that table.
pub const ROUTES: &[(&str, &str)] = &[
    // The widget and what it is drawn with.
    ("GET", "/w.js"),
    ("GET", "/widget/{site}"),
    ("GET", "/widget/{site}/look.js"),
    ("GET", "/try/{site}"),
    ("GET", "/a/{hash}/{*name}"),
    ("GET", "/api/v1/widget/{site}"),
    ("GET", "/api/v1/widget/{site}/help"),
    ("GET", "/api/v1/faces/{id}"),
    // Visitors.
    ("POST", "/api/v1/visitor/sessions"),
    ("GET", "/api/v1/visitor/me"),
    ("GET", "/api/v1/visitor/messages"),
    ("POST", "/api/v1/visitor/messages"),
    ("GET", "/api/v1/visitor/events"),
    ("POST", "/api/v1/visitor/ticket"),
    ("POST", "/api/v1/visitor/typing"),
    ("POST", "/api/v1/visitor/receipts"),
    ("POST", "/api/v1/visitor/close"),
    ("POST", "/api/v1/visitor/rating"),
    ("POST", "/api/v1/visitor/pages"),
    ("POST", "/api/v1/visitor/profile"),
    ("POST", "/api/v1/visitor/files"),
    ("GET", "/api/v1/visitor/files/{id}"),
    ("GET", "/api/v1/visitor/transcript"),
    ("POST", "/api/v1/visitor/transcript"),
    // Platforms that call in, and files that went to their customers as links.
    ("GET", "/hooks/{key}"),
    ("POST", "/hooks/{key}"),
    ("GET", "/f/{id}/{proof}"),
    // The help centre.
    ("GET", "/help"),
    ("GET", "/help/{lang}"),
    ("GET", "/help/{lang}/{slug}"),
    ("GET", "/help.xml"),
    ("GET", "/robots.txt"),
    // Whether anybody is there at all; and an authority that looks whether the name is ours.
    ("GET", "/healthz"),
    ("GET", "/.well-known/acme-challenge/{token}"),
];

/// Whether the world may ask this. `HEAD` asks for what `GET` does; the path is without its query.
#[must_use]
pub fn is_public(method: &Method, path: &str) -> bool {
    static TABLE: OnceLock<matchit::Router<Vec<Method>>> = OnceLock::new();
    let method = match *method {
        Method::HEAD => &Method::GET,
        _ => method,
    };
    let table = TABLE.get_or_init(table);
    table
        .at(path)
        .is_ok_and(|found| found.value.contains(method))
}

fn table() -> matchit::Router<Vec<Method>> {
    let mut table = matchit::Router::new();
    let mut entered: Vec<&str> = Vec::new();
    for (_, path) in ROUTES {
        if entered.contains(path) {
            continue;
        }
        entered.push(path);
        let methods = ROUTES
            .iter()
            .filter(|(_, other)| other == path)
            .map(|(method, _)| Method::from_bytes(method.as_bytes()).expect("methods are words"))
            .collect();
        table.insert(*path, methods).expect(
            "the table of routes has them all, and they do not contradict each other there",
        );
    }
    table
}

/// By which entrance somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// The house's own, where everything is answered.
    House,
    /// The world's, where only what is public is.
    World,
}

impl Entrance {
    /// By which entrance a request came: by the world's own listener, or under the widget's own name.
    pub(super) fn of(house: &House, listener: Self, headers: &HeaderMap) -> Self {
        match listener {
            Self::House if is_named_so(house, headers) => Self::World,
            listener => listener,
        }
    }

    /// Whether something may be asked here.
    #[must_use]
    pub fn leads_to(self, method: &Method, path: &str) -> bool {
        match self {
            Self::House => true,
            Self::World => is_public(method, path),
        }
    }
}

/// Whether a request names the widget's own address, and that is another than the console's.
fn is_named_so(house: &House, headers: &HeaderMap) -> bool {
    let Some(widget) = house.config.widget_url.as_deref().and_then(authority) else {
        return false;
    };
    let console = house.config.public_url.as_deref().and_then(authority);
    let is_apart = console.is_none_or(|console| !is_same(&console, &widget));
    let named = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok()?.parse().ok());
    is_apart && named.is_some_and(|named: Authority| is_same(&named, &widget))
}

fn is_same(one: &Authority, other: &Authority) -> bool {
    one.host().eq_ignore_ascii_case(other.host())
}

/// Name and port of an address.
pub(super) fn authority(url: &str) -> Option<Authority> {
    url.split("://").nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_reaches_the_widget_and_never_the_console() {
        for (method, path, is_so) in [
            ("GET", "/w.js", true),
            ("HEAD", "/w.js", true),
            ("POST", "/w.js", false),
            ("GET", "/widget/site_1", true),
            ("GET", "/widget/site_1/look.js", true),
            ("GET", "/widget/site_1/other", false),
            ("GET", "/a/0f/widget/frame.js", true),
            ("POST", "/api/v1/visitor/messages", true),
            ("DELETE", "/api/v1/visitor/messages", false),
            ("GET", "/api/v1/visitor/files/9", true),
            ("POST", "/hooks/site_1", true),
            ("GET", "/help/de/tee", true),
            ("GET", "/", false),
            ("GET", "/sign-in", false),
            ("POST", "/sign-in", false),
            ("GET", "/setup", false),
            ("GET", "/console", false),
            ("GET", "/admin/channels", false),
            ("GET", "/api/v1/agent/conversations", false),
            ("GET", "/metrics", false),
            ("GET", "/readyz", false),
            ("GET", "//console", false),
            ("GET", "/widget/../console", false),
            ("GET", "/widget/%2e%2e", true),
            ("GET", "", false),
        ] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert_eq!(is_public(&method, path), is_so, "{method} {path}");
        }
    }
}
