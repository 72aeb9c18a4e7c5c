//! The kinds of file that can be taken at all, and how each is recognised.
//!
//! Signatures are looked for where they must stand and nowhere else. General sniffers are made to
//! guess: they call a page that mentions `%PDF` a document. One is used here only to name what is
//! refused.

use super::{Claim, Refusal, picture::Format};
use crate::desk::{attachment::AttachmentKind, family::Family};

/// How the bytes of a file are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Jpeg,
    Png,
    Gif,
    WebP,
    Ogg,
    Mp3,
    Wav,
    Amr,
    Mp4,
    WebM,
    Pdf,
    Zip,
    Ole,
    Text,
}

/// One kind of file. Several may share a layout; then the ending tells them apart.
#[derive(Debug)]
pub(super) struct Kind {
    layout: Layout,
    pub(super) family: Family,
    pub(super) media_type: &'static str,
    /// Endings of its name, the usual one first.
    pub(super) endings: &'static [&'static str],
    pub(super) picture: Option<Format>,
}

const fn kind(
    layout: Layout,
    family: Family,
    media_type: &'static str,
    endings: &'static [&'static str],
) -> Kind {
    let picture = match layout {
        Layout::Jpeg => Some(Format::Jpeg),
        Layout::Png => Some(Format::Png),
        Layout::Gif => Some(Format::Gif),
        Layout::WebP => Some(Format::WebP),
        _ => None,
    };
    Kind {
        layout,
        family,
        media_type,
        endings,
        picture,
    }
}

