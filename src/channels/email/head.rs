//! A mail's head, and the head of each of its parts: fields as they were meant, however they were written.

use std::{borrow::Cow, sync::LazyLock};

use base64::{
    Engine as _,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use mail_parser::{
    ContentType, HeaderValue,
    decoders::{charsets::map::charset_decoder, quoted_printable::quoted_printable_decode},
    parsers::MessageStream,
};
use regex::bytes::Regex;

use super::mail::Mailbox;
use crate::base::text;

/// Longest line of a head that is shown.
const LONGEST: usize = 400;

/// The fields of a head, in their order.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Names in lower case, and values unfolded.
    fields: Vec<(String, Vec<u8>)>,
    /// In which charset letters are that are in none.
    charset: Option<String>,
}

impl Head {
    /// Reads fields up to the first empty line.
    pub(super) fn of(raw: &[u8]) -> Self {
        let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
        for line in raw.split(|&byte| byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                if fields.is_empty() {
                    continue;
                }
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(b' ');
                    value.extend_from_slice(line.trim_ascii());
                }
                continue;
            }
            let Some(colon) = line.iter().position(|&byte| byte == b':') else {
                continue;
            };
            let name = String::from_utf8_lossy(line[..colon].trim_ascii()).to_ascii_lowercase();
            if !name.is_empty() && !name.contains(' ') {
                fields.push((name, line[colon + 1..].trim_ascii().to_vec()));
            }
        }
        Self {
            fields,
            charset: None,
        }
    }

    /// The same head, with its bare letters in this charset.
    pub(super) fn in_charset(mut self, charset: Option<String>) -> Self {
        self.charset = charset;
        self
    }

    fn raw<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.fields
            .iter()
            .filter(move |field| field.0 == name)
            .map(|field| field.1.as_slice())
    }

    /// Every value of a field, as it was written.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
        self.raw(name)
            .map(|value| Cow::Owned(decoded(value, self.charset.as_deref())))
    }

    /// A field, as it was written; empty where there is none.
    pub(super) fn plain(&self, name: &str) -> String {
        self.all(name)
            .next()
            .map(Cow::into_owned)
            .unwrap_or_default()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.raw(name).next().is_some()
    }

    /// A field as people read it, in one line.
    pub(super) fn line(&self, name: &str) -> String {
        text::clean_line(&words(self.plain(name).as_bytes()), LONGEST)
    }

    /// The ids that a field names, without the angles.
    pub(super) fn ids(&self, name: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for value in self.all(name) {
            let angled = value.split('<').skip(1).filter_map(|rest| {
                let (id, _) = rest.split_once('>')?;
                Some(id.split_whitespace().collect::<String>())
            });
            let before = ids.len();
            for id in angled.filter(|id| !id.is_empty()) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            if ids.len() == before {
                let bare = value.split_whitespace().filter(|word| word.contains('@'));
                ids.extend(bare.map(|word| word.trim_matches(['<', '>', ',', ';']).to_owned()));
            }
        }
        ids
    }

    /// The people that a field names.
    pub(super) fn people(&self, name: &str) -> Vec<Mailbox> {
        let mut people = Vec::new();
        for value in self.all(name) {
            let line = one_word_each(value.as_bytes());
            let HeaderValue::Address(list) = MessageStream::new(&line).parse_address() else {
                continue;
            };
            for person in list.iter() {
                // A return alone ends no line, and belongs in no address.
                let address: String = person
                    .address()
                    .unwrap_or_default()
                    .chars()
                    .filter(|c| !c.is_control())
                    .collect();
                let address = address.trim().trim_matches(['<', '>', '\'', '"']);
                if address.contains('@') {
                    let called = text::clean_line(person.name().unwrap_or_default(), 200);
                    let called = called.trim_matches(['\'', '"']).trim();
                    people.push(Mailbox {
                        address: address.to_owned(),
                        name: if called.eq_ignore_ascii_case(address) {
                            String::new()
                        } else {
                            called.to_owned()
                        },
                    });
                }
            }
        }
        people
    }

    /// A type with its parameters: `Content-Type`, `Content-Disposition`.
    pub(super) fn kind(&self, name: &str) -> Option<ContentType<'static>> {
        let value = self.plain(name);
        let line = one_word_each(value.as_bytes());
        match MessageStream::new(&line).parse_content_type().into_owned() {
            HeaderValue::ContentType(kind) => Some(kind),
            _ => None,
        }
    }

    /// The name of a part's file as its head gives it; empty where it gives none.
    pub(super) fn file_name(&self) -> String {
        for (field, parameter) in [
            ("content-disposition", "filename"),
            ("content-type", "name"),
        ] {
            let Some(kind) = self.kind(field) else {
                continue;
            };
            let name = words(kind.attribute(parameter).unwrap_or_default().as_bytes());
            let name = if name.contains('\u{FFFD}') {
                continued(&self.plain(field), parameter).unwrap_or(name)
            } else {
                name
            };
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let name = text::clean_line(name, 200);
            if !name.is_empty() {
                return name;
            }
        }
        String::new()
    }
}

/// RFC 2047: `=?charset?encoding?data?=`.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s-u)=\?([^?\s]{2,60})\?([bBqQ])\?(.*?)\?=").expect("it is a pattern")
});

