//! What Chromium's recorder wrote while its test device beeped, and what nobody should write.

mod coded;

use proptest::prelude::*;

use super::{Fault, duration_ms, ogg, opus, webm, webm_to_ogg};

/// Three seconds and a bit, in packets of 60 ms, as `MediaRecorder` makes them: no length anywhere.
const RECORDED: &[u8] = include_bytes!("recorded.webm");

/// An element of WebM whose length takes one byte.
fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).expect("it is short") | 0x80;
    [id, &[length], content].concat()
}

fn head(channels: u8, pre_skip: u16) -> Vec<u8> {
    let mut head = b"OpusHead\x01".to_vec();
    head.push(channels);
    head.extend(pre_skip.to_le_bytes());
    head.extend(48_000_u32.to_le_bytes());
    head.extend([0, 0, 0]);
    head
}

fn track(number: u8, codec: &[u8], more: &[u8]) -> Vec<u8> {
    let parts = [
        element(&[0xD7], &[number]),
        element(&[0x86], codec),
        more.to_vec(),
    ];
    element(&[0xAE], &parts.concat())
}

fn opus_track(number: u8, head: &[u8]) -> Vec<u8> {
    track(number, b"A_OPUS", &element(&[0x63, 0xA2], head))
}

/// A block of this track with one packet of 20 ms.
fn block(number: u8, flags: u8) -> Vec<u8> {
    element(&[0xA3], &[0x80 | number, 0, 0, flags, 0x08, 7, 7])
}

fn file(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut file = element(
        &[0x1A, 0x45, 0xDF, 0xA3],
        &[0x42, 0x82, 0x84, b'w', b'e', b'b', b'm'],
    );
    // A segment and a cluster of unknown length around everything.
    file.extend([
        0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255,
    ]);
    file.extend([0x1F, 0x43, 0xB6, 0x75, 0xFF]);
    file.extend(parts.concat());
    file
}

#[test]
fn what_chromium_recorded_is_the_same_sound_in_ogg() {
    let recording = webm::read(RECORDED).expect("Chromium writes WebM");
    let wrapped = webm_to_ogg(RECORDED).expect("it can be wrapped anew");
    assert_eq!(wrapped.channels, 1);
    assert!(
        (2_900..4_500).contains(&wrapped.duration_ms),
        "{}",
        wrapped.duration_ms
    );

    // Every page is sound, they are in order, and the packets are those that were recorded.
    let mut rest = &wrapped.bytes[..];
    let mut pages = Vec::new();
    while let Some(page) = ogg::page(&mut rest) {
        pages.push(page);
    }
    assert!(rest.is_empty(), "{} bytes are no page", rest.len());
    assert_eq!(pages[0].flags, 2);
    assert_eq!(pages[0].body, recording.head.bytes);
    assert!(
        pages[1]
            .body
            .starts_with(b"OpusTags\x08\0\0\0Shopbell\0\0\0\0")
    );
    assert_eq!(pages.last().map(|page| page.flags), Some(4));
    assert!(pages.len() > 4, "about a second on each");
    assert!(pages.is_sorted_by_key(|page| page.position));
    let mut packets: Vec<Vec<u8>> = vec![Vec::new()];
    for page in &pages[2..] {
        let mut at = 0;
        for &length in page.segments {
            let packet = packets.last_mut().expect("there is one");
            packet.extend(&page.body[at..at + usize::from(length)]);
            at += usize::from(length);
            if length < 255 {
                packets.push(Vec::new());
            }
        }
    }
    packets.pop();
    assert_eq!(packets, recording.packets);
}

#[test]
fn both_wrappings_are_equally_long() {
    let wrapped = webm_to_ogg(RECORDED).expect("it can be wrapped anew");
    assert_eq!(duration_ms(RECORDED), Ok(wrapped.duration_ms));
    assert_eq!(duration_ms(&wrapped.bytes), Ok(wrapped.duration_ms));
}

