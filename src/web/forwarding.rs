//! Forms that hand chats on, read: for whom, and when. Used by the forward dialog and by the sheet at the end of
//! a shift.

use serde::Deserialize;

use super::answer::Refusal;
use crate::{
    base::{
        id::{ConversationId, ForwardTypeId},
        time::Timestamp,
    },
    desk::forward::{
        NoTime, Preset, To, Wall, Wish,
        hand_over::{HandOverError, Lot},
    },
};

/// What was chosen in the dialog.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    to: String,
    when: String,
    at: String,
    zone: String,
    #[serde(rename = "type")]
    kind: String,
    note: String,
    keeps_date: Option<String>,
    at_opening: Option<String>,
}

impl Typed {
    /// The wish that it is.
    pub fn wish(self, now: Timestamp) -> Result<Wish, Refusal> {
        let kind = match self.kind.as_str() {
            "" => None,
            id => Some(
                id.parse::<ForwardTypeId>()
                    .map_err(|_| Refusal::bad("no-such-type"))?,
            ),
        };
        Ok(Wish {
            to: to(&self.to)?,
            later: later(&self.when, &self.at, &self.zone, now)?,
            kind,
            note: self.note,
            keeps_date: self.keeps_date.is_some(),
            at_opening: self.at_opening.is_some(),
        })
    }
}

/// `all`, `queue:3` or `agent:4`.
fn to(word: &str) -> Result<To, Refusal> {
    let unknown = || Refusal::bad("bad-form").with("reason", "to");
    match word.split_once(':') {
        None if word.is_empty() || word == "all" => Ok(To::Everybody),
        Some(("queue", id)) => id.parse().map(To::Queue).map_err(|_| unknown()),
        Some(("agent", id)) => id.parse().map(To::Agent).map_err(|_| unknown()),
        _ => Err(unknown()),
    }
}

fn later(when: &str, at: &str, zone: &str, now: Timestamp) -> Result<Option<Wall>, Refusal> {
    let preset = match when {
        "" | "now" => return Ok(None),
        "pick" => {
            // Some browsers write seconds, too.
            let local = at.get(..16).unwrap_or(at).to_owned();
            return Ok(Some(Wall {
                local,
                zone: zone.to_owned(),
            }));
        }
        "half-hour" => Preset::HalfHour,
        "tomorrow" => Preset::Tomorrow,
        "monday" => Preset::Monday,
        _ => return Err(Refusal::bad("bad-form").with("reason", "when")),
    };
    Wall::preset(preset, now, zone).map(Some).map_err(no_time)
}

/// Why a time is none, told.
#[must_use]
pub fn no_time(why: NoTime) -> Refusal {
    match why {
        NoTime::Unreadable => Refusal::bad("forward-no-time"),
        NoTime::NoSuchZone => Refusal::bad("forward-no-zone"),
        NoTime::Past => Refusal::bad("forward-past"),
        NoTime::TooFar => Refusal::bad("forward-too-far"),
    }
}

/// What was chosen on the sheet: for each chat a word, and the zone in which tomorrow is meant.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Chats and the words chosen for them.
    pub chosen: Vec<(ConversationId, String)>,
    /// Time zone of the browser.
    pub zone: String,
    /// What happens afterwards: `offline`, or signing out.
    pub then: String,
    /// Whether the chats are kept, where the house allows it.
    pub keeps: bool,
}

