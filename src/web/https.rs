//! The door for HTTPS: opened when the house is started so, or when an admin opens the house to the network. Here its
//! certificate is kept fresh, and the name told by which the network finds the house.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};

use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use super::{House, server};
use crate::{
    base::time::Timestamp,
    config::Certified,
    db::DbError,
    desk::{
        setting::{self, Network, Team},
        trouble::{self, Kind},
    },
    lan::{self, Announcement, Wanted},
    tls::{
        self, Certificate, CertificateError, Certificates,
        acme::{self, AcmeError, Pause},
        authority::Authority,
        files::Files,
    },
};

/// An open door is looked after this often: files that changed, a certificate that is due, a port that became free.
const ROUND: Duration = Duration::from_secs(30);

/// A certificate that somebody else renews is told of when it ends within this.
const SOON: Duration = Duration::from_secs(7 * 86_400);

/// What is wrong with the door.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be opened at this address.
    #[error("{0} cannot be opened: {1}")]
    Port(SocketAddr, String),
    /// A certificate is there and cannot be used, or cannot be made.
    #[error("{0}")]
    Unusable(String),
    /// The authority gives none.
    #[error("{0}")]
    Refused(String),
    /// It is over, or has not begun.
    #[error("it does not hold now: it ends {}", .0.rfc3339())]
    Over(Timestamp),
    /// It ends soon and nobody has renewed it.
    #[error("it ends {}", .0.rfc3339())]
    Ends(Timestamp),
    /// It is for other names.
    #[error("it is not for {0}")]
    WrongName(String),
}

/// How the door stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stand {
    /// Whether it has been looked at since the house was opened.
    pub is_settled: bool,
    /// Where it is open.
    pub listening: Option<SocketAddr>,
    /// From when and until when its certificate holds.
    pub holds: Option<(Timestamp, Timestamp)>,
    /// The name under which the network finds the house, such as `shopbell.local`.
    pub name: Option<String>,
    /// Whether somebody else in the network has the name that was asked for.
    pub is_renamed: bool,
    /// Addresses under which others reach it.
    pub addresses: Vec<IpAddr>,
    /// Names to which the house answers in the network.
    pub hosts: Vec<String>,
    /// What is wrong.
    pub fault: Option<Fault>,
    /// Why the name is not told.
    pub untold: Option<String>,
}

impl Stand {
    /// The address for browsers that trust the house's own certificate: by name where it has one.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let listening = self.listening?;
        let host = match (&self.name, self.addresses.first()) {
            (Some(name), _) => name.clone(),
            (None, Some(address)) => bracketed(*address),
            (None, None) if listening.ip().is_unspecified() => "localhost".to_owned(),
            (None, None) => bracketed(listening.ip()),
        };
        Some(address_of("https", &host, listening.port()))
    }
}

