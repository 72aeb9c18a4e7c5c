//! Whether a mail comes from the address that it names, as the server says that received it. What other servers say of
//! that, or the mail of itself, counts for nothing: anybody can write so.
//!
//! Source: RFC 8601, above all section 5 on whose fields may be believed; RFC 7489 on what agrees with an address.

use super::{head::Head, mail::Proof, settings::Settings};

/// Mail services whose receiving servers go by another name than those from which mails are fetched.
const SERVICES: [(&str, &str); 12] = [
    ("gmail.com", "google.com"),
    ("googlemail.com", "google.com"),
    ("office365.com", "outlook.com"),
    ("fastmail.com", "messagingengine.com"),
    ("mail.me.com", "icloud.com"),
    ("yandex.ru", "yandex.net"),
    ("yandex.com", "yandex.net"),
    ("zoho.com", "zohomail.com"),
    ("zoho.eu", "zohomail.eu"),
    ("mail.yahoo.com", "yahoo.com"),
    ("aol.com", "yahoo.com"),
    ("ionos.com", "kundenserver.de"),
];

/// What a server for fetching mails is called besides its domain.
const ROLES: [&str; 6] = ["imap", "imaps", "imap4", "mail", "mx", "secure"];

/// By which names the server goes that receives an account's mails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receivers {
    /// Domains: a name in one of them is one of theirs.
    domains: Vec<String>,
}

impl Receivers {
    /// Those that were entered; else those that belong to the address and to the server from which its mails are
    /// fetched.
    pub(super) fn of(settings: &Settings) -> Self {
        let entered: Vec<String> = settings
            .receivers
            .split([',', ';', ' '])
            .map(str::to_lowercase)
            .filter(|name| !name.is_empty())
            .collect();
        if !entered.is_empty() {
            return Self { domains: entered };
        }
        let host = settings.imap.as_ref().map_or("", |imap| &*imap.host);
        let mut domains = vec![host.to_owned()];
        if let Some((role, domain)) = host.split_once('.')
            && ROLES.contains(&role)
            && domain.contains('.')
        {
            domains.push(domain.to_owned());
        }
        if let Some((_, domain)) = settings.address.rsplit_once('@') {
            domains.push(domain.to_owned());
        }
        let theirs = SERVICES
            .iter()
            .filter(|(fetched, _)| is_in(host, fetched))
            .map(|(_, receives)| (*receives).to_owned());
        domains.extend(theirs);
        domains.retain(|domain| domain.contains('.'));
        Self { domains }
    }

    fn are(&self, name: &str) -> bool {
        self.domains.iter().any(|domain| is_in(name, domain))
    }
}

/// Whether a name is this domain or one below it.
fn is_in(name: &str, domain: &str) -> bool {
    name == domain
        || name
            .strip_suffix(domain)
            .is_some_and(|rest| rest.ends_with('.'))
}

/// What the receiving server found about a mail from this address.
pub(super) fn of(head: &Head, from: &str, receivers: &Receivers) -> Proof {
    let fields: Vec<Field> = head
        .all("authentication-results")
        .map(|value| Field::read(&value))
        .collect();
    // The topmost is the newest. Some servers write one for each thing they look at, below each other.
    let found: Vec<Found> = fields
        .into_iter()
        .skip_while(|field| !receivers.are(&field.server))
        .take_while(|field| receivers.are(&field.server))
        .flat_map(|field| field.found)
        .collect();
    let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain);
    let domain = domain.to_lowercase();
    match found.iter().find(|one| one.method == "dmarc") {
        Some(dmarc) if dmarc.result == "pass" => return Proof::Passed,
        Some(dmarc) if dmarc.result == "fail" => return Proof::Failed,
        Some(_) | None => {}
    }
    let is_proved = found
        .iter()
        .any(|one| one.result == "pass" && one.vouches_for(&domain, from));
    if is_proved {
        Proof::Passed
    } else {
        Proof::Unknown
    }
}

