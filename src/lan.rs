//! The network around the house: which of its addresses others reach, and the name by which they find it without any
//! set-up (multicast DNS, <https://www.rfc-editor.org/rfc/rfc6762>).

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use mdns_sd::{DaemonEvent, IfKind, Receiver, ServiceDaemon, ServiceInfo};

use crate::base::network::is_label;

/// End of every name that is found so.
const LOCAL: &str = ".local";

/// Goodbyes are waited for no longer than this.
const GOODBYE: Duration = Duration::from_secs(1);

/// Addresses of this machine under which others reach a listener, IPv4 first; none for one that listens to this machine
/// alone. Those that count on one wire only (link-local) are left out where there are others.
#[must_use]
pub fn reached(listening: SocketAddr) -> Vec<IpAddr> {
    let ip = listening.ip();
    if !ip.is_unspecified() {
        return if ip.is_loopback() {
            Vec::new()
        } else {
            vec![ip]
        };
    }
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let all = interfaces
        .iter()
        .filter(|one| !one.is_loopback())
        .map(|one| (one.name.as_str(), one.ip()))
        .collect();
    chosen(all, ip.is_ipv6())
}

/// Those of the interfaces' addresses that are worth telling.
fn chosen(all: Vec<(&str, IpAddr)>, both: bool) -> Vec<IpAddr> {
    let mut addresses: Vec<IpAddr> = all
        .into_iter()
        .filter(|(name, _)| !is_inner(name))
        .map(|(_, ip)| ip)
        .filter(|ip| both || ip.is_ipv4())
        .collect();
    let is_link_local = |ip: &IpAddr| match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    // A browser cannot name the wire that such an IPv6 address needs.
    addresses.retain(|ip| ip.is_ipv4() || !is_link_local(ip));
    if addresses.iter().any(|ip| !is_link_local(ip)) {
        addresses.retain(|ip| !is_link_local(ip));
    }
    addresses.sort_unstable_by_key(|ip| (ip.is_ipv6(), *ip));
    addresses.dedup();
    addresses
}

/// Whether an interface leads to programs on this machine, such as containers: nobody else comes that way.
fn is_inner(name: &str) -> bool {
    [
        "docker", "br-", "veth", "virbr", "vboxnet", "vmnet", "cni", "lxc",
    ]
    .iter()
    .any(|begins| name.starts_with(begins))
}

/// The machine's own name, if it is one that can stand in an address.
#[must_use]
pub fn machine_name() -> Option<String> {
    let name = hostname::get().ok()?.into_string().ok()?.to_lowercase();
    let first = name.split('.').next()?;
    is_label(first).then(|| first.to_owned())
}

/// What is announced: the name without its end, and where it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Such as `shopbell`.
    pub name: String,
    /// What browsers of services list it as: the team's name.
    pub title: String,
    /// Port for plain HTTP beyond this machine.
    pub http: Option<u16>,
    /// Port for HTTPS beyond this machine.
    pub https: Option<u16>,
    /// Whether both listen to IPv4 only.
    pub only_v4: bool,
}

/// The house's name in the network, as long as this lives.
pub struct Announcement {
    daemon: ServiceDaemon,
    events: Receiver<DaemonEvent>,
    name: String,
}

impl Announcement {
    /// Announces the house on every network the machine is in and will come to be in; its addresses are followed.
    pub fn begin(wanted: &Wanted) -> Result<Self, mdns_sd::Error> {
        let daemon = ServiceDaemon::new()?;
        // This machine needs no name for itself.
        daemon.disable_interface(vec![IfKind::LoopbackV4, IfKind::LoopbackV6])?;
        Self::begin_by(daemon, wanted)
    }

    fn begin_by(daemon: ServiceDaemon, wanted: &Wanted) -> Result<Self, mdns_sd::Error> {
        if wanted.only_v4 {
            daemon.disable_interface(IfKind::IPv6)?;
        }
        let events = daemon.monitor()?;
        for service in services(wanted)? {
            daemon.register(service)?;
        }
        Ok(Self {
            daemon,
            events,
            name: format!("{}{LOCAL}", wanted.name),
        })
    }

