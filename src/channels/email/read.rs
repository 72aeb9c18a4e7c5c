//! What a mail says. Pure, and never fails: what cannot be read at all becomes a file of its own.

use std::borrow::Cow;

use mail_parser::{
    Encoding, Message, MessageParser, MessagePart, MimeHeaders as _, PartType,
    decoders::quoted_printable::quoted_printable_decode,
};
use sha2::{Digest as _, Sha256};

use super::{
    automatic,
    bounce::{self, Evidence},
    flow,
    head::{self, Head},
    html,
    mail::{File, Mail, Mailbox, Ours, Proof},
    nested, plain, proof, quote, tag,
};
use crate::base::{secret, text, time::Timestamp};

/// Longest text that is kept of a mail; the rest of it says nothing more.
const LONGEST: usize = 500_000;

/// Files of one mail that are told of.
const FILES: usize = 100;

/// The part that stands for all of a mail.
const WHOLE: usize = usize::MAX;

/// Reads a mail as it came over the wire.
#[must_use]
pub fn read(raw: &[u8], ours: &Ours) -> Mail {
    let flat = nested::flattened(raw);
    let Some((message, head)) = opened(&flat) else {
        return unreadable(raw);
    };
    let from = head.people("from").into_iter().next().unwrap_or_default();
    let subject = head.line("subject");
    let words = Words::of(&flat, &message);
    let files = files(&flat, &message, words.html.as_deref());
    let proof = match proof::of(&head, &from.address, &ours.receivers) {
        // Whoever writes under our own address has to be vouched for.
        Proof::Unknown if automatic::is_same(&from.address, &ours.address) => Proof::Failed,
        found => found,
    };
    let bounce = bounce_of(&flat, &message, &head, &from.address, &words.text);
    let is_automatic = automatic::is_automatic(&head, &from.address)
        || bounce.is_some()
        || is_kind(&message.parts[0], "multipart", "report");
    let to = recipients(&head);
    Mail {
        id: head
            .ids("message-id")
            .into_iter()
            .next()
            .unwrap_or_else(|| hash(&flat, &message, &head)),
        in_reply_to: head.ids("in-reply-to"),
        references: head.ids("references"),
        reply_to: head
            .people("reply-to")
            .into_iter()
            .map(|person| person.address)
            .find(|to| {
                !automatic::is_same(to, &from.address) && !automatic::is_same(to, &ours.address)
            }),
        tagged: to
            .iter()
            .find_map(|to| tag::message(&to.address, &ours.address, &ours.secret)),
        to,
        language: language(&head),
        shown: quote::trimmed(&words.text, quote::is_forward(&subject)),
        text: words.text,
        html: words.html,
        files,
        is_automatic,
        is_ours: automatic::own(&head, &from.address, proof, ours),
        proof,
        bounce,
        from,
        subject,
    }
}

/// When a mail says it was written; the mailbox's own word about its arrival is better.
#[must_use]
pub fn date(raw: &[u8]) -> Option<Timestamp> {
    let said = Head::of(raw).plain("date");
    let date =
        mail_parser::DateTime::parse_rfc822(&said).filter(mail_parser::DateTime::is_valid)?;
    Some(Timestamp::of_seconds(date.to_timestamp()))
}

/// Takes a file out of a mail: its name, what it is said to be, and its bytes.
#[must_use]
pub fn file(raw: &[u8], part: usize) -> Option<(String, String, Vec<u8>)> {
    if part == WHOLE {
        return Some(("mail.eml".to_owned(), nested::MAIL.to_owned(), raw.to_vec()));
    }
    let flat = nested::flattened(raw);
    let (message, _) = opened(&flat)?;
    let part = message
        .parts
        .get(part)
        .filter(|part| !part.is_multipart())?;
    Some((
        name(&flat, part),
        media_type(part),
        bytes(&flat, part).into_owned(),
    ))
}

/// A mail and its head; `None` for bytes that are none.
fn opened(flat: &[u8]) -> Option<(Message<'_>, Head)> {
    let message = MessageParser::default().parse(flat)?;
    let charset = message.parts.iter().find_map(|part| {
        let kind = part.content_type().filter(|kind| kind.ctype() == "text")?;
        kind.attribute("charset").map(str::to_owned)
    });
    let head = Head::of(flat).in_charset(charset);
    let is_mail = [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "received",
        "content-type",
    ]
    .iter()
    .any(|name| head.has(name));
    (is_mail && !message.parts.is_empty()).then_some((message, head))
}

