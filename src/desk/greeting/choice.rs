//! Whether a customer is greeted, and with which text. Plain functions of values.

use std::time::Duration;

use super::{Kind, Place, Text};
use crate::{
    base::{
        id::{ChannelId, QueueId},
        time::Timestamp,
    },
    desk::{content::language, conversation::Greeted},
};

/// A customer is not greeted anew for so long.
pub const AGAIN: Duration = Duration::from_secs(8 * 3600);

/// Most messages by no person that one account gets within [`WITHIN`]: two robots do not talk for ever.
pub const MOST: usize = 5;

/// See [`MOST`].
pub const WITHIN: Duration = Duration::from_secs(3600);

/// What is known when a customer's first message has come.
#[derive(Debug, Clone, Copy)]
pub struct Situation {
    /// Whether customers are greeted at all.
    pub is_on: bool,
    /// Whether a program wrote, such as an answering machine.
    pub is_automatic: bool,
    /// How this chat was greeted.
    pub greeted: Greeted,
    /// When the same customer was greeted last, in any chat.
    pub last: Option<Timestamp>,
    /// How many automatic messages the account got of late.
    pub automatic: usize,
    /// Now.
    pub now: Timestamp,
}

impl Situation {
    /// Whether they are greeted.
    #[must_use]
    pub fn calls_for_greeting(&self) -> bool {
        let was_lately = self.last.is_some_and(|last| self.now.since(last) < AGAIN);
        self.is_on
            && !self.is_automatic
            && self.greeted == Greeted::Not
            && !was_lately
            && self.automatic < MOST
    }
}

/// The text for a chat on this channel and in this queue: of the narrowest place that has any, in the
/// language that is wanted, else one of the same base language, else the house's own, else any.
#[must_use]
pub fn choose<'a>(
    texts: &'a [Text],
    channel: ChannelId,
    queue: QueueId,
    kind: Kind,
    wanted: &str,
    default: &str,
) -> Option<&'a Text> {
    let fits = |text: &&Text| {
        text.kind == kind
            && text.place.channel.is_none_or(|id| id == channel)
            && text.place.queue.is_none_or(|id| id == queue)
    };
    let narrowest = texts
        .iter()
        .filter(fits)
        .map(|text| text.place)
        .max_by_key(|place| narrowness(*place))?;
    let there: Vec<&Text> = texts
        .iter()
        .filter(fits)
        .filter(|text| text.place == narrowest)
        .collect();
    let languages: Vec<&str> = there.iter().map(|text| text.language.as_str()).collect();
    let (language, _) = language::pick(&languages, wanted, default)?;
    there.into_iter().find(|text| text.language == language)
}

/// A channel says more about a chat than a queue does, and both say most.
fn narrowness(place: Place) -> u8 {
    u8::from(place.channel.is_some()) * 2 + u8::from(place.queue.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(channel: i64, queue: i64, kind: Kind, language: &str) -> Text {
        Text {
            place: Place {
                channel: (channel > 0).then_some(ChannelId(channel)),
                queue: (queue > 0).then_some(QueueId(queue)),
            },
            kind,
            language: language.to_owned(),
            text: format!("{channel} {queue} {language}"),
        }
    }

    #[test]
    fn the_narrowest_place_speaks_in_the_nearest_language() {
        let texts = [
            text(0, 0, Kind::Online, "en"),
            text(0, 0, Kind::Online, "de"),
            text(0, 0, Kind::Offline, "en"),
            text(0, 2, Kind::Online, "en"),
            text(1, 0, Kind::Online, "en"),
            text(1, 0, Kind::Online, "pt"),
            text(1, 2, Kind::Online, "fr"),
        ];
        for (channel, queue, kind, wanted, expected) in [
            (9, 9, Kind::Online, "de-AT", "0 0 de"),
            (9, 9, Kind::Online, "ru", "0 0 en"),
            (9, 2, Kind::Online, "de", "0 2 en"),
            (1, 9, Kind::Online, "pt-BR", "1 0 pt"),
            (1, 9, Kind::Online, "de", "1 0 en"),
            (1, 2, Kind::Online, "de", "1 2 fr"),
            (1, 2, Kind::Offline, "fr", "0 0 en"),
        ] {
            let chosen = choose(
                &texts,
                ChannelId(channel),
                QueueId(queue),
                kind,
                wanted,
                "en",
            );
            assert_eq!(
                chosen.map(|text| text.text.as_str()),
                Some(expected),
                "{channel} {queue} {kind:?} {wanted}"
            );
        }
        let none = choose(
            &texts[3..],
            ChannelId(9),
            QueueId(9),
            Kind::Online,
            "en",
            "en",
        );
        assert_eq!(none, None);
    }

    #[test]
    fn who_is_greeted() {
        let now = Timestamp(1_763_700_000_000);
        let first = Situation {
            is_on: true,
            is_automatic: false,
            greeted: Greeted::Not,
            last: None,
            automatic: 0,
            now,
        };
        let ago = |hours: u64| Some(now.minus(Duration::from_secs(hours * 3600)));
        for (situation, expected) in [
            (first, true),
            (
                Situation {
                    is_on: false,
                    ..first
                },
                false,
            ),
            (
                Situation {
                    is_automatic: true,
                    ..first
                },
                false,
            ),
            (
                Situation {
                    greeted: Greeted::Offline,
                    ..first
                },
                false,
            ),
            (
                Situation {
                    greeted: Greeted::Online,
                    ..first
                },
                false,
            ),
            (
                Situation {
                    last: ago(7),
                    ..first
                },
                false,
            ),
            (
                Situation {
                    last: ago(8),
                    ..first
                },
                true,
            ),
            (
                Situation {
                    automatic: MOST,
                    ..first
                },
                false,
            ),
            (
                Situation {
                    automatic: MOST - 1,
                    ..first
                },
                true,
            ),
        ] {
            assert_eq!(situation.calls_for_greeting(), expected, "{situation:?}");
        }
    }
}