    /// The name under which it is found now, such as `shopbell.local`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Waits until the network is another one: an address came or went, or somebody else has the name and ours has
    /// become another. Whoever stops waiting misses nothing.
    pub async fn changed(&mut self) {
        loop {
            match self.events.recv_async().await {
                Ok(DaemonEvent::NameChange(change)) => {
                    let new = change.new_name.trim_end_matches('.');
                    // Titles change, too; they are of no account.
                    if is_host(new) && self.name != new {
                        self.name = new.to_owned();
                        return;
                    }
                }
                Ok(DaemonEvent::IpAdd(_) | DaemonEvent::IpDel(_)) => return,
                Ok(DaemonEvent::Error(error)) => {
                    tracing::debug!(%error, "the house's name could not be told everywhere");
                }
                Ok(_) => {}
                // Its thread has ended, and nothing will change any more.
                Err(_) => std::future::pending().await,
            }
        }
    }

    /// Takes the name back, so that nobody looks for the house in vain.
    pub async fn end(self) {
        if let Ok(done) = self.daemon.shutdown() {
            let _ = tokio::time::timeout(GOODBYE, done.recv_async()).await;
        }
    }
}

/// Whether this is a name of a machine and not the title of a service.
fn is_host(name: &str) -> bool {
    name.strip_suffix(LOCAL).is_some_and(is_label)
}

fn services(wanted: &Wanted) -> Result<Vec<ServiceInfo>, mdns_sd::Error> {
    let host = format!("{}{LOCAL}.", wanted.name);
    [
        ("_http._tcp.local.", wanted.http),
        ("_https._tcp.local.", wanted.https),
    ]
    .into_iter()
    .filter_map(|(kind, port)| Some((kind, port?)))
    .map(|(kind, port)| {
        let path = [("path", "/")];
        let service = ServiceInfo::new(kind, &title(&wanted.title), &host, "", port, &path[..])?;
        Ok(service.enable_addr_auto())
    })
    .collect()
}