/// One field: who says so, and what.
#[derive(Debug, Default, PartialEq, Eq)]
struct Field {
    server: String,
    found: Vec<Found>,
}

/// One thing that was looked at.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    method: String,
    result: String,
    /// `header.d` and what else was looked at, with their values.
    properties: Vec<(String, String)>,
}

impl Field {
    /// Reads `server; method=result property=value; …`; everything in lower case.
    fn read(value: &str) -> Self {
        let bare = without_comments(value).to_lowercase();
        let mut parts = bare.split(';').map(str::trim);
        // A version may follow the name.
        let first = parts.next().unwrap_or_default();
        let server = first.split_whitespace().next().unwrap_or_default();
        // Some leave their name out and begin with what they found.
        let (server, nameless) = if server.contains('=') {
            ("", Some(first))
        } else {
            (server, None)
        };
        Self {
            server: server.to_owned(),
            found: nameless
                .into_iter()
                .chain(parts)
                .filter_map(Found::read)
                .collect(),
        }
    }
}

impl Found {
    fn read(part: &str) -> Option<Self> {
        let spaced = part.replace(" =", "=").replace("= ", "=");
        let mut words = spaced.split_whitespace();
        let (method, result) = words.next()?.split_once('=')?;
        let properties = words
            .filter_map(|word| word.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned()))
            .collect();
        Some(Self {
            // `dkim/1`: a version of the method.
            method: method.split('/').next().unwrap_or_default().to_owned(),
            result: result.to_owned(),
            properties,
        })
    }

    /// Whether what passed speaks for an address of this domain.
    fn vouches_for(&self, domain: &str, address: &str) -> bool {
        let of = |name: &str| {
            let found = self.properties.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let domain_of = |value: &str| value.rsplit('@').next().unwrap_or_default().to_owned();
        let named = match self.method.as_str() {
            "dkim" => match of("header.d") {
                "" => domain_of(of("header.i")),
                signer => signer.to_owned(),
            },
            "spf" => domain_of(of("smtp.mailfrom")),
            // Whoever signed in at the server may write as themselves.
            "auth" => return of("smtp.auth").eq_ignore_ascii_case(address),
            _ => return false,
        };
        // What agrees with an address is its domain, or one above or below it that is no registry's.
        named.contains('.') && (is_in(domain, &named) || is_in(&named, domain))
    }
}

