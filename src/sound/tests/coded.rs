//! Speech that is coded anew sounds as it did. The tones are 1.5 s of 440 Hz.

use proptest::prelude::*;

use super::{RECORDED, file};
use crate::sound::{Fault, as_mp3, as_ogg, duration_ms, pcm};

/// AAC in pieces, one channel at 44.1 kHz, as a telephone's browser records.
const AAC: &[u8] = include_bytes!("tone.m4a");
/// Opus in two channels.
const STEREO: &[u8] = include_bytes!("tone.ogg");

/// How often a second a sound swings, told by how often it crosses zero upwards in its middle.
fn pitch(samples: &[i16]) -> f64 {
    let middle = &samples[samples.len() / 4..samples.len() * 3 / 4];
    let crossings = middle.windows(2).filter(|pair| pair[0] < 0 && pair[1] >= 0);
    crossings.count() as f64 * f64::from(pcm::RATE) / middle.len() as f64
}

fn loudest(samples: &[i16]) -> u16 {
    samples.iter().map(|one| one.unsigned_abs()).max().unwrap()
}

/// Bytes of each frame of an MP3 file of 32 kbit/s at 16 kHz in one channel, which is 576 samples.
const MP3_FRAME: usize = 144;

#[test]
fn a_tone_is_the_same_tone_whatever_it_was_coded_in() {
    for (what, recording) in [("AAC", AAC), ("Opus", STEREO)] {
        let heard = pcm::heard(recording).unwrap();
        let again = as_ogg(recording).unwrap();
        let again = pcm::heard(&again).unwrap();
        for samples in [&heard, &again] {
            let length = samples.len() as f64 / f64::from(pcm::RATE);
            assert!((1.4..1.6).contains(&length), "{what}: {length} s");
            let pitch = pitch(samples);
            assert!((435.0..445.0).contains(&pitch), "{what}: {pitch} Hz");
            let loudest = loudest(samples);
            assert!((2_000..8_000).contains(&loudest), "{what}: {loudest}");
        }
    }
}

#[test]
fn what_a_browser_recorded_keeps_its_length() {
    let spoken = duration_ms(RECORDED).unwrap();
    let heard = pcm::heard(RECORDED).unwrap();
    let length = heard.len() as u64 * 1_000 / u64::from(pcm::RATE);
    assert!(length.abs_diff(spoken) <= 1, "{length} of {spoken} ms");

    // What is Opus in one channel already is not coded anew, and what is in Ogg already is the same bytes.
    let ogg = as_ogg(RECORDED).unwrap();
    assert_eq!(duration_ms(&ogg), Ok(spoken));
    assert_eq!(as_ogg(&ogg).unwrap(), ogg);
}

#[test]
#[cfg(feature = "mp3")]
fn an_mp3_has_the_length_of_what_was_said() {
    for recording in [RECORDED, AAC, STEREO] {
        let samples = pcm::heard(recording).unwrap().len();
        let mp3 = as_mp3(recording).unwrap();
        let frames: Vec<&[u8]> = mp3.chunks(MP3_FRAME).collect();
        // MPEG-2, Layer III, 32 kbit/s, 16 kHz.
        for frame in &frames {
            assert_eq!(
                (frame[0], frame[1] & 0xFE, frame[2] & 0xFC),
                (0xFF, 0xF2, 0x48)
            );
        }
        let coded = frames.len() * 576;
        assert!(
            (samples..samples + 3 * 576).contains(&coded),
            "{coded} of {samples}"
        );
    }
}

#[test]
fn what_is_no_speech_is_refused() {
    for (what, expected) in [
        (&b""[..], Fault::Damaged),
        (b"OggS", Fault::NotOpus),
        (b"\0\0\0\x18ftypisom", Fault::Damaged),
        (b"ID3", Fault::Damaged),
        (&AAC[..AAC.len() / 2], Fault::Empty),
        (&file(&[]), Fault::NotOpus),
    ] {
        let length = what.len();
        assert_eq!(as_ogg(what).err(), Some(expected), "{length} bytes");
        assert!(as_mp3(what).is_err(), "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing that strangers send breaks it.
    #[test]
    fn damage_is_survived(at in any::<prop::sample::Index>(), by in 1..=255_u8, which in 0..3_usize) {
        let mut recording = [RECORDED, AAC, STEREO][which].to_vec();
        let at = at.index(recording.len());
        recording[at] ^= by;
        let _ = pcm::heard(&recording);
    }
}

#[test]
fn fuzz_recordings() {
    let samples: [&[u8]; 3] = [RECORDED, AAC, STEREO];
    let words = [
        "OggS", "OpusHead", "OpusTags", "moov", "mdat", "stco", "\u{1a}E", "A_OPUS",
    ];
    crate::base::fuzz::bytes("recordings", &samples, &words, |bytes| {
        let _ = pcm::heard(bytes);
        if let Ok(ogg) = as_ogg(bytes) {
            assert!(
                duration_ms(&ogg).is_ok(),
                "what is wrapped anew can be played"
            );
        }
    });
}
