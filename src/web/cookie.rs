//! The cookies there are: the console's session, the language chosen before signing in, and for ten minutes
//! that a password was right.

use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderMap, HeaderValue, header};

use crate::base::{lang::Lang, secret::Secret};

/// Whose session it is that a browser keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jar {
    /// Whether it came by HTTPS, see [`super::request::Ask::is_secure`].
    pub secure: bool,
    /// Whether it is the demo's: cookies do not tell apart what answers at other ports of the same machine, and whoever
    /// signs in to the demo shall stay signed in to the house beside it.
    pub demo: bool,
}

impl Jar {
    /// Over HTTPS the name binds the cookie to this host and to secure connections. The demo has none.
    fn session(self) -> &'static str {
        match self {
            Self { demo: true, .. } => "shopbell-demo",
            Self { secure: true, .. } => "__Host-shopbell",
            Self { secure: false, .. } => "shopbell",
        }
    }
}

/// The first cookie of this name. Others come along that programs at other ports of the machine have set: whatever is in
/// them, ours is found beside it.
fn find(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|one| Cookie::parse(str::from_utf8(one).ok()?).ok())
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

pub(super) fn session(headers: &HeaderMap, jar: Jar) -> Option<Secret> {
    find(headers, jar.session()).map(Secret::new)
}

pub(super) fn lang(headers: &HeaderMap) -> Option<Lang> {
    find(headers, "lang").and_then(|code| Lang::from_code(&code))
}

/// Sets the session; without `persistent` the browser forgets it when it closes.
#[must_use]
pub fn set_session(token: &Secret, jar: Jar, persistent: bool) -> HeaderValue {
    let mut cookie = Cookie::build((jar.session(), token.expose()))
        .http_only(true)
        .secure(jar.secure)
        .same_site(SameSite::Lax)
        .path("/");
    if persistent {
        cookie = cookie.max_age(Duration::days(90));
    }
    header_of(&cookie.build())
}

/// Makes the browser forget the session.
#[must_use]
pub fn end_session(jar: Jar) -> HeaderValue {
    let cookie = Cookie::build((jar.session(), ""))
        .http_only(true)
        .secure(jar.secure)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fuzz;

    const HOUSE: Jar = Jar {
        secure: false,
        demo: false,
    };

    fn sent(lines: &[&[u8]]) -> HeaderMap {
        let lines = lines.iter().map(|line| {
            let value = HeaderValue::from_bytes(line).unwrap();
            (header::COOKIE, value)
        });
        lines.collect()
    }

    #[test]
    fn ours_is_found_whatever_others_have_set() {
        for lines in [
            &[&b"shopbell=t1"[..]][..],
            &[b"a=b; shopbell=t1; c=d"],
            &[b"a=b", b"shopbell=t1"],
            &["name=Jos\u{e9}; shopbell=t1".as_bytes()],
            // Not even UTF-8, as programs of another time write it.
            &[b"name=Jos\xe9; shopbell=t1"],
            &[b"=; ;; nothing; shopbell=t1"],
            &[b"shopbell-demo=t2; __Host-shopbell=t3; shopbell=t1; shopbell=t4"],
        ] {
            let found = session(&sent(lines), HOUSE);
            assert_eq!(found.as_ref().map(Secret::expose), Some("t1"), "{lines:?}");
        }
        let none: [&[&[u8]]; 4] = [&[], &[b"a=shopbell=t1"], &[b"Shopbell=t1"], &[b"shopbell"]];
        for lines in none {
            assert!(session(&sent(lines), HOUSE).is_none(), "{lines:?}");
        }
    }

    #[test]
    fn the_demo_signs_nobody_out_of_the_house_beside_it() {
        let demo = Jar {
            demo: true,
            ..HOUSE
        };
        let token = Secret::new("t2");
        let set = set_session(&token, demo, false);
        assert!(set.to_str().unwrap().starts_with("shopbell-demo=t2"));
        let both = sent(&[b"shopbell=t1; shopbell-demo=t2"]);
        let found = |jar| session(&both, jar).map(|token| token.expose().to_owned());
        assert_eq!(found(HOUSE).as_deref(), Some("t1"));
        assert_eq!(found(demo).as_deref(), Some("t2"));
    }

    #[test]
    fn fuzz_cookies() {
        let samples = [
            &b"shopbell=0f1e2d; lang=de"[..],
            b"a=\"b c\"; name=Jos\xe9; shopbell=t",
            b"$Version=1; a=b=c",
        ];
        let words = ["shopbell=", "; ", ";", "=", "\"", "__Host-", "lang=zh"];
        fuzz::bytes("cookies", &samples, &words, |bytes| {
            let Ok(value) = HeaderValue::from_bytes(bytes) else {
                return;
            };
            let _ = lang(&sent(&[bytes]));
            let found = session(&sent(&[bytes]), HOUSE);
            if let Some(token) = &found {
                let token = token.expose().as_bytes();
                let mut parts = value.as_bytes().windows(token.len().max(1));
                assert!(token.is_empty() || parts.any(|part| part == token));
            }
            // What comes first counts, and nothing hides what comes after it.
            let behind = [bytes, b"; shopbell=last"].concat();
            let last = session(&sent(&[&behind]), HOUSE).unwrap();
            let expected = found.as_ref().map_or("last", Secret::expose);
            assert_eq!(last.expose(), expected);
        });
    }
}
