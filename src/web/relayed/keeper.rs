//! Lays the line to the relay, and lays it again whenever it has ended.

use std::{path::Path, pin::pin, sync::Arc, time::Duration};

use tokio::{net::TcpStream, sync::watch, task::JoinSet};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{Fault, IDENTITY, Line, Stand, kept::Office};
use crate::{
    base::{chance::Chance, secret::random_bytes, time::Timestamp},
    db::DbError,
    desk::{
        audit::{self, Origin},
        setting::{self, Relay},
        trouble::{self, Kind},
    },
    link::{
        self, BEAT_S,
        hello::{self, Answer, Hello},
        line::{self, Side},
        pairing::{NotPairing, Pairing},
        seal::OfficeKey,
    },
    tls::peer::{self, Fingerprint, Identity},
    web::{House, known::Known, server::Hall},
};

/// Calling the relay takes no longer than this, and neither does what both say first.
const PATIENCE: Duration = Duration::from_secs(10);
/// A relay that has said nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(3 * BEAT_S);
/// The first pause before the next try; it doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest: a relay that has come back is found within this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A line that is down for longer is told of; a relay that starts anew is back before.
const GRACE: Duration = Duration::from_secs(90);

/// Keeps the line until `stop` says so.
pub(in crate::web) async fn keep(hall: &Hall, mut stop: watch::Receiver<bool>) {
    let house = hall.house().clone();
    let mut keeper = Keeper {
        house: house.clone(),
        down_since: None,
        told: None,
        set: Known::default(),
    };
    let mut pause = FIRST_PAUSE;
    let mut words = house.config.relay.clone();
    loop {
        let mut relay = keeper.know().await;
        // By what is not known nobody is paired anew.
        let asks = words.clone().filter(|_| keeper.set.is_fresh());
        if let Some(said) = &asks {
            match by_words(&house, &relay, said).await {
                Ok(is_new) => {
                    words = None;
                    if is_new {
                        relay = keeper.know().await;
                    }
                }
                Err(fault) => {
                    tracing::warn!(%fault, "the house could not be paired with its relay");
                    // Waiting mends a relay that is not there yet, and nothing else.
                    if fault.needs_somebody() {
                        keeper.tell(Some(fault.to_string())).await;
                        words = None;
                    } else if relay.address.is_empty() {
                        tokio::select! {
                            () = tokio::time::sleep(pause) => {}
                            () = house.relayed.poked() => {}
                            _ = stop.changed() => return,
                        }
                        pause = (pause * 2).min(LONGEST_PAUSE);
                        continue;
                    }
                }
            }
        }
        let is_fresh = keeper.set.is_fresh();
        if relay.address.is_empty() {
            if is_fresh {
                keeper.tell(None).await;
            }
            tokio::select! {
                () = house.relayed.poked() => {}
                () = tokio::time::sleep(LONGEST_PAUSE), if !is_fresh => {}
                _ = stop.changed() => return,
            }
            continue;
        }
        let began = tokio::time::Instant::now();
        let fault = {
            let mut attended = pin!(keeper.attend(hall, &relay));
            tokio::select! {
                fault = &mut attended => fault,
                () = house.relayed.poked() => {
                    pause = FIRST_PAUSE;
                    continue;
                }
                // Which relay there is was asked in vain.
                () = tokio::time::sleep(LONGEST_PAUSE), if !is_fresh => continue,
                _ = stop.changed() => return,
            }
        };
        keeper.is_down(&fault).await;
        if began.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        // After a relay has started anew, not all that it serves shall call in the same moment.
        let mut chance = Chance::new(u64::from_be_bytes(random_bytes()));
        let share = 500 + chance.below(500);
        let wait = pause * u32::try_from(share).unwrap_or(1_000) / 1_000;
        pause = (pause * 2).min(LONGEST_PAUSE);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = house.relayed.poked() => pause = FIRST_PAUSE,
            _ = stop.changed() => return,
        }
    }
}

struct Keeper {
    house: Arc<House>,
    down_since: Option<Timestamp>,
    /// What the house has been told; `None`: not looked yet.
    told: Option<Option<String>>,
    /// Which relay there is.
    set: Known<Relay>,
}

