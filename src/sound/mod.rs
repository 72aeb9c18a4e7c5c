//! Recorded speech: how long it is, the same sound in another wrapping, and in another coding. Pure functions over bytes.
//!
//! Browsers record Opus and differ in what they wrap it in: Chromium in WebM without a length, Firefox in
//! Ogg. Messengers, and some browsers, take one of the two only. The packets of sound are the same in both
//! (RFC 6716), so wrapping them anew needs no decoder, loses nothing, and takes no time worth naming. What platforms do
//! not play at all is decoded and coded anew.

mod ogg;
mod opus;
mod pcm;
mod speech;
#[cfg(test)]
mod tests;
mod webm;

use self::opus::Head;
pub use self::speech::{as_mp3, as_ogg};

/// Why a recording cannot be wrapped anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is wrapped in something else than was expected, or the wrapping is broken.
    #[error("the recording is damaged")]
    Damaged,
    /// The sound inside is not Opus, or in more than two channels.
    #[error("the sound is not plain Opus")]
    NotOpus,
    /// It is longer or larger than speech is.
    #[error("the recording is too long")]
    TooLong,
    /// It has no sound at all.
    #[error("the recording is empty")]
    Empty,
}

/// Opus packets with what a player must know before the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Recording<'a> {
    head: Head,
    packets: Vec<&'a [u8]>,
    /// Samples at the end that were never spoken: an encoder fills its last packet.
    padding: u64,
}

impl Recording<'_> {
    /// Samples of all packets, at 48 kHz.
    fn decoded(&self) -> Result<u64, Fault> {
        self.packets
            .iter()
            .map(|packet| opus::samples(packet).map(u64::from))
            .sum()
    }

    /// Samples that are heard.
    fn heard(&self) -> Result<u64, Fault> {
        let silent = u64::from(self.head.pre_skip) + self.padding;
        Ok(self.decoded()?.saturating_sub(silent))
    }
}

/// Speech in Ogg, as Telegram, VK and WhatsApp take it for a voice message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OggOpus {
    /// The whole file, `audio/ogg` (RFC 7845).
    pub bytes: Vec<u8>,
    /// How long it is.
    pub duration_ms: u64,
    /// 1 or 2; some messengers take one only.
    pub channels: u8,
}

/// Wraps a WebM recording of Opus in Ogg.
pub fn webm_to_ogg(webm: &[u8]) -> Result<OggOpus, Fault> {
    let recording = webm::read(webm)?;
    Ok(OggOpus {
        bytes: ogg::write(&recording)?,
        duration_ms: in_milliseconds(recording.heard()?),
        channels: recording.head.channels,
    })
}

/// How long a recording of Opus is, in WebM or Ogg; told by its packets and never by what it says of
/// itself, which recorders in browsers leave open.
pub fn duration_ms(bytes: &[u8]) -> Result<u64, Fault> {
    let samples = if bytes.starts_with(b"OggS") {
        ogg::heard(bytes)?
    } else {
        webm::read(bytes)?.heard()?
    };
    Ok(in_milliseconds(samples))
}

fn in_milliseconds(samples: u64) -> u64 {
    samples / (opus::RATE / 1000)
}
