//! Why a platform did not do what was asked.

use std::time::Duration;

use crate::{call::Untrue, desk::account::Trouble};

/// Why a platform did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not now: it may do it later, after so long if it says so.
    Later(Option<Duration>, String),
    /// Not now, and nothing else of the account's either: it has said more than it may, and has to be still for so long.
    Busy(Duration, String),
    /// It may have done it; its answer was lost.
    Lost(String),
    /// It will never take this message: its code, and what it said.
    Message(String, String),
    /// It no longer delivers to this customer for the time being.
    Shut(String, String),
    /// The account itself is the trouble.
    Account(Trouble, String),
}

/// What a request that brought no answer means for whoever asked.
pub(super) trait AsFault {
    /// As a fault of a request that may be repeated.
    #[must_use]
    fn of_question(self) -> Fault;

    /// As a fault of a request that must not be repeated unless it did not get there.
    #[must_use]
    fn of_message(self) -> Fault;
}

impl AsFault for Untrue {
    fn of_question(self) -> Fault {
        match self {
            Self::BadAddress(_) | Self::Private(_) => {
                Fault::Account(Trouble::Setup, self.to_string())
            }
            Self::Unsent(_) | Self::Lost(_) | Self::TooLarge(_) => {
                Fault::Later(None, self.to_string())
            }
        }
    }

    fn of_message(self) -> Fault {
        match self {
            Self::Lost(_) | Self::TooLarge(_) => Fault::Lost(self.to_string()),
            Self::BadAddress(_) | Self::Private(_) | Self::Unsent(_) => self.of_question(),
        }
    }
}
