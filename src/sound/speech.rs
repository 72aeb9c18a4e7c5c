//! Speech coded anew, for platforms that play one coding only (one channel, 16 kHz).

use opus_pure::{Application, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead, OpusTags};

use super::{Fault, OggOpus, ogg, opus, pcm, webm_to_ogg};

/// Bits a second of Opus: speech is clear in less.
const OPUS_BITS: i32 = 24_000;

/// A packet of Opus has 20 ms.
const FRAME: usize = pcm::RATE as usize / 50;

/// Samples at 48 kHz, in which Opus counts, for one of ours.
const TICKS: usize = opus::RATE as usize / pcm::RATE as usize;

/// Speech as messengers take it for a voice message: Opus in one channel, in Ogg. What is that already is wrapped anew
/// at most.
///
/// # Errors
/// [`Fault`] when it is no speech in Opus or AAC.
pub fn as_ogg(recording: &[u8]) -> Result<Vec<u8>, Fault> {
    if recording.starts_with(b"OggS") && ogg::heard(recording).is_ok() {
        return Ok(recording.to_vec());
    }
    match webm_to_ogg(recording) {
        Ok(OggOpus {
            bytes, channels: 1, ..
        }) => Ok(bytes),
        _ => opus_of(&pcm::heard(recording)?).map_err(|_| Fault::Damaged),
    }
}

fn opus_of(samples: &[i16]) -> opus_pure::Result<Vec<u8>> {
    let mut encoder = OpusEncoder::new(pcm::RATE.cast_signed(), 1, Application::Voip)?;
    encoder.bitrate_bps = OPUS_BITS;
    let mut tags = OpusTags::new();
    tags.push("ENCODER", "Shopbell")?;
    let head = OpusHead::for_encoder(&encoder, pcm::RATE);
    let pre_skip = usize::from(head.pre_skip);
    // The encoder is late by so much: silence behind the last word brings that out.
    let frames = (samples.len() + pre_skip.div_ceil(TICKS)).div_ceil(FRAME);
    let end = pre_skip + samples.len() * TICKS;
    let mut writer = OggOpusWriter::with_tags(Vec::new(), head, tags)?;
    let mut packet = vec![0; MAX_PACKET_BYTES];
    for frame in 0..frames {
        let mut block = [0; FRAME];
        let rest = samples.get(frame * FRAME..).unwrap_or_default();
        let said = rest.len().min(FRAME);
        block[..said].copy_from_slice(&rest[..said]);
        let length = encoder.encode_s16(&block, FRAME, &mut packet)?;
        if frame + 1 == frames {
            // A player stops where the speech does (RFC 7845, section 4.4).
            let written = usize::try_from(writer.granule()).unwrap_or(end);
            let heard = end.saturating_sub(written).min(FRAME * TICKS);
            writer.write_packet_with_duration(&packet[..length], heard as u32)?;
        } else {
            writer.write_packet(&packet[..length])?;
        }
    }
    writer.finish()
}

/// Speech in MP3 of 32 kbit/s.
///
/// # Errors
/// [`Fault`] when it is no speech in Opus or AAC, or the program was built without MP3.
#[cfg(feature = "mp3")]
pub fn as_mp3(recording: &[u8]) -> Result<Vec<u8>, Fault> {
    use shine_rs::{Mp3Encoder, Mp3EncoderConfig, StereoMode};

    let samples = pcm::heard(recording)?;
    let config = Mp3EncoderConfig::new()
        .sample_rate(pcm::RATE)
        .bitrate(32)
        .channels(1)
        .stereo_mode(StereoMode::Mono);
    let mut encoder = Mp3Encoder::new(config).map_err(|_| Fault::Damaged)?;
    let mut file = encoder
        .encode_interleaved(&samples)
        .map_err(|_| Fault::Damaged)?
        .concat();
    file.extend(encoder.finish().map_err(|_| Fault::Damaged)?);
    Ok(file)
}

/// See the other: whoever builds without the crate for MP3 has none.
///
/// # Errors
/// Always.
#[cfg(not(feature = "mp3"))]
pub fn as_mp3(_: &[u8]) -> Result<Vec<u8>, Fault> {
    Err(Fault::NotOpus)
}