/// Base64 as people write it.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Encoded words as text. Neighbours in one charset are one text: a letter may be cut in two between them.
pub(super) fn words(value: &[u8]) -> String {
    let mut text = String::new();
    for piece in pieces(value) {
        match piece {
            Piece::Plain(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
            Piece::Words(said) => text.push_str(&said),
        }
    }
    text
}

/// The same value with each run of encoded words as one word in UTF-8, and the end of line that its reader needs.
fn one_word_each(value: &[u8]) -> Vec<u8> {
    let mut line = Vec::with_capacity(value.len() + 1);
    for piece in pieces(value) {
        match piece {
            Piece::Plain(bytes) => line.extend_from_slice(bytes),
            Piece::Words(said) => {
                line.extend_from_slice(b"=?utf-8?B?");
                line.extend_from_slice(LENIENT.encode(said).as_bytes());
                line.extend_from_slice(b"?=");
            }
        }
    }
    line.push(b'\n');
    line
}

enum Piece<'a> {
    Plain(&'a [u8]),
    Words(String),
}

fn pieces(value: &[u8]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut run: Option<(Vec<u8>, Vec<u8>)> = None;
    let mut end = 0;
    let close = |run: &mut Option<(Vec<u8>, Vec<u8>)>, pieces: &mut Vec<Piece<'_>>| {
        if let Some((charset, bytes)) = run.take() {
            let charset = String::from_utf8_lossy(&charset).into_owned();
            pieces.push(Piece::Words(decoded(&bytes, Some(&charset))));
        }
    };
    for found in WORD.captures_iter(value) {
        let (Some(whole), Some(charset), Some(way), Some(data)) =
            (found.get(0), found.get(1), found.get(2), found.get(3))
        else {
            continue;
        };
        // RFC 2231 lets a language follow: `utf-8*en`.
        let charset = charset.as_bytes().split(|&byte| byte == b'*').next();
        let charset = charset.unwrap_or_default().to_ascii_lowercase();
        let between = &value[end..whole.start()];
        let goes_on = run.is_some() && between.iter().all(u8::is_ascii_whitespace);
        if !goes_on {
            close(&mut run, &mut pieces);
            if !between.is_empty() {
                pieces.push(Piece::Plain(between));
            }
        }
        let bytes = if way.as_bytes().eq_ignore_ascii_case(b"b") {
            of_base64(data.as_bytes())
        } else {
            of_q(data.as_bytes())
        };
        match &mut run {
            Some((same, sofar)) if *same == charset => sofar.extend_from_slice(&bytes),
            _ => {
                close(&mut run, &mut pieces);
                run = Some((charset, bytes));
            }
        }
        end = whole.end();
    }
    close(&mut run, &mut pieces);
    if end < value.len() {
        pieces.push(Piece::Plain(&value[end..]));
    }
    pieces
}

/// What Base64 stands for, as far as it goes.
pub(super) fn of_base64(data: &[u8]) -> Vec<u8> {
    // Some write the two last letters of the alphabet as addresses have them.
    let letter = |byte: &u8| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'+' | b'/' => Some(*byte),
        byte => byte.is_ascii_alphanumeric().then_some(*byte),
    };
    let mut letters: Vec<u8> = data.iter().filter_map(letter).collect();
    // One letter left over stands for nothing.
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    LENIENT.decode(letters).unwrap_or_default()
}

fn of_q(data: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = data
        .iter()
        .map(|&byte| if byte == b'_' { b' ' } else { byte })
        .collect();
    let mut bytes = Vec::with_capacity(spaced.len());
    let mut at = 0;
    while let Some(&byte) = spaced.get(at) {
        let digits = spaced.get(at + 1..at + 3);
        let coded = digits
            .filter(|_| byte == b'=')
            .and_then(|two| quoted_printable_decode(&[b'=', two[0], two[1]]));
        match coded.as_deref() {
            Some([one]) => {
                bytes.push(*one);
                at += 3;
            }
            _ => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    bytes
}

/// Bytes as text. What says nothing of its charset, or says one that is none, or only ASCII or Latin, is tried as
/// UTF-8 first and is Windows Latin else.
pub(super) fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let charset = charset.unwrap_or_default().trim().to_ascii_lowercase();
    let decoder = charset_decoder(charset.as_bytes()).filter(|_| !charset.is_empty());
    let is_vague = matches!(
        charset.as_str(),
        "us-ascii" | "ascii" | "iso-8859-1" | "latin1" | "windows-1252" | "cp1252"
    );
    if (is_vague || decoder.is_none())
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return text.to_owned();
    }
    match decoder.or_else(|| charset_decoder(b"windows-1252")) {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// RFC 2231: a parameter in numbered pieces, `name*0*=charset''%41; name*1*=%42`, which may cut a letter in two.
fn continued(value: &str, parameter: &str) -> Option<String> {
    let mut pieces: Vec<(u32, &str)> = Vec::new();
    for piece in value.split(';') {
        let Some((name, said)) = piece.trim().split_once('=') else {
            continue;
        };
        let mut name = name.trim().split('*');
        if name
            .next()
            .is_some_and(|first| first.eq_ignore_ascii_case(parameter))
        {
            let place = name.next().unwrap_or_default().parse().unwrap_or(0);
            pieces.push((place, said.trim().trim_matches('"')));
        }
    }
    pieces.sort_by_key(|piece| piece.0);
    let whole: String = pieces.iter().map(|piece| piece.1).collect();
    let mut marks = whole.splitn(3, '\'');
    let (charset, _, coded) = (marks.next()?, marks.next()?, marks.next()?);
    let as_q = coded.replace('=', "=3D").replace('%', "=");
    // In Q an underscore is a space; here it is itself.
    let bytes = of_q(as_q.replace('_', "=5F").as_bytes());
    Some(decoded(&bytes, Some(charset)))
}

#[cfg(test)]
mod tests;
