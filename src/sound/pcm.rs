//! Recorded speech taken out of its coding: one channel, at the rate in which speech is coded anew.

use std::io::Cursor;

use opus_pure::{MAX_PACKET_SAMPLES, OggOpusReader, OpusDecoder, Trim};
use rubato::{
    Async, FixedAsync, Resampler, SincInterpolationParameters, SincInterpolationType,
    WindowFunction, audioadapter_buffers::direct::InterleavedSlice,
};
use symphonia::{
    core::{
        codecs::audio::{
            AudioCodecId, AudioDecoder, AudioDecoderOptions,
            well_known::{CODEC_ID_AAC, CODEC_ID_OPUS},
        },
        errors::Error,
        formats::{FormatOptions, FormatReader, TrackType},
        io::MediaSourceStream,
    },
    default::{codecs::AacDecoder, formats::IsoMp4Reader},
};

use super::{Fault, webm};

/// Samples a second.
pub(super) const RATE: u32 = 16_000;

/// Longest speech that is taken apart, in samples at a rate: ten minutes.
const fn longest(rate: u32) -> usize {
    rate as usize * 600
}

/// Largest recording that is taken apart.
const LARGEST: usize = 25 * 1024 * 1024;

/// What is heard in a recording of Opus (WebM, Ogg, MP4) or AAC (MP4), in one channel.
pub(super) fn heard(recording: &[u8]) -> Result<Vec<i16>, Fault> {
    if recording.len() > LARGEST {
        return Err(Fault::TooLong);
    }
    let samples = if recording.starts_with(b"OggS") {
        of_ogg(recording)?
    } else if recording.get(4..8) == Some(b"ftyp") {
        of_mp4(recording)?
    } else {
        of_webm(recording)?
    };
    if samples.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(samples)
}

/// Opus as it is decoded, packet by packet.
struct Opus {
    decoder: OpusDecoder,
    samples: Vec<i16>,
}

impl Opus {
    fn new() -> Result<Self, Fault> {
        Ok(Self {
            // It mixes two channels down by itself.
            decoder: OpusDecoder::new(RATE.cast_signed(), 1).map_err(|_| Fault::NotOpus)?,
            samples: Vec::new(),
        })
    }

    /// How many samples the packet has given, at the end of `samples`.
    fn take(&mut self, packet: &[u8]) -> Result<usize, Fault> {
        let known = self.samples.len();
        if known > longest(RATE) {
            return Err(Fault::TooLong);
        }
        self.samples.resize(known + MAX_PACKET_SAMPLES, 0);
        let given = self
            .decoder
            .decode_s16(packet, MAX_PACKET_SAMPLES, &mut self.samples[known..])
            .map_err(|_| Fault::Damaged)?;
        self.samples.truncate(known + given);
        Ok(given)
    }

    /// Without so many samples at 48 kHz at either end, which were never spoken.
    fn between(mut self, before: u64, after: u64) -> Vec<i16> {
        let here = |samples: u64| usize::try_from(samples / 3).unwrap_or(usize::MAX);
        let end = self.samples.len().saturating_sub(here(after));
        self.samples.truncate(end);
        self.samples.drain(..here(before).min(end));
        self.samples
    }
}

fn of_webm(recording: &[u8]) -> Result<Vec<i16>, Fault> {
    let recording = webm::read(recording)?;
    let mut opus = Opus::new()?;
    for packet in &recording.packets {
        opus.take(packet)?;
    }
    Ok(opus.between(u64::from(recording.head.pre_skip), recording.padding))
}

fn of_ogg(recording: &[u8]) -> Result<Vec<i16>, Fault> {
    let mut reader = OggOpusReader::new(recording).map_err(|_| Fault::NotOpus)?;
    let mut trim = Trim::new(reader.head(), RATE.cast_signed(), 1).map_err(|_| Fault::NotOpus)?;
    let mut opus = Opus::new()?;
    let mut heard = Vec::new();
    while let Some(packet) = reader.read_packet().map_err(|_| Fault::Damaged)? {
        opus.samples.clear();
        opus.take(&packet.data)?;
        heard.extend_from_slice(trim.keep(&packet, &opus.samples));
        if heard.len() > longest(RATE) {
            return Err(Fault::TooLong);
        }
    }
    Ok(heard)
}

