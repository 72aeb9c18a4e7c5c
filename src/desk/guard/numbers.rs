//! Payment cards and bank accounts, told from other numbers by their length and their check digits.

use std::ops::Range;

use crate::base::expression::is_unspaced;

/// A run of digits that stand side by side.
struct Group {
    /// Its place in the text.
    range: Range<usize>,
    /// Its digits, in the common row of them.
    digits: Range<usize>,
    /// Whether one separator alone stands between the group before and this one.
    follows: bool,
    /// Whether no letter touches it before and behind.
    begins: bool,
    ends: bool,
}

/// A digit of the scripts in which card numbers are typed.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{0966}'..='\u{096F}' => '\u{0966}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// What people put between groups of digits: blanks, dashes of every length, dots.
pub(super) fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{2010}'
            ..='\u{2014}' | '\u{2212}' | '\u{FF0D}' | '\u{3000}'
    )
}

/// Whether a number may begin or end beside this character.
pub(super) fn is_edge(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric() || is_unspaced(c))
}

fn groups(text: &str) -> (Vec<Group>, Vec<u8>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut digits = Vec::new();
    let mut before: Option<char> = None;
    let mut two_before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(value) = digit(c) {
            let is_inside = before.is_some_and(|c| digit(c).is_some());
            if !is_inside {
                let follows = before.is_some_and(is_separator)
                    && two_before.is_some_and(|c| digit(c).is_some());
                groups.push(Group {
                    range: at..at,
                    digits: digits.len()..digits.len(),
                    follows,
                    begins: is_edge(before),
                    ends: true,
                });
            }
            digits.push(value);
            if let Some(group) = groups.last_mut() {
                group.range.end = at + c.len_utf8();
                group.digits.end = digits.len();
            }
        } else if before.is_some_and(|c| digit(c).is_some())
            && let Some(group) = groups.last_mut()
        {
            group.ends = is_edge(Some(c));
        }
        two_before = before;
        before = Some(c);
    }
    (groups, digits)
}

/// Card numbers, however they are grouped.
pub(super) fn cards(text: &str) -> Vec<Range<usize>> {
    let (groups, digits) = groups(text);
    let mut found = Vec::new();
    let mut first = 0;
    while let Some(begin) = groups.get(first) {
        let mut last = None;
        for (at, group) in groups.iter().enumerate().skip(first) {
            let length = group.digits.end - begin.digits.start;
            if (at > first && !group.follows) || length > 19 {
                break;
            }
            let whole = digits.get(begin.digits.start..group.digits.end);
            if begin.begins && group.ends && whole.is_some_and(is_card) {
                last = Some((at, group.range.end));
                break;
            }
        }
        match last {
            Some((at, end)) => {
                found.push(begin.range.start..end);
                first = at + 1;
            }
            None => first += 1,
        }
    }
    found
}

/// Whether these digits are a card's: an issuer's beginning, a length that it uses, the check digit.
/// (ISO/IEC 7812; the ranges are those that the card schemes publish.)
fn is_card(digits: &[u8]) -> bool {
    let length = digits.len();
    if !(13..=19).contains(&length) {
        return false;
    }
    let prefix = |count: usize| {
        digits
            .iter()
            .take(count)
            .fold(0_u32, |number, digit| number * 10 + u32::from(*digit))
    };
    let fits = match (prefix(1), prefix(2), prefix(3), prefix(4)) {
        (4, ..) => matches!(length, 13 | 16 | 19),
        (_, 51..=55, ..) | (.., 2221..=2720) => length == 16,
        (_, 34 | 37, ..) => length == 15,
        (_, _, 300..=305, _) | (.., 3095) | (_, 36 | 38 | 39, ..) => (14..=19).contains(&length),
        (.., 2200..=2204 | 3528..=3589) | (_, 62 | 65 | 81 | 82, ..) => length >= 16,
        (_, 50 | 56..=58 | 60 | 61 | 63 | 64 | 66..=69, ..) => true,
        _ => false,
    };
    fits && luhn(digits)
}

/// The check digit of cards and of some national numbers (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(*digit) << (place % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Lengths of account numbers by country, from the IBAN registry (ISO 13616).
#[rustfmt::skip]
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24), ("AE", 23), ("AL", 28), ("AT", 20), ("AZ", 28), ("BA", 20), ("BE", 16), ("BG", 22), ("BH", 22),
    ("BI", 27), ("BR", 29), ("BY", 28), ("CH", 21), ("CR", 22), ("CY", 28), ("CZ", 24), ("DE", 22), ("DJ", 27),
    ("DK", 18), ("DO", 28), ("EE", 20), ("EG", 29), ("ES", 24), ("FI", 18), ("FK", 18), ("FO", 18), ("FR", 27),
    ("GB", 22), ("GE", 22), ("GI", 23), ("GL", 18), ("GR", 27), ("GT", 28), ("HN", 28), ("HR", 21), ("HU", 28),
    ("IE", 22), ("IL", 23), ("IQ", 23), ("IS", 26), ("IT", 27), ("JO", 30), ("KW", 30), ("KZ", 20), ("LB", 28),
    ("LC", 32), ("LI", 21), ("LT", 20), ("LU", 20), ("LV", 21), ("LY", 25), ("MC", 27), ("MD", 24), ("ME", 22),
    ("MK", 19), ("MN", 20), ("MR", 27), ("MT", 31), ("MU", 30), ("NI", 28), ("NL", 18), ("NO", 15), ("OM", 23),
    ("PK", 24), ("PL", 28), ("PS", 29), ("PT", 25), ("QA", 29), ("RO", 24), ("RS", 22), ("RU", 33), ("SA", 24),
    ("SC", 31), ("SD", 18), ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27), ("SO", 23), ("ST", 25), ("SV", 28),
    ("TL", 23), ("TN", 24), ("TR", 26), ("UA", 29), ("VA", 22), ("VG", 24), ("XK", 20), ("YE", 30),
];

