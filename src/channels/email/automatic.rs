//! Which mails no person wrote: those are never greeted, never answered by a machine, and never ring.

use super::{
    head::Head,
    mail::{Mail, Ours, Own, Proof},
};

/// Whether a machine sent a mail.
pub(super) fn is_automatic(head: &Head, from: &str) -> bool {
    let says = |name: &str, words: &[&str]| {
        head.all(name).any(|value| {
            let value = value.to_ascii_lowercase();
            words.iter().any(|word| {
                value
                    .split([',', ';', ' '])
                    .any(|part| part.trim() == *word)
            })
        })
    };
    let is_submitted = head.all("auto-submitted").any(|value| {
        let word = value.split([';', '(']).next().unwrap_or_default().trim();
        !word.is_empty() && !word.eq_ignore_ascii_case("no")
    });
    is_submitted
        || says("precedence", &["bulk", "junk", "list", "auto_reply"])
        || ["list-id", "list-unsubscribe"]
            .iter()
            .any(|name| head.has(name))
        || says("x-auto-response-suppress", &["all", "autoreply", "oof"])
        || [
            "x-autoreply",
            "x-autorespond",
            "x-autoresponder",
            "x-auto-reply",
        ]
        .iter()
        .any(|name| head.has(name) && !says(name, &["no"]))
        || is_from_nobody(head)
        || is_machine(from)
}

/// Whether answers to a mail are not wanted: its envelope names no sender.
pub(super) fn is_from_nobody(head: &Head) -> bool {
    head.all("return-path").any(|value| value.trim() == "<>")
}

/// Addresses behind which nobody reads.
fn is_machine(address: &str) -> bool {
    is_postmaster(address) || {
        let local = local(address);
        [
            "noreply",
            "donotreply",
            "dontreply",
            "nepasrepondre",
            "autoreply",
            "autoresponder",
        ]
        .iter()
        .any(|word| local.starts_with(word) || local.ends_with(word))
    }
}

/// Addresses of machines that carry mail.
pub(super) fn is_postmaster(address: &str) -> bool {
    let local = local(address);
    [
        "mailerdaemon",
        "postmaster",
        "maildaemon",
        "bounce",
        "bounces",
    ]
    .contains(&local.as_str())
}

/// What stands before the `@` and before a `+`, without marks.
fn local(address: &str) -> String {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    let local = local.split('+').next().unwrap_or_default();
    local
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Whether a mail is one of ours that came round. Our address alone says nothing: anybody can write it there.
pub(super) fn own(head: &Head, from: &str, proof: Proof, ours: &Ours) -> Own {
    let is_sent = |value: std::borrow::Cow<'_, str>| value.trim() == ours.installation;
    if !ours.installation.is_empty() && head.all("x-shopbell").any(is_sent) {
        Own::Sent
    } else if proof == Proof::Passed && is_same(from, &ours.address) {
        Own::Elsewhere
    } else {
        Own::No
    }
}

/// Whether two addresses are one, whatever is added to it by `+`.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    fn plain(address: &str) -> Option<(String, String)> {
        let (local, domain) = address.trim().rsplit_once('@')?;
        let local = local.split('+').next()?;
        Some((local.to_lowercase(), domain.to_lowercase()))
    }
    plain(one).is_some_and(|one| Some(one) == plain(other))
}

impl Mail {
    /// Whether the account's address is among those it went to.
    #[must_use]
    pub fn is_to(&self, address: &str) -> bool {
        self.to.iter().any(|to| is_same(&to.address, address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, from: &str) -> bool {
        is_automatic(&Head::of(format!("{head}\r\n\r\n").as_bytes()), from)
    }

    #[test]
    fn machines_give_themselves_away() {
        for (head, from, expected) in [
            ("Subject: Hello", "mia@post.example", false),
            ("Auto-Submitted: no", "mia@post.example", false),
            ("Auto-Submitted: auto-replied", "mia@post.example", true),
            (
                "Auto-Submitted: auto-generated (failure)",
                "mia@post.example",
                true,
            ),
            (
                "auto-submitted: AUTO-NOTIFIED; owner-email=\"a@b\"",
                "mia@post.example",
                true,
            ),
            ("Precedence: bulk", "mia@post.example", true),
            ("Precedence: Junk", "mia@post.example", true),
            ("Precedence: list", "mia@post.example", true),
            ("Precedence: first-class", "mia@post.example", false),
            ("List-Id: <news.shop.example>", "mia@post.example", true),
            (
                "List-Unsubscribe: <https://shop.example/u>",
                "mia@post.example",
                true,
            ),
            ("X-Auto-Response-Suppress: All", "mia@post.example", true),
            (
                "X-Auto-Response-Suppress: DR, OOF, AutoReply",
                "mia@post.example",
                true,
            ),
            (
                "X-Auto-Response-Suppress: DR, RN",
                "mia@post.example",
                false,
            ),
            ("X-Autoreply: yes", "mia@post.example", true),
            ("X-Autoreply: no", "mia@post.example", false),
            ("X-Autorespond: Away", "mia@post.example", true),
            ("Return-Path: <>", "mia@post.example", true),
            ("Return-Path: <mia@post.example>", "mia@post.example", false),
            ("Subject: x", "MAILER-DAEMON@post.example", true),
            ("Subject: x", "postmaster@post.example", true),
            ("Subject: x", "no-reply@post.example", true),
            ("Subject: x", "do_not_reply@post.example", true),
            ("Subject: x", "noreply+abc@post.example", true),
            ("Subject: x", "shop-noreply@post.example", true),
            ("Subject: x", "norah@post.example", false),
            ("Subject: x", "", false),
        ] {
            assert_eq!(check(head, from), expected, "{head} from {from}");
        }
    }

    #[test]
    fn our_own_mails_are_known_again() {
        let ours = Ours {
            address: "help@kettle.example".into(),
            installation: "0badcafe".into(),
            ..Ours::default()
        };
        let (vouched, unsaid) = (Proof::Passed, Proof::Unknown);
        for (head, from, proof, expected) in [
            (
                "X-Shopbell: 0badcafe",
                "help@kettle.example",
                unsaid,
                Own::Sent,
            ),
            (
                "X-Shopbell: 0badcafe",
                "rewritten@list.example",
                unsaid,
                Own::Sent,
            ),
            (
                "X-Shopbell: another",
                "help@other.example",
                vouched,
                Own::No,
            ),
            ("Subject: x", "Help@Kettle.example", vouched, Own::Elsewhere),
            (
                "Subject: x",
                "help+sb123@kettle.example",
                vouched,
                Own::Elsewhere,
            ),
            // Anybody can write our address there.
            ("Subject: x", "help@kettle.example", unsaid, Own::No),
            ("Subject: x", "help@kettle.example", Proof::Failed, Own::No),
            ("Subject: x", "mia@post.example", vouched, Own::No),
            ("Subject: x", "", vouched, Own::No),
        ] {
            let head = Head::of(format!("{head}\r\n\r\n").as_bytes());
            assert_eq!(own(&head, from, proof, &ours), expected, "{from}");
        }
        // A house without an id or an address takes nobody for itself.
        let head = Head::of(b"X-Shopbell: \r\n\r\n");
        assert_eq!(own(&head, "", vouched, &Ours::default()), Own::No);
    }
}
