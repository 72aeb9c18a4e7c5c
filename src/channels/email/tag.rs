//! A token in the address that an answer goes to: `help+sb.8123.PROOF@kettle.example`, by which it is known again even
//! when the customer's program has forgotten what it answers. Pure.
//!
//! What stands behind the `+` is the mailbox's own to use: <https://www.rfc-editor.org/rfc/rfc5233>.

use crate::base::{id::MessageId, secret};

/// Most bytes before the `@`: <https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.1>.
const LONGEST: usize = 64;

/// What the token begins with.
const MARK: &str = "sb.";

fn said(message: MessageId) -> String {
    format!("reply to {message}")
}

/// The account's address with a token for a message of ours; `None` where it would be too long.
pub(super) fn address(ours: &str, secret: &str, message: MessageId) -> Option<String> {
    let (local, domain) = ours.rsplit_once('@')?;
    let proof = secret::short_proof(secret, &said(message));
    let local = format!("{local}+{MARK}{message}.{proof}");
    (!secret.is_empty() && local.len() <= LONGEST).then(|| format!("{local}@{domain}"))
}

/// The message of ours whose token an address has. Letters may have been made large or small on the way.
pub(super) fn message(to: &str, ours: &str, secret: &str) -> Option<MessageId> {
    let to = to.trim().to_lowercase();
    let ours = ours.to_lowercase();
    let (local, domain) = ours.rsplit_once('@')?;
    let token = to
        .strip_prefix(local)?
        .strip_prefix('+')?
        .strip_prefix(MARK)?
        .strip_suffix(domain)?
        .strip_suffix('@')?;
    let (number, proof) = token.split_once('.')?;
    let message = MessageId(number.parse().ok()?);
    let is_ours = !secret.is_empty() && secret::proves_shortly(secret, &said(message), proof);
    is_ours.then_some(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "Help@kettle.example";
    const KEY: &str = "a key of our own";

    #[test]
    fn only_what_we_wrote_is_known_again() {
        let tagged = address(OURS, KEY, MessageId(8123)).unwrap();
        assert!(tagged.starts_with("Help+sb.8123."), "{tagged}");
        assert!(tagged.ends_with("@kettle.example"), "{tagged}");
        let changed = |from: &str, to: &str| tagged.replace(from, to);
        for (to, expected) in [
            (tagged.clone(), Some(MessageId(8123))),
            (tagged.to_uppercase(), Some(MessageId(8123))),
            (
                format!(" {} ", tagged.to_lowercase()),
                Some(MessageId(8123)),
            ),
            (changed("8123", "8124"), None),
            (changed("Help+", "sales+"), None),
            (changed("Help+", "Help+vip+"), None),
            (changed("kettle.example", "evil.example"), None),
            (changed("@kettle", "0@kettle"), None),
            (OURS.to_owned(), None),
            ("help+sb.8123@kettle.example".to_owned(), None),
            ("help+sb.8123.@kettle.example".to_owned(), None),
            ("help+sb7@kettle.example".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(message(&to, OURS, KEY), expected, "{to:?}");
        }
        assert_eq!(message(&tagged, OURS, "another key"), None);
        assert_eq!(message(&tagged, OURS, ""), None);
    }

    #[test]
    fn an_address_that_would_be_too_long_has_none() {
        let long = "an.address.as.some.companies.have@kettle.example";
        assert_eq!(address(long, KEY, MessageId(8123)), None);
        assert_eq!(address("no address", KEY, MessageId(1)), None);
        assert_eq!(address(OURS, "", MessageId(1)), None);
        let plus = address("help+shop@kettle.example", KEY, MessageId(7)).unwrap();
        let found = message(&plus, "help+shop@kettle.example", KEY);
        assert_eq!(found, Some(MessageId(7)));
    }
}
