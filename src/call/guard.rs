//! Where a request may go: names are looked up once, every address that comes back is judged, and only those are
//! connected to (R23).

use std::{
    error::Error,
    future::Future,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::Uri;
use hyper_util::client::legacy::connect::dns::Name;
use tower::Service;

use crate::base::network::{self, Neighbours};

/// How far a request may reach.
#[derive(Debug, Clone)]
pub(super) enum Reach {
    /// Anywhere: an admin has typed the address, as that of a channel's platform.
    Anywhere,
    /// Anywhere, and in plain text within the own network: an admin has typed the address, as that of a machine of the
    /// shop's own, which mostly has no certificate.
    Own,
    /// The public net, and these besides.
    Public(Arc<Neighbours>),
}

/// A host that may not be called: it, or one of its addresses, is private.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} lies in a private network")]
pub(super) struct Private(pub(super) String);

/// Ports below the free ones that speak HTTP: no house is made to greet a mail server.
const PORTS: [u16; 2] = [80, 443];

impl Reach {
    /// Judges an address before anything is looked up. HTTPS is asked for everywhere but in the own network.
    pub(super) fn check(&self, address: &Uri) -> Result<(), Private> {
        let Self::Public(neighbours) = self else {
            return Ok(());
        };
        let host = address.host().unwrap_or_default();
        let no = || Err(Private(host.to_owned()));
        if neighbours.name(host) {
            return Ok(());
        }
        if let Some(ip) = ip_of(address) {
            self.judge(host, &[ip])?;
            if neighbours.have(ip) {
                return Ok(());
            }
        }
        let is_spoken = address
            .port_u16()
            .is_none_or(|port| port >= 1024 || PORTS.contains(&port));
        if is_spoken { Ok(()) } else { no() }
    }

    /// Judges what a host was found to be. One private address among public ones is one too many: which of them is
    /// taken is not ours to say.
    pub(super) fn judge(&self, host: &str, found: &[IpAddr]) -> Result<(), Private> {
        match self {
            Self::Anywhere | Self::Own => Ok(()),
            Self::Public(neighbours) if neighbours.name(host) => Ok(()),
            Self::Public(neighbours) => {
                let is_allowed = |ip: &IpAddr| network::is_public(*ip) || neighbours.have(*ip);
                if found.iter().all(is_allowed) {
                    Ok(())
                } else {
                    Err(Private(host.to_owned()))
                }
            }
        }
    }

    /// Whether a host may be spoken to in plain text: it is near, and an admin has said so.
    pub(super) fn is_near(&self, address: &Uri) -> bool {
        match self {
            Self::Anywhere => is_loopback(address),
            Self::Own => is_own(address),
            Self::Public(neighbours) => {
                neighbours.name(address.host().unwrap_or_default())
                    || ip_of(address).is_some_and(|ip| neighbours.have(ip))
            }
        }
    }
}

/// Looks names up, for connections that may reach so far.
#[derive(Debug, Clone)]
pub(super) struct Resolver(pub(super) Reach);

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let reach = self.0.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let addresses: Vec<IpAddr> = found.iter().map(SocketAddr::ip).collect();
            reach.judge(name.as_str(), &addresses)?;
            Ok(found.into_iter())
        })
    }
}

/// The address that a host is, where it is no name.
pub(super) fn ip_of(address: &Uri) -> Option<IpAddr> {
    address
        .host()
        .map(|host| host.trim_matches(['[', ']']))
        .and_then(|host| host.parse().ok())
}

/// Names that no machine of the public net has (RFC 6762, RFC 8375, and what routers call their own).
const HOME: [&str; 4] = [".local", ".home.arpa", ".internal", ".lan"];

/// Whether an address is one of the own network, by what it says itself.
fn is_own(address: &Uri) -> bool {
    let host = address.host().unwrap_or_default().to_ascii_lowercase();
    is_loopback(address)
        || ip_of(address).is_some_and(is_home)
        || HOME.iter().any(|ending| host.ends_with(ending))
}

