//! What a mailbox is connected with. Pure.

use std::net::IpAddr;

use tokio_rustls::rustls::pki_types::{CertificateDer, pem::PemObject};

use crate::{
    base::{punycode, secret, text},
    channels::{Asked, Form},
    desk::account::{Keys, OUR_SECRET},
};

/// What connecting a mailbox asks for.
pub(in crate::channels) const ASKED: &[Asked] = &[
    word("address", false, "help@shop.example"),
    Asked {
        name: "password",
        is_secret: true,
        is_optional: false,
        example: "",
    },
    word("imap_server", false, "imap.shop.example"),
    word("imap_security", true, ""),
    word("smtp_server", false, "smtp.shop.example"),
    word("smtp_security", true, ""),
    word("user", true, ""),
    word("sender", true, "Kettle & Co."),
    word("signature", true, ""),
    word("quoted", true, ""),
    word("reply_token", true, ""),
    word("sent_copy", true, ""),
    word("folder", true, INBOX),
    word("smtp_user", true, ""),
    word("receivers", true, "mx.shop.example"),
    Asked {
        name: "smtp_password",
        is_secret: true,
        is_optional: true,
        example: "",
    },
    word("authority", true, "-----BEGIN CERTIFICATE-----"),
];

const fn word(name: &'static str, is_optional: bool, example: &'static str) -> Asked {
    Asked {
        name,
        is_secret: false,
        is_optional,
        example,
    }
}

const INBOX: &str = "INBOX";

/// How each is written.
pub(in crate::channels) fn form(name: &str) -> Form {
    match name {
        "imap_security" | "smtp_security" => Form::Choice(&["tls", "starttls", "none"]),
        "quoted" | "reply_token" => Form::Choice(&["no", "yes"]),
        "sent_copy" => Form::Choice(&["auto", "never"]),
        // Providers show the passwords that they make in groups.
        "password" | "smtp_password" | "sender" | "folder" | "user" | "smtp_user" | "receivers" => {
            Form::Line
        }
        "signature" | "authority" => Form::Text,
        _ => Form::Word,
    }
}

/// What is wrong with them at first sight.
pub(in crate::channels) fn misgiven(keys: &Keys) -> Vec<(&'static str, &'static str)> {
    let mut wrong = Vec::new();
    if !text::is_email(keys.get("address")) {
        wrong.push(("address", "bad-address"));
    }
    for way in [IMAP, SMTP] {
        match Server::read(keys, way) {
            None => wrong.push((way.server, "bad-server")),
            Some(server) if server.security == Security::None && !server.is_near() => {
                wrong.push((way.server, "plain"));
            }
            Some(_) => {}
        }
    }
    let authority = keys.get("authority");
    if !authority.is_empty() && certificates(authority).is_empty() {
        wrong.push(("authority", "bad-authority"));
    }
    wrong
}

/// How a line is kept from being overheard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// From its first byte on.
    Tls,
    /// From a command on, without which nothing is said.
    StartTls,
    /// Not at all: to this machine itself.
    None,
}

/// One of the two servers, and the names of its keys.
#[derive(Clone, Copy)]
pub(super) struct Way {
    server: &'static str,
    security: &'static str,
    /// With TLS, with STARTTLS, without.
    ports: [u16; 3],
}

pub(super) const IMAP: Way = Way {
    server: "imap_server",
    security: "imap_security",
    ports: [993, 143, 143],
};

pub(super) const SMTP: Way = Way {
    server: "smtp_server",
    security: "smtp_security",
    ports: [465, 587, 25],
};

/// Where a server is, and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
}

impl Server {
    pub(super) fn read(keys: &Keys, way: Way) -> Option<Self> {
        let given = keys.get(way.server);
        let (host, port) = match given.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
                (host, Some(port.parse().ok().filter(|port| *port > 0)?))
            }
            _ => (given, None),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let host = match host.parse::<IpAddr>() {
            Ok(_) => host.to_owned(),
            Err(_) => punycode::ascii_host(&host.to_lowercase()).filter(|host| {
                !host.is_empty()
                    && !host.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '@' | ':'))
            })?,
        };
        let (security, usual) = match keys.get(way.security) {
            "starttls" => (Security::StartTls, way.ports[1]),
            "none" => (Security::None, way.ports[2]),
            _ => (Security::Tls, way.ports[0]),
        };
        Some(Self {
            host,
            port: port.unwrap_or(usual),
            security,
        })
    }

    /// Whether it is this machine, so that nobody overhears what is said to it.
    pub(super) fn is_near(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    fn is_of(&self, domains: &[&str]) -> bool {
        domains
            .iter()
            .any(|domain| self.host == *domain || self.host.ends_with(&format!(".{domain}")))
    }
}

/// Who a server knows us as.
#[derive(Clone)]
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: String,
}

/// All of it, read.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) address: String,
    pub(super) sender: String,
    pub(super) signature: String,
    pub(super) quotes: bool,
    /// Whether answers go to an address with a token, which not every provider delivers.
    pub(super) has_tokens: bool,
    pub(super) keeps_sent: bool,
    pub(super) folder: String,
    pub(super) imap: Option<Server>,
    pub(super) smtp: Option<Server>,
    pub(super) login: Login,
    pub(super) smtp_login: Login,
    pub(super) authority: Vec<CertificateDer<'static>>,
    pub(super) authority_pem: String,
    /// What our own mails carry, so that they are known when they come round again.
    pub(super) installation: String,
    /// What tokens in addresses are made with; empty: there are none.
    pub(super) secret: String,
    /// Names of the server that receives its mails, where they are not the usual ones.
    pub(super) receivers: String,
}