fn unreadable(raw: &[u8]) -> Mail {
    Mail {
        id: format!("sha256:{}", secret::hex(&Sha256::digest(raw))),
        files: vec![File {
            name: "mail.eml".to_owned(),
            media_type: nested::MAIL.to_owned(),
            size: raw.len(),
            part: WHOLE,
            ..File::default()
        }],
        ..Mail::default()
    }
}

/// What a mail without an id is known by.
fn hash(flat: &[u8], message: &Message<'_>, head: &Head) -> String {
    let body = flat
        .get(message.parts[0].offset_body as usize..)
        .unwrap_or_default();
    let mut hash = Sha256::new();
    for name in ["date", "from", "to", "subject"] {
        hash.update(head.plain(name));
        hash.update(b"\n");
    }
    hash.update(&body[..body.len().min(4_096)]);
    format!("sha256:{}", secret::hex(&hash.finalize()))
}

fn recipients(head: &Head) -> Vec<Mailbox> {
    let mut all: Vec<Mailbox> = Vec::new();
    for name in ["to", "cc", "delivered-to", "x-original-to", "envelope-to"] {
        for person in head.people(name) {
            if !all
                .iter()
                .any(|known| known.address.eq_ignore_ascii_case(&person.address))
            {
                all.push(person);
            }
        }
    }
    all
}

/// `de` of `de-AT, en;q=0.5`: the first that it names.
fn language(head: &Head) -> String {
    ["content-language", "accept-language"]
        .iter()
        .filter_map(|name| {
            let value = head.plain(name);
            let first = value.split([',', ';']).next()?.trim().to_owned();
            let is_one = first.starts_with(|c: char| c.is_ascii_alphabetic())
                && first.len() <= 20
                && first.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            is_one.then_some(first)
        })
        .next()
        .unwrap_or_default()
}

struct Words {
    text: String,
    html: Option<String>,
}

impl Words {
    fn of(flat: &[u8], message: &Message<'_>) -> Self {
        let part = |id: &u32| message.parts.get(*id as usize);
        let rich: Vec<&MessagePart<'_>> = message.html_body.iter().filter_map(part).collect();
        let rich = rich.iter().any(|part| part.is_text_html()).then(|| {
            rich.iter()
                .map(|part| as_html(flat, part))
                .collect::<String>()
        });
        let plain: Vec<String> = message
            .text_body
            .iter()
            .filter_map(part)
            .filter_map(|part| match &part.body {
                PartType::Text(_) => Some(flow::joined(&said(flat, part), part.content_type())),
                PartType::Html(_) => Some(plain::text(&said(flat, part))),
                _ => None,
            })
            .map(|piece| piece.trim_matches(['\r', '\n']).to_owned())
            .collect();
        let mut text = tidy(&plain.join("\n\n"));
        if text.is_empty()
            && let Some(rich) = &rich
        {
            text = tidy(&plain::text(rich));
        }
        Self {
            text,
            html: rich
                .as_deref()
                .and_then(html::safe)
                .filter(|html| !html.trim().is_empty()),
        }
    }
}

/// Text with line breaks of one kind and nothing invisible in it.
fn tidy(text: &str) -> String {
    let even = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ");
    let mut tidy: String = even
        .split('\n')
        // The mark of a signature ends in a space.
        .map(|line| if line == "-- " { line } else { line.trim_end() })
        .collect::<Vec<_>>()
        .join("\n");
    if tidy.len() > LONGEST {
        tidy.truncate(tidy.floor_char_boundary(LONGEST));
        tidy.push('…');
    }
    text::clean(&tidy)
}

fn as_html(flat: &[u8], part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Html(_) => said(flat, part).into_owned(),
        PartType::Text(_) => {
            let said = flow::joined(&said(flat, part), part.content_type());
            format!(
                "<p>{}</p>",
                html::escaped(said.trim()).replace('\n', "<br>")
            )
        }
        _ => String::new(),
    }
}

/// The letters of a part.
fn said<'a>(flat: &[u8], part: &'a MessagePart<'_>) -> Cow<'a, str> {
    let (PartType::Text(read) | PartType::Html(read)) = &part.body else {
        return Cow::Borrowed("");
    };
    let charset = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"));
    if read.is_ascii() || part.is_encoding_problem {
        return Cow::Borrowed(read);
    }
    Cow::Owned(head::decoded(&bytes(flat, part), charset))
}