/// An address as it stands in a URL.
#[must_use]
pub fn bracketed(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// A URL without a path; the port that goes without saying is left out.
#[must_use]
pub fn address_of(scheme: &str, host: &str, port: u16) -> String {
    match (scheme, port) {
        ("https", 443) | ("http", 80) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    }
}

/// The door as the rest of the house sees it.
#[derive(Default)]
pub struct Https {
    stand: RwLock<Stand>,
    changed: watch::Sender<u64>,
    poke: Notify,
    certificates: Arc<Certificates>,
    authority: OnceLock<Authority>,
}

impl Https {
    /// How it stands.
    #[must_use]
    pub fn stand(&self) -> Stand {
        self.with(Stand::clone)
    }

    /// Looks at how it stands without taking a copy, as each request does.
    pub(super) fn with<T>(&self, look: impl FnOnce(&Stand) -> T) -> T {
        look(&self.stand.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has it looked after at once.
    pub fn look_again(&self) {
        self.poke.notify_one();
    }

    /// Waits until it stands so, but not for ever; says whether it does.
    pub async fn until(&self, is_so: impl Fn(&Stand) -> bool, most: Duration) -> bool {
        let mut changes = self.changed.subscribe();
        let waiting = async {
            while !self.with(&is_so) {
                if changes.changed().await.is_err() {
                    break;
                }
            }
        };
        tokio::time::timeout(most, waiting).await.is_ok()
    }

    /// The house's own authority, once something was signed by it.
    #[must_use]
    pub fn authority(&self) -> Option<&Authority> {
        self.authority.get()
    }

    /// What answers an authority that looks by plain HTTP.
    #[must_use]
    pub fn answer(&self, token: &str) -> Option<String> {
        self.certificates.answer(token)
    }

    fn publish(&self, new: Stand) {
        let mut stand = self.stand.write().unwrap_or_else(PoisonError::into_inner);
        if *stand != new {
            *stand = new;
            drop(stand);
            self.changed.send_modify(|count| *count += 1);
        }
    }
}

/// Looks after the door until `stop` says so.
pub(super) async fn keep(hall: &server::Hall, mut stop: watch::Receiver<bool>) {
    let mut keeper = Keeper::new(hall.clone());
    loop {
        keeper.look().await;
        let round = keeper.needs_rounds.then_some(ROUND);
        tokio::select! {
            () = hall.house.https.poke.notified() => {}
            () = changed(&mut keeper.announcement) => {}
            () = done(&mut keeper.asking) => {}
            () = pause(round) => {}
            _ = stop.changed() => break,
        }
    }
    keeper.close().await;
}

async fn changed(announcement: &mut Option<(Wanted, Announcement)>) {
    match announcement {
        Some((_, announcement)) => announcement.changed().await,
        None => std::future::pending().await,
    }
}

async fn done(asking: &mut Option<Asking>) {
    match asking {
        Some(asking) if asking.result.is_none() => {
            let result = (&mut asking.task).await;
            asking.result = Some(result.unwrap_or_else(|failure| {
                let words = format!("the request ended: {failure}");
                Err(AcmeError::Unseen("the name".to_owned(), words))
            }));
        }
        _ => std::future::pending().await,
    }
}

async fn pause(time: Option<Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => std::future::pending().await,
    }
}

/// The door itself.
struct Door {
    wanted: SocketAddr,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// An authority is being asked for a certificate.
struct Asking {
    task: JoinHandle<Result<Certificate, AcmeError>>,
    result: Option<Result<Certificate, AcmeError>>,
}

struct Keeper {
    hall: server::Hall,
    door: Option<Door>,
    announcement: Option<(Wanted, Announcement)>,
    certificate: Option<Certificate>,
    files: Option<Files>,
    asking: Option<Asking>,
    pause: Pause,
    /// What was wrong with the certificate when it was last asked for.
    wrong: Option<Fault>,
    /// What the house has been told; `None`: not looked yet.
    told: Option<Option<String>>,
    needs_rounds: bool,
}

impl Keeper {
    fn new(hall: server::Hall) -> Self {
        let files = match &hall.house.config.certified {
            Certified::Files { chain, key } => Some(Files::new(chain, key)),
            Certified::Here | Certified::Acme { .. } => None,
        };
        let pause = match &hall.house.config.certified {
            Certified::Acme { .. } => Pause::open(&hall.house.config.data),
            Certified::Here | Certified::Files { .. } => Pause::default(),
        };
        Self {
            hall,
            door: None,
            announcement: None,
            certificate: None,
            files,
            asking: None,
            pause,
            wrong: None,
            told: None,
            needs_rounds: false,
        }
    }

    fn house(&self) -> &Arc<House> {
        &self.hall.house
    }

    async fn look(&mut self) {
        let (network, team) = self.settings().await;
        let wanted = self.house().config.https.or_else(|| {
            // Everybody knows the demo's password.
            let is_open = network.is_open && !self.house().config.demo;
            let asked = self.house().config.network;
            let port = network.port.unwrap_or(asked.port());
            is_open.then_some(SocketAddr::new(asked.ip(), port))
        });
        let mut stand = Stand {
            is_settled: true,
            ..Stand::default()
        };
        stand.fault = self.open(wanted).await.err();
        stand.listening = self.door.as_ref().map(|door| door.address);
        self.needs_rounds = wanted.is_some();
        self.find(&mut stand, &team).await;
        if stand.listening.is_some() {
            self.certify(&stand.hosts, &stand.addresses);
            stand.holds = self
                .certificate
                .as_ref()
                .map(|certificate| certificate.holds);
            stand.fault = stand.fault.or_else(|| self.fault());
        }
        self.keep_port(&network, stand.listening).await;
        self.tell(stand.fault.as_ref()).await;
        self.house().https.publish(stand);
    }

    async fn settings(&self) -> (Network, Team) {
        let read = self
            .house()
            .db
            .read::<_, DbError>(|reader| Ok((setting::get(reader)?, setting::get(reader)?)));
        read.await.unwrap_or_else(|error| {
            tracing::warn!(%error, "whether the house is open to the network could not be read");
            Default::default()
        })
    }

    /// Opens and closes the door as it is wanted.
    async fn open(&mut self, wanted: Option<SocketAddr>) -> Result<(), Fault> {
        let stands = match (&self.door, wanted) {
            // The port that it found is asked for from then on.
            (Some(door), Some(wanted)) => door.wanted == wanted || door.address == wanted,
            (None, None) => true,
            _ => false,
        };
        if stands {
            return Ok(());
        }
        self.close_door().await;
        let Some(wanted) = wanted else { return Ok(()) };
        let bound = match self.house().config.https {
            Some(asked) => tokio::net::TcpListener::bind(asked).await,
            None => server::bind_near(wanted).await,
        };
        let listener = bound.map_err(|error| Fault::Port(wanted, error.to_string()))?;
        let address = listener
            .local_addr()
            .map_err(|error| Fault::Port(wanted, error.to_string()))?;
        let (stop, stopped) = watch::channel(false);
        let (hall, secured) = (
            self.hall.clone(),
            tls::server(self.house().https.certificates.clone()),
        );
        let task = tokio::spawn(async move { hall.admit(listener, Some(secured), stopped).await });
        self.door = Some(Door {
            wanted,
            address,
            stop,
            task,
        });
        Ok(())
    }

    async fn close_door(&mut self) {
        if let Some(door) = self.door.take() {
            let _ = door.stop.send(true);
            let _ = door.task.await;
        }
    }

    /// The port that an admin's browser has seen is taken again after a restart.
    async fn keep_port(&self, network: &Network, listening: Option<SocketAddr>) {
        let port = listening.map(|address| address.port());
        if self.house().config.https.is_some() || port.is_none() || port == network.port {
            return;
        }
        let kept = Network {
            port,
            ..network.clone()
        };
        let written = self
            .house()
            .db
            .write::<_, DbError>(move |tx| setting::put(tx, &kept));
        if let Err(error) = written.await {
            tracing::warn!(%error, "the port for HTTPS could not be kept");
        }
    }

    /// Under which names and addresses the network finds the house. It is told a name when there is somebody to tell.
    async fn find(&mut self, stand: &mut Stand, team: &Team) {
        let house = self.house().clone();
        let reached = |address: Option<SocketAddr>| address.map(lan::reached).unwrap_or_default();
        let plain = house.listening.get().copied();
        let (by_http, by_https) = (reached(plain), reached(stand.listening));
        let port = |found: &[IpAddr], address: Option<SocketAddr>| {
            address
                .filter(|_| !found.is_empty())
                .map(|address| address.port())
        };
        let wanted = Wanted {
            name: house.config.local_name.clone(),
            title: team.name.clone(),
            http: port(&by_http, plain),
            https: port(&by_https, stand.listening),
            only_v4: [plain, stand.listening]
                .iter()
                .flatten()
                .all(SocketAddr::is_ipv4),
        };
        let is_open = wanted.http.or(wanted.https).is_some();
        let announces = is_open && house.config.announces && !house.config.demo;
        if self.announcement.as_ref().map(|(told, _)| told) != announces.then_some(&wanted) {
            if let Some((_, old)) = self.announcement.take() {
                old.end().await;
            }
            if announces {
                match Announcement::begin(&wanted) {
                    Ok(new) => self.announcement = Some((wanted, new)),
                    Err(error) => stand.untold = Some(error.to_string()),
                }
            }
        }
        if let Some((wanted, announcement)) = &self.announcement {
            let name = announcement.name().to_owned();
            stand.is_renamed = name.strip_suffix(".local") != Some(&wanted.name);
            stand.name = Some(name);
        }
        if is_open {
            stand.hosts.extend(stand.name.clone());
            if let Some(machine) = lan::machine_name() {
                stand.hosts.extend([format!("{machine}.local"), machine]);
            }
        }
        stand.addresses = match by_https.is_empty() {
            true => by_http,
            false => by_https,
        };
    }

    /// Sees to it that there is a certificate and that it is fresh.
    fn certify(&mut self, hosts: &[String], addresses: &[IpAddr]) {
        let now = self.house().db.clock().now();
        let fresh = match self.house().config.certified.clone() {
            Certified::Here => Some(
                self.sign(hosts, addresses, now)
                    .map_err(|error| Fault::Unusable(error.to_string())),
            ),
            Certified::Files { .. } => self.files.as_mut().and_then(|files| {
                Some(
                    files
                        .changed()?
                        .map_err(|error| Fault::Unusable(error.to_string())),
                )
            }),
            Certified::Acme {
                names,
                contact,
                directory,
            } => {
                let order = acme::Order {
                    names,
                    contact,
                    directory: directory.unwrap_or_else(|| acme::LETS_ENCRYPT.to_owned()),
                };
                self.obtain(order, now)
            }
        };
        match fresh {
            // The one in use stays in use.
            Some(Err(fault)) => {
                if self.wrong.as_ref() != Some(&fault) {
                    tracing::warn!(reason = %fault, "the certificate for HTTPS could not be renewed");
                }
                self.wrong = Some(fault);
            }
            Some(Ok(certificate)) => {
                self.house().https.certificates.change(&certificate);
                self.certificate = Some(certificate);
                self.wrong = None;
            }
            None => {}
        }
    }

    fn sign(
        &self,
        hosts: &[String],
        addresses: &[IpAddr],
        now: Timestamp,
    ) -> Result<Certificate, CertificateError> {
        let (https, config) = (&self.house().https, &self.house().config);
        let authority = match https.authority.get() {
            Some(authority) => authority,
            None => {
                let authority = Authority::open(&config.data, now)?;
                https.authority.get_or_init(|| authority)
            }
        };
        let near = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let mut names: Vec<String> = near.into_iter().chain(hosts.iter().cloned()).collect();
        names.extend(config.hosts.iter().map(|host| host.to_lowercase()));
        names.extend(addresses.iter().map(ToString::to_string));
        let door = self.door.as_ref().map(|door| door.address.ip());
        names.extend(
            door.filter(|ip| !ip.is_unspecified())
                .map(|ip| ip.to_string()),
        );
        names.sort_unstable();
        names.dedup();
        authority.sign(&config.data, &names, now)
    }

    /// Has the authority asked when a certificate is due, and takes what came.
    fn obtain(&mut self, order: acme::Order, now: Timestamp) -> Option<Result<Certificate, Fault>> {
        let data = self.house().config.data.clone();
        if let Some(asking) = &mut self.asking {
            let result = asking.result.take()?;
            self.asking = None;
            return Some(match result {
                Ok(certificate) => {
                    if self.pause != Pause::default() {
                        Pause::end(&data);
                    }
                    self.pause = Pause::default();
                    Ok(certificate)
                }
                Err(error) => {
                    self.pause = self.pause.longer(now, error.is_too_often());
                    if let Err(error) = self.pause.keep(&data) {
                        tracing::warn!(%error, "when to ask again could not be written down");
                    }
                    Err(Fault::Refused(error.to_string()))
                }
            });
        }
        let kept = match &self.certificate {
            Some(_) => None,
            None => acme::kept(&data, &order),
        };
        let newest = kept.as_ref().or(self.certificate.as_ref());
        if newest.is_none_or(|newest| newest.is_due(now)) && self.pause.until <= now {
            let (http, certificates) = (
                self.house().office.http().clone(),
                self.house().https.certificates.clone(),
            );
            // What failed one way is tried the other way.
            let by_http = self.pause.failures % 2 == 1;
            let task = tokio::spawn(async move {
                acme::obtain(&order, &data, http, &certificates, by_http).await
            });
            self.asking = Some(Asking { task, result: None });
        }
        kept.map(Ok)
    }

    /// What is wrong with the certificate.
    fn fault(&self) -> Option<Fault> {
        if let Some(wrong) = &self.wrong {
            return Some(wrong.clone());
        }
        let certificate = self.certificate.as_ref()?;
        let house = self.house();
        let now = house.db.clock().now();
        let until = certificate.holds.1;
        if !certificate.holds_at(now) {
            return Some(Fault::Over(until));
        }
        if !house.config.certified.is_public() {
            return None;
        }
        let name = house.public_host().filter(|name| !certificate.is_for(name));
        if let Some(name) = name {
            return Some(Fault::WrongName(name));
        }
        (until.since(now) < SOON).then_some(Fault::Ends(until))
    }

    /// Tells the house what is wrong, once, and when it is mended.
    async fn tell(&mut self, fault: Option<&Fault>) {
        let words = fault.map(ToString::to_string);
        if self.told.as_ref() == Some(&words) {
            return;
        }
        let (known, new) = (words.clone(), words.clone());
        let db = &self.house().db;
        let is_known = db
            .read::<_, DbError>(move |reader| Ok(trouble::find(reader, Kind::Https, "")? == known))
            .await;
        let told = match is_known {
            Ok(true) => Ok(()),
            Ok(false) => {
                db.write::<_, DbError>(move |tx| match &new {
                    Some(words) => trouble::raise(tx, Kind::Https, "", words),
                    None => trouble::clear(tx, Kind::Https, ""),
                })
                .await
            }
            Err(error) => Err(error),
        };
        match told {
            Ok(()) => self.told = Some(words),
            Err(error) => tracing::warn!(%error, "trouble with HTTPS could not be written down"),
        }
    }

    async fn close(mut self) {
        if let Some(asking) = self.asking.take() {
            asking.task.abort();
        }
        if let Some((_, announcement)) = self.announcement.take() {
            announcement.end().await;
        }
        self.close_door().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_for_browsers_is_the_best_there_is() {
        let stand = |listening: &str, name: Option<&str>, addresses: &[&str]| Stand {
            listening: Some(listening.parse().unwrap()),
            name: name.map(str::to_owned),
            addresses: addresses.iter().map(|one| one.parse().unwrap()).collect(),
            ..Stand::default()
        };
        for (stand, expected) in [
            (
                stand("0.0.0.0:7743", Some("shopbell.local"), &["10.0.0.7"]),
                "https://shopbell.local:7743",
            ),
            (
                stand("0.0.0.0:443", Some("shopbell.local"), &[]),
                "https://shopbell.local",
            ),
            (
                stand("0.0.0.0:7743", None, &["10.0.0.7"]),
                "https://10.0.0.7:7743",
            ),
            (
                stand("[::]:7743", None, &["fd00::7"]),
                "https://[fd00::7]:7743",
            ),
            (stand("0.0.0.0:7743", None, &[]), "https://localhost:7743"),
            (stand("127.0.0.1:7743", None, &[]), "https://127.0.0.1:7743"),
            (stand("[::1]:7743", None, &[]), "https://[::1]:7743"),
        ] {
            assert_eq!(stand.url().as_deref(), Some(expected));
        }
        assert_eq!(Stand::default().url(), None);
    }
}