/// Text in parentheses says nothing here, and may hold anything.
fn without_comments(value: &str) -> String {
    let mut bare = String::new();
    let (mut depth, mut is_quoted, mut is_escaped) = (0_u32, false, false);
    for c in value.chars() {
        let was_escaped = std::mem::take(&mut is_escaped);
        match c {
            '\\' if !was_escaped && (is_quoted || depth > 0) => is_escaped = true,
            '"' if !was_escaped && depth == 0 => is_quoted = !is_quoted,
            '(' if !was_escaped && !is_quoted => depth += 1,
            ')' if !was_escaped && !is_quoted && depth > 0 => {
                depth -= 1;
                bare.push(' ');
            }
            // What is quoted ends nothing.
            ';' if is_quoted => {}
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::account::Keys;

    fn receivers(given: &[(&str, &str)]) -> Receivers {
        let mut keys = Keys::default();
        for (name, value) in given {
            keys.set(name, value);
        }
        Receivers::of(&Settings::read(&keys))
    }

    fn ours() -> Receivers {
        receivers(&[
            ("address", "help@kettle.example"),
            ("imap_server", "imap.post.example"),
        ])
    }

    fn check(fields: &[&str], expected: Proof) {
        let head: String = fields
            .iter()
            .map(|field| format!("Authentication-Results: {field}\r\n"))
            .collect();
        let head = Head::of(format!("{head}From: mia@customers.example\r\n\r\n").as_bytes());
        let found = of(&head, "Mia@Customers.example", &ours());
        assert_eq!(found, expected, "{fields:#?}");
    }

    #[test]
    fn the_receiving_server_is_believed() {
        for (field, expected) in [
            (
                "mx.post.example; dmarc=pass header.from=customers.example",
                Proof::Passed,
            ),
            (
                "MX.Post.Example 1; DMARC=Pass (p=none; sp=none)",
                Proof::Passed,
            ),
            (
                "kettle.example; dmarc=fail (p=reject; dis=none) header.from=x",
                Proof::Failed,
            ),
            // A failure of one alone is none: lists and forwarding break both.
            (
                "mx.post.example; spf=fail smtp.mailfrom=list.example; dkim=fail",
                Proof::Unknown,
            ),
            (
                "mx.post.example; dmarc=none; spf=pass smtp.mailfrom=a@customers.example",
                Proof::Passed,
            ),
            (
                "mx.post.example; spf=pass smtp.mailfrom=bounces.customers.example",
                Proof::Passed,
            ),
            (
                "mx.post.example; spf=pass smtp.mailfrom=evil.example",
                Proof::Unknown,
            ),
            (
                "mx.post.example; dkim=pass header.i=@customers.example header.b=x",
                Proof::Passed,
            ),
            (
                "mx.post.example; dkim=pass header.d=example",
                Proof::Unknown,
            ),
            (
                "mx.post.example; dkim=pass header.d=notcustomers.example",
                Proof::Unknown,
            ),
            (
                "mx.post.example; auth=pass smtp.auth=mia@customers.example",
                Proof::Passed,
            ),
            (
                "mx.post.example; auth=pass smtp.auth=omar@customers.example",
                Proof::Unknown,
            ),
            ("mx.post.example; none", Proof::Unknown),
            ("", Proof::Unknown),
        ] {
            check(&[field], expected);
        }
    }

    #[test]
    fn nobody_else_is() {
        for fields in [
            &["mx.evil.example; dmarc=pass"][..],
            &["mx.post.example.evil.example; dmarc=pass"],
            &["notpost.example; dmarc=pass"],
            &["dmarc=pass; spf=pass smtp.mailfrom=customers.example"],
            &["evil.example (mx.post.example; dmarc=pass); none"],
            &["evil.example; x=\"; dmarc=pass\""],
        ] {
            check(fields, Proof::Unknown);
        }
        // What was written further down came with the mail.
        check(
            &["mx.post.example; dmarc=fail", "mx.post.example; dmarc=pass"],
            Proof::Failed,
        );
        check(
            &[
                "mx.post.example; spf=none",
                "mx.evil.example; none",
                "mx.post.example; dmarc=pass",
            ],
            Proof::Unknown,
        );
        // A field for each thing.
        check(
            &["a.post.example; spf=none", "b.post.example; dmarc=fail"],
            Proof::Failed,
        );
    }

    #[test]
    fn which_server_receives_is_known_or_entered() {
        for (imap, entered, name, expected) in [
            ("imap.gmail.com", "", "mx.google.com", true),
            (
                "outlook.office365.com",
                "",
                "eur.protection.outlook.com",
                true,
            ),
            ("imap.fastmail.com", "", "mx6.messagingengine.com", true),
            ("imap.shop.co.uk", "", "mx.shop.co.uk", true),
            // A bare domain is not taken apart: what is above it may be everybody's.
            ("shop.co.uk", "", "evil.co.uk", false),
            ("127.0.0.1", "", "kettle.example", true),
            ("127.0.0.1", "", "0.0.1", false),
            ("imap.gmail.com", "post.example", "mx.google.com", false),
            (
                "imap.gmail.com",
                "a.example, Post.example",
                "mx.post.example",
                true,
            ),
        ] {
            let known = receivers(&[
                ("address", "help@kettle.example"),
                ("imap_server", imap),
                ("receivers", entered),
            ]);
            assert_eq!(known.are(name), expected, "{imap} {entered} {name}");
        }
    }
}
