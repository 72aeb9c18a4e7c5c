//! Numbers by which states know people, each with its check digit where it has one.
//!
//! A country's number is told by a shape and a rule. Where neither says much, as for nine digits of
//! which every eleventh row fits, only the form in which it is printed counts: a guard that cries at
//! order numbers is soon not listened to.

use std::ops::Range;

use super::numbers::{is_edge, luhn};

/// One country's number.
struct NationalId {
    /// `9` a digit, `A` a letter, `X` either, `S` a sign of a century, `-` perhaps a separator, `=` a separator.
    shapes: &'static [&'static str],
    /// Whether the digits and letters, in capitals and without separators, make a number.
    is_valid: fn(&[u8]) -> bool,
}

#[rustfmt::skip]
const IDS: &[NationalId] = &[
    // United States: Social Security number.
    NationalId { shapes: &["999=99=9999"], is_valid: us },
    // United Kingdom: National Insurance number.
    NationalId { shapes: &["AA-99-99-99-A"], is_valid: gb },
    // Germany: tax identification number.
    NationalId { shapes: &["99-999-999-999"], is_valid: de },
    // France: number of the register of persons.
    NationalId { shapes: &["9-99-99-9X-999-999-99"], is_valid: fr },
    // Spain: number of citizens and of foreigners.
    NationalId { shapes: &["99999999-A", "A-9999999-A"], is_valid: es },
    // Italy: tax code.
    NationalId { shapes: &["AAA-AAA-99A99-A999A"], is_valid: it },
    // Poland: PESEL.
    NationalId { shapes: &["99999999999"], is_valid: pl },
    // Netherlands: citizen service number, as it is printed.
    NationalId { shapes: &["9999=99=999"], is_valid: nl },
    // Russia: insurance number, as it is printed; tax number of a person.
    NationalId { shapes: &["999=999=999=99"], is_valid: ru_insurance },
    NationalId { shapes: &["999999999999"], is_valid: ru_tax },
    // Brazil: CPF.
    NationalId { shapes: &["999-999-999-99"], is_valid: br },
    // China: resident identity number.
    NationalId { shapes: &["99999999999999999X"], is_valid: cn },
    // India: Aadhaar.
    NationalId { shapes: &["9999-9999-9999"], is_valid: aadhaar },
    // Sweden: personal identity number.
    NationalId { shapes: &["999999=9999", "99999999=9999"], is_valid: se },
    // Finland: personal identity code.
    NationalId { shapes: &["999999S999X"], is_valid: fi },
    // Turkey: identification number.
    NationalId { shapes: &["99999999999"], is_valid: tr },
    // South Korea: resident registration number; the newer ones have no check digit.
    NationalId { shapes: &["999999=9999999"], is_valid: kr },
];

/// Every such number in a text.
pub(super) fn ids(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let is_inside = found.last().is_some_and(|last| at < last.end);
        // A plus makes it a telephone number.
        let may_begin = is_edge(before) && before != Some('+') && c.is_ascii_alphanumeric();
        if may_begin && !is_inside {
            found.extend(id_at(text, at));
        }
        before = Some(c);
    }
    found
}

fn id_at(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    IDS.iter().find_map(|id| {
        id.shapes.iter().find_map(|shape| {
            let (length, compact) = fit(rest, shape)?;
            (id.is_valid)(&compact).then(|| start..start + length)
        })
    })
}

/// How many bytes a shape covers at the beginning of a text, and what they are without separators.
fn fit(rest: &str, shape: &str) -> Option<(usize, Vec<u8>)> {
    let is_separator = |c: &char| matches!(c, ' ' | '-' | '.' | '/' | '\u{A0}' | '\u{2011}');
    let mut compact = Vec::with_capacity(shape.len());
    let mut rest_of = rest.char_indices().peekable();
    for wanted in shape.chars() {
        let next = rest_of.peek().map(|(_, c)| *c);
        let fits = match wanted {
            '-' => {
                if next.as_ref().is_some_and(is_separator) {
                    rest_of.next();
                }
                continue;
            }
            '=' => {
                // Sweden writes a plus for those over a hundred.
                next.filter(|c| is_separator(c) || *c == '+')?;
                rest_of.next();
                continue;
            }
            '9' => next.is_some_and(|c| c.is_ascii_digit()),
            'A' => next.is_some_and(|c| c.is_ascii_alphabetic()),
            'S' => next.is_some_and(
                |c| matches!(c.to_ascii_uppercase(), '+' | '-' | 'A'..='F' | 'U'..='Y'),
            ),
            _ => next.is_some_and(|c| c.is_ascii_alphanumeric()),
        };
        if !fits {
            return None;
        }
        let (_, c) = rest_of.next()?;
        compact.push(u8::try_from(c.to_ascii_uppercase()).ok()?);
    }
    let after = rest_of.next();
    let length = after.map_or(rest.len(), |(at, _)| at);
    is_edge(after.map(|(_, c)| c)).then_some((length, compact))
}

