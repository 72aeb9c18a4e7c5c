//! How the platform says no, and what that means. Pure.

use std::time::Duration;

use serde_json::Value;

use crate::{
    base::{text, time::Timestamp},
    channels::{Fault, pick},
    desk::account::Trouble,
};

/// Most characters of its words that are kept.
const LONGEST: usize = 300;

const HOUR: u64 = 3600;

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) code: i64,
    pub(super) words: String,
}

impl Refused {
    /// The refusal in an answer, if it is one: every answer is 200, and some that are none have no code.
    pub(super) fn read(answer: &Value) -> Option<Self> {
        let code = pick::number(&answer["errcode"]).filter(|code| *code != 0)?;
        Some(Self {
            code,
            words: text::clean_line(&pick::words(&answer["errmsg"]), LONGEST),
        })
    }

    /// Whether a new token may help.
    pub(super) fn is_of_token(&self) -> bool {
        matches!(self.code, 40_001 | 40_014 | 41_001 | 42_001)
    }

    /// Whether a file that was handed over is no longer there.
    pub(super) fn is_of_file(&self) -> bool {
        self.code == 40_007
    }

    /// What it means. An Official Account has used up its calls until midnight in Peking, a Mini-Program for a minute.
    pub(super) fn fault(&self, is_mini: bool, now: Timestamp) -> Fault {
        let (code, words) = (self.code.to_string(), self.words.clone());
        let minute = Duration::from_secs(60);
        match self.code {
            -1 => Fault::Later(None, words),
            45_009 if !is_mini => Fault::Busy(until_midnight(now), words),
            45_009 | 45_011 => Fault::Busy(minute, words),
            45_015 | 45_047 | 43_004 | 43_019 | 48_002 => Fault::Shut(code, words),
            40_001 | 40_014 | 41_001 | 42_001 | 40_013 | 40_125 => {
                Fault::Account(Trouble::Refused, format!("{code} · {words}"))
            }
            // The words of the first two name the address that is not on the list.
            40_164 | 61_004 | 48_001 | 48_004 | 50_002 => {
                Fault::Account(Trouble::Setup, format!("{code} · {words}"))
            }
            _ => Fault::Message(code, words),
        }
    }
}

/// How long it is until midnight where the platform is.
fn until_midnight(now: Timestamp) -> Duration {
    let day = 24 * HOUR;
    let seconds = u64::try_from(now.0 / 1000).unwrap_or(0) + 8 * HOUR;
    Duration::from_secs(day - seconds % day)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_means_what_the_platform_says() {
        // 2026-01-01 01:00 in Peking.
        let now = Timestamp(1_767_200_400_000);
        for (code, official, mini) in [
            (-1, "later", "later"),
            (45_009, "all 82800", "all 60"),
            (45_011, "all 60", "all 60"),
            (45_015, "shut", "shut"),
            (45_047, "shut", "shut"),
            (43_004, "shut", "shut"),
            (43_019, "shut", "shut"),
            (48_002, "shut", "shut"),
            (40_001, "Refused", "Refused"),
            (40_014, "Refused", "Refused"),
            (41_001, "Refused", "Refused"),
            (42_001, "Refused", "Refused"),
            (40_013, "Refused", "Refused"),
            (40_125, "Refused", "Refused"),
            (40_164, "Setup", "Setup"),
            (61_004, "Setup", "Setup"),
            (48_001, "Setup", "Setup"),
            (48_004, "Setup", "Setup"),
            (50_002, "Setup", "Setup"),
            (40_003, "message", "message"),
            (40_007, "message", "message"),
            (40_008, "message", "message"),
            (40_009, "message", "message"),
            (40_012, "message", "message"),
            (45_001, "message", "message"),
            (45_002, "message", "message"),
            (45_007, "message", "message"),
            (45_008, "message", "message"),
            (44_004, "message", "message"),
            (40_033, "message", "message"),
            (99_999, "message", "message"),
        ] {
            let answer = json!({ "errcode": code, "errmsg": "so it said rid: 1-2-3" });
            let refused = Refused::read(&answer).unwrap();
            let told = |is_mini| match refused.fault(is_mini, now) {
                Fault::Later(None, _) => "later".to_owned(),
                Fault::Later(Some(pause), _) => format!("later {}", pause.as_secs()),
                Fault::Busy(pause, _) => format!("all {}", pause.as_secs()),
                Fault::Shut(told, words) => {
                    assert_eq!(told, code.to_string());
                    assert!(words.ends_with("rid: 1-2-3"));
                    "shut".to_owned()
                }
                Fault::Account(trouble, words) => {
                    assert!(words.starts_with(&code.to_string()), "{words}");
                    format!("{trouble:?}")
                }
                Fault::Message(..) => "message".to_owned(),
                Fault::Lost(_) => "lost".to_owned(),
            };
            assert_eq!([told(false), told(true)], [official, mini], "{code}");
        }
    }

    #[test]
    fn only_a_code_is_a_refusal() {
        for answer in [
            json!({ "errcode": 0, "errmsg": "ok" }),
            json!({ "errcode": "0" }),
            json!({ "media_id": "m", "created_at": 1 }),
            json!({}),
        ] {
            assert_eq!(Refused::read(&answer), None, "{answer}");
        }
    }

    #[test]
    fn midnight_is_where_the_platform_is() {
        for (millis, seconds) in [
            (1_767_196_800_000, 24 * HOUR),
            (1_767_196_799_000, 1),
            (1_767_240_000_000, 12 * HOUR),
        ] {
            assert_eq!(until_midnight(Timestamp(millis)).as_secs(), seconds);
        }
    }
}
