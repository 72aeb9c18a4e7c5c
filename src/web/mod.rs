//! HTTP and HTML: carries what the desk decides to browsers and programs, and decides nothing itself.

pub mod answer;
pub mod assets;
pub mod board;
pub mod body;
pub mod confirm;
pub mod cookie;
pub mod device;
pub mod entrance;
pub mod field;
pub mod files;
pub mod fresh;
pub mod forwarding;
pub mod growing;
pub mod https;
pub mod keys;
mod known;
pub mod layout;
pub mod limits;
pub mod log;
pub mod meanwhile;
pub mod metrics;
pub mod moment;
pub mod openapi;
pub mod public;
pub mod pulse;
mod qr;
pub mod reach;
pub mod reading;
pub mod refusals;
pub mod relayed;
pub mod request;
pub mod role_words;
pub mod router;
pub mod saved;
pub mod seats;
pub mod sensitive;
pub mod server;
pub mod snippet;
pub mod tickets;
mod transcript;
pub mod visits;

pub mod account;
pub mod admin;
pub mod api;
pub mod console;
pub mod front_door;
mod help;
pub mod wall;
pub mod figures;
pub mod widget;

mod callers;
mod guard;
mod hooks;
pub mod layers;
mod identities;
mod installed;
mod second_step;
mod short_forms;
mod shop;
mod way;

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock},
};

use http::HeaderMap;

use crate::{
    base::{subnet::Subnet, time::Timestamp},
    channels::Office,
    config::Config,
    db::{Db, DbError},
    desk::{figures::course, search},
    live::{Alike, Hub, KnownVisitors, Lines, Presence},
};

/// What every handler may use.
pub struct House {
    /// The file.
    pub db: Db,
    /// Who speaks with other platforms.
    pub office: Office,
    /// The streams.
    pub hub: Hub,
    /// Visitors who need not be looked up again.
    pub visitors: KnownVisitors,
    /// Who is at the counter.
    pub presence: Arc<Presence>,
    /// How the lines move.
    pub lines: Lines,
    /// Who in them asks about the same.
    pub alike: Alike,
    /// How this house is run.
    pub config: Config,
    /// How fast strangers may go.
    pub limits: limits::Limits,
    /// How many streams they have.
    pub streams: limits::Streams,
    /// Places for connections.
    pub seats: seats::Seats,
    /// Addresses that open one stream, once.
    pub tickets: tickets::Tickets,
    /// Whether the file takes writes.
    pub pulse: pulse::Pulse,
    /// Who is served first when many send files.
    pub turns: files::Turns,
    /// In which sessions a password was typed of late.
    pub fresh: fresh::Fresh,
    /// What guards the sign-in.
    pub door: entrance::Door,
    /// Where passwords are hashed; its thread starts with the first sign-in.
    pub hasher: OnceLock<crate::hashing::Hasher>,
    /// What the first-run page asks for; printed where the house was started, gone once it is set up.
    pub setup_code: std::sync::Mutex<Option<String>>,
    /// Where network addresses roughly are.
    pub atlas: crate::atlas::Atlas,
    /// Which sites have shown the widget.
    pub visits: visits::Visits,
    /// The machine's own bell.
    pub ringer: Arc<crate::ringer::Ringer>,
    /// What is counted for whoever watches.
    pub counts: metrics::Counts,
    /// Since when it is open.
    pub opened_at: Timestamp,
    /// The making of a backup, as pages see it.
    pub works: Arc<crate::ops::works::Works>,
    /// Where it answers; known once the port is open.
    pub listening: OnceLock<SocketAddr>,
    /// Where the world's own entrance answers, if it has one.
    pub public_listening: OnceLock<SocketAddr>,
    /// The door for HTTPS.
    pub https: https::Https,
    /// The relay through which the world reaches it, if it has one.
    pub relayed: relayed::Relayed,
}

impl House {
    /// Whether somebody in front of the house secures what comes in by plain HTTP.
    fn is_behind_https(&self) -> bool {
        let public = self.config.public_url.as_deref();
        !self.config.certified.is_public() && public.is_some_and(|url| url.starts_with("https://"))
    }

    /// The name in its public address.
    fn public_host(&self) -> Option<String> {
        let url: http::Uri = self.config.public_url.as_deref()?.parse().ok()?;
        Some(url.host()?.trim_matches(['[', ']']).to_owned())
    }

    /// The address for links in snippets and invitations: from configuration, never from a request.
    #[must_use]
    pub fn base_url(&self) -> String {
        let known = self.config.public_url.clone();
        known
            .or_else(|| self.https.with(https::Stand::url))
            .unwrap_or_else(|| self.near_url())
    }

    /// The address for what the world reaches, such as the widget and the addresses at which platforms call in: its own
    /// where it has one, see [`public`], or the relay's.
    #[must_use]
    pub fn widget_url(&self) -> String {
        let own = self.config.widget_url.clone();
        own.or_else(|| self.relayed.url())
            .unwrap_or_else(|| self.base_url())
    }

    /// The address for browsers on this machine, by plain HTTP.
    #[must_use]
    pub fn near_url(&self) -> String {
        match self.listening.get() {
            Some(address) if address.ip().is_unspecified() => {
                format!("http://localhost:{}", address.port())
            }
            Some(address) => format!("http://{address}"),
            None => String::new(),
        }
    }

    /// Whether a proxy that is believed stands there.
    fn is_proxy(&self, peer: IpAddr) -> bool {
        self.config.trusted_proxies.iter().any(|one| one.has(peer))
    }

    fn true_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        true_address(&self.config.trusted_proxies, peer, headers)
    }
}