impl Settings {
    pub(super) fn read(keys: &Keys) -> Self {
        let or = |name: &str, other: &str| match keys.get(name) {
            "" => other.to_owned(),
            given => given.to_owned(),
        };
        let address = keys.get("address").to_lowercase();
        let login = Login {
            user: or("user", &address),
            password: password(keys.get("password")),
        };
        let smtp_login = Login {
            user: or("smtp_user", &login.user),
            password: match keys.get("smtp_password") {
                "" => login.password.clone(),
                own => password(own),
            },
        };
        let smtp = Server::read(keys, SMTP);
        // Who keeps what was sent by itself would show it twice.
        let keeps_itself = smtp.as_ref().is_some_and(|server| {
            server.is_of(&[
                "gmail.com",
                "googlemail.com",
                "office365.com",
                "outlook.com",
            ])
        });
        Self {
            sender: keys.get("sender").to_owned(),
            signature: keys.get("signature").replace("\r\n", "\n"),
            quotes: keys.get("quoted") == "yes",
            has_tokens: keys.get("reply_token") == "yes",
            secret: keys.get(OUR_SECRET).to_owned(),
            keeps_sent: keys.get("sent_copy") != "never" && !keeps_itself,
            folder: or("folder", INBOX),
            imap: Server::read(keys, IMAP),
            smtp,
            login,
            smtp_login,
            authority: certificates(keys.get("authority")),
            authority_pem: keys.get("authority").to_owned(),
            receivers: keys.get("receivers").to_owned(),
            installation: match keys.get(OUR_SECRET) {
                "" => String::new(),
                ours => secret::short_proof(ours, "mail"),
            },
            address,
        }
    }
}

/// A password as it is meant: the groups of four in which providers show theirs are none of it.
fn password(given: &str) -> String {
    let groups: Vec<&str> = given.split(' ').collect();
    let is_grouped = groups.len() == 4
        && groups
            .iter()
            .all(|group| group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_lowercase()));
    if is_grouped {
        groups.concat()
    } else {
        given.to_owned()
    }
}

fn certificates(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(given: &[(&str, &str)]) -> Keys {
        let mut keys = Keys::default();
        for (name, value) in given {
            keys.set(name, value);
        }
        keys
    }

    #[test]
    fn servers_have_the_ports_that_people_leave_out() {
        for (server, security, expected) in [
            (
                "imap.shop.example",
                "",
                Some(("imap.shop.example", 993, Security::Tls)),
            ),
            (
                "IMAP.Shop.example",
                "starttls",
                Some(("imap.shop.example", 143, Security::StartTls)),
            ),
            (
                "localhost",
                "none",
                Some(("localhost", 143, Security::None)),
            ),
            (
                "imap.shop.example:1993",
                "tls",
                Some(("imap.shop.example", 1993, Security::Tls)),
            ),
            (
                "127.0.0.1:1143",
                "none",
                Some(("127.0.0.1", 1143, Security::None)),
            ),
            ("[::1]:1143", "none", Some(("::1", 1143, Security::None))),
            ("::1", "none", Some(("::1", 143, Security::None))),
            (
                "почта.рф",
                "",
                Some(("xn--80a1acny.xn--p1ai", 993, Security::Tls)),
            ),
            ("imap.shop.example:0", "", None),
            ("imap.shop.example:imap", "", None),
            ("https://imap.shop.example", "", None),
            ("help@shop.example", "", None),
            ("", "", None),
        ] {
            let keys = keys(&[("imap_server", server), ("imap_security", security)]);
            let read = Server::read(&keys, IMAP);
            let read = read
                .as_ref()
                .map(|read| (read.host.as_str(), read.port, read.security));
            assert_eq!(read, expected, "{server:?}");
        }
    }

    #[test]
    fn what_cannot_be_right_is_said_beside_its_field() {
        let good = [
            ("address", "help@shop.example"),
            ("imap_server", "imap.shop.example"),
            ("smtp_server", "smtp.shop.example"),
        ];
        assert_eq!(misgiven(&keys(&good)), []);
        for (name, value, expected) in [
            ("address", "help", ("address", "bad-address")),
            ("imap_server", "a b", ("imap_server", "bad-server")),
            (
                "smtp_server",
                "smtp.shop.example:x",
                ("smtp_server", "bad-server"),
            ),
            ("imap_security", "none", ("imap_server", "plain")),
            ("smtp_security", "none", ("smtp_server", "plain")),
            (
                "authority",
                "no certificate",
                ("authority", "bad-authority"),
            ),
        ] {
            let mut given = keys(&good);
            given.set(name, value);
            assert_eq!(misgiven(&given), [expected], "{name}");
        }
    }

    #[test]
    fn what_is_left_out_follows_from_the_rest() {
        let read = Settings::read(&keys(&[
            ("address", "Help@Shop.example"),
            ("password", "abcd efgh ijkl mnop"),
            ("smtp_server", "smtp.gmail.com"),
        ]));
        assert_eq!(read.address, "help@shop.example");
        assert_eq!(read.login.user, "help@shop.example");
        assert_eq!(read.smtp_login.password, "abcdefghijklmnop");
        assert_eq!(read.folder, "INBOX");
        assert!(!read.keeps_sent && !read.quotes);
        assert_eq!(password("three plain words"), "three plain words");
    }
}
