//! Opus in Ogg: written (RFC 3533, RFC 7845), and read as far as its length needs.

use super::{Fault, Recording, opus, opus::Head};

const MAGIC: &[u8] = b"OggS";

/// Bytes of a page before its table of segments.
const HEADER: usize = 27;

/// Segments of one page at most, of 255 bytes each.
const MOST_SEGMENTS: usize = 255;

/// Where the checksum stands; it is reckoned with zeros in its place.
const CHECKSUM: std::ops::Range<usize> = 22..26;

/// A page holds about a second, as the standard asks, so that players can seek.
const PAGE_SAMPLES: u64 = opus::RATE;

const BEGINS: u8 = 2;
const ENDS: u8 = 4;

/// Which stream of the file a page belongs to; there is one only.
const SERIAL: u32 = u32::from_le_bytes(*b"bell");

/// The whole file.
pub(super) fn write(recording: &Recording<'_>) -> Result<Vec<u8>, Fault> {
    let mut file = File::default();
    file.page(BEGINS, 0, &[&recording.head.bytes]);
    file.page(0, 0, &[&tags()]);
    let end = u64::from(recording.head.pre_skip) + recording.heard()?;
    let (mut reached, mut written) = (0, 0);
    let mut page: Vec<&[u8]> = Vec::new();
    let mut segments = 0;
    for packet in &recording.packets {
        let needed = packet.len() / 255 + 1;
        if needed > MOST_SEGMENTS {
            return Err(Fault::Damaged);
        }
        if segments + needed > MOST_SEGMENTS || reached - written >= PAGE_SAMPLES {
            file.page(0, reached, &page);
            page.clear();
            (segments, written) = (0, reached);
        }
        page.push(packet);
        segments += needed;
        reached += u64::from(opus::samples(packet)?);
    }
    // The position of the last page says where the sound ends, which may be within its last packet.
    file.page(ENDS, end.min(reached), &page);
    Ok(file.bytes)
}

/// Who wrapped it, and no comments.
fn tags() -> Vec<u8> {
    let vendor = b"Shopbell";
    let mut tags = b"OpusTags".to_vec();
    tags.extend((vendor.len() as u32).to_le_bytes());
    tags.extend(vendor);
    tags.extend(0_u32.to_le_bytes());
    tags
}

#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    pages: u32,
}

impl File {
    /// Adds a page of whole packets. `position` is the samples up to the end of the last of them.
    fn page(&mut self, flags: u8, position: u64, packets: &[&[u8]]) {
        let segments: Vec<u8> = packets
            .iter()
            .flat_map(|packet| {
                let last = (packet.len() % 255) as u8;
                std::iter::repeat_n(255, packet.len() / 255).chain([last])
            })
            .collect();
        let start = self.bytes.len();
        self.bytes.extend(MAGIC);
        self.bytes.extend([0, flags]);
        self.bytes.extend(position.to_le_bytes());
        self.bytes.extend(SERIAL.to_le_bytes());
        self.bytes.extend(self.pages.to_le_bytes());
        self.bytes.extend(0_u32.to_le_bytes());
        self.bytes.push(segments.len() as u8);
        self.bytes.extend(&segments);
        for packet in packets {
            self.bytes.extend(*packet);
        }
        let sum = checksum(&self.bytes[start..]);
        self.bytes[start..][CHECKSUM].copy_from_slice(&sum.to_le_bytes());
        self.pages += 1;
    }
}

/// CRC-32 as Ogg has it: neither turned round nor inverted.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, &byte| {
        (sum << 8) ^ TABLE[usize::from((sum >> 24) as u8 ^ byte)]
    })
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum >> 31 == 1 {
                (sum << 1) ^ 0x04C1_1DB7
            } else {
                sum << 1
            };
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
};

/// One page of a file.
pub(super) struct Page<'a> {
    pub(super) flags: u8,
    pub(super) position: u64,
    /// How its bytes are cut into packets.
    pub(super) segments: &'a [u8],
    pub(super) body: &'a [u8],
}

/// The next page, taken off `rest`; `None` at the end, or where there is no sound page any more.
pub(super) fn page<'a>(rest: &mut &'a [u8]) -> Option<Page<'a>> {
    let bytes = *rest;
    let count = usize::from(*bytes.get(HEADER - 1)?);
    let segments = bytes.get(HEADER..HEADER + count)?;
    let length: usize = segments.iter().map(|&length| usize::from(length)).sum();
    let (start, end) = (HEADER + count, HEADER + count + length);
    let body = bytes.get(start..end)?;
    let mut whole = bytes[..end].to_vec();
    whole[CHECKSUM].fill(0);
    if !bytes.starts_with(MAGIC) || checksum(&whole).to_le_bytes() != bytes[CHECKSUM] {
        return None;
    }
    *rest = &bytes[end..];
    Some(Page {
        flags: bytes[5],
        position: u64::from_le_bytes(bytes[6..14].try_into().ok()?),
        segments,
        body,
    })
}

/// Samples that are heard, by the position of the last page on which a packet ends.
pub(super) fn heard(bytes: &[u8]) -> Result<u64, Fault> {
    let mut rest = bytes;
    let first = page(&mut rest).ok_or(Fault::Damaged)?;
    let head = Head::read(first.body)?;
    let mut end = None;
    while let Some(page) = page(&mut rest) {
        // The position counts where a packet ends, which none does on a page full of one.
        if page.segments.iter().any(|&length| length < 255) {
            end = Some(page.position);
        }
        if page.flags & ENDS != 0 {
            break;
        }
    }
    match end {
        None | Some(0) => Err(Fault::Empty),
        Some(end) => Ok(end.saturating_sub(u64::from(head.pre_skip))),
    }
}
