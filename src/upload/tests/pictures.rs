//! What is left of a picture that was drawn anew.

use std::io::Cursor;

use image::{
    AnimationDecoder, DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{gif::GifDecoder, jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
    metadata::Orientation,
};

use crate::upload::{
    Refusal,
    picture::{Format, MOST_PIXELS, Redrawn, memory, redraw},
};

/// Red on the left, blue on the right, white in the upper left corner.
fn sample(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            Rgb([255, 255, 255])
        } else if x < width / 2 {
            Rgb([255, 0, 0])
        } else {
            Rgb([0, 0, 255])
        }
    })
}

pub(super) fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    sample(width, height)
        .write_with_encoder(PngEncoder::new(&mut bytes))
        .expect("encoded");
    bytes
}

fn jpeg_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    sample(width, height)
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95))
        .expect("encoded");
    bytes
}

fn webp_of(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(WebPEncoder::new_lossless(&mut bytes))
        .expect("encoded");
    bytes
}

fn decoded(redrawn: &Redrawn) -> RgbImage {
    let format = ImageFormat::from_mime_type(redrawn.media_type).expect("a known type");
    image::load_from_memory_with_format(&redrawn.bytes, format)
        .expect("it can be read")
        .into_rgb8()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn is_near(found: &Rgb<u8>, expected: [u8; 3]) -> bool {
    found
        .0
        .iter()
        .zip(expected)
        .all(|(&found, expected)| found.abs_diff(expected) < 60)
}

/// An EXIF segment with an orientation and the place where the photo was taken.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = Vec::new();
        entry.extend(tag.to_le_bytes());
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value);
        entry
    };
    let short = |value: u16| {
        let [low, high] = value.to_le_bytes();
        [low, high, 0, 0]
    };
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(2_u16.to_le_bytes());
    exif.extend(entry(0x0112, 3, 1, short(orientation)));
    exif.extend(entry(0x8825, 4, 1, 38_u32.to_le_bytes()));
    exif.extend(0_u32.to_le_bytes());
    exif.extend(2_u16.to_le_bytes());
    exif.extend(entry(1, 2, 2, *b"N\0\0\0"));
    exif.extend(entry(2, 5, 3, 68_u32.to_le_bytes()));
    exif.extend(0_u32.to_le_bytes());
    exif.extend(b"LATITUDE-OF-THE-KITCHEN-");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(b"\xFF\xE1");
    let length = u16::try_from(exif.len() + 2).expect("it is short");
    bytes.extend(length.to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |mut crc, &byte| {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
        crc
    })
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut body = name.to_vec();
    body.extend(data);
    let mut bytes = u32::try_from(data.len())
        .expect("short")
        .to_be_bytes()
        .to_vec();
    bytes.extend(&body);
    bytes.extend(crc(&body).to_be_bytes());
    bytes
}