/// A title as it may stand in a list: 63 bytes at most, see <https://www.rfc-editor.org/rfc/rfc6763#section-4.1.1>.
fn title(name: &str) -> String {
    let mut title: String = name.chars().filter(|c| !c.is_control()).collect();
    while title.len() > 63 {
        title.pop();
    }
    match title.trim() {
        "" => "Shopbell".to_owned(),
        title => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use mdns_sd::HostnameResolutionEvent;

    use super::*;

    #[test]
    fn addresses_are_those_that_others_reach() {
        for (listening, expected) in [
            ("127.0.0.1:1", &[][..]),
            ("[::1]:1", &[]),
            ("192.168.1.7:1", &["192.168.1.7"]),
        ] {
            let found: Vec<String> = reached(listening.parse().unwrap())
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found, expected, "{listening}");
        }
        let all = |both| {
            let all = [
                ("eth0", "192.168.1.7"),
                ("eth0", "fe80::7"),
                ("eth0", "fd00::7"),
                ("wlan0", "10.0.0.7"),
                ("wlan0", "169.254.3.4"),
                ("docker0", "172.17.0.1"),
                ("wlan0", "10.0.0.7"),
            ];
            let all = all.map(|(name, ip)| (name, ip.parse().unwrap())).to_vec();
            let chosen = chosen(all, both);
            chosen.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(all(false), ["10.0.0.7", "192.168.1.7"]);
        assert_eq!(all(true), ["10.0.0.7", "192.168.1.7", "fd00::7"]);
        // Two machines on one wire without a router still find each other.
        let wire = chosen(vec![("eth0", "169.254.3.4".parse().unwrap())], true);
        assert_eq!(wire.len(), 1);
    }

    #[test]
    fn titles_of_services_are_told_from_names() {
        for (name, is_so) in [
            ("shopbell-2.local", true),
            ("Kettle (2)._http._tcp.local", false),
            ("shopbell", false),
        ] {
            assert_eq!(is_host(name), is_so, "{name}");
        }
    }

    #[test]
    fn a_title_fits_its_place() {
        assert_eq!(title(" Kettle & Co.\n"), "Kettle & Co.");
        assert_eq!(title("\t"), "Shopbell");
        assert_eq!(title(&"水".repeat(40)), "水".repeat(21));
    }

    fn wanted() -> Wanted {
        Wanted {
            name: "kettle".to_owned(),
            title: "Kettle".to_owned(),
            http: Some(7700),
            https: Some(7743),
            only_v4: true,
        }
    }

    #[test]
    fn what_is_not_open_to_the_network_is_not_announced() {
        let kinds = |http, https| {
            let services = services(&Wanted {
                http,
                https,
                ..wanted()
            })
            .unwrap();
            services
                .iter()
                .map(|one| {
                    (
                        one.get_type().to_owned(),
                        one.get_port(),
                        one.get_hostname().to_owned(),
                    )
                })
                .collect::<Vec<_>>()
        };
        let host = "kettle.local.".to_owned();
        assert_eq!(kinds(None, None), []);
        assert_eq!(
            kinds(Some(80), Some(443)),
            [
                ("_http._tcp.local.".to_owned(), 80, host.clone()),
                ("_https._tcp.local.".to_owned(), 443, host.clone()),
            ]
        );
        assert_eq!(
            kinds(None, Some(443)),
            [("_https._tcp.local.".to_owned(), 443, host)]
        );
    }

    /// A daemon whose network is this machine, on a port that no other program speaks on.
    fn here(port: u16) -> Option<ServiceDaemon> {
        let daemon = ServiceDaemon::new_with_port(port).ok()?;
        daemon.disable_interface(IfKind::All).ok()?;
        daemon.enable_interface(IfKind::LoopbackV4).ok()?;
        Some(daemon)
    }

    async fn found(asker: &ServiceDaemon, name: &str) -> Option<HashSet<IpAddr>> {
        let events = asker.resolve_hostname(name, Some(3_000)).ok()?;
        loop {
            match events.recv_async().await {
                Ok(HostnameResolutionEvent::AddressesFound(_, found)) => {
                    return Some(found.iter().map(mdns_sd::ScopedIp::to_ip_addr).collect());
                }
                Ok(HostnameResolutionEvent::SearchTimeout(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Where the machine lets no program speak to a group (some containers), there is nothing to be seen.
    #[tokio::test(flavor = "multi_thread")]
    async fn the_name_is_found_and_the_second_of_that_name_becomes_another() {
        const PORT: u16 = 15_353;
        let (Some(first), Some(second), Some(asker)) = (here(PORT), here(PORT), here(PORT)) else {
            eprintln!("no multicast here: not tried");
            return;
        };
        // Somebody else, at another address.
        let stranger = ServiceInfo::new(
            "_http._tcp.local.",
            "Other",
            "kettle.local.",
            "127.0.0.9",
            80,
            None,
        )
        .unwrap();
        first.register(stranger).unwrap();
        let Some(addresses) = found(&asker, "kettle.local.").await else {
            eprintln!("multicast does not come back here: not tried");
            return;
        };
        assert_eq!(addresses, HashSet::from([IpAddr::from([127, 0, 0, 9])]));
        let mut second = Announcement::begin_by(second, &wanted()).unwrap();
        let renamed = async {
            while second.name() == "kettle.local" {
                second.changed().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), renamed)
            .await
            .unwrap();
        assert_eq!(second.name(), "kettle-2.local");
        let ours = found(&asker, "kettle-2.local.").await.unwrap();
        assert_eq!(ours, HashSet::from([IpAddr::from([127, 0, 0, 1])]));
        second.end().await;
    }
}
