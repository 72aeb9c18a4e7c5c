//! Calls of the maker's: the greeting with which an address is made known, and what is signed with the secret of the
//! app. Pure.

use bytes::Bytes;
use http::Method;
use serde_json::Value;

use crate::{
    base::secret::{self, Secret},
    channels::{Batch, Brought, HookCall, HookReply, NotHeard},
    desk::account::{self, Keys},
};

const SIGNATURE: &str = "x-hub-signature-256";

/// Reads a call that is the maker's, with what the platform's own reader makes of its body.
pub(super) fn read(
    call: &HookCall,
    keys: &Keys,
    reader: impl FnOnce(&Value) -> Batch,
) -> Result<Brought, NotHeard> {
    if call.method == Method::GET {
        return greeted(&call.query, keys.get(account::OUR_SECRET));
    }
    if !is_signed(call.header(SIGNATURE), keys.get("app_secret"), &call.body) {
        return Err(NotHeard);
    }
    let batch = match serde_json::from_slice(&call.body) {
        Ok(told) => reader(&told),
        Err(_) => Batch {
            unread: vec![String::from_utf8_lossy(&call.body).into_owned()],
            ..Batch::default()
        },
    };
    Ok(Brought {
        batch,
        reply: HookReply::words("ok"),
    })
}

/// It asks whether this is the address: whoever knows our word is answered with theirs.
fn greeted(query: &str, word: &str) -> Result<Brought, NotHeard> {
    let asked: Vec<(String, String)> = serde_html_form::from_str(query).map_err(|_| NotHeard)?;
    let field = |name: &str| {
        let found = asked.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    // Hashes are compared: how far two words are alike, the time taken does not tell.
    let told = Secret::new(field("hub.verify_token")).hash();
    let is_it = !word.is_empty() && told == Secret::new(word).hash();
    if field("hub.mode") != "subscribe" || !is_it {
        return Err(NotHeard);
    }
    Ok(Brought {
        batch: Batch::default(),
        reply: HookReply::words(field("hub.challenge")),
    })
}

/// The signature is over the bytes as they came, or over the same with every letter beyond ASCII written as an escape:
/// the maker signs that form, whichever it sends.
fn is_signed(signature: &str, secret: &str, body: &Bytes) -> bool {
    let Some(proof) = signature.strip_prefix("sha256=") else {
        return false;
    };
    if secret.is_empty() {
        return false;
    }
    secret::proves_all(secret, &[body.as_ref()], proof)
        || (!body.is_ascii()
            && std::str::from_utf8(body)
                .is_ok_and(|text| secret::proves_all(secret, &[escaped(text).as_ref()], proof)))
}

fn escaped(text: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if c.is_ascii() {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greeting_is_answered_to_whoever_knows_our_word() {
        let challenge = "hub.challenge=1158%26201444";
        for (query, word, is_answered) in [
            ("hub.mode=subscribe&hub.verify_token=w", "w", true),
            ("hub.mode=subscribe&hub.verify_token=x", "w", false),
            ("hub.mode=unsubscribe&hub.verify_token=w", "w", false),
            ("hub.mode=subscribe&hub.verify_token=", "", false),
            ("", "w", false),
        ] {
            let greeted = greeted(&format!("{query}&{challenge}"), word);
            let body = greeted.map(|brought| brought.reply.body);
            let expected = is_answered.then(|| "1158&201444".to_owned());
            assert_eq!(body.ok(), expected, "{query}");
        }
    }

    #[test]
    fn signatures_are_over_the_bytes_or_over_their_escapes() {
        let body = Bytes::from("{\"text\":\"Добрый день 😀\"}");
        let raw = secret::proof("s", &[body.as_ref()]);
        let form = "{\"text\":\"\\u0414\\u043e\\u0431\\u0440\\u044b\\u0439 \\u0434\\u0435\\u043d\\u044c \\ud83d\\ude00\"}";
        let escapes = secret::proof("s", &[form.as_ref()]);
        for (signature, secret, is_so) in [
            (format!("sha256={raw}"), "s", true),
            (format!("sha256={escapes}"), "s", true),
            (format!("sha256={raw}"), "another", false),
            (format!("sha1={raw}"), "s", false),
            (raw.clone(), "s", false),
            (String::new(), "s", false),
            ("sha256=".to_owned(), "s", false),
            (
                format!("sha256={}", secret::proof("", &[body.as_ref()])),
                "",
                false,
            ),
        ] {
            assert_eq!(
                is_signed(&signature, secret, &body),
                is_so,
                "{signature} {secret}"
            );
        }
    }
}