/// Whether an address is one that offices and homes give their machines (RFC 1918, RFC 4193). Those that a machine gives
/// itself are not: at one of them clouds tell their secrets.
fn is_home(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_private(),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// Whether an address is one of this machine itself.
#[must_use]
pub fn is_loopback(address: &Uri) -> bool {
    ip_of(address).is_some_and(|ip| ip.is_loopback()) || address.host() == Some("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(neighbours: &str) -> Reach {
        Reach::Public(Arc::new(Neighbours::read(neighbours).unwrap()))
    }

    #[test]
    fn addresses_are_judged_before_anything_is_looked_up() {
        for (neighbours, address, may) in [
            ("", "https://example.org/a", true),
            ("", "https://93.184.216.34:8443/a", true),
            ("", "https://10.0.0.1/a", false),
            ("", "https://127.0.0.1/a", false),
            ("", "https://[::1]/a", false),
            ("", "https://[::ffff:10.0.0.1]/a", false),
            ("", "https://169.254.169.254/latest/meta-data", false),
            ("", "https://example.org:25/a", false),
            ("", "https://example.org:22/a", false),
            ("127.0.0.1", "http://127.0.0.1:81/a", true),
            ("127.0.0.1", "http://127.0.0.2:8080/a", false),
            ("nas.local", "http://nas.local:631/a", true),
            ("10.0.0.0/8", "https://10.1.2.3/a", true),
        ] {
            let checked = public(neighbours).check(&address.parse().unwrap());
            assert_eq!(checked.is_ok(), may, "{neighbours:?} {address}");
        }
    }

    #[test]
    fn one_private_address_shuts_a_name_out() {
        for (neighbours, host, found, may) in [
            ("", "a.example", &["93.184.216.34"][..], true),
            (
                "",
                "a.example",
                &["93.184.216.34", "2606:2800:220:1::1"],
                true,
            ),
            ("", "a.example", &["127.0.0.1"], false),
            ("", "a.example", &["93.184.216.34", "192.168.0.1"], false),
            (
                "",
                "a.example",
                &["93.184.216.34", "::ffff:127.0.0.1"],
                false,
            ),
            ("", "0x7f.1", &["127.0.0.1"], false),
            ("", "2130706433", &["127.0.0.1"], false),
            (
                "192.168.0.1",
                "a.example",
                &["93.184.216.34", "192.168.0.1"],
                true,
            ),
            ("a.example", "a.example", &["192.168.0.1"], true),
            ("b.example", "a.example", &["192.168.0.1"], false),
        ] {
            let found: Vec<IpAddr> = found.iter().map(|ip| ip.parse().unwrap()).collect();
            let judged = public(neighbours).judge(host, &found);
            assert_eq!(judged.is_ok(), may, "{neighbours:?} {host} {found:?}");
        }
        let anything = ["127.0.0.1".parse().unwrap()];
        assert!(Reach::Anywhere.judge("a.example", &anything).is_ok());
    }

    #[test]
    fn plain_text_goes_to_those_alone_who_are_near() {
        for (reach, address, is_so) in [
            (Reach::Anywhere, "http://127.0.0.1:8081/x", true),
            (Reach::Anywhere, "http://192.168.1.9/", false),
            (Reach::Own, "http://192.168.1.9:11434/", true),
            (Reach::Own, "http://model.local:11434/", true),
            (Reach::Own, "http://localhost/", true),
            (Reach::Own, "http://[fd00::7]/", true),
            (Reach::Own, "http://93.184.216.34/", false),
            (Reach::Own, "http://192.0.2.1/", false),
            (Reach::Own, "http://169.254.169.254/", false),
            (Reach::Own, "http://models.example/", false),
            (public(""), "http://127.0.0.1:8081/x", false),
            (public("192.168.1.0/24"), "http://192.168.1.9/", true),
            (public("nas.local"), "http://nas.local/", true),
            (public("nas.local"), "http://93.184.216.34/", false),
        ] {
            assert_eq!(
                reach.is_near(&address.parse().unwrap()),
                is_so,
                "{reach:?} {address}"
            );
        }
    }
}