impl Keeper {
    /// Which relay there is. The line to it is laid again also when a question to the file has just failed.
    async fn know(&mut self) -> Relay {
        let read: Result<Relay, DbError> = self.house.db.read(setting::get).await;
        let relay = self.set.take(read, "whether there is a relay");
        let now = self.house.db.clock().now();
        if relay.address.is_empty() {
            self.down_since = None;
        } else {
            self.down_since.get_or_insert(now);
        }
        let line = self.down_since.map_or(Line::None, |since| Line::Down {
            since,
            fault: match self.house.relayed.stand().line {
                Line::Down { fault, .. } => fault,
                Line::None | Line::Up { .. } => None,
            },
        });
        let config = &self.house.config;
        let url = Some(relay.url.as_str()).filter(|url| !url.is_empty());
        let world = config.widget_url.as_deref().or(url);
        self.house
            .office
            .http()
            .found_at(world.or(config.public_url.as_deref()));
        self.house.relayed.change(|stand| {
            *stand = Stand {
                is_settled: stand.is_settled || relay.address.is_empty(),
                relay: relay.clone(),
                line,
            };
        });
        relay
    }

    /// Lays the line and serves what comes by it, until it ends.
    async fn attend(&mut self, hall: &Hall, relay: &Relay) -> Fault {
        let data = &self.house.config.data;
        let called = async {
            let key = Fingerprint::read(&relay.key)
                .ok_or_else(|| Fault::Own("the relay's key is none".to_owned()))?;
            let seal = OfficeKey::open(data)?;
            let (stream, welcome) = call(data, &relay.address, key, None).await?;
            Ok::<_, Fault>((stream, welcome, seal))
        };
        let (stream, welcome, seal) = match called.await {
            Ok(called) => called,
            Err(fault) => return fault,
        };
        if welcome.url != relay.url {
            self.moved(relay, &welcome.url).await;
        }
        let now = self.house.db.clock().now();
        let ahead_ms = welcome.at.0 - now.0;
        self.down_since = None;
        self.house.relayed.change(|stand| {
            stand.is_settled = true;
            stand.line = Line::Up {
                since: now,
                waiting: 0,
                ahead_s: ahead_ms / 1_000,
                program: welcome.program.clone(),
            };
        });
        self.tell(None).await;
        let (_line, mut pipes, carry) = line::lay(stream, Side::Office);
        let office = Arc::new(Office::new(hall.clone(), seal));
        let mut serving = JoinSet::new();
        let mut carry = pin!(carry);
        loop {
            tokio::select! {
                () = &mut carry => return Fault::Ended,
                pipe = pipes.recv() => match pipe {
                    Some(pipe) => { serving.spawn(office.clone().serve(pipe)); }
                    None => return Fault::Ended,
                },
                () = office.silence.lasts(SILENCE) => return Fault::Silent,
                Some(_) = serving.join_next() => {}
            }
        }
    }

    /// The world finds the relay at another address from now on.
    async fn moved(&mut self, relay: &Relay, url: &str) {
        let new = Relay {
            url: url.to_owned(),
            ..relay.clone()
        };
        let written = self
            .house
            .db
            .write::<_, DbError>(move |tx| {
                let known: Relay = setting::get(tx)?;
                // Another one may have been paired meanwhile.
                if known.key == new.key {
                    setting::put(tx, &new)?;
                }
                Ok(())
            })
            .await;
        if let Err(error) = written {
            tracing::warn!(%error, "the relay's new address could not be kept");
        }
        self.know().await;
    }

    async fn is_down(&mut self, fault: &Fault) {
        let now = self.house.db.clock().now();
        let since = *self.down_since.get_or_insert(now);
        self.house.relayed.change(|stand| {
            stand.is_settled = true;
            stand.line = Line::Down {
                since,
                fault: Some(fault.clone()),
            };
        });
        if fault.needs_somebody() || now.since(since) >= GRACE {
            let words = fault.to_string();
            self.tell(Some(words)).await;
        }
    }

