//! Codes that a telephone and the house reckon alike from a shared secret and the time:
//! [RFC 6238](https://www.rfc-editor.org/rfc/rfc6238) over
//! [RFC 4226](https://www.rfc-editor.org/rfc/rfc4226), with SHA-1, six digits and steps of 30 seconds,
//! which is what every authenticator program takes.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::time::Timestamp;

/// Milliseconds for which a code is good.
const STEP_MS: i64 = 30_000;

/// Letters of [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648)'s base 32.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The half minute since 1970 in which an instant lies.
#[must_use]
pub fn step_of(at: Timestamp) -> i64 {
    at.0.div_euclid(STEP_MS)
}

/// The code of a half minute.
#[must_use]
pub fn code(secret: &[u8], step: i64) -> String {
    format!("{:06}", number(secret, step) % 1_000_000)
}

/// The 31 bits of which a code is the last digits.
fn number(secret: &[u8], step: i64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let bytes = [
        digest[at] & 0x7f,
        digest[at + 1],
        digest[at + 2],
        digest[at + 3],
    ];
    u32::from_be_bytes(bytes)
}

/// Bytes as base 32 without padding, which people can type.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let (mut text, mut held, mut bits) = (String::new(), 0u32, 0u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits)) as usize & 31]));
    }
    text
}

/// Text in groups of four, as it is read aloud and typed off.
#[must_use]
pub fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // Appendix B of RFC 6238.
        for (seconds, expected) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let step = step_of(Timestamp(seconds * 1000));
            let number = number(b"12345678901234567890", step);
            assert_eq!(number % 100_000_000, expected, "at {seconds} s");
        }
        assert_eq!(code(b"12345678901234567890", 1), "287082");
        let early = step_of(Timestamp(1_111_111_109_000));
        assert_eq!(
            code(b"12345678901234567890", early),
            "081804",
            "with its noughts"
        );
    }

    #[test]
    fn secrets_are_written_in_letters_that_can_be_typed() {
        // Section 10 of RFC 4648, without padding.
        for (bytes, expected) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), expected, "{bytes:?}");
        }
        assert_eq!(grouped("MZXW6YTBOI"), "MZXW 6YTB OI");
    }
}