#[test]
fn a_recording_that_was_cut_off_is_as_long_as_what_is_left() {
    let whole = duration_ms(RECORDED).expect("it is sound");
    for end in (0..RECORDED.len()).step_by(11) {
        if let Ok(length) = duration_ms(&RECORDED[..end]) {
            assert!(length <= whole);
        }
    }
    let half = duration_ms(&RECORDED[..RECORDED.len() / 2]).expect("half of it");
    assert!(
        (whole / 3..whole * 2 / 3).contains(&half),
        "{half} of {whole}"
    );
}

#[test]
fn a_packet_says_itself_how_long_it_is() {
    for (packet, samples) in [
        (&[0x08, 0][..], Ok(960)),            // SILK, 20 ms
        (&[0x18], Ok(2880)),                  // SILK, 60 ms
        (&[0x60], Ok(480)),                   // hybrid, 10 ms
        (&[0x80], Ok(120)),                   // CELT, 2.5 ms
        (&[0xF8], Ok(960)),                   // CELT, 20 ms
        (&[0xF9], Ok(1920)),                  // two frames of one size
        (&[0xFA, 1], Ok(1920)),               // of two sizes
        (&[0xFB, 0x03], Ok(2880)),            // three
        (&[0xFB, 0x3F], Err(Fault::Damaged)), // more than 120 ms
        (&[0xFB], Err(Fault::Damaged)),
        (&[0xFB, 0x40], Err(Fault::Damaged)), // none
        (&[], Err(Fault::Damaged)),
    ] {
        assert_eq!(opus::samples(packet), samples, "{packet:x?}");
    }
}

#[test]
fn the_first_track_of_opus_is_taken_and_nothing_else() {
    let vorbis = track(1, b"A_VORBIS", &[]);
    let two = file(&[
        vorbis.clone(),
        opus_track(2, &head(2, 312)),
        block(1, 0x80),
        block(2, 0x80),
        block(2, 0x80),
    ]);
    let wrapped = webm_to_ogg(&two).expect("the second track is Opus");
    // Two packets of 20 ms without what only warms the decoder up.
    assert_eq!(
        (wrapped.channels, wrapped.duration_ms),
        (2, (2 * 960 - 312) / 48)
    );
    let padded = file(&[
        opus_track(1, &head(1, 0)),
        block(1, 0x80),
        // Ten milliseconds in nanoseconds.
        element(&[0x75, 0xA2], &[0x00, 0x98, 0x96, 0x80]),
    ]);
    assert_eq!(duration_ms(&padded), Ok(10));

    for (file, fault) in [
        (file(&[vorbis, block(1, 0x80)]), Fault::NotOpus),
        (
            file(&[opus_track(1, &head(3, 0)), block(1, 0x80)]),
            Fault::NotOpus,
        ),
        (
            file(&[opus_track(1, b"OpusHead"), block(1, 0x80)]),
            Fault::NotOpus,
        ),
        (file(&[opus_track(1, &head(1, 0))]), Fault::Empty),
        (file(&[block(1, 0x80)]), Fault::NotOpus),
        (
            file(&[opus_track(1, &head(1, 0)), block(1, 0x82)]),
            Fault::Damaged,
        ),
        (file(&[]), Fault::NotOpus),
        (b"RIFF....WAVE".to_vec(), Fault::Damaged),
        (Vec::new(), Fault::Damaged),
    ] {
        assert_eq!(webm_to_ogg(&file), Err(fault));
    }
}

proptest! {
    /// Strangers send these: whatever the bytes, the answer is one.
    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..RECORDED.len()) {
        let _ = duration_ms(&bytes);
        let mut changed = RECORDED.to_vec();
        let end = (at + bytes.len()).min(changed.len());
        changed[at..end].copy_from_slice(&bytes[..end - at]);
        if let Ok(wrapped) = webm_to_ogg(&changed) {
            prop_assert_eq!(duration_ms(&wrapped.bytes).unwrap_or(0), wrapped.duration_ms);
        }
    }
}