fn value(byte: u8) -> u32 {
    char::from(byte).to_digit(36).unwrap_or(0)
}

fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |sum, byte| sum * 10 + u64::from(value(*byte)))
}

/// The number that stands at these places.
fn part(bytes: &[u8], range: Range<usize>) -> u64 {
    bytes.get(range).map_or(0, number)
}

/// The sum of digits times weights.
fn weighed(bytes: &[u8], weights: &[u32]) -> u32 {
    bytes
        .iter()
        .zip(weights)
        .map(|(byte, weight)| value(*byte) * weight)
        .sum()
}

fn is_date(month: u64, day: u64) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn last(bytes: &[u8]) -> u32 {
    bytes.last().map_or(0, |byte| value(*byte))
}

fn us(id: &[u8]) -> bool {
    let area = part(id, 0..3);
    !matches!(area, 0 | 666 | 900..) && part(id, 3..5) != 0 && part(id, 5..9) != 0
}

fn gb(id: &[u8]) -> bool {
    let (Some([first, second]), Some(suffix)) = (id.get(..2), id.last()) else {
        return false;
    };
    let never = [b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ"];
    !b"DFIQUV".contains(first)
        && !b"DFIQUVO".contains(second)
        && !never
            .iter()
            .any(|pair| pair.as_slice() == [*first, *second])
        && matches!(suffix, b'A'..=b'D')
}

/// ISO 7064, MOD 11,10; among the first ten digits exactly one stands two or three times.
fn de(id: &[u8]) -> bool {
    let Some((check, body)) = id.split_last() else {
        return false;
    };
    let mut counts = [0_u8; 10];
    for byte in body {
        if let Some(count) = counts.get_mut(value(*byte) as usize) {
            *count += 1;
        }
    }
    let repeated: Vec<u8> = counts.into_iter().filter(|count| *count > 1).collect();
    let product = body.iter().fold(10, |product, byte| {
        let sum = (value(*byte) + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    id.first() != Some(&b'0')
        && matches!(repeated.as_slice(), [2 | 3])
        && (11 - product) % 10 == value(*check)
}

fn fr(id: &[u8]) -> bool {
    // Corsica's two departments count as 20, less a million or two.
    let (is_corsica, less) = match id.get(6) {
        Some(b'A') => (true, 1_000_000),
        Some(b'B') => (true, 2_000_000),
        _ => (false, 0),
    };
    let mut body = id.to_vec();
    if let Some(letter) = body.get_mut(6).filter(|_| is_corsica) {
        *letter = b'0';
    }
    let month = part(&body, 3..5);
    body.iter().all(u8::is_ascii_digit)
        && matches!(id.first(), Some(b'1' | b'2' | b'7' | b'8'))
        && matches!(month, 1..=12 | 20..=42 | 50..)
        && 97 - (part(&body, 0..13) - less) % 97 == part(&body, 13..15)
}

fn es(id: &[u8]) -> bool {
    let Some((letter, body)) = id.split_last() else {
        return false;
    };
    let number = match body.first() {
        Some(b'X') => part(body, 1..8),
        Some(b'Y') => 10_000_000 + part(body, 1..8),
        Some(b'Z') => 20_000_000 + part(body, 1..8),
        Some(byte) if byte.is_ascii_digit() => part(body, 0..8),
        _ => return false,
    };
    let place = usize::try_from(number % 23).unwrap_or(0);
    b"TRWAGMYFPDXBNJZSQVHLCKE".get(place) == Some(letter)
}

fn it(id: &[u8]) -> bool {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let Some((check, body)) = id.split_last() else {
        return false;
    };
    // Digits count as the letters of their place.
    let place = |byte: &u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => u32::from(byte.saturating_sub(b'A')),
    };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(at, byte)| match at % 2 {
            0 => ODD.get(place(byte) as usize).copied().unwrap_or(0),
            _ => place(byte),
        })
        .sum();
    b"ABCDEHLMPRST".contains(id.get(8).unwrap_or(&0)) && sum % 26 == place(check)
}

fn pl(id: &[u8]) -> bool {
    let sum = weighed(id, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
    is_date(part(id, 2..4) % 20, part(id, 4..6)) && (10 - sum % 10) % 10 == last(id)
}

fn nl(id: &[u8]) -> bool {
    let sum = weighed(id, &[9, 8, 7, 6, 5, 4, 3, 2]);
    number(id) != 0 && sum % 11 == last(id)
}

fn ru_insurance(id: &[u8]) -> bool {
    let sum = u64::from(weighed(id, &[9, 8, 7, 6, 5, 4, 3, 2, 1]));
    part(id, 0..9) > 1_001_998 && sum % 101 % 100 == part(id, 9..11)
}

fn ru_tax(id: &[u8]) -> bool {
    let check = |weights: &[u32]| weighed(id, weights) % 11 % 10;
    let first = check(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
    let second = check(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
    part(id, 0..2) != 0 && u64::from(first * 10 + second) == part(id, 10..12)
}

fn br(id: &[u8]) -> bool {
    let check = |weights: &[u32]| match weighed(id, weights) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    let first = check(&[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let second = check(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let is_one_digit = id.iter().all(|byte| Some(byte) == id.first());
    !is_one_digit && u64::from(first * 10 + second) == part(id, 9..11)
}

fn cn(id: &[u8]) -> bool {
    let sum = weighed(id, &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    let check = b"10X98765432".get((sum % 11) as usize);
    (1800..2200).contains(&part(id, 6..10))
        && is_date(part(id, 10..12), part(id, 12..14))
        && check == id.last()
}

/// Verhoeff's check over the dihedral group of order ten.
fn aadhaar(id: &[u8]) -> bool {
    const PERMUTATION: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let product = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let check = id.iter().rev().enumerate().fold(0, |check, (place, byte)| {
        let permuted = (0..place % 8).fold(value(*byte), |digit, _| {
            PERMUTATION.get(digit as usize).copied().unwrap_or(0)
        });
        product(check, permuted)
    });
    matches!(id.first(), Some(b'2'..=b'9')) && check == 0
}

fn se(id: &[u8]) -> bool {
    let short = id.get(id.len().saturating_sub(10)..).unwrap_or(id);
    let digits: Vec<u8> = short.iter().map(|byte| byte - b'0').collect();
    // For those without a number of their own the day is counted from 61.
    let day = part(short, 4..6);
    is_date(part(short, 2..4), if day > 60 { day - 60 } else { day }) && luhn(&digits)
}

fn fi(id: &[u8]) -> bool {
    let born = part(id, 0..6);
    let check = (born * 1000 + part(id, 7..10)) % 31;
    let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY".get(usize::try_from(check).unwrap_or(0));
    is_date(part(id, 2..4), part(id, 0..2)) && check == id.last()
}

fn tr(id: &[u8]) -> bool {
    let sum = weighed(id, &[7, 1, 7, 1, 7, 1, 7, 1, 7]);
    // Taking away is adding nine times, by ten.
    let tenth = weighed(id, &[7, 9, 7, 9, 7, 9, 7, 9, 7]) % 10;
    let all: u32 = id.iter().take(10).map(|byte| value(*byte)).sum();
    sum > 0 && id.first() != Some(&b'0') && u64::from(tenth * 10 + all % 10) == part(id, 9..11)
}

fn kr(id: &[u8]) -> bool {
    is_date(part(id, 2..4), part(id, 4..6)) && matches!(id.get(6), Some(b'1'..=b'8'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_s_number_is_told_by_its_check() {
        for (text, found) in [
            ("078-05-1120", true),
            ("000-05-1120", false),
            ("078051120", false),
            ("QQ 12 34 56 C", false),
            ("AB 12 34 56 C", true),
            ("AB123456E", false),
            ("86 095 742 719", true),
            ("86095742718", false),
            ("2 55 08 14 168 025 38", true),
            ("2 55 08 14 168 025 39", false),
            ("12345678Z", true),
            ("12345678A", false),
            ("X-1234567-L", true),
            ("RSSMRA85T10A562S", true),
            ("RSSMRA85T10A562T", false),
            ("44051401359", true),
            ("44051401358", false),
            ("1112.22.333", true),
            ("1112.22.334", false),
            ("112-233-445 95", true),
            ("112-233-445 96", false),
            ("500100732259", true),
            ("500100732258", false),
            ("529.982.247-25", true),
            ("111.111.111-11", false),
            ("11010519491231002X", true),
            ("110105194912310021", false),
            ("2341 2341 2346", true),
            ("2341 2341 2347", false),
            ("811218-9876", true),
            ("811218-9875", false),
            ("131052-308T", true),
            ("131052-308U", false),
            ("10000000146", true),
            ("10000000147", false),
            ("900101-1234567", true),
            ("901301-1234567", false),
            ("+44 05 14 01 35 9", false),
            ("Order 10423", false),
            ("", false),
        ] {
            assert_eq!(!ids(text).is_empty(), found, "{text}: {:?}", ids(text));
            let inside = format!("It is {text}, thank you.");
            assert_eq!(!ids(&inside).is_empty(), found, "{inside}");
        }
    }
}
