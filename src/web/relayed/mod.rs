//! The relay through which the world reaches this house (O12): who it is, and how the line to it stands. What comes by
//! that line comes by the world's entrance, whatever the relay says.

mod keeper;
mod kept;
mod serve;

pub(super) use self::keeper::keep;
pub use self::keeper::{pair, part};
use super::board::Board;
use crate::{base::time::Timestamp, desk::setting, link::hello::Refused, tls::CertificateError};

/// Name of the file with what the relay knows this house by.
const IDENTITY: &str = "relay-office.pem";

/// What is wrong with the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nobody answers there.
    #[error("{0}")]
    Unreached(String),
    /// Somebody else answers there.
    #[error("another machine answers at the relay's address")]
    Another,
    /// It answers, and what it says is not understood.
    #[error("what answers there is no relay: {0}")]
    NoRelay(String),
    /// It does not take this house.
    #[error("{}", refused(*.0))]
    Refused(Refused),
    /// The line was there and has ended.
    #[error("the line has ended")]
    Ended,
    /// Nothing was heard for a while.
    #[error("nothing is heard from it any more")]
    Silent,
    /// The house's own keys cannot be used.
    #[error("{0}")]
    Own(String),
}

fn refused(why: Refused) -> String {
    match why {
        Refused::OtherOffice => "the relay has another office".to_owned(),
        Refused::WrongCode => "the code is not the one that the relay shows".to_owned(),
        Refused::Unpaired => "the relay does not know this house any more".to_owned(),
        Refused::Version(other) => format!("the relay is of another version ({other})"),
    }
}

impl From<CertificateError> for Fault {
    fn from(error: CertificateError) -> Self {
        Self::Own(error.to_string())
    }
}

impl Fault {
    /// Whether the two have to be paired anew.
    #[must_use]
    pub fn parts(&self) -> bool {
        matches!(self, Self::Another | Self::Refused(_))
    }

    /// Whether waiting alone mends nothing.
    fn needs_somebody(&self) -> bool {
        match self {
            Self::Another | Self::NoRelay(_) | Self::Refused(_) | Self::Own(_) => true,
            Self::Unreached(_) | Self::Ended | Self::Silent => false,
        }
    }
}

/// How the line stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Line {
    /// There is none, as there is no relay.
    #[default]
    None,
    /// It is being laid.
    Down {
        /// Since when, if it was up before or was wanted at all.
        since: Timestamp,
        /// Why it is not there; `None`: not known yet.
        fault: Option<Fault>,
    },
    /// It is there.
    Up {
        /// Since when.
        since: Timestamp,
        /// So many pieces wait at the relay.
        waiting: u64,
        /// By how many seconds the relay's clock is ahead of ours.
        ahead_s: i64,
        /// Which program the relay is.
        program: String,
    },
}

/// How it all stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stand {
    /// Whether it has been looked at since the house was opened.
    pub is_settled: bool,
    /// The relay.
    pub relay: setting::Relay,
    /// The line to it.
    pub line: Line,
}

/// The relay as the rest of the house sees it.
pub type Relayed = Board<Stand>;

impl Relayed {
    /// Where the world finds the relay, without a slash at the end; `None` where there is none.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        self.with(|stand| Some(stand.relay.url.clone()).filter(|url| !url.is_empty()))
    }
}