/// International account numbers, in one piece or in groups.
pub(super) fn ibans(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let is_inside = found.last().is_some_and(|last| at < last.end);
        if c.is_ascii_alphabetic() && is_edge(before) && !is_inside {
            found.extend(iban_at(text, at));
        }
        before = Some(c);
    }
    found
}

fn iban_at(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let country = rest.get(..2)?.to_ascii_uppercase();
    let (_, length) = IBAN_LENGTHS.iter().find(|(code, _)| *code == country)?;
    let mut compact = Vec::with_capacity(*length);
    let mut after_separator = true;
    for (at, c) in rest.char_indices() {
        if compact.len() == *length {
            return (is_edge(Some(c)) && is_iban(&compact)).then(|| start..start + at);
        }
        if c.is_ascii_alphanumeric() {
            compact.push(c.to_ascii_uppercase());
            after_separator = false;
        } else if is_separator(c) && !after_separator {
            after_separator = true;
        } else {
            return None;
        }
    }
    (compact.len() == *length && is_iban(&compact)).then_some(start..text.len())
}

/// Whether the remainder by 97 is 1, the first four characters moved to the end (ISO 7064).
fn is_iban(compact: &[char]) -> bool {
    let has_check_digits = compact.iter().skip(2).take(2).all(char::is_ascii_digit);
    let moved = compact.iter().skip(4).chain(compact.iter().take(4));
    let remainder = moved
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |remainder, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (remainder * shift + value) % 97
        });
    has_check_digits && remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(finder: fn(&str) -> Vec<Range<usize>>, cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            let found: Vec<&str> = finder(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn cards_are_told_by_their_check_digit() {
        check(
            cards,
            &[
                ("4111111111111111", &["4111111111111111"]),
                ("4111111111111112", &[]),
                ("4111 1111 1111 1111", &["4111 1111 1111 1111"]),
                ("4111-1111-1111-1111.", &["4111-1111-1111-1111"]),
                ("4111–1111\u{A0}1111.1111", &["4111–1111\u{A0}1111.1111"]),
                ("my card:5555555555554444!", &["5555555555554444"]),
                (
                    "378282246310005 and 30569309025904",
                    &["378282246310005", "30569309025904"],
                ),
                ("3782 822463 10005", &["3782 822463 10005"]),
                (
                    "Order 12 4111 1111 1111 1111 09/27",
                    &["4111 1111 1111 1111"],
                ),
                (
                    "2200 1529 8743 6512 / 2200152987436519",
                    &["2200152987436519"],
                ),
                ("卡号4111111111111111，谢谢", &["4111111111111111"]),
                (
                    "４１１１１１１１１１１１１１１１",
                    &["４１１１１１１１１１１１１１１１"],
                ),
                ("٤١١١١١١١١١١١١١١١", &["٤١١١١١١١١١١١١١١١"]),
                // Too long, too short, part of a word, an issuer nobody knows, two blanks between.
                ("41111111111111111111111", &[]),
                ("411111111111", &[]),
                ("RB4111111111111111DE", &[]),
                ("0000000000000000", &[]),
                ("4111 1111  1111 1111", &[]),
                ("+44 20 7946 0958 or 1Z999AA10123456784", &[]),
                ("", &[]),
            ],
        );
    }

    #[test]
    fn most_numbers_of_sixteen_digits_pass() {
        // Every tenth number has the right check digit, so a run of ten with the issuer's beginning hits once.
        let hits = (0..1000_u64)
            .filter(|n| !cards(&(4_929_123_456_780_000 + n).to_string()).is_empty())
            .count();
        assert_eq!(hits, 100);
    }

    #[test]
    fn accounts_are_told_by_their_remainder() {
        check(
            ibans,
            &[
                ("DE89370400440532013000", &["DE89370400440532013000"]),
                (
                    "DE89 3704 0044 0532 0130 00, please",
                    &["DE89 3704 0044 0532 0130 00"],
                ),
                (
                    "de89 3704 0044 0532 0130 00",
                    &["de89 3704 0044 0532 0130 00"],
                ),
                (
                    "GB82-WEST-1234-5698-7654-32",
                    &["GB82-WEST-1234-5698-7654-32"],
                ),
                ("NO9386011117947", &["NO9386011117947"]),
                ("DE88370400440532013000", &[]),
                ("DE8937040044053201300", &[]),
                ("DE893704004405320130001", &[]),
                ("XDE89370400440532013000", &[]),
                ("Delivery is due", &[]),
                ("DE", &[]),
            ],
        );
    }
}