    /// Tells the house what is wrong, once, and when it is mended.
    async fn tell(&mut self, words: Option<String>) {
        if self.told.as_ref() == Some(&words) {
            return;
        }
        let (known, new) = (words.clone(), words.clone());
        let db = &self.house.db;
        let is_known = db
            .read::<_, DbError>(move |reader| Ok(trouble::find(reader, Kind::Relay, "")? == known))
            .await;
        let told = match is_known {
            Ok(true) => Ok(()),
            Ok(false) => {
                db.write::<_, DbError>(move |tx| match &new {
                    Some(words) => trouble::raise(tx, Kind::Relay, "", words),
                    None => trouble::clear(tx, Kind::Relay, ""),
                })
                .await
            }
            Err(error) => Err(error),
        };
        match told {
            Ok(()) => self.told = Some(words),
            Err(error) => {
                tracing::warn!(%error, "trouble with the relay could not be written down")
            }
        }
    }
}

/// What the relay said.
struct Welcome {
    url: String,
    program: String,
    at: Timestamp,
}

/// Calls the relay at this address that is known by this key.
async fn call(
    data: &Path,
    address: &str,
    key: Fingerprint,
    code: Option<String>,
) -> Result<(TlsStream<TcpStream>, Welcome), Fault> {
    let identity = Identity::open(data, IDENTITY)?;
    let seal = OfficeKey::open(data)?.seal_key();
    let calling = async {
        let stream = TcpStream::connect(address)
            .await
            .map_err(|error| Fault::Unreached(format!("{address}: {error}")))?;
        let _ = stream.set_nodelay(true);
        let connector = TlsConnector::from(peer::calling(&identity, key, link::ALPN));
        let mut stream = connector
            .connect(peer::name(), stream)
            .await
            .map_err(|error| match peer::is_another(&error) {
                true => Fault::Another,
                false => Fault::NoRelay(error.to_string()),
            })?;
        let greeting = Hello {
            version: link::VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            code,
            seal: seal.hex(),
        };
        let said = async {
            hello::say(&mut stream, &greeting).await?;
            hello::hear::<Answer, _>(&mut stream).await
        };
        match said.await {
            Ok(Answer::Welcome { url, program, at }) => Ok((stream, Welcome { url, program, at })),
            Ok(Answer::Refused(why)) => Err(Fault::Refused(why)),
            Err(error) => Err(Fault::NoRelay(error.to_string())),
        }
    };
    match tokio::time::timeout(PATIENCE, calling).await {
        Ok(called) => called,
        Err(_) => Err(Fault::Unreached(format!("{address}: no answer"))),
    }
}

/// Pairs the house as it was told when it was started; nothing is done where the two know each other. Says whether anything
/// was.
async fn by_words(house: &House, relay: &Relay, words: &str) -> Result<bool, Fault> {
    let pairing: Pairing = words
        .parse()
        .map_err(|error: NotPairing| Fault::Own(error.to_string()))?;
    if relay.key == pairing.key.to_string() && relay.address == pairing.address.as_str() {
        return Ok(false);
    }
    pair(house, &pairing, Origin::default()).await?;
    Ok(true)
}

/// Pairs the house with a relay: calls it, shows the code, and keeps who it is. Nothing is changed where that fails.
pub async fn pair(house: &House, pairing: &Pairing, origin: Origin) -> Result<(), Fault> {
    let data = &house.config.data;
    let code = pairing.code.expose().to_owned();
    let address = pairing.address.to_string();
    let (_, welcome) = call(data, &address, pairing.key, Some(code)).await?;
    let relay = Relay {
        address,
        key: pairing.key.to_string(),
        url: welcome.url,
        paired_at: house.db.clock().now(),
    };
    house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &relay)?;
            audit::log(tx, &origin, "relay_paired", &relay.url)
        })
        .await
        .map_err(|error| Fault::Own(error.to_string()))?;
    house.relayed.look_again();
    Ok(())
}

/// The house has no relay any more. What waits there stays there.
pub async fn part(house: &House, origin: Origin) -> Result<(), DbError> {
    house
        .db
        .write::<_, DbError>(move |tx| {
            let old: Relay = setting::get(tx)?;
            if old.address.is_empty() {
                return Ok(());
            }
            setting::put(tx, &Relay::default())?;
            audit::log(tx, &origin, "relay_parted", &old.url)
        })
        .await?;
    house.relayed.look_again();
    Ok(())
}