/// Everything that can be taken. Of those with the same layout, the first is meant when nothing tells.
#[rustfmt::skip]
static KINDS: &[Kind] = &[
    kind(Layout::Jpeg, Family::Picture, "image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
    kind(Layout::Png, Family::Picture, "image/png", &["png"]),
    kind(Layout::Gif, Family::Picture, "image/gif", &["gif"]),
    kind(Layout::WebP, Family::Picture, "image/webp", &["webp"]),
    kind(Layout::Ogg, Family::Audio, "audio/ogg", &["ogg", "oga", "opus"]),
    kind(Layout::Mp3, Family::Audio, "audio/mpeg", &["mp3"]),
    kind(Layout::Wav, Family::Audio, "audio/wav", &["wav"]),
    kind(Layout::Amr, Family::Audio, AMR, &["amr"]),
    kind(Layout::WebM, Family::Video, "video/webm", &["webm"]),
    kind(Layout::WebM, Family::Audio, "audio/webm", &["webm", "weba"]),
    kind(Layout::Mp4, Family::Video, "video/mp4", &["mp4", "m4v"]),
    kind(Layout::Mp4, Family::Audio, "audio/mp4", &["m4a", "mp4"]),
    kind(Layout::Pdf, Family::Document, "application/pdf", &["pdf"]),
    kind(Layout::Text, Family::Document, "text/plain", &["txt", "log"]),
    kind(Layout::Text, Family::Document, "text/csv", &["csv"]),
    kind(Layout::Zip, Family::Archive, "application/zip", &["zip"]),
    kind(Layout::Zip, Family::Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    kind(Layout::Zip, Family::Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    kind(Layout::Zip, Family::Document, "application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    kind(Layout::Zip, Family::Document, "application/vnd.oasis.opendocument.text", &["odt"]),
    kind(Layout::Zip, Family::Document, "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    kind(Layout::Zip, Family::Document, "application/vnd.oasis.opendocument.presentation", &["odp"]),
    kind(Layout::Ole, Family::Document, "application/msword", &["doc"]),
    kind(Layout::Ole, Family::Document, "application/vnd.ms-excel", &["xls"]),
    kind(Layout::Ole, Family::Document, "application/vnd.ms-powerpoint", &["ppt"]),
];

/// Speech as telephones code it, which no browser plays.
pub(super) const AMR: &str = "audio/amr";

/// Endings of files that run, or that a browser would show as a page.
#[rustfmt::skip]
const SCRIPTABLE: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "svg", "svgz", "xml", "xsl", "xslt", "js", "mjs",
    "css", "swf", "php", "exe", "dll", "bat", "cmd", "com", "scr", "msi", "ps1", "vbs", "wsf", "hta", "lnk",
    "url", "jar", "apk", "sh", "docm", "dotm", "xlsm", "xltm", "pptm", "potm",
];

/// Endings by which a sort of file is recognised before its bytes arrive; a picker offers them.
#[must_use]
pub fn endings(family: Family) -> Vec<&'static str> {
    let mut endings: Vec<_> = KINDS
        .iter()
        .filter(|kind| kind.family == family)
        .flat_map(|kind| kind.endings)
        .copied()
        .collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}

/// The kind of file that begins with `head`, if its ending and declared type agree with that.
pub(super) fn find(head: &[u8], ending: &str, claim: &Claim<'_>) -> Result<&'static Kind, Refusal> {
    let declared = bare_type(claim.media_type);
    if SCRIPTABLE.contains(&ending) || is_scriptable_type(&declared) || is_scriptable(head) {
        return Err(Refusal::Scriptable);
    }
    let Some(layout) = layout_of(head) else {
        return Err(Refusal::NotTaken(guess(head)));
    };
    let of_layout = || KINDS.iter().filter(|kind| kind.layout == layout);
    let voice = of_layout()
        .find(|kind| claim.kind == AttachmentKind::Voice && kind.family == Family::Audio);
    let by_type = of_layout().find(|kind| kind.media_type == declared);
    let named = KINDS.iter().find(|kind| kind.endings.contains(&ending));
    let kind = match named {
        // Recorders name sound and film of one layout alike; what it is sent as and its type tell more.
        Some(named) if named.layout == layout && is_media(named) => {
            voice.or(by_type).or(Some(named))
        }
        Some(named) if named.layout == layout => Some(named),
        // A picture called another sort of picture is one still; it gets the right ending.
        Some(named) if named.picture.is_some() => of_layout().find(|kind| kind.picture.is_some()),
        None if ending.is_empty() => voice.or(by_type).or_else(|| of_layout().next()),
        Some(_) | None => None,
    };
    kind.filter(|kind| agrees(&declared, kind.family))
        .ok_or(Refusal::Mismatch)
}

/// What a file that cannot be taken may be.
fn guess(head: &[u8]) -> &'static str {
    infer::get(head)
        .map(|found| found.mime_type())
        .filter(|guess| KINDS.iter().all(|kind| kind.media_type != *guess))
        .unwrap_or("unknown")
}

/// A media type without its parameters.
fn bare_type(declared: &str) -> String {
    let bare = declared.split(';').next().unwrap_or_default();
    bare.trim().to_ascii_lowercase()
}

fn is_media(kind: &Kind) -> bool {
    matches!(kind.family, Family::Audio | Family::Video)
}

/// Whether a declared type is of the same sort. Systems disagree on the names of documents (a table
/// of plain text is an Excel file to some), so these are told from pictures and sound only.
fn agrees(declared: &str, family: Family) -> bool {
    let sort = declared.split('/').next().unwrap_or_default();
    if matches!(declared, "" | "application/octet-stream") {
        return true;
    }
    match family {
        Family::Picture => sort == "image",
        Family::Audio | Family::Video => {
            matches!(sort, "audio" | "video") || declared == "application/ogg"
        }
        Family::Document | Family::Archive => matches!(sort, "application" | "text"),
    }
}

fn is_scriptable_type(declared: &str) -> bool {
    declared.contains("html")
        || declared.contains("script")
        || declared.ends_with("/xml")
        || declared.ends_with("+xml")
}

/// Whether this begins like a page, a drawing or a script, after what browsers skip.
fn is_scriptable(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    match text {
        [b'<', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/' | b'%'),
        [b'#', b'!', ..] => !is_amr(head),
        _ => false,
    }
}

fn layout_of(head: &[u8]) -> Option<Layout> {
    let at = |offset: usize, bytes: &[u8]| {
        head.get(offset..)
            .is_some_and(|rest| rest.starts_with(bytes))
    };
    let layout = if at(0, b"\xFF\xD8\xFF") {
        Layout::Jpeg
    } else if at(0, b"\x89PNG\r\n\x1A\n") {
        Layout::Png
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Layout::Gif
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Layout::WebP
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Layout::Wav
    } else if is_amr(head) {
        Layout::Amr
    } else if at(0, b"OggS") {
        Layout::Ogg
    } else if at(0, b"ID3") || is_mpeg_audio_frame(head) {
        Layout::Mp3
    } else if at(4, b"ftyp") && !is_still_or_old(head) {
        Layout::Mp4
    } else if at(0, b"\x1A\x45\xDF\xA3") && is_webm(head) {
        Layout::WebM
    } else if at(0, b"%PDF-") {
        Layout::Pdf
    } else if at(0, b"PK\x03\x04") {
        Layout::Zip
    } else if at(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Layout::Ole
    } else if head.iter().all(|&byte| is_text(byte)) {
        Layout::Text
    } else {
        return None;
    };
    Some(layout)
}

/// RFC 4867, with one channel, narrow or wide: it begins like a script.
fn is_amr(head: &[u8]) -> bool {
    head.starts_with(b"#!AMR\n") || head.starts_with(b"#!AMR-WB\n")
}

/// Twelve bits of sync, then version 1 or 2 and layer III: the frame header of an MP3 without tags.
fn is_mpeg_audio_frame(head: &[u8]) -> bool {
    matches!(head, [0xFF, 0xFA | 0xFB | 0xF2 | 0xF3, ..])
}

/// Brands of the same container that are pictures, or film that browsers do not play.
fn is_still_or_old(head: &[u8]) -> bool {
    let brand = head.get(8..12).unwrap_or_default();
    [
        &b"heic"[..],
        b"heix",
        b"hevc",
        b"mif1",
        b"msf1",
        b"avif",
        b"avis",
        b"qt  ",
    ]
    .contains(&brand)
}

/// The name of the document type stands within the first header.
fn is_webm(head: &[u8]) -> bool {
    let header = head.get(..64).unwrap_or(head);
    header
        .windows(7)
        .any(|window| window == b"\x42\x82\x84webm")
}

/// Text of any encoding that extends ASCII.
fn is_text(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7F || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)
}
