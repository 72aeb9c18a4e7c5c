//! Looks after the door: opens and closes it, keeps its certificate fresh, tells the network the name.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::watch, task::JoinHandle};

use super::{Fault, Stand};
use crate::{
    base::time::Timestamp,
    config::Certified,
    db::DbError,
    desk::{
        setting::{self, Found, Network, Team},
        trouble::{self, Kind},
    },
    lan::{self, Announcement, Wanted},
    ops::folder::{self, Door as Told},
    tls::{
        self, Certificate, CertificateError,
        acme::{self, AcmeError, Pause},
        authority::Authority,
        files::Files,
    },
    web::{House, known::Known, server},
};

/// An open door is looked after this often: files that changed, a certificate that is due, a port that became free.
const ROUND: Duration = Duration::from_secs(30);

/// A certificate that somebody else renews is told of when it ends within this.
const SOON: Duration = Duration::from_secs(7 * 86_400);

/// Looks after the door until `stop` says so.
pub(in crate::web) async fn keep(hall: &server::Hall, mut stop: watch::Receiver<bool>) {
    let mut keeper = Keeper::new(hall.clone());
    loop {
        keeper.look().await;
        let round = keeper.needs_rounds.then_some(ROUND);
        tokio::select! {
            () = hall.house.https.poked() => {}
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
    /// Where others were last told to find the console.
    found: Option<Found>,
    /// The word that was left of address and door.
    word: Option<(String, Option<Told>)>,
    /// What admins have set.
    set: Known<Set>,
    needs_rounds: bool,
}

/// Whether the house is open to the network, and what it is called there.
type Set = (Network, Team);

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
            found: None,
            word: None,
            set: Known::default(),
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
        self.needs_rounds = wanted.is_some() || !self.set.is_fresh();
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
        self.house().https.change(|now| *now = stand);
        self.keep_address().await;
        self.leave_word();
    }

    /// Whoever looks at the house from outside learns how its door stands.
    fn leave_word(&mut self) {
        let house = self.house().clone();
        let (Some(listening), door) = (house.listening.get(), house.https_door()) else {
            return;
        };
        let word = (house.base_url(), door);
        if self.word.as_ref() == Some(&word) {
            return;
        }
        let left = folder::leave_word(&house.config.data, &word.0, *listening, word.1.as_ref());
        match left {
            Ok(()) => self.word = Some(word),
            Err(error) => {
                tracing::warn!(%error, "where the house answers could not be written down")
            }
        }
    }

    /// Where others find the console, for letters that are written while nobody asks.
    async fn keep_address(&mut self) {
        let url = self.house().base_url();
        let is_near = url
            .parse::<http::Uri>()
            .is_ok_and(|uri| crate::call::is_loopback(&uri));
        let found = Found {
            console: if is_near { String::new() } else { url },
        };
        if self.found.as_ref() == Some(&found) {
            return;
        }
        let (db, new) = (self.house().db.clone(), found.clone());
        let kept = async {
            if db.read::<_, DbError>(setting::get::<Found>).await? != new {
                db.write::<_, DbError>(move |tx| setting::put(tx, &new))
                    .await?;
            }
            Ok::<_, DbError>(())
        };
        match kept.await {
            Ok(()) => self.found = Some(found),
            Err(error) => tracing::warn!(%error, "where the house is found could not be kept"),
        }
    }

    /// What holds: colleagues who have come by the door are not shut out because a question to the file has failed.
    async fn settings(&mut self) -> Set {
        let read: Result<Set, DbError> = self
            .house()
            .db
            .read(|reader| Ok((setting::get(reader)?, setting::get(reader)?)))
            .await;
        self.set
            .take(read, "whether the house is open to the network")
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
        let written = self.house().db.write::<_, DbError>(move |tx| {
            // Somebody may have closed the door meanwhile: that stays.
            let now: Network = setting::get(tx)?;
            setting::put(tx, &Network { port, ..now })
        });
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
        if newest.is_none_or(|newest| newest.is_due(now)) && self.pause.is_over(now) {
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
        // What ends soon may yet be renewed by whoever does that.
        let step = u8::from(!matches!(fault, Some(Fault::Ends(_))));
        let db = &self.house().db;
        let is_known = db
            .read::<_, DbError>(move |reader| Ok(trouble::find(reader, Kind::Https, "")? == known))
            .await;
        let told = match is_known {
            Ok(true) => Ok(()),
            Ok(false) => {
                db.write::<_, DbError>(move |tx| match &new {
                    Some(words) => trouble::raise_to(tx, Kind::Https, "", words, step),
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