/// A PNG of a few bytes that says it is this large.
fn png_bomb(width: u32, height: u32, color: u8) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([8, color, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    bytes.extend(chunk(b"IHDR", &header));
    bytes.extend(chunk(b"IDAT", &[0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]));
    bytes.extend(chunk(b"IEND", b""));
    bytes
}

#[test]
fn too_large_picture_is_refused_by_its_header() {
    for (width, height, color) in [(10_000, 10_000, 0), (5_000, 5_001, 0), (5_000, 5_000, 6)] {
        let bomb = png_bomb(width, height, color);
        let refusal = Err(Refusal::TooManyPixels(width, height));
        assert_eq!(memory(Format::Png, &bomb), refusal);
        assert_eq!(redraw(Format::Png, &bomb).map(|_| ()), refusal.map(|_| ()));
    }
    assert!(
        memory(Format::Png, &png_bomb(5_000, 5_000, 0)).is_ok_and(|bytes| bytes == MOST_PIXELS)
    );
}

#[test]
fn gif_of_too_large_a_screen_is_refused() {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend([0x10, 0x27, 0x10, 0x27, 0, 0, 0, 0x3B]);
    assert_eq!(
        redraw(Format::Gif, &bytes).map(|_| ()),
        Err(Refusal::TooManyPixels(10_000, 10_000))
    );
}

#[test]
fn damaged_pictures_are_refused() {
    let jpeg = jpeg_of(64, 48);
    let png = png_of(64, 48);
    let webp = webp_of(&sample(64, 48).into());
    let gif = gif_of(2, b"");
    for (format, bytes) in [
        (Format::Jpeg, &jpeg[..jpeg.len() / 2]),
        (Format::Jpeg, &jpeg[..jpeg.len() - 2]),
        (Format::Jpeg, &with_exif(&jpeg, 1)[..200]),
        (Format::Jpeg, b"\xFF\xD8\xFF"),
        (Format::Png, &png[..png.len() / 2]),
        (Format::Png, b"\x89PNG\r\n\x1A\n"),
        (Format::Png, &jpeg),
        (Format::WebP, &webp[..webp.len() / 2]),
        (Format::Gif, &gif[..gif.len() / 2]),
        (Format::Gif, b"GIF89a"),
    ] {
        assert_eq!(
            redraw(format, bytes).map(|_| ()),
            Err(Refusal::Damaged),
            "{format:?} of {} bytes",
            bytes.len()
        );
    }
    assert!(redraw(Format::Jpeg, &jpeg).is_ok(), "the premise");
}

#[test]
fn place_and_script_do_not_survive() {
    let mut jpeg = with_exif(&jpeg_of(64, 48), 1);
    jpeg.extend(b"<script>alert(1)</script>");
    assert!(contains(&jpeg, b"LATITUDE"), "the premise");
    let mut png = png_of(64, 48);
    let end = png.len() - 12;
    png.splice(
        end..end,
        chunk(b"tEXt", b"Comment\0<script>alert(1)</script>"),
    );
    png.extend(b"PK\x03\x04<html><script>");
    let mut webp = webp_of(&sample(64, 48).into());
    webp.extend(b"<script>");
    let gif = gif_of(2, b"<script>alert(1)</script>");
    for (format, bytes) in [
        (Format::Jpeg, jpeg),
        (Format::Png, png),
        (Format::WebP, webp),
        (Format::Gif, gif),
    ] {
        assert!(contains(&bytes, b"<script>"), "the premise for {format:?}");
        let redrawn = redraw(format, &bytes).expect("a good picture");
        for trace in [&b"script"[..], b"LATITUDE", b"Exif", b"PK\x03\x04"] {
            assert!(!contains(&redrawn.bytes, trace), "{format:?}");
        }
    }
}

#[test]
fn photo_is_turned_the_right_way_up() {
    // Taken with the camera on its side: what is stored on the left belongs on top.
    let jpeg = with_exif(&jpeg_of(64, 48), 6);
    let redrawn = redraw(Format::Jpeg, &jpeg).expect("a good picture");
    assert_eq!((redrawn.width, redrawn.height), (48, 64));
    let picture = decoded(&redrawn);
    assert_eq!(picture.dimensions(), (48, 64));
    assert!(is_near(picture.get_pixel(4, 28), [255, 0, 0]));
    assert!(is_near(picture.get_pixel(24, 56), [0, 0, 255]));
    assert!(
        is_near(picture.get_pixel(44, 4), [255, 255, 255]),
        "the corner"
    );
}

#[test]
fn every_orientation_is_understood() {
    for code in 1..=8 {
        let orientation = Orientation::from_exif(code).expect("one of eight");
        let jpeg = with_exif(&jpeg_of(64, 48), code.into());
        let found = decoded(&redraw(Format::Jpeg, &jpeg).expect("a good picture"));
        let mut expected = DynamicImage::from(sample(64, 48));
        expected.apply_orientation(orientation);
        let expected = expected.into_rgb8();
        assert_eq!(found.dimensions(), expected.dimensions(), "{code}");
        let different = expected
            .enumerate_pixels()
            .filter(|&(x, y, pixel)| !is_near(found.get_pixel(x, y), pixel.0))
            .count();
        assert!(different < 200, "{code}: {different} pixels differ");
    }
}

#[test]
fn formats_become_what_every_browser_shows() {
    let plain = DynamicImage::from(sample(40, 30));
    let clear = DynamicImage::from(RgbaImage::from_pixel(40, 30, Rgba([9, 9, 9, 120])));
    let deep = DynamicImage::ImageRgb16(plain.to_rgb16());
    let mut deep_png = Vec::new();
    deep.write_with_encoder(PngEncoder::new(&mut deep_png))
        .expect("encoded");
    for (format, bytes, media_type) in [
        (Format::Jpeg, jpeg_of(40, 30), "image/jpeg"),
        (Format::Png, png_of(40, 30), "image/png"),
        (Format::Png, deep_png, "image/png"),
        (Format::WebP, webp_of(&plain), "image/jpeg"),
        (Format::WebP, webp_of(&clear), "image/png"),
        (Format::Gif, gif_of(1, b""), "image/gif"),
    ] {
        let redrawn = redraw(format, &bytes).expect("a good picture");
        assert_eq!(redrawn.media_type, media_type, "{format:?}");
        assert_eq!((redrawn.width, redrawn.height), (40, 30));
        decoded(&redrawn);
        assert!(memory(format, &bytes).is_ok_and(|bytes| bytes > 0));
    }
}

/// An animation whose frames have a colour each, with a comment before its end.
fn gif_of(frames: u8, comment: &[u8]) -> Vec<u8> {
    let palette = [255, 0, 0, 0, 255, 0, 0, 0, 255];
    let mut encoder = gif::Encoder::new(Vec::new(), 40, 30, &palette).expect("encoded");
    encoder.set_repeat(gif::Repeat::Infinite).expect("encoded");
    for n in 0..frames {
        let mut frame = gif::Frame::from_indexed_pixels(40, 30, vec![n % 3; 1200], None);
        frame.delay = 7;
        encoder.write_frame(&frame).expect("encoded");
    }
    if !comment.is_empty() {
        encoder
            .write_raw_extension(gif::AnyExtension(0xFE), &[comment])
            .expect("encoded");
    }
    let mut bytes = encoder.into_inner().expect("encoded");
    bytes.extend(comment);
    bytes
}

fn frames_of(gif: &[u8]) -> Vec<image::Frame> {
    GifDecoder::new(Cursor::new(gif))
        .expect("a GIF")
        .into_frames()
        .collect_frames()
        .expect("frames")
}

#[test]
fn animation_goes_on() {
    let before = gif_of(3, b"");
    let after = redraw(Format::Gif, &before).expect("a good picture").bytes;
    let (before, after) = (frames_of(&before), frames_of(&after));
    assert_eq!(after.len(), 3);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.delay(), after.delay());
        assert_eq!(before.buffer(), after.buffer());
    }
}

