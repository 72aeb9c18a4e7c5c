//! Numbers, times and days as people write them.

use std::time::Duration;

use jiff::civil::Date;

use crate::{
    base::lang::Lang,
    desk::figures::period::{Part, Period},
    t,
    web::console::chats::facts,
};

/// What stands where there is nothing to tell.
pub(super) const NOTHING: &str = "–";

/// A count: 12,345.
pub(super) fn count(lang: Lang, number: u64) -> String {
    let between = match lang {
        Lang::En | Lang::Zh => ',',
        Lang::De | Lang::Es => '.',
        Lang::Fr => '\u{202f}',
        Lang::Ru => '\u{a0}',
    };
    let digits = number.to_string();
    // In Spanish and Russian numbers of four digits stay whole.
    if digits.len() < 5 && matches!(lang, Lang::Es | Lang::Ru) {
        return digits;
    }
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(between);
        }
        written.push(digit);
    }
    written
}

/// Hundredths with one place behind the point: 467 is 4.7.
pub(in crate::web) fn decimal(lang: Lang, hundredths: u64) -> String {
    let tenths = (hundredths + 5) / 10;
    let point = if matches!(lang, Lang::En | Lang::Zh) {
        '.'
    } else {
        ','
    };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

/// A share of a thousand in whole per cent.
pub(super) fn percent(lang: Lang, per_mille: Option<u64>) -> String {
    per_mille.map_or_else(
        || NOTHING.to_owned(),
        |share| {
            let share = ((share + 5) / 10).to_string();
            t!(lang, "wall-share", share = &share).into_owned()
        },
    )
}

/// A length of time.
pub(super) fn time(lang: Lang, seconds: Option<u32>) -> String {
    seconds.map_or_else(
        || NOTHING.to_owned(),
        |seconds| facts::length(lang, Duration::from_secs(seconds.into())),
    )
}

/// A day, with its year unless that is this one: 7 Nov.
pub(super) fn day(lang: Lang, day: Date, today: Date) -> String {
    let (date, month) = (i64::from(day.day()), i64::from(day.month()));
    let written = t!(lang, "figures-day", date = date, month = month);
    if day.year() == today.year() {
        return written.into_owned();
    }
    let year = day.year().to_string();
    t!(lang, "figures-day-year", day = &*written, year = &year).into_owned()
}

/// Some days: 7 Nov – 20 Nov.
pub(super) fn days(lang: Lang, period: Period, today: Date) -> String {
    let first = day(lang, period.first, today);
    if period.first == period.last {
        return first;
    }
    format!("{first} – {}", day(lang, period.last, today))
}

/// A part of a period.
pub(super) fn part(lang: Lang, part: Part, today: Date) -> String {
    match part.hour {
        Some(of_day) => hour(of_day.into()),
        None => days(
            lang,
            Period {
                first: part.first,
                last: part.last,
            },
            today,
        ),
    }
}

/// An hour of the day.
pub(super) fn hour(hour: usize) -> String {
    format!("{hour}:00")
}

/// A weekday from Monday on, 0 to 6, short.
pub(super) fn weekday(lang: Lang, day: usize) -> String {
    t!(lang, "hours-weekday-short", day = day + 1).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_readers_do() {
        for (lang, number, expected) in [
            (Lang::En, 0, "0"),
            (Lang::En, 999, "999"),
            (Lang::En, 1_234, "1,234"),
            (Lang::En, 12_345_678, "12,345,678"),
            (Lang::De, 1_234, "1.234"),
            (Lang::Es, 1_234, "1234"),
            (Lang::Es, 12_345, "12.345"),
            (Lang::Fr, 1_234, "1\u{202f}234"),
            (Lang::Ru, 12_345, "12\u{a0}345"),
            (Lang::Zh, 1_234, "1,234"),
        ] {
            assert_eq!(count(lang, number), expected);
        }
        assert_eq!(decimal(Lang::En, 467), "4.7");
        assert_eq!(decimal(Lang::Ru, 500), "5,0");
        assert_eq!(percent(Lang::En, Some(667)), "67%");
        assert_eq!(percent(Lang::En, None), NOTHING);
        assert_eq!(time(Lang::En, Some(72)), "1:12");
    }

    #[test]
    fn days_are_written_in_every_language() {
        let date = Date::constant;
        let today = date(2026, 11, 26);
        let period = Period {
            first: date(2026, 11, 7),
            last: date(2026, 11, 20),
        };
        for (lang, expected) in [
            (Lang::En, "7 Nov – 20 Nov"),
            (Lang::De, "7. Nov. – 20. Nov."),
            (Lang::Zh, "11月7日 – 11月20日"),
        ] {
            assert_eq!(days(lang, period, today), expected);
        }
        assert_eq!(day(Lang::En, date(2025, 12, 31), today), "31 Dec 2025");
        assert_eq!(day(Lang::Ru, date(2026, 5, 1), today), "1 мая");
    }
}
