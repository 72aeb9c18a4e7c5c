//! Where plain HTTP leads in a house that has HTTPS: pages go on there, so that no password travels in the open; what
//! other sites carry stays where it is.

use std::net::IpAddr;

use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header, uri::Authority};

use super::{
    House,
    answer::{self, Answer},
    body::Body,
    guard,
    request::Way,
};
use crate::tls::authority;

/// What may be had by plain HTTP at the door for HTTPS: the page on which a device comes to trust the house, with what
/// it is drawn with. Nothing there is secret, and nothing is done.
const OPEN: [&str; 4] = ["/trust", "/a/", "/language", "/manifest.webmanifest"];

/// Where an authority looks whether a name is the house's.
const CHALLENGE: &str = "/.well-known/acme-challenge/";

/// Pages that people open. All else is for programs or is part of other sites' pages.
const PAGES: [&str; 12] = [
    "/", "/sign-in", "/setup", "/join", "/reset", "/console", "/chats", "/people", "/figures",
    "/admin", "/account", "/wall",
];

/// Half a year, see <https://www.rfc-editor.org/rfc/rfc6797>. Other machines of the same domain are nothing of ours.
const STRICT: HeaderValue = HeaderValue::from_static("max-age=15552000");

/// The answer that sends a browser elsewhere, if that is where it belongs.
pub(super) fn detour<B>(
    house: &House,
    request: &Request<B>,
    peer: IpAddr,
    way: Way,
) -> Option<Answer> {
    let (path, headers) = (request.uri().path(), request.headers());
    let is_public = house.config.certified.is_public();
    match way {
        // The relay's name is for what is public, and no page of the team's is there.
        Way::Secured | Way::Relayed => None,
        // Nothing to look at, as in most houses.
        Way::Plain if !is_public => None,
        // Under a foreign name nobody is told where the house is.
        _ if guard::check_host(house, headers, way).is_err() => None,
        Way::Astray if is_below(path, CHALLENGE) => None,
        Way::Astray if is_public => onward(house, request),
        Way::Astray if OPEN.iter().any(|open| is_below(path, open)) => None,
        Way::Astray => answer::see_other("/trust").ok(),
        Way::Plain => {
            let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
            let is_page = path == "/" || PAGES[1..].iter().any(|page| is_below(path, page));
            // A proxy has secured what it brings.
            let by_proxy = house.is_proxy(peer);
            let has_door = house
                .https
                .with(|stand| stand.listening.is_some() && stand.holds.is_some());
            (is_public
                && is_read
                && is_page
                && !by_proxy
                && has_door
                && is_by_public_name(house, headers))
            .then(|| onward(house, request))?
        }
    }
}

/// Whether a path is this one or lies below it.
fn is_below(path: &str, begin: &str) -> bool {
    path.strip_prefix(begin)
        .is_some_and(|rest| rest.is_empty() || begin.ends_with('/') || rest.starts_with('/'))
}

/// To the same path by HTTPS. Not for ever: a house may go back.
fn onward<B>(house: &House, request: &Request<B>) -> Option<Answer> {
    let path = request
        .uri()
        .path_and_query()
        .map(|path| path.as_str())
        .filter(|path| path.starts_with('/'))
        .unwrap_or("/");
    let to = format!("{}{path}", house.config.public_url.as_deref()?);
    let mut answer = Answer::new(Body::empty());
    *answer.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    answer
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(&to).ok()?);
    Some(answer)
}

pub(super) fn is_by_public_name(house: &House, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    house
        .public_host()
        .zip(host)
        .is_some_and(|(public, host)| public.eq_ignore_ascii_case(host.host()))
}

/// Has browsers come by HTTPS only, from now on: under a public name whose certificate everybody trusts. A device that
/// does not trust the house's own authority yet could not even come to the page where that is mended, and a `.local` name
/// belongs to whoever takes it.
pub(super) fn strict(house: &House, headers: &HeaderMap, way: Way) -> Option<HeaderValue> {
    let is_so = way == Way::Secured
        && house.config.certified.is_public()
        && is_by_public_name(house, headers)
        && house
            .public_host()
            .is_some_and(|name| !authority::is_local(&name));
    is_so.then_some(STRICT)
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_path_lies_below_its_beginning() {
        for (path, begin, is_so) in [
            ("/trust", "/trust", true),
            ("/trust/check", "/trust", true),
            ("/trusted", "/trust", false),
            ("/a/1/x.css", "/a/", true),
            ("/admin", "/a/", false),
            ("/account", "/a/", false),
        ] {
            assert_eq!(is_below(path, begin), is_so, "{path} {begin}");
        }
    }
}