#[test]
fn endless_animation_is_kept_as_its_first_frame() {
    let mut long = gif::Encoder::new(Vec::new(), 1, 1, &[1, 2, 3, 4, 5, 6]).expect("encoded");
    for _ in 0..3_000 {
        let frame = gif::Frame::from_indexed_pixels(1, 1, vec![1], None);
        long.write_frame(&frame).expect("encoded");
    }
    let long = long.into_inner().expect("encoded");
    let redrawn = redraw(Format::Gif, &long).expect("a good picture");
    assert_eq!(frames_of(&redrawn.bytes).len(), 1);
}

#[test]
fn interlaced_gif_keeps_its_lines_in_order() {
    let pixels: Vec<u8> = (0..30).flat_map(|y| [y % 3; 40]).collect();
    let mut frame = gif::Frame::from_indexed_pixels(40, 30, pixels, None);
    frame.interlaced = true;
    let palette = [255, 0, 0, 0, 255, 0, 0, 0, 255];
    let mut encoder = gif::Encoder::new(Vec::new(), 40, 30, &palette).expect("encoded");
    encoder.write_frame(&frame).expect("encoded");
    let before = encoder.into_inner().expect("encoded");
    let after = redraw(Format::Gif, &before).expect("a good picture").bytes;
    assert_eq!(
        frames_of(&before)[0].buffer(),
        frames_of(&after)[0].buffer()
    );
}

#[test]
fn fuzz_pictures() {
    let (png, jpeg) = (png_of(24, 16), with_exif(&jpeg_of(24, 16), 6));
    let webp = webp_of(&DynamicImage::ImageRgb8(sample(24, 16)));
    let gif = b"GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\n\0\0\0,\0\0\0\0\x02\0\x02\0\0\x02\x03\x84R\x05\0;";
    let samples: [&[u8]; 4] = [&png, &jpeg, &webp, gif];
    let words = [
        "IHDR",
        "IDAT",
        "IEND",
        "acTL",
        "RIFF",
        "WEBP",
        "VP8X",
        "ANMF",
        "EXIF",
        "GIF89a",
        "NETSCAPE2.0",
        ";",
    ];
    crate::base::fuzz::bytes("pictures", &samples, &words, |bytes| {
        for format in [Format::Jpeg, Format::Png, Format::Gif, Format::WebP] {
            // What its head promises decides whether it is drawn at all, and how much memory that takes.
            let Ok(promised) = memory(format, bytes) else {
                continue;
            };
            assert!(promised <= 256 * 1024 * 1024, "{promised}");
            if promised > 4 * 1024 * 1024 {
                continue;
            }
            if let Ok(drawn) = redraw(format, bytes) {
                assert!(!drawn.bytes.is_empty() && drawn.width > 0 && drawn.height > 0);
                assert!(!contains(&drawn.bytes, b"LATITUDE-OF-THE-KITCHEN-"));
            }
        }
    });
}
