//! GIF: each frame is unpacked and packed anew with its own colours, so the picture stays as it was
//! while comments, application data and whatever stands behind the end are left out.

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError, Encoder, MemoryLimit};

use super::{
    Refusal,
    picture::{MOST_MEMORY, MOST_PIXELS, Redrawn},
};

/// Pixels of all frames together; of a longer animation the first frame is kept.
const MOST_PIXELS_IN_MOTION: u64 = 100_000_000;

/// Frames of an animation; of a longer one the first frame is kept.
const MOST_FRAMES: usize = 2_000;

/// Packs a GIF anew.
pub(super) fn redraw(bytes: &[u8]) -> Result<Redrawn, Refusal> {
    let (width, height) = screen(bytes)?;
    let decoder = open(bytes, true).map_err(|_| Refusal::Damaged)?;
    let frames = if fits_in_motion(decoder)? {
        MOST_FRAMES
    } else {
        1
    };
    Ok(Redrawn {
        bytes: repack(bytes, frames)?,
        media_type: "image/gif",
        endings: &["gif"],
        width,
        height,
    })
}

/// Bytes of memory for one frame and its packed form; a GIF beyond the limits is refused.
pub(super) fn memory(bytes: &[u8]) -> Result<u64, Refusal> {
    let (width, height) = screen(bytes)?;
    Ok(2 * u64::from(width) * u64::from(height))
}

/// Width and height, which stand right after the signature.
fn screen(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let Some(&[a, b, c, d]) = bytes.get(6..10) else {
        return Err(Refusal::Damaged);
    };
    let (width, height) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
    let (width, height) = (u32::from(width), u32::from(height));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooManyPixels(width, height));
    }
    Ok((width, height))
}

fn open(bytes: &[u8], skip_decoding: bool) -> Result<Decoder<&[u8]>, DecodingError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.check_frame_consistency(true);
    options.skip_frame_decoding(skip_decoding);
    if let Some(most) = std::num::NonZeroU64::new(MOST_MEMORY) {
        options.set_memory_limit(MemoryLimit::Bytes(most));
    }
    options.read_info(bytes)
}

/// Whether all frames are few and small enough, told from their headers.
fn fits_in_motion(mut decoder: Decoder<&[u8]>) -> Result<bool, Refusal> {
    let (mut frames, mut pixels) = (0, 0);
    while let Some(frame) = decoder.next_frame_info().map_err(|_| Refusal::Damaged)? {
        frames += 1;
        pixels += u64::from(frame.width) * u64::from(frame.height);
        if frames > MOST_FRAMES || pixels > MOST_PIXELS_IN_MOTION {
            return Ok(false);
        }
    }
    Ok(true)
}

fn repack(bytes: &[u8], most_frames: usize) -> Result<Vec<u8>, Refusal> {
    let mut decoder = open(bytes, false).map_err(|_| Refusal::Damaged)?;
    let palette = decoder.global_palette().unwrap_or_default().to_vec();
    let (width, height) = (decoder.width(), decoder.height());
    let mut encoder =
        Encoder::new(Vec::new(), width, height, &palette).map_err(|_| Refusal::Damaged)?;
    let mut frames = 0;
    while frames < most_frames {
        let Some(frame) = decoder.read_next_frame().map_err(|_| Refusal::Damaged)? else {
            break;
        };
        if frame.width == 0 || frame.height == 0 {
            continue;
        }
        let mut frame = frame.clone();
        // The decoder has put the lines in order.
        frame.interlaced = false;
        if frames == 0 && most_frames > 1 {
            // How often it plays stands before the first frame.
            encoder
                .set_repeat(decoder.repeat())
                .map_err(|_| Refusal::Damaged)?;
        }
        encoder.write_frame(&frame).map_err(|_| Refusal::Damaged)?;
        frames += 1;
    }
    if frames == 0 {
        return Err(Refusal::Damaged);
    }
    encoder.into_inner().map_err(|_| Refusal::Damaged)
}
