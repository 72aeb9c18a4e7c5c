//! Within how long a customer shall have a first answer.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        setting::{self, Setting},
    },
};

/// Longest target: a day.
pub const LONGEST_S: u32 = 86_400;

/// What the house has set itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// In seconds.
    pub first_answer_s: u32,
}

impl Default for Target {
    fn default() -> Self {
        Self { first_answer_s: 60 }
    }
}

impl Target {
    /// How long that is.
    #[must_use]
    pub fn within(self) -> Duration {
        Duration::from_secs(self.first_answer_s.into())
    }

    /// As it is typed, in seconds; `None` for what is no time between a second and a day.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let first_answer_s = typed.trim().parse().ok()?;
        (1..=LONGEST_S)
            .contains(&first_answer_s)
            .then_some(Self { first_answer_s })
    }
}

impl Setting for Target {
    const KEY: &'static str = "figures";
}

/// Sets another target. Who did is kept in the log.
pub fn set(tx: &mut Tx<'_>, origin: &Origin, target: Target) -> Result<(), DbError> {
    if setting::get::<Target>(tx)? == target {
        return Ok(());
    }
    setting::put(tx, &target)?;
    let seconds = target.first_answer_s.to_string();
    audit::log(tx, origin, "figures_target_changed", &seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_between_a_second_and_a_day() {
        for (typed, expected) in [
            ("60", Some(60)),
            (" 1 ", Some(1)),
            ("86400", Some(86_400)),
            ("0", None),
            ("86401", None),
            ("-5", None),
            ("1.5", None),
            ("", None),
            ("soon", None),
        ] {
            let target = Target::read(typed).map(|target| target.first_answer_s);
            assert_eq!(target, expected, "{typed:?}");
        }
    }
}
