//! Words of a greeting: its placeholders, and how the next opening is told.

use crate::{
    base::{lang::Lang, time::Timestamp},
    desk::{
        content::placeholder::{self, Values},
        hours::{Calendar, day},
    },
    t,
};

/// The placeholders that a greeting may have. No agent has the chat yet, so none of theirs.
pub const NAMES: [&str; 5] = [
    "customer.name",
    "customer.first_name",
    "queue.name",
    "shop.name",
    "shop.opens",
];

/// Those that are always known. All others need words for when nothing is, since nobody looks over a
/// greeting before it is sent.
const ALWAYS: [&str; 2] = ["queue.name", "shop.name"];

/// What is wrong with a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A greeting has no such placeholder.
    Unknown(String),
    /// It needs words for when nothing is known.
    Unsure(String),
}

/// The first placeholder that could reach a customer unfilled.
#[must_use]
pub fn fault(text: &str) -> Option<Fault> {
    let nothing = placeholder::fill(text, &Values::default());
    nothing
        .unfilled
        .into_iter()
        .find_map(|place| {
            let name = place.whole.trim_matches(['{', '}']);
            let name = name.split('|').next().unwrap_or(name);
            let name = name.trim().to_lowercase();
            match NAMES.contains(&name.as_str()) {
                false => Some(Fault::Unknown(place.whole)),
                true if ALWAYS.contains(&name.as_str()) => None,
                true => Some(Fault::Unsure(place.whole)),
            }
        })
        .or_else(|| {
            // One of an agent's with words beside it is filled by these, and still no placeholder of a greeting.
            nothing.fallbacks.into_iter().find_map(|place| {
                let is_known = NAMES.contains(&place.name.as_str());
                (!is_known).then(|| Fault::Unknown(format!("{{{}}}", place.name)))
            })
        })
}

/// When a shop opens next, by its own clock, as words in the middle of a sentence: `tomorrow at 09:00`.
/// In a language that the house does not speak, as a date.
#[must_use]
pub fn opening(language: &str, calendar: &Calendar, now: Timestamp, opens: Timestamp) -> String {
    let (Some(today), Some(day)) = (calendar.date(now), calendar.date(opens)) else {
        return String::new();
    };
    let minute = calendar.minute(opens);
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    let Some(lang) = Lang::from_code(language) else {
        return format!("{}, {time}", day::write(day));
    };
    let ahead = (opens_day(day) - opens_day(today)).max(0);
    let words = match ahead {
        0 => t!(lang, "opens-today", time = &time),
        1 => t!(lang, "opens-tomorrow", time = &time),
        2..=6 => {
            let weekday = i64::from(day.weekday().to_monday_one_offset());
            t!(lang, "opens-weekday", day = weekday, time = &time)
        }
        _ => t!(
            lang,
            "opens-date",
            date = i64::from(day.day()),
            month = i64::from(day.month()),
            time = &time
        ),
    };
    words.into_owned()
}

/// A day's number in a row of days.
fn opens_day(day: jiff::civil::Date) -> i64 {
    Timestamp::of_date(&day::write(day)).map_or(0, |at| at.0 / 86_400_000)
}

/// The texts that are ready to be used, in every language of the house.
#[must_use]
pub fn shipped(lang: Lang, kind: super::Kind) -> String {
    let soon = t!(lang, "greeting-soon");
    let opens = format!("{{shop.opens|{soon}}}");
    let shop = "{shop.name}";
    match kind {
        super::Kind::Online => t!(lang, "greeting-shipped-online", shop = shop),
        super::Kind::Offline => t!(
            lang,
            "greeting-shipped-offline",
            shop = shop,
            opens = &opens
        ),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{greeting::Kind, hours::Week};

    #[test]
    fn nothing_reaches_a_customer_unfilled() {
        let unknown = |whole: &str| Some(Fault::Unknown(whole.to_owned()));
        let unsure = |whole: &str| Some(Fault::Unsure(whole.to_owned()));
        for (text, expected) in [
            ("Hello!", None),
            ("Hello {customer.first_name|there}, {shop.name} here.", None),
            ("Back {shop.opens|soon} in {queue.name}.", None),
            ("Hello {customer.name}", unsure("{customer.name}")),
            ("Hello {customer.name|}", unsure("{customer.name|}")),
            ("Back {shop.opens}", unsure("{shop.opens}")),
            ("I am {agent.name}", unknown("{agent.name}")),
            ("I am {agent.name|here}", unknown("{agent.name}")),
            ("Hi {custmer.name|there}", unknown("{custmer.name|there}")),
        ] {
            assert_eq!(fault(text), expected, "{text:?}");
        }
        for lang in Lang::ALL {
            for kind in Kind::ALL {
                assert_eq!(fault(&shipped(lang, kind)), None, "{lang:?} {kind:?}");
            }
        }
    }

    #[test]
    fn the_next_opening_is_told_as_people_say_it() {
        let calendar = Calendar {
            zone: crate::desk::hours::zone::find("Europe/Berlin").unwrap(),
            week: Week::usual(),
            exceptions: std::collections::BTreeMap::new(),
        };
        // Friday, 27 November 2026, seven in the evening in Berlin.
        let now = Timestamp(1_795_737_600_000 + 18 * 3_600_000);
        let at = |days: i64, hour: i64| {
            Timestamp(1_795_737_600_000 + days * 86_400_000 + (hour - 1) * 3_600_000)
        };
        for (language, opens, expected) in [
            ("en", at(0, 21), "today at 21:00"),
            ("en-GB", at(1, 9), "tomorrow at 09:00"),
            ("en", at(3, 9), "on Monday at 09:00"),
            ("de", at(3, 9), "am Montag um 09:00 Uhr"),
            ("ru", at(4, 9), "во вторник в 09:00"),
            ("en", at(7, 9), "on 4 December at 09:00"),
            ("zh", at(7, 9), "12月4日 09:00"),
            ("it", at(7, 9), "2026-12-04, 09:00"),
        ] {
            assert_eq!(opening(language, &calendar, now, opens), expected);
        }
    }
}
