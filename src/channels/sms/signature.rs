//! Whether Twilio itself calls in. Pure.
//!
//! Source: <https://www.twilio.com/docs/usage/security>.

use std::collections::BTreeSet;

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

use crate::channels::HookCall;

/// Whether a call with these fields in its body is signed with the account's token, or with the shared key that it
/// names, written `id:secret`.
pub(super) fn is_genuine(
    call: &HookCall,
    form: &[(String, String)],
    token: &str,
    shared_key: &str,
) -> bool {
    let Ok(shown) = BASE64_STANDARD.decode(call.header("x-twilio-signature")) else {
        return false;
    };
    let settings = call.header("x-twilio-webhooks-signature-settings");
    let key = match settings {
        "" => Key::Token(token),
        settings => match shared(settings, shared_key) {
            Some(secret) => Key::Shared(secret),
            None => return false,
        },
    };
    // A proxy in between adds the usual port, or leaves it out.
    ways(&call.url)
        .iter()
        .any(|url| key.has_signed(&signed(url, form), &shown))
}

enum Key<'a> {
    Token(&'a str),
    Shared(&'a str),
}

impl Key<'_> {
    fn has_signed(&self, text: &str, shown: &[u8]) -> bool {
        const ANY: &str = "HMAC takes keys of any length";
        match self {
            // Nobody signs with nothing.
            Self::Token("") | Self::Shared("") => false,
            Self::Token(key) => {
                let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect(ANY);
                mac.update(text.as_bytes());
                mac.verify_slice(shown).is_ok()
            }
            Self::Shared(key) => {
                let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect(ANY);
                mac.update(text.as_bytes());
                mac.verify_slice(shown).is_ok()
            }
        }
    }
}

/// The secret of the key that the settings name, for the one algorithm that is known.
fn shared<'a>(settings: &str, shared_key: &'a str) -> Option<&'a str> {
    let (mut id, mut algorithm) = ("", "");
    for setting in settings.split(',') {
        match setting.trim().split_once('=')? {
            ("key", named) => id = named,
            ("algorithm", named) => algorithm = named,
            _ => {}
        }
    }
    let (ours, secret) = shared_key.split_once(':')?;
    (algorithm == "HMAC_SHA256" && id == ours).then_some(secret)
}

/// The address, and every field in the order of names, nothing in between.
fn signed(url: &str, form: &[(String, String)]) -> String {
    let fields: BTreeSet<&(String, String)> = form.iter().collect();
    fields
        .iter()
        .fold(url.to_owned(), |mut text, (name, value)| {
            text.push_str(name);
            text.push_str(value);
            text
        })
}

/// An address as it is, and with or without its port.
fn ways(url: &str) -> Vec<String> {
    let mut ways = vec![url.to_owned()];
    if let Some((scheme, rest)) = url.split_once("://") {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let usual = if scheme == "https" { 443 } else { 80 };
        // Not a colon inside of an address of version 6.
        let port = host.rfind(':').filter(|at| !host[*at..].contains(']'));
        ways.push(match port {
            Some(at) => format!("{scheme}://{}{path}", &host[..at]),
            None => format!("{scheme}://{host}:{usual}{path}"),
        });
    }
    ways
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, Method};

    use super::*;
    use crate::base::time::Timestamp;

    const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const BY_TOKEN: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    const BY_KEY: &str = "033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s=";

    fn form() -> Vec<(String, String)> {
        [
            ("To", "+18005551212"),
            ("CallSid", "CA1234567890ABCDE"),
            ("From", "+14158675309"),
            ("Digits", "1234"),
            ("Caller", "+14158675309"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    fn call(url: &str, signature: &str, settings: &str) -> HookCall {
        let mut headers = HeaderMap::new();
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        headers.insert("x-twilio-signature", value(signature));
        if !settings.is_empty() {
            let name = "x-twilio-webhooks-signature-settings";
            headers.insert(name, value(settings));
        }
        HookCall {
            method: Method::POST,
            query: String::new(),
            url: url.to_owned(),
            headers,
            body: bytes::Bytes::new(),
            now: Timestamp(0),
        }
    }

    #[test]
    fn the_published_example_is_genuine_and_nothing_else_is() {
        let sha256 = "key=k1,algorithm=HMAC_SHA256";
        for (url, signature, settings, is_so) in [
            (URL, BY_TOKEN, "", true),
            // Shown by us with the usual port, signed without it.
            (
                "https://mycompany.com:443/myapp.php?foo=1&bar=2",
                BY_TOKEN,
                "",
                true,
            ),
            (
                "https://mycompany.com/myapp.php?foo=1&bar=3",
                BY_TOKEN,
                "",
                false,
            ),
            (
                "http://mycompany.com/myapp.php?foo=1&bar=2",
                BY_TOKEN,
                "",
                false,
            ),
            (URL, "", "", false),
            (URL, "not base64", "", false),
            (URL, BY_KEY, "", false),
            (URL, BY_KEY, sha256, true),
            (URL, BY_TOKEN, sha256, false),
            (URL, BY_KEY, "key=k2,algorithm=HMAC_SHA256", false),
            (URL, BY_KEY, "key=k1,algorithm=NONE", false),
            (URL, BY_TOKEN, "key=k1,algorithm=HMAC_SHA1", false),
            (URL, BY_KEY, "nonsense", false),
        ] {
            let call = call(url, signature, settings);
            let found = is_genuine(&call, &form(), "12345", "k1:12345");
            assert_eq!(found, is_so, "{url} {signature} {settings}");
        }
        let mut more = form();
        more.push(("Extra".to_owned(), "1".to_owned()));
        assert!(!is_genuine(&call(URL, BY_TOKEN, ""), &more, "12345", ""));
        assert!(!is_genuine(&call(URL, BY_TOKEN, ""), &form(), "", ""));
    }

    #[test]
    fn a_field_that_is_repeated_is_signed_once() {
        let mut twice = form();
        twice.extend(form());
        assert!(is_genuine(&call(URL, BY_TOKEN, ""), &twice, "12345", ""));
    }
}
