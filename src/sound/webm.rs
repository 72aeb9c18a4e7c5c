//! Reads Opus out of WebM, <https://www.webmproject.org/docs/container/>, a dialect of Matroska (RFC 9559).
//!
//! A file is a row of elements: an id, a length, and either content or more elements. What a browser
//! records live has no length on its outer elements and simply stops at the end, so the outer ones are
//! stepped into and everything else is stepped over. Nothing here calls itself, and nothing is copied.

use super::{Fault, Recording, opus::Head, opus::RATE};

/// Elements that hold others and are stepped into.
const SEGMENT: u32 = 0x1853_8067;
const TRACKS: u32 = 0x1654_AE6B;
const CLUSTER: u32 = 0x1F43_B675;
const BLOCK_GROUP: u32 = 0xA0;

const HEADER: u32 = 0x1A45_DFA3;
const TRACK: u32 = 0xAE;
const TRACK_NUMBER: u32 = 0xD7;
const CODEC: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63A2;
const ENCODINGS: u32 = 0x6D80;
const SIMPLE_BLOCK: u32 = 0xA3;
const BLOCK: u32 = 0xA1;
const DISCARD_PADDING: u32 = 0x75A2;

/// Two bits of a block's flags: several packets share it. Recorders never do that.
const LACED: u8 = 0x06;

/// The packets of the first track of Opus.
pub(super) fn read(webm: &[u8]) -> Result<Recording<'_>, Fault> {
    let mut rest = webm;
    let mut track: Option<Track<'_>> = None;
    let mut packets = Vec::new();
    let mut padding = 0;
    let (first, _) = element(&mut rest).ok_or(Fault::Damaged)?;
    if first != HEADER {
        return Err(Fault::Damaged);
    }
    // A recording that was cut off ends with half an element: what came before it is whole.
    while let Some((id, content)) = element(&mut rest) {
        match id {
            TRACK => track = track.or(opus_track(content)?),
            SIMPLE_BLOCK | BLOCK => {
                let track = track.as_ref().ok_or(Fault::NotOpus)?;
                packets.extend(packet(content, track.number)?);
            }
            DISCARD_PADDING => padding = samples_of(content),
            _ => {}
        }
    }
    let track = track.ok_or(Fault::NotOpus)?;
    if packets.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(Recording {
        head: track.head,
        packets,
        padding,
    })
}

struct Track<'a> {
    number: &'a [u8],
    head: Head,
}

/// A track, if it is one of Opus that is neither packed nor encrypted.
fn opus_track(content: &[u8]) -> Result<Option<Track<'_>>, Fault> {
    let (mut number, mut codec, mut head, mut is_plain) = (&b""[..], &b""[..], &b""[..], true);
    let mut rest = content;
    while let Some((id, content)) = element(&mut rest) {
        match id {
            TRACK_NUMBER => number = content,
            CODEC => codec = content,
            CODEC_PRIVATE => head = content,
            ENCODINGS => is_plain = false,
            _ => {}
        }
    }
    if codec != b"A_OPUS" || !is_plain {
        return Ok(None);
    }
    let head = Head::read(head)?;
    Ok(Some(Track { number, head }))
}

/// What a block carries for this track: after the track's number, an instant of two bytes and one of
/// flags stands the packet.
fn packet<'a>(block: &'a [u8], track: &[u8]) -> Result<Option<&'a [u8]>, Fault> {
    let mut rest = block;
    let number = number(&mut rest, false).ok_or(Fault::Damaged)?;
    let [_, _, flags, packet @ ..] = rest else {
        return Err(Fault::Damaged);
    };
    if flags & LACED != 0 {
        return Err(Fault::Damaged);
    }
    Ok((number == Some(unsigned(track))).then_some(packet))
}

fn unsigned(bytes: &[u8]) -> u64 {
    let last = bytes.len().saturating_sub(8);
    bytes[last..]
        .iter()
        .fold(0, |value, &byte| (value << 8) | u64::from(byte))
}

/// Nanoseconds that may be negative, as samples to leave out at the end.
fn samples_of(padding: &[u8]) -> u64 {
    let is_negative = padding.first().is_none_or(|byte| byte & 0x80 != 0);
    if is_negative || padding.len() > 8 {
        return 0;
    }
    let samples = u128::from(unsigned(padding)) * u128::from(RATE) / 1_000_000_000;
    u64::try_from(samples).unwrap_or(0)
}

/// The next element, taken off `rest`. One that is stepped into answers with no content. `None` at the
/// end, and where the bytes stop in the middle of one.
fn element<'a>(rest: &mut &'a [u8]) -> Option<(u32, &'a [u8])> {
    let id = u32::try_from(number(rest, true)??).ok()?;
    let length = number(rest, false)?;
    if matches!(id, SEGMENT | TRACKS | CLUSTER | BLOCK_GROUP) {
        return Some((id, &[]));
    }
    let length = usize::try_from(length?).ok()?;
    let content = rest.get(..length)?;
    *rest = &rest[length..];
    Some((id, content))
}

/// A number of one to eight bytes: the zeros before its first set bit say how many. In an id that bit
/// belongs to it. `Some(None)` when every bit is set, which means "unknown".
fn number(rest: &mut &[u8], keeps_mark: bool) -> Option<Option<u64>> {
    let first = *rest.first()?;
    let length = first.leading_zeros() as usize + 1;
    let bytes = rest.get(..length)?;
    if length > if keeps_mark { 4 } else { 8 } {
        return None;
    }
    *rest = &rest[length..];
    let whole = unsigned(bytes);
    let mark = 1_u64 << (7 * length);
    let value = whole ^ mark;
    Some(if keeps_mark {
        Some(whole)
    } else {
        (value != mark - 1).then_some(value)
    })
}
