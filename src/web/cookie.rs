//! The cookies there are: the console's session, the language chosen before signing in, and for ten minutes
//! that a password was right.

use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderMap, HeaderValue, header};

use crate::base::{lang::Lang, secret::Secret};

/// Over HTTPS the name binds the cookie to this host and to secure connections.
fn session_name(secure: bool) -> &'static str {
    if secure {
        "__Host-shopbell"
    } else {
        "shopbell"
    }
}

fn find(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

pub(super) fn session(headers: &HeaderMap, secure: bool) -> Option<Secret> {
    find(headers, session_name(secure)).map(Secret::new)
}

pub(super) fn lang(headers: &HeaderMap) -> Option<Lang> {
    find(headers, "lang").and_then(|code| Lang::from_code(&code))
}

/// Sets the session; without `persistent` the browser forgets it when it closes.
#[must_use]
pub fn set_session(token: &Secret, secure: bool, persistent: bool) -> HeaderValue {
    let mut cookie = Cookie::build((session_name(secure), token.expose()))
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .path("/");
    if persistent {
        cookie = cookie.max_age(Duration::days(90));
    }
    header_of(&cookie.build())
}

/// Makes the browser forget the session.
#[must_use]
pub fn end_session(secure: bool) -> HeaderValue {
    let cookie = Cookie::build((session_name(secure), ""))
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(Duration::ZERO)
        .build();
    header_of(&cookie)
}

/// For the door alone: that a password was right, while a code is waited for.
const HALF: &str = "shopbell-door";

pub(super) fn half(headers: &HeaderMap) -> Option<Secret> {
    find(headers, HALF).map(Secret::new)
}

/// Sets what says that a password was right; without a token the browser forgets it.
#[must_use]
pub fn set_half(token: Option<&Secret>, secure: bool) -> HeaderValue {
    let lasts = token.map_or(Duration::ZERO, |_| Duration::minutes(10));
    let cookie = Cookie::build((HALF, token.map_or("", Secret::expose)))
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .path("/sign-in")
        .max_age(lasts)
        .build();
    header_of(&cookie)
}

/// Remembers a language chosen before signing in.
#[must_use]
pub fn set_lang(lang: Lang) -> HeaderValue {
    let cookie = Cookie::build(("lang", lang.code()))
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(Duration::days(365))
        .build();
    header_of(&cookie)
}

fn header_of(cookie: &Cookie<'_>) -> HeaderValue {
    HeaderValue::from_str(&cookie.to_string()).expect("cookie values of ours are plain")
}
