//! What can be known of Opus without decoding it.

use super::Fault;

/// Samples a second that Opus counts in, whatever was recorded.
pub(super) const RATE: u64 = 48_000;

/// Samples of one packet at most: 120 ms.
const LONGEST: u32 = 5_760;

/// The identification header, RFC 7845 section 5.1, of a stream that needs no table of channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) channels: u8,
    /// Samples at the beginning that only warm the decoder up.
    pub(super) pre_skip: u16,
    /// As it stood in the recording.
    pub(super) bytes: [u8; Head::LENGTH],
}

impl Head {
    const LENGTH: usize = 19;

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let bytes: [u8; Self::LENGTH] = bytes.try_into().map_err(|_| Fault::NotOpus)?;
        let (channels, mapping) = (bytes[9], bytes[18]);
        let is_plain = bytes.starts_with(b"OpusHead")
            && bytes[8] >> 4 == 0
            && matches!(channels, 1 | 2)
            && mapping == 0;
        if !is_plain {
            return Err(Fault::NotOpus);
        }
        Ok(Self {
            channels,
            pre_skip: u16::from_le_bytes([bytes[10], bytes[11]]),
            bytes,
        })
    }
}

/// How many samples a packet holds: its first byte says how long its frames are, that and the second
/// how many there are (RFC 6716, section 3.1).
pub(super) fn samples(packet: &[u8]) -> Result<u32, Fault> {
    let Some((&first, rest)) = packet.split_first() else {
        return Err(Fault::Damaged);
    };
    let config = first >> 3;
    let frame = match config {
        0..=11 => [480, 960, 1920, 2880][usize::from(config % 4)],
        12..=15 => [480, 960][usize::from(config % 2)],
        _ => [120, 240, 480, 960][usize::from(config % 4)],
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(rest.first().ok_or(Fault::Damaged)? & 0x3F),
    };
    match frame * frames {
        samples @ 1..=LONGEST => Ok(samples),
        _ => Err(Fault::Damaged),
    }
}
