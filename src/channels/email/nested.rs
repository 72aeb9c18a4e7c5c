//! Mails inside mails. They are files, and are never opened: a mail can hold more of them in each other than a
//! program that goes into each can come back from.

use std::borrow::Cow;

/// What a mail that is a file is said to be.
pub(super) const MAIL: &str = "message/rfc822";

/// What stands in its place while the mail around it is taken apart.
pub(super) const MARK: (&str, &str) = ("x", "eml");

/// The same mail with each mail inside it called a file. Nothing moves: every byte stays at its place.
pub(super) fn flattened(raw: &[u8]) -> Cow<'_, [u8]> {
    let mut flat = Cow::Borrowed(raw);
    let mut at = 0;
    while at < raw.len() {
        let end = line_end(raw, at);
        if let Some(colon) = type_field(&raw[at..end]) {
            let from = at + colon + 1;
            let mut to = end;
            while matches!(raw.get(to), Some(b' ' | b'\t')) {
                to = line_end(raw, to);
            }
            let value = &raw[from..to];
            let first = value
                .iter()
                .position(|&byte| byte == b';')
                .unwrap_or(value.len());
            if let Some(word) = instead(&value[..first]) {
                overwrite(&mut flat.to_mut()[from..from + first], word);
            }
            at = to;
        } else {
            at = end;
        }
    }
    flat
}

fn line_end(raw: &[u8], at: usize) -> usize {
    raw[at..]
        .iter()
        .position(|&byte| byte == b'\n')
        .map_or(raw.len(), |end| at + end + 1)
}

/// Where the colon is in a line that says what a part is.
fn type_field(line: &[u8]) -> Option<usize> {
    // Looked at for every line of a mail: the first letter turns nearly all of them away.
    let first = line.trim_ascii_start().first()?;
    if !first.eq_ignore_ascii_case(&b'c') {
        return None;
    }
    let colon = line.iter().take(80).position(|&byte| byte == b':')?;
    let name: Vec<u8> = line[..colon]
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(u8::to_ascii_lowercase)
        .collect();
    (name == b"content-type").then_some(colon)
}

fn instead(value: &[u8]) -> Option<&'static [u8]> {
    let mut depth = 0_usize;
    let mut letters = String::new();
    for byte in value {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (byte.is_ascii_alphanumeric() || *byte == b'/') => {
                letters.push(char::from(byte.to_ascii_lowercase()));
            }
            _ => {}
        }
    }
    let every: String = String::from_utf8_lossy(value).to_ascii_lowercase();
    let has = |word: &str| letters.contains(word) || every.contains(word);
    if has("message")
        && (letters.ends_with("rfc822")
            || letters.ends_with("global")
            || has("/rfc822")
            || has("/global"))
    {
        // Heads alone and reports of deliveries are texts.
        let is_text = every.contains("headers")
            || every.contains("delivery")
            || every.contains("disposition");
        (!is_text).then_some(b"x/eml")
    } else if has("digest") {
        Some(b"multipart/mixed")
    } else {
        None
    }
}

/// Writes a word over a value, and spaces over the rest of it; line ends stay.
fn overwrite(value: &mut [u8], word: &[u8]) {
    for byte in value
        .iter_mut()
        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
    {
        *byte = b' ';
    }
    let place = value
        .windows(word.len())
        .position(|place| place.iter().all(|&byte| byte == b' '));
    if let Some(place) = place {
        // A field's value begins after a space, where there is room.
        let at = if value.get(place + word.len()) == Some(&b' ') {
            place + 1
        } else {
            place
        };
        value[at..at + word.len()].copy_from_slice(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_inside_become_files_in_their_place() {
        for (value, expected) in [
            ("message/rfc822", Some("x/eml")),
            ("MESSAGE/RFC822; name=a.eml", Some("x/eml")),
            ("\r\n message/rfc822", Some("x/eml")),
            ("message/global", Some("x/eml")),
            ("message(so)/(and)rfc822", Some("x/eml")),
            ("mess age/rfc822", Some("x/eml")),
            ("multipart/digest; boundary=b", Some("multipart/mixed")),
            ("text/plain", None),
            ("text/rfc822-headers", None),
            ("message/delivery-status", None),
            ("message/global-delivery-status", None),
            ("multipart/mixed; boundary=digest", None),
        ] {
            let raw = format!("A: b\r\nContent-Type: {value}\r\n\r\nmessage/rfc822\r\n");
            let flat = flattened(raw.as_bytes());
            assert_eq!(flat.len(), raw.len(), "{value}");
            let text = String::from_utf8_lossy(&flat);
            assert_eq!(text != raw, expected.is_some(), "{value}: {text}");
            if let Some(word) = expected {
                assert!(text.contains(word), "{value}: {text}");
            }
            assert!(text.ends_with("\r\n\r\nmessage/rfc822\r\n"), "{value}");
        }
    }
}
