//! The door for HTTPS: opened when the house is started so, or when an admin opens the house to the network. Here its
//! certificate is kept fresh, and the name told by which the network finds the house.

mod keeper;

use std::{
    net::{IpAddr, SocketAddr},
    ops::Deref,
    sync::{Arc, OnceLock},
};

pub(super) use self::keeper::keep;
use super::{House, board::Board};
use crate::{
    base::time::Timestamp,
    ops::folder::{Door, DoorFault},
    tls::{Certificates, authority::Authority},
};

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

impl Fault {
    /// What sort it is, for whoever looks from outside.
    fn sort(&self) -> DoorFault {
        match self {
            Self::Port(..) | Self::Unusable(_) | Self::Refused(_) => DoorFault::Shut,
            Self::Over(_) => DoorFault::Over,
            Self::Ends(_) => DoorFault::Ends,
            Self::WrongName(_) => DoorFault::Name,
        }
    }
}

impl House {
    /// The door for HTTPS, for whoever looks from outside; `None`: there is none, and none is wanted.
    #[must_use]
    pub(super) fn https_door(&self) -> Option<Door> {
        self.https.with(|stand| {
            let is_wanted = stand.listening.is_some() || stand.fault.is_some();
            is_wanted.then(|| Door {
                is_own: !self.config.certified.is_public(),
                until: stand.holds.map(|(_, until)| until.0),
                fault: stand
                    .fault
                    .as_ref()
                    .map(|fault| (fault.sort(), fault.to_string())),
            })
        })
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
    board: Board<Stand>,
    certificates: Arc<Certificates>,
    authority: OnceLock<Authority>,
}

/// How it stands is what most want to know of it.
impl Deref for Https {
    type Target = Board<Stand>;

    fn deref(&self) -> &Self::Target {
        &self.board
    }
}

impl Https {
    /// The house's own authority, once something was signed by it.
    #[must_use]
    pub fn authority(&self) -> Option<&Authority> {
        self.authority.get()
    }

    /// Whether there is a door behind which the house signs for itself.
    #[must_use]
    pub fn has_own_door(&self) -> bool {
        self.authority().is_some() && self.with(|stand| stand.listening.is_some())
    }

    /// What answers an authority that looks by plain HTTP.
    #[must_use]
    pub fn answer(&self, token: &str) -> Option<String> {
        self.certificates.answer(token)
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