/// Where a request came from, when a proxy that is trusted says so.
#[must_use]
pub fn true_address(trusted: &[Subnet], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|one| one.has(address));
    let peer = peer.to_canonical();
    if !is_trusted(peer) {
        return peer;
    }
    let told = headers.get_all("x-forwarded-for").iter();
    let told: Vec<&[u8]> = told
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .collect();
    for word in told.into_iter().rev() {
        match forwarded(word) {
            Some(address) if is_trusted(address) => {}
            // The nearest address that is not a proxy of ours: further ones may be made up.
            Some(address) => return address,
            // A proxy that hides who came to it says so with a word; what stands before that may be made up, too.
            None => break,
        }
    }
    peer
}

/// An address as proxies write it, some of them with a port.
fn forwarded(word: &[u8]) -> Option<IpAddr> {
    let word = str::from_utf8(word).ok()?.trim();
    let address = word
        .parse::<IpAddr>()
        .or_else(|_| word.parse().map(|socket: SocketAddr| socket.ip()))
        .or_else(|_| word.trim_matches(['[', ']']).parse());
    Some(address.ok()?.to_canonical())
}

impl House {
    /// An agent came, or said how they are: whether the counter is staffed is looked at again at once.
    fn look_who_is_here(self: &Arc<Self>) {
        let house = self.clone();
        tokio::spawn(async move {
            // The stream joins the hub when its first bytes have gone out.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            if let Err(error) = house.presence.look(&house.hub, &house.db).await {
                tracing::warn!(%error, "presence could not be written down");
            }
        });
    }
}

impl House {
    /// Brings the index of the search up to date, so that what was said a moment ago is found, too.
    async fn complete_index(&self) -> Result<(), DbError> {
        while !self.db.read::<_, DbError>(search::is_current).await? {
            if !self.db.write::<_, DbError>(search::catch_up).await? {
                break;
            }
        }
        Ok(())
    }

    /// Brings what figures are reckoned from up to date.
    async fn complete_courses(&self) -> Result<(), DbError> {
        while !self.db.read::<_, DbError>(course::is_current).await? {
            if !self.db.write::<_, DbError>(course::catch_up).await? {
                break;
            }
        }
        Ok(())
    }
}

impl House {
    /// The code that the first-run page asks for, while nobody has set the house up.
    #[must_use]
    pub fn setup_code(&self) -> Option<String> {
        self.setup_code
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// The house is set up: its code opens nothing any more.
    pub(crate) fn forget_setup_code(&self) {
        *self
            .setup_code
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    }

    /// Where passwords are hashed.
    pub fn hasher(&self) -> &crate::hashing::Hasher {
        self.hasher.get_or_init(crate::hashing::Hasher::start)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_nearest_address_that_no_proxy_of_ours_has_is_believed() {
        let proxies = ["10.0.0.1", "10.0.0.2", "172.18.0.0/16"].map(|one| one.parse().unwrap());
        for (peer, lines, expected) in [
            ("10.0.0.1", &["203.0.113.7"][..], "203.0.113.7"),
            (
                "10.0.0.1",
                &["6.6.6.6, 203.0.113.7, 10.0.0.2"],
                "203.0.113.7",
            ),
            ("10.0.0.1", &["6.6.6.6", "203.0.113.7"], "203.0.113.7"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.2"], "10.0.0.1"),
            // Nobody's word but a proxy's.
            ("203.0.113.9", &["6.6.6.6"], "203.0.113.9"),
            // At a listener for IPv4 and IPv6.
            ("::ffff:10.0.0.1", &["203.0.113.7"], "203.0.113.7"),
            ("::ffff:203.0.113.9", &["6.6.6.6"], "203.0.113.9"),
            ("10.0.0.1", &["::ffff:203.0.113.7"], "203.0.113.7"),
            // With a port, as some proxies write it.
            ("10.0.0.1", &["6.6.6.6, 203.0.113.7:4711"], "203.0.113.7"),
            ("10.0.0.1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("10.0.0.1", &["[2001:db8::7]"], "2001:db8::7"),
            // What cannot be read was not made by our proxies, or hides somebody.
            ("10.0.0.1", &["6.6.6.6, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["6.6.6.6, "], "10.0.0.1"),
            // Any of a block, and none beside it.
            ("172.18.3.4", &["203.0.113.7"], "203.0.113.7"),
            ("::ffff:172.18.3.4", &["203.0.113.7"], "203.0.113.7"),
            ("172.18.3.4", &["203.0.113.7, 172.18.0.9"], "203.0.113.7"),
            ("172.19.0.1", &["6.6.6.6"], "172.19.0.1"),
            ("10.0.0.1", &["Jos\u{e9}, 203.0.113.7"], "203.0.113.7"),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
                headers.append("x-forwarded-for", value);
            }
            let found = true_address(&proxies, peer.parse().unwrap(), &headers);
            assert_eq!(found.to_string(), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn fuzz_forwarded_addresses() {
        let peer = IpAddr::from([10, 0, 0, 1]);
        let proxies = ["10.0.0.1", "10.0.0.2"].map(|one| one.parse().unwrap());
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_bytes(text.as_bytes()).ok()?;
            headers.append("x-forwarded-for", value);
            Some(true_address(&proxies, peer, &headers))
        };
        let samples = ["203.0.113.7, 10.0.0.2", "[2001:db8::7]:4711", "unknown"];
        let words = [", ", "10.0.0.2", "::ffff:", ":80", "[", "]", "for="];
        crate::base::fuzz::text("forwarded", &samples, &words, |text| {
            let Some(found) = of(text) else { return };
            // Who came to a proxy of ours is not changed by what they have written themselves.
            if found != peer {
                assert_eq!(of(&format!("6.6.6.6, {text}")), Some(found), "{text}");
            }
        });
    }
}
