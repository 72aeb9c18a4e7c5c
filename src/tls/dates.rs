//! From when until when a certificate holds, read out of its bytes. What else stands in it, rustls knows.

use crate::base::time::Timestamp;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
/// Two digits for the year, see <https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5.1>.
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
/// The version, which the oldest certificates leave out.
const VERSION: u8 = 0xa0;

/// Beginning and end of a certificate in DER form, see <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>;
/// `None` for what is no certificate.
pub(super) fn of(certificate: &[u8]) -> Option<(Timestamp, Timestamp)> {
    let (signed, _) = take(certificate, SEQUENCE)?;
    let (mut rest, _) = take(signed, SEQUENCE)?;
    if let Some((_, after)) = take(rest, VERSION) {
        rest = after;
    }
    for kind in [INTEGER, SEQUENCE, SEQUENCE] {
        (_, rest) = take(rest, kind)?;
    }
    let (dates, _) = take(rest, SEQUENCE)?;
    let (from, rest) = time(dates)?;
    let (until, _) = time(rest)?;
    Some((from, until))
}

/// The content of a value of this kind, and what follows it.
fn take(bytes: &[u8], kind: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    if first != kind {
        return None;
    }
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        // The length of the length: four bytes are more than any certificate has.
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let length = digits
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            (length, rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

fn time(bytes: &[u8]) -> Option<(Timestamp, &[u8])> {
    let (text, rest) = take(bytes, UTC_TIME).or_else(|| take(bytes, GENERALIZED_TIME))?;
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let text = match text.len() {
        12 if text < "50" => format!("20{text}"),
        12 => format!("19{text}"),
        _ => text.to_owned(),
    };
    let part = |range| text.get(range);
    let date = format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?);
    let number = |range| part(range)?.parse::<i64>().ok();
    let seconds = number(8..10)? * 3_600 + number(10..12)? * 60 + number(12..14)?;
    Some((
        Timestamp(Timestamp::of_date(&date)?.0 + seconds * 1_000),
        rest,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        let mut bytes = if length < 0x80 {
            vec![kind, length]
        } else {
            vec![kind, 0x81, length]
        };
        bytes.extend(content);
        bytes
    }

    fn certificate(from: (u8, &str), until: (u8, &str), version: bool) -> Vec<u8> {
        let dates = [
            value(from.0, from.1.as_bytes()),
            value(until.0, until.1.as_bytes()),
        ]
        .concat();
        let version = if version {
            value(VERSION, &value(INTEGER, &[2]))
        } else {
            Vec::new()
        };
        let signed = [
            version,
            value(INTEGER, &[7; 16]),
            value(SEQUENCE, &[]),
            value(SEQUENCE, &[1; 90]),
            value(SEQUENCE, &dates),
        ]
        .concat();
        value(SEQUENCE, &value(SEQUENCE, &signed))
    }

    #[test]
    fn the_dates_of_a_certificate_are_read() {
        for version in [true, false] {
            let bytes = certificate(
                (UTC_TIME, "261127031500Z"),
                (GENERALIZED_TIME, "20510101000001Z"),
                version,
            );
            let (from, until) = of(&bytes).unwrap();
            assert_eq!(from.rfc3339(), "2026-11-27T03:15:00Z");
            assert_eq!(until.rfc3339(), "2051-01-01T00:00:01Z");
        }
        let old = certificate(
            (UTC_TIME, "991231235959Z"),
            (UTC_TIME, "000101000000Z"),
            true,
        );
        assert_eq!(of(&old).unwrap().0.rfc3339(), "1999-12-31T23:59:59Z");
    }

    #[test]
    fn what_is_no_certificate_has_no_dates() {
        let whole = certificate(
            (UTC_TIME, "261127031500Z"),
            (UTC_TIME, "271127031500Z"),
            true,
        );
        for length in 0..whole.len() {
            assert!(of(&whole[..length]).is_none(), "{length} bytes");
        }
        for wrong in [
            "2611270315Z",
            "261327031500Z",
            "261127031500",
            "",
            "26112703150éZ",
        ] {
            assert!(
                of(&certificate((UTC_TIME, wrong), (UTC_TIME, wrong), true)).is_none(),
                "{wrong}"
            );
        }
        assert!(of(&[SEQUENCE, 0x85, 1, 1, 1, 1, 1]).is_none());
        assert!(of(&[SEQUENCE, 0x84, 0xff, 0xff, 0xff, 0xff]).is_none());
    }
}