fn of_mp4(recording: &[u8]) -> Result<Vec<i16>, Fault> {
    let source = MediaSourceStream::new(
        Box::new(Cursor::new(recording.to_vec())),
        symphonia::core::io::MediaSourceStreamOptions::default(),
    );
    let mut reader =
        IsoMp4Reader::try_new(source, FormatOptions::default()).map_err(|_| Fault::Damaged)?;
    let track = reader
        .default_track(TrackType::Audio)
        .ok_or(Fault::NotOpus)?;
    let id = track.id;
    let Some(params) = track
        .codec_params
        .as_ref()
        .and_then(|params| params.audio())
    else {
        return Err(Fault::NotOpus);
    };
    let codec: AudioCodecId = params.codec;
    if codec == CODEC_ID_OPUS {
        let mut opus = Opus::new()?;
        while let Some(packet) = next(&mut reader)? {
            if packet.track_id == id {
                opus.take(&packet.data)?;
            }
        }
        return Ok(opus.samples);
    }
    if codec != CODEC_ID_AAC {
        return Err(Fault::NotOpus);
    }
    let mut decoder =
        AacDecoder::try_new(params, &AudioDecoderOptions::default()).map_err(|_| Fault::Damaged)?;
    let (mut rate, mut mixed, mut block) = (0, Vec::new(), Vec::new());
    while let Some(packet) = next(&mut reader)? {
        if packet.track_id != id {
            continue;
        }
        let sound = match decoder.decode(&packet) {
            Ok(sound) => sound,
            // One packet that is broken is a gap of some milliseconds.
            Err(Error::DecodeError(_)) => continue,
            Err(_) => return Err(Fault::Damaged),
        };
        rate = sound.spec().rate();
        let channels = sound.spec().channels().count().max(1);
        block.resize(sound.samples_interleaved(), 0.0_f32);
        sound.copy_to_slice_interleaved(&mut block);
        mixed.extend(
            block
                .chunks_exact(channels)
                .map(|frame| frame.iter().sum::<f32>() / channels as f32),
        );
        if mixed.len() > longest(rate) {
            return Err(Fault::TooLong);
        }
    }
    at_our_rate(&mixed, rate)
}

/// The next packet; a recording that was cut off ends with half a one.
fn next(reader: &mut IsoMp4Reader<'_>) -> Result<Option<symphonia::core::packet::Packet>, Fault> {
    match reader.next_packet() {
        Ok(packet) => Ok(packet),
        Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(_) => Err(Fault::Damaged),
    }
}

/// The same sound at [`RATE`]. What is too high for it is filtered out, or it would be heard as something else.
fn at_our_rate(samples: &[f32], rate: u32) -> Result<Vec<i16>, Fault> {
    if samples.is_empty() || !(8_000..=96_000).contains(&rate) {
        return Err(Fault::Empty);
    }
    let parameters = SincInterpolationParameters {
        sinc_len: 64,
        f_cutoff: None,
        interpolation: SincInterpolationType::Linear,
        oversampling_factor: 128,
        window: WindowFunction::BlackmanHarris2,
    };
    let ratio = f64::from(RATE) / f64::from(rate);
    let mut resampler = Async::<f32>::new_sinc(ratio, 1.0, &parameters, 1024, 1, FixedAsync::Input)
        .map_err(|_| Fault::Damaged)?;
    let input = InterleavedSlice::new(samples, 1, samples.len()).map_err(|_| Fault::Damaged)?;
    let output = resampler
        .process_all(&input, samples.len(), None)
        .map_err(|_| Fault::Damaged)?;
    let whole = |sample: f32| (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16;
    Ok(output.take_data().into_iter().map(whole).collect())
}