impl Sheet {
    /// Reads the fields of the form: `chat-17=agent:4` and the like.
    #[must_use]
    pub fn of(fields: Vec<(String, String)>) -> Self {
        let mut sheet = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "zone" => sheet.zone = value,
                "then" => sheet.then = value,
                "keeps" => sheet.keeps = true,
                name => {
                    let id = name.strip_prefix("chat-").map(str::parse);
                    if let Some(Ok(id)) = id {
                        sheet.chosen.push((id, value));
                    }
                }
            }
        }
        sheet
    }

    /// What was chosen for a chat.
    #[must_use]
    pub fn word(&self, chat: ConversationId) -> Option<&str> {
        let mut chosen = self.chosen.iter();
        chosen.find_map(|(id, word)| (*id == chat).then_some(word.as_str()))
    }

    /// What was chosen, as part of an address that leads back to it: empty, or `&chat-17=agent%3A4` and the like.
    #[must_use]
    pub fn in_address(&self) -> String {
        let fields = self.chosen.iter();
        let fields: Vec<(String, &str)> = fields
            .map(|(id, word)| (format!("chat-{id}"), word.as_str()))
            .collect();
        match serde_html_form::to_string(fields) {
            Ok(fields) if !fields.is_empty() => format!("&{fields}"),
            _ => String::new(),
        }
    }

    /// Where each chat goes.
    pub fn lots(&self, now: Timestamp) -> Result<Vec<(ConversationId, Lot)>, Refusal> {
        let lot = |word: &str| -> Result<Lot, Refusal> {
            match word {
                "back" => Ok(Lot::Back),
                "half-hour" | "tomorrow" | "monday" => Ok(Lot::To(Wish {
                    later: later(word, "", &self.zone, now)?,
                    ..Wish::default()
                })),
                word => Ok(Lot::To(Wish {
                    to: to(word)?,
                    ..Wish::default()
                })),
            }
        };
        self.chosen
            .iter()
            .map(|(id, word)| Ok((*id, lot(word)?)))
            .collect()
    }
}

impl From<HandOverError> for Refusal {
    fn from(error: HandOverError) -> Self {
        match error {
            HandOverError::Missing(count) => {
                Self::conflict("hand-over-missing").with("count", count)
            }
            HandOverError::Forward(error) => error.into(),
            HandOverError::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::{AgentId, QueueId};

    #[test]
    fn a_sheet_that_was_not_accepted_is_found_again_by_its_address() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sheet = Sheet::of(vec![
            field("then", "offline"),
            field("chat-17", "agent:4"),
            field("chat-18", "tomorrow"),
        ]);
        let address = sheet.in_address();
        assert_eq!(address, "&chat-17=agent%3A4&chat-18=tomorrow");
        let again = Sheet::of(serde_html_form::from_str(&address[1..]).unwrap());
        assert_eq!(again.word(ConversationId(17)), Some("agent:4"));
        assert_eq!(again.word(ConversationId(18)), Some("tomorrow"));
        assert_eq!(again.word(ConversationId(19)), None);
        assert_eq!(Sheet::default().in_address(), "");
    }

    #[test]
    fn words_of_the_form_are_read_and_others_refused() {
        for (word, expected) in [
            ("", Some(To::Everybody)),
            ("all", Some(To::Everybody)),
            ("queue:3", Some(To::Queue(QueueId(3)))),
            ("agent:4", Some(To::Agent(AgentId(4)))),
            ("queue:", None),
            ("agent:four", None),
            ("everybody", None),
        ] {
            assert_eq!(to(word).ok(), expected, "{word:?}");
        }
        let now = Timestamp(1_763_700_000_000);
        for (when, at, zone, expected) in [
            ("now", "", "", Some(None)),
            (
                "pick",
                "2026-03-29T09:00:00",
                "UTC",
                Some(Some("2026-03-29T09:00")),
            ),
            ("tomorrow", "", "UTC", Some(Some("2025-11-22T09:00"))),
            ("tomorrow", "", "Nowhere", None),
            ("whenever", "", "UTC", None),
        ] {
            let found = later(when, at, zone, now).ok();
            let local = found.map(|wall| wall.map(|wall| wall.local));
            let expected = expected.map(|local| local.map(str::to_owned));
            assert_eq!(local, expected, "{when:?} {at:?}");
        }
    }

    #[test]
    fn a_sheet_has_a_lot_for_each_chat() {
        let fields = [
            ("chat-7", "back"),
            ("chat-x", "back"),
            ("then", "offline"),
            ("chat-8", "agent:4"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let sheet = Sheet::of(fields.into());
        let lots = sheet.lots(Timestamp(0)).unwrap();
        assert!(matches!(lots[0], (ConversationId(7), Lot::Back)));
        assert!(
            matches!(&lots[1], (ConversationId(8), Lot::To(wish)) if wish.to == To::Agent(AgentId(4)))
        );
        assert_eq!((lots.len(), sheet.then.as_str()), (2, "offline"));
    }
}