/// The bytes of a part, taken out of their transport.
fn bytes<'a>(flat: &'a [u8], part: &'a MessagePart<'_>) -> Cow<'a, [u8]> {
    if let PartType::Binary(bytes) | PartType::InlineBinary(bytes) = &part.body {
        return Cow::Borrowed(bytes);
    }
    let sent = flat
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    match part.encoding {
        Encoding::None => Cow::Borrowed(sent),
        Encoding::QuotedPrintable => {
            quoted_printable_decode(sent).map_or(Cow::Borrowed(sent), Cow::Owned)
        }
        Encoding::Base64 => Cow::Owned(head::of_base64(sent)),
    }
}

fn is_kind(part: &MessagePart<'_>, main: &str, sub: &str) -> bool {
    part.content_type()
        .is_some_and(|kind| kind.ctype() == main && kind.subtype() == Some(sub))
}

/// What a part is said to be, in lower case.
fn media_type(part: &MessagePart<'_>) -> String {
    if is_kind(part, nested::MARK.0, nested::MARK.1) {
        return nested::MAIL.to_owned();
    }
    match part.content_type() {
        Some(kind) if kind.subtype().is_some() => {
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
        }
        _ if part.is_text() => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

fn own_head(flat: &[u8], part: &MessagePart<'_>) -> Head {
    let range = part.offset_header as usize..part.offset_body as usize;
    Head::of(flat.get(range).unwrap_or_default())
}

fn files(flat: &[u8], message: &Message<'_>, html: Option<&str>) -> Vec<File> {
    let inside = html.map(html::inside).unwrap_or_default();
    message
        .attachments
        .iter()
        .filter_map(|&id| Some((id as usize, message.parts.get(id as usize)?)))
        .filter(|(_, part)| !part.is_multipart())
        .filter_map(|(id, part)| {
            let kind = media_type(part);
            // The same words once more, for programs of another kind.
            if matches!(
                kind.as_str(),
                "text/x-amp-html" | "text/enriched" | "text/watch-html"
            ) {
                return None;
            }
            let content_id = own_head(flat, part).ids("content-id").into_iter().next();
            Some(File {
                name: name(flat, part),
                size: bytes(flat, part).len(),
                is_inside: content_id.as_ref().is_some_and(|id| inside.contains(id)),
                media_type: kind,
                content_id,
                part: id,
            })
        })
        .take(FILES)
        .collect()
}

/// A file's name: the one it has, else one after what it is.
fn name(flat: &[u8], part: &MessagePart<'_>) -> String {
    let given = own_head(flat, part).file_name();
    if !given.is_empty() {
        return given;
    }
    let kind = media_type(part);
    if kind == nested::MAIL {
        let subject = Head::of(&bytes(flat, part)).line("subject");
        let subject: String = subject
            .chars()
            .map(|c| if "/\\:*?\"<>|".contains(c) { ' ' } else { c })
            .take(80)
            .collect();
        let subject = subject.trim();
        return format!("{}.eml", if subject.is_empty() { "mail" } else { subject });
    }
    let (main, sub) = kind.split_once('/').unwrap_or_default();
    let ending = match sub {
        "plain" => "txt",
        "calendar" => "ics",
        "jpeg" => "jpg",
        "mpeg" if main == "audio" => "mp3",
        "svg+xml" => "svg",
        "html" | "png" | "gif" | "webp" | "pdf" | "zip" | "ogg" | "mp4" | "csv" | "vcard"
        | "rtf" => sub,
        "ms-tnef" | "vnd.ms-tnef" => return "winmail.dat".to_owned(),
        _ => "bin",
    };
    let first = match main {
        "image" => "picture",
        "audio" => "sound",
        "video" => "video",
        "text" if sub == "calendar" => "invitation",
        _ => "file",
    };
    format!("{first}.{ending}")
}

fn bounce_of(
    flat: &[u8],
    message: &Message<'_>,
    head: &Head,
    from: &str,
    text: &str,
) -> Option<super::mail::Bounce> {
    let parts: Vec<(String, Cow<'_, [u8]>)> = message
        .parts
        .iter()
        .map(|part| (media_type(part), part))
        .filter(|(kind, _)| kind.starts_with("message/") || kind == "text/rfc822-headers")
        .take(20)
        .map(|(kind, part)| (kind, bytes(flat, part)))
        .collect();
    let parts: Vec<Evidence<'_>> = parts
        .iter()
        .map(|(media_type, bytes)| Evidence { media_type, bytes })
        .collect();
    bounce::bounce(head, from, &parts, text)
}

#[cfg(test)]
mod tests;
